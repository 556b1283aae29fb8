"""Sets a few figures beside each other: large, framed, each with its label and a remark."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import fsum

from negotiator_desk.drafting.blocks import Align, Highlights
from negotiator_desk.drafting.typeset.boxes import Box, RuleMark, TextMark
from negotiator_desk.drafting.typeset.fonts import Style
from negotiator_desk.drafting.typeset.grids import BASELINE
from negotiator_desk.drafting.typeset.look import Look
from negotiator_desk.drafting.typeset.setting import Measures, SetLine, set_paragraphs, text_width

NewElement = Callable[[str], int]
"""Adds an element to the document's structure and returns its number."""

_PAD = 6.0
"""Points between the frame and what stands in it."""

_STEP = 0.5
"""Points by which the type of a figure that is too wide gets smaller."""


def highlight_box(block: Highlights, look: Look, place: str, new_element: NewElement) -> Box:
    """Return the box of the figures, all equally wide; where one is too wide, all are set smaller.

    Args:
        place: Where they stand, for the message about a missing character.
        new_element: Adds an element to the document's structure.

    Raises:
        MissingGlyphError: No font has a character.
    """
    small, large = look.types["note"], look.types["highlight"]
    width = look.measure / len(block.items)
    measures = Measures(width - 2 * _PAD)
    size = large.size
    while size > small.size and any(
        text_width(item.value, large.style, size, place) > measures.width for item in block.items
    ):
        size -= _STEP
    types = ((small, small.size), (large, size), (small, small.size))
    cells = [
        [
            _lines(text, kind.style, own_size, measures, place)
            for text, (kind, own_size) in zip((one.label, one.value, one.note), types, strict=True)
        ]
        for one in block.items
    ]
    rows = [max(map(len, column)) for column in zip(*cells, strict=True)]
    box = Box(
        fsum(n * kind.leading for n, (kind, _size) in zip(rows, types, strict=True)) + 2 * _PAD
    )
    for number, parts in enumerate(cells):
        element = new_element("P")
        top = _PAD
        for lines, count, (kind, own_size) in zip(parts, rows, types, strict=True):
            for index, line in enumerate(lines):
                down = top + index * kind.leading + (kind.leading + own_size) / 2
                down -= own_size * BASELINE
                box.texts.append(TextMark(number * width + _PAD, down, own_size, line, element))
            top += count * kind.leading
    edges = [number * width for number in range(len(cells) + 1)]
    rule = look.table.rule
    box.rules += [RuleMark(x, 0.0, x, box.height, rule) for x in edges]
    box.rules += [RuleMark(0.0, y, look.measure, y, rule) for y in (0.0, box.height)]
    return box


def _lines(
    text: str, style: Style, size: float, measures: Measures, place: str
) -> Sequence[SetLine]:
    paragraphs = set_paragraphs(
        [(style, text)], size, measures, place, align=Align.CENTRE, justify=False
    )
    return [line for paragraph in paragraphs for line in paragraph]
