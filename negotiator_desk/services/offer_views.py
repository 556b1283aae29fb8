"""Reading offers: how each stands, what it is tied to, and how it differs from those before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.offers import OfferFacts, OfferState, Table
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.models.bargaining import (
    Agreement,
    Issue,
    NegotiationSession,
    Offer,
    TentativeAgreement,
)
from negotiator_desk.models.case import Party, Representative
from negotiator_desk.pay.cells import Cell, CellChange, cells, compared_cells
from negotiator_desk.pay.terms import Terms
from negotiator_desk.pay.terms_data import terms_from_data
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.lookup import find_case, find_issue


@dataclass(frozen=True)
class OfferView:
    """An offer as it stands.

    Attributes:
        bundle_id: Shared by offers that were put together, for several issues at once.
        round: Counts the side's offers on the issue, from 1.
        tied_with: Ids of the other offers that stand or fall with it; empty unless it is tied.
        speaker_name: The representative who put it, or "".
        changed_cells: What differs from the same side's offer before this one; for its first offer,
            from the present terms; empty where there is nothing to compare with.
        changed_from_other: What differs from the other side's latest binding offer of that moment.
        agreed_session_number: Number of the session it was accepted in; None unless accepted.
    """

    id: str
    issue_id: str
    bundle_id: str
    session_id: str
    session_number: int
    side: Side
    round: int
    is_binding: bool
    is_tied: bool
    tied_with: tuple[str, ...]
    terms: Terms
    argument: str
    speaker_id: str | None
    speaker_name: str
    state: OfferState
    tabled_at: datetime
    withdrawn_at: datetime | None
    agreed_session_number: int | None
    changed_cells: tuple[CellChange, ...]
    changed_from_other: tuple[CellChange, ...]


def list_offers(desk: Desk, issue_id: str) -> tuple[OfferView, ...]:
    """Return all offers on an issue in the order they were tabled.

    Raises:
        RuleError: There is no such issue.
    """

    def query(session: Session) -> tuple[OfferView, ...]:
        issue = find_issue(session, issue_id)
        return case_offer_views(session, issue.case_id)[issue.id]

    return desk.read(query)


def list_case_offers(desk: Desk, case_id: str) -> dict[str, tuple[OfferView, ...]]:
    """Return all offers of a case by issue id, each in the order they were tabled.

    Raises:
        RuleError: There is no such case.
    """

    def query(session: Session) -> dict[str, tuple[OfferView, ...]]:
        return case_offer_views(session, find_case(session, case_id).id)

    return desk.read(query)


def case_table(session: Session, case_id: str) -> Table:
    """Return what decides the state of every offer of a case, in a fixed number of queries."""
    rows = session.execute(
        select(
            Offer.id,
            Offer.issue_id,
            Offer.bundle_id,
            Offer.side,
            Offer.round,
            Offer.is_binding,
            Offer.is_tied,
            Offer.withdrawn_at,
            NegotiationSession.number,
        )
        .join(NegotiationSession, Offer.session_id == NegotiationSession.id)
        .where(NegotiationSession.case_id == case_id)
    )
    agreed = session.execute(
        select(Agreement.issue_id, Agreement.offer_id)
        .join(Issue, Agreement.issue_id == Issue.id)
        .where(Issue.case_id == case_id)
    )
    held = session.scalars(
        select(TentativeAgreement.offer_id)
        .join(Issue, TentativeAgreement.issue_id == Issue.id)
        .where(Issue.case_id == case_id, TentativeAgreement.lifted_at.is_(None))
    )
    return Table(
        offers=tuple(
            OfferFacts(
                id=row.id,
                issue_id=row.issue_id,
                bundle_id=row.bundle_id,
                side=row.side,
                round=row.round,
                is_binding=row.is_binding,
                is_tied=row.is_tied,
                withdrawn=row.withdrawn_at is not None,
                session_number=row.number,
            )
            for row in rows
        ),
        agreed={row.issue_id: row.offer_id for row in agreed},
        tentative=frozenset(held),
    )


def case_offer_views(session: Session, case_id: str) -> dict[str, tuple[OfferView, ...]]:
    """Return all offers of a case by issue id, each issue's in the order they were tabled.

    Issues come in the order of the agenda; the number of queries does not depend on how many
    offers there are.
    """
    issues = session.scalars(
        select(Issue).where(Issue.case_id == case_id).order_by(Issue.position)
    ).all()
    rows = session.execute(
        select(Offer, NegotiationSession.number)
        .join(NegotiationSession, Offer.session_id == NegotiationSession.id)
        .where(NegotiationSession.case_id == case_id)
        .order_by(Offer.tabled_at, Offer.id)
    ).all()
    by_issue: dict[str, list[tuple[Offer, int]]] = {issue.id: [] for issue in issues}
    for offer, number in rows:
        by_issue[offer.issue_id].append((offer, number))
    case = _Case(
        table=case_table(session, case_id),
        speakers=_speakers(session, case_id),
        agreed_in=_agreed_in(session, case_id),
    )
    return {issue.id: _views(issue, by_issue[issue.id], case) for issue in issues}


@dataclass(frozen=True)
class _Case:
    """What all offers of a case share.

    Attributes:
        speakers: Representative id → name.
        agreed_in: Offer id → number of the session it was accepted in.
    """

    table: Table
    speakers: Mapping[str, str]
    agreed_in: Mapping[str, int]


def _views(issue: Issue, offers: Sequence[tuple[Offer, int]], case: _Case) -> tuple[OfferView, ...]:
    present = None if issue.present_terms is None else cells(terms_from_data(issue.present_terms))
    latest: dict[Side, tuple[Cell, ...] | None] = dict.fromkeys(Side, present)
    binding: dict[Side, tuple[Cell, ...] | None] = dict.fromkeys(Side)
    states = case.table.states()
    views = []
    for offer, number in offers:
        terms = terms_from_data(offer.terms)
        own = cells(terms)
        before, other = latest[offer.side], binding[offer.side.other]
        package = case.table.package(offer.id)
        views.append(
            OfferView(
                id=offer.id,
                issue_id=issue.id,
                bundle_id=offer.bundle_id,
                session_id=offer.session_id,
                session_number=number,
                side=offer.side,
                round=offer.round,
                is_binding=offer.is_binding,
                is_tied=offer.is_tied,
                tied_with=tuple(one for one in package if one != offer.id),
                terms=terms,
                argument=offer.argument,
                speaker_id=offer.speaker_id,
                speaker_name=case.speakers.get(offer.speaker_id or "", ""),
                state=states[offer.id],
                tabled_at=offer.tabled_at,
                withdrawn_at=offer.withdrawn_at,
                agreed_session_number=case.agreed_in.get(offer.id),
                changed_cells=() if before is None else compared_cells(before, own),
                changed_from_other=() if other is None else compared_cells(other, own),
            )
        )
        latest[offer.side] = own
        if offer.is_binding:
            binding[offer.side] = own
    return tuple(views)


def _speakers(session: Session, case_id: str) -> Mapping[str, str]:
    rows = session.execute(
        select(Representative.id, Representative.name)
        .join(Party, Representative.party_id == Party.id)
        .where(Party.case_id == case_id)
    )
    return {row.id: row.name for row in rows}


def _agreed_in(session: Session, case_id: str) -> Mapping[str, int]:
    rows = session.execute(
        select(Agreement.offer_id, NegotiationSession.number)
        .join(NegotiationSession, Agreement.session_id == NegotiationSession.id)
        .where(NegotiationSession.case_id == case_id)
    )
    return {row.offer_id: row.number for row in rows}
