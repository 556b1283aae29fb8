"""The badges of representatives: cards to cut out, each with a code that a scanner types."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.drafting.badge_codes import badge_code, printed_badge_code
from negotiator_desk.drafting.blocks import (
    Block,
    Document,
    Reference,
    Title,
)
from negotiator_desk.drafting.card_blocks import Card, Cards, QrCode
from negotiator_desk.drafting.paper_words import paper_words
from negotiator_desk.drafting.report_parts import cut
from negotiator_desk.drafting.report_words import Words

_COLUMNS = 2
_HEIGHT = 51 * 72 / 25.4
"""A card is as wide as half the sheet's text and 51 mm high, so that it goes into a holder."""

_MODULE = 3.2
"""A code of 21 squares is then 24 mm wide: every scanner reads it at arm's length."""

_NAME = 20
_PARTY = 14
_POST = 24
_CASE = 17
"""Chinese letters of a name, a party, a post and a case's title that a card has room for."""

_HEADING = 40


@dataclass(frozen=True)
class BadgeHolder:
    """Whose badge it is; what both sides' lists of representatives show.

    Attributes:
        id: The representative's.
        party: Name of whom they speak for.
    """

    id: str
    name: str
    post: str
    side: Side
    party: str
    is_chief: bool


@dataclass(frozen=True)
class BadgeSheet:
    """Everything the cards print."""

    language: str
    case_number: str
    case_title: str
    holders: tuple[BadgeHolder, ...]


def badges(sheet: BadgeSheet) -> Document:
    """Return the cards, in the order of the holders."""
    words = paper_words("badges", sheet.language)
    return Document(
        title=words("title"),
        author=words("author"),
        reference=sheet.case_number,
        version=1,
        fingerprint=_fingerprint(sheet),
        blocks=tuple(_blocks(sheet, words)),
        language=words.pdf_language,
        edition=words("edition", number=sheet.case_number),
    )


def _blocks(sheet: BadgeSheet, words: Words) -> Iterator[Block]:
    yield Title(words("title"))
    title = cut(sheet.case_title, _HEADING)
    yield Reference(words("about", title=title, number=sheet.case_number))
    cards = tuple(_card(sheet, one, words) for one in sheet.holders)
    yield Cards(cards, columns=_COLUMNS, height=_HEIGHT)


def _card(sheet: BadgeSheet, holder: BadgeHolder, words: Words) -> Card:
    code = badge_code(holder.id)
    printed = printed_badge_code(code)
    kind = "chief" if holder.is_chief else "kind"
    texts = (cut(holder.party, _PARTY), cut(holder.post, _POST))
    return Card(
        heading=words(f"{kind}_{holder.side.value}"),
        name=cut(holder.name, _NAME),
        lines=tuple(text for text in texts if text),
        foot=(
            words("case_number", number=sheet.case_number),
            cut(sheet.case_title, _CASE),
        ),
        code=QrCode(
            code,
            words("alternative", name=cut(holder.name, _NAME), code=printed),
            printed,
            module=_MODULE,
        ),
    )


def _fingerprint(sheet: BadgeSheet) -> str:
    """Return the SHA-256 of what the cards print; it says nothing of the holders by itself."""
    parts = [sheet.language, sheet.case_number, sheet.case_title]
    for one in sheet.holders:
        parts += [one.id, one.name, one.post, one.side.value, one.party, str(one.is_chief)]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
