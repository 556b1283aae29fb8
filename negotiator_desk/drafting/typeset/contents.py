"""Lists chapters and annexes; their page numbers are written in when the pages are full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from negotiator_desk.drafting.blocks import Annex, Block, Chapter, Contents, Pair
from negotiator_desk.drafting.typeset.boxes import Box, Dash, LinkMark, RuleMark, TextMark
from negotiator_desk.drafting.typeset.columns import Column, baseline, keep_ends_together
from negotiator_desk.drafting.typeset.inline import SetParagraph, single_line
from negotiator_desk.drafting.typeset.look import Type
from negotiator_desk.drafting.typeset.paginate import Page
from negotiator_desk.drafting.typeset.setting import Measures, set_paragraphs

_NUMBER_ROOM = 3.0
"""Ems kept free for the dots and a page's number."""

_HANG = 2
_DOTS_RISE = 0.3
_DOT = 0.075
"""Height of the dots above the baseline and their size, in ems."""


def headings(blocks: Sequence[Block]) -> list[tuple[str, str]]:
    """Return each chapter and annex as it stands in a contents list, in both languages."""
    return list(_headings(blocks, is_latin=False))


def add_contents(column: Column, block: Contents) -> None:
    """Set a contents list; a document without chapters and annexes has none.

    Raises:
        MissingGlyphError: No font has a character.
    """
    entries = [pair[column.is_right] for pair in column.book.headings]
    if not entries:
        return
    column.place = block.title
    column.heading(block.title, column.look.types["chapter"], "P")
    kind = column.look.types["contents"]
    toc = column.element("TOC")
    room = _NUMBER_ROOM * kind.size
    measures = Measures(column.look.measure - room, rest=_HANG * kind.size)
    boxes: list[Box] = []
    for anchor, text in enumerate(entries, start=1):
        link = column.element("Link", column.element("TOCI", toc))
        for lines in set_paragraphs([(kind.style, text)], kind.size, measures, text, justify=False):
            own = column.line_boxes(SetParagraph(lines), kind, link)
            for box, line in zip(own, lines, strict=True):
                box.keeps_next = line is not lines[-1]
                box.links.append(
                    LinkMark(
                        anchor,
                        text,
                        0.0,
                        column.look.measure,
                        line.x + line.width,
                        line is lines[-1],
                        baseline(kind),
                        kind.size,
                        link,
                    )
                )
            boxes += own
    keep_ends_together(boxes)
    column.add(boxes, before=kind.before, after=kind.after + kind.leading / 2)


def fill_in_pages(pages: Sequence[Page], kind: Type) -> None:
    """Write the number of its page, with dots before it, into each line of contents lists.

    Args:
        pages: All pages of a document; contents lines on them are changed.
        kind: How contents lines are set.
    """
    anchors = {
        placed.box.anchor: number
        for number, page in enumerate(pages, start=1)
        for placed in page.boxes
        if placed.box.anchor
    }
    for page in pages:
        for placed in page.boxes:
            for link in placed.box.links:
                if link.is_last:
                    _fill_in(placed.box, link, anchors[link.anchor], kind)


def heading_text(number: str, title: str, *, is_latin: bool = False) -> str:
    """Return a chapter's or an annex's heading in one line."""
    gap = "  " if is_latin else "　"
    return f"{number}{gap}{title}".strip().replace("\n", "")


def _fill_in(box: Box, link: LinkMark, number: int, kind: Type) -> None:
    line = single_line(str(number), kind.style, link.size)
    x = link.x2 - line.width
    box.texts.append(TextMark(x, link.down, link.size, line, link.element, column=link.column))
    # Dots of one list stand below each other: they are counted from the right edge.
    step = link.size / 2
    last = link.x2 - _NUMBER_ROOM * link.size / 2
    steps = int((last - link.start) / step)
    if steps > 0:
        down = link.down - link.size * _DOTS_RISE
        width = link.size * _DOT
        box.rules.append(RuleMark(last, down, last - steps * step, down, width, "", Dash.LEADER))


def _headings(blocks: Sequence[Block], *, is_latin: bool) -> Iterator[tuple[str, str]]:
    for block in blocks:
        match block:
            case Chapter(number, title) | Annex(number, title):
                text = heading_text(number, title, is_latin=is_latin)
                yield text, text
            case Pair(left, right, languages):
                own, other = (
                    [text for text, _same in _headings(side, is_latin=language[:2] != "zh")]
                    for side, language in zip((left, right), languages, strict=True)
                )
                for index, text in enumerate(own):
                    yield text, other[index] if index < len(other) else text
            case _:
                pass
