from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from negotiator_desk.errors import RuleError
from negotiator_desk.ui.theme import Theme
from negotiator_desk.ui.widgets.fields import DayEdit
from negotiator_desk.ui.widgets.forms import FieldError, FormDialog


@pytest.fixture
def form(qtbot: QtBot, theme: Theme) -> FormDialog:
    dialog = FormDialog("Offer", "Table offer")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    return dialog


def test_a_refusal_is_shown_in_the_form_which_stays_open(qtbot: QtBot, form: FormDialog) -> None:
    def submit() -> None:
        raise RuleError("Agreed already.", hint="Undo it.")

    form.set_submit(submit)
    form.open()
    qtbot.mouseClick(form.save_button, Qt.MouseButton.LeftButton)
    assert form.isVisible()
    assert form.message.text() == "Agreed already."
    form.reject()


def test_an_error_in_a_field_is_shown_there_and_goes_once_it_is_right(
    qtbot: QtBot, form: FormDialog
) -> None:
    field = QLineEdit()
    form.add_row("&Title", field, "As printed.")

    def submit() -> None:
        if not field.text():
            raise FieldError(field, "It needs a title.")

    form.set_submit(submit)
    with qtbot.waitActive(form):
        form.open()
    qtbot.mouseClick(form.save_button, Qt.MouseButton.LeftButton)
    assert form._notes[field].text() == "It needs a title."
    assert field.property("invalid") == "true"
    assert field.accessibleDescription() == "It needs a title."

    qtbot.keyClicks(field, "Wages")
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not form.isVisible())
    assert form._notes[field].text() == "As printed."


def test_the_keyboard_walks_the_fields_first_and_begins_there(
    qtbot: QtBot, form: FormDialog
) -> None:
    first, second = QLineEdit(), QLineEdit()
    form.add_row("&One", first)
    form.add_row("&Two", second)
    with qtbot.waitActive(form):
        form.open()
    assert first.hasFocus()
    walked = []
    for _step in range(4):
        qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Tab)
        walked.append(form.focusWidget())
    assert walked == [second, form.save_button, form.cancel_button, first]
    form.reject()


def test_labels_name_their_fields(form: FormDialog) -> None:
    field = QLineEdit()
    form.add_row("&Title", field)
    assert field.accessibleName() == "Title"


@pytest.mark.parametrize(
    "typed",
    ["2027-01-05", "2027.1.5", "2027/01/05", "2027年1月5日", "２０２７－１－５", " 2027-1-5 "],
)
def test_days_are_read_as_people_write_them(qtbot: QtBot, typed: str) -> None:
    field = DayEdit()
    qtbot.addWidget(field)
    field.setText(typed)
    assert field.day() == date(2027, 1, 5)


@pytest.mark.parametrize("typed", ["2027-02-30", "5.1.2027", "soon", "2027-13-01", "2027"])
def test_what_is_no_day_is_refused(qtbot: QtBot, typed: str) -> None:
    field = DayEdit()
    qtbot.addWidget(field)
    field.setText(typed)
    with pytest.raises(FieldError, match="not a day"):
        field.day()


def test_an_empty_day_is_none(qtbot: QtBot) -> None:
    field = DayEdit(date(2027, 1, 5))
    qtbot.addWidget(field)
    assert field.day() == date(2027, 1, 5)
    field.clear()
    assert field.day() is None


def test_what_was_typed_is_let_go_only_when_asked_for_twice(qtbot: QtBot, form: FormDialog) -> None:
    field = QLineEdit()
    form.add_row("&Title", field)
    with qtbot.waitActive(form):
        form.open()
    qtbot.keyClicks(field, "Wages")
    form.reject()
    assert form.isVisible()
    assert form.message.text() == "What was typed here is not saved yet."

    qtbot.keyClicks(field, " 2027")
    form.reject()
    assert form.isVisible(), "more was typed after the warning"
    assert field.text() == "Wages 2027"

    qtbot.keyClick(field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not form.isVisible())


def test_an_untouched_form_closes_at_once(qtbot: QtBot, form: FormDialog) -> None:
    form.add_row("&Title", QLineEdit("Wages"))
    with qtbot.waitActive(form):
        form.open()
    form.reject()
    assert not form.isVisible()
