"""Reads a comparison back: what each of the two texts was, paragraph by paragraph."""

from __future__ import annotations

from negotiator_desk.drafting.blocks import Change, Content, Document, Marked, Prose, plain
from negotiator_desk.drafting.compare_result import (
    JOIN,
    SPLIT,
    ComparedElement,
    ComparedLine,
    ComparedUnit,
    Comparison,
    Fate,
)
from negotiator_desk.drafting.old_text import OldKind, OldParagraph
from negotiator_desk.drafting.plain import plain_text


def new_text(comparison: Comparison) -> list[str]:
    """Return the new text: what was inserted kept, what was deleted dropped."""
    found: list[str] = []
    for unit in comparison.units:
        if unit.fate not in {Fate.REMOVED, Fate.MOVED_AWAY}:
            for line in _lines(unit.elements):
                if line.fate is not Fate.REMOVED:
                    found.append(_kept(line.content, {Change.DELETED, Change.MOVED_AWAY}))
    return found


def old_text(comparison: Comparison) -> list[str]:
    """Return the old text: the reverse; what was moved stands where it stood."""
    found: list[str] = []
    for unit in comparison.units:
        if unit.fate is not Fate.ADDED and not (unit.is_moved and unit.fate is not Fate.MOVED_AWAY):
            found.extend(_old_lines(unit))
    return found


def _old_lines(unit: ComparedUnit) -> list[str]:
    found: list[str] = []
    goes_on = False
    for line in _lines(unit.elements):
        if line.fate is Fate.ADDED:
            continue
        text = ""
        parts = list(line.content)
        for part in parts:
            if part is JOIN:
                found = _put(found, text, goes_on)
                text, goes_on = "", False
            elif part is not SPLIT:
                text += _kept((part,), {Change.INSERTED, Change.MOVED_HERE})
        found = _put(found, text, goes_on)
        goes_on = line.is_split
    return found


def _put(found: list[str], text: str, goes_on: bool) -> list[str]:
    if goes_on:
        return [*found[:-1], found[-1] + text]
    return [*found, text]


def marks(comparison: Comparison) -> list[Marked]:
    """Return every mark on words; those of divided and joined paragraphs are left out."""
    return [
        part
        for unit in comparison.units
        for line in _lines((*unit.elements, *unit.second))
        for part in line.content
        if isinstance(part, Marked) and part not in (SPLIT, JOIN)
    ]


def _lines(elements: tuple[ComparedElement, ...]) -> list[ComparedLine]:
    return [one for one in elements if isinstance(one, ComparedLine)]


def _kept(content: Content, without: set[Change]) -> str:
    return "".join(
        plain((part,))
        for part in content
        if part not in (SPLIT, JOIN) and not (isinstance(part, Marked) and part.change in without)
    )


def article(number: str, text: str) -> OldParagraph:
    return OldParagraph(OldKind.ARTICLE, number, text)


def item(number: str, text: str) -> OldParagraph:
    return OldParagraph(OldKind.ITEM, number, text)


def prose(text: str) -> OldParagraph:
    return OldParagraph(OldKind.PROSE, "", text)


def heading(number: str, text: str) -> OldParagraph:
    return OldParagraph(OldKind.HEADING, number, text)


def shown(content: Content) -> str:
    """Return running text with its marks as plain text writes them."""
    document = Document("", "", "", 1, "", (Prose(content),))
    return plain_text(document).removesuffix("\n")


def lines(comparison: Comparison) -> list[str]:
    """Return every paragraph that differs, with its marks and its number."""
    return [
        f"{line.number}|{shown(line.content)}"
        for unit in comparison.units
        for line in _lines(unit.elements)
        if any(isinstance(part, Marked) for part in line.content)
    ]
