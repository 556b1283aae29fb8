"""Reads the numbers in English text: figures, per cent, number words, the names of months."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from negotiator_desk.drafting.prose_numbers import READ

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = dict(zip(_ONES, range(20), strict=True)) | dict(
    zip(_TENS, range(20, 100, 10), strict=True)
)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WORD = rf"\b(?:{'|'.join((*_WORDS, 'hundred', 'thousand'))})\b"
_NUMBER = re.compile(
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"|(?P<words>{_WORD}(?:[ -](?:and[ -])?{_WORD})*)"
    rf"|\b(?P<month>{'|'.join(_MONTHS)})\b",
    re.IGNORECASE,
)


class Writing(StrEnum):
    """How a number is written."""

    DIGITS = "digits"
    WORDS = "words"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class EnglishNumber:
    """A number in English text; per cent is the number in front of the sign."""

    value: Decimal
    text: str
    writing: Writing


@lru_cache(maxsize=READ)
def english_numbers(text: str) -> tuple[EnglishNumber, ...]:
    """Return the numbers in an English text, in order."""
    return tuple(_found(text))


def _found(text: str) -> Iterator[EnglishNumber]:
    for match in _NUMBER.finditer(text):
        written = match.group()
        if match["digits"]:
            value = Decimal(written.replace(",", ""))
            yield EnglishNumber(value, written, Writing.DIGITS)
        elif match["words"]:
            yield EnglishNumber(_read(written), written, Writing.WORDS)
        else:
            value = Decimal(_MONTHS.index(written.lower()) + 1)
            yield EnglishNumber(value, written, Writing.MONTH)


def _read(words: str) -> Decimal:
    total = group = 0
    for word in re.split(r"[ -]+", words.lower()):
        if word == "hundred":
            group = max(group, 1) * 100
        elif word == "thousand":
            total, group = total + max(group, 1) * 1000, 0
        elif word != "and":
            group += _WORDS[word]
    return Decimal(total + group)
