"""What of a case can be sealed and sent: offers that stand, versions of the contract, answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.exchange import Message, MessageKind, OfferBody, TextBody
from negotiator_desk.bargaining.offers import STANDING, OfferState
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.models.bargaining import Issue
from negotiator_desk.models.contract import ContractDraft
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.exchange_sealing import seal_offer, seal_text
from negotiator_desk.services.exchanges import MessageView, message_views
from negotiator_desk.services.lookup import find_case
from negotiator_desk.services.offer_views import OfferView, case_offer_views


@dataclass(frozen=True)
class Sendable:
    """Something that can be sent.

    Attributes:
        source_id: Of the offer, the version or the answer that it is made of.
        message_row_id: Of the message, once it was sealed; None before.
        message: What was sealed; None before.
        side: Whose word it is; of a version that was not sealed, None.
        titles: Of the issues of an offer, in agenda order; otherwise empty.
        version: Of the contract; 0 of anything else.
        at: When it was tabled, drafted or answered.
        answered: What was answered to it; None so far.
    """

    kind: MessageKind
    source_id: str
    message_row_id: str | None
    message: Message | None
    side: Side | None
    titles: tuple[str, ...]
    is_binding: bool
    is_tied: bool
    version: int
    at: datetime
    answered: Message | None


def list_sendable(desk: Desk, case_id: str) -> tuple[Sendable, ...]:
    """Return what can be sent from a case, the latest first.

    Offers that came from another laptop are not sent on: whose word they are shows there.

    Raises:
        RuleError: There is no such case.
    """

    def query(session: Session) -> tuple[Sendable, ...]:
        find_case(session, case_id)
        messages = message_views(session, case_id)
        found = [
            *_offers(session, case_id, messages),
            *_versions(session, case_id, messages),
            *(_answer(one) for one in messages if _is_answer(one)),
        ]
        return tuple(sorted(found, key=lambda one: (one.at, one.source_id), reverse=True))

    return desk.read(query)


def seal_sendable(desk: Desk, one: Sendable, side: Side) -> Outcome[str]:
    """Seal something; what was sealed before is the same message.

    Args:
        side: Who asks to confirm a version; of no effect on anything else.

    Returns:
        The id of the message's row.

    Raises:
        RuleError: It was replaced or withdrawn meanwhile.
        SealRefused: It is too large to travel.
    """
    match one.kind:
        case MessageKind.OFFER:
            return seal_offer(desk, one.source_id)
        case MessageKind.TEXT:
            return seal_text(desk, one.source_id, side)
        case MessageKind.ANSWER:
            return Outcome(one.source_id, frozenset())


def _offers(session: Session, case_id: str, messages: Iterable[MessageView]) -> Iterable[Sendable]:
    came = {here for one in messages if one.is_incoming for here in one.links.values()}
    sealed = {
        offer.offer_id: one
        for one in messages
        if not one.is_incoming and isinstance(one.message.body, OfferBody)
        for offer in one.message.body.offers
    }
    titles = dict(
        session.execute(select(Issue.id, Issue.title).where(Issue.case_id == case_id)).all()
    )
    bundles: dict[str, list[OfferView]] = {}
    for views in case_offer_views(session, case_id).values():
        for view in views:
            if view.state in {*STANDING, OfferState.SETTLED} and view.id not in came:
                bundles.setdefault(view.bundle_id, []).append(view)
    return [_bundle(offers, sealed, titles) for offers in bundles.values()]


def _bundle(
    offers: list[OfferView], sealed: Mapping[str, MessageView], titles: Mapping[str, str]
) -> Sendable:
    first = offers[0]
    message = sealed.get(first.id)
    return Sendable(
        kind=MessageKind.OFFER,
        source_id=first.id,
        message_row_id=None if message is None else message.id,
        message=None if message is None else message.message,
        side=first.side,
        titles=tuple(titles[one.issue_id] for one in offers),
        is_binding=first.is_binding,
        is_tied=first.is_tied,
        version=0,
        at=first.tabled_at,
        answered=None if message is None else message.answered,
    )


def _versions(
    session: Session, case_id: str, messages: Iterable[MessageView]
) -> Iterable[Sendable]:
    sealed = {
        one.message.body.version: one
        for one in messages
        if not one.is_incoming and isinstance(one.message.body, TextBody)
    }
    for draft in session.scalars(select(ContractDraft).where(ContractDraft.case_id == case_id)):
        message = sealed.get(draft.version)
        yield Sendable(
            kind=MessageKind.TEXT,
            source_id=draft.id,
            message_row_id=None if message is None else message.id,
            message=None if message is None else message.message,
            side=None if message is None else message.message.side,
            titles=(),
            is_binding=False,
            is_tied=False,
            version=draft.version,
            at=draft.drafted_at,
            answered=None if message is None else message.answered,
        )


def _is_answer(view: MessageView) -> bool:
    return not view.is_incoming and view.kind is MessageKind.ANSWER


def _answer(view: MessageView) -> Sendable:
    return Sendable(
        kind=MessageKind.ANSWER,
        source_id=view.id,
        message_row_id=view.id,
        message=view.message,
        side=view.message.side,
        titles=(),
        is_binding=False,
        is_tied=False,
        version=0,
        at=view.moved_at,
        answered=None,
    )
