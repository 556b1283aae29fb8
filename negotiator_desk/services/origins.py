"""Where an agreed figure comes from: the offer, the session it was accepted in, the vote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.bargaining import Agreement, Issue, NegotiationSession
from negotiator_desk.models.evidence import Dataset
from negotiator_desk.services.clause_places import clause_places
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.lookup import find_offer


@dataclass(frozen=True)
class FigureOrigin:
    """The way of a figure into the contract.

    Attributes:
        issue_position: Place of the issue in the agenda, from 1.
        side: Who put the offer.
        round: Counts that side's offers on the issue, from 1.
        offered_in: Number of the session it was put in.
        agreed_in: Number of the session in which both sides accepted it.
        dataset_name: Name of the facts it was costed on; "" where there were none.
        argument: What was said for it.
    """

    case_id: str
    issue_id: str
    issue_title: str
    issue_position: int
    side: Side
    round: int
    offered_in: int
    offered_at: datetime
    agreed_in: int
    agreed_at: datetime
    dataset_name: str
    argument: str


def figure_origin(desk: Desk, offer_id: str) -> FigureOrigin:
    """Return how an agreed figure came into the contract.

    Raises:
        RuleError: There is no such offer, or it was not accepted.
    """

    def query(session: Session) -> FigureOrigin:
        offer = find_offer(session, offer_id)
        agreement = session.scalar(select(Agreement).where(Agreement.offer_id == offer_id))
        if agreement is None:
            raise RuleError(
                _("This offer is not agreed any more."),
                hint=_("The figure is one of an earlier version: look at what is agreed now."),
            )
        issue = session.get_one(Issue, offer.issue_id)
        position = clause_places(session, issue.case_id).position(issue.id)
        assert position is not None, "an issue with an agreement stays in the agenda"
        offered = session.get_one(NegotiationSession, offer.session_id)
        agreed = session.get_one(NegotiationSession, agreement.session_id)
        dataset = None
        if agreement.dataset_fingerprint is not None:
            dataset = session.scalar(
                select(Dataset).where(
                    Dataset.case_id == issue.case_id,
                    Dataset.fingerprint == agreement.dataset_fingerprint,
                )
            )
        return FigureOrigin(
            case_id=issue.case_id,
            issue_id=issue.id,
            issue_title=issue.title,
            issue_position=position,
            side=offer.side,
            round=offer.round,
            offered_in=offered.number,
            offered_at=offer.tabled_at,
            agreed_in=agreed.number,
            agreed_at=agreement.agreed_at,
            dataset_name="" if dataset is None else dataset.name,
            argument=offer.argument,
        )

    return desk.read(query)
