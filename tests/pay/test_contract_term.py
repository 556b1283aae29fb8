from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from negotiator_desk.errors import InputError
from negotiator_desk.pay.assumptions import (
    Assumptions,
    CostOfLiving,
    OnCost,
    Promotion,
    back_loaded,
)
from negotiator_desk.pay.basis import ComparedWith, Formula
from negotiator_desk.pay.contract_term import cost_term
from negotiator_desk.pay.costing import cost
from negotiator_desk.pay.dataset import Dataset, DatasetKind
from negotiator_desk.pay.promotions import promotion_flow
from negotiator_desk.pay.term_result import (
    Line,
    TermCosting,
    TermNote,
    compare,
    line_label,
    line_value,
    note_text,
)
from negotiator_desk.pay.terms import (
    NumberTerm,
    PieceRate,
    RateTable,
    WageGrid,
    YearlyItem,
    YearlyKind,
)
from tests.pay.facts import dataset, law

D = Decimal

TABLE = RateTable((PieceRate("同城", D("1.0000")),))
DEARER = RateTable((PieceRate("同城", D("1.1000")),))
PENSION = OnCost("社会保险 (单位部分)", D("0.1600"), D("4000.00"), D("20000.00"))


def grid(*amounts: str, **more: Any) -> WageGrid:
    return WageGrid(
        bands=("一档",),
        grades=("初级工", "中级工", "高级工"),
        cells=(tuple(D(amount) for amount in amounts),),
        post_bands=(("钳工", "一档"),),
        **more,
    )


GRID = grid("3000.00", "3500.00", "4000.00")
BETTER = grid("3150.00", "3675.00", "4200.00")


def output(worker: str, month: int, quantity: int, **more: Any) -> dict[str, Any]:
    return {
        "worker": worker,
        "name": worker,
        "operation": "同城",
        "month": date(2026, month, 1),
        "quantity": quantity,
        **more,
    }


def roster(*grades: str, pay: str = "3000.00", **more: Any) -> Dataset:
    return dataset(
        DatasetKind.ROSTER,
        [
            {
                "worker": f"G{place}",
                "name": "甲",
                "post": "钳工",
                "grade": grade,
                "present_pay": D(pay),
                **more,
            }
            for place, grade in enumerate(grades)
        ],
    )


ONE_COURIER = dataset(DatasetKind.OUTPUT, [output("K1", 1, 4000)])
TEN = roster(*["初级工"] * 10)


def year_lines(costing: TermCosting, name: str) -> list[Decimal]:
    return [getattr(year.lines, name) for year in costing.years]


def test_a_first_year_without_assumptions_costs_what_the_costing_says() -> None:
    items = (YearlyItem(YearlyKind.AWARD, "导师带徒奖", D("500.00"), 3),)
    terms = replace(BETTER, yearly_items=items)
    term = cost_term(TEN, terms, GRID, Assumptions(), law())
    costing = cost(TEN, terms, GRID, law=law())
    assert term.term.lines.total == costing.yearly_total
    assert term.term.difference == costing.yearly_difference
    assert term.years[0].lines.yearly_items == D("1500.00")


def test_the_increase_follows_the_phase_in() -> None:
    def increases(*parts: str) -> list[Decimal]:
        assumed = Assumptions(36, phase_in=tuple(D(part) for part in parts))
        return year_lines(cost_term(ONE_COURIER, DEARER, TABLE, assumed, law()), "increase")

    assert increases("1", "1", "1") == [D("4800.00")] * 3
    assert increases("0", "0.5000", "1") == [D("0.00"), D("2400.00"), D("4800.00")]
    # Each month's 400.00 × 0.3333 = 133.32.
    assert increases("0.3333", "0.6667", "1")[0] == D("1599.84")


def test_the_last_part_of_a_year_costs_its_months() -> None:
    term = cost_term(ONE_COURIER, TABLE, TABLE, Assumptions(18), law())
    assert [year.months for year in term.years] == [12, 6]
    assert year_lines(term, "base_pay") == [D("48000.00"), D("24000.00")]
    assert term.term.lines.base_pay == D("72000.00")


