"""Who is there in each replayed month, and what each is paid in it, by whole fen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.pay.arithmetic import Whole, exact_sum
from negotiator_desk.pay.costing import MONTHS_OF_YEAR
from negotiator_desk.pay.fields import MISSING
from negotiator_desk.pay.stress_months import RepeatedMonth


@dataclass(frozen=True, eq=False)
class Staff:
    """Everyone who is there at some time; workers of the records first, then joiners.

    Attributes:
        like: Place in the dataset of the worker whose work each repeats.
        first: Month from which each is there, from 0.
        last: Month after which each is gone.
    """

    like: Whole
    first: Whole
    last: Whole

    @classmethod
    def of(cls, workers: int, joiners: Sequence[int], leavers: Sequence[int]) -> Staff:
        """Return the staff of the records with those who come and go.

        Args:
            workers: Those of the records.
            joiners: Who join with each month; likewise `leavers`, who leave after it.

        Raises:
            InputError: More leave than are there, or nobody is there to work like.
        """
        coming = sum(joiners)
        if coming and not workers:
            raise InputError(_("Nobody can join: the records have no worker to work like."))
        like = np.arange(workers + coming, dtype=np.int64)
        if coming:
            like[workers:] = np.arange(coming) % workers
        months = np.arange(MONTHS_OF_YEAR, dtype=np.int64)
        first = np.concatenate((np.zeros(workers, dtype=np.int64), np.repeat(months, joiners)))
        last = np.full(len(like), MONTHS_OF_YEAR - 1, dtype=np.int64)
        gone, ever = 0, workers
        for month, (come, leave) in enumerate(zip(joiners, leavers, strict=True)):
            ever += come
            if gone + leave > ever:
                raise InputError(
                    _(
                        "After month {month} more workers leave ({count}) than are there ({there})."
                    ).format(month=month + 1, count=leave, there=ever - gone)
                )
            # Whoever has been there longest leaves first, and the staff is in that order.
            last[gone : gone + leave] = month
            gone += leave
        return cls(like, first, last)


@dataclass
class MonthTotal:
    """One replayed month of everyone together, amounts in fen."""

    workers: int = 0
    orders: int = 0
    turnover: int = 0
    earned: int = 0
    pay: int = 0


@dataclass(frozen=True, eq=False)
class Below:
    """Who is paid less than the minimum wage, and when.

    Attributes:
        of_month: How many, month by month.
        months_below: How many of the staff have 0, 1, … 12 months below it; who is never at work
            is left out.
        months: Of each of the staff, how many months are at work; likewise `below` those below it.
        lowest: Counted pay of each one's lowest month, fen; of no meaning without a month.
        lowest_month: Which month that is, from 0; the first of equal ones.
    """

    of_month: tuple[int, ...]
    months_below: tuple[int, ...]
    months: Whole
    below: Whole
    lowest: Whole
    lowest_month: Whole


class Ledger:
    """What everyone of the staff is paid, month by month.

    Attributes:
        totals: Of each month, from the first.
    """

    def __init__(self, staff: Staff) -> None:
        people = len(staff.like)
        self.totals = [MonthTotal() for _month in range(MONTHS_OF_YEAR)]
        self._staff = staff
        self._counted = np.full((MONTHS_OF_YEAR, people), MISSING, dtype=np.int64)
        self._owed = np.zeros(people, dtype=np.int64)
        self._owed_from = np.zeros(people, dtype=np.int64)

    def add(self, place: int, month: RepeatedMonth) -> None:
        """Pay a month to everyone who is there and at work in it, after the months before it.

        Raises:
            InputError: The sums are too large to be exact.
        """
        people, entry = self._at_work(place, month)
        returned = self._owed[people]
        total = self.totals[place]
        total.workers = len(people)
        total.orders = exact_sum(month.orders[entry])
        total.turnover = exact_sum(month.turnover[entry])
        total.earned = exact_sum(month.earned[entry])
        total.pay = exact_sum(month.paid[entry]) + exact_sum(returned)
        self._counted[place, people] = month.counted[entry] + returned
        self._owed[people] = month.excess[entry]
        self._owed_from[people] = place

    def settle(self) -> None:
        """Count what is still owed after the last month in the month it arose from."""
        for place, total in enumerate(self.totals):
            people = np.flatnonzero((self._owed > 0) & (self._owed_from == place))
            total.pay += exact_sum(self._owed[people])
            self._counted[place, people] += self._owed[people]
        self._owed[:] = 0

    def below(self, minimum: int) -> Below:
        """Return who is paid less than `minimum` fen in a month."""
        at_work = self._counted != MISSING
        is_below = at_work & (self._counted < minimum)
        months, below = _count(at_work), _count(is_below)
        counted = np.where(at_work, self._counted, np.iinfo(np.int64).max)
        of_people = np.bincount(below[months > 0], minlength=MONTHS_OF_YEAR + 1)
        return Below(
            of_month=tuple(is_below.sum(axis=1).tolist()),
            months_below=tuple(of_people.tolist()),
            months=months,
            below=below,
            lowest=counted.min(axis=0),
            lowest_month=counted.argmin(axis=0).astype(np.int64),
        )

    def _at_work(self, place: int, month: RepeatedMonth) -> tuple[Whole, Whole]:
        """Return who of the staff is at work, and the entry of the month that each repeats."""
        staff = self._staff
        number = np.full(int(staff.like.max(initial=-1)) + 1, MISSING, dtype=np.int64)
        number[month.workers] = np.arange(len(month.workers))
        entry = number[staff.like]
        entry[(place < staff.first) | (staff.last < place)] = MISSING
        people = np.flatnonzero(entry != MISSING).astype(np.int64)
        return people, entry[people]


def _count(marks: npt.NDArray[np.bool_]) -> Whole:
    """Return how many months of each of the staff are marked."""
    counts: Whole = marks.sum(axis=0, dtype=np.int64)
    return counts
