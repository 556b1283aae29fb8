"""A firm's terms are held against a floor exactly; what cannot be compared is never passed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator_desk.pay.floors import below_floor, worst_first
from negotiator_desk.pay.floors_result import FloorItem, FloorVerdict
from negotiator_desk.pay.terms import (
    Allowance,
    AllowanceGroup,
    CommissionSchedule,
    FeeTable,
    NumberTerm,
    PieceRate,
    RateTable,
    TakeMethod,
    Terms,
    TextTerm,
    Tier,
    TierRule,
    UnitAllowance,
    WageGrid,
    YearlyItem,
    YearlyKind,
)
from tests.pay.strategies import fee_tables, schedules, terms

D = Decimal
BELOW, TO_COMPARE, NOT_COMPARED = FloorVerdict

RATES = RateTable(
    (PieceRate("同城", D("0.9000"), quota_per_shift=180), PieceRate("省外", D("1.1000"))),
    monthly_guarantee=D("3500.00"),
    allowances=(UnitAllowance("无电梯", D("0.1500")),),
)
TIERS = CommissionSchedule(
    TakeMethod.ORDER_TIERS,
    (Tier(D("30.00"), D("0.1800")), Tier(D("60.00"), D("0.2000")), Tier(None, D("0.2250"))),
    order_cap=D("0.2700"),
    monthly_cap=D("0.2500"),
    monthly_cap_orders=50,
    hourly_guarantee=D("25.00"),
    monthly_guarantee=D("4200.00"),
    deduction_limit=D("0.1000"),
)
FLAT = CommissionSchedule(TakeMethod.FLAT, (Tier(None, D("0.2000")),))
FEES = FeeTable(
    D("4.50"),
    ((D("1.00"), D("0.00")), (D("3.00"), D("1.00")), (None, D("2.50"))),
    ((22, 6, D("2.00")),),
    (("生鲜", D("1.00")),),
)
GRID = WageGrid(
    bands=("一档", "二档"),
    grades=("初级工", "高级工"),
    cells=((D("3000.00"), D("3600.00")), (D("3300.00"), D("4000.00"))),
    post_bands=(("装配工", "一档"), ("数控车工", "二档")),
    coefficients=(("合格", D("1.0000")),),
    allowances=(Allowance(AllowanceGroup.SKILL, "技师", D("600.00")),),
    yearly_items=(YearlyItem(YearlyKind.AWARD, "专利奖", D("1500.00")),),
)


def found(firm: Terms, floor: Terms) -> list[tuple[FloorVerdict, FloorItem, str]]:
    return [(one.verdict, one.item, one.name) for one in below_floor(firm, floor)]


@given(terms)
def test_terms_are_never_below_themselves(one: Terms) -> None:
    assert below_floor(one, one) == ()


def test_the_smallest_unit_below_the_floor_is_found() -> None:
    lower = replace(RATES, rates=(replace(RATES.rates[0], rate=D("0.8999")), RATES.rates[1]))
    (one,) = below_floor(lower, RATES)
    assert (one.verdict, one.item, one.name) == (BELOW, FloorItem.RATE, "同城")
    assert (one.firm, one.floor) == (D("0.8999"), D("0.9000"))
    assert below_floor(RATES, lower) == ()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"monthly_guarantee": D("3499.99")}, (BELOW, FloorItem.GUARANTEE, "")),
        ({"overtime_percents": (150, 199, 300)}, (BELOW, FloorItem.OVERTIME, "1")),
        ({"allowances": ()}, (BELOW, FloorItem.ALLOWANCE, "无电梯")),
        ({"unit": "吨"}, (NOT_COMPARED, FloorItem.UNIT, "")),
    ],
)
def test_every_part_of_a_rate_table_is_compared(
    changes: dict[str, Decimal], expected: tuple[FloorVerdict, FloorItem, str]
) -> None:
    assert found(replace(RATES, **changes), RATES) == [expected]


def test_operations_of_one_side_alone_are_said_to_be_not_compared() -> None:
    other = replace(RATES, rates=(RATES.rates[0], PieceRate("省内", D("0.5000"))))
    assert found(other, RATES) == [
        (NOT_COMPARED, FloorItem.RATE, "省内"),
        (NOT_COMPARED, FloorItem.RATE, "省外"),
    ]


def test_names_are_the_same_in_another_width_and_with_spaces() -> None:
    wide = replace(RATES, rates=(PieceRate("Ａ 线", D("1.0000")),))
    narrow = replace(RATES, rates=(PieceRate("a线", D("1.1000")),))
    assert found(wide, narrow) == [(BELOW, FloorItem.RATE, "Ａ 线")]


def test_a_higher_quota_is_for_people_to_compare() -> None:
    more = replace(RATES, rates=(replace(RATES.rates[0], quota_per_shift=181), RATES.rates[1]))
    assert found(more, RATES) == [(TO_COMPARE, FloorItem.QUOTA, "同城")]
    counted = replace(RATES.allowances[0], counts_towards_minimum=False)
    assert found(RATES, replace(RATES, allowances=(counted,))) == [
        (TO_COMPARE, FloorItem.COUNTED, "无电梯")
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"hourly_guarantee": D("24.99")}, [(BELOW, FloorItem.HOURLY_GUARANTEE, "")]),
        ({"monthly_guarantee": D("0.00")}, [(BELOW, FloorItem.GUARANTEE, "")]),
        ({"deduction_limit": None}, [(BELOW, FloorItem.DEDUCTIONS, "")]),
        ({"order_cap": None}, [(TO_COMPARE, FloorItem.ORDER_CAP, "")]),
        ({"monthly_cap": D("0.2600")}, [(TO_COMPARE, FloorItem.MONTHLY_CAP, "")]),
        ({"monthly_cap_orders": 51}, [(TO_COMPARE, FloorItem.MONTHLY_CAP, "")]),
        ({"tier_rule": TierRule.WHOLE_SLAB}, [(BELOW, FloorItem.TAKE, "60.00")]),
        (
            {"tiers": (*TIERS.tiers[:2], Tier(None, D("0.2251")))},
            [(BELOW, FloorItem.TAKE, "")],
        ),
        (
            {"tiers": (Tier(D("29.99"), D("0.1800")), *TIERS.tiers[1:])},
            [(BELOW, FloorItem.TAKE, "30.00")],
        ),
    ],
)
def test_every_part_of_a_commission_schedule_is_compared(
    changes: dict[str, Decimal], expected: list[tuple[FloorVerdict, FloorItem, str]]
) -> None:
    assert found(replace(TIERS, **changes), TIERS) == expected


def test_a_cap_that_could_bind_must_not_be_higher() -> None:
    steep = replace(FLAT, tiers=(Tier(None, D("0.3000")),))
    floor = replace(steep, order_cap=D("0.2700"))
    assert found(steep, floor) == [
        (BELOW, FloorItem.TAKE, ""),
        (BELOW, FloorItem.ORDER_CAP, ""),
    ]
    assert found(replace(steep, order_cap=D("0.2700")), floor) == []
    monthly = replace(steep, monthly_cap=D("0.2500"), monthly_cap_orders=50)
    assert found(replace(monthly, monthly_cap_orders=60), monthly) == [
        (BELOW, FloorItem.MONTHLY_CAP, "")
    ]


def test_a_share_that_is_worse_just_above_the_end_of_a_tier_alone_is_found() -> None:
    slabs = (Tier(D("10.00"), D("0.1000")), Tier(D("20.00"), D("0.2000")), Tier(None, D("0.1000")))
    firm = CommissionSchedule(TakeMethod.ORDER_TIERS, slabs, TierRule.WHOLE_SLAB)
    steps = (Tier(D("10.00"), D("0.1000")), Tier(None, D("0.3000")))
    floor = CommissionSchedule(TakeMethod.ORDER_TIERS, steps)
    assert found(firm, floor) == [(BELOW, FloorItem.TAKE, "10.00")]


def test_fees_may_be_lower_in_one_part_and_made_good_in_another() -> None:
    floor = replace(FLAT, fee_table=FEES)
    dearer = replace(FEES, base_fee=D("5.50"), categories=())
    assert found(replace(floor, fee_table=dearer), floor) == []
    (one,) = below_floor(replace(floor, fee_table=replace(dearer, base_fee=D("5.49"))), floor)
    assert (one.verdict, one.item) == (BELOW, FloorItem.FEES)
    assert one.firm is not None
    assert one.floor is not None
    assert one.firm - one.floor == D("-0.01")


def test_fees_and_shares_are_not_compared() -> None:
    assert (NOT_COMPARED, FloorItem.METHOD, "") in found(replace(FLAT, fee_table=FEES), FLAT)
    by_turnover = replace(TIERS, method=TakeMethod.TURNOVER_TIERS)
    assert found(by_turnover, TIERS) == [(NOT_COMPARED, FloorItem.METHOD, "")]
    cheap = tuple(Tier(tier.up_to, D("0.1800")) for tier in TIERS.tiers)
    assert found(replace(by_turnover, tiers=cheap), TIERS) == []
    dear = tuple(Tier(tier.up_to, D("0.2300")) for tier in TIERS.tiers)
    assert found(replace(by_turnover, tiers=dear), TIERS) == [(BELOW, FloorItem.TAKE, "")]


def test_every_part_of_a_wage_grid_is_compared() -> None:
    lower = replace(GRID, cells=((D("2999.99"), D("3600.00")), GRID.cells[1]))
    assert found(lower, GRID) == [
        (BELOW, FloorItem.CELL, "一档 · 初级工"),
        (BELOW, FloorItem.LOWEST_WAGE, ""),
        (BELOW, FloorItem.LOWEST_WAGE, "初级工"),
    ]
    poorer = replace(GRID, coefficients=(("合格", D("0.9900")),), allowances=(), yearly_items=())
    assert found(poorer, GRID) == [
        (BELOW, FloorItem.COEFFICIENT, "合格"),
        (BELOW, FloorItem.ALLOWANCE, "技师"),
        (NOT_COMPARED, FloorItem.YEARLY, "专利奖"),
    ]


def test_grids_of_other_bands_are_compared_by_post_and_by_their_lowest_wages() -> None:
    renamed = replace(
        GRID,
        bands=("A", "B"),
        cells=((D("3100.00"), D("3700.00")), (D("3250.00"), D("4000.00"))),
        post_bands=(("装配工", "A"), ("数控车工", "B")),
    )
    assert found(renamed, GRID) == [
        *((NOT_COMPARED, FloorItem.CELL, band) for band in ("A", "B", "一档", "二档")),
        (BELOW, FloorItem.POST, "数控车工 · 初级工"),
    ]


def test_numbers_and_texts_are_for_people_to_compare() -> None:
    five, six = NumberTerm(D("5.0000"), "天/年"), NumberTerm(D("6.0000"), "天/年")
    assert found(five, six) == found(six, five) == [(TO_COMPARE, FloorItem.NUMBER, "天/年")]
    assert found(five, replace(five, unit="小时/年")) == [(NOT_COMPARED, FloorItem.UNIT, "")]
    assert found(TextTerm("甲"), TextTerm("乙")) == [(TO_COMPARE, FloorItem.TEXT, "")]
    assert found(TextTerm("甲 乙"), TextTerm("甲\n乙")) == []
    assert found(five, TextTerm("甲")) == [(NOT_COMPARED, FloorItem.SUBJECT, "")]


def test_what_is_below_comes_first() -> None:
    other = replace(
        RATES,
        rates=(PieceRate("省内", D("0.5000")), replace(RATES.rates[1], rate=D("1.0000"))),
    )
    verdicts = [one.verdict for one in worst_first(below_floor(other, RATES))]
    assert verdicts == [BELOW, NOT_COMPARED, NOT_COMPARED]


@given(st.data())
def test_shares_below_the_floor_are_exactly_those_of_which_some_amount_takes_more(
    data: st.DataObject,
) -> None:
    plain = schedules(with_fees=False).filter(
        lambda one: one.method is not TakeMethod.TURNOVER_TIERS
    )
    firm, floor = data.draw(plain), data.draw(plain)
    taken = next((one for one in below_floor(firm, floor) if one.item is FloorItem.TAKE), None)
    ends = {tier.up_to for one in (firm, floor) for tier in one.tiers if tier.up_to}
    amounts = [Fraction(data.draw(st.integers(1, 200_000)), 100) for _ in range(20)]
    amounts += [Fraction(end) for end in ends] + [Fraction(10**12)]
    amounts += [Fraction(end) + Fraction(1, 10**9) for end in ends]
    worse = [one for one in amounts if take(firm, one) > take(floor, one)]
    if taken is None:
        assert worse == []
    else:
        assert taken.verdict is BELOW
        witness = Fraction(taken.name) if taken.name else Fraction(10**15)
        places = (witness, witness + Fraction(1, 10**12))
        assert any(take(firm, one) > take(floor, one) for one in places)


def take(schedule: CommissionSchedule, amount: Fraction) -> Fraction:
    """What is taken of an order, tier by tier, as the contract's clauses say it."""
    start = taken = Fraction(0)
    for tier in schedule.tiers:
        end = None if tier.up_to is None else Fraction(tier.up_to)
        if schedule.tier_rule is TierRule.WHOLE_SLAB and schedule.method is not TakeMethod.FLAT:
            if end is None or amount <= end:
                taken = amount * Fraction(tier.take_rate)
                break
        elif amount > start:
            inside = amount if end is None else min(amount, end)
            taken += (inside - start) * Fraction(tier.take_rate)
        start = end if end is not None else start
    if schedule.order_cap is not None:
        taken = min(taken, amount * Fraction(schedule.order_cap))
    return taken


