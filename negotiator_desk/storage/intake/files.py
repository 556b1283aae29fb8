"""Taking a file's bytes from the disk, once, so that what is checked is what is kept."""

from __future__ import annotations

from pathlib import Path

from negotiator_desk.i18n import _
from negotiator_desk.storage.intake.container import LARGEST_TEXT, LARGEST_WORKBOOK, too_large
from negotiator_desk.storage.intake.refusals import ImportRefused

_TEXT_SUFFIXES = frozenset({".csv", ".txt", ".tsv"})
_SUFFIXES = _TEXT_SUFFIXES | frozenset(
    {".xlsx", ".xlsm", ".xltx", ".xls", ".xlsb", ".et", ".ods", ".numbers"}
    | {".htm", ".html", ".xml", ".pdf", ".zip"}
)
"""Names that may be looked into; what the file really is decides later.

Anything else stays closed: opening and closing a store's own files would drop its locks.
"""


def read_file(path: Path) -> bytes:
    """Return the bytes of a file that somebody chose to import.

    Raises:
        ImportRefused: It is missing, not a file, too large, cannot be read, or its name is not
            that of a workbook or text.
    """
    if path.suffix.lower() not in _SUFFIXES:
        raise ImportRefused(
            _("“{name}” is neither a workbook nor a CSV file; nothing was imported.").format(
                name=path.name
            ),
            hint=_("Choose an .xlsx or .csv file."),
        )
    try:
        if not path.is_file():
            raise ImportRefused(
                _("There is no file “{name}”; nothing was imported.").format(name=path.name),
                hint=_("Look whether it was moved or its disk was taken out."),
            )
        is_text = path.suffix.lower() in _TEXT_SUFFIXES
        most = LARGEST_TEXT if is_text else LARGEST_WORKBOOK
        if path.stat().st_size > most:
            raise too_large(most)
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as fault:
        raise ImportRefused(
            _("“{name}” cannot be read; nothing was imported.").format(name=path.name),
            hint=_("Close it in other programs, or copy it to this computer, and try again."),
        ) from fault
