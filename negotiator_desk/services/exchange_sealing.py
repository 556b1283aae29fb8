"""Sealing what goes to another laptop: offers, the wording of a contract, an answer.

Everything that a message says is read from the shared layer: what is on the table, on the agenda
and in a version of the contract.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.exchange import (
    AnswerBody,
    AnswerKind,
    Body,
    CaseName,
    Message,
    OfferBody,
    OfferedTerms,
    TextBody,
)
from negotiator_desk.bargaining.message_data import (
    LONGEST_LINE,
    MOST_OFFERS,
    message_from_data,
    sendable,
)
from negotiator_desk.bargaining.offers import STANDING, OfferState
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.bargaining.sealed import pack
from negotiator_desk.drafting.plain import plain_text
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.bargaining import Issue, Offer
from negotiator_desk.models.case import Case
from negotiator_desk.models.contract import ContractDraft
from negotiator_desk.models.evidence import Dataset
from negotiator_desk.models.exchange import ExchangeMessage
from negotiator_desk.pay.terms_data import terms_fingerprint, terms_from_data
from negotiator_desk.services.contracts import contract_document, draft_snapshot
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.employer_edits import check_stands
from negotiator_desk.services.exchange_answers import not_an_employers
from negotiator_desk.services.exchange_matching import known_links
from negotiator_desk.services.exchanges import find_message, keep_message, message_views
from negotiator_desk.services.lookup import find_issue, find_offer, find_open_case, find_session
from negotiator_desk.services.offer_views import case_table
from negotiator_desk.storage.ids import new_id


def seal_offer(desk: Desk, offer_id: str) -> Outcome[str]:
    """Seal an offer, with what was put together with it, for the other side's laptop.

    What was sealed before and did not change is the same message, of the same fingerprint. It
    answers the other side's latest message about one of its issues.

    Returns:
        The id of the message's row.

    Raises:
        RuleError: It was replaced or withdrawn, or was put with too many issues.
        SealRefused: It is too large to travel.
    """
    now = desk.now()

    def work(session: Session) -> str:
        offer = find_offer(session, offer_id)
        case = find_open_case(session, find_issue(session, offer.issue_id).case_id)
        offers = _standing(session, case.id, offer)
        if len(offers) > MOST_OFFERS:
            raise RuleError(
                _(
                    "This package has {count} issues; a message carries at most {most}. Nothing "
                    "was sealed."
                ).format(count=len(offers), most=MOST_OFFERS),
                hint=_("Put the issues in several packages, and seal each of them."),
            )
        number = find_session(session, offer.session_id).number
        reply = _latest_about(session, case.id, offer.side, [one.issue_id for one in offers])
        peer = _peer(session, case.id) if reply is None else reply.peer_case_id
        there = {here: there for there, here in known_links(session, case.id, peer).items()}
        body = OfferBody(
            is_binding=offer.is_binding,
            is_tied=offer.is_tied,
            argument=sendable(offer.argument),
            offers=tuple(_offered(session, one, there.get(one.issue_id, "")) for one in offers),
        )
        reply_to = "" if reply is None else reply.fingerprint
        message = _message(case, offer.side, body, number, reply_to, peer)
        return _sent(session, case.id, message, now)

    return desk.run("send_message", work)


def seal_text(desk: Desk, draft_id: str, side: Side) -> Outcome[str]:
    """Seal the wording of a version of the contract, for the other side to confirm.

    Args:
        side: Who asks for the confirmation.

    Returns:
        The id of the message's row.

    Raises:
        RuleError: There is no such version.
        SealRefused: It is too large to travel.
    """
    now = desk.now()
    wording = contract_wording(desk, draft_id)

    def work(session: Session) -> str:
        draft = session.get_one(ContractDraft, draft_id)
        case = find_open_case(session, draft.case_id)
        body = TextBody(_line(case.title), draft.version, wording)
        message = _message(case, side, body, 0, "", _peer(session, case.id))
        return _sent(session, case.id, message, now)

    return desk.run("send_message", work)


def seal_answer(desk: Desk, message_row_id: str, side: Side, answer: AnswerBody) -> Outcome[str]:
    """Seal an answer to a message that came and was logged.

    An employer's consent or refusal is about all offers of the message. That an offer is accepted,
    or a text confirmed, is said by `accept_message` and `confirm_text`, which check it first.

    Args:
        side: Whose word it is.
        answer: Without offer ids: they are those of the message.

    Returns:
        The id of the row of the answer.

    Raises:
        InputError: No employer is named.
        RuleError: The message is none that is answered so, its offers do not bind or do not stand
            any more, or the side is not the employers'.
    """
    now = desk.now()

    def work(session: Session) -> str:
        row = find_message(session, message_row_id)
        case = find_open_case(session, row.case_id)
        asked = message_from_data(row.content)
        _check_consent(row, asked.body, answer)
        if side is not Side.EMPLOYER:
            raise not_an_employers()
        assert isinstance(asked.body, OfferBody), "just checked"
        ids = tuple(one.offer_id for one in asked.body.offers)
        check_stands(session, case.id, [row.links[one] for one in ids])
        return answer_in(session, row, case, side, replace(answer, offer_ids=ids), now)

    return desk.run("send_message", work)


def answer_in(
    session: Session,
    row: ExchangeMessage,
    case: Case,
    side: Side,
    answer: AnswerBody,
    now: datetime,
) -> str:
    """Seal an answer as part of an operation; return the id of its row.

    Args:
        row: The message that is answered.
    """
    clean = replace(
        answer,
        given_by=_line(answer.given_by),
        employer=_line(answer.employer),
        credit_code=_line(answer.credit_code),
        note=sendable(answer.note),
    )
    message = _message(case, side, clean, 0, row.fingerprint, row.peer_case_id)
    return _sent(session, case.id, message, now)


def contract_wording(desk: Desk, draft_id: str) -> str:
    """Return a version of the contract as plain text, as it is sealed and compared.

    Raises:
        RuleError: There is no such version.
    """
    return sendable(plain_text(contract_document(draft_snapshot(desk, draft_id))), longest=10**9)


def _check_consent(row: ExchangeMessage, body: Body, answer: AnswerBody) -> None:
    if answer.answer not in {AnswerKind.CONSENTS, AnswerKind.REFUSES}:
        raise RuleError(
            _("Only an employer's consent or refusal is sealed by itself; nothing was sealed."),
            hint=_("Accept the offer, or confirm the text, to answer so."),
        )
    if not row.is_incoming or not isinstance(body, OfferBody):
        raise RuleError(
            _("This message asks no employer for consent; nothing was sealed."),
            hint=_("Choose an offer that came to this computer."),
        )
    if not answer.employer.strip():
        raise InputError(
            _("The answer names no employer; nothing was sealed."),
            hint=_("Enter which employer answers."),
        )


def _message(
    case: Case, side: Side, body: Body, session_number: int, reply_to: str, peer: str
) -> Message:
    names = {party.side: party.name for party in case.parties}
    return Message(
        id=new_id(),
        case=CaseName(case.id, _line(case.number), _line(case.title)),
        peer_case_id=peer,
        side=side,
        party=_line(names.get(side, "")),
        session_number=session_number,
        reply_to=reply_to,
        body=body,
    )


def _sent(session: Session, case_id: str, message: Message, now: datetime) -> str:
    """Keep a message that leaves; what left before and says the same is the same message."""
    said = _said(message)
    for view in message_views(session, case_id):
        if not view.is_incoming and _said(view.message) == said:
            return view.id
    pack(message)
    return keep_message(session, case_id, message, is_incoming=False, links={}, now=now)


def _said(message: Message) -> tuple[Side, str, Body]:
    """Return what makes a message the same one, whatever came in between."""
    body = message.body
    if isinstance(body, OfferBody):
        offers = tuple(replace(one, peer_issue_id="") for one in body.offers)
        return message.side, "", replace(body, offers=offers)
    return message.side, message.reply_to, body


def _standing(session: Session, case_id: str, offer: Offer) -> list[Offer]:
    """Return the offers that were put together and still are the side's word, in agenda order."""
    states = case_table(session, case_id).states()
    may_leave = {*STANDING, OfferState.SETTLED}
    if states[offer.id] not in may_leave:
        raise RuleError(
            _("This offer was replaced or withdrawn; nothing was sealed."),
            hint=_("Choose the side's latest offer."),
        )
    together = session.scalars(
        select(Offer)
        .join(Issue, Offer.issue_id == Issue.id)
        .where(Offer.bundle_id == offer.bundle_id)
        .order_by(Issue.position)
    )
    return [one for one in together if states[one.id] in may_leave]


