"""Holds the two languages of a bilingual contract against each other, clause by clause.

Numbers are compared as far as both languages write them as such: figures, numerals, number words
and the names of months. What one writes as a word that is no number (半年, twice) is not missed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from negotiator_desk.drafting.composition import ITEM_MARK, Composition, PlacedClause
from negotiator_desk.drafting.fields import figure_fields
from negotiator_desk.drafting.library import CAPITALS, FIELD
from negotiator_desk.drafting.prose_numbers import NumberKind, prose_numbers, read_or_none
from negotiator_desk.drafting.prose_numbers_english import Writing, english_numbers
from negotiator_desk.drafting.text_faults import TextFault, TextFaultKind
from negotiator_desk.drafting.wording import ContractLanguage, Tongue

_ANY_CHINESE = re.compile(r"[零〇一二两三四五六七八九十百千万]+(?:点[零〇一二三四五六七八九]+)?")
_WORDY = 10
"""Up to here a number in words (一日, one of them) may be no number in the other language."""

_ANY_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


def check_languages(composition: Composition) -> Iterator[TextFault]:
    """Yield what the two languages of a bilingual contract do not say alike."""
    text = composition.text
    if text.language is not ContractLanguage.BILINGUAL:
        return
    if not text.title_english:
        yield TextFault(TextFaultKind.NO_ENGLISH, name=text.title.split("\n")[-1])
    if text.preamble and not text.preamble_english:
        yield TextFault(TextFaultKind.NO_ENGLISH, name="序言")
    for chapter in composition.chapters:
        if not chapter.chapter.english:
            yield TextFault(TextFaultKind.NO_ENGLISH, name=chapter.chapter.title)
    for placed in composition.clauses():
        yield from _clause(composition, placed)


def _clause(composition: Composition, placed: PlacedClause) -> Iterator[TextFault]:
    clause = placed.text
    if not clause.english.strip():
        yield TextFault(TextFaultKind.NO_ENGLISH, clause.place)
        return
    if clause.changed_side is not None:
        side = clause.changed_side.value
        yield TextFault(TextFaultKind.ONE_SIDE_CHANGED, clause.place, side)
    chinese = composition.resolved(placed, clause.text)
    english = composition.resolved(placed, clause.english)
    items, other_items = _items(chinese), _items(english)
    if items != other_items:
        yield TextFault(TextFaultKind.ITEMS_DIFFER, clause.place, str(items), str(other_items))
    names = {one.name for one in clause.parameters}
    if placed.issue is not None:
        names |= figure_fields(placed.issue.subject)
    ours, theirs = _fields(chinese, names), _fields(english, names)
    only_chinese = [name for name in ours if name not in theirs]
    only_english = [name for name in theirs if name not in ours]
    only_chinese += _missing(_firm_chinese(chinese), _all_english(english))
    only_english += _missing(_firm_english(english), _all_chinese(chinese))
    for only, side in ((only_chinese, Tongue.CHINESE), (only_english, Tongue.ENGLISH)):
        if only:
            named = "、".join(dict.fromkeys(only))
            yield TextFault(TextFaultKind.FIGURES_DIFFER, clause.place, named, side.value)


def _items(text: str) -> int:
    return sum(line.startswith(ITEM_MARK) for line in text.splitlines())


def _fields(text: str, names: set[str]) -> list[str]:
    found = (name.removesuffix(CAPITALS) for name in FIELD.findall(text))
    return [name for name in dict.fromkeys(found) if name in names]


def _missing(firm: dict[Decimal, str], known: set[Decimal]) -> list[str]:
    return [written for value, written in firm.items() if value not in known]


def _firm_chinese(text: str) -> dict[Decimal, str]:
    """Return the numbers that the English must have too, as they are written."""
    found: dict[Decimal, str] = {}
    for one in prose_numbers(FIELD.sub(" ", text)):
        value = one.value * 100 if one.kind is NumberKind.PERCENT else one.value
        if one.kind is not NumberKind.COUNT or one.text[0].isdigit() or value > _WORDY:
            found.setdefault(value, one.text)
    return found


def _all_chinese(text: str) -> set[Decimal]:
    bare = FIELD.sub(" ", text)
    found = {
        one.value * 100 if one.kind is NumberKind.PERCENT else one.value
        for one in prose_numbers(bare)
    }
    found |= {Decimal(one.group().replace(",", "")) for one in _ANY_DIGITS.finditer(bare)}
    numerals = (read_or_none(one.group()) for one in _ANY_CHINESE.finditer(bare))
    return found | {one for one in numerals if one is not None} | _halves(bare)


def _halves(text: str) -> set[Decimal]:
    """Return the months that 半年 and 季度 stand for."""
    words = {"半年": Decimal(6), "季": Decimal(3), "年": Decimal(12), "周": Decimal(7)}
    return {value for word, value in words.items() if word in text}


def _firm_english(text: str) -> dict[Decimal, str]:
    found: dict[Decimal, str] = {}
    for one in english_numbers(FIELD.sub(" ", text)):
        if one.writing is Writing.DIGITS or (one.writing is Writing.WORDS and one.value > _WORDY):
            found.setdefault(one.value, one.text)
    return found


def _all_english(text: str) -> set[Decimal]:
    return {one.value for one in english_numbers(FIELD.sub(" ", text))}
