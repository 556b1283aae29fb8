"""The ledger of a case through the services, and the worked example of docs/table.md."""

from __future__ import annotations

import pytest

from negotiator_desk.bargaining.ledger import Direction
from negotiator_desk.bargaining.ledger_sums import sums
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import RuleError
from negotiator_desk.pay.terms import Subject
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import IssueDetails, edit_issue
from negotiator_desk.services.ledgers import get_ledger, money_curve
from negotiator_desk.services.offers import accept_offer, table_offer, withdraw_offer
from tests.services.conftest import Bargaining, add_dataset, meeting, number, rate_table
from tests.services.ledger_example import (
    SORTING,
    Example,
    fen,
    output_facts,
    play,
    table,
    terms,
)

EMPLOYEE, EMPLOYER = Side.EMPLOYEE, Side.EMPLOYER


@pytest.fixture
def example(desk: Desk) -> Example:
    return play(desk)


def test_the_ledger_says_every_figure_of_the_example(desk: Desk, example: Example) -> None:
    view = get_ledger(desk, example.case)
    letters = {issue_id: letter for letter, issue_id in example.issues.items()}
    found = [
        (
            line.round,
            line.word.session_number,
            line.word.side.value,
            letters[line.word.issue_id],
            line.word.cost,
            line.cost_change,
            line.moved,
            line.direction.value,
        )
        for line in view.ledger.lines
    ]
    expected = [
        (
            int(row["round"]),
            int(row["session"]),
            row["side"],
            row["issue"],
            fen(row["cost a year"]),
            fen(row["change"]),
            fen(row["moved"]),
            row["direction"],
        )
        for row in example.rows
        if row["kind"] != "exploratory"
    ]
    assert found == expected
    kinds = [
        "withdrawn" if line.word.is_withdrawn else "tied" if line.word.is_tied else "binding"
        for line in view.ledger.lines
    ]
    assert kinds == [row["kind"] for row in example.rows if row["kind"] != "exploratory"]


def test_the_sums_and_the_curve_are_those_of_the_example(desk: Desk, example: Example) -> None:
    view = get_ledger(desk, example.case)
    moved, apart = table("| | employee | employer | gap |")
    found = sums(view.ledger)
    assert found.moved == {
        EMPLOYEE: fen(moved["employee"]),
        EMPLOYER: fen(moved["employer"]),
    }
    assert found.gap == fen(apart["gap"])
    curve = money_curve(view)
    assert curve.base == 60_000_00
    rows = table("| round | employee")
    assert len(rows) == 8
    for row, point, mover in zip(rows, curve.points, view.ledger.last_movers, strict=True):
        assert point.round == int(row["round"])
        assert point.amount[EMPLOYEE] - curve.base == fen(row["employee"])
        assert point.amount[EMPLOYER] - curve.base == fen(row["employer"])
        assert point.amount[EMPLOYEE] - point.amount[EMPLOYER] == fen(row["gap"])
        assert mover is not None
        assert mover.value == row["moved last"]


def test_the_example_stands_still_since_its_sixth_round(desk: Desk, example: Example) -> None:
    view = get_ledger(desk, example.case)
    assert view.ledger.stall is not None
    assert (view.ledger.stall.rounds, view.ledger.stall.since) == (3, 6)
    assert view.ledger.rounds[-1].moves == ()
    assert view.ledger.rounds[-1].sessions == (5,)
    assert [view.titles[one] for one in view.ledger.stall.issues] == [
        "Delivery rates",
        "Sorting rate",
        "Heat allowance",
    ]


def test_the_curve_of_one_issue_is_its_own(desk: Desk, example: Example) -> None:
    view = get_ledger(desk, example.case)
    delivery = money_curve(view, example.issues["D"])
    assert delivery.base == 48_000_00
    assert delivery.points[0].amount == {EMPLOYEE: 58_200_00, EMPLOYER: 48_600_00}
    assert delivery.points[3].has_gone == {EMPLOYEE: False, EMPLOYER: True}
    assert money_curve(view, example.issues["H"]).points == ()


