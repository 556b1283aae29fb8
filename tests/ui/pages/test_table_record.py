"""The record of a session: kept by keys alone, by badges, and without losing a half typed line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from negotiator_desk.bargaining.notes import NoteKind
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.pay.terms import Subject
from negotiator_desk.services.badges import badge_code
from negotiator_desk.services.cases import get_case
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.issues import IssueDetails, add_issue
from negotiator_desk.services.opening import open_desk
from negotiator_desk.services.private_notes import add_note, list_notes
from negotiator_desk.services.session_records import get_record
from negotiator_desk.services.session_states import SessionState, end_session
from negotiator_desk.services.sessions import list_sessions
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.record_forms import (
    ArrivalDialog,
    EntryDialog,
    NoteDialog,
    SuspensionDialog,
)
from negotiator_desk.ui.dialogs.session_form import SessionDialog
from negotiator_desk.ui.dialogs.sheet_form import SheetDialog
from negotiator_desk.ui.pages.table_record import RecordTab
from negotiator_desk.ui.widgets.buttons import PrimaryButton
from tests.ui.case_fixtures import add_meeting
from tests.ui.typing_keys import save_by_key

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Clock:
    """A clock that the tests set."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """Return what it is set to."""
        return self.now


@pytest.fixture
def clock(now: datetime) -> Clock:
    return Clock(now)


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """An empty store on the disk; time goes on when a test says so."""
    opened = open_desk(tmp_path / "store", author="test", now=clock)
    yield opened
    opened.close()


@pytest.fixture
def issues(desk: Desk, case_id: str) -> list[str]:
    """Two issues of the case."""
    return [
        add_issue(desk, case_id, IssueDetails(title, Subject.TEXT)).value
        for title in ("Rest days", "Canteen")
    ]


@pytest.fixture
def make_tab(qtbot: QtBot, context: Context) -> Callable[[str], RecordTab]:
    """Builds the tab alone, in a window that has the keys; it follows what it changes."""

    def make(case_id: str) -> RecordTab:
        made: list[RecordTab] = []

        def announce(outcome: Outcome[object]) -> None:
            context.announce(outcome)
            made[0].refresh(outcome.changed)

        tab = RecordTab(replace(context, announce=announce))
        made.append(tab)
        qtbot.addWidget(tab)
        tab.resize(1126, 560)
        tab.show()
        activate_tab(qtbot, tab)
        tab.show_case(case_id)
        return tab

    return make


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    """Press a key wherever the cursor is."""
    where = QApplication.focusWidget() or QApplication.activeWindow()
    assert where is not None, "some window has the keys"
    qtbot.keyClick(where, key, modifier or Qt.KeyboardModifier.NoModifier)


def press_button(
    qtbot: QtBot, button: QAbstractButton, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None
) -> None:
    """Press a button's key wherever the cursor is; the button moves before it acts."""
    with qtbot.waitSignal(button.clicked):
        press(qtbot, key, modifier)


def type_line(qtbot: QtBot, text: str) -> None:
    """Type where the cursor is, and Enter, as a scanner does."""
    where = QApplication.focusWidget()
    assert isinstance(where, QLineEdit)
    qtbot.keyClicks(where, text)
    press(qtbot, Qt.Key.Key_Return)


def person(desk: Desk, case_id: str, side: Side, place: int) -> str:
    return get_case(desk, case_id).parties[side].representatives[place].id


