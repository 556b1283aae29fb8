"""Sets documents for tests: pages of boxes, as the typesetter has them before it draws."""

from __future__ import annotations

from collections.abc import Iterator

from negotiator_desk.drafting.blocks import Document
from negotiator_desk.drafting.typeset.boxes import Box, TextMark
from negotiator_desk.drafting.typeset.contents import fill_in_pages
from negotiator_desk.drafting.typeset.flow import set_document
from negotiator_desk.drafting.typeset.look import Look
from negotiator_desk.drafting.typeset.paginate import Page, PlacedBox, paginate
from negotiator_desk.drafting.typeset.sheets import turned

HALF_AIR = "，。、；：）》】」』〕〉〗"
"""Marks whose right half is air, which may hang over the edge."""


def set_pages(document: Document, look: Look) -> list[Page]:
    flow = set_document(document, look, with_spots=True)
    pages = paginate(flow.boxes, look.depth, turned(look).depth)
    fill_in_pages(pages, look.types["contents"])
    return pages


def placed_boxes(pages: list[Page]) -> Iterator[tuple[int, PlacedBox]]:
    for number, page in enumerate(pages):
        for placed in page.boxes:
            yield number, placed


def said(box: Box, column: int | None = None) -> str:
    return "".join(mark.line.text for mark in box.texts if column in (None, mark.column))


def right_edge(mark: TextMark) -> float:
    air = mark.size / 2 if mark.line.text[-1:] in HALF_AIR else 0
    return mark.x + mark.line.x + mark.line.width - air


def check_frame(pages: list[Page], look: Look) -> None:
    """Hold that nothing stands outside of the type area or over something else."""
    for page in pages:
        sheet = turned(look) if page.is_wide else look
        down = 0.0
        for placed in (*page.boxes, *page.foot):
            assert placed.down >= down - 0.02
            down = placed.down + placed.box.height
            for mark in placed.box.texts:
                assert mark.x + mark.line.x >= -0.01, mark.line.text
                assert right_edge(mark) <= sheet.measure + 0.1, mark.line.text
                assert 0 <= mark.down <= placed.box.height + 0.01
            for rule in placed.box.rules:
                assert min(rule.x1, rule.x2) >= -0.01
                assert max(rule.x1, rule.x2) <= sheet.measure + 0.1
            for circle in placed.box.circles:
                assert circle.x + circle.radius <= sheet.measure + 0.1
                assert circle.x >= circle.radius
        assert down <= sheet.depth + 0.02
