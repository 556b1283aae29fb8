"""What a paragraph's style says: heading or not, bold or not, which list numbers it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from negotiator_desk.storage.intake.word_xml import (
    Element,
    child,
    children,
    is_on,
    number,
    parse,
    value,
)

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TITLE = re.compile(r"title|标题", re.IGNORECASE)
_CONTENTS = re.compile(
    r"toc\s*[1-9]|toc heading|目录.*|table of (?:contents|figures)", re.IGNORECASE
)
_BODY_LEVEL = 9
"""Outline level of running text."""

_DEFAULT_SIZE = 21
"""Half points of ordinary text where nothing says otherwise (五号)."""

T = TypeVar("T")


@dataclass(frozen=True)
class Look:
    """How a run of text looks.

    Attributes:
        size: Half points.
        is_hidden: It is not shown.
    """

    is_bold: bool
    size: int
    is_hidden: bool


@dataclass(frozen=True)
class _Style:
    """A style as the file has it; None = it leaves that to the one it is based on."""

    name: str
    based: str
    outline: int | None
    list: str | None
    level: int | None
    align: str | None
    is_bold: bool | None
    size: int | None
    is_hidden: bool | None


@dataclass(frozen=True)
class Format:
    """What is asked of a paragraph as a whole.

    Attributes:
        outline: Level in the outline, from 0; None = it is running text.
        is_title: It has the style of titles.
        is_contents: It belongs to a contents list.
        list: Id of the list that numbers it; "" = none.
        level: In that list, from 0; None = the one that belongs to its style.
        look: Of its runs where they do not say otherwise.
    """

    style: str
    outline: int | None
    is_title: bool
    is_contents: bool
    is_centred: bool
    list: str
    level: int | None
    look: Look


class Styles:
    """The styles of one document."""

    def __init__(self, part: bytes | None) -> None:
        """Read `styles.xml`; None = the document has none."""
        root = None if part is None else parse(part)
        self._known: dict[str, _Style] = {}
        self._ordinary = ""
        for one in children(root, "style"):
            key = value(one, "styleId") or ""
            self._known[key] = _style(one)
            if value(one, "type") == "paragraph" and is_on_attribute(one, "default"):
                self._ordinary = key
        defaults = child(child(child(root, "docDefaults"), "rPrDefault"), "rPr")
        self._size = number(child(defaults, "sz")) or _DEFAULT_SIZE
        self._is_bold = bool(is_on(child(defaults, "b")))

    def format_of(self, properties: Element | None) -> Format:
        """Return what a paragraph's `w:pPr` and its style ask for."""
        key = value(child(properties, "pStyle")) or self._ordinary
        chain = [_own(properties), *self._chain(key)]
        outline = _first(one.outline for one in chain)
        heading = _first(_heading_level(one.name) for one in chain)
        name = chain[1].name if len(chain) > 1 else ""
        outline = heading if outline is None else outline
        return Format(
            style=key,
            outline=outline if outline is not None and outline < _BODY_LEVEL else None,
            is_title=_TITLE.fullmatch(name) is not None,
            is_contents=_CONTENTS.fullmatch(name) is not None,
            is_centred=_first(one.align for one in chain) == "center",
            list=_first(one.list for one in chain) or "",
            level=_first(one.level for one in chain),
            look=self._look(chain),
        )

    def look_of(self, properties: Element | None, around: Format) -> Look:
        """Return how a run looks whose `w:rPr` stands in a paragraph."""
        own = _own_run(properties)
        key = value(child(properties, "rStyle")) or ""
        chain = [own, *(self._chain(key) if key else ())]
        bold = _first(one.is_bold for one in chain)
        hidden = _first(one.is_hidden for one in chain)
        return Look(
            around.look.is_bold if bold is None else bold,
            _first(one.size for one in chain) or around.look.size,
            around.look.is_hidden if hidden is None else hidden,
        )

    def _look(self, chain: list[_Style]) -> Look:
        bold = _first(one.is_bold for one in chain[1:])
        return Look(
            self._is_bold if bold is None else bold,
            _first(one.size for one in chain[1:]) or self._size,
            bool(_first(one.is_hidden for one in chain[1:])),
        )

    def _chain(self, key: str) -> list[_Style]:
        """Return a style and those it is based on; a circle ends where it closes."""
        seen: list[str] = []
        while key and key in self._known and key not in seen:
            seen.append(key)
            key = self._known[key].based
        return [self._known[one] for one in seen]


def is_on_attribute(element: Element, name: str) -> bool:
    """Whether an attribute says yes."""
    return value(element, name) in {"1", "true", "on"}


def _style(element: Element) -> _Style:
    paragraph = _own(child(element, "pPr"))
    run = _own_run(child(element, "rPr"))
    return _Style(
        name=value(child(element, "name")) or "",
        based=value(child(element, "basedOn")) or "",
        outline=paragraph.outline,
        list=paragraph.list,
        level=paragraph.level,
        align=paragraph.align,
        is_bold=run.is_bold,
        size=run.size,
        is_hidden=run.is_hidden,
    )


def _own(properties: Element | None) -> _Style:
    lists = child(properties, "numPr")
    named = value(child(lists, "numId"))
    return _Style(
        name="",
        based="",
        outline=number(child(properties, "outlineLvl")),
        list=None if named is None else ("" if named == "0" else named),
        level=number(child(lists, "ilvl")),
        align=value(child(properties, "jc")),
        is_bold=None,
        size=None,
        is_hidden=None,
    )


def _own_run(properties: Element | None) -> _Style:
    return _Style(
        name="",
        based="",
        outline=None,
        list=None,
        level=None,
        align=None,
        is_bold=is_on(child(properties, "b")),
        size=number(child(properties, "sz")),
        is_hidden=is_on(child(properties, "vanish")),
    )


def _heading_level(name: str) -> int | None:
    found = _HEADING.fullmatch(name.strip())
    return None if found is None else int(found.group(1)) - 1


def _first(found: Iterable[T | None]) -> T | None:
    """Return the first that says anything."""
    return next((one for one in found if one is not None), None)
