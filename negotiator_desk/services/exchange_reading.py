"""What a message from another laptop would do here, before anything of it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from negotiator_desk.bargaining.exchange import AnswerBody, AnswerKind, Message, OfferBody, TextBody
from negotiator_desk.bargaining.message_data import message_from_data
from negotiator_desk.bargaining.offers import OfferState, check_acceptance
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.bargaining.sealed import fingerprint_of, spoken
from negotiator_desk.drafting.compare_texts import TextDifference, text_differences
from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _
from negotiator_desk.models.bargaining import Issue
from negotiator_desk.models.case import Case
from negotiator_desk.models.evidence import Dataset
from negotiator_desk.models.exchange import ExchangeMessage
from negotiator_desk.pay.cells import CellChange, changed_cells
from negotiator_desk.pay.terms import Terms
from negotiator_desk.pay.terms_data import terms_fingerprint, terms_from_data
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.employers import find_by_name
from negotiator_desk.services.exchange_answers import ANY_SESSION, asked_row, check_answer
from negotiator_desk.services.exchange_known import Known, known_offers
from negotiator_desk.services.exchange_matching import (
    Matched,
    check_belongs,
    known_row,
    match_issues,
)
from negotiator_desk.services.exchange_sealing import contract_wording
from negotiator_desk.services.lookup import find_case, find_issue
from negotiator_desk.services.offer_views import OfferView, case_offer_views, case_table
from negotiator_desk.services.suitability import check_fit


class Sameness(StrEnum):
    """Whether both laptops have the same, by its fingerprint."""

    SAME = "same"
    DIFFERENT = "different"
    ONLY_THERE = "only_there"
    ONLY_HERE = "only_here"
    NEITHER = "neither"


@dataclass(frozen=True)
class OfferReading:
    """One issue of an offer, held against what is on the record here.

    Attributes:
        matched: What the issue is here.
        title: What it is called here; None where it has to be chosen.
        own: The last binding offer of the side here; None without one.
        own_changes: What differs from it.
        theirs: The sender's side's own last offer on record; None without one.
        their_changes: What differs from it.
        dataset: Whether both cost it on the same facts.
        present: Whether both have the same present terms.
        problem: Why it cannot be taken over, as one sentence; "" = it can.
    """

    matched: Matched
    title: str | None
    own: Terms | None
    own_changes: tuple[CellChange, ...]
    theirs: Terms | None
    their_changes: tuple[CellChange, ...]
    dataset: Sameness
    present: Sameness
    problem: str


@dataclass(frozen=True)
class MessageReading:
    """A message that was verified, and what it would do in a case.

    Attributes:
        row_id: Of its row if it came before; None the first time.
        offers: Its issues; empty unless it is an offer.
        problem: Why it cannot be taken over; "" = it can.
        hint: What to do about that; "" = nothing is known.
        accept_problem: Why its offers cannot be accepted; "" = they can. Of an offer only.
        asked: The message that it answers; None unless it is known here.
        needs_employer: It is an employer's answer, and no employer of the list has its name.
    """

    message: Message
    fingerprint: str
    row_id: str | None
    offers: tuple[OfferReading, ...] = ()
    problem: str = ""
    hint: str = ""
    accept_problem: str = ""
    asked: Message | None = None
    needs_employer: bool = False

    @property
    def spoken(self) -> str:
        """The fingerprint in the four groups that people read to each other."""
        return spoken(self.fingerprint)


def read_in_case(
    desk: Desk, case_id: str, message: Message, chosen: Mapping[str, str] | None = None
) -> MessageReading:
    """Return what a message would do in a case; nothing is changed.

    Args:
        chosen: Issue id on the other laptop → id here, as somebody chose.

    Raises:
        RuleError: There is no such case.
    """

    def query(session: Session) -> MessageReading:
        return _read(session, find_case(session, case_id), message, chosen or {})

    return desk.read(query)


def compare_text(desk: Desk, message: Message, draft_id: str) -> tuple[TextDifference, ...]:
    """Return every line in which a version here differs from a message's text; () = the same.

    Raises:
        RuleError: There is no such version.
    """
    assert isinstance(message.body, TextBody), "only a text is compared"
    return text_differences(contract_wording(desk, draft_id), message.body.text)


def _read(
    session: Session, case: Case, message: Message, chosen: Mapping[str, str]
) -> MessageReading:
    row = known_row(session, case.id, message)
    reading = MessageReading(message, fingerprint_of(message), None if row is None else row.id)
    if row is None:
        try:
            check_belongs(session, case, message)
        except UserError as error:
            return _with_problem(reading, error)
    match message.body:
        case OfferBody() as body:
            return _with_offers(session, case, reading, body, row, chosen)
        case AnswerBody() as body:
            return _with_answer(session, case, reading, body)
        case TextBody():
            return reading


def _with_offers(
    session: Session,
    case: Case,
    reading: MessageReading,
    body: OfferBody,
    row: ExchangeMessage | None,
    chosen: Mapping[str, str],
) -> MessageReading:
    message = reading.message
    views = case_offer_views(session, case.id)
    matched = match_issues(session, case.id, message, row.links if row is not None else chosen)
    known = known_offers(session, case.id, message, matched)
    ids = [one.issue_id for one in matched if one.issue_id is not None]
    offers = tuple(
        _offer_reading(
            session, one, message.side, views, known, is_twice=ids.count(one.issue_id or "") > 1
        )
        for one in matched
    )
    problem = next((one.problem for one in offers if one.problem), "")
    accept_problem = _accept_problem(session, case, message, body, row) or problem
    return MessageReading(
        message=message,
        fingerprint=reading.fingerprint,
        row_id=reading.row_id,
        offers=offers,
        problem="" if row is not None else problem,
        accept_problem=accept_problem,
        asked=_asked(session, case, message),
    )


def _offer_reading(
    session: Session,
    matched: Matched,
    side: Side,
    views: Mapping[str, tuple[OfferView, ...]],
    known: Known,
    *,
    is_twice: bool,
) -> OfferReading:
    offered = matched.offered
    if matched.issue_id is None:
        return OfferReading(
            matched,
            None,
            None,
            (),
            None,
            (),
            _sameness(offered.dataset, ""),
            _sameness(offered.present, ""),
            _("It is not clear which issue here “{issue}” is.").format(issue=offered.title),
        )
    issue = find_issue(session, matched.issue_id)
    facts = None if issue.dataset_id is None else session.get_one(Dataset, issue.dataset_id)
    present = None if issue.present_terms is None else terms_from_data(issue.present_terms)
    logged = set(known.here.values())
    before = [one for one in views[issue.id] if one.id not in logged]
    own = next(
        (one.terms for one in reversed(before) if one.side is side.other and one.is_binding), None
    )
    theirs = next((one.terms for one in reversed(before) if one.side is side), None)
    problem = ""
    if offered.offer_id not in known.here:
        problem = _problem(session, issue, offered.terms, facts, present, views)
    if is_twice:
        problem = _("Two issues of the message are the same issue here.")
    if offered.offer_id in known.changed:
        problem = str(known.refusal())
    return OfferReading(
        matched=matched,
        title=issue.title,
        own=own,
        own_changes=() if own is None else changed_cells(own, offered.terms),
        theirs=theirs,
        their_changes=() if theirs is None else changed_cells(theirs, offered.terms),
        dataset=_sameness(offered.dataset, "" if facts is None else facts.fingerprint),
        present=_sameness(offered.present, "" if present is None else terms_fingerprint(present)),
        problem=problem,
    )


def _problem(
    session: Session,
    issue: Issue,
    terms: Terms,
    facts: Dataset | None,
    present: Terms | None,
    views: Mapping[str, tuple[OfferView, ...]],
) -> str:
    """Return why terms cannot be logged on an issue; "" = they can."""
    if any(one.state is OfferState.SETTLED for one in views[issue.id]):
        return _("“{issue}” is agreed already and takes no more offers.").format(issue=issue.title)
    try:
        check_fit(
            session,
            terms,
            title=issue.title,
            subject=issue.subject,
            dataset=facts,
            present=present,
        )
    except UserError as error:
        return str(error)
    return ""


def _accept_problem(
    session: Session,
    case: Case,
    message: Message,
    body: OfferBody,
    row: ExchangeMessage | None,
) -> str:
    """Return why the offers of a message cannot be accepted; "" = they can."""
    if not body.is_binding:
        return _("This offer is exploratory: it cannot be accepted, only answered.")
    if row is None:
        return ""
    table = case_table(session, case.id)
    try:
        for one in body.offers:
            check_acceptance(
                table,
                row.links[one.offer_id],
                side=message.side.other,
                session_number=ANY_SESSION,
            )
    except UserError as error:
        return str(error)
    return ""


def _with_answer(
    session: Session, case: Case, reading: MessageReading, body: AnswerBody
) -> MessageReading:
    message = reading.message
    asked = _asked(session, case, message)
    needs_employer = body.answer in {AnswerKind.CONSENTS, AnswerKind.REFUSES} and (
        find_by_name(session, case.id, body.employer, body.credit_code) is None
    )
    found = MessageReading(
        message=message,
        fingerprint=reading.fingerprint,
        row_id=reading.row_id,
        asked=asked,
        needs_employer=needs_employer,
    )
    if reading.row_id is not None:
        return found
    try:
        check_answer(session, case, message, body)
    except UserError as error:
        return _with_problem(found, error)
    return found


def _with_problem(reading: MessageReading, error: UserError) -> MessageReading:
    return MessageReading(
        message=reading.message,
        fingerprint=reading.fingerprint,
        row_id=reading.row_id,
        problem=str(error),
        hint=error.hint,
        accept_problem=str(error),
        asked=reading.asked,
    )


def _asked(session: Session, case: Case, message: Message) -> Message | None:
    if not message.reply_to:
        return None
    row = asked_row(session, case.id, message.reply_to)
    return None if row is None else message_from_data(row.content)


def _sameness(there: str, here: str) -> Sameness:
    if there == here:
        return Sameness.SAME if there else Sameness.NEITHER
    if not here:
        return Sameness.ONLY_THERE
    return Sameness.DIFFERENT if there else Sameness.ONLY_HERE