@given(fee_tables(), fee_tables(), st.data())
def test_fees_below_the_floor_are_exactly_those_of_which_some_order_pays_less(
    ours: FeeTable, theirs: FeeTable, data: st.DataObject
) -> None:
    firm, floor = replace(FLAT, fee_table=ours), replace(FLAT, fee_table=theirs)
    is_below = any(one.item is FloorItem.FEES for one in below_floor(firm, floor))
    orders = [
        (
            data.draw(st.integers(0, 4_000)),
            data.draw(st.integers(0, 2_000)),
            data.draw(st.integers(0, 23)),
            data.draw(st.sampled_from(["", "药品"])),
        )
        for _ in range(5)
    ]
    if not is_below:
        assert all(fee(ours, *order) >= fee(theirs, *order) for order in orders)
    else:
        places = around(ours.distance_tiers, theirs.distance_tiers)
        loads = around(ours.weight_tiers, theirs.weight_tiers)
        every = [
            (distance, weight, hour, category)
            for distance in places
            for weight in loads
            for hour in range(24)
            for category in ("", "药品")
        ]
        assert any(fee(ours, *order) < fee(theirs, *order) for order in every)


def around(*ladders: tuple[tuple[Decimal | None, Decimal], ...]) -> list[int]:
    """Return the ends of tiers and what lies just above each, in hundredths."""
    ends = [int(end * 100) for tiers in ladders for end, _fee in tiers if end is not None]
    return [0, *(end + above for end in ends for above in (0, 1))]


def fee(table: FeeTable, distance: int, weight: int, hour: int, category: str) -> Decimal:
    """What an order pays; distance and weight in hundredths."""
    paid = table.base_fee
    for place, tiers in ((distance, table.distance_tiers), (weight, table.weight_tiers)):
        paid += next((f for end, f in tiers if end is None or place <= end * 100), D(0))
    for start, end, amount in table.time_slots:
        inside = start <= hour < end if start < end else hour >= start or hour < end
        paid += amount if inside else D(0)
    return paid + dict(table.categories).get(category, D(0))


@given(terms, terms)
def test_any_two_terms_can_be_held_against_each_other(firm: Terms, floor: Terms) -> None:
    for one in below_floor(firm, floor):
        if one.verdict is BELOW and one.firm is not None and one.floor is not None:
            assert one.firm != one.floor or one.item in {FloorItem.TAKE, FloorItem.MONTHLY_CAP}
