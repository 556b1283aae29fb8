"""Where each cell stands in its terms, and how another value is put in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar

from negotiator_desk.i18n import N_, _
from negotiator_desk.pay.cell import Cell, Unit
from negotiator_desk.pay.terms import (
    AllowanceGroup,
    CommissionSchedule,
    FeeTable,
    JobEvaluation,
    NumberTerm,
    PieceRate,
    PostClass,
    RateTable,
    TakeMethod,
    Terms,
    TextTerm,
    Tier,
    TierRule,
    UnitAllowance,
    WageGrid,
    YearlyItem,
    YearlyKind,
)

T = TypeVar("T")
G = TypeVar("G", RateTable, CommissionSchedule)
V = TypeVar(
    "V",
    RateTable,
    CommissionSchedule,
    WageGrid,
    NumberTerm,
    TextTerm,
    PieceRate,
    Tier,
    FeeTable,
    UnitAllowance,
    YearlyItem,
)


@dataclass(frozen=True)
class Place:
    """A cell and how to put another value in its place."""

    cell: Cell
    put: Callable[[Any], Terms]


def places(terms: Terms) -> Iterator[Place]:
    """Yield every cell of the terms, in reading order, with the way to change it."""
    match terms:
        case RateTable():
            yield from _rate_places(terms)
        case CommissionSchedule():
            yield from _schedule_places(terms)
        case WageGrid():
            yield from _grid_places(terms)
        case NumberTerm():
            number = Cell("value", (_("Value"),), terms.value, Unit.PLAIN, terms.unit)
            yield Place(number, partial(_put, terms, "value"))
        case TextTerm():
            words = Cell("text", (_("Text"),), terms.text, Unit.WORDS)
            yield Place(words, partial(_put, terms, "text"))


def _rate_places(table: RateTable) -> Iterator[Place]:
    def put(index: int, name: str, value: object) -> Terms:
        changed = _put(table.rates[index], name, value)
        return replace(table, rates=_swap(table.rates, index, changed))

    def put_quota(index: int, value: Decimal) -> Terms:
        return put(index, "quota_per_shift", _whole(value))

    for index, rate in enumerate(table.rates):
        name = rate.operation
        price = Cell(f"rate:{name}", (_("Rate"), name), rate.rate, Unit.YUAN_PER_UNIT, table.unit)
        yield Place(price, partial(put, index, "rate"))
        if rate.standard_minutes is not None:
            label = (_("Standard minutes"), name)
            minutes = Cell(f"minutes:{name}", label, rate.standard_minutes, Unit.MINUTES)
            yield Place(minutes, partial(put, index, "standard_minutes"))
        if rate.quota_per_shift is not None:
            label = (_("Quota per shift"), name)
            count = Decimal(rate.quota_per_shift)
            quota = Cell(f"quota:{name}", label, count, Unit.COUNT, table.unit)
            yield Place(quota, partial(put_quota, index))
    for index, item in enumerate(table.allowances):
        name = item.difficulty
        label = (_("Allowance"), name)
        added = Cell(f"allowance:{name}", label, item.amount, Unit.YUAN_PER_UNIT, table.unit)
        yield Place(added, partial(_put_in, table, "allowances", index, "amount"))
        counts = COUNTED if item.counts_towards_minimum else EXCLUDED
        label = (_("Minimum wage"), name)
        words = Cell(f"minimum:{name}", label, counts, Unit.WORDS)
        yield Place(words, partial(_put_counted, table, index))
    yield _amount(table, "guarantee", _("Monthly guarantee"), "monthly_guarantee")
    days = (_("Working days"), _("Rest days"), _("Statutory holidays"))
    for index, (day, percent) in enumerate(zip(days, table.overtime_percents, strict=True)):
        label = (_("Overtime percent"), day)
        overtime = Cell(f"overtime:{index}", label, Decimal(percent), Unit.PERCENT)
        yield Place(overtime, partial(_put_overtime, table, index))


def _put_counted(table: RateTable, index: int, value: str) -> Terms:
    counts = {COUNTED: True, EXCLUDED: False}.get(value)
    if counts is None:
        raise ValueError("counted or excluded expected")
    return _put_in(table, "allowances", index, "counts_towards_minimum", counts)


def _put_overtime(table: RateTable, index: int, value: Decimal) -> Terms:
    first, second, third = _swap(table.overtime_percents, index, _whole(value))
    return replace(table, overtime_percents=(first, second, third))


def _schedule_places(schedule: CommissionSchedule) -> Iterator[Place]:
    def put_tier(index: int, name: str, value: object) -> Terms:
        changed = _put(schedule.tiers[index], name, value)
        return replace(schedule, tiers=_swap(schedule.tiers, index, changed))

    def words(key: str, label: str, choice: TakeMethod | TierRule) -> Place:
        kind = type(choice)
        text = Cell(key, (label,), choice.value, Unit.WORDS)
        return Place(text, lambda value: _put(schedule, key, kind(value)))

    if schedule.fee_table is None:  # fees take the place of the tiers, which say nothing then
        yield words("method", _("Method"), schedule.method)
        for index, tier in enumerate(schedule.tiers):
            name = _("Tier {number}").format(number=index + 1)
            take = Cell(f"tier:{index}", (_("Take rate"), name), tier.take_rate, Unit.RATIO)
            yield Place(take, partial(put_tier, index, "take_rate"))
            if tier.up_to is not None:
                end = Cell(f"tier_end:{index}", (_("End of tier"), name), tier.up_to, Unit.YUAN)
                yield Place(end, partial(put_tier, index, "up_to"))
        yield words("tier_rule", _("Tier rule"), schedule.tier_rule)
    for key, name, ratio in (
        ("order_cap", _("Cap of one order"), schedule.order_cap),
        ("monthly_cap", _("Cap of the monthly average"), schedule.monthly_cap),
        ("deduction_limit", _("Limit of deductions"), schedule.deduction_limit),
    ):
        if ratio is not None:
            limit = Cell(key, (name,), ratio, Unit.RATIO)
            yield Place(limit, partial(_put, schedule, key))
    if schedule.monthly_cap is not None:
        label = (_("Orders from which the monthly cap holds"),)
        orders = Cell("monthly_cap_orders", label, Decimal(schedule.monthly_cap_orders), Unit.COUNT)
        yield Place(orders, lambda v: replace(schedule, monthly_cap_orders=_whole(v)))
    yield _amount(
        schedule, "hourly_guarantee", _("Hourly guarantee"), "hourly_guarantee", Unit.YUAN_PER_HOUR
    )
    yield _amount(schedule, "guarantee", _("Monthly guarantee"), "monthly_guarantee")
    if schedule.fee_table is not None:
        yield from _fee_places(schedule, schedule.fee_table)


def _fee_places(schedule: CommissionSchedule, table: FeeTable) -> Iterator[Place]:
    def put(name: str, index: int, value: Decimal) -> Terms:
        line = getattr(table, name)[index]
        changed = _swap(getattr(table, name), index, (*line[:-1], value))
        return replace(schedule, fee_table=_put(table, name, changed))

    base = Cell("fee:base", (_("Base fee"),), table.base_fee, Unit.YUAN)
    yield Place(base, lambda v: replace(schedule, fee_table=replace(table, base_fee=v)))
    for index, (end, fee) in enumerate(table.distance_tiers):
        reach = _("any distance above") if end is None else _("up to {km} km").format(km=end)
        tier = Cell(f"fee:distance:{index}", (_("Distance fee"), reach), fee, Unit.YUAN)
        yield Place(tier, partial(put, "distance_tiers", index))
    for index, (end, fee) in enumerate(table.weight_tiers):
        reach = _("any weight above") if end is None else _("up to {kg} kg").format(kg=end)
        tier = Cell(f"fee:weight:{index}", (_("Weight fee"), reach), fee, Unit.YUAN)
        yield Place(tier, partial(put, "weight_tiers", index))
    for index, (start, stop, fee) in enumerate(table.time_slots):
        label = (_("Time slot fee"), f"{start}:00–{stop}:00")
        yield Place(
            Cell(f"fee:slot:{start}-{stop}", label, fee, Unit.YUAN),
            partial(put, "time_slots", index),
        )
    for index, (name, fee) in enumerate(table.categories):
        category = Cell(f"fee:category:{name}", (_("Category fee"), name), fee, Unit.YUAN)
        yield Place(category, partial(put, "categories", index))


def _grid_places(grid: WageGrid) -> Iterator[Place]:
    def put_amount(row: int, column: int, value: Decimal) -> Terms:
        changed = _swap(grid.cells[row], column, value)
        return replace(grid, cells=_swap(grid.cells, row, changed))

    for row, band in enumerate(grid.bands):
        for column, grade in enumerate(grid.grades):
            amount = grid.cells[row][column]
            entry = Cell(f"cell:{band}:{grade}", (band, grade), amount, Unit.YUAN_PER_MONTH)
            yield Place(entry, partial(put_amount, row, column))
    for index, (post, band) in enumerate(grid.post_bands):
        words = Cell(f"post:{post}", (_("Band of post"), post), band, Unit.WORDS)
        yield Place(words, partial(_put_second, grid, "post_bands", index))
    for index, (mark, factor) in enumerate(grid.coefficients):
        label = (_("Performance coefficient"), mark)
        coefficient = Cell(f"coefficient:{mark}", label, factor, Unit.FACTOR)
        yield Place(coefficient, partial(_put_second, grid, "coefficients", index))
    for index, item in enumerate(grid.allowances):
        key = f"allowance:{item.group.value}:{item.key}"
        label = (_(_GROUP_LABELS[item.group]), item.key)
        allowance = Cell(key, label, item.amount, Unit.YUAN_PER_MONTH)
        yield Place(allowance, partial(_put_in, grid, "allowances", index, "amount"))
    for index, yearly in enumerate(grid.yearly_items):
        label = (_(_YEARLY_LABELS[yearly.kind]), yearly.name)
        sum_of_item = Cell(f"yearly:{yearly.name}", label, yearly.amount, Unit.YUAN)
        yield Place(sum_of_item, partial(_put_in, grid, "yearly_items", index, "amount"))
        label = (_("Times a year"), yearly.name)
        times = Cell(f"times:{yearly.name}", label, Decimal(yearly.times), Unit.COUNT)
        yield Place(times, partial(_put_times, grid, index))
    for index, (post, kind) in enumerate(grid.post_classes):
        words = Cell(f"class:{post}", (_("Class of post"), post), kind.value, Unit.WORDS)
        yield Place(words, partial(_put_class, grid, index))
    if grid.evaluation is not None:
        for post, _levels in grid.evaluation.ratings:
            points = grid.evaluation.points(post)
            label = (_("Points of post"), post)
            yield Place(Cell(f"points:{post}", label, points, Unit.PLAIN), _refuse)
        for index, band in enumerate(grid.bands):
            label = (_("Least points of band"), band)
            least = Cell(f"least:{band}", label, grid.evaluation.band_points[index], Unit.PLAIN)
            yield Place(least, partial(_put_least, grid, grid.evaluation, index))


def _put_times(grid: WageGrid, index: int, value: Decimal) -> Terms:
    return _put_in(grid, "yearly_items", index, "times", _whole(value))


def _put_class(grid: WageGrid, index: int, value: str) -> Terms:
    return _put_second(grid, "post_classes", index, PostClass(value))


def _put_least(grid: WageGrid, evaluation: JobEvaluation, index: int, value: Decimal) -> Terms:
    changed = _swap(evaluation.band_points, index, value)
    return replace(grid, evaluation=replace(evaluation, band_points=changed))


def _refuse(value: object) -> Terms:
    raise ValueError(f"points follow from the ratings, {value} cannot be put in their place")


def _put_in(item: V, name: str, index: int, field: str, value: object) -> V:
    """Change one field of one member of a tuple."""
    members = getattr(item, name)
    return _put(item, name, _swap(members, index, _put(members[index], field, value)))


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
) -> Place:
    return Place(Cell(key, (label,), getattr(terms, name), unit), partial(_put, terms, name))


def _swap(items: tuple[T, ...], index: int, item: T) -> tuple[T, ...]:
    return (*items[:index], item, *items[index + 1 :])


def _whole(value: Decimal) -> int:
    if value != value.to_integral_value():
        raise ValueError("whole number expected")
    return int(value)


COUNTED = "counted"
EXCLUDED = "excluded"

_YEARLY_LABELS = {
    YearlyKind.AWARD: N_("One-off award"),
    YearlyKind.DIVIDEND: N_("Dividend pool"),
    YearlyKind.TECHNOLOGY: N_("Technology share"),
}

_GROUP_LABELS = {
    AllowanceGroup.SKILL: N_("Skill allowance"),
    AllowanceGroup.EDUCATION: N_("Education allowance"),
    AllowanceGroup.INNOVATION: N_("Innovation allowance"),
    AllowanceGroup.HONOUR: N_("Honour allowance"),
}
