"""The frontier where issues interact: some options together are worth more, or less, than alone.

Issues that bonuses connect are merged into one, exactly, while that has few enough options. Where
it would have too many, bonuses are followed from issue to issue instead, exactly too, while they
make few enough cases. Beyond both, the merged issue's options are a sample, and the frontier says
so.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

import numpy as np
import numpy.typing as npt

from negotiator_desk.bargaining.frontier import Frontier, issue_block
from negotiator_desk.bargaining.frontier_steps import Across, Block, Places, Step, steps_of
from negotiator_desk.bargaining.frontier_sums import unbeaten
from negotiator_desk.bargaining.options import Bonus, OpenIssue, check_issues
from negotiator_desk.pay.arithmetic import Whole

MOST_MERGED_OPTIONS = 100_000
"""Interacting issues of at most so many combinations are merged."""

MOST_MOVES = 400
"""Interacting issues are followed case by case while it takes at most so many additions."""

SAMPLES = 40_000
"""Combinations looked at of issues that are too many to be merged exactly."""

_SWEEPS = 3
"""How often each sampled combination is improved, issue by issue."""


def frontier_with(
    issues: Sequence[OpenIssue],
    bonuses: Sequence[Bonus],
    *,
    seed: int,
    most_options: int = MOST_MERGED_OPTIONS,
    most_moves: int = MOST_MOVES,
    samples: int = SAMPLES,
) -> Frontier:
    """Return the frontier of issues some of which interact.

    Options that another option of the same issue beats, and that no bonus names, are left out
    before combinations are counted: they are on no frontier.

    Args:
        issues: The open issues.
        bonuses: What combinations of options add or take away; one with a single condition belongs
            to its option and connects nothing.
        seed: Decides the sample, where one is needed: the same seed, the same sample.
        most_options: The most combinations of connected issues that are merged.
        most_moves: The most additions to follow the bonuses of connected issues case by case.
        samples: How many combinations to look at where neither is enough; at least 2.

    Returns:
        The frontier; `is_exact` is False and `samples` above 0 where a sample was needed.

    Raises:
        ValueError: An issue has no options, a bonus names what is not there, the values are too
            large for 64-bit sums, or the frontier has more points than can be held.
    """
    check_issues(issues, bonuses)
    steps: list[Step] = []
    looked_at = 0
    for group in _connected(issues, bonuses):
        names = {issues[place].id for place in group}
        inside = [bonus for bonus in bonuses if names >= bonus.conditions.keys()]
        merger = _Merger(issues, group, inside)
        found: list[Step] | None = None
        if merger.count > most_options:
            found = steps_of(merger.alone, merger.bonuses, most_moves)
        if found is None:
            if merger.count <= most_options:
                rows = merger.everything()
            else:
                rows = merger.sample(np.random.RandomState(seed % 2**32), samples)
                looked_at += samples
            found = steps_of((merger.block(rows),), ())
        assert found is not None
        steps += found
    return Frontier(issues, steps, bonuses=bonuses, samples=looked_at)


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
        alone: Each issue by itself.
        bonuses: The bonuses, by places.
        count: How many combinations there are, beaten options left out.
    """

    def __init__(
        self, issues: Sequence[OpenIssue], group: tuple[int, ...], bonuses: Sequence[Bonus]
    ) -> None:
        self._group = group
        place_of = {issues[place].id: place for place in group}
        self.alone = tuple(issue_block(place, issues[place]) for place in group)
        self.bonuses = tuple(
            Across(
                {
                    place_of[issue_id]: issues[place_of[issue_id]].place(option_id)
                    for issue_id, option_id in bonus.conditions.items()
                },
                bonus.own,
                bonus.other,
            )
            for bonus in bonuses
        )
        self._conditions = [
            {group.index(place): option for place, option in bonus.conditions.items()}
            for bonus in self.bonuses
        ]
        self._useful = [
            _useful(block, [found[column] for found in self._conditions if column in found])
            for column, block in enumerate(self.alone)
        ]
        self.count = prod(len(useful) for useful in self._useful)

    def everything(self) -> Places:
        """Return all combinations, the last issue's options changing fastest."""
        grid = np.meshgrid(*self._useful, indexing="ij")
        return np.stack([axis.ravel() for axis in grid], axis=1)

    def sample(self, chance: np.random.RandomState, count: int) -> Places:
        """Return `count` combinations, half by chance and half improved from such a start.

        Each improved one starts with the conditions of about half the bonuses fulfilled, and is
        driven towards the best package under a weight of its own for the two sides, changing one
        issue at a time: chance alone would not come near the frontier in a lifetime. Of this
        generator NumPy promises the same numbers for ever.
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
        is_fulfilled = chance.random_sample((len(improved), len(self.bonuses))) < 0.5
        for number, conditions in enumerate(self._conditions):
            for column, place in conditions.items():
                improved[is_fulfilled[:, number], column] = place
        weights = np.arange(len(improved))[:, None] / max(1, len(improved) - 1)
        for _sweep in range(_SWEEPS):
            for column in range(len(self._group)):
                self._improve(improved, column, weights)
        return rows

    def block(self, rows: Places) -> Block:
        """Return the combinations as one block."""
        own = self._sums(
            [block.own for block in self.alone], rows, [bonus.own for bonus in self.bonuses]
        )
        other = self._sums(
            [block.other for block in self.alone], rows, [bonus.other for bonus in self.bonuses]
        )
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
        """Give each row the option of one issue that is best under its weight.

        A weight is between 0, the other side's value only, and 1, one's own only.
        """
        useful = self._useful[column]
        # Floats only choose what to look at; what it is worth is worked out in whole numbers.
        own, other = self.alone[column].own[useful] / 1, self.alone[column].other[useful] / 1
        score = weights * own + (1 - weights) * other
        for conditions, bonus in zip(self._conditions, self.bonuses, strict=True):
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