def test_three_percent_is_not_three_percent() -> None:
    three = RateTable((PieceRate("同城", D("1.0300")),))
    assumed = Assumptions(24, volume_growth=(D("0.0200"), D("0.0200")))
    second = cost_term(ONE_COURIER, three, TABLE, assumed, law()).years[1]
    assert second.lines_without_progression.rise == D("0.0300")
    # 4,120.00 × 1.0404 = 4,286.448 → 4,286.45.
    assert second.lines.progression == D("1997.40")
    assert second.lines.rise == D("0.0716")
    assert second.lines_without_progression.progression == 0
    # Progression is on both sides of the comparison: 4,000.00 × 1.0404 = 4,161.60 a month.
    assert second.difference == D("1498.20")
    assert second.difference_without_progression == D("1440.00")


def test_moves_up_the_grades_are_the_progression_of_a_wage_grid() -> None:
    assumed = Assumptions(24, promotions=(Promotion("初级工", D("0.2000")),))
    term = cost_term(TEN, GRID, GRID, assumed, law())
    flow = promotion_flow(TEN, GRID, assumed, law())
    assert year_lines(term, "progression") == [year.cost for year in flow.years]
    assert term.years[0].lines.progression == D("12000.00")
    assert term.years[0].lines_without_progression.progression == 0


def test_moves_are_phased_in_between_the_present_grid_and_the_new_one() -> None:
    assumed = Assumptions(
        12, phase_in=(D("0.5000"),), promotions=(Promotion("初级工", D("0.2000")),)
    )
    steeper = grid("3000.00", "3600.00", "4000.00")
    term = cost_term(TEN, steeper, GRID, assumed, law())
    # Two moves at 500.00 and half of the 100.00 more.
    assert term.years[0].lines.progression == D("13200.00")
    assert term.years[0].difference == D("1200.00")


def test_growth_of_output_does_not_move_a_wage_grid() -> None:
    assumed = Assumptions(12, volume_growth=(D("0.5000"),))
    assert cost_term(TEN, GRID, GRID, assumed, law()).term.lines.progression == 0


def test_promotions_do_not_move_piece_rates() -> None:
    assumed = Assumptions(12, promotions=(Promotion("初级工", D("1.0000")),))
    assert cost_term(ONE_COURIER, TABLE, TABLE, assumed, law()).term.lines.progression == 0


def test_the_cost_of_living_clause_is_compared_with_only_if_it_is_in_force() -> None:
    clause = CostOfLiving(D("0.0100"), D("1.0000"))
    assumed = Assumptions(24, inflation=(D(0), D("0.0300")), cost_of_living=clause)
    new = cost_term(ONE_COURIER, TABLE, TABLE, assumed, law())
    assert year_lines(new, "cost_of_living") == [D("0.00"), D("960.00")]
    assert [year.difference for year in new.years] == [D("0.00"), D("960.00")]
    kept = replace(assumed, cost_of_living=replace(clause, in_force=True))
    old = cost_term(ONE_COURIER, TABLE, TABLE, kept, law())
    assert year_lines(old, "cost_of_living") == [D("0.00"), D("960.00")]
    assert old.term.difference == 0


def test_who_joins_or_leaves_counts_at_the_mean_pay_of_the_year() -> None:
    facts = roster("初级工", "高级工")
    assumed = Assumptions(24, joiners=(1, 0), leavers=(0, 2))
    term = cost_term(facts, GRID, GRID, assumed, law())
    assert [year.heads for year in term.years] == [D("3.00"), D("1.00")]
    # The mean of 3,000.00 and 4,000.00.
    assert year_lines(term, "head_count") == [D("42000.00"), D("-42000.00")]


def test_heads_are_those_of_an_average_month() -> None:
    rows = [output("K1", 1, 3000), output("K2", 1, 3000), output("K3", 2, 3000)]
    facts = dataset(DatasetKind.OUTPUT, rows)
    part = cost_term(facts, TABLE, TABLE, Assumptions(joiners=(1,)), law()).years[0]
    assert part.heads == D("2.50")
    # 3,000.00 a worker and month, though three workers share four and a half thousand.
    assert part.lines.head_count == D("36000.00")


