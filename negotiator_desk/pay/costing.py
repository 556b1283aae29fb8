"""Costing: what terms pay each worker and cost the employer, on a dataset.

With N months that have facts anywhere in the dataset (a roster: 1):

    monthly total      = round_fen(Σ pay ÷ N)
    yearly total       = round_fen(Σ pay × 12 ÷ N)
    yearly difference  = yearly total − yearly total of what it is compared with
    pay of a worker    = round_fen(Σ pay of the worker ÷ months in which the worker has facts)

Σ pay is a sum of whole fen. The yearly total comes from the sum itself, not from the rounded month:
twelve months of facts give exactly their sum. The comparison is with the present terms if they are
given, otherwise with what the records say was paid, if they say it for every row.

Employer on-costs and progression over the contract's years are not in these figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import numpy as np

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.pay import commissions, piece_rates, skill_grades
from negotiator_desk.pay.arithmetic import divide_rounded_whole, scaled, sum_runs, yuan
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
    subject_of,
)
from negotiator_desk.pay.terms_data import terms_fingerprint

MONTHS_OF_YEAR = 12

FORMULA_VERSION = 2
"""Goes up whenever a formula of this package changes, so that an old costing can be told apart."""


class ComparedWith(StrEnum):
    """What a costing's difference is measured against."""

    NOTHING = "nothing"
    PRESENT_TERMS = "present_terms"
    RECORDED_PAY = "recorded_pay"


@dataclass(frozen=True)
class Basis:
    """Where a costing's figures come from.

    Attributes:
        terms_sha256: SHA-256 of the canonical JSON of the terms.
        formula: Subject and version of the formulas, such as "piece_rates/2".
        present_sha256: SHA-256 of the present terms, None if they were not given.
        monthly_minimum: Minimum wage that pay was held against, yuan a month; None if not given.
    """

    dataset_fingerprint: str
    terms_sha256: str
    formula: str
    compared_with: ComparedWith
    present_sha256: str | None
    monthly_minimum: Decimal | None


@dataclass(frozen=True)
class Costing:
    """What terms cost on a dataset; amounts in yuan with two decimals.

    Attributes:
        months: Different months with facts, 1 for a roster, 0 for no facts.
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
    monthly_minimum: Decimal | None = None,
) -> Costing:
    """Return what the terms cost on the dataset.

    Args:
        present: The terms in force, to compare with; None = compare with recorded pay, if any.
        monthly_minimum: Minimum wage, yuan a month.

    Raises:
        InputError: The terms cannot be costed on this dataset.
    """
    after = pay(dataset, terms)
    compared_with, before = _comparison(dataset, present)
    minimum = None
    if monthly_minimum is not None:
        check_amount(monthly_minimum, _("Monthly minimum wage"))
        minimum = scaled(monthly_minimum, 2)
    yearly = _yearly(dataset, after)
    difference = None if before is None else yuan(yearly - _yearly(dataset, before))
    lowest, median, highest = _spread(after)
    return Costing(
        basis=Basis(
            dataset_fingerprint=dataset.fingerprint,
            terms_sha256=terms_fingerprint(terms),
            formula=f"{subject_of(terms).value}/{FORMULA_VERSION}",
            compared_with=compared_with,
            present_sha256=None if present is None else terms_fingerprint(present),
            monthly_minimum=monthly_minimum,
        ),
        workers=dataset.workers,
        months=dataset.months,
        monthly_total=yuan(divide_rounded_whole(after.total, max(dataset.months, 1))),
        yearly_total=yuan(yearly),
        yearly_difference=difference,
        lowest=lowest,
        median=median,
        highest=highest,
        below_minimum=None if minimum is None else _below(after, minimum),
    )


def worker_pay(
    dataset: Dataset, terms: Terms, present: Terms | None = None
) -> tuple[WorkerPay, ...]:
    """Return every worker's monthly pay before and after, in dataset order.

    Raises:
        InputError: The terms cannot be costed on this dataset.
    """
    after = pay(dataset, terms).monthly.tolist()
    _compared_with, was = _comparison(dataset, present)
    before = [None] * len(after) if was is None else [yuan(fen) for fen in was.monthly.tolist()]
    return tuple(
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


def cost_of_one_unit(dataset: Dataset, terms: Terms, key: str) -> Decimal:
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
    return yuan(_yearly(dataset, pay(dataset, more)) - _yearly(dataset, pay(dataset, terms)))


def _comparison(dataset: Dataset, present: Terms | None) -> tuple[ComparedWith, Pay | None]:
    if present is not None:
        return ComparedWith.PRESENT_TERMS, pay(dataset, present)
    recorded = recorded_pay(dataset)
    if recorded is None:
        return ComparedWith.NOTHING, None
    return ComparedWith.RECORDED_PAY, recorded


def _yearly(dataset: Dataset, amounts: Pay) -> int:
    return divide_rounded_whole(amounts.total * MONTHS_OF_YEAR, max(dataset.months, 1))


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
