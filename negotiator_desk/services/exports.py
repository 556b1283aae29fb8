"""Files that leave the program: tables that a spreadsheet program opens."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from negotiator_desk.errors import InputError, StorageError
from negotiator_desk.i18n import _
from negotiator_desk.storage.durable import write_durably
from negotiator_desk.storage.faults import reason_of

_FORMULA_STARTS = frozenset("=+-@")
_SIGNED_NUMBER = re.compile(r"[+-][0-9,]+(\.[0-9]+)?")
_MARK = "\ufeff"
"""By it Excel knows a CSV file for UTF-8."""

TEXT = ""
"""Format of a column of texts."""
AMOUNT = "#,##0.00"
"""Format of amounts of yuan; the number of decimals of a format is that of its CSV too."""
COUNT = "#,##0"
"""Format of counts."""

LONGEST_CELL = 32_767
"""UTF-16 units that a workbook's cell can hold: Excel's own limit."""
MOST_SHEET_ROWS = 1_048_575
"""Rows below the header that a workbook's sheet can hold: Excel's own limit."""

_MOST_DIGITS = 15
"""Digits that Excel keeps of a number; what has more is written as text, so that none is lost."""
_NARROWEST, _WIDEST = 8, 80
_A4 = 9
_LINE, _HIGHEST = 15, 405
"""Points of a line of text in a row, and of the highest row; Excel has none above 409."""

Cell = str | int | Decimal | None
"""What stands in a cell of a table; None and "" are empty cells."""


@dataclass(frozen=True)
class TableColumn:
    """A column of a sheet: its head and how its numbers are shown."""

    head: str
    format: str = TEXT


@dataclass(frozen=True)
class TableSheet:
    r"""One sheet of a workbook.

    Attributes:
        name: At most 31 characters, none of []:*?/\.
    """

    name: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def texts(self) -> Iterator[Sequence[str]]:
        """Yield the header and the rows as a CSV file has them."""
        yield [column.head for column in self.columns]
        for row in self.rows:
            yield ["" if cell is None else str(cell) for cell in row]


def table_csv(rows: Iterable[Iterable[str]]) -> bytes:
    """Return a table, its header first, as CSV that Excel and WPS open rightly.

    Nothing in it is taken for a formula.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerows(map(_harmless, row) for row in rows)
    return (_MARK + buffer.getvalue()).encode("utf-8")


