"""Reading a delimited text file whose encoding and delimiter nobody states."""

from __future__ import annotations

import codecs
import re

import numpy as np

from negotiator_desk.i18n import _
from negotiator_desk.storage.intake.delimited import Delimited
from negotiator_desk.storage.intake.grid import check_extent
from negotiator_desk.storage.intake.refusals import ImportRefused

_DELIMITERS = (",", "\t", ";")
_SAMPLE_LINES = 100
_SAMPLE_OCTETS = 400_000
_PIECE = 2_000_000
"""Bytes that are decoded in one go."""


def read_text(content: bytes) -> Delimited:
    """Return the cells of a CSV file: UTF-8, UTF-16 with its mark, or GB18030; , ; or tab.

    Raises:
        ImportRefused: No encoding fits the whole file, it has NUL bytes or a quotation mark that
            never closes, or it is too large.
    """
    content, encoding = _recoded(content)
    if (nul := content.find(b"\x00")) >= 0:
        line = content.count(b"\n", 0, nul) + 1
        raise ImportRefused(
            _("Line {line} has a NUL byte, so this is no text file; nothing was imported.").format(
                line=line
            ),
            hint=_("Open it in a spreadsheet program and save it as .xlsx, then import that file."),
        )
    # Half a character at the end of the sample is left out.
    sample = content[:_SAMPLE_OCTETS].decode(encoding, "ignore")
    grid = Delimited(content, _delimiter(sample), encoding)
    check_extent("", grid.height, grid.width)
    return grid


def _recoded(content: bytes) -> tuple[bytes, str]:
    """Return the text in UTF-8 or GB18030, and which of them it is; every character is looked at.

    Raises:
        ImportRefused: No encoding fits the whole text.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return content.decode("utf-16").encode(), "utf-8"
        except UnicodeDecodeError as fault:
            raise _mixed(content, fault.start) from fault
    if content.startswith(codecs.BOM_UTF8):
        content = content.removeprefix(codecs.BOM_UTF8)
        wrong = _first_wrong(content, "utf-8")
        if wrong is not None:
            raise _mixed(content, wrong)
        return content, "utf-8"
    if _first_wrong(content, "utf-8") is None:
        return content, "utf-8"
    wrong = _first_wrong(content, "gb18030")
    if wrong is not None:
        raise _mixed(content, wrong)
    return content, "gb18030"


def _first_wrong(content: bytes, encoding: str) -> int | None:
    """Return where a text is not in an encoding, None where it is."""
    start = 0
    while start < len(content):
        # No character has a line feed inside it, so the text may be looked at in pieces.
        end = content.find(b"\n", start + _PIECE) + 1 or len(content)
        piece = content[start:end]
        try:
            piece.decode(encoding)
        except UnicodeDecodeError as fault:
            return start + fault.start
        if encoding == "gb18030" and (mixed := _find_utf8(piece)) is not None:
            return start + mixed
        start = end
    return None


def _mixed(content: bytes, at: int) -> ImportRefused:
    line = content.count(b"\n", 0, at) + 1
    return ImportRefused(
        _(
            "The encoding of the text changes or is damaged near line {line}; nothing was imported."
        ).format(line=line),
        hint=_("Open it in a spreadsheet program and save it as .xlsx, then import that file."),
    )


def _find_utf8(content: bytes) -> int | None:
    """Return where three Chinese characters in UTF-8 stand in a row, None where they do not.

    In GB18030 the same nine bytes would be a row of characters that hardly anyone writes.
    """
    octets = np.frombuffer(content, dtype=np.uint8)
    if len(octets) < 9:
        return None
    is_lead = (octets >= 0xE4) & (octets <= 0xE9)
    is_rest = (octets & 0xC0) == 0x80
    is_character = is_lead[:-2] & is_rest[1:-1] & is_rest[2:]
    found = is_character[:-6] & is_character[3:-3] & is_character[6:]
    return int(found.argmax()) if found.any() else None


def _delimiter(text: str) -> str:
    """Return the delimiter that most of the first lines have most of."""
    lines = [line for line in text.splitlines()[:_SAMPLE_LINES] if line.strip()]
    votes = dict.fromkeys(_DELIMITERS, 0)
    for line in lines:
        plain = re.sub(r'"[^"]*"', "", line)
        best = max(_DELIMITERS, key=plain.count)
        if best in plain:
            votes[best] += 1
    return max(_DELIMITERS, key=lambda delimiter: votes[delimiter])
