"""Terms as plain data for the store, exchange and snapshots, and back again.

The data is JSON-ready: numbers with decimals are strings with a fixed number of places, so equal
terms give equal data, and equal data the same SHA-256.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.pay.plain_data import (
    canonical_sha256,
    decimal,
    fixed,
    fixed_or_none,
    flag,
    optional,
    text,
    whole,
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


def terms_to_data(terms: Terms) -> dict[str, Any]:
    """Return the terms as JSON-ready data with a "subject" key."""
    match terms:
        case RateTable():
            body = _rate_table_data(terms)
        case CommissionSchedule():
            body = _schedule_data(terms)
        case WageGrid():
            body = _grid_data(terms)
        case NumberTerm():
            body = {"value": fixed(terms.value, 4), "unit": terms.unit}
        case TextTerm():
            body = {"text": terms.text}
    return {"subject": subject_of(terms).value, **body}


def terms_from_data(data: Mapping[str, Any]) -> Terms:
    """Return the terms that `data` describes, checked as if they had just been typed.

    Raises:
        InputError: The data is not that of terms, or the terms do not pass their own checks.
    """
    try:
        readers: dict[Subject, Callable[[Mapping[str, Any]], Terms]] = {
            Subject.PIECE_RATES: _read_rate_table,
            Subject.COMMISSION_SHARES: _read_schedule,
            Subject.SKILL_GRADE_WAGES: _read_grid,
            Subject.NUMBER: lambda d: NumberTerm(decimal(d["value"]), text(d["unit"])),
            Subject.TEXT: lambda d: TextTerm(text(d["text"])),
        }
        return readers[Subject(data["subject"])](data)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise InputError(_("This is not the data of terms.")) from error


def terms_fingerprint(terms: Terms) -> str:
    """Return the SHA-256 of the terms' canonical JSON, in hexadecimal."""
    return canonical_sha256(terms_to_data(terms))


def _rate_table_data(table: RateTable) -> dict[str, Any]:
    return {
        "rates": [
            {
                "operation": rate.operation,
                "rate": fixed(rate.rate, 4),
                "standard_minutes": fixed_or_none(rate.standard_minutes, 2),
                "quota_per_shift": rate.quota_per_shift,
            }
            for rate in table.rates
        ],
        "unit": table.unit,
        "monthly_guarantee": fixed(table.monthly_guarantee, 2),
        "overtime_percents": list(table.overtime_percents),
        **_given(
            "allowances",
            [
                {
                    "difficulty": item.difficulty,
                    "amount": fixed(item.amount, 4),
                    "counts_towards_minimum": item.counts_towards_minimum,
                }
                for item in table.allowances
            ],
        ),
    }


def _read_rate_table(data: Mapping[str, Any]) -> RateTable:
    first, second, third = data["overtime_percents"]
    return RateTable(
        rates=tuple(
            PieceRate(
                operation=text(rate["operation"]),
                rate=decimal(rate["rate"]),
                standard_minutes=optional(decimal, rate.get("standard_minutes")),
                quota_per_shift=optional(whole, rate.get("quota_per_shift")),
            )
            for rate in data["rates"]
        ),
        unit=text(data["unit"]),
        monthly_guarantee=decimal(data["monthly_guarantee"]),
        overtime_percents=(whole(first), whole(second), whole(third)),
        allowances=tuple(
            UnitAllowance(
                text(item["difficulty"]),
                decimal(item["amount"]),
                flag(item["counts_towards_minimum"]),
            )
            for item in data.get("allowances", ())
        ),
    )


def _schedule_data(schedule: CommissionSchedule) -> dict[str, Any]:
    return {
        "method": schedule.method.value,
        "tiers": [
            {"up_to": fixed_or_none(tier.up_to, 2), "take_rate": fixed(tier.take_rate, 4)}
            for tier in schedule.tiers
        ],
        "tier_rule": schedule.tier_rule.value,
        "order_cap": fixed_or_none(schedule.order_cap, 4),
        "monthly_cap": fixed_or_none(schedule.monthly_cap, 4),
        "monthly_cap_orders": schedule.monthly_cap_orders,
        "fee_table": None if schedule.fee_table is None else _fee_data(schedule.fee_table),
        "hourly_guarantee": fixed(schedule.hourly_guarantee, 2),
        "monthly_guarantee": fixed(schedule.monthly_guarantee, 2),
        "deduction_limit": fixed_or_none(schedule.deduction_limit, 4),
    }


def _fee_data(table: FeeTable) -> dict[str, Any]:
    return {
        "base_fee": fixed(table.base_fee, 2),
        "distance_tiers": [
            [fixed_or_none(end, 2), fixed(fee, 2)] for end, fee in table.distance_tiers
        ],
        "time_slots": [[start, end, fixed(fee, 2)] for start, end, fee in table.time_slots],
        "categories": [[name, fixed(fee, 2)] for name, fee in table.categories],
        **_given(
            "weight_tiers",
            [[fixed_or_none(end, 2), fixed(fee, 2)] for end, fee in table.weight_tiers],
        ),
    }


