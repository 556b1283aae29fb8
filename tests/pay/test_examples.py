"""The examples of docs/costing.md, figure by figure."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from negotiator_desk.errors import InputError
from negotiator_desk.pay import commissions, piece_rates
from negotiator_desk.pay.costing import cost, cost_of_one_unit, worker_pay
from negotiator_desk.pay.dataset import DatasetKind
from negotiator_desk.pay.terms import (
    Allowance,
    AllowanceGroup,
    CommissionSchedule,
    Factor,
    FeeTable,
    JobEvaluation,
    PieceRate,
    RateTable,
    TakeMethod,
    Tier,
    TierRule,
    UnitAllowance,
    WageGrid,
    YearlyItem,
    YearlyKind,
)
from tests.pay.facts import by_worker_and_month, dataset, law, moment

SEPTEMBER = date(2026, 9, 1)
JANUARY = date(2026, 1, 1)
FEBRUARY = date(2026, 2, 1)

COURIERS = RateTable(
    (PieceRate("同城", Decimal("0.8500")), PieceRate("外省", Decimal("1.1550"))),
    monthly_guarantee=Decimal("3500.00"),
)


def output(operation: str, quantity: str, **more: Any) -> dict[str, Any]:
    return {
        "worker": "K001",
        "name": "甲",
        "operation": operation,
        "month": SEPTEMBER,
        "quantity": Decimal(quantity),
        **more,
    }


def order(total: str, at: datetime | None = None, **more: Any) -> dict[str, Any]:
    placed_at = at or moment("2026-01-05 12:00")
    return {
        "worker": "R1",
        "placed_at": placed_at,
        "customer_total": Decimal(total),
        **more,
    }


EXAMPLE_1 = [output("同城", "4120", quantity_300=Decimal(86)), output("外省", "1263")]


def test_example_1_a_holiday_line_and_a_half_fen() -> None:
    paid = piece_rates.pay(dataset(DatasetKind.OUTPUT, EXAMPLE_1), COURIERS)
    assert by_worker_and_month(paid) == {"K001": {SEPTEMBER: Decimal("5180.07")}}
    assert by_worker_and_month(paid, counted=True) == {"K001": {SEPTEMBER: Decimal("4960.77")}}


def test_example_2_the_guarantee_lifts_a_small_month() -> None:
    paid = piece_rates.pay(dataset(DatasetKind.OUTPUT, [output("同城", "1950")]), COURIERS)
    assert by_worker_and_month(paid) == {"K001": {SEPTEMBER: Decimal("3500.00")}}


def test_example_2_pay_for_overtime_comes_on_top_of_the_guarantee() -> None:
    rows = [output("同城", "1950", quantity_150=Decimal(100))]
    paid = piece_rates.pay(dataset(DatasetKind.OUTPUT, rows), COURIERS)
    assert by_worker_and_month(paid) == {"K001": {SEPTEMBER: Decimal("3627.50")}}
    assert by_worker_and_month(paid, counted=True) == {"K001": {SEPTEMBER: Decimal("3500.00")}}


def test_example_3_overtime_rounds_once() -> None:
    table = RateTable((PieceRate("同城", Decimal("0.3333")),))
    rows = [output("同城", "100", quantity_150=Decimal(7))]
    paid = piece_rates.pay(dataset(DatasetKind.OUTPUT, rows), table)
    assert by_worker_and_month(paid) == {"K001": {SEPTEMBER: Decimal("36.83")}}


def test_example_4_turnover_tiers() -> None:
    tiers = (Tier(Decimal("100.00"), Decimal("0.2500")), Tier(None, Decimal("0.1500")))
    facts = dataset(
        DatasetKind.ORDERS,
        [order("70.00", moment("2026-01-05 18:00")), order("60.00", moment("2026-01-05 09:00"))],
    )
    marginal = CommissionSchedule(TakeMethod.TURNOVER_TIERS, tiers)
    assert commissions.pay(facts, marginal).amounts.tolist() == [10050]
    slab = CommissionSchedule(TakeMethod.TURNOVER_TIERS, tiers, TierRule.WHOLE_SLAB)
    assert commissions.pay(facts, slab).amounts.tolist() == [11050]


def test_example_5_caps_and_the_return_of_the_excess() -> None:
    schedule = CommissionSchedule(
        TakeMethod.FLAT,
        (Tier(None, Decimal("0.3000")),),
        order_cap=Decimal("0.2700"),
        monthly_cap=Decimal("0.2500"),
        monthly_cap_orders=2,
    )
    january = [order("33.35"), order("40.00")]
    both = dataset(DatasetKind.ORDERS, [*january, order("20.00", moment("2026-02-01 00:00"))])
    assert by_worker_and_month(commissions.pay(both, schedule)) == {
        "R1": {JANUARY: Decimal("53.55"), FEBRUARY: Decimal("16.07")}
    }
    alone = dataset(DatasetKind.ORDERS, january)
    assert by_worker_and_month(commissions.pay(alone, schedule)) == {
        "R1": {JANUARY: Decimal("55.02")}
    }


def test_example_6_fees_and_the_hourly_guarantee() -> None:
    fees = FeeTable(
        Decimal("4.00"),
        distance_tiers=((Decimal("3.00"), Decimal("0.00")), (None, Decimal("1.50"))),
        time_slots=((22, 6, Decimal("1.00")),),
        categories=(("药品", Decimal("2.00")),),
    )
    flat = (Tier(None, Decimal("0.2000")),)
    placed = moment("2026-01-05 23:10")
    row = order("9.00", placed, distance_km=Decimal("3.01"), minutes=35, category="药品")
    facts = dataset(DatasetKind.ORDERS, [row])
    plain = CommissionSchedule(TakeMethod.FLAT, flat, fee_table=fees)
    assert commissions.pay(facts, plain).amounts.tolist() == [850]
    guaranteed = CommissionSchedule(
        TakeMethod.FLAT, flat, fee_table=fees, hourly_guarantee=Decimal("25.00")
    )
    assert commissions.pay(facts, guaranteed).amounts.tolist() == [1458]


def test_example_7_order_tiers() -> None:
    tiers = (Tier(Decimal("20.00"), Decimal("0.2000")), Tier(None, Decimal("0.2500")))
    facts = dataset(DatasetKind.ORDERS, [order("35.05")])
    marginal = CommissionSchedule(TakeMethod.ORDER_TIERS, tiers)
    assert commissions.pay(facts, marginal).amounts.tolist() == [2729]
    slab = CommissionSchedule(TakeMethod.ORDER_TIERS, tiers, TierRule.WHOLE_SLAB)
    assert commissions.pay(facts, slab).amounts.tolist() == [2629]


def test_examples_8_and_9_a_wage_grid() -> None:
    grid = WageGrid(
        bands=("一档", "二档"),
        grades=("初级工", "高级工"),
        cells=(
            (Decimal("3333.33"), Decimal("4000.00")),
            (Decimal("4100.00"), Decimal("5230.00")),
        ),
        post_bands=(("数控车工", "二档"), ("装配工", "一档")),
        coefficients=(("A", Decimal("1.0550")), ("C", Decimal("0.9500"))),
        allowances=(
            Allowance(AllowanceGroup.SKILL, "高级工", Decimal("300.00")),
            Allowance(AllowanceGroup.EDUCATION, "本科", Decimal("100.00")),
            Allowance(AllowanceGroup.HONOUR, "市级工匠", Decimal("200.50")),
            Allowance(AllowanceGroup.HONOUR, "劳动模范", Decimal("150.00")),
        ),
    )
    facts = dataset(
        DatasetKind.ROSTER,
        [
            {
                "worker": "1",
                "name": "甲",
                "post": "数控车工",
                "grade": "高级工",
                "performance": "A",
                "education": "本科",
                "present_pay": Decimal("5600.00"),
            },
            {
                "worker": "2",
                "name": "乙",
                "post": "装配工",
                "grade": "初级工",
                "performance": "C",
                "honour": "市级工匠、劳动模范",
                "present_pay": Decimal("3400.00"),
            },
        ],
    )
    paid = {pay.name: (pay.before, pay.after) for pay in worker_pay(facts, grid, law=law()).workers}
    assert paid == {
        "甲": (Decimal("5600.00"), Decimal("5917.65")),
        "乙": (Decimal("3400.00"), Decimal("3517.16")),
    }


def test_example_10_a_year_comes_from_the_sum_and_not_from_the_rounded_month() -> None:
    rows = [
        {**output("同城", quantity), "month": date(2026, month, 1)}
        for month, quantity in ((1, "3000"), (2, "3000"), (3, "4000"))
    ]
    costing = cost(
        dataset(DatasetKind.OUTPUT, rows),
        RateTable((PieceRate("同城", Decimal("1.0000")),)),
        law=law(),
    )
    assert costing.months == 3
    assert costing.monthly_total == Decimal("3333.33")
    assert costing.yearly_total == Decimal("40000.00")


def test_example_11_the_cost_of_one_unit() -> None:
    facts = dataset(DatasetKind.OUTPUT, EXAMPLE_1)
    assert cost_of_one_unit(facts, COURIERS, "rate:同城", law=law()).yearly == Decimal("525.36")
    orders = dataset(DatasetKind.ORDERS, [order("1000.00")])
    flat = CommissionSchedule(TakeMethod.FLAT, (Tier(None, Decimal("0.2000")),))
    assert cost_of_one_unit(orders, flat, "tier:0", law=law()).yearly == Decimal("-120.00")


def test_a_tier_includes_its_end() -> None:
    tiers = (Tier(Decimal("20.00"), Decimal("0.2000")), Tier(None, Decimal("0.3000")))
    rows = [order("20.00"), order("20.01", worker="R2")]
    facts = dataset(DatasetKind.ORDERS, rows)
    for method in (TakeMethod.ORDER_TIERS, TakeMethod.TURNOVER_TIERS):
        slab = CommissionSchedule(method, tiers, TierRule.WHOLE_SLAB)
        assert commissions.pay(facts, slab).amounts.tolist() == [1600, 1401]


def test_a_distance_tier_includes_its_end() -> None:
    fees = FeeTable(
        Decimal("4.00"),
        ((Decimal("3.00"), Decimal("0.00")), (None, Decimal("1.50"))),
    )
    flat = CommissionSchedule(TakeMethod.FLAT, (Tier(None, Decimal(0)),), fee_table=fees)
    rows = [
        order("9.00", distance_km=Decimal("3.00")),
        order("9.00", distance_km=Decimal("3.01"), worker="R2"),
    ]
    assert commissions.pay(dataset(DatasetKind.ORDERS, rows), flat).amounts.tolist() == [400, 550]


def test_a_time_slot_over_midnight_begins_and_ends_on_the_hour() -> None:
    fees = FeeTable(Decimal("4.00"), time_slots=((22, 6, Decimal("1.00")),))
    flat = CommissionSchedule(TakeMethod.FLAT, (Tier(None, Decimal(0)),), fee_table=fees)
    times = ("21:59", "22:00", "00:00", "05:59", "06:00")
    rows = [
        order("9.00", moment(f"2026-01-05 {time}"), worker=f"R{place}")
        for place, time in enumerate(times)
    ]
    paid = commissions.pay(dataset(DatasetKind.ORDERS, rows), flat)
    assert paid.amounts.tolist() == [400, 500, 500, 500, 400]


def test_orders_of_a_month_follow_one_another_by_time_whatever_the_order_of_the_records() -> None:
    tiers = (Tier(Decimal("100.00"), Decimal("0.3000")), Tier(None, Decimal("0.1000")))
    schedule = CommissionSchedule(TakeMethod.TURNOVER_TIERS, tiers, order_cap=Decimal("0.2000"))
    morning = order("100.00", moment("2026-01-05 09:00"))  # 30.00, capped at 20.00
    evening = order("50.00", moment("2026-01-05 18:00"))  # 5.00
    for rows in ([morning, evening], [evening, morning]):
        paid = commissions.pay(dataset(DatasetKind.ORDERS, rows), schedule)
        assert paid.amounts.tolist() == [12500]


ALLOWANCES = RateTable(
    (PieceRate("同城", Decimal("0.8000")),),
    monthly_guarantee=Decimal("2490.00"),
    allowances=(
        UnitAllowance("无电梯", Decimal("0.1500")),
        UnitAllowance("高温", Decimal("0.2000"), counts_towards_minimum=False),
    ),
)


def test_example_12_an_allowance_that_does_not_count_never_fills_the_guarantee() -> None:
    rows = [
        output("同城", "2000", difficulty="无电梯"),
        output("同城", "500", difficulty="高温", quantity_200=Decimal(100)),
    ]
    paid = piece_rates.pay(dataset(DatasetKind.OUTPUT, rows), ALLOWANCES)
    assert by_worker_and_month(paid) == {"K001": {SEPTEMBER: Decimal("2790.00")}}
    assert by_worker_and_month(paid, counted=True) == {"K001": {SEPTEMBER: Decimal("2490.00")}}


@pytest.mark.parametrize(
    ("limit", "guarantee", "pay"),
    [("0.2000", "9.00", "9.00"), ("0.2000", "0.00", "8.00"), (None, "0.00", "0.00")],
)
def test_example_13_deductions_stop_at_the_limit_and_at_the_guarantee(
    limit: str | None, guarantee: str, pay: str
) -> None:
    schedule = CommissionSchedule(
        TakeMethod.FLAT,
        (Tier(None, Decimal("0.2000")),),
        fee_table=FeeTable(
            Decimal("4.00"),
            weight_tiers=((Decimal("5.00"), Decimal("0.00")), (None, Decimal("2.00"))),
        ),
        monthly_guarantee=Decimal(guarantee),
        deduction_limit=None if limit is None else Decimal(limit),
    )
    rows = [
        order("30.00", weight_kg=Decimal("4.80"), deduction=Decimal("31.00")),
        order("30.00", weight_kg=Decimal("5.01")),
    ]
    paid = commissions.pay(dataset(DatasetKind.ORDERS, rows), schedule)
    assert by_worker_and_month(paid) == {"R1": {JANUARY: Decimal(pay)}}


def test_example_14_points_put_a_post_into_a_band() -> None:
    evaluation = JobEvaluation(
        factors=(
            Factor("操作技能", (10, 25, 45), Decimal("1.2000"), "劳动技能"),
            Factor("质量责任", (5, 15, 25), element="劳动责任"),
        ),
        ratings=(("钳工", (3, 2)), ("包装工", (1, 2))),
        band_points=(Decimal(0), Decimal(40), Decimal(65)),
    )
    assert [evaluation.points(post) for post in ("钳工", "包装工")] == [69, 27]
    assert [evaluation.band(post) for post in ("钳工", "包装工")] == [2, 0]
    with pytest.raises(InputError, match="belongs in band"):
        WageGrid(
            bands=("一档", "二档", "三档"),
            grades=("初级工",),
            cells=((Decimal(3000),), (Decimal(3500),), (Decimal(4000),)),
            post_bands=(("钳工", "二档"), ("包装工", "一档")),
            evaluation=evaluation,
        )


def test_awards_and_pools_are_lines_of_the_year_and_no_part_of_a_month() -> None:
    grid = WageGrid(
        bands=("一档",),
        grades=("初级工",),
        cells=((Decimal("3000.00"),),),
        post_bands=(("钳工", "一档"),),
        yearly_items=(
            YearlyItem(YearlyKind.AWARD, "导师带徒奖", Decimal("1500.00"), 4),
            YearlyItem(YearlyKind.DIVIDEND, "持股分红", Decimal("20000.00")),
        ),
    )
    row = {
        "worker": "G1",
        "name": "甲",
        "post": "钳工",
        "grade": "初级工",
        "present_pay": Decimal("3000.00"),
    }
    costing = cost(dataset(DatasetKind.ROSTER, [row]), grid, law=law("2490.00"))
    assert costing.yearly_items == Decimal("26000.00")
    assert costing.yearly_total == Decimal("62000.00")
    assert costing.yearly_difference == Decimal("26000.00")
    assert (costing.monthly_total, costing.highest) == (Decimal("3000.00"), Decimal("3000.00"))
