"""Who is below the minimum wage is counted exactly, for each tier of areas."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator_desk.errors import InputError
from negotiator_desk.pay import piece_rates
from negotiator_desk.pay.basis import AreaMinimum, Basis, Formula, LegalFigures, basis_of
from negotiator_desk.pay.minimum import below_minimum_by_area
from negotiator_desk.pay.result import Pay
from negotiator_desk.pay.terms import PieceRate, RateTable
from tests.pay.facts import by_worker_and_month
from tests.pay.proof import examples
from tests.pay.quota_facts import NINGBO, output, row, table, timed_rows
from tests.pay.strategies import OPERATIONS, Rows, decimals

TABLE = table(**dict.fromkeys(OPERATIONS, 100))
ONE_YUAN = RateTable((PieceRate("同城", Decimal("1.0000")),))


def paid(rows: Rows, terms: RateTable) -> tuple[Pay, Basis]:
    facts = output(rows)
    return piece_rates.pay(facts, terms), basis_of(facts, terms, NINGBO)


def areas(*monthly: Decimal) -> LegalFigures:
    tiers = tuple(
        AreaMinimum((f"区{place}",), amount, Decimal("20.00"), "示例 [V2]")
        for place, amount in enumerate(sorted(monthly, reverse=True), start=1)
    )
    return replace(NINGBO, minimum_wages=tiers)


@examples(300)
@given(timed_rows, st.lists(decimals(2, 5_000), max_size=3, unique=True), decimals(2, 3_000))
def test_every_tier_counts_the_workers_with_a_month_below_it(
    rows: Rows, minimums: list[Decimal], guarantee: Decimal
) -> None:
    pay, basis = paid(rows, replace(TABLE, monthly_guarantee=guarantee))
    law = areas(*minimums)
    found = below_minimum_by_area(pay, basis, law)
    assert [one.area for one in found] == list(law.minimum_wages)
    counted = by_worker_and_month(pay, counted=True)
    amounts = [amount for months in counted.values() for amount in months.values()]
    for one in found:
        below = sum(min(months.values()) < one.area.monthly for months in counted.values())
        assert (one.workers, one.below) == (len(counted), below)
        assert one.months == len(amounts)
        assert one.months_below == sum(amount < one.area.monthly for amount in amounts)
        if amounts:
            assert one.lowest == min(amounts)
            assert one.lowest in counted[one.lowest_worker].values()
            assert one.share is not None
            assert abs(one.share - Decimal(below) / len(counted)) <= Decimal("0.00005")
        else:
            assert (one.lowest, one.lowest_worker, one.share) == (None, "", None)


def test_pay_of_exactly_the_minimum_is_not_below_it() -> None:
    pay, basis = paid([row("K001", "2490", None), row("K002", "2489.99", None)], ONE_YUAN)
    first, second = below_minimum_by_area(pay, basis, NINGBO)
    assert (first.below, first.months_below, first.share) == (1, 1, Decimal("0.5000"))
    assert (second.below, second.share) == (0, Decimal("0.0000"))
    assert (first.lowest, first.lowest_worker) == (Decimal("2489.99"), "K002")


def test_pay_for_overtime_does_not_lift_anyone_over_the_minimum() -> None:
    pay, basis = paid([row("K001", "2000", None, quantity_300=Decimal(1000))], ONE_YUAN)
    assert [one.below for one in below_minimum_by_area(pay, basis, NINGBO)] == [1, 1]


def test_the_basis_names_the_areas_own_minimum() -> None:
    pay, basis = paid([row("K001", "1", None)], ONE_YUAN)
    first, second = below_minimum_by_area(pay, basis, NINGBO)
    assert first.basis.monthly_minimum == Decimal("2490.00")
    assert second.basis.monthly_minimum == Decimal("2260.00")
    assert {one.basis.formula for one in (first, second)} == {Formula.MINIMUM_WAGE}
    assert first.basis.terms_sha256 == basis.terms_sha256
    assert first.area.source == "甬政发〔2024〕27号 [V2]"


def test_a_place_whose_minimum_wage_is_not_known_has_no_answer() -> None:
    pay, basis = paid([row("K001", "1", None)], ONE_YUAN)
    assert below_minimum_by_area(pay, basis, replace(NINGBO, minimum_wages=())) == ()


def test_a_basis_of_other_rules_is_refused() -> None:
    pay, basis = paid([row("K001", "1", None)], ONE_YUAN)
    with pytest.raises(ValueError, match="another rule pack"):
        below_minimum_by_area(pay, basis, replace(NINGBO, rule_pack="guangdong 2016-09-29"))


def test_a_mistyped_minimum_is_refused() -> None:
    pay, basis = paid([row("K001", "1", None)], ONE_YUAN)
    with pytest.raises(InputError, match="Monthly minimum wage"):
        below_minimum_by_area(pay, basis, areas(Decimal("2490.001")))


def test_a_month_that_owes_money_is_below_everything() -> None:
    pay, basis = paid([row("K001", "1", None)], ONE_YUAN)
    owing = Pay(pay.runs, pay.amounts, np.array([-1], dtype=np.int64))
    (found,) = below_minimum_by_area(owing, basis, areas(Decimal("0.00")))
    assert (found.below, found.lowest) == (1, Decimal("-0.01"))
