from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.pay.terms import NumberTerm, RateTable, Subject
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import list_issues
from negotiator_desk.services.mandates import get_mandate
from negotiator_desk.ui.dialogs.issue_form import IssueDialog
from negotiator_desk.ui.dialogs.mandate_form import MandateDialog
from negotiator_desk.ui.dialogs.terms_plain import NumberEditor
from negotiator_desk.ui.dialogs.terms_rates import RateTableEditor
from negotiator_desk.ui.main_window import MainWindow
from negotiator_desk.ui.pages.issues import IssuesPage
from negotiator_desk.ui.places import PageName, Place
from tests.ui.case_fixtures import add_output, add_rates


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
