"""Checks that terms and datasets share: what is wrong is said in one sentence."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _

LONGEST_NAME = 60
"""Characters in the name of an operation, a band, a grade or a category."""

ZERO = Decimal(0)
ONE = Decimal(1)
NOTHING = Decimal("0.00")
"""An amount of no yuan: a guarantee that was not agreed."""

MOST_LINES = 2_000
"""Rates of a table, cells of a grid, allowances: more are not one agreement."""

LARGEST_PAY = Decimal(10_000_000)
"""Yuan a month of one worker, and yuan of one fee or guarantee; anything above is mistyped."""


def check_decimal(
    value: Decimal, what: str, *, places: int, lowest: Decimal, highest: Decimal
) -> None:
    """Refuse a number outside its range or finer than its step.

    Args:
        what: The translated name of the number, which opens the sentence.
        places: Decimals of the smallest step.

    Raises:
        InputError: The number cannot be used.
        TypeError: It is not a Decimal: a mistake of ours, not of the user.
    """
    if not isinstance(value, Decimal):
        raise TypeError(f"{what}: Decimal expected, not {type(value).__name__}")
    if not value.is_finite() or not lowest <= value <= highest:
        raise InputError(
            _("{what}: {value} is not between {lowest} and {highest}.").format(
                what=what, value=value, lowest=lowest, highest=highest
            )
        )
    if value != value.quantize(Decimal(1).scaleb(-places)):
        raise InputError(
            _("{what}: {value} has more than {places} decimals.").format(
                what=what, value=value, places=places
            )
        )


def check_whole(value: int, what: str, *, lowest: int, highest: int) -> None:
    """Refuse a count outside its range.

    Raises:
        InputError: The number cannot be used.
        TypeError: It is not a whole number.
    """
    if type(value) is not int:  # a bool is an int, but not a count
        raise TypeError(f"{what}: whole number expected, not {type(value).__name__}")
    if not lowest <= value <= highest:
        raise InputError(
            _("{what}: {value} is not between {lowest} and {highest}.").format(
                what=what, value=value, lowest=lowest, highest=highest
            )
        )


def check_amount(amount: Decimal, what: str) -> None:
    """Refuse an amount of yuan that is negative, mistyped or finer than the fen.

    Raises:
        InputError: The amount cannot be used.
    """
    check_decimal(amount, what, places=2, lowest=NOTHING, highest=LARGEST_PAY)


def check_ratio(ratio: Decimal, what: str) -> None:
    """Refuse a ratio outside 0 to 1 or finer than 0.0001.

    Raises:
        InputError: The ratio cannot be used.
    """
    check_decimal(ratio, what, places=4, lowest=ZERO, highest=ONE)


def check_count(items: Sequence[object], what: str, *, least: int, most: int) -> None:
    """Refuse a list with too few or too many entries.

    Raises:
        InputError: The list cannot be used.
    """
    if not least <= len(items) <= most:
        raise InputError(
            _("{what}: {count} entries; from {least} to {most} are possible.").format(
                what=what, count=len(items), least=least, most=most
            )
        )


def check_name(text: str, what: str) -> None:
    """Refuse a name that is empty, too long, padded, or not plain text in NFC.

    Raises:
        InputError: The name cannot be used.
    """
    if not text.strip():
        raise InputError(_("{what}: the name is missing.").format(what=what))
    if len(text) > LONGEST_NAME:
        raise InputError(
            _("{what}: “{text}…” is longer than {longest} characters.").format(
                what=what, text=text[:12], longest=LONGEST_NAME
            )
        )
    if text != text.strip() or text != plain_text(text):
        raise InputError(
            _("{what}: “{text}” begins or ends with a space or has control characters.").format(
                what=what, text=text.strip()
            )
        )


def check_names(names: Sequence[str], what: str) -> None:
    """Check each of several names, and that none comes twice.

    Raises:
        InputError: A name cannot be used or is repeated.
    """
    seen: set[str] = set()
    for name in names:
        check_name(name, what)
        if name in seen:
            raise InputError(_("{what}: “{name}” comes twice.").format(what=what, name=name))
        seen.add(name)


def check_part(name: str, what: str) -> None:
    """Refuse a colon in a name that is joined with others into a cell key.

    Raises:
        InputError: The name has an ASCII colon.
    """
    if ":" in name:
        raise InputError(
            _("{what}: “{name}” has a colon; use a full-width one (：).").format(
                what=what, name=name
            )
        )


def plain_text(text: str) -> str:
    """Return one line of text in NFC, without control characters."""
    # What is printable has neither control characters nor separators of lines.
    if text.isprintable() and (text.isascii() or unicodedata.is_normalized("NFC", text)):
        return text
    kept = (c for c in text if unicodedata.category(c) not in {"Cc", "Cs", "Zl", "Zp"})
    return unicodedata.normalize("NFC", "".join(kept))
