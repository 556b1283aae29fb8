"""Costings are exact, come from the issue's own data, and add up over a case."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import RuleError
from negotiator_desk.pay.dataset import Dataset, DatasetKind
from negotiator_desk.pay.terms import PieceRate, RateTable, Subject
from negotiator_desk.pay.terms_data import terms_fingerprint
from negotiator_desk.procedure.pay_checks import LowestMonth
from negotiator_desk.services.costings import (
    cost_case,
    cost_of_one_unit,
    cost_offers,
    cost_present,
    cost_terms,
    lowest_months,
    worker_pay,
)
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import IssueDetails, add_issue
from negotiator_desk.services.offers import accept_offer, table_offer
from tests.services.conftest import Bargaining, add_dataset, number, rate_table


def test_terms_are_costed_against_the_present_ones(desk: Desk, table: Bargaining) -> None:
    # 2,100 + 2,200 + 2,300 of each of the two operations.
    found = cost_terms(desk, table.rates, rate_table("0.8100", "0.9500"))
    assert found is not None
    assert found.dataset_name == "九月产量"
    assert found.costing.monthly_total == Decimal("11616.00")  # 6,600 × (0.81 + 0.95)
    assert found.costing.yearly_difference == Decimal("792.00")  # 6,600 × 0.01 × 12
    present = cost_present(desk, table.rates)
    assert present is not None
    assert present.costing.yearly_difference == Decimal("0.00")


def test_the_cost_of_one_fen_is_exact(desk: Desk, table: Bargaining) -> None:
    terms = rate_table("0.8000", "0.9500")
    found = cost_of_one_unit(desk, table.rates, terms, "rate:同城·有电梯")
    assert found is not None
    assert found.yearly == Decimal("792.00")
    assert found.basis.terms_sha256 == terms_fingerprint(terms)


def test_an_issue_without_data_has_no_costing(desk: Desk, table: Bargaining) -> None:
    assert cost_terms(desk, table.heat, number("400")) is None
    assert cost_present(desk, table.heat) is None
    assert worker_pay(desk, table.heat, number("400")) == ()
    assert cost_of_one_unit(desk, table.heat, number("400"), "value") is None
    assert lowest_months(desk, table.heat, number("400")) is None


def test_every_worker_is_shown_before_and_after(desk: Desk, table: Bargaining) -> None:
    first = worker_pay(desk, table.rates, rate_table("0.9000", "1.0000"))[0]
    assert (first.worker, first.before, first.after) == (
        "K001",
        Decimal("3675.00"),
        Decimal("3990.00"),
    )


def test_offers_with_data_are_costed_by_id(desk: Desk, table: Bargaining) -> None:
    (costed,) = table_offer(
        desk,
        table.session,
        Side.EMPLOYEE,
        [(table.rates, rate_table("0.8100", "0.9500"))],
        binding=True,
    ).value
    table_offer(desk, table.session, Side.EMPLOYEE, [(table.heat, number("400"))], binding=True)
    costs = cost_offers(desk, table.case)
    assert {key: cost.yearly_difference for key, cost in costs.items()} == {
        costed: Decimal("792.00")
    }


def test_a_case_costs_what_was_agreed_and_nothing_else(desk: Desk, table: Bargaining) -> None:
    assert cost_case(desk, table.case).yearly_difference is None
    for terms in ((table.rates, rate_table("0.8100", "0.9500")), (table.heat, number("400"))):
        (offer_id,) = table_offer(desk, table.session, Side.EMPLOYEE, [terms], binding=True).value
        accept_offer(desk, offer_id, Side.EMPLOYER, table.session)
    cost = cost_case(desk, table.case)
    assert [(one.title, one.costing is None) for one in cost.issues] == [
        ("派件费单价", False),
        ("高温津贴", True),
    ]
    assert (cost.yearly_total, cost.yearly_difference, cost.workers) == (
        Decimal("139392.00"),
        Decimal("792.00"),
        3,
    )


def test_the_lowest_month_of_every_worker_leaves_overtime_out(
    desk: Desk, table: Bargaining
) -> None:
    rows = [("K001", 8, 90, 5), ("K001", 9, 80, 50), ("K002", 9, 70, 0)]
    facts = Dataset.build(
        DatasetKind.OUTPUT,
        {
            "worker": [worker for worker, *_rest in rows],
            "name": ["工人"] * 3,
            "operation": ["打磨"] * 3,
            "month": [date(2026, month, 1) for _worker, month, *_rest in rows],
            "quantity": [quantity for *_rest, quantity, _overtime in rows],
            "quantity_150": [overtime for *_rest, overtime in rows],
        },
    )
    details = IssueDetails(
        "单价", Subject.PIECE_RATES, add_dataset(desk, table.case, facts, "打磨")
    )
    issue_id = add_issue(desk, table.case, details).value
    terms = RateTable((PieceRate("打磨", Decimal("10.0000")),))
    assert lowest_months(desk, issue_id, terms) == (
        LowestMonth(Decimal("800.00"), has_every_month=True),
        LowestMonth(Decimal("700.00"), has_every_month=False),
    )


def test_costing_an_issue_that_is_not_there_gets_a_sentence(desk: Desk) -> None:
    with pytest.raises(RuleError, match="not in the store"):
        cost_terms(desk, "nothing", number("1"))
