"""Sealed messages as plain data, and back: what comes from outside is read field by field.

Equal messages give equal data, and only data that a message gives is read as one: a field too many,
a text with hidden characters or terms written in another way are refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import TypeVar

from negotiator_desk.bargaining.exchange import (
    AnswerBody,
    AnswerKind,
    Body,
    CaseName,
    Message,
    MessageKind,
    OfferBody,
    OfferedTerms,
    TextBody,
)
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import InputError
from negotiator_desk.pay.terms import Subject
from negotiator_desk.pay.terms_data import terms_from_data, terms_to_data

FORMAT = 1
"""Number of the form that messages are written in; another one is refused."""

LONGEST_LINE = 200
LONGEST_ARGUMENT = 20_000
LONGEST_WORDING = 400_000
"""Characters: a contract has some thirty thousand."""
MOST_OFFERS = 60
LARGEST_NUMBER = 1_000_000

Data = Mapping[str, object]
E = TypeVar("E", bound=StrEnum)

_ID = re.compile(r"[0-9a-f-]{1,64}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_HIDDEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
"""Categories of what is hidden or what nobody reads alike: controls, marks that turn the direction
of writing, characters of private use and such as no table of characters has."""
_RARE = re.compile("[\U00020000-\U0002fffd\U00030000-\U0003fffd]")
"""Rare Chinese characters stand in names of people; older tables of characters lack the latest."""
_JOINED = re.compile("[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\u1800-\u18aa][\u180e\u200c\u200d]")
"""Arabic and Mongolian letters, as Uyghur, Kazakh and Mongolian are written in: a hidden joiner
behind them shows in their form."""


class FormError(ValueError):
    """Data does not have the form of a message."""


class HiddenCharacterError(FormError):
    """A text has a character that nobody sees or reads alike.

    Attributes:
        place: Title of the issue in whose terms it stands; "" = elsewhere.
        code: Of the character, such as U+202E.
    """

    def __init__(self, character: str, place: str = "") -> None:
        super().__init__("hidden character")
        self.place = place
        self.code = f"U+{ord(character):04X}"


def message_to_data(message: Message) -> dict[str, object]:
    """Return a message as JSON-ready data."""
    return {
        "format": FORMAT,
        "message_id": message.id,
        "kind": message.kind.value,
        "case": {
            "id": message.case.id,
            "number": message.case.number,
            "title": message.case.title,
        },
        "peer_case_id": message.peer_case_id,
        "side": message.side.value,
        "party": message.party,
        "session_number": message.session_number,
        "reply_to": message.reply_to,
        "body": _body_data(message.body),
    }


def message_from_data(data: object) -> Message:
    """Return the message that data describes.

    Raises:
        FormError: It is not the data of a message of this form.
    """
    table = _Fields(data)
    if table.whole("format") != FORMAT:
        raise FormError("format")
    kind = table.choice("kind", MessageKind)
    case = _Fields(table.take("case"))
    message = Message(
        id=table.id("message_id"),
        case=CaseName(case.id("id"), case.line("number"), case.line("title")),
        peer_case_id=table.id("peer_case_id", may_lack=True),
        side=table.choice("side", Side),
        party=table.line("party"),
        session_number=table.whole("session_number"),
        reply_to=table.sha256("reply_to"),
        body=_read_body(kind, _Fields(table.take("body"))),
    )
    case.finish()
    table.finish()
    if (message.kind is MessageKind.ANSWER) and not message.reply_to:
        raise FormError("an answer to nothing")
    return message


def sendable(text: str, longest: int = LONGEST_ARGUMENT) -> str:
    """Return a text without what no message may have, cut to the longest that it may be."""
    hidden = set(_hidden(text))
    kept = "".join(one for place, one in enumerate(text) if place not in hidden)
    return unicodedata.normalize("NFC", kept)[:longest]


def _body_data(body: Body) -> dict[str, object]:
    match body:
        case OfferBody():
            return {
                "binding": body.is_binding,
                "tied": body.is_tied,
                "argument": body.argument,
                "offers": [_offer_data(one) for one in body.offers],
            }
        case TextBody():
            return {"title": body.title, "version": body.version, "text": body.text}
        case AnswerBody():
            return {
                "answer": body.answer.value,
                "offer_ids": list(body.offer_ids),
                "given_by": body.given_by,
                "employer": body.employer,
                "credit_code": body.credit_code,
                "note": body.note,
            }


def _offer_data(offer: OfferedTerms) -> dict[str, object]:
    return {
        "offer_id": offer.offer_id,
        "issue_id": offer.issue_id,
        "peer_issue_id": offer.peer_issue_id,
        "title": offer.title,
        "subject": offer.subject.value,
        "terms": terms_to_data(offer.terms),
        "dataset": offer.dataset,
        "present": offer.present,
    }


def _read_body(kind: MessageKind, table: _Fields) -> Body:
    body: Body
    match kind:
        case MessageKind.OFFER:
            offers = tuple(_read_offer(_Fields(one)) for one in table.many("offers"))
            body = OfferBody(
                table.flag("binding"),
                table.flag("tied"),
                table.text("argument", LONGEST_ARGUMENT),
                offers,
            )
            _check_offers(body)
        case MessageKind.TEXT:
            body = TextBody(
                table.line("title"), table.whole("version"), table.text("text", LONGEST_WORDING)
            )
        case MessageKind.ANSWER:
            body = AnswerBody(
                answer=table.choice("answer", AnswerKind),
                offer_ids=tuple(_checked_id(one) for one in table.many("offer_ids")),
                given_by=table.line("given_by"),
                employer=table.line("employer"),
                credit_code=table.line("credit_code"),
                note=table.text("note", LONGEST_ARGUMENT),
            )
    table.finish()
    return body


def _read_offer(table: _Fields) -> OfferedTerms:
    subject = table.choice("subject", Subject)
    title = table.line("title")
    data = table.take("terms")
    if not isinstance(data, dict):
        raise FormError("terms")
    for text in _texts(data):
        for place in _hidden(text):
            raise HiddenCharacterError(text[place], title)
    try:
        terms = terms_from_data(data)
    except InputError as error:
        raise FormError("terms") from error
    if terms_to_data(terms) != data:
        raise FormError("terms written in another way")
    offer = OfferedTerms(
        offer_id=table.id("offer_id"),
        issue_id=table.id("issue_id"),
        peer_issue_id=table.id("peer_issue_id", may_lack=True),
        title=title,
        terms=terms,
        dataset=table.sha256("dataset"),
        present=table.sha256("present"),
    )
    table.finish()
    if offer.subject is not subject or not offer.title:
        raise FormError("subject or title")
    return offer


def _check_offers(body: OfferBody) -> None:
    """Refuse what no side can have put: nothing, one issue twice, or one offer tied to itself."""
    issues = [one.issue_id for one in body.offers]
    known = [one.peer_issue_id for one in body.offers if one.peer_issue_id]
    ids = [one.offer_id for one in body.offers]
    if not issues or any(len(set(many)) != len(many) for many in (issues, known, ids)):
        raise FormError("offers")
    if not set(issues).isdisjoint(ids):
        raise FormError("an offer under the number of an issue")
    if body.is_tied and len(issues) == 1:
        raise FormError("tied")


class _Fields:
    """A table whose fields must all be there, be asked for once and be of their kind."""

    def __init__(self, data: object) -> None:
        if not isinstance(data, dict):
            raise FormError("table")
        self._data: dict[str, object] = dict(data)

    def take(self, key: str) -> object:
        if key not in self._data:
            raise FormError(key)
        return self._data.pop(key)

    def finish(self) -> None:
        if self._data:
            raise FormError("fields too many")

    def many(self, key: str) -> list[object]:
        value = self.take(key)
        if not isinstance(value, list) or len(value) > MOST_OFFERS:
            raise FormError(key)
        return value

    def whole(self, key: str) -> int:
        value = self.take(key)
        if type(value) is not int or not 0 <= value <= LARGEST_NUMBER:
            raise FormError(key)
        return value

    def flag(self, key: str) -> bool:
        value = self.take(key)
        if not isinstance(value, bool):
            raise FormError(key)
        return value

    def choice(self, key: str, choices: type[E]) -> E:
        value = self.take(key)
        if not isinstance(value, str) or value not in {one.value for one in choices}:
            raise FormError(key)
        return choices(value)

    def id(self, key: str, *, may_lack: bool = False) -> str:
        value = self.take(key)
        return "" if may_lack and value == "" else _checked_id(value)

    def sha256(self, key: str) -> str:
        value = self.take(key)
        if not isinstance(value, str) or (value and not _SHA256.fullmatch(value)):
            raise FormError(key)
        return value

    def line(self, key: str) -> str:
        value = self.text(key, LONGEST_LINE)
        if "\n" in value or "\t" in value:
            raise FormError(key)
        return value

    def text(self, key: str, longest: int) -> str:
        value = self.take(key)
        if not isinstance(value, str):
            raise FormError(key)
        for place in _hidden(value):
            raise HiddenCharacterError(value[place])
        if sendable(value, longest) != value:
            raise FormError(key)
        return value


def _checked_id(value: object) -> str:
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise FormError("id")
    return value


def _texts(data: object) -> Iterator[str]:
    """Yield every text within data, at any depth."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(key)
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)


def _hidden(text: str) -> Iterator[int]:
    """Yield the places of what no message may have."""
    for place, one in enumerate(text):
        if one in "\n\t" or unicodedata.category(one) not in _HIDDEN:
            continue
        is_needed = _RARE.match(one) or _JOINED.fullmatch(text, max(place - 1, 0), place + 1)
        if not is_needed:
            yield place
