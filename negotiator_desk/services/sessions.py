"""Negotiation sessions: the meetings of the two sides and who was there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.bargaining import Agreement, NegotiationSession, Offer
from negotiator_desk.models.case import Party, Representative
from negotiator_desk.models.meetings import AgendaIssue, SessionPause
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.fields import long_text, optional_line
from negotiator_desk.services.lookup import find_case, find_open_case, find_session
from negotiator_desk.services.session_agenda import open_issue_ids, put_on_agenda
from negotiator_desk.services.session_attendance import set_attendance
from negotiator_desk.services.session_states import SessionState, check_held_at, session_state
from negotiator_desk.storage.ids import new_id


@dataclass(frozen=True)
class SessionDetails:
    """What a person enters about a negotiation session.

    Attributes:
        held_at: A moment; without a zone it is taken in the zone of this computer.
        chair: Whose chief presides: they take turns, the proposing side first (NB-W 16).
        agenda: Other matters than the issues.
        present: Ids of the representatives who were there.
        observers: Who was there without speaking for a side.
        issues: Ids of the issues on the agenda, in its order; None = for a new session all that are
            not agreed, for one that is changed those that it has.
    """

    held_at: datetime
    place: str
    chair: Side
    recorder: str = ""
    agenda: str = ""
    minutes: str = ""
    present: tuple[str, ...] = ()
    observers: str = ""
    issues: tuple[str, ...] | None = None


@dataclass(frozen=True)
class SessionHead:
    """What stands at the top of a session's record; see `SessionDetails`."""

    held_at: datetime
    place: str
    chair: Side
    recorder: str
    observers: str


@dataclass(frozen=True)
class SessionView:
    """A negotiation session as stored; moments are UTC.

    Attributes:
        present: Ids of the representatives who were there, in the order of their lists.
        offers: Offers put in it.
        issues: Ids of the issues on its agenda, in its order.
        ended_at: None while it is not over.
    """

    id: str
    case_id: str
    number: int
    held_at: datetime
    place: str
    chair: Side
    recorder: str
    agenda: str
    minutes: str
    present: tuple[str, ...]
    offers: int
    observers: str
    issues: tuple[str, ...]
    ended_at: datetime | None
    state: SessionState


def add_session(desk: Desk, case_id: str, details: SessionDetails) -> Outcome[str]:
    """Open the next negotiation session of a case; the outcome's value is its id.

    Raises:
        InputError: A field cannot be used.
        RuleError: The case is gone or in the trash.
    """

    def work(session: Session) -> str:
        case = find_open_case(session, case_id)
        last = session.scalar(
            select(func.max(NegotiationSession.number)).where(NegotiationSession.case_id == case.id)
        )
        meeting = NegotiationSession(id=new_id(), case_id=case.id, number=(last or 0) + 1)
        _apply(session, meeting, details, open_issue_ids(session, case.id))
        return meeting.id

    return desk.run("add_session", work)


def edit_session(desk: Desk, session_id: str, details: SessionDetails) -> Outcome[None]:
    """Change the record of a negotiation session.

    Once something was agreed in it, the minute it was held in stays: it is the day of the
    agreement that the contract states.

    Raises:
        InputError: A field cannot be used.
        RuleError: The negotiation session is gone, the case is in the trash, the moment of an
            agreement would change, the session would begin after it was suspended or ended, or one
            who spoke in it would be absent.
    """

    def work(session: Session) -> None:
        meeting = find_session(session, session_id)
        find_open_case(session, meeting.case_id)
        held_at = _new_beginning(session, meeting, details.held_at)
        _apply(session, meeting, replace(details, held_at=held_at), None)

    return desk.run("edit_session", work)


def edit_head(desk: Desk, session_id: str, head: SessionHead) -> Outcome[None]:
    """Change what stands at the top of a session's record, and nothing else of it.

    Raises:
        InputError: A field cannot be used.
        RuleError: As for `edit_session`.
    """

    def work(session: Session) -> None:
        meeting = find_session(session, session_id)
        find_open_case(session, meeting.case_id)
        held_at = _new_beginning(session, meeting, head.held_at)
        _apply_head(meeting, replace(head, held_at=held_at))

    return desk.run("edit_session", work)


