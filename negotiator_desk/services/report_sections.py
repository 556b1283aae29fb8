"""The sections of a report, each from one result of `pay` on one costing sheet.

Whatever names a person is left out here unless it is asked for; groups of fewer than three workers
are put together whoever asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from negotiator_desk.drafting.report_sections import (
    AreaLine,
    FlagLine,
    GainFigures,
    GradeLine,
    GroupLine,
    GroupTable,
    MinimumTable,
    TermRow,
    TermTable,
    Totals,
    UnitLine,
    UnitTable,
    WhoGains,
    WorkerLine,
)
from negotiator_desk.errors import InputError
from negotiator_desk.pay.arithmetic import divide_rounded_whole, scaled, yuan
from negotiator_desk.pay.basis import Formula, basis_of
from negotiator_desk.pay.cell import Cell
from negotiator_desk.pay.cells import cells
from negotiator_desk.pay.costing import Costing, WorkerPay, comparison, cost_of_one_unit, worker_pay
from negotiator_desk.pay.fairness import shareable
from negotiator_desk.pay.gains import Gains, Spread
from negotiator_desk.pay.minimum import below_minimum_by_area
from negotiator_desk.pay.term_result import Line, TermPart, line_value
from negotiator_desk.pay.terms import Terms, WageGrid
from negotiator_desk.services.costing_pictures import (
    gain_board,
    minimum_by_area,
    term_costing,
)
from negotiator_desk.services.costing_sheets import CostingSheet

MOST_UNITS = 200
"""Numbers of the terms whose cost of one unit is worked out; each costs everything once more."""

_WITHOUT_STEP = ("points:", "least:")
"""How cells of a job evaluation begin: a step of theirs moves posts between bands, not pay."""


def totals(
    sheet: CostingSheet, costing: Costing, workers: Sequence[WorkerPay], before: Spread | None
) -> Totals:
    """Return what all pay comes to.

    Args:
        before: How present pay is spread; None where nothing is compared with.
    """
    difference = costing.yearly_difference
    known = [worker.before for worker in workers if worker.before is not None]
    _compared_with, present = comparison(sheet.facts, sheet.present)
    monthly, items = None, None
    if present is not None:
        monthly = yuan(divide_rounded_whole(present.total, max(sheet.facts.months, 1)))
        items = sheet.present.yearly_total if isinstance(sheet.present, WageGrid) else yuan(0)
    return Totals(
        formula=costing.basis.formula,
        monthly_before=monthly,
        monthly_after=costing.monthly_total,
        yearly_before=None if difference is None else costing.yearly_total - difference,
        yearly_after=costing.yearly_total,
        items_before=items,
        items_after=costing.yearly_items,
        mean_before=None if before is None else _mean(known),
        mean_after=_mean([worker.after for worker in workers]),
        lowest_before=None if before is None else before.least,
        lowest_after=costing.lowest,
        median_before=None if before is None else before.median,
        median_after=costing.median,
        highest_before=None if before is None else before.greatest,
        highest_after=costing.highest,
    )


def gain_figures(gains: Gains, workers: Sequence[WorkerPay]) -> GainFigures:
    """Return how workers' pay moves."""
    compared = [(one.before, one.after) for one in workers if one.before is not None]
    nothing = (yuan(0), yuan(0))
    poorest_before, poorest_after = min(compared, default=nothing, key=lambda one: one[0])
    spread = gains.spread
    return GainFigures(
        formula=Formula.WHO_GAINS,
        mean=_mean([after - before for before, after in compared]),
        quantiles=(
            (0, spread.least),
            (10, spread.p10),
            (25, spread.p25),
            (50, spread.median),
            (75, spread.p75),
            (90, spread.p90),
            (100, spread.greatest),
        ),
        gaining=gains.gaining,
        staying=gains.staying,
        losing=gains.losing,
        poorest_before=poorest_before,
        poorest_after=poorest_after,
    )


def who_gains(sheet: CostingSheet, terms: Terms) -> WhoGains:
    """Return who gains group by group, as both sides may see it."""
    board = shareable(gain_board(sheet, terms))
    return WhoGains(
        formula=board.basis.formula,
        tables=tuple(
            GroupTable(
                dimension=item.dimension,
                groups=tuple(
                    GroupLine(
                        name=row.name,
                        kind=row.kind,
                        workers=row.workers,
                        mean_before=row.mean_before,
                        mean_after=row.mean_after,
                        mean_gain=row.mean_gain,
                        least_gain=row.least_gain,
                        losing=row.losing,
                    )
                    for row in item.groups
                ),
                gap_before=None if item.gap_before is None else item.gap_before.percent,
                gap_after=None if item.gap_after is None else item.gap_after.percent,
            )
            for item in board.dimensions
        ),
        steps=tuple(
            GradeLine(step.lower.name, step.higher.name, step.before, step.after, step.is_inverted)
            for step in board.compression
        ),
        flags=tuple(
            FlagLine(
                kind=flag.kind,
                dimension=flag.dimension,
                groups=tuple((row.name, row.kind) for row in flag.groups),
                workers=flag.workers,
            )
            for flag in board.flags
        ),
    )


