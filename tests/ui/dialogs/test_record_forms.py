"""The forms of a session and its record: proposals, agenda, times of day, letters."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from negotiator_desk import i18n
from negotiator_desk.bargaining.notes import NoteKind
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.pay.terms import Subject
from negotiator_desk.services.cases import get_case
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import IssueDetails, add_issue, list_issues
from negotiator_desk.services.sessions import list_sessions
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.record_forms import (
    ArrivalDialog,
    EntryDialog,
    NoteDialog,
    SuspensionDialog,
)
from negotiator_desk.ui.dialogs.session_form import SessionDialog
from negotiator_desk.ui.pages.table_sessions import open_session_form
from negotiator_desk.ui.widgets.forms import FieldError
from tests.ui.case_fixtures import add_meeting
from tests.ui.dialogs.test_mnemonics import letters

HELD_AT = datetime(2026, 11, 18, 1, 0, tzinfo=UTC)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    """What the forms stand above."""
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.mark.parametrize(
    ("typed", "hour", "minute"),
    [("9:05", 9, 5), ("09：05", 9, 5), ("14.30", 14, 30), ("14时30分", 14, 30), (" 0:00 ", 0, 0)],
)
def test_a_time_of_arrival_is_taken_as_people_write_it(
    parent: QWidget, typed: str, hour: int, minute: int
) -> None:
    form = ArrivalDialog("沈若川", HELD_AT, None, parent)
    form.time.setText(typed)
    moment = form.arrived_at()
    assert moment is not None
    assert (moment.hour, moment.minute, moment.date().isoformat()) == (hour, minute, "2026-11-18")


@pytest.mark.parametrize("typed", ["24:00", "9:60", "nine", "9"])
def test_what_is_no_time_of_day_is_refused(parent: QWidget, typed: str) -> None:
    form = ArrivalDialog("沈若川", HELD_AT, HELD_AT, parent)
    assert form.time.text() == "09:00"
    form.time.setText(typed)
    with pytest.raises(FieldError, match="not a time of day"):
        form.arrived_at()


def test_an_empty_time_is_not_known(parent: QWidget) -> None:
    form = ArrivalDialog("沈若川", HELD_AT, HELD_AT, parent)
    form.time.clear()
    assert form.arrived_at() is None


def test_a_new_session_starts_from_the_one_before_and_the_open_issues(
    parent: QWidget, context: Context, desk: Desk, case_id: str
) -> None:
    issue = add_issue(desk, case_id, IssueDetails("Canteen", Subject.TEXT)).value
    add_meeting(desk, case_id)
    form = open_session_form(context, case_id, parent)
    assert form.windowTitle() == "Session 2"
    assert form.place.text() == "Room 3"
    assert form.chair.currentText() == "Employer side · 陆远志"
    assert form.details().issues == (issue,)
    assert form.details().present == ()
    form.save()
    first, second = list_sessions(desk, case_id)
    assert (first.chair, second.chair) == (Side.EMPLOYEE, Side.EMPLOYER)
    assert second.place == "Room 3"


def test_issues_are_moved_and_left_out_of_the_agenda(
    parent: QWidget, context: Context, desk: Desk, case_id: str
) -> None:
    ids = [
        add_issue(desk, case_id, IssueDetails(title, Subject.TEXT)).value
        for title in ("Rest days", "Canteen", "Dormitory")
    ]
    form = open_session_form(context, case_id, parent)
    agenda = form.agenda_list
    agenda.list.setCurrentRow(2)
    agenda.move_up()
    agenda.move_up()
    agenda.move_up()
    agenda.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    form.save()
    (meeting,) = list_sessions(desk, case_id)
    assert meeting.issues == (ids[2], ids[1])


def test_a_recorder_who_speaks_for_a_side_is_noticed_while_typing(
    parent: QWidget, context: Context, case_id: str
) -> None:
    form = open_session_form(context, case_id, parent)
    form.recorder.setText("秦书怡")
    texts = [label.text() for label in form.findChildren(QLabel)]
    assert "秦书怡 speaks for the employer side; the recorder is to be neutral." in texts
    form.recorder.setText("贺佳琳")
    texts = [label.text() for label in form.findChildren(QLabel)]
    assert "One whom both sides chose." in texts
    form.done(0)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_each_letter_leads_to_one_place(
    parent: QWidget, desk: Desk, case_id: str, language: str
) -> None:
    i18n.use_language(language)
    session = SessionDialog(
        tuple(get_case(desk, case_id).parties.values()),
        number=1,
        held_at=HELD_AT,
        chair=Side.EMPLOYEE,
        issues=list_issues(desk, case_id),
        parent=parent,
    )
    for form in (
        session,
        ArrivalDialog("沈若川", HELD_AT, None, parent),
        SuspensionDialog(1, parent),
        EntryDialog("……", (), None, parent),
        NoteDialog("……", NoteKind.LEGAL, parent),
    ):
        found = letters(form)
        assert found
        assert max(found.values()) == 1, found
