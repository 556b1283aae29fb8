"""Private layer: whom this computer works for, a side's alternative, and who holds its mandate.

This is the only module that reads or writes the table of side briefs. Shared views, exports,
contracts and print have no way to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.mandate import ALL_POINTS, POINT
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.case import Party, Representative
from negotiator_desk.models.private import SideBrief
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.fields import long_text
from negotiator_desk.services.lookup import find_case, find_open_case
from negotiator_desk.storage.ids import new_id

MOST_VALUE = ALL_POINTS * POINT
"""All of a side's points, in hundredths of a point."""


@dataclass(frozen=True)
class BriefDetails:
    """What one side brings to the table beside its aims.

    Attributes:
        alternative: What the side does if nothing is agreed (BATNA).
        walk_away: What that is worth to it, 0–10,000 in hundredths of a point; None = not weighed.
        other_walk_away: What the other side's alternative is thought to be worth to the other side.
    """

    alternative: str = ""
    walk_away: int | None = None
    other_walk_away: int | None = None


@dataclass(frozen=True)
class MandateStanding:
    """Who holds a side's mandate, and whether it still holds.

    Attributes:
        holder_name: As it was when the mandate was given; "" while nobody holds it.
        granted_at: None while nobody holds it.
        chief_name: The present chief representative; "" while the side has none.
        is_lapsed: Whether the holder lost the authority it was given to. A mandate that nobody
            holds has not lapsed.
        reason: Why it lapsed, as one sentence; "" unless it did.
    """

    holder_name: str
    granted_at: datetime | None
    chief_name: str
    is_lapsed: bool
    reason: str


def own_side(desk: Desk, case_id: str) -> Side:
    """Return the side this computer works for; the employee side unless another was chosen.

    Raises:
        RuleError: There is no such case.
    """
    return desk.read(lambda session: own_side_of(session, find_case(session, case_id).id))


def get_brief(desk: Desk, case_id: str, side: Side) -> BriefDetails:
    """Return a side's brief; an empty one where nothing was entered.

    Raises:
        RuleError: There is no such case.
    """
    return desk.read(lambda session: brief_details(session, find_case(session, case_id).id, side))


def save_brief(
    desk: Desk,
    case_id: str,
    side: Side,
    details: BriefDetails,
    *,
    own: Side | None = None,
    renews: bool = False,
) -> Outcome[None]:
    """Enter or change a side's brief.

    Args:
        own: The side this computer works for from now on; None leaves it.
        renews: Whether the side's mandate is given to its present chief as well.

    Raises:
        InputError: A field cannot be used.
        RuleError: There is no such case, it is in the trash, or the side whose mandate is renewed
            has no chief.
    """

    def work(session: Session) -> None:
        case = find_open_case(session, case_id)
        alternative = long_text(details.alternative, _("Alternative"))
        for value in (details.walk_away, details.other_walk_away):
            _check_value(value)
        brief = _brief_for(session, case.id, side)
        brief.alternative = alternative
        brief.walk_away = details.walk_away
        brief.other_walk_away = details.other_walk_away
        if own is not None:
            _work_for(session, case.id, own)
        if renews:
            _grant(session, case.id, side, desk.now())

    return desk.run("save_brief", work)


def mandate_standing(desk: Desk, case_id: str, side: Side) -> MandateStanding:
    """Return who holds a side's mandate and whether it lapsed.

    Raises:
        RuleError: There is no such case.
    """
    return desk.read(lambda session: standing_of(session, find_case(session, case_id).id, side))


def own_side_of(session: Session, case_id: str) -> Side:
    """Return the side this computer works for."""
    side = session.scalar(
        select(SideBrief.side).where(SideBrief.case_id == case_id, SideBrief.is_own.is_(True))
    )
    return side or Side.EMPLOYEE


def brief_details(session: Session, case_id: str, side: Side) -> BriefDetails:
    """Return a side's brief; an empty one where nothing was entered."""
    brief = _brief_of(session, case_id, side)
    if brief is None:
        return BriefDetails()
    return BriefDetails(brief.alternative, brief.walk_away, brief.other_walk_away)


def standing_of(session: Session, case_id: str, side: Side) -> MandateStanding:
    """Return who holds a side's mandate and whether it lapsed."""
    brief = _brief_of(session, case_id, side)
    chief = _chief_of(session, case_id, side)
    chief_name = "" if chief is None else chief.name
    if brief is None or brief.holder_id is None:
        return MandateStanding("", None, chief_name, False, "")
    reason = _why_lapsed(session.get(Representative, brief.holder_id), brief.holder_name)
    return MandateStanding(brief.holder_name, brief.granted_at, chief_name, bool(reason), reason)


def grant_first_mandate(session: Session, case_id: str, side: Side, now: datetime) -> None:
    """Give the mandate to the chief representative who is there while nobody holds it yet."""
    brief = _brief_of(session, case_id, side)
    chief = _chief_of(session, case_id, side)
    if chief is not None and (brief is None or brief.holder_id is None):
        _give(_brief_for(session, case_id, side), chief, now)


def _why_lapsed(holder: Representative | None, name: str) -> str:
    if holder is None:
        return _("{name}, to whom it was given, is no representative any more.").format(name=name)
    if holder.left_at is not None:
        return _("{name}, to whom it was given, was replaced.").format(name=name)
    if not holder.is_chief:
        return _("{name}, to whom it was given, is not the chief representative any more.").format(
            name=name
        )
    return ""


def _work_for(session: Session, case_id: str, side: Side) -> None:
    other = _brief_of(session, case_id, side.other)
    if other is not None:
        other.is_own = False
    _brief_for(session, case_id, side).is_own = True


def _grant(session: Session, case_id: str, side: Side, now: datetime) -> None:
    chief = _chief_of(session, case_id, side)
    if chief is None:
        raise RuleError(
            _("This side has no chief representative; nothing was changed."),
            hint=_("Choose a chief representative on the case page first."),
        )
    _give(_brief_for(session, case_id, side), chief, now)


def _give(brief: SideBrief, chief: Representative, now: datetime) -> None:
    brief.holder_id = chief.id
    brief.holder_name = chief.name
    brief.granted_at = now


def _chief_of(session: Session, case_id: str, side: Side) -> Representative | None:
    return session.scalar(
        select(Representative)
        .join(Party, Representative.party_id == Party.id)
        .where(
            Party.case_id == case_id,
            Party.side == side,
            Representative.is_chief.is_(True),
            Representative.left_at.is_(None),
        )
    )


def _brief_of(session: Session, case_id: str, side: Side) -> SideBrief | None:
    return session.scalar(
        select(SideBrief).where(SideBrief.case_id == case_id, SideBrief.side == side)
    )


def _brief_for(session: Session, case_id: str, side: Side) -> SideBrief:
    """Return the side's brief, a new one where there is none."""
    brief = _brief_of(session, case_id, side)
    if brief is None:
        brief = SideBrief(
            id=new_id(), case_id=case_id, side=side, is_own=False, alternative="", holder_name=""
        )
        session.add(brief)
    return brief


def _check_value(value: int | None) -> None:
    if value is not None and not 0 <= value <= MOST_VALUE:
        raise InputError(
            _("The walk-away value is outside 0–100 points; nothing was changed."),
            hint=_("Enter points from 0 to 100 with at most two decimals."),
        )
