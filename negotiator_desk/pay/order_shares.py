"""The platform's share of each order, as it must be disclosed, and how the shares are spread.

    share(order)            = (customer total − worker's pay) ÷ customer total
    share of several orders = (Σ customer totals − Σ pay) ÷ Σ customer totals
    share after the return  = (turnover − own − excess) ÷ turnover    own, excess: `commissions`

The first is how the opinion of eight ministries (2021-11-30) has the platform publish it [V2]; pay
is that of the order by itself. Guarantees and the monthly cap belong to months: the share after the
return counts what guarantees add, and the excess in the month that it arose from, whenever it is
paid. Deductions are no part of a share. A share is below 0 where fees pass the customer's total.

A share is in 1/10000 and rounded once, halves away from zero. An order of total 0 has no share and
is counted apart; what it pays the worker is in the sums. Bars count an order of exactly 25 % up to
25 %, as tiers include their end; so the bars beyond a cap of whole per cent are the orders over it.
Bars and caps compare whole fen and never a rounded share.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import numpy as np

from negotiator_desk.i18n import _
from negotiator_desk.pay import commissions
from negotiator_desk.pay.arithmetic import (
    RATIO_ONE,
    Whole,
    divide_rounded,
    divide_rounded_whole,
    exact_sum,
    scaled,
    yuan,
)
from negotiator_desk.pay.basis import Basis, Formula, LegalFigures, basis_of
from negotiator_desk.pay.checks import check_ratio, check_whole
from negotiator_desk.pay.dataset import Dataset, DatasetKind
from negotiator_desk.pay.fields import month_start
from negotiator_desk.pay.order_facts import OrderFacts, order_facts
from negotiator_desk.pay.order_parts import some_orders
from negotiator_desk.pay.result import require_kind
from negotiator_desk.pay.terms import CommissionSchedule

EXTREMES = 10
"""Workers' months listed at each end."""

BAR_EDGES = tuple(range(101))
"""Whole per cent from 0 to 100, between which the bars stand."""


@dataclass(frozen=True)
class MonthShare:
    """The orders of all workers in one month.

    Attributes:
        turnover: Yuan.
        share: Of the orders, 4 decimals; None where they come to 0 yuan. Likewise `after_return`.
        after_return: With what guarantees add and the monthly cap returns.
    """

    month: date
    orders: int
    turnover: Decimal
    share: Decimal | None
    after_return: Decimal | None


@dataclass(frozen=True)
class WorkerMonthShare:
    """The orders of one worker in one month that come to more than 0 yuan; as `MonthShare`."""

    worker: str
    month: date
    orders: int
    turnover: Decimal
    share: Decimal
    after_return: Decimal


@dataclass(frozen=True)
class OverCap:
    """The orders whose share is over a cap.

    Attributes:
        cap: As a ratio, 4 decimals.
        orders: How many pass it.
        part: Of the orders that have a share, 4 decimals; None without any.
    """

    cap: Decimal
    orders: int
    part: Decimal | None


@dataclass(frozen=True)
class OrderShares:
    """How the platform's share is spread over the orders.

    Attributes:
        orders: All orders.
        without_total: Those of total 0, which have no share.
        below_zero: Those that pay the worker more than the customer's total.
        edges: Whole per cent, rising.
        counts: Orders between an edge (not included, but 0 is) and the next (included).
        turnover: Yuan of all orders.
        share: Of all orders together, 4 decimals; None where they come to 0 yuan. Likewise
            `after_return`.
        after_return: With what guarantees add and the monthly cap returns.
        months: In order of time.
        highest, lowest: Workers' months with the highest and the lowest share after the return, at
            most `EXTREMES`; equal ones by worker in dataset order, then month.
        over_cap: None if no cap was asked for.
    """

    basis: Basis
    orders: int
    without_total: int
    below_zero: int
    edges: tuple[int, ...]
    counts: tuple[int, ...]
    turnover: Decimal
    share: Decimal | None
    after_return: Decimal | None
    months: tuple[MonthShare, ...]
    highest: tuple[WorkerMonthShare, ...]
    lowest: tuple[WorkerMonthShare, ...]
    over_cap: OverCap | None


