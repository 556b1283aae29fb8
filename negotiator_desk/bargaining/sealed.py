"""A message under its seal: canonical content, its fingerprint, and the file it travels in.

The fingerprint is the SHA-256 of the content. It proves that the content is the one that was
sealed, not who sealed it: whoever changes a message can compute another fingerprint. So both
screens show its first 80 bits as four groups that people read to each other, and that is the proof.

Everything that comes in is held to be hostile until its fingerprint, its size and each of its
fields were checked.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import zlib

from negotiator_desk.bargaining.exchange import Message
from negotiator_desk.bargaining.message_data import (
    FormError,
    HiddenCharacterError,
    message_from_data,
    message_to_data,
)
from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _

EXTENSION = ".ndoffer"

LARGEST_CONTENT = 2_000_000
"""Bytes of a message before it is packed."""
LARGEST_PACKED = 400_000
LARGEST_FILE = 600_000
"""Bytes of a sealed file, which holds the packed message in letters."""

_FREE_RATIO = 65_536
_LARGEST_RATIO = 200
"""How much longer than packed a message beyond 64 KiB may be: wording packs to about a third."""
_DEEPEST = 16
"""Tables within tables; wage grids, the deepest, need nine."""

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's letters: none is taken for another when it is read aloud."""
_SHORT_BITS = 80

_FIRST = "NEGOTIATOR DESK SEALED MESSAGE 1"
_LAST = "END OF MESSAGE"
_LINE = 76


class SealRefused(InputError):  # noqa: N818  (a refusal is no fault of ours)
    """A sealed message cannot be trusted or read; nothing of it was taken over."""


def content_of(message: Message) -> bytes:
    """Return the canonical content: equal messages give equal bytes."""
    return _canonical(message_to_data(message))


def fingerprint_of(message: Message) -> str:
    """Return the SHA-256 of the content, in hexadecimal."""
    return hashlib.sha256(content_of(message)).hexdigest()


def letters_of(digest: bytes, count: int) -> str:
    """Return the first `count` × 5 bits of a digest in letters that can be read aloud."""
    number = int.from_bytes(digest) >> (8 * len(digest) - 5 * count)
    return "".join(_ALPHABET[number >> (5 * place) & 31] for place in reversed(range(count)))


