"""Offers: tabling, withdrawing and accepting them, and how each differs from the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.offers import (
    OfferFacts,
    OfferState,
    check_acceptance,
    check_tabling,
    check_withdrawal,
    offer_states,
)
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.bargaining import Agreement, Issue, NegotiationSession, Offer
from negotiator_desk.models.evidence import Dataset
from negotiator_desk.pay.cells import CellChange, changed_cells
from negotiator_desk.pay.terms import Terms
from negotiator_desk.pay.terms_data import terms_from_data, terms_to_data
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.fields import long_text
from negotiator_desk.services.lookup import (
    find_issue,
    find_offer,
    find_open_case,
    find_session,
)
from negotiator_desk.services.suitability import check_fit
from negotiator_desk.storage.ids import new_id


@dataclass(frozen=True)
class OfferView:
    """An offer as it stands.

    Attributes:
        bundle_id: Shared by offers that were put together, for several issues at once.
        round: Counts the side's offers on the issue, from 1.
        changed_cells: What differs from the same side's offer before this one; for its first offer,
            from the present terms; empty where there is nothing to compare with.
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
    terms: Terms
    argument: str
    state: OfferState
    tabled_at: datetime
    withdrawn_at: datetime | None
    agreed_session_number: int | None
    changed_cells: tuple[CellChange, ...]


def table_offer(
    desk: Desk,
    session_id: str,
    side: Side,
    terms_by_issue: Sequence[tuple[str, Terms]],
    *,
    binding: bool,
    argument: str = "",
) -> Outcome[tuple[str, ...]]:
    """Put terms for one or several issues on the table in a negotiation session.

    Args:
        terms_by_issue: Issue id and terms, each issue once.
        binding: False for an exploratory offer, which cannot be accepted.

    Returns:
        The ids of the offers, in the order given.

    Raises:
        InputError: No issue is named, one is named twice, or the argument is too long.
        RuleError: An issue is agreed or of another case, or its terms do not suit it; none of the
            offers was tabled.
    """
    now = desk.now()

    def work(session: Session) -> tuple[str, ...]:
        meeting = find_session(session, session_id)
        find_open_case(session, meeting.case_id)
        text = long_text(argument, _("Argument"))
        _check_named(terms_by_issue)
        for issue_id, terms in terms_by_issue:
            _check_offer(session, meeting, issue_id, terms)
        bundle_id = new_id()
        ids = []
        for issue_id, terms in terms_by_issue:
            offer = Offer(
                id=new_id(),
                issue_id=issue_id,
                session_id=meeting.id,
                bundle_id=bundle_id,
                side=side,
                round=_next_round(session, issue_id, side),
                is_binding=binding,
                terms=terms_to_data(terms),
                argument=text,
                tabled_at=now,
                withdrawn_at=None,
            )
            session.add(offer)
            ids.append(offer.id)
        return tuple(ids)

    return desk.run("table_offer", work)


def withdraw_offer(desk: Desk, offer_id: str) -> Outcome[None]:
    """Take back an offer before the other side has accepted it; it stays on the record.

    Raises:
        RuleError: It was accepted, replaced or withdrawn already.
    """
    now = desk.now()

    def work(session: Session) -> None:
        offer = find_offer(session, offer_id)
        find_open_case(session, find_issue(session, offer.issue_id).case_id)
        facts = offer_facts(session, offer.issue_id)
        check_withdrawal(
            facts[offer.id],
            offers=facts.values(),
            accepted_id=accepted_offer(session, offer.issue_id),
        )
        offer.withdrawn_at = now

    return desk.run("withdraw_offer", work)


def accept_offer(desk: Desk, offer_id: str, side: Side, session_id: str) -> Outcome[str]:
    """Accept the other side's binding offer; its issue is then agreed.

    The agreement keeps the fingerprint of the facts the offer was costed on; that the offer still
    suits them is checked once more.

    Args:
        side: Who accepts.
        session_id: The negotiation session in which it is accepted.

    Returns:
        The id of the agreement.

    Raises:
        RuleError: The rules of the table do not allow it, or the terms do not suit the issue.
    """
    now = desk.now()

    def work(session: Session) -> str:
        offer = find_offer(session, offer_id)
        issue = find_issue(session, offer.issue_id)
        find_open_case(session, issue.case_id)
        meeting = find_session(session, session_id)
        if meeting.case_id != issue.case_id:
            raise RuleError(
                _("The session belongs to another case than the offer; nothing was accepted."),
                hint=_("Choose a session of the offer's case."),
            )
        facts = offer_facts(session, issue.id)
        check_acceptance(
            facts[offer.id],
            offers=facts.values(),
            accepted_id=accepted_offer(session, issue.id),
            side=side,
            session_number=meeting.number,
        )
        dataset = _check_terms(session, issue, terms_from_data(offer.terms))
        agreement = Agreement(
            id=new_id(),
            issue_id=issue.id,
            offer_id=offer.id,
            session_id=meeting.id,
            dataset_fingerprint=None if dataset is None else dataset.fingerprint,
            agreed_at=now,
        )
        session.add(agreement)
        return agreement.id

    return desk.run("accept_offer", work)


