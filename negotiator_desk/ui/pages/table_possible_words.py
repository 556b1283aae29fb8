"""What the tab of possibilities says in sentences: how far talks are from the best, and why."""

from __future__ import annotations

from negotiator_desk.bargaining.frontier_points import BetterPackage, ChosenPoint, Solution
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import _, n_
from negotiator_desk.services.possibilities import Possibilities, Standing
from negotiator_desk.ui import display
from negotiator_desk.ui.pages.table_ledger_words import points, whole_points


def solution_name(solution: Solution) -> str:
    """What one of the four points is called."""
    match solution:
        case Solution.NASH:
            return _("Nash point")
        case Solution.KALAI_SMORODINSKY:
            return _("Kalai–Smorodinsky point")
        case Solution.EGALITARIAN:
            return _("Egalitarian point")
        case Solution.WELFARE:
            return _("Most together")


def short_name(solution: Solution) -> str:
    """The same in the picture, where room is short."""
    match solution:
        case Solution.NASH:
            return _("Nash")
        case Solution.KALAI_SMORODINSKY:
            return _("Kalai–Smorodinsky")
        case Solution.EGALITARIAN:
            return _("Egalitarian")
        case Solution.WELFARE:
            return _("Most together")


def solution_words(view: Possibilities, solution: Solution, chosen: ChosenPoint) -> str:
    """Say what one of the four points is, and what each side gains at it."""
    return " ".join((_gains(solution_name(solution), chosen), _why(view, solution)))


def better_words(number: int, package: BetterPackage) -> str:
    """Say what a package would have been better in than the deal."""
    return n_(
        "Better {number}: {own} for you, about {other} for them (estimate); {count} issue changes.",
        "Better {number}: {own} for you, about {other} for them (estimate); {count} issues change.",
        len(package.changes),
    ).format(
        number=number,
        own=gain(package.own_gain),
        other=about(package.other_gain),
        count=len(package.changes),
    )


def finding(view: Possibilities) -> str:
    """Say in one sentence how far talks, or the deal, are from what is possible."""
    if view.deal is not None:
        return _deal_finding(view.deal)
    own, other = view.positions.get(view.side), view.positions.get(view.side.other)
    if own is not None and other is not None:
        return _(
            "Your offers are {own} points from the frontier, theirs {other} (estimate). With no "
            "loss to the other, you could have up to {own_more} more than they offer, they about "
            "{other_more} more than you offer."
        ).format(
            own=_distance(own),
            other=_distance(other),
            own_more=points(other.place.room.own_more),
            other_more=whole_points(own.place.room.other_more),
        )
    if own is not None:
        has_spoken = any(
            issue.other_position is not None or issue.agreed is not None for issue in view.issues
        )
        sentence = (
            _(
                "Your offers are {own} points from the frontier; what the other side has offered "
                "cannot be valued on every issue yet."
            )
            if has_spoken
            else _(
                "Your offers are {own} points from the frontier; the other side has offered "
                "nothing."
            )
        )
        return sentence.format(own=_distance(own))
    if other is not None:
        return _("Their offers are {other} points from the frontier (estimate).").format(
            other=_distance(other)
        )
    assert view.frontier is not None, "without a frontier there is nothing to find"
    count = len(view.frontier)
    return n_(
        "There is {count} package that nobody can better for both sides.",
        "There are {count} packages that nobody can better for both sides.",
        count,
    ).format(count=display.count(count))


def notes(view: Possibilities) -> str:
    """Say what the picture rests on, where that is not plain."""
    found = []
    own, other = view.is_walk_away_known
    if not own or not other:
        found.append(
            _("Gains count from 0 points where a side's alternative was not weighed (Ctrl+B).")
        )
    if view.left_out:
        found.append(
            n_(
                "{count} issue is left out; the list ends with it.",
                "{count} issues are left out; the list ends with them.",
                len(view.left_out),
            ).format(count=len(view.left_out))
        )
    return " ".join(found)


def sample_words(view: Possibilities) -> str:
    """Say that the frontier is a sample; "" where it is exact."""
    if view.frontier is None or view.frontier.is_exact:
        return ""
    return _(
        "Too many options interact: {count} combinations were looked at. Every point shown can be "
        "had, better ones may have been missed."
    ).format(count=display.count(view.frontier.samples))


def standing_words(view: Possibilities, side: Side, standing: Standing) -> str:
    """Say where one side stands now, and how far that is from the best."""
    if side is view.side:
        text = _(
            "Your offers now: {own} own points, about {other} for them (estimate); {distances}."
        )
    else:
        text = _(
            "Their offers now: {own} own points, about {other} for them (estimate); {distances}."
        )
    return text.format(**_places(standing))


def deal_words(standing: Standing) -> str:
    """Say where the deal stands, and how far that is from the best."""
    return _("The deal: {own} own points, about {other} for them (estimate); {distances}.").format(
        **_places(standing)
    )


def worths(own: int, other: int) -> str:
    """What a package is worth to both sides, for a heading."""
    return _("own {own} points · other about {other} (estimate)").format(
        own=points(own), other=whole_points(other)
    )


def gain(hundredths: int) -> str:
    """A difference in own points with its sign."""
    return f"+{points(hundredths)}" if hundredths > 0 else points(hundredths)


def about(hundredths: int) -> str:
    """A difference in the other side's points, an estimate, with its sign."""
    return f"+{whole_points(hundredths)}" if hundredths > 0 else whole_points(hundredths)


def _gains(name: str, chosen: ChosenPoint) -> str:
    return _("{name}: {own} for you, about {other} for them (estimate).").format(
        name=name, own=gain(chosen.own_gain), other=about(chosen.other_gain)
    )


def _why(view: Possibilities, solution: Solution) -> str:
    match solution:
        case Solution.NASH:
            return _(
                "No other package multiplies one side's gain by more than it divides the other's."
            )
        case Solution.KALAI_SMORODINSKY:
            share = view.common_share
            if share is None:
                return _("Both get about the same part of what they could have got at best.")
            return _(
                "Both get about the same part of what they could have got at best: at least "
                "{share} %."
            ).format(share=int(share * 100))
        case Solution.EGALITARIAN:
            return _("The side that gains less gains as much as it can.")
        case Solution.WELFARE:
            return _("Together they get most, whoever gets it.")


def _deal_finding(deal: Standing) -> str:
    count = deal.place.room.better_points
    if count == 0:
        return _("The deal is on the frontier: by these values nothing is better for both.")
    return n_(
        "The deal is {distance} points from the frontier: up to {count} package is better for both "
        "(estimate).",
        "The deal is {distance} points from the frontier: up to {count} packages are better for "
        "both (estimate).",
        count,
    ).format(distance=_distance(deal), count=display.count(count))


def _distance(standing: Standing) -> str:
    return display.number(standing.place.distance.points)


def _places(standing: Standing) -> dict[str, str]:
    found = [_("{distance} points from the frontier").format(distance=_distance(standing))]
    found += [
        _("{distance} from {point}").format(
            distance=display.number(distance.points), point=short_name(solution)
        )
        for solution, distance in standing.place.to_points.items()
    ]
    return {
        "own": points(standing.place.point.own),
        "other": whole_points(standing.place.point.other),
        "distances": _(", ").join(found),
    }
