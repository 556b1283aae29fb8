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
from negotiator_desk.pay.checks import plain_text
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

_OUT_OF_RANGE = -2
_TOO_FINE = -3


class Column:
    """The values of one field, row by row; they never change.

    They are kept as the narrowest unsigned numbers that hold them, counted from the smallest, so
    that ten million orders fit a laptop's memory.
    """

    def __init__(self, field: Field, values: Whole, texts: tuple[str, ...] = ()) -> None:
        """Take over a column.

        Args:
            values: Stored whole numbers (see `FieldType`); -1 = missing.
            texts: Dictionary of a TEXT column in order of first appearance; empty otherwise.
        """
        self.field = field
        self.texts = texts
        self._base = int(values.min()) if len(values) else 0
        span = int(values.max()) - self._base if len(values) else 0
        if span < 2**32:
            values = (values - self._base).astype(np.min_scalar_type(span))
        else:
            self._base = 0
        self._stored = values
        self._stored.flags.writeable = False

    @property
    def values(self) -> Whole:
        """The stored whole numbers, as an array of its own each time; -1 = missing."""
        values: Whole = self._stored.astype(np.int64)
        values += self._base
        return values

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
            used, first = np.unique(values[values != MISSING], return_index=True)
            in_order = len(used) == len(self.texts) and bool((np.diff(first) > 0).all())
            if not in_order or len(set(self.texts)) != len(self.texts):
                return False
        elif self.texts:
            return False
        return self.field.required or bool((values != MISSING).any())

    def value(self, row: int) -> Value:
        """Return one value as Python writes it, None where it is missing."""
        stored = int(self._stored[row]) + self._base
        if stored == MISSING:
            return None
        match self.field.type:
            case FieldType.TEXT:
                return self.texts[stored]
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


def store(item: Field, values: Sequence[Value]) -> Column:
    """Return a column of Python values, checked.

    Raises:
        InputError: A value is out of range, too fine or not plain text; rows count from 1.
        TypeError: A value of another type than the field's.
    """
    if item.type is FieldType.TEXT:
        return _store_texts(item, values)
    number = _reader(item)
    stored = np.array([MISSING if v is None else number(v) for v in values], dtype=np.int64)
    column = Column(item, stored)
    check_range(column)
    return column


def check_range(column: Column) -> None:
    """Refuse a column with values outside its field's range, or without a required value.

    Raises:
        InputError: Names the field and the row, from 1.
    """
    item, stored = column.field, column.values
    lowest, highest = item.smallest_stored, item.largest_stored
    if item.type is FieldType.TEXT:
        highest = len(column.texts) - 1
        _check_texts(item, column.texts)
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


def _check_texts(item: Field, texts: Sequence[str]) -> None:
    for text in texts:
        if not text or text != plain_text(text).strip() or len(text) > LONGEST_VALUE:
            raise InputError(
                _(
                    "{label}: “{text}” is longer than {longest} characters, begins or ends with a "
                    "space, or has control characters."
                ).format(label=_(item.label), text=text[:20], longest=LONGEST_VALUE)
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
    column = Column(item, np.array(numbers, dtype=np.int64), tuple(codes))
    check_range(column)
    return column


def _reader(item: Field) -> Callable[[Value], int]:
    """Return what turns one value of the field into its stored number, or into a refusal mark."""
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
