"""What is assumed about the years of a contract: not in the records, but entered.

The defaults assume nothing: one year, the whole increase from its first month, no on-costs, steady
prices, steady output, nobody joins, leaves or moves up.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.money import round_to
from negotiator_desk.pay.checks import (
    NOTHING,
    ONE,
    ZERO,
    check_amount,
    check_count,
    check_decimal,
    check_name,
    check_names,
    check_ratio,
    check_whole,
)
from negotiator_desk.pay.quality import Quality

MONTHS_OF_YEAR = 12

LONGEST_TERM = 60
"""Months of a contract's term; five contract years."""

MOST_HEADS = 1_000_000
"""Workers who can join or leave in one year; anything above is mistyped."""

STEP = Decimal("0.0001")
"""The smallest step of a ratio or factor."""

WORKING_HOURS = 248 * 8
"""Statutory working hours of one worker and year: 365 − 104 − 13 days of 8 hours (N-2175)."""


@dataclass(frozen=True)
class OnCost:
    """What the employer pays on top of a worker's pay, as a part of it.

    Rates and base limits differ by place and year; none is known to the program.

    Attributes:
        name: Such as 社会保险 (单位部分), 住房公积金 or 工会经费.
        rate: Part of the base, 4 decimals: 0.1600 is 16 %.
        base_least: Yuan a month that the base is at least; None = no limit.
        base_most: Yuan a month that the base is at most; None = no limit.
    """

    name: str
    rate: Decimal
    base_least: Decimal | None = None
    base_most: Decimal | None = None

    def __post_init__(self) -> None:
        check_name(self.name, _("On-cost"))
        check_ratio(self.rate, _("Contribution rate of {name}").format(name=self.name))
        if self.base_least is not None:
            check_amount(self.base_least, _("Least base of {name}").format(name=self.name))
        if self.base_most is not None:
            check_amount(self.base_most, _("Largest base of {name}").format(name=self.name))
            if self.base_least is not None and self.base_least > self.base_most:
                raise InputError(
                    _("{name}: the least base is above the largest.").format(name=self.name)
                )


@dataclass(frozen=True)
class CostOfLiving:
    """A clause that lets pay follow prices.

    Attributes:
        threshold: Rise of prices up to which nothing happens, 4 decimals: 0.0200 is 2 %.
        pass_through: Part of the rise above the threshold that pay follows, 4 decimals.
        cap: Largest adjustment of one year, 4 decimals; None = no cap.
        in_force: Whether the present terms have the same clause, so that it is in the comparison.
    """

    threshold: Decimal
    pass_through: Decimal
    cap: Decimal | None = None
    in_force: bool = False

    def __post_init__(self) -> None:
        check_ratio(self.threshold, _("Threshold of the cost-of-living clause"))
        check_ratio(self.pass_through, _("Pass-through of the cost-of-living clause"))
        if self.cap is not None:
            check_ratio(self.cap, _("Cap of the cost-of-living clause"))

    def adjustment(self, inflation: Decimal) -> Decimal:
        """Return by which part of itself pay rises after this rise of prices; never below 0."""
        adjusted = max(ZERO, inflation - self.threshold) * self.pass_through
        return adjusted if self.cap is None else min(adjusted, self.cap)


@dataclass(frozen=True)
class Promotion:
    """How many of a skill grade are expected to move one grade up each contract year.

    Attributes:
        share: Part of the grade's workers, 4 decimals.
    """

    grade: str
    share: Decimal

    def __post_init__(self) -> None:
        check_name(self.grade, _("Skill grade"))
        check_ratio(self.share, _("Share of {grade} that moves up").format(grade=self.grade))


