"""Each clause about money, worked out by hand as it reads, against what is costed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from negotiator_desk.drafting.assemble import Choices, ClauseChoice, assemble
from negotiator_desk.drafting.blocks import Article, Item, plain
from negotiator_desk.drafting.compose import compose
from negotiator_desk.drafting.library import load_plan
from negotiator_desk.drafting.snapshot import ContractKind, contract_kind_for
from negotiator_desk.pay.costing import cost, pay
from negotiator_desk.pay.dataset import Dataset, DatasetKind
from negotiator_desk.pay.terms import (
    Allowance,
    AllowanceGroup,
    CommissionSchedule,
    FeeTable,
    PieceRate,
    RateTable,
    Subject,
    TakeMethod,
    Terms,
    Tier,
    TierRule,
    UnitAllowance,
    WageGrid,
    YearlyItem,
    YearlyKind,
    subject_of,
)
from tests.drafting.samples import couriers, issue
from tests.pay.facts import dataset, law, moment

D = Decimal


@dataclass(frozen=True)
class Reading:
    """How a clause reads on a small case.

    Attributes:
        clause: Its key in the library.
        words: What its article must say.
        rows: The facts.
        fen: What it grants each worker in each month, worked out from the words alone.
        kind: The contract it stands in; None = the one that fits its terms.
        variant: The wording that is read; "" = the ordinary one.
    """

    clause: str
    words: Sequence[str]
    terms: Terms
    rows: Sequence[dict[str, Any]]
    fen: Sequence[int]
    kind: ContractKind | None = None
    variant: str = ""


def _output(quantity: int, **more: Any) -> dict[str, Any]:
    return {
        "worker": "K1",
        "name": "甲",
        "operation": "同城",
        "month": date(2026, 9, 1),
        "quantity": quantity,
        **more,
    }


def _order(total: str, at: str = "2026-09-05 12:00", **more: Any) -> dict[str, Any]:
    return {"worker": "R1", "placed_at": moment(at), "customer_total": D(total), **more}


def _worker(**more: Any) -> dict[str, Any]:
    return {
        "worker": "G1",
        "name": "甲",
        "post": "钳工",
        "grade": "技师",
        "present_pay": D("7000.00"),
        **more,
    }


TABLE = RateTable((PieceRate("同城", D("1.0000")),), monthly_guarantee=D("3500.00"))
FLAT = CommissionSchedule(TakeMethod.FLAT, (Tier(None, D("0.2000")),))
TIERS = (Tier(D("30.00"), D("0.1000")), Tier(None, D("0.2000")))
BY_ORDER = CommissionSchedule(TakeMethod.ORDER_TIERS, TIERS)
BY_TURNOVER = CommissionSchedule(TakeMethod.TURNOVER_TIERS, TIERS)
WEIGHTS = ((D("5.00"), D("0.00")), (None, D("1.50")))
FEES = FeeTable(D("4.00"), ((D("3.00"), D("0.00")), (None, D("1.50"))), ((22, 6, D("1.00")),))
GRID = WageGrid(
    bands=("一档",),
    grades=("高级工", "技师"),
    cells=((D("5000.00"), D("6000.00")),),
    post_bands=(("钳工", "一档"),),
)
HONOURS = (
    Allowance(AllowanceGroup.SKILL, "高级工", D("300.00")),
    Allowance(AllowanceGroup.SKILL, "技师", D("600.00")),
    Allowance(AllowanceGroup.EDUCATION, "本科", D("200.00")),
    Allowance(AllowanceGroup.HONOUR, "市级工匠", D("800.00")),
    Allowance(AllowanceGroup.HONOUR, "省级工匠", D("1200.00")),
)

READINGS = (
    Reading(
        "piece_prices",
        ("合格数量和双方约定的计件单价计发",),
        replace(TABLE, monthly_guarantee=D("0.00")),
        [_output(2000)],
        [200_000],
    ),
    Reading(  # 2,000 in statutory hours are topped up to 3,500; 1,000 in overtime pay 1,500 on top
        "piece_guarantee",
        ("法定工作时间内的计件工资不足3,500.00元", "不计入该数额", "之外另行计发"),
        TABLE,
        [_output(2000, quantity_150=1000)],
        [500_000],
    ),
    Reading(  # nobody asks whether a quota was reached: 100 × 150 %, 100 × 200 %, 100 × 300 %
        "piece_overtime",
        ("为本人法定工作时间计件单价的150%", "单价的200%", "单价的300%"),
        replace(TABLE, monthly_guarantee=D("0.00")),
        [_output(0, quantity_150=100, quantity_200=100, quantity_300=100)],
        [65_000],
    ),
    Reading(  # 1.10 a unit, in overtime times 150 %: 1,100 and 165; the second row has 1.00
        "piece_difficulty",
        ("在计件单价之外加发所列津贴", "没有列明的，不加发", "相同的比例加发"),
        replace(TABLE, monthly_guarantee=D("0.00"), allowances=(UnitAllowance("山区", D("0.1")),)),
        [
            _output(1000, quantity_150=100, difficulty="山区"),
            _output(1000, worker="K2", difficulty="平原"),
        ],
        [126_500, 100_000],
    ),
    Reading(  # 2,000 are topped up to 3,500 as if there were no 0.20 for heat; 400 on top
        "piece_difficulty_excluded",
        ("之外另行计发", "不得以其补足最低工资标准或者双方约定的保底数额"),
        replace(TABLE, allowances=(UnitAllowance("高温", D("0.2"), counts_towards_minimum=False),)),
        [_output(2000, difficulty="高温")],
        [390_000],
    ),
    Reading("take_flat", ("抽成比例为20%",), FLAT, [_order("50.00")], [4_000]),
    Reading("take_order_tiers", ("单笔订单消费者支付总额",), BY_ORDER, [_order("30.00")], [2_700]),
    Reading(  # the month stands at 30 after the first order: 27 and 40
        "take_turnover_tiers",
        ("当月订单消费者支付总额累计",),
        BY_TURNOVER,
        [_order("30.00"), _order("50.00", "2026-09-06 12:00")],
        [6_700],
    ),
    Reading(  # 30 at 10 %, 20 at 20 %
        "take_marginal", ("只适用于金额落入该档次的部分",), BY_ORDER, [_order("50.00")], [4_300]
    ),
    Reading(
        "take_whole_slab",
        ("全部金额适用该档次",),
        replace(BY_ORDER, tier_rule=TierRule.WHOLE_SLAB),
        [_order("50.00")],
        [4_000],
    ),
    Reading(  # 4.00, and what applies to this order: 1.50 beyond 3 km, 1.00 at night
        "take_fees",
        ("所列配送费用中适用于该单的各项相加构成",),
        replace(FLAT, fee_table=FEES),
        [_order("9.00", "2026-09-05 23:10", distance_km=D("3.01"))],
        [650],
    ),
    Reading(  # 4.00, and 1.50 beyond 5 kg
        "fee_weight",
        ("重量所在的档次计算",),
        replace(FLAT, fee_table=replace(FEES, weight_tiers=WEIGHTS)),
        [_order("9.00", distance_km=D("1.00"), weight_kg=D("5.01"))],
        [550],
    ),
    Reading(
        "take_order_cap",
        ("最高不得超过15%", "计入该订单的劳动者报酬"),
        replace(FLAT, order_cap=D("0.1500")),
        [_order("50.00")],
        [4_250],
    ),
    Reading(  # of 100 at most 15 stay with the platform; without a later month, too
        "take_monthly_cap",
        ("达到2单", "不得超过15%", "次月没有接单的，同样应当返还"),
        replace(FLAT, monthly_cap=D("0.1500"), monthly_cap_orders=2),
        [_order("50.00"), _order("50.00", "2026-09-06 12:00")],
        [8_500],
    ),
    Reading(  # September's 5.00 over the cap come back in October, whose own are 8.00 + 0.50
        "take_monthly_cap_all",
        ("全部订单的平均抽成比例不得超过15%", "次月返还"),
        replace(FLAT, monthly_cap=D("0.1500")),
        [_order("100.00"), _order("10.00", "2026-10-06 12:00")],
        [8_000, 1_350],
    ),
    Reading(  # 8.00 for 30 minutes is 16.00 an hour; topped up to 12.50
        "hourly_income",
        ("当月接单工作时间折算的小时收入不足25.00元",),
        replace(FLAT, hourly_guarantee=D("25.00")),
        [_order("10.00", minutes=30)],
        [1_250],
    ),
    Reading(  # whoever completed an order has it: no full-time condition
        "monthly_income",
        ("劳动者当月完成过订单，当月报酬不足4,200.00元",),
        replace(FLAT, monthly_guarantee=D("4200.00")),
        [_order("10.00"), _order("10.00", "2026-09-06 12:00")],
        [420_000],
    ),
    Reading(  # September: 80, 20 kept, 10 over the cap. October: 8 topped up to 50, the 10 on top
        "income_and_monthly_cap",
        ("补足的数额计入劳动者报酬", "返还的数额不计入"),
        replace(FLAT, monthly_cap=D("0.1000"), monthly_guarantee=D("50.00")),
        [_order("100.00"), _order("10.00", "2026-10-06 12:00")],
        [8_000, 6_000],
    ),
    Reading(  # 80 earned, 20 recorded, of which 8 may be taken
        "deductions_cap",
        ("每月扣款合计不得超过其当月应得报酬的10%", "以扣款前的数额为准"),
        replace(FLAT, deduction_limit=D("0.1000")),
        [_order("100.00", deduction=D("20.00"))],
        [7_200],
    ),
    Reading(  # of 80 at least 75 stay
        "deductions_cap_guarantee",
        ("当月应得报酬的10%", "不得低于75.00元"),
        replace(FLAT, deduction_limit=D("0.1000"), monthly_guarantee=D("75.00")),
        [_order("100.00", deduction=D("20.00"))],
        [7_500],
    ),
    Reading(
        "deductions_guarantee",
        ("扣款后的剩余部分不得低于75.00元",),
        replace(FLAT, monthly_guarantee=D("75.00")),
        [_order("100.00", deduction=D("20.00"))],
        [7_500],
    ),
    Reading(
        "take_order_cap",
        ("最高不得超过15%", "在结算该订单时计入该订单的劳动者报酬"),
        replace(FLAT, order_cap=D("0.1500")),
        [_order("50.00")],
        [4_250],
        variant="itemised",
    ),
    Reading(
        "take_monthly_cap",
        ("达到2单", "不得超过15%", "次月没有接单的，同样应当返还"),
        replace(FLAT, monthly_cap=D("0.1500"), monthly_cap_orders=2),
        [_order("50.00"), _order("50.00", "2026-09-06 12:00")],
        [8_500],
        variant="by_day",
    ),
    Reading(
        "take_monthly_cap_all",
        ("全部订单的平均抽成比例不得超过15%", "次月"),
        replace(FLAT, monthly_cap=D("0.1500")),
        [_order("100.00"), _order("10.00", "2026-10-06 12:00")],
        [8_000, 1_350],
        variant="by_day",
    ),
    Reading(
        "platform_piece_prices",
        ("合格数量和附件1所列计件单价计发",),
        replace(TABLE, monthly_guarantee=D("0.00")),
        [_output(2000)],
        [200_000],
        ContractKind.PLATFORM,
    ),
    Reading(
        "platform_piece_overtime",
        ("法定工作时间计件单价的150%", "单价的200%", "单价的300%"),
        replace(TABLE, monthly_guarantee=D("0.00")),
        [_output(0, quantity_150=100, quantity_200=100, quantity_300=100)],
        [65_000],
        ContractKind.PLATFORM,
    ),
    Reading(  # 1.10 a unit, in overtime times 150 %: 1,100 and 165; the second row has 1.00
        "platform_piece_difficulty",
        ("在计件单价之外加发所列津贴", "没有列明的，不加发", "相同的比例加发"),
        replace(TABLE, monthly_guarantee=D("0.00"), allowances=(UnitAllowance("山区", D("0.1")),)),
        [
            _output(1000, quantity_150=100, difficulty="山区"),
            _output(1000, worker="K2", difficulty="平原"),
        ],
        [126_500, 100_000],
        ContractKind.PLATFORM,
    ),
    Reading(  # 2,000 are topped up to 3,500 as if there were no 0.20 for heat; 400 and 1,500 on top
        "platform_piece_guarantee",
        ("计件报酬不足3,500.00元", "之外另行计发", "不计入最低工资标准的津贴同样不计入"),
        replace(TABLE, allowances=(UnitAllowance("高温", D("0.2"), counts_towards_minimum=False),)),
        [_output(2000, quantity_150=0, difficulty="高温"), _output(0, quantity_150=1000)],
        [540_000],
        ContractKind.PLATFORM_MINUTES,
    ),
    Reading("skill_structure", ("能级工资标准以及岗位",), GRID, [_worker()], [600_000]),
    Reading(  # the second worker has no mark, so the factor 1
        "skill_performance",
        ("标准乘以绩效系数", "没有考核结果的，绩效系数为1"),
        replace(GRID, coefficients=(("A", D("1.1000")),)),
        [_worker(performance="A"), _worker(worker="G2")],
        [660_000, 600_000],
    ),
    Reading(  # 技师 600 (not 高级工 as well), 本科 200, both honours 2,000, none of it times 1.1
        "skill_allowances",
        ("不论是否属于同一类别，各项分别计发", "各对应一项", "不受绩效系数影响"),
        replace(GRID, coefficients=(("A", D("1.1000")),), allowances=HONOURS),
        [_worker(performance="A", education="本科", honour="市级工匠、省级工匠")],
        [940_000],
    ),
)

NOT_COSTED = {
    "quotas",
    "quotas_national",
    "quota_survey",
    "piece_records",
    "piece_changes",
    "platform_piece_quotas",
    "take_formula",
    "take_disclosure",
    "skill_evaluation",
    "skill_points",
    "skill_points_weighted",
    "skill_classes",
    "skill_grades",
    "skill_minimum",
    "skill_minimum_national",
    "skill_training",
}
"""Clauses on a costed subject that grant no amount by themselves."""

BY_THE_YEAR = {"skill_awards", "skill_dividends", "skill_technology", "skill_yearly_apart"}
"""Clauses that grant amounts by the year, which are no part of a month's pay."""

