"""Offers: tabling, withdrawing, holding and accepting them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.offers import (
    OfferState,
    Table,
    check_acceptance,
    check_tabling,
    check_withdrawal,
)
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.bargaining import (
    Agreement,
    Issue,
    NegotiationSession,
    Offer,
    TentativeAgreement,
)
from negotiator_desk.models.case import Representative
from negotiator_desk.models.evidence import Dataset
from negotiator_desk.pay.terms import Terms
from negotiator_desk.pay.terms_data import terms_from_data, terms_to_data
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.fields import long_text
from negotiator_desk.services.lookup import (
    find_issue,
    find_offer,
    find_open_case,
    find_party,
    find_session,
)
from negotiator_desk.services.offer_views import case_table
from negotiator_desk.services.session_states import refuse_closed
from negotiator_desk.services.suitability import check_fit
from negotiator_desk.storage.ids import new_id


def table_offer(
    desk: Desk,
    session_id: str,
    side: Side,
    terms_by_issue: Sequence[tuple[str, Terms]],
    *,
    binding: bool,
    argument: str = "",
    tied: bool = False,
    speaker_id: str | None = None,
) -> Outcome[tuple[str, ...]]:
    """Put terms for one or several issues on the table in a negotiation session.

    A binding offer ends what is held tentatively on its issues.

    Args:
        terms_by_issue: Issue id and terms, each issue once.
        binding: False for an exploratory offer, which cannot be accepted.
        tied: Whether the terms can only be accepted, and taken back, all together; without effect
            on an offer for one issue.
        speaker_id: The representative who puts it; None where the record does not say.

    Returns:
        The ids of the offers, in the order given.

    Raises:
        InputError: No issue is named, one is named twice, or the argument is too long.
        RuleError: The session is suspended or over, an issue is agreed or of another case, its
            terms do not suit it, or the speaker does not speak for the side; none of the offers
            was tabled.
    """

    def work(session: Session) -> tuple[str, ...]:
        return table_in(
            session,
            session_id,
            side,
            terms_by_issue,
            binding=binding,
            argument=argument,
            tied=tied,
            speaker_id=speaker_id,
            now=now,
        )

    now = desk.now()
    return desk.run("table_offer", work)


def table_in(
    session: Session,
    session_id: str,
    side: Side,
    terms_by_issue: Sequence[tuple[str, Terms]],
    *,
    binding: bool,
    argument: str,
    tied: bool,
    speaker_id: str | None,
    now: datetime,
) -> tuple[str, ...]:
    """Put an offer on the table as part of an operation; see `table_offer`."""
    meeting = find_session(session, session_id)
    find_open_case(session, meeting.case_id)
    refuse_closed(session, meeting)
    text = long_text(argument, _("Argument"))
    _check_named(terms_by_issue)
    _check_speaker(session, meeting.case_id, side, speaker_id)
    table = case_table(session, meeting.case_id)
    for issue_id, terms in terms_by_issue:
        _check_offer(session, meeting, table, issue_id, terms)
    bundle_id = new_id()
    ids = []
    for issue_id, terms in terms_by_issue:
        if binding:
            held = [one for one in table.tentative if table.offer(one).issue_id == issue_id]
            _lift(session, table, held, now)
        offer = Offer(
            id=new_id(),
            issue_id=issue_id,
            session_id=meeting.id,
            bundle_id=bundle_id,
            side=side,
            round=_next_round(session, issue_id, side),
            is_binding=binding,
            is_tied=tied and len(terms_by_issue) > 1,
            terms=terms_to_data(terms),
            argument=text,
            tabled_at=now,
            withdrawn_at=None,
            speaker_id=speaker_id,
        )
        session.add(offer)
        ids.append(offer.id)
    return tuple(ids)


def withdraw_offer(desk: Desk, offer_id: str) -> Outcome[None]:
    """Take back an offer, with all that is tied to it, before the other side has accepted it.

    It stays on the record.

    Raises:
        RuleError: It was accepted, replaced or withdrawn already.
    """
    now = desk.now()

    def work(session: Session) -> None:
        _issue, table = _found(session, offer_id)
        check_withdrawal(table, offer_id)
        package = table.package(offer_id)
        _lift(session, table, package, now)
        for member in package:
            find_offer(session, member).withdrawn_at = now

    return desk.run("withdraw_offer", work)


def hold_offer(desk: Desk, offer_id: str, side: Side, session_id: str) -> Outcome[None]:
    """Agree tentatively to the other side's binding offer, with all that is tied to it.

    It binds nobody and reaches no contract; it ends when it is released or withdrawn, or when a
    side tables a binding offer on one of its issues.

    Args:
        side: Who would take it if all the rest is settled.
        session_id: The negotiation session in which this was said.

    Raises:
        RuleError: The rules of the table do not allow it, or it is held already.
    """
    now = desk.now()

    def work(session: Session) -> None:
        issue, table = _found(session, offer_id)
        meeting = _meeting_of(session, session_id, issue)
        check_acceptance(table, offer_id, side=side, session_number=meeting.number)
        if table.states()[offer_id] is OfferState.TENTATIVE:
            raise RuleError(
                _("This offer is held tentatively already; nothing was changed."),
                hint=_("Accept it when all the rest is settled, or release it."),
            )
        for member in table.package(offer_id):
            session.add(
                TentativeAgreement(
                    id=new_id(),
                    issue_id=table.offer(member).issue_id,
                    offer_id=member,
                    session_id=meeting.id,
                    agreed_at=now,
                    lifted_at=None,
                )
            )

    return desk.run("hold_offer", work)


def release_offer(desk: Desk, offer_id: str) -> Outcome[None]:
    """End a tentative agreement, with all that is tied to it; the offer stays on the table.

    Raises:
        RuleError: The offer is not held tentatively.
    """
    now = desk.now()

    def work(session: Session) -> None:
        _issue, table = _found(session, offer_id)
        if table.states()[offer_id] is not OfferState.TENTATIVE:
            raise RuleError(
                _("This offer is not held tentatively; nothing was changed."),
                hint=_("Hold it first, or accept it."),
            )
        _lift(session, table, table.package(offer_id), now)

    return desk.run("release_offer", work)


def accept_offer(
    desk: Desk, offer_id: str, side: Side, session_id: str, *, speaker_id: str | None = None
) -> Outcome[str]:
    """Accept the other side's binding offer, with all that is tied to it; the issues are agreed.

    The agreement keeps the fingerprint of the facts the offer was costed on; that the offer still
    suits them is checked once more. Of a tied package all offers are accepted or none.

    Args:
        side: Who accepts.
        session_id: The negotiation session in which it is accepted.
        speaker_id: The representative who accepts; None where the record does not say.

    Returns:
        The id of the agreement on the offer's own issue.

    Raises:
        RuleError: The rules of the table do not allow it, the terms do not suit the issue, or the
            speaker does not speak for the side.
    """

    def work(session: Session) -> str:
        return accept_in(session, offer_id, side, session_id, speaker_id=speaker_id, now=now)

    now = desk.now()
    return desk.run("accept_offer", work)


def accept_in(
    session: Session,
    offer_id: str,
    side: Side,
    session_id: str,
    *,
    speaker_id: str | None,
    now: datetime,
) -> str:
    """Accept an offer as part of an operation; see `accept_offer`."""
    issue, table = _found(session, offer_id)
    meeting = _meeting_of(session, session_id, issue)
    _check_speaker(session, issue.case_id, side, speaker_id)
    check_acceptance(table, offer_id, side=side, session_number=meeting.number)
    package = table.package(offer_id)
    settled_issues = {table.offer(member).issue_id for member in package}
    held = [one for one in table.tentative if table.offer(one).issue_id in settled_issues]
    _lift(session, table, held, now)
    made = {}
    for member in package:
        offer = find_offer(session, member)
        settled = find_issue(session, offer.issue_id)
        dataset = _check_terms(session, settled, terms_from_data(offer.terms))
        agreement = Agreement(
            id=new_id(),
            issue_id=settled.id,
            offer_id=offer.id,
            session_id=meeting.id,
            dataset_fingerprint=None if dataset is None else dataset.fingerprint,
            agreed_at=now,
            speaker_id=speaker_id,
        )
        session.add(agreement)
        made[member] = agreement.id
    return made[offer_id]


def _found(session: Session, offer_id: str) -> tuple[Issue, Table]:
    """Return the offer's issue and the table of its case, which is not in the trash."""
    issue = find_issue(session, find_offer(session, offer_id).issue_id)
    find_open_case(session, issue.case_id)
    return issue, case_table(session, issue.case_id)


