"""From a grid and a mapping to checked columns: every bad cell is found, not only the first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from operator import itemgetter

from negotiator_desk.i18n import _
from negotiator_desk.pay.dataset import DatasetKind, Field, FieldType, fields
from negotiator_desk.pay.fields import LONGEST_VALUE, Value
from negotiator_desk.storage.intake import values
from negotiator_desk.storage.intake.grid import Cell, FailedCell, Grid, column_letters, is_blank
from negotiator_desk.storage.intake.headers import Header, is_bare_total, is_remark, is_total
from negotiator_desk.storage.intake.refusals import MOST_LISTED, BadCell
from negotiator_desk.storage.intake.synonyms import unit_factor

_FILLED_DOWN = frozenset({FieldType.TEXT, FieldType.DAY, FieldType.MONTH, FieldType.MOMENT})
"""Merged cells stand for all their rows; a merged figure does not: it would be counted again."""

_KEYS = {
    DatasetKind.OUTPUT: ("operation", "worker", "month"),
    DatasetKind.ORDERS: ("order",),
    DatasetKind.ROSTER: ("worker",),
}
"""Fields that no two rows may share; the first names the column that a report shows."""


@dataclass
class Faults:
    """The bad cells of a sheet, as they are found."""

    rows: set[int] = field(default_factory=set)
    count: int = 0
    _listed: list[tuple[int, int, BadCell]] = field(default_factory=list)

    def listed(self) -> tuple[BadCell, ...]:
        """Return the first bad cells by row and column."""
        ordered = sorted(self._listed, key=lambda one: one[:2])
        return tuple(cell for _row, _column, cell in ordered[:MOST_LISTED])

    def add(self, row: int, column: int, cell: BadCell, listed_here: int) -> None:
        """Note one bad cell; `listed_here` counts those of its column before it."""
        self.rows.add(row)
        self.count += 1
        if listed_here < MOST_LISTED:
            self._listed.append((row, column, cell))


@dataclass
class Reading:
    """What reading a sheet found.

    Attributes:
        columns: Field name → one value per data row, None where missing or bad.
        rows: Row in the grid of each data row.
        totals: Rows in the grid with a sum of others, left out.
        remarks: Rows in the grid with a remark, or with the header once more, left out.
    """

    columns: dict[str, list[Value]]
    rows: list[int]
    faults: Faults
    totals: list[int]
    remarks: list[int]

    def good_columns(self) -> dict[str, list[Value]]:
        """Return the columns without the rows that have a bad cell."""
        if not self.faults.rows:
            return self.columns
        keep = [place for place, row in enumerate(self.rows) if row not in self.faults.rows]
        return {name: [column[place] for place in keep] for name, column in self.columns.items()}


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
    used = {item: mapping.get(item.name) for item in fields(kind)}
    kept = _KeptRows(grid, header, {item: at for item, at in used.items() if at is not None})
    reading = Reading({}, kept.rows, Faults(), kept.totals, kept.remarks)
    for done, (item, at) in enumerate(used.items()):
        if at is not None:
            cells = kept.cells(item, at)
            reading.columns[item.name] = _Column(grid, header, item, at).read(cells, reading)
        elif item.name == "month" and header.month is not None:
            reading.columns["month"] = [header.month] * len(kept.rows)
        progress((done + 1) / (len(used) + 1))
    _find_duplicates(grid, header, kind, mapping, reading)
    return reading


class _KeptRows:
    """Which rows are data, and their cells with merged blocks filled down."""

    def __init__(self, grid: Grid, header: Header, used: Mapping[Field, int]) -> None:
        self._grid = grid
        self._fills: dict[int, list[tuple[int, int, Cell]]] = {}
        for merge in grid.merges:
            if merge.top > header.last_row and merge.bottom > merge.top:
                fill = (merge.top, merge.bottom, grid.cell(merge.top, merge.left))
                self._fills.setdefault(merge.left, []).append(fill)
        self.rows: list[int] = []
        self.totals: list[int] = []
        self.remarks: list[int] = []
        width = grid.width
        self._lines = grid.rows[header.last_row + 1 :]
        for cells in self._lines:
            cells.extend([""] * (width - len(cells)))
        self._sort_rows(header, used)
        self._kept = [grid.rows[row] for row in self.rows]

    def cells(self, item: Field, at: int) -> list[Cell]:
        """Return a column's cells, one per data row."""
        column = list(map(itemgetter(at), self._kept))
        fills = self._fills.get(at)
        if fills and item.type in _FILLED_DOWN:
            filled = {row: cell for top, end, cell in fills for row in range(top, end + 1)}
            column = [filled.get(row, cell) for row, cell in zip(self.rows, column, strict=True)]
        return column

    def _sort_rows(self, header: Header, used: Mapping[Field, int]) -> None:
        labels = [at for item, at in used.items() if item.type is FieldType.TEXT]
        facts = [at for item, at in used.items() if item.name != "group"]
        figures = [at for item, at in used.items() if item.type is not FieldType.TEXT]
        worker = next(at for item, at in used.items() if item.name == "worker")
        lines = self._grid.rows[header.first_row : header.last_row + 1]
        again = {(at, cell) for line in lines for at, cell in enumerate(line)} | {
            (at, "") for at in range(self._grid.width)
        }
        heads = {cell for _at, cell in again}
        totals, remarks = self._marks(labels)
        bare = {text for text in totals if isinstance(text, str) and is_bare_total(text)}
        marks = totals | remarks
        for row, cells in enumerate(self._lines, start=header.last_row + 1):
            lead = cells[worker]
            if lead not in heads and not is_blank(lead) and marks.isdisjoint(cells):
                self.rows.append(row)  # the common case, and the quick one
                continue
            first = next((cell for cell in cells if not is_blank(cell)), None)
            if first is None:
                continue
            named = {first, *(cells[at] for at in labels)} & totals
            # A worker's row may be about an operation with such a name: 小件合计. It is a sum only
            # where the worker is blank or the word itself, or where nothing stands but the word.
            if named and (is_blank(lead) or lead in totals or named & bare):
                self.totals.append(row)
            elif (
                again.issuperset(enumerate(cells))
                or all(is_blank(cells[at]) for at in facts)
                or (first in remarks and all(is_blank(cells[at]) for at in figures))
            ):
                self.remarks.append(row)
            else:
                self.rows.append(row)

    def _marks(self, labels: list[int]) -> tuple[set[Cell], set[Cell]]:
        """Return the texts below the header that mark a row as a sum of others, or as a remark."""
        texts: set[Cell] = {next((cell for cell in cells if cell), "") for cells in self._lines}
        remarks: set[Cell] = {t for t in texts if isinstance(t, str) and is_remark(t)}
        for at in labels:
            texts.update(map(itemgetter(at), self._lines))
        totals: set[Cell] = {t for t in texts if isinstance(t, str) and is_total(t)}
        return totals, remarks


