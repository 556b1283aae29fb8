"""Some orders of a dataset as a dataset of their own, to be costed by the same formulas."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np

from negotiator_desk.pay.arithmetic import Whole
from negotiator_desk.pay.dataset import Column, Dataset, DatasetKind

_PAID_BY = (
    "placed_at",
    "customer_total",
    "distance_km",
    "minutes",
    "category",
    "weight_kg",
    "deduction",
)
"""Columns that a schedule can look at, beside the worker."""


def some_orders(dataset: Dataset, rows: Whole) -> Dataset:
    """Return the orders in these rows, an order as often as its row is named.

    Only what a commission schedule pays by is kept. Workers stay in dataset order if the rows name
    them in that order, which the places of `OrderFacts` do; those without an order are left out.

    Args:
        rows: Rows of the dataset; the orders follow one another as the rows do.
    """
    assert dataset.kind is DatasetKind.ORDERS, "only orders are taken apart"
    worker = dataset.columns["worker"]
    codes = worker.values[rows]
    found = np.zeros(len(worker.texts), dtype=np.bool_)
    found[codes] = True
    present = np.flatnonzero(found)
    number = np.zeros(len(found), dtype=np.int64)
    number[present] = np.arange(len(present))
    texts = tuple(worker.texts[code] for code in present.tolist())
    columns = {"worker": Column(worker.field, number[codes], texts)}
    for name in _PAID_BY:
        column = dataset.columns.get(name)
        if column is not None:
            columns[name] = Column(column.field, column.values[rows], column.texts)
    return Dataset(DatasetKind.ORDERS, MappingProxyType(columns), len(rows))
