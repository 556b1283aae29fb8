"""What a compared text consists of: clauses of paragraphs and tables, and what is left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from negotiator_desk.drafting.blocks import Content, Grid, plain

_ORDINAL = re.compile(r"[一二三四五六七八九十]+、")
_HEADS_SHOWN = 24
"""Characters of a clause without a title by which lists name it."""


class Source(StrEnum):
    """Where a compared text comes from."""

    VERSION = "version"
    """A draft or a contract made here."""
    MODEL = "model"
    """The library's ordinary wording."""
    IMPORTED = "imported"
    """An agreement made elsewhere, read from a file."""


class LineKind(StrEnum):
    """What a paragraph of a compared text is."""

    TITLE = "title"
    REFERENCE = "reference"
    PARTY = "party"
    """One side's heading and name."""
    PARTY_FIELD = "party_field"
    """A label and what it says of the side, such as its address."""
    HEADING = "heading"
    ANNEX = "annex"
    CAPTION = "caption"
    ARTICLE = "article"
    ITEM = "item"
    PROSE = "prose"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph.

    Attributes:
        number: Computed or as it stands in the old text; a changed number is no change of text.
        content: Without the number.
    """

    kind: LineKind
    number: str
    content: Content

    @property
    def text(self) -> str:
        """The paragraph's words."""
        return plain(self.content)


Element = Line | Grid
"""A paragraph or a table."""


class UnitKind(StrEnum):
    """What belongs together in a text; only units of one kind are held against each other."""

    FRONT = "front"
    """Everything before the first heading or article."""
    HEADING = "heading"
    CLAUSE = "clause"
    """An article with its items and paragraphs, or a paragraph that belongs to no article."""
    ANNEX = "annex"


@dataclass(frozen=True, slots=True)
class Unit:
    """A clause, a heading, an annex or what stands at the head.

    Attributes:
        place: The clause's place, its identity for ever; "" = it has none.
        title: What lists call it.
        number: Of its article, chapter or annex; "" = it has none.
        elements: In order.
        second: The same in the contract's other language; () = there is none.
    """

    kind: UnitKind
    place: str
    title: str
    number: str
    elements: tuple[Element, ...]
    second: tuple[Element, ...] = ()

    @property
    def text(self) -> str:
        """All its words, of tables their heads and cells, in the contract's first language."""
        return "\n".join(_element_text(one) for one in self.elements)


class OmittedKind(StrEnum):
    """What of a text is not compared."""

    SIGNATURES = "signatures"
    PAGE_LINES = "page_lines"
    """Headers and footers, page numbers."""
    NOTES = "notes"
    """Notes for whoever drafts."""
    PARAGRAPH = "paragraph"
    """A paragraph that was not understood."""
    FOUND = "found"
    """Something that the reader of a file came upon."""
    SECOND_LANGUAGE = "second_language"
    """The English column, where only one of the texts has one."""


@dataclass(frozen=True, slots=True)
class Omitted:
    """Something that is not compared.

    Attributes:
        words: What or where it is, literally; "" = its kind says all.
    """

    kind: OmittedKind
    words: str = ""


@dataclass(frozen=True)
class SideLabel:
    """What a compared text is called.

    Attributes:
        version: Number of the draft version; None = it has none.
        made_on: Day of drafting; None = not known.
        fingerprint: SHA-256 of its snapshot; "" = it has none.
    """

    source: Source
    title: str
    version: int | None = None
    made_on: date | None = None
    fingerprint: str = ""


def named_by(text: str) -> str:
    """Return a clause's first words, by which it is named where it has no title."""
    line = text.strip().partition("\n")[0]
    return line if len(line) <= _HEADS_SHOWN else f"{line[:_HEADS_SHOWN]}…"


def one_line(title: str) -> str:
    """Return a title without its line ends; words of English are parted by a space there."""
    return re.sub(r"(?<=[\x00-\x7f])\n", " ", title).replace("\n", "")


def caption_line(text: str) -> Line:
    """Return a table's heading; its ordinal is a number, not text."""
    match = _ORDINAL.match(text)
    number = match.group() if match else ""
    return Line(LineKind.CAPTION, number, (text[len(number) :],))


def _element_text(element: Element) -> str:
    match element:
        case Line():
            return element.text
        case Grid(columns, rows):
            heads = "\t".join(column.head for column in columns)
            cells = ("\t".join(plain(cell) for cell in row) for row in rows)
            return "\n".join((heads, *cells))
