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
_AMOUNT = re.compile(
    rf"(?:([{_DIGITS}拾佰仟万亿]+)元)?(?:零?([{_DIGITS}])角)?(?:零?([{_DIGITS}])分)?整?"
)


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
    """Read an amount in capital numerals, in any of the writings that the rules allow.

    These are: 正 for 整 and 圆 for 元; 整 left out after 角; and, where 元 or 万 has a nought and
    the place after it has none, that nought said or unsaid. Anything else is refused.

    Returns:
        Yuan, two decimals.

    Raises:
        ValueError: The text is not an amount in capital numerals.
    """
    usual = text.replace("圆", "元").replace("正", "整")
    amount = _read(usual)
    if amount is None or usual not in _writings(amount):
        raise ValueError(text)
    return amount


def _read(text: str) -> Decimal | None:
    """Return what a text comes to if it is well formed; malformed ones give some number or None."""
    match = _AMOUNT.fullmatch(text)
    if match is None:
        return None
    whole, jiao, fen = (part or _DIGITS[0] for part in match.groups())
    total = _read_whole(whole) * 100 + 10 * _DIGITS.index(jiao) + _DIGITS.index(fen)
    amount = Decimal(total).scaleb(-2)
    return amount if amount <= LARGEST_AMOUNT else None


def _writings(amount: Decimal) -> set[str]:
    """Return every writing of an amount that the rules allow."""
    text = capital_amount(amount)
    writings = {text}
    whole, unit, rest = text.partition("元")
    if "角" in rest and rest.startswith("零"):
        writings.add(f"{whole}{unit}{rest[1:]}")
    if int(amount) % 10**4 >= 1000 and int(amount) // 10**4 % 10 == 0:
        writings |= {one.replace("万", "万零", 1) for one in writings if "万零" not in one}
    return writings | {one[:-1] for one in writings if one.endswith("角整")}


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
            digit = _DIGITS.index(character)
    return total + digit