class _Column:
    """Reads the cells of one field."""

    def __init__(self, grid: Grid, header: Header, item: Field, at: int) -> None:
        self._grid = grid
        self._item = item
        self._at = at
        self._year = header.year
        heading = header.heading(at)
        self._heading = heading.text if heading else ""
        self._factor = unit_factor(item, heading.unit if heading else "")

    def read(self, cells: list[Cell], reading: Reading) -> list[Value]:
        # A cell that comes again means the same again: most columns have few different ones.
        known: dict[Cell, Value] = {}
        bad: set[Cell] = set()
        for cell in dict.fromkeys(cells):
            try:
                known[cell] = self._value(cell)
            except ValueError:
                known[cell] = None
                bad.add(cell)
        if bad:
            places = [place for place, cell in enumerate(cells) if cell in bad]
            for listed, place in enumerate(places):
                row = reading.rows[place]
                reading.faults.add(row, self._at, self._bad(row, cells[place]), listed)
        return [known[cell] for cell in cells]

    def _value(self, cell: Cell) -> Value:
        """Return what a cell means.

        Raises:
            ValueError: The field cannot have it.
        """
        item = self._item
        if isinstance(cell, FailedCell):
            raise ValueError("a formula without a result")
        if not item.required and isinstance(cell, str) and cell.strip() in values.BLANK_MARKS:
            return None
        value: Value
        match item.type:
            case FieldType.TEXT:
                value = values.text_of(cell)
                if value is not None and len(value) > LONGEST_VALUE:
                    raise ValueError("too long")
            case FieldType.DAY:
                value = values.day(cell, self._year)
            case FieldType.MONTH:
                value = values.month(cell, self._year)
            case FieldType.MOMENT:
                value = values.moment(cell, self._year)
            case FieldType.WHOLE | FieldType.DECIMAL:
                value = self._figure(cell)
        if value is None and item.required:
            raise ValueError("missing")
        return value

    def _figure(self, cell: Cell) -> Value:
        item = self._item
        if item.name == "birth_year":
            return values.birth_year(cell)
        figure = values.number(cell)
        if figure is None:
            return None
        if self._factor is None:
            raise ValueError("a unit that cannot be converted")
        figure *= self._factor
        if not 0 <= figure <= item.highest:
            raise ValueError("out of range")
        exact = figure.scaleb(item.places)
        if exact != int(exact):
            raise ValueError("too many decimals")
        return int(figure) if item.type is FieldType.WHOLE else figure

    def _bad(self, row: int, cell: Cell) -> BadCell:
        return BadCell(
            sheet=self._grid.name,
            row=row + 1,
            column=column_letters(self._at),
            header=self._heading,
            value=values.shown(cell),
            expected=self._expected(cell),
        )

    def _expected(self, cell: Cell) -> str:
        if isinstance(cell, FailedCell):
            if cell.text:
                return _("a value; the formula here has failed")
            return _("a value; open the workbook in a spreadsheet program and save it once")
        if self._factor is None:
            return _("a figure in {unit}").format(unit=_(self._item.unit))
        return expected(self._item)


