"""The articles of an old agreement, as clauses that can be taken over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from negotiator_desk.drafting.assemble import OwnClause
from negotiator_desk.drafting.composition import ITEM_MARK
from negotiator_desk.drafting.old_text import OldKind, OldParagraph, OldTable
from negotiator_desk.i18n import _
from negotiator_desk.services.wordings import wording
from negotiator_desk.storage.ids import new_id

_CLOSERS = ("、", ".", "．", ")", "）", ",", "，")
"""What ends a number so that its text follows without a space."""

_LONGEST_TITLE = 30
_SENTENCE_ENDS = re.compile(r"[，。；：！？,;:\n]")
_REFERENCE = re.compile(r"(?<!》)第[零〇一二三四五六七八九十百千0-9]+条")
"""An article of the agreement itself; one of a law follows its name."""


@dataclass(frozen=True)
class OldArticle:
    """An article of an old agreement that can be taken over as a clause.

    Attributes:
        index: Place of its first paragraph among the agreement's, from 0.
        chapter: Number and title of its chapter; "" = it has none.
        text: With its items and paragraphs, as clauses are written.
        has_table: A table stands in it, which is not taken over.
    """

    index: int
    chapter: str
    number: str
    text: str
    has_table: bool


def numbered_text(paragraph: OldParagraph) -> str:
    """Return a paragraph's text with its number before it."""
    number = paragraph.number
    if not number or number.endswith(_CLOSERS):
        return f"{number}{paragraph.text}"
    return f"{number}{' ' if number.isascii() else '　'}{paragraph.text}"


def articles_of(
    paragraphs: Sequence[OldParagraph], tables: Sequence[OldTable]
) -> tuple[OldArticle, ...]:
    """Return the articles of an agreement that have words to be taken over, in order."""
    found = []
    chapter = ""
    for index, one in enumerate(paragraphs):
        if one.kind is OldKind.HEADING:
            chapter = numbered_text(one)
        elif one.kind is OldKind.ARTICLE:
            end = _end_of_article(paragraphs, index)
            text = _article_text(paragraphs[index:end])
            has_table = any(index < table.after <= end for table in tables)
            if text:
                found.append(OldArticle(index, chapter, one.number, text, has_table))
    return tuple(found)


def clause_of(agreement: str, article: OldArticle) -> OwnClause:
    """Return an article as a new clause of the users' own.

    Args:
        agreement: Title of the agreement, for the drafting note.

    Raises:
        InputError: It is too long for a clause.
    """
    text = wording(article.text, article.number or _("Wording"))
    title = _SENTENCE_ENDS.split(text, maxsplit=1)[0].strip()[:_LONGEST_TITLE]
    named = dict.fromkeys(_REFERENCE.findall(text))
    notes = [f"引自《{agreement.strip('《》')}》{article.number}。"]
    if article.has_table:
        notes.append("原条文附有表格，未一并引入。")
    if named:
        notes.append(f"提到{'、'.join(named)}，请按本合同的条次核对。")
    return OwnClause(
        id=new_id(),
        title=title or article.number or agreement[:_LONGEST_TITLE],
        title_english="",
        text=text,
        english="",
        notes="".join(notes),
        is_imported=True,
    )


def _end_of_article(paragraphs: Sequence[OldParagraph], index: int) -> int:
    """Return the index after an article's last paragraph."""
    within = (OldKind.ITEM, OldKind.PROSE, OldKind.OTHER)
    for end in range(index + 1, len(paragraphs)):
        if paragraphs[end].kind not in within:
            return end
    return len(paragraphs)


def _article_text(paragraphs: Sequence[OldParagraph]) -> str:
    """Return an article's wording as clauses are written: items with their mark in front."""
    lines = []
    for one in paragraphs:
        text = " ".join(one.text.split())
        if text and one.kind is not OldKind.OTHER:
            lines.append(f"{ITEM_MARK}{text}" if one.kind is OldKind.ITEM else text)
    return "\n".join(lines)
