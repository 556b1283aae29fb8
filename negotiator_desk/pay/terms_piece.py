"""Terms of piece rates: what one unit of each operation pays."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from negotiator_desk.i18n import _
from negotiator_desk.pay.checks import (
    MOST_LINES,
    NOTHING,
    ZERO,
    check_amount,
    check_count,
    check_decimal,
    check_name,
    check_names,
    check_whole,
)

LARGEST_RATE = Decimal(10_000)
"""Yuan per unit; anything above is mistyped."""


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
class UnitAllowance:
    """What a unit made under harder conditions pays on top of its rate, such as 无电梯 or 高温.

    Attributes:
        difficulty: Building type or difficulty as the output records write it.
        amount: Yuan a unit, 4 decimals; overtime is paid on rate and allowance together.
        counts_towards_minimum: False for what N-MW 12 leaves out of the minimum wage: shifts at
            noon or night, heat, cold, work underground, poisonous or harmful work.
    """

    difficulty: str
    amount: Decimal
    counts_towards_minimum: bool = True

    def __post_init__(self) -> None:
        check_name(self.difficulty, _("Building type or difficulty"))
        what = _("Allowance {name}").format(name=self.difficulty)
        check_decimal(self.amount, what, places=4, lowest=ZERO, highest=LARGEST_RATE)


@dataclass(frozen=True)
class RateTable:
    """Piece rates: what one unit of each operation pays.

    Attributes:
        unit: What is counted, such as 件.
        monthly_guarantee: Least yuan a month for statutory hours; overtime is on top. 0 = none.
        overtime_percents: Percent of the rate paid for units made in overtime on working days, rest
            days and statutory holidays; at least 150, 200, 300 by law (LL94 44, N-WP 13), which is
            checked by the rules and not here: a side may offer anything.
        allowances: Added to the rate of units made under a difficulty; one not named adds nothing.
    """

    rates: tuple[PieceRate, ...]
    unit: str = "件"
    monthly_guarantee: Decimal = NOTHING
    overtime_percents: tuple[int, int, int] = (150, 200, 300)
    allowances: tuple[UnitAllowance, ...] = ()

    def __post_init__(self) -> None:
        check_count(self.rates, _("Rate table"), least=1, most=MOST_LINES)
        check_names([rate.operation for rate in self.rates], _("Operation"))
        check_name(self.unit, _("Unit"))
        check_amount(self.monthly_guarantee, _("Monthly guarantee"))
        for percent in self.overtime_percents:
            check_whole(percent, _("Overtime percent"), lowest=100, highest=1_000)
        check_count(self.allowances, _("Allowances"), least=0, most=MOST_LINES)
        difficulties = [item.difficulty for item in self.allowances]
        check_names(difficulties, _("Building type or difficulty"))