def expected(item: Field) -> str:
    """Say in the user's language what a cell of this field has to have."""
    if item.name == "birth_year":
        return _("a year such as 1990")
    match item.type:
        case FieldType.TEXT:
            return _("a text of at most {longest} characters").format(longest=LONGEST_VALUE)
        case FieldType.WHOLE:
            return _("a whole number from 0 to {highest}").format(highest=f"{item.highest:,}")
        case FieldType.DECIMAL:
            return _("a number from 0 to {highest} with at most {places} decimals").format(
                highest=f"{item.highest:,}", places=item.places
            )
        case FieldType.DAY:
            return _("a date such as 2026-09-01")
        case FieldType.MONTH:
            return _("a month such as 2026-09")
        case FieldType.MOMENT:
            return _("a date and time such as 2026-09-01 11:35")


def _find_duplicates(
    grid: Grid,
    header: Header,
    kind: DatasetKind,
    mapping: Mapping[str, int | None],
    reading: Reading,
) -> None:
    """Note the later ones of rows that stand for the same facts; bad rows stand for none."""
    names = _KEYS[kind]
    at = mapping.get(names[0])
    if at is None:
        return
    heading = header.heading(at)
    bad = frozenset(reading.faults.rows)
    seen: dict[tuple[Value, ...], int] = {}
    listed = 0
    keys = zip(*(reading.columns[name] for name in names), strict=True)
    for row, key in zip(reading.rows, keys, strict=True):
        if None in key or row in bad:
            continue
        first = seen.setdefault(key, row)
        if first == row:
            continue
        cell = BadCell(
            sheet=grid.name,
            row=row + 1,
            column=column_letters(at),
            header=heading.text if heading else "",
            value=" · ".join(values.shown(one) for one in key if isinstance(one, str)),
            expected=_("facts that no other row has; row {row} has the same").format(row=first + 1),
        )
        reading.faults.add(row, at, cell, listed)
        listed += 1
