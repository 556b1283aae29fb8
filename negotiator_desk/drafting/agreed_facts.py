"""The agreed values as running text may repeat them: with their measure, and by which names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from negotiator_desk.drafting.blocks import Form
from negotiator_desk.drafting.prose_numbers import NumberKind
from negotiator_desk.drafting.snapshot_parts import SnapshotIssue
from negotiator_desk.drafting.values import agreed_values, write_value
from negotiator_desk.pay.terms import (
    CommissionSchedule,
    NumberTerm,
    RateTable,
    TextTerm,
    WageGrid,
)

_OVERTIME = (
    ("工作日延长", "工作日加班", "延长工作时间"),
    ("休息日",),
    ("法定休假日", "法定节假日", "节假日"),
)
_COMMISSION = {
    "order_cap": ("单笔抽成", "单笔订单抽成", "单笔订单的抽成"),
    "monthly_cap": ("月均抽成", "月平均抽成", "平均抽成"),
    "hourly_guarantee": ("小时保障", "小时收入保障", "小时保底"),
    "monthly_guarantee": ("月保障", "月收入保障", "月保底"),
    "deduction_limit": ("扣款上限", "扣款"),
    "fee:base": ("基础配送费",),
}
_PERCENTS = frozenset(("order_cap", "monthly_cap", "deduction_limit"))
_UNIT = re.compile(r"[^/／每]+")


@dataclass(frozen=True)
class AgreedFact:
    """One agreed value.

    Attributes:
        value: Yuan, a ratio, or a count of `unit`.
        labels: Each of them names the value in running text; () = nothing there does.
        beside: Words that stand in the same sentence where a label means this value.
        printed: The value as a contract writes it.
        position: Of the issue that settled it.
    """

    value: Decimal
    kind: NumberKind
    unit: str
    labels: tuple[str, ...]
    printed: str
    position: int
    beside: tuple[str, ...] = ()


def agreed_facts(issue: SnapshotIssue) -> Iterator[AgreedFact]:
    """Yield the agreed numbers of an issue."""
    match issue.terms:
        case RateTable() as table:
            yield from _rates(issue, table)
        case CommissionSchedule() as schedule:
            yield from _commission(issue, schedule)
        case WageGrid() as grid:
            yield from _wages(issue, grid)
        case NumberTerm() as term:
            yield _number(issue, term)
        case TextTerm():
            return


def _fact(
    issue: SnapshotIssue,
    key: str,
    *labels: str,
    kind: NumberKind = NumberKind.AMOUNT,
    unit: str = "元",
    beside: tuple[str, ...] = (),
) -> AgreedFact:
    value = agreed_values(issue.terms)[key]
    assert isinstance(value, Decimal), "only numbers are facts"
    form = Form.PERCENT if kind is NumberKind.PERCENT else Form.AMOUNT
    places = 2 if kind is NumberKind.AMOUNT else 0
    measure = "" if kind is NumberKind.PERCENT else unit
    printed = f"{write_value(value, form, places=places)}{measure}"
    return AgreedFact(value, kind, measure, labels, printed, issue.position, beside)


def _rates(issue: SnapshotIssue, table: RateTable) -> Iterator[AgreedFact]:
    for line in table.rates:
        name = line.operation
        yield _fact(issue, f"rate:{name}", name)
        if line.standard_minutes is not None:
            key = f"minutes:{name}"
            yield _fact(issue, key, name, kind=NumberKind.COUNT, unit="分钟")
        if line.quota_per_shift is not None:
            key = f"quota:{name}"
            yield _fact(issue, key, name, kind=NumberKind.COUNT, unit=table.unit)
    for item in table.allowances:
        yield _fact(issue, f"allowance:{item.difficulty}", item.difficulty)
    if table.monthly_guarantee:
        yield _fact(issue, "guarantee", "保底工资", "月保底", "保底数额")
    for number, labels in enumerate(_OVERTIME):
        yield _fact(issue, f"overtime:{number}", *labels, kind=NumberKind.PERCENT)


def _commission(issue: SnapshotIssue, schedule: CommissionSchedule) -> Iterator[AgreedFact]:
    values = agreed_values(schedule)
    for key in values:
        head, _colon, rest = key.partition(":")
        if head == "tier":
            labels = ("统一抽成", "抽成比例为") if len(schedule.tiers) == 1 else ()
            yield _fact(issue, key, *labels, kind=NumberKind.PERCENT)
        elif key == "monthly_cap_orders":
            yield _fact(issue, key, kind=NumberKind.COUNT, unit="单")
        elif key.startswith("fee:") and "_end:" in key:
            unit = "公里" if "distance" in key else "千克"
            yield _fact(issue, key, kind=NumberKind.COUNT, unit=unit)
        elif rest.startswith("category:"):
            yield _fact(issue, key, rest.removeprefix("category:"), beside=("费",))
        else:
            kind = NumberKind.PERCENT if key in _PERCENTS else NumberKind.AMOUNT
            yield _fact(issue, key, *_COMMISSION.get(key, ()), kind=kind)


def _wages(issue: SnapshotIssue, grid: WageGrid) -> Iterator[AgreedFact]:
    for band in grid.bands:
        for grade in grid.grades:
            yield _fact(issue, f"cell:{band}:{grade}", grade, beside=(band,))
    for mark, _factor in grid.coefficients:
        key = f"coefficient:{mark}"
        yield _fact(issue, key, mark, kind=NumberKind.COUNT, unit="", beside=("系数",))
    for item in grid.allowances:
        key = f"allowance:{item.group.value}:{item.key}"
        yield _fact(issue, key, item.key, beside=("津贴",))
    for award in grid.yearly_items:
        yield _fact(issue, f"yearly:{award.name}", award.name)


def _number(issue: SnapshotIssue, term: NumberTerm) -> AgreedFact:
    match = _UNIT.match(term.unit)
    unit = match.group() if match else term.unit
    if unit in {"%", "％"}:
        printed = f"{write_value(term.value / 100, Form.PERCENT)}"
        return AgreedFact(
            term.value / 100, NumberKind.PERCENT, "", (issue.title,), printed, issue.position
        )
    scale = Decimal(10_000) if unit == "万元" else Decimal(1)
    kind = NumberKind.AMOUNT if unit.endswith("元") else NumberKind.COUNT
    printed = f"{write_value(term.value, Form.AMOUNT, places=0)}{term.unit}"
    return AgreedFact(
        term.value * scale,
        kind,
        "元" if kind is NumberKind.AMOUNT else unit,
        (issue.title,),
        printed,
        issue.position,
    )
