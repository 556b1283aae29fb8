"""Datasets: columns of imported facts with units, immutable, known by their SHA-256."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar, cast

import numpy as np
from typing_extensions import override

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.pay.arithmetic import Whole, exact_sum
from negotiator_desk.pay.columns import Column, check_range, store
from negotiator_desk.pay.fields import (
    MISSING,
    DatasetKind,
    Field,
    FieldType,
    Value,
    fields,
    month_number,
)
from negotiator_desk.pay.packing import MOST_ROWS, pack, unpack

__all__ = ["Column", "Dataset", "DatasetKind", "Field", "FieldType", "WorkerMonths", "fields"]

T = TypeVar("T")
K = TypeVar("K")

MOST_RECALLED = 8
"""Results of terms that a dataset keeps."""


@dataclass(frozen=True, eq=False)
class WorkerMonths:
    """The months of each worker that have facts, as groups of rows ("runs").

    Runs are ordered by worker (as they first appear in the dataset), then month. A roster has one
    run per worker, of an unnamed month.

    Attributes:
        order: Row numbers sorted by run, rows of a run in dataset order.
        starts: Where in `order` each run begins.
        worker: Worker of each run: place in `workers`.
        month: Month of each run: year × 12 + month − 1; 0 in a roster.
        first_run: Where each worker's runs begin.
        workers: Worker numbers in dataset order.
        months: How many different months have facts.
    """

    order: Whole
    starts: Whole
    worker: Whole
    month: Whole
    first_run: Whole
    workers: tuple[str, ...]
    months: int

    def run_of_place(self) -> Whole:
        """Return the run of each place in `order`."""
        lengths = np.diff(self.starts, append=len(self.order))
        return np.repeat(np.arange(len(self.starts), dtype=np.int64), lengths)

    @cached_property
    def months_of_worker(self) -> Whole:
        """How many months of each worker have facts; at least 1."""
        return np.diff(self.first_run, append=len(self.worker)).astype(np.int64)


@dataclass(frozen=True, eq=False)
class Dataset:
    """Facts of one kind; two datasets are equal when their fingerprints are.

    Attributes:
        columns: Field name → column, in the canonical order of `fields(kind)`; a field that no row
            has is absent.
    """

    kind: DatasetKind
    columns: Mapping[str, Column]
    rows: int
    _remembered: dict[object, Any] = field(default_factory=dict, init=False, repr=False)
    _recalled: dict[object, Any] = field(default_factory=dict, init=False, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    @classmethod
    def build(cls, kind: DatasetKind, columns: Mapping[str, Sequence[Value]]) -> Dataset:
        """Check and pack columns of Python values.

        Args:
            columns: Field name → one value per row: `str` for texts, `Decimal` or `int` for
                decimals, `int` for whole numbers, `date` for days and months (any day of it), a
                `datetime` without zone for moments, None where a value is missing.

        Raises:
            InputError: An unknown field, columns of different length, a required value missing, a
                value out of range or too fine, a worker twice in a roster; row numbers from 1.
            TypeError: A value of another type: a mistake of ours.
        """
        known = {item.name: item for item in fields(kind)}
        for name in columns:
            if name not in known:
                raise InputError(_("There is no field “{name}”.").format(name=name))
        return cls.of(kind, {name: store(known[name], columns[name]) for name in columns})

    @classmethod
    def of(cls, kind: DatasetKind, columns: Mapping[str, Column]) -> Dataset:
        """Check stored columns.

        Args:
            columns: Field name → column; one that may be missing and has no value is left out.

        Raises:
            InputError: As `build` does.
        """
        lengths = {len(column) for column in columns.values()}
        if len(lengths) > 1:
            raise InputError(_("The columns are not equally long."))
        rows = lengths.pop() if lengths else 0
        if rows > MOST_ROWS:
            raise InputError(
                _("{rows} rows are too many; at most {most} are possible.").format(
                    rows=rows, most=MOST_ROWS
                )
            )
        kept: dict[str, Column] = {}
        for item in fields(kind):
            column = columns.get(item.name)
            if column is None:
                if item.required:
                    raise InputError(
                        _("The column “{label}” is missing.").format(label=_(item.label))
                    )
            elif item.required or not column.is_blank:
                kept[item.name] = column
        return cls._checked(kind, kept, rows)

    @classmethod
    def from_bytes(cls, content: bytes) -> Dataset:
        """Read back what `to_bytes` wrote.

        Raises:
            InputError: The bytes are damaged, not a dataset's, or not in canonical form.
        """
        foreign = InputError(_("This is not a dataset of this program, or it is damaged."))
        packed = unpack(content)
        if packed is None:
            raise foreign
        known = {item.name: item for item in fields(packed.kind)}
        if [name for name in known if name in packed.columns] != list(packed.columns):
            raise foreign
        if any(item.required and name not in packed.columns for name, item in known.items()):
            raise foreign
        columns = {
            name: Column(known[name], values, texts)
            for name, (values, texts) in packed.columns.items()
        }
        try:
            dataset = cls._checked(packed.kind, columns, packed.rows)
        except InputError as error:
            raise foreign from error
        if not all(column.is_canonical for column in columns.values()):
            raise foreign
        if dataset.to_bytes() != content:
            raise foreign
        # Known from the bytes at hand, so that they need not be made once more.
        dataset.__dict__["fingerprint"] = hashlib.sha256(content).hexdigest()
        return dataset

    @classmethod
    def _checked(cls, kind: DatasetKind, columns: dict[str, Column], rows: int) -> Dataset:
        for column in columns.values():
            check_range(column)
        if kind is DatasetKind.ROSTER:
            _check_unique(columns["worker"])
        return cls(kind, MappingProxyType(columns), rows)

    def to_bytes(self) -> bytes:
        """Return the canonical bytes: equal columns give equal bytes on every platform."""
        columns = ((name, item.values, item.dictionary) for name, item in self.columns.items())
        return pack(self.kind, self.rows, columns)

    @cached_property
    def fingerprint(self) -> str:
        """The SHA-256 of `to_bytes()`, in hexadecimal."""
        return hashlib.sha256(self.to_bytes()).hexdigest()

    @cached_property
    def worker_months(self) -> WorkerMonths:
        """Rows by worker and month, worked out once."""
        return _group(self)

    @property
    def workers(self) -> int:
        """How many workers have facts."""
        return len(self.worker_months.workers)

    @property
    def months(self) -> int:
        """How many different months have facts; 1 in a roster that is not empty."""
        return self.worker_months.months

    def total(self, name: str) -> Decimal:
        """Return the sum of a WHOLE or DECIMAL column, missing values left out, in its unit."""
        column = self.columns[name]
        total = exact_sum(np.maximum(column.values, 0))
        return Decimal(total).scaleb(-column.field.places)

    def first_texts(self, name: str) -> tuple[str, ...]:
        """Return each worker's first text in a TEXT column, "" where there is none."""
        found = [""] * self.workers
        column = self.columns.get(name)
        if column is not None:
            given = np.flatnonzero(column.values != MISSING)
            workers, first = np.unique(self.columns["worker"].values[given], return_index=True)
            for worker, code in zip(workers, column.values[given[first]], strict=True):
                found[worker] = column.dictionary[code]
        return tuple(found)

    def remember(self, work: Callable[[Dataset], T]) -> T:
        """Return `work(self)`, worked out once for this dataset.

        For whatever does not depend on the terms; `work` must be a module's function.
        """
        if work not in self._remembered:
            self._remembered[work] = work(self)
        return cast("T", self._remembered[work])

    def recall(self, work: Callable[[Dataset, K], T], terms: K) -> T:
        """Return `work(self, terms)`, kept for the terms that were asked for last.

        For what is compared with again and again; `work` must be a module's function and the terms
        hashable. Safe for threads: two that ask at once may both work it out, and both are right.
        """
        key = (work, terms)
        with self._lock:
            found = self._recalled.pop(key, None)
        if found is None:
            found = work(self, terms)
        with self._lock:
            self._recalled[key] = found
            while len(self._recalled) > MOST_RECALLED:
                del self._recalled[next(iter(self._recalled))]
        return cast("T", found)

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, Dataset) and self.fingerprint == other.fingerprint

    @override
    def __hash__(self) -> int:
        return hash(self.fingerprint)


