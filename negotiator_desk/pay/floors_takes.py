"""What a platform takes of an amount, as a function of the amount, and where one takes more.

A take is linear between the ends of tiers:

    flat, whole slab      rate × x
    marginal              F(x): each tier's rate on the part of x that lies in it
    order cap             the lesser of that and cap × x

Two takes are compared over every amount above 0, at the ends of all tiers and where a cap begins to
bind, exactly and before rounding (`commissions` rounds to the fen).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from negotiator_desk.pay.terms import CommissionSchedule, Tier, TierRule


@dataclass(frozen=True)
class Piece:
    """A take on the amounts above `start` and up to `end`: constant + slope × amount.

    Attributes:
        end: Yuan; None = no end.
    """

    start: Fraction
    end: Fraction | None
    constant: Fraction
    slope: Fraction

    def at(self, amount: Fraction) -> Fraction:
        """Return the take of an amount."""
        return self.constant + self.slope * amount


@dataclass(frozen=True)
class WorsePlace:
    """An amount of which one take is more than another.

    Attributes:
        amount: Yuan; None = every amount from some size on.
        share, other: The two takes as shares of it, as ratios; at the end of a tier those of
            the smallest amounts above it, if they are the worse ones.
    """

    amount: Fraction | None
    share: Fraction
    other: Fraction


def pieces(schedule: CommissionSchedule, *, cap_each: bool) -> tuple[Piece, ...]:
    """Return the take of a schedule without fees, by its tiers.

    Args:
        cap_each: Whether the order cap holds at every amount by itself: orders so small that each
            lies in one tier. Otherwise it holds for the amount as a whole.
    """
    tiers: Iterable[Tier] = schedule.tiers
    if cap_each and schedule.order_cap is not None:
        limit = schedule.order_cap
        tiers = tuple(Tier(tier.up_to, min(tier.take_rate, limit)) for tier in tiers)
    found = tuple(_tier_pieces(tiers, schedule.tier_rule))
    if cap_each or schedule.order_cap is None:
        return found
    cap = Fraction(schedule.order_cap)
    return tuple(part for piece in found for part in _capped(piece, cap))


def uncapped(schedule: CommissionSchedule) -> tuple[Piece, ...]:
    """Return the take of a schedule without fees as if it had no order cap."""
    return tuple(_tier_pieces(schedule.tiers, schedule.tier_rule))


def worst_place(ours: tuple[Piece, ...], floor: tuple[Piece, ...]) -> WorsePlace | None:
    """Return where our take passes the floor's by most of the amount; None where it never does."""
    found: list[WorsePlace] = []
    for start, end, one, other in _common(ours, floor):
        if end is not None and one.at(end) > other.at(end):
            found.append(WorsePlace(end, one.at(end) / end, other.at(end) / end))
        if start > 0 and one.at(start) > other.at(start):
            # Just above the end of a tier; the end itself belongs to the tier below.
            found.append(WorsePlace(start, one.at(start) / start, other.at(start) / start))
        if end is None and one.slope > other.slope:
            found.append(WorsePlace(None, one.slope, other.slope))
    return max(found, key=lambda one: one.share - one.other, default=None)


def share_range(found: tuple[Piece, ...]) -> tuple[Fraction, Fraction]:
    """Return the least and the largest share that a take comes to, limits included."""
    shares: list[Fraction] = []
    for piece in found:
        if piece.start > 0:
            shares.append(piece.at(piece.start) / piece.start)
        else:
            shares.append(piece.slope)
        shares.append(piece.slope if piece.end is None else piece.at(piece.end) / piece.end)
    return min(shares), max(shares)


def _tier_pieces(tiers: Iterable[Tier], rule: TierRule) -> Iterator[Piece]:
    start = taken = Fraction(0)
    for tier in tiers:
        end = None if tier.up_to is None else Fraction(tier.up_to)
        rate = Fraction(tier.take_rate)
        if end is not None and end <= start:
            # A first tier up to 0 yuan holds for no amount.
            continue
        constant = Fraction(0) if rule is TierRule.WHOLE_SLAB else taken - rate * start
        yield Piece(start, end, constant, rate)
        if end is not None:
            taken += rate * (end - start)
            start = end


def _capped(piece: Piece, cap: Fraction) -> Iterator[Piece]:
    """Yield the lesser of a take and of a share of the amount; they cross at most once."""
    limit = Piece(piece.start, piece.end, Fraction(0), cap)
    if piece.slope == cap:
        yield piece if piece.constant <= 0 else limit
        return
    cross = piece.constant / (cap - piece.slope)
    is_inside = piece.start < cross and (piece.end is None or cross < piece.end)
    bounds = [piece.start, cross, piece.end] if is_inside else [piece.start, piece.end]
    for low, high in pairwise(bounds):
        assert low is not None, "only the last end is open"
        middle = low + 1 if high is None else (low + high) / 2
        lesser = piece if piece.at(middle) <= cap * middle else limit
        yield Piece(low, high, lesser.constant, lesser.slope)


def _common(
    ours: tuple[Piece, ...], floor: tuple[Piece, ...]
) -> Iterator[tuple[Fraction, Fraction | None, Piece, Piece]]:
    """Yield the ranges between the ends of both takes, with the piece of each."""
    ends = sorted({one.end for one in (*ours, *floor) if one.end is not None})
    start = Fraction(0)
    for end in (*ends, None):
        yield start, end, _piece(ours, start), _piece(floor, start)
        if end is not None:
            start = end


def _piece(found: tuple[Piece, ...], start: Fraction) -> Piece:
    return next(one for one in found if one.start <= start and (one.end is None or start < one.end))
