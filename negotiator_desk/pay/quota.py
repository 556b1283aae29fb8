"""Whether workers can finish their quota in statutory hours, and with what margin that is known.

For a worker and an operation with a quota, with q the units made in statutory hours and h those
hours, over all rows that have hours:

    attained = q × hours of a shift ≥ quota × h                          for one operation
    attained = Σ q ÷ quota ≥ Σ h ÷ hours of a shift                      over all operations
    share    = workers who attained it ÷ workers with hours on record

Each worker is one sample. Comparisons are exact; the share is rounded to four decimals to be shown
and is not what the law's share is compared with. NB-W 24 asks that at least 90 % of the employees
can finish it in statutory or contract hours, GD-WP 21 in principle 70 % of the same post; which
share holds, and its source, comes from the rule pack. With fewer than 20 samples there is no
verdict. The margin is Wilson's score interval at 95 %:

    (2k + z² ± z × √(z² + 4k(n − k) ÷ n)) ÷ (2(n + z²))           k of n attained it
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from negotiator_desk.money import round_to
from negotiator_desk.pay.arithmetic import (
    LARGEST_WHOLE,
    Whole,
    divide_rounded,
    largest,
    require_room,
    sum_runs,
)
from negotiator_desk.pay.basis import Basis, Formula, LegalFigures, basis_of
from negotiator_desk.pay.dataset import Dataset
from negotiator_desk.pay.pace import SHIFT_HOURS, Pace, pace, shift_length
from negotiator_desk.pay.terms import RateTable

LEAST_SAMPLES = 20
"""Workers with hours on record below which no verdict is given: our own choice, not the law's."""

NORMAL_QUANTILE = Decimal("1.959964")
"""z of the 95 % interval: the 97.5 % quantile of the normal distribution."""

_FINENESS = 1_000_000
"""How finely shifts' worth of work is added up before what is left in doubt is done exactly."""


class QuotaVerdict(StrEnum):
    """What the samples say to the law's share."""

    KEPT = "kept"
    BROKEN = "broken"
    NO_VERDICT = "no_verdict"
    NO_RULE = "no_rule"
    NO_DATA = "no_data"


@dataclass(frozen=True)
class Attainment:
    """How many workers finish a quota; part of a `QuotaAttainment`, which has the basis.

    Attributes:
        operation: "" for all operations together.
        quota: Units a shift; None for all operations together.
        samples: Workers with hours on record.
        attained: Workers among them who finish it.
        share: A part of one in four decimals; None without samples.
        interval: Wilson's interval of the share at 95 %, four decimals; None without samples.
        verdict: NO_VERDICT = fewer than `LEAST_SAMPLES`; NO_RULE = the pack has no share.
    """

    operation: str
    quota: int | None
    samples: int
    attained: int
    share: Decimal | None
    interval: tuple[Decimal, Decimal] | None
    verdict: QuotaVerdict


@dataclass(frozen=True)
class QuotaAttainment:
    """Whether workers can finish the quotas of a rate table in the hours of a shift.

    Attributes:
        shift_hours: Hours of a shift.
        least_share: The law's share, a part of one; None where the rule pack has none.
        source: Its article and verification mark; "" without one.
        operations: The operations with a quota, in the order of the rate table.
        overall: Every worker with all their operations that have a quota.
        rows_without_hours: Rows left out because they have no hours.
        rows_without_quota: Rows left out because their operation has no quota.
    """

    basis: Basis
    shift_hours: Decimal
    least_share: Decimal | None
    source: str
    operations: tuple[Attainment, ...]
    overall: Attainment
    rows_without_hours: int
    rows_without_quota: int


@dataclass(frozen=True)
class SampleRow:
    """One worker on one operation, as the sample sheet prints it.

    Attributes:
        units: Made in statutory hours.
        hours: Statutory hours.
        units_per_shift: Units × hours of a shift ÷ hours, rounded to 0.01.
        quota: Units a shift; None where the operation has none, and then nothing is attained.
    """

    worker: str
    operation: str
    units: Decimal
    hours: Decimal
    units_per_shift: Decimal
    quota: int | None
    attained: bool | None


@dataclass(frozen=True)
class SampleSheet:
    """The samples that a quota was judged by, for printing as an annex."""

    basis: Basis
    shift_hours: Decimal
    rows: tuple[SampleRow, ...]


def quota_attainment(
    dataset: Dataset, terms: RateTable, law: LegalFigures, *, shift_hours: Decimal = SHIFT_HOURS
) -> QuotaAttainment:
    """Return how many workers finish the quotas of a rate table in statutory hours.

    Args:
        law: The rule pack's figures, with the share that must be able to.
        shift_hours: Hours of a shift; 8 by LL94 36, or those of the labour contract.

    Raises:
        InputError: The dataset has no output records, the hours cannot be used, or the figures are
            too large to be worked out exactly.
    """
    shift = shift_length(shift_hours)
    found = dataset.remember(pace)
    quota = _quotas(found, terms)
    made = _made(found, shift)
    kept = quota > 0
    attained = kept & _attains(found, made, quota)
    places = {operation: place for place, operation in enumerate(found.operations)}
    samples_of = np.bincount(found.operation[kept], minlength=len(places)).tolist()
    attained_of = np.bincount(found.operation[attained], minlength=len(places)).tolist()
    lines = []
    for rate in terms.rates:
        if rate.quota_per_shift is None:
            continue
        place = places.get(rate.operation)
        samples, reached = (0, 0) if place is None else (samples_of[place], attained_of[place])
        lines.append(_attainment(rate.operation, rate.quota_per_shift, samples, reached, law))
    workers, finishing = _over_all(found, made, quota)
    return QuotaAttainment(
        basis=basis_of(dataset, terms, law, formula=Formula.QUOTA),
        shift_hours=shift_hours,
        least_share=law.quota_share,
        source=law.quota_source,
        operations=tuple(lines),
        overall=_attainment("", None, workers, finishing, law),
        rows_without_hours=found.rows_without_hours,
        rows_without_quota=int(found.rows[~kept].sum()),
    )