def _offered(session: Session, offer: Offer, peer_issue_id: str) -> OfferedTerms:
    issue = find_issue(session, offer.issue_id)
    facts = None if issue.dataset_id is None else session.get_one(Dataset, issue.dataset_id)
    present = issue.present_terms
    return OfferedTerms(
        offer_id=offer.id,
        issue_id=issue.id,
        peer_issue_id=peer_issue_id,
        title=_line(issue.title),
        terms=terms_from_data(offer.terms),
        dataset="" if facts is None else facts.fingerprint,
        present="" if present is None else terms_fingerprint(terms_from_data(present)),
    )


def _peer(session: Session, case_id: str) -> str:
    """Return the case on the other laptop, if messages came from one only; "" otherwise."""
    peers = session.scalars(
        select(ExchangeMessage.peer_case_id)
        .where(ExchangeMessage.case_id == case_id, ExchangeMessage.is_incoming.is_(True))
        .distinct()
    ).all()
    return peers[0] if len(peers) == 1 else ""


def _latest_about(
    session: Session, case_id: str, side: Side, issue_ids: Sequence[str]
) -> ExchangeMessage | None:
    """Return the other side's latest message about one of these issues."""
    found = None
    for view in message_views(session, case_id):
        is_theirs = view.is_incoming and view.message.side is side.other
        if is_theirs and isinstance(view.message.body, OfferBody):
            here = {view.links.get(one.issue_id) for one in view.message.body.offers}
            if here & set(issue_ids):
                found = find_message(session, view.id)
    return found


def _line(text: str) -> str:
    return " ".join(sendable(text, LONGEST_LINE).split())
