"""Whether a negotiation session is under way, suspended or over, and what may then be done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.errors import RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.bargaining import NegotiationSession
from negotiator_desk.models.meetings import SessionPause
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.fields import optional_line
from negotiator_desk.services.lookup import find_open_case, find_session
from negotiator_desk.storage.ids import new_id
from negotiator_desk.times import CHINA_TIME


class SessionState(StrEnum):
    """Where a negotiation session stands. A suspended one goes on later; an ended one is over."""

    UNDER_WAY = "under_way"
    SUSPENDED = "suspended"
    ENDED = "ended"


def session_state(meeting: NegotiationSession, pauses: Iterable[SessionPause]) -> SessionState:
    """Return where a session stands; one that ended while suspended has ended."""
    if meeting.ended_at is not None:
        return SessionState.ENDED
    if any(pause.resumed_at is None for pause in pauses):
        return SessionState.SUSPENDED
    return SessionState.UNDER_WAY


def over_moments(session: Session, case_id: str) -> dict[int, datetime]:
    """Return from when on the sessions of a case that are over were over, by their numbers.

    A session is over when it has ended. One whose end nobody recorded is over once there is a next
    one, from when that is held; what happens from that moment on belongs to the next.
    """
    meetings = session.scalars(
        select(NegotiationSession)
        .where(NegotiationSession.case_id == case_id)
        .order_by(NegotiationSession.number)
    ).all()
    found: dict[int, datetime] = {}
    # Not strict: without a session there is none to be followed by nothing.
    for meeting, following in zip(meetings, (*meetings[1:], None), strict=False):
        if meeting.ended_at is not None:
            found[meeting.number] = meeting.ended_at
        elif following is not None:
            found[meeting.number] = max(meeting.held_at, following.held_at)
    return found


def refuse_closed(session: Session, meeting: NegotiationSession) -> None:
    """Refuse to bargain in a session that is suspended or has ended.

    One whose end nobody recorded takes what is entered afterwards, though another followed.

    Raises:
        RuleError: The session is suspended, or has ended.
    """
    match session_state(meeting, pauses_of(session, meeting.id)):
        case SessionState.ENDED:
            raise RuleError(
                _("Session {number} has ended; nothing was changed.").format(number=meeting.number),
                hint=_("Open the next session, or reopen this one on its record."),
            )
        case SessionState.SUSPENDED:
            raise RuleError(
                _("Session {number} is suspended; nothing was changed.").format(
                    number=meeting.number
                ),
                hint=_("Resume the session on its record first."),
            )
        case SessionState.UNDER_WAY:
            return


def suspend_session(desk: Desk, session_id: str, reason: str = "") -> Outcome[str]:
    """Suspend a session that is under way, from now on; the outcome's value is the pause's id.

    Args:
        reason: Why, as the record states it; "" for none.

    Raises:
        InputError: The reason is too long.
        RuleError: The session is gone, suspended already, over or held later than now; or the case
            is in the trash.
    """

    def work(session: Session) -> str:
        meeting = _open_meeting(session, session_id)
        words = optional_line(reason, _("Reason"))
        refuse_closed(session, meeting)
        now = desk.now()
        _refuse_before(now, _latest(session, meeting))
        pause = SessionPause(id=new_id(), session_id=meeting.id, paused_at=now, reason=words)
        session.add(pause)
        return pause.id

    return desk.run("suspend_session", work)


def resume_session(desk: Desk, session_id: str) -> Outcome[None]:
    """Go on with a suspended session, from now on.

    Raises:
        RuleError: The session is gone, not suspended or over; or the case is in the trash.
    """

    def work(session: Session) -> None:
        meeting = _open_meeting(session, session_id)
        _refuse_ended(meeting)
        pause = _open_pause(session, meeting.id)
        if pause is None:
            raise RuleError(
                _("Session {number} is not suspended; nothing was changed.").format(
                    number=meeting.number
                ),
                hint=_("It is under way: go on with it."),
            )
        now = desk.now()
        _refuse_before(now, pause.paused_at)
        pause.resumed_at = now

    return desk.run("resume_session", work)


def end_session(desk: Desk, session_id: str, at: datetime | None = None) -> Outcome[None]:
    """End a session; one that is suspended ends without having gone on.

    Args:
        at: When it ended, where that was not now; it cannot lie in the future.

    Raises:
        RuleError: The session is gone or over already; the moment lies before the session was held,
            before its latest pause, or in the future; or the case is in the trash.
    """

    def work(session: Session) -> None:
        meeting = _open_meeting(session, session_id)
        _refuse_ended(meeting)
        now = desk.now()
        moment = at or now
        if moment > now:
            raise RuleError(
                _("{moment} has not come yet; the session was not ended.").format(
                    moment=_spoken(moment)
                ),
                hint=_("End it when it is over."),
            )
        _refuse_before(moment, _latest(session, meeting))
        meeting.ended_at = moment

    return desk.run("end_session", work)


def reopen_session(desk: Desk, session_id: str) -> Outcome[None]:
    """Take back that a session has ended; a pause it ended in is open again.

    Raises:
        RuleError: The session is gone or not over; or the case is in the trash.
    """

    def work(session: Session) -> None:
        meeting = _open_meeting(session, session_id)
        if meeting.ended_at is None:
            raise RuleError(
                _("Session {number} has not ended; nothing was changed.").format(
                    number=meeting.number
                ),
                hint=_("Go on with it."),
            )
        meeting.ended_at = None

    return desk.run("reopen_session", work)


def check_held_at(session: Session, meeting: NegotiationSession, held_at: datetime) -> None:
    """Refuse a beginning that comes after what already happened in the session.

    Raises:
        RuleError: It ended, or was suspended, before.
    """
    moments = [pause.paused_at for pause in pauses_of(session, meeting.id)]
    if meeting.ended_at is not None:
        moments.append(meeting.ended_at)
    first = min(moments, default=None)
    if first is not None and held_at > first:
        raise RuleError(
            _(
                "Session {number} was suspended or ended at {moment}, so it cannot be held later "
                "than that; nothing was changed."
            ).format(number=meeting.number, moment=_spoken(first)),
            hint=_("Enter an earlier moment."),
        )


def pauses_of(session: Session, session_id: str) -> list[SessionPause]:
    """Return a session's pauses, the first one first."""
    return list(
        session.scalars(
            select(SessionPause)
            .where(SessionPause.session_id == session_id)
            .order_by(SessionPause.paused_at, SessionPause.id)
        )
    )


