"""The agenda in the form of a session: which issues, in what order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from negotiator_desk.i18n import _
from negotiator_desk.services.issues import IssueView
from negotiator_desk.ui.theme import GRID
from negotiator_desk.ui.widgets.buttons import QuietButton


class AgendaList(QWidget):
    """The issues of a case: marked ones are on the agenda, in the order of the list.

    Attributes:
        list: Space marks an issue; Ctrl+Shift+Up and Ctrl+Shift+Down move it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget(self)
        self.list.setProperty("frame", "list")
        self.list.setAccessibleName(_("Issues on the agenda"))
        self.up = QuietButton(_("Up"), "Ctrl+Shift+Up", self)
        self.down = QuietButton(_("Down"), "Ctrl+Shift+Down", self)
        self.up.clicked.connect(self.move_up)
        self.down.clicked.connect(self.move_down)
        buttons = QVBoxLayout()
        buttons.setSpacing(GRID // 2)
        buttons.addWidget(self.up)
        buttons.addWidget(self.down)
        buttons.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.list, 1)
        layout.addLayout(buttons)
        self.setFocusProxy(self.list)

    def set_issues(self, issues: Sequence[IssueView], agenda: Sequence[str]) -> None:
        """Show the issues, those on the agenda first.

        Args:
            agenda: Ids of the issues on it, in its order.
        """
        by_id = {issue.id: issue for issue in issues}
        first = [by_id[issue_id] for issue_id in agenda if issue_id in by_id]
        rest = [issue for issue in issues if issue.id not in agenda]
        self.list.clear()
        for issue in (*first, *rest):
            item = QListWidgetItem(issue.title)
            item.setData(Qt.ItemDataRole.UserRole, issue.id)
            marked = Qt.CheckState.Checked if issue.id in agenda else Qt.CheckState.Unchecked
            item.setCheckState(marked)
            self.list.addItem(item)
        if issues:
            self.list.setCurrentRow(0)

    def agenda(self) -> tuple[str, ...]:
        """Ids of the marked issues, in the order of the list."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )

    @Slot()
    def move_up(self) -> None:
        """Move the chosen issue one place up."""
        self._move(-1)

    @Slot()
    def move_down(self) -> None:
        """Move the chosen issue one place down."""
        self._move(1)

    def _move(self, step: int) -> None:
        row = self.list.currentRow()
        if row < 0 or not 0 <= row + step < self.list.count():
            return
        item = self.list.takeItem(row)
        self.list.insertItem(row + step, item)
        self.list.setCurrentRow(row + step)
