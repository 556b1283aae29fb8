"""Terms: the typed values an issue can take. Each checks itself when it is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.pay.checks import (
    NOTHING,
    check_amount,
    check_count,
    check_decimal,
    check_name,
    check_names,
    check_part,
    check_ratio,
    check_whole,
    plain_text,
)

ZERO = Decimal(0)

LARGEST_RATE = Decimal(10_000)
"""Yuan per unit; anything above is mistyped."""

LARGEST_BOUND = Decimal(100_000_000)
"""Yuan of turnover at which a tier can end."""

LARGEST_NUMBER = Decimal(1_000_000_000_000)
"""The largest number a number term can have, on either side of zero."""

MOST_LINES = 2_000
"""Rates of a table, cells of a grid, allowances: more are not one agreement."""

MOST_TIERS = 50

LONGEST_TERM_TEXT = 20_000
"""Characters of a term in words."""


class Subject(StrEnum):
    """What an issue is about, and so what kind of terms it takes."""

    PIECE_RATES = "piece_rates"
    COMMISSION_SHARES = "commission_shares"
    SKILL_GRADE_WAGES = "skill_grade_wages"
    NUMBER = "number"
    TEXT = "text"


class TakeMethod(StrEnum):
    """What the platform's take of an order depends on."""

    FLAT = "flat"
    ORDER_TIERS = "order_tiers"
    TURNOVER_TIERS = "turnover_tiers"


class TierRule(StrEnum):
    """Whether a tier's ratio holds for the part inside the tier or for the whole amount."""

    MARGINAL = "marginal"
    WHOLE_SLAB = "whole_slab"


class AllowanceGroup(StrEnum):
    """The four groups of pay items of a skill-grade contract (domain reference 6)."""

    SKILL = "skill"
    EDUCATION = "education"
    INNOVATION = "innovation"
    HONOUR = "honour"


@dataclass(frozen=True)
class PieceRate:
    """The price of one operation.

    Attributes:
        operation: Name as the output records write it.
        rate: Yuan per unit, 4 decimals.
        standard_minutes: Minutes one unit takes at normal pace, 2 decimals.
        quota_per_shift: Units that a shift of statutory hours must bring (NB-W 24).
    """

    operation: str
    rate: Decimal
    standard_minutes: Decimal | None = None
    quota_per_shift: int | None = None

    def __post_init__(self) -> None:
        check_name(self.operation, _("Operation"))
        what = _("Rate of {name}").format(name=self.operation)
        check_decimal(self.rate, what, places=4, lowest=ZERO, highest=LARGEST_RATE)
        if self.standard_minutes is not None:
            what = _("Standard minutes of {name}").format(name=self.operation)
            check_decimal(
                self.standard_minutes, what, places=2, lowest=ZERO, highest=Decimal(100_000)
            )
        if self.quota_per_shift is not None:
            what = _("Quota of {name}").format(name=self.operation)
            check_whole(self.quota_per_shift, what, lowest=1, highest=1_000_000)


