"""The cells of one column, each different one looked at once."""

from __future__ import annotations

import datetime
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import islice

import numpy as np
from typing_extensions import override

from negotiator_desk.pay.arithmetic import Whole
from negotiator_desk.pay.spans import Mask, Spans


@dataclass(frozen=True)
class FailedCell:
    """A cell whose formula has no result.

    Attributes:
        text: The error it shows, such as "#REF!"; "" when the result was never stored.
    """

    text: str


Cell = str | float | datetime.datetime | datetime.date | datetime.time | FailedCell
"""What a cell holds; "" = nothing. A logical value is the text TRUE or FALSE."""


def is_blank(cell: Cell) -> bool:
    """Whether a cell shows nothing."""
    return isinstance(cell, str) and not cell.strip()


@dataclass(frozen=True, eq=False)
class Coded:
    """Cells that are numbered, the same cell the same.

    Attributes:
        codes: The number of each cell.
        cells: Number → cell, of those that have to be looked at one by one.
        plain: Every number's text as the file has it. A number that `cells` has not is a code such
            as an order's: it is no blank, no total, no remark and no formula, and a text field
            takes it as it is. None where `cells` has every number.
    """

    codes: Whole
    cells: Mapping[int, Cell]
    plain: Spans | None

    @property
    def size(self) -> int:
        """How many different cells there are."""
        return len(self.cells) if self.plain is None else len(self.plain)

    def which(self, test: Callable[[Cell], bool]) -> Mask:
        """Tell for each number whether its cell passes a test that no plain cell passes."""
        found = np.zeros(self.size, dtype=np.bool_)
        found[[number for number, cell in self.cells.items() if test(cell)]] = True
        return found

    def find(self, wanted: Set[Cell]) -> Mask:
        """Tell for each number whether its cell is one of those wanted."""
        found = self.which(wanted.__contains__)
        if self.plain is not None:
            for cell in wanted:
                if isinstance(cell, str) and cell and cell.isascii():
                    found[self.plain.find(cell.encode())] = True
        return found


class CellColumn(ABC):
    """The cells of one column, in some rows."""

    @abstractmethod
    def __len__(self) -> int:
        """Return how many cells there are."""

    @abstractmethod
    def cell(self, place: int) -> Cell:
        """Return one cell."""

    @abstractmethod
    def coded(self, *, whole: bool = False) -> Coded:
        """Return the cells, numbered.

        Args:
            whole: `Coded.cells` is to have every number.
        """

    @abstractmethod
    def take(self, places: Whole) -> CellColumn:
        """Return the cells at some places."""

    @abstractmethod
    def samples(self, most: int) -> list[Cell]:
        """Return the first cells that are not blank."""


class ListColumn(CellColumn):
    """Cells of a workbook."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self._cells = cells

    @override
    def __len__(self) -> int:
        return len(self._cells)

    @override
    def cell(self, place: int) -> Cell:
        return self._cells[place]

    @override
    def coded(self, *, whole: bool = False) -> Coded:
        numbers: dict[Cell, int] = {cell: at for at, cell in enumerate(dict.fromkeys(self._cells))}
        codes = np.fromiter(map(numbers.__getitem__, self._cells), np.int64, len(self._cells))
        return Coded(codes, {at: cell for cell, at in numbers.items()}, None)

    @override
    def take(self, places: Whole) -> ListColumn:
        return ListColumn([self._cells[place] for place in places.tolist()])

    @override
    def samples(self, most: int) -> list[Cell]:
        return list(islice((cell for cell in self._cells if not is_blank(cell)), most))

    def with_blocks(self, blocks: Sequence[tuple[int, int, Cell]]) -> ListColumn:
        """Return the column with merged blocks filled down.

        Args:
            blocks: First place, last place and cell of each block; those outside are left out.
        """
        cells = list(self._cells)
        for first, last, cell in blocks:
            for place in range(max(first, 0), min(last + 1, len(cells))):
                cells[place] = cell
        return ListColumn(cells)
