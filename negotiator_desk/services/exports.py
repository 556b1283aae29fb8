"""Files that leave the program: tables that a spreadsheet program opens."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from negotiator_desk.errors import StorageError
from negotiator_desk.i18n import _
from negotiator_desk.storage.durable import write_durably

_FORMULA_STARTS = frozenset("=+-@")
_SIGNED_NUMBER = re.compile(r"[+-][0-9,]+(\.[0-9]+)?")
_MARK = "\ufeff"
"""By it Excel knows a CSV file for UTF-8."""


def table_csv(rows: Iterable[Iterable[str]]) -> bytes:
    """Return a table, its header first, as CSV that Excel and WPS open rightly.

    Nothing in it is taken for a formula.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerows(map(_harmless, row) for row in rows)
    return (_MARK + buffer.getvalue()).encode("utf-8")


def save_table(path: Path, rows: Iterable[Iterable[str]]) -> None:
    """Save a table, its header first, as a CSV file that is whole or not there.

    Raises:
        StorageError: The disk is full or the folder cannot be written; nothing was changed.
    """
    try:
        write_durably(path, table_csv(rows))
    except OSError as error:
        raise StorageError(
            _("{name} could not be written: {reason}.").format(
                name=path.name, reason=error.strerror or error
            ),
            hint=_("Choose another folder, or make room on the disk, and export again."),
        ) from error


def _harmless(text: str) -> str:
    """Put an apostrophe before text that would be read as a formula; numbers stay numbers.

    Programs look past what is not seen: spaces of every width, marks of direction, controls.
    """
    for sign in text:
        if sign.isspace() or unicodedata.category(sign) in {"Cc", "Cf", "Zs"}:
            continue
        is_formula = unicodedata.normalize("NFKC", sign)[0] in _FORMULA_STARTS
        break
    else:
        return text
    if text[0] in "\t\r\n" or (is_formula and not _SIGNED_NUMBER.fullmatch(text)):
        return f"'{text}"
    return text
