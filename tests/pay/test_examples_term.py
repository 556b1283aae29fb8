"""The examples of docs/costing.md on the contract's term, to the fen."""

from datetime import date
from decimal import Decimal
from typing import Any

from negotiator_desk.pay.assumptions import (
    Assumptions,
    CostOfLiving,
    OnCost,
    Promotion,
    back_loaded,
    even_steps,
    front_loaded,
)
from negotiator_desk.pay.contract_term import cost_term
from negotiator_desk.pay.dataset import Dataset, DatasetKind
from negotiator_desk.pay.promotions import cost_of_more, promotion_flow
from negotiator_desk.pay.term_result import TermCosting
from negotiator_desk.pay.terms import (
    Allowance,
    AllowanceGroup,
    PieceRate,
    RateTable,
    WageGrid,
    YearlyItem,
    YearlyKind,
)
from tests.pay.facts import dataset, law

D = Decimal

COURIER = dataset(
    DatasetKind.OUTPUT,
    [
        {
            "worker": "K1",
            "name": "甲",
            "operation": "同城",
            "month": date(2026, 9, 1),
            "quantity": 4_000,
        }
    ],
)

GRADES = ("初级工", "中级工", "高级工")
FLOW_GRID = WageGrid(
    bands=("一档", "二档"),
    grades=GRADES,
    cells=(
        (D("3000.00"), D("3300.00"), D("3700.00")),
        (D("4000.00"), D("4400.00"), D("5000.00")),
    ),
    post_bands=(("钳工", "一档"), ("数控车工", "二档")),
    coefficients=(("A", D("1.1000")), ("B", D("1.0000"))),
    allowances=(
        Allowance(AllowanceGroup.SKILL, "中级工", D("100.00")),
        Allowance(AllowanceGroup.SKILL, "高级工", D("300.00")),
    ),
)


def rate(amount: str) -> RateTable:
    return RateTable((PieceRate("同城", D(amount)),))


def grid(*amounts: str, **more: Any) -> WageGrid:
    """Return a grid of one band with so many grades."""
    return WageGrid(
        bands=("一档",),
        grades=GRADES[: len(amounts)],
        cells=(tuple(D(amount) for amount in amounts),),
        post_bands=(("钳工", "一档"),),
        **more,
    )


def roster(*kinds: tuple[int, str, str, str]) -> Dataset:
    """Return a roster with so many workers of each post, grade and mark."""
    rows = [(post, grade, mark) for count, post, grade, mark in kinds for _worker in range(count)]
    return dataset(
        DatasetKind.ROSTER,
        [
            {
                "worker": f"G{place}",
                "name": "乙",
                "post": post,
                "grade": grade,
                "performance": mark,
                "present_pay": D("3000.00"),
            }
            for place, (post, grade, mark) in enumerate(rows)
        ],
    )


def lines(costing: TermCosting, name: str) -> list[Decimal]:
    return [getattr(year.lines, name) for year in costing.years]


def test_example_t1_front_loaded_even_or_back_loaded() -> None:
    for shape, years, term in (
        (front_loaded, ("4800.00", "4800.00", "4800.00"), "14400.00"),
        (even_steps, ("1599.84", "3200.16", "4800.00"), "9600.00"),
        (back_loaded, ("0.00", "0.00", "4800.00"), "4800.00"),
    ):
        assumed = Assumptions(36, phase_in=shape(3))
        costing = cost_term(COURIER, rate("1.1000"), rate("1.0000"), assumed, law())
        assert lines(costing, "increase") == [D(year) for year in years]
        assert costing.term.lines.increase == costing.term.difference == D(term)


def test_example_t2_three_percent_is_not_three_percent() -> None:
    assumed = Assumptions(24, volume_growth=(D("0.0200"), D("0.0200")))
    second = cost_term(COURIER, rate("1.0300"), rate("1.0000"), assumed, law()).years[1]
    assert second.lines.base_pay == D("48000.00")
    assert second.lines.increase == D("1440.00")
    assert second.lines.progression == D("1997.40")
    assert second.lines.pay == D("51437.40")
    assert second.lines.rise == D("0.0716")
    assert second.lines_without_progression.pay == D("49440.00")
    assert second.lines_without_progression.rise == D("0.0300")
    assert second.present is not None
    assert second.present.pay == D("49939.20")
    assert second.difference == D("1498.20")
    assert second.difference_without_progression == D("1440.00")


