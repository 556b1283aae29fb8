"""What each worker mostly does: the operation of which the output records count most units."""

from __future__ import annotations

import numpy as np

from negotiator_desk.pay.arithmetic import Whole, largest, require_room
from negotiator_desk.pay.dataset import Dataset, DatasetKind
from negotiator_desk.pay.groups import Grouping
from negotiator_desk.pay.result import require_kind

_QUANTITIES = ("quantity", "quantity_150", "quantity_200", "quantity_300")


def main_operations(dataset: Dataset) -> Grouping:
    """Return the workers by the operation they made most units of, overtime included.

    Of operations with equally many units it is the one that the records name first.

    Raises:
        InputError: The dataset has no output records, or quantities are too large to be added up.
    """
    require_kind(dataset, DatasetKind.OUTPUT)
    operations = dataset.columns["operation"]
    count = max(len(operations.texts), 1)
    key = dataset.columns["worker"].values * count + operations.values
    units = np.zeros(dataset.rows, dtype=np.int64)
    for name in _QUANTITIES:
        column = dataset.columns.get(name)
        if column is not None:
            units += np.maximum(column.values, 0)
    require_room(largest(units) * dataset.rows)
    # Few workers do many operations, so only the pairs that occur are counted.
    pairs, pair_of_row = np.unique(key, return_inverse=True)
    sums: Whole = np.zeros(len(pairs), dtype=np.int64)
    np.add.at(sums, pair_of_row, units)
    worker, operation = np.divmod(pairs, count)
    ranked = np.lexsort((operation, -sums, worker))
    _workers, first = np.unique(worker[ranked], return_index=True)
    mostly = operation[ranked[first]]
    order = np.argsort(mostly, kind="stable").astype(np.int64)
    ordered = mostly[order]
    starts = np.flatnonzero(np.diff(ordered, prepend=-1) != 0).astype(np.int64)
    return Grouping(
        tuple(operations.texts[code] for code in ordered[starts].tolist()), order, starts
    )
