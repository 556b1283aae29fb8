"""Headings and articles of a document, and the fields that list them and point at them in Word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from negotiator_desk.drafting.blocks import (
    Annex,
    Article,
    Block,
    Chapter,
    CrossReference,
    Pair,
    Section,
    inlines,
)
from negotiator_desk.drafting.docx_numbering import ARTICLE, ENGLISH_ARTICLE, Lists
from negotiator_desk.drafting.docx_runs import Target
from negotiator_desk.drafting.docx_style_list import Side

Heading: TypeAlias = Chapter | Annex | Section
_LISTED = (Chapter, Annex, Section)
CONTENTS_FIELD = 'TOC \\o "1-1" \\h \\z \\u'
"""What Word gathers when it makes the contents list anew."""


def placed(blocks: Iterable[Block], side: Side = Side.WHOLE) -> Iterator[tuple[Block, Side]]:
    """Yield all blocks in the order in which they are written, those of pairs among them."""
    for block in blocks:
        if isinstance(block, Pair):
            yield from placed(block.left, Side.LEFT)
            yield from placed(block.right, Side.RIGHT)
        else:
            yield block, side


def headings(blocks: Iterable[Block]) -> Iterator[tuple[Heading, Side]]:
    """Yield all headings in the order in which they are written."""
    return ((block, side) for block, side in placed(blocks) if isinstance(block, _LISTED))


def heading_name(number: int) -> str:
    """Return the name of the bookmark of a heading, counted from 1 as `headings` yields them."""
    return f"_Toc{number:06}"


def targets(blocks: tuple[Block, ...]) -> tuple[Mapping[str, Target], Mapping[str, Target]]:
    """Return the articles that the text refers to, by place: of the text, of the right column.

    Articles whose number a list cannot show are left out: a field that points at them would show
    another one.
    """
    sought = {one.target for one in inlines(blocks) if isinstance(one, CrossReference)}
    found: tuple[dict[str, Target], dict[str, Target]] = ({}, {})
    for block, side in placed(blocks):
        own = found[side is Side.RIGHT]
        if (
            isinstance(block, Article)
            and block.clause in sought
            and block.clause not in own
            and Lists.can_show(block.number, ARTICLE, ENGLISH_ARTICLE)
        ):
            own[block.clause] = Target(f"_Ref{len(found[0]) + len(found[1]) + 1:06}", block.number)
    return found
