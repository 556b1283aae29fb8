"""Costing: what terms pay each worker and cost the employer, on a dataset.

With N months that have facts anywhere in the dataset (a roster: 1):

    monthly total      = round_fen(Σ pay ÷ N)
    yearly total       = round_fen(Σ pay × 12 ÷ N) + yearly items (awards, dividends, technology)
    yearly difference  = yearly total − yearly total of what it is compared with
    pay of a worker    = round_fen(Σ pay of the worker ÷ months in which the worker has facts)

Σ pay is a sum of whole fen. The yearly total comes from the sum itself, not from the rounded month:
twelve months of facts give exactly their sum. The comparison is with the present terms if they are
given, otherwise with what the records say was paid, if they say it for every row.

Employer on-costs and progression over the contract's years are not in these figures: see
`contract_term`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.pay import commissions, piece_rates, skill_grades
from negotiator_desk.pay.arithmetic import divide_rounded_whole, scaled, sum_runs, yuan
from negotiator_desk.pay.basis import Basis, ComparedWith, Formula, LegalFigures, basis_of
from negotiator_desk.pay.cells import cell, with_cell
from negotiator_desk.pay.checks import check_amount
from negotiator_desk.pay.dataset import Dataset
from negotiator_desk.pay.result import Pay
from negotiator_desk.pay.terms import (
    CommissionSchedule,
    NumberTerm,
    RateTable,
    Terms,
    TextTerm,
    WageGrid,
)

MONTHS_OF_YEAR = 12


@dataclass(frozen=True)
class Costing:
    """What terms cost on a dataset; amounts in yuan with two decimals.

    Attributes:
        months: Different months with facts, 1 for a roster, 0 for no facts.
        yearly_total: Yuan a year, the yearly items included.
        yearly_items: Awards, dividend pools and technology shares of a year.
        yearly_difference: Against what `basis.compared_with` names; None = nothing to compare with.
        lowest, median, highest: Of the workers' monthly pay; an even number of workers has the
            mean of the middle two as median, rounded to the fen. All 0 without workers.
        below_minimum: Workers who have a month in which the pay that counts towards the minimum
            wage (without pay for overtime, N-MW 12) is below it; None = no minimum given.
    """

    basis: Basis
    workers: int
    months: int
    monthly_total: Decimal
    yearly_total: Decimal
    yearly_items: Decimal
    yearly_difference: Decimal | None
    lowest: Decimal
    median: Decimal
    highest: Decimal
    below_minimum: int | None


@dataclass(frozen=True)
class WorkerPay:
    """One worker's pay: yuan a month, the mean of the months with facts.

    Attributes:
        name: "" where the records have none; likewise `group`.
        before: Under the present terms or as recorded; None = nothing to compare with.
    """

    worker: str
    name: str
    group: str
    before: Decimal | None
    after: Decimal


@dataclass(frozen=True)
class PayList:
    """Every worker's pay, in dataset order."""

    basis: Basis
    workers: tuple[WorkerPay, ...]


@dataclass(frozen=True)
class UnitCost:
    """What one step more in one cell of the terms costs.

    Attributes:
        key: The cell, as `cells.cells(terms)` names it.
        yearly: Yuan a year; below 0 = a saving.
    """

    basis: Basis
    key: str
    yearly: Decimal


def pay(dataset: Dataset, terms: Terms) -> Pay:
    """Return what the terms pay each worker in each month.

    Raises:
        InputError: The terms cannot be costed on this dataset.
    """
    match terms:
        case RateTable():
            return piece_rates.pay(dataset, terms)
        case CommissionSchedule():
            return commissions.pay(dataset, terms)
        case WageGrid():
            return skill_grades.pay(dataset, terms)
        case NumberTerm() | TextTerm():
            raise InputError(_("A number or a text has no cost of its own on a dataset."))


def recorded_pay(dataset: Dataset) -> Pay | None:
    """Return what the records say was paid; None unless every row says it."""
    column = dataset.columns.get("present_pay")
    if column is None or not column.is_complete:
        return None
    runs = dataset.worker_months
    amounts = sum_runs(column.values[runs.order], runs.starts)
    return Pay(runs, amounts, amounts)


