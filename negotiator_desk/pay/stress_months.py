"""One month of the records, repeated with more or less work: what it pays each worker at work.

With a factor f, order k of a worker's month (from 0, in order of time) is repeated
⌊(k + 1) × f⌋ − ⌊k × f⌋ times, so that n orders become ⌊n × f⌋, evenly spread, each as it was: caps
and tiers of an order stay true. Quantities of output become round(quantity × f), in 1/100 units,
halves away from zero, row by row.

The month then goes through the ordinary formulas of `commissions` and `piece_rates`. Who is at work
in the month on record is at work in the repeated one: with no order left the month is one of no
orders, which pays the monthly guarantee.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.pay import commissions, piece_rates
from negotiator_desk.pay.arithmetic import RATIO_ONE, Whole, divide_rounded, scaled
from negotiator_desk.pay.dataset import Column, Dataset, DatasetKind
from negotiator_desk.pay.fields import MISSING
from negotiator_desk.pay.order_facts import order_facts
from negotiator_desk.pay.order_parts import some_orders
from negotiator_desk.pay.packing import MOST_ROWS
from negotiator_desk.pay.terms import CommissionSchedule, RateTable

_QUANTITIES = ("quantity", "quantity_150", "quantity_200", "quantity_300")

_OUTPUT = ("worker", "operation", "month", *_QUANTITIES, "difficulty")
"""Columns that a rate table pays by."""


@dataclass(frozen=True, eq=False)
class RepeatedMonth:
    """What a repeated month pays; one entry per worker at work in it, amounts in fen.

    Attributes:
        workers: Their places in the dataset, rising.
        paid: Pay without what the monthly cap returns.
        counted: The part of `paid` that counts towards the minimum wage.
        excess: What the monthly cap gives back of this month, later.
        earned: What the month's work comes to, whenever it is paid: without deductions, with the
            excess.
        turnover: Customer totals; 0 for output, which has none.
        orders: Orders; 0 for output.
    """

    workers: Whole
    paid: Whole
    counted: Whole
    excess: Whole
    earned: Whole
    turnover: Whole
    orders: Whole


def repeat_month(
    dataset: Dataset, terms: CommissionSchedule | RateTable, month: int, factor: int
) -> RepeatedMonth:
    """Return what a month of the records pays when it is repeated with a factor.

    Args:
        month: Number of a month that has facts.
        factor: In 1/10000.

    Raises:
        InputError: The terms cannot be costed on this dataset, or the repeated month has more
            orders than a dataset may have.
    """
    if isinstance(terms, RateTable):
        return _repeat_output(dataset, terms, month, factor)
    return _repeat_orders(dataset, terms, month, factor)


def _repeat_orders(
    dataset: Dataset, terms: CommissionSchedule, month: int, factor: int
) -> RepeatedMonth:
    runs, facts = dataset.worker_months, dataset.remember(order_facts)
    of_month = np.flatnonzero(runs.month == month)
    count = facts.count[of_month]
    first = np.cumsum(count) - count
    number = np.arange(int(count.sum())) - np.repeat(first, count)
    places = number + np.repeat(runs.starts[of_month], count)
    times = (number + 1) * factor // RATIO_ONE - number * factor // RATIO_ONE
    if int(times.sum()) > MOST_ROWS:
        raise InputError(
            _("A repeated month has more than {most} orders; choose a smaller factor.").format(
                most=MOST_ROWS
            )
        )
    orders = some_orders(dataset, np.repeat(facts.rows[places], times))
    parts = commissions.month_parts(orders, terms)
    repeated = orders.remember(order_facts)
    left = count * factor // RATIO_ONE
    at_work = np.flatnonzero(left)

    def of_all(values: Whole, without_orders: int = 0) -> Whole:
        """Return the values with those of the workers without an order put in."""
        if len(at_work) == len(left):
            return values
        found = np.full(len(left), without_orders, dtype=np.int64)
        found[at_work] = values
        return found

    own = of_all(parts.own, scaled(terms.monthly_guarantee, 2))
    excess = of_all(parts.excess)
    paid = own - of_all(parts.deducted)
    return RepeatedMonth(
        workers=runs.worker[of_month],
        paid=paid,
        counted=paid,
        excess=excess,
        earned=own + excess,
        turnover=of_all(repeated.turnover),
        orders=left,
    )


def _repeat_output(dataset: Dataset, terms: RateTable, month: int, factor: int) -> RepeatedMonth:
    rows = np.flatnonzero(dataset.columns["month"].values == month)
    columns = {}
    for name in _OUTPUT:
        column = dataset.columns.get(name)
        if column is not None:
            values = column.values[rows]
            if name in _QUANTITIES:
                more = divide_rounded(values * factor, RATIO_ONE)
                values = np.where(values == MISSING, MISSING, more)
            columns[name] = Column(column.field, values, column.texts)
    output = Dataset(DatasetKind.OUTPUT, MappingProxyType(columns), len(rows))
    pay = piece_rates.pay(output, terms)
    nothing = np.zeros(len(pay.amounts), dtype=np.int64)
    return RepeatedMonth(
        workers=output.worker_months.worker,
        paid=pay.amounts,
        counted=pay.counted,
        excess=nothing,
        earned=pay.amounts,
        turnover=nothing,
        orders=nothing,
    )
