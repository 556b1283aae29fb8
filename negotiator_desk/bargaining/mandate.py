"""What terms are worth to a side that said what it hopes for, where it stops and how much it cares.

Terms are compared by a measure, one whole number given by the caller: fen a year on the dataset, or
ten-thousandths of what a number counts. An issue's share of its weight is 0 at the limit and 1 at
the target, and in between

    share = (measure − limit) ÷ (target − limit), never below 0 or above 1

so that a number that has to fall gets better while it falls. A score given by hand takes the place
of that. A value is the share of the weight in hundredths of a point, rounded once:

    value = round(share × weight × 100)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.i18n import _, n_
from negotiator_desk.pay.arithmetic import divide_rounded_whole
from negotiator_desk.pay.terms import Terms

ALL_POINTS = 100
"""Points a side spreads over the issues of a case."""

POINT = 100
"""Hundredths of a point in a point."""

FULL_SCORE = 10_000
"""The score of the whole weight, in hundredths of a per cent."""

NUMBER_PLACES = 4
"""Decimals of a number term, whose measure is a whole number of its smallest step."""


class Better(Enum):
    """Which way the measure of an issue has to go for a side to like it more."""

    UP = 1
    DOWN = -1


@dataclass(frozen=True)
class Aims:
    """One side's aims on an issue, as measures; None = not entered, or without a measure.

    Attributes:
        direction: Which way is better where that is known beforehand: money is better for who gets
            it. None = it follows from target and limit.
    """

    opening: int | None = None
    target: int | None = None
    limit: int | None = None
    direction: Better | None = None

    @property
    def better(self) -> Better | None:
        """Which way is better; None where the aims do not tell.

        Where it is not known beforehand, target and limit tell it, then opening and target.
        """
        if self.direction is not None:
            return self.direction
        for far, near in ((self.target, self.limit), (self.opening, self.target)):
            if far is not None and near is not None and far != near:
                return Better.UP if far > near else Better.DOWN
        return None

    def is_worse(self, measure: int, than: int) -> bool:
        """Whether one measure is worse for the side than another; False where nothing tells."""
        better = self.better
        return better is not None and (measure - than) * better.value < 0


def money_direction(side: Side) -> Better:
    """Return which way yearly pay is better for a side."""
    return Better.UP if side is Side.EMPLOYEE else Better.DOWN


def share(aims: Aims, measure: int | None) -> Fraction | None:
    """Return the part of an issue's weight that terms reach, from 0 to 1; exact.

    With target and limit equal it is 1 where they are reached and 0 otherwise.

    Args:
        aims: The side's aims.
        measure: Of the terms; None where they have none.

    Returns:
        None where it cannot be said: target, limit or measure are missing, or nothing tells
        which way is better.
    """
    target, limit = aims.target, aims.limit
    if measure is None or target is None or limit is None:
        return None
    if target != limit:
        return min(max(Fraction(measure - limit, target - limit), Fraction(0)), Fraction(1))
    if measure == target:
        return Fraction(1)
    if aims.better is None:
        return None
    return Fraction(0) if aims.is_worse(measure, target) else Fraction(1)


def share_of_score(score: int) -> Fraction:
    """Return the share that a score given by hand stands for.

    Args:
        score: 0–10,000, in hundredths of a per cent.
    """
    return Fraction(score, FULL_SCORE)


def score(of: Fraction) -> int:
    """Return a share as a score, 0–10,000 in hundredths of a per cent, for showing."""
    return _rounded(of * FULL_SCORE)


def worth(weight: int, of: Fraction) -> int:
    """Return the value of a share of an issue's weight, in hundredths of a point; rounded once.

    Args:
        weight: Points of the issue, 0–100.
        of: The share, from 0 to 1.
    """
    return _rounded(of * weight * POINT)


@dataclass(frozen=True)
class Scale:
    """One side's whole judgement of an issue: its weight, its aims, and scores given by hand.

    Attributes:
        scores: Terms and their score, 0–10,000; they hold for exactly these terms.
    """

    weight: int
    aims: Aims
    scores: tuple[tuple[Terms, int], ...] = ()

    def share(self, terms: Terms, measure: int | None) -> Fraction | None:
        """Return the share of the weight that terms reach; None where it cannot be said."""
        for scored, given in self.scores:
            if scored == terms:
                return share_of_score(given)
        return share(self.aims, measure)

    def worth(self, terms: Terms, measure: int | None) -> int | None:
        """Return the value of terms in hundredths of a point; None where it cannot be said."""
        found = self.share(terms, measure)
        return None if found is None else worth(self.weight, found)


def outside(aims: Aims, measure: int | None) -> int:
    """Return by how much terms lie beyond the limit, in steps of the measure; 0 = within it.

    Where nothing tells which way is better, or something is missing, nothing is beyond.
    """
    if measure is None or aims.limit is None or not aims.is_worse(measure, aims.limit):
        return 0
    return abs(measure - aims.limit)


def check_order(aims: Aims, issue: str) -> None:
    """Refuse an opening worse than target or limit, and a target worse than the limit.

    Args:
        aims: The side's aims; of money, with the direction.
        issue: The issue's title.

    Raises:
        RuleError: They are in the wrong order.
    """
    target, limit = aims.target, aims.limit
    if target is not None and limit is not None and aims.is_worse(target, limit):
        raise RuleError(
            _(
                "“{issue}”: the target is worse for the side than its limit; nothing was changed."
            ).format(issue=issue),
            hint=_("The limit is the last that the side would accept, the target what it hopes."),
        )
    for name, later in ((_("target"), target), (_("limit"), limit)):
        if aims.opening is None or later is None:
            continue
        if aims.is_worse(aims.opening, later):
            raise RuleError(
                _(
                    "“{issue}”: the opening is worse for the side than its {aim}; "
                    "nothing was changed."
                ).format(issue=issue, aim=name),
                hint=_("Open with what the side hopes for, or with more."),
            )


def check_points(points: Iterable[int]) -> None:
    """Refuse points that do not add up to 100.

    Raises:
        InputError: Some are missing, or there are too many.
    """
    missing = ALL_POINTS - sum(points)
    if missing > 0:
        raise InputError(
            n_(
                "{points} point is missing to 100; nothing was changed.",
                "{points} points are missing to 100; nothing was changed.",
                missing,
            ).format(points=missing),
            hint=_("Spread all 100 points over the issues."),
        )
    if missing < 0:
        raise InputError(
            n_(
                "{points} point too many was given; nothing was changed.",
                "{points} points too many were given; nothing was changed.",
                -missing,
            ).format(points=-missing),
            hint=_("Take points away until 100 are left."),
        )


def _rounded(value: Fraction) -> int:
    return divide_rounded_whole(value.numerator, value.denominator)
