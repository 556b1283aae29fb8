"""Fills pages with boxes: as full as they go, never parting what belongs together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from negotiator_desk.drafting.typeset.boxes import Box

_TOLERANCE = 0.01


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """A box on a page, with the distance of its top from the top of the type area (points).

    Attributes:
        is_repeated: It is a table head that stood on an earlier page already.
    """

    box: Box
    down: float
    is_repeated: bool = False


@dataclass(slots=True)
class Page:
    """The boxes of one page."""

    boxes: list[PlacedBox] = field(default_factory=list)


def paginate(boxes: Sequence[Box], depth: float) -> list[Page]:
    """Distribute boxes over pages.

    Args:
        boxes: In reading order; none is higher than a page.
        depth: Height of the type area in points.
    """
    pages: list[Page] = []
    start = 0
    while start < len(boxes):
        page, end = _fill(boxes, start, depth)
        if end < len(boxes) and not boxes[end].new_page:
            whole = end
            while whole > start and boxes[whole - 1].keeps_next:
                whole -= 1
            if whole > start:
                del page.boxes[len(page.boxes) - (end - whole) :]
                end = whole
        pages.append(page)
        start = end
    return pages


def _fill(boxes: Sequence[Box], start: int, depth: float) -> tuple[Page, int]:
    """Return a page from `start` on, and the index of the first box that does not fit."""
    page = Page()
    down = 0.0
    head = boxes[start].head
    if head is not None:
        page.boxes.append(PlacedBox(head, 0.0, is_repeated=True))
        down = head.height
    end = start
    while end < len(boxes):
        box = boxes[end]
        before = 0.0 if end == start else box.before
        if end > start and (box.new_page or down + before + box.height > depth + _TOLERANCE):
            break
        page.boxes.append(PlacedBox(box, down + before))
        down += before + box.height
        end += 1
    return page, end
