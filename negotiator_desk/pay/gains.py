"""What the who-gains board is made of. Amounts are yuan a month with two decimals.

A worker's gain is the worker's monthly pay after less that before, each the mean of the worker's
months with facts, rounded to the fen (`Pay.monthly`). Totals are sums of these fen; means and
ratios come from the totals and are rounded once, halves away from zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from negotiator_desk.pay.arithmetic import divide_rounded_whole, scaled, yuan
from negotiator_desk.pay.basis import Basis
from negotiator_desk.pay.groups import Dimension

SMALL_GROUP = 3
"""Groups of fewer workers are small: their figures nearly name a person, so shared screens merge
them. Our own choice."""


class GroupKind(StrEnum):
    """Whether a row is a group of the records.

    NOT_STATED is those about whom the records do not say it; MERGED is small groups put together.
    Neither is compared with the named groups.
    """

    NAMED = "named"
    NOT_STATED = "not_stated"
    MERGED = "merged"


class FlagKind(StrEnum):
    """What a negotiator must see before agreeing."""

    NEGATIVE_FOR_A_GROUP = "negative_for_a_group"
    SOMEBODY_LOSES = "somebody_loses"
    GRADES_INVERTED = "grades_inverted"


@dataclass(frozen=True)
class Spread:
    """How one amount is spread over the workers.

    The quantile p of n amounts in rising order, counted from 0, lies at place (n − 1) × p ÷ 100;
    between two places it is interpolated and rounded to the fen. At 50 it is the median of a
    costing; a spreadsheet calls it PERCENTILE.INC. All are 0 without workers.
    """

    least: Decimal
    p10: Decimal
    p25: Decimal
    median: Decimal
    p75: Decimal
    p90: Decimal
    greatest: Decimal

    @property
    def width(self) -> Decimal:
        """Greatest less least."""
        return self.greatest - self.least

    @property
    def p90_to_p10(self) -> Decimal | None:
        """P90 ÷ P10 of the amounts as given here, 4 decimals; None where P10 is not above 0."""
        return ratio(scaled(self.p90, 2), scaled(self.p10, 2))


@dataclass(frozen=True)
class WorkerGain:
    """One worker's gain."""

    worker: str
    before: Decimal
    after: Decimal

    @property
    def gain(self) -> Decimal:
        """After less before."""
        return self.after - self.before


@dataclass(frozen=True)
class Gains:
    """How the workers' pay moves.

    Attributes:
        total: Sum of all gains.
        least: Who gains least, the first of several in dataset order; None without workers, or
            where the board must not name anybody. `greatest` likewise.
    """

    spread: Spread
    total: Decimal
    least: WorkerGain | None
    greatest: WorkerGain | None
    losing: int
    staying: int
    gaining: int


@dataclass(frozen=True)
class GroupRow:
    """One group of workers; `before`, gains and losers are None when nothing is compared with.

    Attributes:
        name: As the records write it, or of `groups.AGE_BANDS`; "" unless the kind is NAMED.
        workers: At least 1.
        total_before: Sum of the workers' pay a month; likewise `total_after`.
        losing: Workers who lose.
    """

    name: str
    kind: GroupKind
    workers: int
    total_before: Decimal | None
    total_after: Decimal
    least_gain: Decimal | None
    losing: int | None

    @property
    def is_small(self) -> bool:
        """Whether the group has fewer than `SMALL_GROUP` workers."""
        return self.workers < SMALL_GROUP

    @property
    def total_gain(self) -> Decimal | None:
        """Sum of the workers' gains."""
        return None if self.total_before is None else self.total_after - self.total_before

    @property
    def mean_before(self) -> Decimal | None:
        """Mean pay before, rounded to the fen."""
        return None if self.total_before is None else self._mean(self.total_before)

    @property
    def mean_after(self) -> Decimal:
        """Mean pay after, rounded to the fen."""
        return self._mean(self.total_after)

    @property
    def mean_gain(self) -> Decimal | None:
        """Mean gain, rounded to the fen; from the sum of gains, not from the rounded means."""
        gain = self.total_gain
        return None if gain is None else self._mean(gain)

    def _mean(self, total: Decimal) -> Decimal:
        return yuan(divide_rounded_whole(scaled(total, 2), self.workers))


@dataclass(frozen=True)
class Gap:
    """The named groups with the best and the worst mean pay.

    Attributes:
        percent: (best − worst) ÷ best × 100 of the exact means, 2 decimals; 0 if the best is 0.
    """

    best: str
    worst: str
    percent: Decimal


@dataclass(frozen=True)
class DimensionGains:
    """Every group of one dimension.

    Attributes:
        groups: Skill grades in rising order, age bands from the youngest, others as they first
            appear; those not stated last.
        gap_before: None where nothing is compared with, or no group is named.
        gap_after: None where no group is named.
        smallest_mean_gain: The egalitarian point over groups: the named group whose mean gain is
            smallest, by the exact mean; the first of several. None where nothing is compared with
            or no group is named.
        smallest_least_gain: The named group whose least-gaining worker gains least; likewise.
    """

    dimension: Dimension
    groups: tuple[GroupRow, ...]
    gap_before: Gap | None
    gap_after: Gap | None
    smallest_mean_gain: GroupRow | None
    smallest_least_gain: GroupRow | None


@dataclass(frozen=True)
class GradeStep:
    """From one skill grade to the next higher one that has workers.

    Attributes:
        before: Mean pay of the higher grade ÷ that of the lower, 4 decimals; None where nothing is
            compared with or the lower mean is 0. `after` likewise.
        is_inverted: Whether the higher grade's mean pay is exactly below the lower's after.
    """

    lower: GroupRow
    higher: GroupRow
    before: Decimal | None
    after: Decimal | None
    is_inverted: bool


@dataclass(frozen=True)
class Flag:
    """One warning.

    Attributes:
        dimension: Of the groups; None for SOMEBODY_LOSES.
        groups: The groups with a negative mean gain, or the higher and the lower grade.
        workers: How many lose (SOMEBODY_LOSES), or are in the groups.
    """

    kind: FlagKind
    dimension: Dimension | None
    groups: tuple[GroupRow, ...]
    workers: int


@dataclass(frozen=True)
class GainBoard:
    """Who gains, who stays and who loses under some terms.

    Attributes:
        pay_before: None when nothing is compared with; likewise `gains`.
        dimensions: Those that the dataset has.
        compression: Steps between skill grades, from the lowest.
    """

    basis: Basis
    workers: int
    pay_before: Spread | None
    pay_after: Spread
    gains: Gains | None
    dimensions: tuple[DimensionGains, ...]
    compression: tuple[GradeStep, ...]
    flags: tuple[Flag, ...]

    def by(self, dimension: Dimension) -> DimensionGains | None:
        """Return the groups of one dimension, None if the dataset does not have it."""
        return next((item for item in self.dimensions if item.dimension is dimension), None)


def ratio(upper: int, lower: int) -> Decimal | None:
    """Return upper ÷ lower with 4 decimals; None unless `lower` is above 0."""
    if lower <= 0:
        return None
    return Decimal(divide_rounded_whole(upper * 10_000, lower)).scaleb(-4)
