"""The agreed values of terms by key, and how a contract writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from negotiator_desk.drafting.blocks import Figure, Form
from negotiator_desk.drafting.capitals import capital_amount, read_capital_amount
from negotiator_desk.drafting.snapshot_parts import SnapshotIssue
from negotiator_desk.pay.terms import (
    CommissionSchedule,
    FeeTable,
    JobEvaluation,
    NumberTerm,
    PostClass,
    RateTable,
    Terms,
    TextTerm,
    WageGrid,
)

Value = Decimal | str

HUNDRED = Decimal(100)

COUNTED, EXCLUDED = "计入", "不计入"
"""Whether an allowance counts towards the minimum wage, as the contract says it."""

POST_CLASSES = {
    PostClass.BASIC: "基础类",
    PostClass.IMPORTANT: "重要类",
    PostClass.KEY: "关键类",
    PostClass.CORE: "核心类",
}


def agreed_values(terms: Terms) -> dict[str, Value]:
    """Return every value of the terms by its key; percentages are ratios."""
    match terms:
        case RateTable():
            return dict(_rate_values(terms))
        case CommissionSchedule():
            return dict(_schedule_values(terms))
        case WageGrid():
            return dict(_grid_values(terms))
        case NumberTerm():
            return {"value": terms.value}
        case TextTerm():
            return {"text": terms.text}


def _rate_values(table: RateTable) -> Iterator[tuple[str, Value]]:
    for line in table.rates:
        yield f"rate:{line.operation}", line.rate
        if line.standard_minutes is not None:
            yield f"minutes:{line.operation}", line.standard_minutes
        if line.quota_per_shift is not None:
            yield f"quota:{line.operation}", Decimal(line.quota_per_shift)
    for item in table.allowances:
        yield f"allowance:{item.difficulty}", item.amount
        yield f"minimum:{item.difficulty}", COUNTED if item.counts_towards_minimum else EXCLUDED
    if table.monthly_guarantee:
        yield "guarantee", table.monthly_guarantee
    for number, percent in enumerate(table.overtime_percents):
        yield f"overtime:{number}", Decimal(percent) / HUNDRED


def _schedule_values(schedule: CommissionSchedule) -> Iterator[tuple[str, Value]]:
    if schedule.fee_table is None:
        for number, tier in enumerate(schedule.tiers):
            yield f"tier:{number}", tier.take_rate
            if tier.up_to is not None:
                yield f"tier_end:{number}", tier.up_to
    else:
        yield from _fee_values(schedule.fee_table)
    for key, ratio in (
        ("order_cap", schedule.order_cap),
        ("monthly_cap", schedule.monthly_cap),
        ("deduction_limit", schedule.deduction_limit),
    ):
        if ratio is not None:
            yield key, ratio
    if schedule.monthly_cap is not None and schedule.monthly_cap_orders:
        yield "monthly_cap_orders", Decimal(schedule.monthly_cap_orders)
    if schedule.hourly_guarantee:
        yield "hourly_guarantee", schedule.hourly_guarantee
    if schedule.monthly_guarantee:
        yield "monthly_guarantee", schedule.monthly_guarantee


def _fee_values(table: FeeTable) -> Iterator[tuple[str, Value]]:
    yield "fee:base", table.base_fee
    for name, tiers in (("distance", table.distance_tiers), ("weight", table.weight_tiers)):
        for number, (up_to, fee) in enumerate(tiers):
            yield f"fee:{name}:{number}", fee
            if up_to is not None:
                yield f"fee:{name}_end:{number}", up_to
    for number, (_start, _end, fee) in enumerate(table.time_slots):
        yield f"fee:slot:{number}", fee
    for name, fee in table.categories:
        yield f"fee:category:{name}", fee


def _grid_values(grid: WageGrid) -> Iterator[tuple[str, Value]]:
    for band, row in zip(grid.bands, grid.cells, strict=True):
        for grade, amount in zip(grid.grades, row, strict=True):
            yield f"cell:{band}:{grade}", amount
    for post, band in grid.post_bands:
        yield f"post:{post}", band
    for mark, factor in grid.coefficients:
        yield f"coefficient:{mark}", factor
    for allowance in grid.allowances:
        yield f"allowance:{allowance.group.value}:{allowance.key}", allowance.amount
    for item in grid.yearly_items:
        yield f"yearly:{item.name}", item.amount
        yield f"times:{item.name}", Decimal(item.times)
    for post, kind in grid.post_classes:
        yield f"class:{post}", POST_CLASSES[kind]
    if grid.evaluation is not None:
        yield from _evaluation_values(grid.bands, grid.evaluation)


def _evaluation_values(
    bands: tuple[str, ...], evaluation: JobEvaluation
) -> Iterator[tuple[str, Value]]:
    weighted = has_weights(evaluation)
    for place, factor in enumerate(evaluation.factors):
        if weighted:
            yield f"weight:{place}", factor.weight
        for number, points in enumerate(factor.points, start=1):
            yield f"level:{place}:{number}", Decimal(points)
    for band, least in zip(bands, evaluation.band_points, strict=True):
        yield f"least:{band}", least
    for row, (post, levels) in enumerate(evaluation.ratings):
        for place, level in enumerate(levels):
            yield f"rating:{row}:{place}", Decimal(level)
        yield f"points:{post}", evaluation.points(post)


def has_weights(evaluation: JobEvaluation) -> bool:
    """Whether weights say anything: where every one is 1, the points carry the weight."""
    return any(factor.weight != 1 for factor in evaluation.factors)


class Figures:
    """Makes the printed figures of one settled issue; each keeps where it came from."""

    def __init__(self, issue: SnapshotIssue) -> None:
        self._offer_id = issue.offer_id
        self.values = agreed_values(issue.terms)

    def of(self, key: str, form: Form, *, places: int = 2) -> Figure:
        """Return an agreed value as the contract prints it.

        Args:
            key: Names a value of the issue's terms.
            form: How to write it.
            places: Least number of decimals of an amount; more are written where it has them.

        Raises:
            KeyError: The terms have no such value: a clause asked for it without its condition.
        """
        text = write_value(self.values[key], form, places=places)
        return Figure(text, self._offer_id, key, form)


def write_value(value: Value, form: Form, *, places: int = 2) -> str:
    """Write a value in a form; an amount has at least `places` decimals."""
    if isinstance(value, str):
        return value
    match form:
        case Form.CAPITAL:
            return capital_amount(value)
        case Form.PERCENT:
            return f"{_trimmed(value * HUNDRED, 0)}%"
        case Form.AMOUNT | Form.WORDS:
            return _trimmed(value, places)
        case Form.DATE:
            raise ValueError(f"{value} is no day")


def read_value(text: str, form: Form) -> Value:
    """Read back what a contract prints.

    Raises:
        ValueError: The text is not a value in this form.
    """
    match form:
        case Form.WORDS | Form.DATE:
            return text
        case Form.CAPITAL:
            return read_capital_amount(text)
        case Form.PERCENT:
            return _number(text.removesuffix("%")) / HUNDRED
        case Form.AMOUNT:
            return _number(text)


def decimals_needed(values: Iterator[Decimal], least: int) -> int:
    """Return how many decimals a column needs so that every value shows in full."""
    return max((len(_trimmed(value, least).partition(".")[2]) for value in values), default=least)


def _trimmed(value: Decimal, least_places: int) -> str:
    """Return 1,234.5 with as many decimals as it needs, but at least the given number."""
    whole, _point, decimals = f"{abs(value):,.6f}".partition(".")
    decimals = decimals.rstrip("0").ljust(least_places, "0")
    sign = "−" if value < 0 else ""
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"


def _number(text: str) -> Decimal:
    if not re.fullmatch(r"−?\d{1,3}(,\d{3})*(\.\d+)?", text):
        raise ValueError(text)
    return Decimal(text.replace("−", "-").replace(",", ""))
