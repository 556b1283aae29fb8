"""Employers are entered, ordered and asked by keyboard; what is missing is a notice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from negotiator_desk import i18n
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.money import parse_decimal
from negotiator_desk.pay.terms import NumberTerm, Subject
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.employer_edits import EmployerDetails, add_employer
from negotiator_desk.services.employers import consent_summary, list_employers
from negotiator_desk.services.issues import IssueDetails, add_issue
from negotiator_desk.services.offers import accept_offer, table_offer
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.employer_form import EmployerDialog
from negotiator_desk.ui.dialogs.employers_form import EmployersDialog
from negotiator_desk.ui.widgets.forms import FieldError
from tests.ui.case_fixtures import add_meeting
from tests.ui.dialogs.test_mnemonics import letters

NAMES = ("甲公司", "乙公司")


def number(value: str) -> NumberTerm:
    return NumberTerm(parse_decimal(value, places=4), "元/月")


@pytest.fixture
def asked(desk: Desk, case_id: str) -> tuple[str, ...]:
    """Put two binding offers of the employers' side on the table."""
    session = add_meeting(desk, case_id)
    issues = [
        add_issue(desk, case_id, IssueDetails(title, Subject.NUMBER)).value
        for title in ("高温津贴", "餐补")
    ]
    terms = [(issue, number("300")) for issue in issues]
    offers = table_offer(desk, session, Side.EMPLOYER, terms, binding=True).value
    accept_offer(desk, offers[0], Side.EMPLOYEE, session)
    for name in NAMES:
        add_employer(desk, case_id, EmployerDetails(name))
    return offers


@pytest.fixture
def dialog(qtbot: QtBot, context: Context, case_id: str, asked: tuple[str, ...]) -> EmployersDialog:
    made = EmployersDialog(context, case_id)
    qtbot.addWidget(made)
    made.show()
    return made


def names(desk: Desk, case_id: str) -> list[str]:
    return [one.name for one in list_employers(desk, case_id)]


def filled(name: str, workers: str = "") -> Callable[[EmployerDialog], int]:
    def fill_in(form: EmployerDialog) -> int:
        form.name.setText(name)
        form.workers.setText(workers)
        form.save()
        return form.result()

    return fill_in


def test_an_employer_is_entered_changed_and_removed(
    qtbot: QtBot,
    dialog: EmployersDialog,
    desk: Desk,
    case_id: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(EmployerDialog, "exec", filled("丙公司", "1,200"))
    qtbot.mouseClick(dialog.add_button, Qt.MouseButton.LeftButton)
    assert names(desk, case_id) == [*NAMES, "丙公司"]
    chosen = dialog.table.current()
    assert chosen is not None
    assert (chosen.name, chosen.workers) == ("丙公司", 1200)
    monkeypatch.setattr(EmployerDialog, "exec", filled("丁公司"))
    qtbot.mouseClick(dialog.edit_button, Qt.MouseButton.LeftButton)
    assert names(desk, case_id) == [*NAMES, "丁公司"]
    qtbot.mouseClick(dialog.remove_button, Qt.MouseButton.LeftButton)
    assert names(desk, case_id) == list(NAMES)


def test_a_number_of_workers_that_is_none_is_refused_at_its_field(qtbot: QtBot) -> None:
    form = EmployerDialog()
    qtbot.addWidget(form)
    form.name.setText("甲公司")
    form.workers.setText("many")
    with pytest.raises(FieldError) as refused:
        form.details()
    assert refused.value.field is form.workers


def test_employers_are_moved_and_stay_chosen(
    qtbot: QtBot, dialog: EmployersDialog, desk: Desk, case_id: str
) -> None:
    assert not dialog.up_button.isEnabled()
    qtbot.mouseClick(dialog.down_button, Qt.MouseButton.LeftButton)
    assert names(desk, case_id) == ["乙公司", "甲公司"]
    chosen = dialog.table.current()
    assert chosen is not None
    assert chosen.name == "甲公司"
    assert not dialog.down_button.isEnabled()
    qtbot.mouseClick(dialog.up_button, Qt.MouseButton.LeftButton)
    assert names(desk, case_id) == list(NAMES)


def test_an_answer_is_noted_for_the_chosen_issues(
    qtbot: QtBot, dialog: EmployersDialog, desk: Desk, case_id: str
) -> None:
    dialog.given_by.setText("李经理")
    dialog.answers.view.selectAll()
    dialog.given_by.setText("李经理")
    qtbot.mouseClick(dialog.consents_button, Qt.MouseButton.LeftButton)
    summary = consent_summary(desk, case_id)
    assert [one.consenting for one in summary.issues] == [("甲公司",), ("甲公司",)]
    given = list_employers(desk, case_id)[0].consents
    assert {one.given_by for one in given.values()} == {"李经理"}
    assert dialog.table.proxy.index(0, 2).data() == "consents"
    qtbot.mouseClick(dialog.refuses_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.open_button, Qt.MouseButton.LeftButton)
    assert all(not one.consenting for one in consent_summary(desk, case_id).issues)


def test_an_agreed_issue_without_all_consents_shows_a_notice_until_all_consent(
    qtbot: QtBot, dialog: EmployersDialog
) -> None:
    assert "高温津贴 is agreed without" in dialog.message.text()
    for place in range(2):
        dialog.table.view.selectRow(place)
        dialog.answers.choose(lambda one: one.is_agreed)
        qtbot.mouseClick(dialog.consents_button, Qt.MouseButton.LeftButton)
    assert dialog.message.text() == ""


def test_the_keyboard_alone_notes_an_answer(
    qtbot: QtBot, dialog: EmployersDialog, desk: Desk, case_id: str
) -> None:
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    dialog.table.view.setFocus()
    qtbot.keyClick(dialog.table.view, Qt.Key.Key_Down)
    dialog.answers.view.setFocus()
    qtbot.keyClick(dialog.answers.view, Qt.Key.Key_Down)
    dialog.refuses_button.setFocus()
    qtbot.keyClick(dialog.refuses_button, Qt.Key.Key_Space)
    assert consent_summary(desk, case_id).issues[1].refusing == ("乙公司",)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_each_letter_leads_to_one_place(
    qtbot: QtBot, dialog: EmployersDialog, language: str
) -> None:
    i18n.use_language(language)
    counted = letters(dialog)
    assert [key for key, count in counted.items() if count > 1] == []
    assert len(counted) >= 8
    form = EmployerDialog(parent=dialog)
    qtbot.addWidget(form)
    form.show()
    assert max(letters(form).values()) == 1


def test_without_employers_the_list_says_what_belongs_there(
    qtbot: QtBot, context: Context, case_id: str
) -> None:
    made = EmployersDialog(context, case_id)
    qtbot.addWidget(made)
    made.show()
    assert made.table.current() is None
    assert not made.edit_button.isEnabled()
    assert not made.consents_button.isEnabled()
