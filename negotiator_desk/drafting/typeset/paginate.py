"""Fills pages with boxes: as full as they go, never parting what belongs together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import fsum

from negotiator_desk.drafting.typeset.boxes import Box, RuleMark

_TOLERANCE = 0.01

_FOOT_ROOM = 12.0
"""Points between the text and the first footnote of a page; the short rule stands in them."""

_FOOT_RULE = 90.0
_RULE_UP = 5.0
_RULE_WIDTH = 0.5

_WHOLE_NOTE = 4
"""Lines of a footnote that is never divided between pages."""

_LEAST_PART = 2
"""Lines of a longer one that stand on either page at least."""

_MOST_CARRIED = 0.6
"""Share of a page that a footnote from the page before may take while text is left."""


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
    """The boxes of one page.

    Attributes:
        boxes: Its text.
        foot: Its footnotes, below a short rule.
        is_wide: It is turned by a quarter.
    """

    boxes: list[PlacedBox] = field(default_factory=list)
    foot: list[PlacedBox] = field(default_factory=list)
    is_wide: bool = False


def paginate(boxes: Sequence[Box], depth: float, wide_depth: float | None = None) -> list[Page]:
    """Distribute boxes over pages.

    Args:
        boxes: In reading order; none is higher than a page.
        depth: Height of the type area in points.
        wide_depth: The same on a turned sheet; None = nothing stands on one.
    """
    pages: list[Page] = []
    carried: list[Box] = []
    start = 0
    while start < len(boxes):
        is_wide = boxes[start].is_wide
        room = wide_depth if is_wide and wide_depth is not None else depth
        filled = _fill(boxes, start, len(boxes), room, carried)
        end = filled.end
        if end < len(boxes) and not boxes[end].new_page:
            whole = end
            while whole > start and boxes[whole - 1].keeps_next:
                whole -= 1
            if start < whole < end:
                filled = _fill(boxes, start, whole, room, carried)
        pages.append(filled.page(room, is_wide=is_wide))
        carried = filled.carried
        start = filled.end
    while carried:
        filled = _fill((), 0, 0, depth, carried)
        pages.append(filled.page(depth, is_wide=False))
        carried = filled.carried
    return pages


class _Filled:
    """A page while it is filled, from its top and from its foot."""

    def __init__(self, depth: float) -> None:
        self.depth = depth
        self.boxes: list[PlacedBox] = []
        self.down = 0.0
        self.foot: list[Box] = []
        self.foot_height = 0.0
        self.carried: list[Box] = []
        """Lines of footnotes for the next page."""
        self.end = 0
        """Index of the first box that does not fit."""

    def page(self, depth: float, *, is_wide: bool) -> Page:
        """Return it with its footnotes at the foot."""
        page = Page(self.boxes, is_wide=is_wide)
        if self.foot:
            down = depth - self.foot_height
            up = _FOOT_ROOM - _RULE_UP
            rule = Box(_FOOT_ROOM, rules=[RuleMark(0.0, up, _FOOT_RULE, up, _RULE_WIDTH)])
            for box in (rule, *self.foot):
                page.foot.append(PlacedBox(box, down))
                down += box.height
        return page

    def put(self, box: Box, before: float) -> None:
        """Put a box below the text."""
        self.boxes.append(PlacedBox(box, self.down + before))
        self.down += before + box.height

    def put_note(self, lines: Sequence[Box]) -> None:
        """Put lines of a footnote below the others."""
        if lines and not self.foot:
            self.foot_height = _FOOT_ROOM
        self.foot.extend(lines)
        self.foot_height += fsum(line.height for line in lines)

    def room(self, *, with_note: bool) -> float:
        """Return the height that is left, in points."""
        left = self.depth - self.down - self.foot_height + _TOLERANCE
        return left - _FOOT_ROOM if with_note and not self.foot else left


def _fill(
    boxes: Sequence[Box], start: int, stop: int, depth: float, carried: Sequence[Box]
) -> _Filled:
    """Return a page of the boxes from `start` on, and none from `stop` on.

    Args:
        carried: Lines of footnotes that the page before had no room for.
    """
    filled = _Filled(depth)
    _put_carried(filled, carried, has_text=start < stop)
    filled.end = start
    if start < stop and (head := boxes[start].head) is not None:
        filled.boxes.append(PlacedBox(head, 0.0, is_repeated=True))
        filled.down = head.height
    while filled.end < stop:
        box = boxes[filled.end]
        is_first = filled.end == start
        before = 0.0 if is_first else _before(box, filled)
        if not is_first and (box.new_page or before + box.height > filled.room(with_note=False)):
            break
        if box.notes:
            if filled.carried:
                break
            parts = _divided(filled, box, before, is_forced=is_first and not carried)
            if parts is None:
                break
            filled.put(box, before)
            filled.put_note(parts[0])
            filled.carried = parts[1]
        else:
            filled.put(box, before)
        filled.end += 1
        if filled.carried and box.notes:
            break
    return filled


def _before(box: Box, filled: _Filled) -> float:
    """Return the space above a box: less than it asks for, where that keeps it on the page."""
    if not box.give:
        return box.before
    room = filled.room(with_note=False) - box.height
    return box.before if room < box.before - box.give else min(box.before, room)


def _put_carried(filled: _Filled, carried: Sequence[Box], *, has_text: bool) -> None:
    limit = filled.depth * (_MOST_CARRIED if has_text else 1.0)
    count = 0
    height = _FOOT_ROOM
    while count < len(carried) and height + carried[count].height <= limit + _TOLERANCE:
        height += carried[count].height
        count += 1
    if 0 < len(carried) - count < _LEAST_PART:
        count = max(1, len(carried) - _LEAST_PART)
    filled.put_note(carried[:count])
    filled.carried = list(carried[count:])


def _divided(
    filled: _Filled, box: Box, before: float, *, is_forced: bool
) -> tuple[list[Box], list[Box]] | None:
    """Return the lines of a box's footnotes for this page and for the next one.

    Args:
        is_forced: The box stands on this page whatever its footnotes need.

    Returns:
        None = the box has to stand on the next page.
    """
    lines = [line for note in box.notes for line in note]
    room = filled.room(with_note=True) - before - box.height
    fitting = 0
    while fitting < len(lines) and lines[fitting].height <= room:
        room -= lines[fitting].height
        fitting += 1
    if fitting == len(lines):
        return lines, []
    last = len(box.notes[-1])
    if not is_forced and (last <= _WHOLE_NOTE or fitting < len(lines) - last + _LEAST_PART):
        return None
    fitting = max(1, min(fitting, len(lines) - _LEAST_PART))
    return lines[:fitting], lines[fitting:]
