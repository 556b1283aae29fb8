"""Numbers as a Chinese legal text writes them (第十二条, （三）, 第一章), and its English text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from negotiator_desk.drafting.wording import Tongue

_DIGITS = "零一二三四五六七八九"
_PLACES = ((1000, "千"), (100, "百"), (10, "十"))

LARGEST = 9999
"""No contract has more chapters, articles or items than this."""


def chinese_number(number: int) -> str:
    """Return 12 as 十二, 105 as 一百零五.

    Args:
        number: 0 to 9999.

    Raises:
        ValueError: The number is out of range: a bug, not an input.
    """
    if not 0 <= number <= LARGEST:
        raise ValueError(number)
    if number == 0:
        return _DIGITS[0]
    parts: list[str] = []
    skipped = False
    for value, unit in _PLACES:
        digit, number = divmod(number, value)
        if digit:
            if skipped:
                parts.append(_DIGITS[0])
            parts.append(_DIGITS[digit] + unit)
            skipped = False
        else:
            skipped = bool(parts)
    if number:
        if skipped:
            parts.append(_DIGITS[0])
        parts.append(_DIGITS[number])
    text = "".join(parts)
    return text[1:] if text.startswith("一十") else text


def chapter_number(number: int) -> str:
    """Return 第一章 for 1."""
    return f"第{chinese_number(number)}章"


def article_number(number: int) -> str:
    """Return 第一条 for 1."""
    return f"第{chinese_number(number)}条"


def item_number(number: int) -> str:
    """Return （一） for 1."""
    return f"（{chinese_number(number)}）"


def annex_number(number: int) -> str:
    """Return 附件1 for 1; annexes carry ordinary figures (GB/T 9704)."""
    return f"附件{number}"


@dataclass(frozen=True)
class Numbering:
    """How one language writes the numbers of a contract's parts, each counted from 1."""

    chapter: Callable[[int], str]
    article: Callable[[int], str]
    item: Callable[[int], str]
    annex: Callable[[int], str]


NUMBERING: Mapping[Tongue, Numbering] = {
    Tongue.CHINESE: Numbering(chapter_number, article_number, item_number, annex_number),
    Tongue.ENGLISH: Numbering(
        "Chapter {}".format, "Article {}".format, "({})".format, "Annex {}".format
    ),
}
"""How the numbers are written, by language."""