def told(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_a_session_is_opened_kept_suspended_resumed_and_ended_by_keys_alone(
    qtbot: QtBot,
    make_tab: Callable[[str], RecordTab],
    desk: Desk,
    clock: Clock,
    case_id: str,
    issues: list[str],
) -> None:
    tab = make_tab(case_id)
    assert "No session yet." in told(tab)
    (first,) = (one for one in tab.findChildren(PrimaryButton) if one.isVisible())
    press_button(qtbot, first, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    form = QApplication.activeModalWidget()
    assert isinstance(form, SessionDialog)
    form.place.setFocus()
    qtbot.keyClicks(form.place, "Room 3")
    save_by_key(qtbot, form)
    activate_tab(qtbot, tab)
    (meeting,) = list_sessions(desk, case_id)
    assert (meeting.place, meeting.issues, meeting.present) == ("Room 3", tuple(issues), ())

    press(qtbot, Qt.Key.Key_F6)
    type_line(qtbot, badge_code(person(desk, case_id, Side.EMPLOYEE, 0)))
    assert tab.people.answer.text() == "沈若川 (Employee side) came at 09:00."
    clock.now += timedelta(minutes=4)
    type_line(qtbot, badge_code(person(desk, case_id, Side.EMPLOYER, 1)).lower())
    assert tab.people.answer.text() == "秦书怡 (Employer side) came at 09:04."

    press(qtbot, Qt.Key.Key_F7)
    for minutes, text in ((1, "The chair opens."), (6, "Both sides speak."), (9, "They pause.")):
        clock.now += timedelta(minutes=minutes)
        type_line(qtbot, text)
    press_button(qtbot, tab.pause_button, Qt.Key.Key_F5)
    ask = QApplication.activeModalWidget()
    assert isinstance(ask, SuspensionDialog)
    qtbot.keyClicks(ask.reason, "Caucus")
    save_by_key(qtbot, ask)
    activate_tab(qtbot, tab)
    assert "Suspended since 09:20" in told(tab)
    clock.now += timedelta(minutes=10)
    press_button(qtbot, tab.pause_button, Qt.Key.Key_F5)
    assert "Under way" in told(tab)
    clock.now += timedelta(minutes=30)
    press_button(qtbot, tab.end_button, Qt.Key.Key_F5, SHIFT)
    assert "Ended at 10:00" in told(tab)

    record = get_record(desk, meeting.id)
    assert record.state is SessionState.ENDED
    assert [one.name for one in record.present] == ["沈若川", "秦书怡"]
    assert [one.text for one in record.entries] == [
        "The chair opens.",
        "Both sides speak.",
        "They pause.",
    ]
    assert [one.reason for one in record.pauses] == ["Caucus"]
    assert not tab.pause_button.isEnabled()


def activate_tab(qtbot: QtBot, tab: RecordTab) -> None:
    """Give the tab the keys again after a form."""

    def is_active() -> bool:
        tab.activateWindow()
        return QApplication.activeWindow() is tab

    qtbot.waitUntil(is_active)


def test_an_unknown_badge_says_so_where_it_was_scanned_and_the_next_replaces_it(
    qtbot: QtBot, make_tab: Callable[[str], RecordTab], desk: Desk, case_id: str
) -> None:
    session = add_meeting(desk, case_id)
    tab = make_tab(case_id)
    press(qtbot, Qt.Key.Key_F6)
    type_line(qtbot, "6901234567892")
    assert "is not the code of a badge" in tab.people.answer.text()
    assert get_record(desk, session).present == ()
    code = badge_code(person(desk, case_id, Side.EMPLOYEE, 0))
    type_line(qtbot, code)
    type_line(qtbot, code)
    assert tab.people.answer.text() == "沈若川 (Employee side) is on record already."
    assert len(get_record(desk, session).present) == 1


def test_a_badge_scanned_into_the_minutes_is_no_word_of_them(
    qtbot: QtBot, make_tab: Callable[[str], RecordTab], desk: Desk, case_id: str
) -> None:
    session = add_meeting(desk, case_id)
    tab = make_tab(case_id)
    press(qtbot, Qt.Key.Key_F7)
    type_line(qtbot, badge_code(person(desk, case_id, Side.EMPLOYEE, 0)))
    record = get_record(desk, session)
    assert (len(record.present), record.entries) == (1, ())
    assert tab.minutes.text.text() == ""


def test_space_marks_somebody_and_enter_corrects_the_time(
    qtbot: QtBot, make_tab: Callable[[str], RecordTab], desk: Desk, case_id: str
) -> None:
    session = add_meeting(desk, case_id)
    tab = make_tab(case_id)
    view = tab.people.table.view
    view.setFocus()
    tab.people.table.choose(lambda row: row.name == "林佩瑶")
    press(qtbot, Qt.Key.Key_Space)
    assert [one.name for one in get_record(desk, session).present] == ["林佩瑶"]
    press(qtbot, Qt.Key.Key_Return)
    form = QApplication.activeModalWidget()
    assert isinstance(form, ArrivalDialog)
    form.time.clear()
    qtbot.keyClicks(form.time, "quarter past")
    save_by_key(qtbot, form)
    assert form.isVisible()
    form.time.clear()
    qtbot.keyClicks(form.time, "8:55")
    save_by_key(qtbot, form)
    activate_tab(qtbot, tab)
    (came,) = get_record(desk, session).present
    assert came.arrived_at is not None
    assert came.arrived_at.isoformat() == "2026-11-18T00:55:00+00:00"
    press_button(qtbot, tab.people.all_button, Qt.Key.Key_A, CONTROL | SHIFT)
    assert len(get_record(desk, session).present) == 4
    view.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    assert [one.name for one in get_record(desk, session).absent] == ["林佩瑶"]


def test_an_entry_is_about_an_issue_and_is_corrected_and_removed_by_keys(
    qtbot: QtBot,
    make_tab: Callable[[str], RecordTab],
    desk: Desk,
    case_id: str,
    issues: list[str],
) -> None:
    session = add_meeting(desk, case_id)
    tab = make_tab(case_id)
    tab.minutes.issue.setCurrentIndex(tab.minutes.issue.findData(issues[1]))
    press(qtbot, Qt.Key.Key_F7)
    type_line(qtbot, "No ofer yet.")
    assert tab.minutes.table.model.index(0, 1).data() == "[Canteen] No ofer yet."
    tab.minutes.table.view.setFocus()
    tab.minutes.table.choose(lambda row: True)
    press(qtbot, Qt.Key.Key_Return)
    form = QApplication.activeModalWidget()
    assert isinstance(form, EntryDialog)
    assert form.issue_id() == issues[1]
    form.text.setPlainText("No offer yet.")
    save_by_key(qtbot, form)
    activate_tab(qtbot, tab)
    assert [one.text for one in get_record(desk, session).entries] == ["No offer yet."]
    tab.minutes.table.view.setFocus()
    press(qtbot, Qt.Key.Key_Delete)
    assert get_record(desk, session).entries == ()
    desk.undo()
    assert len(get_record(desk, session).entries) == 1


def test_the_head_is_saved_when_a_field_is_left_and_a_partial_recorder_is_noticed(
    qtbot: QtBot, make_tab: Callable[[str], RecordTab], desk: Desk, case_id: str
) -> None:
    session = add_meeting(desk, case_id)
    tab = make_tab(case_id)
    tab.head.recorder.setFocus()
    tab.head.recorder.insert("陆远志")
    press(qtbot, Qt.Key.Key_Tab)
    assert get_record(desk, session).recorder == "陆远志"
    assert "is a representative of the employer side" in told(tab)
    tab.minutes.whole.setFocus()
    qtbot.keyClicks(tab.minutes.whole, "Both sides spoke.")
    press(qtbot, Qt.Key.Key_Tab)
    assert get_record(desk, session).minutes == "Both sides spoke."


def test_a_refused_head_is_shown_and_what_was_typed_stays(
    qtbot: QtBot,
    make_tab: Callable[[str], RecordTab],
    desk: Desk,
    case_id: str,
    context: Context,
) -> None:
    session = add_meeting(desk, case_id)
    tab = make_tab(case_id)
    tab.head.place.setText("x" * 300)
    assert not tab.leave()
    assert tab.head.place.text() == "x" * 300
    tab.refresh(frozenset())
    assert tab.head.place.text() == "x" * 300
    assert get_record(desk, session).place == "Room 3"


def test_private_notes_are_written_changed_and_hidden_by_the_curtain(
    qtbot: QtBot,
    make_tab: Callable[[str], RecordTab],
    desk: Desk,
    case_id: str,
    context: Context,
) -> None:
    session = add_meeting(desk, case_id)
    tab = make_tab(case_id)
    press(qtbot, Qt.Key.Key_F8)
    tab.notes.kind.setCurrentIndex(tab.notes.kind.findData(NoteKind.LEGAL.value))
    type_line(qtbot, "SECRETNOTE")
    (note,) = list_notes(desk, case_id, Side.EMPLOYEE, session)
    assert (note.kind, note.text) == (NoteKind.LEGAL, "SECRETNOTE")
    assert "SECRETNOTE" not in repr(get_record(desk, session))
    tab.notes.text.setText("half")
    tab.notes.table.view.setFocus()
    tab.notes.table.choose(lambda row: True)
    press(qtbot, Qt.Key.Key_Return)
    form = QApplication.activeModalWidget()
    assert isinstance(form, NoteDialog)
    context.curtain.toggle()
    assert not form.isVisible()
    assert not tab.notes.table.isVisible()
    press(qtbot, Qt.Key.Key_F8)
    assert not tab.notes.text.hasFocus()
    context.curtain.toggle()
    qtbot.waitUntil(form.isVisible)
    form.text.setPlainText("SECRETPLAN")
    form.kind.setCurrentIndex(form.kind.findData(NoteKind.STRATEGY.value))
    save_by_key(qtbot, form)
    activate_tab(qtbot, tab)
    (note,) = list_notes(desk, case_id, Side.EMPLOYEE, session)
    assert (note.kind, note.text) == (NoteKind.STRATEGY, "SECRETPLAN")
    assert tab.notes.text.text() == "half"
    tab.notes.table.view.setFocus()
    press(qtbot, Qt.Key.Key_Delete)
    assert list_notes(desk, case_id, Side.EMPLOYEE, session) == ()


def test_the_other_sides_notes_are_not_shown(
    make_tab: Callable[[str], RecordTab], desk: Desk, case_id: str
) -> None:
    session = add_meeting(desk, case_id)
    add_note(desk, case_id, Side.EMPLOYER, NoteKind.CAUCUS, "THEIRS", session_id=session)
    tab = make_tab(case_id)
    assert tab.notes.table.model.rowCount() == 0


def test_half_typed_lines_survive_another_session_and_another_language(
    make_tab: Callable[[str], RecordTab], desk: Desk, case_id: str
) -> None:
    first, second = add_meeting(desk, case_id), add_meeting(desk, case_id)
    tab = make_tab(case_id)
    assert tab.sessions.currentData() == second
    tab.minutes.text.setText("half a sentence")
    tab.notes.text.setText("half a thought")
    tab.sessions.setCurrentIndex(tab.sessions.findData(first))
    tab.sessions.activated.emit(tab.sessions.currentIndex())
    assert (tab.minutes.text.text(), tab.notes.text.text()) == ("", "")
    tab.minutes.text.setText("on the first")
    kept = tab.state()
    other = make_tab(case_id)
    other.restore(kept)
    assert other.sessions.currentData() == first
    assert other.minutes.text.text() == "on the first"
    other.sessions.setCurrentIndex(other.sessions.findData(second))
    other.sessions.activated.emit(other.sessions.currentIndex())
    assert other.minutes.text.text() == "half a sentence"
    assert other.notes.text.text() == "half a thought"


def test_a_session_just_opened_is_the_one_in_view_and_undo_brings_back_the_other(
    make_tab: Callable[[str], RecordTab], desk: Desk, case_id: str
) -> None:
    first = add_meeting(desk, case_id)
    tab = make_tab(case_id)
    second = add_meeting(desk, case_id)
    tab.refresh(frozenset({"negotiation_session"}))
    assert tab.sessions.currentData() == second
    desk.undo()
    tab.refresh(frozenset())
    assert tab.sessions.currentData() == first


def test_the_agenda_shows_what_is_open(
    make_tab: Callable[[str], RecordTab], desk: Desk, case_id: str, issues: list[str]
) -> None:
    add_meeting(desk, case_id)
    add_issue(desk, case_id, IssueDetails("Dormitory", Subject.TEXT))
    tab = make_tab(case_id)
    rows = tab.agenda.table.model
    shown = [[rows.index(row, column).data() for column in range(3)] for row in range(3)]
    assert shown == [
        ["1", "Rest days", "Open"],
        ["2", "Canteen", "Open"],
        ["—", "Dormitory", "Open"],
    ]
    assert "0 agreed here · 3 open" in told(tab)


def test_the_agenda_is_changed_by_keys(
    qtbot: QtBot,
    make_tab: Callable[[str], RecordTab],
    desk: Desk,
    case_id: str,
    issues: list[str],
) -> None:
    session = add_meeting(desk, case_id)
    tab = make_tab(case_id)
    tab.agenda.table.view.setFocus()
    tab.agenda.table.choose(lambda row: row.title == "Canteen")
    press(qtbot, Qt.Key.Key_Up, CONTROL | SHIFT)
    assert [one.title for one in get_record(desk, session).agenda] == ["Canteen", "Rest days"]
    press(qtbot, Qt.Key.Key_Up, CONTROL | SHIFT)
    press(qtbot, Qt.Key.Key_Space)
    assert [one.title for one in get_record(desk, session).agenda] == ["Rest days"]
    press(qtbot, Qt.Key.Key_Space)
    press(qtbot, Qt.Key.Key_Down, CONTROL | SHIFT)
    assert [one.title for one in get_record(desk, session).agenda] == ["Rest days", "Canteen"]


def test_the_meeting_sheet_is_opened_with_what_was_typed_saved(
    qtbot: QtBot, make_tab: Callable[[str], RecordTab], desk: Desk, case_id: str
) -> None:
    session = add_meeting(desk, case_id)
    tab = make_tab(case_id)
    tab.head.observers.setText("Two of the street union")
    press_button(qtbot, tab.sheet_button, Qt.Key.Key_P, CONTROL)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SheetDialog)
    assert get_record(desk, session).observers == "Two of the street union"
    qtbot.waitUntil(lambda: not tab.context.runner.is_busy)
    dialog.reject()


def test_a_session_that_is_over_takes_no_badge_but_corrections_by_hand(
    qtbot: QtBot, make_tab: Callable[[str], RecordTab], desk: Desk, case_id: str
) -> None:
    session = add_meeting(desk, case_id)
    end_session(desk, session)
    tab = make_tab(case_id)
    press(qtbot, Qt.Key.Key_F6)
    type_line(qtbot, badge_code(person(desk, case_id, Side.EMPLOYEE, 0)))
    assert "Session 1 has ended" in tab.people.answer.text()
    tab.people.table.view.setFocus()
    tab.people.table.choose(lambda row: row.name == "沈若川")
    press(qtbot, Qt.Key.Key_Space)
    assert [one.arrived_at for one in get_record(desk, session).present] == [None]
    press_button(qtbot, tab.end_button, Qt.Key.Key_F5, SHIFT)
    assert get_record(desk, session).state is SessionState.UNDER_WAY
