"""Twelve months replayed with a season, joiners and leavers: what terms pay and cost then.

Replayed month i (from 0) repeats month i mod N of the N months on record, in order of time, with
the season's factor of that month (`stress_months`). Months of which nothing is on record are passed
over.

Joiners work like the workers of the records, taken round in dataset order and going on where the
joiners before them ended: joiner j like worker j mod the number of workers, from the month in which
they join. Leavers go after a month, whoever has been there longest first: workers of the records in
dataset order, then joiners in the order in which they came. Each has the orders, or the output, of
the worker on record in the months in which that worker has any.

    pay of a month    as the terms have it, with the excess of the worker's month before
    below minimum     pay that counts towards the minimum wage < highest area's monthly minimum
    share             (turnover − earned) ÷ turnover;  earned: without deductions, with the excess
                      in the month that it arose from
    yearly cost       Σ pay of the twelve months; without the season: all factors 1, joiners and
                      leavers the same

The excess of the monthly cap is carried to the worker's next replayed month; at the end, or when
the worker leaves, it is owed all the same and counted in the month it arose, as in `commissions`.
With factors of 1 and twelve months on record the replay is the ordinary costing. Every month is
compared with the minimum wage as a full one. Only shares are rounded here, to four decimals, halves
away from zero. Yardstick C25; source of the caps: `commissions`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np

from negotiator_desk.i18n import _
from negotiator_desk.pay.arithmetic import RATIO_ONE, divide_rounded_whole, scaled, yuan
from negotiator_desk.pay.basis import Basis, Formula, LegalFigures, basis_of
from negotiator_desk.pay.checks import (
    NOTHING,
    ONE,
    ZERO,
    check_amount,
    check_count,
    check_decimal,
    check_whole,
)
from negotiator_desk.pay.costing import MONTHS_OF_YEAR
from negotiator_desk.pay.dataset import Dataset, DatasetKind
from negotiator_desk.pay.fields import month_start
from negotiator_desk.pay.result import require_kind
from negotiator_desk.pay.stress_ledger import Below, Ledger, MonthTotal, Staff
from negotiator_desk.pay.stress_months import RepeatedMonth, repeat_month
from negotiator_desk.pay.terms import CommissionSchedule, RateTable

LARGEST_FACTOR = Decimal(10)
"""A month with more than ten times the work is mistyped."""

MOST_COMING = 10_000
"""Workers that can join, or leave, in one month."""

WORST = 20
"""Workers listed as those with the most months below the minimum wage."""


@dataclass(frozen=True)
class Season:
    """How much work each of the twelve months has, against the month on record.

    Attributes:
        factors: Twelve, 0 to 10, 4 decimals: 0.6000 is six tenths of the orders.
    """

    factors: tuple[Decimal, ...] = (ONE,) * MONTHS_OF_YEAR

    def __post_init__(self) -> None:
        check_count(
            self.factors, _("Months of the season"), least=MONTHS_OF_YEAR, most=MONTHS_OF_YEAR
        )
        for factor in self.factors:
            check_decimal(
                factor, _("Factor of a month"), places=4, lowest=ZERO, highest=LARGEST_FACTOR
            )


@dataclass(frozen=True)
class Movement:
    """Who comes and who goes.

    Attributes:
        joiners: Workers who join with each of the twelve months, 0 to 10,000.
        leavers: Workers who leave after each of them, 0 to 10,000.
    """

    joiners: tuple[int, ...] = (0,) * MONTHS_OF_YEAR
    leavers: tuple[int, ...] = (0,) * MONTHS_OF_YEAR

    def __post_init__(self) -> None:
        for counts, what in ((self.joiners, _("Joiners")), (self.leavers, _("Leavers"))):
            check_count(counts, what, least=MONTHS_OF_YEAR, most=MONTHS_OF_YEAR)
            for count in counts:
                check_whole(count, what, lowest=0, highest=MOST_COMING)


@dataclass(frozen=True)
class StressMonth:
    """One replayed month, amounts in yuan.

    Attributes:
        number: From 1.
        repeats: The month on record, its first day; None without records.
        workers: At work in it.
        orders: None for output, which has none; likewise `turnover`.
        earned: What its work comes to, whenever it is paid.
        pay: What is paid in it.
        share: The platform's, 4 decimals; None without turnover.
        below_minimum: Workers paid less than the minimum wage; None if that is not known.
    """

    number: int
    repeats: date | None
    factor: Decimal
    workers: int
    orders: int | None
    turnover: Decimal | None
    earned: Decimal
    pay: Decimal
    share: Decimal | None
    below_minimum: int | None


@dataclass(frozen=True)
class StressedWorker:
    """How one worker fares.

    Attributes:
        worker: Number on record; of a joiner, that of the worker whose work is repeated.
        joined: Month in which a joiner joins, from 1; None = on record.
        months: Months at work.
        below: Those of them below the minimum wage.
        lowest: Yuan of the lowest month that count towards the minimum wage.
        lowest_month: Which month that is, from 1; the first of equal ones.
    """

    worker: str
    joined: int | None
    months: int
    below: int
    lowest: Decimal
    lowest_month: int


@dataclass(frozen=True)
class StressReplay:
    """What terms pay and cost over twelve replayed months.

    Attributes:
        months: Twelve.
        yearly_cost: Yuan paid in the twelve months.
        without_season: The same with all factors 1.
        months_below: How many workers have 0, 1, … 12 months below the minimum wage; empty if it
            is not known.
        worst: Workers with the most months below it, at most `WORST`; of equal ones the lowest
            month first, then in the order of the records and of joining.
    """

    basis: Basis
    season: Season
    movement: Movement
    months: tuple[StressMonth, ...]
    yearly_cost: Decimal
    without_season: Decimal
    months_below: tuple[int, ...]
    worst: tuple[StressedWorker, ...]

    @property
    def lowest_month(self) -> StressMonth:
        """The month in which least is paid; the first of equal ones."""
        return min(self.months, key=lambda month: month.pay)


def replay(
    dataset: Dataset,
    terms: CommissionSchedule | RateTable,
    season: Season,
    movement: Movement,
    law: LegalFigures,
    on_month: Callable[[int], None] | None = None,
) -> StressReplay:
    """Replay twelve months on the records.

    Args:
        law: Its highest monthly minimum wage is what pay is held against.
        on_month: Told the number of each month, from 1, before it is worked out. What it raises
            ends the replay.

    Raises:
        InputError: The terms cannot be costed on this dataset, a month would have more orders than
            a dataset may have, more workers leave than are there, or workers join although the
            records have none.
    """
    by_order = isinstance(terms, CommissionSchedule)
    require_kind(dataset, DatasetKind.ORDERS if by_order else DatasetKind.OUTPUT)
    minimum = None
    if law.monthly_minimum is not None:
        check_amount(law.monthly_minimum, _("Monthly minimum wage"))
        minimum = scaled(law.monthly_minimum, 2)
    staff = Staff.of(dataset.workers, movement.joiners, movement.leavers)
    on_record = np.unique(dataset.worker_months.month).tolist()
    repeated: dict[tuple[int, int], RepeatedMonth] = {}
    stressed, steady = Ledger(staff), Ledger(staff)
    for place, factor in enumerate(season.factors):
        if on_month is not None:
            on_month(place + 1)
        if on_record:
            month = on_record[place % len(on_record)]
            for ledger, times in ((stressed, scaled(factor, 4)), (steady, RATIO_ONE)):
                if (month, times) not in repeated:
                    repeated[month, times] = repeat_month(dataset, terms, month, times)
                ledger.add(place, repeated[month, times])
    stressed.settle()
    steady.settle()
    below = None if minimum is None else stressed.below(minimum)
    months = tuple(
        StressMonth(
            number=place + 1,
            repeats=month_start(on_record[place % len(on_record)]) if on_record else None,
            factor=factor,
            workers=total.workers,
            orders=total.orders if by_order else None,
            turnover=yuan(total.turnover) if by_order else None,
            earned=yuan(total.earned),
            pay=yuan(total.pay),
            share=_share(total),
            below_minimum=None if below is None else below.of_month[place],
        )
        for place, (factor, total) in enumerate(zip(season.factors, stressed.totals, strict=True))
    )
    return StressReplay(
        basis=basis_of(dataset, terms, law, formula=Formula.STRESS),
        season=season,
        movement=movement,
        months=months,
        yearly_cost=sum((month.pay for month in months), NOTHING),
        without_season=yuan(sum(total.pay for total in steady.totals)),
        months_below=() if below is None else below.months_below,
        worst=() if below is None else _worst(dataset, staff, below),
    )


def _share(total: MonthTotal) -> Decimal | None:
    if not total.turnover:
        return None
    taken = (total.turnover - total.earned) * RATIO_ONE
    return Decimal(divide_rounded_whole(taken, total.turnover)).scaleb(-4)


def _worst(dataset: Dataset, staff: Staff, below: Below) -> tuple[StressedWorker, ...]:
    """Return whoever has most months below the minimum wage."""
    low = np.flatnonzero(below.below)
    by_months_then_pay = np.lexsort((below.lowest[low], -below.below[low]))
    names = dataset.worker_months.workers
    return tuple(
        StressedWorker(
            worker=names[int(staff.like[person])],
            joined=None if person < len(names) else int(staff.first[person]) + 1,
            months=int(below.months[person]),
            below=int(below.below[person]),
            lowest=yuan(int(below.lowest[person])),
            lowest_month=int(below.lowest_month[person]) + 1,
        )
        for person in low[by_months_then_pay[:WORST]].tolist()
    )
