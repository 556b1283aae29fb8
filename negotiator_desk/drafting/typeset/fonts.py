"""The faces a contract is set in, and which of them has a character."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from itertools import groupby

from reportlab.pdfbase import pdfmetrics

from negotiator_desk.drafting.typeset.cidfont import CidFont
from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _
from negotiator_desk.paths import resource


class MissingGlyphError(UserError):
    """None of our fonts has a character of the contract's text."""


class Style(StrEnum):
    """What a stretch of text looks like; looks name styles by these keys."""

    SERIF = "serif"
    SERIF_BOLD = "serif-bold"
    SANS = "sans"
    SANS_BOLD = "sans-bold"


_CHAINS = {
    Style.SERIF: ("NotoSerifSC-Regular", "NotoSerifSC-Rare", "NotoSansSC-Regular"),
    Style.SERIF_BOLD: ("NotoSerifSC-Bold", "NotoSerifSC-Rare", "NotoSansSC-Bold"),
    Style.SANS: ("NotoSansSC-Regular", "NotoSerifSC-Rare"),
    Style.SANS_BOLD: ("NotoSansSC-Bold", "NotoSerifSC-Rare"),
}
"""The faces tried for a style, in order; a later one is loaded only when it is needed."""

_INVISIBLE = dict.fromkeys(
    (
        0x00AD,
        0x034F,
        0x061C,
        0xFEFF,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFE00, 0xFE10),
        *range(0xE0000, 0xE01F0),
    )
)
"""Characters without a look of their own: direction marks, joiners, variation selectors.

They are left out of print, so that what stands in the contract is what was typed, in the order in
which it was typed, whatever direction a hidden mark asks for.
"""

_SPACES = {0x09: " ", 0x0B: " ", 0x0C: " ", 0x85: " ", 0x202F: "\u00a0", 0x2007: "\u00a0"}
_LINE_ENDS = {0x0D: None, 0x2028: "\n", 0x2029: "\n"}
_PRINTABLE = {**_INVISIBLE, **_SPACES, **_LINE_ENDS}
_ODD = frozenset(map(chr, _PRINTABLE))

_KEPT = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")
"""Characters of names that NFC would replace by others, such as 郎 (U+F92C) by 郎 (U+90CE)."""


@dataclass(frozen=True, slots=True)
class Face:
    """A loaded face with what line breaking asks of it.

    Attributes:
        name: Name of the face and of its file.
        font: The object that ReportLab embeds.
        widths: Advance of each character, in thousandths of the type size.
    """

    name: str
    font: CidFont
    widths: dict[str, int]


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring characters that one face can set."""

    face: Face
    text: str


@cache
def load_face(name: str) -> Face:
    """Load a face from `resources/fonts` once; about 8 ms for a common one."""
    font = CidFont(name, str(resource("fonts", f"{name}.ttf")))
    pdfmetrics.registerFont(font)
    return Face(name, font, font.face.advances)


def first_face(style: Style) -> Face:
    """Return the face that sets a style's ordinary text."""
    return load_face(_CHAINS[style][0])


@lru_cache(maxsize=2048)
def printable(text: str) -> str:
    """Return text as it can be set: NFC, no invisible marks, odd spaces made ordinary.

    Compatibility ideographs stay what they are, though NFC would replace them: who bears one in a
    name wrote that one.
    """
    if not _ODD.isdisjoint(text):
        text = text.translate(_PRINTABLE)
    if unicodedata.is_normalized("NFC", text):
        return text
    return "".join(
        part if number % 2 else unicodedata.normalize("NFC", part)
        for number, part in enumerate(_KEPT.split(text))
    )


@cache
def has_glyph(character: str) -> bool:
    """Whether every style has a face for a character that is printed."""
    return all(
        any(character in load_face(name).widths for name in chain) for chain in _CHAINS.values()
    )


def split_runs(text: str, style: Style, place: str) -> tuple[Run, ...]:
    """Choose a face for every character, the style's own wherever it has it.

    Args:
        text: Printable text without line ends.
        style: What it should look like.
        place: Where the text stands, for the message.

    Raises:
        MissingGlyphError: No face of the style has a character.
    """
    face = first_face(style)
    if face.widths.keys() >= set(text):
        return (Run(face, text),) if text else ()
    return tuple(_mixed_runs(text, style, place))


def _mixed_runs(text: str, style: Style, place: str) -> Iterator[Run]:
    chosen = [(_face_for(character, style, place), character) for character in text]
    for face, group in groupby(chosen, key=lambda pair: pair[0].name):
        yield Run(load_face(face), "".join(character for _face, character in group))


def _face_for(character: str, style: Style, place: str) -> Face:
    for name in _CHAINS[style]:
        face = load_face(name)
        if character in face.widths:
            return face
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, code)
    raise MissingGlyphError(
        _("No font has the character “{character}” ({code}, {name}) in: {place}").format(
            character=character, code=code, name=name, place=place
        ),
        hint=_("Write it with another character; nothing was drafted."),
    )
