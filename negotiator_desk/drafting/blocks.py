"""What a composed contract consists of, before anyone thinks of fonts and pages.

Every writer (PDF, plain text, later DOCX) starts from these blocks. Text in a block is literal:
there is no markup, so nothing a user typed can become any.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


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


Inline = str | Figure
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
    """Key of the clause it was composed from."""


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered item of an article."""

    number: str
    content: Content


@dataclass(frozen=True, slots=True)
class Prose:
    """Running text without a number of its own."""

    content: Content


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
class Grid:
    """A table whose head is repeated on every page it runs over."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Content, ...], ...]


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


Block = (
    Title
    | Reference
    | Party
    | Chapter
    | Section
    | Highlights
    | Article
    | Item
    | Prose
    | Annex
    | Caption
    | Grid
    | Note
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
    """Return running text without the origin of its figures."""
    return "".join(part if isinstance(part, str) else part.text for part in content)


def figures(document: Document) -> Iterator[Figure]:
    """Yield every agreed figure that is printed, in order."""
    for block in document.blocks:
        match block:
            case Article() | Item() | Prose() | Note():
                yield from _figures(block.content)
            case Grid(rows=rows):
                for row in rows:
                    for cell in row:
                        yield from _figures(cell)
            case _:
                pass


def _figures(content: Content) -> Iterator[Figure]:
    return (part for part in content if isinstance(part, Figure))
