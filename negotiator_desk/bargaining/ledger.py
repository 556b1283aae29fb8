"""The ledger of concessions: what each side moved, by how much money, and who moved last.

It is kept of binding words only: what a side offered bindingly, and what it accepted. Exploratory
talk is left out. A side's word on an issue is held against its own binding word before; the first
one is an opening, measured from the present terms and no concession. A word taken back later stays
in the ledger, marked: it was said, and the next one is held against it.

So for each side and issue the changes after the opening add up to the cost of its last word less
the cost of its first, whatever was superseded, withdrawn or tied.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.bargaining.rounds import (
    STALLED_AFTER,
    Round,
    Spoken,
    count_rounds,
    still_rounds,
)
from negotiator_desk.pay.cells import Cell, CellChange, cells, compared_cells
from negotiator_desk.pay.terms import Terms


class Direction(StrEnum):
    """Where a side's word went.

    With a costing, money decides: the employee side comes closer by asking for less cost, the
    employer side by offering more. Without one, the values decide: closer is where each changed
    value lies nearer to the other side's last word. LEVEL changes values at the same cost;
    UNKNOWN cannot be told; STILL repeats the word before.
    """

    OPENING = "opening"
    CLOSER = "closer"
    AWAY = "away"
    LEVEL = "level"
    UNKNOWN = "unknown"
    STILL = "still"


@dataclass(frozen=True)
class LedgerIssue:
    """What a ledger has to know of an issue.

    Attributes:
        present: Terms that hold today; None where there are none.
        present_cost: What they cost, fen a year; None where that is not known.
    """

    id: str
    is_open: bool
    present: Terms | None = None
    present_cost: int | None = None


@dataclass(frozen=True)
class Word:
    """One side's word on one issue: an offer, or its acceptance of the other side's.

    Attributes:
        offer_id: The offer put, or the one accepted.
        bundle_id: Words of one side said at one moment share it.
        side: Who says it.
        cost: Of the terms, fen a year; None where the issue has no calculation data.
        is_withdrawn: Taken back afterwards.
        has_fallen: No longer stands because another offer that it was tied to no longer does.
    """

    offer_id: str
    issue_id: str
    bundle_id: str
    side: Side
    session_number: int
    terms: Terms
    cost: int | None = None
    is_binding: bool = True
    is_tied: bool = False
    is_withdrawn: bool = False
    has_fallen: bool = False
    is_acceptance: bool = False

    @property
    def is_gone(self) -> bool:
        """Whether it fell without a word of the same side in its place."""
        return self.is_withdrawn or self.has_fallen


@dataclass(frozen=True)
class Line:
    """What one word changed on its issue.

    Attributes:
        place: Place of its move among all moves, from 0.
        round: Number of the round.
        before: The same side's binding word before; None at an opening.
        changes: Values that differ from `before`, at an opening from the present terms.
        cost_change: The difference in cost, fen a year; None where one of the two is not known.
        moved: Cost less that of the side's first word on the issue; None where not known.
    """

    word: Word
    place: int
    round: int
    before: Word | None
    changes: tuple[CellChange, ...]
    direction: Direction
    cost_change: int | None
    moved: int | None


@dataclass(frozen=True)
class Standing:
    """Where a side stands on an issue.

    Attributes:
        moved: Cost of the last word less that of the first, fen a year; None where not known.
    """

    issue_id: str
    side: Side
    first: Word
    last: Word
    moved: int | None


@dataclass(frozen=True)
class Stall:
    """Talks that stand still.

    Attributes:
        rounds: How many rounds in a row nothing moved.
        since: Number of the first of them.
        issues: Ids of the issues still open.
    """

    rounds: int
    since: int
    issues: tuple[str, ...]


@dataclass(frozen=True)
class Ledger:
    """Everything that was bindingly said, in the order it was said.

    Attributes:
        rounds: In order; those in which nobody spoke have no line.
        last_movers: For each round, who had moved last at its end; None while nobody had.
        stall: None while talks move.
    """

    issues: tuple[LedgerIssue, ...]
    lines: tuple[Line, ...]
    rounds: tuple[Round, ...]
    standings: tuple[Standing, ...]
    last_movers: tuple[Side | None, ...]
    stall: Stall | None

    @property
    def last_mover(self) -> Side | None:
        """Who moved last; None if nobody did."""
        return self.last_movers[-1] if self.last_movers else None

    def standing(self, issue_id: str, side: Side) -> Standing | None:
        """Where a side stands on an issue; None before its first word."""
        return next(
            (one for one in self.standings if (one.issue_id, one.side) == (issue_id, side)), None
        )


def keep_ledger(
    issues: Sequence[LedgerIssue], words: Sequence[Word], over: Collection[int] = ()
) -> Ledger:
    """Return the ledger of a case.

    Args:
        issues: In the order of the agenda.
        words: All offers and acceptances in the order they were said; exploratory offers are left
            out here.
        over: Numbers of the sessions that are over.
    """
    by_id = {issue.id: issue for issue in issues}
    binding = tuple(word for word in words if word.is_binding)
    places = _places(binding)
    first: dict[tuple[str, Side], Word] = {}
    last: dict[tuple[str, Side], Word] = {}
    memory: dict[str, tuple[Cell, ...]] = {}
    drafts: list[tuple[Word, int, Word | None, tuple[CellChange, ...], Direction]] = []
    for word, place in zip(binding, places, strict=True):
        key = (word.issue_id, word.side)
        before, other = last.get(key), last.get((word.issue_id, word.side.other))
        issue = by_id[word.issue_id]
        changes = _changes(memory, issue, before, word)
        nearer = None if other is None else _nearer(changes, _cells(memory, other))
        drafts.append((word, place, before, changes, _direction(word, before, changes, nearer)))
        first.setdefault(key, word)
        last[key] = word
    rounds = count_rounds(_spoken(drafts), over)
    round_of = {place: one.number for one in rounds for place in one.moves}
    lines = tuple(
        Line(
            word=word,
            place=place,
            round=round_of[place],
            before=before,
            changes=changes,
            direction=direction,
            cost_change=_difference(
                word.cost, by_id[word.issue_id].present_cost if before is None else before.cost
            ),
            moved=_difference(word.cost, first[word.issue_id, word.side].cost),
        )
        for word, place, before, changes, direction in drafts
    )
    standings = tuple(
        Standing(
            issue.id,
            side,
            first[issue.id, side],
            last[issue.id, side],
            _difference(last[issue.id, side].cost, first[issue.id, side].cost),
        )
        for issue in issues
        for side in Side
        if (issue.id, side) in first
    )
    return Ledger(
        issues=tuple(issues),
        lines=lines,
        rounds=rounds,
        standings=standings,
        last_movers=_last_movers(lines, rounds),
        stall=_stall(issues, rounds),
    )


def _places(words: Sequence[Word]) -> list[int]:
    """Number the moves: words of one side said together are one."""
    places: list[int] = []
    before: tuple[object, ...] | None = None
    for word in words:
        move = (word.bundle_id, word.side, word.session_number, word.is_acceptance)
        places.append(places[-1] + (move != before) if places else 0)
        before = move
    return places


def _spoken(
    drafts: Sequence[tuple[Word, int, Word | None, tuple[CellChange, ...], Direction]],
) -> list[Spoken]:
    spoken: list[Spoken] = []
    for word, place, _before, changes, _direction_of in drafts:
        has_moved = bool(changes) or word.is_acceptance
        if place < len(spoken):
            has_moved = has_moved or spoken[place].has_moved
            spoken.pop()
        spoken.append(Spoken(word.side, word.session_number, has_moved))
    return spoken


def _cells(memory: dict[str, tuple[Cell, ...]], word: Word) -> tuple[Cell, ...]:
    if word.offer_id not in memory:
        memory[word.offer_id] = cells(word.terms)
    return memory[word.offer_id]


def _changes(
    memory: dict[str, tuple[Cell, ...]], issue: LedgerIssue, before: Word | None, word: Word
) -> tuple[CellChange, ...]:
    old: tuple[Cell, ...] = ()
    if before is not None:
        old = _cells(memory, before)
    elif issue.present is not None:
        old = cells(issue.present)
    return compared_cells(old, _cells(memory, word))


def _direction(
    word: Word, before: Word | None, changes: tuple[CellChange, ...], nearer: bool | None
) -> Direction:
    if before is None:
        return Direction.OPENING
    if not changes:
        return Direction.STILL
    change = _difference(word.cost, before.cost)
    if change == 0:
        return Direction.LEVEL
    if change is not None:
        nearer = (change < 0) == (word.side is Side.EMPLOYEE)
    if nearer is None:
        return Direction.UNKNOWN
    return Direction.CLOSER if nearer else Direction.AWAY


def _nearer(changes: Sequence[CellChange], other: Sequence[Cell]) -> bool | None:
    """Whether all changed values came nearer to the other side's; None if not all went one way."""
    wanted = {cell.key: cell for cell in other}
    steps = {_step(change, wanted.get(change.key)) for change in changes}
    return steps.pop() if len(steps) == 1 else None


