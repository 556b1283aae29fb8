"""What a new negotiation session starts from: its number, the chair in turn, the open issues."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.models.bargaining import NegotiationSession
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.lookup import find_case
from negotiator_desk.services.session_agenda import open_issue_ids
from negotiator_desk.services.session_people import chiefs_at


@dataclass(frozen=True)
class SessionProposal:
    """A new session as it would be without a change by hand.

    Attributes:
        number: The next one.
        held_at: Now, to the minute.
        place: That of the session before; "" for the first.
        chair: Whose turn it is: the chiefs preside by turns. The first chair is the proposing
            side's, taken to be the employee side until somebody says otherwise.
        chiefs: Names of the chiefs, by side; a side may have none.
        recorder: That of the session before; "" for the first.
        issues: Every issue that is not agreed, in their order.
    """

    number: int
    held_at: datetime
    place: str
    chair: Side
    chiefs: Mapping[Side, str]
    recorder: str
    issues: tuple[str, ...]


def propose_session(desk: Desk, case_id: str) -> SessionProposal:
    """Return what the next session of a case starts from.

    Raises:
        RuleError: There is no such case.
    """
    now = desk.now().replace(second=0, microsecond=0)

    def query(session: Session) -> SessionProposal:
        case = find_case(session, case_id)
        last = session.scalar(
            select(NegotiationSession)
            .where(NegotiationSession.case_id == case.id)
            .order_by(NegotiationSession.number.desc())
            .limit(1)
        )
        return SessionProposal(
            number=last.number + 1 if last else 1,
            held_at=now,
            place=last.place if last else "",
            chair=last.chair.other if last else Side.EMPLOYEE,
            chiefs=chiefs_at(session, case.id, now),
            recorder=last.recorder if last else "",
            issues=open_issue_ids(session, case.id),
        )

    return desk.read(query)
