"""The frontier is what looking at every package would find, and every point has its package."""

from __future__ import annotations

import random

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from negotiator_desk.bargaining.frontier import frontier_of
from negotiator_desk.bargaining.frontier_sums import Sums, added, unbeaten
from negotiator_desk.bargaining.options import OpenIssue, Option, Point, tie, untie, value_of
from tests.bargaining.spaces import every_value, issues_of, packages, spaces, unbeaten_points


@settings(max_examples=2000)
@given(spaces())
def test_the_frontier_is_that_of_all_packages(issues: tuple[OpenIssue, ...]) -> None:
    valued = every_value(issues)
    frontier = frontier_of(issues)
    assert list(frontier.points) == unbeaten_points([point for point, _package in valued])
    assert len(frontier) == len(frontier.points)
    assert frontier.is_exact
    assert frontier.samples == 0


@settings(max_examples=2000)
@given(spaces())
def test_every_point_goes_back_to_the_first_of_its_packages(issues: tuple[OpenIssue, ...]) -> None:
    first: dict[Point, dict[str, str]] = {}
    for point, package in every_value(issues):
        first.setdefault(point, package)
    frontier = frontier_of(issues)
    for place, point in enumerate(frontier.points):
        package = frontier.package(place)
        assert frontier.value_of(package) == point
        assert package == first[point]
        assert list(package) == [issue.id for issue in issues]


@given(spaces(), st.data())
def test_a_package_near_another_is_that_one_where_it_can_be(
    issues: tuple[OpenIssue, ...], data: st.DataObject
) -> None:
    near = data.draw(st.sampled_from(packages(issues)))
    frontier = frontier_of(issues)
    for place, point in enumerate(frontier.points):
        package = frontier.package(place, near=near)
        assert frontier.value_of(package) == point
        if frontier.value_of(near) == point:
            assert package == near


@given(
    st.integers(0, 2**32 - 1),
    st.sampled_from([(40, 150), (150, 40), (100, 100)]),
    st.sampled_from([(400, 10**12), (10**12, 400), (3000, 3000), (40_000, 30_000), (10**12,) * 2]),
)
def test_large_sets_add_up_in_each_of_the_ways(
    seed: int, sizes: tuple[int, int], ranges: tuple[int, int]
) -> None:
    chance = np.random.default_rng(seed)
    one, two = (_random_sums(chance, size, ranges) for size in sizes)
    _assert_is_frontier_of_all_pairs(added(one, two), one, two)


@pytest.mark.parametrize("reach", [20_000, 10**9, 2**57])
def test_thousands_of_points_add_up(reach: int) -> None:
    chance = np.random.default_rng(7)
    one, two = _falling(chance, 1200, reach), _falling(chance, 1900, reach)
    assert len(one) > 1100
    assert len(two) > 1800
    _assert_is_frontier_of_all_pairs(added(one, two), one, two)


def test_twelve_issues_of_a_hundred_options_have_an_exact_frontier() -> None:
    chance = random.Random(5)
    issues = issues_of(
        *(
            [(own, 10_000 - own) for own in chance.sample(range(10_001), 100)]
            for _issue in range(12)
        )
    )
    frontier = frontier_of(issues)
    # Where every option is worth the same to both together, every sum stays, each once.
    assert {point.own + point.other for point in frontier.points} == {120_000}
    sums = {0}
    for issue in issues:
        sums = {total + option.own for total in sums for option in issue.options}
    assert [point.own for point in frontier.points] == sorted(sums)
    middle = len(frontier) // 2
    assert frontier.value_of(frontier.package(middle)) == frontier.points[middle]


def test_one_issue_of_one_option_is_its_own_frontier() -> None:
    frontier = frontier_of(issues_of([(-5, 7)]))
    assert frontier.points == ((-5, 7),)
    assert frontier.package(0) == {"A": "0"}


def test_no_issue_at_all_leaves_one_empty_package() -> None:
    frontier = frontier_of(())
    assert frontier.points == ((0, 0),)
    assert frontier.package(0) == {}


