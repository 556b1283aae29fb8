"""What an answer from another laptop does here: it settles, confirms, consents or refuses."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.exchange import (
    AnswerBody,
    AnswerKind,
    ConsentAnswer,
    Message,
    OfferBody,
    TextBody,
)
from negotiator_desk.bargaining.message_data import message_from_data
from negotiator_desk.bargaining.offers import check_acceptance
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.case import Case
from negotiator_desk.models.exchange import ExchangeMessage, MemberEmployer
from negotiator_desk.services.employer_edits import check_stands, consent_in
from negotiator_desk.services.employers import find_by_name, find_employer
from negotiator_desk.services.offer_views import case_table
from negotiator_desk.services.offers import accept_in

ANY_SESSION = 10**9
"""Later than every session: whether an offer can be accepted at all."""


def take_answer(
    session: Session,
    case: Case,
    message: Message,
    answer: AnswerBody,
    *,
    session_id: str | None,
    employer_id: str | None,
    now: datetime,
) -> None:
    """Do what an answer says, as part of an operation.

    Raises:
        InputError: A session or an employer has to be chosen.
        RuleError: It answers nothing that left this computer, or what it accepts was replaced,
            withdrawn or settled otherwise.
    """
    asked = check_answer(session, case, message, answer)
    match answer.answer:
        case AnswerKind.ACCEPTED:
            if session_id is None:
                raise InputError(
                    _("No negotiation session was chosen; nothing was accepted."),
                    hint=_("Choose the session in which the other side accepted."),
                )
            for offer_id in answer.offer_ids:
                # A tied package is agreed with its first offer.
                if offer_id not in case_table(session, case.id).agreed.values():
                    accept_in(
                        session, offer_id, asked.side.other, session_id, speaker_id=None, now=now
                    )
        case AnswerKind.CONSENTS | AnswerKind.REFUSES:
            employer = _employer(session, case, answer, employer_id)
            for offer_id in answer.offer_ids:
                consent_in(
                    session,
                    employer,
                    offer_id,
                    ConsentAnswer(answer.answer.value),
                    given_by=answer.given_by,
                    note=answer.note,
                    now=now,
                )
        case AnswerKind.CONFIRMED:
            pass


def check_answer(session: Session, case: Case, message: Message, answer: AnswerBody) -> Message:
    """Return the message that is answered, if the answer fits it and still can be taken.

    Raises:
        RuleError: See `take_answer`.
    """
    row = asked_row(session, case.id, message.reply_to)
    if row is None:
        raise RuleError(
            _("This answers a message that did not leave this case; nothing was taken over."),
            hint=_("Open it in the case, and on the computer, whose message it answers."),
        )
    asked = message_from_data(row.content)
    is_text = answer.answer is AnswerKind.CONFIRMED
    if isinstance(asked.body, TextBody) is not is_text:
        raise _does_not_fit()
    if answer.answer in {AnswerKind.ACCEPTED, AnswerKind.CONFIRMED} and message.side is asked.side:
        raise RuleError(
            _("This answer comes from the side that sent the message; nothing was taken over."),
            hint=_("Only the other side can accept or confirm."),
        )
    if (
        answer.answer in {AnswerKind.CONSENTS, AnswerKind.REFUSES}
        and message.side is not Side.EMPLOYER
    ):
        raise not_an_employers()
    if isinstance(asked.body, OfferBody):
        _check_offers(session, case, asked, asked.body, answer)
    return asked


def not_an_employers() -> RuleError:
    """Return the refusal of an employer's answer that comes from the employees' side."""
    return RuleError(
        _("Only the employers' side answers for an employer; nothing was changed."),
        hint=_("Let the employer answer on its own computer."),
    )


def asked_row(session: Session, case_id: str, fingerprint: str) -> ExchangeMessage | None:
    """Return the message that left this case with a fingerprint."""
    return session.scalar(
        select(ExchangeMessage).where(
            ExchangeMessage.case_id == case_id,
            ExchangeMessage.is_incoming.is_(False),
            ExchangeMessage.fingerprint == fingerprint,
        )
    )


def _check_offers(
    session: Session, case: Case, asked: Message, body: OfferBody, answer: AnswerBody
) -> None:
    named, sent = set(answer.offer_ids), {one.offer_id for one in body.offers}
    if not named or not named <= sent or len(named) != len(answer.offer_ids):
        raise _does_not_fit()
    if body.is_tied and named != sent:
        raise RuleError(
            _("The answer names only part of a package that is tied; nothing was taken over."),
            hint=_("Ask the other side to accept the whole package, or to make an own offer."),
        )
    if answer.answer is not AnswerKind.ACCEPTED:
        check_stands(session, case.id, answer.offer_ids)
        return
    table = case_table(session, case.id)
    for offer_id in answer.offer_ids:
        if offer_id not in table.agreed.values():
            check_acceptance(table, offer_id, side=asked.side.other, session_number=ANY_SESSION)


def _employer(
    session: Session, case: Case, answer: AnswerBody, employer_id: str | None
) -> MemberEmployer:
    if employer_id is not None:
        return find_employer(session, employer_id, case.id)
    found = find_by_name(session, case.id, answer.employer, answer.credit_code)
    if found is None:
        raise InputError(
            _("“{name}” is not in the list of employers; nothing was taken over.").format(
                name=answer.employer
            ),
            hint=_("Choose which employer it is, or add it to the list first."),
        )
    return found


def _does_not_fit() -> RuleError:
    return RuleError(
        _("This answer does not fit the message that it answers; nothing was taken over."),
        hint=_("Ask the other side to seal its answer again."),
    )