def test_more_leavers_than_workers_are_refused() -> None:
    assumed = Assumptions(24, leavers=(10, 1))
    with pytest.raises(InputError, match="Contract year 2: more workers leave than there are"):
        cost_term(TEN, GRID, GRID, assumed, law())
    emptied = cost_term(TEN, GRID, GRID, Assumptions(leavers=(10,)), law())
    assert emptied.term.lines.total == 0
    assert emptied.term.cost_per_hour is None


def test_nobody_can_join_where_no_pay_is_on_record() -> None:
    with pytest.raises(InputError, match="Nobody is on record"):
        cost_term(roster(), GRID, GRID, Assumptions(joiners=(1,)), law())


def test_an_on_cost_keeps_to_the_limits_of_its_base() -> None:
    def on_costs(pay: str) -> Decimal:
        terms = grid(pay, pay, pay)
        assumed = Assumptions(1, (PENSION,))
        return cost_term(roster("初级工"), terms, None, assumed, law()).term.lines.on_costs_total

    assert on_costs("3999.99") == on_costs("0.00") == D("640.00")
    assert on_costs("4000.02") == D("640.00")
    assert on_costs("4000.04") == D("640.01")
    assert on_costs("20000.01") == on_costs("50000.00") == D("3200.00")


def test_on_costs_are_rounded_for_each_worker_and_month() -> None:
    union = OnCost("工会经费", D("0.0200"))
    facts = roster(*["初级工"] * 3)
    terms = grid("3000.25", "3000.25", "3000.25")
    lines = cost_term(facts, terms, None, Assumptions(1, (union,)), law()).term.lines
    # 60.005 → 60.01, three times.
    assert lines.on_costs == (("工会经费", D("180.03")),)


def test_joiners_and_moves_bear_on_costs_too() -> None:
    flat = OnCost("工会经费", D("0.1000"))
    assumed = Assumptions(12, (flat,), joiners=(5,), promotions=(Promotion("初级工", D("0.2000")),))
    lines = cost_term(TEN, GRID, GRID, assumed, law()).term.lines
    assert lines.on_costs_total * 10 == lines.total - lines.on_costs_total


def test_yearly_items_are_paid_as_agreed_and_by_the_month_of_a_part_of_a_year() -> None:
    items = (YearlyItem(YearlyKind.DIVIDEND, "持股分红", D("1000.00")),)
    terms = replace(GRID, yearly_items=items)
    assumed = Assumptions(
        20,
        (PENSION,),
        phase_in=back_loaded(2),
        inflation=(D("0.1000"), D("0.1000")),
        cost_of_living=CostOfLiving(D(0), D(1)),
        joiners=(3, 0),
    )
    term = cost_term(TEN, terms, GRID, assumed, law())
    assert year_lines(term, "yearly_items") == [D("1000.00"), D("666.67")]


def test_the_present_grids_yearly_items_are_in_the_comparison() -> None:
    items = (YearlyItem(YearlyKind.DIVIDEND, "持股分红", D("1000.00")),)
    term = cost_term(TEN, GRID, replace(GRID, yearly_items=items), Assumptions(), law())
    assert term.term.difference == D("-1000.00")


def test_a_productive_hour_costs_more_when_hours_are_lost() -> None:
    facts = roster("初级工")
    terms = grid("3968.00", "3968.00", "3968.00")
    term = cost_term(facts, terms, terms, Assumptions(18, hours_lost=D("24.00")), law())
    assert [year.hours for year in term.years] == [D("1960.00"), D("980.00")]
    # 47,616.00 ÷ 1,984 = 24.00; ÷ 1,960 = 24.2938…
    assert [year.present_cost_per_hour for year in term.years] == [D("24.00"), D("24.00")]
    assert [year.cost_per_hour for year in term.years] == [D("24.29"), D("24.29")]
    assert term.term.cost_per_hour == D("24.29")


