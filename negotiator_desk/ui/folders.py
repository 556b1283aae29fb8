"""Where file dialogs begin: the folder used last, at first the user's documents."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths

_last: list[Path] = []
"""The folder used last in this run, if any; never more than one."""


def starting_folder() -> Path:
    """Return the folder in which a file dialog begins."""
    if _last and _last[0].is_dir():
        return _last[0]
    documents = Path(
        QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    )
    return documents if documents.is_dir() else Path.home()


def remember_folder(file: Path) -> None:
    """Begin the next file dialog in the folder of a file that was chosen."""
    _last[:] = [file.parent]
