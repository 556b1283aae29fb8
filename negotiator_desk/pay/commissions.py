"""What a commission schedule leaves the workers on order records.

All amounts are fen. For an order with customer total T, placed when the worker's turnover of the
month stood at M₀ (orders in order of time, then of the dataset), with M the whole month's turnover:

    flat                  take = round(T × rate)
    order tiers           marginal:   take = round(F(T))
                          whole slab: take = round(T × rate of the tier of T)
    turnover tiers        marginal:   take = round(F(M₀ + T)) − round(F(M₀))
                          whole slab: take = round(T × rate of the tier of M)
    fee table             take = T − fees; fees = base + distance tier + time slot + category

F(x) adds up each tier's rate on the part of x that lies in it, unrounded; a tier includes its end.
So the takes of a month under marginal turnover tiers add up to round(F(M)) exactly.

    order cap             take = min(take, floor(T × cap)); a limit is rounded down, so that the
                          share (T − pay) ÷ T never passes it (share as the eight ministries'
                          opinion of 2021 defines it)
    order pay             T − take
    month                 own = max(Σ order pay, round(hourly guarantee × minutes ÷ 60),
                                    monthly guarantee)
    monthly cap           from the agreed number of orders in the month:
                          excess = max(0, M − own − floor(M × cap))
    pay of a month        own + excess of the worker's month before

The excess is returned in the worker's next month on record. Where the replay has no later month of
that worker (its last month, or the worker left), the excess is owed all the same and is counted in
the month it arose, so that no money drops out of a costing, not even of a single month.

Rounding is halves away from zero. Minutes are those recorded on orders, as they stand: time on
several orders at once must have been settled when the records were made. The deduction limit has no
recorded fact and is not costed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.pay.arithmetic import RATIO_ONE, Whole, divide_rounded, scaled, sum_runs
from negotiator_desk.pay.checks import NOTHING
from negotiator_desk.pay.dataset import Dataset, DatasetKind
from negotiator_desk.pay.result import Pay, require_kind
from negotiator_desk.pay.terms import (
    CommissionSchedule,
    FeeTable,
    TakeMethod,
    Tier,
    TierRule,
    slot_hours,
)


@dataclass(frozen=True, eq=False)
class _Orders:
    """What does not depend on the schedule; rows by worker, month and time of order.

    Attributes:
        rows: Row of the dataset at each place.
        total: Customer total, fen.
        turnover_after: The worker's turnover of the month up to and with the order, fen.
        turnover: Turnover of each run, fen.
        count: Orders of each run.
        last_month: Whether each run is the worker's last.
    """

    rows: Whole
    total: Whole
    turnover_after: Whole
    turnover: Whole
    count: Whole
    last_month: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


@dataclass(frozen=True, eq=False)
class _Ladder:
    """Tiers as arrays: ends in fen, rates in 1/10000, and F at the foot of each tier."""

    ends: Whole
    rates: Whole
    feet: Whole
    at_feet: Whole

    def rate_at(self, amounts: Whole) -> Whole:
        """Return the rate of the tier that each amount lies in, in 1/10000."""
        rates: Whole = self.rates[self._tier(amounts)]
        return rates

    def marginal(self, amounts: Whole) -> Whole:
        """Return F of each amount, rounded to the fen."""
        if len(self.rates) == 1:
            return divide_rounded(amounts * int(self.rates[0]), RATIO_ONE)
        tier = self._tier(amounts)
        exact = self.at_feet[tier] + (amounts - self.feet[tier]) * self.rates[tier]
        return divide_rounded(exact, RATIO_ONE)

    def _tier(self, amounts: Whole) -> Whole:
        tier: Whole = np.searchsorted(self.ends, amounts, side="left").astype(np.int64)
        return tier


def pay(dataset: Dataset, terms: CommissionSchedule) -> Pay:
    """Return what the schedule leaves each worker in each month.

    Raises:
        InputError: The dataset has no order records, or lacks the distances or minutes that the
            schedule needs.
    """
    require_kind(dataset, DatasetKind.ORDERS)
    runs = dataset.worker_months
    orders = dataset.remember(_orders)
    own = sum_runs(orders.total - _take(dataset, orders, terms), runs.starts)
    if terms.hourly_guarantee:
        minutes = dataset.remember(_minutes)
        hourly = divide_rounded(minutes * scaled(terms.hourly_guarantee, 2), 60)
        own = np.maximum(own, hourly)
    own = np.maximum(own, scaled(terms.monthly_guarantee, 2)) if terms.monthly_guarantee else own
    amounts = own + _returned(orders, own, terms)
    return Pay(runs, amounts, amounts)


def _take(dataset: Dataset, orders: _Orders, terms: CommissionSchedule) -> Whole:
    """Return what the platform keeps of each order, fen; below 0 where fees pass the total."""
    if terms.fee_table is not None:
        take = orders.total - _fees(dataset, orders, terms.fee_table)
    else:
        take = _tier_take(dataset, orders, terms)
    if terms.order_cap is None:
        return take
    most: Whole = orders.total * scaled(terms.order_cap, 4) // RATIO_ONE
    capped: Whole = np.minimum(take, most)
    return capped


def _tier_take(dataset: Dataset, orders: _Orders, terms: CommissionSchedule) -> Whole:
    ladder = _ladder(terms.tiers)
    match terms.method, terms.tier_rule:
        case (TakeMethod.FLAT, _) | (TakeMethod.ORDER_TIERS, TierRule.MARGINAL):
            return ladder.marginal(orders.total)
        case TakeMethod.ORDER_TIERS, TierRule.WHOLE_SLAB:
            return divide_rounded(orders.total * ladder.rate_at(orders.total), RATIO_ONE)
        case TakeMethod.TURNOVER_TIERS, TierRule.MARGINAL:
            after = orders.turnover_after
            return ladder.marginal(after) - ladder.marginal(after - orders.total)
        case _:
            of_month = ladder.rate_at(orders.turnover)
            rate = of_month[dataset.worker_months.run_of_place]
            return divide_rounded(orders.total * rate, RATIO_ONE)


def _ladder(tiers: tuple[Tier, ...]) -> _Ladder:
    ends = [scaled(tier.up_to, 2) for tier in tiers if tier.up_to is not None]
    rates = [scaled(tier.take_rate, 4) for tier in tiers]
    feet = [0, *ends]
    at_feet = [0]
    for low, high, rate in zip(feet, ends, rates, strict=False):
        at_feet.append(at_feet[-1] + (high - low) * rate)
    return _Ladder(*(np.array(numbers, dtype=np.int64) for numbers in (ends, rates, feet, at_feet)))


def _fees(dataset: Dataset, orders: _Orders, table: FeeTable) -> Whole:
    """Return the worker's fees for each order, fen."""
    fees = np.full(len(orders.rows), scaled(table.base_fee, 2), dtype=np.int64)
    if table.distance_tiers:
        ends = [scaled(end, 2) for end, _fee in table.distance_tiers if end is not None]
        of_tier = np.array([scaled(fee, 2) for _end, fee in table.distance_tiers], dtype=np.int64)
        reach = _complete(dataset, "distance_km")[orders.rows]
        fees += of_tier[np.searchsorted(np.array(ends, dtype=np.int64), reach, side="left")]
    if table.time_slots:
        of_hour = np.zeros(24, dtype=np.int64)
        for start, end, fee in table.time_slots:
            of_hour[list(slot_hours(start, end))] = scaled(fee, 2)
        fees += of_hour[dataset.columns["placed_at"].values[orders.rows] % 1440 // 60]
    category = dataset.columns.get("category")
    if table.categories and category is not None:
        named = dict(table.categories)
        # The last entry is for orders without a category, which are stored as -1.
        of_text = [scaled(named.get(text, NOTHING), 2) for text in (*category.texts, "")]
        fees += np.array(of_text, dtype=np.int64)[category.values[orders.rows]]
    return fees


def _returned(orders: _Orders, own: Whole, terms: CommissionSchedule) -> Whole:
    """Return what comes back in each run under the monthly cap, fen."""
    returned = np.zeros(len(own), dtype=np.int64)
    if terms.monthly_cap is None:
        return returned
    limit = orders.turnover * scaled(terms.monthly_cap, 4) // RATIO_ONE
    excess = np.maximum(orders.turnover - own - limit, 0)
    excess[orders.count < terms.monthly_cap_orders] = 0
    returned[1:] = np.where(orders.last_month[:-1], 0, excess[:-1])
    return returned + np.where(orders.last_month, excess, 0)


def _orders(dataset: Dataset) -> _Orders:
    runs = dataset.worker_months
    placed_at = dataset.columns["placed_at"].values[runs.order]
    rows = runs.order[np.lexsort((placed_at, runs.run_of_place))]
    total = dataset.columns["customer_total"].values[rows]
    turnover = sum_runs(total, runs.starts)
    before_run = np.cumsum(turnover) - turnover
    return _Orders(
        rows=rows,
        total=total,
        turnover_after=np.cumsum(total) - before_run[runs.run_of_place],
        turnover=turnover,
        count=np.diff(runs.starts, append=len(rows)).astype(np.int64),
        last_month=np.diff(runs.worker, append=-1) != 0,
    )


def _minutes(dataset: Dataset) -> Whole:
    """Return the minutes on orders of each run."""
    runs = dataset.worker_months
    return sum_runs(_complete(dataset, "minutes")[runs.order], runs.starts)


def _complete(dataset: Dataset, name: str) -> Whole:
    """Return the stored values of an optional column that the terms cannot do without."""
    column = dataset.columns.get(name)
    if column is not None and column.is_complete:
        return column.values
    if not dataset.rows:
        return np.zeros(0, dtype=np.int64)
    sentence = (
        _("The schedule pays by distance, but not every order has one.")
        if name == "distance_km"
        else _("The schedule guarantees pay per hour, but not every order has its minutes.")
    )
    raise InputError(sentence)
