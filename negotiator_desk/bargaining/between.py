"""Terms between two others: every figure goes the same part of the way.

Step k of n between the first and the last value of a cell is

    first + (last − first) × k ÷ (n + 1)

rounded to the cell's step where both ends are whole steps, otherwise to its decimals. Steps that
rounding makes equal to the one before, or to an end, are left out.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.i18n import _
from negotiator_desk.pay.arithmetic import divide_rounded_whole
from negotiator_desk.pay.cells import Cell, cells, with_cell
from negotiator_desk.pay.terms import Terms, subject_of

MOST_STEPS = 50
"""Steps that can be filled in at once."""


def steps_between(first: Terms, last: Terms, steps: int) -> tuple[Terms, ...]:
    """Return the terms between two others, from the first to the last; neither is among them.

    Args:
        first: Where the steps begin.
        last: Of the same shape: the same cells, the same words.
        steps: How many at most, 1–50.

    Raises:
        InputError: So many steps cannot be filled in.
        RuleError: The two are not of one shape, or nothing lies between them.
    """
    if not 1 <= steps <= MOST_STEPS:
        raise InputError(
            _("{steps} steps cannot be filled in; nothing was changed.").format(steps=steps),
            hint=_("Enter a whole number from 1 to {most}.").format(most=MOST_STEPS),
        )
    pairs = _moving(first, last)
    found: list[Terms] = []
    for step in range(1, steps + 1):
        part = Fraction(step, steps + 1)
        values = {low.key: _value(low, high, part) for low, high in pairs}
        terms = _with_values(first, values)
        if terms not in (first, last, *found[-1:]):
            found.append(terms)
    if not found:
        raise RuleError(
            _("Nothing lies between these two terms; nothing was changed."),
            hint=_("Choose terms that are further apart."),
        )
    return tuple(found)


def _moving(first: Terms, last: Terms) -> list[tuple[Cell, Cell]]:
    """Return the cells that differ, in pairs; refuse terms of another shape."""
    before, after = cells(first), cells(last)
    is_like = subject_of(first) is subject_of(last) and [
        (one.key, one.label, one.unit, one.counted) for one in before
    ] == [(one.key, one.label, one.unit, one.counted) for one in after]
    pairs = [pair for pair in zip(before, after, strict=False) if pair[0].value != pair[1].value]
    if not is_like or any(isinstance(low.value, str) for low, _high in pairs):
        raise RuleError(
            _("These two terms differ in more than figures; nothing was changed."),
            hint=_("Choose two terms with the same lines, in which only figures differ."),
        )
    return pairs


def _value(low: Cell, high: Cell, part: Fraction) -> Decimal:
    assert isinstance(low.value, Decimal)
    assert isinstance(high.value, Decimal)
    finest = Decimal(1).scaleb(-low.places)
    coarse = low.value % low.step == 0 and high.value % low.step == 0
    step = low.step if coarse else finest
    value = Fraction(low.value) + (Fraction(high.value) - Fraction(low.value)) * part
    count = value / Fraction(step)
    return (divide_rounded_whole(count.numerator, count.denominator) * step).quantize(finest)


def _with_values(terms: Terms, values: dict[str, Decimal]) -> Terms:
    """Return the terms with all values put in.

    Put in one by one, they may pass through terms that refuse themselves, such as ends of tiers
    that do not rise; then another one goes first.
    """
    waiting = dict(values)
    while waiting:
        refused: dict[str, Decimal] = {}
        for key, value in waiting.items():
            try:
                terms = with_cell(terms, key, value)
            except InputError:
                refused[key] = value
        if len(refused) == len(waiting):
            raise RuleError(
                _("Between these two terms lie none that can be used; nothing was changed."),
                hint=_("Enter the terms between them by hand."),
            )
        waiting = refused
    return terms
