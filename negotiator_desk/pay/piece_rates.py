"""What a rate table pays on output records.

For each row of the dataset (worker, operation, month), with q the units made in statutory hours and
q150, q200, q300 those made in overtime on working days, rest days and statutory holidays:

    line = round_fen(rate × (q + p150·q150 + p200·q200 + p300·q300))
    pay  = max(Σ line, monthly guarantee)                per worker and month

p150, p200, p300 are the table's overtime percents ÷ 100: N-WP 13 asks for at least 150, 200 and
300 % of the piece rate of statutory hours. It rounds once, in each line, halves away from zero; a
month is the sum of rounded lines. A quantity that is missing counts as 0.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.pay.arithmetic import (
    Whole,
    divide_rounded,
    largest,
    require_room,
    scaled,
    sum_runs,
)
from negotiator_desk.pay.dataset import Dataset, DatasetKind
from negotiator_desk.pay.result import Pay, require_kind
from negotiator_desk.pay.terms import RateTable

_OVERTIME = ("quantity_150", "quantity_200", "quantity_300")

_PER_FEN = 1_000_000
"""A rate in 1/10000 yuan × a quantity in 1/100 × a percent, for one fen."""


@dataclass(frozen=True, eq=False)
class _Output:
    """What does not depend on the rates; arrays in the order of the runs.

    Attributes:
        operation: Place of each row's operation in the dataset's dictionary.
        statutory: Units in statutory hours, in 1/100.
        overtime: Place in the table's percents, and the units made at it, in 1/100.
        largest_rows: Largest statutory and overtime quantities of any row, for the range check.
    """

    operation: Whole
    statutory: Whole
    overtime: tuple[tuple[int, Whole], ...]
    largest_rows: tuple[int, ...]


def pay(dataset: Dataset, terms: RateTable) -> Pay:
    """Return what the rate table pays each worker in each month.

    Raises:
        InputError: The dataset has no output records, or an operation without a rate, or the
            figures are too large to be worked out exactly.
    """
    require_kind(dataset, DatasetKind.OUTPUT)
    runs = dataset.worker_months
    output = dataset.remember(_output)
    rate = _rates(dataset, terms)[output.operation]
    percents = (100, *(terms.overtime_percents[place] for place, _units in output.overtime))
    most = sum(p * units for p, units in zip(percents, output.largest_rows, strict=True))
    require_room(largest(rate) * most + _PER_FEN)

    statutory = divide_rounded(rate * output.statutory, _PER_FEN // 100)
    weighted = output.statutory * 100
    for place, units in output.overtime:
        weighted = weighted + units * terms.overtime_percents[place]
    lines = divide_rounded(rate * weighted, _PER_FEN) if output.overtime else statutory
    guarantee = scaled(terms.monthly_guarantee, 2)
    amounts = np.maximum(sum_runs(lines, runs.starts), guarantee)
    return Pay(runs, amounts, amounts - sum_runs(lines - statutory, runs.starts))


def _rates(dataset: Dataset, terms: RateTable) -> Whole:
    """Return the rate of each operation of the dataset, in 1/10000 yuan."""
    rates = {rate.operation: scaled(rate.rate, 4) for rate in terms.rates}
    operations = dataset.columns["operation"].texts
    unpriced = [operation for operation in operations if operation not in rates]
    if unpriced:
        raise InputError(
            _("The rate table has no rate for {operations}, which the records have.").format(
                operations=_(", ").join(f"“{operation}”" for operation in unpriced[:5])
            )
        )
    return np.array([rates[operation] for operation in operations], dtype=np.int64)


def _output(dataset: Dataset) -> _Output:
    order = dataset.worker_months.order
    statutory = dataset.columns["quantity"].values[order]
    overtime = tuple(
        (place, np.maximum(dataset.columns[name].values[order], 0))
        for place, name in enumerate(_OVERTIME)
        if name in dataset.columns
    )
    return _Output(
        operation=dataset.columns["operation"].values[order],
        statutory=statutory,
        overtime=overtime,
        largest_rows=(largest(statutory), *(largest(units) for _place, units in overtime)),
    )
