"""Small forms of a session's record: when somebody came, what was said, what is noted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from negotiator_desk.bargaining.notes import NoteKind
from negotiator_desk.i18n import _
from negotiator_desk.times import CHINA_TIME
from negotiator_desk.ui import display, display_sessions
from negotiator_desk.ui.dialogs.private import PrivateDialog
from negotiator_desk.ui.widgets.forms import FieldError, FormDialog

_TIME = re.compile(r"([01]?\d|2[0-3])\s*[:.时]\s*([0-5]\d)\s*分?")


class ArrivalDialog(FormDialog):
    """Corrects when a representative came."""

    def __init__(
        self, name: str, held_at: datetime, arrived_at: datetime | None, parent: QWidget
    ) -> None:
        """Show what is on record.

        Args:
            held_at: When the session was held: the day that a time is meant on.
            arrived_at: None = the record only says that the representative was there.
        """
        super().__init__(name, _("Save time"), parent, width=440)
        self._held_at = held_at
        self.time = QLineEdit(display.clock(arrived_at) if arrived_at else "", self)
        self.time.setPlaceholderText("HH:MM")
        self.add_row(_("&Came at"), self.time, _("Beijing time; empty = was there, time unknown"))

    def arrived_at(self) -> datetime | None:
        """Return the moment typed; None where the field is empty.

        Raises:
            FieldError: It is no time of day.
        """
        typed = unicodedata.normalize("NFKC", self.time.text()).strip()
        if not typed:
            return None
        found = _TIME.fullmatch(typed)
        if found is None:
            raise FieldError(
                self.time,
                _("“{text}” is not a time of day.").format(text=self.time.text()),
                hint=_("Write it like 09:30."),
            )
        hour, minute = (int(part) for part in found.groups())
        day = self._held_at.astimezone(CHINA_TIME)
        return day.replace(hour=hour, minute=minute, second=0, microsecond=0)


class SuspensionDialog(FormDialog):
    """Asks why a session is suspended."""

    def __init__(self, number: int, parent: QWidget) -> None:
        title = _("Suspend session {number}").format(number=number)
        super().__init__(title, _("Suspend session"), parent, width=480)
        self.reason = QLineEdit(self)
        self.add_row(_("&Reason"), self.reason, _("As the record will state it; may be empty"))


class EntryDialog(FormDialog):
    """Corrects an entry of the minutes."""

    def __init__(
        self,
        text: str,
        issues: Sequence[tuple[str, str]],
        issue_id: str | None,
        parent: QWidget,
    ) -> None:
        """Show an entry.

        Args:
            issues: Id and title of every issue.
            issue_id: What the entry is about; None for no issue.
        """
        super().__init__(_("Entry of the minutes"), _("Save entry"), parent, width=600)
        self.text = QPlainTextEdit(text, self)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(128)
        self.issue = QComboBox(self)
        fill_issues(self.issue, issues)
        self.issue.setCurrentIndex(max(self.issue.findData(issue_id), 0))
        self.add_row(_("&Text"), self.text)
        self.add_row(_("&About"), self.issue)

    def issue_id(self) -> str | None:
        """Id of the issue chosen; None for no issue."""
        chosen = self.issue.currentData()
        return None if chosen is None else str(chosen)


class NoteDialog(PrivateDialog):
    """Changes a private note."""

    def __init__(self, text: str, kind: NoteKind, parent: QWidget) -> None:
        super().__init__(_("Private note"), _("Save note"), parent, width=600)
        self.text = QPlainTextEdit(text, self)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(128)
        self.kind = QComboBox(self)
        fill_kinds(self.kind)
        self.kind.setCurrentIndex(self.kind.findData(kind.value))
        self.add_row(_("&Text"), self.text)
        self.add_row(_("&Kind"), self.kind)


def fill_issues(box: QComboBox, issues: Sequence[tuple[str, str]]) -> None:
    """Offer no issue, and each issue by its title; what was chosen stays chosen."""
    chosen = box.currentData()
    box.clear()
    box.addItem(_("No issue"), None)
    for issue_id, title in issues:
        box.addItem(title, issue_id)
    box.setCurrentIndex(max(box.findData(chosen), 0) if chosen is not None else 0)


def fill_kinds(box: QComboBox) -> None:
    """Offer the kinds of private notes."""
    for kind in NoteKind:
        box.addItem(display_sessions.note_kind(kind), kind.value)
