"""The packages that the tab of possibilities lists, each issue by issue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from negotiator_desk.bargaining.frontier_points import BetterPackage, Solution
from negotiator_desk.bargaining.options import Point
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import _
from negotiator_desk.pay.terms import Terms
from negotiator_desk.services.offer_paths import PathPoint, PathWord
from negotiator_desk.services.possibilities import Possibilities, Standing
from negotiator_desk.services.private_ledgers import SwapIdea, SwapPart
from negotiator_desk.services.worths import IssueWorths, ValuedOption
from negotiator_desk.ui import display, display_terms
from negotiator_desk.ui.charts.frontier_marks import (
    FrontierPicture,
    Mark,
    MarkKind,
    NamedPoint,
    OfferPath,
)
from negotiator_desk.ui.pages.table_ledger_words import swap_words
from negotiator_desk.ui.pages.table_possible_words import (
    better_words,
    deal_words,
    short_name,
    solution_name,
    solution_words,
    standing_words,
)


@dataclass(frozen=True)
class PackageRow:
    """What a package says on one issue; values in hundredths of a point.

    Attributes:
        name: What the terms are beside themselves, such as an option's name; "" for nothing.
        own: To one's own side; None where it cannot be said.
        other: To the other side, an estimate.
        before: What it is held against, where that is something else; None without a comparison.
        own_change: Against that.
        other_change: Against that, an estimate.
        is_open: Whether the issue can still be offered on.
    """

    issue_id: str
    title: str
    terms: Terms
    name: str
    own: int | None
    other: int | None
    before: Terms | None = None
    own_change: int | None = None
    other_change: int | None = None
    is_open: bool = True


@dataclass(frozen=True)
class Choice:
    """One entry of the list, or a point of the picture that was chosen.

    Attributes:
        key: Stays the same while the entry means the same.
        title: Heads its package.
        text: The entry, one or two sentences.
        point: Where it stands in the picture; None where it has no place of its own.
        mark: What was chosen in the picture; None of an entry of the list.
    """

    key: str
    title: str
    text: str
    rows: tuple[PackageRow, ...] = ()
    point: Point | None = None
    mark: Mark | None = None

    @property
    def offer(self) -> tuple[tuple[str, Terms], ...]:
        """What an offer of it would say on the issues that are still open."""
        return tuple((row.issue_id, row.terms) for row in self.rows if row.is_open)


def choices(view: Possibilities) -> tuple[Choice, ...]:
    """Return the entries of the list in their order."""
    return tuple(_choices(view))


def choice_of(view: Possibilities, mark: Mark) -> Choice:
    """Return what a mark of the picture stands for."""
    match mark.kind:
        case MarkKind.SOLUTION:
            return _solution(view, solutions_of(view)[mark.number])
        case MarkKind.OWN:
            return _word(view, view.side, view.paths[view.side][mark.number])
        case MarkKind.OTHER:
            side = view.side.other
            return _word(view, side, view.paths[side][mark.number])
        case MarkKind.FRONTIER:
            return _frontier_point(view, mark.number)
        case MarkKind.DEAL:
            assert view.deal is not None, "only a deal that is there has a mark"
            return _deal(view, view.deal)


def chosen_again(view: Possibilities, choice: Choice) -> Choice | None:
    """Return what was chosen in an earlier picture as it is now; None where it is gone.

    Of the frontier it is the point of the same values, of a side's offers that of the same number.
    """
    if choice.mark is None:
        return None
    if choice.mark.kind is MarkKind.FRONTIER:
        points = () if view.frontier is None else view.frontier.points
        place = points.index(choice.point) if choice.point in points else None
        return None if place is None else _frontier_point(view, place)
    side = view.side if choice.mark.kind is MarkKind.OWN else view.side.other
    path, number = view.paths[side], choice.mark.number
    return _word(view, side, path[number]) if number < len(path) else None


def solutions_of(view: Possibilities) -> tuple[Solution, ...]:
    """Return which of the four points there are."""
    return tuple(one for one in Solution if view.points.of(one) is not None)


def picture_of(view: Possibilities) -> FrontierPicture:
    """Return what the picture shows."""
    assert view.frontier is not None, "without a frontier there is no picture"
    named = []
    for solution in solutions_of(view):
        chosen = view.points.of(solution)
        assert chosen is not None, "only points that are there are named"
        named.append(NamedPoint(short_name(solution), chosen.point))
    names = {view.side: _("Your offers"), view.side.other: _("Their offers")}
    own, other = (
        OfferPath(
            names[side],
            display.tone_of_side(side),
            tuple(point.point for point in view.paths[side]),
        )
        for side in (view.side, view.side.other)
    )
    walk = [
        value if is_known else None
        for value, is_known in zip(view.walk_away, view.is_walk_away_known, strict=True)
    ]
    return FrontierPicture(
        frontier=view.frontier.points,
        solutions=tuple(named),
        own=own,
        other=other,
        deal=None if view.deal is None else view.deal.place.point,
        walk_away=(walk[0], walk[1]),
        is_sample=not view.frontier.is_exact,
    )


def package_text(view: Possibilities, mark: Mark) -> str:
    """Return what a mark's package is, one line for each issue."""
    return "\n".join(
        _("{issue}: {option}").format(issue=row.title, option=option_text(row))
        for row in choice_of(view, mark).rows
    )


