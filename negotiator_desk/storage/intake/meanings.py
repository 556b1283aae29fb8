"""What the cells of a column mean to its field, and which of them mean nothing."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt

from negotiator_desk.i18n import _
from negotiator_desk.pay.arithmetic import Whole
from negotiator_desk.pay.columns import Column, number_of
from negotiator_desk.pay.dataset import Field, FieldType
from negotiator_desk.pay.fields import LONGEST_VALUE, MISSING, Value, moment_number
from negotiator_desk.pay.spans import Mask, Spans, renumbered
from negotiator_desk.pay.texts import Texts
from negotiator_desk.storage.intake import bulk, values
from negotiator_desk.storage.intake.cells import Cell, CellColumn, Coded, FailedCell
from negotiator_desk.storage.intake.delimited import SpanColumn
from negotiator_desk.storage.intake.synonyms import unit_factor

Numbers = Whole | npt.NDArray[np.int32]
_SOME_DAY = "2000-01-01"
_SOME_MINUTE = moment_number(datetime.fromisoformat(_SOME_DAY))


@dataclass(frozen=True, eq=False)
class Read:
    """The values of a field, one per data row.

    Attributes:
        values: As a dataset stores them; for a text, its place in `of_number`. `MISSING` where
            there is none, or a bad one.
        is_bad: Which of them are bad; None where none is.
        of_number: The different texts of a text field, in UTF-8.
    """

    values: Numbers
    is_bad: Mask | None
    of_number: Spans | None

    @classmethod
    def of(cls, values: Whole, is_bad: Mask | None, of_number: Spans | None = None) -> Read:
        """Return values in as little memory as may be."""
        fits = values.max(initial=0) < 2**31 and values.min(initial=0) >= -(2**31)
        return cls(values.astype(np.int32) if fits else values, is_bad, of_number)

    def text(self, place: int) -> str:
        """Return the text of a data row, "" where there is none."""
        number = int(self.values[place])
        if self.of_number is None or number == MISSING:
            return ""
        return next(self.of_number.take(np.array([number])).texts()).decode()

    def column(self, item: Field, rows: Mask | None) -> Column:
        """Return the column of a dataset.

        Args:
            rows: The data rows it has; None = all.
        """
        numbers = (self.values if rows is None else self.values[rows]).astype(np.int64, copy=False)
        if self.of_number is None:
            return Column(item, numbers)
        numbers, used = renumbered(numbers, len(self.of_number))
        return Column(item, numbers, Texts(self.of_number.take(used).joined()))


class Meaning:
    """What cells mean to one field.

    Whatever comes again means the same again, and is looked at once.
    """

    def __init__(self, item: Field, unit: str, year: int | None) -> None:
        """Take what the header says.

        Args:
            unit: Text in the header's brackets; "" = none.
            year: What "9月1日" means by itself; None when that is not certain.
        """
        self._item = item
        self._year = year
        self._factor = unit_factor(item, unit)

    def texts(self, coded: Coded) -> Read:
        """Read the cells of a text field."""
        found, is_bad = self._each(coded)
        given = [number for number, value in found.items() if value is not None]
        of_number = Spans.of([str(found[number]).encode() for number in given])
        places = np.array(given, dtype=np.int64)
        if coded.plain is not None:
            is_plain = np.ones(coded.size, dtype=np.bool_)
            is_plain[list(coded.cells)] = False
            plain = np.flatnonzero(is_plain)
            places = np.concatenate((plain, places))
            of_plain = coded.plain.take(plain)
            of_number = of_plain.followed_by(of_number) if given else of_plain
        target = np.full(coded.size, MISSING, dtype=np.int64)
        if given:
            # What is written in two ways, such as K1 and Ｋ１, may be one text.
            target[places], firsts = of_number.distinct()
            of_number = of_number.take(firsts)
        else:
            target[places] = np.arange(len(places))
        bad = is_bad[coded.codes] if is_bad.any() else None
        return Read.of(target[coded.codes], bad, of_number)

    def numbers(self, column: CellColumn) -> Read:
        """Read the cells of any other field."""
        if isinstance(column, SpanColumn):
            stored, known = self._in_bulk(column)
        else:
            stored, known = _nothing_known(len(column))
        rest = np.flatnonzero(~known)
        if not len(rest):
            return Read.of(stored, None)
        coded = column.take(rest).coded(whole=True)
        found, is_bad = self._each(coded)
        numbers = np.full(coded.size, MISSING, dtype=np.int64)
        number = number_of(self._item)
        for at, value in found.items():
            if value is not None:
                numbers[at] = number(value)
        stored[rest] = numbers[coded.codes]
        if not is_bad.any():
            return Read.of(stored, None)
        bad = np.zeros(len(column), dtype=np.bool_)
        bad[rest] = is_bad[coded.codes]
        return Read.of(stored, bad)

    def expected(self, cell: Cell) -> str:
        """Say in the user's language what should have been in the place of a bad cell."""
        if isinstance(cell, FailedCell):
            if cell.text:
                return _("a value; the formula here has failed")
            return _("a value; open the workbook in a spreadsheet program and save it once")
        if self._factor is None:
            return _("a figure in {unit}").format(unit=_(self._item.unit))
        return expected(self._item)

    def _each(self, coded: Coded) -> tuple[dict[int, Value], Mask]:
        """Return what each cell means that has to be looked at, and which numbers are bad."""
        found: dict[int, Value] = {}
        is_bad = np.zeros(coded.size, dtype=np.bool_)
        for number, cell in coded.cells.items():
            try:
                found[number] = self._value(cell)
            except ValueError:
                is_bad[number] = True
        return found, is_bad

    def _in_bulk(self, column: SpanColumn) -> tuple[Whole, Mask]:
        """Return the stored numbers of the cells that are written as usual, and which these are."""
        item = self._item
        match item.type:
            case FieldType.WHOLE | FieldType.DECIMAL if self._factor == 1:
                if item.name != "birth_year":
                    stored, known = bulk.figures(column.spans, item.places)
                    return stored, known & (stored <= item.largest_stored)
            case FieldType.MOMENT:
                return self._moments_in_bulk(column)
            case _:
                pass
        return _nothing_known(len(column))

    def _moments_in_bulk(self, column: SpanColumn) -> tuple[Whole, Mask]:
        days, times, known = bulk.days_and_times(column.spans)
        of_day = self._minutes(column.part(days), "{} 00:00")
        of_time = self._minutes(column.part(times), f"{_SOME_DAY} {{}}") - _SOME_MINUTE
        both = (of_day != MISSING) & (of_time >= 0)
        stored = np.full(len(column), MISSING, dtype=np.int64)
        stored[known] = np.where(both, of_day + of_time, MISSING)
        known[known] = both
        return stored, known

    def _minutes(self, column: SpanColumn, form: str) -> Whole:
        """Return the moments that parts of cells stand for, completed by `form`."""
        coded = column.coded(whole=True)
        minutes = np.full(coded.size, MISSING, dtype=np.int64)
        for number, part in coded.cells.items():
            with contextlib.suppress(ValueError):
                moment = values.moment(form.format(part), self._year)
                if moment is not None:
                    minutes[number] = moment_number(moment)
        return minutes[coded.codes]

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


def _nothing_known(rows: int) -> tuple[Whole, Mask]:
    return np.full(rows, MISSING, dtype=np.int64), np.zeros(rows, dtype=np.bool_)