@dataclass(frozen=True)
class Disclosure:
    """What the app must show of one order (opinion of eight ministries, 2021-11-30).

    Attributes:
        order: Order number; "" where the records have none.
        customer_total: Yuan; likewise `pay`.
        share: 4 decimals; None for an order of total 0.
    """

    basis: Basis
    order: str
    worker: str
    placed_at: datetime
    customer_total: Decimal
    pay: Decimal
    share: Decimal | None


def order_shares(
    dataset: Dataset, terms: CommissionSchedule, law: LegalFigures, cap: Decimal | None = None
) -> OrderShares:
    """Return how the schedule's shares are spread over the orders.

    Args:
        cap: Share of an order that is held against each, 0 to 1, 4 decimals; None = none.

    Raises:
        InputError: The cap is out of range, or the schedule cannot be costed on this dataset.
    """
    if cap is not None:
        check_ratio(cap, _("Cap of one order"))
    paid = commissions.order_pay(dataset, terms)
    parts = commissions.month_parts(dataset, terms, paid)
    facts = dataset.remember(order_facts)
    bars = _count(facts, paid, cap)
    turnover = exact_sum(facts.turnover)
    settled = parts.own + parts.excess
    highest, lowest = _extremes(dataset, parts.orders, settled)
    with_share = dataset.rows - bars.without_total
    return OrderShares(
        basis=basis_of(dataset, terms, law, formula=Formula.ORDER_SHARES),
        orders=dataset.rows,
        without_total=bars.without_total,
        below_zero=bars.below_zero,
        edges=BAR_EDGES,
        counts=bars.counts,
        turnover=yuan(turnover),
        share=_ratio(turnover - exact_sum(parts.orders), turnover),
        after_return=_ratio(turnover - exact_sum(settled), turnover),
        months=_months(dataset, parts.orders, settled),
        highest=highest,
        lowest=lowest,
        over_cap=None if cap is None else OverCap(cap, bars.over, _ratio(bars.over, with_share)),
    )


def disclosure(
    dataset: Dataset, terms: CommissionSchedule, row: int, law: LegalFigures
) -> Disclosure:
    """Return what the app must show of one order.

    Args:
        row: Of the dataset, from 0.

    Raises:
        InputError: There is no such row, or the schedule cannot be costed on this order's month.
    """
    require_kind(dataset, DatasetKind.ORDERS)
    check_whole(row + 1, _("Row"), lowest=1, highest=dataset.rows)
    month = _rows_of_month(dataset, row)
    orders = some_orders(dataset, month)
    paid = commissions.order_pay(orders, terms)
    place = int((month[orders.remember(order_facts).rows] == row).argmax())
    columns = dataset.columns
    total = int(columns["customer_total"].values[row])
    placed_at, worker = columns["placed_at"].value(row), columns["worker"].value(row)
    number = columns["order"].value(row) if "order" in columns else None
    assert isinstance(placed_at, datetime), "every order has its moment"
    return Disclosure(
        basis=basis_of(dataset, terms, law, formula=Formula.ORDER_SHARES),
        order=str(number or ""),
        worker=str(worker),
        placed_at=placed_at,
        customer_total=yuan(total),
        pay=yuan(int(paid[place])),
        share=_ratio(total - int(paid[place]), total),
    )


def _rows_of_month(dataset: Dataset, row: int) -> Whole:
    """Return the rows of the same worker and month, in dataset order."""
    runs = dataset.worker_months
    place = int((runs.order == row).argmax())
    run = int(np.searchsorted(runs.starts, place, side="right")) - 1
    ends = np.append(runs.starts, dataset.rows)
    return runs.order[ends[run] : ends[run + 1]]


@dataclass(frozen=True)
class _Bars:
    without_total: int
    below_zero: int
    counts: tuple[int, ...]
    over: int


