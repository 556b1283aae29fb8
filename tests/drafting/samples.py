"""Three invented contracts, one of each subject, for the tests of the drafting room."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from negotiator_desk.bargaining.parties import CaseKind, Origin, Sex
from negotiator_desk.drafting.snapshot import ContractKind, Snapshot
from negotiator_desk.drafting.snapshot_parts import (
    Settlement,
    SnapshotIssue,
    SnapshotParty,
    SnapshotRepresentative,
)
from negotiator_desk.pay.terms import (
    Allowance,
    AllowanceGroup,
    CommissionSchedule,
    Factor,
    FeeTable,
    JobEvaluation,
    NumberTerm,
    PieceRate,
    PostClass,
    RateTable,
    Subject,
    TakeMethod,
    Terms,
    TextTerm,
    Tier,
    TierRule,
    UnitAllowance,
    WageGrid,
    YearlyItem,
    YearlyKind,
    subject_of,
)

D = Decimal


def _people(*lines: tuple[str, Sex, str, Origin]) -> tuple[SnapshotRepresentative, ...]:
    return tuple(
        SnapshotRepresentative(name, post, origin, is_chief=number == 0, sex=sex)
        for number, (name, sex, post, origin) in enumerate(lines)
    )


def issue(position: int, title: str, terms: Terms) -> SnapshotIssue:
    return SnapshotIssue(
        position=position,
        title=title,
        subject=subject_of(terms),
        terms=terms,
        offer_id=f"offer-{position}",
        session_number=position + 1,
        agreed_on=date(2026, 3, 4 + position),
        dataset_fingerprint="0123456789abcdef" * 4
        if subject_of(terms) not in {Subject.NUMBER, Subject.TEXT}
        else None,
    )


def couriers() -> Snapshot:
    operations = [
        ("同城·有电梯", "0.9000", 180),
        ("同城·无电梯", "1.1500", 150),
        ("省内·有电梯", "1.0000", 170),
        ("省内·无电梯", "1.2500", 140),
        ("省外·有电梯", "1.1000", 160),
        ("省外·无电梯", "1.3500", 130),
        ("写字楼", "0.8725", 220),
        ("自提柜", "0.5500", None),
        ("驿站代收", "0.5000", None),
        ("山区与海岛", "2.6000", 60),
        ("大件（20千克以上）", "6.5000", None),
        ("揽收", "1.5000", None),
    ]
    rates = RateTable(
        tuple(PieceRate(name, D(rate), None, quota) for name, rate, quota in operations),
        unit="件",
        monthly_guarantee=D("3500.00"),
    )
    return Snapshot(
        case_number="YJT-2026-0001",
        title="快递行业2026年度工资集体协商",
        kind=CaseKind.INDUSTRY,
        contract_kind=ContractKind.PIECE_RATES,
        jurisdiction="ningbo",
        employee=SnapshotParty(
            "甬东快递行业工会联合会",
            "81330200MC1234567X",
            "宁波市鄞州区示例路18号",
            "周海明",
            "周海明",
            _people(
                ("周海明", Sex.MALE, "工会联合会主席", Origin.ELECTED),
                ("林素芬", Sex.FEMALE, "一线快递员（城南网点）", Origin.ELECTED),
                ("\U00020164大川", Sex.MALE, "一线快递员（港区网点）", Origin.ELECTED),
                ("施建国", Sex.MALE, "分拣员", Origin.ELECTED),
                ("方雨桐", Sex.FEMALE, "工资集体协商指导员", Origin.ENTRUSTED),
            ),
        ),
        employer=SnapshotParty(
            "甬东快递行业协会",
            "51330200MJ7654321K",
            "宁波市海曙区样本街6号",
            "陈立峰",
            "陈立峰",
            _people(
                ("陈立峰", Sex.MALE, "协会会长", Origin.APPOINTED),
                ("胡静", Sex.FEMALE, "甬风速递有限公司人事总监", Origin.APPOINTED),
                ("董志远", Sex.MALE, "明州快运有限公司财务总监", Origin.APPOINTED),
            ),
        ),
        contract_from=date(2026, 5, 1),
        contract_until=date(2027, 4, 30),
        issues=(
            issue(1, "快递派件与揽收单价", rates),
            issue(2, "高温季节饮料费", NumberTerm(D("300.0000"), "元/月")),
            issue(
                3,
                "恶劣天气作业",
                TextTerm(
                    "遇台风、暴雨红色预警时停止派件，当日派件时效顺延，不作延误考核。\n"
                    "遇橙色预警时，快递员可以自主决定是否作业，每件加付0.50元。"
                ),
            ),
        ),
        version=1,
        drafted_on=date(2026, 3, 12),
        settlement=(Settlement(1, 1900, D("9876543.21"), D("1234567.89")),),
    )


def allowances() -> RateTable:
    """Rates with allowances, of which one is left out of the minimum wage."""
    return RateTable(
        (PieceRate("派件", D("0.9000")),),
        allowances=(
            UnitAllowance("步梯六层以上", D("0.1500")),
            UnitAllowance("高温作业", D("0.0525"), counts_towards_minimum=False),
        ),
    )


def delivery(schedule: CommissionSchedule | None = None) -> Snapshot:
    tiers = (
        Tier(D("30.00"), D("0.1800")),
        Tier(D("60.00"), D("0.2000")),
        Tier(None, D("0.2250")),
    )
    agreed = schedule or CommissionSchedule(
        method=TakeMethod.ORDER_TIERS,
        tiers=tiers,
        tier_rule=TierRule.MARGINAL,
        order_cap=D("0.2700"),
        monthly_cap=D("0.2500"),
        monthly_cap_orders=50,
        hourly_guarantee=D("25.00"),
        monthly_guarantee=D("4200.00"),
        deduction_limit=D("0.1000"),
    )
    base = couriers()
    return Snapshot(
        case_number="YJT-2026-0002",
        title="即时配送平台收入规则协商",
        kind=CaseKind.REGIONAL,
        contract_kind=ContractKind.COMMISSION_SHARES,
        jurisdiction="ningbo",
        employee=SnapshotParty(
            "甬东即时配送行业工会委员会",
            "",
            "宁波市江北区示例大道2号",
            "郑晓燕",
            "郑晓燕",
            base.employee.representatives[1:],
        ),
        employer=SnapshotParty(
            "甬东即时配送服务商会", "", "", "罗启明", "罗启明", base.employer.representatives
        ),
        contract_from=date(2026, 6, 1),
        contract_until=date(2028, 5, 31),
        issues=(issue(1, "骑手收入与抽成规则", agreed),),
        version=2,
        drafted_on=date(2026, 5, 20),
    )


def fee_schedule() -> CommissionSchedule:
    return CommissionSchedule(
        method=TakeMethod.FLAT,
        tiers=(Tier(None, D("0.0000")),),
        fee_table=FeeTable(
            D("4.50"),
            ((D("1.00"), D("0.00")), (D("3.50"), D("1.20")), (None, D("2.80"))),
            ((11, 13, D("0.50")), (22, 6, D("2.00"))),
            (("生鲜", D("1.00")), ("蛋糕", D("3.00"))),
            ((D("5.00"), D("0.00")), (D("12.50"), D("1.50")), (None, D("4.00"))),
        ),
        hourly_guarantee=D("25.00"),
    )


EVALUATION = JobEvaluation(
    factors=(
        Factor("操作技能", (10, 20, 32, 45), D("1.2000"), "劳动技能"),
        Factor("作业复杂程度", (10, 20, 35), element="劳动技能"),
        Factor("质量责任", (5, 12, 18, 25), element="劳动责任"),
        Factor("体力强度", (5, 10, 20), D("0.8000"), "劳动强度"),
        Factor("作业环境", (5, 10, 15, 20), D("0.8000"), "劳动条件"),
    ),
    ratings=(
        ("仓储保管", (1, 1, 1, 1, 2)),
        ("普通装配", (1, 1, 2, 1, 1)),
        ("冲压", (2, 1, 2, 3, 3)),
        ("焊接", (2, 1, 2, 2, 4)),
        ("数控车削", (3, 2, 3, 2, 2)),
        ("数控铣削", (3, 2, 3, 2, 1)),
        ("模具钳工", (4, 3, 4, 2, 2)),
        ("设备维修", (3, 2, 3, 2, 3)),
        ("工艺员", (4, 3, 4, 1, 1)),
    ),
    band_points=(D(0), D(55), D(85), D(115)),
)
GRADES = ("学徒工", "初级工", "中级工", "高级工", "技师", "高级技师", "特级技师", "首席技师")


def machinery() -> Snapshot:
    bands = ("一档", "二档", "三档", "四档")
    cells = tuple(
        tuple(D(2700 + 650 * row + 420 * column).quantize(D("0.01")) for column in range(8))
        for row in range(len(bands))
    )
    grid = WageGrid(
        bands=bands,
        grades=GRADES,
        cells=cells,
        post_bands=(
            ("仓储保管", "一档"),
            ("普通装配", "一档"),
            ("冲压", "二档"),
            ("焊接", "二档"),
            ("数控车削", "三档"),
            ("数控铣削", "三档"),
            ("模具钳工", "四档"),
            ("设备维修", "三档"),
            ("工艺员", "四档"),
        ),
        coefficients=(
            ("优秀", D("1.1500")),
            ("良好", D("1.0500")),
            ("合格", D("1.0000")),
            ("待改进", D("0.9000")),
        ),
        allowances=(
            Allowance(AllowanceGroup.SKILL, "高级工", D("300.00")),
            Allowance(AllowanceGroup.SKILL, "技师", D("600.00")),
            Allowance(AllowanceGroup.EDUCATION, "本科", D("200.00")),
            Allowance(AllowanceGroup.INNOVATION, "实用新型专利", D("150.00")),
            Allowance(AllowanceGroup.HONOUR, "市级工匠", D("800.00")),
        ),
        yearly_items=(
            YearlyItem(YearlyKind.DIVIDEND, "技术骨干持股分红", D("360000.00")),
            YearlyItem(YearlyKind.AWARD, "发明专利奖", D("1500.00"), 6),
            YearlyItem(YearlyKind.TECHNOLOGY, "工艺改进成果提成", D("45000.00"), 2),
        ),
        post_classes=(
            ("冲压", PostClass.BASIC),
            ("数控车削", PostClass.IMPORTANT),
            ("模具钳工", PostClass.KEY),
            ("工艺员", PostClass.CORE),
        ),
        evaluation=EVALUATION,
    )
    base = couriers()
    return Snapshot(
        case_number="YJT-2026-0003",
        title="能级工资专项集体协商",
        kind=CaseKind.ENTERPRISE,
        contract_kind=ContractKind.SKILL_GRADE_WAGES,
        jurisdiction="ningbo",
        employee=SnapshotParty(
            "宁波甬江样本精密机械有限公司工会委员会",
            "81330200MC7654321T",
            "宁波市北仑区示例工业园9号",
            "吴文静",
            "吴文静",
            base.employee.representatives,
        ),
        employer=SnapshotParty(
            "宁波甬江样本精密机械有限公司",
            "91330206MA2XXXXXX5",
            "宁波市北仑区示例工业园9号",
            "赵宏伟",
            "赵宏伟",
            base.employer.representatives,
        ),
        contract_from=date(2026, 7, 1),
        contract_until=date(2029, 6, 30),
        issues=(
            issue(1, "一线技术工人能级工资", grid),
            issue(2, "年休假以外的带薪培训假", NumberTerm(D("5.0000"), "天/年")),
        ),
        version=3,
        drafted_on=date(2026, 6, 18),
    )


SAMPLES = {"couriers": couriers, "delivery": delivery, "machinery": machinery}
