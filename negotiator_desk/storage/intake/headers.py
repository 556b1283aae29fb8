"""Finding the header of a sheet, and telling totals from data."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from negotiator_desk.pay.dataset import DatasetKind
from negotiator_desk.storage.intake import synonyms
from negotiator_desk.storage.intake.cells import Cell, is_blank
from negotiator_desk.storage.intake.grid import Grid, column_letters

_SEARCHED_ROWS = 40
"""Rows from the top in which the header is looked for."""

_SUM = "(?:合计|小计|总计|共计|累计|总合计|汇总|平均)[::]?"
_SUM_IN_ENGLISH = "(?:grand|sub)?-?total[::]?|sum[::]?"
_TOTAL = re.compile(rf".{{0,40}}?{_SUM}|{_SUM_IN_ENGLISH}", re.IGNORECASE)
_BARE_TOTAL = re.compile(f"{_SUM}|{_SUM_IN_ENGLISH}", re.IGNORECASE)
_TOTAL_WORD = re.compile("[计汇均]|total|sum", re.IGNORECASE)
"""A quick look before the slow one: most texts of a sheet have nothing of the kind."""

_REMARK = re.compile(
    r"(?:制表|填表|审核|复核|批准|经办|负责|签[字章名]|盖章|备注|说明|附注|注)[人员者]?\s*[:(].*"
)
_LONGEST_LABEL = 60
_MONTH = re.compile(r"((?:19|20)\d{2})[年./-](\d{1,2})(?!\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年")


@dataclass(frozen=True)
class Heading:
    """The text above one column.

    Attributes:
        index: Column, from 0.
        text: Both lines of a two-line header, joined by a space.
        unit: Text in the brackets, such as 元; "" = none.
    """

    index: int
    text: str
    unit: str

    @property
    def letters(self) -> str:
        """The column as a spreadsheet program names it."""
        return column_letters(self.index)


@dataclass(frozen=True)
class Header:
    """Where the header is and what it says.

    Attributes:
        first_row: Its first row, from 0.
        last_row: Its last row; the data begin below it.
        headings: One for each column that has a text.
        year: The one year that the lines above name; None when there is none or several.
        month: First day of the one month that they name; None likewise.
    """

    first_row: int
    last_row: int
    headings: tuple[Heading, ...]
    year: int | None
    month: date | None

    @property
    def sha256(self) -> str:
        """Names this header, so that a confirmed mapping is found again."""
        texts = [[heading.index, heading.text] for heading in self.headings]
        return hashlib.sha256(json.dumps(texts, ensure_ascii=False).encode()).hexdigest()

    def heading(self, index: int) -> Heading | None:
        """Return the heading of a column, None where it has none."""
        return next((one for one in self.headings if one.index == index), None)


@dataclass(frozen=True)
class Found:
    """A header, what kind of data it heads, and how well it fits (larger is better)."""

    fit: tuple[float, bool]
    header: Header
    kind: DatasetKind


def find_header(grid: Grid, kinds: Sequence[DatasetKind]) -> Found | None:
    """Return the header that names most fields of one of `kinds`, or None where none does.

    At least two fields must be named, and more than any other line names.
    """
    best: Found | None = None
    for row in range(min(_SEARCHED_ROWS, grid.height)):
        if all(map(is_blank, grid.row(row))):
            continue
        for last in (row, row + 1):
            if last > row and not _is_second_line(grid, row):
                continue
            headings = _headings(grid, row, last)
            for kind in kinds:
                # Of equal lines the plain one: a title above is not the header's first line.
                fit = (synonyms.score(kind, headings), last == row)
                if fit[0] and (best is None or fit > best.fit):
                    best = Found(fit, Header(row, last, headings, None, None), kind)
    if best is None:
        return None
    year, month = _period(grid, best.header.first_row)
    return replace(best, header=replace(best.header, year=year, month=month))


def is_total(text: str) -> bool:
    """Whether a text marks a row as a sum of other rows."""
    if len(text) > _LONGEST_LABEL or not _TOTAL_WORD.search(text):
        return False
    return _TOTAL.fullmatch(_without_spaces(text)) is not None


def is_bare_total(text: str) -> bool:
    """Whether a text says that a row is a sum, and nothing else: 合计, not 小件合计."""
    return _BARE_TOTAL.fullmatch(_without_spaces(text)) is not None


def is_remark(text: str) -> bool:
    """Whether a text is what stands below a table: who made it, who checked it, a note."""
    if text.isascii():
        return False
    return _REMARK.match(unicodedata.normalize("NFKC", text).strip()) is not None


def unit_in(text: str) -> str:
    """Return the unit that a header has in brackets, "" where it has none.

    Of several brackets the last with a measure counts, else the last.
    """
    found = re.findall(r"[(\[【]([^)\]】]*)[)\]】]", unicodedata.normalize("NFKC", text))
    measures = [one for one in found if synonyms.is_measure(one.strip())]
    unit: str = (measures or found or [""])[-1]
    return unit.strip()


def _headings(grid: Grid, first: int, last: int) -> tuple[Heading, ...]:
    upper = [_line(cell) for cell in grid.row(first)]
    texts = upper
    if last > first:
        lower = [_line(cell) for cell in grid.row(last)]
        width = max(len(upper), len(lower))
        upper += [""] * (width - len(upper))
        lower += [""] * (width - len(lower))
        texts = []
        spanning = ""
        for above, below in zip(upper, lower, strict=True):
            # A heading over several columns stands in the first of them.
            spanning = above or (spanning if below else "")
            texts.append(f"{spanning} {below}".strip() if below else above)
    return tuple(Heading(index, text, unit_in(text)) for index, text in enumerate(texts) if text)


def _line(cell: Cell) -> str:
    return " ".join(cell.split()) if isinstance(cell, str) else ""


def _is_second_line(grid: Grid, row: int) -> bool:
    """Whether the row below belongs to the header: texts only, under blanks or group headings."""
    if row + 1 >= grid.height:
        return False
    upper, lower = grid.row(row), grid.row(row + 1)
    filled = [column for column, cell in enumerate(lower) if not is_blank(cell)]
    if not filled:
        return False

    def above(column: int) -> str:
        cell = upper[column] if column < len(upper) else ""
        return cell if isinstance(cell, str) else "?"

    for column in filled:
        cell = lower[column]
        if not isinstance(cell, str) or re.fullmatch(r"[\d.,:/%-]+", cell.strip()):
            return False
        heads_group = column + 1 in filled and not above(column + 1).strip()
        if above(column).strip() and not heads_group:
            return False
    return True


def _period(grid: Grid, header_row: int) -> tuple[int | None, date | None]:
    """Return the year and the month that the lines above the header name, where they agree."""
    above = " ".join(
        unicodedata.normalize("NFKC", cell)
        for row in range(header_row)
        for cell in grid.row(row)
        if isinstance(cell, str)
    )
    months = {
        (int(year), int(month)) for year, month in _MONTH.findall(above) if 1 <= int(month) <= 12
    }
    years = {int(year) for year in _YEAR.findall(above)} | {year for year, _month in months}
    only_year = next(iter(years)) if len(years) == 1 else None
    only_month = date(*next(iter(months)), 1) if len(months) == 1 else None
    return only_year, only_month


def _without_spaces(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
