from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import RuleError
from negotiator_desk.pay.terms import NumberTerm, RateTable, Subject
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import list_issues, remove_issue
from negotiator_desk.services.mandates import get_mandate
from negotiator_desk.services.offers import accept_offer, table_offer
from negotiator_desk.ui.dialogs.issue_form import IssueDialog
from negotiator_desk.ui.dialogs.mandate_form import MandateDialog
from negotiator_desk.ui.dialogs.terms_commission import CommissionEditor
from negotiator_desk.ui.dialogs.terms_plain import NumberEditor
from negotiator_desk.ui.dialogs.terms_rates import RateTableEditor
from negotiator_desk.ui.main_window import MainWindow
from negotiator_desk.ui.pages.issues import IssuesPage
from negotiator_desk.ui.places import PageName, Place
from tests.ui.case_fixtures import PRESENT, add_meeting, add_output, add_rates
from tests.ui.typing_keys import activate, save_by_key, type_over


def _open(window: MainWindow, case_id: str) -> IssuesPage:
    window.go(Place(PageName.ISSUES, case_id))
    page = window.page(PageName.ISSUES)
    assert isinstance(page, IssuesPage)
    return page


def _issue_dialog() -> IssueDialog:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, IssueDialog)
    return dialog


def test_an_issue_is_added_with_operations_filled_in_from_the_data(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, tmp_path: Path
) -> None:
    dataset_id = add_output(desk, case_id, tmp_path)
    page = _open(window, case_id)
    qtbot.mouseClick(page.new_button, Qt.MouseButton.LeftButton)
    dialog = _issue_dialog()
    assert dialog.dataset.currentData() == dataset_id
    qtbot.keyClicks(dialog.name, "Delivery rates")
    qtbot.mouseClick(dialog.fill, Qt.MouseButton.LeftButton)
    editor = dialog.terms.editor
    assert isinstance(editor, RateTableEditor)
    qtbot.waitUntil(lambda: len(editor.grid.texts()) == 2)
    editor.grid.fill(0, 1, [("1.15",), ("0.90",)])
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    (issue,) = list_issues(desk, case_id)
    assert isinstance(issue.present_terms, RateTable)
    assert [rate.operation for rate in issue.present_terms.rates] == ["同城", "省内"]
    assert page.table.current() == issue


def test_an_issue_without_a_title_is_not_added_and_nothing_is_lost(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str
) -> None:
    page = _open(window, case_id)
    page.add()
    dialog = _issue_dialog()
    dialog.subject.setCurrentIndex(dialog.subject.findData(Subject.NUMBER.value))
    editor = dialog.terms.editor
    assert isinstance(editor, NumberEditor)
    qtbot.keyClicks(editor.value, "5")
    qtbot.keyClicks(editor.unit, "days")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert list_issues(desk, case_id) == ()
    assert dialog.isVisible()
    qtbot.keyClicks(dialog.name, "Leave")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert list_issues(desk, case_id)[0].present_terms == NumberTerm(Decimal("5.0000"), "days")


def test_saving_by_key_takes_the_cell_still_being_typed_in(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str
) -> None:
    add_rates(desk, case_id, None)
    page = _open(window, case_id)
    page.edit()
    dialog = _issue_dialog()
    editor = dialog.terms.editor
    assert isinstance(editor, RateTableEditor)
    type_over(qtbot, editor.box.view, 0, 1, "1.31")
    save_by_key(qtbot, dialog)
    (issue,) = list_issues(desk, case_id)
    assert isinstance(issue.present_terms, RateTable)
    assert issue.present_terms.rates[0].rate == Decimal("1.3100")


def test_a_wrong_figure_in_the_cell_still_being_typed_in_is_refused(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str
) -> None:
    add_rates(desk, case_id, None)
    before = list_issues(desk, case_id)
    page = _open(window, case_id)
    page.edit()
    dialog = _issue_dialog()
    editor = dialog.terms.editor
    assert isinstance(editor, RateTableEditor)
    type_over(qtbot, editor.box.view, 0, 1, "1.3x")
    save_by_key(qtbot, dialog)
    assert dialog.isVisible()
    assert "“1.3x” is not a number" in dialog.message.text()
    assert list_issues(desk, case_id) == before
    dialog.done(0)


