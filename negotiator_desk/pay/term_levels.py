"""Pay of all worker-months as the contract years have it, each kind of year worked out once.

For each worker and month on record, with P the present pay and A the pay under the terms, in fen:

    level = P + round((A − P) × phase-in)
    grown = round(level × growth factor)
    paid  = round(grown × cost-of-living factor)

and of each on-cost o = round(rate × paid, but at least and at most the limits of the base). Each
rounds to the fen, halves away from zero.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from negotiator_desk.pay.arithmetic import (
    RATIO_ONE,
    Whole,
    divide_rounded,
    largest,
    require_room,
    scaled,
    sum_runs,
)
from negotiator_desk.pay.assumptions import OnCost
from negotiator_desk.pay.dataset import Dataset
from negotiator_desk.pay.fields import MISSING
from negotiator_desk.pay.groups import NOT_STATED, first_values

_CHUNK = 8_192
"""Worker-months worked out at a time; the same result at any number, quickest about here."""


@dataclass(frozen=True, eq=False)
class Level:
    """Pay of all worker-months under one phase-in and one pair of factors, fen."""

    by_group: tuple[int, ...]
    total: int
    amounts: Whole


class Levels:
    """Pay under each phase-in, growth and cost-of-living factor, each worked out once."""

    def __init__(
        self, before: Whole, after: Whole, starts: Whole, on_costs: tuple[OnCost, ...]
    ) -> None:
        self._before = before
        self._after = after
        self._starts = starts
        self._on_costs = on_costs
        self._levels: dict[tuple[int, int, int], Level] = {}
        self._on_cost_sums: dict[tuple[int, int, int], tuple[int, ...]] = {}

    def level(self, phase_in: int, growth: int = RATIO_ONE, living: int = RATIO_ONE) -> Level:
        """Return the pay; all arguments in 1/10000."""
        key = (phase_in, growth, living)
        if key not in self._levels:
            if living != RATIO_ONE:
                amounts = _times(self.level(phase_in, growth).amounts, living)
            elif growth != RATIO_ONE:
                amounts = _times(self.level(phase_in).amounts, growth)
            elif phase_in in {0, RATIO_ONE}:
                amounts = self._after if phase_in else self._before
            else:
                amounts = self._before + _times(self._after - self._before, phase_in)
            by_group = tuple(sum_runs(amounts, self._starts).tolist())
            self._levels[key] = Level(by_group, sum(by_group), amounts)
        return self._levels[key]

    def on_costs(self, phase_in: int, growth: int, living: int) -> tuple[int, ...]:
        """Return the sum of each on-cost over all worker-months, fen."""
        key = (phase_in, growth, living)
        if key not in self._on_cost_sums:
            self._on_cost_sums[key] = _on_cost_sums(self.level(*key).amounts, self._on_costs)
        return self._on_cost_sums[key]


@dataclass(frozen=True, eq=False)
class TeamMonths:
    """Worker-months by station or team.

    Attributes:
        names: As they first appear; `NOT_STATED` for workers without one, last.
        workers: Workers of each.
        runs: Worker-months sorted by team.
        starts: Where in `runs` each team begins.
    """

    names: tuple[str, ...]
    workers: tuple[int, ...]
    runs: Whole
    starts: Whole


def team_months(dataset: Dataset) -> TeamMonths:
    """Return the worker-months of each station or team."""
    column = dataset.columns.get("group")
    texts: tuple[str, ...] = () if column is None else column.texts
    of_worker = np.full(dataset.workers, MISSING, dtype=np.int64)
    if column is not None:
        of_worker = first_values(dataset, "group")
    of_worker = np.where(of_worker == MISSING, len(texts), of_worker)
    teams, workers = np.unique(of_worker, return_counts=True)
    of_run = of_worker[dataset.worker_months.worker]
    runs = np.argsort(of_run, kind="stable").astype(np.int64)
    return TeamMonths(
        names=tuple((*texts, NOT_STATED)[team] for team in teams.tolist()),
        workers=tuple(workers.tolist()),
        runs=runs,
        starts=np.searchsorted(of_run[runs], teams).astype(np.int64),
    )


def _times(amounts: Whole, factor: int) -> Whole:
    """Return round(amounts × factor), factor in 1/10000."""
    require_room(largest(amounts) * factor + RATIO_ONE)
    product = np.empty_like(amounts)
    for chunk in _chunks(amounts):
        product[chunk] = divide_rounded(amounts[chunk] * factor, RATIO_ONE)
    return product


def _on_cost_sums(amounts: Whole, items: tuple[OnCost, ...]) -> tuple[int, ...]:
    """Return Σ round(rate × base) of each on-cost, fen; amounts are not below 0."""
    top = largest(amounts)
    by_limits: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place, item in enumerate(items):
        least = 0 if item.base_least is None else scaled(item.base_least, 2)
        most = max(top, least) if item.base_most is None else scaled(item.base_most, 2)
        require_room(max(most * RATIO_ONE + RATIO_ONE, most * _CHUNK))
        by_limits.setdefault((least, most), []).append((place, scaled(item.rate, 4)))
    sums = [0] * len(items)
    for chunk in _chunks(amounts):
        for (least, most), rates in by_limits.items():
            base = np.maximum(amounts[chunk], least)
            np.minimum(base, most, out=base)
            for place, rate in rates:
                sums[place] += int(divide_rounded(base * rate, RATIO_ONE).sum())
    return tuple(sums)


def _chunks(amounts: Whole) -> Iterator[slice]:
    """Yield slices whose intermediate results stay in the processor's cache."""
    for start in range(0, len(amounts), _CHUNK):
        yield slice(start, start + _CHUNK)
