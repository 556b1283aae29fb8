"""A sheet holds all that a costing rests on; pictures of it equal the costings of the services."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.pay.assumptions import Assumptions
from negotiator_desk.pay.dataset import DatasetKind
from negotiator_desk.services.assumptions import save_assumptions
from negotiator_desk.services.costing_pictures import (
    gain_board,
    minimum_by_area,
    picture,
    quota_picture,
    same_money,
    scattergram,
    term_costing,
)
from negotiator_desk.services.costing_sheets import CostingSheet, costed_issues, open_sheet
from negotiator_desk.services.costings import cost_terms
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.offers import accept_offer, table_offer
from tests.pay.facts import dataset
from tests.services.conftest import Bargaining, rate_table

OFFER = rate_table("0.8200", "0.9900")


def sheet_of(desk: Desk, issue_id: str) -> CostingSheet:
    sheet = open_sheet(desk, issue_id)
    assert sheet is not None
    return sheet


def test_only_issues_with_facts_and_a_formula_have_a_sheet(desk: Desk, table: Bargaining) -> None:
    assert [issue.id for issue in costed_issues(desk, table.case)] == [table.rates]
    assert open_sheet(desk, table.heat) is None
    assert open_sheet(desk, table.rest) is None


def test_a_sheet_has_every_offer_the_newest_first_and_what_was_agreed(
    desk: Desk, table: Bargaining
) -> None:
    present = rate_table("0.8000", "0.9500")
    terms = [(table.rates, OFFER)]
    (offer,) = table_offer(desk, table.session, Side.EMPLOYEE, terms, binding=True).value
    later = rate_table("0.8100", "0.9600")
    table_offer(desk, table.session, Side.EMPLOYER, [(table.rates, later)], binding=False)
    sheet = sheet_of(desk, table.rates)
    assert ([one.terms for one in sheet.offers], sheet.agreed) == ([later, OFFER], None)
    accept_offer(desk, offer, Side.EMPLOYER, table.session)
    sheet = sheet_of(desk, table.rates)
    assert (sheet.agreed, sheet.present) == (OFFER, present)


def test_a_picture_is_the_costing_of_the_services_with_everybodys_pay(
    desk: Desk, table: Bargaining
) -> None:
    sheet = sheet_of(desk, table.rates)
    drawn = picture(sheet, OFFER)
    found = cost_terms(desk, table.rates, OFFER)
    assert found is not None
    assert drawn.costing == found.costing
    assert drawn.basis.rule_pack.startswith("ningbo ")
    assert drawn.before is not None
    assert (drawn.after > drawn.before).all()
    assert sum(drawn.histogram_after.counts) == sheet.facts.workers
    assert drawn.histogram_before is not None
    assert drawn.histogram_before.edges == drawn.histogram_after.edges


def test_bars_stay_where_they_are_until_an_amount_leaves_them(
    desk: Desk, table: Bargaining
) -> None:
    sheet = sheet_of(desk, table.rates)
    edges = picture(sheet, rate_table("0.9000", "1.1000")).histogram_after.edges
    held = picture(sheet, rate_table("0.9001", "1.1000"), edges=edges)
    assert held.histogram_after.edges == edges
    moved = picture(sheet, rate_table("9.0000", "1.1000"), edges=edges)
    assert moved.histogram_after.edges != edges
    assert sum(moved.histogram_after.counts) == sheet.facts.workers


def test_every_part_of_a_picture_rests_on_the_same_facts_terms_and_law(
    desk: Desk, table: Bargaining
) -> None:
    save_assumptions(desk, table.rates, Assumptions(months=12))
    sheet = sheet_of(desk, table.rates)
    drawn = picture(sheet, OFFER)
    board = gain_board(sheet, OFFER)
    areas = minimum_by_area(sheet, OFFER)
    term = term_costing(sheet, OFFER)
    quota = quota_picture(sheet, OFFER)
    bases = [board.basis, term.basis, quota.attainment.basis, *(area.basis for area in areas)]
    for basis in bases:
        assert basis.dataset_fingerprint == drawn.basis.dataset_fingerprint
        assert basis.terms_sha256 == drawn.basis.terms_sha256
        assert basis.rule_pack == drawn.basis.rule_pack
    assert board.gains is not None
    assert board.gains.total == Decimal(int(np.sum(drawn.after - drawn.before))) / 100
    assert areas[0].below == drawn.costing.below_minimum
    assert term.term.difference == drawn.costing.yearly_difference
    assert sum(map(sum, scattergram(sheet, OFFER).counts)) > 0


def test_the_same_money_in_another_form_never_costs_more_than_the_sum(
    desk: Desk, table: Bargaining
) -> None:
    sheet = sheet_of(desk, table.rates)
    found = same_money(sheet, rate_table("0.8000", "0.9500"), Decimal("5000.00"))
    assert found.equivalents
    assert all(item.yearly_cost + item.remainder == found.budget for item in found.equivalents)
    assert all(item.yearly_cost <= found.budget for item in found.equivalents)


def test_no_quota_or_rate_is_named_from_too_few_workers(desk: Desk, table: Bargaining) -> None:
    for count, is_named in ((19, False), (20, True)):
        rows = [{**row, "hours": Decimal(160)} for row in few_workers(count)]
        facts = dataset(DatasetKind.OUTPUT, rows)
        sheet = replace(sheet_of(desk, table.rates), facts=facts)
        found = quota_picture(sheet, rate_table("0.8000", "0.9500"))
        assert (found.quota_of["同城·有电梯"] is not None) is is_named
        assert (found.rate_of["同城·有电梯"] is not None) is is_named


def few_workers(count: int) -> list[dict[str, object]]:
    return [
        {
            "worker": f"K{number:03}",
            "name": "甲",
            "operation": "同城·有电梯",
            "month": date(2026, 9, 1),
            "quantity": Decimal(9_000),
        }
        for number in range(count)
    ]
