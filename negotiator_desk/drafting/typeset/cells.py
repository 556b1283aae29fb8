"""Finds in set tables what is more than text: a figure's place, a change, a footnote's mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from negotiator_desk.drafting.blocks import Content, Grid
from negotiator_desk.drafting.typeset.boxes import Box, Element
from negotiator_desk.drafting.typeset.dressing import Hooks, dress
from negotiator_desk.drafting.typeset.fonts import Style
from negotiator_desk.drafting.typeset.inline import Reading, Stretch, line_starts


class Cells:
    """The cells of a table that have such parts.

    Tables are set from mere texts; afterwards each line of these cells is found again by its
    element and put anew.

    Attributes:
        grid: The table with nothing but texts in it.
    """

    def __init__(self, grid: Grid, reading: Reading) -> None:
        self.grid = grid
        self._found: dict[tuple[int, int], tuple[str, list[Stretch]]] = {}
        if any(reading.is_more(part) for row in grid.rows for cell in row for part in cell):
            rows = [
                tuple(
                    self._texts(cell, (row, column), reading) for column, cell in enumerate(cells)
                )
                for row, cells in enumerate(grid.rows)
            ]
            self.grid = replace(grid, rows=tuple(rows))

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._found)

    def dress(
        self,
        boxes: Sequence[Box],
        elements: Sequence[Element],
        first: int,
        hooks: Hooks,
        style: Style,
    ) -> None:
        """Put the lines of these cells anew.

        Args:
            boxes: Of the table.
            elements: Of the table, in order.
            first: Number of the first of these.
            style: What footnotes' numbers are set in.
        """
        changed: list[tuple[Box, int, Box]] = []
        wanted = self._wanted(elements, first)
        lines: dict[int, list[tuple[Box, int]]] = {}
        for box in boxes:
            for index, mark in enumerate(box.texts):
                if mark.element in wanted:
                    lines.setdefault(mark.element, []).append((box, index))
        for element, (text, stretches) in wanted.items():
            own = lines.get(element, [])
            starts = line_starts(text, [box.texts[index].line for box, index in own])
            for (box, index), start in zip(own, starts, strict=True):
                end = start + len(box.texts[index].line.text)
                inside = [one for one in stretches if one.start < end and one.end > start]
                if inside:
                    dressed = Box(0.0)
                    dress(dressed, box.texts[index], start, inside, style, hooks)
                    changed.append((box, index, dressed))
        # From the last text of a box to its first, so that their numbers stay right.
        for box, index, dressed in sorted(changed, key=lambda change: -change[1]):
            box.texts[index : index + 1] = dressed.texts
            box.take_marks(dressed)

    def _texts(self, cell: Content, place: tuple[int, int], reading: Reading) -> Content:
        texts, stretches = reading.read(cell)
        text = "".join(texts)
        if stretches:
            self._found[place] = (text, stretches)
        return (text,)

    def _wanted(
        self, elements: Sequence[Element], first: int
    ) -> dict[int, tuple[str, list[Stretch]]]:
        """Return the cells by the number of their element; heads stand above all rows."""
        rows: dict[int, list[int]] = {}
        for number, element in enumerate(elements, start=first):
            if element.tag in {"TD", "TH"} and element.parent is not None:
                rows.setdefault(element.parent, []).append(number)
        body = list(rows.values())[-len(self.grid.rows) :]
        return {body[row][column]: found for (row, column), found in self._found.items()}
