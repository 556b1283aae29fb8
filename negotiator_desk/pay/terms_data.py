"""Terms as plain data for the store, exchange and snapshots, and back again.

The data is JSON-ready: numbers with decimals are strings with a fixed number of places, so equal
terms give equal data, and equal data the same SHA-256.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
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

T = TypeVar("T")

_NUMBER = re.compile(r"-?\d{1,16}(\.\d{1,8})?")


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
            body = {"value": _fixed(terms.value, 4), "unit": terms.unit}
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
            Subject.NUMBER: lambda d: NumberTerm(_decimal(d["value"]), _text(d["unit"])),
            Subject.TEXT: lambda d: TextTerm(_text(d["text"])),
        }
        return readers[Subject(data["subject"])](data)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise InputError(_("This is not the data of terms.")) from error


def terms_fingerprint(terms: Terms) -> str:
    """Return the SHA-256 of the terms' canonical JSON, in hexadecimal."""
    text = json.dumps(
        terms_to_data(terms), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _rate_table_data(table: RateTable) -> dict[str, Any]:
    return {
        "rates": [
            {
                "operation": rate.operation,
                "rate": _fixed(rate.rate, 4),
                "standard_minutes": _fixed_or_none(rate.standard_minutes, 2),
                "quota_per_shift": rate.quota_per_shift,
            }
            for rate in table.rates
        ],
        "unit": table.unit,
        "monthly_guarantee": _fixed(table.monthly_guarantee, 2),
        "overtime_percents": list(table.overtime_percents),
        **_given(
            "allowances",
            [
                {
                    "difficulty": item.difficulty,
                    "amount": _fixed(item.amount, 4),
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
                operation=_text(rate["operation"]),
                rate=_decimal(rate["rate"]),
                standard_minutes=_optional(_decimal, rate.get("standard_minutes")),
                quota_per_shift=_optional(_whole, rate.get("quota_per_shift")),
            )
            for rate in data["rates"]
        ),
        unit=_text(data["unit"]),
        monthly_guarantee=_decimal(data["monthly_guarantee"]),
        overtime_percents=(_whole(first), _whole(second), _whole(third)),
        allowances=tuple(
            UnitAllowance(
                _text(item["difficulty"]),
                _decimal(item["amount"]),
                _flag(item["counts_towards_minimum"]),
            )
            for item in data.get("allowances", ())
        ),
    )


def _schedule_data(schedule: CommissionSchedule) -> dict[str, Any]:
    return {
        "method": schedule.method.value,
        "tiers": [
            {"up_to": _fixed_or_none(tier.up_to, 2), "take_rate": _fixed(tier.take_rate, 4)}
            for tier in schedule.tiers
        ],
        "tier_rule": schedule.tier_rule.value,
        "order_cap": _fixed_or_none(schedule.order_cap, 4),
        "monthly_cap": _fixed_or_none(schedule.monthly_cap, 4),
        "monthly_cap_orders": schedule.monthly_cap_orders,
        "fee_table": None if schedule.fee_table is None else _fee_data(schedule.fee_table),
        "hourly_guarantee": _fixed(schedule.hourly_guarantee, 2),
        "monthly_guarantee": _fixed(schedule.monthly_guarantee, 2),
        "deduction_limit": _fixed_or_none(schedule.deduction_limit, 4),
    }


def _fee_data(table: FeeTable) -> dict[str, Any]:
    return {
        "base_fee": _fixed(table.base_fee, 2),
        "distance_tiers": [
            [_fixed_or_none(end, 2), _fixed(fee, 2)] for end, fee in table.distance_tiers
        ],
        "time_slots": [[start, end, _fixed(fee, 2)] for start, end, fee in table.time_slots],
        "categories": [[name, _fixed(fee, 2)] for name, fee in table.categories],
        **_given(
            "weight_tiers",
            [[_fixed_or_none(end, 2), _fixed(fee, 2)] for end, fee in table.weight_tiers],
        ),
    }


def _read_schedule(data: Mapping[str, Any]) -> CommissionSchedule:
    return CommissionSchedule(
        method=TakeMethod(data["method"]),
        tiers=tuple(
            Tier(_optional(_decimal, tier.get("up_to")), _decimal(tier["take_rate"]))
            for tier in data["tiers"]
        ),
        tier_rule=TierRule(data["tier_rule"]),
        order_cap=_optional(_decimal, data.get("order_cap")),
        monthly_cap=_optional(_decimal, data.get("monthly_cap")),
        monthly_cap_orders=_whole(data["monthly_cap_orders"]),
        fee_table=_optional(_read_fee_table, data.get("fee_table")),
        hourly_guarantee=_decimal(data["hourly_guarantee"]),
        monthly_guarantee=_decimal(data["monthly_guarantee"]),
        deduction_limit=_optional(_decimal, data.get("deduction_limit")),
    )


def _read_fee_table(data: Mapping[str, Any]) -> FeeTable:
    return FeeTable(
        base_fee=_decimal(data["base_fee"]),
        distance_tiers=tuple(
            (_optional(_decimal, end), _decimal(fee)) for end, fee in data["distance_tiers"]
        ),
        time_slots=tuple(
            (_whole(start), _whole(end), _decimal(fee)) for start, end, fee in data["time_slots"]
        ),
        categories=tuple((_text(name), _decimal(fee)) for name, fee in data["categories"]),
        weight_tiers=tuple(
            (_optional(_decimal, end), _decimal(fee)) for end, fee in data.get("weight_tiers", ())
        ),
    )


def _grid_data(grid: WageGrid) -> dict[str, Any]:
    return {
        "bands": list(grid.bands),
        "grades": list(grid.grades),
        "cells": [[_fixed(amount, 2) for amount in row] for row in grid.cells],
        "post_bands": [list(pair) for pair in grid.post_bands],
        "coefficients": [[mark, _fixed(factor, 4)] for mark, factor in grid.coefficients],
        "allowances": [
            {"group": item.group.value, "key": item.key, "amount": _fixed(item.amount, 2)}
            for item in grid.allowances
        ],
        **_given(
            "yearly_items",
            [
                {
                    "kind": item.kind.value,
                    "name": item.name,
                    "amount": _fixed(item.amount, 2),
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
                "weight": _fixed(factor.weight, 4),
                "element": factor.element,
            }
            for factor in evaluation.factors
        ],
        "ratings": [[post, list(levels)] for post, levels in evaluation.ratings],
        "band_points": [_fixed(least, 4) for least in evaluation.band_points],
    }


def _read_grid(data: Mapping[str, Any]) -> WageGrid:
    return WageGrid(
        bands=tuple(_text(band) for band in data["bands"]),
        grades=tuple(_text(grade) for grade in data["grades"]),
        cells=tuple(tuple(_decimal(amount) for amount in row) for row in data["cells"]),
        post_bands=tuple((_text(post), _text(band)) for post, band in data["post_bands"]),
        coefficients=tuple((_text(mark), _decimal(value)) for mark, value in data["coefficients"]),
        allowances=tuple(
            Allowance(AllowanceGroup(item["group"]), _text(item["key"]), _decimal(item["amount"]))
            for item in data["allowances"]
        ),
        yearly_items=tuple(
            YearlyItem(
                YearlyKind(item["kind"]),
                _text(item["name"]),
                _decimal(item["amount"]),
                _whole(item["times"]),
            )
            for item in data.get("yearly_items", ())
        ),
        post_classes=tuple(
            (_text(post), PostClass(kind)) for post, kind in data.get("post_classes", ())
        ),
        evaluation=_optional(_read_evaluation, data.get("evaluation")),
    )


def _read_evaluation(data: Mapping[str, Any]) -> JobEvaluation:
    return JobEvaluation(
        factors=tuple(
            Factor(
                _text(factor["name"]),
                tuple(_whole(points) for points in factor["points"]),
                _decimal(factor["weight"]),
                _text(factor["element"]),
            )
            for factor in data["factors"]
        ),
        ratings=tuple(
            (_text(post), tuple(_whole(level) for level in levels))
            for post, levels in data["ratings"]
        ),
        band_points=tuple(_decimal(least) for least in data["band_points"]),
    )


def _given(name: str, value: object) -> dict[str, Any]:
    """Return the entry, or nothing where nothing was agreed.

    Terms written before such an entry existed keep their SHA-256.
    """
    return {name: value} if value else {}


def _fixed(value: Decimal, places: int) -> str:
    # `+ 0` turns minus zero, which equals zero, into the same text as zero.
    return f"{value + 0:.{places}f}"


def _fixed_or_none(value: Decimal | None, places: int) -> str | None:
    return None if value is None else _fixed(value, places)


def _decimal(value: object) -> Decimal:
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        raise TypeError("a number is written as text")
    return Decimal(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("yes or no expected")
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("whole number expected")
    return value


def _optional(read: Callable[[Any], T], value: object) -> T | None:
    return None if value is None else read(value)
