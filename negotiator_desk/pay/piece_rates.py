"""What a rate table pays on output records.

For each row of the dataset (worker, operation, month), with q the units made in statutory hours and
q150, q200, q300 those made in overtime on working days, rest days and statutory holidays:

    price     = rate of the operation + allowance of the row's difficulty
    line      = round_fen(price × (q + p150·q150 + p200·q200 + p300·q300))
    statutory = round_fen(price without allowances that do not count × q)
    counted   = max(Σ statutory, monthly guarantee)               per worker and month
    pay       = counted + Σ (line − statutory)

p150, p200, p300 are the table's overtime percents ÷ 100: N-WP 13 asks for at least 150, 200 and
300 % of the piece rate of statutory hours. The guarantee is a floor under what counts towards the
minimum wage; overtime, and allowances that N-MW 12 leaves out of it, come on top and never fill it.
It rounds once, in each line, halves away from zero; a month is the sum of rounded lines. A quantity
that is missing counts as 0; a row without a difficulty, or with one not named, has no allowance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.pay.arithmetic import (
    LARGEST_WHOLE,
    Whole,
    divide_rounded,
    largest,
    require_room,
    scaled,
    sum_runs,
)
from negotiator_desk.pay.dataset import Dataset, DatasetKind
from negotiator_desk.pay.fields import MISSING
from negotiator_desk.pay.order_facts import Coded
from negotiator_desk.pay.result import Pay, require_kind
from negotiator_desk.pay.terms import RateTable

_OVERTIME = ("quantity_150", "quantity_200", "quantity_300")

_PER_FEN = 1_000_000
"""A rate in 1/10000 yuan × a quantity in 1/100 × a percent, for one fen."""


@dataclass(frozen=True, eq=False)
class _Overtime:
    """The rows that have overtime, in the order of the runs.

    Attributes:
        places: Their places among all rows.
        units: For each of the three kinds of days the units made, in 1/100.
        runs: The runs they belong to, each once.
        starts: Where each of these runs begins among the rows.
    """

    places: Whole
    units: tuple[Whole, Whole, Whole]
    runs: Whole
    starts: Whole


@dataclass(frozen=True, eq=False)
class _Output:
    """What does not depend on the rates; arrays in the order of the runs.

    Attributes:
        price: Number of each row's price; operation and difficulty that come together have one.
        operation: Operation of each price, as the dataset numbers it.
        difficulty: Likewise its difficulty; -1 = none.
        statutory: Units in statutory hours, in 1/100.
        most: Largest statutory and overtime quantities of a row at each price, in 1/100, for the
            range check.
    """

    price: Whole
    operation: Whole
    difficulty: Whole
    statutory: Whole
    overtime: _Overtime
    most: tuple[Whole, ...]


def pay(dataset: Dataset, terms: RateTable) -> Pay:
    """Return what the rate table pays each worker in each month.

    Raises:
        InputError: The dataset has no output records, or an operation without a rate, or the
            figures are too large to be worked out exactly.
    """
    require_kind(dataset, DatasetKind.OUTPUT)
    runs = dataset.worker_months
    output = dataset.remember(_output)
    prices, counting = _prices(dataset, terms, output)
    _check_room(output, prices, (100, *terms.overtime_percents))

    full = _lines(output, prices)
    statutory = full if counting is None else _lines(output, counting)
    of_statutory_hours = sum_runs(statutory, runs.starts)
    earned = of_statutory_hours if counting is None else sum_runs(full, runs.starts)
    earned = earned + _overtime_pay(output, prices, full, terms, len(runs.starts))
    guarantee = scaled(terms.monthly_guarantee, 2)
    require_room(largest(earned) + guarantee)
    counted = np.maximum(of_statutory_hours, guarantee)
    return Pay(runs, counted + (earned - of_statutory_hours), counted)


def _check_room(output: _Output, prices: Whole, percents: tuple[int, ...]) -> None:
    """Refuse prices whose lines could pass 64 bits.

    Raises:
        InputError: A line would be too large to be worked out exactly.
    """
    heaviest = sum(p * largest(most) for p, most in zip(percents, output.most, strict=True))
    if largest(prices) * heaviest + _PER_FEN <= LARGEST_WHOLE:
        return
    # The largest price may not meet the largest quantities: look at each price by itself.
    for price, *most in zip(
        prices.tolist(), *(units.tolist() for units in output.most), strict=True
    ):
        weighted = sum(p * units for p, units in zip(percents, most, strict=True))
        require_room(price * weighted + _PER_FEN)


def _lines(output: _Output, prices: Whole) -> Whole:
    """Return what the statutory units of each row pay at these prices, fen."""
    lines = prices.take(output.price)
    lines *= output.statutory
    # Nothing here is below 0, so adding a half and cutting rounds halves away from zero.
    lines += _PER_FEN // 200
    lines //= _PER_FEN // 100
    return lines


def _overtime_pay(
    output: _Output, prices: Whole, full: Whole, terms: RateTable, runs: int
) -> Whole:
    """Return what overtime adds to each run: its rows' lines less their statutory part, fen."""
    added = np.zeros(runs, dtype=np.int64)
    rows = output.overtime
    if not len(rows.places):
        return added
    weighted = output.statutory[rows.places] * 100
    for percent, units in zip(terms.overtime_percents, rows.units, strict=True):
        weighted = weighted + units * percent
    lines = divide_rounded(prices[output.price[rows.places]] * weighted, _PER_FEN)
    added[rows.runs] = sum_runs(lines - full[rows.places], rows.starts)
    return added