def spoken(fingerprint: str) -> str:
    """Return the groups that people read to each other, such as 7K3M-9QRS-2TVW-XYZ0.

    Args:
        fingerprint: SHA-256 in hexadecimal.
    """
    letters = letters_of(bytes.fromhex(fingerprint), _SHORT_BITS // 5)
    return "-".join(letters[place : place + 4] for place in range(0, len(letters), 4))


def pack(message: Message) -> bytes:
    """Return the content, packed.

    Raises:
        SealRefused: It is too large to travel, or is none that the other laptop would read.
    """
    content = content_of(message)
    packed = zlib.compress(content, 9)
    unpack(packed)
    return packed


def unpack(packed: bytes) -> tuple[Message, str]:
    """Return the message and the fingerprint of its content.

    Whoever calls holds the fingerprint against the one that came with it.

    Raises:
        SealRefused: It is damaged, too large, or no message of this form.
    """
    if len(packed) > LARGEST_PACKED:
        raise too_large()
    content = _unpacked(packed)
    fingerprint = hashlib.sha256(content).hexdigest()
    try:
        text = content.decode()
        if _depth(text) > _DEEPEST:
            raise _not_ours()
        data = json.loads(text, parse_float=_no_number, parse_constant=_no_number, parse_int=_whole)
        if _canonical(data) != content:
            raise _not_ours()
        return message_from_data(data), fingerprint
    except HiddenCharacterError as error:
        raise _hidden(error) from error
    except (FormError, UnicodeError, ValueError) as error:
        raise _not_ours() from error


def seal(message: Message) -> bytes:
    """Return the file of a message: plain ASCII, so that mail and USB sticks leave it whole.

    Raises:
        SealRefused: It is too large to travel.
    """
    packed = pack(message)
    fingerprint = fingerprint_of(message)
    letters = base64.b64encode(packed).decode()
    lines = [letters[place : place + _LINE] for place in range(0, len(letters), _LINE)]
    head = (_FIRST, f"FINGERPRINT {spoken(fingerprint)}", f"SHA-256 {fingerprint}")
    return ("\n".join((*head, *lines, _LAST)) + "\n").encode()


def open_sealed(file: bytes) -> Message:
    """Return the message of a sealed file.

    Other line ends and blanks at the ends of lines are no change: mail programs make them.

    Raises:
        SealRefused: It is no sealed file, was changed on the way, or is too large.
    """
    if len(file) > LARGEST_FILE:
        raise too_large()
    try:
        lines = [line.strip() for line in file.decode("ascii").strip().splitlines()]
    except UnicodeError as error:
        raise _changed() from error
    if not lines or lines[0] != _FIRST:
        raise _not_ours()
    if len(lines) < 5 or lines[-1] != _LAST:
        raise SealRefused(
            _("The end of this message is missing; nothing was taken over."),
            hint=_("Copy the whole file again."),
        )
    letters = "".join(lines[3:-1])
    try:
        packed = base64.b64decode(letters, validate=True)
    except binascii.Error as error:
        raise _changed() from error
    if base64.b64encode(packed).decode() != letters:
        raise _changed()
    message, fingerprint = unpack(packed)
    head = [f"FINGERPRINT {spoken(fingerprint)}", f"SHA-256 {fingerprint}"]
    if lines[1:3] != head:
        raise _changed()
    return message


def too_large() -> SealRefused:
    """Return the refusal of a message that is larger than any that this program seals."""
    return SealRefused(
        _("This message is larger than any that this program seals; nothing was taken over."),
        hint=_("Send fewer issues at once, or hand over the file of the contract itself."),
    )


def _unpacked(packed: bytes) -> bytes:
    machine = zlib.decompressobj()
    try:
        content = machine.decompress(packed, LARGEST_CONTENT + 1)
    except zlib.error as error:
        raise _changed() from error
    if len(content) > LARGEST_CONTENT or (
        len(content) > _FREE_RATIO and len(content) > _LARGEST_RATIO * len(packed)
    ):
        raise too_large()
    if not machine.eof or machine.unused_data:
        raise _changed()
    return content


def _canonical(data: object) -> bytes:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def _depth(text: str) -> int:
    """Return how deep tables stand within tables, before anything is built of them."""
    deepest = depth = 0
    is_quoted = is_escaped = False
    for one in text:
        if is_quoted:
            is_quoted = is_escaped or one != '"'
            is_escaped = one == "\\" and not is_escaped
        elif one == '"':
            is_quoted = True
        elif one in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif one in "]}":
            depth -= 1
    return deepest


def _no_number(_text: str) -> object:
    raise FormError("a number with decimals is written as text")


def _whole(text: str) -> int:
    if len(text) > 12:
        raise FormError("number")
    return int(text)


def _changed() -> SealRefused:
    return SealRefused(
        _("This message was changed or damaged on the way; nothing was taken over."),
        hint=_("Ask for it again, and compare the fingerprint that both screens show."),
    )


def _hidden(error: HiddenCharacterError) -> SealRefused:
    sentence = (
        _(
            "The terms of “{issue}” have a character that is hidden or that nobody reads alike "
            "({code}); the message was refused."
        ).format(issue=error.place, code=error.code)
        if error.place
        else _(
            "This message has a character that is hidden or that nobody reads alike ({code}); "
            "it was refused."
        ).format(code=error.code)
    )
    return SealRefused(sentence, hint=_("Whoever put the offer puts it again without it."))


def _not_ours() -> SealRefused:
    return SealRefused(
        _("This is no sealed message that this version reads; nothing was taken over."),
        hint=_("Choose a file that ends in {extension}, or ask which version sealed it.").format(
            extension=EXTENSION
        ),
    )