def test_an_option_as_good_for_one_and_worse_for_the_other_is_not_on_the_frontier() -> None:
    frontier = frontier_of(issues_of([(3, 5), (3, 6), (2, 6), (3, 6)]))
    assert frontier.points == ((3, 6),)
    assert frontier.package(0) == {"A": "1"}
    assert frontier.package(0, near={"A": "3"}) == {"A": "3"}


@pytest.mark.parametrize(
    ("issues", "reason"),
    [
        ((OpenIssue("A", ()),), "no options"),
        (issues_of([(1, 1)]) * 2, "an issue stands twice"),
        ((OpenIssue("A", (Option("0", 1, 1), Option("0", 2, 2))),), "an option twice"),
        (issues_of([(2**59, 0)], [(0, -(2**59))]), "too large"),
    ],
)
def test_issues_that_cannot_be_added_up_are_refused(
    issues: tuple[OpenIssue, ...], reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        frontier_of(issues)


def test_a_frontier_too_fine_to_hold_is_refused() -> None:
    powers = [[(0, 0), (2**bit, -(2**bit))] for bit in range(23)]
    with pytest.raises(ValueError, match="too fine"):
        frontier_of(issues_of(*powers))


def test_packages_that_are_not_of_these_issues_are_refused() -> None:
    frontier = frontier_of(issues_of([(1, 2)], [(3, 4)]))
    for package, reason in (
        ({"A": "0"}, "leaves out issue B"),
        ({"A": "0", "B": "9"}, "no option 9"),
        ({"A": "0", "B": "0", "C": "0"}, "not open"),
    ):
        with pytest.raises(ValueError, match=reason):
            frontier.value_of(package)
    with pytest.raises(ValueError, match="leaves out issue B"):
        frontier.package(0, near={"A": "0"})


@given(spaces(most_issues=3))
def test_tied_issues_are_one_issue_with_the_same_frontier(issues: tuple[OpenIssue, ...]) -> None:
    tied = tie(issues)
    assert frontier_of((tied,)).points == frontier_of(issues).points
    for option, package in zip(tied.options, packages(issues), strict=True):
        assert untie((tied,), {tied.id: option.id}) == package
        assert (option.own, option.other) == value_of(issues, package)


def test_a_tied_issue_may_be_tied_again_and_is_taken_apart_to_the_last() -> None:
    first, second, third = issues_of([(1, 1), (2, 2)], [(3, 3)], [(4, 4), (5, 5)])
    tied = tie((tie((first, second)), third))
    assert tied.id == "A+B+C"
    assert untie((tied,), {tied.id: tied.options[3].id}) == {"A": "1", "B": "0", "C": "1"}
    assert untie((first, tied), {"A": "0"}) == {"A": "0"}


def test_more_combinations_than_the_cap_are_not_tied() -> None:
    issues = issues_of([(0, 0)] * 3, [(0, 0)] * 4)
    assert len(tie(issues, most=12).options) == 12
    with pytest.raises(ValueError, match="12 combinations"):
        tie(issues, most=11)
    with pytest.raises(ValueError, match="nothing to tie"):
        tie(())


def _random_sums(chance: np.random.Generator, size: int, ranges: tuple[int, int]) -> Sums:
    return unbeaten(
        np.sort(chance.integers(-ranges[0], ranges[0], size)),
        np.sort(chance.integers(-ranges[1], ranges[1], size))[::-1],
    )


def _falling(chance: np.random.Generator, size: int, reach: int) -> Sums:
    return unbeaten(
        np.sort(chance.choice(10_000, size, replace=False)) * (reach // 10_000),
        np.sort(chance.choice(10_000, size, replace=False))[::-1] * (reach // 10_000),
    )


def _assert_is_frontier_of_all_pairs(result: Sums, one: Sums, two: Sums) -> None:
    best: dict[int, int] = {}
    own = (one.own[:, None] + two.own).ravel().tolist()
    other = (one.other[:, None] + two.other).ravel().tolist()
    for key, value in zip(own, other, strict=True):
        if value > best.get(key, value - 1):
            best[key] = value
    expected = []
    for key in sorted(best, reverse=True):
        if not expected or best[key] > expected[-1][1]:
            expected.append((key, best[key]))
    assert list(zip(result.own.tolist(), result.other.tolist(), strict=True)) == expected[::-1]
