"""Round numbers for axes, and ranges that do not jump while a figure is dragged."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

_ROOMY = Decimal("0.55")
"""Share of an axis that the figures must still fill for it to stay as it is."""

_MOST_TICKS = 12
_FACTORS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True)
class Span:
    """What an axis reaches from and to; `high` is above `low`."""

    low: Decimal
    high: Decimal

    @property
    def length(self) -> Decimal:
        """How far it reaches."""
        return self.high - self.low

    def holds(self, other: Span) -> bool:
        """Whether another span lies inside."""
        return self.low <= other.low and other.high <= self.high

    def joined(self, other: Span) -> Span:
        """The least span that holds both."""
        return Span(min(self.low, other.low), max(self.high, other.high))


def nice_step(length: Decimal, most: int, *, least: Decimal = Decimal(0)) -> Decimal:
    """Return 1, 2, 2.5 or 5 times a power of ten, so that at most `most` steps fill `length`.

    Args:
        length: Above 0.
        most: At least 1.
        least: Every step is a multiple of it, such as of 1 for whole things; 0 sets no limit.
    """
    raw = max(length / max(most, 1), least)
    power = Decimal(1).scaleb(raw.adjusted())
    steps = (power * factor for factor in _FACTORS)
    return next(step for step in steps if step >= raw and (not least or step % least == 0))


def ticks(span: Span, most: int, *, least: Decimal = Decimal(0)) -> tuple[Decimal, ...]:
    """Return the round numbers inside a span, at most about `most` of them."""
    step = nice_step(span.length, min(most, _MOST_TICKS), least=least)
    first = int((span.low / step).to_integral_value(ROUND_CEILING))
    last = int((span.high / step).to_integral_value(ROUND_FLOOR))
    return tuple(step * number for number in range(first, last + 1))


def rounded_out(
    low: Decimal, high: Decimal, most: int = 10, *, least: Decimal = Decimal(0)
) -> Span:
    """Return a span with round ends that holds both numbers; never an empty one."""
    if high <= low:
        high = low + max(abs(low) / 10, least, Decimal("0.0001"))
    step = nice_step(high - low, most, least=least)
    return Span(
        (low / step).to_integral_value(ROUND_FLOOR) * step,
        (high / step).to_integral_value(ROUND_CEILING) * step,
    )


def settled(
    before: Span | None, wanted: Span, *, held: bool = False, needed: Span | None = None
) -> Span:
    """Return the span to show next.

    It stays while the figures fit and fill it well enough, so that an axis does not twitch under
    figures that change twenty times a second.

    Args:
        before: What is shown now; None if nothing is.
        wanted: What the figures themselves would ask for.
        held: Something is being dragged: the span stays unless figures would leave it.
        needed: What the figures fill without the room around them; `wanted` if None.
    """
    if before is None:
        return wanted
    if held:
        return before if before.holds(needed or wanted) else before.joined(wanted)
    if before.holds(wanted) and wanted.length >= before.length * _ROOMY:
        return before
    return wanted


def snapped(coordinate: float, step: Decimal, low: Decimal, high: Decimal | None) -> Decimal:
    """Return the multiple of `step` nearest to a place on the screen, within limits.

    The coordinate, in units of the axis, is the only float; the value is a whole number of steps.

    Args:
        low: Least value; it may lie between two steps.
        high: Largest value; None sets no limit.
    """
    value = Decimal(round(coordinate / float(step))) * step
    value = max(low, value)
    return value if high is None else min(high, value)


def stepped(value: Decimal, step: Decimal, by: int, low: Decimal, high: Decimal | None) -> Decimal:
    """Return the value some steps up or down, on a multiple of `step`, within limits.

    From between two multiples the first step goes to the next one in its direction.
    """
    rounding = ROUND_FLOOR if by > 0 else ROUND_CEILING
    base = (value / step).to_integral_value(rounding)
    result = max(low, (base + by) * step)
    return result if high is None else min(high, result)
