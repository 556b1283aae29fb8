"""One column of a dataset: checked, stored as whole numbers, read back as Python values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property

import numpy as np

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.pay.arithmetic import Whole
from negotiator_desk.pay.fields import (
    LONGEST_VALUE,
    MISSING,
    Field,
    FieldType,
    Value,
    moment_number,
    month_number,
    month_start,
)
from negotiator_desk.pay.texts import Texts, is_fit

Dictionary = tuple[str, ...] | Texts
"""The texts of a column."""

_OUT_OF_RANGE = -2
_TOO_FINE = -3


class Column:
    """The values of one field, row by row; they never change.

    They are kept as the narrowest unsigned numbers that hold them, counted from the smallest, so
    that ten million orders fit a laptop's memory.
    """

    def __init__(self, field: Field, values: Whole, dictionary: Dictionary = ()) -> None:
        """Take over a column.

        Args:
            values: Stored whole numbers (see `FieldType`); -1 = missing.
            dictionary: Texts of a TEXT column in order of first appearance; empty otherwise.
        """
        self.field = field
        self.dictionary = dictionary
        self._base = int(values.min()) if len(values) else 0
        span = int(values.max()) - self._base if len(values) else 0
        if span < 2**32:
            values = (values - self._base).astype(np.min_scalar_type(span))
        else:
            self._base = 0
        self._stored = values
        self._stored.flags.writeable = False

    def __len__(self) -> int:
        """Return how many rows it has."""
        return len(self._stored)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The texts of a TEXT column in order of first appearance; none otherwise."""
        return tuple(self.dictionary)

    @property
    def values(self) -> Whole:
        """The stored whole numbers, as an array of its own each time; -1 = missing."""
        values: Whole = self._stored.astype(np.int64)
        values += self._base
        return values

    @property
    def is_blank(self) -> bool:
        """Whether no row has a value."""
        return bool((self.values == MISSING).all())

    @cached_property
    def is_complete(self) -> bool:
        """Whether every row has a value."""
        return not bool((self.values == MISSING).any())

    @cached_property
    def is_canonical(self) -> bool:
        """Whether building the column from its values would store the same.

        Texts are numbered as they first appear, none twice and none unused; other columns have
        none; a column that may be missing has some value.
        """
        values = self.values
        if self.field.type is FieldType.TEXT:
            # Each place is the one after the highest so far, or has come before.
            highest = np.maximum.accumulate(values)
            is_in_order = bool((np.diff(highest, prepend=MISSING) <= 1).all())
            used = int(highest[-1]) + 1 if len(highest) else 0
            if not is_in_order or used != len(self.dictionary) or not self._are_distinct():
                return False
        elif self.dictionary:
            return False
        return self.field.required or not self.is_blank

    def value(self, row: int) -> Value:
        """Return one value as Python writes it, None where it is missing."""
        stored = int(self._stored[row]) + self._base
        if stored == MISSING:
            return None
        match self.field.type:
            case FieldType.TEXT:
                return self.dictionary[stored]
            case FieldType.WHOLE:
                return stored
            case FieldType.DECIMAL:
                return Decimal(stored).scaleb(-self.field.places)
            case FieldType.DAY:
                return date.fromordinal(stored)
            case FieldType.MONTH:
                return month_start(stored)
            case FieldType.MOMENT:
                # Times in the records are local and carry no zone.
                hour, minute = divmod(stored % 1440, 60)
                return datetime.combine(date.fromordinal(stored // 1440), time(hour, minute))

    def _are_distinct(self) -> bool:
        if isinstance(self.dictionary, Texts):
            return self.dictionary.are_distinct
        return len(set(self.dictionary)) == len(self.dictionary)


def store(item: Field, values: Sequence[Value]) -> Column:
    """Return a column of Python values, for `check_range` to look at.

    Raises:
        TypeError: A value of another type than the field's.
    """
    if item.type is FieldType.TEXT:
        return _store_texts(item, values)
    number = number_of(item)
    stored = np.array([MISSING if v is None else number(v) for v in values], dtype=np.int64)
    return Column(item, stored)


def check_range(column: Column) -> None:
    """Refuse a column with values outside its field's range, or without a required value.

    Raises:
        InputError: Names the field and the row, from 1.
    """
    item, stored = column.field, column.values
    lowest, highest = item.smallest_stored, item.largest_stored
    if item.type is FieldType.TEXT:
        highest = len(column.dictionary) - 1
        _check_texts(item, column.dictionary)
    wrong = (stored != MISSING) & ((stored < lowest) | (stored > highest))
    if wrong.any():
        row = int(wrong.argmax())
        sentence = (
            _("{label}, row {row}: too many decimals.")
            if int(stored[row]) == _TOO_FINE
            else _("{label}, row {row}: the value is out of range.")
        )
        raise InputError(sentence.format(label=_(item.label), row=row + 1))
    if item.required and not column.is_complete:
        row = int((stored == MISSING).argmax())
        raise InputError(
            _("{label}, row {row}: the value is missing.").format(label=_(item.label), row=row + 1)
        )


def _check_texts(item: Field, texts: Dictionary) -> None:
    if isinstance(texts, Texts):
        unfit = texts.first_unfit()
    else:
        unfit = next((text for text in texts if not is_fit(text)), None)
    if unfit is not None:
        raise InputError(
            _(
                "{label}: “{text}” is longer than {longest} characters, begins or ends with a "
                "space, or has control characters."
            ).format(label=_(item.label), text=unfit[:20], longest=LONGEST_VALUE)
        )


def _store_texts(item: Field, values: Sequence[Value]) -> Column:
    codes: dict[str, int] = {}
    numbers: list[int] = []
    for value in values:
        if value is None or value == "":
            numbers.append(MISSING)
        elif isinstance(value, str):
            numbers.append(codes.setdefault(value, len(codes)))
        else:
            raise _wrong_type(item, value)
    return Column(item, np.array(numbers, dtype=np.int64), tuple(codes))


def number_of(item: Field) -> Callable[[Value], int]:
    """Return what turns one value of a field into the number that a column stores.

    The number of a value that the field cannot have lies below 0, so that `check_range` finds it;
    a value of another type raises TypeError. Not for texts.
    """
    lowest, highest, places = item.smallest_stored, item.largest_stored, item.places

    def whole(value: Value) -> int:
        if type(value) is not int:
            raise _wrong_type(item, value)
        return value if lowest <= value <= highest else _OUT_OF_RANGE

    def decimal(value: Value) -> int:
        if type(value) is int:
            value = Decimal(value)
        if not isinstance(value, Decimal):
            raise _wrong_type(item, value)
        if not value.is_finite() or not lowest <= (exact := value.scaleb(places)) <= highest:
            return _OUT_OF_RANGE
        number = int(exact)
        return number if number == exact else _TOO_FINE

    def day(value: Value) -> int:
        if not isinstance(value, date):
            raise _wrong_type(item, value)
        number = month_number(value) if item.type is FieldType.MONTH else value.toordinal()
        return number if lowest <= number <= highest else _OUT_OF_RANGE

    def moment(value: Value) -> int:
        if not isinstance(value, datetime) or value.tzinfo is not None:
            raise _wrong_type(item, value)
        number = moment_number(value)
        return number if lowest <= number <= highest else _OUT_OF_RANGE

    match item.type:
        case FieldType.DECIMAL:
            return decimal
        case FieldType.MOMENT:
            return moment
        case FieldType.DAY | FieldType.MONTH:
            return day
        case _:
            return whole


def _wrong_type(item: Field, value: Value) -> TypeError:
    return TypeError(f"{item.name}: {item.type} expected, not {type(value).__name__}")
