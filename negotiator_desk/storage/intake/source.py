"""Reading a whole file: which sheet, which header, which columns, which rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _, n_
from negotiator_desk.pay.dataset import Dataset, DatasetKind, fields
from negotiator_desk.storage.intake import synonyms
from negotiator_desk.storage.intake.answers import ColumnPreview, Imported, ImportPreview
from negotiator_desk.storage.intake.container import SourceFormat, recognise
from negotiator_desk.storage.intake.grid import Grid, column_letters
from negotiator_desk.storage.intake.headers import Found, Header, find_header
from negotiator_desk.storage.intake.reading import Reading, read_rows
from negotiator_desk.storage.intake.refusals import BadCell, ImportRefused
from negotiator_desk.storage.intake.sheets import Workbook
from negotiator_desk.storage.intake.text import read_text
from negotiator_desk.storage.intake.values import shown

_SAMPLES = 5
_MOST_SHEETS_LOOKED_AT = 20
_MOST_ROWS_NAMED = 30

Remembered = Mapping[str, Mapping[str, Mapping[str, int | None]]]
"""Kind → SHA-256 of a header → the mapping confirmed for it."""


@dataclass(frozen=True)
class Request:
    """What to read, and how.

    Attributes:
        kind: None = find out; only for a preview.
        sheet: None = the one whose header fits best.
        mapping: None = the remembered one, else the proposed one.
        remembered: Confirmed mappings of earlier imports.
    """

    content: bytes
    kind: DatasetKind | None
    sheet: str | None
    mapping: Mapping[str, int | None] | None
    remembered: Remembered
    drop_bad_rows: bool = False


def preview(request: Request) -> ImportPreview:
    """Say what a file seems to hold.

    Raises:
        ImportRefused: It cannot be read at all.
    """
    source = _Source(request)
    found = source.found
    if found is None:
        return ImportPreview(
            kind=request.kind or DatasetKind.OUTPUT,
            format=source.format,
            sheets=source.sheets,
            sheet=source.grid.name,
            header_row=None,
            columns=(),
            mapping={},
            remembered=False,
            rows=source.grid.height,
            problems=(str(_no_header()),),
            notes=(),
        )
    header = found.header
    mapping, remembered = source.mapping()
    notes = []
    if mapping.get("month") is None and header.month is not None and _has_month(found.kind):
        notes.append(
            _("The month {month} is taken from the lines above the header.").format(
                month=f"{header.month:%Y-%m}"
            )
        )
    return ImportPreview(
        kind=found.kind,
        format=source.format,
        sheets=source.sheets,
        sheet=source.grid.name,
        header_row=header.last_row + 1,
        columns=tuple(_columns(source.grid, header)),
        mapping=mapping,
        remembered=remembered,
        rows=source.grid.height - header.last_row - 1,
        problems=tuple(_problems(found.kind, header, mapping)),
        notes=tuple(notes),
    )


def read(request: Request, progress: Callable[[float], None]) -> Imported:
    """Read and check every row of a file.

    Raises:
        ImportRefused: The file cannot be read, a required column is missing, there is no row, or
            rows are bad and `drop_bad_rows` is not set.
    """
    progress(0.05)
    source = _Source(request)
    progress(0.4)
    if source.found is None:
        raise _no_header()
    header, kind = source.found.header, source.found.kind
    mapping, _remembered = source.mapping()
    _check_mapping(kind, header, mapping)
    problems = _problems(kind, header, mapping)
    if problems:
        raise ImportRefused(
            _("{problem} Nothing was imported.").format(problem=problems[0]),
            hint=_("Choose the column for each field, or add it to the file."),
        )
    reading = read_rows(source.grid, header, kind, mapping, lambda done: progress(0.4 + done * 0.4))
    if reading.bad_rows and not request.drop_bad_rows:
        raise _bad_rows(reading)
    if reading.bad_rows == len(reading.rows):
        raise ImportRefused(
            _(
                "There is no row of data below the header in row {row}; nothing was imported."
            ).format(row=header.last_row + 1),
            hint=_("Choose another sheet or file."),
        )
    try:
        dataset = Dataset.of(kind, reading.good_columns())
    except InputError as fault:
        raise ImportRefused(
            _("{problem} Nothing was imported.").format(problem=fault), hint=fault.hint
        ) from fault
    progress(0.95)
    headings = {one.index: one.text for one in header.headings}
    return Imported(
        dataset=dataset.to_bytes(),
        format=source.format,
        mapping=mapping,
        headers={
            name: headings.get(at) or column_letters(at)
            for name, at in mapping.items()
            if at is not None
        },
        header_sha256=header.sha256,
        dropped_rows=reading.bad_rows,
        skipped_totals=len(reading.totals),
        skipped_remarks=len(reading.remarks),
        notes=tuple(_left_out(reading)),
    )


def _left_out(reading: Reading) -> Iterator[str]:
    """Say which rows were taken for none of data, so that a wrong guess can be seen."""
    if totals := len(reading.totals):
        sentence = n_(
            "Row {rows} was left out as a total.", "Rows {rows} were left out as totals.", totals
        )
        yield sentence.format(rows=_row_numbers(reading.totals))
    if remarks := len(reading.remarks):
        sentence = n_(
            "Row {rows} was left out as a remark.",
            "Rows {rows} were left out as remarks.",
            remarks,
        )
        yield sentence.format(rows=_row_numbers(reading.remarks))


def _row_numbers(rows: Sequence[int]) -> str:
    """Return rows of the grid as a spreadsheet program counts, as many as one can take in."""
    named = _(", ").join(str(row + 1) for row in rows[:_MOST_ROWS_NAMED])
    return named if len(rows) <= _MOST_ROWS_NAMED else f"{named} …"


class _Source:
    """The sheet of a file that is read, and its header."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self.format = recognise(request.content)
        self.sheets: tuple[str, ...] = ()
        kinds = tuple(DatasetKind) if request.kind is None else (request.kind,)
        if self.format is SourceFormat.TEXT:
            self.grid: Grid = read_text(request.content)
            self.found = find_header(self.grid, kinds)
            return
        workbook = Workbook.open(request.content)
        self.sheets = workbook.sheet_names
        names: Sequence[str] = self.sheets[:_MOST_SHEETS_LOOKED_AT]
        if request.sheet is not None:
            names = [request.sheet]
        self.grid = workbook.read(names[0])
        self.found = find_header(self.grid, kinds)
        for name in names[1:]:
            grid = workbook.read(name)
            found = find_header(grid, kinds)
            if _fits_better(found, self.found):
                self.grid, self.found = grid, found

    def mapping(self) -> tuple[dict[str, int | None], bool]:
        """Return the mapping to read by, and whether it is remembered from an earlier import."""
        assert self.found is not None, "asked only where there is a header"
        kind, header = self.found.kind, self.found.header
        names = [item.name for item in fields(kind)]
        if self._request.mapping is not None:
            unknown = [name for name in self._request.mapping if name not in names]
            if unknown:
                raise ImportRefused(
                    _("There is no field “{name}”; nothing was imported.").format(name=unknown[0])
                )
            return {name: self._request.mapping.get(name) for name in names}, False
        known = self._request.remembered.get(kind.value, {}).get(header.sha256)
        if known is not None:
            return {name: known.get(name) for name in names}, True
        return synonyms.propose(kind, header.headings), False


