"""From what people type into cells to exact values.

Full-width digits, thousands separators, currency signs and counting words are taken as meant.
Whatever could be read in two ways is refused.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal

from negotiator_desk.pay.checks import plain_text
from negotiator_desk.pay.fields import FIRST_DAY, LAST_DAY
from negotiator_desk.storage.intake.cells import Cell

_FULL_WIDTH = {
    code: code - 0xFEE0
    for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
} | {0x3000: 0x20}
"""Full-width digits and letters; Chinese punctuation stays as it is."""

_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,8})?")
_CURRENCY = re.compile(r"^(?:¥|RMB|CNY|人民币)", re.IGNORECASE)
_COUNTING_WORD = re.compile(
    r"(?:元|块|件|单|票|个|台|套|公里|千米|km|分钟|小时|min|h)(?:/(?:月|件|单|小时|人|个))?$",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?P<year>\d{4})(?P<mark>[-/.]|年)(?P<month>\d{1,2})"
    r"(?:(?P<second>[-/.]|月)(?P<day>\d{1,2})日?|月?)"
    r"(?:(?:[T ]+|(?<=日))(?P<time>\d.*))?"
)
_COMPACT = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})?")
_NO_YEAR = re.compile(
    r"(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?(?:(?: +|(?<=日))(?P<time>\d.*))?"
)
_TIME = re.compile(r"(\d{1,2})[:时点](\d{1,2})(?:分|:\d{1,2}(?:\.\d+)?|分\d{1,2}秒)?")
_YEAR = re.compile(r"((?:19|20)\d{2})年?")

_FIRST_SERIAL = Decimal(10_000)
_LAST_SERIAL = Decimal(110_000)
"""Spreadsheet day numbers taken for dates: 1927 to 2201. 20260901 is beyond them."""

_SERIAL_ZERO = dt.date(1899, 12, 30)
_MINUTES = 1440

BLANK_MARKS = frozenset({"-", "--", "—", "——", "/", "\\", "无", "N/A", "n/a"})
"""What people write into a cell that has nothing to say."""


def text_of(cell: Cell) -> str | None:
    """Return a cell's text on one line, or None where it shows nothing.

    A whole number, such as a worker's number that the spreadsheet keeps as a number, is its digits.

    Raises:
        ValueError: It is a date or a time, which no text field means.
    """
    if isinstance(cell, str):
        if cell.isascii() and cell.isalnum():
            return cell
        text = cell if cell.isascii() else cell.translate(_FULL_WIDTH)
        return _one_line(text) or None
    if isinstance(cell, float):
        return f"{_exact(cell):f}"
    raise ValueError("a date in the place of a text")


def number(cell: Cell) -> Decimal | None:
    """Return a cell's number exactly as it is shown with 15 digits, or None where it has nothing.

    Raises:
        ValueError: It is not a finite number, or not one that can be read in one way only.
    """
    if isinstance(cell, float):
        return _exact(cell)
    if not isinstance(cell, str):
        raise ValueError("no number")
    text = cell.strip()
    if not text:
        return None
    if not (text.isascii() and _NUMBER.fullmatch(text)):
        text = unicodedata.normalize("NFKC", text).replace(" ", "").replace("−", "-")
        text = _COUNTING_WORD.sub("", _CURRENCY.sub("", text))
        if not _NUMBER.fullmatch(text):
            raise ValueError("no number")
    return Decimal(text.replace(",", ""))


def day(cell: Cell, year: int | None) -> dt.date | None:
    """Return a cell's date.

    Args:
        year: What "9月1日" means by itself; None when that is not certain.

    Raises:
        ValueError: It is not a date, or names only a month.
    """
    found = _calendar(cell, year)
    if found is None:
        return None
    if found[0].day == 0:
        raise ValueError("only a month")
    return found[0].date()


def month(cell: Cell, year: int | None) -> dt.date | None:
    """Return the first day of a cell's month.

    Raises:
        ValueError: It is neither a month nor a date. 2026.1 as a number could be January or
            October and is refused.
    """
    found = _calendar(cell, year)
    return None if found is None else dt.date(found[0].year, found[0].month, 1)


def moment(cell: Cell, year: int | None) -> dt.datetime | None:
    """Return a cell's date and time of day, to the minute, without a zone.

    Raises:
        ValueError: It is not a date with a time.
    """
    found = _calendar(cell, year)
    if found is None:
        return None
    parts, minute = found
    if parts.day == 0 or minute is None:
        raise ValueError("the time of day is missing")
    start = dt.datetime.combine(parts.date(), dt.time())
    return start + dt.timedelta(minutes=minute)


def birth_year(cell: Cell) -> int | None:
    """Return the year of a year or a date.

    Raises:
        ValueError: It is neither.
    """
    plain = _plain(cell)
    if plain == "":
        return None
    if isinstance(plain, str) and (found := _YEAR.fullmatch(plain)):
        return int(found[1])
    if isinstance(cell, float) and cell.is_integer() and 1900 <= cell < 2200:
        return int(cell)
    found_day = _calendar(cell, None)
    return None if found_day is None else found_day[0].year


def shown(cell: Cell) -> str:
    """Return what a report shows of a cell: one line of at most 60 characters."""
    if isinstance(cell, float):
        text = f"{cell:.15g}"
    elif isinstance(cell, str):
        text = _one_line(cell)
    elif isinstance(cell, dt.datetime):
        text = f"{cell:%Y-%m-%d %H:%M}"
    elif isinstance(cell, dt.date | dt.time):
        text = cell.isoformat()
    else:
        text = cell.text or "="
    return text if len(text) <= 60 else f"{text[:59]}…"


def _one_line(text: str) -> str:
    # Line ends become spaces before control characters go, which may leave spaces at the ends.
    line = " ".join(text.split())
    plain = plain_text(line)
    return line if plain == line else " ".join(plain.split())


class _Parts:
    """Year, month and day of a date; day 0 when only the month is named.

    Raises:
        ValueError: The calendar has no such date, or it lies outside what facts can have.
    """

    def __init__(self, year: int, month: int, day: int) -> None:
        self.year, self.month, self.day = year, month, day
        if not FIRST_DAY <= dt.date(year, month, day or 1) <= LAST_DAY:
            raise ValueError("out of range")

    def date(self) -> dt.date:
        return dt.date(self.year, self.month, self.day)


def _calendar(cell: Cell, year: int | None) -> tuple[_Parts, int | None] | None:
    """Return the date of a cell and its minute of the day, None where no time is named.

    Raises:
        ValueError: It is not a date.
    """
    if isinstance(cell, dt.datetime):
        return _Parts(cell.year, cell.month, cell.day), cell.hour * 60 + cell.minute
    if isinstance(cell, dt.date):
        # The reader gives a moment at midnight as a date.
        return _Parts(cell.year, cell.month, cell.day), 0
    plain = _plain(cell)
    if plain == "":
        return None
    if not isinstance(plain, str):
        return _serial(plain)
    if found := _COMPACT.fullmatch(plain):
        return _Parts(int(found["year"]), int(found["month"]), int(found["day"] or 0)), None
    if found := _DATE.fullmatch(plain):
        marks = {"年": "月"}
        if found["day"] and found["second"] != marks.get(found["mark"], found["mark"]):
            raise ValueError("mixed marks")
        parts = _Parts(int(found["year"]), int(found["month"]), int(found["day"] or 0))
        return parts, _minute(found["time"])
    if (found := _NO_YEAR.fullmatch(plain)) and year is not None:
        return _Parts(year, int(found["month"]), int(found["day"] or 0)), _minute(found["time"])
    raise ValueError("no date")


def _plain(cell: Cell) -> str | Decimal:
    if isinstance(cell, str):
        return unicodedata.normalize("NFKC", cell).strip()
    if isinstance(cell, float):
        value = _exact(cell)
        # 202609 and 20260901 are months and days that the spreadsheet took for numbers.
        return f"{value:f}" if value == int(value) and value > _LAST_SERIAL else value
    raise ValueError("no date")


def _serial(number_of_day: Decimal) -> tuple[_Parts, int | None]:
    if not _FIRST_SERIAL <= number_of_day <= _LAST_SERIAL:
        raise ValueError("no date")
    whole = int(number_of_day)
    date = _SERIAL_ZERO + dt.timedelta(days=whole)
    # Spreadsheets keep the time as a fraction of the day, off by less than a second.
    minute = int((number_of_day - whole) * _MINUTES + Decimal("0.01"))
    return _Parts(date.year, date.month, date.day), min(minute, _MINUTES - 1)


def _minute(text: str | None) -> int | None:
    if text is None:
        return None
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise ValueError("no time of day")
    hour, minute = int(found[1]), int(found[2])
    if hour > 23 or minute > 59:
        raise ValueError("no time of day")
    return hour * 60 + minute


def _exact(value: float) -> Decimal:
    """Return a spreadsheet's number as it shows it: 15 digits, so that 0.1 + 0.2 is 0.3."""
    exact = Decimal(f"{value:.15g}")
    if not exact.is_finite() or abs(exact) >= Decimal(10) ** 15:
        raise ValueError("beyond what a cell can mean")
    return exact
