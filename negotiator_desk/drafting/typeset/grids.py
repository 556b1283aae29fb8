"""Sets tables: merged heads repeated on every page, rows that are cut only when they must be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import fsum

from negotiator_desk.drafting.blocks import Align, Content, Grid, plain
from negotiator_desk.drafting.typeset.boxes import ARTIFACT, Box, RuleMark, TextMark
from negotiator_desk.drafting.typeset.fonts import Style, printable
from negotiator_desk.drafting.typeset.look import Look, TableType
from negotiator_desk.drafting.typeset.setting import Measures, SetLine, set_paragraphs, set_short
from negotiator_desk.drafting.typeset.widths import (
    Demand,
    TextWidths,
    is_hopeless,
    is_squeezed,
    shared_widths,
    widen_for_groups,
)

NewElement = Callable[..., int]
"""Adds an element to the document's structure and returns its number: given its tag, the number of
its parent or None, and the entries of its attributes as PDF writes them, or nothing."""

BASELINE = 0.12
"""How far the middle of Chinese type stands above the baseline's middle, in ems."""

_ROOM = 0.02
"""Points added to a measure, so that a text exactly as wide as its column is not broken."""

_SMALLEST = 0.75
"""How much smaller the type of a table is set at most, where else numbers would be broken."""

_SIZE_STEP = 0.25
"""Points in which it gets smaller."""

_SHORT_HEAD = 4
"""Ems of a head that is broken only where nothing else helps."""

_WIDE = 3.0
"""Ems of air beside the widest figure of a column from which its figures stand in the middle, still
below each other, and not at the far edge."""

_WHOLE = 0.25
"""Share of a page that a table takes at most which is not divided."""

_LEAST_LINES = 2
"""Lines that the last part of a row has at least, where a row is higher than a page."""


def grid_boxes(grid: Grid, look: Look, place: str, new_element: NewElement) -> list[Box]:
    """Return the boxes of a table: its head, then a box for each row.

    Args:
        place: Where the table stands, for the message about a missing character.
        new_element: Adds an element to the document's structure.

    Raises:
        MissingGlyphError: No font has a character.
    """
    return _Table(grid, look, place).boxes(new_element)


def needs_wide(block: Grid, look: Look) -> bool:
    """Whether a table ought to stand on a turned sheet.

    It does when what must not be broken in its columns does not fit beside each other, or when many
    of its rows would have a cell that is a tower of a few characters a line.

    Raises:
        MissingGlyphError: No font has a character.
    """
    kind = look.table
    room = look.measure - (2 * kind.pad_across + _ROOM) * len(block.columns)
    longest = (
        max(len(column.head), max((len(_text(row[number])) for row in block.rows), default=0))
        for number, column in enumerate(block.columns)
    )
    # No character is wider than its type's size, so that most tables need no measuring.
    if not block.groups and sum(longest) * kind.type.size <= room:
        return False
    return _Layout(block, kind, look.measure, "").needs_wide()


def _text(cell: Content) -> str:
    """Return what a cell says; most have one text and nothing else."""
    if len(cell) == 1 and isinstance(cell[0], str):
        return cell[0]
    return plain(cell)


