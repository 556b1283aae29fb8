"""Which two issues to swap: we give way on one, the other side on another, and both gain.

A swap is held against the package in which each side keeps its own position on the issue it would
give way on. It needs no common starting point: of two issues, one side prevails on each, and the
swap says that the other way round is better for both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from negotiator_desk.bargaining.options import OpenIssue, Package


class SwapKind(StrEnum):
    """How far the two sides move.

    FULL: each takes the other side's position. STEP: each goes to the next option on the way there,
    in the order in which the issue lists its options.
    """

    FULL = "full"
    STEP = "step"


@dataclass(frozen=True)
class SwapView:
    """One swap, by its numbers: all in hundredths of a point, the other side's are estimates.

    Attributes:
        given_issue: Where one's own side gives way.
        given_before: One's own position there, an option's id.
        given_after: What one's own side would accept there.
        taken_issue: Where the other side gives way.
        taken_before: The other side's position there.
        taken_after: What the other side would accept there.
        own_cost: What one's own side gives up on the given issue; above 0.
        own_benefit: What it gets on the taken issue; above `own_cost`.
        other_cost: What the other side gives up on the taken issue; above 0.
        other_benefit: What it gets on the given issue; above `other_cost`.
    """

    kind: SwapKind
    given_issue: str
    given_before: str
    given_after: str
    taken_issue: str
    taken_before: str
    taken_after: str
    own_cost: int
    own_benefit: int
    other_cost: int
    other_benefit: int

    @property
    def own_gain(self) -> int:
        """What one's own side gains in all."""
        return self.own_benefit - self.own_cost

    @property
    def other_gain(self) -> int:
        """What the other side gains in all."""
        return self.other_benefit - self.other_cost


@dataclass(frozen=True)
class _Move:
    """A side giving way on one issue: what it costs that side and brings the other."""

    place: int
    issue: str
    before: str
    after: str
    cost: int
    benefit: int


def best_swaps(
    issues: Sequence[OpenIssue],
    own: Package,
    other: Package,
    *,
    kinds: Sequence[SwapKind] = (SwapKind.FULL,),
    most: int = 5,
) -> tuple[SwapView, ...]:
    """Return the swaps of two issues from which both sides gain.

    The largest smaller gain comes first, then the larger sum of gains, then the order of `kinds`,
    then that of the given and of the taken issue. A move that costs the side that makes it nothing
    is no concession and takes part in no swap. A step that already reaches the other side's
    position is the full move and is listed once.

    Args:
        issues: The open issues; tied issues as the one issue they are. Their values add up: what
            combinations of options add is left out of account.
        own: One's own side's present position by issue: an option's id by the issue's id. Issues
            on which either side has no position yet take no part.
        other: The other side's present position.
        kinds: How far the two sides move.
        most: How many to return at most.

    Raises:
        ValueError: A position names an option that its issue does not have.
    """
    found: dict[tuple[str, str, str, str], SwapView] = {}
    for kind in kinds:
        for swap in _swaps(issues, own, other, kind):
            key = (swap.given_issue, swap.given_after, swap.taken_issue, swap.taken_after)
            found.setdefault(key, swap)
    # Sorting keeps the order of equals, which is the one promised above.
    best = sorted(
        found.values(),
        key=lambda swap: (
            -min(swap.own_gain, swap.other_gain),
            -(swap.own_gain + swap.other_gain),
        ),
    )
    return tuple(best[:most])


def _swaps(
    issues: Sequence[OpenIssue], own: Package, other: Package, kind: SwapKind
) -> Iterator[SwapView]:
    given = []
    taken = []
    for place, issue in enumerate(issues):
        if issue.id not in own or issue.id not in other:
            continue
        ours, theirs = issue.place(own[issue.id]), issue.place(other[issue.id])
        if ours == theirs:
            continue
        before, after = issue.options[ours], issue.options[_target(ours, theirs, kind)]
        given.append(
            _Move(
                place,
                issue.id,
                before.id,
                after.id,
                cost=before.own - after.own,
                benefit=after.other - before.other,
            )
        )
        before, after = issue.options[theirs], issue.options[_target(theirs, ours, kind)]
        taken.append(
            _Move(
                place,
                issue.id,
                before.id,
                after.id,
                cost=before.other - after.other,
                benefit=after.own - before.own,
            )
        )
    for give in given:
        for take in taken:
            if give.place == take.place or give.cost <= 0 or take.cost <= 0:
                continue
            if take.benefit > give.cost and give.benefit > take.cost:
                yield SwapView(
                    kind=kind,
                    given_issue=give.issue,
                    given_before=give.before,
                    given_after=give.after,
                    taken_issue=take.issue,
                    taken_before=take.before,
                    taken_after=take.after,
                    own_cost=give.cost,
                    own_benefit=take.benefit,
                    other_cost=take.cost,
                    other_benefit=give.benefit,
                )


def _target(start: int, end: int, kind: SwapKind) -> int:
    if kind is SwapKind.FULL:
        return end
    return start + 1 if end > start else start - 1
