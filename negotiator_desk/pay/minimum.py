"""Who would be paid less than the minimum wage, for each tier of areas.

    below = a worker with a month whose counted pay is below the area's monthly minimum

Counted pay leaves out pay for overtime and the allowances that N-MW 12 excludes. The monthly
minimum is for full-time work (N-MW 5), and every month is compared as a full one: records do not
say who joined, left or was away. Comparisons are of whole fen; the share alone is rounded, to four
decimals.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from negotiator_desk.i18n import _
from negotiator_desk.pay.arithmetic import divide_rounded_whole, scaled, yuan
from negotiator_desk.pay.basis import AreaMinimum, Basis, Formula, LegalFigures
from negotiator_desk.pay.checks import check_amount
from negotiator_desk.pay.result import Pay

_SHARE_STEPS = 10_000


@dataclass(frozen=True)
class AreaResult:
    """How pay stands against the minimum wage of one tier of areas.

    Attributes:
        basis: Its `monthly_minimum` is the area's.
        workers: All workers with facts.
        below: Workers with a month below it.
        share: `below` as a part of all workers, four decimals; None without workers.
        months: Months of all workers together.
        months_below: Those of them below it.
        lowest: Counted pay of the lowest month, yuan; None without workers.
        lowest_worker: Whose month that is, the first in dataset order; "" without workers.
    """

    basis: Basis
    area: AreaMinimum
    workers: int
    below: int
    share: Decimal | None
    months: int
    months_below: int
    lowest: Decimal | None
    lowest_worker: str


def below_minimum_by_area(pay: Pay, basis: Basis, law: LegalFigures) -> tuple[AreaResult, ...]:
    """Return how pay stands against each area's minimum wage, the highest first.

    Args:
        pay: What terms pay.
        basis: The basis of that pay.
        law: Its minimum wages; with none the answer is empty.

    Raises:
        InputError: A minimum wage cannot be used.
        ValueError: The basis is of another rule pack: a mistake of ours.
    """
    if basis.rule_pack != law.rule_pack:
        raise ValueError("the basis is of another rule pack")
    counted = pay.counted
    workers = len(pay.runs.workers)
    place = int(counted.argmin()) if len(counted) else None
    lowest = None if place is None else yuan(int(counted[place]))
    whose = "" if place is None else pay.runs.workers[int(pay.runs.worker[place])]
    found = []
    for area in law.minimum_wages:
        check_amount(area.monthly, _("Monthly minimum wage"))
        low = counted < scaled(area.monthly, 2)
        below = int(np.logical_or.reduceat(low, pay.runs.first_run).sum()) if workers else 0
        found.append(
            AreaResult(
                basis=replace(basis, formula=Formula.MINIMUM_WAGE, monthly_minimum=area.monthly),
                area=area,
                workers=workers,
                below=below,
                share=_share(below, workers),
                months=len(counted),
                months_below=int(low.sum()),
                lowest=lowest,
                lowest_worker=whose,
            )
        )
    return tuple(found)


def _share(part: int, whole: int) -> Decimal | None:
    if not whole:
        return None
    steps = divide_rounded_whole(part * _SHARE_STEPS, whole)
    return Decimal(steps).scaleb(-4)
