"""Fields to type in that know what they hold."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from negotiator_desk.i18n import _
from negotiator_desk.ui.widgets.forms import FieldError

_DAY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")


class DayEdit(QLineEdit):
    """A calendar day, typed as people write it: 2027-01-01, 2027.1.1, 2027年1月1日; or empty."""

    def __init__(self, value: date | None = None, parent: QWidget | None = None) -> None:
        super().__init__(value.isoformat() if value else "", parent)
        self.setPlaceholderText("YYYY-MM-DD")
        self.setClearButtonEnabled(True)

    def day(self) -> date | None:
        """The day typed; None when the field is empty.

        Raises:
            FieldError: It is not a day.
        """
        text = unicodedata.normalize("NFKC", self.text()).strip()
        if not text:
            return None
        found = _DAY.fullmatch(text)
        if found is not None:
            try:
                return date(*(int(part) for part in found.groups()))
            except ValueError:
                found = None
        raise FieldError(
            self,
            _("“{text}” is not a day.").format(text=self.text()),
            hint=_("Write it like 2027-01-01."),
        )


class EntryLine(QLineEdit):
    """A line that is taken with Enter and kept elsewhere.

    Ctrl+Z takes back what was typed since; with nothing typed it is the window's key, and takes
    back that the line was kept. A plain line would swallow it.
    """

    def start_with(self, text: str = "") -> None:
        """Show a text as the beginning: what was typed before cannot be taken back here."""
        self.setText(text)

    def go_on(self) -> None:
        """Put the cursor behind what is half typed: the next key goes on and replaces nothing."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.end(False)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # Qt selects all of a line that is reached by a key, and the next key would replace it.
        if self.hasSelectedText() and self.selectedText() == self.text():
            self.end(False)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_undo = event.matches(QKeySequence.StandardKey.Undo)
            is_redo = event.matches(QKeySequence.StandardKey.Redo)
            if (is_undo and not self.isUndoAvailable()) or (is_redo and not self.isRedoAvailable()):
                event.ignore()
                return False
        return super().event(event)