class _Layout:
    """The texts of a table, and how wide its columns are.

    Args:
        kind: How it is set; its type may be smaller than the look's.
    """

    def __init__(self, grid: Grid, kind: TableType, measure: float, place: str) -> None:
        self.kind = kind
        self.measure = measure
        self.place = place
        self.groups = grid.groups if any(group.head for group in grid.groups) else ()
        self.heads = [column.head for column in grid.columns]
        self.rows = [[_text(cell) for cell in row] for row in grid.rows]
        size = self.kind.type.size
        self.texts = TextWidths(self.kind.type.style, size)
        self.strong = TextWidths(self.kind.type.strong, size)
        self.padding = 2 * self.kind.pad_across + _ROOM
        self.widest: list[float] = []
        """Widest text below the head of each column, in points."""
        self.demands = self._demands()
        self.widths = shared_widths(self.demands, self.measure)

    def needs_wide(self) -> bool:
        """Whether the columns want more than the measure."""
        if fsum(demand.natural for demand in self.demands) <= self.measure:
            return False
        if not self.fits():
            return True
        rooms = [width - self.padding for width in self.widths]
        size = self.kind.type.size
        squeezed = 0
        for row in self.rows:
            naturals = [self.texts.natural(text, self.place) for text in row]
            squeezed += is_squeezed(naturals, rooms, size)
        return is_hopeless(squeezed, len(self.rows))

    def fits(self) -> bool:
        """Whether what must not be broken fits beside each other."""
        return fsum(demand.least for demand in self.demands) <= self.measure

    def smaller(self) -> TableType:
        """Return the largest type in which it would fit, or nearly the smallest there is."""
        own = self.kind.type
        around = self.padding * len(self.demands)
        for name in ("natural", "least"):
            needed = fsum(getattr(demand, name) for demand in self.demands) - around
            scale = (self.measure - around) / needed
            if scale >= _SMALLEST:
                break
        size = max(scale, _SMALLEST) * own.size // _SIZE_STEP * _SIZE_STEP
        leading = own.leading * size / own.size
        return replace(self.kind, type=replace(own, size=size, leading=leading))

    def cell_place(self, column: int, row: int) -> str:
        """Say where a cell stands, for the message about a missing character."""
        return f"{self.place} · {self.heads[column]} · {row + 1}"

    def _demands(self) -> list[Demand]:
        demands = [self._demand(number) for number in range(len(self.heads))]
        place = self.place
        groups = [
            (
                group,
                Demand(
                    natural=0.0,
                    least=self.strong.widest_part(group.head, place) + self.padding,
                    head=self.strong.natural(group.head, place) + self.padding,
                ),
            )
            for group in self.groups
        ]
        widen_for_groups(demands, groups)
        return demands

    def _demand(self, column: int) -> Demand:
        """Measure the texts of a column; where a head may be broken, its parts alone count."""
        head_place = f"{self.place} · {self.heads[column]}"
        head = self.heads[column]
        whole = self.strong.natural(head, head_place)
        natural = least = self.strong.widest_part(head, head_place)
        widest = 0.0
        if whole <= _SHORT_HEAD * self.kind.type.size:
            natural = whole
        places: dict[str, int] = {}
        for row, cells in enumerate(self.rows):
            places.setdefault(cells[column], row)
        for text, row in places.items():
            place = self.cell_place(column, row)
            width = self.texts.natural(text, place)
            natural = max(natural, width)
            widest = max(widest, width)
            if width > least:
                least = max(least, self.texts.widest_part(text, place))
        self.widest.append(widest)
        padding = self.padding
        return Demand(natural + padding, least + padding, max(natural, whole) + padding)


