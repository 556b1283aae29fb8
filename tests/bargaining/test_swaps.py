"""The best swaps are those that trying every pair of issues would find."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from negotiator_desk.bargaining.options import OpenIssue, value_of
from negotiator_desk.bargaining.swaps import SwapKind, SwapView, best_swaps
from tests.bargaining.spaces import issues_of, packages, spaces

BOTH = (SwapKind.FULL, SwapKind.STEP)


@settings(max_examples=2000)
@given(spaces(least_issues=2), st.data())
def test_full_swaps_are_those_that_beat_the_other_way_round(
    issues: tuple[OpenIssue, ...], data: st.DataObject
) -> None:
    ours = data.draw(st.sampled_from(packages(issues)))
    theirs = data.draw(st.sampled_from(packages(issues)))
    expected = set()
    for give in issues:
        for take in issues:
            if give is take:
                continue
            pair = (give, take)
            before = value_of(pair, {give.id: ours[give.id], take.id: theirs[take.id]})
            after = value_of(pair, {give.id: theirs[give.id], take.id: ours[take.id]})
            own_cost = give.option(ours[give.id]).own - give.option(theirs[give.id]).own
            other_cost = take.option(theirs[take.id]).other - take.option(ours[take.id]).other
            gains = (after.own - before.own, after.other - before.other)
            if min(*gains, own_cost, other_cost) > 0:
                expected.add((give.id, take.id, *gains))
    found = best_swaps(issues, ours, theirs, most=100)
    assert {
        (one.given_issue, one.taken_issue, one.own_gain, one.other_gain) for one in found
    } == expected
    assert len(found) == len(expected)
    _assert_ranked_and_explained(issues, found)
    assert best_swaps(issues, ours, theirs) == found[:5]


@settings(max_examples=1000)
@given(spaces(least_issues=2), st.data())
def test_swaps_of_one_step_go_to_the_next_option_on_the_way(
    issues: tuple[OpenIssue, ...], data: st.DataObject
) -> None:
    ours = data.draw(st.sampled_from(packages(issues)))
    theirs = data.draw(st.sampled_from(packages(issues)))
    found = best_swaps(issues, ours, theirs, kinds=BOTH, most=100)
    _assert_ranked_and_explained(issues, found)
    assert len(
        {(s.given_issue, s.given_after, s.taken_issue, s.taken_after) for s in found}
    ) == len(found)
    by_id = {issue.id: issue for issue in issues}
    for swap in found:
        assert (swap.given_before, swap.taken_before) == (
            ours[swap.given_issue],
            theirs[swap.taken_issue],
        )
        for issue_id, before, after, end in (
            (swap.given_issue, swap.given_before, swap.given_after, theirs[swap.given_issue]),
            (swap.taken_issue, swap.taken_before, swap.taken_after, ours[swap.taken_issue]),
        ):
            issue = by_id[issue_id]
            start, there, target = issue.place(before), issue.place(after), issue.place(end)
            if swap.kind is SwapKind.FULL:
                assert there == target
            else:
                assert abs(there - start) == 1
                assert abs(target - there) < abs(target - start)


def test_a_swap_is_explained_by_its_numbers() -> None:
    # Wages matter more to them, hours more to us; each side now holds out on both.
    issues = issues_of([(0, 60), (10, 40), (20, 0)], [(0, 15), (50, 5), (80, 0)])
    ours, theirs = {"A": "2", "B": "2"}, {"A": "0", "B": "0"}
    full, step = best_swaps(issues, ours, theirs, kinds=BOTH)
    assert full == SwapView(SwapKind.FULL, "A", "2", "0", "B", "0", "2", 20, 80, 15, 60)
    assert (full.own_gain, full.other_gain) == (60, 45)
    assert step == SwapView(SwapKind.STEP, "A", "2", "1", "B", "0", "1", 10, 50, 10, 40)
    assert best_swaps(issues, ours, theirs, kinds=(SwapKind.STEP,)) == (step,)


def test_the_swap_whose_smaller_gain_is_larger_comes_first_even_with_the_smaller_sum() -> None:
    issues = issues_of([(0, 60), (60, 0)], [(0, 10), (100, 0)], [(0, 20), (1, 0)])
    ours, theirs = ({issue.id: place for issue in issues} for place in ("1", "0"))
    found = best_swaps(issues, ours, theirs)
    assert [(s.given_issue, s.taken_issue, s.own_gain, s.other_gain) for s in found] == [
        ("A", "B", 40, 50),
        ("C", "B", 99, 10),
    ]


def test_a_step_that_reaches_the_other_position_is_listed_once() -> None:
    issues = issues_of([(0, 60), (20, 0)], [(0, 15), (80, 0)])
    (swap,) = best_swaps(issues, {"A": "1", "B": "1"}, {"A": "0", "B": "0"}, kinds=BOTH)
    assert swap.kind is SwapKind.FULL


def test_issues_without_both_positions_and_equal_positions_take_no_part() -> None:
    issues = issues_of([(0, 60), (20, 0)], [(0, 15), (80, 0)])
    assert best_swaps(issues, {"A": "1"}, {"A": "0", "B": "0"}) == ()
    assert best_swaps(issues, {"A": "1", "B": "1"}, {"A": "0"}) == ()
    assert best_swaps(issues, {"A": "1", "B": "1"}, {"A": "0", "B": "1"}) == ()


def test_a_move_that_costs_nothing_is_no_concession() -> None:
    issues = issues_of([(0, 60), (0, 0)], [(0, 15), (80, 0)])
    assert best_swaps(issues, {"A": "1", "B": "1"}, {"A": "0", "B": "0"}) == ()


def test_a_position_that_is_no_option_is_refused() -> None:
    with pytest.raises(ValueError, match="no option 9"):
        best_swaps(issues_of([(0, 1)], [(0, 1)]), {"A": "9", "B": "0"}, {"A": "0", "B": "0"})


def _assert_ranked_and_explained(
    issues: tuple[OpenIssue, ...], found: tuple[SwapView, ...]
) -> None:
    by_id = {issue.id: issue for issue in issues}
    ranks = [(min(one.own_gain, one.other_gain), one.own_gain + one.other_gain) for one in found]
    assert ranks == sorted(ranks, reverse=True)
    for one in found:
        pair = (by_id[one.given_issue], by_id[one.taken_issue])
        before = value_of(
            pair, {one.given_issue: one.given_before, one.taken_issue: one.taken_before}
        )
        after = value_of(pair, {one.given_issue: one.given_after, one.taken_issue: one.taken_after})
        assert (one.own_gain, one.other_gain) == (
            after.own - before.own,
            after.other - before.other,
        )
        assert min(one.own_cost, one.other_cost, one.own_gain, one.other_gain) > 0
