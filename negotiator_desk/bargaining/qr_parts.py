"""A sealed message in parts, each the text of one QR code.

A part is `ND1/number/total/message/payload/check`, all in letters that QR codes hold densely and
that a hand scanner types the same on every keyboard: `message` is the fingerprint as it is read
aloud, `payload` a stretch of the packed message in base32, `check` 40 bits of SHA-256 over what
stands before it. Parts may come in any order, twice, and in small letters.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from negotiator_desk.bargaining.exchange import Message
from negotiator_desk.bargaining.sealed import (
    SealRefused,
    fingerprint_of,
    letters_of,
    pack,
    spoken,
    too_large,
    unpack,
)
from negotiator_desk.i18n import _

PREFIX = "ND1/"
MOST_PARTS = 99
PAYLOAD = 640
"""Letters of a message in one part: with its frame it fits version 17 at correction M, whose
squares a hand scanner reads from a screen as from paper. Our own choice."""
LONGEST_PART = 1_000
"""Characters that a scanned line may have."""

_PART = re.compile(
    r"ND1/(\d{1,2})/(\d{1,2})/([0-9A-HJKMNP-TV-Z]{16})/([A-Z2-7]{1,900})/([0-9A-Z]{8})"
)
_CHECK = 8


def parts_of(message: Message) -> tuple[str, ...]:
    """Return the texts of the QR codes of a message, in order.

    Raises:
        SealRefused: It is too large for QR codes.
    """
    letters = base64.b32encode(pack(message)).decode().rstrip("=")
    total = -(-len(letters) // PAYLOAD)
    if total > MOST_PARTS:
        raise SealRefused(
            _("This message would need {count} QR codes, more than {most}.").format(
                count=total, most=MOST_PARTS
            ),
            hint=_("Save it as a file instead."),
        )
    each = -(-len(letters) // total)
    tag = spoken(fingerprint_of(message)).replace("-", "")
    return tuple(
        _with_check(f"{PREFIX}{number}/{total}/{tag}/{letters[place : place + each]}")
        for number, place in enumerate(range(0, len(letters), each), start=1)
    )


@dataclass(frozen=True)
class Gathering:
    """The parts of one message that came so far.

    Attributes:
        tag: The message's fingerprint as it is read aloud, without dashes; "" before the first.
        total: How many parts it has; 0 before the first.
        payloads: Part number → its letters.
    """

    tag: str = ""
    total: int = 0
    payloads: Mapping[int, str] = field(default_factory=dict)

    @property
    def missing(self) -> tuple[int, ...]:
        """Numbers of the parts that have not come yet."""
        return tuple(one for one in range(1, self.total + 1) if one not in self.payloads)

    @property
    def is_whole(self) -> bool:
        """Whether every part has come."""
        return bool(self.payloads) and not self.missing

    def with_line(self, line: str) -> Gathering:
        """Return the parts with another one, as a scanner typed it; one that came before is kept.

        Raises:
            SealRefused: It is no part, is damaged, or belongs to another message; the parts so far
                stay as they are.
        """
        typed = "".join(unicodedata.normalize("NFKC", line[: 2 * LONGEST_PART]).split()).upper()
        if len(typed) > LONGEST_PART or not typed.startswith(PREFIX):
            raise SealRefused(
                _("This is no part of a sealed message; nothing was taken over."),
                hint=_("Scan the square codes that the other laptop shows or printed."),
            )
        found = _PART.fullmatch(typed)
        if found is None or _with_check(typed.rpartition("/")[0]) != typed:
            raise SealRefused(
                _("This part was not read whole; the parts before it are kept."),
                hint=_("Scan it once more, holding the scanner still."),
            )
        number, total, tag, payload = int(found[1]), int(found[2]), found[3], found[4]
        if not 1 <= number <= total:
            raise _other_print(number)
        if self.tag and tag != self.tag:
            raise SealRefused(
                _("This part belongs to another message, {other}; you are reading {this}.").format(
                    other=_grouped(tag), this=_grouped(self.tag)
                ),
                hint=_("Look for the codes of this message, or begin again."),
            )
        if (self.total and total != self.total) or self.payloads.get(number, payload) != payload:
            raise _other_print(number)
        return replace(self, tag=tag, total=total, payloads={**self.payloads, number: payload})

    def message(self) -> Message:
        """Return the message of all parts.

        Raises:
            SealRefused: Together they are not the message that each of them names.
        """
        assert self.is_whole, "asked for before every part came"
        letters = "".join(self.payloads[one] for one in range(1, self.total + 1))
        if len(letters) > MOST_PARTS * LONGEST_PART:
            raise too_large()
        padded = letters + "=" * (-len(letters) % 8)
        try:
            packed = base64.b32decode(padded)
        except binascii.Error as error:
            raise _not_one() from error
        if base64.b32encode(packed).decode() != padded:
            raise _not_one()
        message, fingerprint = unpack(packed)
        if spoken(fingerprint).replace("-", "") != self.tag:
            raise _not_one()
        return message


def _with_check(text: str) -> str:
    return f"{text}/{letters_of(hashlib.sha256(text.encode()).digest(), _CHECK)}"


def _grouped(tag: str) -> str:
    return "-".join(tag[place : place + 4] for place in range(0, len(tag), 4))


def _other_print(number: int) -> SealRefused:
    return SealRefused(
        _("Part {number} differs from the parts before it; they are kept.").format(number=number),
        hint=_("Scan codes of one print or one screen only, or begin again."),
    )


def _not_one() -> SealRefused:
    return SealRefused(
        _("The parts do not make up the message that they name; nothing was taken over."),
        hint=_("Begin again, or ask for the file."),
    )
