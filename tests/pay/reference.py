"""What terms pay, worked out slowly and exactly: one row at a time, in `Decimal`, from the text of
docs/costing.md. Shares no code with `negotiator_desk.pay` but the terms themselves.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal, localcontext
from typing import Any

from negotiator_desk.pay.terms import (
    AllowanceGroup,
    CommissionSchedule,
    FeeTable,
    RateTable,
    TakeMethod,
    Tier,
    TierRule,
    WageGrid,
)

FEN = Decimal("0.01")
ZERO = Decimal(0)

Row = Mapping[str, Any]
Months = dict[str, dict[date, Decimal]]
"""Worker → first day of the month → yuan."""

EXACT = Context(prec=80)


def round_fen(amount: Decimal) -> Decimal:
    return amount.quantize(FEN, rounding=ROUND_HALF_UP, context=EXACT)


def floor_fen(amount: Decimal) -> Decimal:
    return amount.quantize(FEN, rounding=ROUND_FLOOR, context=EXACT)


@dataclass
class Result:
    """Pay per worker and month, and its part without overtime."""

    amounts: Months
    counted: Months


def piece_rates(rows: Iterable[Row], table: RateTable) -> Result:
    with localcontext(EXACT):
        rate_of = {rate.operation: rate.rate for rate in table.rates}
        lines: Months = defaultdict(lambda: defaultdict(lambda: ZERO))
        statutory: Months = defaultdict(lambda: defaultdict(lambda: ZERO))
        for row in rows:
            rate = rate_of[row["operation"]]
            named = [item for item in table.allowances if item.difficulty == row.get("difficulty")]
            counting = rate + sum((i.amount for i in named if i.counts_towards_minimum), ZERO)
            rate += sum((item.amount for item in named), ZERO)
            units = Decimal(row["quantity"])
            for name, percent in zip(
                ("quantity_150", "quantity_200", "quantity_300"),
                table.overtime_percents,
                strict=True,
            ):
                units += Decimal(row.get(name) or 0) * percent / 100
            lines[row["worker"]][row["month"]] += round_fen(rate * units)
            statutory[row["worker"]][row["month"]] += round_fen(counting * row["quantity"])
        counted = {
            worker: {m: max(paid, table.monthly_guarantee) for m, paid in months.items()}
            for worker, months in statutory.items()
        }
        amounts = {
            worker: {
                m: paid + (lines[worker][m] - statutory[worker][m]) for m, paid in months.items()
            }
            for worker, months in counted.items()
        }
        return Result(amounts, counted)


def commissions(rows: Iterable[Row], schedule: CommissionSchedule) -> Result:
    with localcontext(EXACT):
        grouped: dict[str, dict[date, list[Row]]] = defaultdict(lambda: defaultdict(list))
        for row in rows:
            placed: datetime = row["placed_at"]
            grouped[row["worker"]][date(placed.year, placed.month, 1)].append(row)
        amounts: Months = {}
        for worker, months in grouped.items():
            amounts[worker] = _worker_months(months, schedule)
        return Result(amounts, amounts)


def _worker_months(
    months: Mapping[date, list[Row]], schedule: CommissionSchedule
) -> dict[date, Decimal]:
    own: dict[date, Decimal] = {}
    deducted: dict[date, Decimal] = {}
    excess: dict[date, Decimal] = {}
    for month in sorted(months):
        orders = sorted(months[month], key=lambda row: row["placed_at"])
        turnover = sum((row["customer_total"] for row in orders), ZERO)
        paid = ZERO
        before = ZERO
        for row in orders:
            paid += row["customer_total"] - _take(row, before, turnover, schedule)
            before += row["customer_total"]
        if schedule.hourly_guarantee:
            minutes = sum(row["minutes"] for row in orders)
            paid = max(paid, round_fen(schedule.hourly_guarantee * minutes / 60))
        own[month] = max(paid, schedule.monthly_guarantee)
        recorded = sum(((row.get("deduction") or ZERO) for row in orders), ZERO)
        deducted[month] = min(recorded, max(ZERO, own[month] - schedule.monthly_guarantee))
        if schedule.deduction_limit is not None:
            limit = floor_fen(own[month] * schedule.deduction_limit)
            deducted[month] = min(deducted[month], limit)
        excess[month] = ZERO
        if schedule.monthly_cap is not None and len(orders) >= schedule.monthly_cap_orders:
            limit = floor_fen(turnover * schedule.monthly_cap)
            excess[month] = max(ZERO, turnover - own[month] - limit)
    ordered = sorted(own)
    amounts = {month: own[month] - deducted[month] for month in own}
    for place, month in enumerate(ordered):
        receiver = ordered[place + 1] if place + 1 < len(ordered) else month
        amounts[receiver] += excess[month]
    return amounts


def _take(row: Row, before: Decimal, turnover: Decimal, schedule: CommissionSchedule) -> Decimal:
    total: Decimal = row["customer_total"]
    if schedule.fee_table is not None:
        take = total - _fees(row, schedule.fee_table)
    elif schedule.method is TakeMethod.FLAT:
        take = round_fen(total * schedule.tiers[0].take_rate)
    elif schedule.method is TakeMethod.ORDER_TIERS:
        if schedule.tier_rule is TierRule.MARGINAL:
            take = round_fen(_marginal(total, schedule.tiers))
        else:
            take = round_fen(total * _rate(total, schedule.tiers))
    elif schedule.tier_rule is TierRule.MARGINAL:
        after = round_fen(_marginal(before + total, schedule.tiers))
        take = after - round_fen(_marginal(before, schedule.tiers))
    else:
        take = round_fen(total * _rate(turnover, schedule.tiers))
    if schedule.order_cap is not None:
        take = min(take, floor_fen(total * schedule.order_cap))
    return take


def _marginal(amount: Decimal, tiers: Iterable[Tier]) -> Decimal:
    taken = ZERO
    foot = ZERO
    for tier in tiers:
        head = amount if tier.up_to is None else min(amount, tier.up_to)
        taken += max(ZERO, head - foot) * tier.take_rate
        foot = tier.up_to if tier.up_to is not None else foot
    return taken


def _rate(amount: Decimal, tiers: Iterable[Tier]) -> Decimal:
    return next(t.take_rate for t in tiers if t.up_to is None or amount <= t.up_to)


def _fees(row: Row, table: FeeTable) -> Decimal:
    fees = table.base_fee
    if table.distance_tiers:
        fees += next(
            fee for end, fee in table.distance_tiers if end is None or row["distance_km"] <= end
        )
    if table.weight_tiers:
        fees += next(
            fee for end, fee in table.weight_tiers if end is None or row["weight_kg"] <= end
        )
    hour = row["placed_at"].hour
    for start, end, fee in table.time_slots:
        inside = start <= hour < end if start < end else hour >= start or hour < end
        fees += fee if inside else ZERO
    fees += sum((fee for name, fee in table.categories if name == row.get("category")), ZERO)
    return fees


def skill_grades(rows: Iterable[Row], grid: WageGrid) -> dict[str, Decimal]:
    with localcontext(EXACT):
        bands = dict(grid.post_bands)
        marks = dict(grid.coefficients)
        paid: dict[str, Decimal] = {}
        for row in rows:
            line = grid.cells[grid.bands.index(bands[row["post"]])]
            factor = marks[row["performance"]] if marks and row.get("performance") else Decimal(1)
            amount = round_fen(line[grid.grades.index(row["grade"])] * factor)
            for item in grid.allowances:
                amount += item.amount * _times(row, item.group, item.key)
            paid[row["worker"]] = amount
        return paid


def _times(row: Row, group: AllowanceGroup, key: str) -> int:
    if group is AllowanceGroup.SKILL:
        return int(row["grade"] == key)
    if group is AllowanceGroup.EDUCATION:
        return int(row.get("education") == key)
    name = "innovation" if group is AllowanceGroup.INNOVATION else "honour"
    text = row.get(name) or ""
    for mark in "；，;,":
        text = text.replace(mark, "、")
    return sum(part.strip() == key for part in text.split("、"))
