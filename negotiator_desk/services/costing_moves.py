"""What the costing page shows besides a picture: who gains at once, and the cost of each step.

Like `costing_pictures`, all of it is worked out from the sheet alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from negotiator_desk.errors import InputError
from negotiator_desk.pay.arithmetic import yuan
from negotiator_desk.pay.cells import cells
from negotiator_desk.pay.costing import cost_of_one_unit
from negotiator_desk.pay.gains import GainBoard
from negotiator_desk.pay.minimum import AreaResult
from negotiator_desk.pay.terms import Terms
from negotiator_desk.services.costing_pictures import (
    Picture,
    gain_board,
    minimum_by_area,
    picture,
)
from negotiator_desk.services.costing_sheets import CostingSheet


@dataclass(frozen=True, eq=False)
class Moving:
    """A picture and what is read off it while a value moves.

    Attributes:
        least_gain: Yuan a month of whoever gains least; None without workers or a comparison.
        losing: Workers paid less than before; None without a comparison.
        gaining: Workers paid more than before; None without a comparison.
        areas: How pay stands against each area's minimum wage, the highest first.
        board: Who gains; None unless it was asked for.
    """

    picture: Picture
    least_gain: Decimal | None
    losing: int | None
    gaining: int | None
    areas: tuple[AreaResult, ...]
    board: GainBoard | None


@dataclass(frozen=True)
class Person:
    """One worker of a sheet, as the records have them; `name` and `group` may be ""."""

    worker: str
    name: str
    group: str

    @property
    def title(self) -> str:
        """Number and name."""
        return f"{self.worker} {self.name}".strip()


def moving(
    sheet: CostingSheet, terms: Terms, *, edges: Sequence[int] = (), with_board: bool = False
) -> Moving:
    """Return the picture of terms and what follows a moving hand with it.

    Args:
        edges: Of the picture before, so that its bars stay where they are.
        with_board: Whether who gains is in view.

    Raises:
        InputError: The terms cannot be costed on the sheet's facts.
    """
    seen = picture(sheet, terms, edges=edges)
    least = losing = gaining = None
    if seen.before is not None:
        gains = seen.after - seen.before
        least = yuan(int(gains.min())) if len(gains) else None
        losing, gaining = int((gains < 0).sum()), int((gains > 0).sum())
    return Moving(
        picture=seen,
        least_gain=least,
        losing=losing,
        gaining=gaining,
        areas=minimum_by_area(sheet, terms),
        board=gain_board(sheet, terms) if with_board else None,
    )


def step_costs(
    sheet: CostingSheet,
    terms: Terms,
    *,
    is_cancelled: Callable[[], bool] | None = None,
    on_part: Callable[[float], None] | None = None,
) -> dict[str, Decimal] | None:
    """Return what one more step of each value costs, in yuan a year, by the cell's key.

    A value that is at its bound, or holds words, is left out.

    Args:
        is_cancelled: Asked before each value; once it is true there is no answer.
        on_part: Told how much is done, 0 to 1.

    Raises:
        InputError: The terms cannot be costed on the sheet's facts.
    """
    found: dict[str, Decimal] = {}
    values = [one for one in cells(terms) if not isinstance(one.value, str)]
    picture(sheet, terms)  # says so if they cannot be costed at all
    for number, one in enumerate(values):
        if is_cancelled is not None and is_cancelled():
            return None
        if on_part is not None:
            on_part(number / len(values))
        try:
            unit = cost_of_one_unit(sheet.facts, terms, one.key, law=sheet.law)
        except InputError:
            continue  # one more step is not allowed: the value is at its bound
        found[one.key] = unit.yearly
    return found


def mean_heads(sheet: CostingSheet) -> int:
    """Return how many workers an average month of the records has, rounded up."""
    facts = sheet.facts
    return -(-len(facts.worker_months.worker) // max(facts.months, 1))


def people(sheet: CostingSheet) -> tuple[Person, ...]:
    """Return the sheet's workers in the order of its pictures."""
    facts = sheet.facts
    return tuple(
        Person(worker, name, group)
        for worker, name, group in zip(
            facts.worker_months.workers,
            facts.first_texts("name"),
            facts.first_texts("group"),
            strict=True,
        )
    )