def sample_sheet(
    dataset: Dataset, terms: RateTable, law: LegalFigures, *, shift_hours: Decimal = SHIFT_HOURS
) -> SampleSheet:
    """Return each worker's pace on each operation beside its quota, in dataset order.

    Raises:
        InputError: As `quota_attainment`.
    """
    shift = shift_length(shift_hours)
    found = dataset.remember(pace)
    quota = _quotas(found, terms)
    made = _made(found, shift)
    attains = _attains(found, made, quota)
    per_shift = divide_rounded(made, found.hours)
    workers = dataset.worker_months.workers
    columns = (found.worker, found.operation, found.units, found.hours, per_shift, quota, attains)
    return SampleSheet(
        basis=basis_of(dataset, terms, law, formula=Formula.QUOTA),
        shift_hours=shift_hours,
        rows=tuple(
            SampleRow(
                worker=workers[worker],
                operation=found.operations[operation],
                units=Decimal(units).scaleb(-2),
                hours=Decimal(hours).scaleb(-2),
                units_per_shift=Decimal(units_per_shift).scaleb(-2),
                quota=line or None,
                attained=attained if line else None,
            )
            for worker, operation, units, hours, units_per_shift, line, attained in zip(
                *(column.tolist() for column in columns), strict=True
            )
        ),
    )


def wilson(attained: int, samples: int) -> tuple[Decimal, Decimal]:
    """Return Wilson's score interval at 95 %, both ends rounded to four decimals.

    Args:
        attained: From 0 to `samples`.
        samples: At least 1.
    """
    with localcontext() as context:
        context.prec = 50
        z, k, n = NORMAL_QUANTILE, Decimal(attained), Decimal(samples)
        middle = 2 * k + z * z
        reach = z * (z * z + 4 * k * (n - k) / n).sqrt()
        whole = 2 * (n + z * z)
        step = Decimal("0.0001")
        return round_to((middle - reach) / whole, step), round_to((middle + reach) / whole, step)


def _attainment(
    operation: str, quota: int | None, samples: int, attained: int, law: LegalFigures
) -> Attainment:
    share = round_to(Decimal(attained) / samples, Decimal("0.0001")) if samples else None
    return Attainment(
        operation=operation,
        quota=quota,
        samples=samples,
        attained=attained,
        share=share,
        interval=wilson(attained, samples) if samples else None,
        verdict=_verdict(samples, attained, law.quota_share),
    )


def _verdict(samples: int, attained: int, least: Decimal | None) -> QuotaVerdict:
    if not samples:
        return QuotaVerdict.NO_DATA
    if least is None:
        return QuotaVerdict.NO_RULE
    if samples < LEAST_SAMPLES:
        return QuotaVerdict.NO_VERDICT
    return QuotaVerdict.KEPT if attained >= least * samples else QuotaVerdict.BROKEN


def _quotas(found: Pace, terms: RateTable) -> Whole:
    """Return the quota of each entry, 0 where its operation has none."""
    quotas = {rate.operation: rate.quota_per_shift or 0 for rate in terms.rates}
    of_operation = [quotas.get(operation, 0) for operation in found.operations]
    return np.array(of_operation, dtype=np.int64)[found.operation]


def _made(found: Pace, shift: int) -> Whole:
    """Return units × hours of a shift, in 1/10000, with room to round what they are divided by."""
    require_room(largest(found.units) * shift + largest(found.hours))
    return found.units * shift


def _attains(found: Pace, made: Whole, quota: Whole) -> npt.NDArray[np.bool_]:
    """Return for each entry whether units × hours of a shift ≥ quota × hours."""
    require_room(largest(quota) * largest(found.hours) * 100)
    reaches: npt.NDArray[np.bool_] = made >= quota * found.hours * 100
    return reaches


def _over_all(found: Pace, made: Whole, quota: Whole) -> tuple[int, int]:
    """Return the workers with a quota and those who finish all their quotas together.

    Shifts' worth of work are fractions with the quotas as denominators. Each is rounded down at a
    fine scale, so a worker's sum lies between what was added up and one step more for each
    operation; only who may be on either side is worked out in fractions.
    """
    kept = quota > 0
    worker, made, quota, hours = (
        column[kept] for column in (found.worker, made, quota, found.hours)
    )
    starts = np.flatnonzero(np.diff(worker, prepend=-1) != 0).astype(np.int64)
    if not len(starts):
        return 0, 0
    worked = sum_runs(hours, starts)
    bound = max((largest(made) + 1) * len(made), largest(worked) * 100)
    require_room(bound)
    fineness = min(_FINENESS, LARGEST_WHOLE // bound)
    least = sum_runs(made * fineness // quota, starts)
    lines = np.diff(starts, append=len(made))
    needed = worked * (100 * fineness)
    finishing = least >= needed
    count = int(finishing.sum())
    for place in np.flatnonzero(~finishing & (least + lines > needed)).tolist():
        line = slice(int(starts[place]), int(starts[place] + lines[place]))
        parts = zip(made[line].tolist(), quota[line].tolist(), strict=True)
        count += sum(Fraction(units, one) for units, one in parts) * fineness >= int(needed[place])
    return len(starts), count
