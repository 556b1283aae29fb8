"""What a commission schedule leaves the workers on order records.

All amounts are fen. For an order with customer total T, placed when the worker's turnover of the
month stood at M₀ (orders in order of time, then of the dataset), with M the whole month's turnover:

    flat                  take = round(T × rate)
    order tiers           marginal:   take = round(F(T))
                          whole slab: take = round(T × rate of the tier of T)
    turnover tiers        marginal:   take = round(F(M₀ + T)) − round(F(M₀))
                          whole slab: take = round(T × rate of the tier of M)
    fee table             take = T − fees; fees = base + distance tier + weight tier + time slot
                          + category

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
    deducted              min(Σ recorded deductions, floor(own × limit of deductions),
                          max(0, own − monthly guarantee))
    pay of a month        own − deducted + excess of the worker's month before

The excess is returned in the worker's next month on record. Where the replay has no later month of
that worker (its last month, or the worker left), the excess is owed all the same and is counted in
the month it arose, so that no money drops out of a costing, not even of a single month.

Rounding is halves away from zero. Minutes are those recorded on orders, as they stand: time on
several orders at once must have been settled when the records were made. Without an agreed limit
recorded deductions are taken whole, but never below the guarantee (N-WP 16: at most 20 % of a
month's pay, and what is left not below the minimum wage). They are no part of the share: the
monthly cap looks at what was earned.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from negotiator_desk.pay.arithmetic import (
    RATIO_ONE,
    Whole,
    divide_rounded,
    largest,
    require_room,
    scaled,
    sum_runs,
)
from negotiator_desk.pay.checks import NOTHING
from negotiator_desk.pay.dataset import Dataset, DatasetKind
from negotiator_desk.pay.ladders import Ladder
from negotiator_desk.pay.order_facts import (
    Chunk,
    Codes,
    OrderFacts,
    deductions,
    distances,
    hours_and_categories,
    minutes,
    order_facts,
    turnover,
    weights,
)
from negotiator_desk.pay.result import Pay, require_kind
from negotiator_desk.pay.terms import (
    CommissionSchedule,
    FeeTable,
    TakeMethod,
    TierRule,
    slot_hours,
)

OrderPay = Callable[[Chunk], Whole]
"""Works out the worker's pay of each order of a chunk, fen."""


@dataclass(frozen=True, eq=False)
class MonthParts:
    """What makes up the pay of each run, fen.

    Attributes:
        orders: Σ order pay.
        own: The same, lifted to the guarantees.
        deducted: Deductions within their limit.
        excess: What the monthly cap gives back of the run, later.
    """

    orders: Whole
    own: Whole
    deducted: Whole
    excess: Whole


def pay(dataset: Dataset, terms: CommissionSchedule) -> Pay:
    """Return what the schedule leaves each worker in each month.

    Raises:
        InputError: The dataset has no order records, or lacks the distances, weights or minutes
            that the schedule needs, or the figures are too large to be worked out exactly.
    """
    parts = month_parts(dataset, terms)
    amounts = parts.own - parts.deducted + _returned(dataset, parts.excess)
    return Pay(dataset.worker_months, amounts, amounts)


def month_parts(
    dataset: Dataset, terms: CommissionSchedule, of_orders: Whole | None = None
) -> MonthParts:
    """Return what makes up each run's pay, before excess is carried to the next month.

    Args:
        of_orders: What `order_pay` returned, if it is at hand; None = it is worked out.

    Raises:
        InputError: As `pay`.
    """
    require_kind(dataset, DatasetKind.ORDERS)
    facts = dataset.remember(order_facts)
    if of_orders is None:
        earned = _sum_orders(dataset, facts, terms)
    else:
        earned = sum_runs(of_orders, dataset.worker_months.starts)
    own = earned
    if terms.hourly_guarantee:
        per_hour = scaled(terms.hourly_guarantee, 2)
        of_run = dataset.remember(minutes)
        require_room(largest(of_run) * per_hour + 60)
        own = np.maximum(own, divide_rounded(of_run * per_hour, 60))
    guarantee = scaled(terms.monthly_guarantee, 2)
    if guarantee:
        own = np.maximum(own, guarantee)
    require_room((largest(own) + largest(facts.turnover)) * RATIO_ONE)
    deducted = _deducted(dataset, own, terms)
    return MonthParts(earned, own, deducted, _excess(facts, own, terms))


