"""The tables that stand behind a contract: rates, commission, wage grid, representatives."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from negotiator_desk.bargaining.parties import Origin, Sex
from negotiator_desk.drafting.blocks import (
    Align,
    Block,
    Caption,
    Column,
    Content,
    Form,
    Grid,
    Inline,
    Note,
)
from negotiator_desk.drafting.fields import chinese_date
from negotiator_desk.drafting.numbering import chinese_number
from negotiator_desk.drafting.snapshot import SnapshotIssue, SnapshotParty
from negotiator_desk.drafting.values import Figures, decimals_needed
from negotiator_desk.pay.terms import (
    AllowanceGroup,
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
_ALLOWANCE_GROUPS = {
    AllowanceGroup.SKILL: "技术技能类津补贴",
    AllowanceGroup.EDUCATION: "学历提升类津补贴",
    AllowanceGroup.INNOVATION: "创新创造类成果奖励",
    AllowanceGroup.HONOUR: "荣誉类专项奖励",
}
_GRADES_ACROSS = 8
"""Skill grades that fit beside each other; a grid with more stands in several tables."""


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
            yield from _wage_blocks(grid, figures)
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
            _columns("序号", "姓名", "性别", "<单位及职务", "产生方式", "身份"),
            tuple(rows) or (_row(*"      "),),
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
    places = decimals_needed((line.rate for line in table.rates), 2)
    optional: list[tuple[str, Callable[[str], Content]]] = []
    if any(line.quota_per_shift is not None for line in table.rates):
        optional.append(
            (f">劳动定额（{unit}/班）", lambda name: _cell(figures, f"quota:{name}", places=0))
        )
    if any(line.standard_minutes is not None for line in table.rates):
        optional.append(
            (f">标准工时（分钟/{unit}）", lambda name: _cell(figures, f"minutes:{name}"))
        )
    yield Caption("一、计件单价")
    yield Grid(
        _columns(
            "序号", "<作业项目", *(head for head, _make in optional), f">计件单价（元/{unit}）"
        ),
        tuple(
            (
                (str(number),),
                (line.operation,),
                *(make(line.operation) for _head, make in optional),
                _cell(figures, f"rate:{line.operation}", places=places),
            )
            for number, line in enumerate(table.rates, start=1)
        ),
    )
    yield Caption("二、延长工作时间的计件单价")
    yield Grid(
        _columns("<情形", ">按本人法定工作时间计件单价的比例"),
        tuple(
            ((label,), _cell(figures, f"overtime:{number}", form=Form.PERCENT))
            for number, label in enumerate(
                ("工作日延长工作时间", "休息日安排工作又不能补休", "法定休假日安排工作")
            )
        ),
    )
    if table.monthly_guarantee:
        yield from _guarantees("三、收入保障", figures, (("月保底工资（元/月）", "guarantee"),))


def _schedule_blocks(schedule: CommissionSchedule, figures: Figures) -> Iterator[Block]:
    captions = _captions()
    if schedule.fee_table is not None:
        yield from _fee_blocks(schedule.fee_table, figures, captions)
    else:
        yield from _tier_blocks(schedule, figures, captions)
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
        yield Caption(f"{next(captions)}抽成与扣款上限")
        yield Grid(
            _columns("<项目", ">上限"),
            tuple(((label,), _cell(figures, key, form=Form.PERCENT)) for label, key in limits),
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
        yield from _guarantees(f"{next(captions)}收入保障", figures, guarantees)


def _tier_blocks(
    schedule: CommissionSchedule, figures: Figures, captions: Iterator[str]
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
            label = _interval(figures, "tier_end", number, last, "", places=2)
        ratio = _cell(figures, f"tier:{number}", form=Form.PERCENT)
        rows.append(((str(number + 1),), label, ratio))
    yield Caption(f"{next(captions)}抽成比例")
    yield Grid(_columns("档次", f"<{base}", ">抽成比例"), tuple(rows))


def _fee_blocks(table: FeeTable, figures: Figures, captions: Iterator[str]) -> Iterator[Block]:
    rows: list[tuple[Content, ...]] = [
        (("基础配送费",), ("每单",), _cell(figures, "fee:base")),
    ]
    last = len(table.distance_tiers) - 1
    for number in range(len(table.distance_tiers)):
        label: Content = ("全程",)
        if last:
            label = _interval(figures, "fee:distance_end", number, last, "公里", places=0)
        rows.append((("距离费",), label, _cell(figures, f"fee:distance:{number}")))
    for number, (start, end, _fee) in enumerate(table.time_slots):
        label = (f"{start}时至{'次日' if end <= start else ''}{end}时",)
        rows.append((("时段费",), label, _cell(figures, f"fee:slot:{number}")))
    rows += [
        (("品类费",), (name,), _cell(figures, f"fee:category:{name}"))
        for name, _fee in table.categories
    ]
    yield Caption(f"{next(captions)}配送费用")
    yield Grid(_columns("<费用项目", "<适用情形", ">金额（元/单）"), tuple(rows))


def _wage_blocks(grid: WageGrid, figures: Figures) -> Iterator[Block]:
    captions = _captions()
    places = decimals_needed((amount for row in grid.cells for amount in row), 0)
    yield Caption(f"{next(captions)}能级工资标准（元/月）")
    for start in range(0, len(grid.grades), _GRADES_ACROSS):
        grades = grid.grades[start : start + _GRADES_ACROSS]
        yield Grid(
            _columns("岗级", *(f">{grade}" for grade in grades)),
            tuple(
                (
                    (band,),
                    *(_cell(figures, f"cell:{band}:{grade}", places=places) for grade in grades),
                )
                for band in grid.bands
            ),
        )
    yield Caption(f"{next(captions)}岗位与岗级对应表")
    yield Grid(
        _columns("序号", "<岗位", "岗级"),
        tuple(
            ((str(number),), (post,), _cell(figures, f"post:{post}", form=Form.WORDS))
            for number, (post, _band) in enumerate(grid.post_bands, start=1)
        ),
    )
    if grid.coefficients:
        least = decimals_needed((factor for _mark, factor in grid.coefficients), 2)
        yield Caption(f"{next(captions)}绩效系数")
        yield Grid(
            _columns("<绩效考核结果", ">绩效系数"),
            tuple(
                ((mark,), _cell(figures, f"coefficient:{mark}", places=least))
                for mark, _factor in grid.coefficients
            ),
        )
    if grid.allowances:
        yield Caption(f"{next(captions)}津补贴与奖励（元/月）")
        yield Grid(
            _columns("<类别", "<适用对象", ">标准（元/月）"),
            tuple(
                (
                    (_ALLOWANCE_GROUPS[item.group],),
                    (item.key,),
                    _cell(figures, f"allowance:{item.group.value}:{item.key}"),
                )
                for item in sorted(
                    grid.allowances, key=lambda item: list(AllowanceGroup).index(item.group)
                )
            ),
        )


def _interval(
    figures: Figures, key: str, number: int, last: int, unit: str, *, places: int
) -> Content:
    """Return 超过30.00、不超过60.00 for the second of three tiers."""
    parts: list[Inline] = []
    if number:
        parts += ["超过", *_cell(figures, f"{key}:{number - 1}", places=places), unit]
    if number < last:
        before = "、不超过" if number else "不超过"
        parts += [before, *_cell(figures, f"{key}:{number}", places=places), unit]
    return tuple(part for part in parts if part)


def _guarantees(
    caption: str, figures: Figures, lines: tuple[tuple[str, str], ...]
) -> Iterator[Block]:
    yield Caption(caption)
    yield Grid(
        _columns("<项目", ">金额", "<大写"),
        tuple(
            (
                (label,),
                _cell(figures, key),
                ("人民币", *_cell(figures, key, form=Form.CAPITAL)),
            )
            for label, key in lines
        ),
    )


def _captions() -> Iterator[str]:
    """Yield the ordinals of captions: 一、 then 二、 and so on."""
    return (f"{chinese_number(number)}、" for number in range(1, 100))


def _cell(figures: Figures, key: str, *, form: Form = Form.AMOUNT, places: int = 2) -> Content:
    """Return a table cell with one agreed value, empty where the terms have none."""
    if key not in figures.values:
        return ("—",)
    return (figures.of(key, form, places=places),)


def _columns(*heads: str) -> tuple[Column, ...]:
    """Return columns; a leading "<" sets a column's cells left, ">" right, else centred."""
    aligns = {"<": Align.LEFT, ">": Align.RIGHT}
    return tuple(Column(head.lstrip("<>"), aligns.get(head[0], Align.CENTRE)) for head in heads)


def _row(*cells: str) -> tuple[Content, ...]:
    return tuple((cell.strip(),) for cell in cells)
