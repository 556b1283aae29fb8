"""Reads the numbers in running text: figures, capital numerals, Chinese numerals, per cent.

Only numbers that say how much are read. Ordinals, dates, references to articles and annexes, codes
and the numerals in words such as 一致 are no quantities and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from negotiator_desk.drafting.capitals import read_capital_amount

READ = 4096
"""Texts whose numbers are remembered: an edit leaves most clauses as they were."""


class NumberKind(StrEnum):
    """What a number says."""

    AMOUNT = "amount"
    """Yuan."""
    PERCENT = "percent"
    """A ratio."""
    COUNT = "count"
    """Anything else; its unit says what."""


@dataclass(frozen=True, slots=True)
class ProseNumber:
    """A number in running text.

    Attributes:
        value: Yuan of an amount; per cent as a ratio; else as written.
        unit: What is counted, as it stands behind the number; "" where nothing does.
        start, end: Where it stands, its unit left out.
        text: As written.
        step: What one in its last written place is worth, in the same measure as `value`.
    """

    value: Decimal
    kind: NumberKind
    unit: str
    start: int
    end: int
    text: str
    step: Decimal


DIGITS = "零一二三四五六七八九"
_PLAIN = {"〇": "零", "两": "二"}
_WIDE = str.maketrans(
    {chr(0xFF10 + digit): str(digit) for digit in range(10)} | {"．": ".", "％": "%", "￥": "¥"}
)
_CHINESE = "[零〇一二两三四五六七八九十百千万亿]"
_CAPITAL = "[零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿]"
CAPITALS = re.compile(
    f"{_CAPITAL}+[元圆](?:{_CAPITAL}{{1,2}}[角分]){{0,2}}[整正]?"
    f"|{_CAPITAL}角(?:{_CAPITAL}{{1,2}}分)?[整正]?|{_CAPITAL}分"
)
"""An amount in capital numerals, as people write it too: 圆 for 元, 正 for 整."""

_NO_QUANTITY = re.compile(
    r"第\s*(?:[\d０-９]+|" + _CHINESE + r"+)"
    r"|[\d０-９]{4}\s*[-/.]\s*[\d０-９]{1,2}\s*[-/.]\s*[\d０-９]{1,2}(?![\d０-９])"
    r"|[\d０-９]{4}年(?:度|[\d０-９]{1,2}月(?:[\d０-９]{1,2}日)?)?"
    r"|[\d０-９]{1,2}月[\d０-９]{1,2}日"
    r"|[二一][〇零一二三四五六七八九]{3}年(?:[一二三四五六七八九十]{1,2}月)?"
    r"(?:[一二三四五六七八九十]{1,3}日)?"
    r"|附件\s*(?:[\d０-９]+|" + _CHINESE + r"+)"
    r"|〔\s*\d+\s*〕\s*(?:第)?\d+\s*号"
    r"|[（(]\s*" + _CHINESE + r"{1,3}\s*[）)]"
)
_NUMBER = re.compile(
    r"(?P<percent>百分之(?P<parts>" + _CHINESE + r"+(?:点[零〇一二三四五六七八九]+)?))"
    r"|(?P<capital>" + CAPITALS.pattern + r")"
    r"|(?P<sign>¥|人民币)?\s*(?<![A-Za-z0-9_.\-])(?P<digits>\d{1,3}(?:[,，]\d{3})++(?!\d)"
    r"(?:\.\d++)?+|\d++(?:\.\d++)?+)(?!-\d|[A-Za-z_]+\d)(?P<after>\s*(?:%|[百千万亿]+(?=元)|[万亿]))?"
    r"|(?P<chinese>" + _CHINESE + r"+(?:点[零〇一二三四五六七八九]+)?)"
)
_UNIT = re.compile(
    r"\s*(?P<unit>元|角(?!度)|个百分点|百分点|千克|公斤|公里|小时|分钟|工作日|个工作日|日历日|个月|个季度"
    r"|[件单天日月年周人名份次倍级档班票吨米时分组家户项台套间双个])"
)
_CHANGE = re.compile(
    r"元(?:(?P<jiao>[零一二三四五六七八九])角)?(?:零?(?P<fen>[一二三四五六七八九])分)?"
)
"""Behind a numeral: 元, and what an amount has beside whole yuan."""

_NO_NUMERAL_BEFORE = "统同任唯其专逐万之第进单不另再某"
"""A single numeral behind one of these is part of a word: 统一, 任一, 唯一."""
_POWERS = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_HUNDRED = Decimal(100)


@lru_cache(maxsize=READ)
def prose_numbers(text: str) -> tuple[ProseNumber, ...]:
    """Return the quantities in a text, in order."""
    return tuple(_read(text))


def _read(text: str) -> Iterator[ProseNumber]:
    masked = text.translate(_WIDE)
    masked = _NO_QUANTITY.sub(lambda match: " " * len(match.group()), masked)
    position = 0
    while match := _NUMBER.search(masked, position):
        found = _number(masked, match)
        position = match.end()
        if found is not None:
            position = max(position, found.end)
            yield found


def read_chinese(text: str) -> Decimal:
    """Read a Chinese numeral: 三千五百, 二十一点五, 一五〇.

    Raises:
        ValueError: It is none.
    """
    whole, point, decimals = text.partition("点")
    value = Decimal(_read_whole("".join(_PLAIN.get(one, one) for one in whole)))
    if not point:
        return value
    places = [DIGITS.index(_PLAIN.get(one, one)) for one in decimals]
    return value + Decimal(int("".join(map(str, places)))).scaleb(-len(places))


def read_capitals(text: str) -> Decimal:
    """Read an amount in capital numerals as people write it, 整 left out among the rest.

    Raises:
        ValueError: It is none, or written as no amount is.
    """
    plain = text.replace("〇", "零")
    try:
        return read_capital_amount(plain)
    except ValueError:
        return read_capital_amount(f"{plain}整")


def _number(text: str, match: re.Match[str]) -> ProseNumber | None:
    if match["percent"]:
        value = read_or_none(match["parts"])
        if value is None:
            return None
        return _made(match, value / _HUNDRED, NumberKind.PERCENT, "", _step(value) / _HUNDRED)
    if match["capital"]:
        try:
            value = read_capitals(match["capital"])
        except ValueError:
            return None
        return _made(match, value, NumberKind.AMOUNT, "元", Decimal("0.01"))
    if match["digits"]:
        return _from_digits(text, match)
    return _from_chinese(text, match)


def _from_digits(text: str, match: re.Match[str]) -> ProseNumber:
    value = Decimal(match["digits"].replace(",", "").replace("，", ""))
    step = _step(value)
    after = (match["after"] or "").strip()
    if after == "%":
        return _made(match, value / _HUNDRED, NumberKind.PERCENT, "", step / _HUNDRED)
    for power in after:
        value, step = value * _POWERS[power], step * _POWERS[power]
    unit = _unit(text, match.end())
    is_amount = unit == "元" or bool(match["sign"])
    kind = NumberKind.AMOUNT if is_amount else NumberKind.COUNT
    return _made(match, value, kind, "元" if is_amount else unit, step)


def _from_chinese(text: str, match: re.Match[str]) -> ProseNumber | None:
    numeral, end = match["chinese"], match.end()
    if numeral[-1] == "千" and text[end : end + 1] in {"克", "米", "瓦"}:
        numeral, end = numeral[:-1], end - 1
    unit = _unit(text, end)
    value = read_or_none(numeral) if numeral else None
    before = text[match.start() - 1 : match.start()]
    is_part_of_word = len(numeral) == 1 and (
        (before and before in _NO_NUMERAL_BEFORE) or numeral + unit == "十分"
    )
    if value is None or not unit or is_part_of_word:
        return None
    if unit == "角":
        tenth = Decimal("0.1")
        return ProseNumber(
            value * tenth, NumberKind.AMOUNT, "元", match.start(), end, numeral, tenth
        )
    if unit != "元":
        return ProseNumber(value, NumberKind.COUNT, unit, match.start(), end, numeral, _step(value))
    change = _CHANGE.match(text, end)
    step = _step(value)
    if change is not None and (change["jiao"] or change["fen"]):
        jiao, fen = (DIGITS.index(one or DIGITS[0]) for one in change.groups())
        value += Decimal(10 * jiao + fen).scaleb(-2)
        step = Decimal("0.01") if fen else Decimal("0.1")
        end, numeral = change.end(), text[match.start() : change.end()]
    return ProseNumber(value, NumberKind.AMOUNT, "元", match.start(), end, numeral, step)


def read_or_none(numeral: str) -> Decimal | None:
    """Return what a Chinese numeral says; None where it is none."""
    try:
        return read_chinese(numeral)
    except ValueError:
        return None


def _made(
    match: re.Match[str], value: Decimal, kind: NumberKind, unit: str, step: Decimal
) -> ProseNumber:
    return ProseNumber(value, kind, unit, match.start(), match.end(), match.group().strip(), step)


def _unit(text: str, end: int) -> str:
    match = _UNIT.match(text, end)
    return match["unit"] if match else ""


def _step(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0) if isinstance(exponent, int) else 0)


def _read_whole(text: str) -> int:
    for unit in ("亿", "万"):
        head, found, tail = text.rpartition(unit)
        if found:
            return _read_whole(head) * _POWERS[unit] + (_read_whole(tail) if tail else 0)
    if not text:
        raise ValueError(text)
    if len(text) > 1 and all(one in DIGITS for one in text):
        return int("".join(str(DIGITS.index(one)) for one in text))
    total, digit = 0, None
    for one in text:
        if one in _UNITS:
            total += (1 if digit is None else digit) * _UNITS[one]
            digit = None
        elif one == "零":
            digit = None
        else:
            if digit is not None:
                raise ValueError(text)
            digit = DIGITS.index(one)
    return total + (digit or 0)