class _Table:
    """One table on its way from text to boxes."""

    def __init__(self, grid: Grid, look: Look, place: str) -> None:
        self.layout = _Layout(grid, look.table, look.measure, place)
        if self.layout.needs_wide():
            self.layout = _Layout(grid, self.layout.smaller(), look.measure, place)
        self.kind = self.layout.kind
        self.depth = look.depth
        self.aligns = [column.align for column in grid.columns]
        self.insets = list(map(self._inset, range(len(self.aligns))))
        self.lefts = [0.0]
        for width in self.layout.widths:
            self.lefts.append(self.lefts[-1] + width)
        self.set_cells: dict[tuple[int, str], list[SetLine]] = {}
        self.rules: dict[float, list[RuleMark]] = {}

    def boxes(self, new_element: NewElement) -> list[Box]:
        """Return the head and the rows; the head is repeated by whoever fills the pages."""
        table = new_element("Table", None)
        head, repeated = self._heads(new_element, table)
        boxes: list[Box] = []
        limit = self.depth - head.height
        for number, row in enumerate(self.layout.rows):
            cells = [self._cell(column, number, text) for column, text in enumerate(row)]
            parent = new_element("TR", table)
            elements = [new_element("TD", parent) for _cell in cells]
            boxes += [self._row(part, elements) for part in self._parts(cells, limit)]
        for box in boxes:
            box.head = repeated
        head.keeps_next = True
        kept = {0, len(boxes) - 2}
        if fsum(box.height for box in (head, *boxes)) <= _WHOLE * self.depth:
            kept = set(range(len(boxes)))
        for number, box in enumerate(boxes[:-1]):
            box.keeps_next = number in kept
        return [head, *boxes]

    def _cell(self, column: int, row: int, text: str) -> list[SetLine]:
        """Set a cell; equal texts of a column are set once."""
        lines = self.set_cells.get((column, text))
        if lines is None:
            place = self.layout.cell_place(column, row)
            lines = self._set_cell(column, text, place)
            self.set_cells[column, text] = lines
        return lines

    def _set_cell(self, column: int, text: str, place: str) -> list[SetLine]:
        align, style = self.aligns[column], self.kind.type.style
        measure = self.layout.widths[column] - 2 * self.kind.pad_across - self.insets[column]
        width = self.layout.texts.natural(text, place)
        shown = printable(text)
        if not shown or width > measure or shown[-1] == " " or "\n" in shown:
            return self._lines(text, style, measure, place, align)
        return [set_short(shown, style, self.kind.type.size, width, measure, align, place)]

    def _inset(self, column: int) -> float:
        """Return how far the figures of a column stand in from its right edge, in points."""
        air = self.layout.widths[column] - self.layout.padding - self.layout.widest[column]
        is_wide = self.aligns[column] is Align.RIGHT and air > _WIDE * self.kind.type.size
        return air / 2 if is_wide else 0.0

    def _lines(
        self, text: str, style: Style, width: float, place: str, align: Align
    ) -> list[SetLine]:
        paragraphs = set_paragraphs(
            [(style, text)], self.kind.type.size, Measures(width), place, align=align, justify=False
        )
        return [line for paragraph in paragraphs for line in paragraph]

    def _parts(self, cells: list[list[SetLine]], limit: float) -> list[list[list[SetLine]]]:
        """Cut a row that is higher than a page into rows that are not."""
        most = max(1, int((limit - 2 * self.kind.pad_down) // self.kind.type.leading))
        longest = max(map(len, cells))
        if longest <= most:
            return [cells]
        starts = list(range(0, longest, most))
        if longest - starts[-1] < _LEAST_LINES < most:
            starts[-1] = longest - _LEAST_LINES
        ends = [*starts[1:], longest]
        return [
            [lines[start:end] for lines in cells] for start, end in zip(starts, ends, strict=True)
        ]

    def _row(self, cells: Sequence[Sequence[SetLine]], elements: Sequence[int]) -> Box:
        kind = self.kind
        height = max(1, *map(len, cells)) * kind.type.leading + 2 * kind.pad_down
        box = Box(height)
        for left, cell, element in zip(self.lefts, cells, elements, strict=False):
            if cell:
                self._put(box, left, 0.0, height, cell, element)
        rules = self.rules.get(height)
        if rules is None:
            rules = self.rules[height] = [
                *(RuleMark(x, 0.0, x, height, kind.rule) for x in self.lefts),
                RuleMark(0.0, height, self.lefts[-1], height, kind.rule),
            ]
        box.rules = rules.copy()
        return box

    def _put(
        self,
        box: Box,
        left: float,
        top: float,
        height: float,
        lines: Sequence[SetLine],
        element: int,
    ) -> None:
        """Put a cell's lines into a box, in the middle of the cell's height."""
        kind = self.kind.type
        down = top + (height - len(lines) * kind.leading) / 2
        down -= (kind.leading - kind.size) / 2 + kind.size * BASELINE
        for line in lines:
            down += kind.leading
            box.texts.append(TextMark(left + self.kind.pad_across, down, kind.size, line, element))

    def _heads(self, new_element: NewElement, table: int) -> tuple[Box, Box]:
        """Return the head as it stands first, and as it is repeated on later pages."""
        cells = list(self._head_cells())
        heights = self._head_heights(cells)
        elements: list[int] = []
        for row in range(len(heights)):
            parent = new_element("TR", table)
            elements += [
                new_element("TH", parent, cell.attributes) for cell in cells if cell.row == row
            ]
        artifacts = [ARTIFACT] * len(cells)
        return self._head(cells, heights, elements), self._head(cells, heights, artifacts)

    def _head(
        self, cells: Sequence[_HeadCell], heights: Sequence[float], elements: Sequence[int]
    ) -> Box:
        box = Box(fsum(heights))
        rule = self.kind.rule
        for cell, element in zip(cells, elements, strict=True):
            top = fsum(heights[: cell.row])
            bottom = top + fsum(heights[cell.row : cell.row + cell.rows])
            left, right = self.lefts[cell.column], self.lefts[cell.column + cell.columns]
            self._put(box, left, top, bottom - top, cell.lines, element)
            box.rules.append(RuleMark(left, top, left, bottom, rule))
            box.rules.append(RuleMark(left, bottom, right, bottom, rule))
        box.rules.append(RuleMark(self.lefts[-1], 0.0, self.lefts[-1], box.height, rule))
        box.rules.append(RuleMark(0.0, 0.0, self.lefts[-1], 0.0, rule))
        return box

    def _head_cells(self) -> Iterator[_HeadCell]:
        """Yield the cells of the head row by row, each from the left."""
        heads = self.layout.heads
        spanned: set[int] = set()
        start = 0
        for group in self.layout.groups:
            columns = range(start, start + group.span)
            start += group.span
            if group.head:
                spanned.update(columns)
                yield self._head_cell(group.head, 0, columns[0], columns=group.span)
            else:
                for column in columns:
                    yield self._head_cell(heads[column], 0, column, rows=2)
        for column, head in enumerate(heads):
            if column in spanned:
                yield self._head_cell(head, 1, column)
            elif not self.layout.groups:
                yield self._head_cell(head, 0, column)

    def _head_cell(
        self, text: str, row: int, column: int, *, rows: int = 1, columns: int = 1
    ) -> _HeadCell:
        width = self.lefts[column + columns] - self.lefts[column] - 2 * self.kind.pad_across
        place = f"{self.layout.place} · {text}"
        lines = self._lines(text, self.kind.type.strong, width, place, Align.CENTRE)
        return _HeadCell(row, column, rows, columns, lines)

    def _head_heights(self, cells: Sequence[_HeadCell]) -> list[float]:
        """Return the height of each row of the head; the last gives way to what spans them."""
        kind = self.kind
        heights = [0.0] * (max(cell.row for cell in cells) + 1)
        for cell in sorted(cells, key=lambda cell: cell.rows):
            needed = max(1, len(cell.lines)) * kind.type.leading + 2 * kind.pad_down
            last = min(cell.row + cell.rows, len(heights)) - 1
            heights[last] = max(heights[last], needed - fsum(heights[cell.row : last]))
        return heights


@dataclass(frozen=True, slots=True)
class _HeadCell:
    """A cell of the head: where it begins, how far it reaches, and its lines."""

    row: int
    column: int
    rows: int
    columns: int
    lines: list[SetLine]

    @property
    def attributes(self) -> str:
        """What its element says of how far it reaches."""
        spans = [
            f" /{name} {count}"
            for name, count in (("RowSpan", self.rows), ("ColSpan", self.columns))
            if count > 1
        ]
        return "".join(spans)
