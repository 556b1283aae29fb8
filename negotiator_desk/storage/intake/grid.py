"""A sheet as rows of raw cells, before anything is known about their meaning."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from negotiator_desk.i18n import _
from negotiator_desk.storage.intake.refusals import ImportRefused

MOST_ROWS = 1_000_000
"""Rows of a sheet."""

MOST_COLUMNS = 200
"""Columns of a sheet."""


@dataclass(frozen=True)
class FailedCell:
    """A cell whose formula has no result.

    Attributes:
        text: The error it shows, such as "#REF!"; "" when the result was never stored.
    """

    text: str


Cell = str | float | datetime.datetime | datetime.date | datetime.time | FailedCell
"""What a cell holds; "" = nothing. A logical value is the text TRUE or FALSE."""


@dataclass(frozen=True)
class Merge:
    """A merged block; rows and columns from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Grid:
    """One sheet.

    Attributes:
        name: Name of the sheet; "" in a text file.
        rows: Cells by row and column, both from 0 at the sheet's own first row and column; rows
            may be of different length.
    """

    name: str
    rows: list[list[Cell]]
    merges: list[Merge] = field(default_factory=list)

    def cell(self, row: int, column: int) -> Cell:
        """Return one cell, "" beyond the end of its row."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else ""

    @property
    def width(self) -> int:
        """How many columns the longest row has."""
        return max(map(len, self.rows), default=0)


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


def is_blank(cell: Cell) -> bool:
    """Whether a cell shows nothing."""
    return isinstance(cell, str) and not cell.strip()


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
