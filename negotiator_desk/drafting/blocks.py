"""What a composed contract consists of, before anyone thinks of fonts and pages.

Every writer (PDF, DOCX, plain text) starts from these blocks. Text in a block is literal: there is
no markup, so nothing a user typed can become any.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from negotiator_desk.drafting.card_blocks import Cards, QrCodes


class Form(StrEnum):
    """How the text of a figure states its value."""

    AMOUNT = "amount"
    """Grouped figures with decimals: 3,500.00."""
    CAPITAL = "capital"
    """Capital numerals: 叁仟伍佰元整."""
    PERCENT = "percent"
    """A ratio times a hundred, with its sign: 21.5%."""
    WORDS = "words"
    """The agreed words themselves."""
    DATE = "date"
    """2026年3月5日."""


@dataclass(frozen=True, slots=True)
class Figure:
    """An agreed value as printed; it keeps where it came from.

    Attributes:
        text: What is printed.
        offer_id: The accepted offer it came from.
        key: The cell of that offer's terms, such as "rate:同城".
        form: How `text` states the value.
    """

    text: str
    offer_id: str
    key: str
    form: Form


@dataclass(frozen=True, slots=True)
class Entry:
    """A value of a clause's parameter as printed.

    Attributes:
        text: What is printed.
        clause: Place of the clause it belongs to, as `Article.clause` names it.
        name: The parameter's name.
        form: How `text` states the value.
    """

    text: str
    clause: str
    name: str
    form: Form


@dataclass(frozen=True, slots=True)
class Blank:
    """Something that is not entered yet, printed as a line to write on.

    Attributes:
        clause: Place of the clause it stands in; "" outside of clauses.
        name: What is missing, in the contract's language.
        text: What is printed.
    """

    clause: str
    name: str
    text: str = "＿＿＿＿＿＿"


@dataclass(frozen=True, slots=True)
class CrossReference:
    """The number of another clause's article.

    Attributes:
        text: What is printed, such as 第十二条.
        target: Place of the clause it points at.
    """

    text: str
    target: str


class Change(StrEnum):
    """What became of a stretch of text between two versions."""

    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED_HERE = "moved_here"
    MOVED_AWAY = "moved_away"


@dataclass(frozen=True, slots=True)
class Marked:
    """Text of a redline that differs from the other version; never told by colour alone."""

    text: str
    change: Change


@dataclass(frozen=True, slots=True)
class Footnote:
    """A remark at the foot of the page on which its mark stands; writers number them."""

    text: str


Inline = str | Figure | Entry | Blank | CrossReference | Marked | Footnote
Content = tuple[Inline, ...]
"""A stretch of running text."""


class Align(StrEnum):
    """Where the text of a table cell stands."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Title:
    """The contract's name."""

    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """The line under the title: the contract's number."""

    text: str


@dataclass(frozen=True, slots=True)
class Party:
    """One side as named at the head of the contract: a name, then labelled lines."""

    heading: str
    name: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter's heading."""

    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a paper that has no chapters; it stands at the left."""

    text: str


@dataclass(frozen=True, slots=True)
class Highlight:
    """One figure that is seen first: what it is, the figure, and a remark on it."""

    label: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Highlights:
    """A few figures beside each other."""

    items: tuple[Highlight, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """The first paragraph of an article, with its number."""

    number: str
    content: Content
    clause: str
    """Place of the clause it was composed from: its key, and "#2" for the agenda's second issue."""


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered item of an article; its further lines hang under its text."""

    number: str
    content: Content
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """Running text without a number of its own."""

    content: Content
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A note for whoever drafts, in the annotated edition only; set apart from the text."""

    content: Content
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """The list of chapters and annexes; the typesetter knows their pages."""

    title: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts beside each other that say the same in two languages; their tops are level.

    Attributes:
        languages: What the two sides are written in, as PDF names languages.
    """

    left: tuple[Block, ...]
    right: tuple[Block, ...]
    languages: tuple[str, str] = ("zh-CN", "en")


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex's heading."""

    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Caption:
    """A table's heading inside an annex."""

    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: what its head says, and where its cells' text stands."""

    head: str
    align: Align


@dataclass(frozen=True, slots=True)
class ColumnGroup:
    """A head that spans neighbouring columns.

    Attributes:
        head: "" = nothing stands above these columns; their own heads take both rows.
        span: Number of columns.
    """

    head: str
    span: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose head is repeated on every page it runs over.

    Attributes:
        groups: A row of heads above the columns' own; their spans add up to all columns. () = none.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Content, ...], ...]
    groups: tuple[ColumnGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A remark in small print under a table."""

    content: Content


@dataclass(frozen=True, slots=True)
class Signatory:
    """One side's half of the signature block."""

    name: str
    lines: tuple[str, ...]
    """Labels of the lines to sign on; the first is the place of the seal."""


@dataclass(frozen=True, slots=True)
class Signatures:
    """The signature block, both sides beside each other."""

    left: Signatory
    right: Signatory


Block: TypeAlias = (
    Title
    | Reference
    | Party
    | Chapter
    | Section
    | Highlights
    | Article
    | Item
    | Prose
    | Remark
    | Contents
    | Pair
    | Annex
    | Caption
    | Grid
    | Note
    | QrCodes
    | Cards
    | Signatures
)


@dataclass(frozen=True, slots=True)
class Document:
    """A composed contract or another paper.

    Attributes:
        title: The contract's name, for the file's metadata and bookmarks.
        author: Who made it, for the file's metadata.
        reference: The contract's number; printed in the footer.
        version: Number of the draft version, from 1.
        fingerprint: SHA-256 of the snapshot it was composed from.
        blocks: The text, in order.
        language: What it is written in, as PDF names languages: "zh-CN" or "en".
        edition: What the footer has at the left; "" = the number and the version.
    """

    title: str
    author: str
    reference: str
    version: int
    fingerprint: str
    blocks: tuple[Block, ...]
    language: str = "zh-CN"
    edition: str = ""


def plain(content: Content) -> str:
    """Return running text without where its parts come from; footnotes are left out."""
    return "".join(_text(part) for part in content)


def figures(document: Document) -> Iterator[Figure]:
    """Yield every agreed figure that is printed, in order."""
    return (part for part in inlines(document.blocks) if isinstance(part, Figure))


def inlines(blocks: Iterable[Block]) -> Iterator[Inline]:
    """Yield every stretch of running text and of tables, in order."""
    for block in blocks:
        match block:
            case Article() | Item() | Prose() | Remark() | Note():
                yield from block.content
            case Grid(rows=rows):
                for row in rows:
                    for cell in row:
                        yield from cell
            case Pair(left, right):
                yield from inlines(left)
                yield from inlines(right)
            case _:
                pass


def _text(part: Inline) -> str:
    match part:
        case str():
            return part
        case Footnote():
            return ""
        case _:
            return part.text