_KINDS = {
    Subject.PIECE_RATES: DatasetKind.OUTPUT,
    Subject.COMMISSION_SHARES: DatasetKind.ORDERS,
    Subject.SKILL_GRADE_WAGES: DatasetKind.ROSTER,
}


def _facts(reading: Reading) -> Dataset:
    return dataset(_KINDS[subject_of(reading.terms)], reading.rows)


def _article(reading: Reading) -> str:
    """Return the clause's article with its items, as printed."""
    snapshot = replace(
        couriers(),
        contract_kind=reading.kind or contract_kind_for([subject_of(reading.terms)]),
        issues=(issue(1, "议题", reading.terms),),
    )
    place = f"{reading.clause}#1"
    choices = Choices(clauses={place: ClauseChoice(variant=reading.variant)})
    found: list[str] = []
    for block in compose(replace(snapshot, text=assemble(snapshot, choices))).blocks:
        if isinstance(block, Article):
            if found:
                break
            if block.clause == place:
                found.append(plain(block.content))
        elif found and isinstance(block, Item):
            found.append(plain(block.content))
    return "\n".join(found)


@pytest.mark.parametrize(
    "reading", READINGS, ids=lambda reading: f"{reading.clause}-{reading.variant or 'ordinary'}"
)
def test_a_clause_grants_what_is_costed(reading: Reading) -> None:
    article = _article(reading)
    assert [words for words in reading.words if words not in article] == []
    assert pay(_facts(reading), reading.terms).amounts.tolist() == list(reading.fen)