def test_a_case_without_offers_has_an_empty_ledger(desk: Desk, table: Bargaining) -> None:
    view = get_ledger(desk, table.case)
    assert view.ledger.lines == ()
    assert view.ledger.rounds == ()
    assert money_curve(view).points == ()
    with pytest.raises(RuleError):
        get_ledger(desk, "nowhere")


def test_accepting_is_the_last_line_and_leaves_no_gap(desk: Desk, table: Bargaining) -> None:
    for side, rate in ((EMPLOYEE, "0.9000"), (EMPLOYER, "0.8200")):
        ids = table_offer(
            desk, table.session, side, [(table.rates, rate_table(rate, "0.9500"))], binding=True
        ).value
    later = meeting(desk, table.case, day=21)
    accept_offer(desk, ids[0], EMPLOYEE, later)
    view = get_ledger(desk, table.case)
    last = view.ledger.lines[-1]
    assert (last.word.side, last.word.is_acceptance, last.direction) == (
        EMPLOYEE,
        True,
        Direction.CLOSER,
    )
    assert last.word.session_number == 2
    assert last.moved is not None
    assert last.moved < 0
    assert sums(view.ledger).gap == 0
    assert view.ledger.last_mover is EMPLOYEE


def test_an_issue_is_left_out_of_the_gap_when_its_package_has_fallen(
    desk: Desk, table: Bargaining
) -> None:
    """The employee side's word on the rates fell when it put the allowance anew."""

    def put(side: Side, rate: str | None, heat: str | None, *, tied: bool = False) -> None:
        both = []
        if rate is not None:
            both.append((table.rates, rate_table(rate, "0.9500")))
        if heat is not None:
            both.append((table.heat, number(heat)))
        table_offer(desk, table.session, side, both, binding=True, tied=tied)

    put(EMPLOYER, "0.8200", None)
    put(EMPLOYEE, "0.9000", "400.0000", tied=True)
    view = get_ledger(desk, table.case)
    assert sums(view.ledger).counted == (table.rates,)
    put(EMPLOYEE, None, "380.0000")
    view = get_ledger(desk, table.case)
    standing = view.ledger.standing(table.rates, EMPLOYEE)
    assert standing is not None
    assert standing.last.has_fallen
    assert sums(view.ledger).gap is None
    assert sums(view.ledger).gone == (table.rates,)
    put(EMPLOYEE, "0.9000", None)
    assert sums(get_ledger(desk, table.case).ledger).counted == (table.rates,)


def test_a_withdrawn_package_is_marked_in_every_line(desk: Desk, table: Bargaining) -> None:
    ids = table_offer(
        desk,
        table.session,
        EMPLOYEE,
        [(table.rates, rate_table("0.9000", "0.9500")), (table.heat, number("400.0000"))],
        binding=True,
        tied=True,
    ).value
    withdraw_offer(desk, ids[0])
    lines = get_ledger(desk, table.case).ledger.lines
    assert [line.word.is_withdrawn for line in lines] == [True, True]
    assert {line.place for line in lines} == {0}


def test_words_that_no_longer_fit_the_data_have_no_amount(desk: Desk, table: Bargaining) -> None:
    """All offers were taken back, and other data put under the issue."""
    ids = table_offer(
        desk, table.session, EMPLOYEE, [(table.rates, rate_table("0.9000", "0.9500"))], binding=True
    ).value
    withdraw_offer(desk, ids[0])
    facts = output_facts([("C03", SORTING, 10_000)])
    other = add_dataset(desk, table.case, facts, "分拣产量")
    details = IssueDetails("分拣单价", Subject.PIECE_RATES, other, terms("S", "0.10"))
    edit_issue(desk, table.rates, details)
    view = get_ledger(desk, table.case)
    assert [line.word.cost for line in view.ledger.lines] == [None]
    table_offer(desk, table.session, EMPLOYEE, [(table.rates, terms("S", "0.12"))], binding=True)
    table_offer(desk, table.session, EMPLOYER, [(table.rates, terms("S", "0.11"))], binding=True)
    view = get_ledger(desk, table.case)
    assert [line.word.cost for line in view.ledger.lines] == [None, 14_400_00, 13_200_00]
    assert view.ledger.lines[1].cost_change is None
    assert view.ledger.lines[2].cost_change == 1_200_00
    assert sums(view.ledger).gap == 1_200_00
    assert view.compared == ()
