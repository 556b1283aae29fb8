"""Amounts counted into bars, and workers counted into the cells of the terms: charts draw both.

Both count facts and are no results of a formula; the chart names the basis of what it draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.pay.arithmetic import Whole, scaled, sum_runs
from negotiator_desk.pay.dataset import Column, Dataset, DatasetKind
from negotiator_desk.pay.fields import MISSING
from negotiator_desk.pay.groups import NOT_STATED, first_values
from negotiator_desk.pay.result import require_kind
from negotiator_desk.pay.terms import (
    CommissionSchedule,
    NumberTerm,
    RateTable,
    TakeMethod,
    Terms,
    TextTerm,
    WageGrid,
)

MOST_BINS = 20
"""Bars that can still be told apart on a page of the screen."""

_YUAN = 100


@dataclass(frozen=True)
class Histogram:
    """How many amounts lie between two edges.

    Attributes:
        edges: Fen, rising and equally far apart; one more than there are bars.
        counts: Amounts from each edge (included) to the next (not included).
    """

    edges: tuple[int, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Heads:
    """How many workers there are in each cell.

    Attributes:
        rows: Bands, operations, or tiers' ends in yuan ("" = no end).
        columns: Skill grades or teams ("" = not stated).
        counts: One tuple per row, one number per column. A worker with records in several cells
            counts in each of them.
        elsewhere: Workers of a roster whose post or skill grade the grid does not have.
        workers: Workers of each column, each counted once; None where no worker is in several
            cells, so that the cells of a column add up to them.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    elsewhere: int = 0
    workers: tuple[int, ...] | None = None


def nice_edges(*columns: Whole, most: int = MOST_BINS) -> tuple[int, ...]:
    """Return edges for at most `most` bars that hold every amount of the columns.

    Bars are 1, 2 or 5 yuan wide, or ten times, a hundred times as much, and begin at multiples of
    their width, so that every edge is a round amount. Several columns get the same edges, so that
    before and after can be drawn over one another.

    Args:
        columns: Fen; all empty gives one bar from 0.
        most: At least 2.
    """
    filled = [column for column in columns if len(column)]
    low = min((int(column.min()) for column in filled), default=0)
    high = max((int(column.max()) for column in filled), default=0)
    width = _width(low, high, most)
    first = low // width
    return tuple(place * width for place in range(first, high // width + 2))


def distribution(values: Whole, edges: Sequence[int] = ()) -> Histogram:
    """Count amounts into bars.

    Args:
        values: Fen.
        edges: From `nice_edges`; empty = those that fit the values.

    Raises:
        ValueError: An amount lies outside the edges: a mistake of ours.
    """
    edges = tuple(edges) or nice_edges(values)
    if len(values) and not edges[0] <= int(values.min()) <= int(values.max()) < edges[-1]:
        raise ValueError("an amount lies outside the edges")
    # The outer edges may lie beyond 64 bits.
    bar = np.searchsorted(np.array(edges[1:-1], dtype=np.int64), values, side="right")
    return Histogram(edges, tuple(np.bincount(bar, minlength=len(edges) - 1).tolist()))


def heads_by_cell(dataset: Dataset, terms: Terms) -> Heads:
    """Return the scattergram: workers by cell of the terms.

    A wage grid has bands × skill grades; a rate table its operations × the teams; a schedule its
    tiers × the teams. By turnover, a worker is in the tier of each month's turnover; by order
    amount, in the tier of each order. A worker's team is the first on record.

    Raises:
        InputError: The terms are a number or a text, or the dataset is of another kind.
    """
    match terms:
        case WageGrid():
            require_kind(dataset, DatasetKind.ROSTER)
            return _by_band_and_grade(dataset, terms)
        case RateTable():
            require_kind(dataset, DatasetKind.OUTPUT)
            names = tuple(rate.operation for rate in terms.rates)
            column = dataset.columns["operation"]
            return _by_team(dataset, names, dataset.columns["worker"].values, _code(column, names))
        case CommissionSchedule():
            require_kind(dataset, DatasetKind.ORDERS)
            return _by_tier(dataset, terms)
        case NumberTerm() | TextTerm():
            raise InputError(_("A number or a text has no cells to count workers in."))


def _width(low: int, high: int, most: int) -> int:
    scale = _YUAN
    while True:
        for factor in (1, 2, 5):
            width = scale * factor
            if high // width - low // width < most:
                return width
        scale *= 10


def _by_band_and_grade(dataset: Dataset, grid: WageGrid) -> Heads:
    place = {band: number for number, band in enumerate(grid.bands)}
    band_of_post = {post: place[band] for post, band in grid.post_bands}
    posts = dataset.columns["post"]
    bands = np.array([band_of_post.get(post, MISSING) for post in posts.texts], dtype=np.int64)
    row = bands[posts.values] if len(bands) else posts.values
    column = _code(dataset.columns["grade"], grid.grades)
    known = (row != MISSING) & (column != MISSING)
    cell = row[known] * len(grid.grades) + column[known]
    return Heads(
        rows=grid.bands,
        columns=grid.grades,
        counts=_table(cell, len(grid.bands), len(grid.grades)),
        elsewhere=dataset.rows - int(known.sum()),
    )


def _by_tier(dataset: Dataset, schedule: CommissionSchedule) -> Heads:
    bounds = [tier.up_to for tier in schedule.tiers if tier.up_to is not None]
    names = (*(str(bound) for bound in bounds), "")
    ends = np.array([scaled(bound, 2) for bound in bounds], dtype=np.int64)
    total = dataset.columns["customer_total"].values
    worker = dataset.columns["worker"].values
    if schedule.method is TakeMethod.TURNOVER_TIERS:
        runs = dataset.worker_months
        total, worker = sum_runs(total[runs.order], runs.starts), runs.worker
    tier = np.searchsorted(ends, total, side="left").astype(np.int64)
    return _by_team(dataset, names, worker, tier)


def _by_team(dataset: Dataset, names: tuple[str, ...], worker: Whole, row: Whole) -> Heads:
    """Count each worker once in every row that it has records in; a row of -1 is none."""
    group = dataset.columns.get("group")
    teams: tuple[str, ...] = () if group is None else group.texts
    team = np.full(dataset.workers, MISSING, dtype=np.int64)
    if group is not None:
        team = first_values(dataset, "group")
    if bool((team == MISSING).any()) or not teams:
        team = np.where(team == MISSING, len(teams), team)
        teams = (*teams, NOT_STATED)
    present = np.zeros((dataset.workers, len(names)), dtype=np.bool_)
    known = row != MISSING
    present[worker[known], row[known]] = True
    workers, rows = np.nonzero(present)
    cell = rows * len(teams) + team[workers]
    once = np.bincount(team[present.any(axis=1)], minlength=len(teams))
    return Heads(
        names,
        teams,
        _table(cell, len(names), len(teams)),
        workers=tuple(int(count) for count in once),
    )


def _code(column: Column, names: Sequence[str]) -> Whole:
    """Return the place of each row's text in `names`; -1 where it is not in it or missing."""
    place = {name: number for number, name in enumerate(names)}
    # The last entry is for rows without a text, which are stored as -1.
    of_text = [*(place.get(text, MISSING) for text in column.texts), MISSING]
    return np.array(of_text, dtype=np.int64)[column.values]


def _table(cell: Whole, rows: int, columns: int) -> tuple[tuple[int, ...], ...]:
    counts = np.bincount(cell, minlength=rows * columns).reshape(rows, columns)
    return tuple(tuple(row) for row in counts.tolist())