def test_every_clause_on_a_costed_subject_is_read_or_grants_no_amount() -> None:
    read = [(reading.clause, reading.variant) for reading in READINGS]
    clauses = {
        clause.key: clause
        for kind in ContractKind
        for chapter in load_plan(kind).chapters
        for clause in chapter.clauses
        if clause.each in _KINDS
    }
    assert len(set(read)) == len(read)
    costed = {key for key, _variant in read}
    assert costed | NOT_COSTED | BY_THE_YEAR == set(clauses)
    assert costed & (NOT_COSTED | BY_THE_YEAR) == set()
    wordings = {
        (key, variant)
        for key in costed
        for variant in ("", *(v.key for v in clauses[key].variants))
    }
    assert set(read) == wordings


@pytest.mark.parametrize(
    ("item", "clause", "words", "yearly"),
    [
        (
            YearlyItem(YearlyKind.AWARD, "发明专利奖", D("1500.00"), 4),
            "skill_awards",
            ("按次发放", "所列每年次数仅用于测算"),
            D("6000.00"),
        ),
        (
            YearlyItem(YearlyKind.DIVIDEND, "持股分红", D("200000.00")),
            "skill_dividends",
            ("每年按照附件1所列的金额和次数安排持股分红",),
            D("200000.00"),
        ),
        (
            YearlyItem(YearlyKind.TECHNOLOGY, "成果转化", D("50000.00"), 2),
            "skill_technology",
            ("每年按照附件1所列的金额和次数安排技术要素参与分配",),
            D("100000.00"),
        ),
    ],
    ids=["award", "dividend", "technology"],
)
def test_what_is_paid_by_the_year_is_costed_by_the_year_and_no_part_of_a_month(
    item: YearlyItem, clause: str, words: Sequence[str], yearly: Decimal
) -> None:
    grid = replace(GRID, yearly_items=(item,))
    article = _article(Reading(clause, (), grid, [], []))
    assert [part for part in words if part not in article] == []
    apart = _article(Reading("skill_yearly_apart", (), grid, [], []))
    assert "不作为职工当月的工资" in apart
    costing = cost(dataset(DatasetKind.ROSTER, [_worker()]), grid, law=law("2490.00"))
    assert (costing.monthly_total, costing.yearly_items) == (D("6000.00"), yearly)
    assert costing.yearly_total == D("72000.00") + yearly


def test_what_the_guarantee_tops_up_counts_towards_the_minimum_wage_and_overtime_does_not() -> None:
    facts = dataset(DatasetKind.OUTPUT, [_output(2000, quantity_150=1000)])
    assert cost(facts, TABLE, law=law("3500.00")).below_minimum == 0
    assert cost(facts, TABLE, law=law("3500.01")).below_minimum == 1


def test_deductions_are_limited_but_not_authorised() -> None:
    limited = replace(FLAT, deduction_limit=D("0.1000"))
    article = _article(Reading("deductions_cap", (), limited, [], []))
    assert "每月扣款合计不得超过其当月应得报酬的10%" in article
    assert "没有依据的，不得扣款" in article
    assert "服务规则" not in article
