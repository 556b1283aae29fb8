"""Assumptions as plain data for the store, exchange and snapshots, and back again."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.pay.assumptions import Assumptions, CostOfLiving, OnCost, Promotion
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
from negotiator_desk.pay.quality import Quality


def assumptions_to_data(assumptions: Assumptions) -> dict[str, Any]:
    """Return the assumptions as JSON-ready data; equal assumptions give equal data."""
    clause = assumptions.cost_of_living
    return {
        "months": assumptions.months,
        "on_costs": [
            {
                "name": item.name,
                "rate": fixed(item.rate, 4),
                "base_least": fixed_or_none(item.base_least, 2),
                "base_most": fixed_or_none(item.base_most, 2),
            }
            for item in assumptions.on_costs
        ],
        "phase_in": [fixed(part, 4) for part in assumptions.phase_in],
        "inflation": [fixed(rise, 4) for rise in assumptions.inflation],
        "cost_of_living": None if clause is None else _clause_data(clause),
        "joiners": list(assumptions.joiners),
        "leavers": list(assumptions.leavers),
        "volume_growth": [fixed(rise, 4) for rise in assumptions.volume_growth],
        "promotions": [[item.grade, fixed(item.share, 4)] for item in assumptions.promotions],
        "hours_lost": fixed(assumptions.hours_lost, 2),
        "facts_quality": assumptions.facts_quality.value,
        "assumptions_quality": assumptions.assumptions_quality.value,
    }


def assumptions_from_data(data: Mapping[str, Any]) -> Assumptions:
    """Return the assumptions that `data` describes, checked as if they had just been typed.

    Raises:
        InputError: The data is not that of assumptions, or they do not pass their own checks.
    """
    try:
        return Assumptions(
            months=whole(data["months"]),
            on_costs=tuple(
                OnCost(
                    text(item["name"]),
                    decimal(item["rate"]),
                    optional(decimal, item.get("base_least")),
                    optional(decimal, item.get("base_most")),
                )
                for item in data["on_costs"]
            ),
            phase_in=_decimals(data["phase_in"]),
            inflation=_decimals(data["inflation"]),
            cost_of_living=optional(_read_clause, data.get("cost_of_living")),
            joiners=tuple(whole(heads) for heads in data["joiners"]),
            leavers=tuple(whole(heads) for heads in data["leavers"]),
            volume_growth=_decimals(data["volume_growth"]),
            promotions=tuple(
                Promotion(text(grade), decimal(share)) for grade, share in data["promotions"]
            ),
            hours_lost=decimal(data["hours_lost"]),
            facts_quality=Quality(data["facts_quality"]),
            assumptions_quality=Quality(data["assumptions_quality"]),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise InputError(_("This is not the data of assumptions.")) from error


def assumptions_fingerprint(assumptions: Assumptions) -> str:
    """Return the SHA-256 of the assumptions' canonical JSON, in hexadecimal."""
    return canonical_sha256(assumptions_to_data(assumptions))


def _clause_data(clause: CostOfLiving) -> dict[str, Any]:
    return {
        "threshold": fixed(clause.threshold, 4),
        "pass_through": fixed(clause.pass_through, 4),
        "cap": fixed_or_none(clause.cap, 4),
        "in_force": clause.in_force,
    }


def _read_clause(data: Mapping[str, Any]) -> CostOfLiving:
    return CostOfLiving(
        decimal(data["threshold"]),
        decimal(data["pass_through"]),
        optional(decimal, data.get("cap")),
        flag(data["in_force"]),
    )


def _decimals(values: list[object]) -> tuple[Decimal, ...]:
    return tuple(decimal(value) for value in values)
