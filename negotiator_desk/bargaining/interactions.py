"""The frontier where issues interact: some options together are worth more, or less, than alone.

Issues that bonuses connect are merged into one, exactly, as long as the merged issue stays below a
named number of options. Beyond that its options are a sample, and the frontier says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

import numpy as np
import numpy.typing as npt

from negotiator_desk.bargaining.frontier import Block, Frontier, Places, issue_block
from negotiator_desk.bargaining.frontier_sums import unbeaten
from negotiator_desk.bargaining.options import Bonus, OpenIssue, check_issues
from negotiator_desk.pay.arithmetic import Whole

MOST_MERGED_OPTIONS = 100_000
"""Interacting issues of at most so many combinations are merged exactly."""

SAMPLES = 40_000
"""Combinations looked at of issues that are too many to be merged exactly."""

_SWEEPS = 3
"""How often each sampled combination is improved, issue by issue."""

_WEIGHTS = 64
"""Steps between caring for the other side's value only and for one's own only."""


def frontier_with(
    issues: Sequence[OpenIssue],
    bonuses: Sequence[Bonus],
    *,
    seed: int,
    most_options: int = MOST_MERGED_OPTIONS,
    samples: int = SAMPLES,
) -> Frontier:
    """Return the frontier of issues some of which interact.

    Options that another option of the same issue beats, and that no bonus names, are left out
    before combinations are counted: they are on no frontier.

    Args:
        issues: The open issues.
        bonuses: What combinations of options add or take away; one with a single condition belongs
            to its option and connects nothing.
        seed: Decides the sample, where one is needed: the same seed, the same sample. From 0.
        most_options: The most combinations of interacting issues that are merged exactly.
        samples: How many combinations to look at where there are more; at least 4.

    Returns:
        The frontier; `is_exact` is False and `samples` above 0 where a sample was needed.

    Raises:
        ValueError: An issue has no options, a bonus names what is not there, the values are too
            large for 64-bit sums, or the frontier has more points than can be held.
    """
    check_issues(issues, bonuses)
    blocks = []
    looked_at = 0
    for group in _connected(issues, bonuses):
        names = {issues[place].id for place in group}
        inside = [bonus for bonus in bonuses if names >= bonus.conditions.keys()]
        if len(group) == 1 and not inside:
            blocks.append(issue_block(group[0], issues[group[0]]))
            continue
        merger = _Merger(issues, group, inside)
        if merger.count <= most_options:
            blocks.append(merger.block(merger.everything()))
        else:
            sample = merger.sample(np.random.RandomState(seed % 2**32), samples)
            looked_at += samples
            blocks.append(merger.block(sample))
    return Frontier(issues, blocks, bonuses=bonuses, samples=looked_at)


def _connected(issues: Sequence[OpenIssue], bonuses: Sequence[Bonus]) -> list[tuple[int, ...]]:
    """Return the issues in groups that bonuses connect, each where its first issue stands."""
    group_of = {issue.id: place for place, issue in enumerate(issues)}
    for bonus in bonuses:
        met = {group_of[issue_id] for issue_id in bonus.conditions}
        group_of = {
            issue_id: min(met) if group in met else group for issue_id, group in group_of.items()
        }
    groups: dict[int, list[int]] = {}
    for place, issue in enumerate(issues):
        groups.setdefault(group_of[issue.id], []).append(place)
    return [tuple(groups[first]) for first in sorted(groups)]


class _Merger:
    """Values combinations of the issues of one group.

    Attributes:
        count: How many combinations there are, beaten options left out.
    """

    def __init__(
        self, issues: Sequence[OpenIssue], group: tuple[int, ...], bonuses: Sequence[Bonus]
    ) -> None:
        self._group = group
        self._bonuses = bonuses
        self._columns = {issues[place].id: column for column, place in enumerate(group)}
        self._conditions = [
            {
                self._columns[issue_id]: issues[group[self._columns[issue_id]]].place(option_id)
                for issue_id, option_id in bonus.conditions.items()
            }
            for bonus in bonuses
        ]
        alone = [issue_block(place, issues[place]) for place in group]
        self._own = [block.own for block in alone]
        self._other = [block.other for block in alone]
        self._useful = [
            _useful(block, [found[column] for found in self._conditions if column in found])
            for column, block in enumerate(alone)
        ]
        self.count = prod(len(useful) for useful in self._useful)

    def everything(self) -> Places:
        """Return all combinations, the last issue's options changing fastest."""
        grid = np.meshgrid(*self._useful, indexing="ij")
        return np.stack([axis.ravel() for axis in grid], axis=1)

    def sample(self, chance: np.random.RandomState, count: int) -> Places:
        """Return `count` combinations, half by chance and half improved from such a start.

        Each improved one is driven towards the best package under a weight of its own for the two
        sides, changing one issue at a time; that finds the frontier's shoulder, which chance alone
        would not in a lifetime. Of this generator NumPy promises the same numbers for ever.
        """
        drawn = chance.random_sample((count, len(self._group)))
        rows: Places = np.stack(
            [
                useful[(drawn[:, column] * len(useful)).astype(np.intp)]
                for column, useful in enumerate(self._useful)
            ],
            axis=1,
        )
        improved = rows[: count // 2]
        weights = (np.arange(len(improved)) % (_WEIGHTS + 1))[:, None] / _WEIGHTS
        for _sweep in range(_SWEEPS):
            for column in range(len(self._group)):
                self._improve(improved, column, weights)
        return rows

    def block(self, rows: Places) -> Block:
        """Return the combinations as one block."""
        own = self._sums(self._own, rows, [bonus.own for bonus in self._bonuses])
        other = self._sums(self._other, rows, [bonus.other for bonus in self._bonuses])
        return Block(self._group, rows, own, other)

    def _sums(self, values: Sequence[Whole], rows: Places, extra: Sequence[int]) -> Whole:
        total = np.zeros(len(rows), dtype=np.int64)
        for column, value in enumerate(values):
            total += value[rows[:, column]]
        for conditions, more in zip(self._conditions, extra, strict=True):
            total[self._holds(conditions, rows)] += more
        return total

    @staticmethod
    def _holds(conditions: dict[int, int], rows: Places) -> npt.NDArray[np.bool_]:
        holds = np.ones(len(rows), dtype=np.bool_)
        for column, place in conditions.items():
            holds &= rows[:, column] == place
        return holds

    def _improve(self, rows: Places, column: int, weights: npt.NDArray[np.float64]) -> None:
        """Give each row the option of one issue that is best under its weight."""
        useful = self._useful[column]
        # Floats only choose what to look at; what it is worth is worked out in whole numbers.
        own, other = self._own[column][useful] / 1, self._other[column][useful] / 1
        score = weights * own + (1 - weights) * other
        for conditions, bonus in zip(self._conditions, self._bonuses, strict=True):
            if column not in conditions:
                continue
            others = {one: place for one, place in conditions.items() if one != column}
            at = int(np.searchsorted(useful, conditions[column]))
            worth = weights[:, 0] * bonus.own + (1 - weights[:, 0]) * bonus.other
            score[:, at] += np.where(self._holds(others, rows), worth, 0)
        rows[:, column] = useful[score.argmax(axis=1)]


def _useful(block: Block, named: Sequence[int]) -> npt.NDArray[np.intp]:
    """Return the places of options that a bonus names or that no unnamed option beats."""
    keep = np.zeros(len(block.own), dtype=np.bool_)
    keep[list(named)] = True
    plain = np.flatnonzero(~keep)
    if len(plain):
        own, other = block.own[plain], block.other[plain]
        keep[plain[unbeaten(own, other).find(own, other) >= 0]] = True
    return np.flatnonzero(keep)
