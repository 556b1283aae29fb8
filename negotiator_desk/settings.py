"""Settings of the interface: language, theme, window, cases opened lately. No case content."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path

from negotiator_desk.errors import StorageError
from negotiator_desk.i18n import LANGUAGES, _

MOST_RECENT = 10
"""Cases remembered as opened lately."""

MOST_TRIALS = 100
"""Trials remembered as kept when the window closed."""


class ThemeChoice(StrEnum):
    """Light, dark, or whatever the system has."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True)
class Settings:
    """What the interface remembers from one start to the next.

    Attributes:
        language: One of `i18n.LANGUAGES`.
        window_geometry: The window's own description of its place, in hexadecimal; or "".
        recent_cases: Ids of the cases opened lately, the latest first.
        last_trials: Ids of the trials that the window kept by itself when it closed, until the
            page shows them again.
    """

    language: str = LANGUAGES[0]
    theme: ThemeChoice = ThemeChoice.SYSTEM
    window_geometry: str = ""
    recent_cases: tuple[str, ...] = ()
    last_trials: tuple[str, ...] = ()

    def with_recent(self, case_id: str) -> Settings:
        """Return the settings with a case opened just now."""
        others = tuple(one for one in self.recent_cases if one != case_id)
        return replace(self, recent_cases=(case_id, *others)[:MOST_RECENT])


def load_settings(path: Path) -> Settings:
    """Read the settings; without a file they are the defaults.

    A damaged file is moved aside, ending in `.damaged`, and the defaults are used.
    """
    try:
        return _from_data(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Settings()
    except (ValueError, OSError):
        # What cannot be set aside is left where it is; the next save replaces it.
        with contextlib.suppress(OSError):
            path.replace(path.with_name(path.name + ".damaged"))
        return Settings()


def save_settings(path: Path, settings: Settings) -> None:
    """Write the settings, either wholly or not at all.

    Raises:
        StorageError: The disk refuses.
    """
    content = json.dumps(asdict(settings), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        beside = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(
            _("The settings could not be saved in {path}; the earlier ones are kept.").format(
                path=path
            ),
            hint=_("Check whether the disk is full or the folder is read-only."),
        ) from error


def _from_data(data: object) -> Settings:
    """Read what JSON holds; values of a wrong type are damage, unknown keys are not."""
    if not isinstance(data, dict):
        raise ValueError("not a table")
    language = data.get("language", Settings.language)
    geometry = data.get("window_geometry", "")
    recent = data.get("recent_cases", [])
    if language not in LANGUAGES:
        raise ValueError("language")
    if not isinstance(geometry, str):
        raise ValueError("window_geometry")
    if not isinstance(recent, list) or not all(isinstance(one, str) for one in recent):
        raise ValueError("recent_cases")
    last = data.get("last_trials", [])
    if not isinstance(last, list) or not all(isinstance(one, str) for one in last):
        raise ValueError("last_trials")
    return Settings(
        language=language,
        theme=ThemeChoice(data.get("theme", ThemeChoice.SYSTEM)),
        window_geometry=geometry,
        recent_cases=tuple(recent[:MOST_RECENT]),
        last_trials=tuple(last[:MOST_TRIALS]),
    )
