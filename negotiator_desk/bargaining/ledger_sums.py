"""What the ledger comes to in money: how far each side has moved, how far apart they still are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from negotiator_desk.bargaining.ledger import Ledger, Word
from negotiator_desk.bargaining.parties import Side


@dataclass(frozen=True)
class Sums:
    """Where both sides stand in money, fen a year.

    Attributes:
        moved: Change in cost since each side's first words, over all issues that are costed; None
            for a side without one.
        gap: What the employee side's last words cost more than the employer side's, over `counted`;
            None if nothing is counted.
        counted: Issues on which both sides' last words stand and are costed.
        gone: Costed issues on which a side's last word fell without another in its place.
    """

    moved: Mapping[Side, int | None]
    gap: int | None
    counted: tuple[str, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True)
class CurvePoint:
    """Both sides at the end of a round.

    Attributes:
        amount: What the words of each side amount to: fen a year, or hundredths of a point.
        has_gone: A word that counts here fell later without another in its place, by side.
    """

    round: int
    amount: Mapping[Side, int]
    has_gone: Mapping[Side, bool]


def sums(ledger: Ledger, issue_id: str | None = None) -> Sums:
    """Return where both sides stand in money.

    Args:
        issue_id: Counts this issue alone; None counts them all.
    """
    moved: dict[Side, int | None] = dict.fromkeys(Side)
    gap, counted, gone = 0, [], []
    for issue in ledger.issues:
        if issue_id is not None and issue.id != issue_id:
            continue
        found = {side: ledger.standing(issue.id, side) for side in Side}
        for side, one in found.items():
            if one is not None and one.moved is not None:
                moved[side] = (moved[side] or 0) + one.moved
        last = [None if one is None else one.last for one in found.values()]
        costs = [None if word is None else word.cost for word in last]
        if costs[0] is None or costs[1] is None:
            continue
        if any(word is not None and word.is_gone for word in last):
            gone.append(issue.id)
            continue
        counted.append(issue.id)
        gap += costs[0] - costs[1]
    return Sums(moved, gap if counted else None, tuple(counted), tuple(gone))


def word_cost(word: Word) -> int | None:
    """What a word costs, fen a year; None without calculation data."""
    return word.cost


def compared_issues(
    ledger: Ledger, amount: Callable[[Word], int | None] = word_cost
) -> tuple[str, ...]:
    """Return the issues on which both sides have spoken and every word has an amount.

    Args:
        amount: What a word amounts to: its cost, or what it is worth to a side.
    """
    sides: dict[str, set[Side]] = {}
    unknown = set()
    for line in ledger.lines:
        sides.setdefault(line.word.issue_id, set()).add(line.word.side)
        if amount(line.word) is None:
            unknown.add(line.word.issue_id)
    return tuple(
        issue.id
        for issue in ledger.issues
        if len(sides.get(issue.id, ())) == len(Side) and issue.id not in unknown
    )


def curve(
    ledger: Ledger,
    issue_ids: Collection[str],
    amount: Callable[[Word], int | None] = word_cost,
) -> tuple[CurvePoint, ...]:
    """Return where both sides stood at the end of each round, over some of the compared issues.

    An issue on which a side has not spoken yet counts with its first word on it, so that an opening
    never looks like movement: the ends of a side's curve lie apart by what it moved.

    Args:
        issue_ids: Some of `compared_issues`, found by the same amount.
        amount: What a word amounts to.
    """
    last = {
        (one.issue_id, one.side): one.first for one in ledger.standings if one.issue_id in issue_ids
    }
    if not last:
        return ()
    points = []
    at = 0
    for one in ledger.rounds:
        while at < len(ledger.lines) and ledger.lines[at].round <= one.number:
            word = ledger.lines[at].word
            if (word.issue_id, word.side) in last:
                last[word.issue_id, word.side] = word
            at += 1
        of_side = {side: [word for word in last.values() if word.side is side] for side in Side}
        points.append(
            CurvePoint(
                one.number,
                {side: _total(words, amount) for side, words in of_side.items()},
                {side: any(word.is_gone for word in words) for side, words in of_side.items()},
            )
        )
    return tuple(points)


def _total(words: Sequence[Word], amount: Callable[[Word], int | None]) -> int:
    amounts = [amount(word) for word in words]
    known = [one for one in amounts if one is not None]
    assert len(known) == len(amounts), "only compared issues have a curve"
    return sum(known)