def _open_meeting(session: Session, session_id: str) -> NegotiationSession:
    meeting = find_session(session, session_id)
    find_open_case(session, meeting.case_id)
    return meeting


def _open_pause(session: Session, session_id: str) -> SessionPause | None:
    return next((one for one in pauses_of(session, session_id) if one.resumed_at is None), None)


def _refuse_ended(meeting: NegotiationSession) -> None:
    if meeting.ended_at is not None:
        raise RuleError(
            _("Session {number} has ended already; nothing was changed.").format(
                number=meeting.number
            ),
            hint=_("Reopen it first, if it is to go on."),
        )


def _latest(session: Session, meeting: NegotiationSession) -> datetime:
    """Return the latest moment of a session's course so far."""
    moments = [meeting.held_at]
    for pause in pauses_of(session, meeting.id):
        moments.append(pause.resumed_at or pause.paused_at)
    return max(moments)


def _refuse_before(moment: datetime, earliest: datetime) -> None:
    """Refuse a moment that lies before what came before it.

    A session is entered to the minute, and may be suspended or ended within the minute it began in.
    """
    if moment < earliest.replace(second=0, microsecond=0):
        raise RuleError(
            _(
                "{moment} is before {earliest}, when the session stood there; nothing was changed."
            ).format(moment=_spoken(moment), earliest=_spoken(earliest)),
            hint=_(
                "Correct when the session was held, or the clock of this computer, and try again."
            ),
        )


def _spoken(moment: datetime) -> str:
    return moment.astimezone(CHINA_TIME).strftime("%Y-%m-%d %H:%M")
