"""Small cases of open issues, and what looking at every package finds out about them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import hypothesis.strategies as st

from negotiator_desk.bargaining.options import Bonus, OpenIssue, Option, Point, value_of

FEW = st.integers(-3, 3)
"""So few values that ties are the rule."""

MANY = st.integers(-10_000, 10_000)
HUGE = st.integers(-(2**56), 2**56)


def issues_of(*values: Sequence[tuple[int, int]]) -> tuple[OpenIssue, ...]:
    """Return issues A, B, … with options 0, 1, … of the given values."""
    return tuple(
        OpenIssue(
            chr(ord("A") + place),
            tuple(Option(str(number), own, other) for number, (own, other) in enumerate(options)),
        )
        for place, options in enumerate(values)
    )


@st.composite
def spaces(
    draw: st.DrawFn, most_issues: int = 4, most_options: int = 4, least_issues: int = 1
) -> tuple[OpenIssue, ...]:
    """Issues with values in no order, often tied, of any sign and size."""
    value = draw(st.sampled_from((FEW, MANY, HUGE)))
    options = st.lists(st.tuples(value, value), min_size=1, max_size=most_options)
    return issues_of(*draw(st.lists(options, min_size=least_issues, max_size=most_issues)))


@st.composite
def interacting(draw: st.DrawFn) -> tuple[tuple[OpenIssue, ...], tuple[Bonus, ...]]:
    """Issues, and bonuses of one to three conditions on them."""
    issues = draw(spaces(least_issues=2))
    bonuses = []
    for _round in range(draw(st.integers(0, 4))):
        named = draw(
            st.lists(st.sampled_from(issues), min_size=1, max_size=3, unique_by=lambda one: one.id)
        )
        conditions = {one.id: draw(st.sampled_from(one.options)).id for one in named}
        bonuses.append(Bonus(conditions, draw(MANY | FEW), draw(MANY | FEW)))
    return issues, tuple(bonuses)


def packages(issues: Sequence[OpenIssue]) -> list[dict[str, str]]:
    """Return every package, the last issue's options changing fastest."""
    return [
        {issue.id: option.id for issue, option in zip(issues, options, strict=True)}
        for options in product(*(issue.options for issue in issues))
    ]


def every_value(
    issues: Sequence[OpenIssue], bonuses: Sequence[Bonus] = ()
) -> list[tuple[Point, dict[str, str]]]:
    """Return every package with its value."""
    return [(value_of(issues, package, bonuses), package) for package in packages(issues)]


def beats(one: Point, two: Point) -> bool:
    """Return whether the first point is at least as good for both and better for one."""
    return one != two and one.own >= two.own and one.other >= two.other


def unbeaten_points(points: Sequence[Point]) -> list[Point]:
    """Return the points that none of them beats, each once, own value rising."""
    different = set(points)
    return sorted(
        point for point in different if not any(beats(other, point) for other in different)
    )
