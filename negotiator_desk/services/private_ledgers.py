"""Private layer: the ledger of concessions in points, and the swaps that could move stalled talks.

What terms are worth to one's own side is exact, what they are worth to the other side an estimate.
This module has no table of its own; it adds the values of `worths` to the shared ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from negotiator_desk.bargaining.ledger import Line, Word
from negotiator_desk.bargaining.ledger_sums import CurvePoint, compared_issues, curve
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.bargaining.swaps import SwapKind, SwapView, best_swaps
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.ledgers import CaseLedger
from negotiator_desk.services.side_briefs import own_side
from negotiator_desk.services.worths import (
    IssueWorths,
    ValuedOption,
    Worth,
    issue_worths,
    offer_worths,
    open_issue,
)

MOST_SWAPS = 5

_UNKNOWN = Worth(None, None)


@dataclass(frozen=True)
class ValueLine:
    """What one line of the ledger is worth, in hundredths of a point; None where it is not known.

    Attributes:
        worth: Of the word: to one's own side, and to the other as estimated.
        own_change: What it changed for one's own side against the word before; None at an opening.
        other_change: The same for the other side, an estimate.
    """

    line: Line
    worth: Worth
    own_change: int | None
    other_change: int | None


@dataclass(frozen=True)
class SwapPart:
    """One side giving way on one issue.

    Attributes:
        after: What it would accept.
        is_whole: It takes the other side's own position.
    """

    issue_id: str
    title: str
    before: ValuedOption
    after: ValuedOption
    is_whole: bool


@dataclass(frozen=True)
class SwapIdea:
    """Two issues to swap; amounts in hundredths of a point, above 0, the other side's estimates.

    Attributes:
        given: Where one's own side gives way.
        taken: Where the other side gives way.
        own_cost: What one's own side gives up on the one issue.
        own_benefit: What it gets on the other.
        other_gain: What the other side gains in all.
    """

    given: SwapPart
    taken: SwapPart
    own_cost: int
    own_benefit: int
    other_gain: int

    @property
    def own_gain(self) -> int:
        """What one's own side gains in all."""
        return self.own_benefit - self.own_cost


@dataclass(frozen=True)
class PrivateLedger:
    """The ledger as one side values it.

    Attributes:
        side: One's own side.
        shared: The ledger in money.
        lines: One for each line of the shared ledger.
        compared: Issues on which both sides have spoken and all words have a value.
        points: For each round, what each side's words are worth to that side itself, over
            `compared`; the other side's is an estimate.
        swaps: At most five, the best first.
        is_valued: Whether any word is worth something that is known.
    """

    side: Side
    shared: CaseLedger
    lines: tuple[ValueLine, ...]
    compared: tuple[str, ...]
    points: tuple[CurvePoint, ...]
    swaps: tuple[SwapIdea, ...]
    is_valued: bool

    def moved(self, side: Side) -> int | None:
        """Hundredths of a point that a side gave up of its own value since its first words.

        None while nothing is compared.
        """
        if not self.points:
            return None
        first = [
            self._own_value(standing.first)
            for standing in self.shared.ledger.standings
            if standing.side is side and standing.issue_id in self.compared
        ]
        return sum(first) - self.points[-1].amount[side]

    def _own_value(self, word: Word) -> int:
        found = next(one.worth for one in self.lines if one.line.word.offer_id == word.offer_id)
        value = found.own if word.side is self.side else found.other
        assert value is not None, "every word on a compared issue has a value"
        return value


def get_private_ledger(desk: Desk, shared: CaseLedger, side: Side | None = None) -> PrivateLedger:
    """Return the ledger of a case as one side values it.

    Args:
        shared: The ledger in money, from `get_ledger`.
        side: Whose values; None is the side this computer works for.

    Raises:
        RuleError: The case is gone.
    """
    case_id = shared.case_id
    own = own_side(desk, case_id) if side is None else side
    worths = offer_worths(desk, case_id, own)
    amount = _own_amount(worths, own)
    compared = compared_issues(shared.ledger, amount)
    lines = tuple(_value_line(line, worths) for line in shared.ledger.lines)
    return PrivateLedger(
        side=own,
        shared=shared,
        lines=lines,
        compared=compared,
        points=curve(shared.ledger, compared, amount),
        swaps=find_swaps(issue_worths(desk, case_id, own)),
        is_valued=any(one.worth != _UNKNOWN for one in lines),
    )


def find_swaps(issues: tuple[IssueWorths, ...], most: int = MOST_SWAPS) -> tuple[SwapIdea, ...]:
    """Return the swaps of two open issues from which both sides gain, the best first.

    Each side gives way from its present position all the way to the other's, or to the next option
    on that way.

    Args:
        issues: Agreed ones, and those without both sides' positions, take no part.
        most: How many to return at most.
    """
    by_id = {issue.issue_id: issue for issue in issues if issue.agreed is None}
    valued = {issue_id: open_issue(issue) for issue_id, issue in by_id.items()}
    known = {issue_id: {one.id for one in issue.options} for issue_id, issue in valued.items()}
    own = {
        issue_id: issue.own_position
        for issue_id, issue in by_id.items()
        if issue.own_position is not None and issue.own_position in known[issue_id]
    }
    other = {
        issue_id: issue.other_position
        for issue_id, issue in by_id.items()
        if issue.other_position is not None and issue.other_position in known[issue_id]
    }
    swaps = best_swaps(
        [issue for issue in valued.values() if issue.options],
        own,
        other,
        kinds=(SwapKind.FULL, SwapKind.STEP),
        most=most,
    )
    return tuple(_idea(swap, by_id) for swap in swaps)


def _idea(swap: SwapView, issues: Mapping[str, IssueWorths]) -> SwapIdea:
    given, taken = issues[swap.given_issue], issues[swap.taken_issue]
    return SwapIdea(
        given=_part(given, swap.given_before, swap.given_after, given.other_position),
        taken=_part(taken, swap.taken_before, swap.taken_after, taken.own_position),
        own_cost=swap.own_cost,
        own_benefit=swap.own_benefit,
        other_gain=swap.other_gain,
    )


def _part(issue: IssueWorths, before: str, after: str, end: str | None) -> SwapPart:
    first, last = issue.option(before), issue.option(after)
    assert first is not None, "a swap names options of its issue"
    assert last is not None, "a swap names options of its issue"
    return SwapPart(issue.issue_id, issue.title, first, last, is_whole=after == end)


def _own_amount(worths: Mapping[str, Worth], own: Side) -> Callable[[Word], int | None]:
    """What a word is worth to the side that says it."""

    def amount(word: Word) -> int | None:
        worth = worths.get(word.offer_id, _UNKNOWN)
        return worth.own if word.side is own else worth.other

    return amount


def _value_line(line: Line, worths: Mapping[str, Worth]) -> ValueLine:
    worth = worths.get(line.word.offer_id, _UNKNOWN)
    before = _UNKNOWN if line.before is None else worths.get(line.before.offer_id, _UNKNOWN)
    return ValueLine(
        line,
        worth,
        None if worth.own is None or before.own is None else worth.own - before.own,
        None if worth.other is None or before.other is None else worth.other - before.other,
    )
