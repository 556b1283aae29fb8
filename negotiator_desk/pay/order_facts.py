"""What order records say that no schedule changes: worked out once per dataset.

Places are orders by worker, month and time; runs are a worker's months (`WorkerMonths`). Customer
totals, distances and weights repeat, so each distinct value is kept once, and an order knows its
place among them: a schedule is worked out on the distinct values and read off for the orders.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import N_, _
from negotiator_desk.pay.arithmetic import Whole, exact_cumulative, sum_runs
from negotiator_desk.pay.dataset import Dataset
from negotiator_desk.pay.fields import MISSING
from negotiator_desk.pay.ladders import Buckets

Codes = np.ndarray[tuple[int, ...], np.dtype[np.int32]]

_CHUNK = 131_072
"""Orders worked on at a time: their columns stay in the processor's cache."""

_DENSE = 2**22
"""Values below this are numbered through a table, larger ones by sorting."""

_NEEDED = {
    "distance_km": N_("The schedule pays by distance, but not every order has one."),
    "weight_kg": N_("The schedule pays by weight, but not every order has one."),
    "minutes": N_("The schedule guarantees pay per hour, but not every order has its minutes."),
}


@dataclass(frozen=True, eq=False)
class Coded:
    """A column of the orders: its distinct values and, for each place, which of them it has."""

    values: Whole
    codes: Codes

    @classmethod
    def of(cls, values: Whole) -> Coded:
        """Return the column with its distinct values numbered; none is below 0."""
        if int(values.max(initial=0)) < _DENSE:
            found = np.flatnonzero(np.bincount(values))
            number = np.zeros(int(values.max(initial=0)) + 1, dtype=np.int32)
            number[found] = np.arange(len(found), dtype=np.int32)
            return cls(found.astype(np.int64), number[values])
        distinct, codes = np.unique(values, return_inverse=True)
        return cls(distinct, codes.astype(np.int32))


@dataclass(frozen=True)
class Chunk:
    """Some neighbouring whole runs.

    Attributes:
        places: Their orders.
        runs: The runs.
        starts: Where each begins, counted from the chunk's first order.
    """

    places: slice
    runs: slice
    starts: Whole


@dataclass(frozen=True, eq=False)
class OrderFacts:
    """The orders of a dataset by worker, month and time.

    Attributes:
        rows: Row of the dataset at each place.
        total: Customer totals, fen, distinct.
        turnover: Turnover of each run, fen.
        count: Orders of each run.
        last_month: Whether each run is the worker's last.
        chunks: The places in pieces of whole runs.
    """

    rows: Codes
    total: Coded
    turnover: Whole
    count: Whole
    last_month: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
    chunks: tuple[Chunk, ...]

    def totals(self) -> Whole:
        """Return the customer total of each place, fen."""
        totals: Whole = self.total.values[self.total.codes]
        return totals


def order_facts(dataset: Dataset) -> OrderFacts:
    """Return the orders of a dataset, worked out once: `dataset.remember(order_facts)`."""
    runs = dataset.worker_months
    placed_at = dataset.columns["placed_at"].values[runs.order]
    # A moment is below 2^31, so run and moment fit one number, and one stable sort does for both.
    placed_at |= runs.run_of_place() << 31
    rows = runs.order[np.argsort(placed_at, kind="stable")]
    total = dataset.columns["customer_total"].values[rows]
    return OrderFacts(
        rows=rows.astype(np.int32),
        total=Coded.of(total),
        turnover=sum_runs(total, runs.starts),
        count=np.diff(runs.starts, append=len(rows)).astype(np.int64),
        last_month=np.diff(runs.worker, append=-1) != 0,
        chunks=tuple(_chunks(runs.starts, len(rows))),
    )


def turnover(dataset: Dataset) -> Buckets:
    """Return the worker's turnover of the month up to and with each order, fen.

    To be asked for as `dataset.remember(turnover)`.
    """
    orders = dataset.remember(order_facts)
    starts = dataset.worker_months.starts
    totals = orders.totals()
    after = exact_cumulative(totals)
    after -= np.repeat(after[starts] - totals[starts], orders.count)
    return Buckets.of(after)


def distances(dataset: Dataset) -> Coded:
    """Return the distance of each order, 1/100 km: `dataset.remember(distances)`.

    Raises:
        InputError: An order has none.
    """
    return Coded.of(complete(dataset, "distance_km")[dataset.remember(order_facts).rows])


def weights(dataset: Dataset) -> Coded:
    """Return the weight of each order, 1/100 kg: `dataset.remember(weights)`.

    Raises:
        InputError: An order has none.
    """
    return Coded.of(complete(dataset, "weight_kg")[dataset.remember(order_facts).rows])


def hours_and_categories(dataset: Dataset) -> Codes:
    """Return hour of the day × (categories + 1) + category of each order, `dataset.remember`ed.

    An order without a category has the number of the categories.
    """
    rows = dataset.remember(order_facts).rows
    hour = dataset.columns["placed_at"].values[rows] % 1440 // 60
    column = dataset.columns.get("category")
    if column is None:
        return hour.astype(np.int32)
    category = column.values[rows]
    unnamed = len(column.texts)
    codes = hour * (unnamed + 1) + np.where(category == MISSING, unnamed, category)
    return codes.astype(np.int32)


def minutes(dataset: Dataset) -> Whole:
    """Return the minutes on orders of each run: `dataset.remember(minutes)`.

    Raises:
        InputError: An order has none.
    """
    runs = dataset.worker_months
    return sum_runs(complete(dataset, "minutes")[runs.order], runs.starts)


def deductions(dataset: Dataset) -> Whole:
    """Return what was deducted in each run, fen, 0 where nothing is recorded."""
    runs = dataset.worker_months
    column = dataset.columns.get("deduction")
    if column is None:
        return np.zeros(len(runs.starts), dtype=np.int64)
    return sum_runs(np.maximum(column.values, 0)[runs.order], runs.starts)


def complete(dataset: Dataset, name: str) -> Whole:
    """Return the stored values of an optional column that the terms cannot do without.

    Raises:
        InputError: A row has none.
    """
    column = dataset.columns.get(name)
    if column is not None and column.is_complete:
        return column.values
    if not dataset.rows:
        return np.zeros(0, dtype=np.int64)
    raise InputError(_(_NEEDED[name]))


def _chunks(starts: Whole, rows: int) -> list[Chunk]:
    """Cut the runs into chunks of about `_CHUNK` orders; a longer run is a chunk of its own."""
    if not rows:
        return []
    firsts = np.unique(np.searchsorted(starts, np.arange(0, rows, _CHUNK), side="left"))
    firsts = firsts[firsts < len(starts)].tolist()
    chunks = []
    for first, end in zip(firsts, [*firsts[1:], len(starts)], strict=True):
        begin = int(starts[first])
        stop = int(starts[end]) if end < len(starts) else rows
        chunks.append(Chunk(slice(begin, stop), slice(first, end), starts[first:end] - begin))
    return chunks
