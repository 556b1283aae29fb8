"""What is typed before a dialog has the keyboard is not lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from negotiator_desk.ui.dialogs.typed_ahead import TypedAhead
from tests.ui.typing_keys import activate


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A window with a field, which has the keyboard."""
    made = QWidget()
    qtbot.addWidget(made)
    QLineEdit(made).setObjectName("below")
    made.show()
    activate(qtbot, made)
    return made


def _open(window: QWidget) -> tuple[QDialog, QLineEdit]:
    dialog = QDialog(window)
    # As on a screen that takes its time to give a dialog the keyboard.
    dialog.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    field = QLineEdit("1", dialog)
    field.setFocus()
    field.end(False)
    dialog.open()
    return dialog, field


def test_keys_of_the_window_below_go_to_the_dialog_until_it_is_active(
    qtbot: QtBot, window: QWidget
) -> None:
    dialog, field = _open(window)
    TypedAhead(dialog)
    # As the screen brings it: to the window that has the keyboard still.
    QTest.keyClick(window.windowHandle(), "5")
    below = window.findChild(QLineEdit, "below")
    assert field.text() == "15"
    assert below is not None
    assert not below.text()
    activate(qtbot, dialog)
    QTest.keyClick(window.windowHandle(), "7")
    assert (field.text(), below.text()) == ("15", "")
    assert QApplication.activeModalWidget() is dialog
    dialog.close()


def test_a_dialog_closed_before_it_was_active_gives_the_window_its_keys_back(
    window: QWidget,
) -> None:
    dialog, _field = _open(window)
    TypedAhead(dialog)
    dialog.close()
    below = window.findChild(QLineEdit, "below")
    assert below is not None
    below.setFocus()
    QTest.keyClick(window.windowHandle(), "7")
    assert below.text() == "7"