def list_sessions(desk: Desk, case_id: str) -> tuple[SessionView, ...]:
    """Return a case's negotiation sessions in the order of their numbers.

    Raises:
        RuleError: There is no such case.
    """

    def query(session: Session) -> tuple[SessionView, ...]:
        find_case(session, case_id)
        meetings = session.scalars(
            select(NegotiationSession)
            .where(NegotiationSession.case_id == case_id)
            .options(selectinload(NegotiationSession.attendance))
            .order_by(NegotiationSession.number)
        ).all()
        offers = dict(
            session.execute(
                select(Offer.session_id, func.count())
                .join(NegotiationSession, Offer.session_id == NegotiationSession.id)
                .where(NegotiationSession.case_id == case_id)
                .group_by(Offer.session_id)
            ).all()
        )
        order = _listed(session, case_id)
        pauses, agendas = _pauses(session, case_id), _agendas(session, case_id)
        return tuple(
            SessionView(
                id=meeting.id,
                case_id=case_id,
                number=meeting.number,
                held_at=meeting.held_at,
                place=meeting.place,
                chair=meeting.chair,
                recorder=meeting.recorder,
                agenda=meeting.agenda,
                minutes=meeting.minutes,
                present=tuple(
                    sorted((one.representative_id for one in meeting.attendance), key=order.index)
                ),
                offers=offers.get(meeting.id, 0),
                observers=meeting.observers,
                issues=agendas.get(meeting.id, ()),
                ended_at=meeting.ended_at,
                state=session_state(meeting, pauses.get(meeting.id, ())),
            )
            for meeting in meetings
        )

    return desk.read(query)


def _has_agreement(session: Session, session_id: str) -> bool:
    return bool(session.scalar(select(func.count()).where(Agreement.session_id == session_id)))


def _minute(moment: datetime) -> datetime:
    """Return a moment as precisely as it is entered and shown."""
    return moment.astimezone(UTC).replace(second=0, microsecond=0)


def _new_beginning(session: Session, meeting: NegotiationSession, held_at: datetime) -> datetime:
    """Return when a session that is changed was held, or refuse it.

    Forms know it to the minute: what is the same minute stays the moment it was.
    """
    if _minute(held_at) == _minute(meeting.held_at):
        return meeting.held_at
    if _has_agreement(session, meeting.id):
        raise RuleError(
            _(
                "Something was agreed in session {number}, so the moment it was held cannot "
                "change; nothing was changed."
            ).format(number=meeting.number),
            hint=_("To correct it, undo the acceptance first."),
        )
    check_held_at(session, meeting, held_at)
    return held_at


def _apply(
    session: Session,
    meeting: NegotiationSession,
    details: SessionDetails,
    issues: tuple[str, ...] | None,
) -> None:
    """Check every field, then set them all.

    Args:
        issues: The agenda where `details` names none; None = it stays.
    """
    agenda = long_text(details.agenda, _("Agenda"))
    minutes = long_text(details.minutes, _("Minutes"))
    _apply_head(
        meeting,
        SessionHead(
            details.held_at, details.place, details.chair, details.recorder, details.observers
        ),
    )
    meeting.agenda = agenda
    meeting.minutes = minutes
    session.add(meeting)
    session.flush()
    set_attendance(session, meeting, details.present)
    named = issues if details.issues is None else details.issues
    if named is not None:
        put_on_agenda(session, meeting, named)


def _apply_head(meeting: NegotiationSession, head: SessionHead) -> None:
    place = optional_line(head.place, _("Place"))
    recorder = optional_line(head.recorder, _("Recorder"))
    observers = long_text(head.observers, _("Observers"))
    meeting.held_at = head.held_at.astimezone(UTC)
    meeting.place = place
    meeting.chair = head.chair
    meeting.recorder = recorder
    meeting.observers = observers


def _pauses(session: Session, case_id: str) -> dict[str, list[SessionPause]]:
    """Return the pauses of a case's sessions, by session."""
    found: dict[str, list[SessionPause]] = {}
    for pause in session.scalars(
        select(SessionPause)
        .join(NegotiationSession, SessionPause.session_id == NegotiationSession.id)
        .where(NegotiationSession.case_id == case_id)
    ):
        found.setdefault(pause.session_id, []).append(pause)
    return found


def _agendas(session: Session, case_id: str) -> dict[str, tuple[str, ...]]:
    """Return the issues on the agendas of a case's sessions, by session."""
    found: dict[str, tuple[str, ...]] = {}
    for session_id, issue_id in session.execute(
        select(AgendaIssue.session_id, AgendaIssue.issue_id)
        .join(NegotiationSession, AgendaIssue.session_id == NegotiationSession.id)
        .where(NegotiationSession.case_id == case_id)
        .order_by(AgendaIssue.session_id, AgendaIssue.position)
    ):
        found[session_id] = (*found.get(session_id, ()), issue_id)
    return found


def _listed(session: Session, case_id: str) -> list[str]:
    """Return the ids of a case's representatives, the employee side first, in printed order."""
    rows = session.execute(
        select(Representative.id, Party.side, Representative.position)
        .join(Party, Representative.party_id == Party.id)
        .where(Party.case_id == case_id)
    )
    return [row[0] for row in sorted(rows, key=lambda row: (row[1], row[2]))]
