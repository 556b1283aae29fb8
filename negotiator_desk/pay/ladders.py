"""Ladders of tiers as whole numbers: the tier an amount lies in, and what is taken up to there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from negotiator_desk.pay.arithmetic import (
    RATIO_ONE,
    Whole,
    divide_rounded,
    largest,
    require_room,
    scaled,
)
from negotiator_desk.pay.terms import Tier


@dataclass(frozen=True, eq=False)
class Ladder:
    """Take rates by tier; a tier includes its end.

    With F(x) the sum of each tier's rate on the part of x that lies in it, F(x) = x × rate + rest
    inside one tier; F is in 1/10000 fen.

    Attributes:
        ends: Fen at which each tier but the last ends.
        rates: 1/10000, one per tier.
        rests: 1/10000 fen, one per tier; below 0 where the rates rise.
    """

    ends: Whole
    rates: Whole
    rests: Whole

    @classmethod
    def of(cls, tiers: tuple[Tier, ...]) -> Ladder:
        """Return the ladder of these tiers."""
        ends = [scaled(tier.up_to, 2) for tier in tiers if tier.up_to is not None]
        rates = [scaled(tier.take_rate, 4) for tier in tiers]
        rests = [0]
        for end, below, above in zip(ends, rates[:-1], rates[1:], strict=True):
            rests.append(rests[-1] + end * (below - above))
        # 50 ends of 10^10 fen × 10^4 keep every rest below 10^16, far from 2^63.
        return cls(*(np.array(list_, dtype=np.int64) for list_ in (ends, rates, rests)))

    def tier(self, amounts: Whole) -> Whole:
        """Return the place of the tier that each amount (fen) lies in."""
        places: Whole = np.searchsorted(self.ends, amounts, side="left").astype(np.int64)
        return places

    def rate(self, amounts: Whole) -> Whole:
        """Return the rate of the tier that each amount lies in, 1/10000."""
        rates: Whole = self.rates[self.tier(amounts)]
        return rates

    def marginal(self, amounts: Whole) -> Whole:
        """Return F of each amount of fen, rounded to the fen.

        Raises:
            InputError: An amount is too large to be worked out exactly.
        """
        self.check_room(amounts)
        if len(self.rates) == 1:
            return divide_rounded(amounts * int(self.rates[0]), RATIO_ONE)
        tier = self.tier(amounts)
        return divide_rounded(amounts * self.rates[tier] + self.rests[tier], RATIO_ONE)

    def check_room(self, amounts: Whole) -> None:
        """Refuse amounts of fen whose F could pass 64 bits.

        Raises:
            InputError: An amount is too large to be worked out exactly.
        """
        require_room((largest(amounts) + 1) * RATIO_ONE + largest(self.rests))

    def slab(self, amounts: Whole) -> Whole:
        """Return each amount times the rate of its own tier, rounded to the fen.

        Raises:
            InputError: An amount is too large to be worked out exactly.
        """
        require_room((largest(amounts) + 1) * RATIO_ONE)
        return divide_rounded(amounts * self.rate(amounts), RATIO_ONE)


@dataclass(frozen=True, eq=False)
class Buckets:
    """Which tier an amount lies in, read from a table instead of searched for.

    The range of the amounts is cut into at most 2^14 buckets of equal width, once per dataset. A
    bucket inside one tier gives its rate and rest at once; the few with a tier's end inside them
    are searched. So the work does not grow with the number of tiers.

    Attributes:
        amounts: Fen, none below 0.
        shift: Width of a bucket: 2^shift fen.
        bucket: Bucket of each amount.
        count: How many buckets.
    """

    amounts: Whole
    shift: int
    bucket: np.ndarray[tuple[int, ...], np.dtype[np.int32]]
    count: int

    @classmethod
    def of(cls, amounts: Whole) -> Buckets:
        """Return the buckets of these amounts, which are not below 0."""
        most = int(amounts.max(initial=0))
        shift = max(most.bit_length() - 14, 0)
        return cls(amounts, shift, (amounts >> shift).astype(np.int32), (most >> shift) + 1)

    def marginal(self, ladder: Ladder) -> Callable[[slice], Whole]:
        """Return what works out F of the amounts at some places, rounded to the fen.

        Raises:
            InputError: An amount is too large to be worked out exactly.
        """
        ladder.check_room(self.amounts)
        first = np.arange(self.count, dtype=np.int64) << self.shift
        tier = ladder.tier(first)
        is_whole = tier == ladder.tier(first + (1 << self.shift) - 1)
        # The rate is -1 where a tier ends inside the bucket.
        rates = np.where(is_whole, ladder.rates[tier], -1)
        rests = np.where(is_whole, ladder.rests[tier], 0)

        def work(places: slice) -> Whole:
            bucket, here = self.bucket[places].astype(np.intp), self.amounts[places]
            rate: Whole = rates[bucket]
            exact: Whole = rests[bucket]
            exact += here * rate
            mixed = np.flatnonzero(rate < 0)
            if len(mixed):
                tier = ladder.tier(here[mixed])
                exact[mixed] = here[mixed] * ladder.rates[tier] + ladder.rests[tier]
            exact += RATIO_ONE // 2
            exact //= RATIO_ONE
            return exact

        return work
