"""A sheet of raw cells, before anything is known about their meaning."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from typing_extensions import override

from negotiator_desk.i18n import _
from negotiator_desk.storage.intake.cells import Cell, CellColumn, ListColumn
from negotiator_desk.storage.intake.refusals import ImportRefused

MOST_ROWS = 3_000_000
"""Rows of a sheet."""

MOST_COLUMNS = 200
"""Columns of a sheet."""


@dataclass(frozen=True)
class Merge:
    """A merged block; rows and columns from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


class Grid(ABC):
    """One sheet; rows and columns count from 0 at its own first row and column.

    Attributes:
        name: Name of the sheet; "" in a text file.
        merges: Its merged blocks.
        height: How many rows it has.
        width: How many columns its longest row has.
    """

    name: str
    merges: Sequence[Merge]
    height: int
    width: int

    @abstractmethod
    def row(self, row: int) -> list[Cell]:
        """Return the cells of one row, as long as it is."""

    @abstractmethod
    def column(self, column: int, first: int) -> CellColumn:
        """Return the cells of one column from the row `first` on, blank beyond a row's end."""

    def cell(self, row: int, column: int) -> Cell:
        """Return one cell, "" beyond the end of its row."""
        cells = self.row(row)
        return cells[column] if column < len(cells) else ""


class RowGrid(Grid):
    """A sheet of a workbook, whose rows are all of one length."""

    def __init__(self, name: str, rows: list[list[Cell]], merges: Sequence[Merge] = ()) -> None:
        """Take over the rows; the shorter ones are made as long as the longest."""
        self.name = name
        self.merges = merges
        self.height = len(rows)
        self.width = max(map(len, rows), default=0)
        self._rows = rows
        for cells in rows:
            if len(cells) < self.width:
                cells.extend([""] * (self.width - len(cells)))

    @override
    def row(self, row: int) -> list[Cell]:
        return self._rows[row]

    @override
    def column(self, column: int, first: int) -> ListColumn:
        return ListColumn([cells[column] for cells in self._rows[first:]])


def column_letters(index: int) -> str:
    """Return the letters of a column, which counts from 0: A, B, … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """Return the column with these letters, from 0."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def check_extent(sheet: str, rows: int, columns: int) -> None:
    """Refuse a sheet with more rows or columns than a dataset can come from.

    Raises:
        ImportRefused: Names the last cell.
    """
    if rows <= MOST_ROWS and columns <= MOST_COLUMNS:
        return
    last = f"{column_letters(columns - 1)}{rows}"
    if sheet:
        message = _(
            "Sheet “{sheet}” reaches to cell {last}, beyond {rows} rows and {columns} columns; "
            "nothing was imported."
        )
    else:
        message = _(
            "The file reaches to cell {last}, beyond {rows} rows and {columns} columns; "
            "nothing was imported."
        )
    raise ImportRefused(
        message.format(sheet=sheet, last=last, rows=f"{MOST_ROWS:,}", columns=MOST_COLUMNS),
        hint=_("Copy only the cells with data into a new workbook and import that."),
    )
