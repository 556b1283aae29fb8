"""The pace on record: units made in statutory hours, and those hours, by worker and operation.

A row says something about pace when it has units made in statutory hours and hours above 0. Rows
without hours are left out, units and all, and counted. Nothing here depends on terms, so it is
worked out once per dataset.

    hourly equivalent = round_fen(Σ counted pay ÷ Σ statutory hours)        for each worker
    average rate      = round(Σ pay ÷ Σ units)                              to 0.0001 yuan

Counted pay is what counts towards the minimum wage: without pay for overtime and without the
allowances that N-MW 12 leaves out, lifted to the guarantee. Only months in which every row has
hours take part, so that pay and hours are of the same work. The average rate is of all pay and all
units, those of overtime too. Each rounds once, halves away from zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from negotiator_desk.i18n import _
from negotiator_desk.pay.arithmetic import (
    Whole,
    divide_rounded,
    divide_rounded_whole,
    largest,
    require_room,
    scaled,
    sum_runs,
    yuan,
)
from negotiator_desk.pay.basis import Basis, Formula
from negotiator_desk.pay.checks import check_decimal
from negotiator_desk.pay.dataset import Dataset, DatasetKind
from negotiator_desk.pay.fields import MISSING
from negotiator_desk.pay.result import Pay, require_kind

SHIFT_HOURS = Decimal(8)
"""Hours of a shift.

Source: LL94 36 [V1], at most 8 hours a day. NB-W 24 also allows the hours of the labour contract.
"""

WORK_DAYS_OF_MONTH = Decimal("20.67")
"""Days worked in a month: 248 days of a year ÷ 12.

