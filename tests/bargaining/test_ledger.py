"""The ledger of concessions: sums that hold for every table, and what each single move means."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given

from negotiator_desk.bargaining.ledger import (
    Direction,
    Ledger,
    LedgerIssue,
    Word,
    keep_ledger,
)
from negotiator_desk.bargaining.ledger_sums import compared_issues, curve, sums
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.pay.terms import TextTerm
from tests.bargaining.tables import FEN_A_UNIT, RandomTable, cost_of, tables, terms

EMPLOYEE, EMPLOYER = Side.EMPLOYEE, Side.EMPLOYER
PRESENT = LedgerIssue("A", is_open=True, present=terms(10), present_cost=cost_of("A", 10))


def word(side: Side, value: int, *, number: int = 0, issue: str = "A") -> Word:
    """An offer of one number, costed where its issue is."""
    return Word(
        offer_id=f"{side}{number}{issue}",
        issue_id=issue,
        bundle_id=f"{side}{number}",
        side=side,
        session_number=1,
        terms=terms(value),
        cost=cost_of(issue, value),
    )


def kept(*words: Word, over: tuple[int, ...] = ()) -> Ledger:
    return keep_ledger([PRESENT, LedgerIssue("C", is_open=True)], words, over)


@given(tables())
def test_the_moves_after_the_opening_add_up_to_last_cost_less_first(table: RandomTable) -> None:
    ledger = keep_ledger(table.issues, table.words, table.over)
    for issue in table.issues:
        for side in Side:
            said = [
                one
                for one in table.words
                if one.is_binding and (one.issue_id, one.side) == (issue.id, side)
            ]
            lines = [
                line
                for line in ledger.lines
                if (line.word.issue_id, line.word.side) == (issue.id, side)
            ]
            assert [line.word for line in lines] == said
            standing = ledger.standing(issue.id, side)
            if not said:
                assert standing is None
                continue
            assert standing is not None
            assert (standing.first, standing.last) == (said[0], said[-1])
            if said[0].cost is None or said[-1].cost is None:
                assert standing.moved is None
                assert all(line.cost_change is None for line in lines)
                continue
            assert [line.direction for line in lines].count(Direction.OPENING) == 1
            changes = [line.cost_change for line in lines[1:]]
            assert sum(change for change in changes if change is not None) == standing.moved
            assert standing.moved == said[-1].cost - said[0].cost
            assert lines[-1].moved == standing.moved


@given(tables())
def test_exploratory_talk_changes_nothing_in_the_ledger(table: RandomTable) -> None:
    binding = [one for one in table.words if one.is_binding]
    talked = {one.session_number for one in table.words if not one.is_binding}
    silent = talked - {one.session_number for one in binding}
    over = set(table.over) - silent
    assert keep_ledger(table.issues, table.words, over) == keep_ledger(table.issues, binding, over)


@given(tables())
def test_the_ends_of_a_curve_lie_apart_by_what_the_side_moved(table: RandomTable) -> None:
    ledger = keep_ledger(table.issues, table.words, table.over)
    for issue_id in compared_issues(ledger):
        points = curve(ledger, {issue_id})
        assert [point.round for point in points] == [one.number for one in ledger.rounds]
        for side in Side:
            standing = ledger.standing(issue_id, side)
            assert standing is not None
            assert standing.last.cost == points[-1].amount[side]
            assert standing.first.cost is not None
            assert standing.moved == points[-1].amount[side] - standing.first.cost
    both = curve(ledger, compared_issues(ledger))
    single = [curve(ledger, {issue_id}) for issue_id in compared_issues(ledger)]
    for number, point in enumerate(both):
        for side in Side:
            assert point.amount[side] == sum(one[number].amount[side] for one in single)


@given(tables())
def test_the_sums_of_all_issues_are_those_of_each_alone(table: RandomTable) -> None:
    ledger = keep_ledger(table.issues, table.words, table.over)
    every = sums(ledger)
    alone = [sums(ledger, issue.id) for issue in table.issues]
    for side in Side:
        known = [one.moved[side] for one in alone if one.moved[side] is not None]
        assert every.moved[side] == (sum(filter(None, known)) if known else None)
    gaps = [one.gap for one in alone if one.gap is not None]
    assert every.gap == (sum(gaps) if gaps else None)
    assert every.counted == tuple(issue for one in alone for issue in one.counted)
    assert not set(every.counted) & set(every.gone)


@given(tables())
def test_words_said_together_are_one_move_in_one_round(table: RandomTable) -> None:
    ledger = keep_ledger(table.issues, table.words, table.over)
    for before, after in pairwise(ledger.lines):
        together = (before.word.bundle_id, before.word.side, before.word.is_acceptance) == (
            after.word.bundle_id,
            after.word.side,
            after.word.is_acceptance,
        )
        assert (before.place == after.place) == together
        assert before.round <= after.round
        if together:
            assert before.round == after.round
    by_round = [one.moves for one in ledger.rounds]
    assert [place for moves in by_round for place in moves] == list(
        range(len({line.place for line in ledger.lines}))
    )


@given(tables())
def test_without_data_nothing_has_an_amount_and_nothing_is_added(table: RandomTable) -> None:
    ledger = keep_ledger(table.issues, table.words, table.over)
    assert "C" not in compared_issues(ledger)
    only = sums(ledger, "C")
    assert only.moved == dict.fromkeys(Side)
    assert only.gap is None


def test_an_opening_is_measured_from_the_present_terms_and_is_no_concession() -> None:
    ledger = kept(word(EMPLOYEE, 15))
    line = ledger.lines[0]
    assert line.direction is Direction.OPENING
    assert line.before is None
    assert line.cost_change == 5 * FEN_A_UNIT
    assert line.moved == 0
    assert [(change.before, change.after) for change in line.changes] != []
    assert sums(ledger).moved == {EMPLOYEE: 0, EMPLOYER: None}


@pytest.mark.parametrize(
    ("side", "first", "second", "direction"),
    [
        (EMPLOYEE, 15, 13, Direction.CLOSER),
        (EMPLOYEE, 13, 15, Direction.AWAY),
        (EMPLOYER, 10, 12, Direction.CLOSER),
        (EMPLOYER, 12, 10, Direction.AWAY),
        (EMPLOYER, 12, 12, Direction.STILL),
    ],
)
def test_money_says_whether_a_side_came_closer_or_went_back(
    side: Side, first: int, second: int, direction: Direction
) -> None:
    ledger = kept(word(side, first), word(side, second, number=1))
    assert ledger.lines[1].direction is direction
    assert ledger.lines[1].cost_change == (second - first) * FEN_A_UNIT


def test_a_change_at_the_same_cost_is_level() -> None:
    changed = replace(word(EMPLOYEE, 16, number=1), cost=cost_of("A", 15))
    assert kept(word(EMPLOYEE, 15), changed).lines[1].direction is Direction.LEVEL


def test_without_data_the_values_say_whether_a_side_came_closer() -> None:
    other = word(EMPLOYER, 10, issue="C")
    for value, direction in ((13, Direction.CLOSER), (17, Direction.AWAY), (5, Direction.UNKNOWN)):
        moved = word(EMPLOYEE, value, number=1, issue="C")
        ledger = kept(other, word(EMPLOYEE, 15, issue="C"), moved)
        assert ledger.lines[2].direction is direction, value
        assert ledger.lines[2].cost_change is None
    alone = kept(word(EMPLOYEE, 15, issue="C"), word(EMPLOYEE, 13, number=1, issue="C"))
    assert alone.lines[1].direction is Direction.UNKNOWN


def test_words_come_closer_only_where_they_become_the_other_sides_words() -> None:
    def said(side: Side, number: int, text: str) -> Word:
        return replace(word(side, 0, number=number, issue="C"), terms=TextTerm(text))

    ledger = kept(
        said(EMPLOYER, 0, "two days"),
        said(EMPLOYEE, 0, "one day"),
        said(EMPLOYEE, 1, "a day and a half"),
        said(EMPLOYEE, 2, "two days"),
        said(EMPLOYEE, 3, "one day"),
    )
    assert [line.direction for line in ledger.lines[2:]] == [
        Direction.UNKNOWN,
        Direction.CLOSER,
        Direction.AWAY,
    ]


def test_accepting_is_a_move_to_the_other_sides_terms() -> None:
    accepted = word(EMPLOYER, 12)
    ledger = keep_ledger(
        [LedgerIssue("A", is_open=False, present=terms(10), present_cost=cost_of("A", 10))],
        (
            word(EMPLOYEE, 15),
            accepted,
            replace(accepted, side=EMPLOYEE, is_acceptance=True),
        ),
    )
    assert ledger.lines[2].direction is Direction.CLOSER
    assert ledger.lines[2].cost_change == -3 * FEN_A_UNIT
    assert sums(ledger).gap == 0
    assert ledger.last_mover is EMPLOYEE


def test_a_gap_is_below_zero_where_the_employer_side_offers_more_than_is_asked_for() -> None:
    assert sums(kept(word(EMPLOYEE, 11), word(EMPLOYER, 12))).gap == -1 * FEN_A_UNIT


def test_a_word_taken_back_stays_and_the_next_is_held_against_it() -> None:
    back = replace(word(EMPLOYEE, 12, number=1), is_withdrawn=True)
    ledger = kept(word(EMPLOYER, 10), word(EMPLOYEE, 15), back)
    assert sums(ledger).gap is None
    assert sums(ledger).gone == ("A",)
    assert sums(ledger).moved[EMPLOYEE] == -3 * FEN_A_UNIT
    assert curve(ledger, ("A",))[-1].has_gone == {EMPLOYEE: True, EMPLOYER: False}
    ledger = kept(word(EMPLOYER, 10), word(EMPLOYEE, 15), back, word(EMPLOYEE, 14, number=2))
    assert ledger.lines[3].direction is Direction.AWAY
    assert ledger.lines[3].cost_change == 2 * FEN_A_UNIT
    assert sums(ledger).gap == 4 * FEN_A_UNIT
    assert sums(ledger).moved[EMPLOYEE] == -1 * FEN_A_UNIT


def test_the_curve_counts_an_unspoken_issue_with_the_first_word_on_it() -> None:
    issues = [PRESENT, LedgerIssue("B", is_open=True)]
    words = (
        word(EMPLOYEE, 15),
        word(EMPLOYER, 10),
        word(EMPLOYEE, 14, number=1),
        word(EMPLOYEE, 30, number=1, issue="B"),
        word(EMPLOYER, 20, number=1, issue="B"),
        word(EMPLOYEE, 28, number=2, issue="B"),
        word(EMPLOYER, 21, number=2, issue="B"),
    )
    ledger = keep_ledger(issues, words)
    costs = [
        (point.amount[EMPLOYEE], point.amount[EMPLOYER]) for point in curve(ledger, ("A", "B"))
    ]
    assert costs == [
        (45 * FEN_A_UNIT, 30 * FEN_A_UNIT),
        (44 * FEN_A_UNIT, 30 * FEN_A_UNIT),
        (42 * FEN_A_UNIT, 31 * FEN_A_UNIT),
    ]
    assert curve(ledger, ()) == ()


def test_neither_repeating_ones_word_nor_opening_with_the_present_terms_is_moving() -> None:
    still = kept(word(EMPLOYEE, 15), word(EMPLOYER, 10))
    assert still.last_mover is EMPLOYEE
    ledger = kept(
        word(EMPLOYEE, 15),
        word(EMPLOYER, 11),
        word(EMPLOYEE, 14, number=1),
        word(EMPLOYER, 11, number=1),
    )
    assert ledger.last_movers == (EMPLOYER, EMPLOYEE)
    assert kept().last_mover is None
