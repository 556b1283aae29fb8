"""What a rate table pays on output records.

For each row of the dataset (worker, operation, month), with q the units made in statutory hours and
q150, q200, q300 those made in overtime on working days, rest days and statutory holidays:

    statutory = round_fen(rate × q)
    line      = round_fen(rate × (q + p150·q150 + p200·q200 + p300·q300))
    counted   = max(Σ statutory, monthly guarantee)               per worker and month
    pay       = counted + Σ (line − statutory)

p150, p200, p300 are the table's overtime percents ÷ 100: N-WP 13 asks for at least 150, 200 and
300 % of the piece rate of statutory hours. The guarantee is a floor under the pay of statutory
hours; pay for overtime comes on top of it and never fills it, as it never counts towards the
minimum wage (N-MW 12). It rounds once, in each line, halves away from zero; a month is the sum of
rounded lines. A quantity that is missing counts as 0.
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
from negotiator_desk.pay.dataset import Column, Dataset, DatasetKind
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
        most: Largest statutory and overtime quantities of a row, for each operation, for the range
            check; in 1/100.
    """

    operation: Whole
    statutory: Whole
    overtime: tuple[tuple[int, Whole], ...]
    most: tuple[tuple[int, ...], ...]


def pay(dataset: Dataset, terms: RateTable) -> Pay:
    """Return what the rate table pays each worker in each month.

    Raises:
        InputError: The dataset has no output records, or an operation without a rate, or the
            figures are too large to be worked out exactly.
    """
    require_kind(dataset, DatasetKind.OUTPUT)
    runs = dataset.worker_months
    output = dataset.remember(_output)
    rates = _rates(dataset, terms)
    percents = (100, *(terms.overtime_percents[place] for place, _units in output.overtime))
    for price, most in zip(rates, output.most, strict=True):
        weighted_most = sum(p * units for p, units in zip(percents, most, strict=True))
        require_room(price * weighted_most + _PER_FEN)

    rate = np.array(rates, dtype=np.int64)[output.operation]
    statutory = divide_rounded(rate * output.statutory, _PER_FEN // 100)
    weighted = output.statutory * 100
    for place, units in output.overtime:
        weighted = weighted + units * terms.overtime_percents[place]
    lines = divide_rounded(rate * weighted, _PER_FEN) if output.overtime else statutory
    guarantee = scaled(terms.monthly_guarantee, 2)
    earned = sum_runs(lines, runs.starts)
    require_room(largest(earned) + guarantee)
    of_statutory_hours = sum_runs(statutory, runs.starts)
    counted = np.maximum(of_statutory_hours, guarantee)
    return Pay(runs, counted + (earned - of_statutory_hours), counted)


def _rates(dataset: Dataset, terms: RateTable) -> list[int]:
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
    return [rates[operation] for operation in operations]


def _output(dataset: Dataset) -> _Output:
    order = dataset.worker_months.order
    operation = dataset.columns["operation"]
    codes = operation.values[order]
    statutory = dataset.columns["quantity"].values[order]
    overtime = tuple(
        (place, np.maximum(dataset.columns[name].values[order], 0))
        for place, name in enumerate(_OVERTIME)
        if name in dataset.columns
    )
    kinds = [_most(codes, units, operation) for units in (statutory, *(u for _p, u in overtime))]
    return _Output(
        operation=codes,
        statutory=statutory,
        overtime=overtime,
        most=tuple(zip(*kinds, strict=True)),
    )


def _most(codes: Whole, units: Whole, operation: Column) -> list[int]:
    """Return the largest quantity of a row for each operation."""
    most = np.zeros(len(operation.texts), dtype=np.int64)
    np.maximum.at(most, codes, units)
    return [int(units) for units in most]
