"""The settings while the window is open: read once, written when something changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from negotiator_desk.settings import Settings, save_settings


class Remembered(QObject):
    """Holds the settings in force and keeps the file equal to them.

    Signals:
        changed: The settings are others now.
    """

    changed = Signal()

    def __init__(self, settings: Settings, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._path = path

    @property
    def value(self) -> Settings:
        """The settings in force."""
        return self._settings

    def change(self, **values: Any) -> None:
        """Change some settings and write them.

        Raises:
            StorageError: The disk refuses; the change holds until the program ends.
        """
        self._take(replace(self._settings, **values))

    def opened_case(self, case_id: str) -> None:
        """Remember a case as opened just now.

        Raises:
            StorageError: The disk refuses; the change holds until the program ends.
        """
        self._take(self._settings.with_recent(case_id))

    def _take(self, settings: Settings) -> None:
        if settings == self._settings:
            return
        self._settings = settings
        self.changed.emit()
        save_settings(self._path, settings)
