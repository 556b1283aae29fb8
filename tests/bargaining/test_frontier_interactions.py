"""Where issues interact the frontier is still that of all packages, or says that it is a sample."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from negotiator_desk.bargaining.frontier import Frontier, frontier_of
from negotiator_desk.bargaining.interactions import MOST_MERGED_OPTIONS, frontier_with
from negotiator_desk.bargaining.options import Bonus, OpenIssue, Point
from tests.bargaining.spaces import (
    beats,
    every_value,
    interacting,
    issues_of,
    packages,
    spaces,
    unbeaten_points,
)

Case = tuple[tuple[OpenIssue, ...], tuple[Bonus, ...]]


@settings(max_examples=2000)
@given(interacting(), st.sampled_from([MOST_MERGED_OPTIONS, 1]))
def test_interacting_issues_have_the_frontier_of_all_packages(
    case: Case, most_options: int
) -> None:
    # Merged into one, or followed case by case: it makes no difference.
    issues, bonuses = case
    frontier = frontier_with(issues, bonuses, seed=0, most_options=most_options, most_moves=10**6)
    assert frontier.is_exact
    first: dict[Point, list[int]] = {}
    order = _order(issues, bonuses)
    for point, package in every_value(issues, bonuses):
        options = _options(package, order, issues)
        first[point] = min(first.get(point, options), options)
    assert list(frontier.points) == unbeaten_points(list(first))
    for place, point in enumerate(frontier.points):
        package = frontier.package(place)
        assert frontier.value_of(package) == point
        assert _options(package, order, issues) == first[point]


@given(interacting(), st.sampled_from([MOST_MERGED_OPTIONS, 1]), st.data())
def test_a_package_near_another_is_that_one_where_issues_interact(
    case: Case, most_options: int, data: st.DataObject
) -> None:
    issues, bonuses = case
    near = data.draw(st.sampled_from(packages(issues)))
    frontier = frontier_with(issues, bonuses, seed=0, most_options=most_options, most_moves=10**6)
    for place, point in enumerate(frontier.points):
        package = frontier.package(place, near=near)
        assert frontier.value_of(package) == point
        if frontier.value_of(near) == point:
            assert package == near


@given(spaces())
def test_without_bonuses_nothing_interacts(issues: tuple[OpenIssue, ...]) -> None:
    assert frontier_with(issues, (), seed=0).points == frontier_of(issues).points


@given(interacting(), st.integers(0, 3))
def test_a_sampled_point_can_be_had_and_no_sampled_point_is_above_the_frontier(
    case: Case, seed: int
) -> None:
    issues, bonuses = case
    exact = frontier_with(issues, bonuses, seed=0)
    sampled = frontier_with(issues, bonuses, seed=seed, most_options=1, most_moves=0, samples=8)
    assert (
        sampled.points
        == frontier_with(issues, bonuses, seed=seed, most_options=1, most_moves=0, samples=8).points
    )
    assert sampled.is_exact == (sampled.samples == 0)
    for place, point in enumerate(sampled.points):
        assert sampled.value_of(sampled.package(place)) == point
        assert not any(beats(point, best) for best in exact.points)


def test_a_bonus_for_two_options_together_moves_the_frontier() -> None:
    issues = issues_of([(0, 10), (10, 0)], [(0, 10), (10, 0)], [(1, 1)])
    bonus = Bonus({"A": "0", "B": "1"}, 5, 3)
    assert frontier_of(issues).points == ((1, 21), (11, 11), (21, 1))
    frontier = frontier_with(issues, (bonus,), seed=0)
    assert frontier.points == ((1, 21), (16, 14), (21, 1))
    assert frontier.package(1) == {"A": "0", "B": "1", "C": "0"}


def test_a_punished_combination_leaves_its_place_to_another() -> None:
    issues = issues_of([(0, 10), (10, 0)], [(0, 10), (10, 0)])
    frontier = frontier_with(issues, (Bonus({"A": "0", "B": "1"}, -5, -5),), seed=0)
    assert frontier.points[1] == (10, 10)
    assert frontier.package(1) == {"A": "1", "B": "0"}


def test_a_bonus_of_one_condition_belongs_to_its_option() -> None:
    frontier = frontier_with(issues_of([(0, 0), (1, 1)]), (Bonus({"A": "0"}, 4, 4),), seed=0)
    assert frontier.points == ((4, 4),)


@pytest.mark.parametrize(
    ("conditions", "reason"),
    [
        ({}, "no conditions"),
        ({"A": "7"}, "option 7 of issue A"),
        ({"Z": "0"}, "option 0 of issue Z"),
    ],
)
def test_a_bonus_that_names_what_is_not_there_is_refused(
    conditions: dict[str, str], reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        frontier_with(issues_of([(0, 0)]), (Bonus(conditions, 1, 1),), seed=0)


def test_options_that_are_beaten_and_named_by_no_bonus_do_not_count() -> None:
    options = [(own, 100 - own) for own in range(10)] + [(-own, -1) for own in range(90)]
    issues = issues_of(options, options)
    bonus = Bonus({"A": "50", "B": "0"}, 500, 500)
    assert frontier_with(issues, (bonus,), seed=0, most_options=110).is_exact
    assert not frontier_with(issues, (bonus,), seed=0, most_options=109, most_moves=3).is_exact
    # The named option and the rest of A, each with the named option of B taken or not.
    assert frontier_with(issues, (bonus,), seed=0, most_options=109, most_moves=6).is_exact


def test_a_sample_of_twelve_interacting_issues_comes_close_and_depends_on_its_seed_only() -> None:
    issues, bonuses = _all_connected()
    exact = frontier_with(issues, bonuses, seed=1)
    assert exact.is_exact
    one, again, another = (
        frontier_with(issues, bonuses, seed=seed, most_moves=0, samples=400) for seed in (1, 1, 2)
    )
    assert not one.is_exact
    assert one.samples == 400
    assert one.points == again.points
    assert one.points != another.points
    large = frontier_with(issues, bonuses, seed=1, most_moves=0)
    assert large.samples == 40_000
    assert 0.999 < _welfare(large) / _welfare(exact) <= 1


def _welfare(frontier: Frontier) -> int:
    return max(point.own + point.other for point in frontier.points)


def _order(issues: Sequence[OpenIssue], bonuses: Sequence[Bonus]) -> list[str]:
    """Return the issues as they count: those that bonuses connect where their first stands."""
    left = [issue.id for issue in issues]
    order: list[str] = []
    while left:
        group = {left[0]}
        for _round in issues:
            for bonus in bonuses:
                if group & bonus.conditions.keys():
                    group |= bonus.conditions.keys()
        order += [issue_id for issue_id in left if issue_id in group]
        left = [issue_id for issue_id in left if issue_id not in group]
    return order


def _options(
    package: dict[str, str], order: Sequence[str], issues: Sequence[OpenIssue]
) -> list[int]:
    place_of = {issue.id: issue for issue in issues}
    return [place_of[issue_id].place(package[issue_id]) for issue_id in order]


def _all_connected() -> Case:
    chance = random.Random(3)

    def falling() -> list[tuple[int, int]]:
        own = sorted(chance.sample(range(801), 20))
        other = sorted(chance.sample(range(801), 20), reverse=True)
        return [Point(*pair) for pair in zip(own, other, strict=True)]

    issues = issues_of(*(falling() for _issue in range(12)))
    bonuses = tuple(Bonus({one.id: "2", two.id: "17"}, 300, 300) for one, two in pairwise(issues))
    return issues, bonuses