def test_caps_and_guarantees_without_a_tier_are_refused_and_not_forgotten(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str
) -> None:
    page = _open(window, case_id)
    page.add()
    dialog = _issue_dialog()
    qtbot.keyClicks(dialog.name, "Shares")
    dialog.subject.setCurrentIndex(dialog.subject.findData(Subject.COMMISSION_SHARES.value))
    editor = dialog.terms.editor
    assert isinstance(editor, CommissionEditor)
    qtbot.keyClicks(editor.order_cap, "30")
    save_by_key(qtbot, dialog)
    assert dialog.isVisible()
    assert "Tiers: a tier is missing" in dialog.message.text()
    assert list_issues(desk, case_id) == ()
    dialog.done(0)


def test_tab_leads_from_the_data_through_the_terms_to_the_note(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str
) -> None:
    page = _open(window, case_id)
    page.add()
    dialog = _issue_dialog()
    dialog.subject.setCurrentIndex(dialog.subject.findData(Subject.NUMBER.value))
    editor = dialog.terms.editor
    assert isinstance(editor, NumberEditor)
    activate(qtbot, dialog)
    dialog.dataset.setFocus()
    walked = []
    for _ in range(3):
        field = QApplication.focusWidget()
        assert field is not None
        qtbot.keyClick(field, Qt.Key.Key_Tab)
        walked.append(QApplication.focusWidget())
    assert walked == [editor.value, editor.unit, dialog.note]
    dialog.done(0)


def test_the_only_dataset_that_fits_is_chosen_when_the_subject_changes_back(
    window: MainWindow, desk: Desk, case_id: str, tmp_path: Path
) -> None:
    dataset_id = add_output(desk, case_id, tmp_path)
    page = _open(window, case_id)
    page.add()
    dialog = _issue_dialog()
    for subject in (Subject.NUMBER, Subject.PIECE_RATES):
        dialog.subject.setCurrentIndex(dialog.subject.findData(subject.value))
    assert dialog.dataset.currentData() == dataset_id
    dialog.done(0)


def test_an_issue_on_the_table_opens_to_be_read_and_says_why(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str
) -> None:
    issue_id = add_rates(desk, case_id, None)
    session = add_meeting(desk, case_id)
    (offer_id,) = table_offer(
        desk, session, Side.EMPLOYEE, [(issue_id, PRESENT)], binding=True
    ).value
    page = _open(window, case_id)
    page.edit()
    dialog = _issue_dialog()
    assert "An offer on this issue is on the table" in dialog.message.text()
    assert not dialog.terms.isEnabled()
    dialog.done(0)
    accept_offer(desk, offer_id, Side.EMPLOYER, session)
    page.refresh(frozenset())
    page.edit()
    dialog = _issue_dialog()
    assert "This issue is agreed" in dialog.message.text()
    qtbot.keyClicks(dialog.note, "as in 2025")
    save_by_key(qtbot, dialog)
    assert list_issues(desk, case_id)[0].note == "as in 2025"


def test_an_issue_is_removed_and_comes_back_by_undo(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str
) -> None:
    add_rates(desk, case_id, None)
    page = _open(window, case_id)
    qtbot.mouseClick(page.remove_button, Qt.MouseButton.LeftButton)
    assert list_issues(desk, case_id) == ()
    assert page.table.empty.isVisible()
    window.undo()
    assert len(page.table.model.rows) == 1


def test_a_mandate_is_saved_for_one_side_alone(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str
) -> None:
    issue_id = add_rates(desk, case_id, None)
    page = _open(window, case_id)
    qtbot.mouseClick(page.mandates[Side.EMPLOYEE], Qt.MouseButton.LeftButton)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, MandateDialog)
    dialog.weight.setValue(40)
    qtbot.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    stored = get_mandate(desk, issue_id, Side.EMPLOYEE)
    assert stored is not None
    assert stored.weight == 40
    assert isinstance(stored.target, RateTable)
    assert stored.limit is None
    assert get_mandate(desk, issue_id, Side.EMPLOYER) is None


def test_removing_an_agreed_issue_says_that_only_undo_takes_it_back(
    desk: Desk, case_id: str
) -> None:
    issue_id = add_rates(desk, case_id, None)
    session = add_meeting(desk, case_id)
    (offer_id,) = table_offer(
        desk, session, Side.EMPLOYEE, [(issue_id, PRESENT)], binding=True
    ).value
    accept_offer(desk, offer_id, Side.EMPLOYER, session)
    with pytest.raises(RuleError) as refusal:
        remove_issue(desk, issue_id)
    assert "only undo takes that back" in refusal.value.hint
