"""An agreement made elsewhere, as read from a file: paragraphs, tables and what was left."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class OldKind(StrEnum):
    """What a paragraph of an old agreement is."""

    TITLE = "title"
    """The agreement's name."""
    HEADING = "heading"
    """A chapter's, part's or annex's heading."""
    ARTICLE = "article"
    """The first paragraph of an article."""
    ITEM = "item"
    """A numbered item of an article."""
    PROSE = "prose"
    """Any other running text."""
    OTHER = "other"
    """Text that is no part of the terms, or that was not understood; it is not compared."""


@dataclass(frozen=True, slots=True)
class OldParagraph:
    """One paragraph of an old agreement.

    Attributes:
        number: As it stands there, such as "第三条", "（二）" or "3.1"; "" = it has none.
        text: Without its number; literal, without markup.
    """

    kind: OldKind
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class OldTable:
    """A table of an old agreement whose cells were understood.

    Attributes:
        after: Number of paragraphs that stand before it.
        heads: Texts of its head row.
        rows: Texts of its cells; the first of a row says what the row is about.
    """

    after: int
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class OldLeftover:
    """Something of an old agreement that cannot be compared.

    Attributes:
        what: What it is, in the agreement's language, such as 页眉, 签名栏, 图片, 批注.
        where: Its place or its first words; "" = not known.
    """

    what: str
    where: str = ""
