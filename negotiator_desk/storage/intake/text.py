"""Reading a delimited text file whose encoding and delimiter nobody states."""

from __future__ import annotations

import codecs
import csv
import re
from io import StringIO
from typing import cast

import numpy as np

from negotiator_desk.i18n import _
from negotiator_desk.storage.intake.grid import Cell, Grid, check_extent
from negotiator_desk.storage.intake.refusals import ImportRefused

_DELIMITERS = (",", "\t", ";")
_SAMPLE_LINES = 100
_FORMULA_TEXT = re.compile(r'="([^"]*)"')
"""How some exports keep the zeros in front of a number: ="00123"."""


def read_text(content: bytes) -> Grid:
    """Return the cells of a CSV file: UTF-8, UTF-16 with its mark, or GB18030; , ; or tab.

    Raises:
        ImportRefused: No encoding fits the whole file, it has NUL bytes or a quotation mark that
            never closes, or it is too large.
    """
    text = _decode(content)
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise ImportRefused(
            _("Line {line} has a NUL byte, so this is no text file; nothing was imported.").format(
                line=line
            ),
            hint=_("Open it in a spreadsheet program and save it as .xlsx, then import that file."),
        )
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        rows = cast("list[list[Cell]]", list(reader))
    except csv.Error as fault:
        raise ImportRefused(
            _("The quotation marks near line {line} do not match; nothing was imported.").format(
                line=reader.line_num
            ),
            hint=_("Open it in a spreadsheet program and save it as .xlsx, then import that file."),
        ) from fault
    grid = Grid("", rows)
    check_extent("", len(rows), grid.width)
    if '="' in text:
        for row in rows:
            row[:] = [_without_formula(cell) for cell in row]
    return grid


def _without_formula(cell: Cell) -> Cell:
    found = _FORMULA_TEXT.fullmatch(cell) if isinstance(cell, str) else None
    return cell if found is None else found[1]


def _decode(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif content.startswith(codecs.BOM_UTF8):
        encodings = ["utf-8-sig"]
    else:
        encodings = ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as fault:
            at = fault.start
            continue
        if encoding == "gb18030" and (mixed := _find_utf8(content)) is not None:
            at = mixed
            break
        return text
    line = content.count(b"\n", 0, at) + 1
    raise ImportRefused(
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
    lines = [line for line in text[:200_000].splitlines()[:_SAMPLE_LINES] if line.strip()]
    votes = dict.fromkeys(_DELIMITERS, 0)
    for line in lines:
        plain = re.sub(r'"[^"]*"', "", line)
        best = max(_DELIMITERS, key=plain.count)
        if best in plain:
            votes[best] += 1
    return max(_DELIMITERS, key=lambda delimiter: votes[delimiter])
