"""The tables that stand behind a contract: rates, commission, wage grid, representatives."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from negotiator_desk.bargaining.parties import Origin, Sex
from negotiator_desk.drafting.annex_tables import (
    captions,
    cell,
    columns,
    guarantee_table,
    interval,
    plain_row,
)
from negotiator_desk.drafting.annexes_wages import wage_blocks
from negotiator_desk.drafting.blocks import Block, Caption, Content, Form, Grid, Note
from negotiator_desk.drafting.fields import chinese_date
from negotiator_desk.drafting.numbering import chinese_number
from negotiator_desk.drafting.snapshot_parts import SnapshotIssue, SnapshotParty
from negotiator_desk.drafting.values import Figures, decimals_needed
from negotiator_desk.pay.terms import (
    CommissionSchedule,
    FeeTable,
    RateTable,
    TakeMethod,
    WageGrid,
)

_ORIGINS = {
    Origin.ELECTED: "民主选举",
    Origin.APPOINTED: "依法指派",
    Origin.ENTRUSTED: "书面委托",
}
_SEXES = {Sex.FEMALE: "女", Sex.MALE: "男", None: ""}


def annex_title(issue: SnapshotIssue) -> str | None:
    """Return the title of the annex an issue needs, None when its article says it all."""
    match issue.terms:
        case RateTable():
            return "劳动定额与计件单价表"
        case CommissionSchedule(fee_table=None):
            return "抽成比例与收入保障表"
        case CommissionSchedule():
            return "配送费用与收入保障表"
        case WageGrid():
            return "能级工资标准表"
        case _:
            return None


def annex_blocks(issue: SnapshotIssue, figures: Figures) -> Iterator[Block]:
    """Yield the tables of one issue and where they come from."""
    match issue.terms:
        case RateTable() as table:
            yield from _rate_blocks(table, figures)
        case CommissionSchedule() as schedule:
            yield from _schedule_blocks(schedule, figures)
        case WageGrid() as grid:
            yield from wage_blocks(grid, figures)
        case _:
            return
    yield Note((_provenance(issue),))


def representative_blocks(employer: SnapshotParty, employee: SnapshotParty) -> Iterator[Block]:
    """Yield the list of representatives of both sides."""
    for heading, party in (("企业方协商代表", employer), ("职工方协商代表", employee)):
        yield Caption(f"{heading}（{party.name}）" if party.name else heading)
        rows: list[tuple[Content, ...]] = [
            (
                (str(number),),
                (person.name,),
                (_SEXES[person.sex],),
                (person.post,),
                (_ORIGINS[person.origin],),
                ("首席代表" if person.is_chief else "协商代表",),
            )
            for number, person in enumerate(party.representatives, start=1)
        ]
        yield Grid(
            columns("序号", "姓名", "性别", "<单位及职务", "产生方式", "身份"),
            tuple(rows) or (plain_row(*"      "),),
        )


def _provenance(issue: SnapshotIssue) -> str:
    text = (
        f"本附件各项数值由双方于{chinese_date(issue.agreed_on)}在"
        f"第{chinese_number(issue.session_number)}次协商会议上达成一致。"
    )
    if issue.dataset_fingerprint:
        text += f"测算数据指纹：{issue.dataset_fingerprint[:16].upper()}。"
    return text


def _rate_blocks(table: RateTable, figures: Figures) -> Iterator[Block]:
    unit = table.unit
    numbers = captions()
    places = decimals_needed((line.rate for line in table.rates), 2)
    optional: list[tuple[str, Callable[[str], Content]]] = []
    if any(line.quota_per_shift is not None for line in table.rates):
        optional.append(
            (f">劳动定额（{unit}/班）", lambda name: cell(figures, f"quota:{name}", places=0))
        )
    if any(line.standard_minutes is not None for line in table.rates):
        optional.append(
            (f">标准工时（分钟/{unit}）", lambda name: cell(figures, f"minutes:{name}"))
        )
    yield Caption(f"{next(numbers)}计件单价")
    yield Grid(
        columns(
            "序号", "<作业项目", *(head for head, _make in optional), f">计件单价（元/{unit}）"
        ),
        tuple(
            (
                (str(number),),
                (line.operation,),
                *(make(line.operation) for _head, make in optional),
                cell(figures, f"rate:{line.operation}", places=places),
            )
            for number, line in enumerate(table.rates, start=1)
        ),
    )
    if table.allowances:
        least = decimals_needed((item.amount for item in table.allowances), 2)
        yield Caption(f"{next(numbers)}楼宇类型和作业难度津贴")
        yield Grid(
            columns("序号", "<楼宇类型或者作业难度", f">津贴（元/{unit}）", "是否计入最低工资标准"),
            tuple(
                (
                    (str(number),),
                    (item.difficulty,),
                    cell(figures, f"allowance:{item.difficulty}", places=least),
                    cell(figures, f"minimum:{item.difficulty}", form=Form.WORDS),
                )
                for number, item in enumerate(table.allowances, start=1)
            ),
        )
    yield Caption(f"{next(numbers)}延长工作时间的计件单价")
    yield Grid(
        columns("<情形", ">按本人法定工作时间计件单价的比例"),
        tuple(
            ((label,), cell(figures, f"overtime:{number}", form=Form.PERCENT))
            for number, label in enumerate(
                ("工作日延长工作时间", "休息日安排工作又不能补休", "法定休假日安排工作")
            )
        ),
    )
    if table.monthly_guarantee:
        lines = (("月保底工资（元/月）", "guarantee"),)
        yield from guarantee_table(f"{next(numbers)}收入保障", figures, lines)


def _schedule_blocks(schedule: CommissionSchedule, figures: Figures) -> Iterator[Block]:
    numbers = captions()
    if schedule.fee_table is not None:
        yield from _fee_blocks(schedule.fee_table, figures, numbers)
    else:
        yield from _tier_blocks(schedule, figures, numbers)
    limits = tuple(
        (label, key)
        for label, key in (
            ("单笔订单抽成上限", "order_cap"),
            ("月平均抽成上限", "monthly_cap"),
            ("月扣款上限（占当月应得报酬）", "deduction_limit"),
        )
        if key in figures.values
    )
    if limits:
        yield Caption(f"{next(numbers)}抽成与扣款上限")
        yield Grid(
            columns("<项目", ">上限"),
            tuple(((label,), cell(figures, key, form=Form.PERCENT)) for label, key in limits),
        )
    guarantees = tuple(
        (label, key)
        for label, key in (
            ("小时收入保障（元/小时）", "hourly_guarantee"),
            ("月收入保障（元/月）", "monthly_guarantee"),
        )
        if key in figures.values
    )
    if guarantees:
        yield from guarantee_table(f"{next(numbers)}收入保障", figures, guarantees)


def _tier_blocks(
    schedule: CommissionSchedule, figures: Figures, numbers: Iterator[str]
) -> Iterator[Block]:
    base = {
        TakeMethod.FLAT: "适用订单",
        TakeMethod.ORDER_TIERS: "单笔订单消费者支付总额（元）",
        TakeMethod.TURNOVER_TIERS: "当月订单消费者支付总额累计（元）",
    }[schedule.method]
    rows: list[tuple[Content, ...]] = []
    last = len(schedule.tiers) - 1
    for number in range(len(schedule.tiers)):
        if schedule.method is TakeMethod.FLAT:
            label: Content = ("全部订单",)
        else:
            label = interval(figures, "tier_end", number, last, "", places=2)
        ratio = cell(figures, f"tier:{number}", form=Form.PERCENT)
        rows.append(((str(number + 1),), label, ratio))
    yield Caption(f"{next(numbers)}抽成比例")
    yield Grid(columns("档次", f"<{base}", ">抽成比例"), tuple(rows))


def _fee_blocks(table: FeeTable, figures: Figures, numbers: Iterator[str]) -> Iterator[Block]:
    rows: list[tuple[Content, ...]] = [
        (("基础配送费",), ("每单",), cell(figures, "fee:base")),
    ]
    for name, key, unit, everything, tiers in (
        ("距离费", "distance", "公里", "全程", table.distance_tiers),
        ("重量费", "weight", "千克", "不限重量", table.weight_tiers),
    ):
        last = len(tiers) - 1
        for number in range(len(tiers)):
            reach: Content = (everything,)
            if last:
                reach = interval(figures, f"fee:{key}_end", number, last, unit, places=0)
            rows.append(((name,), reach, cell(figures, f"fee:{key}:{number}")))
    for number, (start, end, _fee) in enumerate(table.time_slots):
        label = (f"{start}时至{'次日' if end <= start else ''}{end}时",)
        rows.append((("时段费",), label, cell(figures, f"fee:slot:{number}")))
    rows += [
        (("品类费",), (name,), cell(figures, f"fee:category:{name}"))
        for name, _fee in table.categories
    ]
    yield Caption(f"{next(numbers)}配送费用")
    yield Grid(columns("<费用项目", "<适用情形", ">金额（元/单）"), tuple(rows))
