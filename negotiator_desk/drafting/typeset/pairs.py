"""Sets two texts beside each other, line by line, so that both go on over the end of a page."""

from __future__ import annotations

from itertools import zip_longest

from negotiator_desk.drafting.typeset.boxes import Box


def merge(left: list[Box], right: list[Box], by: float, number: int) -> list[Box]:
    """Return the boxes of two columns as one sequence, each with a line of both.

    Lines of both columns have the same leading; where they have not, the higher one makes the room
    for both. Nothing that one column wants together is parted.

    Args:
        left: Boxes of the left column; they become the merged ones.
        right: Boxes of the right column.
        by: How far its left edge stands in, in points.
        number: Of this row of two columns, from 1.
    """
    boxes: list[Box] = []
    for own, other in zip_longest(left, right):
        box = own or Box(0.0)
        box.pair = number
        if other is not None:
            box.height = max(box.height, other.height)
            box.before = max(box.before, other.before)
            box.keeps_next |= other.keeps_next
            box.new_page |= other.new_page
            box.is_text |= other.is_text
            box.clause = box.clause or other.clause
            box.take_right(other, by)
        boxes.append(box)
    if len(boxes) > 1:
        # The shorter column's last line asks for nothing after it, so the ends are tied anew.
        boxes[0].keeps_next = True
        boxes[-2].keeps_next = True
    return boxes
