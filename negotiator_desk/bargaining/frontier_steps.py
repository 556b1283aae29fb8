"""Adding one block of issues after the other, where bonuses may reach across blocks.

A bonus whose conditions lie in several blocks is settled when the first of them is added, which is
the last to be added. Until then the blocks behind it have a frontier for each case: its conditions
there hold, or they do not. Few options are named by bonuses, so the cases stay few, where merging
the issues would need every combination of their options.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from negotiator_desk.bargaining.frontier_sums import NOTHING, Sums, added, unbeaten
from negotiator_desk.bargaining.options import Point
from negotiator_desk.pay.arithmetic import Whole

Places = npt.NDArray[np.intp]
"""Options by their places in their issue: a row for each choice, a column for each issue."""

Case = int
"""Which bonuses hold as far as they were looked at: a bit for each in their order."""

Rests = Mapping[Case, Sums]
"""The frontier of the blocks from one to the last, in each case."""

NO_BLOCKS: Rests = {0: NOTHING}


@dataclass(frozen=True, eq=False)
class Block:
    """Issues that are chosen on together.

    Attributes:
        issues: Places of the issues in the sequence that the frontier is of.
        choices: What can be chosen, in the order that decides between equal values.
        own: Value of each choice to one's own side, in hundredths of a point.
        other: Value of each choice to the other side.
    """

    issues: tuple[int, ...]
    choices: Places
    own: Whole
    other: Whole

    def only(self, rows: npt.NDArray[np.bool_] | Places) -> Block:
        """Return the block with some of its choices."""
        return Block(self.issues, self.choices[rows], self.own[rows], self.other[rows])


@dataclass(frozen=True)
class Across:
    """A bonus whose conditions lie in several blocks.

    Attributes:
        conditions: The place of the option that each issue must take, by the place of the issue.
        own: In hundredths of a point.
        other: In hundredths of a point.
    """

    conditions: Mapping[int, int]
    own: int
    other: int


@dataclass(frozen=True, eq=False)
class Kind:
    """Choices of one block that mean the same for the bonuses, beaten ones left out.

    Attributes:
        block: The choices; those of equal value stay, for any of them may be wanted.
        sums: Their values, each once.
    """

    block: Block
    sums: Sums


@dataclass(frozen=True)
class Move:
    """What one kind of choice makes of one case of the blocks behind it.

    Attributes:
        kind: The kind's place in the step.
        behind: The case there.
        case: The case that results.
        bonus: The value of the bonuses that are settled by it.
    """

    kind: int
    behind: Case
    case: Case
    bonus: Point


@dataclass(frozen=True, eq=False)
class Step:
    """One block to be added to those behind it.

    Attributes:
        kinds: Its choices, apart by what they mean for the bonuses.
        moves: All pairs of a kind and a case behind.
    """

    kinds: tuple[Kind, ...]
    moves: tuple[Move, ...]

    def added_to(self, rests: Rests) -> dict[Case, Sums]:
        """Return the frontiers with this block.

        Raises:
            ValueError: One has more points than can be held.
        """
        found: dict[Case, list[Sums]] = {}
        for move in self.moves:
            sums = added(self.kinds[move.kind].sums, rests[move.behind])
            own, other = sums.own + move.bonus.own, sums.other + move.bonus.other
            found.setdefault(move.case, []).append(Sums(own, other))
        return {case: _joined(parts) for case, parts in found.items()}

    def first_fit(
        self, wanted: set[tuple[Case, Point]], rests: Rests, near: Places | None
    ) -> tuple[Block, set[tuple[Case, Point]]]:
        """Return the choice to take for one of the wanted sums, and what is wanted behind it.

        Args:
            wanted: Sums of this block and those behind, with their cases; each can be had.
            rests: The frontiers behind.
            near: The choice to keep to, if it can be, or as many of its options as can be; None to
                take the first choice that fits.

        Returns:
            The choice as a block of one row, and the sums left for the blocks behind.
        """
        fits: dict[tuple[int, int], set[tuple[Case, Point]]] = {}
        for move in self.moves:
            block = self.kinds[move.kind].block
            for case, point in wanted:
                if case != move.case:
                    continue
                own = point.own - move.bonus.own - block.own
                other = point.other - move.bonus.other - block.other
                for row in np.flatnonzero(rests[move.behind].find(own, other) >= 0).tolist():
                    left = Point(int(own[row]), int(other[row]))
                    fits.setdefault((move.kind, row), set()).add((move.behind, left))

        def rank(fit: tuple[int, int]) -> tuple[int, list[int]]:
            choice = self.kinds[fit[0]].block.choices[fit[1]]
            return 0 if near is None else int((choice != near).sum()), choice.tolist()

        best = min(fits, key=rank)
        return self.kinds[best[0]].block.only(np.array([best[1]])), fits[best]


def steps_of(
    blocks: Sequence[Block], across: Sequence[Across], most_moves: int | None = None
) -> list[Step] | None:
    """Return how to add up the blocks, or None when it takes more moves than `most_moves`.

    Args:
        blocks: Each without choices that are beaten whatever the bonuses do, or with them.
        across: The bonuses that no block holds by itself.
        most_moves: None for as many as it takes.
    """
    block_of = {issue: place for place, block in enumerate(blocks) for issue in block.issues}
    reach = [sorted({block_of[issue] for issue in bonus.conditions}) for bonus in across]
    cases: list[Case] = [0]
    steps: list[Step] = []
    moves_so_far = 0
    for place in reversed(range(len(blocks))):
        touched = [bit for bit, places in enumerate(reach) if place in places]
        kinds = _kinds(blocks[place], across, touched)
        moves_so_far += len(kinds) * len(cases)
        if most_moves is not None and moves_so_far > most_moves:
            return None
        moves = []
        for number, held in enumerate(kinds):
            for behind in cases:
                case, own, other = behind, 0, 0
                for bit in touched:
                    is_last, is_first = place == reach[bit][-1], place == reach[bit][0]
                    holds = held >> bit & 1 and (is_last or behind >> bit & 1)
                    case &= ~(1 << bit)
                    if holds and is_first:
                        own += across[bit].own
                        other += across[bit].other
                    elif holds:
                        case |= 1 << bit
                moves.append(Move(number, behind, case, Point(own, other)))
        cases = sorted({move.case for move in moves})
        steps.append(Step(tuple(kinds.values()), tuple(moves)))
    return steps[::-1]


def _kinds(block: Block, across: Sequence[Across], touched: Sequence[int]) -> dict[Case, Kind]:
    """Return the choices by which of the touched bonuses they allow."""
    if not touched:
        return {0: _kind(block)}
    held = np.zeros(len(block.own), dtype=np.object_)
    for bit in touched:
        holds = np.ones(len(block.own), dtype=np.bool_)
        for column, issue in enumerate(block.issues):
            if issue in across[bit].conditions:
                holds &= block.choices[:, column] == across[bit].conditions[issue]
        held[holds] |= 1 << bit
    return {case: _kind(block.only(held == case)) for case in sorted(set(held.tolist()))}


def _kind(block: Block) -> Kind:
    sums = unbeaten(block.own, block.other)
    return Kind(block.only(sums.find(block.own, block.other) >= 0), sums)


def _joined(parts: Sequence[Sums]) -> Sums:
    if len(parts) == 1:
        return parts[0]
    return unbeaten(
        np.concatenate([part.own for part in parts]), np.concatenate([part.other for part in parts])
    )
