"""Negotiation sessions: the meetings of the two sides and who was there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.bargaining import Agreement, Attendance, NegotiationSession, Offer
from negotiator_desk.models.case import Party, Representative
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.fields import long_text, optional_line
from negotiator_desk.services.lookup import find_case, find_open_case, find_session
from negotiator_desk.storage.ids import new_id


@dataclass(frozen=True)
class SessionDetails:
    """What a person enters about a negotiation session.

    Attributes:
        held_at: A moment; without a zone it is taken in the zone of this computer.
        chair: Whose chief presides: they take turns, the proposing side first (NB-W 16).
        present: Ids of the representatives who were there.
    """

    held_at: datetime
    place: str
    chair: Side
    recorder: str = ""
    agenda: str = ""
    minutes: str = ""
    present: tuple[str, ...] = ()


@dataclass(frozen=True)
class SessionView:
    """A negotiation session as stored; `held_at` is UTC.

    Attributes:
        present: Ids of the representatives who were there, in the order of their lists.
        offers: Offers put in it.
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
        meeting.observers = ""
        _apply(session, meeting, details)
        return meeting.id

    return desk.run("add_session", work)


def edit_session(desk: Desk, session_id: str, details: SessionDetails) -> Outcome[None]:
    """Change the record of a negotiation session.

    Once something was agreed in it, the minute it was held in stays: it is the day of the
    agreement that the contract states.

    Raises:
        InputError: A field cannot be used.
        RuleError: The negotiation session is gone, the case is in the trash, or the moment of an
            agreement would change.
    """

    def work(session: Session) -> None:
        meeting = find_session(session, session_id)
        find_open_case(session, meeting.case_id)
        if not _has_agreement(session, meeting.id):
            _apply(session, meeting, details)
            return
        if _minute(details.held_at) != _minute(meeting.held_at):
            raise RuleError(
                _(
                    "Something was agreed in session {number}, so the moment it was held cannot "
                    "change; nothing was changed."
                ).format(number=meeting.number),
                hint=_("To correct it, undo the acceptance first."),
            )
        _apply(session, meeting, replace(details, held_at=meeting.held_at))

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
            )
            for meeting in meetings
        )

    return desk.read(query)


def _has_agreement(session: Session, session_id: str) -> bool:
    return bool(session.scalar(select(func.count()).where(Agreement.session_id == session_id)))


def _minute(moment: datetime) -> datetime:
    """Return a moment as precisely as it is entered and shown."""
    return moment.astimezone(UTC).replace(second=0, microsecond=0)


def _apply(session: Session, meeting: NegotiationSession, details: SessionDetails) -> None:
    """Check every field, then set them all."""
    place = optional_line(details.place, _("Place"))
    recorder = optional_line(details.recorder, _("Recorder"))
    agenda = long_text(details.agenda, _("Agenda"))
    minutes = long_text(details.minutes, _("Minutes"))
    if not set(details.present) <= set(_listed(session, meeting.case_id)):
        raise InputError(
            _(
                "Someone marked as present is not a representative of this case; "
                "nothing was changed."
            ),
            hint=_("Add the representative to one of the two lists first."),
        )
    meeting.held_at = details.held_at.astimezone(UTC)
    meeting.place = place
    meeting.chair = details.chair
    meeting.recorder = recorder
    meeting.agenda = agenda
    meeting.minutes = minutes
    session.add(meeting)
    session.flush()
    before = {
        one.representative_id: one
        for one in session.scalars(select(Attendance).where(Attendance.session_id == meeting.id))
    }
    for representative_id, attendance in before.items():
        if representative_id not in details.present:
            session.delete(attendance)
    for representative_id in dict.fromkeys(details.present):
        if representative_id not in before:
            session.add(
                Attendance(id=new_id(), session_id=meeting.id, representative_id=representative_id)
            )


def _listed(session: Session, case_id: str) -> list[str]:
    """Return the ids of a case's representatives, the employee side first, in printed order."""
    rows = session.execute(
        select(Representative.id, Party.side, Representative.position)
        .join(Party, Representative.party_id == Party.id)
        .where(Party.case_id == case_id)
    )
    return [row[0] for row in sorted(rows, key=lambda row: (row[1], row[2]))]
