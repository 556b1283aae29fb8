"""The minutes on a session's record: one line to write in, and what was written, with its time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPlainTextEdit, QWidget
from typing_extensions import override

from negotiator_desk.i18n import _
from negotiator_desk.services.session_parts import RecordEntry, SessionRecord
from negotiator_desk.ui import display
from negotiator_desk.ui.dialogs.record_forms import fill_issues
from negotiator_desk.ui.theme import GRID
from negotiator_desk.ui.widgets.cards import Card
from negotiator_desk.ui.widgets.fields import EntryLine
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole
from negotiator_desk.ui.widgets.rows import Column, RowsModel
from negotiator_desk.ui.widgets.table import DataTable
from negotiator_desk.ui.widgets.wrapped import wrap_texts

WRITE_KEY = "F7"
"""Puts the cursor into the line of the minutes."""


class MinutesCard(Card):
    """What both sides may read. Enter adds the line with the time.

    Signals:
        written: The line was ended with Enter.
        edit_wanted: A `RecordEntry` is to be corrected.
        remove_wanted: A `RecordEntry` is to be removed.
        whole_changed: The minutes as a whole were left with something else than is stored.
    """

    written = Signal()
    edit_wanted = Signal(object)
    remove_wanted = Signal(object)
    whole_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Minutes"), parent)
        self._record: SessionRecord | None = None
        self.add_to_head(TextLabel(_("Both sides may read them."), TextRole.NOTE))
        self.text = EntryLine(self)
        self.text.setPlaceholderText(_("What was said  {key}").format(key=WRITE_KEY))
        self.text.setAccessibleName(_("What was said"))
        self.text.setToolTip(_("Enter writes it down with the time."))
        self.text.returnPressed.connect(self.written)
        self.issue = QComboBox(self)
        self.issue.setAccessibleName(_("Issue it is about"))
        self.issue.setFixedWidth(136)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self.text, 1)
        line.addWidget(self.issue)
        self.body.addLayout(line)
        self.table: DataTable[RecordEntry] = DataTable(
            _("Minutes"), RowsModel(_columns()), self, search=False
        )
        wrap_texts(self.table.view)
        self.table.empty.set_words(
            _("Nothing is written down yet."),
            _("Type what is said and press Enter; the time is added by itself."),
        )
        self.table.view.setToolTip(_("Enter corrects an entry, Del removes it."))
        self.table.opened.connect(self.edit_wanted)
        delete = QAction(_("Remove"), self.table.view)
        delete.setShortcut(QKeySequence(Qt.Key.Key_Delete))
        delete.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        delete.triggered.connect(self._tell_removed)
        self.table.view.addAction(delete)
        self.body.addWidget(self.table, 1)
        caption = TextLabel(_("Sum&mary"), TextRole.LABEL)
        self.whole = QPlainTextEdit(self)
        self.whole.setAccessibleName(_("Summary of the minutes"))
        self.whole.setPlaceholderText(_("What belongs to no moment; saved when it is left"))
        self.whole.setTabChangesFocus(True)
        self.whole.setFixedHeight(60)
        self.whole.installEventFilter(self)
        caption.setBuddy(self.whole)
        self.body.addWidget(caption)
        self.body.addWidget(self.whole)
        focus = QAction(_("Write minutes"), self)
        focus.setShortcut(QKeySequence(WRITE_KEY))
        focus.triggered.connect(self.focus_line)
        self.addAction(focus)

    def show_record(self, record: SessionRecord, issues: Sequence[tuple[str, str]]) -> None:
        """Show a session's minutes; the line stays as it is half typed.

        Args:
            issues: Id and title of every issue of the case.
        """
        before = self._record if self._record and self._record.id == record.id else None
        added = before is not None and len(record.entries) > len(before.entries)
        is_half_typed = before is not None and self.whole.toPlainText() != before.minutes
        if not is_half_typed and self.whole.toPlainText() != record.minutes:
            self.whole.setPlainText(record.minutes)
        self._record = record
        fill_issues(self.issue, issues)
        self.table.set_rows(record.entries, key=_id)
        if added or before is None:
            self.table.view.scrollToBottom()

    def issue_id(self) -> str | None:
        """The issue that the line is about; None for no issue."""
        chosen = self.issue.currentData()
        return None if chosen is None else str(chosen)

    def is_whole_changed(self) -> bool:
        """Whether the summary holds something else than is stored."""
        return self._record is not None and self.whole.toPlainText().strip() != self._record.minutes

    def typed(self) -> dict[str, Any]:
        """What is half typed."""
        return {
            "line": self.text.text(),
            "issue": self.issue_id(),
            "whole": self.whole.toPlainText(),
        }

    def type(self, typed: dict[str, Any]) -> None:
        """Put back what was half typed."""
        self.text.setText(typed["line"])
        self.issue.setCurrentIndex(
            max(self.issue.findData(typed["issue"]), 0) if typed["issue"] else 0
        )
        if typed["whole"] is not None:
            self.whole.setPlainText(typed["whole"])

    @Slot()
    def focus_line(self) -> None:
        """Put the cursor into the line of the minutes."""
        self.text.go_on()

    @Slot()
    def _tell_removed(self) -> None:
        row = self.table.current()
        if row is not None:
            self.remove_wanted.emit(row)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        left = watched is self.whole and event.type() == QEvent.Type.FocusOut
        if left and self.is_whole_changed():
            self.whole_changed.emit()
        return super().eventFilter(watched, event)


def _id(row: RecordEntry) -> str:
    return row.id


def _columns() -> tuple[Column[RecordEntry], ...]:
    return (
        Column(_("Time"), _time, width=64),
        Column(_("What was said"), _text, stretches=True),
    )


def _time(row: RecordEntry) -> str:
    return display.clock(row.written_at)


def _text(row: RecordEntry) -> str:
    return f"[{row.issue_title}] {row.text}" if row.issue_title else row.text
