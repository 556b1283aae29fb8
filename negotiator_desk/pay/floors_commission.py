"""Holds a commission schedule against a floor; see `floors`.

    share             at no amount more than the floor's, over every amount (`floors_takes`)
    order cap         no higher where the floor's can bind; where it cannot, for people to compare
    monthly cap       no higher, and from no more orders on, where the floor's can bind
    guarantees        ≥ the floor's; none = 0
    deductions        the limit no higher; no limit is the highest
    fees              the least difference of every order's fees, over all distances, weights, hours
                      and categories: ≥ 0

A cap can bind where the tiers alone take more. Tiers of orders and tiers of a month's turnover
compare only where one's largest share does not pass the other's least; under tiers of turnover with
a cap that binds it depends on the single orders, which is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from negotiator_desk.money import round_to
from negotiator_desk.pay.checks import NOTHING
from negotiator_desk.pay.floors_result import FloorItem, FloorVerdict, Shortfall, same_name
from negotiator_desk.pay.floors_takes import (
    pieces,
    share_range,
    uncapped,
    worst_place,
)
from negotiator_desk.pay.terms import CommissionSchedule, FeeTable, TakeMethod, slot_hours

_EVERYTHING = Fraction(1)
"""The largest share there is: without a cap, fees may leave any part of an order."""

_HOURS = 24


def commission_shortfalls(
    firm: CommissionSchedule, floor: CommissionSchedule
) -> Iterator[Shortfall]:
    """Yield in what a schedule is below a floor, and what was not compared."""
    if firm.fee_table is not None and floor.fee_table is not None:
        yield from _fees(firm.fee_table, floor.fee_table)
    elif firm.fee_table is None and floor.fee_table is None:
        yield from _takes(firm, floor)
    else:
        yield Shortfall(FloorVerdict.NOT_COMPARED, FloorItem.METHOD)
    yield from _order_cap(firm, floor)
    yield from _monthly_cap(firm, floor)
    for item, ours, theirs in (
        (FloorItem.HOURLY_GUARANTEE, firm.hourly_guarantee, floor.hourly_guarantee),
        (FloorItem.GUARANTEE, firm.monthly_guarantee, floor.monthly_guarantee),
    ):
        if ours < theirs:
            yield Shortfall(FloorVerdict.BELOW, item, "", ours, theirs)
    limit, least = firm.deduction_limit, floor.deduction_limit
    if least is not None and (limit is None or limit > least):
        yield Shortfall(FloorVerdict.BELOW, FloorItem.DEDUCTIONS, "", limit, least)


def _takes(firm: CommissionSchedule, floor: CommissionSchedule) -> Iterator[Shortfall]:
    methods = {firm.method, floor.method} - {TakeMethod.FLAT}
    if len(methods) > 1:
        yield from _by_range(firm, floor)
        return
    by_turnover = TakeMethod.TURNOVER_TIERS in methods
    # Under tiers of turnover the smallest orders are the worst case that is sure to occur.
    least = pieces(floor, cap_each=by_turnover)
    place = worst_place(pieces(firm, cap_each=by_turnover), least)
    if place is not None:
        yield _share(place.amount, place.share, place.other)
    elif worst_place(pieces(firm, cap_each=False), least) and not _is_same_take(firm, floor):
        yield Shortfall(FloorVerdict.NOT_COMPARED, FloorItem.METHOD)


def _is_same_take(firm: CommissionSchedule, floor: CommissionSchedule) -> bool:
    """Whether the two take the same of every order, or the firm's cap is the lower one."""
    if (firm.method, firm.tiers, firm.tier_rule) != (floor.method, floor.tiers, floor.tier_rule):
        return False
    ours, theirs = firm.order_cap, floor.order_cap
    return theirs is None or (ours is not None and ours <= theirs)


def _by_range(firm: CommissionSchedule, floor: CommissionSchedule) -> Iterator[Shortfall]:
    """Compare what the two take at least and at most, where they look at different amounts."""
    least, most = _range(firm)
    floor_least, floor_most = _range(floor)
    if least > floor_most:
        yield _share(None, least, floor_most)
    elif most > floor_least:
        yield Shortfall(FloorVerdict.NOT_COMPARED, FloorItem.METHOD)


def _range(schedule: CommissionSchedule) -> tuple[Fraction, Fraction]:
    least, _most = share_range(pieces(schedule, cap_each=True))
    _least, most = share_range(pieces(schedule, cap_each=False))
    return least, most