def _meeting_of(session: Session, session_id: str, issue: Issue) -> NegotiationSession:
    meeting = find_session(session, session_id)
    if meeting.case_id != issue.case_id:
        raise RuleError(
            _("The session belongs to another case than the offer; nothing was accepted."),
            hint=_("Choose a session of the offer's case."),
        )
    refuse_closed(session, meeting)
    return meeting


def _lift(session: Session, table: Table, offer_ids: Sequence[str], now: datetime) -> None:
    """End what is held tentatively of these offers, and of all that is tied to them."""
    ids = {member for one in offer_ids for member in table.package(one)}
    standing = session.scalars(
        select(TentativeAgreement).where(
            TentativeAgreement.offer_id.in_(ids), TentativeAgreement.lifted_at.is_(None)
        )
    )
    for held in standing:
        held.lifted_at = now


def _check_speaker(session: Session, case_id: str, side: Side, speaker_id: str | None) -> None:
    if speaker_id is None:
        return
    speaker = session.get(Representative, speaker_id)
    party = None if speaker is None else find_party(session, speaker.party_id)
    if speaker is None or party is None or (party.case_id, party.side) != (case_id, side):
        raise RuleError(
            _("The one who speaks is no representative of this side; nothing was changed."),
            hint=_("Choose one of the side's representatives, or leave it open."),
        )
    if speaker.left_at is not None:
        raise RuleError(
            _(
                "{name} was replaced and does not speak for this side any more; nothing was "
                "changed."
            ).format(name=speaker.name),
            hint=_("Choose one of the side's present representatives."),
        )


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
    session: Session, meeting: NegotiationSession, table: Table, issue_id: str, terms: Terms
) -> None:
    issue = find_issue(session, issue_id)
    if issue.case_id != meeting.case_id:
        raise RuleError(
            _("“{issue}” belongs to another case than the session; nothing was tabled.").format(
                issue=issue.title
            ),
            hint=_("Choose a session of the issue's case."),
        )
    check_tabling(issue.title, issue.id, table)
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
