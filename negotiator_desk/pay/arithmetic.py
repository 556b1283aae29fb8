"""Whole-number arithmetic on arrays of pay: rounding, sums by group, no silent overflow.

Scales: amounts in fen, rates in 0.0001 yuan, ratios and factors in 1/10000, quantities, kilometres
and hours in 1/100.
"""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import numpy.typing as npt

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _

Whole = npt.NDArray[np.int64]
"""An array of 64-bit whole numbers: the only numbers of pay."""

LARGEST_WHOLE = 2**63 - 1
"""Beyond this a 64-bit number wraps round; every product and sum is shown to stay below it."""

RATIO_ONE = 10_000
"""The ratio 1, in 1/10000."""


def scaled(value: Decimal, places: int) -> int:
    """Return a Decimal as a whole number of its smallest step; it must have no finer part."""
    whole = value.scaleb(places)
    assert whole == whole.to_integral_value(), f"{value} has more than {places} decimals"
    return int(whole)


def yuan(fen: int) -> Decimal:
    """Return fen as yuan with two decimals."""
    return Decimal(fen).scaleb(-2)


def divide_rounded(numerator: Whole, denominator: int | Whole) -> Whole:
    """Divide and round to a whole number, halves away from zero.

    The one rounding of pay, equal to `money.round_to` for Decimal: 2.5 → 3, −2.5 → −3.

    Args:
        numerator: Any sign; its size plus half the denominator must stay below 2^63.
        denominator: Above 0.
    """
    # Each array more costs as much as the division, and most numerators have no sign.
    signed = bool((numerator < 0).any())
    size: Whole = np.add(np.abs(numerator) if signed else numerator, denominator // 2)
    np.floor_divide(size, denominator, out=size)
    if signed:
        np.multiply(size, np.sign(numerator), out=size)
    return size


def divide_rounded_whole(numerator: int, denominator: int) -> int:
    """Do the same to one Python number, of any size."""
    size = (abs(numerator) + denominator // 2) // denominator
    return size if numerator >= 0 else -size


def largest(values: Whole) -> int:
    """Return the largest size in the array, 0 if it is empty."""
    return max(int(values.max()), -int(values.min())) if len(values) else 0


def require_room(bound: int) -> None:
    """Refuse a calculation whose result could reach `bound` when 64 bits cannot hold it.

    Raises:
        InputError: The figures are too large to be worked out exactly.
    """
    if bound > LARGEST_WHOLE:
        raise InputError(
            _("The rates and the facts together are too large to be worked out exactly."),
            hint=_("Look for a mistyped rate or quantity."),
        )


def exact_sum(values: Whole) -> int:
    """Return the sum of the array.

    Raises:
        InputError: The sum could pass 64 bits.
    """
    require_room(largest(values) * len(values))
    return int(values.sum())


def exact_cumulative(values: Whole) -> Whole:
    """Return the running sums of the array.

    Raises:
        InputError: The sum could pass 64 bits.
    """
    require_room(largest(values) * len(values))
    sums: Whole = np.cumsum(values)
    return sums


def sum_runs(values: Whole, starts: Whole) -> Whole:
    """Return the sum of each run of neighbours; run i begins at `starts[i]` and none is empty.

    Raises:
        InputError: The sums could pass 64 bits.
    """
    if not len(starts):
        return np.zeros(0, dtype=np.int64)
    require_room(largest(values) * len(values))
    return np.add.reduceat(values, starts)
