"""Amounts in capital numerals, as cheques and contracts write them: 叁仟伍佰元整.

The writing follows the rules on filling in payment instruments that are annexed to 支付结算办法:
one 零 for any run of noughts inside the amount, 整 after 元 or 角 and never after 分.
"""

from __future__ import annotations

import re
from decimal import Decimal

from negotiator_desk.money import LARGEST_AMOUNT, round_to_fen

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ((1000, "仟"), (100, "佰"), (10, "拾"), (1, ""))
_GROUPS = ((10**8, "亿"), (10**4, "万"), (1, ""))
_UNIT_VALUES = {"拾": 10, "佰": 100, "仟": 1000}


def capital_amount(amount: Decimal) -> str:
    """Return an amount in capital numerals.

    Args:
        amount: Yuan, from 0 to 10^12; rounded to the fen.

    Raises:
        ValueError: The amount is negative or too large: a bug, for terms check themselves.
    """
    if not 0 <= amount <= LARGEST_AMOUNT:
        raise ValueError(amount)
    yuan, fen = divmod(int(round_to_fen(amount).scaleb(2)), 100)
    jiao, fen = divmod(fen, 10)
    text = f"{_whole(yuan)}元" if yuan else ""
    if jiao:
        if text and yuan % 10 == 0:
            text += _DIGITS[0]
        text += f"{_DIGITS[jiao]}角"
    elif fen and text:
        text += _DIGITS[0]
    if fen:
        return f"{text}{_DIGITS[fen]}分"
    return f"{text or '零元'}整"


def read_capital_amount(text: str) -> Decimal:
    """Read back what `capital_amount` wrote.

    Returns:
        Yuan, two decimals.

    Raises:
        ValueError: The text is not an amount in capital numerals.
    """
    match = re.fullmatch(r"(?:(.+?)元)?(?:零?(.)角)?(?:零?(.)分)?整?", text)
    if match is None or not text:
        raise ValueError(text)
    whole, jiao, fen = match.groups()
    fen_total = _read_whole(whole or "零") * 100
    fen_total += 10 * _digit(jiao or "零") + _digit(fen or "零")
    return Decimal(fen_total).scaleb(-2)


def _whole(yuan: int) -> str:
    """Write whole yuan; 万亿 nests, because 亿 counts up to 10^12."""
    text = ""
    skipped = False
    for value, unit in _GROUPS:
        group, yuan = divmod(yuan, value)
        if not group:
            skipped = bool(text)
            continue
        if text and (skipped or group < 1000):
            text += _DIGITS[0]
        text += (_whole(group) if group >= 10**4 else _four(group)) + unit
        skipped = False
    return text


def _four(number: int) -> str:
    text = ""
    skipped = False
    for value, unit in _PLACES:
        digit, number = divmod(number, value)
        if not digit:
            skipped = bool(text)
            continue
        if skipped:
            text += _DIGITS[0]
        text += _DIGITS[digit] + unit
        skipped = False
    return text


def _read_whole(text: str) -> int:
    for unit, value in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = text.rpartition(unit)
        if found:
            return _read_whole(head) * value + (_read_whole(tail) if tail else 0)
    total = digit = 0
    for character in text:
        if character in _UNIT_VALUES:
            total += digit * _UNIT_VALUES[character]
            digit = 0
        else:
            digit = _digit(character)
    return total + digit


def _digit(character: str) -> int:
    return _DIGITS.index(character)
