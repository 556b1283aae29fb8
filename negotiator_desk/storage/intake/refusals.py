"""How a file from outside is refused: one sentence, and the cells that are at fault."""

from __future__ import annotations

from dataclasses import dataclass

from negotiator_desk.errors import DeskError, InputError

MOST_LISTED = 1_000
"""Bad cells that a refusal lists; it counts the others."""


@dataclass(frozen=True)
class BadCell:
    """One cell that cannot be used.

    Attributes:
        sheet: Name of the sheet; "" in a text file, which has none.
        row: As the spreadsheet program shows it, from 1.
        column: Letters, as the spreadsheet program shows them.
        header: Text above the column.
        value: What the cell has, cut to a readable length; "" = nothing.
        expected: What it should have, translated.
    """

    sheet: str
    row: int
    column: str
    header: str
    value: str
    expected: str


class ImportRefused(InputError):  # noqa: N818  (a refusal is no fault of ours)
    """A file, or rows of it, cannot be imported; nothing was stored.

    Attributes:
        bad_cells: The first 1,000, by row and column; empty when the file as a whole is refused.
        bad_rows: How many rows have a bad cell.
        cells_beyond: How many bad cells there are besides those listed.
    """

    def __init__(
        self,
        message: str,
        *,
        hint: str = "",
        bad_cells: tuple[BadCell, ...] = (),
        bad_rows: int = 0,
        cells_beyond: int = 0,
    ) -> None:
        super().__init__(message, hint=hint)
        self.bad_cells = bad_cells
        self.bad_rows = bad_rows
        self.cells_beyond = cells_beyond


class ImportCancelled(DeskError):  # noqa: N818  (cancelling is no error)
    """The user stopped an import; nothing was stored."""