def option_text(row: PackageRow) -> str:
    """Return what a package says on an issue, and what it says instead of."""
    terms = display_terms.terms_summary(row.terms)
    if row.before is None:
        return terms
    return f"{display_terms.terms_summary(row.before)} → {terms}"


def _choices(view: Possibilities) -> Iterator[Choice]:
    if view.deal is not None:
        yield _deal(view, view.deal)
    for number, package in enumerate(view.better, start=1):
        yield _better(view, number, package)
    for solution in solutions_of(view):
        yield _solution(view, solution)
    for number, swap in enumerate(view.swaps, start=1):
        yield _swap(number, swap)
    if view.deal is None:
        for side, standing in view.positions.items():
            yield _position(view, side, standing)
    for left in view.left_out:
        text = _("Left out: {issue}. {reason}").format(issue=left.title, reason=left.reason)
        yield Choice(f"left:{left.issue_id}", left.title, text)


def _solution(view: Possibilities, solution: Solution) -> Choice:
    chosen = view.points.of(solution)
    assert chosen is not None, "only points that are there are listed"
    return Choice(
        solution.value,
        solution_name(solution),
        solution_words(view, solution, chosen),
        tuple(_row(*part) for part in view.package(chosen.place)),
        chosen.point,
    )


def _frontier_point(view: Possibilities, place: int) -> Choice:
    assert view.frontier is not None, "only a frontier has points"
    title = _("Frontier, point {number} of {count}").format(
        number=place + 1, count=len(view.frontier)
    )
    rows = tuple(_row(*part) for part in view.package(place))
    return Choice(
        f"frontier:{place}",
        title,
        title,
        rows,
        view.frontier.points[place],
        Mark(MarkKind.FRONTIER, place),
    )


def _deal(view: Possibilities, deal: Standing) -> Choice:
    rows = tuple(_row(*part) for part in view.chosen(deal.package))
    return Choice("deal", _("The deal"), deal_words(deal), rows, deal.place.point)


def _position(view: Possibilities, side: Side, standing: Standing) -> Choice:
    is_own = side is view.side
    return Choice(
        "own" if is_own else "other",
        _("Your offers now") if is_own else _("Their offers now"),
        standing_words(view, side, standing),
        tuple(_row(*part) for part in view.chosen(standing.package)),
        standing.place.point,
    )


def _better(view: Possibilities, number: int, package: BetterPackage) -> Choice:
    before = {change.issue: change.before for change in package.changes}
    rows = []
    for issue, option in view.chosen(package.package):
        old = issue.option(before[issue.issue_id]) if issue.issue_id in before else None
        rows.append(_row(issue, option, old))
    title = _("Better {number}").format(number=number)
    text = better_words(number, package)
    return Choice(f"better:{number}", title, text, tuple(rows), package.point)


def _swap(number: int, swap: SwapIdea) -> Choice:
    title = _("Swap {number}").format(number=number)
    text = _("Swap {number}: {words}").format(number=number, words=swap_words(swap))
    return Choice(f"swap:{number}", title, text, (_swap_row(swap.given), _swap_row(swap.taken)))


def _swap_row(part: SwapPart) -> PackageRow:
    return _valued(part.issue_id, part.title, part.after, part.before, is_open=True)


def _row(
    issue: IssueWorths, option: ValuedOption, before: ValuedOption | None = None
) -> PackageRow:
    return _valued(issue.issue_id, issue.title, option, before, is_open=issue.agreed is None)


def _valued(
    issue_id: str,
    title: str,
    option: ValuedOption,
    before: ValuedOption | None,
    *,
    is_open: bool,
) -> PackageRow:
    old_own = None if before is None else before.own
    old_other = None if before is None else before.other
    return PackageRow(
        issue_id=issue_id,
        title=title,
        terms=option.terms,
        name=option.name,
        own=option.own,
        other=option.other,
        before=None if before is None else before.terms,
        own_change=_change(option.own, old_own),
        other_change=_change(option.other, old_other),
        is_open=is_open,
    )


def _change(after: int | None, before: int | None) -> int | None:
    return None if after is None or before is None else after - before


def _word(view: Possibilities, side: Side, point: PathPoint) -> Choice:
    is_own = side is view.side
    name = _("Your offers") if is_own else _("Their offers")
    title = _("{name}, word {number}").format(name=name, number=point.number)
    issues = {issue.issue_id: issue for issue in view.issues}
    rows = tuple(_word_row(issues, word) for word in point.words)
    mark = Mark(MarkKind.OWN if is_own else MarkKind.OTHER, point.number - 1)
    return Choice(f"{side.value}:{point.number}", title, title, rows, point.point, mark)


def _word_row(issues: Mapping[str, IssueWorths], word: PathWord) -> PackageRow:
    issue = issues[word.issue_id]
    name = _("Present terms") if word.offer_id is None else ""
    return PackageRow(
        issue_id=word.issue_id,
        title=issue.title,
        terms=word.terms,
        name=name,
        own=word.worth.own,
        other=word.worth.other,
        is_open=issue.agreed is None,
    )