def order_pay(dataset: Dataset, terms: CommissionSchedule) -> Whole:
    """Return the worker's pay of each order by itself, fen, at the places of `OrderFacts`.

    Guarantees, deductions and the monthly cap belong to months and are not in it.

    Raises:
        InputError: As `pay`.
    """
    require_kind(dataset, DatasetKind.ORDERS)
    facts = dataset.remember(order_facts)
    of_orders = _order_pay(dataset, facts, terms)
    parts = [of_orders(chunk) for chunk in facts.chunks]
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)


def _sum_orders(dataset: Dataset, facts: OrderFacts, terms: CommissionSchedule) -> Whole:
    """Return Σ order pay of each run, fen."""
    if _telescopes(terms):
        # The takes of a month under marginal turnover tiers add up to F of its turnover.
        return facts.turnover - Ladder.of(terms.tiers).marginal(facts.turnover)
    of_orders = _order_pay(dataset, facts, terms)
    sums = np.zeros(len(facts.turnover), dtype=np.int64)
    for chunk in facts.chunks:
        sums[chunk.runs] = np.add.reduceat(of_orders(chunk), chunk.starts)
    return sums


def _telescopes(terms: CommissionSchedule) -> bool:
    by_turnover = terms.method is TakeMethod.TURNOVER_TIERS
    return by_turnover and terms.tier_rule is TierRule.MARGINAL and terms.order_cap is None


def _order_pay(dataset: Dataset, facts: OrderFacts, terms: CommissionSchedule) -> OrderPay:
    """Return what works out the pay of orders under this schedule."""
    totals = facts.total.values
    require_room((largest(totals) + 1) * RATIO_ONE)
    least = _least_pay(totals, terms.order_cap)
    if terms.fee_table is not None:
        return _by_fees(dataset, facts, terms.fee_table, least)
    ladder = Ladder.of(terms.tiers)
    match terms.method, terms.tier_rule:
        case (TakeMethod.TURNOVER_TIERS, TierRule.MARGINAL):
            return _by_turnover(dataset, facts, ladder, least)
        case (TakeMethod.TURNOVER_TIERS, TierRule.WHOLE_SLAB):
            return _by_month(facts, ladder, least)
        case (TakeMethod.ORDER_TIERS, TierRule.WHOLE_SLAB):
            of_total = totals - ladder.slab(totals)
        case _:
            of_total = totals - ladder.marginal(totals)
    if least is not None:
        np.maximum(of_total, least, out=of_total)
    return lambda chunk: of_total.take(facts.total.codes[chunk.places])


def _least_pay(totals: Whole, order_cap: Decimal | None) -> Whole | None:
    """Return the least that the order cap leaves the worker of each total, fen; None = no cap."""
    if order_cap is None:
        return None
    least: Whole = totals - totals * scaled(order_cap, 4) // RATIO_ONE
    return least


def _by_turnover(
    dataset: Dataset, facts: OrderFacts, ladder: Ladder, least: Whole | None
) -> OrderPay:
    """Marginal tiers of the month's turnover: F after the order less F before it."""
    reached = dataset.remember(turnover)
    taken_by = reached.marginal(ladder)

    def work(chunk: Chunk) -> Whole:
        taken = taken_by(chunk.places)
        left = np.subtract(reached.amounts[chunk.places], taken, out=taken)
        paid = np.empty_like(left)
        np.subtract(left[1:], left[:-1], out=paid[1:])
        paid[chunk.starts] = left[chunk.starts]
        if least is not None:
            np.maximum(paid, least.take(facts.total.codes[chunk.places]), out=paid)
        return paid

    return work


