"""Writing what a table shows to a file."""

from __future__ import annotations

import csv
import io
import os
import re
import tempfile
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, Qt

from negotiator_desk.errors import StorageError
from negotiator_desk.i18n import _

_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
_SIGNED_NUMBER = re.compile(r"[+-][0-9,]+(\.[0-9]+)?")


def table_csv(model: QAbstractItemModel) -> str:
    """Return what a model shows as CSV; nothing in it is taken for a formula by Excel or WPS."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    columns = range(model.columnCount())
    writer.writerow(
        _harmless(str(model.headerData(column, Qt.Orientation.Horizontal) or ""))
        for column in columns
    )
    for row in range(model.rowCount()):
        writer.writerow(_harmless(str(model.index(row, column).data() or "")) for column in columns)
    return buffer.getvalue()


def write_file(path: Path, content: bytes) -> None:
    """Write a file so that it is whole or not there: beside, to the disk, then renamed.

    Raises:
        StorageError: The disk is full or the folder cannot be written; nothing was changed.
    """
    try:
        descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(beside).replace(path)
        except OSError:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise StorageError(
            _("{name} could not be written: {reason}.").format(
                name=path.name, reason=error.strerror or error
            ),
            hint=_("Choose another folder, or make room on the disk, and export again."),
        ) from error


def _harmless(text: str) -> str:
    """Put an apostrophe before text that would be read as a formula; numbers stay numbers."""
    if text.startswith(_FORMULA_STARTS) and not _SIGNED_NUMBER.fullmatch(text):
        return f"'{text}"
    return text
