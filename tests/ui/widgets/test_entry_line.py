"""A line whose text is kept elsewhere leaves Ctrl+Z to the window once there is nothing typed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from negotiator_desk.ui.widgets.fields import EntryLine

_CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def line(qtbot: QtBot) -> Iterator[EntryLine]:
    """The line in a window that has the keys."""
    window = QWidget()
    qtbot.addWidget(window)
    made = EntryLine(window)
    QVBoxLayout(window).addWidget(made)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made.setFocus()
    yield made
    window.close()


def test_ctrl_z_is_the_windows_as_soon_as_the_line_was_taken(qtbot: QtBot, line: EntryLine) -> None:
    undo = QShortcut(QKeySequence("Ctrl+Z"), line.window())
    undone: list[str] = []
    undo.activated.connect(lambda: undone.append(line.text()))

    qtbot.keyClicks(line, "said")
    qtbot.keyClick(line, Qt.Key.Key_Z, _CTRL)
    assert (line.text(), undone) == ("", []), "typing is taken back in the line"

    qtbot.keyClicks(line, "said")
    line.start_with()
    qtbot.keyClick(line, Qt.Key.Key_Z, _CTRL)
    assert (line.text(), undone) == ("", [""]), "what was kept is taken back by the window"
