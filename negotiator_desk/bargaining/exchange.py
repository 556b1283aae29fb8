"""What two laptops hand to each other, and what an employer answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.pay.terms import Subject, Terms, subject_of


class MessageKind(StrEnum):
    """What a sealed message carries."""

    OFFER = "offer"
    TEXT = "text"
    ANSWER = "answer"


class ConsentAnswer(StrEnum):
    """What one of several employers says to an offer."""

    CONSENTS = "consents"
    REFUSES = "refuses"


class AnswerKind(StrEnum):
    """What an answer says of the message that it answers."""

    ACCEPTED = "accepted"
    """The offers that it names are accepted."""
    CONFIRMED = "confirmed"
    """The sender has the very same text."""
    CONSENTS = "consents"
    REFUSES = "refuses"


@dataclass(frozen=True)
class CaseName:
    """The sender's case.

    Attributes:
        id: On the sender's laptop.
    """

    id: str
    number: str
    title: str


@dataclass(frozen=True)
class OfferedTerms:
    """What a sealed offer says on one issue.

    Attributes:
        offer_id: On the sender's laptop.
        issue_id: On the sender's laptop.
        peer_issue_id: The same issue on the receiver's laptop; "" while the sender does not know.
        dataset: Fingerprint of the facts that the sender costs it on; "" = of none.
        present: Fingerprint of the present terms as the sender has them; "" = none are entered.
    """

    offer_id: str
    issue_id: str
    peer_issue_id: str
    title: str
    terms: Terms
    dataset: str
    present: str

    @property
    def subject(self) -> Subject:
        """What the issue is about."""
        return subject_of(self.terms)


@dataclass(frozen=True)
class OfferBody:
    """Offers that were put together."""

    is_binding: bool
    is_tied: bool
    argument: str
    offers: tuple[OfferedTerms, ...]


@dataclass(frozen=True)
class TextBody:
    """The wording of one version of a contract.

    Attributes:
        version: Its number on the sender's laptop.
        text: Plain text, line by line.
    """

    title: str
    version: int
    text: str


@dataclass(frozen=True)
class AnswerBody:
    """What is said to an earlier message.

    Attributes:
        offer_ids: The offers it is about, by their ids on the laptop that is answered.
        given_by: Who says so; "" = the message does not tell.
        employer: Name of the member employer that answers; "" = the side itself answers.
        credit_code: The employer's; "" = not given.
    """

    answer: AnswerKind
    offer_ids: tuple[str, ...] = ()
    given_by: str = ""
    employer: str = ""
    credit_code: str = ""
    note: str = ""


Body = OfferBody | TextBody | AnswerBody


@dataclass(frozen=True)
class Message:
    """What is sealed and handed over.

    Attributes:
        id: Given by the laptop that sealed it.
        case: The sender's.
        peer_case_id: The same case on the receiver's laptop; "" while the sender does not know.
        side: Whose word it is.
        party: The side's name; "" until it is entered.
        session_number: Of the sender's negotiation session; 0 = of none.
        reply_to: Fingerprint of the message that it answers; "" = of none.
    """

    id: str
    case: CaseName
    peer_case_id: str
    side: Side
    party: str
    session_number: int
    reply_to: str
    body: Body

    @property
    def kind(self) -> MessageKind:
        """What it carries."""
        match self.body:
            case OfferBody():
                return MessageKind.OFFER
            case TextBody():
                return MessageKind.TEXT
            case AnswerBody():
                return MessageKind.ANSWER
