"""Taking a message from another laptop to the record: logged, accepted, confirmed.

Each is one operation: the offers, the agreements, the message and its answer come or go together.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from negotiator_desk.bargaining.exchange import (
    AnswerBody,
    AnswerKind,
    Message,
    OfferBody,
    TextBody,
)
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.case import Case
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.exchange_answers import take_answer
from negotiator_desk.services.exchange_known import known_offers
from negotiator_desk.services.exchange_matching import (
    check_all_matched,
    check_belongs,
    known_row,
    match_issues,
)
from negotiator_desk.services.exchange_sealing import answer_in, contract_wording
from negotiator_desk.services.exchanges import find_message, keep_message
from negotiator_desk.services.lookup import find_open_case
from negotiator_desk.services.offer_views import case_table
from negotiator_desk.services.offers import accept_in, table_in


@dataclass(frozen=True)
class Choices:
    """What somebody decided about a message that came.

    Attributes:
        session_id: The negotiation session that it is put, or accepted, in; None for a text.
        issues: Issue id on the other laptop → id here, where it was chosen.
        employer_id: Which employer answers, where the message's own name is not in the list.
    """

    session_id: str | None = None
    issues: Mapping[str, str] = field(default_factory=dict)
    employer_id: str | None = None


@dataclass(frozen=True)
class Received:
    """A message on the record.

    Attributes:
        id: Of its row.
        offer_ids: Its offers here, in its order.
        is_known: It came before, and nothing was changed.
    """

    id: str
    offer_ids: tuple[str, ...]
    is_known: bool


def log_message(
    desk: Desk, case_id: str, message: Message, choices: Choices = Choices()
) -> Outcome[Received]:
    """Take a message to a case's record.

    Its offers are logged as the sender's side's, as if they had been put in the session; an answer
    settles, confirms or consents to what it answers. The same message twice changes nothing.

    Raises:
        InputError: A session, an issue or an employer has to be chosen.
        RuleError: It is about another case, or the rules of the table do not allow it.
    """
    now = desk.now()

    def work(session: Session) -> Received:
        return _receive(session, find_open_case(session, case_id), message, choices, now)

    return desk.run("receive_message", work)


def accept_message(
    desk: Desk,
    case_id: str,
    message: Message,
    choices: Choices,
    *,
    only: Collection[str] | None = None,
) -> Outcome[str]:
    """Accept the offers of a message; it is logged first where it was not.

    Args:
        only: Ids of the offers on the other laptop, where not all of them; a tied package is
            accepted whole or not at all.

    Returns:
        The id of the row of the answer, ready to go back.

    Raises:
        InputError: A session or an issue has to be chosen, or no offer was.
        RuleError: The rules of the table do not allow it; nothing was changed.
    """
    now = desk.now()
    body = message.body
    if not isinstance(body, OfferBody):
        raise _not_acceptable()
    chosen = tuple(one for one in body.offers if only is None or one.offer_id in only)
    if not chosen:
        raise InputError(
            _("No offer was chosen; nothing was accepted."),
            hint=_("Choose at least one issue of the message."),
        )
    if body.is_tied and len(chosen) != len(body.offers):
        raise RuleError(
            _("This package stands or falls together; nothing was accepted."),
            hint=_("Accept all of it, or answer with an offer of your own."),
        )

    def work(session: Session) -> str:
        case = find_open_case(session, case_id)
        received = _receive(session, case, message, choices, now)
        row = find_message(session, received.id)
        side = message.side.other
        for one in chosen:
            offer_id = row.links[one.offer_id]
            # A tied package is agreed with its first offer.
            if offer_id not in case_table(session, case.id).agreed.values():
                accept_in(
                    session,
                    offer_id,
                    side,
                    _session_of(choices),
                    speaker_id=None,
                    now=now,
                )
        answer = AnswerBody(AnswerKind.ACCEPTED, tuple(one.offer_id for one in chosen))
        return answer_in(session, row, case, side, answer, now)

    return desk.run("accept_message", work)


def confirm_text(
    desk: Desk, case_id: str, message: Message, draft_id: str, *, given_by: str = ""
) -> Outcome[str]:
    """Confirm that a version of the contract here is the very same text.

    Args:
        draft_id: The version here.
        given_by: Who confirms.

    Returns:
        The id of the row of the answer, ready to go back.

    Raises:
        RuleError: The texts differ, by so much as one character; nothing was confirmed.
    """
    now = desk.now()
    body = message.body
    if not isinstance(body, TextBody):
        raise _not_acceptable()
    if contract_wording(desk, draft_id) != body.text:
        raise RuleError(
            _("The two texts are not the very same; nothing was confirmed."),
            hint=_("Look at the lines that differ, and agree which text holds."),
        )

    def work(session: Session) -> str:
        case = find_open_case(session, case_id)
        row = find_message(session, _receive(session, case, message, Choices(), now).id)
        answer = AnswerBody(AnswerKind.CONFIRMED, given_by=given_by)
        return answer_in(session, row, case, message.side.other, answer, now)

    return desk.run("confirm_text", work)


def _receive(
    session: Session, case: Case, message: Message, choices: Choices, now: datetime
) -> Received:
    known = known_row(session, case.id, message)
    if known is not None:
        body = message.body
        offers = body.offers if isinstance(body, OfferBody) else ()
        return Received(known.id, tuple(known.links[one.offer_id] for one in offers), True)
    check_belongs(session, case, message)
    links: Mapping[str, str] = {}
    offer_ids: tuple[str, ...] = ()
    match message.body:
        case OfferBody() as body:
            links = _log_offers(session, case, message, body, choices, now)
            offer_ids = tuple(links[one.offer_id] for one in body.offers)
        case AnswerBody() as body:
            take_answer(
                session,
                case,
                message,
                body,
                session_id=choices.session_id,
                employer_id=choices.employer_id,
                now=now,
            )
        case TextBody():
            pass
    row_id = keep_message(session, case.id, message, is_incoming=True, links=links, now=now)
    return Received(row_id, offer_ids, False)


def _log_offers(
    session: Session,
    case: Case,
    message: Message,
    body: OfferBody,
    choices: Choices,
    now: datetime,
) -> dict[str, str]:
    """Log the offers that no earlier message brought; return id there → id here."""
    matched = match_issues(session, case.id, message, choices.issues)
    check_all_matched(matched)
    known = known_offers(session, case.id, message, matched)
    if (refusal := known.refusal()) is not None:
        raise refusal
    issues = {one.offered.issue_id: one.issue_id or "" for one in matched}
    here = dict(known.here)
    fresh = [one for one in body.offers if one.offer_id not in here]
    if fresh:
        ids = table_in(
            session,
            _session_of(choices),
            message.side,
            [(issues[one.issue_id], one.terms) for one in fresh],
            binding=body.is_binding,
            argument=body.argument,
            tied=body.is_tied,
            speaker_id=None,
            now=now,
        )
        session.flush()
        here |= {one.offer_id: new for one, new in zip(fresh, ids, strict=True)}
    return issues | here


def _session_of(choices: Choices) -> str:
    if choices.session_id is None:
        raise InputError(
            _("No negotiation session was chosen; nothing was taken over."),
            hint=_("Open a session of the case first, then choose it."),
        )
    return choices.session_id


def _not_acceptable() -> RuleError:
    return RuleError(
        _("This message has nothing to accept or confirm; nothing was changed."),
        hint=_("Take it to the record only."),
    )
