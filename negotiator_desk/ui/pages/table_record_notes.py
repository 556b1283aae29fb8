"""Private notes beside a session's record: one side's, hidden by the curtain."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from negotiator_desk.bargaining.notes import NoteKind
from negotiator_desk.i18n import _
from negotiator_desk.services.private_notes import NoteView
from negotiator_desk.ui import display, display_sessions
from negotiator_desk.ui.dialogs.record_forms import fill_kinds
from negotiator_desk.ui.privacy import Curtain, PrivateBox
from negotiator_desk.ui.theme import GRID
from negotiator_desk.ui.widgets.cards import Card
from negotiator_desk.ui.widgets.fields import EntryLine
from negotiator_desk.ui.widgets.rows import Column, RowsModel
from negotiator_desk.ui.widgets.table import DataTable
from negotiator_desk.ui.widgets.wrapped import wrap_texts

NOTE_KEY = "F8"
"""Puts the cursor into the line of the notes, unless the curtain is drawn."""


class NotesCard(Card):
    """Notes of one side on the session: caucus, legal, strategy. Enter adds the line.

    Signals:
        written: The line was ended with Enter.
        edit_wanted: A `NoteView` is to be changed.
        remove_wanted: A `NoteView` is to be removed.

    Attributes:
        box: Hides everything below the title while the curtain is drawn.
    """

    written = Signal()
    edit_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self, curtain: Curtain, parent: QWidget | None = None) -> None:
        super().__init__(_("Private notes"), parent)
        content = QWidget()
        self.text = EntryLine(content)
        self.text.setPlaceholderText(_("For our eyes only  {key}").format(key=NOTE_KEY))
        self.text.setAccessibleName(_("Private note"))
        self.text.returnPressed.connect(self.written)
        self.kind = QComboBox(content)
        self.kind.setAccessibleName(_("Kind of note"))
        self.kind.setFixedWidth(104)
        fill_kinds(self.kind)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self.text, 1)
        line.addWidget(self.kind)
        self.table: DataTable[NoteView] = DataTable(
            _("Private notes"), RowsModel(_columns()), content, search=False
        )
        wrap_texts(self.table.view)
        self.table.view.horizontalHeader().hide()
        self.table.empty.set_words(_("No note on this session."), "")
        self.table.view.setToolTip(_("Enter changes a note, Del removes it."))
        self.table.opened.connect(self.edit_wanted)
        delete = QAction(_("Remove"), self.table.view)
        delete.setShortcut(QKeySequence(Qt.Key.Key_Delete))
        delete.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        delete.triggered.connect(self._tell_removed)
        self.table.view.addAction(delete)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(line)
        column.addWidget(self.table, 1)
        self.box = PrivateBox(curtain, content, self)
        self.body.addWidget(self.box, 1)
        focus = QAction(_("Private note"), self)
        focus.setShortcut(QKeySequence(NOTE_KEY))
        focus.triggered.connect(self.focus_line)
        self.addAction(focus)

    def show_notes(self, notes: tuple[NoteView, ...]) -> None:
        """Show a session's notes; the row chosen stays chosen."""
        is_added = len(notes) > len(self.table.model.rows)
        self.table.set_rows(notes, key=_id)
        if is_added:
            self.table.view.scrollToBottom()

    def chosen_kind(self) -> NoteKind:
        """What the line is about."""
        return NoteKind(self.kind.currentData())

    def typed(self) -> dict[str, Any]:
        """What is half typed."""
        return {"line": self.text.text(), "kind": self.chosen_kind().value}

    def type(self, typed: dict[str, Any]) -> None:
        """Put back what was half typed."""
        self.text.setText(typed["line"])
        self.kind.setCurrentIndex(self.kind.findData(typed["kind"]))

    @Slot()
    def focus_line(self) -> None:
        """Put the cursor into the line of the notes."""
        if not self.box.is_covered:
            self.text.go_on()

    @Slot()
    def _tell_removed(self) -> None:
        row = self.table.current()
        if row is not None:
            self.remove_wanted.emit(row)


def _id(row: NoteView) -> str:
    return row.id


def _columns() -> tuple[Column[NoteView], ...]:
    return (
        Column(_("Kind"), _kind, width=76),
        Column(_("Note"), _text, tooltip=_time, stretches=True),
    )


def _kind(row: NoteView) -> str:
    return display_sessions.note_kind(row.kind)


def _text(row: NoteView) -> str:
    return row.text


def _time(row: NoteView) -> str:
    return display.moment(row.written_at)
