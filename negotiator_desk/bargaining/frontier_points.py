"""Points on the frontier that theories of fair bargaining single out, and how far a deal is away.

Every comparison is between whole numbers; nothing is decided by a rounded figure. The definitions
are those of NegMAS 0.16, the differences are named where they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import isqrt

import numpy as np
import numpy.typing as npt

from negotiator_desk.bargaining.frontier import Frontier
from negotiator_desk.bargaining.options import LARGEST_SUM, Package, Point

Exact = npt.NDArray[np.int64] | npt.NDArray[np.object_]
"""Whole numbers that never wrap round: 64-bit ones where they suffice, Python's own otherwise."""


AT_ZERO = Point(0, 0)
"""Walk-away values of sides that have nothing without a deal."""


class Solution(StrEnum):
    """A theory's choice among the points of the frontier."""

    NASH = "nash"
    KALAI_SMORODINSKY = "kalai_smorodinsky"
    EGALITARIAN = "egalitarian"
    WELFARE = "welfare"


@dataclass(frozen=True)
class ChosenPoint:
    """A point of the frontier that a rule singled out.

    Attributes:
        place: Its place in `Frontier.points`.
        point: Its values.
        own_gain: Above the walk-away value, in hundredths of a point; 0 or more.
        other_gain: The same of the other side.
    """

    place: int
    point: Point
    own_gain: int
    other_gain: int


@dataclass(frozen=True)
class BargainingPoints:
    """The four points; all None where every package leaves a side below its walk-away value.

    Attributes:
        nash: The largest product of the two gains.
        kalai_smorodinsky: The largest smaller share, a share being a side's gain divided by the
            most it could gain while the other side loses nothing.
        egalitarian: The largest smaller gain.
        welfare: The largest sum of values.
        ideal_own: The most one's own side could gain while the other loses nothing, in hundredths
            of a point; None with the points.
        ideal_other: The same of the other side.
    """

    nash: ChosenPoint | None = None
    kalai_smorodinsky: ChosenPoint | None = None
    egalitarian: ChosenPoint | None = None
    welfare: ChosenPoint | None = None
    ideal_own: int | None = None
    ideal_other: int | None = None

    def of(self, solution: Solution) -> ChosenPoint | None:
        """Return one of the four."""
        match solution:
            case Solution.NASH:
                return self.nash
            case Solution.KALAI_SMORODINSKY:
                return self.kalai_smorodinsky
            case Solution.EGALITARIAN:
                return self.egalitarian
            case Solution.WELFARE:
                return self.welfare


