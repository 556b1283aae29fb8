"""The record of one negotiation session: everything of it that both sides may read.

All of it is of the shared layer, and as the session left it: what later sessions agreed on does not
change the record of an earlier one.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.models.bargaining import (
    Agreement,
    Issue,
    NegotiationSession,
    Offer,
    TentativeAgreement,
)
from negotiator_desk.models.case import Case, Party, Representative
from negotiator_desk.models.meetings import AgendaIssue, MinutesEntry
from negotiator_desk.pay.terms_data import terms_from_data
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.lookup import find_case, find_session
from negotiator_desk.services.session_parts import (
    AgendaEntry,
    Attendee,
    Pause,
    RecordedAgreement,
    RecordedOffer,
    RecordedTentative,
    RecordEntry,
    SessionRecord,
)
from negotiator_desk.services.session_people import attendees, chiefs_at
from negotiator_desk.services.session_states import over_moments, pauses_of, session_state

__all__ = [
    "AgendaEntry",
    "Attendee",
    "Pause",
    "RecordEntry",
    "RecordedAgreement",
    "RecordedOffer",
    "RecordedTentative",
    "SessionRecord",
    "get_record",
    "session_record",
]


def get_record(desk: Desk, session_id: str) -> SessionRecord:
    """Return the record of a negotiation session, all of it as of one moment.

    Raises:
        RuleError: There is no such negotiation session.
    """
    return desk.read(lambda session: session_record(session, find_session(session, session_id)))


def session_record(session: Session, meeting: NegotiationSession) -> SessionRecord:
    """Return the record of a negotiation session, inside a transaction."""
    case = find_case(session, meeting.case_id)
    pauses = pauses_of(session, meeting.id)
    people = attendees(session, meeting)
    chiefs = chiefs_at(session, case.id, meeting.held_at)
    agenda = _agenda(session, meeting)
    settled = {one.issue_id for one in agenda if one.agreed_in is not None}
    return SessionRecord(
        id=meeting.id,
        case_id=case.id,
        case_number=case.number,
        case_title=case.title,
        number=meeting.number,
        held_at=meeting.held_at,
        ended_at=meeting.ended_at,
        over_since=over_moments(session, case.id).get(meeting.number),
        state=session_state(meeting, pauses),
        place=meeting.place,
        chair=meeting.chair,
        chair_name=chiefs.get(meeting.chair, ""),
        recorder=meeting.recorder,
        observers=meeting.observers,
        parties=_party_names(session, case),
        chiefs=chiefs,
        people=people,
        agenda=tuple(
            sorted((one for one in agenda if one.position is not None), key=_agenda_place)
        ),
        matters=meeting.agenda,
        pauses=tuple(Pause(one.id, one.paused_at, one.resumed_at, one.reason) for one in pauses),
        entries=_entries(session, meeting.id),
        minutes=meeting.minutes,
        offers=_offers(session, meeting.id),
        agreed=_agreed(session, meeting.id),
        tentative=tuple(
            one for one in _tentative(session, meeting.id) if one.issue_id not in settled
        ),
        open=tuple(one for one in agenda if one.agreed_in is None),
    )


def _agenda_place(entry: AgendaEntry) -> int:
    return entry.position or 0


def _party_names(session: Session, case: Case) -> dict[Side, str]:
    names = dict(
        session.execute(select(Party.side, Party.name).where(Party.case_id == case.id)).all()
    )
    return {side: names[side] for side in Side if side in names}


def _agenda(session: Session, meeting: NegotiationSession) -> tuple[AgendaEntry, ...]:
    """Return every issue of the case, in the order of the case's own agenda."""
    places = dict(
        session.execute(
            select(AgendaIssue.issue_id, AgendaIssue.position).where(
                AgendaIssue.session_id == meeting.id
            )
        ).all()
    )
    agreed = dict(
        session.execute(
            select(Agreement.issue_id, NegotiationSession.number)
            .join(NegotiationSession, Agreement.session_id == NegotiationSession.id)
            .where(
                NegotiationSession.case_id == meeting.case_id,
                NegotiationSession.number <= meeting.number,
            )
        ).all()
    )
    issues = session.scalars(
        select(Issue).where(Issue.case_id == meeting.case_id).order_by(Issue.position)
    )
    return tuple(
        AgendaEntry(
            issue_id=issue.id,
            title=issue.title,
            subject=issue.subject,
            position=places.get(issue.id),
            agreed_in=agreed.get(issue.id),
        )
        for issue in issues
    )


