"""The exact frontier of what is still possible, without looking at a single whole package.

Issues add up, so a package that nobody can improve on consists, from any issue to the last, of
choices that nobody can improve on. The frontier is therefore built issue by issue from the last to
the first, and beaten sums are dropped after each (design.md §5). Twelve issues of a hundred options
are 10^24 packages; the frontier never has more points than there are different values.

Two definitions: a sum is on the frontier when no other is at least as good for both sides and
better for one; sums of equal value are one point.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from negotiator_desk.bargaining.frontier_steps import (
    NO_BLOCKS,
    Block,
    Case,
    Places,
    Rests,
    Step,
    steps_of,
)
from negotiator_desk.bargaining.options import (
    Bonus,
    OpenIssue,
    Package,
    Point,
    check_issues,
    value_of,
)


class Frontier:
    """All sums of one option for each issue that no other sum beats.

    Attributes:
        issues: What it is the frontier of.
        bonuses: What combinations of options add.
        is_exact: False where interactions were too many, and packages were sampled instead: then
            every point can be had, but better ones may have been missed.
        samples: How many combinations of interacting issues were looked at; 0 if it is exact.
        sums: Its points, one's own value rising.
    """

    def __init__(
        self,
        issues: Sequence[OpenIssue],
        steps: Sequence[Step],
        *,
        bonuses: Sequence[Bonus] = (),
        samples: int = 0,
    ) -> None:
        self.issues = tuple(issues)
        self.bonuses = tuple(bonuses)
        self.samples = samples
        self.is_exact = samples == 0
        self._steps = tuple(steps)
        self._rests: list[Rests] = [NO_BLOCKS]
        for step in reversed(self._steps):
            self._rests.insert(0, step.added_to(self._rests[0]))
        (self.sums,) = self._rests[0].values()

    def __len__(self) -> int:
        return len(self.sums)

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """Its points, one's own value rising and the other side's falling."""
        pairs = zip(self.sums.own.tolist(), self.sums.other.tolist(), strict=True)
        return tuple(Point(own, other) for own, other in pairs)

    def package(self, place: int, near: Package | None = None) -> dict[str, str]:
        """Return a package worth as much as one point.

        Of several, it is the one that takes the earlier option on the first issue on which they
        differ; issues that bonuses connect count where the first of them stands.

        Args:
            place: The point's place in `points`, from 0.
            near: A package of the same issues; then its options are kept where they can be, in
                the same order of issues, rather than the earlier ones taken.

        Raises:
            ValueError: `near` leaves an issue out or names an option that is not there.
        """
        wanted: set[tuple[Case, Point]] = {(0, self.sums.point(place))}
        chosen: dict[int, int] = {}
        for step, rests in zip(self._steps, self._rests[1:], strict=True):
            issues = step.kinds[0].block.issues
            kept = None if near is None else self._places(issues, near)
            choice, wanted = step.first_fit(wanted, rests, kept)
            chosen.update(zip(issues, choice.choices[0].tolist(), strict=True))
        return {
            issue.id: issue.options[chosen[place]].id for place, issue in enumerate(self.issues)
        }

    def value_of(self, package: Package) -> Point:
        """Return what any package of these issues is worth to each side.

        Raises:
            ValueError: It leaves an issue out, or names an issue or option that is not there.
        """
        return value_of(self.issues, package, self.bonuses)

    def _places(self, issues: Sequence[int], package: Package) -> Places:
        missing = [one.id for one in self.issues if one.id not in package]
        if missing:
            raise ValueError(f"the package leaves out issue {missing[0]}")
        ours = [self.issues[issue] for issue in issues]
        return np.array([one.place(package[one.id]) for one in ours], dtype=np.intp)


def frontier_of(issues: Sequence[OpenIssue]) -> Frontier:
    """Return the exact frontier of issues whose values add up.

    Args:
        issues: The open issues; with none, the frontier is the one point 0, 0. An issue that is
            settled takes part as an issue of one option.

    Raises:
        ValueError: An issue has no options, an id stands twice, the values are too large for
            64-bit sums, or the frontier has more points than can be held.
    """
    check_issues(issues)
    steps = steps_of([issue_block(place, issue) for place, issue in enumerate(issues)], ())
    assert steps is not None
    return Frontier(issues, steps)


def issue_block(place: int, issue: OpenIssue) -> Block:
    """Return one issue as a block of its own.

    Args:
        place: Where it stands among the issues, from 0.
        issue: Its values fit 64 bits.
    """
    return Block(
        (place,),
        np.arange(len(issue.options), dtype=np.intp)[:, None],
        np.array([option.own for option in issue.options], dtype=np.int64),
        np.array([option.other for option in issue.options], dtype=np.int64),
    )
