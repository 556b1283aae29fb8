"""The quota, and the rate, at which the share of workers that the law asks for gets there.

With n workers who have hours on record on an operation and s the law's share, m = s × n, rounded up
to a whole worker, must get there. For each worker, with q units made in h statutory hours:

    quota of the worker = floor(q × hours of a shift ÷ h)
    rate of the worker  = the least step of 0.0001 yuan with round_fen(rate × q ÷ h × hours of a
                          month) above the amount

A whole quota is attained by those whose own quota is no lower, so the highest that m workers attain
is the m-th highest of these. A rate pays the amount to those whose own rate is no higher, so the
lowest that pays it to m workers is the m-th lowest. Both are exact; hours of a month are 20.67 days
(N-2175) of 8 hours (LL94 36).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import gcd

import numpy as np

from negotiator_desk.i18n import _
from negotiator_desk.pay.arithmetic import (
    LARGEST_WHOLE,
    Whole,
    largest,
    require_room,
    scaled,
)
from negotiator_desk.pay.basis import Basis, Formula, LegalFigures, basis_of
from negotiator_desk.pay.checks import check_amount
from negotiator_desk.pay.dataset import Dataset
from negotiator_desk.pay.pace import SHIFT_HOURS, Pace, month_length, pace, shift_length
from negotiator_desk.pay.quota import LEAST_SAMPLES
from negotiator_desk.pay.terms import RateTable

_NEVER = LARGEST_WHOLE
"""Stands for the rate of a worker who made nothing: no rate would do."""


@dataclass(frozen=True)
class OperationQuota:
    """The quota that one operation could have; part of a `QuotaNeeded`, which has the basis.

    Attributes:
        present: Quota of the rate table, units a shift; None without one.
        samples: Workers with hours on record.
        highest: Highest whole quota that the share attains; None where it attains not even 1,
            nobody has hours on record or the law has no share.
    """

    operation: str
    present: int | None
    samples: int
    highest: int | None

    @property
    def has_enough_samples(self) -> bool:
        """Whether there are as many samples as a verdict takes."""
        return self.samples >= LEAST_SAMPLES


@dataclass(frozen=True)
class QuotaNeeded:
    """The quotas that the law's share of workers can finish.

    Attributes:
        share: The law's share, a part of one; None where the rule pack has none.
        source: Its article and verification mark; "" without one.
        operations: The operations on record, in dataset order.
    """

    basis: Basis
    shift_hours: Decimal
    share: Decimal | None
    source: str
    operations: tuple[OperationQuota, ...]


@dataclass(frozen=True)
class OperationRate:
    """The rate that one operation would need; part of a `RateNeeded`, which has the basis.

    Attributes:
        present: Rate of the rate table, yuan a unit; None without one.
        samples: Workers with hours on record.
        needed: Yuan a unit, four decimals, rate and any allowance together; None where no rate
            would do, nobody has hours on record, or the law has no share or no amount is known.
    """

    operation: str
    present: Decimal | None
    samples: int
    needed: Decimal | None

    @property
    def has_enough_samples(self) -> bool:
        """Whether there are as many samples as a verdict takes."""
        return self.samples >= LEAST_SAMPLES


@dataclass(frozen=True)
class RateNeeded:
    """The rates at which the law's share of workers earns more than an amount.

    Attributes:
        monthly: The amount, yuan a month; None = not known.
        month_hours: Statutory hours of a month.
        share: The law's share, a part of one; None where the rule pack has none.
        source: Its article and verification mark; "" without one.
        operations: The operations on record, in dataset order.
    """

    basis: Basis
    monthly: Decimal | None
    month_hours: Decimal
    share: Decimal | None
    source: str
    operations: tuple[OperationRate, ...]


def quota_needed(
    dataset: Dataset, terms: RateTable, law: LegalFigures, *, shift_hours: Decimal = SHIFT_HOURS
) -> QuotaNeeded:
    """Return the highest whole quota of each operation that the law's share of workers attains.

    Args:
        terms: The rate table whose quotas stand beside them.
        shift_hours: Hours of a shift; 8 by LL94 36, or those of the labour contract.

    Raises:
        InputError: The dataset has no output records, the hours cannot be used, or the figures are
            too large to be worked out exactly.
    """
    shift = shift_length(shift_hours)
    found = dataset.remember(pace)
    require_room(largest(found.units) * shift)
    own = found.units * shift // (found.hours * 100)
    samples, highest = _ranked(found, own, law.quota_share, from_top=True)
    present = {rate.operation: rate.quota_per_shift for rate in terms.rates}
    return QuotaNeeded(
        basis=basis_of(dataset, terms, law, formula=Formula.QUOTA_NEEDED),
        shift_hours=shift_hours,
        share=law.quota_share,
        source=law.quota_source,
        operations=tuple(
            OperationQuota(operation, present.get(operation), count, quota or None)
            for operation, count, quota in zip(found.operations, samples, highest, strict=True)
        ),
    )


def rate_needed(
    dataset: Dataset,
    terms: RateTable,
    law: LegalFigures,
    *,
    monthly: Decimal | None = None,
    shift_hours: Decimal = SHIFT_HOURS,
) -> RateNeeded:
    """Return the rate of each operation that pays the law's share of workers more than an amount.

    At that rate the law's share of the workers (NB-W 24: 90 %), each at the pace on record and on
    this operation alone, earn more than the amount in the statutory hours of a month, pay rounded
    to the fen; at one step of 0.0001 yuan less, fewer than that share do. Overtime and the monthly
    guarantee take no part.

    Args:
        terms: The rate table whose rates stand beside them.
        law: Its share; and its highest monthly minimum wage, unless another amount is given.
        monthly: Yuan a month; None = the minimum wage.
        shift_hours: Hours of a shift; 8 by LL94 36, or those of the labour contract.

    Raises:
        InputError: The dataset has no output records, the hours or the amount cannot be used, or
            the figures are too large to be worked out exactly.
    """
    shift_length(shift_hours)
    month_hours = month_length(shift_hours)
    found = dataset.remember(pace)
    amount = law.monthly_minimum if monthly is None else monthly
    own = None
    if amount is not None:
        check_amount(amount, _("Monthly amount"))
        own = _own_rates(found, scaled(amount, 2), scaled(month_hours, 4))
    share = None if own is None else law.quota_share
    samples, lowest = _ranked(found, found.units if own is None else own, share, from_top=False)
    present = {rate.operation: rate.rate for rate in terms.rates}
    return RateNeeded(
        basis=basis_of(dataset, terms, law, formula=Formula.RATE_NEEDED),
        monthly=amount,
        month_hours=month_hours,
        share=law.quota_share,
        source=law.quota_source,
        operations=tuple(
            OperationRate(
                operation,
                present.get(operation),
                count,
                None if rate in {None, _NEVER} else Decimal(rate).scaleb(-4),
            )
            for operation, count, rate in zip(found.operations, samples, lowest, strict=True)
        ),
    )


def _own_rates(found: Pace, fen: int, month: int) -> Whole:
    """Return the rate at which each entry's pace pays more than the amount, in 1/10000 yuan.

    Pay rounds to above the amount from half a fen above it on: rate × q ÷ h × hours of a month is
    at least amount + 0.005 yuan, and the rate is the least whole step that does it.

    Args:
        fen: The amount.
        month: Hours of a month in 1/10000.
    """
    target = (fen * 100 + 50) * 10_000
    common = gcd(target, month)
    target, month = target // common, month // common
    require_room(target * largest(found.hours))
    require_room(largest(found.units) * month)
    made = found.units * month
    needed = target * found.hours
    return np.where(made > 0, -(-needed // np.maximum(made, 1)), _NEVER)


def _ranked(
    found: Pace, own: Whole, share: Decimal | None, *, from_top: bool
) -> tuple[list[int], list[int | None]]:
    """Return the samples of each operation, and the value that the law's share of them reaches."""
    ordered = own[found.by_operation]
    samples = np.bincount(found.operation, minlength=len(found.operations)).tolist()
    reached: list[int | None] = []
    end = 0
    for count in samples:
        start, end = end, end + count
        if share is None or not count:
            reached.append(None)
            continue
        workers = max(-(-scaled(share, 4) * count // 10_000), 1)
        place = count - workers if from_top else workers - 1
        reached.append(int(np.partition(ordered[start:end], place)[place]))
    return samples, reached
