"""The sentences of the ledger, for every way the two sides can stand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from negotiator_desk.bargaining.ledger import LedgerIssue, Stall, Word, keep_ledger
from negotiator_desk.bargaining.ledger_sums import compared_issues
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.pay.terms import NumberTerm
from negotiator_desk.services.ledgers import CaseLedger, money_curve
from negotiator_desk.services.private_ledgers import SwapIdea, SwapPart
from negotiator_desk.services.worths import ValuedOption
from negotiator_desk.ui.pages.table_ledger_words import (
    curve_words,
    finding,
    points,
    stall_words,
    swap_words,
    whole_points,
)

YUAN = 100
TERMS = NumberTerm(Decimal("8.0000"), "天")


def said(text: str) -> list[Word]:
    """Read words such as “E15 R10”: side and yuan a year; “x” marks one that was taken back."""
    found = []
    for place, item in enumerate(text.split()):
        side = Side.EMPLOYEE if item[0] == "E" else Side.EMPLOYER
        yuan = int(item[1:].rstrip("x"))
        terms = NumberTerm(Decimal(yuan).quantize(Decimal("0.0001")), "元")
        word = Word(str(place), "A", str(place), side, 1, terms, yuan * YUAN)
        found.append(replace(word, is_withdrawn=item.endswith("x")))
    return found


def view(text: str) -> CaseLedger:
    words = said(text)
    ledger = keep_ledger([LedgerIssue("A", is_open=True)], words)
    return CaseLedger("case", {"A": "Pay"}, ledger, compared_issues(ledger), ())


def plain(text: str) -> str:
    return text.replace("\u00a0", "")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("E15", "Only the employee side has made binding offers so far."),
        ("R15", "Only the employer side has made binding offers so far."),
        ("E15 R15", "Neither side has moved in money, and there is no gap."),
        (
            "E15 R10 E12 R11",
            "The employee side has moved ¥3.00 a year since its first offers; the employer side "
            "has moved ¥1.00; the gap is ¥1.00 a year.",
        ),
        (
            "E15 R10 E16 R9",
            "The employee side has gone back ¥1.00 a year behind its first offers; the employer "
            "side has gone back ¥1.00; the gap is ¥7.00 a year.",
        ),
        (
            "E15 R10 R16",
            "The employee side has not moved in money since its first offers; the employer side "
            "has moved ¥6.00; the employer side’s offers cost ¥1.00 a year more than the others.",
        ),
        (
            "E15 R10 E10",
            "The employee side has moved ¥5.00 a year since its first offers; the employer side "
            "has not moved in money; there is no gap in money.",
        ),
        (
            "E15 R10 R12x",
            "The employee side has not moved in money since its first offers; the employer side "
            "has moved ¥2.00; there is no gap to state while an offer on Pay no longer stands.",
        ),
    ],
)
def test_the_finding_fits_every_way_the_sides_can_stand(words: str, sentence: str) -> None:
    assert plain(finding(view(words), "A")) == sentence
    assert plain(finding(view(words))).startswith(sentence)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("E15 R10", ""),
        ("E15 R10 E15 R10", "The gap is ¥5.00 a year, as it was in round 1."),
        ("E15 R10 E12 R10", "The gap went from ¥5.00 a year in round 1 to ¥2.00 in round 2."),
        ("E15 R15 E15 R15", "There is no gap in money, and there was none in round 1."),
    ],
)
def test_the_curve_says_how_the_gap_changed(words: str, sentence: str) -> None:
    assert plain(curve_words(money_curve(view(words)))) == sentence


def test_a_standstill_says_since_when_and_what_to_propose() -> None:
    assert stall_words(Stall(4, 3, ("A",))) == (
        "Nothing has moved for 4 rounds, since round 3. Propose a caucus: each side meets by "
        "itself and comes back with something new."
    )


def test_a_swap_by_a_step_names_the_options_on_the_way() -> None:
    option = ValuedOption("o", "eight days", TERMS, 0, 0, None, None, ())
    given = SwapPart("A", "Leave", option, option, is_whole=False)
    taken = SwapPart("B", "Pay", option, option, is_whole=True)
    assert swap_words(SwapIdea(given, taken, 320, 710, 430)) == (
        "You go to “eight days” (8 天) on “Leave” (−3.2 points), they take yours (8 天) on “Pay” "
        "(+7.1); to them it is worth about +4 (estimate)."
    )


def test_estimates_are_rounded_to_the_point_and_own_values_are_not() -> None:
    assert [whole_points(value) for value in (430, 450, -450, 72, 0)] == [
        "4",
        "5",
        "−5",
        "0.72",
        "0",
    ]
    assert [points(value) for value in (320, 325, 300)] == ["3.2", "3.25", "3"]