Source: 人社部发〔2025〕2号 (N-2175) [V1]. It is not the 21.75 paid days, by which a day's wage is
converted.
"""

_QUANTITIES = ("quantity", "quantity_150", "quantity_200", "quantity_300")


@dataclass(frozen=True, eq=False)
class Pace:
    """Units and hours of every worker and operation that have hours on record.

    Ordered by worker, then by operation, both as they first appear in the dataset.

    Attributes:
        worker: Place of the worker in `Dataset.worker_months.workers`.
        operation: Place of the operation in the dataset's dictionary.
        units: Made in statutory hours; in 1/100.
        hours: In 1/100 of an hour; above 0.
        rows: Rows of each entry.
        by_operation: Places of the entries ordered by operation.
        operations: The dataset's operations.
        rows_without_hours: Rows that were left out.
    """

    worker: Whole
    operation: Whole
    units: Whole
    hours: Whole
    rows: Whole
    by_operation: Whole
    operations: tuple[str, ...]
    rows_without_hours: int


def pace(dataset: Dataset) -> Pace:
    """Return the pace on record; ask for it with `Dataset.remember`.

    Raises:
        InputError: The dataset has no output records.
    """
    require_kind(dataset, DatasetKind.OUTPUT)
    operation = dataset.columns["operation"]
    codes = operation.values
    worker = dataset.columns["worker"].values
    units = dataset.columns["quantity"].values
    column = dataset.columns.get("hours")
    hours = np.zeros(dataset.rows, dtype=np.int64) if column is None else column.values
    timed = hours > 0
    key = worker[timed] * len(operation.texts) + codes[timed]
    order = np.argsort(key, kind="stable")
    key = key[order]
    starts = np.flatnonzero(np.diff(key, prepend=-1) != 0).astype(np.int64)
    first = order[starts]
    operation_of_entry = codes[timed][first]
    return Pace(
        worker=worker[timed][first],
        operation=operation_of_entry,
        units=sum_runs(units[timed][order], starts),
        hours=sum_runs(hours[timed][order], starts),
        rows=np.diff(starts, append=len(key)).astype(np.int64),
        by_operation=np.argsort(operation_of_entry, kind="stable").astype(np.int64),
        operations=operation.texts,
        rows_without_hours=dataset.rows - len(key),
    )


def shift_length(shift_hours: Decimal) -> int:
    """Return the hours of a shift in 1/100.

    Args:
        shift_hours: Above 0, at most 24, with at most two decimals.

    Raises:
        InputError: The number of hours cannot be used.
    """
    lowest = Decimal("0.01")
    check_decimal(shift_hours, _("Hours of a shift"), places=2, lowest=lowest, highest=Decimal(24))
    return scaled(shift_hours, 2)


def month_length(shift_hours: Decimal) -> Decimal:
    """Return the statutory hours of a month with such shifts: 20.67 days of them (N-2175)."""
    return WORK_DAYS_OF_MONTH * shift_hours


@dataclass(frozen=True)
class HourlyEquivalent:
    """What an hour of statutory time pays each worker.

    Attributes:
        hourly: Yuan an hour, one for each worker in dataset order; None where no month has the
            hours of all its rows.
        median, lowest: Of the workers who have one, yuan an hour; None if nobody has. An even
            number of workers has the mean of the middle two as median, rounded to the fen.
        workers_without_hours: Workers whose figure is None.
    """

    basis: Basis
    hourly: tuple[Decimal | None, ...]
    median: Decimal | None
    lowest: Decimal | None
    workers_without_hours: int


def hourly_equivalent(dataset: Dataset, pay: Pay, basis: Basis) -> HourlyEquivalent:
    """Return what an hour of statutory time pays, without pay for overtime.

    Args:
        pay: What terms pay on this dataset.
        basis: The basis of that pay.

    Raises:
        InputError: The dataset has no output records, or the figures are too large.
        ValueError: Pay or basis are of another dataset: a mistake of ours.
    """
    _require_own(dataset, pay, basis)
    runs = dataset.worker_months
    hours = dataset.remember(_hours_of_months)
    paid = sum_runs(np.where(hours > 0, pay.counted, 0), runs.first_run)
    worked = sum_runs(hours, runs.first_run)
    known = worked > 0
    require_room(largest(paid) * 100 + largest(worked))
    hourly = divide_rounded(paid[known] * 100, worked[known])
    found: list[Decimal | None] = [None] * dataset.workers
    for worker, fen in zip(np.flatnonzero(known).tolist(), hourly.tolist(), strict=True):
        found[worker] = yuan(fen)
    ordered = np.sort(hourly)
    return HourlyEquivalent(
        basis=basis.for_formula(Formula.HOURLY_EQUIVALENT),
        hourly=tuple(found),
        median=_median(ordered) if len(ordered) else None,
        lowest=yuan(int(ordered[0])) if len(ordered) else None,
        workers_without_hours=dataset.workers - len(ordered),
    )


@dataclass(frozen=True)
class AverageRate:
    """What a unit pays on average: all pay ÷ all units.

    Attributes:
        units: Made in statutory hours and in overtime, two decimals.
        amount: Pay of all workers and months, yuan.
        rate: Yuan a unit, four decimals; None without units.
    """

    basis: Basis
    units: Decimal
    amount: Decimal
    rate: Decimal | None


def average_rate(dataset: Dataset, pay: Pay, basis: Basis) -> AverageRate:
    """Return what a unit pays on average, whatever the operation.

    Args:
        pay: What terms pay on this dataset.
        basis: The basis of that pay.

    Raises:
        InputError: The dataset has no output records, or the figures are too large.
        ValueError: Pay or basis are of another dataset: a mistake of ours.
    """
    _require_own(dataset, pay, basis)
    names = (name for name in _QUANTITIES if name in dataset.columns)
    units = sum((dataset.total(name) for name in names), Decimal("0.00"))
    rate = None
    if units:
        # Fen over hundredths of a unit are yuan over units; a step is 0.0001 of that.
        rate = Decimal(divide_rounded_whole(pay.total * 10_000, scaled(units, 2))).scaleb(-4)
    return AverageRate(
        basis=basis.for_formula(Formula.AVERAGE_RATE),
        units=units,
        amount=yuan(pay.total),
        rate=rate,
    )


def _require_own(dataset: Dataset, pay: Pay, basis: Basis) -> None:
    require_kind(dataset, DatasetKind.OUTPUT)
    own = pay.runs is dataset.worker_months
    if not own or basis.dataset_fingerprint != dataset.fingerprint:
        raise ValueError("pay and basis are not of this dataset")


def _median(ordered: Whole) -> Decimal:
    middle = int(ordered[(len(ordered) - 1) // 2]) + int(ordered[len(ordered) // 2])
    return yuan(divide_rounded_whole(middle, 2))


def _hours_of_months(dataset: Dataset) -> Whole:
    """Return the hours of each worker and month in 1/100; 0 unless every row has them."""
    runs = dataset.worker_months
    column = dataset.columns.get("hours")
    if column is None:
        return np.zeros(len(runs.starts), dtype=np.int64)
    hours = column.values[runs.order]
    missing = sum_runs((hours == MISSING).astype(np.int64), runs.starts)
    return np.where(missing > 0, 0, sum_runs(np.maximum(hours, 0), runs.starts))
