"""How good the inputs of a result are, and what that leaves of its figures.

    half width = |amount| × margin of the worst mark among the inputs
    low, high  = amount − half width, amount + half width, rounded outwards to the allowed digits
    value      = amount rounded to the allowed digits, halves away from zero

Rounding outwards sends the low end down and the high end up, so that a range never gets narrower by
being rounded. Digits are significant digits: 0.0120 has three, 8,600 as a two-digit figure has
two. No result has more of them than its worst input allows (yardstick C28). All of it is exact in
`Decimal`.

The default margins and digits are our own choice [D]; no source prescribes them, and each firm may
set its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from enum import StrEnum

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import N_, _
from negotiator_desk.money import FEN, format_amount
from negotiator_desk.pay.checks import ONE, ZERO, check_decimal, check_whole

MOST_DIGITS = 15
"""Digits that a rule can allow; more are no limit."""

_EXACT = Context(prec=60)
"""Wide enough that no product of an amount and a margin is rounded."""


class Quality(StrEnum):
    """How an input was come by, the best first."""

    MEASURED = "measured"
    REPORTED = "reported"
    ESTIMATED = "estimated"


_NAMES = {
    Quality.MEASURED: N_("measured"),
    Quality.REPORTED: N_("reported"),
    Quality.ESTIMATED: N_("estimated"),
}


@dataclass(frozen=True)
class Allowed:
    """What inputs of one quality allow to be said.

    Attributes:
        margin: Half the width of a range as a part of the amount, 0 to 1, 4 decimals.
        digits: Significant digits, 1 to 15; None = all.
    """

    margin: Decimal
    digits: int | None

    def __post_init__(self) -> None:
        check_decimal(self.margin, _("Margin"), places=4, lowest=ZERO, highest=ONE)
        if self.digits is not None:
            check_whole(self.digits, _("Significant digits"), lowest=1, highest=MOST_DIGITS)


@dataclass(frozen=True)
class QualityRules:
    """What each quality allows; the defaults are 0 %, 2 %, 10 % and all, 4, 2 digits [D]."""

    measured: Allowed = Allowed(Decimal("0.0000"), None)
    reported: Allowed = Allowed(Decimal("0.0200"), 4)
    estimated: Allowed = Allowed(Decimal("0.1000"), 2)

    def __post_init__(self) -> None:
        steps = (self.measured, self.reported, self.estimated)
        margins = [step.margin for step in steps]
        digits = [MOST_DIGITS + 1 if step.digits is None else step.digits for step in steps]
        if margins != sorted(margins) or digits != sorted(digits, reverse=True):
            raise InputError(
                _("A worse input cannot have a narrower margin or more digits than a better one."),
                hint=_("Measured inputs come first, then reported, then estimated ones."),
            )

    def of(self, quality: Quality) -> Allowed:
        """Return what inputs of this quality allow."""
        match quality:
            case Quality.MEASURED:
                return self.measured
            case Quality.REPORTED:
                return self.reported
            case Quality.ESTIMATED:
                return self.estimated


DEFAULT_RULES = QualityRules()


@dataclass(frozen=True)
class Range:
    """A figure and how far it may be off.

    Attributes:
        low: At most `value`; in the unit of the figure, like `high`, which is at least `value`.
    """

    low: Decimal
    value: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        if not self.low <= self.value <= self.high:
            raise ValueError("a range holds its value")

    @property
    def is_exact(self) -> bool:
        """Whether the range is one figure."""
        return self.low == self.high


def worst(marks: Iterable[Quality]) -> Quality:
    """Return the worst of several marks; measured if there are none."""
    order = list(Quality)
    return max(marks, key=order.index, default=Quality.MEASURED)


def limit_digits(value: Decimal, digits: int | None, *, step: Decimal = FEN) -> Decimal:
    """Round to so many significant digits, halves away from zero.

    Args:
        digits: At least 1; None = all.
        step: The smallest step of the figure, a power of ten; the result is a whole number of it in
            any case.

    Returns:
        The figure with no more decimals than its digits need.
    """
    return _limited(value, digits, step, ROUND_HALF_UP)


def widen(
    amount: Decimal,
    marks: Iterable[Quality],
    *,
    rules: QualityRules = DEFAULT_RULES,
    step: Decimal = FEN,
) -> Range:
    """Return an amount as the range that its worst input leaves of it.

    Args:
        amount: In any unit, such as yuan; negative for a saving.
        marks: Of everything the amount was worked out from.
        step: The smallest step of the amount, 0.01 for yuan.
    """
    allowed = rules.of(worst(marks))
    half = _EXACT.multiply(abs(amount), allowed.margin)
    return Range(
        low=_limited(_EXACT.subtract(amount, half), allowed.digits, step, ROUND_FLOOR),
        value=limit_digits(amount, allowed.digits, step=step),
        high=_limited(_EXACT.add(amount, half), allowed.digits, step, ROUND_CEILING),
    )


def figure_text(value: Decimal) -> str:
    """Return a limited figure with just the decimals it has: `94,000`, `0.05`."""
    return format_amount(value, places=_decimals(value))


def range_text(item: Range) -> str:
    """Return a range as people read it; one figure where it is exact."""
    if item.is_exact:
        return figure_text(item.value)
    return _("{low} to {high}").format(low=figure_text(item.low), high=figure_text(item.high))


def quality_name(quality: Quality) -> str:
    """Return the mark's name, translated."""
    return _(_NAMES[quality])


def finding(item: Range, quality: Quality) -> str:
    """Return what the inputs leave of a figure, in one sentence."""
    if item.is_exact:
        return _("The inputs are {quality}: the figure is {value}.").format(
            quality=quality_name(quality), value=figure_text(item.value)
        )
    return _("The worst input is {quality}: about {value}, between {low} and {high}.").format(
        quality=quality_name(quality),
        value=figure_text(item.value),
        low=figure_text(item.low),
        high=figure_text(item.high),
    )


def _limited(value: Decimal, digits: int | None, step: Decimal, rounding: str) -> Decimal:
    place = _exponent(step)
    if digits is not None and value:
        place = max(value.adjusted() - digits + 1, place)
    rounded = value.quantize(Decimal(1).scaleb(place), rounding=rounding, context=_EXACT)
    if not rounded:
        rounded = abs(rounded)  # there is no minus nothing
    # A positive exponent would print as 1E+5.
    return rounded.quantize(Decimal(1), context=_EXACT) if place > 0 else rounded


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return exponent


def _decimals(value: Decimal) -> int:
    return max(-_exponent(value), 0)
