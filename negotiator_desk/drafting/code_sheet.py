"""The sheet of QR codes by which a sealed message travels on paper."""

from __future__ import annotations

from collections.abc import Iterator

from negotiator_desk.bargaining.exchange import (
    AnswerBody,
    Message,
    OfferBody,
    OfferedTerms,
    TextBody,
)
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.bargaining.qr_parts import parts_of
from negotiator_desk.bargaining.sealed import fingerprint_of, spoken
from negotiator_desk.drafting.blocks import (
    Align,
    Block,
    Column,
    Document,
    Grid,
    Highlight,
    Highlights,
    Note,
    Prose,
    Reference,
    Section,
    Title,
)
from negotiator_desk.drafting.card_blocks import QrCode, QrCodes
from negotiator_desk.drafting.paper_words import paper_words
from negotiator_desk.drafting.report_parts import cut
from negotiator_desk.drafting.report_words import Words
from negotiator_desk.money import format_amount
from negotiator_desk.pay.terms import (
    CommissionSchedule,
    NumberTerm,
    RateTable,
    TextTerm,
    WageGrid,
)

_COLUMNS = 2
_MODULE = 2.2
"""Points of a square: 0.78 mm, which hand scanners read at arm's length; a full code is 68 mm."""

_TITLE = 60
_ISSUE = 40
"""Letters of a case's and of an issue's title that the sheet prints."""


def code_sheet(message: Message, language: str) -> Document:
    """Return the sheet of a message.

    Args:
        language: What it is written in, one of `i18n.LANGUAGES`.

    Raises:
        SealRefused: The message is too large for QR codes.
    """
    words = paper_words("exchange", language)
    fingerprint = spoken(fingerprint_of(message))
    return Document(
        title=words(f"title_{message.kind.value}"),
        author=words("author"),
        reference=message.case.number,
        version=1,
        fingerprint="",
        blocks=tuple(_blocks(message, fingerprint, words)),
        language=words.pdf_language,
        edition=words("edition", number=message.case.number, spoken=fingerprint),
    )


def _blocks(message: Message, fingerprint: str, words: Words) -> Iterator[Block]:
    yield Title(words(f"title_{message.kind.value}"))
    title = cut(message.case.title, _TITLE)
    yield Reference(words("about", title=title, number=message.case.number))
    yield Highlights((Highlight(words("fingerprint"), fingerprint, words("fingerprint_note")),))
    yield Section(words("list_and").join(_facts(message, words)))
    if isinstance(message.body, OfferBody):
        yield Grid(
            (Column(words("head_issue"), Align.LEFT), Column(words("head_kind"), Align.LEFT)),
            tuple(
                ((cut(one.title, _ISSUE),), (_offered(one, words),)) for one in message.body.offers
            ),
        )
    yield Prose((words("how"),))
    parts = parts_of(message)
    yield QrCodes(
        tuple(
            QrCode(
                part,
                words("alternative", number=number, total=len(parts), spoken=fingerprint),
                words("caption", number=number, total=len(parts)),
                module=_MODULE,
            )
            for number, part in enumerate(parts, start=1)
        ),
        columns=_COLUMNS,
    )
    yield Note((words("proves"),))


def _facts(message: Message, words: Words) -> Iterator[str]:
    side = words("from_employee" if message.side is Side.EMPLOYEE else "from_employer")
    yield words("from_named", side=side, party=message.party) if message.party else side
    if message.session_number:
        yield words("session", number=message.session_number)
    match message.body:
        case OfferBody(is_binding, is_tied):
            yield words("binding" if is_binding else "exploratory")
            if is_tied:
                yield words("tied")
        case TextBody(version=version, text=text):
            yield words("text_is", version=version, count=text.count("\n") + 1)
        case AnswerBody(answer, employer=employer):
            key = f"answer_{answer.value}"
            yield words(key, name=employer) if employer else words(key)
    if message.reply_to:
        yield words("answers", spoken=spoken(message.reply_to))


def _offered(offered: OfferedTerms, words: Words) -> str:
    key = f"subject_{offered.subject.value}"
    match offered.terms:
        case RateTable(rates):
            return words(key, count=len(rates))
        case CommissionSchedule():
            return words(key)
        case WageGrid(cells=cells):
            return words(key, count=sum(map(len, cells)))
        case NumberTerm(value, unit):
            return words(key, value=format_amount(value, places=4), unit=unit)
        case TextTerm(text):
            return words(key, count=len(text))
