"""Weights checked by rating whole packages, and weights that agree better with the ratings.

Splitting 100 points over issues is easy to do and hard to do well; saying how good a whole package
is comes closer to what a side has to decide at the table. By its weights a package is worth

    value = Σ over issues (weight × share)        (share 0 at the limit, 1 at the target)

in points of the weights' sum; ratings go from 0, everything at its limit, to 100, everything at its
target. Re-fitted weights w make

    Σ over packages (value − rating)² + 1/100 × Σ over issues (w − entered weight)²

as small as it can be, no weight below 0 and their sum as before: close to the ratings, and away
from what was entered only as far as the ratings ask for it. Solved exactly in fractions; whole
points by largest remainders.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import lcm, prod

from negotiator_desk.bargaining.mandate import FULL_SCORE
from negotiator_desk.pay.apportion import largest_remainder

MOST_PACKAGES = 6
"""Packages that one is asked to rate."""

TOLERANCE = 10
"""Points by which a rating may differ from the value before it is pointed out."""

TIE_TO_OLD = Fraction(1, 100)
"""How strongly re-fitted weights are drawn to the entered ones."""

_FULL_POOL = 81
"""Patterns of packages that are all looked at: four issues of three levels each."""


@dataclass(frozen=True)
class Rated:
    """A package that was rated.

    Attributes:
        shares: Part of each issue's weight, 0–1.
        rating: 0–100.
    """

    shares: tuple[Fraction, ...]
    rating: int


@dataclass(frozen=True)
class Reversal:
    """Two packages that the ratings put in the other order than the weights, by their places.

    Attributes:
        liked: Rated higher.
        valued: Worth more by the weights.
    """

    liked: int
    valued: int


@dataclass(frozen=True)
class RatingReview:
    """What ratings say about weights.

    Attributes:
        values: Of each package by the entered weights, in the points of the ratings, exact.
        reversals: Pairs in the wrong order.
        misjudged: Places of packages whose rating is more than ten points from their value.
        weights: Re-fitted whole points; the entered ones where nothing is wrong.
        reversals_left: Pairs that are in the wrong order by the re-fitted weights too.
    """

    values: tuple[Fraction, ...]
    reversals: tuple[Reversal, ...]
    misjudged: tuple[int, ...]
    weights: tuple[int, ...]
    reversals_left: tuple[Reversal, ...]

    @property
    def is_consistent(self) -> bool:
        """Whether ratings and weights say the same."""
        return not self.reversals and not self.misjudged


def review(weights: Sequence[int], total: int, rated: Sequence[Rated]) -> RatingReview:
    """Hold ratings against weights.

    Args:
        weights: Points of each issue as entered, not all 0.
        total: Points that the re-fitted weights are to add up to, above 0.
        rated: Packages of these issues.
    """
    values = _values([Fraction(weight) for weight in weights], sum(weights), rated)
    reversals = _reversals(values, rated)
    misjudged = tuple(
        place
        for place, (value, one) in enumerate(zip(values, rated, strict=True))
        if abs(value - one.rating) > TOLERANCE
    )
    if not reversals and not misjudged:
        return RatingReview(values, (), (), tuple(weights), ())
    fitted = whole_points(fit(weights, total, rated), total)
    left = _reversals(_values([Fraction(one) for one in fitted], total, rated), rated)
    return RatingReview(values, reversals, misjudged, fitted, left)


def fit(weights: Sequence[int], total: int, rated: Sequence[Rated]) -> tuple[Fraction, ...]:
    """Return the weights of the formula above, exact, with the sum `total`.

    Args:
        weights: As entered; where all are 0, an even split takes their place.
        total: Above 0.
        rated: Packages of these issues.
    """
    count = len(weights)
    entered = sum(weights)
    old = [Fraction(one * total, entered) if entered else Fraction(total, count) for one in weights]
    matrix = [
        [
            sum((one.shares[row] * one.shares[column] for one in rated), Fraction(0))
            + (TIE_TO_OLD if row == column else 0)
            for column in range(count)
        ]
        for row in range(count)
    ]
    wanted = [
        sum((one.shares[row] * one.rating * total / 100 for one in rated), Fraction(0))
        + TIE_TO_OLD * old[row]
        for row in range(count)
    ]
    return _minimum(matrix, wanted, old)


def whole_points(weights: Sequence[Fraction], total: int) -> tuple[int, ...]:
    """Return whole points with the sum `total`: the largest remainders are rounded up.

    Of equal remainders that of the earlier issue is.
    """
    denominator = lcm(*(weight.denominator for weight in weights))
    parts = [int(weight * denominator) for weight in weights]
    return tuple(largest_remainder(total, parts, denominator))


def propose_packages(scores: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    """Return up to six packages whose ratings say most about the weights.

    On each issue a package takes the worst, the best or a middling option. The package chosen next
    is always the one about which those before it say least, so that no two look alike.

    Args:
        scores: For each issue the scores of its options, 0–10,000, at least one.

    Returns:
        Packages, each the place of one option for each issue. None where fewer than two issues
        have options that differ in score: then ratings could say nothing about weights.
    """
    levels = [_levels(options) for options in scores]
    if sum(len(one) > 1 for one in levels) < 2:
        return ()
    pool = [
        pattern
        for pattern in _patterns(levels)
        if pattern != tuple(one[0] for one in levels)
        and pattern != tuple(one[-1] for one in levels)
    ]
    count = len(levels)
    inverse = [[Fraction(int(row == column)) for column in range(count)] for row in range(count)]
    chosen: list[tuple[int, ...]] = []
    while pool and len(chosen) < MOST_PACKAGES:
        best, news, gain = pool[0], [Fraction(0)] * count, Fraction(-1)
        for pattern in pool:
            # Hundredths of the weight are fine enough here and keep the fractions short.
            shares = [
                Fraction(options[place] * 100 // FULL_SCORE, 100)
                for options, place in zip(scores, pattern, strict=True)
            ]
            turned = [_product(row, shares) for row in inverse]
            new = _product(turned, shares)
            if new > gain:
                best, news, gain = pattern, turned, new
        inverse = [
            [
                inverse[row][column] - news[row] * news[column] / (1 + gain)
                for column in range(count)
            ]
            for row in range(count)
        ]
        pool.remove(best)
        chosen.append(best)
    return tuple(chosen)


def _values(
    weights: Sequence[Fraction], total: int, rated: Sequence[Rated]
) -> tuple[Fraction, ...]:
    return tuple(_product(weights, one.shares) * 100 / total for one in rated)


def _reversals(values: Sequence[Fraction], rated: Sequence[Rated]) -> tuple[Reversal, ...]:
    return tuple(
        Reversal(liked, valued)
        for liked, one in enumerate(rated)
        for valued, two in enumerate(rated)
        if one.rating > two.rating and values[liked] < values[valued]
    )


def _levels(options: Sequence[int]) -> tuple[int, ...]:
    """Return the places of the worst, a middling and the best option, as far as they differ."""
    worst = min(range(len(options)), key=lambda place: (options[place], place))
    best = max(range(len(options)), key=lambda place: (options[place], -place))
    low, high = options[worst], options[best]
    if low == high:
        return (worst,)
    middle = [place for place, score in enumerate(options) if low < score < high]
    if not middle:
        return (worst, best)
    near = min(middle, key=lambda place: (abs(2 * options[place] - low - high), place))
    return (worst, near, best)


def _patterns(levels: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Return the packages to choose from: all of them, or where these are too many, runs of issues.

    A run is at its best and all others at their worst; runs of one, of half and of all but one.
    """
    ends = [tuple(dict.fromkeys((one[0], one[-1]))) for one in levels]
    for some in (levels, ends):
        if prod(len(one) for one in some) <= _FULL_POOL:
            return list(product(*some))
    size = len(levels)
    found = [
        tuple(one[-1] if (place - start) % size < run else one[0] for place, one in enumerate(ends))
        for run in (1, size // 2, size - 1)
        for start in range(size)
    ]
    return list(dict.fromkeys(found))


def _minimum(
    matrix: Sequence[Sequence[Fraction]], wanted: Sequence[Fraction], start: Sequence[Fraction]
) -> tuple[Fraction, ...]:
    """Return the smallest ½ w·M·w − wanted·w with no w below 0 and the sum of `start`.

    The active-set method: weights at 0 stay there until the slope says that they should grow. The
    function falls with every step and the fractions are exact, so it ends at the one minimum.
    """
    weights = list(start)
    free = [place for place, weight in enumerate(weights) if weight > 0]
    while True:
        best, slope = _free_minimum(matrix, wanted, free, sum(start, Fraction(0)))
        moves = {place: best[place] - weights[place] for place in free}
        falling = [(weights[place] / -move, place) for place, move in moves.items() if move < 0]
        length, stopped = min(falling, default=(Fraction(1), -1))
        for place, move in moves.items():
            weights[place] += move * min(length, Fraction(1))
        if length < 1:
            free.remove(stopped)
            continue
        pull = [
            (_product(row, weights) - want - slope, place)
            for place, (row, want) in enumerate(zip(matrix, wanted, strict=True))
            if place not in free
        ]
        least, place = min(pull, default=(Fraction(0), -1))
        if least >= 0:
            return tuple(weights)
        free.append(place)


def _free_minimum(
    matrix: Sequence[Sequence[Fraction]],
    wanted: Sequence[Fraction],
    free: Sequence[int],
    total: Fraction,
) -> tuple[dict[int, Fraction], Fraction]:
    """Return the minimum over the free weights alone, and the slope that all of them share."""
    rows = [[*(matrix[row][column] for column in free), Fraction(-1), wanted[row]] for row in free]
    rows.append([*(Fraction(1) for _column in free), Fraction(0), total])
    solved = _solved(rows)
    return dict(zip(free, solved, strict=False)), solved[-1]


def _solved(rows: list[list[Fraction]]) -> list[Fraction]:
    """Return the solution of equations that have one; each row ends with its right-hand side."""
    size = len(rows)
    for column in range(size):
        pivot = next(row for row in range(column, size) if rows[row][column])
        rows[column], rows[pivot] = rows[pivot], rows[column]
        head = rows[column]
        for row in range(size):
            if row != column and rows[row][column]:
                factor = rows[row][column] / head[column]
                rows[row] = [
                    value - factor * over for value, over in zip(rows[row], head, strict=True)
                ]
    return [rows[row][-1] / rows[row][row] for row in range(size)]


def _product(one: Sequence[Fraction], two: Sequence[Fraction]) -> Fraction:
    return sum((left * right for left, right in zip(one, two, strict=True)), Fraction(0))