def _count(facts: OrderFacts, paid: Whole, cap: Decimal | None) -> _Bars:
    """Count the orders by whole per cent, and those over a cap, piece by piece."""
    counts = np.zeros(len(BAR_EDGES), dtype=np.int64)
    some_are_free = not facts.total.values.all()
    without_total = below_zero = over = 0
    ratio = 0 if cap is None else scaled(cap, 4)
    reached = -(-ratio * 100 // RATIO_ONE)
    # Totals are below 2^27 fen and pay below 2^40, so every product here is far below 2^63.
    for chunk in facts.chunks:
        totals = facts.total.values.take(facts.total.codes[chunk.places])
        take = totals - paid[chunk.places]
        if some_are_free:
            without_total += len(totals) - int(np.count_nonzero(totals))
            take, totals = take[totals > 0], totals[totals > 0]
        if int(take.min(initial=0)) < 0:
            below_zero += int(np.count_nonzero(take < 0))
            take, totals = take[take >= 0], totals[take >= 0]
        percent = (take * 100 + (totals - 1)) // totals
        counts += np.bincount(percent, minlength=len(counts))
        if ratio * 100 % RATIO_ONE:
            # The cap lies inside a bar: its orders are looked at one by one.
            inside = percent == reached
            over += int(np.count_nonzero(take[inside] * RATIO_ONE > totals[inside] * ratio))
    exactly_none, first, *others = counts.tolist()
    over += int(counts[reached + 1 :].sum())
    return _Bars(without_total, below_zero, (exactly_none + first, *others), over)


def _months(dataset: Dataset, of_orders: Whole, settled: Whole) -> tuple[MonthShare, ...]:
    runs, facts = dataset.worker_months, dataset.remember(order_facts)
    months, place = np.unique(runs.month, return_inverse=True)
    columns = (facts.count, facts.turnover, of_orders, settled)
    sums = [np.zeros(len(months), dtype=np.int64) for _column in columns]
    for total, column in zip(sums, columns, strict=True):
        exact_sum(column)  # no sum of a part can pass what the whole cannot
        np.add.at(total, place, column)
    return tuple(
        MonthShare(
            month=month_start(month),
            orders=orders,
            turnover=yuan(turnover),
            share=_ratio(turnover - paid, turnover),
            after_return=_ratio(turnover - after, turnover),
        )
        for month, orders, turnover, paid, after in zip(
            months.tolist(), *(column.tolist() for column in sums), strict=True
        )
    )


def _extremes(
    dataset: Dataset, of_orders: Whole, settled: Whole
) -> tuple[tuple[WorkerMonthShare, ...], tuple[WorkerMonthShare, ...]]:
    """Return the workers' months with the highest and the lowest share after the return."""
    runs, facts = dataset.worker_months, dataset.remember(order_facts)
    known = np.flatnonzero(facts.turnover)
    turnover = facts.turnover[known]
    # `month_parts` refuses turnover and pay that times 10,000 could pass 64 bits.
    after = divide_rounded((turnover - settled[known]) * RATIO_ONE, turnover)
    share = divide_rounded((turnover - of_orders[known]) * RATIO_ONE, turnover)

    def rows(places: Whole) -> tuple[WorkerMonthShare, ...]:
        return tuple(
            WorkerMonthShare(
                worker=runs.workers[int(runs.worker[known[place]])],
                month=month_start(int(runs.month[known[place]])),
                orders=int(facts.count[known[place]]),
                turnover=yuan(int(turnover[place])),
                share=_in_ten_thousandths(int(share[place])),
                after_return=_in_ten_thousandths(int(after[place])),
            )
            for place in places.tolist()
        )

    return rows(_smallest(-after)), rows(_smallest(after))


def _smallest(values: Whole) -> Whole:
    """Return the places of the smallest values, the earlier of two equal ones first."""
    if len(values) > EXTREMES:
        bound = np.partition(values, EXTREMES - 1)[EXTREMES - 1]
        places = np.flatnonzero(values <= bound)
    else:
        places = np.arange(len(values))
    found: Whole = places[np.argsort(values[places], kind="stable")][:EXTREMES]
    return found


def _ratio(part: int, whole: int) -> Decimal | None:
    """Return a part of a whole, rounded to four decimals; None of nothing."""
    if not whole:
        return None
    return _in_ten_thousandths(divide_rounded_whole(part * RATIO_ONE, whole))


def _in_ten_thousandths(ratio: int) -> Decimal:
    return Decimal(ratio).scaleb(-4)