def _fits_better(found: Found | None, than: Found | None) -> bool:
    return found is not None and (than is None or found.fit > than.fit)


def _has_month(kind: DatasetKind) -> bool:
    return any(item.name == "month" for item in fields(kind))


def _columns(grid: Grid, header: Header) -> list[ColumnPreview]:
    columns = []
    for index in range(grid.width):
        samples = tuple(map(shown, grid.column(index, header.last_row + 1).samples(_SAMPLES)))
        heading = header.heading(index)
        if heading or samples:
            text, unit = (heading.text, heading.unit) if heading else ("", "")
            columns.append(ColumnPreview(index, column_letters(index), text, unit, samples))
    return columns


def _check_mapping(kind: DatasetKind, header: Header, mapping: Mapping[str, int | None]) -> None:
    used: dict[int, str] = {}
    labels = {item.name: _(item.label) for item in fields(kind)}
    for name, at in mapping.items():
        if at is None:
            continue
        if header.heading(at) is None:
            raise ImportRefused(
                _("{field}: column {column} has no header; nothing was imported.").format(
                    field=labels[name], column=column_letters(at) if at >= 0 else at
                ),
                hint=_("Choose a column that has one, or write one above it."),
            )
        if at in used:
            raise ImportRefused(
                _("Column {column} stands for {first} and {second}; nothing was imported.").format(
                    column=column_letters(at), first=labels[used[at]], second=labels[name]
                ),
                hint=_("Choose one column for each field."),
            )
        used[at] = name


def _problems(kind: DatasetKind, header: Header, mapping: Mapping[str, int | None]) -> list[str]:
    missing = [
        _(item.label)
        for item in fields(kind)
        if item.required
        and mapping.get(item.name) is None
        and not (item.name == "month" and header.month is not None)
    ]
    if not missing:
        return []
    return [
        n_(
            "The header in row {row} has no column for {fields}.",
            "The header in row {row} has no columns for {fields}.",
            len(missing),
        ).format(row=header.last_row + 1, fields=_(", ").join(missing))
    ]


def _no_header() -> ImportRefused:
    return ImportRefused(
        _("No line of the first 40 names the columns of such data; nothing was imported."),
        hint=_("Write the names of the columns above them, such as 工号, 姓名."),
    )


def _bad_rows(reading: Reading) -> ImportRefused:
    cells = reading.faults.listed()
    rows = reading.bad_rows
    sentence = n_(
        "{rows} row cannot be read: {place} has {value}, expected is {expected}; "
        "nothing was imported.",
        "{rows} rows cannot be read, the first because {place} has {value}, expected is "
        "{expected}; nothing was imported.",
        rows,
    )
    first = cells[0]
    value = f"“{first.value}”" if first.value else _("nothing")
    return ImportRefused(
        sentence.format(rows=rows, place=_place(first), value=value, expected=first.expected),
        hint=_("Correct the cells and import again, or import without these rows."),
        bad_cells=cells,
        bad_rows=rows,
        cells_beyond=reading.faults.count - len(cells),
    )


def _place(cell: BadCell) -> str:
    if cell.sheet:
        text = _("sheet “{sheet}”, row {row}, column {column} ({header})")
    else:
        text = _("row {row}, column {column} ({header})")
    return text.format(sheet=cell.sheet, row=cell.row, column=cell.column, header=cell.header)