def cost(
    dataset: Dataset,
    terms: Terms,
    present: Terms | None = None,
    *,
    law: LegalFigures,
) -> Costing:
    """Return what the terms cost on the dataset.

    Args:
        present: The terms in force, to compare with; None = compare with recorded pay, if any.
        law: The rule pack's figures; its highest monthly minimum wage is what pay is held against.

    Raises:
        InputError: The terms cannot be costed on this dataset.
    """
    after = dataset.recall(pay, terms)
    compared_with, before = comparison(dataset, present)
    minimum = None
    if law.monthly_minimum is not None:
        check_amount(law.monthly_minimum, _("Monthly minimum wage"))
        minimum = scaled(law.monthly_minimum, 2)
    yearly = yearly_fen(dataset, after, terms)
    difference = None if before is None else yuan(yearly - yearly_fen(dataset, before, present))
    lowest, median, highest = _spread(after)
    return Costing(
        basis=basis_of(dataset, terms, law, compared_with=compared_with, present=present),
        workers=dataset.workers,
        months=dataset.months,
        monthly_total=yuan(divide_rounded_whole(after.total, max(dataset.months, 1))),
        yearly_total=yuan(yearly),
        yearly_items=yuan(_items(terms)),
        yearly_difference=difference,
        lowest=lowest,
        median=median,
        highest=highest,
        below_minimum=None if minimum is None else _below(after, minimum),
    )


def worker_pay(
    dataset: Dataset, terms: Terms, present: Terms | None = None, *, law: LegalFigures
) -> PayList:
    """Return every worker's monthly pay before and after.

    Raises:
        InputError: The terms cannot be costed on this dataset.
    """
    after = dataset.recall(pay, terms).monthly.tolist()
    compared_with, was = comparison(dataset, present)
    before = [None] * len(after) if was is None else [yuan(fen) for fen in was.monthly.tolist()]
    workers = tuple(
        WorkerPay(worker, name, group, old, yuan(new))
        for worker, name, group, old, new in zip(
            dataset.worker_months.workers,
            dataset.first_texts("name"),
            dataset.first_texts("group"),
            before,
            after,
            strict=True,
        )
    )
    basis = basis_of(dataset, terms, law, compared_with=compared_with, present=present)
    return PayList(basis, workers)


def cost_of_one_unit(dataset: Dataset, terms: Terms, key: str, *, law: LegalFigures) -> UnitCost:
    """Return how many yuan a year one step more in one cell costs, by costing it again exactly.

    The step is 0.01 yuan of a rate or fee, 1 yuan of a month's pay, one percentage point of a
    ratio, 0.01 of a coefficient, 1 of a count. A negative result is a saving: a
    higher take rate costs the workers.

    Args:
        key: The cell, as `cells.cells(terms)` names it.

    Raises:
        InputError: There is no such cell, it holds words, one step more is not allowed, or the
            terms cannot be costed on this dataset.
    """
    present = cell(terms, key)
    if isinstance(present.value, str):
        raise InputError(_("“{name}” is not a number.").format(name=" · ".join(present.label)))
    more = with_cell(terms, key, present.value + present.step)
    now = yearly_fen(dataset, dataset.recall(pay, terms), terms)
    yearly = yuan(yearly_fen(dataset, pay(dataset, more), more) - now)
    return UnitCost(basis_of(dataset, terms, law, formula=Formula.ONE_UNIT), key, yearly)


def comparison(dataset: Dataset, present: Terms | None) -> tuple[ComparedWith, Pay | None]:
    """Return what pay is compared with: the present terms, else the recorded pay, else nothing.

    Raises:
        InputError: The present terms cannot be costed on this dataset.
    """
    if present is not None:
        return ComparedWith.PRESENT_TERMS, dataset.recall(pay, present)
    recorded = dataset.remember(recorded_pay)
    if recorded is None:
        return ComparedWith.NOTHING, None
    return ComparedWith.RECORDED_PAY, recorded


def yearly_fen(dataset: Dataset, amounts: Pay, terms: Terms | None) -> int:
    """Return what a year costs at this pay, fen, the terms' yearly items included.

    Args:
        terms: What `amounts` was paid under; None = as recorded, without yearly items.
    """
    paid = divide_rounded_whole(amounts.total * MONTHS_OF_YEAR, max(dataset.months, 1))
    return paid + _items(terms)


def _items(terms: Terms | None) -> int:
    return scaled(terms.yearly_total, 2) if isinstance(terms, WageGrid) else 0


def _spread(amounts: Pay) -> tuple[Decimal, Decimal, Decimal]:
    ordered = np.sort(amounts.monthly)
    count = len(ordered)
    if not count:
        return yuan(0), yuan(0), yuan(0)
    middle = int(ordered[(count - 1) // 2]) + int(ordered[count // 2])
    return yuan(int(ordered[0])), yuan(divide_rounded_whole(middle, 2)), yuan(int(ordered[-1]))


def _below(amounts: Pay, minimum: int) -> int:
    below = (amounts.counted < minimum).astype(np.int64)
    return int((sum_runs(below, amounts.runs.first_run) > 0).sum())
