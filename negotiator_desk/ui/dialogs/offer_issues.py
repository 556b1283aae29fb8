"""The list of issues in an offer's form: which are part of it, and whether they are tied."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from negotiator_desk.i18n import _
from negotiator_desk.ui.dialogs.offer_start import IssueOnTable
from negotiator_desk.ui.dialogs.terms_grid import framed
from negotiator_desk.ui.theme import Tone, tokens_of
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole


class IssuePicker(QWidget):
    """The open issues, each with a box that makes it part of the offer.

    Signals:
        moved: Another issue is in view.
        edited: An issue became part of the offer, or left it.
    """

    moved = Signal()
    edited = Signal()

    def __init__(self, items: Sequence[IssueOnTable], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Issues in this offer"))
        self.tied = QCheckBox(_("Stand or fall together (&W)"), self)
        self.tied.setToolTip(_("The other side can only accept all issues of this offer at once."))
        for item in items:
            entry = QListWidgetItem(f"{item.issue.position}  {item.issue.title}")
            entry.setToolTip(entry.text())
            entry.setData(Qt.ItemDataRole.UserRole, item.issue.id)
            entry.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(entry)
        caption = TextLabel(_("&Issues in this offer"))
        caption.setBuddy(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(caption)
        column.addWidget(framed(self.list), 1)
        column.addWidget(TextLabel(_("Space adds or leaves out an issue."), TextRole.NOTE))
        column.addWidget(self.tied)
        self.setTabOrder(self.list, self.tied)
        self.list.currentRowChanged.connect(self._tell_moved)
        self.list.itemChanged.connect(self._tell_edited)
        self._show_tied()

    @property
    def current(self) -> str | None:
        """Id of the issue in view."""
        entry = self.list.currentItem() if self.list.currentRow() >= 0 else None
        return None if entry is None else entry.data(Qt.ItemDataRole.UserRole)

    @property
    def is_tied(self) -> bool:
        """Whether the issues of the offer can only be accepted all together."""
        return self.tied.isEnabled() and self.tied.isChecked()

    def included(self) -> list[str]:
        """Return the ids of the issues that are part of the offer."""
        entries = [self.list.item(row) for row in range(self.list.count())]
        return [
            entry.data(Qt.ItemDataRole.UserRole)
            for entry in entries
            if entry.checkState() is Qt.CheckState.Checked
        ]

    def include(self, issue_ids: Collection[str]) -> None:
        """Make exactly these issues part of the offer, and one of them the one in view."""
        with QSignalBlocker(self.list):
            for row in range(self.list.count()):
                entry = self.list.item(row)
                is_part = entry.data(Qt.ItemDataRole.UserRole) in issue_ids
                entry.setCheckState(Qt.CheckState.Checked if is_part else Qt.CheckState.Unchecked)
        if self.current not in self.included():
            parts = self.included()
            rows = range(self.list.count())
            ids = [self.list.item(row).data(Qt.ItemDataRole.UserRole) for row in rows]
            if parts or ids:
                self.list.setCurrentRow(ids.index(parts[0]) if parts else 0)
        self._tell_edited()

    def show_problem(self, issue_id: str, problem: str) -> None:
        """Bring an issue into view and mark it with what is wrong there."""
        self.clear_problems()
        for row in range(self.list.count()):
            entry = self.list.item(row)
            if entry.data(Qt.ItemDataRole.UserRole) == issue_id:
                self.list.setCurrentRow(row)
                with QSignalBlocker(self.list):
                    entry.setForeground(tokens_of(self).ink(Tone.BAD))
                    entry.setToolTip(problem)
                    entry.setData(Qt.ItemDataRole.AccessibleDescriptionRole, problem)

    def clear_problems(self) -> None:
        """Mark no issue any more."""
        with QSignalBlocker(self.list):
            for row in range(self.list.count()):
                entry = self.list.item(row)
                entry.setData(Qt.ItemDataRole.ForegroundRole, None)
                entry.setData(Qt.ItemDataRole.AccessibleDescriptionRole, None)
                entry.setToolTip(entry.text())

    def include_current(self) -> None:
        """Make the issue in view part of the offer."""
        if self.current is not None and self.current not in self.included():
            self.list.currentItem().setCheckState(Qt.CheckState.Checked)

    def go_on(self, rows: int) -> None:
        """Bring an issue further down or up into view."""
        row = self.list.currentRow() + rows
        if 0 <= row < self.list.count():
            self.list.setCurrentRow(row)

    @Slot()
    def _tell_moved(self) -> None:
        self.moved.emit()

    @Slot()
    def _tell_edited(self) -> None:
        self._show_tied()
        self.edited.emit()

    def _show_tied(self) -> None:
        """One issue alone has nothing to be tied to."""
        self.tied.setEnabled(len(self.included()) > 1)