def _share(amount: Fraction | None, ours: Fraction, theirs: Fraction) -> Shortfall:
    name = "" if amount is None else f"{round_to(_decimal(amount), Decimal('0.01')):f}"
    return Shortfall(FloorVerdict.BELOW, FloorItem.TAKE, name, _ratio(ours), _ratio(theirs))


def _largest(schedule: CommissionSchedule) -> Fraction:
    """Return the largest share that a schedule takes of a month before any cap."""
    if schedule.fee_table is not None:
        return _EVERYTHING
    return share_range(uncapped(schedule))[1]


def _largest_of_order(schedule: CommissionSchedule) -> Fraction:
    """Return the largest share of a single order before any cap."""
    if schedule.fee_table is None and schedule.method is TakeMethod.TURNOVER_TIERS:
        return max(piece.slope for piece in uncapped(schedule))
    return _largest(schedule)


def _order_cap(firm: CommissionSchedule, floor: CommissionSchedule) -> Iterator[Shortfall]:
    cap, limit = firm.order_cap, floor.order_cap
    if limit is None or (cap is not None and cap <= limit):
        return
    can_bind = _largest_of_order(firm) > limit
    verdict = FloorVerdict.BELOW if can_bind else FloorVerdict.TO_COMPARE
    yield Shortfall(verdict, FloorItem.ORDER_CAP, "", cap, limit)


def _monthly_cap(firm: CommissionSchedule, floor: CommissionSchedule) -> Iterator[Shortfall]:
    cap, limit = firm.monthly_cap, floor.monthly_cap
    if limit is None:
        return
    is_kept = cap is not None and cap <= limit
    if is_kept and firm.monthly_cap_orders <= floor.monthly_cap_orders:
        return
    most = _largest(firm)
    if firm.order_cap is not None:
        most = min(most, Fraction(firm.order_cap))
    verdict = FloorVerdict.BELOW if most > limit else FloorVerdict.TO_COMPARE
    ours, theirs = str(firm.monthly_cap_orders), str(floor.monthly_cap_orders)
    yield Shortfall(verdict, FloorItem.MONTHLY_CAP, "", cap, limit, ours, theirs)


def _fees(firm: FeeTable, floor: FeeTable) -> Iterator[Shortfall]:
    """Add up the least difference of each part of the fees: the parts do not depend on another."""
    parts = [(firm.base_fee, floor.base_fee)]
    for ours, theirs in (
        (firm.distance_tiers, floor.distance_tiers),
        (firm.weight_tiers, floor.weight_tiers),
    ):
        parts.append(_worst(_tier_fees(ours, theirs)))
    hours = zip(_hour_fees(firm), _hour_fees(floor), strict=True)
    parts.append(_worst(list(hours)))
    parts.append(_worst(_category_fees(firm, floor)))
    pay = sum((one for one, _other in parts), NOTHING)
    least = sum((other for _one, other in parts), NOTHING)
    if pay < least:
        yield Shortfall(FloorVerdict.BELOW, FloorItem.FEES, "", pay, least)


_Fees = tuple[Decimal, Decimal]


def _worst(pairs: list[_Fees]) -> _Fees:
    return min(pairs, key=lambda pair: pair[0] - pair[1])


def _tier_fees(
    ours: tuple[tuple[Decimal | None, Decimal], ...],
    theirs: tuple[tuple[Decimal | None, Decimal], ...],
) -> list[_Fees]:
    """Return both fees in every range between the ends of either."""
    ends = sorted({end for end, _fee in (*ours, *theirs) if end is not None})
    return [(_fee_at(ours, end), _fee_at(theirs, end)) for end in (*ends, None)]


def _fee_at(tiers: tuple[tuple[Decimal | None, Decimal], ...], place: Decimal | None) -> Decimal:
    """Return the fee of a distance or weight; None = beyond every end."""
    for end, fee in tiers:
        if end is None or (place is not None and place <= end):
            return fee
    return NOTHING


def _hour_fees(table: FeeTable) -> list[Decimal]:
    fees = [NOTHING] * _HOURS
    for start, end, fee in table.time_slots:
        for hour in slot_hours(start, end):
            fees[hour] = fee
    return fees


def _category_fees(firm: FeeTable, floor: FeeTable) -> list[_Fees]:
    ours = {same_name(name): fee for name, fee in firm.categories}
    theirs = {same_name(name): fee for name, fee in floor.categories}
    names = dict.fromkeys((*ours, *theirs))
    pairs = [(ours.get(name, NOTHING), theirs.get(name, NOTHING)) for name in names]
    return [(NOTHING, NOTHING), *pairs]


def _ratio(share: Fraction) -> Decimal:
    return round_to(_decimal(share), Decimal("0.0001"))


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
