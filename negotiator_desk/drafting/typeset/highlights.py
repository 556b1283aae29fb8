"""Sets a few figures beside each other: large, framed, each with its label and a remark."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from negotiator_desk.drafting.blocks import Align, Highlight, Highlights
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
    """Return the box of the figures, all equally wide; a figure too wide is set smaller.

    Args:
        place: Where they stand, for the message about a missing character.
        new_element: Adds an element to the document's structure.

    Raises:
        MissingGlyphError: No font has a character.
    """
    width = look.measure / len(block.items)
    cells = [_Cell(item, look, width, place) for item in block.items]
    rows = [max(len(cell.rows[number]) for cell in cells) for number in range(3)]
    small, large = look.types["note"], look.types["highlight"]
    leads = (small.leading, large.leading, small.leading)
    box = Box(sum(count * lead for count, lead in zip(rows, leads, strict=True)) + 2 * _PAD)
    for number, cell in enumerate(cells):
        element = new_element("P")
        top = _PAD
        for lines, count, lead, size in zip(cell.rows, rows, leads, cell.sizes, strict=True):
            for place_of, line in enumerate(lines):
                down = top + place_of * lead + (lead + size) / 2 - size * BASELINE
                box.texts.append(TextMark(number * width + _PAD, down, size, line, element))
            top += count * lead
    edges = [number * width for number in range(len(cells) + 1)]
    rule = look.table.rule
    box.rules += [RuleMark(x, 0.0, x, box.height, rule) for x in edges]
    box.rules += [RuleMark(0.0, y, look.measure, y, rule) for y in (0.0, box.height)]
    return box


class _Cell:
    """One figure, set: its label, the figure and the remark, each as lines."""

    def __init__(self, item: Highlight, look: Look, width: float, place: str) -> None:
        small, large = look.types["note"], look.types["highlight"]
        measures = Measures(width - 2 * _PAD)
        size = large.size
        while size > small.size and _too_wide(item.value, large.style, size, measures, place):
            size -= _STEP
        self.sizes = (small.size, size, small.size)
        self.rows: tuple[Sequence[SetLine], ...] = (
            _lines(item.label, small.style, small.size, measures, place),
            _lines(item.value, large.style, size, measures, place),
            _lines(item.note, small.style, small.size, measures, place),
        )


def _too_wide(text: str, style: Style, size: float, measures: Measures, place: str) -> bool:
    return text_width(text, style, size, place) > measures.width


def _lines(
    text: str, style: Style, size: float, measures: Measures, place: str
) -> Sequence[SetLine]:
    paragraphs = set_paragraphs(
        [(style, text)], size, measures, place, align=Align.CENTRE, justify=False
    )
    return [line for paragraph in paragraphs for line in paragraph]