def workbook_bytes(sheets: Sequence[TableSheet], *, created: datetime) -> bytes:
    """Return an xlsx workbook: texts stay texts, numbers are numbers, the header stays in sight.

    Nothing in it is a formula or a link. Equal sheets and moments give equal bytes.

    Args:
        sheets: At least one.
        created: Moment that the file says it was made, with its zone.

    Raises:
        InputError: A text is longer than a cell takes, or a sheet has too many rows; nothing is
            cut without a word.
    """
    for sheet in sheets:
        _check_limits(sheet)
    buffer = io.BytesIO()
    workbook: Any = xlsxwriter.Workbook(
        buffer,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    workbook.set_properties({"created": created.astimezone(UTC).replace(tzinfo=None)})
    for sheet in sheets:
        _write_sheet(workbook, sheet)
    workbook.close()
    return buffer.getvalue()


def save_table(path: Path, rows: Iterable[Iterable[str]]) -> None:
    """Save a table, its header first, as a CSV file that is whole or not there.

    Raises:
        StorageError: The disk is full or the folder cannot be written; nothing was changed.
    """
    save_file(path, table_csv(rows))


def save_file(path: Path, content: bytes) -> None:
    """Save a file that is whole or not there.

    Raises:
        StorageError: The disk is full or the folder cannot be written; nothing was changed.
    """
    save_files(((path, content),))


def save_files(files: Sequence[tuple[Path, bytes]]) -> None:
    """Save files one after the other, each whole or not there.

    Args:
        files: Path and content of each, at least one.

    Raises:
        StorageError: The disk is full or a folder cannot be written. Of several files it names
            those that are there and those that are not.
    """
    for place, (path, content) in enumerate(files):
        try:
            write_durably(path, content)
        except OSError as error:
            name, reason = path.name, reason_of(error)
            there, missing = (
                _(", ").join(one.name for one, _content in part)
                for part in (files[:place], files[place:])
            )
            if len(files) == 1:
                text = _("{name} could not be written: {reason}.")
            elif not there:
                text = _("{name} could not be written: {reason}. No file was written.")
            else:
                text = _(
                    "{name} could not be written: {reason}. These files were written: {there}; "
                    "these were not: {missing}."
                )
            raise StorageError(
                text.format(name=name, reason=reason, there=there, missing=missing),
                hint=_("Choose another folder, or make room on the disk, and export again."),
            ) from error


def _check_limits(sheet: TableSheet) -> None:
    if len(sheet.rows) > MOST_SHEET_ROWS:
        raise InputError(
            _(
                "“{sheet}” has {rows} rows; a workbook's sheet takes {most}. Nothing was written."
            ).format(sheet=sheet.name, rows=len(sheet.rows), most=MOST_SHEET_ROWS),
            hint=_("Save it as CSV."),
        )
    for number, row in enumerate(sheet.rows, start=1):
        for column, cell in zip(sheet.columns, row, strict=True):
            if isinstance(cell, str) and _units(cell) > LONGEST_CELL:
                raise InputError(
                    _(
                        "“{sheet}”, row {row}, “{column}”: the text has {count} characters; a "
                        "workbook's cell takes {most}. Nothing was written."
                    ).format(
                        sheet=sheet.name,
                        row=number,
                        column=column.head,
                        count=f"{_units(cell):,}",
                        most=f"{LONGEST_CELL:,}",
                    ),
                    hint=_("Save it as CSV, or shorten the text."),
                )


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def _write_sheet(workbook: Any, sheet: TableSheet) -> None:
    page = workbook.add_worksheet(sheet.name)
    plain = workbook.add_format({"valign": "top", "text_wrap": True})
    numbers = {
        column.format: workbook.add_format({"num_format": column.format, "valign": "top"})
        for column in sheet.columns
        if column.format != TEXT
    }
    widths = [_width(sheet, place) for place in range(len(sheet.columns))]
    for place, (column, width) in enumerate(zip(sheet.columns, widths, strict=True)):
        head = {"bold": True, "bottom": 1, "align": "left" if column.format == TEXT else "right"}
        page.write_string(0, place, column.head, workbook.add_format(head))
        page.set_column(place, place, width)
    for number, row in enumerate(sheet.rows, start=1):
        lines = 1
        for place, cell in enumerate(row):
            if cell is None or cell == "":
                continue
            if isinstance(cell, str):
                page.write_string(number, place, cell, plain)
                lines = max(lines, _lines(cell, widths[place]))
            elif len(Decimal(cell).as_tuple().digits) > _MOST_DIGITS:
                page.write_string(number, place, f"{cell:f}", plain)
            else:
                page.write_number(number, place, cell, numbers.get(sheet.columns[place].format))
        if lines > 1:
            page.set_row(number, min(lines * _LINE, _HIGHEST))
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_footer("&C&P / &N")


def _lines(text: str, width: int) -> int:
    """Return how many lines a text takes in a column, from how wide it is in digits."""
    if 2 * len(text) < width and "\n" not in text:
        return 1
    return sum(1 + _breadth(line) // width for line in text.split("\n"))


def _width(sheet: TableSheet, place: int) -> int:
    """Return the width of a column that shows its head and its cells, in digits."""
    column = sheet.columns[place]
    widest = _breadth(column.head)
    for row in sheet.rows:
        cell = row[place]
        if isinstance(cell, str):
            widest = max(widest, max(_breadth(line[:_WIDEST]) for line in cell.split("\n")))
        elif cell is not None:
            widest = max(widest, len(f"{cell:,}"))
    return min(max(widest + 2, _NARROWEST), _WIDEST)


def _breadth(text: str) -> int:
    """Return how wide a text is in digits."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def _harmless(text: str) -> str:
    """Put an apostrophe before text that would be read as a formula; numbers stay numbers.

    Programs look past what is not seen: spaces of every width, marks of direction, controls.
    """
    for sign in text:
        if sign.isspace() or unicodedata.category(sign) in {"Cc", "Cf", "Zs"}:
            continue
        is_formula = unicodedata.normalize("NFKC", sign)[0] in _FORMULA_STARTS
        break
    else:
        return text
    if text[0] in "\t\r\n" or (is_formula and not _SIGNED_NUMBER.fullmatch(text)):
        return f"'{text}"
    return text
