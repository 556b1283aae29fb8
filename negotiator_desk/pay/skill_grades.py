"""What a wage grid pays the workers of a roster.

    pay = round_fen(grid[band of the post][skill grade] × coefficient) + Σ allowances      per month

The coefficient is that of the worker's performance mark; without a mark, or when no coefficients
were agreed, it is 1. Allowances are added whole, one for the skill grade, one for the education,
and one for each innovation result and honour (several in a cell are separated by 、 ； ， ; or ,);
what the terms do not name adds nothing. Awards, dividends and technology shares are paid by the
year: they are lines of a costing and no part of a month. It rounds once, halves away from zero.
Source of the four groups: reference text of the skill-grade contract (domain reference 6); the
amounts are bargained.

A post, skill grade or performance mark that the terms do not know is refused and never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import N_, _
from negotiator_desk.pay.arithmetic import RATIO_ONE, Whole, divide_rounded, scaled
from negotiator_desk.pay.dataset import Column, Dataset, DatasetKind
from negotiator_desk.pay.result import Pay, require_kind
from negotiator_desk.pay.terms import AllowanceGroup, WageGrid

_SEPARATORS = re.compile("[、；，;,]")

_COLUMN_OF_GROUP = {
    AllowanceGroup.SKILL: "grade",
    AllowanceGroup.EDUCATION: "education",
    AllowanceGroup.INNOVATION: "innovation",
    AllowanceGroup.HONOUR: "honour",
}

_PAID_BY = ("post", "grade", "performance", "education", "innovation", "honour")

_UNKNOWN = {
    "post": N_("Worker {worker}: the wage grid has no post “{value}” ({count} workers in all)."),
    "grade": N_(
        "Worker {worker}: the wage grid has no skill grade “{value}” ({count} workers in all)."
    ),
    "performance": N_(
        "Worker {worker}: no coefficient was agreed for the performance mark “{value}” "
        "({count} workers in all)."
    ),
}


@dataclass(frozen=True, eq=False)
class _Alike:
    """Workers who are alike in everything a wage grid pays by.

    Attributes:
        rows: One row of the dataset for each kind of worker.
        kind: Kind of each worker, in the order of the runs.
    """

    rows: Whole
    kind: Whole


def pay(dataset: Dataset, terms: WageGrid) -> Pay:
    """Return what the grid pays each worker a month; yearly items are no part of it.

    Workers alike in post, grade, mark, education, innovation results and honours are paid alike, so
    each kind of worker is worked out once.

    Raises:
        InputError: The dataset is not a roster, or a worker's post, skill grade or performance mark
            is unknown to the terms; it names the first such worker and value.
    """
    require_kind(dataset, DatasetKind.ROSTER)
    alike = dataset.remember(_alike)
    band_number = {band: number for number, band in enumerate(terms.bands)}
    grade_number = {grade: number for number, grade in enumerate(terms.grades)}
    posts = {post: band_number[band] for post, band in terms.post_bands}
    bands = _known(dataset, "post", posts, alike.rows)
    grades = _known(dataset, "grade", grade_number, alike.rows)
    grid = np.array([[scaled(cell, 2) for cell in row] for row in terms.cells], dtype=np.int64)
    amounts = grid[bands, grades]
    if terms.coefficients and "performance" in dataset.columns:
        factors = {mark: scaled(factor, 4) for mark, factor in terms.coefficients}
        factor = _known(dataset, "performance", factors, alike.rows)
        amounts = divide_rounded(amounts * factor, RATIO_ONE)
    for group, name in _COLUMN_OF_GROUP.items():
        column = dataset.columns.get(name)
        added = {a.key: scaled(a.amount, 2) for a in terms.allowances if a.group is group}
        if added and column is not None:
            amounts = amounts + _allowances(column, added)[column.values[alike.rows]]
    of_worker = amounts.take(alike.kind) if len(amounts) else amounts
    return Pay(dataset.worker_months, of_worker, of_worker)


def _alike(dataset: Dataset) -> _Alike:
    kind = np.zeros(dataset.rows, dtype=np.int64)
    rows = np.zeros(0, dtype=np.int64)
    for name in _PAID_BY:
        column = dataset.columns.get(name)
        if column is not None:
            # Numbered anew after each column, so that the numbers stay below rows × texts.
            _kinds, rows, kind = np.unique(
                kind * (len(column.texts) + 1) + column.values + 1,
                return_index=True,
                return_inverse=True,
            )
    return _Alike(rows.astype(np.int64), kind[dataset.worker_months.order].astype(np.int64))


def _known(dataset: Dataset, name: str, numbers: Mapping[str, int], rows: Whole) -> Whole:
    """Return the number of the texts in some rows; a missing text has the number of the ratio 1."""
    column = dataset.columns[name]
    unknown = -1
    of_text = [numbers.get(text, unknown) for text in column.texts]
    # The last entry is for rows without a text, which are stored as -1.
    found = np.array([*of_text, RATIO_ONE], dtype=np.int64)
    if unknown in of_text:
        wrong = found[column.values] == unknown
        row = int(wrong.argmax())
        raise InputError(
            _(_UNKNOWN[name]).format(
                worker=dataset.columns["worker"].value(row),
                value=column.value(row),
                count=int(wrong.sum()),
            ),
            hint=_("Add it to the terms, or correct the roster."),
        )
    return found[column.values[rows]]


def _allowances(column: Column, added: Mapping[str, int]) -> Whole:
    """Return what each text of one column adds, fen; the last entry is for a missing text."""
    several = column.field.name in {"innovation", "honour"}
    of_text = [
        sum(added.get(part.strip(), 0) for part in (_SEPARATORS.split(text) if several else [text]))
        for text in column.texts
    ]
    return np.array([*of_text, 0], dtype=np.int64)
