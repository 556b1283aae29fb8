"""Private layer: what is still possible, and how far offers and the deal are from it.

What terms are worth to one's own side is exact, what they are worth to the other side an estimate.
This module has no table of its own; it reads options and their values from `worths`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy.orm import Session

from negotiator_desk.bargaining.frontier import Frontier
from negotiator_desk.bargaining.frontier_points import (
    BargainingPoints,
    BetterPackage,
    Distance,
    Room,
    Solution,
    bargaining_points,
    better_packages,
    distance_between,
    distance_to_frontier,
    room_beyond,
)
from negotiator_desk.bargaining.interactions import frontier_with
from negotiator_desk.bargaining.options import Bonus, Package, Point
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import _
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issue_options import case_bonuses
from negotiator_desk.services.lookup import find_case
from negotiator_desk.services.offer_paths import PathPoint, case_paths
from negotiator_desk.services.option_views import OptionSource
from negotiator_desk.services.private_ledgers import SwapIdea, find_swaps
from negotiator_desk.services.side_briefs import BriefDetails, brief_details, own_side_of
from negotiator_desk.services.worths import IssueWorths, ValuedOption, case_worths, open_issue

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
        nearest: Place of that point in `Frontier.points`.
        room: What was possible beyond it without loss to anyone.
        to_points: To each of the four points; empty where there are none.
    """

    point: Point
    distance: Distance
    nearest: int
    room: Room
    to_points: Mapping[Solution, Distance]


@dataclass(frozen=True)
class Standing:
    """A whole package on the table, and where it stands.

    Attributes:
        package: The option of each issue of the picture, by its id.
    """

    package: Package
    place: Place


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
        positions: Where each side stands now: its standing offers, what is agreed, and the present
            terms where it has said nothing. A side that has said nothing at all, or whose word has
            no value on some issue, is missing.
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
    positions: Mapping[Side, Standing]
    deal: Standing | None
    better: tuple[BetterPackage, ...]
    swaps: tuple[SwapIdea, ...]

    @property
    def is_settled(self) -> bool:
        """Whether every issue of the picture is agreed."""
        return bool(self.issues) and all(issue.agreed is not None for issue in self.issues)

    @property
    def common_share(self) -> Fraction | None:
        """The part of its best gain that each side has at least at the Kalai–Smorodinsky point.

        From 0 to 1: near 1 both can have nearly all, near a half what one gains the other loses.
        None without points, and where a side can gain nothing.
        """
        at, own, other = (
            self.points.kalai_smorodinsky,
            self.points.ideal_own,
            self.points.ideal_other,
        )
        if at is None or not own or not other:
            return None
        return min(Fraction(at.own_gain, own), Fraction(at.other_gain, other))

    def package(self, place: int) -> tuple[tuple[IssueWorths, ValuedOption], ...]:
        """Return the option of each issue at one point of the frontier.

        Args:
            place: The point's place in `frontier.points`, from 0.
        """
        assert self.frontier is not None, "only a frontier has points"
        return self.chosen(self.frontier.package(place))

    def chosen(self, package: Package) -> tuple[tuple[IssueWorths, ValuedOption], ...]:
        """Return the issues of a package with the options that it names."""
        found = []
        for issue in self.issues:
            option = issue.option(package[issue.issue_id])
            assert option is not None, "a package names options of its issues"
            found.append((issue, option))
        return tuple(found)


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
    bonuses = _bonuses(session, case_id, side, issues)
    paths = case_paths(session, desk, case_id, side, issues, bonuses)
    if not issues:
        return _nothing(side, left_out, walk_away, brief, paths)
    is_settled = all(issue.agreed is not None for issue in issues)
    frontier = _frontier(issues, bonuses, is_fixed=not is_settled)
    points = bargaining_points(frontier, walk_away)
    deal = {issue.issue_id: issue.agreed for issue in issues if issue.agreed is not None}
    return Possibilities(
        side=side,
        issues=issues,
        left_out=left_out,
        frontier=frontier,
        points=points,
        walk_away=walk_away,
        is_walk_away_known=_known(brief),
        paths=paths,
        positions={
            one: _standing(frontier, points, package)
            for one in Side
            if (package := _position(issues, is_own=one is side)) is not None
        },
        deal=_standing(frontier, points, deal) if is_settled else None,
        better=better_packages(frontier, deal, MOST_BETTER) if is_settled else (),
        swaps=() if is_settled else find_swaps(issues),
    )


def _nothing(
    side: Side,
    left_out: tuple[LeftOut, ...],
    walk_away: Point,
    brief: BriefDetails,
    paths: Mapping[Side, tuple[PathPoint, ...]],
) -> Possibilities:
    return Possibilities(
        side=side,
        issues=(),
        left_out=left_out,
        frontier=None,
        points=BargainingPoints(),
        walk_away=walk_away,
        is_walk_away_known=_known(brief),
        paths=paths,
        positions={},
        deal=None,
        better=(),
        swaps=(),
    )


def _known(brief: BriefDetails) -> tuple[bool, bool]:
    return brief.walk_away is not None, brief.other_walk_away is not None


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


def _bonuses(
    session: Session, case_id: str, side: Side, issues: Sequence[IssueWorths]
) -> tuple[Bonus, ...]:
    """Return the bonuses whose options are all in the picture."""
    offered = {
        (issue.issue_id, option.id)
        for issue in issues
        for option in issue.options
        if option.is_valued
    }
    return tuple(
        view.bonus
        for view in case_bonuses(session, case_id, side)
        if offered.issuperset(view.bonus.conditions.items())
    )


def _frontier(
    issues: Sequence[IssueWorths], bonuses: Sequence[Bonus], *, is_fixed: bool
) -> Frontier:
    valued = [open_issue(issue, is_fixed=is_fixed) for issue in issues]
    left = {(issue.id, option.id) for issue in valued for option in issue.options}
    # One that needs another option than the one agreed can no longer be had.
    reachable = [bonus for bonus in bonuses if left.issuperset(bonus.conditions.items())]
    return frontier_with(valued, reachable, seed=SEED)


def _position(issues: Sequence[IssueWorths], *, is_own: bool) -> dict[str, str] | None:
    """Return a side's whole word of the moment; None where it cannot be valued or is not there."""
    found: dict[str, str] = {}
    has_spoken = False
    for issue in issues:
        said = issue.agreed or (issue.own_position if is_own else issue.other_position)
        has_spoken = has_spoken or said is not None
        option = _present(issue) if said is None else issue.option(said)
        if option is None or not option.is_valued:
            return None
        found[issue.issue_id] = option.id
    return found if has_spoken else None


def _present(issue: IssueWorths) -> ValuedOption | None:
    return next((one for one in issue.options if OptionSource.PRESENT in one.sources), None)


def _standing(frontier: Frontier, points: BargainingPoints, package: Package) -> Standing:
    point = frontier.value_of(package)
    distance, nearest = distance_to_frontier(frontier, point)
    to_points = {
        solution: distance_between(point, chosen.point)
        for solution in Solution
        if (chosen := points.of(solution)) is not None
    }
    return Standing(
        package, Place(point, distance, nearest, room_beyond(frontier, point), to_points)
    )
