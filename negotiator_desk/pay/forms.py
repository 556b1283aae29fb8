"""The forms that money takes in terms, and how terms change by whole steps of each.

    per unit    rate table        every rate + k × 0.0001 yuan
                fee table         base fee + k × 0.01 yuan, that is: for every order
    ratio       rate table        every rate × (1 + k × 0.0001), rounded to 0.0001 yuan
                schedule          every tier's take rate − k × 0.0001
                wage grid         every cell × (1 + k × 0.0001), rounded to the fen
    grade step  wage grid         every cell + k × 0.01 yuan × number of grades below its own
    flat        beside the terms  k × 0.01 yuan for every worker and month with facts

A schedule has no amount per unit unless a fee table pays its orders; then its take rates pay
nobody. A step upwards is in the workers' favour; rounding is halves away from zero.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import partial

from negotiator_desk.pay.arithmetic import RATIO_ONE, divide_rounded_whole, scaled
from negotiator_desk.pay.checks import LARGEST_PAY
from negotiator_desk.pay.result import Pay
from negotiator_desk.pay.terms import (
    LARGEST_RATE,
    CommissionSchedule,
    FeeTable,
    RateTable,
    Terms,
    WageGrid,
)

_RATE_STEP = Decimal("0.0001")
_FEN_STEP = Decimal("0.01")
_LARGEST_RATE = scaled(LARGEST_RATE, 4)
_LARGEST_PAY = scaled(LARGEST_PAY, 2)


class Form(StrEnum):
    """What the money can be turned into."""

    PER_UNIT = "per_unit"
    RATIO = "ratio"
    GRADE_STEP = "grade_step"
    FLAT = "flat"


@dataclass(frozen=True)
class Scale:
    """The steps of one form.

    Attributes:
        lowest: Steps beyond which the terms refuse a value; at most 0. `highest`: at least 0.
        put: The terms after so many steps; None = paid beside the terms.
    """

    step: Decimal
    lowest: int
    highest: int
    put: Callable[[int], Terms] | None


def scales(terms: Terms, present: Pay) -> dict[Form, Scale]:
    """Return the forms that the terms have."""
    found: dict[Form, Scale] = {}
    match terms:
        case RateTable():
            rates = [scaled(rate.rate, 4) for rate in terms.rates]
            put = partial(_rates_plus, terms)
            found[Form.PER_UNIT] = Scale(_RATE_STEP, -min(rates), _LARGEST_RATE - max(rates), put)
            found[Form.RATIO] = _times(max(rates), _LARGEST_RATE, partial(_rates_times, terms))
        case CommissionSchedule(fee_table=None):
            takes = [scaled(tier.take_rate, 4) for tier in terms.tiers]
            put_takes = partial(_takes_less, terms)
            found[Form.RATIO] = Scale(_RATE_STEP, max(takes) - RATIO_ONE, min(takes), put_takes)
        case CommissionSchedule(fee_table=FeeTable() as fees):
            base = scaled(fees.base_fee, 2)
            put_base = partial(_base_plus, terms, fees)
            found[Form.PER_UNIT] = Scale(_FEN_STEP, -base, _LARGEST_PAY - base, put_base)
        case WageGrid():
            cells = [scaled(cell, 2) for row in terms.cells for cell in row]
            found[Form.RATIO] = _times(max(cells), _LARGEST_PAY, partial(_cells_times, terms))
            above = [
                (scaled(cell, 2), place) for row in terms.cells for place, cell in enumerate(row)
            ]
            if len(terms.grades) > 1:
                found[Form.GRADE_STEP] = Scale(
                    _FEN_STEP,
                    max(-(fen // place) for fen, place in above if place),
                    min((_LARGEST_PAY - fen) // place for fen, place in above if place),
                    partial(_grades_plus, terms),
                )
    least = int(present.amounts.min()) if len(present.amounts) else 0
    found[Form.FLAT] = Scale(_FEN_STEP, -max(least, 0), _LARGEST_PAY, None)
    return found


def _times(most: int, largest: int, put: Callable[[int], Terms]) -> Scale:
    """Return the steps of a ratio on values of which `most` is the largest."""
    if not most:
        return Scale(_RATE_STEP, 0, 0, put)
    # round(most × (1 + k ÷ 10000)) ≤ largest
    highest = ((largest + 1) * RATIO_ONE - RATIO_ONE // 2 - 1) // most - RATIO_ONE
    return Scale(_RATE_STEP, -RATIO_ONE, max(highest, 0), put)


def _rates_plus(table: RateTable, steps: int) -> Terms:
    rates = tuple(replace(rate, rate=rate.rate + _RATE_STEP * steps) for rate in table.rates)
    return replace(table, rates=rates)


def _rates_times(table: RateTable, steps: int) -> Terms:
    rates = tuple(replace(rate, rate=_more(rate.rate, 4, steps)) for rate in table.rates)
    return replace(table, rates=rates)


def _takes_less(schedule: CommissionSchedule, steps: int) -> Terms:
    tiers = tuple(
        replace(tier, take_rate=tier.take_rate - _RATE_STEP * steps) for tier in schedule.tiers
    )
    return replace(schedule, tiers=tiers)


def _base_plus(schedule: CommissionSchedule, fees: FeeTable, steps: int) -> Terms:
    changed = replace(fees, base_fee=fees.base_fee + _FEN_STEP * steps)
    return replace(schedule, fee_table=changed)


def _cells_times(grid: WageGrid, steps: int) -> Terms:
    cells = tuple(tuple(_more(cell, 2, steps) for cell in row) for row in grid.cells)
    return replace(grid, cells=cells)


def _grades_plus(grid: WageGrid, steps: int) -> Terms:
    cells = tuple(
        tuple(cell + _FEN_STEP * (steps * place) for place, cell in enumerate(row))
        for row in grid.cells
    )
    return replace(grid, cells=cells)


def _more(value: Decimal, places: int, steps: int) -> Decimal:
    """Return a value × (1 + steps ÷ 10000), rounded to its places."""
    whole = divide_rounded_whole(scaled(value, places) * (RATIO_ONE + steps), RATIO_ONE)
    return Decimal(whole).scaleb(-places)