def test_groups_add_up_to_the_pay_of_the_year() -> None:
    rows = [
        output("K1", 1, 1000, group="西站"),
        output("K2", 2, 1000, group="东站"),
        output("K3", 3, 2000),
        output("K1", 2, 1000),
    ]
    facts = dataset(DatasetKind.OUTPUT, rows)
    term = cost_term(facts, DEARER, TABLE, Assumptions(13), law())
    assert [(group.group, group.workers) for group in term.groups] == [
        ("西站", 1),
        ("东站", 1),
        ("", 1),
    ]
    # 2,200.00, 1,100.00 and 2,200.00 over three months.
    assert [group.monthly[0] for group in term.groups] == [D("733.33"), D("366.67"), D("733.33")]
    assert [group.present_monthly for group in term.groups] == [
        D("666.67"),
        D("333.33"),
        D("666.67"),
    ]
    for place, year in enumerate(term.years):
        assert sum(group.yearly[place] for group in term.groups) == year.lines.pay
    assert sum(group.term for group in term.groups) == term.term.lines.pay


def test_without_present_terms_recorded_pay_is_the_base() -> None:
    facts = roster("初级工", pay="2900.00")
    term = cost_term(facts, GRID, None, Assumptions(), law())
    assert term.basis.compared_with is ComparedWith.RECORDED_PAY
    assert term.term.lines.base_pay == D("34800.00")
    assert term.term.lines.increase == D("1200.00")
    assert term.term.difference == D("1200.00")


def test_what_recorded_pay_does_not_say_counts_in_full_and_is_said() -> None:
    facts = roster("初级工", pay="3000.00")
    items = (YearlyItem(YearlyKind.AWARD, "导师带徒奖", D("500.00")),)
    assumed = Assumptions(12, phase_in=(D(0),), promotions=(Promotion("初级工", D("1.0000")),))
    term = cost_term(facts, replace(GRID, yearly_items=items), None, assumed, law())
    assert TermNote.ONLY_IN_TERMS in term.notes
    assert term.term.difference == D("6500.00")


def test_without_anything_to_compare_with_there_is_no_difference() -> None:
    term = cost_term(ONE_COURIER, TABLE, None, Assumptions(24), law())
    assert term.basis.compared_with is ComparedWith.NOTHING
    assert term.notes == (TermNote.ON_COSTS_NOT_ENTERED, TermNote.NOTHING_TO_COMPARE)
    assert term.term.lines.increase == 0
    assert term.term.difference is None
    assert term.term.difference_without_progression is None
    assert term.term.present_cost_per_hour is None
    assert term.groups[0].present_monthly is None


def test_a_costing_says_that_on_costs_were_not_entered() -> None:
    plain = cost_term(TEN, GRID, GRID, Assumptions(), law())
    assert plain.notes == (TermNote.ON_COSTS_NOT_ENTERED,)
    assert "on-costs were not entered" in note_text(plain.notes[0])
    entered = cost_term(TEN, GRID, GRID, Assumptions(on_costs=(PENSION,)), law())
    assert entered.notes == ()


def test_a_costing_names_what_it_rests_on() -> None:
    assumed = Assumptions(24)
    term = cost_term(TEN, BETTER, GRID, assumed, law("2490.00"))
    assert term.basis.formula is Formula.CONTRACT_TERM
    assert term.basis.compared_with is ComparedWith.PRESENT_TERMS
    assert term.basis.monthly_minimum == D("2490.00")
    assert term.assumptions == assumed
    for result in (TermCosting,):
        assert fields(result)[0].name == "basis"


def test_what_cannot_be_costed_is_refused() -> None:
    with pytest.raises(InputError, match="A number or a text has no cost"):
        cost_term(TEN, NumberTerm(D(5), "天"), None, Assumptions(), law())
    with pytest.raises(InputError, match="no skill grade “技师”"):
        cost_term(TEN, GRID, None, Assumptions(promotions=(Promotion("技师", D(0)),)), law())