def _prices(dataset: Dataset, terms: RateTable, output: _Output) -> tuple[Whole, Whole | None]:
    """Return the price of each number of `_Output.price`, in 1/10000 yuan.

    Returns:
        The prices, and those without allowances that do not count towards the minimum wage; None
        where they are the same.
    """
    rates = {rate.operation: scaled(rate.rate, 4) for rate in terms.rates}
    operations = dataset.columns["operation"].texts
    unpriced = [operation for operation in operations if operation not in rates]
    if unpriced:
        raise InputError(
            _("The rate table has no rate for {operations}, which the records have.").format(
                operations=_(", ").join(f"“{operation}”" for operation in unpriced[:5])
            )
        )
    column = dataset.columns.get("difficulty")
    difficulties = () if column is None else column.texts
    of_operation = np.array([rates[operation] for operation in operations], dtype=np.int64)

    def with_allowances(added: dict[str, int]) -> Whole:
        # The last entry is for rows without a difficulty, which are stored as -1.
        of_difficulty = [*(added.get(text, 0) for text in difficulties), 0]
        allowances = np.array(of_difficulty, dtype=np.int64)
        total: Whole = of_operation[output.operation] + allowances[output.difficulty]
        return total

    amounts = {item.difficulty: scaled(item.amount, 4) for item in terms.allowances}
    counting = {
        item.difficulty: amounts[item.difficulty]
        for item in terms.allowances
        if item.counts_towards_minimum
    }
    prices = with_allowances(amounts)
    return prices, None if counting == amounts else with_allowances(counting)


def _output(dataset: Dataset) -> _Output:
    runs = dataset.worker_months
    order = runs.order
    both = dataset.columns["operation"].values[order]
    column = dataset.columns.get("difficulty")
    wide = 1 if column is None else len(column.dictionary) + 1
    if column is not None:
        both = both * wide + (column.values[order] - MISSING)
    found = Coded.of(both)
    price, prices = found.codes.astype(np.int64), len(found.values)
    statutory = dataset.columns["quantity"].values[order]
    first, second, third = (_units(dataset, name) for name in _OVERTIME)
    places = np.flatnonzero((first > 0) | (second > 0) | (third > 0))
    run = runs.run_of_place()[places]
    starts = np.flatnonzero(np.diff(run, prepend=-1) != 0)
    return _Output(
        price=price,
        operation=found.values // wide,
        difficulty=found.values % wide + MISSING,
        statutory=statutory,
        overtime=_Overtime(
            places=places,
            units=(first[places], second[places], third[places]),
            runs=run[starts],
            starts=starts,
        ),
        most=tuple(_most(price, units, prices) for units in (statutory, first, second, third)),
    )


def _most(price: Whole, units: Whole, prices: int) -> Whole:
    """Return the largest quantity of a row at each price."""
    most = np.zeros(prices, dtype=np.int64)
    np.maximum.at(most, price, units)
    return most


def _units(dataset: Dataset, name: str) -> Whole:
    column = dataset.columns.get(name)
    if column is None:
        return np.zeros(dataset.rows, dtype=np.int64)
    return np.maximum(column.values[dataset.worker_months.order], 0)
