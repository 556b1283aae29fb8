"""Reading a workbook: its sheets, their cells, and the cells whose formula has failed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import chain
from posixpath import normpath
from typing import Any
from xml.etree import ElementTree as ET

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from negotiator_desk.i18n import _
from negotiator_desk.storage.intake.cells import Cell, FailedCell
from negotiator_desk.storage.intake.container import damaged, open_workbook
from negotiator_desk.storage.intake.grid import (
    MOST_COLUMNS,
    Grid,
    Merge,
    RowGrid,
    check_extent,
    column_index,
    column_letters,
)
from negotiator_desk.storage.intake.refusals import ImportRefused


def _columns_beyond(most: int) -> bytes:
    """Return a pattern of the letters of all columns after the first `most`, of 27 to 701."""
    letters = column_letters(most)
    following = chr(ord(letters[0]) + 1)
    return f"[A-Z]{{3}}|{letters[0]}[{letters[1]}-Z]|[{following}-Z][A-Z]".encode()


_REFERENCE = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br=["']([A-Z]{1,3})(\d{1,7})["']""")
_ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br=["'](\d{1,9})["']""")
_FAR = re.compile(rb"""r=["'](?:%b|[A-Z]*\d{7})""" % _columns_beyond(MOST_COLUMNS))
"""Where a sheet may be too large; most are not, and a look at each cell takes its time."""

_MAY_FAIL = re.compile(rb"""t=["']e["']""")
_ERROR = re.compile(
    rb"""<(?:\w+:)?c\s(?=[^>]*?\bt=["']e["'])[^>]*?\br=["']([A-Z]{1,3})(\d{1,7})["'][^>]*>"""
    rb"""(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]{0,20})<""",
    re.DOTALL,
)
_NO_RESULT = re.compile(
    rb"""<(?:\w+:)?c\s[^>]*?\br=["']([A-Z]{1,3})(\d{1,7})["'][^>]*>\s*"""
    rb"""<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"""
    rb"""(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"""
)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DAY = timedelta(days=1)
_AS_THEY_ARE = frozenset({str, float, datetime, date, time})
"""Types of values that are cells already."""


@dataclass(frozen=True)
class Workbook:
    """An .xlsx workbook whose container has been checked.

    Attributes:
        sheet_names: Its worksheets in their order, those that are shown before hidden ones.
    """

    sheet_names: tuple[str, ...]
    _book: CalamineWorkbook
    _sheet_parts: dict[str, bytes]

    @classmethod
    def open(cls, content: bytes) -> Workbook:
        """Check and open the bytes of an .xlsx file.

        Raises:
            ImportRefused: It is damaged, dangerous, or has no sheet with cells.
        """
        parts = open_workbook(content)
        try:
            book = CalamineWorkbook.from_filelike(BytesIO(content))
        except CalamineError as fault:
            raise damaged() from fault
        sheets = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
        sheets.sort(key=lambda one: one.visible != SheetVisibleEnum.Visible)
        if not sheets:
            raise ImportRefused(
                _("The workbook has no sheet with cells; nothing was imported."),
                hint=_("Choose another file."),
            )
        return cls(tuple(one.name for one in sheets), book, _parts_by_sheet(parts))

    def read(self, sheet: str) -> Grid:
        """Return the cells of one sheet.

        Raises:
            ImportRefused: The workbook has no such sheet, or it is too large or damaged.
        """
        if sheet not in self.sheet_names:
            raise ImportRefused(
                _("The workbook has no sheet “{sheet}”; nothing was imported.").format(sheet=sheet),
                hint=_("Its sheets: {names}.").format(names=_("; ").join(self.sheet_names)),
            )
        part = self._sheet_parts.get(sheet)
        if part is None:
            raise damaged()
        if _FAR.search(part):
            check_extent(sheet, *_extent(part))
        try:
            found = self._book.get_sheet_by_name(sheet)
            # A list, not an iterator: the reader leaves out the empty rows above otherwise.
            raw: list[list[Any]] = found.to_python(skip_empty_area=False)
        except CalamineError as fault:
            raise damaged() from fault
        if not _AS_THEY_ARE.issuperset(map(type, chain.from_iterable(raw))):
            raw = [[_cell(value) for value in row] for row in raw]
        for row, column, text in _failures(part):
            _put(raw, row, column, FailedCell(text))
        return RowGrid(sheet, raw, _merges(found))


def _merges(sheet: object) -> list[Merge]:
    blocks: Iterable[tuple[tuple[int, int], tuple[int, int]]] = (
        getattr(sheet, "merged_cell_ranges", None) or ()
    )
    return [Merge(*first, *last) for first, last in blocks]


def _cell(value: object) -> Cell:
    if isinstance(value, str | float):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return value / 1  # all numbers of a sheet are of one type
    if isinstance(value, timedelta):
        return value / _DAY
    assert isinstance(value, date | time), "the reader gives nothing else"
    return value


def _extent(part: bytes) -> tuple[int, int]:
    """Return how many rows and columns a sheet's XML names."""
    rows = max((int(found[1]) for found in _ROW.finditer(part)), default=0)
    letters: set[bytes] = set()
    for found in _REFERENCE.finditer(part):
        letters.add(found[1])
        rows = max(rows, int(found[2]))
    return rows, max((column_index(one.decode()) + 1 for one in letters), default=0)


def _failures(part: bytes) -> Iterable[tuple[int, int, str]]:
    if _MAY_FAIL.search(part):
        for found in _ERROR.finditer(part):
            text = found[3].decode("utf-8", "ignore")
            yield int(found[2]) - 1, column_index(found[1].decode()), text
    if b"<f" in part or b":f" in part:
        for found in _NO_RESULT.finditer(part):
            yield int(found[2]) - 1, column_index(found[1].decode()), ""


def _put(rows: list[list[Cell]], row: int, column: int, cell: Cell) -> None:
    while len(rows) <= row:
        rows.append([])
    cells = rows[row]
    cells.extend([""] * (column + 1 - len(cells)))
    cells[column] = cell


def _parts_by_sheet(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Return sheet name → XML, by the workbook's own list of relations."""
    try:
        book = ET.fromstring(parts["xl/workbook.xml"])
        relations = ET.fromstring(parts["xl/_rels/workbook.xml.rels"])
    except (ET.ParseError, KeyError) as fault:
        raise damaged() from fault
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    found: dict[str, bytes] = {}
    for sheet in book.findall(".//{*}sheet"):
        target = targets.get(sheet.get(_RELATION), "")
        path = target.lstrip("/") if target.startswith("/") else normpath(f"xl/{target}")
        if path in parts:
            found[sheet.get("name", "")] = parts[path]
    return found
