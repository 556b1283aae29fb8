"""Reading the usual forms of figures and times of a million cells at once.

Whatever is written in another form is left to `values`, which reads one text at a time.
"""

from __future__ import annotations

import numpy as np

from negotiator_desk.pay.arithmetic import Whole
from negotiator_desk.pay.spans import Mask, Spans

_LONGEST_FIGURE = 16
"""Characters: as many digits are beyond any field, and with two more 64 bits still hold them."""

_ZERO, _NINE, _POINT, _SPACE = b"09. "
_LONGEST_DAY = 18
"""Bytes before the time of day, as in 2026年10月11日."""


def figures(spans: Spans, places: int) -> tuple[Whole, Mask]:
    """Read figures of digits, with or without decimals.

    Args:
        places: Decimals of the field; at most 2.

    Returns:
        Whole numbers of the field's smallest step, and which texts are such figures.
    """
    known = (spans.lengths > 0) & (spans.lengths <= _LONGEST_FIGURE)
    totals = np.zeros(len(spans), dtype=np.int64)
    digits = np.zeros(len(spans), dtype=np.int8)
    # Digits after the point; −1 before there is one.
    decimals = np.full(len(spans), -1, dtype=np.int8)
    longest = int(spans.lengths[known].max()) if known.any() else 0
    for place in range(longest):
        if place % 8 == 0:
            word = spans.word(place // 8)
        octets = (word >> np.uint64(8 * (place % 8))).astype(np.uint8)
        within = spans.lengths > place
        is_digit = within & (octets >= _ZERO) & (octets <= _NINE)
        is_point = within & (octets == _POINT)
        totals = np.where(is_digit, totals * 10 + (octets - _ZERO), totals)
        digits += is_digit
        known &= is_digit | ~within | (is_point & (decimals < 0) & (digits > 0))
        decimals += is_point | (is_digit & (decimals >= 0))
    known &= (decimals != 0) & (decimals <= places)
    totals *= 10 ** (places - np.clip(decimals, 0, places).astype(np.int64))
    return totals, known


def days_and_times(spans: Spans) -> tuple[Spans, Spans, Mask]:
    """Part texts at their first space, behind which a digit must follow.

    Returns:
        What stands before it and after it, of those texts that have both; and which these are.
    """
    cuts = np.zeros(len(spans), dtype=np.int64)
    left = np.arange(len(spans))
    # The usual length first: where all are of it, there is nothing left to look for.
    for place in (10, *range(6, 10), *range(11, _LONGEST_DAY)):
        here = spans.take(left).octet(place) == _SPACE
        cuts[left[here]] = place
        left = left[~here]
        if not len(left):
            break
    after = Spans(spans.octets, spans.starts + cuts, spans.lengths - cuts).octet(1)
    parted = (cuts > 0) & (spans.lengths > cuts + 1) & (after >= _ZERO) & (after <= _NINE)
    whole, cuts = spans.take(parted), cuts[parted]
    return (
        Spans(whole.octets, whole.starts, cuts),
        Spans(whole.octets, whole.starts + cuts + 1, whole.lengths - cuts - 1),
        parted,
    )