def test_example_t3_a_cost_of_living_clause_with_threshold_and_cap() -> None:
    terms = grid("5230.00")
    assumed = Assumptions(
        36,
        inflation=(D(0), D("0.0400"), D("0.0600")),
        cost_of_living=CostOfLiving(D("0.0200"), D("0.5000"), D("0.0150")),
    )
    assert assumed.cost_of_living_factors == (D(1), D("1.0100"), D("1.0252"))
    costing = cost_term(roster((1, "钳工", "初级工", "B")), terms, terms, assumed, law())
    assert lines(costing, "cost_of_living") == [D("0.00"), D("627.60"), D("1581.60")]


def test_example_t4_an_on_cost_with_a_base() -> None:
    terms = grid("3600.00", "5432.17", "26000.00")
    facts = roster(*[(1, "钳工", grade, "B") for grade in GRADES])
    item = OnCost("社会保险 (单位部分)", D("0.1600"), D("4000.00"), D("20000.00"))
    month = cost_term(facts, terms, terms, Assumptions(1, (item,)), law()).term
    assert month.lines.on_costs == (("社会保险 (单位部分)", D("4709.15")),)
    year = cost_term(facts, terms, terms, Assumptions(12, (item,)), law()).term
    assert year.lines.on_costs_total == D("56509.80")


def test_example_t5_a_year_with_everything() -> None:
    award = YearlyItem(YearlyKind.AWARD, "导师带徒奖", D("1000.00"))
    terms = grid("3150.00", "4200.00", yearly_items=(award,))
    facts = roster((1, "钳工", "初级工", "B"), (1, "钳工", "中级工", "B"))
    assumed = Assumptions(
        12, (OnCost("工会经费", D("0.1000")),), joiners=(1,), hours_lost=D("24.00")
    )
    year = cost_term(facts, terms, grid("3000.00", "4000.00"), assumed, law()).years[0]
    assert year.lines.base_pay == D("84000.00")
    assert year.lines.increase == D("4200.00")
    assert year.lines.head_count == D("44100.00")
    assert year.lines.yearly_items == D("1000.00")
    assert year.lines.on_costs_total == D("13230.00")
    assert year.lines.total == D("146530.00")
    assert year.hours == D("5880.00")
    assert year.cost_per_hour == D("24.92")
    assert year.present is not None
    assert year.present.total == D("138600.00")
    assert year.present_hours == D("5952.00")
    assert year.present_cost_per_hour == D("23.29")
    assert year.difference == D("7930.00")


def test_example_t6_promotion_flow_and_ten_promotions_more() -> None:
    facts = roster(
        (2, "钳工", "初级工", "A"),
        (8, "钳工", "初级工", "B"),
        (4, "钳工", "中级工", "B"),
        (5, "数控车工", "初级工", "B"),
    )
    moves = (Promotion("初级工", D("0.2000")), Promotion("中级工", D("0.2500")))
    assumed = Assumptions(24, promotions=moves)
    flow = promotion_flow(facts, FLOW_GRID, assumed, law())
    first, second = flow.years
    assert first.moves == ((2, 1, 0), (1, 0, 0))
    assert first.monthly == D("1912.00")
    assert first.cost == D("22944.00")
    assert second.before == ((8, 5, 1), (4, 1, 0))
    assert second.moves == ((1, 2, 0), (1, 0, 0))
    assert second.monthly == D("2112.40")
    assert second.monthly_so_far == D("4024.40")
    assert second.cost == D("48292.80")
    assert flow.cost == D("71236.80")
    costing = cost_term(facts, FLOW_GRID, FLOW_GRID, assumed, law())
    assert lines(costing, "progression") == [D("22944.00"), D("48292.80")]
    from_first, from_second = cost_of_more(facts, FLOW_GRID, law())
    assert (from_first.moves, from_first.monthly) == (10, D("4342.00"))
    assert from_first.yearly == D("52104.00")
    assert (from_second.moves, from_second.monthly) == (4, D("2400.00"))
