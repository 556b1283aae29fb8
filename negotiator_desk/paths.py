"""Where our own files are, and where the user's are kept."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs

_APP = "negotiator-desk"


def resource(*parts: str) -> Path:
    """Return a file of `resources/`, in a checkout, a wheel or a frozen build.

    Raises:
        FileNotFoundError: The installation is incomplete.
    """
    if getattr(sys, "frozen", False):
        root = Path(sys._MEIPASS) / "resources"  # type: ignore[attr-defined]  # noqa: SLF001
    else:
        inside = Path(__file__).parent / "_resources"  # where the wheel puts them
        root = inside if inside.is_dir() else Path(__file__).parents[1] / "resources"
    found = root.joinpath(*parts)
    if not found.exists():
        raise FileNotFoundError(found)
    return found


def user_data() -> Path:
    """Return the folder of the user's data; NEGOTIATOR_DESK_HOME overrides the system's place."""
    home = os.environ.get("NEGOTIATOR_DESK_HOME")
    return Path(home) if home else Path(platformdirs.user_data_dir(_APP, appauthor=False))


def default_store() -> Path:
    """Return the folder of the user's one store."""
    return user_data() / "store"


def settings_file() -> Path:
    """Return the file of the interface's settings; it never holds case content."""
    return user_data() / "settings.json"


def log_file() -> Path:
    """Return the log file; it never holds case content."""
    return user_data() / "log" / "desk.log"
