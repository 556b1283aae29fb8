"""Rounds, and when talks stand still."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator_desk.bargaining.ledger import LedgerIssue, Word, keep_ledger
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.bargaining.rounds import (
    STALLED_AFTER,
    Spoken,
    count_rounds,
    still_rounds,
)
from tests.bargaining.tables import terms

EMPLOYEE, EMPLOYER = Side.EMPLOYEE, Side.EMPLOYER


def spoken(text: str) -> list[Spoken]:
    """Read moves: “E1” is the employee side in session 1, “r1” the employer side repeating itself.

    E, e: the employee side; R, r: the employer side. Small letters repeat the word before.
    """
    return [
        Spoken(EMPLOYEE if item[0] in "Ee" else EMPLOYER, int(item[1:]), item[0].isupper())
        for item in text.split()
    ]


@pytest.mark.parametrize(
    ("moves", "over", "expected"),
    [
        ("", (1, 2), []),
        ("E1", (), [("0", "1", "open")]),
        ("E1 R1", (), [("01", "1", "over")]),
        ("E1 E1 R1 R2 E2", (), [("012", "1", "over"), ("34", "2", "over")]),
        ("E1 R2 E2", (), [("01", "12", "over"), ("2", "2", "open")]),
        ("E1 R1", (1, 2), [("01", "1", "over"), ("", "2", "over")]),
        ("E1 R3", (1, 2), [("0", "12", "over"), ("1", "3", "open")]),
        ("E3 R3", (1, 2, 3), [("01", "3", "over")]),
        ("E1 R1 E4", (2, 3), [("01", "1", "over"), ("", "2", "over"), ("", "3", "over"),
                              ("2", "4", "open")]),
    ],
)  # fmt: skip
def test_a_round_is_over_once_both_have_spoken_or_a_session_passed_in_silence(
    moves: str, over: tuple[int, ...], expected: list[tuple[str, str, str]]
) -> None:
    found = [
        (
            "".join(map(str, one.moves)),
            "".join(map(str, one.sessions)),
            "over" if one.is_over else "open",
        )
        for one in count_rounds(spoken(moves), over)
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("moves", "over", "still"),
    [
        ("E1 R1", (), 0),
        ("E1 R1 e1 r1", (), 1),
        ("E1 R1 e1 r1 r2 e2 e2 r2", (), 3),
        ("E1 R1 e1 r1 e1", (), 1),
        ("E1 R1 e1 r1 E1", (), 0),
        ("E1 R1", (2, 3, 4), 3),
        ("E1 R1 e2", (3,), 1),
        ("E1 R1 E2", (3, 4), 1),
        ("E1 R1 e2 r2", (3, 4), 3),
    ],
)
def test_rounds_without_movement_are_counted_from_the_latest_back(
    moves: str, over: tuple[int, ...], still: int
) -> None:
    assert still_rounds(count_rounds(spoken(moves), over)) == still


@given(st.lists(st.tuples(st.sampled_from("ERer"), st.integers(1, 5))), st.sets(st.integers(1, 6)))
def test_every_move_is_in_one_round_and_only_the_last_round_is_open(
    moves: list[tuple[str, int]], over: set[int]
) -> None:
    text = " ".join(f"{kind}{number}" for kind, number in moves)
    rounds = count_rounds(spoken(text), over)
    assert [place for one in rounds for place in one.moves] == list(range(len(moves)))
    assert [one.number for one in rounds] == list(range(1, len(rounds) + 1))
    assert all(one.is_over for one in rounds[:-1])
    assert 0 <= still_rounds(rounds) <= len(rounds)


def said(side: Side, number: int, value: int, session: int = 1) -> Word:
    return Word(f"{side}{number}", "A", f"{side}{number}", side, session, terms(value))


def test_three_rounds_without_a_changed_value_are_a_stall_while_an_issue_is_open() -> None:
    words = [said(EMPLOYEE, 0, 15), said(EMPLOYER, 0, 10)]
    for number in range(1, STALLED_AFTER + 1):
        assert keep_ledger([LedgerIssue("A", is_open=True)], words).stall is None
        words += [said(EMPLOYEE, number, 15), said(EMPLOYER, number, 10)]
    stall = keep_ledger([LedgerIssue("A", is_open=True)], words).stall
    assert stall is not None
    assert (stall.rounds, stall.since, stall.issues) == (3, 2, ("A",))
    assert keep_ledger([LedgerIssue("A", is_open=False)], words).stall is None
    moved = [*words, said(EMPLOYEE, 9, 14)]
    assert keep_ledger([LedgerIssue("A", is_open=True)], moved).stall is None


def test_a_repeated_word_in_an_open_round_neither_ends_nor_lengthens_the_stall() -> None:
    words = [said(EMPLOYEE, 0, 15), said(EMPLOYER, 0, 10), said(EMPLOYEE, 1, 15)]
    ledger = keep_ledger([LedgerIssue("A", is_open=True)], words, over=(2, 3, 4))
    assert ledger.stall is not None
    assert ledger.stall.rounds == 3
    again = keep_ledger(
        [LedgerIssue("A", is_open=True)], [*words, said(EMPLOYEE, 2, 15, 5)], over=(2, 3, 4)
    )
    assert again.stall == ledger.stall