@dataclass(frozen=True)
class Assumptions:
    """What is assumed about a contract's term.

    Every tuple that goes by year has one value for each contract year; an empty one is filled with
    values that assume nothing. A contract year has 12 months, the last what is left of the term.

    Attributes:
        months: Length of the term, 1 to 60.
        on_costs: What the employer pays on top of pay; empty = not entered.
        phase_in: Part of the difference to present pay that each year pays, 4 decimals, 0 to 1.
        inflation: Rise of prices that the adjustment at the start of each year follows, that is in
            the twelve months before it; 4 decimals, −1 to 1. The first is 0 where the first year's
            pay is agreed knowing them.
        cost_of_living: The clause that lets pay follow it; None = pay does not.
        joiners: Workers who join at the start of each year.
        leavers: Workers who leave at the start of each year.
        volume_growth: Growth of output or orders per worker in each year, on the year before; in
            the first, on the records; 4 decimals, −1 to 1. Piece rates and commission shares only.
        promotions: Expected moves up, skill-grade wages only; a grade not named does not move.
        hours_lost: Hours a year of each worker that the terms let be paid and not worked, 2
            decimals; below the 1,984 working hours of a year.
        facts_quality: How the records were come by; it widens every figure.
        assumptions_quality: How what is assumed here was come by; it widens the figures over the
            contract's term.
    """

    months: int = MONTHS_OF_YEAR
    on_costs: tuple[OnCost, ...] = ()
    phase_in: tuple[Decimal, ...] = ()
    inflation: tuple[Decimal, ...] = ()
    cost_of_living: CostOfLiving | None = None
    joiners: tuple[int, ...] = ()
    leavers: tuple[int, ...] = ()
    volume_growth: tuple[Decimal, ...] = ()
    promotions: tuple[Promotion, ...] = ()
    hours_lost: Decimal = NOTHING
    facts_quality: Quality = Quality.MEASURED
    assumptions_quality: Quality = Quality.MEASURED

    def __post_init__(self) -> None:
        check_whole(self.months, _("Months of the term"), lowest=1, highest=LONGEST_TERM)
        check_count(self.on_costs, _("On-costs"), least=0, most=20)
        check_names([item.name for item in self.on_costs], _("On-cost"))
        self._fill("phase_in", ONE)
        self._fill("inflation", ZERO)
        self._fill("joiners", 0)
        self._fill("leavers", 0)
        self._fill("volume_growth", ZERO)
        self._check_years()
        check_count(self.promotions, _("Promotions"), least=0, most=40)
        check_names([item.grade for item in self.promotions], _("Skill grade"))
        what = _("Hours paid and not worked")
        highest = Decimal(WORKING_HOURS) - Decimal("0.01")
        check_decimal(self.hours_lost, what, places=2, lowest=NOTHING, highest=highest)

    @property
    def years(self) -> int:
        """How many contract years the term has, a part of one included."""
        return -(-self.months // MONTHS_OF_YEAR)

    @property
    def year_months(self) -> tuple[int, ...]:
        """Months of each contract year."""
        last = self.months - MONTHS_OF_YEAR * (self.years - 1)
        return (*(MONTHS_OF_YEAR for _year in range(self.years - 1)), last)

    @property
    def volume_factors(self) -> tuple[Decimal, ...]:
        """Output of each year as a multiple of the records', rounded to 4 decimals once a year."""
        return _compounded(self.volume_growth)

    @property
    def cost_of_living_factors(self) -> tuple[Decimal, ...]:
        """What the clause multiplies each year's pay by, rounded to 4 decimals once a year."""
        clause = self.cost_of_living
        if clause is None:
            return (ONE,) * self.years
        return _compounded(tuple(clause.adjustment(rise) for rise in self.inflation))

    @property
    def heads_added(self) -> tuple[int, ...]:
        """How many workers more than in the records each year has; below 0 = fewer."""
        added, so_far = [], 0
        for come, go in zip(self.joiners, self.leavers, strict=True):
            so_far += come - go
            added.append(so_far)
        return tuple(added)

    def with_months(self, months: int) -> Assumptions:
        """Return the same assumptions for a term of another length.

        Years that fall away are cut off; new years have the last year's part of the increase and
        assume nothing else.
        """
        years = Assumptions(months).years

        def fit(values: tuple[Decimal, ...], more: Decimal) -> tuple[Decimal, ...]:
            return (*values, *(more for _year in range(years - len(values))))[:years]

        def fit_heads(values: tuple[int, ...]) -> tuple[int, ...]:
            return (*values, *(0 for _year in range(years - len(values))))[:years]

        return replace(
            self,
            months=months,
            phase_in=fit(self.phase_in, self.phase_in[-1]),
            inflation=fit(self.inflation, ZERO),
            joiners=fit_heads(self.joiners),
            leavers=fit_heads(self.leavers),
            volume_growth=fit(self.volume_growth, ZERO),
        )

    def _fill(self, name: str, value: Decimal | int) -> None:
        given = getattr(self, name)
        if not given:
            object.__setattr__(self, name, (value,) * self.years)
        elif len(given) != self.years:
            raise InputError(
                _(
                    "{name}: one value for each of {years} contract years is needed, not {count}."
                ).format(name=_year_names()[name], count=len(given), years=self.years)
            )

    def _check_years(self) -> None:
        names = _year_names()
        for part in self.phase_in:
            check_ratio(part, names["phase_in"])
        for name, rises in (("inflation", self.inflation), ("volume_growth", self.volume_growth)):
            for rise in rises:
                check_decimal(rise, names[name], places=4, lowest=-ONE, highest=ONE)
        for name, heads in (("joiners", self.joiners), ("leavers", self.leavers)):
            for count in heads:
                check_whole(count, names[name], lowest=0, highest=MOST_HEADS)


def front_loaded(years: int) -> tuple[Decimal, ...]:
    """Return a phase-in that pays the whole increase from the first year."""
    return (ONE,) * years


def even_steps(years: int) -> tuple[Decimal, ...]:
    """Return a phase-in of equal steps, rounded to 4 decimals: 0.3333, 0.6667, 1."""
    return tuple(round_to(Decimal(year) / years, STEP) for year in range(1, years + 1))


def back_loaded(years: int) -> tuple[Decimal, ...]:
    """Return a phase-in that pays the increase in the last year only."""
    return (*(ZERO for _year in range(years - 1)), ONE)


def _compounded(rises: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
    factors, factor = [], ONE
    for rise in rises:
        factor = round_to(factor * (1 + rise), STEP)
        factors.append(factor)
    return tuple(factors)


def _year_names() -> dict[str, str]:
    return {
        "phase_in": _("Part of the increase paid in a year"),
        "inflation": _("Rise of prices"),
        "joiners": _("Workers who join"),
        "leavers": _("Workers who leave"),
        "volume_growth": _("Growth of output"),
    }
