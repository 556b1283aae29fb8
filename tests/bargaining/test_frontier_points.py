"""The four points, distances and better packages are what looking at every package would find."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from negotiator_desk.bargaining.frontier import frontier_of
from negotiator_desk.bargaining.frontier_points import (
    BargainingPoints,
    ChosenPoint,
    Solution,
    bargaining_points,
    better_packages,
    distance_between,
    distance_to_frontier,
    room_beyond,
)
from negotiator_desk.bargaining.interactions import frontier_with
from negotiator_desk.bargaining.options import Bonus, OpenIssue, Point
from tests.bargaining.spaces import (
    FEW,
    HUGE,
    MANY,
    beats,
    every_value,
    interacting,
    issues_of,
    packages,
    spaces,
    unbeaten_points,
)

Case = tuple[tuple[OpenIssue, ...], tuple[Bonus, ...]]
VALUES = st.one_of(FEW, MANY, HUGE, st.integers(-(2**70), 2**70))
POINTS = st.builds(Point, VALUES, VALUES)


@settings(max_examples=2000)
@given(spaces(), st.data())
def test_each_point_is_the_best_of_all_packages(
    issues: tuple[OpenIssue, ...], data: st.DataObject
) -> None:
    every = unbeaten_points([point for point, _package in every_value(issues)])
    near = st.builds(
        lambda point, own, other: Point(point.own - own, point.other - other),
        st.sampled_from(every),
        FEW | MANY,
        FEW | MANY,
    )
    walk_away = data.draw(POINTS | near)
    left = [p for p in every if p.own >= walk_away.own and p.other >= walk_away.other]
    found = bargaining_points(frontier_of(issues), walk_away)
    if not left:
        assert found == BargainingPoints()
        assert [found.of(solution) for solution in Solution] == [None] * 4
        return
    gains = {p: (p.own - walk_away.own, p.other - walk_away.other) for p in left}
    ideal = [max(gain[side] for gain in gains.values()) for side in (0, 1)]
    assert [found.ideal_own, found.ideal_other] == ideal

    def best(worth: Callable[[int, int], int | Fraction]) -> Point:
        return max(
            left,
            key=lambda p: (worth(*gains[p]), sum(gains[p]), min(gains[p]), p.own),
        )

    expected = {
        Solution.NASH: best(lambda own, other: own * other),
        Solution.KALAI_SMORODINSKY: best(
            lambda own, other: min(
                Fraction(own, ideal[0]) if ideal[0] else 1,
                Fraction(other, ideal[1]) if ideal[1] else 1,
            )
        ),
        Solution.EGALITARIAN: best(min),
        Solution.WELFARE: best(lambda own, other: own + other),
    }
    for solution, point in expected.items():
        chosen = found.of(solution)
        assert chosen == ChosenPoint(every.index(point), point, *gains[point])


def test_the_four_points_of_a_worked_example() -> None:
    frontier = frontier_of(issues_of([(0, 100), (45, 70), (50, 60), (80, 28), (120, 0)]))
    found = bargaining_points(frontier, Point(20, 10))
    chosen = {solution: found.of(solution) for solution in Solution}
    assert {solution: one and one.point for solution, one in chosen.items()} == {
        Solution.NASH: (45, 70),  # 25 × 60 = 1500, and 30 × 50 as much with a smaller sum
        Solution.KALAI_SMORODINSKY: (50, 60),  # the smaller of 30/60 and 50/60
        Solution.EGALITARIAN: (50, 60),
        Solution.WELFARE: (45, 70),
    }


def test_a_point_that_leaves_a_side_exactly_at_its_walk_away_value_stays() -> None:
    frontier = frontier_of(issues_of([(5, 0)]))
    assert bargaining_points(frontier).nash == ChosenPoint(0, Point(5, 0), 5, 0)
    assert bargaining_points(frontier, Point(6, 0)).nash is None
    assert bargaining_points(frontier, Point(0, 1)).nash is None


def test_a_walk_away_value_beyond_64_bits_is_worked_with_exactly() -> None:
    found = bargaining_points(frontier_of(issues_of([(0, 0)])), Point(0, -(2**63)))
    assert found.kalai_smorodinsky == ChosenPoint(0, Point(0, 0), 0, 2**63)


def test_products_that_floats_cannot_tell_apart_are_told_apart() -> None:
    third = 2**52
    issues = issues_of([(3 * third, 3 * third), (third, 9 * third - 1)])
    nash = bargaining_points(frontier_of(issues)).nash
    assert nash is not None
    assert nash.point == (3 * third, 3 * third)


def test_equal_points_are_told_apart_by_the_better_for_ones_own_side_at_last() -> None:
    found = bargaining_points(frontier_of(issues_of([(2, 6), (6, 2)])))
    assert {found.of(solution) for solution in Solution} == {ChosenPoint(1, Point(6, 2), 6, 2)}


@settings(max_examples=500)
@given(spaces(), POINTS)
def test_the_distance_to_the_frontier_is_that_to_its_nearest_point(
    issues: tuple[OpenIssue, ...], point: Point
) -> None:
    frontier = frontier_of(issues)
    distance, place = distance_to_frontier(frontier, point)
    assert distance == distance_between(frontier.points[place], point)
    assert all(
        (distance.squared, -sum(frontier.points[place]))
        <= (distance_between(other, point).squared, -sum(other))
        for other in frontier.points
    )


@pytest.mark.parametrize(
    ("point", "printed"),
    [
        (Point(300, 400), "5.00"),
        (Point(1, 1), "0.01"),  # 1.414 hundredths
        (Point(1, 2), "0.02"),  # 2.236
        (Point(2, 3), "0.04"),  # 3.606
        (Point(0, 0), "0.00"),
        (Point(10**30, 0), "1" + "0" * 28 + ".00"),
    ],
)
def test_a_distance_prints_in_points(point: Point, printed: str) -> None:
    assert distance_between(Point(0, 0), point).points == Decimal(printed)
    assert str(distance_between(Point(0, 0), point).points) == printed


@settings(max_examples=500)
@given(spaces(), st.data())
def test_room_is_what_better_packages_would_have_brought(
    issues: tuple[OpenIssue, ...], data: st.DataObject
) -> None:
    valued = every_value(issues)
    frontier = frontier_of(issues)
    point = data.draw(POINTS | st.sampled_from([point for point, _package in valued]))
    no_worse = [p for p, _ in valued if p.own >= point.own and p.other >= point.other]
    room = room_beyond(frontier, point)
    assert room.own_more == max((p.own - point.own for p in no_worse), default=0)
    assert room.other_more == max((p.other - point.other for p in no_worse), default=0)
    assert room.better_points == sum(beats(p, point) for p in frontier.points)


@settings(max_examples=2000)
@given(interacting(), st.data())
def test_better_packages_are_those_on_the_frontier_that_beat_the_deal(
    case: Case, data: st.DataObject
) -> None:
    issues, bonuses = case
    frontier = frontier_with(issues, bonuses, seed=0)
    deal = data.draw(st.sampled_from(packages(issues)))
    point = frontier.value_of(deal)
    expected = sorted(
        (p for p in frontier.points if beats(p, point)),
        key=lambda p: (
            min(p.own - point.own, p.other - point.other),
            p.own + p.other,
            p.own,
        ),
        reverse=True,
    )
    found = better_packages(frontier, deal)
    assert [one.point for one in found] == expected[:5]
    for one in found:
        assert frontier.value_of(one.package) == one.point == frontier.points[one.place]
        assert (one.own_gain, one.other_gain) == (
            one.point.own - point.own,
            one.point.other - point.other,
        )
        assert one.changes
        changed = {change.issue: change.after for change in one.changes}
        assert {**deal, **changed} == one.package
        assert all(change.before == deal[change.issue] != change.after for change in one.changes)


def test_a_better_package_changes_no_issue_that_need_not_change() -> None:
    issues = issues_of([(0, 0), (0, 0)], [(0, 0), (5, 5)])
    (better,) = better_packages(frontier_of(issues), {"A": "1", "B": "0"})
    assert [(one.issue, one.before, one.after) for one in better.changes] == [("B", "0", "1")]


def test_nothing_is_better_than_a_deal_on_the_frontier() -> None:
    frontier = frontier_of(issues_of([(0, 5), (5, 0)]))
    assert better_packages(frontier, {"A": "1"}) == ()
    assert room_beyond(frontier, Point(5, 0)).better_points == 0
    assert (
        len(better_packages(frontier_of(issues_of([(0, 0), (1, 3), (3, 1)])), {"A": "0"}, 1)) == 1
    )
