"""The examples S1–S9 of docs/costing.md, figure by figure."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from negotiator_desk.pay.basis import AreaMinimum, LegalFigures
from negotiator_desk.pay.dataset import Dataset, DatasetKind
from negotiator_desk.pay.ladder_fault import LadderFaultKind
from negotiator_desk.pay.ladder_rules import LadderRules, Step, StepUnit, ladder_faults
from negotiator_desk.pay.order_shares import disclosure, order_shares
from negotiator_desk.pay.stress import Movement, Season, StressReplay, replay
from negotiator_desk.pay.terms import (
    Allowance,
    AllowanceGroup,
    CommissionSchedule,
    FeeTable,
    PieceRate,
    PostClass,
    RateTable,
    TakeMethod,
    Tier,
    WageGrid,
)
from tests.pay.facts import dataset, law, moment
from tests.pay.ladder_facts import GUIDED

NINGBO = LegalFigures(
    "example 2026-01-01",
    (AreaMinimum(("海曙",), Decimal("2490.00"), Decimal("24.00"), "示例 [V2]"),),
)
NO_LAW = law()
QUARTER = Decimal("0.2500")
GRADES = ("初级工", "中级工", "高级工")
STEADY, NOBODY = Season(), Movement()


def grid(*rows: str, **more: Any) -> WageGrid:
    bands = ("一档", "二档")[: len(rows)]
    return WageGrid(
        bands=bands,
        grades=GRADES,
        cells=tuple(tuple(Decimal(one) for one in row.split()) for row in rows),
        post_bands=(("数控车工", bands[-1]),),
        **more,
    )


def flat(rate: str, **more: Any) -> CommissionSchedule:
    return CommissionSchedule(TakeMethod.FLAT, (Tier(None, Decimal(rate)),), **more)


def fee(amount: str) -> CommissionSchedule:
    return flat("0.0000", fee_table=FeeTable(Decimal(amount)))


def order(total: str, at: str = "2026-01-05 12:00", worker: str = "R1") -> dict[str, Any]:
    return {"worker": worker, "placed_at": moment(at), "customer_total": Decimal(total)}


def one_month(*totals: str) -> Dataset:
    """Return a worker's orders of one month, one after another."""
    return dataset(
        DatasetKind.ORDERS,
        [order(total, f"2026-01-{day:02} 08:00") for day, total in enumerate(totals, start=1)],
    )


def season(*factors: str) -> Season:
    ordinary = [Decimal("1.0000")] * (12 - len(factors))
    return Season((*map(Decimal, factors), *ordinary))


def paid(found: StressReplay) -> list[Decimal]:
    return [month.pay for month in found.months]


def test_example_s1_the_cells_that_break_a_ladder() -> None:
    faults = ladder_faults(
        grid("3000.00 3300.00 3300.00", "3200.00 3100.00 3900.00"), LadderRules(), NINGBO
    )
    assert [
        (one.band, one.grade, one.amount, one.lower, one.compared_with, one.needed)
        for one in faults
    ] == [
        (
            "一档",
            "高级工",
            Decimal("3300.00"),
            ("一档", "中级工"),
            Decimal("3300.00"),
            Decimal("3300.01"),
        ),
        (
            "二档",
            "中级工",
            Decimal("3100.00"),
            ("二档", "初级工"),
            Decimal("3200.00"),
            Decimal("3200.01"),
        ),
        (
            "二档",
            "中级工",
            Decimal("3100.00"),
            ("一档", "中级工"),
            Decimal("3300.00"),
            Decimal("3300.00"),
        ),
    ]
    assert [one.kind for one in faults] == [
        LadderFaultKind.GRADE,
        LadderFaultKind.GRADE,
        LadderFaultKind.BAND,
    ]


