"""Private layer: what is still possible, and how far offers and the deal are from it.

What terms are worth to one's own side is exact, what they are worth to the other side an estimate.
This module has no table of its own; it reads options and their values from `worths`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from negotiator_desk.bargaining.frontier import Frontier
from negotiator_desk.bargaining.frontier_points import (
    BargainingPoints,
    BetterPackage,
    Distance,
    Room,
    bargaining_points,
    better_packages,
    distance_to_frontier,
    room_beyond,
)
from negotiator_desk.bargaining.interactions import frontier_with
from negotiator_desk.bargaining.options import OpenIssue, Option, Point
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import _
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issue_options import case_bonuses
from negotiator_desk.services.lookup import find_case
from negotiator_desk.services.offer_paths import PathPoint, case_paths
from negotiator_desk.services.private_ledgers import SwapIdea, find_swaps
from negotiator_desk.services.side_briefs import brief_details, own_side_of
from negotiator_desk.services.worths import IssueWorths, ValuedOption, case_worths

SEED = 1
"""Of the sample, where interactions are too many to be followed exactly: always the same one."""

MOST_BETTER = 5


@dataclass(frozen=True)
class LeftOut:
    """An issue that cannot be part of the picture, and why, as one translated sentence."""

    issue_id: str
    title: str
    reason: str


@dataclass(frozen=True)
class Place:
    """Where a package stands; amounts in hundredths of a point, the other side's an estimate.

    Attributes:
        distance: To the nearest point of the frontier.
        room: What was possible beyond it without loss to anyone.
    """

    point: Point
    distance: Distance
    room: Room


@dataclass(frozen=True)
class Possibilities:
    """Everything that one side can see of what is still possible.

    Attributes:
        side: Whose view it is.
        issues: The issues of the picture in the order of the agenda. While talks go on an agreed
            issue counts as the one option it was settled on; after the deal all its options count
            again.
        left_out: The issues that could not be valued.
        frontier: None where no issue is left.
        walk_away: What each side has without a deal; 0 where it was not weighed.
        is_walk_away_known: Whether one's own alternative was weighed, and the other's estimated.
        paths: For each side the points of its whole words over time, oldest first.
        deal: Where the deal stands; None until every issue of the picture is agreed.
        better: After the deal, packages that are better for one side and worse for none.
        swaps: Before the deal, swaps from which both sides gain.
    """

    side: Side
    issues: tuple[IssueWorths, ...]
    left_out: tuple[LeftOut, ...]
    frontier: Frontier | None
    points: BargainingPoints
    walk_away: Point
    is_walk_away_known: tuple[bool, bool]
    paths: Mapping[Side, tuple[PathPoint, ...]]
    deal: Place | None
    better: tuple[BetterPackage, ...]
    swaps: tuple[SwapIdea, ...]

    @property
    def is_settled(self) -> bool:
        """Whether every issue of the picture is agreed."""
        return bool(self.issues) and all(issue.agreed is not None for issue in self.issues)

    def package(self, place: int) -> tuple[tuple[IssueWorths, ValuedOption], ...]:
        """Return the option of each issue at one point of the frontier.

        Args:
            place: The point's place in `frontier.points`, from 0.
        """
        assert self.frontier is not None, "only a frontier has points"
        return self.chosen(self.frontier.package(place))

    def chosen(self, package: Mapping[str, str]) -> tuple[tuple[IssueWorths, ValuedOption], ...]:
        """Return the issues of a package with the options that it names."""
        found = []
        for issue in self.issues:
            option = issue.option(package[issue.issue_id])
            assert option is not None, "a package names options of its issues"
            found.append((issue, option))
        return tuple(found)

    def place_of(self, point: Point) -> Place | None:
        """Return where a point stands; None without a frontier."""
        return None if self.frontier is None else _place(self.frontier, point)


def read_possibilities(desk: Desk, case_id: str, side: Side | None = None) -> Possibilities:
    """Return what is still possible in a case, as one side values it.

    Args:
        side: Whose values; None is the side this computer works for.

    Raises:
        RuleError: There is no such case.
    """

    def query(session: Session) -> Possibilities:
        case = find_case(session, case_id)
        own = own_side_of(session, case.id) if side is None else side
        return _read(session, desk, case.id, own)

    return desk.read(query)


def _read(session: Session, desk: Desk, case_id: str, side: Side) -> Possibilities:
    every = case_worths(session, desk, case_id, side)
    left_out = tuple(
        LeftOut(issue.issue_id, issue.title, reason)
        for issue in every
        if (reason := _why_left_out(issue))
    )
    gone = {one.issue_id for one in left_out}
    issues = tuple(issue for issue in every if issue.issue_id not in gone)
    brief = brief_details(session, case_id, side)
    walk_away = Point(brief.walk_away or 0, brief.other_walk_away or 0)
    frontier = _frontier(session, case_id, side, issues)
    deal = _deal(issues)
    return Possibilities(
        side=side,
        issues=issues,
        left_out=left_out,
        frontier=frontier,
        points=BargainingPoints() if frontier is None else bargaining_points(frontier, walk_away),
        walk_away=walk_away,
        is_walk_away_known=(brief.walk_away is not None, brief.other_walk_away is not None),
        paths=case_paths(session, desk, case_id, side, issues),
        deal=None if frontier is None or deal is None else _place_of(frontier, deal),
        better=()
        if frontier is None or deal is None
        else better_packages(frontier, deal, MOST_BETTER),
        swaps=find_swaps(issues) if deal is None else (),
    )


def _why_left_out(issue: IssueWorths) -> str:
    """Say what is missing for an issue to be valued; "" if nothing is."""
    if issue.weight == 0 and issue.other_weight == 0:
        return _("No side gives it any points: spread the 100 points first.")
    if issue.agreed is not None:
        option = issue.option(issue.agreed)
        if option is None or not option.is_valued:
            return _("What was agreed has no value: enter target and limit, or score the option.")
    elif not any(option.is_valued for option in issue.options):
        return _(
            "None of its options has a value for both sides: enter target and limit of one's own "
            "side and of the other as estimated, or score the options."
        )
    return ""


def _frontier(
    session: Session, case_id: str, side: Side, issues: Sequence[IssueWorths]
) -> Frontier | None:
    if not issues:
        return None
    is_settled = all(issue.agreed is not None for issue in issues)
    valued = [_open_issue(issue, fixed=not is_settled) for issue in issues]
    offered = {(issue.id, option.id) for issue in valued for option in issue.options}
    bonuses = [
        view.bonus
        for view in case_bonuses(session, case_id, side)
        if offered.issuperset(view.bonus.conditions.items())
    ]
    return frontier_with(valued, bonuses, seed=SEED)


def _open_issue(issue: IssueWorths, *, fixed: bool) -> OpenIssue:
    """Return the options of an issue that have a value; only the agreed one if that is fixed."""
    return OpenIssue(
        issue.issue_id,
        tuple(
            Option(option.id, option.own, option.other)
            for option in issue.options
            if option.own is not None
            and option.other is not None
            and not (fixed and issue.agreed is not None and option.id != issue.agreed)
        ),
    )


def _deal(issues: Sequence[IssueWorths]) -> dict[str, str] | None:
    agreed = {issue.issue_id: issue.agreed for issue in issues if issue.agreed is not None}
    return agreed if issues and len(agreed) == len(issues) else None


def _place_of(frontier: Frontier, package: Mapping[str, str]) -> Place:
    return _place(frontier, frontier.value_of(package))


def _place(frontier: Frontier, point: Point) -> Place:
    distance, _nearest = distance_to_frontier(frontier, point)
    return Place(point, distance, room_beyond(frontier, point))