def list_offers(desk: Desk, issue_id: str) -> tuple[OfferView, ...]:
    """Return all offers on an issue in the order they were tabled.

    Raises:
        RuleError: There is no such issue.
    """

    def query(session: Session) -> tuple[OfferView, ...]:
        return offer_views(session, find_issue(session, issue_id))

    return desk.read(query)


def list_case_offers(desk: Desk, case_id: str) -> dict[str, tuple[OfferView, ...]]:
    """Return all offers of a case by issue id, each in the order they were tabled."""

    def query(session: Session) -> dict[str, tuple[OfferView, ...]]:
        issues = session.scalars(
            select(Issue).where(Issue.case_id == case_id).order_by(Issue.position)
        )
        return {issue.id: offer_views(session, issue) for issue in issues}

    return desk.read(query)


def offer_views(session: Session, issue: Issue) -> tuple[OfferView, ...]:
    """Return all offers on an issue in the order they were tabled."""
    rows = session.execute(
        select(Offer, NegotiationSession.number)
        .join(NegotiationSession, Offer.session_id == NegotiationSession.id)
        .where(Offer.issue_id == issue.id)
        .order_by(Offer.tabled_at, Offer.id)
    )
    agreed = session.execute(
        select(Agreement.offer_id, NegotiationSession.number)
        .join(NegotiationSession, Agreement.session_id == NegotiationSession.id)
        .where(Agreement.issue_id == issue.id)
    ).one_or_none()
    accepted_id, agreed_number = agreed or (None, None)
    states = offer_states(offer_facts(session, issue.id).values(), accepted_id)
    present = terms_from_data(issue.present_terms) if issue.present_terms else None
    latest: dict[Side, Terms | None] = dict.fromkeys(Side, present)
    views = []
    for offer, number in rows:
        terms = terms_from_data(offer.terms)
        before = latest[offer.side]
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
                terms=terms,
                argument=offer.argument,
                state=states[offer.id],
                tabled_at=offer.tabled_at,
                withdrawn_at=offer.withdrawn_at,
                agreed_session_number=agreed_number if offer.id == accepted_id else None,
                changed_cells=() if before is None else changed_cells(before, terms),
            )
        )
        latest[offer.side] = terms
    return tuple(views)


def _check_named(terms_by_issue: Sequence[tuple[str, Terms]]) -> None:
    if not terms_by_issue:
        raise InputError(
            _("The offer names no issue; nothing was tabled."),
            hint=_("Choose at least one issue and enter its terms."),
        )
    if len({issue_id for issue_id, _terms in terms_by_issue}) != len(terms_by_issue):
        raise InputError(
            _("The offer names one issue twice; nothing was tabled."),
            hint=_("Give each issue one set of terms."),
        )


def _check_offer(
    session: Session, meeting: NegotiationSession, issue_id: str, terms: Terms
) -> None:
    issue = find_issue(session, issue_id)
    if issue.case_id != meeting.case_id:
        raise RuleError(
            _("“{issue}” belongs to another case than the session; nothing was tabled.").format(
                issue=issue.title
            ),
            hint=_("Choose a session of the issue's case."),
        )
    check_tabling(issue.title, accepted_offer(session, issue.id))
    _check_terms(session, issue, terms)


def _check_terms(session: Session, issue: Issue, terms: Terms) -> Dataset | None:
    """Refuse terms that do not suit an issue; return the dataset they were held against."""
    dataset = None if issue.dataset_id is None else session.get_one(Dataset, issue.dataset_id)
    check_fit(
        session,
        terms,
        title=issue.title,
        subject=issue.subject,
        dataset=dataset,
        present=terms_from_data(issue.present_terms) if issue.present_terms else None,
    )
    return dataset


def _next_round(session: Session, issue_id: str, side: Side) -> int:
    last = session.scalar(
        select(func.max(Offer.round)).where(Offer.issue_id == issue_id, Offer.side == side)
    )
    return (last or 0) + 1


def accepted_offer(session: Session, issue_id: str) -> str | None:
    """Return the id of the offer that settled an issue; None while it is open."""
    return session.scalar(select(Agreement.offer_id).where(Agreement.issue_id == issue_id))


def offer_facts(session: Session, issue_id: str) -> dict[str, OfferFacts]:
    """Return what decides the state of every offer on an issue, by offer id."""
    rows = session.execute(
        select(Offer, NegotiationSession.number)
        .join(NegotiationSession, Offer.session_id == NegotiationSession.id)
        .where(Offer.issue_id == issue_id)
    )
    return {
        offer.id: OfferFacts(
            id=offer.id,
            side=offer.side,
            round=offer.round,
            is_binding=offer.is_binding,
            withdrawn=offer.withdrawn_at is not None,
            session_number=number,
        )
        for offer, number in rows
    }
