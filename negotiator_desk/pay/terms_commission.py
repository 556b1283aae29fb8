"""Terms of commission shares: what the platform keeps of an order, or pays for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.pay.checks import (
    MOST_LINES,
    NOTHING,
    ZERO,
    check_amount,
    check_count,
    check_decimal,
    check_names,
    check_ratio,
    check_whole,
)

LARGEST_BOUND = Decimal(100_000_000)
"""Yuan of turnover at which a tier can end."""

LARGEST_HOURLY = Decimal(10_000)
"""Yuan an hour; anything above is mistyped."""

MOST_TIERS = 50


class TakeMethod(StrEnum):
    """What the platform's take of an order depends on."""

    FLAT = "flat"
    ORDER_TIERS = "order_tiers"
    TURNOVER_TIERS = "turnover_tiers"


class TierRule(StrEnum):
    """Whether a tier's ratio holds for the part inside the tier or for the whole amount."""

    MARGINAL = "marginal"
    WHOLE_SLAB = "whole_slab"


@dataclass(frozen=True)
class Tier:
    """One step of a ladder of take rates.

    Attributes:
        up_to: Yuan at which the tier ends, this amount included; None = no end.
        take_rate: The platform's part, 4 decimals: 0.2100 is 21 %.
    """

    up_to: Decimal | None
    take_rate: Decimal

    def __post_init__(self) -> None:
        if self.up_to is not None:
            check_decimal(
                self.up_to, _("End of tier"), places=2, lowest=NOTHING, highest=LARGEST_BOUND
            )
        check_ratio(self.take_rate, _("Take rate"))


@dataclass(frozen=True)
class FeeTable:
    """What an order pays the worker, made up of fees instead of a share of the customer's total.

    Attributes:
        base_fee: Yuan for every order.
        distance_tiers: Kilometres (2 decimals, included; None = no end, last) and the yuan
            added.
        time_slots: From hour (included) to hour (not included) and the yuan added to an order
            placed in it; 22 to 6 runs over midnight.
        categories: Category and the yuan added; a category not named adds nothing.
        weight_tiers: Kilograms (2 decimals, included; None = no end, last) and the yuan added.
    """

    base_fee: Decimal
    distance_tiers: tuple[tuple[Decimal | None, Decimal], ...] = ()
    time_slots: tuple[tuple[int, int, Decimal], ...] = ()
    categories: tuple[tuple[str, Decimal], ...] = ()
    weight_tiers: tuple[tuple[Decimal | None, Decimal], ...] = ()

    def __post_init__(self) -> None:
        check_amount(self.base_fee, _("Base fee"))
        _check_fees(
            self.distance_tiers, _("Distance tiers"), _("End of distance tier"), _("Distance fee")
        )
        _check_fees(self.weight_tiers, _("Weight tiers"), _("End of weight tier"), _("Weight fee"))
        self._check_slots()
        check_count(self.categories, _("Categories"), least=0, most=MOST_LINES)
        check_names([name for name, _fee in self.categories], _("Category"))
        for name, fee in self.categories:
            check_amount(fee, _("Fee of {name}").format(name=name))

    def _check_slots(self) -> None:
        taken: set[int] = set()
        for start, end, fee in self.time_slots:
            check_whole(start, _("Start of time slot"), lowest=0, highest=23)
            check_whole(end, _("End of time slot"), lowest=1, highest=24)
            check_amount(fee, _("Time slot fee"))
            hours = slot_hours(start, end)
            if not hours or not taken.isdisjoint(hours):
                raise InputError(
                    _("Time slots: {start}:00 to {end}:00 is empty or overlaps another.").format(
                        start=start, end=end
                    )
                )
            taken.update(hours)


def slot_hours(start: int, end: int) -> tuple[int, ...]:
    """Return the hours of the day from `start` to before `end`, over midnight if need be."""
    if start < end:
        return tuple(range(start, end))
    return () if start == end else (*range(start, 24), *range(end))


@dataclass(frozen=True)
class CommissionSchedule:
    """Commission shares: what the platform keeps of the customer's total, and what limits it.

    Attributes:
        tiers: Rising; the last has no end. FLAT has exactly one.
        order_cap: Largest share of one order, as a ratio; None = no cap.
        monthly_cap: Largest average share of a worker's month, as a ratio; the excess is returned
            in the next month. None = no cap.
        monthly_cap_orders: Orders in the month from which the monthly cap holds.
        fee_table: When given, the worker's pay for an order comes from it and the method must be
            FLAT; the caps and guarantees hold all the same.
        hourly_guarantee: Yuan for each hour on orders; 0 = none.
        monthly_guarantee: Yuan a month; 0 = none.
        deduction_limit: Largest part of a month's pay that deductions may take (N-WP 16: 0.2000);
            None = not agreed: recorded deductions are taken whole, down to the monthly guarantee.
            Held against N-WP 16 by the rules and not here.
    """

    method: TakeMethod
    tiers: tuple[Tier, ...]
    tier_rule: TierRule = TierRule.MARGINAL
    order_cap: Decimal | None = None
    monthly_cap: Decimal | None = None
    monthly_cap_orders: int = 0
    fee_table: FeeTable | None = None
    hourly_guarantee: Decimal = NOTHING
    monthly_guarantee: Decimal = NOTHING
    deduction_limit: Decimal | None = None

    def __post_init__(self) -> None:
        _check_ladder([tier.up_to for tier in self.tiers], _("Tiers"))
        if self.method is TakeMethod.FLAT and len(self.tiers) != 1:
            raise InputError(_("Tiers: a flat take rate has exactly one tier."))
        if self.fee_table is not None and self.method is not TakeMethod.FLAT:
            raise InputError(_("Fee table: it takes the place of tiers; choose the flat method."))
        for ratio, what in (
            (self.order_cap, _("Cap of one order")),
            (self.monthly_cap, _("Cap of the monthly average")),
            (self.deduction_limit, _("Limit of deductions")),
        ):
            if ratio is not None:
                check_ratio(ratio, what)
        what = _("Orders from which the monthly cap holds")
        check_whole(self.monthly_cap_orders, what, lowest=0, highest=1_000_000)
        what = _("Hourly guarantee")
        check_decimal(self.hourly_guarantee, what, places=2, lowest=NOTHING, highest=LARGEST_HOURLY)
        check_amount(self.monthly_guarantee, _("Monthly guarantee"))


def _check_fees(
    tiers: Sequence[tuple[Decimal | None, Decimal]], what: str, end_name: str, fee_name: str
) -> None:
    if tiers:
        _check_ladder([end for end, _fee in tiers], what)
    for end, fee in tiers:
        if end is not None:
            check_decimal(end, end_name, places=2, lowest=ZERO, highest=Decimal(10_000))
        check_amount(fee, fee_name)


def _check_ladder(ends: Sequence[Decimal | None], what: str) -> None:
    """Refuse ends that do not rise, or a ladder whose last step ends."""
    check_count(ends, what, least=1, most=MOST_TIERS)
    bounds = [end for end in ends[:-1] if end is not None]
    if ends[-1] is not None or len(bounds) != len(ends) - 1:
        raise InputError(_("{what}: the last tier, and only it, has no end.").format(what=what))
    if any(low >= high for low, high in pairwise(bounds)):
        raise InputError(_("{what}: the ends of the tiers must rise.").format(what=what))
