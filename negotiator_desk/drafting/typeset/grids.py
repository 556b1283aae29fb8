"""Sets tables: column widths from what the cells say, rows that are cut only when they must be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import fsum

from negotiator_desk.drafting.blocks import Align, Grid, plain
from negotiator_desk.drafting.typeset.boxes import ARTIFACT, Box, RuleMark, TextMark
from negotiator_desk.drafting.typeset.fonts import Style, printable
from negotiator_desk.drafting.typeset.linebreak import legal_breaks
from negotiator_desk.drafting.typeset.look import Look, TableType
from negotiator_desk.drafting.typeset.setting import (
    Measures,
    SetLine,
    set_paragraphs,
    text_width,
)

NewElement = Callable[[str, int | None], int]
"""Adds an element to the document's structure and returns its number."""

BASELINE = 0.12
"""How far the middle of Chinese type stands above the baseline's middle, in ems."""

_ROOM = 0.02
"""Points added to a measure, so that a text exactly as wide as its column is not broken."""


def grid_boxes(grid: Grid, look: Look, place: str, new_element: NewElement) -> list[Box]:
    """Return the boxes of a table: its head, then a box for each row.

    Args:
        place: Where the table stands, for the message about a missing character.
        new_element: Adds an element to the document's structure.

    Raises:
        MissingGlyphError: No font has a character.
    """
    return _Table(grid, look, place).boxes(new_element)


class _Table:
    """One table on its way from text to boxes."""

    def __init__(self, grid: Grid, look: Look, place: str) -> None:
        self.kind: TableType = look.table
        self.depth = look.depth
        self.place = place
        self.heads = [column.head for column in grid.columns]
        self.aligns = [column.align for column in grid.columns]
        self.rows = [[plain(cell) for cell in row] for row in grid.rows]
        self.widths = self._widths(look.measure)

    def boxes(self, new_element: NewElement) -> list[Box]:
        """Return the head and the rows; the head is repeated by whoever fills the pages."""
        table = new_element("Table", None)
        heads = self._cells(self.heads, self.kind.type.strong, [Align.CENTRE] * len(self.heads))
        head_elements = _row_elements(new_element, table, "TH", len(heads))
        head = self._box(heads, head_elements, is_top=True)
        repeated = self._box(heads, [ARTIFACT] * len(heads), is_top=True)
        boxes: list[Box] = []
        limit = self.depth - head.height
        for row in self.rows:
            cells = self._cells(row, self.kind.type.style, self.aligns)
            elements = _row_elements(new_element, table, "TD", len(cells))
            boxes += [self._box(part, elements, is_top=False) for part in self._parts(cells, limit)]
        for box in boxes:
            box.head = repeated
        head.keeps_next = True
        if len(boxes) > 1:
            boxes[0].keeps_next = True
            boxes[-2].keeps_next = True
        return [head, *boxes]

    def _widths(self, measure: float) -> list[float]:
        columns = [
            [
                (head, self.kind.type.strong),
                *((row[number], self.kind.type.style) for row in self.rows),
            ]
            for number, head in enumerate(self.heads)
        ]
        padding = 2 * self.kind.pad_across + _ROOM
        natural = [
            max(self._line_width(text, style) for text, style in column) + padding
            for column in columns
        ]
        if fsum(natural) <= measure:
            return [width * measure / fsum(natural) for width in natural]
        share = measure / len(columns)
        least = [
            min(max(self._widest_part(text, style) for text, style in column) + padding, share)
            for column in columns
        ]
        wish = [max(0.0, wide - narrow) for wide, narrow in zip(natural, least, strict=True)]
        spare = measure - fsum(least)
        return [
            narrow + spare * more / fsum(wish) for narrow, more in zip(least, wish, strict=True)
        ]

    def _line_width(self, text: str, style: Style) -> float:
        lines = printable(text).split("\n")
        return max(text_width(line, style, self.kind.type.size, self.place) for line in lines)

    def _widest_part(self, text: str, style: Style) -> float:
        line = printable(text).replace("\n", " ")
        allowed = legal_breaks(line)
        ends = [index for index in range(len(line) + 1) if allowed[index]]
        starts = [0, *ends[:-1]]
        return max(
            (
                text_width(line[start:end], style, self.kind.type.size, self.place)
                for start, end in zip(starts, ends, strict=True)
            ),
            default=0.0,
        )

    def _cells(
        self, texts: Sequence[str], style: Style, aligns: Sequence[Align]
    ) -> list[list[SetLine]]:
        cells: list[list[SetLine]] = []
        for text, width, align in zip(texts, self.widths, aligns, strict=True):
            measures = Measures(width - 2 * self.kind.pad_across)
            paragraphs = set_paragraphs(
                [(style, text)],
                self.kind.type.size,
                measures,
                self.place,
                align=align,
                justify=False,
            )
            cells.append([line for paragraph in paragraphs for line in paragraph])
        return cells

    def _parts(self, cells: list[list[SetLine]], limit: float) -> list[list[list[SetLine]]]:
        """Cut a row that is higher than a page into rows that are not."""
        most = max(1, int((limit - 2 * self.kind.pad_down) // self.kind.type.leading))
        longest = max(map(len, cells))
        return [
            [lines[start : start + most] for lines in cells]
            for start in range(0, max(longest, 1), most)
        ]

    def _box(
        self, cells: Sequence[Sequence[SetLine]], elements: Sequence[int], *, is_top: bool
    ) -> Box:
        kind = self.kind
        lines = max(1, *map(len, cells))
        height = lines * kind.type.leading + 2 * kind.pad_down
        box = Box(height)
        x = 0.0
        total = fsum(self.widths)
        for cell, width, element in zip(cells, self.widths, elements, strict=True):
            down = (height - len(cell) * kind.type.leading) / 2
            for line in cell:
                down += kind.type.leading
                baseline = down - (kind.type.leading - kind.type.size) / 2
                baseline -= kind.type.size * BASELINE
                box.texts.append(
                    TextMark(x + kind.pad_across, baseline, kind.type.size, line, element)
                )
            box.rules.append(RuleMark(x, 0.0, x, height, kind.rule))
            x += width
        box.rules.append(RuleMark(total, 0.0, total, height, kind.rule))
        box.rules.append(RuleMark(0.0, height, total, height, kind.rule))
        if is_top:
            box.rules.append(RuleMark(0.0, 0.0, total, 0.0, kind.rule))
        return box


def _row_elements(new_element: NewElement, table: int, tag: str, count: int) -> list[int]:
    row = new_element("TR", table)
    return [new_element(tag, row) for _number in range(count)]
