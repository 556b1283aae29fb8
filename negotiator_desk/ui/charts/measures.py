"""What the numbers of a chart are, and how they read in its table, in a readout and on an axis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from negotiator_desk.i18n import _, language, p_
from negotiator_desk.ui import display
from negotiator_desk.ui.display_terms import signed

_TEN_THOUSAND = Decimal(10_000)
_HUNDRED_MILLION = Decimal(100_000_000)
_SMALL = Decimal(100_000)
"""Yuan below which an axis counts single yuan; above, it counts ten thousands (万元)."""


class Measure(StrEnum):
    """Kind of a number, which fixes its smallest unit and its decimals."""

    YUAN = "yuan"
    """Smallest unit 1 fen."""
    RATE = "rate"
    """Yuan per unit; smallest unit 0.0001 yuan."""
    RATIO = "ratio"
    """Shown in percent; smallest unit 0.0001, which is 0.01 %."""
    COUNT = "count"
    """Whole things: people, orders."""

    @property
    def places(self) -> int:
        """Decimals of a value."""
        match self:
            case Measure.YUAN:
                return 2
            case Measure.COUNT:
                return 0
            case Measure.RATE | Measure.RATIO:
                return 4

    def from_units(self, units: int) -> Decimal:
        """Return the value of a number of smallest units: 12345 fen are 123.45 yuan."""
        return Decimal(int(units)).scaleb(-self.places)

    def padded(self, value: Decimal) -> Decimal:
        """The same value with all its decimals: 0.84 yuan a unit is 0.8400."""
        return value.quantize(Decimal(1).scaleb(-self.places))

    def text(self, value: Decimal | None) -> str:
        """The value without its unit, for columns whose header names it; a dash for None."""
        match self:
            case Measure.YUAN:
                return display.amount(value)
            case Measure.RATE:
                return display.rate(value)
            case Measure.RATIO:
                return display.amount(None if value is None else value * 100)
            case Measure.COUNT:
                return display.count(None if value is None else int(value))

    def short(self, value: Decimal) -> str:
        """The value in about four digits, for a label on a bar: 2.263, 178.6, 1,786."""
        if self is Measure.RATIO:
            value *= 100
        whole = len(str(abs(int(value))))
        return display.amount(value, places=0 if self is Measure.COUNT else max(4 - whole, 0))

    def change(self, value: Decimal | None) -> str:
        """A difference without its unit, its sign in front; percentage points for ratios."""
        if value is not None and self is Measure.RATIO:
            value *= 100
        return signed(value, places=2 if self is Measure.RATIO else self.places)

    def change_words(self, value: Decimal) -> str:
        """A difference for a sentence; of ratios it says that it counts percentage points."""
        text = self.change(value)
        return _("{change} points").format(change=text) if self is Measure.RATIO else text


@dataclass(frozen=True)
class Quantity:
    """What an axis shows.

    Attributes:
        title: Its name, translated, without a unit: "Pay a month".
        measure: Kind of the numbers.
        unit: Translated; "" is the usual unit of the measure.
    """

    title: str
    measure: Measure
    unit: str = ""

    def unit_text(self, divisor: Decimal = Decimal(1)) -> str:
        """The unit, where an axis counts in multiples of `divisor`."""
        if divisor == _TEN_THOUSAND:
            return _("10,000 yuan")
        if divisor == _HUNDRED_MILLION:
            return _("100 million yuan")
        if self.unit:
            return self.unit
        match self.measure:
            case Measure.YUAN:
                return _("yuan")
            case Measure.RATE:
                return _("yuan a unit")
            case Measure.RATIO:
                return "%"
            case Measure.COUNT:
                return p_("unit of a chart", "people")

    def heading(self, divisor: Decimal = Decimal(1)) -> str:
        """Name and unit, for an axis or the header of a column: "Pay a month (yuan)"."""
        if self.unit_text(divisor).casefold() == self.title.casefold():
            return self.title
        return _("{quantity} ({unit})").format(quantity=self.title, unit=self.unit_text(divisor))

    def full(self, value: Decimal | None) -> str:
        """A value with its unit, for a readout."""
        if value is None:
            return display.NONE
        if self.measure is Measure.YUAN and not self.unit:
            return display.yuan(value)
        return _("{value} {unit}").format(value=self.measure.text(value), unit=self.unit_text())

    def divisor(self, largest: Decimal) -> Decimal:
        """In multiples of what an axis up to `largest` counts: 1, 10,000 (万) or 10^8 (亿) yuan."""
        if self.measure is not Measure.YUAN or self.unit or abs(largest) < _SMALL:
            return Decimal(1)
        return _HUNDRED_MILLION if abs(largest) >= _HUNDRED_MILLION else _TEN_THOUSAND

    def ticks(self, values: Sequence[Decimal], divisor: Decimal = Decimal(1)) -> tuple[str, ...]:
        """Return the texts of evenly spaced ticks, with just the decimals that tell them apart."""
        scaled = [value / divisor for value in values]
        if self.measure is Measure.RATIO:
            scaled = [value * 100 for value in scaled]
        places = _decimals(scaled)
        return tuple(display.amount(value, places=places) for value in scaled)


def joined(parts: Iterable[str]) -> str:
    """Join the parts of a readout or a sentence as the interface's language does."""
    comma = "，" if language().startswith("zh") else ", "
    return comma.join(part for part in parts if part)


def _decimals(values: Iterable[Decimal]) -> int:
    return max((max(0, -int(one.normalize().as_tuple().exponent)) for one in values), default=0)
