"""What is agreed on pay is held against the law, and a finding says where exactly it is broken."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from negotiator_desk.pay.quota import QuotaAttainment, quota_attainment
from negotiator_desk.pay.terms import (
    CommissionSchedule,
    FeeTable,
    NumberTerm,
    PieceRate,
    PostClass,
    RateTable,
    TakeMethod,
    Tier,
    WageGrid,
)
from negotiator_desk.procedure.checks import Finding, Level
from negotiator_desk.procedure.legal_figures import legal_figures
from negotiator_desk.procedure.pay_checks import (
    LowestMonth,
    PayFacts,
    check_minimum_wage,
    check_quota_attainable,
    check_terms,
)
from negotiator_desk.procedure.rules import Comparator, Mark, RulePack, load_pack
from tests.pay.quota_facts import crew, output
from tests.pay.quota_facts import table as quota_table
from tests.pay.strategies import Rows

SCHEDULE = CommissionSchedule(
    TakeMethod.FLAT,
    (Tier(None, Decimal("0.2000")),),
    order_cap=Decimal("0.2700"),
    hourly_guarantee=Decimal("24.00"),
)
GRID = WageGrid(
    bands=("一档", "二档"),
    grades=("初级工", "中级工", "高级工"),
    cells=(
        (Decimal("3000.00"), Decimal("3300.00"), Decimal("3700.00")),
        (Decimal("3200.00"), Decimal("3500.00"), Decimal("3900.00")),
    ),
    post_bands=(("装配工", "一档"), ("数控车工", "二档")),
)


@pytest.fixture(name="pack")
def ningbo() -> RulePack:
    return load_pack("ningbo")


def table(*quotas: int | None, overtime: tuple[int, int, int] = (150, 200, 300)) -> RateTable:
    rates = tuple(
        PieceRate(f"工序{place}", Decimal("1.0000"), quota_per_shift=quota)
        for place, quota in enumerate(quotas, start=1)
    )
    return RateTable(rates, overtime_percents=overtime)


def grid(*cells: tuple[str, ...]) -> WageGrid:
    return replace(GRID, cells=tuple(tuple(Decimal(one) for one in row) for row in cells))


def pay(*amounts: str, every_month: bool = True, full_time: bool = True) -> PayFacts:
    lowest = tuple(LowestMonth(Decimal(amount), every_month) for amount in amounts)
    return PayFacts("单价", lowest, full_time)


def weighed(findings: tuple[Finding, ...]) -> list[tuple[str, Level]]:
    return [(one.rule, one.level) for one in findings if one.level is not Level.INFO]


def test_every_operation_needs_a_quota(pack: RulePack) -> None:
    assert check_terms(pack, "单价", table(400, 380)) == ()
    (found,) = check_terms(pack, "单价", table(400, None, 380, None))
    assert (found.rule, found.level) == ("R20", Level.ERROR)
    assert "no quota for: 工序2, 工序4;" in found.text
    assert found.basis == "《宁波市企业工资集体协商条例》第二十四条 [V1]"
    assert check_terms(load_pack("national"), "单价", table(None)) == ()


def test_one_operation_in_two_thousand_without_a_quota_is_found(pack: RulePack) -> None:
    assert weighed(check_terms(pack, "单价", table(*[1] * 1999, None))) == [("R20", Level.ERROR)]
    (found,) = check_terms(pack, "单价", table(*[None] * 7))
    assert "工序5 and 2 more" in found.text


@pytest.mark.parametrize("jurisdiction", ["ningbo", "national"])
def test_overtime_percents_under_the_law_are_errors(jurisdiction: str) -> None:
    found = check_terms(load_pack(jurisdiction), "单价", table(1, overtime=(149, 200, 299)))
    assert [(one.rule, one.level) for one in found] == [("R23", Level.ERROR)] * 2
    assert found[0].text == (
        "“单价” pays 149 % of the rate for overtime on working days, less than 150 %."
    )
    assert "299 % of the rate for overtime on statutory holidays" in found[1].text
    assert found[0].basis == "《中华人民共和国劳动法》第四十四条、《工资支付暂行规定》第十三条 [V1]"


@pytest.mark.parametrize(
    ("limit", "found"),
    [(None, []), ("0.2000", []), ("0.2001", [("R33", Level.ERROR)])],
)
def test_deductions_take_a_fifth_of_the_pay_at_most(
    pack: RulePack, limit: str | None, found: list[tuple[str, Level]]
) -> None:
    terms = replace(SCHEDULE, deduction_limit=None if limit is None else Decimal(limit))
    findings = check_terms(pack, "抽成", terms)
    assert weighed(findings) == found
    assert all("20.01 %" in one.text and "第十六条 [V1]" in one.basis for one in findings)


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        ("24.00", None),
        ("23.99", "less than the hourly minimum of 24.00 yuan (海曙"),
        ("21.99", "less than the hourly minimum of 22.00 yuan (余姚"),
        ("0.00", "guarantees no pay for an hour on orders; the hourly minimum is 22.00"),
    ],
)
def test_an_hour_on_orders_is_worth_the_hourly_minimum(
    pack: RulePack, amount: str, told: str | None
) -> None:
    found = check_terms(pack, "抽成", replace(SCHEDULE, hourly_guarantee=Decimal(amount)))
    assert weighed(found) == ([] if told is None else [("R28", Level.WARNING)])
    assert all(told is not None and told in one.text for one in found)


def test_an_unknown_hourly_minimum_is_said_to_be_unknown() -> None:
    (found,) = check_terms(load_pack("national"), "抽成", SCHEDULE)
    assert (found.rule, found.level) == ("R28", Level.INFO)
    assert "is not known" in found.text


def test_a_wage_grid_rises_and_the_cell_that_does_not_is_named(pack: RulePack) -> None:
    assert check_terms(pack, "能级", GRID) == ()
    flat = grid(("3000.00", "3300.00", "3300.00"), ("3200.00", "3100.00", "3900.00"))
    grades, bands = check_terms(pack, "能级", flat)
    assert weighed((grades, bands)) == [("R34", Level.WARNING)] * 2
    assert grades.text == (
        "“能级”: the wage does not rise with the skill grade at 一档 · 高级工 (3300.00), "
        "二档 · 中级工 (3100.00)."
    )
    assert bands.text == (
        "“能级”: the wage falls below that of the next lower band at 二档 · 中级工 (3100.00)."
    )


def test_a_wage_grid_may_name_its_highest_band_first(pack: RulePack) -> None:
    rows = (("3200.00", "3500.00", "3900.00"), ("3000.00", "3300.00", "3700.00"))
    assert check_terms(pack, "能级", grid(*rows)) == ()
    (found,) = check_terms(pack, "能级", grid(("3200.00", "3500.00", "3690.00"), rows[1]))
    assert "at 一档 · 高级工 (3690.00)." in found.text


def test_a_class_of_posts_below_its_guided_minimum_is_a_hint_that_names_the_cells(
    pack: RulePack,
) -> None:
    classed = replace(GRID, post_classes=(("数控车工", PostClass.KEY),))
    (finding,) = check_terms(pack, "能级", classed)
    # 150 % of 2,490 are 3,735: the band of the key post has 3,200 and 3,500 below it.
    assert (finding.rule, finding.level) == ("R30", Level.INFO)
    assert "150 %" in finding.text
    assert "二档 · 初级工 (3200.00)" in finding.text
    assert "高级工" not in finding.text
    assert "[V3]" in finding.basis


def test_a_share_without_any_cap_is_warned_of_and_fees_need_none(pack: RulePack) -> None:
    uncapped = replace(SCHEDULE, order_cap=None)
    (finding,) = check_terms(pack, "抽成", uncapped)
    assert (finding.rule, finding.level) == ("R27", Level.WARNING)
    assert check_terms(pack, "抽成", replace(uncapped, monthly_cap=Decimal("0.2500"))) == ()
    fees = replace(uncapped, fee_table=FeeTable(Decimal("4.00")))
    assert check_terms(pack, "抽成", fees) == ()


def test_numbers_are_not_checked_by_themselves(pack: RulePack) -> None:
    assert check_terms(pack, "津贴", NumberTerm(Decimal("1.0000"), "元")) == ()


@pytest.mark.parametrize(
    ("facts", "level"),
    [
        (pay("2490.01", "3000.00"), None),
        (pay("2490.00", "3000.00"), Level.WARNING),
        (pay("2260.00", "3000.00"), Level.ERROR),
        (pay("2260.00", full_time=False), Level.WARNING),
        (pay("2260.00", every_month=False), Level.WARNING),
    ],
)
def test_pay_is_held_against_each_areas_minimum(
    pack: RulePack, facts: PayFacts, level: Level | None
) -> None:
    found = weighed(check_minimum_wage(pack, (facts,)))
    assert found == ([] if level is None else [("R22", level)])


def test_the_lowest_month_is_printed_and_who_came_or_left_is_counted(pack: RulePack) -> None:
    facts = PayFacts(
        "单价",
        (
            LowestMonth(Decimal("2100.00"), True),
            LowestMonth(Decimal("900.50"), False),
            LowestMonth(Decimal("9000.00"), False),
        ),
        are_full_time=True,
    )
    found, said = check_minimum_wage(pack, (facts,))
    assert found.level is Level.ERROR
    assert found.text.startswith("“单价”: 2 workers would earn no more than the monthly minimum")
    assert "the lowest month pays 900.50 yuan. 1 of them has no facts in some months" in found.text
    assert "every month counted as a full one" in said.text


def test_where_the_minimum_need_only_be_reached_pay_may_equal_it(pack: RulePack) -> None:
    rule = replace(pack.rules["pay_above_minimum_wage"], comparator=Comparator.AT_LEAST)
    changed = replace(pack, rules={**pack.rules, rule.key: rule})
    assert weighed(check_minimum_wage(changed, (pay("2490.00"),))) == []
    found, _said = check_minimum_wage(changed, (pay("2259.99"),))
    assert "would earn less than the monthly minimum of 2260.00" in found.text


def test_a_minimum_wage_from_memory_never_ends_in_an_error(pack: RulePack) -> None:
    wages = tuple(replace(wage, mark=Mark.M) for wage in pack.minimum_wages)
    unsure = replace(pack, minimum_wages=wages)
    assert weighed(check_minimum_wage(unsure, (pay("1.00"),))) == [("R22", Level.WARNING)]


def test_an_unknown_minimum_wage_is_said_to_be_unknown() -> None:
    (found,) = check_minimum_wage(load_pack("national"), (pay("1.00"),))
    assert (found.rule, found.level) == ("R22", Level.INFO)
    assert "is not known" in found.text


def attainment(pack: RulePack, rows: Rows, **quotas: int | None) -> QuotaAttainment:
    return quota_attainment(output(rows), quota_table(**quotas), legal_figures(pack))


def test_a_quota_that_too_few_can_finish_is_an_error_and_names_the_operation(
    pack: RulePack,
) -> None:
    rows = [*crew((17, "2000"), (3, "1999")), *crew((20, "2000"), operation="外省")]
    alone, together = check_quota_attainable(
        pack, "单价", attainment(pack, rows, 同城=100, 外省=100)
    )
    assert (alone.rule, alone.level) == ("R21", Level.ERROR)
    assert alone.text == (
        "“单价”: fewer than 90 % of the workers can finish the quota in statutory hours: "
        "同城 100 a shift (17 of 20 workers)."
    )
    assert alone.basis == "《宁波市企业工资集体协商条例》第二十四条 [V1]"
    assert together.level is Level.ERROR
    assert "17 of 20 workers can finish the quotas of all their operations" in together.text


def test_what_is_made_good_at_another_operation_still_leaves_the_one(pack: RulePack) -> None:
    rows = [*crew((20, "1999")), *crew((20, "2001"), operation="外省")]
    (found,) = check_quota_attainable(pack, "单价", attainment(pack, rows, 同城=100, 外省=100))
    assert "同城 100 a shift (0 of 20 workers)" in found.text
    assert "外省" not in found.text


@pytest.mark.parametrize("workers", [(18, 2), (20, 0), (90, 10)])
def test_a_quota_that_nine_in_ten_can_finish_is_lawful(
    pack: RulePack, workers: tuple[int, int]
) -> None:
    rows = crew((workers[0], "2000"), (workers[1], "1999"))
    assert check_quota_attainable(pack, "单价", attainment(pack, rows, 同城=100)) == ()


def test_seven_in_ten_are_enough_in_guangdong_and_no_share_is_asked_by_the_nation() -> None:
    rows = crew((14, "2000"), (6, "1999"))
    for jurisdiction in ("guangdong", "national"):
        pack = load_pack(jurisdiction)
        assert check_quota_attainable(pack, "单价", attainment(pack, rows, 同城=100)) == ()


def test_what_guangdong_asks_in_principle_is_no_error() -> None:
    pack = load_pack("guangdong")
    found = check_quota_attainable(
        pack, "单价", attainment(pack, crew((13, "2000"), (7, "1999")), 同城=100)
    )
    assert found
    assert {(one.rule, one.level) for one in found} == {("R21", Level.WARNING)}


def test_too_few_workers_are_a_warning_however_they_fare(pack: RulePack) -> None:
    for made in ("2000", "1"):
        (found,) = check_quota_attainable(
            pack, "单价", attainment(pack, crew((19, made)), 同城=100)
        )
        assert (found.rule, found.level) == ("R21", Level.WARNING)
        assert "only 19 workers have statutory hours on record, fewer than 20" in found.text


def test_an_operation_with_too_few_workers_is_named_beside_the_rest(pack: RulePack) -> None:
    rows = [*crew((20, "2000")), *crew((2, "1"), operation="外省")]
    few, hours = check_quota_attainable(
        pack, "单价", attainment(pack, [*rows, {**rows[0], "hours": None}], 同城=100, 外省=9, 空=5)
    )
    assert few.level is Level.WARNING
    assert few.text.endswith(
        "hours on record for 外省, 空; too few to say whether the quota can be finished."
    )
    assert (hours.level, hours.rule) == (Level.INFO, "R21")
    assert "1 row without statutory hours took no part" in hours.text


def test_records_without_hours_say_nothing_of_the_quota(pack: RulePack) -> None:
    rows = [{**one, "hours": None} for one in crew((30, "2000"))]
    (found,) = check_quota_attainable(pack, "单价", attainment(pack, rows, 同城=100))
    assert (found.rule, found.level) == ("R21", Level.WARNING)
    assert "was not checked" in found.text


def test_a_table_without_quotas_is_left_to_the_rule_that_asks_for_them(pack: RulePack) -> None:
    assert (
        check_quota_attainable(pack, "单价", attainment(pack, crew((30, "2000")), 同城=None)) == ()
    )


@pytest.mark.parametrize("mark", [mark for mark in Mark if mark is not Mark.V1])
def test_a_share_not_read_in_full_never_ends_in_an_error(pack: RulePack, mark: Mark) -> None:
    rule = replace(pack.rules["quota_attainable_share"], mark=mark)
    unsure = replace(pack, rules={**pack.rules, rule.key: rule})
    found = check_quota_attainable(unsure, "单价", attainment(unsure, crew((30, "1")), 同城=100))
    assert len(found) == 2
    assert {one.level for one in found} == {Level.WARNING}