def minimum_table(sheet: CostingSheet, terms: Terms) -> MinimumTable:
    """Return who is below the minimum wage, before and after."""
    after = minimum_by_area(sheet, terms)
    _compared_with, present = comparison(sheet.facts, sheet.present)
    before: Sequence[int | None] = [None] * len(after)
    if present is not None:
        # Recorded pay is of no terms; the basis names those that it is compared with.
        basis = basis_of(sheet.facts, sheet.present or terms, sheet.law)
        found = below_minimum_by_area(present, basis, sheet.law)
        before = [area.below for area in found]
    return MinimumTable(
        formula=Formula.MINIMUM_WAGE,
        areas=tuple(
            AreaLine(
                areas=one.area.areas,
                monthly=one.area.monthly,
                source=one.area.source,
                workers=one.workers,
                below_before=was,
                below_after=one.below,
                months=one.months,
                months_below=one.months_below,
                lowest=one.lowest,
            )
            for one, was in zip(after, before, strict=True)
        ),
    )


def term_table(sheet: CostingSheet, terms: Terms) -> TermTable:
    """Return what the contract years cost.

    Raises:
        InputError: What is assumed about the term does not suit the terms or the facts.
    """
    found = term_costing(sheet, terms)
    parts: tuple[TermPart, ...] = (*found.years, found.term)
    present = found.term.present
    rows = []
    for line in Line:
        if line is Line.ON_COSTS:
            for place, (name, _amount) in enumerate(found.term.lines.on_costs):
                values = tuple(part.lines.on_costs[place][1] for part in parts)
                rows.append(TermRow(line, name, values))
        rows.append(TermRow(line, "", tuple(line_value(part, line) for part in parts)))
    return TermTable(
        formula=found.basis.formula,
        months=tuple(part.months for part in parts),
        heads=tuple(part.heads for part in parts),
        hours=tuple(part.hours for part in parts),
        rows=tuple(rows),
        difference_without=tuple(part.difference_without_progression for part in parts),
        present_on_costs=None if present is None else present.on_costs_total,
        present_progression=None if present is None else present.progression,
        notes=found.notes,
    )


def unit_table(sheet: CostingSheet, terms: Terms) -> UnitTable:
    """Return what one step more costs in each number of the terms."""
    numbers = [
        one
        for one in cells(terms)
        if not isinstance(one.value, str) and not one.key.startswith(_WITHOUT_STEP)
    ]
    shown = numbers[:MOST_UNITS]
    return UnitTable(
        formula=Formula.ONE_UNIT,
        lines=tuple(UnitLine(one.key, _one_unit(sheet, terms, one)) for one in shown),
        left_out=len(numbers) - len(shown),
    )


def pay_of_workers(sheet: CostingSheet, terms: Terms) -> tuple[WorkerPay, ...]:
    """Return each worker's pay before and after, in dataset order."""
    return worker_pay(sheet.facts, terms, sheet.present, law=sheet.law).workers


def worker_lines(
    workers: Sequence[WorkerPay], *, with_names: bool
) -> tuple[tuple[WorkerLine, ...], tuple[str, ...]]:
    """Return a line for each worker, and what each worker is called, in dataset order.

    Without names, workers are counted from the lowest present pay, so that the order of the data
    tells nothing.
    """
    if with_names:
        lines = tuple(
            WorkerLine(one.worker, one.name, one.group, one.before, one.after) for one in workers
        )
        return lines, tuple(one.worker for one in workers)

    def rank(place: int) -> tuple[Decimal, Decimal]:
        one = workers[place]
        return (one.after if one.before is None else one.before, one.after)

    order = sorted(range(len(workers)), key=rank)
    numbers = [""] * len(workers)
    for number, place in enumerate(order, start=1):
        numbers[place] = str(number)
    lines = tuple(
        WorkerLine("", "", "", workers[place].before, workers[place].after) for place in order
    )
    return lines, tuple(numbers)


def _one_unit(sheet: CostingSheet, terms: Terms, one: Cell) -> Decimal | None:
    """Return what one step more costs; None where the terms refuse the step."""
    try:
        return cost_of_one_unit(sheet.facts, terms, one.key, law=sheet.law).yearly
    except InputError:
        return None


def _mean(amounts: Sequence[Decimal]) -> Decimal:
    """Return the mean, rounded to the fen; 0 of nothing."""
    total = sum((scaled(amount, 2) for amount in amounts), 0)
    return yuan(divide_rounded_whole(total, max(len(amounts), 1)))
