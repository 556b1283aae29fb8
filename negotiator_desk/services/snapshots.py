"""The snapshot of a case: everything its contract will print, read in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.drafting.assemble import assemble
from negotiator_desk.drafting.snapshot import Snapshot, contract_kind_for
from negotiator_desk.drafting.snapshot_parts import (
    SnapshotIssue,
    SnapshotMeeting,
    SnapshotParty,
    SnapshotRepresentative,
)
from negotiator_desk.models.bargaining import Agreement, Issue, NegotiationSession, Offer
from negotiator_desk.models.case import Case, Party
from negotiator_desk.models.contract import ContractDraft
from negotiator_desk.pay.terms_data import terms_from_data
from negotiator_desk.services.choices import chosen_kind, load_choices
from negotiator_desk.times import CHINA_TIME


def take_snapshot(session: Session, case: Case, now: datetime) -> Snapshot:
    """Return the snapshot of a case as its next version, without its costs.

    What the case lacks is a blank in the contract.

    Args:
        now: Moment of drafting; the contract shows its day.
    """
    parties = {party.side: party for party in case.parties}
    issues = _agreed_issues(session, case)
    last = session.scalar(
        select(func.max(ContractDraft.version)).where(ContractDraft.case_id == case.id)
    )
    chosen = chosen_kind(session, case.id)
    snapshot = Snapshot(
        case_number=case.number,
        title=case.title,
        kind=case.kind,
        contract_kind=chosen or contract_kind_for(issue.subject for issue in issues),
        jurisdiction=case.jurisdiction,
        employee=_party(parties.get(Side.EMPLOYEE)),
        employer=_party(parties.get(Side.EMPLOYER)),
        contract_from=case.contract_from,
        contract_until=case.contract_until,
        issues=issues,
        version=(last or 0) + 1,
        drafted_on=now.astimezone(CHINA_TIME).date(),
        meetings=_meetings(session, case, issues),
    )
    return replace(snapshot, text=assemble(snapshot, load_choices(session, case.id)))


def _party(party: Party | None) -> SnapshotParty:
    if party is None:
        return SnapshotParty("", "", "", "", "", ())
    present = [one for one in party.representatives if one.left_at is None]
    chief = next((one.name for one in present if one.is_chief), "")
    return SnapshotParty(
        name=party.name,
        credit_code=party.credit_code,
        address=party.address,
        head=party.head,
        chief=chief,
        representatives=tuple(
            SnapshotRepresentative(
                name=one.name,
                post=one.post,
                origin=one.origin,
                is_chief=one.is_chief,
                sex=one.sex,
            )
            for one in present
        ),
    )


def _agreed_issues(session: Session, case: Case) -> tuple[SnapshotIssue, ...]:
    """Return what was agreed, each figure from the accepted offer and from nowhere else."""
    agreements = {
        agreement.issue_id: (agreement, offer, meeting)
        for agreement, offer, meeting in session.execute(
            select(Agreement, Offer, NegotiationSession)
            .join(Offer, Agreement.offer_id == Offer.id)
            .join(NegotiationSession, Agreement.session_id == NegotiationSession.id)
            .where(NegotiationSession.case_id == case.id)
        )
    }
    issues = session.scalars(select(Issue).where(Issue.case_id == case.id).order_by(Issue.position))
    found = []
    for position, issue in enumerate(issues, start=1):
        if issue.id in agreements:
            agreement, offer, meeting = agreements[issue.id]
            found.append(
                SnapshotIssue(
                    position=position,
                    title=issue.title,
                    subject=issue.subject,
                    terms=terms_from_data(offer.terms),
                    offer_id=offer.id,
                    session_number=meeting.number,
                    agreed_on=meeting.held_at.astimezone(CHINA_TIME).date(),
                    dataset_fingerprint=agreement.dataset_fingerprint,
                    present=terms_from_data(issue.present_terms) if issue.present_terms else None,
                )
            )
    return tuple(found)


def _meetings(
    session: Session, case: Case, issues: Sequence[SnapshotIssue]
) -> tuple[SnapshotMeeting, ...]:
    """Return the negotiation sessions of a case, and what was agreed in each."""
    found = session.scalars(
        select(NegotiationSession)
        .where(NegotiationSession.case_id == case.id)
        .order_by(NegotiationSession.number)
    )
    return tuple(
        SnapshotMeeting(
            number=one.number,
            held_on=one.held_at.astimezone(CHINA_TIME).date(),
            place=one.place,
            agreed=tuple(issue.position for issue in issues if issue.session_number == one.number),
        )
        for one in found
    )