@dataclass(frozen=True)
class Distance:
    """How far apart two points are.

    Attributes:
        squared: In hundredths of a point, squared; exact.
    """

    squared: int

    @property
    def points(self) -> Decimal:
        """The distance in points, rounded to hundredths; no root of a whole number is a half."""
        whole, hundredths = divmod((isqrt(4 * self.squared) + 1) // 2, 100)
        return Decimal(f"{whole}.{hundredths:02}")


@dataclass(frozen=True)
class Room:
    """What was still possible beyond a deal, without loss to anyone.

    Attributes:
        own_more: The most one's own side could still gain, in hundredths of a point; 0 or more.
        other_more: The same of the other side; the two are had in different packages.
        better_points: How many points of the frontier are at least as good for both sides and
            better for one; 0 exactly when the deal itself is on the frontier.
    """

    own_more: int
    other_more: int
    better_points: int


@dataclass(frozen=True)
class Change:
    """One issue on which two packages differ; options by their ids."""

    issue: str
    before: str
    after: str


@dataclass(frozen=True)
class BetterPackage:
    """A package of the frontier that is better than a deal for one side and no worse for the other.

    Attributes:
        place: Its place in `Frontier.points`.
        package: The option of each issue; those of the deal are kept where they can be.
        own_gain: Above the deal, in hundredths of a point; 0 or more.
        other_gain: The same of the other side.
        changes: What differs from the deal, in the order of the issues.
    """

    place: int
    point: Point
    package: Package
    own_gain: int
    other_gain: int
    changes: tuple[Change, ...]


def bargaining_points(frontier: Frontier, walk_away: Point = AT_ZERO) -> BargainingPoints:
    """Return the points that the four theories single out.

    Points that leave a side below its walk-away value are left out; one that leaves a side exactly
    at it stays. Between points that a theory finds equal, the larger sum of gains decides, then
    the larger smaller gain, then the better for one's own side.

    Args:
        frontier: What is possible.
        walk_away: What each side has without a deal, in hundredths of a point.
    """
    sums = frontier.sums
    first, end = _no_worse(frontier, walk_away)
    if first >= end:
        return BargainingPoints()
    own = _exact_difference(sums.own[first:end], walk_away.own)
    other = _exact_difference(sums.other[first:end], walk_away.other)
    ideal_own, ideal_other = int(own[-1]), int(other[0])

    def chosen(worth: Exact) -> ChosenPoint:
        at = _best(worth, own, other)
        return ChosenPoint(first + at, sums.point(first + at), int(own[at]), int(other[at]))

    return BargainingPoints(
        nash=chosen(_times(own, other)),
        kalai_smorodinsky=chosen(
            # Both shares over one denominator, the product of the ideals. Where one of these is 0
            # only one point is left, and any worth will do.
            np.minimum(_times_number(own, ideal_other), _times_number(other, ideal_own))
        ),
        egalitarian=chosen(np.minimum(own, other)),
        welfare=chosen(own + other),
        ideal_own=ideal_own,
        ideal_other=ideal_other,
    )


def distance_between(one: Point, two: Point) -> Distance:
    """Return how far apart two points are, in a straight line."""
    return Distance((one.own - two.own) ** 2 + (one.other - two.other) ** 2)


def distance_to_frontier(frontier: Frontier, point: Point) -> tuple[Distance, int]:
    """Return how far a point is from the nearest one on the frontier, and that one's place.

    Of equally near ones it is the one with the larger sum, then the better for one's own side.
    """
    own = _exact_difference(frontier.sums.own, point.own)
    other = _exact_difference(frontier.sums.other, point.other)
    squares = _times(own, own) + _times(other, other)
    place = _best(-squares, own, other)
    return Distance(int(squares[place])), place


def room_beyond(frontier: Frontier, point: Point) -> Room:
    """Return how much more each side could have had without loss to the other."""
    first, end = _no_worse(frontier, point)
    if first >= end:
        return Room(0, 0, 0)
    best_own, best_other = frontier.sums.point(end - 1).own, frontier.sums.point(first).other
    is_on_it = end - first == 1 and frontier.sums.point(first) == point
    return Room(best_own - point.own, best_other - point.other, 0 if is_on_it else end - first)


def better_packages(frontier: Frontier, deal: Package, most: int = 5) -> tuple[BetterPackage, ...]:
    """Return packages of the frontier that both sides could have had instead of the deal.

    Each is at least as good for both sides and better for one. The largest smaller gain comes
    first, then the larger sum of gains, then the better for one's own side.

    Args:
        frontier: What was possible.
        deal: The option agreed on each issue.
        most: How many to return at most.

    Raises:
        ValueError: The deal leaves an issue out, or names an issue or option that is not there.
    """
    point = frontier.value_of(deal)
    first, end = _no_worse(frontier, point)
    own = _exact_difference(frontier.sums.own[first:end], point.own)
    other = _exact_difference(frontier.sums.other[first:end], point.other)
    order = np.lexsort((own, own + other, np.minimum(own, other)))[::-1]
    places = [first + int(at) for at in order[:most] if own[at] or other[at]]
    return tuple(_better_package(frontier, deal, point, place) for place in places)


def _better_package(frontier: Frontier, deal: Package, point: Point, place: int) -> BetterPackage:
    package = frontier.package(place, near=deal)
    better = frontier.sums.point(place)
    return BetterPackage(
        place=place,
        point=better,
        package=package,
        own_gain=better.own - point.own,
        other_gain=better.other - point.other,
        changes=tuple(
            Change(issue_id, deal[issue_id], option_id)
            for issue_id, option_id in package.items()
            if deal[issue_id] != option_id
        ),
    )


def _no_worse(frontier: Frontier, point: Point) -> tuple[int, int]:
    """Return from which place to before which the frontier is at least as good for both."""
    first = int(np.searchsorted(frontier.sums.own, point.own))
    end = int(np.searchsorted(-frontier.sums.other, -point.other, side="right"))
    return first, max(first, end)


def _best(worth: Exact, own: Exact, other: Exact) -> int:
    """Return where the worth is largest; equal ones as `bargaining_points` says."""
    equal = np.flatnonzero(worth == worth.max())
    for rank in (own + other, np.minimum(own, other)):
        equal = equal[rank[equal] == rank[equal].max()]
    return int(equal[-1])


def _exact_difference(values: npt.NDArray[np.int64], number: int) -> Exact:
    difference: Exact = (
        values - number if abs(number) < LARGEST_SUM else values.astype(np.object_) - number
    )
    return difference


def _times(one: Exact, two: Exact) -> Exact:
    fits = _size(one) * _size(two) < 2**62
    product: Exact = one * two if fits else one.astype(np.object_) * two.astype(np.object_)
    return product


def _times_number(values: Exact, number: int) -> Exact:
    fits = max(1, _size(values)) * abs(number) < 2**62
    product: Exact = values * number if fits else values.astype(np.object_) * number
    return product


def _size(values: Exact) -> int:
    return max(abs(int(values.max())), abs(int(values.min())))
