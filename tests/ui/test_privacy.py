"""The curtain hides everything private at once, and brings it back as it was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from negotiator_desk.ui.privacy import Curtain, PrivateBox


@pytest.fixture
def place(qtbot: QtBot) -> QWidget:
    """A window with a field that is not private."""
    window = QWidget()
    QVBoxLayout(window).addWidget(QLineEdit(window))
    qtbot.addWidget(window)
    return window


def add_private(place: QWidget, curtain: Curtain) -> QLineEdit:
    field = QLineEdit("limit 0.95", place)
    layout = place.layout()
    assert layout is not None
    layout.addWidget(PrivateBox(curtain, field, place))
    place.show()
    return field


def open_private(place: QWidget, curtain: Curtain, qtbot: QtBot) -> tuple[QDialog, QLineEdit]:
    dialog = QDialog(place)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    field = QLineEdit(dialog)
    QVBoxLayout(dialog).addWidget(field)
    curtain.open(dialog)
    qtbot.waitExposed(dialog)
    return dialog, field


def test_what_is_private_gives_way_to_a_calm_word_and_comes_back(
    place: QWidget, curtain: Curtain
) -> None:
    field = add_private(place, curtain)
    assert field.isVisible()
    curtain.toggle()
    assert not field.isVisible()
    curtain.toggle()
    assert field.isVisible()


def test_what_is_made_while_the_curtain_is_drawn_is_covered(
    place: QWidget, curtain: Curtain
) -> None:
    curtain.toggle()
    assert not add_private(place, curtain).isVisible()


def test_the_cursor_is_where_it_was_once_the_curtain_is_lifted(
    place: QWidget, curtain: Curtain, qtbot: QtBot
) -> None:
    field = add_private(place, curtain)
    qtbot.waitExposed(place)
    field.setFocus()
    curtain.toggle()
    assert not field.hasFocus()
    curtain.toggle()
    assert place.focusWidget() is field


def test_nothing_on_the_page_moves_with_the_curtain(place: QWidget, curtain: Curtain) -> None:
    box = add_private(place, curtain).parentWidget()
    assert isinstance(box, PrivateBox)
    before = (place.sizeHint(), box.geometry())
    curtain.toggle()
    assert (place.sizeHint(), box.geometry()) == before


def test_a_private_dialog_vanishes_and_comes_back_with_what_was_typed(
    place: QWidget, curtain: Curtain, qtbot: QtBot
) -> None:
    add_private(place, curtain)
    dialog, field = open_private(place, curtain, qtbot)
    qtbot.keyClicks(field, "stop at 0.95")
    finished = []
    dialog.finished.connect(finished.append)
    curtain.toggle()
    assert not dialog.isVisible()
    assert not [one for one in QApplication.topLevelWidgets() if one.isVisible() and one != place]
    curtain.toggle()
    assert (dialog.isVisible(), dialog.isModal(), field.text()) == (True, True, "stop at 0.95")
    assert finished == []
    dialog.reject()
    assert finished == [QDialog.DialogCode.Rejected]


def test_a_dialog_that_was_closed_does_not_come_back(
    place: QWidget, curtain: Curtain, qtbot: QtBot
) -> None:
    add_private(place, curtain)
    dialog, _field = open_private(place, curtain, qtbot)
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()
    curtain.toggle()
    curtain.toggle()
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [place]


def test_a_private_dialog_opened_behind_the_curtain_waits_for_it_to_lift(
    place: QWidget, curtain: Curtain
) -> None:
    add_private(place, curtain)
    curtain.toggle()
    dialog = QDialog(place)
    curtain.open(dialog)
    assert not dialog.isVisible()
    assert QApplication.activeModalWidget() is None
    curtain.toggle()
    assert dialog.isVisible()
    dialog.close()


def test_a_question_over_a_private_dialog_is_refused(
    place: QWidget, curtain: Curtain, qtbot: QtBot
) -> None:
    add_private(place, curtain)
    dialog, _field = open_private(place, curtain, qtbot)
    question = QMessageBox(dialog)
    question.setText("Throw away target 0.95?")
    question.open()
    curtain.toggle()
    assert not question.isVisible()
    curtain.toggle()
    assert (dialog.isVisible(), question.isVisible()) == (True, False)
    dialog.reject()


def test_the_key_works_inside_a_private_dialog(
    place: QWidget, curtain: Curtain, qtbot: QtBot
) -> None:
    add_private(place, curtain)
    dialog, field = open_private(place, curtain, qtbot)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(field, Qt.Key.Key_F9)
    assert curtain.is_drawn
    assert not dialog.isVisible()
    curtain.toggle()
    dialog.reject()


def test_a_box_whose_content_is_not_private_now_stays_open(
    place: QWidget, curtain: Curtain
) -> None:
    field = add_private(place, curtain)
    box = field.parentWidget()
    assert isinstance(box, PrivateBox)
    box.set_private(False)
    curtain.toggle()
    assert field.isVisible()
    box.set_private(True)
    assert not field.isVisible()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_an_open_list_of_private_choices_closes_with_the_curtain(
    place: QWidget, curtain: Curtain, qtbot: QtBot
) -> None:
    add_private(place, curtain)
    dialog, _field = open_private(place, curtain, qtbot)
    open_list(dialog, qtbot)
    curtain.toggle()
    assert QApplication.activePopupWidget() is None
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [place]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_key_works_while_a_list_of_choices_is_open(
    place: QWidget, curtain: Curtain, qtbot: QtBot
) -> None:
    add_private(place, curtain)
    dialog, _field = open_private(place, curtain, qtbot)
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(open_list(dialog, qtbot).view(), Qt.Key.Key_F9)
    assert curtain.is_drawn
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [place]


def open_list(dialog: QDialog, qtbot: QtBot) -> QComboBox:
    """Open a list of private choices."""
    box = QComboBox(dialog)
    box.addItems(["trial 0.95", "trial 0.98"])
    layout = dialog.layout()
    assert layout is not None
    layout.addWidget(box)
    box.showPopup()
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    return box