@dataclass(frozen=True)
class RateTable:
    """Piece rates: what one unit of each operation pays.

    Attributes:
        unit: What is counted, such as 件.
        monthly_guarantee: Least yuan a month for statutory hours; overtime is on top. 0 = none.
        overtime_percents: Percent of the rate paid for units made in overtime on working days, rest
            days and statutory holidays; at least 150, 200, 300 by law (LL94 44, N-WP 13), which is
            checked by the rules and not here: a side may offer anything.
    """

    rates: tuple[PieceRate, ...]
    unit: str = "件"
    monthly_guarantee: Decimal = NOTHING
    overtime_percents: tuple[int, int, int] = (150, 200, 300)

    def __post_init__(self) -> None:
        check_count(self.rates, _("Rate table"), least=1, most=MOST_LINES)
        check_names([rate.operation for rate in self.rates], _("Operation"))
        check_name(self.unit, _("Unit"))
        check_amount(self.monthly_guarantee, _("Monthly guarantee"))
        for percent in self.overtime_percents:
            check_whole(percent, _("Overtime percent"), lowest=100, highest=1_000)


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
    """

    base_fee: Decimal
    distance_tiers: tuple[tuple[Decimal | None, Decimal], ...] = ()
    time_slots: tuple[tuple[int, int, Decimal], ...] = ()
    categories: tuple[tuple[str, Decimal], ...] = ()

    def __post_init__(self) -> None:
        check_amount(self.base_fee, _("Base fee"))
        if self.distance_tiers:
            _check_ladder([end for end, _fee in self.distance_tiers], _("Distance tiers"))
        for end, fee in self.distance_tiers:
            if end is not None:
                what = _("End of distance tier")
                check_decimal(end, what, places=2, lowest=ZERO, highest=Decimal(10_000))
            check_amount(fee, _("Distance fee"))
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
            None = not agreed. Printed, and held against N-WP 16 by the rules and not here; no
            recorded fact costs it.
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
        check_decimal(self.hourly_guarantee, what, places=2, lowest=NOTHING, highest=LARGEST_RATE)
        check_amount(self.monthly_guarantee, _("Monthly guarantee"))


@dataclass(frozen=True)
class Allowance:
    """A monthly amount for whoever has what `key` names.

    Attributes:
        key: Skill grade, education, innovation result or honour as the roster writes it.
        amount: Yuan a month.
    """

    group: AllowanceGroup
    key: str
    amount: Decimal

    def __post_init__(self) -> None:
        check_name(self.key, _("Allowance"))
        check_part(self.key, _("Allowance"))
        check_amount(self.amount, _("Allowance {name}").format(name=self.key))


@dataclass(frozen=True)
class WageGrid:
    """Skill-grade wages: band of the post × skill grade, performance, allowances.

    Attributes:
        grades: Skill grades in rising order.
        cells: One row per band, one amount per grade: yuan a month.
        post_bands: Post → band; several posts may share a band.
        coefficients: Performance mark → factor on the grid amount, 4 decimals; a worker without a
            mark has factor 1.
    """

    bands: tuple[str, ...]
    grades: tuple[str, ...]
    cells: tuple[tuple[Decimal, ...], ...]
    post_bands: tuple[tuple[str, str], ...]
    coefficients: tuple[tuple[str, Decimal], ...] = ()
    allowances: tuple[Allowance, ...] = ()

    def __post_init__(self) -> None:
        check_count(self.bands, _("Bands"), least=1, most=100)
        check_count(self.grades, _("Skill grades"), least=1, most=40)
        check_names(self.bands, _("Band"))
        check_names(self.grades, _("Skill grade"))
        for name in (*self.bands, *self.grades):
            check_part(name, _("Wage grid"))
        if [len(row) for row in self.cells] != [len(self.grades)] * len(self.bands):
            raise InputError(_("Wage grid: every band needs one amount for every skill grade."))
        for band, row in zip(self.bands, self.cells, strict=True):
            for grade, amount in zip(self.grades, row, strict=True):
                check_amount(amount, f"{band} · {grade}")
        self._check_posts()
        self._check_extras()

    def _check_posts(self) -> None:
        check_count(self.post_bands, _("Posts"), least=1, most=MOST_LINES)
        check_names([post for post, _band in self.post_bands], _("Job post"))
        for post, band in self.post_bands:
            if band not in self.bands:
                raise InputError(
                    _("Post {post}: the grid has no band “{band}”.").format(post=post, band=band)
                )

    def _check_extras(self) -> None:
        check_count(self.coefficients, _("Performance marks"), least=0, most=100)
        check_names([mark for mark, _factor in self.coefficients], _("Performance mark"))
        for mark, factor in self.coefficients:
            what = _("Coefficient of {name}").format(name=mark)
            check_decimal(factor, what, places=4, lowest=ZERO, highest=Decimal(100))
        check_count(self.allowances, _("Allowances"), least=0, most=MOST_LINES)
        for group in AllowanceGroup:
            keys = [item.key for item in self.allowances if item.group is group]
            check_names(keys, _("Allowance"))


@dataclass(frozen=True)
class NumberTerm:
    """A term that is one number: days of leave, a percentage, an amount.

    Attributes:
        value: 4 decimals.
        unit: What is counted, such as 天 or 元/月.
    """

    value: Decimal
    unit: str

    def __post_init__(self) -> None:
        check_decimal(
            self.value,
            _("Value of the term"),
            places=4,
            lowest=-LARGEST_NUMBER,
            highest=LARGEST_NUMBER,
        )
        check_name(self.unit, _("Unit"))


@dataclass(frozen=True)
class TextTerm:
    """A term in words, of one or more lines."""

    text: str

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise InputError(_("The text of the term is missing."))
        if len(self.text) > LONGEST_TERM_TEXT:
            sentence = _("The text of the term is longer than {longest} characters.")
            raise InputError(sentence.format(longest=LONGEST_TERM_TEXT))
        if any(line != plain_text(line) for line in self.text.replace("\t", " ").split("\n")):
            raise InputError(_("The text of the term has control characters."))


Terms = RateTable | CommissionSchedule | WageGrid | NumberTerm | TextTerm


def subject_of(terms: Terms) -> Subject:
    """Return the subject that these terms belong to."""
    match terms:
        case RateTable():
            return Subject.PIECE_RATES
        case CommissionSchedule():
            return Subject.COMMISSION_SHARES
        case WageGrid():
            return Subject.SKILL_GRADE_WAGES
        case NumberTerm():
            return Subject.NUMBER
        case TextTerm():
            return Subject.TEXT


def _check_ladder(ends: Sequence[Decimal | None], what: str) -> None:
    """Refuse ends that do not rise, or a ladder whose last step ends."""
    check_count(ends, what, least=1, most=MOST_TIERS)
    bounds = [end for end in ends[:-1] if end is not None]
    if ends[-1] is not None or len(bounds) != len(ends) - 1:
        raise InputError(_("{what}: the last tier, and only it, has no end.").format(what=what))
    if any(low >= high for low, high in pairwise(bounds)):
        raise InputError(_("{what}: the ends of the tiers must rise.").format(what=what))