def test_a_promotion_from_a_grade_only_the_new_grid_has_is_allowed() -> None:
    wider = WageGrid(
        bands=("一档",),
        grades=("学徒工", "初级工", "中级工", "高级工"),
        cells=((D("2800.00"), *GRID.cells[0]),),
        post_bands=(("钳工", "一档"),),
    )
    assumed = Assumptions(promotions=(Promotion("学徒工", D("1.0000")),))
    assert cost_term(TEN, wider, GRID, assumed, law()).term.difference == 0


def test_scenarios_stand_side_by_side_with_what_differs_marked() -> None:
    three = cost_term(ONE_COURIER, DEARER, TABLE, Assumptions(24), law())
    late = cost_term(ONE_COURIER, DEARER, TABLE, Assumptions(24, phase_in=back_loaded(2)), law())
    short = cost_term(ONE_COURIER, DEARER, TABLE, Assumptions(12), law())
    table = compare((three, late, short))
    assert table.basis == three.basis
    assert table.scenarios == (three, late, short)
    rows = {(row.year, row.line): row for row in table.rows}
    assert list(rows) == [(year, line) for year in (1, 2, None) for line in Line]
    first = rows[1, Line.INCREASE]
    assert first.values == (D("4800.00"), D("0.00"), D("4800.00"))
    assert first.differs == (False, True, False)
    assert rows[1, Line.BASE_PAY].differs == (False, False, False)
    assert rows[2, Line.TOTAL].values == (D("52800.00"), D("52800.00"), None)
    assert rows[2, Line.TOTAL].differs == (False, False, True)
    assert rows[None, Line.DIFFERENCE].values == (D("9600.00"), D("4800.00"), D("4800.00"))


def test_every_line_of_a_comparison_has_a_name_and_a_value() -> None:
    term = cost_term(TEN, BETTER, GRID, Assumptions(), law()).term
    labels = [line_label(line) for line in Line]
    assert len(set(labels)) == len(labels)
    values = {line: line_value(term, line) for line in Line}
    assert values[Line.TOTAL] == term.lines.total
    assert values[Line.COST_PER_HOUR] == term.cost_per_hour
    assert None not in values.values()


def test_scenarios_on_different_data_do_not_stand_side_by_side() -> None:
    one = cost_term(TEN, GRID, GRID, Assumptions(), law())
    other = cost_term(roster("初级工"), GRID, GRID, Assumptions(), law())
    with pytest.raises(InputError, match="different datasets"):
        compare((one, other))
    with pytest.raises(InputError, match="Scenarios: 0 entries"):
        compare(())
    with pytest.raises(InputError, match="Scenarios: 5 entries"):
        compare((one,) * 5)


def test_pools_of_a_thousand_million_stay_exact() -> None:
    pools = tuple(
        YearlyItem(YearlyKind.DIVIDEND, name, D("999999999.99"), 10_000) for name in ("甲", "乙")
    )
    term = cost_term(roster(), replace(GRID, yearly_items=pools), GRID, Assumptions(60), law())
    assert term.term.lines.total == D("99999999999000.00")
    assert term.term.difference == D("99999999999000.00")


def test_pay_that_would_pass_64_bits_is_refused() -> None:
    rows = [output(f"K{place}", 1, 10_000_000, quantity_300=10_000_000) for place in range(1, 1200)]
    facts = dataset(DatasetKind.OUTPUT, rows)
    dear = RateTable((PieceRate("同城", D("9000.0000")),), overtime_percents=(150, 200, 300))
    grow = Assumptions(60, (PENSION,), volume_growth=(D("1.0000"),) * 5)
    with pytest.raises(InputError, match="too large to be worked out exactly"):
        cost_term(facts, dear, None, grow, law())


def test_a_smallest_amount_is_not_lost() -> None:
    table = RateTable((PieceRate("同城", D("0.0100")),))
    facts = dataset(DatasetKind.OUTPUT, [output("K1", 1, 1)])
    term = cost_term(facts, table, RateTable((PieceRate("同城", D(0)),)), Assumptions(1), law())
    assert term.term.lines.total == term.term.difference == D("0.01")
    assert term.term.lines.rise is None