def _step(change: CellChange, other: Cell | None) -> bool | None:
    values = [None if cell is None else cell.value for cell in (change.before, change.after, other)]
    before, after, wanted = values
    if before == wanted or after == wanted:
        return after == wanted
    if before is None or after is None or wanted is None:
        return None
    if isinstance(before, str) or isinstance(after, str) or isinstance(wanted, str):
        return None
    away = abs(after - wanted) - abs(before - wanted)
    return None if away == 0 else away < 0


def _difference(after: int | None, before: int | None) -> int | None:
    return None if after is None or before is None else after - before


def _last_movers(lines: Sequence[Line], rounds: Sequence[Round]) -> tuple[Side | None, ...]:
    by_round: dict[int, Side] = {
        line.round: line.word.side for line in lines if line.changes or line.word.is_acceptance
    }
    found: list[Side | None] = []
    for one in rounds:
        found.append(by_round.get(one.number, found[-1] if found else None))
    return tuple(found)


def _stall(issues: Sequence[LedgerIssue], rounds: Sequence[Round]) -> Stall | None:
    still = still_rounds(rounds)
    still_open = tuple(issue.id for issue in issues if issue.is_open)
    if still < STALLED_AFTER or not still_open:
        return None
    latest = max(one.number for one in rounds if one.is_over)
    return Stall(still, latest - still + 1, still_open)
