"""The lines of the session record: gone on with, asked about before closing, open to badges."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.services.badges import badge_code
from negotiator_desk.services.cases import get_case
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.private_notes import list_notes
from negotiator_desk.services.session_attendance import mark_arrival
from negotiator_desk.services.session_records import get_record
from negotiator_desk.services.session_states import end_session
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.pages.table_record import RecordTab
from negotiator_desk.ui.pages.table_tabs import TableTabName, TableTabs
from tests.ui.case_fixtures import add_meeting
from tests.ui.pages.test_table_record import Clock, activate_tab, press


@pytest.fixture
def clock(now: datetime) -> Clock:
    return Clock(now)


@pytest.fixture
def tab(qtbot: QtBot, context: Context, case_id: str, session: str) -> RecordTab:
    """The tab alone, in a window that has the keys, with a session under way."""
    made = RecordTab(context)
    qtbot.addWidget(made)
    made.resize(1126, 560)
    made.show()
    activate_tab(qtbot, made)
    made.show_case(case_id)
    return made


@pytest.fixture
def session(desk: Desk, case_id: str) -> str:
    """The second session of the case; the first has nothing on its record."""
    add_meeting(desk, case_id)
    return add_meeting(desk, case_id)


def answer(monkeypatch: pytest.MonkeyPatch, text: str) -> list[str]:
    """Press a button of the question by its name; return what was asked."""
    asked: list[str] = []

    def press_it(box: QMessageBox) -> int:
        asked.append(box.text())
        next(one for one in box.buttons() if one.text() == text).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", press_it)
    return asked


def badge(desk: Desk, case_id: str) -> str:
    return badge_code(get_case(desk, case_id).parties[Side.EMPLOYEE].representatives[0].id)


def scan(qtbot: QtBot, where: QWidget, code: str) -> None:
    qtbot.keyClicks(where, code)
    qtbot.keyClick(where, Qt.Key.Key_Return)


@pytest.mark.parametrize("key", [Qt.Key.Key_F6, Qt.Key.Key_F7, Qt.Key.Key_F8])
def test_a_key_of_a_line_goes_on_with_what_is_half_typed(
    qtbot: QtBot, tab: RecordTab, key: Qt.Key
) -> None:
    press(qtbot, key)
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    qtbot.keyClicks(line, "half a")
    tab.agenda.table.view.setFocus()
    press(qtbot, key)
    assert line.hasFocus()
    assert not line.hasSelectedText()
    qtbot.keyClicks(line, " word")
    assert line.text() == "half a word"
    line.setCursorPosition(0)
    press(qtbot, key)
    assert line.cursorPosition() == len("half a word")


def test_a_line_that_tab_comes_to_is_gone_on_with(qtbot: QtBot, tab: RecordTab) -> None:
    tab.minutes.text.setText("half")
    tab.sessions.setFocus()
    tab.minutes.text.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClicks(tab.minutes.text, " a word")
    assert tab.minutes.text.text() == "half a word"


def test_a_badge_refused_is_replaced_by_the_next_after_its_key(
    qtbot: QtBot, tab: RecordTab, desk: Desk, case_id: str, session: str
) -> None:
    press(qtbot, Qt.Key.Key_F6)
    scan(qtbot, tab.people.scan, "6901234567892")
    tab.agenda.table.view.setFocus()
    press(qtbot, Qt.Key.Key_F6)
    scan(qtbot, tab.people.scan, badge(desk, case_id))
    assert len(get_record(desk, session).present) == 1


def half_type(tab: RecordTab) -> None:
    tab.minutes.text.setText("half a sentence")
    tab.notes.text.setText("half a thought")


@pytest.mark.parametrize(("button", "closes"), [("&Back", False), ("&Discard", True)])
def test_closing_publishes_nothing_that_was_not_saved(
    tab: RecordTab,
    desk: Desk,
    case_id: str,
    session: str,
    monkeypatch: pytest.MonkeyPatch,
    button: str,
    closes: bool,
) -> None:
    half_type(tab)
    asked = answer(monkeypatch, button)
    assert tab.may_close() is closes
    assert len(asked) == 1
    assert get_record(desk, session).entries == ()
    assert list_notes(desk, case_id, Side.EMPLOYEE, session) == ()
    assert tab.minutes.text.text() == ("" if closes else "half a sentence")


def test_closing_saves_what_is_half_typed_once_when_that_is_wanted(
    tab: RecordTab, desk: Desk, case_id: str, session: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    half_type(tab)
    tab.sessions.setCurrentIndex(1)
    tab.sessions.activated.emit(1)
    asked = answer(monkeypatch, "&Save as entry")
    assert tab.may_close()
    assert tab.may_close()
    assert len(asked) == 1
    assert "both sides may read" in asked[0]
    assert [one.text for one in get_record(desk, session).entries] == ["half a sentence"]
    (note,) = list_notes(desk, case_id, Side.EMPLOYEE, session)
    assert note.text == "half a thought"


def test_with_nothing_half_typed_closing_asks_nothing_and_saves_the_head(
    tab: RecordTab, desk: Desk, session: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab.head.observers.setText("Two of the street union")
    asked = answer(monkeypatch, "&Back")
    assert tab.may_close()
    assert asked == []
    assert get_record(desk, session).observers == "Two of the street union"


def test_with_the_curtain_drawn_the_question_says_nothing_of_private_notes(
    tab: RecordTab, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab.notes.text.setText("half a thought")
    asked = answer(monkeypatch, "&Back")
    assert not tab.may_close()
    context.curtain.toggle()
    assert not tab.may_close()
    assert "stays private" in asked[0]
    assert "private" not in asked[1]
    assert "thought" not in " ".join(asked)


def test_a_badge_scanned_on_a_list_or_a_chooser_is_taken(
    qtbot: QtBot, tab: RecordTab, desk: Desk, case_id: str, session: str
) -> None:
    for where in (tab.sessions, tab.agenda.table.view, tab.minutes.issue, tab.end_button):
        where.setFocus()
        scan(qtbot, where, badge(desk, case_id))
        assert len(get_record(desk, session).present) == 1, where
        assert tab.people.answer.text()
        assert tab.sessions.currentData() == session
        desk.undo()
        tab.refresh(frozenset())
        tab.people.say("")


def test_no_letter_changes_the_session_in_view(qtbot: QtBot, tab: RecordTab, session: str) -> None:
    tab.sessions.setFocus()
    qtbot.keyClicks(tab.sessions, "Sess")
    assert tab.sessions.currentData() == session


def test_letters_that_are_no_badge_still_search_a_list(qtbot: QtBot, tab: RecordTab) -> None:
    tab.notes.kind.setFocus()
    qtbot.keyClicks(tab.notes.kind, "St")
    assert tab.notes.kind.currentText() == "Strategy"


@pytest.mark.parametrize("has_come", [False, True])
def test_the_tab_that_comes_into_view_has_the_cursor_where_the_next_is_typed(
    qtbot: QtBot, context: Context, desk: Desk, case_id: str, session: str, has_come: bool
) -> None:
    if has_come:
        person = get_case(desk, case_id).parties[Side.EMPLOYEE].representatives[0]
        mark_arrival(desk, session, person.id)
    tabs = TableTabs(context)
    qtbot.addWidget(tabs)
    tabs.show()
    tabs.show_case(case_id)
    qtbot.waitUntil(lambda: tabs.isVisible())
    record = tabs.choose(TableTabName.RECORD)
    assert isinstance(record, RecordTab)
    wanted = record.minutes.text if has_come else record.people.scan
    assert tabs.focusWidget() is wanted


def test_a_session_that_is_over_takes_no_cursor(
    qtbot: QtBot, context: Context, desk: Desk, case_id: str, session: str
) -> None:
    end_session(desk, session)
    tabs = TableTabs(context)
    qtbot.addWidget(tabs)
    tabs.show()
    tabs.show_case(case_id)
    record = tabs.choose(TableTabName.RECORD)
    assert isinstance(record, RecordTab)
    assert tabs.focusWidget() not in (record.minutes.text, record.people.scan)
