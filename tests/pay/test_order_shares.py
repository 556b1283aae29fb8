"""The platform's share of each order is disclosed exactly, and no rounded share is compared."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator_desk.errors import InputError
from negotiator_desk.pay import commissions
from negotiator_desk.pay.basis import Formula
from negotiator_desk.pay.dataset import Dataset, DatasetKind
from negotiator_desk.pay.order_shares import (
    EXTREMES,
    disclosure,
    order_shares,
)
from negotiator_desk.pay.terms import CommissionSchedule, FeeTable, TakeMethod, Tier, TierRule
from tests.pay import reference
from tests.pay.facts import dataset, law, moment
from tests.pay.proof import examples
from tests.pay.reference import Row, _take
from tests.pay.strategies import Rows, decimals, order_rows, ratios, schedules

JANUARY = date(2026, 1, 1)
LAW = law("2490.00")


def flat(rate: str, **more: Any) -> CommissionSchedule:
    return CommissionSchedule(TakeMethod.FLAT, (Tier(None, Decimal(rate)),), **more)


def order(total: str, **more: Any) -> dict[str, Any]:
    placed_at = moment("2026-01-05 12:00")
    return {"worker": "R1", "placed_at": placed_at, "customer_total": Decimal(total), **more}


def orders(*totals: str) -> Dataset:
    return dataset(DatasetKind.ORDERS, [order(total) for total in totals])


def month_of(row: Row) -> date:
    placed: datetime = row["placed_at"]
    return date(placed.year, placed.month, 1)


def ratio(share: Fraction) -> Decimal:
    """Round to four decimals, halves away from zero."""
    size = floor(abs(share) * 10_000 + Fraction(1, 2))
    return Decimal(size if share >= 0 else -size).scaleb(-4)


def part(of: Decimal | Fraction | int, whole: Decimal | int) -> Decimal | None:
    return ratio(Fraction(of) / Fraction(whole)) if whole else None


def takes(rows: Rows, schedule: CommissionSchedule) -> list[Decimal]:
    """Return the platform's take of each row, one order at a time."""
    months: dict[tuple[str, date], list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        months[row["worker"], month_of(row)].append(number)
    found = [Decimal(0)] * len(rows)
    for numbers in months.values():
        turnover = sum((rows[number]["customer_total"] for number in numbers), Decimal(0))
        before = Decimal(0)
        for number in sorted(numbers, key=lambda number: rows[number]["placed_at"]):
            found[number] = _take(rows[number], before, turnover, schedule)
            before += rows[number]["customer_total"]
    return found


def settled(rows: Rows, schedule: CommissionSchedule) -> dict[tuple[str, date], Decimal]:
    """Return what each worker's month comes to, its excess included and deductions left out."""
    months: dict[tuple[str, date], Rows] = defaultdict(list)
    for row in rows:
        months[row["worker"], month_of(row)].append({**row, "deduction": None})
    return {
        (worker, month): reference.commissions(of_month, schedule).amounts[worker][month]
        for (worker, month), of_month in months.items()
    }


@examples(300)
@given(order_rows, schedules(), st.none() | ratios)
def test_the_spread_of_shares_equals_the_reference(
    rows: Rows, schedule: CommissionSchedule, cap: Decimal | None
) -> None:
    found = order_shares(dataset(DatasetKind.ORDERS, rows), schedule, LAW, cap)
    taken = takes(rows, schedule)
    pairs = zip(rows, taken, strict=True)
    shares = [Fraction(t) / Fraction(r["customer_total"]) for r, t in pairs if r["customer_total"]]
    assert found.orders == len(rows)
    assert found.without_total == len(rows) - len(shares)
    assert found.below_zero == sum(share < 0 for share in shares)
    bars = [0] * 100
    for share in shares:
        if share >= 0:
            bars[max(ceil(share * 100), 1) - 1] += 1
    assert (found.edges, found.counts) == (tuple(range(101)), tuple(bars))
    turnover = sum((row["customer_total"] for row in rows), Decimal(0))
    after = settled(rows, schedule)
    assert found.turnover == turnover
    assert found.share == part(sum(taken), turnover)
    assert found.after_return == part(turnover - sum(after.values()), turnover)
    if cap is None:
        assert found.over_cap is None
    else:
        assert found.over_cap is not None
        over = sum(share > Fraction(cap) for share in shares)
        assert (found.over_cap.cap, found.over_cap.orders) == (cap, over)
        assert found.over_cap.part == part(over, len(shares))


@examples(200)
@given(order_rows, schedules())
def test_months_and_extremes_equal_the_reference(rows: Rows, schedule: CommissionSchedule) -> None:
    found = order_shares(dataset(DatasetKind.ORDERS, rows), schedule, LAW)
    taken, after = takes(rows, schedule), settled(rows, schedule)
    months: dict[date, list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 4)
    of_worker: dict[tuple[str, date], list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 3)
    for row, take in zip(rows, taken, strict=True):
        for sums in (months[month_of(row)], of_worker[row["worker"], month_of(row)]):
            sums[0] += 1
            sums[1] += row["customer_total"]
            sums[2] += take
    for (_worker, month), paid in after.items():
        months[month][3] += paid
    assert [
        (one.month, one.orders, one.turnover, one.share, one.after_return) for one in found.months
    ] == [
        (month, count, turnover, part(take, turnover), part(turnover - paid, turnover))
        for month, (count, turnover, take, paid) in sorted(months.items())
    ]
    workers = list(dict.fromkeys(row["worker"] for row in rows))
    known = sorted(
        (key for key, sums in of_worker.items() if sums[1]),
        key=lambda key: (workers.index(key[0]), key[1]),
    )
    shares = {
        key: part(of_worker[key][1] - after[key], of_worker[key][1]) or Decimal(0) for key in known
    }
    lowest = sorted(known, key=lambda key: shares[key])
    highest = sorted(known, key=lambda key: -shares[key])
    for listed, expected in ((found.lowest, lowest), (found.highest, highest)):
        assert [(one.worker, one.month) for one in listed] == expected[:EXTREMES]
        for one in listed:
            count, turnover, take = of_worker[one.worker, one.month]
            assert (one.orders, one.turnover) == (count, turnover)
            assert one.share == part(take, turnover)
            assert one.after_return == shares[one.worker, one.month]


@examples(200)
@given(order_rows, schedules())
def test_every_order_is_disclosed_as_the_reference_has_it(
    rows: Rows, schedule: CommissionSchedule
) -> None:
    facts = dataset(DatasetKind.ORDERS, rows)
    for number, (row, take) in enumerate(zip(rows, takes(rows, schedule), strict=True)):
        found = disclosure(facts, schedule, number, LAW)
        assert (found.worker, found.placed_at) == (row["worker"], row["placed_at"])
        assert found.customer_total == row["customer_total"]
        assert found.pay == row["customer_total"] - take
        assert found.share == part(take, row["customer_total"])


def test_a_bar_includes_its_upper_end() -> None:
    # 25 % of 100.00 is 25.00 exactly; of 33.35 it is 8.3375, rounded to 8.34: 25.007 %.
    found = order_shares(orders("100.00", "33.35"), flat("0.2500"), LAW, Decimal("0.2500"))
    assert {edge: count for edge, count in enumerate(found.counts) if count} == {24: 1, 25: 1}
    assert found.over_cap is not None
    assert (found.over_cap.orders, found.over_cap.part) == (1, Decimal("0.5000"))


def test_the_first_bar_has_the_orders_of_no_share_and_the_last_those_kept_whole() -> None:
    free = order_shares(orders("10.00", "0.01"), flat("0.0000"), LAW, Decimal("0.0000"))
    assert (free.counts[0], sum(free.counts), free.share) == (2, 2, Decimal("0.0000"))
    assert free.over_cap is not None
    assert free.over_cap.orders == 0
    kept = order_shares(orders("10.00", "0.01"), flat("1.0000"), LAW, Decimal("1.0000"))
    assert (kept.counts[99], sum(kept.counts), kept.share) == (2, 2, Decimal("1.0000"))
    assert kept.over_cap is not None
    assert kept.over_cap.orders == 0


def test_a_share_that_rounds_to_the_cap_is_over_it_all_the_same() -> None:
    # 2,500.01 of 10,000.00 is 25.0001 %, which is shown as 25.00 %.
    fees = FeeTable(Decimal("7499.99"))
    facts = orders("10000.00")
    schedule = flat("0.0000", fee_table=fees)
    found = order_shares(facts, schedule, LAW, Decimal("0.2500"))
    assert disclosure(facts, schedule, 0, LAW).share == Decimal("0.2500")
    assert found.over_cap is not None
    assert found.over_cap.orders == 1


@given(order_rows, schedules(), ratios)
def test_no_order_passes_the_cap_that_the_schedule_has(
    rows: Rows, schedule: CommissionSchedule, cap: Decimal
) -> None:
    capped = CommissionSchedule(
        schedule.method,
        schedule.tiers,
        schedule.tier_rule,
        order_cap=cap,
        fee_table=schedule.fee_table,
    )
    found = order_shares(dataset(DatasetKind.ORDERS, rows), capped, LAW, cap)
    assert found.over_cap is not None
    assert found.over_cap.orders == 0


def test_fees_above_the_total_are_counted_below_zero() -> None:
    found = order_shares(
        orders("3.00", "5.00"), flat("0.0000", fee_table=FeeTable(Decimal(4))), LAW
    )
    assert (found.below_zero, sum(found.counts)) == (1, 1)
    assert found.share == Decimal("0.0000")
    shown = disclosure(orders("3.00"), flat("0.0000", fee_table=FeeTable(Decimal(4))), 0, LAW)
    assert (shown.pay, shown.share) == (Decimal("4.00"), Decimal("-0.3333"))


def test_an_order_of_total_zero_has_no_share_but_what_it_pays_is_in_the_sums() -> None:
    schedule = flat("0.0000", fee_table=FeeTable(Decimal("4.00")))
    facts = orders("0.00", "10.00")
    found = order_shares(facts, schedule, LAW, Decimal("0.5000"))
    assert (found.orders, found.without_total, sum(found.counts)) == (2, 1, 1)
    assert found.share == Decimal("0.2000")
    assert found.over_cap is not None
    assert found.over_cap.part == Decimal("1.0000")
    assert disclosure(facts, schedule, 0, LAW).share is None
    alone = order_shares(orders("0.00"), schedule, LAW, Decimal("0.5000"))
    assert (alone.share, alone.after_return, alone.highest) == (None, None, ())
    assert alone.months[0].share is None
    assert alone.over_cap is not None
    assert (alone.over_cap.orders, alone.over_cap.part) == (0, None)


def test_records_without_orders_have_no_shares() -> None:
    found = order_shares(orders(), flat("0.2000"), LAW, Decimal("0.2500"))
    assert (found.orders, sum(found.counts), found.months, found.lowest) == (0, 0, (), ())
    assert (found.turnover, found.share) == (Decimal(0), None)


def test_the_largest_orders_and_fees_are_exact() -> None:
    schedule = flat("0.0000", fee_table=FeeTable(Decimal("10000000.00")))
    found = order_shares(orders("1000000.00", "0.01"), schedule, LAW, Decimal("0.0001"))
    assert found.below_zero == 2
    assert disclosure(orders("0.01"), schedule, 0, LAW).share == Decimal("-999999999.0000")


def test_many_equal_extremes_are_listed_in_dataset_order() -> None:
    rows = [order("10.00", worker=f"R{place:02}") for place in range(25)]
    rows += [order("10.00", worker="R07", placed_at=moment("2026-02-01 08:00"))]
    found = order_shares(dataset(DatasetKind.ORDERS, rows), flat("0.2000"), LAW)
    first = [f"R{place:02}" for place in range(25)]
    expected = [*first[:8], "R07", "R08"]
    assert [one.worker for one in found.highest] == expected
    assert [one.worker for one in found.lowest] == expected


def test_more_orders_than_are_worked_on_at_a_time_are_counted_without_a_seam() -> None:
    totals = [Decimal(number % 901).scaleb(-2) for number in range(150_000)]
    rows = {
        "worker": [f"R{number % 3}" for number in range(len(totals))],
        "placed_at": [moment("2026-01-05 12:00")] * len(totals),
        "customer_total": totals,
    }
    facts = Dataset.build(DatasetKind.ORDERS, rows)
    schedule = flat("0.2000", fee_table=FeeTable(Decimal("4.50")))
    found = order_shares(facts, schedule, LAW, Decimal("0.1234"))
    shares = [(total - Decimal("4.50")) / total for total in totals if total]
    assert found.without_total == totals.count(Decimal(0))
    assert found.below_zero == sum(share < 0 for share in shares)
    assert sum(found.counts) == sum(share >= 0 for share in shares)
    assert found.over_cap is not None
    assert found.over_cap.orders == sum(share > Decimal("0.1234") for share in shares)


def test_the_order_that_is_asked_for_is_disclosed_with_its_number() -> None:
    tiers = (Tier(Decimal("100.00"), Decimal("0.2500")), Tier(None, Decimal("0.1500")))
    schedule = CommissionSchedule(TakeMethod.TURNOVER_TIERS, tiers, TierRule.MARGINAL)
    evening = order("70.00", order="D2", placed_at=moment("2026-01-05 18:00"))
    facts = dataset(DatasetKind.ORDERS, [evening, order("60.00", order="D1")])
    late, early = (disclosure(facts, schedule, row, LAW) for row in (0, 1))
    assert (early.order, early.pay, early.share) == ("D1", Decimal("45.00"), Decimal("0.2500"))
    assert (late.order, late.pay, late.share) == ("D2", Decimal("55.50"), Decimal("0.2071"))
    assert late.basis.formula is Formula.ORDER_SHARES
    assert late.basis.dataset_fingerprint == facts.fingerprint


@given(st.lists(decimals(2, 60), min_size=1, max_size=8), schedules(with_fees=False))
def test_the_orders_pay_of_a_worker_adds_up_to_what_is_disclosed(
    totals: list[Decimal], schedule: CommissionSchedule
) -> None:
    start = moment("2026-01-05 12:00")
    rows = [
        order(str(total), placed_at=start + timedelta(minutes=number), minutes=0)
        for number, total in enumerate(totals)
    ]
    facts = dataset(DatasetKind.ORDERS, rows)
    shown = sum(disclosure(facts, schedule, row, LAW).pay for row in range(len(rows)))
    assert shown * 100 == int(commissions.order_pay(facts, schedule).sum())


@pytest.mark.parametrize("row", [-1, 1, 2])
def test_a_row_that_the_records_do_not_have_is_refused(row: int) -> None:
    with pytest.raises(InputError, match="Row"):
        disclosure(orders("10.00"), flat("0.2000"), row, LAW)


def test_a_cap_that_is_no_ratio_is_refused() -> None:
    for cap in (Decimal("1.0001"), Decimal("-0.0001"), Decimal("0.00001")):
        with pytest.raises(InputError, match="Cap of one order"):
            order_shares(orders("10.00"), flat("0.2000"), LAW, cap)


def test_other_records_have_no_shares() -> None:
    output = dataset(DatasetKind.OUTPUT, [])
    with pytest.raises(InputError, match="costed on order records"):
        order_shares(output, flat("0.2000"), LAW)
    with pytest.raises(InputError, match="costed on order records"):
        disclosure(output, flat("0.2000"), 0, LAW)


def test_a_schedule_that_needs_what_the_orders_do_not_have_is_refused() -> None:
    tiers = ((Decimal("3.00"), Decimal(0)), (None, Decimal(1)))
    schedule = flat("0.0000", fee_table=FeeTable(Decimal(4), distance_tiers=tiers))
    with pytest.raises(InputError, match="pays by distance"):
        order_shares(orders("10.00"), schedule, LAW)
    with pytest.raises(InputError, match="pays by distance"):
        disclosure(orders("10.00"), schedule, 0, LAW)
