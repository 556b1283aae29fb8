"""What a dataset of each kind can hold: its fields, their units and ranges."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from negotiator_desk.i18n import N_

MISSING = -1
"""Stored in the place of a value that a row does not have; no field has values below 0."""

LONGEST_VALUE = 200
"""Characters in one text of a dataset."""


class DatasetKind(StrEnum):
    """What a dataset's rows are."""

    OUTPUT = "output"
    ORDERS = "orders"
    ROSTER = "roster"


class FieldType(StrEnum):
    """How a field's values are stored, each as one 64-bit whole number.

    TEXT is its place in a dictionary; WHOLE itself; DECIMAL scaled by its places; DAY the day's
    ordinal (1 = 0001-01-01); MONTH year × 12 + month − 1; MOMENT the day's ordinal × 1440 + minute
    of the day.
    """

    TEXT = "text"
    WHOLE = "whole"
    DECIMAL = "decimal"
    DAY = "day"
    MONTH = "month"
    MOMENT = "moment"


@dataclass(frozen=True)
class Field:
    """One column that a kind of dataset can have.

    Attributes:
        name: Key in the code and in the stored bytes; never renamed.
        label: English name, to be translated when shown.
        unit: English unit, to be translated when shown; "" = none.
        required: Every row must have a value. Otherwise the column or single values may be missing.
        places: Decimals of a DECIMAL; 0 otherwise.
        highest: Largest value, in the field's unit; the smallest is 0.
    """

    name: str
    label: str
    unit: str
    type: FieldType
    required: bool
    places: int = 0
    highest: int = 0

    @property
    def largest_stored(self) -> int:
        """The largest whole number a stored value may be (for texts: no limit of its own)."""
        match self.type:
            case FieldType.TEXT:
                return 2**31
            case FieldType.DAY:
                return LAST_DAY.toordinal()
            case FieldType.MONTH:
                return month_number(LAST_DAY)
            case FieldType.MOMENT:
                return LAST_DAY.toordinal() * 1440 + 1439
            case FieldType.WHOLE | FieldType.DECIMAL:
                return self.highest * int(10**self.places)

    @property
    def smallest_stored(self) -> int:
        """The smallest whole number a stored value may be."""
        match self.type:
            case FieldType.TEXT | FieldType.WHOLE | FieldType.DECIMAL:
                return 0
            case FieldType.DAY:
                return FIRST_DAY.toordinal()
            case FieldType.MONTH:
                return month_number(FIRST_DAY)
            case FieldType.MOMENT:
                return FIRST_DAY.toordinal() * 1440


FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2199, 12, 31)
"""Days outside these are mistyped."""


def month_number(day: date) -> int:
    """Return the number of the day's month: year × 12 + month − 1."""
    return day.year * 12 + day.month - 1


def month_start(number: int) -> date:
    """Return the first day of the month with this number."""
    return date(number // 12, number % 12 + 1, 1)


def moment_number(moment: datetime) -> int:
    """Return the number of the moment's minute: ordinal of the day × 1440 + minute of the day."""
    return moment.toordinal() * 1440 + moment.hour * 60 + moment.minute


def _text(name: str, label: str, *, required: bool = False) -> Field:
    return Field(name, label, "", FieldType.TEXT, required)


def _decimal(name: str, label: str, unit: str, highest: int, *, required: bool = False) -> Field:
    return Field(name, label, unit, FieldType.DECIMAL, required, places=2, highest=highest)


_YUAN = N_("yuan")
_YUAN_A_MONTH = N_("yuan/month")

LARGEST_QUANTITY = 10_000_000
"""Units of one operation that one row can record."""

LARGEST_TOTAL = 1_000_000
"""Yuan that a customer can pay for one order."""

_OUTPUT = (
    _text("worker", N_("Worker number"), required=True),
    _text("name", N_("Worker name"), required=True),
    _text("group", N_("Station or team")),
    _text("operation", N_("Operation"), required=True),
    Field("month", N_("Month"), "", FieldType.MONTH, required=True),
    _decimal("quantity", N_("Quantity"), N_("units"), LARGEST_QUANTITY, required=True),
    _decimal("quantity_150", N_("Quantity in overtime, working days"), N_("units"), 10_000_000),
    _decimal("quantity_200", N_("Quantity in overtime, rest days"), N_("units"), 10_000_000),
    _decimal("quantity_300", N_("Quantity in overtime, holidays"), N_("units"), 10_000_000),
    _decimal("hours", N_("Statutory hours"), N_("hours"), 1_000),
    _text("difficulty", N_("Building type or difficulty")),
)

_ORDERS = (
    _text("order", N_("Order number")),
    _text("worker", N_("Worker number"), required=True),
    _text("name", N_("Worker name")),
    _text("group", N_("Station or team")),
    Field("placed_at", N_("Time of order"), "", FieldType.MOMENT, required=True),
    _decimal("customer_total", N_("Customer total"), _YUAN, LARGEST_TOTAL, required=True),
    _decimal("distance_km", N_("Distance"), N_("km"), 100_000),
    Field("minutes", N_("Minutes on the order"), N_("minutes"), FieldType.WHOLE, False, 0, 100_000),
    _text("category", N_("Category")),
    _decimal("present_pay", N_("Present pay"), _YUAN, LARGEST_TOTAL),
    _decimal("weight_kg", N_("Weight"), N_("kg"), 100_000),
    _decimal("deduction", N_("Deductions"), _YUAN, LARGEST_TOTAL),
)

_ROSTER = (
    _text("worker", N_("Worker number"), required=True),
    _text("name", N_("Worker name"), required=True),
    _text("group", N_("Station or team")),
    _text("post", N_("Job post"), required=True),
    _text("grade", N_("Skill grade"), required=True),
    _text("performance", N_("Performance mark")),
    _text("education", N_("Education")),
    _text("innovation", N_("Innovation results")),
    _text("honour", N_("Honours")),
    _text("sex", N_("Sex")),
    Field("birth_year", N_("Year of birth"), "", FieldType.WHOLE, False, 0, LAST_DAY.year),
    Field("hired_on", N_("Hired on"), "", FieldType.DAY, False),
    _decimal("present_pay", N_("Present pay"), _YUAN_A_MONTH, LARGEST_TOTAL, required=True),
)

_FIELDS = {
    DatasetKind.OUTPUT: _OUTPUT,
    DatasetKind.ORDERS: _ORDERS,
    DatasetKind.ROSTER: _ROSTER,
}


def fields(kind: DatasetKind) -> tuple[Field, ...]:
    """Return the fields of a kind of dataset, in their canonical order."""
    return _FIELDS[kind]


Value = str | int | Decimal | date | datetime | None
"""One value as Python writes it; None = missing."""