def _check_unique(workers: Column) -> None:
    if len(workers.texts) == len(workers.values):
        return
    counts = np.bincount(workers.values)
    raise InputError(
        _("Worker {worker} is in the roster more than once.").format(
            worker=workers.texts[int(counts.argmax())]
        )
    )


def _group(dataset: Dataset) -> WorkerMonths:
    codes = dataset.columns["worker"].values
    months = _month_of_row(dataset)
    # A month's number is below 2^16: worker and month are one number, and sorted at once.
    order = np.argsort(codes << 16 | months, kind="stable").astype(np.int64)
    codes, months = codes[order], months[order]
    new_worker = np.diff(codes, prepend=-1) != 0
    starts = np.flatnonzero(new_worker | (np.diff(months, prepend=-1) != 0)).astype(np.int64)
    worker = codes[starts]
    return WorkerMonths(
        order=order,
        starts=starts,
        worker=worker,
        month=months[starts],
        first_run=np.flatnonzero(np.diff(worker, prepend=-1) != 0).astype(np.int64),
        workers=dataset.columns["worker"].texts,
        months=len(np.unique(months)),
    )


def _month_of_row(dataset: Dataset) -> Whole:
    match dataset.kind:
        case DatasetKind.OUTPUT:
            return dataset.columns["month"].values
        case DatasetKind.ROSTER:
            return np.zeros(dataset.rows, dtype=np.int64)
        case DatasetKind.ORDERS:
            days, day_of_row = np.unique(
                dataset.columns["placed_at"].values // 1440, return_inverse=True
            )
            numbers = [month_number(date.fromordinal(int(day))) for day in days]
            return np.array(numbers, dtype=np.int64)[day_of_row]
