"""The labour minute: from an hourly wage or a wage bill to a piece rate, and back.

    rate         = hourly × standard minutes ÷ 60 × (1 + allowance) ÷ efficiency
    hourly       = rate × 60 × efficiency ÷ (standard minutes × (1 + allowance))
    minute value = wage bill ÷ (workers × minutes of each × efficiency)
    rate         = minute value × standard minutes × (1 + allowance)

Standard minutes are what a unit takes at normal pace; the allowance (宽放) adds rest and personal
needs to them; the efficiency is standard minutes made ÷ minutes at work, so a crew at 80 % needs
1.25 minutes for each standard one. Amounts are yuan. Each result rounds once, halves away from
zero: a rate and a minute value to 0.0001 yuan, an hourly wage to the fen. A rate from a wage bill
is worked out from the bill itself, not from the rounded minute value. LL94 37 asks that piece
rates follow reasonably from statutory hours.

No dataset takes part: what each result was worked out from are its own required fields.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from negotiator_desk.i18n import _
from negotiator_desk.pay.arithmetic import divide_rounded_whole
from negotiator_desk.pay.basis import FORMULA_VERSION, Formula
from negotiator_desk.pay.checks import check_decimal, check_ratio, check_whole
from negotiator_desk.pay.terms import LARGEST_RATE

LEAST_EFFICIENCY = Decimal("0.01")
MOST_EFFICIENCY = Decimal("2.00")
"""Efficiencies outside these are mistyped; parts of one, four decimals."""

_MOST_MINUTES = Decimal(100_000)
_MOST_MINUTES_OF_A_WORKER = 1_000_000
_MOST_WORKERS = 1_000_000
_LARGEST_BILL = Decimal(100_000_000_000)


class LabourMinutes:
    """What the results have in common: they say what they were worked out by."""

    formula: ClassVar[Formula] = Formula.LABOUR_MINUTE

    @property
    def sentence(self) -> str:
        """The formula as one plain sentence, translated."""
        return self.formula.sentence

    @property
    def formula_name(self) -> str:
        """Formula and version, as a `Basis` writes them."""
        return f"{self.formula.value}/{FORMULA_VERSION}"


@dataclass(frozen=True)
class RateFromHourly(LabourMinutes):
    """The piece rate that an hourly wage comes to.

    Attributes:
        hourly: Yuan an hour, two decimals, at most 10,000.
        standard_minutes: Minutes a unit, above 0, two decimals.
        allowance: Part of one added to the minutes, 0 to 1, four decimals.
        efficiency: Standard minutes made ÷ minutes at work, 0.01 to 2.00, four decimals.
    """

    hourly: Decimal
    standard_minutes: Decimal
    allowance: Decimal
    efficiency: Decimal

    def __post_init__(self) -> None:
        _check_hourly(self.hourly)
        _check_work(self.standard_minutes, self.allowance)
        _check_efficiency(self.efficiency)

    @property
    def rate(self) -> Decimal:
        """Yuan a unit, rounded to 0.0001."""
        minutes = _minutes(self.standard_minutes, self.allowance)
        return _rounded(Fraction(self.hourly) * minutes / 60 / Fraction(self.efficiency), 4)


@dataclass(frozen=True)
class HourlyFromRate(LabourMinutes):
    """The hourly wage that a piece rate comes to.

    Attributes:
        rate: Yuan a unit, four decimals, at most 10,000.
        standard_minutes: Minutes a unit, above 0, two decimals.
        allowance: Part of one added to the minutes, 0 to 1, four decimals.
        efficiency: Standard minutes made ÷ minutes at work, 0.01 to 2.00, four decimals.
    """

    rate: Decimal
    standard_minutes: Decimal
    allowance: Decimal
    efficiency: Decimal

    def __post_init__(self) -> None:
        what = _("Piece rate")
        check_decimal(self.rate, what, places=4, lowest=Decimal(0), highest=LARGEST_RATE)
        _check_work(self.standard_minutes, self.allowance)
        _check_efficiency(self.efficiency)

    @property
    def hourly(self) -> Decimal:
        """Yuan an hour, rounded to the fen."""
        minutes = _minutes(self.standard_minutes, self.allowance)
        return _rounded(Fraction(self.rate) * 60 * Fraction(self.efficiency) / minutes, 2)


@dataclass(frozen=True)
class MinuteValue(LabourMinutes):
    """What a standard minute costs when a wage bill is spread over the minutes of a crew.

    Attributes:
        wage_bill: Yuan of a period, two decimals; with overtime, bonus and insurance if the piece
            price is to carry them.
        workers: From 1 to 1,000,000.
        minutes: Minutes at work of each worker in the period, whole, from 1 to 1,000,000.
        efficiency: Standard minutes made ÷ minutes at work, 0.01 to 2.00, four decimals.
    """

    formula: ClassVar[Formula] = Formula.MINUTE_VALUE

    wage_bill: Decimal
    workers: int
    minutes: int
    efficiency: Decimal

    def __post_init__(self) -> None:
        what = _("Wage bill")
        check_decimal(self.wage_bill, what, places=2, lowest=Decimal(0), highest=_LARGEST_BILL)
        check_whole(self.workers, _("Workers"), lowest=1, highest=_MOST_WORKERS)
        what = _("Minutes of a worker")
        check_whole(self.minutes, what, lowest=1, highest=_MOST_MINUTES_OF_A_WORKER)
        _check_efficiency(self.efficiency)

    @property
    def value(self) -> Decimal:
        """Yuan a standard minute, rounded to 0.0001."""
        return _rounded(self.exact_value, 4)

    @property
    def exact_value(self) -> Fraction:
        """Yuan a standard minute, not rounded, to work on with."""
        minutes = self.workers * self.minutes * Fraction(self.efficiency)
        return Fraction(self.wage_bill) / minutes


@dataclass(frozen=True)
class RateFromWageBill(LabourMinutes):
    """The piece rate that a wage bill comes to.

    Attributes:
        minute: The bill, and the minutes it is spread over.
        standard_minutes: Minutes a unit, above 0, two decimals.
        allowance: Part of one added to the minutes, 0 to 1, four decimals.
    """

    formula: ClassVar[Formula] = Formula.MINUTE_VALUE

    minute: MinuteValue
    standard_minutes: Decimal
    allowance: Decimal

    def __post_init__(self) -> None:
        _check_work(self.standard_minutes, self.allowance)

    @property
    def rate(self) -> Decimal:
        """Yuan a unit, rounded to 0.0001 once, from the bill."""
        minutes = _minutes(self.standard_minutes, self.allowance)
        return _rounded(self.minute.exact_value * minutes, 4)


def _minutes(standard_minutes: Decimal, allowance: Decimal) -> Fraction:
    return Fraction(standard_minutes) * (1 + Fraction(allowance))


def _rounded(value: Fraction, places: int) -> Decimal:
    scale = 10**places
    steps = divide_rounded_whole(value.numerator * scale, value.denominator)
    return Decimal(steps).scaleb(-places)


def _check_hourly(hourly: Decimal) -> None:
    what = _("Hourly wage")
    check_decimal(hourly, what, places=2, lowest=Decimal(0), highest=LARGEST_RATE)


def _check_work(standard_minutes: Decimal, allowance: Decimal) -> None:
    what, least = _("Standard minutes"), Decimal("0.01")
    check_decimal(standard_minutes, what, places=2, lowest=least, highest=_MOST_MINUTES)
    check_ratio(allowance, _("Time allowance"))


def _check_efficiency(efficiency: Decimal) -> None:
    check_decimal(
        efficiency, _("Efficiency"), places=4, lowest=LEAST_EFFICIENCY, highest=MOST_EFFICIENCY
    )
