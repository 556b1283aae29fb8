"""Which rows of a sheet are data: not blank, no sum of others, no remark, not the header again."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from negotiator_desk.pay.arithmetic import Whole
from negotiator_desk.pay.dataset import Field, FieldType
from negotiator_desk.pay.spans import Mask
from negotiator_desk.storage.intake.cells import Cell, CellColumn, Coded, ListColumn, is_blank
from negotiator_desk.storage.intake.grid import Grid
from negotiator_desk.storage.intake.headers import Header, is_bare_total, is_remark, is_total

_FILLED_DOWN = frozenset({FieldType.TEXT, FieldType.DAY, FieldType.MONTH, FieldType.MOMENT})
"""Merged cells stand for all their rows; a merged figure does not: it would be counted again."""

_FEW = 2_000
"""Rows that are looked at one by one rather than column by column."""


class DataRows:
    """The rows of data below a header, and their cells.

    Attributes:
        rows: Row in the grid of each data row.
        totals: Rows in the grid with a sum of others, left out.
        remarks: Rows in the grid with a remark, or with the header once more, left out.
    """

    def __init__(self, grid: Grid, header: Header, used: Mapping[Field, int]) -> None:
        """Sort the rows.

        Args:
            used: Field → column it is read from.
        """
        self._grid = grid
        self._header = header
        self._used = used
        self._below = header.last_row + 1
        self._columns: dict[int, CellColumn] = {}
        self._codes: dict[int, Coded] = {}
        self.totals: list[int] = []
        self.remarks: list[int] = []
        self.rows = self._sorted_out()
        self._places = self.rows - self._below

    def column(self, item: Field) -> CellColumn:
        """Return a field's cells, one per data row, with merged blocks filled down."""
        return self._filled(item).take(self._places)

    def coded(self, item: Field) -> Coded:
        """Return the same, numbered; a number may belong to a row that is no data."""
        at = self._used[item]
        known = self._codes.pop(at, None)  # asked for once, and large
        filled = self._filled(item)
        if known is None or filled is not self._columns.pop(at, None):
            known = filled.coded()
        return Coded(known.codes[self._places], known.cells, known.plain)

    def _cells(self, at: int) -> CellColumn:
        if at not in self._columns:
            self._columns[at] = self._grid.column(at, self._below)
        return self._columns[at]

    def _coded(self, at: int) -> Coded:
        if at not in self._codes:
            self._codes[at] = self._cells(at).coded()
        return self._codes[at]

    def _filled(self, item: Field) -> CellColumn:
        at = self._used[item]
        cells = self._cells(at)
        blocks = [
            (merge.top - self._below, merge.bottom - self._below, self._grid.cell(merge.top, at))
            for merge in self._grid.merges
            if merge.left == at and merge.bottom > merge.top >= self._below
        ]
        if not blocks or item.type not in _FILLED_DOWN:
            return cells
        assert isinstance(cells, ListColumn), "only a workbook has merged blocks"
        return cells.with_blocks(blocks)

    def _sorted_out(self) -> Whole:
        """Return the rows of data; those that might be something else are looked at one by one."""
        header, used = self._header, self._used
        lines = range(header.first_row, header.last_row + 1)
        again: set[tuple[int, Cell]] = {
            (at, cell) for line in lines for at, cell in enumerate(self._grid.row(line))
        } | {(at, "") for at in range(self._grid.width)}
        heads = {cell for _at, cell in again}
        labels = [at for item, at in used.items() if item.type is FieldType.TEXT]
        worker = next(at for item, at in used.items() if item.name == "worker")

        leads = self._coded(worker)
        doubtful: Mask = (leads.which(is_blank) | leads.find(heads))[leads.codes]
        for at in labels:
            column = self._coded(at)
            doubtful |= column.which(_is_total)[column.codes]
        begins_like_mark, is_blank_row = self._beginnings()
        doubtful |= begins_like_mark
        is_data = ~(doubtful | is_blank_row)
        for place in np.flatnonzero(doubtful & ~is_blank_row).tolist():
            is_data[place] = self._is_data(self._below + place, labels, worker, again)
        return np.flatnonzero(is_data) + self._below

    def _beginnings(self) -> tuple[Mask, Mask]:
        """Tell which rows begin with a total's name or a remark, and which are blank.

        A row begins with its first cell that is not blank.
        """
        found = np.zeros(max(self._grid.height - self._below, 0), dtype=np.bool_)
        is_blank_row = np.zeros(len(found), dtype=np.bool_)
        left = np.arange(len(found))
        at = 0
        while at < self._grid.width and len(left) > _FEW:
            column = self._coded(at)
            codes = column.codes[left]
            found[left] = column.which(_is_mark)[codes]
            left = left[column.which(is_blank)[codes]]
            at += 1
        if at == self._grid.width:
            is_blank_row[left] = True
            return found, is_blank_row
        for place in left.tolist():
            cells = self._grid.row(self._below + place)[at:]
            first = next((cell for cell in cells if not is_blank(cell)), None)
            is_blank_row[place] = first is None
            found[place] = first is not None and _is_mark(first)
        return found, is_blank_row

    def _is_data(
        self, row: int, labels: list[int], worker: int, again: set[tuple[int, Cell]]
    ) -> bool:
        """Whether a row that is perhaps none of data is one; note what it is otherwise."""
        cells = self._grid.row(row)
        cells = cells + [""] * (self._grid.width - len(cells))
        first = next(cell for cell in cells if not is_blank(cell))
        lead = cells[worker]
        named = [cell for cell in (first, *(cells[at] for at in labels)) if _is_total(cell)]
        # A worker's row may be about an operation with such a name: 小件合计. It is a sum only
        # where the worker is blank or the word itself, or where nothing stands but the word.
        if named and (is_blank(lead) or _is_total(lead) or any(map(_is_bare_total, named))):
            self.totals.append(row)
            return False
        facts = [at for item, at in self._used.items() if item.name != "group"]
        figures = [at for item, at in self._used.items() if item.type is not FieldType.TEXT]
        if (
            again.issuperset(enumerate(cells))
            or all(is_blank(cells[at]) for at in facts)
            or (_is_remark(first) and all(is_blank(cells[at]) for at in figures))
        ):
            self.remarks.append(row)
            return False
        return True


def _is_total(cell: Cell) -> bool:
    return isinstance(cell, str) and is_total(cell)


def _is_bare_total(cell: Cell) -> bool:
    return isinstance(cell, str) and is_bare_total(cell)


def _is_remark(cell: Cell) -> bool:
    return isinstance(cell, str) and is_remark(cell)


def _is_mark(cell: Cell) -> bool:
    return _is_total(cell) or _is_remark(cell)
