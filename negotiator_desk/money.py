"""Exact money arithmetic.

Amounts are `Decimal` yuan; nothing here accepts a float. This module has the only rounding
functions of the program.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _

FEN = Decimal("0.01")
"""The smallest step of an amount, in yuan."""

LARGEST_AMOUNT = Decimal("1000000000000.00")
"""Amounts beyond this are refused as mistyped: 10^12 yuan."""

_PLAIN_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?")


def round_to(value: Decimal, step: Decimal) -> Decimal:
    """Round to a whole number of `step`, halves away from zero.

    Python's own rounding sends 2.665 to 2.66; payroll expects 2.67.
    """
    return value.quantize(step, rounding=ROUND_HALF_UP)


def round_to_fen(amount: Decimal) -> Decimal:
    """Round yuan to the fen, halves away from zero."""
    return round_to(amount, FEN)


def parse_decimal(text: str, *, places: int) -> Decimal:
    """Read a number as people type it: full-width digits, thousands separators, a sign.

    Args:
        text: What was typed, without a unit.
        places: The most decimals allowed; more are refused, not rounded.

    Returns:
        The number with exactly `places` decimals.

    Raises:
        InputError: It is not a number, or has too many decimals, or is beyond 10^12.
    """
    plain = unicodedata.normalize("NFKC", text).strip().replace("−", "-").replace(" ", "")
    if not re.search(r"\d", plain) or not _PLAIN_NUMBER.fullmatch(plain):
        raise InputError(_("“{text}” is not a number.").format(text=text.strip()))
    value = Decimal(plain.replace(",", ""))
    if abs(value) > LARGEST_AMOUNT:
        raise InputError(_("{text} is too large.").format(text=text.strip()))
    step = Decimal(1).scaleb(-places)
    rounded = value.quantize(step, rounding=ROUND_HALF_UP)
    if rounded != value:
        raise InputError(
            _("{text} has more than {places} decimals.").format(text=text.strip(), places=places)
        )
    return rounded


def format_amount(amount: Decimal, *, places: int = 2) -> str:
    """Return `1,234.50`: grouped by thousands, a fixed number of decimals, a real minus sign."""
    rounded = round_to(amount, Decimal(1).scaleb(-places))
    return f"{rounded:,.{places}f}".replace("-", "−")
