"""From a grid and a mapping to checked columns: every bad cell is found, not only the first."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from negotiator_desk.i18n import _
from negotiator_desk.pay.arithmetic import Whole
from negotiator_desk.pay.columns import Column
from negotiator_desk.pay.dataset import DatasetKind, Field, fields
from negotiator_desk.pay.fields import MISSING, FieldType, month_number
from negotiator_desk.storage.intake import values
from negotiator_desk.storage.intake.grid import Grid, column_letters
from negotiator_desk.storage.intake.headers import Header
from negotiator_desk.storage.intake.meanings import Meaning, Read
from negotiator_desk.storage.intake.refusals import MOST_LISTED, BadCell
from negotiator_desk.storage.intake.rows import DataRows

_KEYS = {
    DatasetKind.OUTPUT: ("operation", "worker", "month"),
    DatasetKind.ORDERS: ("order",),
    DatasetKind.ROSTER: ("worker",),
}
"""Fields that no two rows may share; the first names the column that a report shows."""


class Faults:
    """The bad cells of a sheet, as they are found.

    Attributes:
        is_bad: Which data rows have one.
        count: How many bad cells there are.
    """

    def __init__(self, rows: int) -> None:
        self.is_bad = np.zeros(rows, dtype=np.bool_)
        self.count = 0
        self._listed: list[tuple[int, int, BadCell]] = []

    def listed(self) -> tuple[BadCell, ...]:
        """Return the first bad cells by row and column."""
        ordered = sorted(self._listed, key=lambda one: one[:2])
        return tuple(cell for _row, _column, cell in ordered[:MOST_LISTED])

    def add(self, places: Whole, column: int, report: Callable[[int], BadCell]) -> None:
        """Note the bad cells of a column.

        Args:
            places: The data rows they are in, in their order.
            report: Says what is wrong in one of them.
        """
        self.is_bad[places] = True
        self.count += len(places)
        self._listed += [(at, column, report(at)) for at in places[:MOST_LISTED].tolist()]


class Reading:
    """What reading a sheet found.

    Attributes:
        columns: Field → its values, one per data row.
        rows: Row in the grid of each data row.
        totals: Rows in the grid with a sum of others, left out.
        remarks: Rows in the grid with a remark, or with the header once more, left out.
    """

    def __init__(self, data: DataRows) -> None:
        self.columns: dict[Field, Read] = {}
        self.rows = data.rows
        self.totals = data.totals
        self.remarks = data.remarks
        self.faults = Faults(len(data.rows))

    @property
    def bad_rows(self) -> int:
        """How many data rows have a bad cell."""
        return int(self.faults.is_bad.sum())

    def good_columns(self) -> dict[str, Column]:
        """Return the columns without the rows that have a bad cell."""
        good = None if not self.bad_rows else ~self.faults.is_bad
        return {item.name: read.column(item, good) for item, read in self.columns.items()}


def read_rows(
    grid: Grid,
    header: Header,
    kind: DatasetKind,
    mapping: Mapping[str, int | None],
    progress: Callable[[float], None],
) -> Reading:
    """Read every data row below the header.

    Args:
        mapping: Field name → column, from 0.
        progress: Told how much is done, 0 to 1.
    """
    used = {item: at for item in fields(kind) if (at := mapping.get(item.name)) is not None}
    data = DataRows(grid, header, used)
    reading = Reading(data)
    for done, item in enumerate(fields(kind)):
        if item in used:
            _read_column(grid, header, item, used[item], data, reading)
        elif item.name == "month" and header.month is not None:
            month = np.full(len(data.rows), month_number(header.month), dtype=np.int64)
            reading.columns[item] = Read.of(month, None)
        progress((done + 1) / (len(fields(kind)) + 1))
    _find_duplicates(grid, header, kind, used, reading)
    return reading


def _read_column(
    grid: Grid, header: Header, item: Field, at: int, data: DataRows, reading: Reading
) -> None:
    heading = header.heading(at)
    meaning = Meaning(item, heading.unit if heading else "", header.year)
    if item.type is FieldType.TEXT:
        read = meaning.texts(data.coded(item))
    else:
        read = meaning.numbers(data.column(item))
    reading.columns[item] = read
    if read.is_bad is None:
        return
    column = data.column(item)

    def report(place: int) -> BadCell:
        cell = column.cell(place)
        return BadCell(
            sheet=grid.name,
            row=int(data.rows[place]) + 1,
            column=column_letters(at),
            header=heading.text if heading else "",
            value=values.shown(cell),
            expected=meaning.expected(cell),
        )

    reading.faults.add(np.flatnonzero(read.is_bad), at, report)


def _find_duplicates(
    grid: Grid,
    header: Header,
    kind: DatasetKind,
    used: Mapping[Field, int],
    reading: Reading,
) -> None:
    """Note the later ones of rows that stand for the same facts; bad rows stand for none."""
    keys = [item for name in _KEYS[kind] for item in fields(kind) if item.name == name]
    if keys[0] not in used:
        return
    stands = ~reading.faults.is_bad
    key = np.zeros(len(reading.rows), dtype=np.int64)
    for item in keys:
        numbers = reading.columns[item].values
        stands &= numbers != MISSING
        # Fewer than 2^22 operations, as many workers and 2^15 months: together below 2^63.
        key = key * (int(numbers.max(initial=0)) + 1) + np.maximum(numbers, 0)
    places = np.flatnonzero(stands)
    order = np.argsort(key[places], kind="stable")
    ordered = key[places][order]
    repeats = np.flatnonzero(ordered[1:] == ordered[:-1]) + 1
    if not len(repeats):
        return
    later = places[order[repeats]]
    first = places[order[np.searchsorted(ordered, ordered[repeats])]]
    first_of = dict(zip(later.tolist(), first.tolist(), strict=True))
    heading = header.heading(used[keys[0]])

    def report(place: int) -> BadCell:
        texts = [reading.columns[item].text(place) for item in keys]
        return BadCell(
            sheet=grid.name,
            row=int(reading.rows[place]) + 1,
            column=column_letters(used[keys[0]]),
            header=heading.text if heading else "",
            value=" · ".join(values.shown(text) for text in texts if text),
            expected=_("facts that no other row has; row {row} has the same").format(
                row=int(reading.rows[first_of[place]]) + 1
            ),
        )

    reading.faults.add(np.sort(later), used[keys[0]], report)