def test_example_s1_steps_of_per_cent_and_compression() -> None:
    percent = LadderRules(grade_step=Step(Decimal("3.00"), StepUnit.PERCENT))
    (fault,) = ladder_faults(grid("3333.33 3433.32 4000.00"), percent)
    assert fault.needed == Decimal("3433.33")
    assert ladder_faults(grid("3333.33 3433.33 4000.00"), percent) == ()
    compressed = LadderRules(least_ratio=Decimal("1.0500"))
    (fault,) = ladder_faults(grid("3000.00 3149.99 4000.00"), compressed)
    assert (fault.kind, fault.needed) == (LadderFaultKind.COMPRESSION, Decimal("3150.00"))


def test_example_s2_the_guided_minimum_of_a_key_post() -> None:
    classed = grid(
        "3000.00 3300.00 3700.00",
        "3735.00 3500.00 4000.00",
        allowances=(Allowance(AllowanceGroup.SKILL, "中级工", Decimal("200.00")),),
        post_classes=(("数控车工", PostClass.KEY),),
    )
    rising = replace(GUIDED, grade_step=None, band_step=None)
    (fault,) = ladder_faults(classed, rising, NINGBO)
    assert (fault.kind, fault.is_hint) == (LadderFaultKind.CLASS_MINIMUM, True)
    assert (fault.band, fault.grade, fault.needed) == ("二档", "中级工", Decimal("3535.00"))


def test_example_s2_the_four_classes() -> None:
    needed = []
    for post_class in PostClass:
        low = grid("2500.00 2500.01 5000.00", post_classes=(("数控车工", post_class),))
        hint, _another = ladder_faults(low, GUIDED, NINGBO)
        needed.append(hint.needed)
    assert needed == [
        Decimal("2614.50"),
        Decimal("2988.00"),
        Decimal("3735.00"),
        Decimal("4980.00"),
    ]


def test_example_s3_the_minimum_wage_at_a_low_mark() -> None:
    marks = (("A", Decimal("1.2000")), ("C", Decimal("0.8000")))
    low = grid("3100.00 3112.50 3112.51", coefficients=marks)
    faults = ladder_faults(low, LadderRules(), NINGBO)
    assert [(one.grade, one.mark, one.needed) for one in faults] == [
        ("初级工", "C", Decimal("3112.51")),
        ("中级工", "C", Decimal("3112.51")),
    ]


def test_example_s4_the_shares_of_three_orders() -> None:
    facts = one_month("100.00", "33.35", "0.00")
    shown = [disclosure(facts, flat("0.2500"), row, NO_LAW) for row in range(3)]
    assert [(one.customer_total, one.pay, one.share) for one in shown] == [
        (Decimal("100.00"), Decimal("75.00"), Decimal("0.2500")),
        (Decimal("33.35"), Decimal("25.01"), Decimal("0.2501")),
        (Decimal("0.00"), Decimal("0.00"), None),
    ]
    found = order_shares(facts, flat("0.2500"), NO_LAW, QUARTER)
    assert {edge: count for edge, count in enumerate(found.counts) if count} == {24: 1, 25: 1}
    assert (found.orders, found.without_total, found.share) == (3, 1, Decimal("0.2500"))
    assert found.over_cap is not None
    assert (found.over_cap.orders, found.over_cap.part) == (1, Decimal("0.5000"))


def test_example_s5_a_share_that_only_looks_like_the_cap() -> None:
    facts = one_month("10000.00")
    assert disclosure(facts, fee("7499.99"), 0, NO_LAW).share == QUARTER
    found = order_shares(facts, fee("7499.99"), NO_LAW, QUARTER)
    assert found.over_cap is not None
    assert found.over_cap.orders == 1
    loss = disclosure(one_month("3.00"), fee("4.00"), 0, NO_LAW)
    assert loss.share == Decimal("-0.3333")


