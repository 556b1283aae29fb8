"""The exact frontier of what is still possible, without looking at a single whole package.

Issues add up, so a package that nobody can improve on consists, from any issue to the last, of
choices that nobody can improve on. The frontier is therefore built issue by issue from the last to
the first, and beaten sums are dropped after each (design.md §5). Twelve issues of a hundred options
are 10^24 packages; the frontier never has more points than there are different values.

Two definitions: a sum is on the frontier when no other is at least as good for both sides and
better for one; sums of equal value are one point.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from negotiator_desk.bargaining.frontier_sums import NOTHING, Sums, added, unbeaten
from negotiator_desk.bargaining.options import (
    Bonus,
    OpenIssue,
    Package,
    Point,
    check_issues,
    value_of,
)
from negotiator_desk.pay.arithmetic import Whole

Places = npt.NDArray[np.intp]
"""Options by their places in their issue: a row for each choice, a column for each issue."""


@dataclass(frozen=True, eq=False)
class Block:
    """Issues that are chosen on together: one issue, or several that bonuses connect.

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

    def unbeaten(self) -> tuple[Block, Sums]:
        """Return the block without its beaten choices, and the sums of those that stay.

        Choices of equal value stay, for a package may be wanted that is close to another one.
        """
        sums = unbeaten(self.own, self.other)
        stay = sums.find(self.own, self.other) >= 0
        return Block(self.issues, self.choices[stay], self.own[stay], self.other[stay]), sums


class Frontier:
    """All sums of one option for each issue that no other sum beats.

    Attributes:
        issues: What it is the frontier of.
        bonuses: What combinations of options add.
        is_exact: False where interactions were too many, and packages were sampled instead: then
            every point can be had, but better ones may have been missed.
        samples: How many combinations of interacting issues were looked at; 0 if it is exact.
        sums: Its points, one's own value rising.
    """

    def __init__(
        self,
        issues: Sequence[OpenIssue],
        blocks: Sequence[Block],
        *,
        bonuses: Sequence[Bonus] = (),
        samples: int = 0,
    ) -> None:
        self.issues = tuple(issues)
        self.bonuses = tuple(bonuses)
        self.samples = samples
        self.is_exact = samples == 0
        self._blocks: list[Block] = []
        self._rests = [NOTHING]
        for block in reversed(blocks):
            kept, sums = block.unbeaten()
            self._blocks.insert(0, kept)
            self._rests.insert(0, added(sums, self._rests[0]))
        self.sums = self._rests[0]

    def __len__(self) -> int:
        return len(self.sums)

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """Its points, one's own value rising and the other side's falling."""
        pairs = zip(self.sums.own.tolist(), self.sums.other.tolist(), strict=True)
        return tuple(Point(own, other) for own, other in pairs)

    def package(self, place: int, near: Package | None = None) -> dict[str, str]:
        """Return a package worth as much as one point.

        Of several, it is the one that takes the earlier option on the first issue on which they
        differ (interacting issues count together, where the first of them stands).

        Args:
            place: The point's place in `points`, from 0.
            near: A package of the same issues; then its options are kept where they can be, issue
                by issue, rather than the earlier ones taken.

        Raises:
            ValueError: `near` leaves an issue out or names an option that is not there.
        """
        own, other = self.sums.point(place)
        chosen: dict[int, int] = {}
        for block, rest in zip(self._blocks, self._rests[1:], strict=True):
            fits = np.flatnonzero(rest.find(own - block.own, other - block.other) >= 0)
            row = int(fits[0])
            if near is not None:
                wanted = np.array([self._place(issue, near) for issue in block.issues])
                changes = (block.choices[fits] != wanted).sum(axis=1)
                row = int(fits[int(changes.argmin())])
            own -= int(block.own[row])
            other -= int(block.other[row])
            chosen.update(zip(block.issues, block.choices[row].tolist(), strict=True))
        assert (own, other) == (0, 0)
        return {
            issue.id: issue.options[chosen[place]].id for place, issue in enumerate(self.issues)
        }

    def value_of(self, package: Package) -> Point:
        """Return what any package of these issues is worth to each side.

        Raises:
            ValueError: It leaves an issue out, or names an issue or option that is not there.
        """
        return value_of(self.issues, package, self.bonuses)

    def _place(self, issue: int, package: Package) -> int:
        one = self.issues[issue]
        if one.id not in package:
            raise ValueError(f"the package leaves out issue {one.id}")
        return one.place(package[one.id])


def frontier_of(issues: Sequence[OpenIssue]) -> Frontier:
    """Return the exact frontier of issues whose values add up.

    Args:
        issues: The open issues; with none, the frontier is the one point 0, 0. An issue that is
            settled takes part as an issue of one option.

    Raises:
        ValueError: An issue has no options, an id stands twice, the values are too large for
            64-bit sums, or the frontier has more points than can be held.
    """
    check_issues(issues)
    return Frontier(issues, [issue_block(place, issue) for place, issue in enumerate(issues)])


def issue_block(place: int, issue: OpenIssue) -> Block:
    """Return one issue as a block of its own.

    Args:
        place: Where it stands among the issues, from 0.
        issue: Its values fit 64 bits.
    """
    return Block(
        (place,),
        np.arange(len(issue.options), dtype=np.intp)[:, None],
        np.array([option.own for option in issue.options], dtype=np.int64),
        np.array([option.other for option in issue.options], dtype=np.int64),
    )
