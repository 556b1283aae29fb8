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
    worded_cell,
)
from negotiator_desk.drafting.annexes_english import Labels
from negotiator_desk.drafting.annexes_wages import wage_blocks
from negotiator_desk.drafting.blocks import Block, Caption, Content, Form, Grid, Note
from negotiator_desk.drafting.fields import chinese_date
from negotiator_desk.drafting.fields_english import english_date
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


def annex_blocks(issue: SnapshotIssue, figures: Figures, say: Labels) -> Iterator[Block]:
    """Yield the tables of one issue and where they come from."""
    match issue.terms:
        case RateTable() as table:
            yield from _rate_blocks(table, figures, say)
        case CommissionSchedule() as schedule:
            yield from _schedule_blocks(schedule, figures, say)
        case WageGrid() as grid:
            yield from wage_blocks(grid, figures, say)
        case _:
            return
    yield from _provenance(issue, say)


def representative_blocks(
    employer: SnapshotParty, employee: SnapshotParty, say: Labels
) -> Iterator[Block]:
    """Yield the list of representatives of both sides."""
    for label, party in (("企业方协商代表", employer), ("职工方协商代表", employee)):
        heading = say(label)
        yield Caption(f"{heading}（{party.name}）" if party.name else heading)
        rows: list[tuple[Content, ...]] = [
            (
                (str(number),),
                (person.name,),
                (say(_SEXES[person.sex]),),
                (person.post,),
                (say(_ORIGINS[person.origin]),),
                (say("首席代表" if person.is_chief else "协商代表"),),
            )
            for number, person in enumerate(party.representatives, start=1)
        ]
        yield Grid(
            columns(
                "^" + say("序号"),
                "^" + say("姓名"),
                "^" + say("性别"),
                "<" + say("单位及职务"),
                "^" + say("产生方式"),
                "^" + say("身份"),
            ),
            tuple(rows) or (plain_row(*"      "),),
        )


def _provenance(issue: SnapshotIssue, say: Labels) -> Iterator[Note]:
    fields = {
        "chinese_day": chinese_date(issue.agreed_on),
        "chinese_session": chinese_number(issue.session_number),
        "day": english_date(issue.agreed_on),
        "session": str(issue.session_number),
        "code": (issue.dataset_fingerprint or "")[:16].upper(),
    }
    labels = ["本附件各项数值由双方于{chinese_day}在第{chinese_session}次协商会议上达成一致。"]
    if issue.dataset_fingerprint:
        labels.append("测算数据指纹：{code}。")
    yield Note(("".join(label.format(**fields) for label in labels),))
    if say.is_bilingual:
        yield Note((" ".join(say.english(label, **fields) for label in labels),))


def _rate_blocks(table: RateTable, figures: Figures, say: Labels) -> Iterator[Block]:
    unit = table.unit
    numbers = captions()
    places = decimals_needed((line.rate for line in table.rates), 2)
    optional: list[tuple[str, Callable[[str], Content]]] = []
    if any(line.quota_per_shift is not None for line in table.rates):
        optional.append(
            (
                say("劳动定额（{unit}/班）", unit=unit),
                lambda name: cell(figures, f"quota:{name}", places=0),
            )
        )
    if any(line.standard_minutes is not None for line in table.rates):
        optional.append(
            (
                say("标准工时（分钟/{unit}）", unit=unit),
                lambda name: cell(figures, f"minutes:{name}"),
            )
        )
    yield Caption(next(numbers) + say("计件单价"))
    yield Grid(
        columns(
            "^" + say("序号"),
            "<" + say("作业项目"),
            *(">" + head for head, _make in optional),
            ">" + say("计件单价（元/{unit}）", unit=unit),
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
        yield Caption(next(numbers) + say("楼宇类型和作业难度津贴"))
        yield Grid(
            columns(
                "^" + say("序号"),
                "<" + say("楼宇类型或者作业难度"),
                ">" + say("津贴（元/{unit}）", unit=unit),
                "^" + say("是否计入最低工资标准"),
            ),
            tuple(
                (
                    (str(number),),
                    (item.difficulty,),
                    cell(figures, f"allowance:{item.difficulty}", places=least),
                    worded_cell(say, figures, f"minimum:{item.difficulty}"),
                )
                for number, item in enumerate(table.allowances, start=1)
            ),
        )
    yield Caption(next(numbers) + say("延长工作时间的计件单价"))
    yield Grid(
        columns("<" + say("情形"), ">" + say("按本人法定工作时间计件单价的比例")),
        tuple(
            ((say(label),), cell(figures, f"overtime:{number}", form=Form.PERCENT))
            for number, label in enumerate(
                ("工作日延长工作时间", "休息日安排工作又不能补休", "法定休假日安排工作")
            )
        ),
    )
    if table.monthly_guarantee:
        lines = (("月保底工资（元/月）", "guarantee"),)
        yield from guarantee_table(say, next(numbers) + say("收入保障"), figures, lines)


def _schedule_blocks(
    schedule: CommissionSchedule, figures: Figures, say: Labels
) -> Iterator[Block]:
    numbers = captions()
    if schedule.fee_table is not None:
        yield from _fee_blocks(schedule.fee_table, figures, numbers, say)
    else:
        yield from _tier_blocks(schedule, figures, numbers, say)
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
        yield Caption(next(numbers) + say("抽成与扣款上限"))
        yield Grid(
            columns("<" + say("项目"), ">" + say("上限")),
            tuple(((say(label),), cell(figures, key, form=Form.PERCENT)) for label, key in limits),
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
        yield from guarantee_table(say, next(numbers) + say("收入保障"), figures, guarantees)


def _tier_blocks(
    schedule: CommissionSchedule, figures: Figures, numbers: Iterator[str], say: Labels
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
            label: Content = (say("全部订单"),)
        else:
            label = interval(say, figures, "tier_end", number, last, "", places=2)
        ratio = cell(figures, f"tier:{number}", form=Form.PERCENT)
        rows.append(((str(number + 1),), label, ratio))
    yield Caption(next(numbers) + say("抽成比例"))
    yield Grid(columns("^" + say("档次"), "<" + say(base), ">" + say("抽成比例")), tuple(rows))


def _fee_blocks(
    table: FeeTable, figures: Figures, numbers: Iterator[str], say: Labels
) -> Iterator[Block]:
    rows: list[tuple[Content, ...]] = [
        ((say("基础配送费"),), (say("每单"),), cell(figures, "fee:base")),
    ]
    for name, key, unit, everything, tiers in (
        ("距离费", "distance", "公里", "全程", table.distance_tiers),
        ("重量费", "weight", "千克", "不限重量", table.weight_tiers),
    ):
        last = len(tiers) - 1
        for number in range(len(tiers)):
            reach: Content = (say(everything),)
            if last:
                reach = interval(say, figures, f"fee:{key}_end", number, last, unit, places=0)
            rows.append(((say(name),), reach, cell(figures, f"fee:{key}:{number}")))
    for number, (start, end, _fee) in enumerate(table.time_slots):
        hours = "{start}时至次日{end}时" if end <= start else "{start}时至{end}时"
        label = (say(hours, start=str(start), end=str(end)),)
        rows.append(((say("时段费"),), label, cell(figures, f"fee:slot:{number}")))
    rows += [
        ((say("品类费"),), (name,), cell(figures, f"fee:category:{name}"))
        for name, _fee in table.categories
    ]
    yield Caption(next(numbers) + say("配送费用"))
    yield Grid(
        columns("<" + say("费用项目"), "<" + say("适用情形"), ">" + say("金额（元/单）")),
        tuple(rows),
    )
