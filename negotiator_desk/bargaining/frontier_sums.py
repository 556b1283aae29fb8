"""Adding up two sets of choices and keeping what no other sum beats.

The sum of two frontiers is found in one of two ways, whichever costs less: every pair is added,
sorted and pruned; or, where values lie close together, one frontier becomes an array “most that
the other side can have when we have at least x”, which is shifted by every point of the second one
and maximised. The second way's cost does not grow with the number of points already there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from negotiator_desk.bargaining.options import Point
from negotiator_desk.pay.arithmetic import Whole

MOST_POINTS = 4_000_000
"""A frontier of more points is refused: it could be neither drawn nor held in memory."""

_PAIRS_AT_ONCE = 2_000_000
_STRETCH = 16_384
"""Places of the array worked on at once, so that they stay in the processor's cache."""

_LONGEST_ARRAY = 2**25

# Measured costs in nanoseconds, on the machine of benchmarks/results.md; they only choose a way.
_PAIR_COST = 25.0
_SHIFT_COST = 2_000.0
_PLACE_COST = 0.15
_ARRAY_COST = 6.0


@dataclass(frozen=True, eq=False)
class Sums:
    """Sums that no other sum beats.

    Attributes:
        own: Values to one's own side, each above the one before, in hundredths of a point.
        other: Values to the other side, each below the one before.
    """

    own: Whole
    other: Whole

    def __len__(self) -> int:
        return len(self.own)

    def point(self, place: int) -> Point:
        """Return one sum."""
        return Point(int(self.own[place]), int(self.other[place]))

    def find(self, own: Whole, other: Whole) -> Whole:
        """Return where each given sum stands, −1 where it is not among these."""
        places = np.minimum(np.searchsorted(self.own, own), len(self.own) - 1)
        is_there = (self.own[places] == own) & (self.other[places] == other)
        found: Whole = np.where(is_there, places, -1).astype(np.int64)
        return found


NOTHING = Sums(np.zeros(1, np.int64), np.zeros(1, np.int64))
"""The sum of no issue at all."""


def unbeaten(own: Whole, other: Whole) -> Sums:
    """Return the points that no other point beats.

    A point is beaten when another is at least as good for both sides and better for one. Points of
    equal value are one point.

    Args:
        own: At least one value.
        other: As many.
    """
    own_low, other_low = int(own.min()), int(other.min())
    bits = (int(other.max()) - other_low).bit_length()
    if (int(own.max()) - own_low).bit_length() + bits < 63:
        # Sorting one number is several times faster than sorting by two.
        keys = own - own_low
        keys <<= bits
        keys |= other - other_low
        keys.sort()
        # A key that repeats or has the own value of the next one is beaten by it.
        falling = keys[::-1]
        own, other = falling >> bits, falling & ((1 << bits) - 1)
    else:
        order = np.lexsort((other, own))[::-1]
        own, other = own[order], other[order]
        own_low = other_low = 0
    most = np.maximum.accumulate(other)
    keep = np.empty(len(own), dtype=np.bool_)
    keep[0] = True
    np.greater(other[1:], most[:-1], out=keep[1:])
    return Sums((own[keep] + own_low)[::-1].copy(), (other[keep] + other_low)[::-1].copy())


def added(one: Sums, two: Sums) -> Sums:
    """Return the unbeaten sums of a point of the first and a point of the second.

    Raises:
        ValueError: There are more of them than can be held.
    """
    few, many = sorted((one, two), key=len)
    if len(few) == 1:
        return Sums(many.own + few.own, many.other + few.other)
    result = _added_somehow(few, many)
    if len(result) > MOST_POINTS:
        raise ValueError(f"more than {MOST_POINTS} points: the values are too fine")
    return result


def _added_somehow(few: Sums, many: Sums) -> Sums:
    best_cost, best_plan = _PAIR_COST * len(few) * len(many), (few, many, "pairs")
    if best_cost <= _SHIFT_COST * len(few):
        return _added_in_pairs(few, many)
    for moved, laid in ((few, many), (many, few)):
        for axis in ("own", "other"):
            places, reach = _span(laid, axis) + 1, _span(laid, axis) + _span(moved, axis) + 1
            if reach > _LONGEST_ARRAY:
                continue
            rounds = len(moved) * (places // _STRETCH + 1)
            cost = _SHIFT_COST * rounds + _PLACE_COST * len(moved) * places + _ARRAY_COST * reach
            if cost < best_cost:
                best_cost, best_plan = cost, (moved, laid, axis)
    moved, laid, way = best_plan
    match way:
        case "pairs":
            return _added_in_pairs(few, many)
        case "own":
            return Sums(*_shifted(moved.own, moved.other, laid.own, laid.other))
        case _:
            other, own = _shifted(
                moved.other[::-1], moved.own[::-1], laid.other[::-1], laid.own[::-1]
            )
            return Sums(own[::-1].copy(), other[::-1].copy())


def _span(sums: Sums, axis: str) -> int:
    if axis == "own":
        return int(sums.own[-1]) - int(sums.own[0])
    return int(sums.other[0]) - int(sums.other[-1])


def _added_in_pairs(few: Sums, many: Sums) -> Sums:
    step = max(1, _PAIRS_AT_ONCE // len(many))
    result: Sums | None = None
    for start in range(0, len(few), step):
        own = (few.own[start : start + step, None] + many.own).ravel()
        other = (few.other[start : start + step, None] + many.other).ravel()
        if result is not None:
            own = np.concatenate((result.own, own))
            other = np.concatenate((result.other, other))
        result = unbeaten(own, other)
        if len(result) > MOST_POINTS:
            break
    assert result is not None
    return result


def _shifted(
    moved_rising: Whole, moved_falling: Whole, laid_rising: Whole, laid_falling: Whole
) -> tuple[Whole, Whole]:
    """Return the unbeaten sums, rising and falling values, by way of an array of all places."""
    low = int(moved_rising[0]) + int(laid_rising[0])
    floor = int(moved_falling[-1]) + int(laid_falling[-1])
    height = int(moved_falling[0]) + int(laid_falling[0]) - floor
    places = laid_rising - laid_rising[0]
    number = _number_for(height)
    # At each place: the most of the falling value at that rising value or any above it.
    array = np.repeat((laid_falling - laid_falling[-1]).astype(number), np.diff(places, prepend=-1))
    shifts = (moved_rising - moved_rising[0]).tolist()
    lifts = (moved_falling - moved_falling[-1]).tolist()
    result = np.full(len(array) + shifts[-1], -1, dtype=number)
    for start in range(0, len(array), _STRETCH):
        stretch = array[start : start + _STRETCH]
        lifted = np.empty_like(stretch)
        for shift, lift in zip(shifts, lifts, strict=True):
            np.add(stretch, lift, out=lifted)
            there = result[start + shift : start + shift + len(stretch)]
            np.maximum(there, lifted, out=there)
    downwards = np.maximum.accumulate(result[::-1])
    steps = np.flatnonzero(downwards[1:] > downwards[:-1]) + 1
    steps = np.concatenate((np.zeros(1, dtype=steps.dtype), steps))[::-1]
    rising: Whole = low + len(result) - 1 - steps.astype(np.int64)
    falling: Whole = floor + downwards[steps].astype(np.int64)
    return rising, falling


def _number_for(height: int) -> npt.DTypeLike:
    """Return the smallest kind of number that holds -1..height, for speed."""
    bits = next(bits for bits in (16, 32, 64) if height.bit_length() < bits)
    return np.dtype(f"int{bits}")
