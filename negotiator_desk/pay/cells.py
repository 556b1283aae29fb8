"""Terms as a list of cells: what offers change, redlines show and editors edit one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import N_, _
from negotiator_desk.money import format_amount
from negotiator_desk.pay.terms import (
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
    WageGrid,
)

T = TypeVar("T")
G = TypeVar("G", RateTable, CommissionSchedule)
V = TypeVar(
    "V", RateTable, CommissionSchedule, WageGrid, NumberTerm, TextTerm, PieceRate, Tier, FeeTable
)

_HUNDREDTH = Decimal("0.01")


class Unit(StrEnum):
    """What a cell's number counts.

    RATIO is a part of one, shown in percent; FACTOR multiplies an amount; PLAIN has the unit that
    the terms themselves name (`Cell.counted`).
    """

    YUAN_PER_UNIT = "yuan_per_unit"
    YUAN = "yuan"
    YUAN_PER_HOUR = "yuan_per_hour"
    YUAN_PER_MONTH = "yuan_per_month"
    RATIO = "ratio"
    FACTOR = "factor"
    MINUTES = "minutes"
    PERCENT = "percent"
    COUNT = "count"
    PLAIN = "plain"
    WORDS = "words"


_UNIT_LABELS = {
    Unit.YUAN: N_("yuan"),
    Unit.YUAN_PER_HOUR: N_("yuan/hour"),
    Unit.YUAN_PER_MONTH: N_("yuan/month"),
    Unit.MINUTES: N_("minutes"),
}

_PLACES = {
    Unit.YUAN_PER_UNIT: 4,
    Unit.RATIO: 4,
    Unit.FACTOR: 4,
    Unit.PLAIN: 4,
    Unit.PERCENT: 0,
    Unit.COUNT: 0,
}


_WHOLE_STEPS = frozenset({Unit.PERCENT, Unit.COUNT, Unit.MINUTES, Unit.PLAIN, Unit.YUAN_PER_MONTH})


@dataclass(frozen=True)
class Cell:
    """One value of the terms that an offer can change.

    Attributes:
        key: Names the cell within its terms, such as "rate:同城·有电梯".
        label: Parts of its name from the general to the particular, translated or as typed.
        value: A number in `unit` (a ratio as a part of one), or words.
        counted: What a number term counts, or the unit pieces are counted in; "" otherwise.
    """

    key: str
    label: tuple[str, ...]
    value: Decimal | str
    unit: Unit
    counted: str = ""

    @property
    def step(self) -> Decimal:
        """One unit of change: 0.01 yuan, one point (0.01) of a ratio or factor, or 1.

        A month's pay moves by whole yuan.
        """
        return Decimal(1) if self.unit in _WHOLE_STEPS else _HUNDREDTH

    @property
    def places(self) -> int:
        """Decimals of the value as it is stored."""
        return _PLACES.get(self.unit, 2)

    @property
    def unit_text(self) -> str:
        """The unit in words, translated; "" where the text says it or there is none."""
        match self.unit:
            case Unit.YUAN_PER_UNIT:
                return _("yuan/{unit}").format(unit=self.counted)
            case Unit.PLAIN:
                return self.counted
            case Unit.PERCENT:
                return "%"
            case _:
                return _(_UNIT_LABELS[self.unit]) if self.unit in _UNIT_LABELS else ""

    def text(self) -> str:
        """Return the value as people read it, without its unit but for the percent sign."""
        if isinstance(self.value, str):
            choice = self.key in {"method", "tier_rule"}
            return _(_CHOICE_LABELS[self.value]) if choice else self.value
        if self.unit is Unit.RATIO:
            return f"{format_amount(self.value * 100)}%"
        return format_amount(self.value, places=self.places)


@dataclass(frozen=True)
class CellChange:
    """A cell that differs between two terms; None where it does not exist."""

    key: str
    label: tuple[str, ...]
    before: Cell | None
    after: Cell | None


def cells(terms: Terms) -> tuple[Cell, ...]:
    """Return every cell of the terms, in reading order; values not agreed have no cell."""
    return tuple(item.cell for item in _places(terms))


def cell(terms: Terms, key: str) -> Cell:
    """Return one cell.

    Raises:
        InputError: The terms have no such cell.
    """
    return _place(terms, key).cell


def changed_cells(before: Terms | None, after: Terms) -> tuple[CellChange, ...]:
    """Return the cells that differ, those of `after` in its order, then those that went."""
    old = {} if before is None else {item.key: item for item in cells(before)}
    new = {item.key: item for item in cells(after)}
    changes = [
        CellChange(key, item.label, old.get(key), item)
        for key, item in new.items()
        if key not in old or old[key] != item
    ]
    gone = [CellChange(key, item.label, item, None) for key, item in old.items() if key not in new]
    return (*changes, *gone)


def with_cell(terms: Terms, key: str, value: Decimal | str) -> Terms:
    """Return the terms with one existing cell changed.

    Raises:
        InputError: There is no such cell, the value is of the wrong kind, or the terms refuse it.
    """
    place = _place(terms, key)
    if isinstance(value, str) != isinstance(place.cell.value, str):
        raise InputError(
            _("“{name}” cannot be “{value}”.").format(
                name=" · ".join(place.cell.label), value=value
            )
        )
    try:
        return place.put(value)
    except ValueError as error:  # not one of the choices, or not a whole number
        raise InputError(
            _("“{name}” cannot be “{value}”.").format(
                name=" · ".join(place.cell.label), value=value
            )
        ) from error


@dataclass(frozen=True)
class _Place:
    """A cell and how to put another value in its place."""

    cell: Cell
    put: Callable[[Any], Terms]


def _place(terms: Terms, key: str) -> _Place:
    found = next((item for item in _places(terms) if item.cell.key == key), None)
    if found is None:
        raise InputError(_("These terms have no cell “{key}”.").format(key=key))
    return found


def _places(terms: Terms) -> Iterator[_Place]:
    match terms:
        case RateTable():
            yield from _rate_places(terms)
        case CommissionSchedule():
            yield from _schedule_places(terms)
        case WageGrid():
            yield from _grid_places(terms)
        case NumberTerm():
            number = Cell("value", (_("Value"),), terms.value, Unit.PLAIN, terms.unit)
            yield _Place(number, partial(_put, terms, "value"))
        case TextTerm():
            words = Cell("text", (_("Text"),), terms.text, Unit.WORDS)
            yield _Place(words, partial(_put, terms, "text"))


def _rate_places(table: RateTable) -> Iterator[_Place]:
    def put(index: int, name: str, value: object) -> Terms:
        changed = _put(table.rates[index], name, value)
        return replace(table, rates=_swap(table.rates, index, changed))

    def put_quota(index: int, value: Decimal) -> Terms:
        return put(index, "quota_per_shift", _whole(value))

    for index, rate in enumerate(table.rates):
        name = rate.operation
        price = Cell(f"rate:{name}", (_("Rate"), name), rate.rate, Unit.YUAN_PER_UNIT, table.unit)
        yield _Place(price, partial(put, index, "rate"))
        if rate.standard_minutes is not None:
            label = (_("Standard minutes"), name)
            minutes = Cell(f"minutes:{name}", label, rate.standard_minutes, Unit.MINUTES)
            yield _Place(minutes, partial(put, index, "standard_minutes"))
        if rate.quota_per_shift is not None:
            label = (_("Quota per shift"), name)
            count = Decimal(rate.quota_per_shift)
            quota = Cell(f"quota:{name}", label, count, Unit.COUNT, table.unit)
            yield _Place(quota, partial(put_quota, index))
    yield _amount(table, "guarantee", _("Monthly guarantee"), "monthly_guarantee")
    days = (_("Working days"), _("Rest days"), _("Statutory holidays"))
    for index, (day, percent) in enumerate(zip(days, table.overtime_percents, strict=True)):
        label = (_("Overtime percent"), day)
        overtime = Cell(f"overtime:{index}", label, Decimal(percent), Unit.PERCENT)
        yield _Place(overtime, partial(_put_overtime, table, index))


def _put_overtime(table: RateTable, index: int, value: Decimal) -> Terms:
    first, second, third = _swap(table.overtime_percents, index, _whole(value))
    return replace(table, overtime_percents=(first, second, third))


def _schedule_places(schedule: CommissionSchedule) -> Iterator[_Place]:
    def put_tier(index: int, name: str, value: object) -> Terms:
        changed = _put(schedule.tiers[index], name, value)
        return replace(schedule, tiers=_swap(schedule.tiers, index, changed))

    def words(key: str, label: str, choice: TakeMethod | TierRule) -> _Place:
        kind = type(choice)
        text = Cell(key, (label,), choice.value, Unit.WORDS)
        return _Place(text, lambda value: _put(schedule, key, kind(value)))

    yield words("method", _("Method"), schedule.method)
    for index, tier in enumerate(schedule.tiers):
        name = _("Tier {number}").format(number=index + 1)
        take = Cell(f"tier:{index}", (_("Take rate"), name), tier.take_rate, Unit.RATIO)
        yield _Place(take, partial(put_tier, index, "take_rate"))
        if tier.up_to is not None:
            end = Cell(f"tier_end:{index}", (_("End of tier"), name), tier.up_to, Unit.YUAN)
            yield _Place(end, partial(put_tier, index, "up_to"))
    yield words("tier_rule", _("Tier rule"), schedule.tier_rule)
    for key, name, ratio in (
        ("order_cap", _("Cap of one order"), schedule.order_cap),
        ("monthly_cap", _("Cap of the monthly average"), schedule.monthly_cap),
        ("deduction_limit", _("Limit of deductions"), schedule.deduction_limit),
    ):
        if ratio is not None:
            limit = Cell(key, (name,), ratio, Unit.RATIO)
            yield _Place(limit, partial(_put, schedule, key))
    if schedule.monthly_cap is not None:
        label = (_("Orders from which the monthly cap holds"),)
        orders = Cell("monthly_cap_orders", label, Decimal(schedule.monthly_cap_orders), Unit.COUNT)
        yield _Place(orders, lambda v: replace(schedule, monthly_cap_orders=_whole(v)))
    yield _amount(
        schedule, "hourly_guarantee", _("Hourly guarantee"), "hourly_guarantee", Unit.YUAN_PER_HOUR
    )
    yield _amount(schedule, "guarantee", _("Monthly guarantee"), "monthly_guarantee")
    if schedule.fee_table is not None:
        yield from _fee_places(schedule, schedule.fee_table)


def _fee_places(schedule: CommissionSchedule, table: FeeTable) -> Iterator[_Place]:
    def put(name: str, index: int, value: Decimal) -> Terms:
        line = getattr(table, name)[index]
        changed = _swap(getattr(table, name), index, (*line[:-1], value))
        return replace(schedule, fee_table=_put(table, name, changed))

    base = Cell("fee:base", (_("Base fee"),), table.base_fee, Unit.YUAN)
    yield _Place(base, lambda v: replace(schedule, fee_table=replace(table, base_fee=v)))
    for index, (end, fee) in enumerate(table.distance_tiers):
        reach = _("any distance above") if end is None else _("up to {km} km").format(km=end)
        tier = Cell(f"fee:distance:{index}", (_("Distance fee"), reach), fee, Unit.YUAN)
        yield _Place(tier, partial(put, "distance_tiers", index))
    for index, (start, stop, fee) in enumerate(table.time_slots):
        label = (_("Time slot fee"), f"{start}:00–{stop}:00")
        yield _Place(
            Cell(f"fee:slot:{start}-{stop}", label, fee, Unit.YUAN),
            partial(put, "time_slots", index),
        )
    for index, (name, fee) in enumerate(table.categories):
        category = Cell(f"fee:category:{name}", (_("Category fee"), name), fee, Unit.YUAN)
        yield _Place(category, partial(put, "categories", index))


def _grid_places(grid: WageGrid) -> Iterator[_Place]:
    def put_amount(row: int, column: int, value: Decimal) -> Terms:
        changed = _swap(grid.cells[row], column, value)
        return replace(grid, cells=_swap(grid.cells, row, changed))

    for row, band in enumerate(grid.bands):
        for column, grade in enumerate(grid.grades):
            amount = grid.cells[row][column]
            entry = Cell(f"cell:{band}:{grade}", (band, grade), amount, Unit.YUAN_PER_MONTH)
            yield _Place(entry, partial(put_amount, row, column))
    for index, (post, band) in enumerate(grid.post_bands):
        words = Cell(f"post:{post}", (_("Band of post"), post), band, Unit.WORDS)
        yield _Place(words, partial(_put_second, grid, "post_bands", index))
    for index, (mark, factor) in enumerate(grid.coefficients):
        label = (_("Performance coefficient"), mark)
        coefficient = Cell(f"coefficient:{mark}", label, factor, Unit.FACTOR)
        yield _Place(coefficient, partial(_put_second, grid, "coefficients", index))
    for index, item in enumerate(grid.allowances):
        key = f"allowance:{item.group.value}:{item.key}"
        label = (_(_GROUP_LABELS[item.group]), item.key)
        allowance = Cell(key, label, item.amount, Unit.YUAN_PER_MONTH)
        yield _Place(allowance, partial(_put_allowance, grid, index))


def _put_allowance(grid: WageGrid, index: int, value: Decimal) -> Terms:
    changed = replace(grid.allowances[index], amount=value)
    return replace(grid, allowances=_swap(grid.allowances, index, changed))


def _put_second(grid: WageGrid, name: str, index: int, value: object) -> Terms:
    """Change the second member of one pair of a tuple of pairs."""
    pairs = getattr(grid, name)
    return _put(grid, name, _swap(pairs, index, (pairs[index][0], value)))


def _put(item: V, name: str, value: object) -> V:
    changes: dict[str, Any] = {name: value}
    return replace(item, **changes)


def _amount(
    terms: G,
    key: str,
    label: str,
    name: str,
    unit: Unit = Unit.YUAN_PER_MONTH,
) -> _Place:
    return _Place(Cell(key, (label,), getattr(terms, name), unit), partial(_put, terms, name))


def _swap(items: tuple[T, ...], index: int, item: T) -> tuple[T, ...]:
    return (*items[:index], item, *items[index + 1 :])


def _whole(value: Decimal) -> int:
    if value != value.to_integral_value():
        raise ValueError("whole number expected")
    return int(value)


_GROUP_LABELS = {
    AllowanceGroup.SKILL: N_("Skill allowance"),
    AllowanceGroup.EDUCATION: N_("Education allowance"),
    AllowanceGroup.INNOVATION: N_("Innovation allowance"),
    AllowanceGroup.HONOUR: N_("Honour allowance"),
}

_CHOICE_LABELS = {
    TakeMethod.FLAT.value: N_("one rate for all orders"),
    TakeMethod.ORDER_TIERS.value: N_("tiers by order amount"),
    TakeMethod.TURNOVER_TIERS.value: N_("tiers by monthly turnover"),
    TierRule.MARGINAL.value: N_("each part at its tier’s rate"),
    TierRule.WHOLE_SLAB.value: N_("the whole amount at its tier’s rate"),
}