def test_example_s6_the_share_after_the_return() -> None:
    schedule = flat(
        "0.3000", order_cap=Decimal("0.2700"), monthly_cap=QUARTER, monthly_cap_orders=2
    )
    rows = [order("33.35"), order("40.00"), order("20.00", "2026-02-01 00:00")]
    found = order_shares(dataset(DatasetKind.ORDERS, rows), schedule, NO_LAW)
    january, february = found.months
    assert (january.month, january.orders, january.turnover) == (
        date(2026, 1, 1),
        2,
        Decimal("73.35"),
    )
    assert (january.share, january.after_return) == (Decimal("0.2699"), Decimal("0.2499"))
    assert (february.share, february.after_return) == (Decimal("0.2700"), Decimal("0.2700"))
    assert [(one.month, one.after_return) for one in found.highest] == [
        (february.month, Decimal("0.2700")),
        (january.month, Decimal("0.2499")),
    ]


def test_example_s7_the_monthly_cap_across_replayed_months() -> None:
    schedule = flat("0.3000", monthly_cap=QUARTER, monthly_cap_orders=2)
    slow = season("1.0000", "0.5000", "1.0000", *["0.0000"] * 8)
    found = replay(one_month("60.00", "40.00"), schedule, slow, NOBODY, NO_LAW)
    assert paid(found) == [
        Decimal("70.00"),
        Decimal("33.00"),
        Decimal("70.00"),
        Decimal("5.00"),
        *[Decimal("0.00")] * 7,
        Decimal("75.00"),
    ]
    assert (found.yearly_cost, found.without_season) == (Decimal("253.00"), Decimal("900.00"))
    assert (found.lowest_month.number, found.lowest_month.pay) == (5, Decimal("0.00"))


def test_example_s8_a_slow_season() -> None:
    schedule = CommissionSchedule(
        TakeMethod.TURNOVER_TIERS,
        (Tier(Decimal("100.00"), QUARTER), Tier(None, Decimal("0.1500"))),
        monthly_guarantee=Decimal("90.00"),
    )
    facts = one_month("10.00", "20.00", "30.00", "40.00", "50.00")
    found = replay(facts, schedule, season(*["0.6000"] * 3), NOBODY, law("100.00"))
    slow, ordinary = found.months[0], found.months[3]
    assert (slow.orders, slow.turnover, slow.pay) == (3, Decimal("110.00"), Decimal("90.00"))
    assert (slow.share, slow.below_minimum) == (Decimal("0.1818"), 1)
    assert (ordinary.pay, ordinary.share) == (Decimal("117.50"), Decimal("0.2167"))
    assert ordinary.below_minimum == 0
    assert (found.yearly_cost, found.without_season) == (Decimal("1327.50"), Decimal("1410.00"))
    assert found.months_below == (0, 0, 0, 1, *[0] * 9)
    (worst,) = found.worst
    assert (worst.below, worst.lowest, worst.lowest_month) == (3, Decimal("90.00"), 1)


def test_example_s8_a_slow_season_of_output() -> None:
    row = {
        "worker": "K1",
        "name": "甲",
        "operation": "同城",
        "month": date(2026, 9, 1),
        "quantity": Decimal("3000.01"),
    }
    table = RateTable((PieceRate("同城", Decimal("1.0000")),))
    facts = dataset(DatasetKind.OUTPUT, [row])
    found = replay(facts, table, season("0.6000"), NOBODY, NO_LAW)
    assert paid(found)[:2] == [Decimal("1800.01"), Decimal("3000.01")]


def test_example_s9_who_comes_and_who_goes() -> None:
    facts = dataset(DatasetKind.ORDERS, [order("100.00", worker="A"), order("200.00", worker="B")])
    movement = Movement(joiners=(1, *[0] * 11), leavers=(1, 1, 1, *[0] * 9))
    found = replay(facts, flat("0.3000", monthly_cap=QUARTER), STEADY, movement, NO_LAW)
    assert [month.workers for month in found.months] == [3, 2, 1, *[0] * 9]
    assert paid(found)[:4] == [
        Decimal("285.00"),
        Decimal("235.00"),
        Decimal("80.00"),
        Decimal("0.00"),
    ]
