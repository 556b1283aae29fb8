"""Fills in forms by keys alone, for tests of the dialogs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTableView, QWidget
from pytestqt.qtbot import QtBot

from negotiator_desk.ui.widgets.forms import FormDialog


def activate(qtbot: QtBot, dialog: QWidget) -> None:
    """Give a window the keys; another one may only just have asked for them."""

    def is_active() -> bool:
        dialog.activateWindow()
        return QApplication.activeWindow() is dialog

    qtbot.waitUntil(is_active)


def type_over(qtbot: QtBot, view: QTableView, row: int, column: int, text: str) -> None:
    """Type into a cell and leave it open."""
    view.setFocus()
    view.setCurrentIndex(view.model().index(row, column))
    qtbot.keyClicks(view, text[0])
    editor = view.indexWidget(view.currentIndex())
    assert editor is not None, "typing opens the cell"
    qtbot.keyClicks(editor, text[1:])


def save_by_key(qtbot: QtBot, dialog: FormDialog) -> None:
    """Press Ctrl+Enter where the cursor is; the button moves before it acts."""
    activate(qtbot, dialog)
    field = QApplication.focusWidget()
    assert field is not None, "an active form has a field with the cursor"
    with qtbot.waitSignal(dialog.save_button.clicked):
        qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
