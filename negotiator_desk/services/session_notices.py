"""What seems wrong with a negotiation session as it is entered; nothing of it is refused."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.models.bargaining import NegotiationSession
from negotiator_desk.procedure.checks import Finding
from negotiator_desk.procedure.rules import load_pack
from negotiator_desk.procedure.session_checks import SessionFacts, check_session
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.lookup import find_case, find_session
from negotiator_desk.services.session_people import names_by_side


def session_notices(desk: Desk, session_id: str) -> tuple[Finding, ...]:
    """Check a session's recorder and chair against the rule pack of its case (R09, R35).

    Raises:
        RuleError: There is no such negotiation session.
    """

    def query(session: Session) -> tuple[Finding, ...]:
        meeting = find_session(session, session_id)
        case = find_case(session, meeting.case_id)
        before = session.scalars(
            select(NegotiationSession.chair)
            .where(
                NegotiationSession.case_id == case.id, NegotiationSession.number < meeting.number
            )
            .order_by(NegotiationSession.number)
        ).all()
        facts = SessionFacts(
            chair=meeting.chair,
            chairs_before=before,
            recorder=meeting.recorder,
            representatives=names_by_side(session, meeting),
        )
        return check_session(load_pack(case.jurisdiction), facts)

    return desk.read(query)