def _entries(session: Session, session_id: str) -> tuple[RecordEntry, ...]:
    rows = session.execute(
        select(MinutesEntry, Issue.title)
        .outerjoin(Issue, MinutesEntry.issue_id == Issue.id)
        .where(MinutesEntry.session_id == session_id)
        .order_by(MinutesEntry.written_at, MinutesEntry.id)
    )
    return tuple(
        RecordEntry(one.id, one.issue_id, title, one.text, one.written_at) for one, title in rows
    )


def _offers(session: Session, session_id: str) -> tuple[RecordedOffer, ...]:
    rows = session.execute(
        select(Offer, Issue.title, Representative.name)
        .join(Issue, Offer.issue_id == Issue.id)
        .outerjoin(Representative, Offer.speaker_id == Representative.id)
        .where(Offer.session_id == session_id)
        .order_by(Offer.tabled_at, Issue.position, Offer.id)
    )
    return tuple(
        RecordedOffer(
            id=offer.id,
            issue_id=offer.issue_id,
            issue_title=title,
            bundle_id=offer.bundle_id,
            side=offer.side,
            round=offer.round,
            is_binding=offer.is_binding,
            is_tied=offer.is_tied,
            terms=terms_from_data(offer.terms),
            argument=offer.argument,
            tabled_at=offer.tabled_at,
            withdrawn_at=offer.withdrawn_at,
            speaker=speaker or "",
        )
        for offer, title, speaker in rows
    )


def _agreed(session: Session, session_id: str) -> tuple[RecordedAgreement, ...]:
    put_in = aliased(NegotiationSession)
    rows = session.execute(
        select(Agreement, Issue.title, Offer, put_in.number, Representative.name)
        .join(Issue, Agreement.issue_id == Issue.id)
        .join(Offer, Agreement.offer_id == Offer.id)
        .join(put_in, Offer.session_id == put_in.id)
        .outerjoin(Representative, Agreement.speaker_id == Representative.id)
        .where(Agreement.session_id == session_id)
        .order_by(Issue.position)
    )
    return tuple(
        RecordedAgreement(
            issue_id=agreement.issue_id,
            issue_title=title,
            offer_id=offer.id,
            side=offer.side,
            round=offer.round,
            offered_in=number,
            terms=terms_from_data(offer.terms),
            agreed_at=agreement.agreed_at,
            speaker=speaker or "",
        )
        for agreement, title, offer, number, speaker in rows
    )


def _tentative(session: Session, session_id: str) -> tuple[RecordedTentative, ...]:
    rows = session.execute(
        select(TentativeAgreement, Issue.title, Offer)
        .join(Issue, TentativeAgreement.issue_id == Issue.id)
        .join(Offer, TentativeAgreement.offer_id == Offer.id)
        .where(TentativeAgreement.session_id == session_id)
        .order_by(TentativeAgreement.agreed_at, Issue.position, TentativeAgreement.id)
    )
    return tuple(
        RecordedTentative(
            issue_id=held.issue_id,
            issue_title=title,
            offer_id=offer.id,
            side=offer.side,
            round=offer.round,
            terms=terms_from_data(offer.terms),
            agreed_at=held.agreed_at,
            lifted_at=held.lifted_at,
        )
        for held, title, offer in rows
    )
