"""A form behind the curtain blocks nothing, and is never lost."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit
from pytestqt.qtbot import QtBot

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.pay.terms import NumberTerm, Subject
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import IssueDetails, add_issue
from negotiator_desk.ui.dialogs.mandate_points import PointsDialog
from negotiator_desk.ui.dialogs.side_brief_form import SideBriefDialog
from negotiator_desk.ui.main_window import MainWindow
from negotiator_desk.ui.pages.issues import IssuesPage
from negotiator_desk.ui.places import PageName, Place
from tests.ui.typing_keys import activate


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot, desk: Desk, case_id: str) -> IssuesPage:
    """The agenda with one issue on it, in a window that has the keys."""
    details = IssueDetails(
        "Heat allowance", Subject.NUMBER, None, NumberTerm(Decimal(300), "yuan/month")
    )
    add_issue(desk, case_id, details)
    window.go(Place(PageName.ISSUES, case_id))
    made = window.page(PageName.ISSUES)
    assert isinstance(made, IssuesPage)
    qtbot.waitUntil(lambda: not window.context.runner.is_busy)
    activate(qtbot, window)
    return made


def ask_for_points(page: IssuesPage) -> None:
    """Choose the split of points in the menu of private work."""
    page.private.fill_menu()
    next(one for one in page.private.menu.actions() if "100 points" in one.text()).trigger()


def type_brief(page: IssuesPage, qtbot: QtBot) -> SideBriefDialog:
    """Open the brief and type into it."""
    page.private.open_brief(Side.EMPLOYEE)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SideBriefDialog)
    qtbot.keyClicks(dialog.findChildren(QPlainTextEdit)[0], "strike fund lasts")
    return dialog


def test_a_private_form_asked_for_behind_the_curtain_freezes_nothing(
    window: MainWindow, qtbot: QtBot, page: IssuesPage
) -> None:
    window.context.curtain.toggle()
    ask_for_points(page)
    assert QApplication.activeModalWidget() is None
    assert window.status.said() == "The form is covered. It opens when F9 lifts the curtain."
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.place is not None
    assert window.place.page is not PageName.ISSUES
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert not window.context.curtain.is_drawn
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PointsDialog)
    assert dialog.isVisible()
    dialog.done(0)


def test_a_form_asked_for_twice_behind_the_curtain_opens_once(
    window: MainWindow, page: IssuesPage
) -> None:
    window.context.curtain.toggle()
    ask_for_points(page)
    ask_for_points(page)
    window.context.curtain.toggle()
    shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, PointsDialog)]
    (dialog,) = [one for one in shown if one.isVisible()]
    dialog.done(0)


def test_the_window_stays_while_a_form_with_something_typed_is_covered(
    window: MainWindow, qtbot: QtBot, page: IssuesPage
) -> None:
    dialog = type_brief(page, qtbot)
    window.context.curtain.toggle()
    assert not window.close()
    assert window.isVisible()
    assert window.status.said() == "A covered form is still open. F9 shows it."
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert dialog.isVisible()
    assert dialog.findChildren(QPlainTextEdit)[0].toPlainText() == "strike fund lasts"
    dialog.done(0)
    window.context.curtain.toggle()
    assert window.close()


def test_the_language_stays_while_a_form_with_something_typed_is_covered(
    window: MainWindow, qtbot: QtBot, page: IssuesPage
) -> None:
    wanted: list[str] = []
    window.language_wanted.connect(wanted.append)
    dialog = type_brief(page, qtbot)
    window.context.curtain.toggle()
    window.choose_language("zh_CN")
    assert wanted == []
    assert window.status.said() == "A covered form is still open. F9 shows it."
    window.context.curtain.toggle()
    dialog.done(0)
    window.choose_language("zh_CN")
    assert wanted == ["zh_CN"]


def test_a_form_comes_back_with_the_cursor_where_it_was(
    window: MainWindow, qtbot: QtBot, page: IssuesPage
) -> None:
    dialog = type_brief(page, qtbot)
    last = dialog.findChildren(QPlainTextEdit)[-1]
    last.setFocus()
    window.context.curtain.toggle()
    window.context.curtain.toggle()
    assert dialog.focusWidget() is last
    dialog.done(0)


def test_the_projectors_key_covers_a_private_form_and_shows_the_view(
    window: MainWindow, qtbot: QtBot, page: IssuesPage
) -> None:
    dialog = type_brief(page, qtbot)
    QTest.keyClick(dialog, Qt.Key.Key_F11)
    assert window.context.curtain.is_drawn
    assert not dialog.isVisible()
    assert window.projector.is_shown
    window.projector.leave()
    window.context.curtain.set_drawn(False)
    assert dialog.isVisible()
    dialog.reject()


def test_the_projectors_key_leaves_a_form_that_everybody_may_see(
    window: MainWindow, page: IssuesPage
) -> None:
    window.new_case()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    window.context.curtain.listen_in(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_F11)
    assert window.context.curtain.is_drawn
    assert not window.projector.is_shown
    assert window.status.said().startswith("Close the form first")
    dialog.reject()