def _read_schedule(data: Mapping[str, Any]) -> CommissionSchedule:
    return CommissionSchedule(
        method=TakeMethod(data["method"]),
        tiers=tuple(
            Tier(optional(decimal, tier.get("up_to")), decimal(tier["take_rate"]))
            for tier in data["tiers"]
        ),
        tier_rule=TierRule(data["tier_rule"]),
        order_cap=optional(decimal, data.get("order_cap")),
        monthly_cap=optional(decimal, data.get("monthly_cap")),
        monthly_cap_orders=whole(data["monthly_cap_orders"]),
        fee_table=optional(_read_fee_table, data.get("fee_table")),
        hourly_guarantee=decimal(data["hourly_guarantee"]),
        monthly_guarantee=decimal(data["monthly_guarantee"]),
        deduction_limit=optional(decimal, data.get("deduction_limit")),
    )


def _read_fee_table(data: Mapping[str, Any]) -> FeeTable:
    return FeeTable(
        base_fee=decimal(data["base_fee"]),
        distance_tiers=tuple(
            (optional(decimal, end), decimal(fee)) for end, fee in data["distance_tiers"]
        ),
        time_slots=tuple(
            (whole(start), whole(end), decimal(fee)) for start, end, fee in data["time_slots"]
        ),
        categories=tuple((text(name), decimal(fee)) for name, fee in data["categories"]),
        weight_tiers=tuple(
            (optional(decimal, end), decimal(fee)) for end, fee in data.get("weight_tiers", ())
        ),
    )


def _grid_data(grid: WageGrid) -> dict[str, Any]:
    return {
        "bands": list(grid.bands),
        "grades": list(grid.grades),
        "cells": [[fixed(amount, 2) for amount in row] for row in grid.cells],
        "post_bands": [list(pair) for pair in grid.post_bands],
        "coefficients": [[mark, fixed(factor, 4)] for mark, factor in grid.coefficients],
        "allowances": [
            {"group": item.group.value, "key": item.key, "amount": fixed(item.amount, 2)}
            for item in grid.allowances
        ],
        **_given(
            "yearly_items",
            [
                {
                    "kind": item.kind.value,
                    "name": item.name,
                    "amount": fixed(item.amount, 2),
                    "times": item.times,
                }
                for item in grid.yearly_items
            ],
        ),
        **_given("post_classes", [[post, kind.value] for post, kind in grid.post_classes]),
        **_given("evaluation", grid.evaluation and _evaluation_data(grid.evaluation)),
    }


def _evaluation_data(evaluation: JobEvaluation) -> dict[str, Any]:
    return {
        "factors": [
            {
                "name": factor.name,
                "points": list(factor.points),
                "weight": fixed(factor.weight, 4),
                "element": factor.element,
            }
            for factor in evaluation.factors
        ],
        "ratings": [[post, list(levels)] for post, levels in evaluation.ratings],
        "band_points": [fixed(least, 4) for least in evaluation.band_points],
    }


def _read_grid(data: Mapping[str, Any]) -> WageGrid:
    return WageGrid(
        bands=tuple(text(band) for band in data["bands"]),
        grades=tuple(text(grade) for grade in data["grades"]),
        cells=tuple(tuple(decimal(amount) for amount in row) for row in data["cells"]),
        post_bands=tuple((text(post), text(band)) for post, band in data["post_bands"]),
        coefficients=tuple((text(mark), decimal(value)) for mark, value in data["coefficients"]),
        allowances=tuple(
            Allowance(AllowanceGroup(item["group"]), text(item["key"]), decimal(item["amount"]))
            for item in data["allowances"]
        ),
        yearly_items=tuple(
            YearlyItem(
                YearlyKind(item["kind"]),
                text(item["name"]),
                decimal(item["amount"]),
                whole(item["times"]),
            )
            for item in data.get("yearly_items", ())
        ),
        post_classes=tuple(
            (text(post), PostClass(kind)) for post, kind in data.get("post_classes", ())
        ),
        evaluation=optional(_read_evaluation, data.get("evaluation")),
    )


def _read_evaluation(data: Mapping[str, Any]) -> JobEvaluation:
    return JobEvaluation(
        factors=tuple(
            Factor(
                text(factor["name"]),
                tuple(whole(points) for points in factor["points"]),
                decimal(factor["weight"]),
                text(factor["element"]),
            )
            for factor in data["factors"]
        ),
        ratings=tuple(
            (text(post), tuple(whole(level) for level in levels))
            for post, levels in data["ratings"]
        ),
        band_points=tuple(decimal(least) for least in data["band_points"]),
    )


def _given(name: str, value: object) -> dict[str, Any]:
    """Return the entry, or nothing where nothing was agreed.

    Terms written before such an entry existed keep their SHA-256.
    """
    return {name: value} if value else {}