def _by_month(facts: OrderFacts, ladder: Ladder, least: Whole | None) -> OrderPay:
    """Whole-slab tiers of the month's turnover: each order at the rate of its month."""
    of_run = ladder.rate(facts.turnover)

    def work(chunk: Chunk) -> Whole:
        codes = facts.total.codes[chunk.places]
        totals = facts.total.values.take(codes)
        rates = np.repeat(of_run[chunk.runs], facts.count[chunk.runs])
        paid: Whole = totals - (totals * rates + RATIO_ONE // 2) // RATIO_ONE
        if least is not None:
            np.maximum(paid, least.take(codes), out=paid)
        return paid

    return work


def _by_fees(dataset: Dataset, facts: OrderFacts, table: FeeTable, least: Whole | None) -> OrderPay:
    """Fees of each order, at least what the order cap leaves of its total."""
    columns: list[tuple[Whole, Codes]] = []
    if table.distance_tiers:
        reach = dataset.remember(distances)
        columns.append((_tier_fees(reach.values, table.distance_tiers), reach.codes))
    if table.weight_tiers:
        weight = dataset.remember(weights)
        columns.append((_tier_fees(weight.values, table.weight_tiers), weight.codes))
    if table.time_slots or table.categories:
        fees = _slot_and_category_fees(dataset, table)
        columns.append((fees, dataset.remember(hours_and_categories)))
    base = scaled(table.base_fee, 2)

    def work(chunk: Chunk) -> Whole:
        places = chunk.places
        fees = np.full(places.stop - places.start, base, dtype=np.int64)
        for of_value, codes in columns:
            fees += of_value.take(codes[places])
        if least is not None:
            np.maximum(fees, least.take(facts.total.codes[places]), out=fees)
        return fees

    return work


def _tier_fees(values: Whole, tiers: tuple[tuple[Decimal | None, Decimal], ...]) -> Whole:
    """Return the fee of the tier that each value (1/100 km or kg) lies in, fen."""
    ends = np.array([scaled(end, 2) for end, _fee in tiers if end is not None], dtype=np.int64)
    fees = np.array([scaled(fee, 2) for _end, fee in tiers], dtype=np.int64)
    of_value: Whole = fees[np.searchsorted(ends, values, side="left")]
    return of_value


def _slot_and_category_fees(dataset: Dataset, table: FeeTable) -> Whole:
    """Return the fees of each code of `hours_and_categories`, fen."""
    of_hour = np.zeros(24, dtype=np.int64)
    for start, end, fee in table.time_slots:
        of_hour[list(slot_hours(start, end))] = scaled(fee, 2)
    column = dataset.columns.get("category")
    named = dict(table.categories)
    texts = () if column is None else column.texts
    of_category = [scaled(named.get(text, NOTHING), 2) for text in texts]
    fees: Whole = np.add.outer(of_hour, np.array([*of_category, 0], dtype=np.int64)).ravel()
    return fees


def _deducted(dataset: Dataset, own: Whole, terms: CommissionSchedule) -> Whole:
    recorded = dataset.remember(deductions)
    deducted = np.minimum(recorded, np.maximum(own - scaled(terms.monthly_guarantee, 2), 0))
    if terms.deduction_limit is not None:
        limit = own * scaled(terms.deduction_limit, 4) // RATIO_ONE
        np.minimum(deducted, limit, out=deducted)
    return deducted


def _excess(facts: OrderFacts, own: Whole, terms: CommissionSchedule) -> Whole:
    """Return what each run's share passes the monthly cap by, fen."""
    if terms.monthly_cap is None:
        return np.zeros(len(own), dtype=np.int64)
    limit = facts.turnover * scaled(terms.monthly_cap, 4) // RATIO_ONE
    excess: Whole = np.maximum(facts.turnover - own - limit, 0)
    excess[facts.count < terms.monthly_cap_orders] = 0
    return excess


def _returned(dataset: Dataset, excess: Whole) -> Whole:
    """Return what comes back in each run under the monthly cap, fen."""
    last_month = dataset.remember(order_facts).last_month
    returned = np.where(last_month, excess, 0)
    returned[1:] += np.where(last_month[:-1], 0, excess[:-1])
    return returned
