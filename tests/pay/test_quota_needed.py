"""The quota and the rate that the law's share of workers reaches are the last that still do."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator_desk.errors import InputError
from negotiator_desk.pay import piece_rates
from negotiator_desk.pay.basis import Formula, basis_of
from negotiator_desk.pay.dataset import DatasetKind
from negotiator_desk.pay.pace import (
    SHIFT_HOURS,
    WORK_DAYS_OF_MONTH,
    average_rate,
    hourly_equivalent,
)
from negotiator_desk.pay.quota_needed import quota_needed, rate_needed
from negotiator_desk.pay.terms import PieceRate, RateTable, UnitAllowance
from tests.pay.facts import dataset, moment
from tests.pay.proof import examples
from tests.pay.quota_facts import (
    NINGBO,
    crew,
    entries,
    law,
    output,
    row,
    shifts,
    table,
    timed_rows,
)
from tests.pay.strategies import OPERATIONS, Rows, decimals

TABLE = table(**dict.fromkeys(OPERATIONS, 100))
shares = st.sampled_from(("0.9000", "0.7000", "1.0000", "0.0001", "0.3333"))


def paces(rows: Rows, operation: str) -> list[Fraction]:
    """Units an hour of each worker on the operation."""
    return [
        units / hours
        for (_worker, name), (units, hours) in entries(rows).items()
        if name == operation
    ]


def half_up(value: Fraction, places: int) -> Fraction:
    """Round what is not below 0, halves up."""
    return Fraction(floor(value * 10**places + Fraction(1, 2)), 10**places)


@examples(400)
@given(timed_rows, shares, shifts)
def test_one_unit_more_than_the_quota_needed_is_too_much(
    rows: Rows, share: str, shift: Decimal
) -> None:
    found = quota_needed(output(rows), TABLE, law(share), shift_hours=shift)
    for one in found.operations:
        made = [pace * Fraction(shift) for pace in paces(rows, one.operation)]
        assert one.samples == len(made)

        def attain(quota: int, made: list[Fraction] = made) -> bool:
            return sum(units >= quota for units in made) >= Fraction(share) * len(made)

        if not made:
            assert one.highest is None
        elif one.highest is None:
            assert not attain(1)
        else:
            assert attain(one.highest)
            assert not attain(one.highest + 1)


@examples(400)
@given(timed_rows, shares, shifts, st.just(Decimal("2490.00")) | decimals(2, 20_000))
def test_one_step_less_than_the_rate_needed_is_too_little(
    rows: Rows, share: str, shift: Decimal, monthly: Decimal
) -> None:
    found = rate_needed(output(rows), TABLE, law(share), monthly=monthly, shift_hours=shift)
    hours = Fraction("20.67") * Fraction(shift)
    assert found.month_hours == WORK_DAYS_OF_MONTH * shift
    for one in found.operations:
        months = [pace * hours for pace in paces(rows, one.operation)]
        assert one.samples == len(months)

        def earn(rate: Fraction, months: list[Fraction] = months) -> bool:
            enough = sum(half_up(rate * units, 2) > monthly for units in months)
            return enough >= Fraction(share) * len(months)

        if one.needed is None:
            assert not months or not earn(Fraction(10**30))
        else:
            rate = Fraction(one.needed)
            assert rate * 10_000 == ceil(rate * 10_000)
            assert earn(rate)
            assert not earn(rate - Fraction(1, 10_000))


def test_the_minimum_wage_is_the_amount_unless_another_is_given() -> None:
    facts = output(crew((20, "2000")))
    assert rate_needed(facts, TABLE, NINGBO).monthly == Decimal("2490.00")
    assert rate_needed(facts, TABLE, NINGBO, monthly=Decimal("3500.00")).monthly == Decimal(3500)


def test_without_a_share_or_an_amount_no_quota_and_no_rate_is_named() -> None:
    facts = output(crew((20, "2000")))
    (quota,) = quota_needed(facts, TABLE, law(None)).operations
    assert (quota.samples, quota.highest) == (20, None)
    (rate,) = rate_needed(facts, TABLE, law(None), monthly=Decimal("2490.00")).operations
    assert (rate.samples, rate.needed) == (20, None)
    found = rate_needed(facts, TABLE, law("0.9000"))
    assert (found.monthly, found.operations[0].needed) == (None, None)


def test_what_is_agreed_stands_beside_what_is_needed() -> None:
    rows = [*crew((20, "2000")), row("K001", "1", "8", "未定价")]
    agreed = table(同城=90)
    named, unnamed = quota_needed(output(rows), agreed, NINGBO).operations
    assert (named.operation, named.present, named.has_enough_samples) == ("同城", 90, True)
    assert (unnamed.present, unnamed.has_enough_samples) == (None, False)
    named_rate, unnamed_rate = rate_needed(output(rows), agreed, NINGBO).operations
    assert (named_rate.present, unnamed_rate.present) == (Decimal("0.8000"), None)
    assert (named_rate.has_enough_samples, unnamed_rate.has_enough_samples) == (True, False)


def test_no_rate_pays_workers_who_made_nothing() -> None:
    rows = crew((2, "0"), (1, "100"))
    (one,) = rate_needed(output(rows), TABLE, law("0.9000"), monthly=Decimal(2490)).operations
    assert one.needed is None
    (one,) = rate_needed(output(rows), TABLE, law("0.3333"), monthly=Decimal(2490)).operations
    assert one.needed is not None


@pytest.mark.parametrize("monthly", ["-1", "2490.001", "10000000.01"])
def test_an_amount_that_cannot_be_is_refused(monthly: str) -> None:
    with pytest.raises(InputError, match="Monthly amount"):
        rate_needed(output(crew((1, "1"))), TABLE, NINGBO, monthly=Decimal(monthly))


def test_an_amount_too_large_for_the_hours_is_refused() -> None:
    rows = [row("K001", "1", "1000", month=date(2000 + place, 1, 1)) for place in range(150)]
    with pytest.raises(InputError, match="too large"):
        rate_needed(output(rows), TABLE, NINGBO, monthly=Decimal("9999999.99"))


def test_the_results_say_what_they_were_worked_out_from() -> None:
    facts = output(crew((20, "2000")))
    quota, rate = quota_needed(facts, TABLE, NINGBO), rate_needed(facts, TABLE, NINGBO)
    assert (quota.basis.formula, rate.basis.formula) == (Formula.QUOTA_NEEDED, Formula.RATE_NEEDED)
    assert quota.basis.dataset_fingerprint == rate.basis.dataset_fingerprint == facts.fingerprint
    assert quota.share == rate.share == NINGBO.quota_share
    assert quota.source == rate.source == NINGBO.quota_source


@examples(300)
@given(timed_rows, decimals(2, 5_000))
def test_an_hour_pays_what_was_counted_in_the_months_whose_hours_are_known(
    rows: Rows, guarantee: Decimal
) -> None:
    facts = output(rows)
    terms = RateTable(TABLE.rates, monthly_guarantee=guarantee)
    paid = piece_rates.pay(facts, terms)
    found = hourly_equivalent(facts, paid, basis_of(facts, terms, NINGBO))
    counted: dict[tuple[str, date], Fraction] = {}
    for run, worker in enumerate(paid.runs.worker.tolist()):
        month = date(int(paid.runs.month[run]) // 12, int(paid.runs.month[run]) % 12 + 1, 1)
        counted[paid.runs.workers[worker], month] = Fraction(int(paid.counted[run]), 100)
    expected: list[Fraction | None] = []
    for worker in paid.runs.workers:
        of_worker = [one for one in rows if one["worker"] == worker]
        known = []
        for month in {one["month"] for one in of_worker}:
            hours = [one["hours"] for one in of_worker if one["month"] == month]
            if None not in hours and sum(hours):
                known.append((counted[worker, month], Fraction(sum(hours))))
        money, time = (sum(part) for part in zip(*known, strict=True)) if known else (0, 0)
        expected.append(half_up(money / Fraction(time), 2) if known else None)
    assert [None if one is None else Fraction(one) for one in found.hourly] == expected
    ordered = sorted(one for one in expected if one is not None)
    assert found.workers_without_hours == len(expected) - len(ordered)
    if not ordered:
        assert (found.median, found.lowest) == (None, None)
        return
    middle = (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
    assert found.lowest == Decimal(ordered[0].numerator) / ordered[0].denominator
    assert Fraction(found.median or 0) == half_up(middle, 2)


def test_overtime_and_allowances_for_heat_are_no_part_of_an_hours_pay() -> None:
    rows = [row("K001", "800", "160", quantity_150=Decimal(400), difficulty="高温")]
    terms = RateTable(
        (PieceRate("同城", Decimal("4.0000")),),
        allowances=(UnitAllowance("高温", Decimal("1.0000"), counts_towards_minimum=False),),
    )
    facts = output(rows)
    found = hourly_equivalent(facts, piece_rates.pay(facts, terms), basis_of(facts, terms, NINGBO))
    assert found.hourly == (Decimal("20.00"),)
    assert found.basis.formula is Formula.HOURLY_EQUIVALENT


def test_pay_of_another_dataset_has_no_hours_here() -> None:
    facts, others = output(crew((1, "100"))), output(crew((1, "200")))
    terms = table(同城=1)
    with pytest.raises(ValueError, match="not of this dataset"):
        hourly_equivalent(facts, piece_rates.pay(others, terms), basis_of(facts, terms, NINGBO))
    with pytest.raises(ValueError, match="not of this dataset"):
        hourly_equivalent(facts, piece_rates.pay(facts, terms), basis_of(others, terms, NINGBO))


def test_hours_are_asked_of_output_records_only() -> None:
    orders = dataset(
        DatasetKind.ORDERS,
        [{"worker": "R1", "placed_at": moment("2026-01-05 12:00"), "customer_total": Decimal(9)}],
    )
    with pytest.raises(InputError, match="output records"):
        rate_needed(orders, TABLE, NINGBO)


def test_a_month_has_the_working_days_of_the_ministrys_notice() -> None:
    # 365 − 104 rest days − 13 holidays = 248 days a year; N-2175 gives 20.67 a month.
    assert half_up(Fraction(248, 12), 2) == Fraction(WORK_DAYS_OF_MONTH)
    assert Decimal("165.36") == WORK_DAYS_OF_MONTH * SHIFT_HOURS


@examples(200)
@given(timed_rows, st.sampled_from((None, Decimal(7))))
def test_a_unit_pays_on_average_all_pay_over_all_units(rows: Rows, extra: Decimal | None) -> None:
    facts = output([{**one, "quantity_200": extra} for one in rows])
    paid = piece_rates.pay(facts, TABLE)
    found = average_rate(facts, paid, basis_of(facts, TABLE, NINGBO))
    units = sum(Fraction(one["quantity"]) + Fraction(extra or 0) for one in rows)
    assert Fraction(found.units) == units
    assert Fraction(found.amount) == Fraction(int(paid.total), 100)
    assert (found.rate is None) == (not units)
    if found.rate is not None:
        assert Fraction(found.rate) == half_up(Fraction(found.amount) / units, 4)
    assert found.basis.formula is Formula.AVERAGE_RATE
