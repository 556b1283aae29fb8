"""Where file dialogs begin, the folder used last, and what files are called."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QStandardPaths

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]+')
"""What some file system or other does not take in a file name."""
_LONGEST_NAME = 120

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


def legal_name(words: str, ending: str) -> str:
    """Return what a file is called after some words, legal everywhere.

    Args:
        ending: With its dot, such as ".pdf".
    """
    return f"{_NOT_IN_NAMES.sub('_', words).strip('._')[:_LONGEST_NAME]}{ending}"


def with_ending(path: Path, *endings: str) -> Path:
    """Return a path with the first of some endings, unless it has one of them already."""
    return path if path.suffix.lower() in endings else path.with_name(path.name + endings[0])
