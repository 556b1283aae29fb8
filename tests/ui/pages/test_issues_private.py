"""What one side prepares is entered by keys, kept, and hidden behind the curtain."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.pay.cells import with_cell
from negotiator_desk.pay.terms import NumberTerm, Subject, TextTerm
from negotiator_desk.services.cases import get_case
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issue_options import list_bonuses, list_options, save_option
from negotiator_desk.services.issues import IssueDetails, add_issue
from negotiator_desk.services.mandates import (
    MandateDetails,
    get_mandate,
    list_mandates,
    save_mandate,
)
from negotiator_desk.services.option_views import OptionDetails
from negotiator_desk.services.package_ratings import rating_sheet
from negotiator_desk.services.parties import edit_representative
from negotiator_desk.services.side_briefs import (
    BriefDetails,
    get_brief,
    mandate_standing,
    own_side,
    save_brief,
)
from negotiator_desk.ui.dialogs.issue_options_form import OptionsDialog
from negotiator_desk.ui.dialogs.mandate_form import MandateDialog
from negotiator_desk.ui.dialogs.mandate_points import PointsDialog
from negotiator_desk.ui.dialogs.option_bonuses import BonusDialog, BonusesDialog
from negotiator_desk.ui.dialogs.option_form import OptionDialog, StepsDialog
from negotiator_desk.ui.dialogs.package_ratings_form import RatingsDialog
from negotiator_desk.ui.dialogs.side_brief_form import SideBriefDialog
from negotiator_desk.ui.main_window import MainWindow
from negotiator_desk.ui.pages.issues import IssuesPage
from negotiator_desk.ui.places import PageName, Place
from negotiator_desk.ui.widgets.forms import FormDialog
from tests.services.conftest import person
from tests.ui.case_fixtures import PRESENT, add_output, add_rates
from tests.ui.dialogs.test_mnemonics import letters
from tests.ui.typing_keys import activate, save_by_key

D = TypeVar("D", bound=QWidget)
OURS = Side.EMPLOYEE


def days(value: str) -> NumberTerm:
    return NumberTerm(Decimal(value), "天")


def top(kind: type[D]) -> D:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, kind)
    return dialog


@pytest.fixture
def issues(desk: Desk, case_id: str, tmp_path: Path) -> list[str]:
    """Rates on data with both ends, days with both ends, and words."""
    rates = add_rates(desk, case_id, add_output(desk, case_id, tmp_path))
    high = with_cell(PRESENT, "rate:同城", Decimal("1.2500"))
    save_mandate(desk, rates, OURS, MandateDetails(high, PRESENT, 60))
    leave = add_issue(desk, case_id, IssueDetails("Leave", Subject.NUMBER, None, days("5"))).value
    save_mandate(desk, leave, OURS, MandateDetails(days("10"), days("5"), 25))
    rest = add_issue(desk, case_id, IssueDetails("Rest", Subject.TEXT)).value
    return [rates, leave, rest]


@pytest.fixture
def page(window: MainWindow, case_id: str, issues: list[str]) -> IssuesPage:
    window.go(Place(PageName.ISSUES, case_id, issues[0]))
    found = window.page(PageName.ISSUES)
    assert isinstance(found, IssuesPage)
    return found


def press(qtbot: QtBot, dialog: FormDialog, field: QWidget, button: QAbstractButton) -> None:
    """Press a button's key with the cursor in a field; the button moves before it acts."""
    activate(qtbot, dialog)
    field.setFocus()
    keys = button.shortcut()[0]
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(field, keys.key(), keys.keyboardModifiers())
    assert QApplication.focusWidget() is field


def test_the_menu_has_the_own_side_first_and_the_other_below(
    desk: Desk, page: IssuesPage, case_id: str
) -> None:
    page.private.fill_menu()
    actions = page.private.menu.actions()
    assert actions[0].text() == "Employee side · this computer works for it"
    assert not actions[0].isEnabled()
    save_brief(
        desk, case_id, Side.EMPLOYER, get_brief(desk, case_id, Side.EMPLOYER), own=Side.EMPLOYER
    )
    page.private.fill_menu()
    assert page.private.menu.actions()[0].text().startswith("Employer side")
    below = page.private.other_menu
    assert len(below.actions()) == 5
    for menu in (page.private.menu, below):
        keys = [QKeySequence.mnemonic(one.text()).toString() for one in menu.actions()]
        assert len(set(filter(None, keys))) == len(list(filter(None, keys)))


def test_without_an_issue_only_the_case_can_be_prepared(window: MainWindow, case_id: str) -> None:
    window.go(Place(PageName.ISSUES, case_id))
    page = window.page(PageName.ISSUES)
    assert isinstance(page, IssuesPage)
    page.private.fill_menu()
    offered = [one.isEnabled() for one in page.private.menu.actions()[1:6]]
    assert offered == [False, False, True, True, True]


def test_points_are_split_by_keys_alone(
    qtbot: QtBot, page: IssuesPage, desk: Desk, case_id: str, issues: list[str]
) -> None:
    page.private.open_points(OURS)
    dialog = top(PointsDialog)
    save_by_key(qtbot, dialog)
    assert dialog.message.text() == "15 points are missing to 100; nothing was changed."
    assert dialog.rest.text() == "15 points left"
    dialog.own[issues[0]].setFocus()
    dialog.own[issues[0]].selectAll()
    for typed in ("50", "30"):
        field = QApplication.focusWidget()
        assert isinstance(field, QSpinBox)
        qtbot.keyClicks(field, typed)
        qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is dialog.own[issues[2]]
    press(qtbot, dialog, dialog.own[issues[2]], dialog.give_rest)
    assert dialog.rest.text() == "all 100 points given"
    save_by_key(qtbot, dialog)
    kept = list_mandates(desk, case_id, OURS)
    assert [kept[one].weight for one in issues] == [50, 30, 20]
    assert kept[issues[2]].other_weight == 0


def test_the_other_side_s_points_are_an_estimate_of_their_own(
    qtbot: QtBot, page: IssuesPage, desk: Desk, case_id: str, issues: list[str]
) -> None:
    page.private.open_points(OURS)
    dialog = top(PointsDialog)
    dialog.own[issues[2]].setValue(15)
    press(qtbot, dialog, dialog.other[issues[1]], dialog.even)
    assert dialog.points() == dict(zip(issues, (60, 25, 15), strict=True))
    assert dialog.other_points() == dict(zip(issues, (34, 33, 33), strict=True))
    dialog.other[issues[0]].setValue(0)
    assert dialog.rest.text() == "all 100 points given · estimate: 34 points left"
    press(qtbot, dialog, dialog.other[issues[1]], dialog.give_rest)
    save_by_key(qtbot, dialog)
    assert [one.other_weight for one in list_mandates(desk, case_id, OURS).values()] == [0, 67, 33]


def test_a_mandate_keeps_every_aim_of_both_sides(
    qtbot: QtBot, page: IssuesPage, desk: Desk, issues: list[str]
) -> None:
    page.table.choose(lambda row: row.id == issues[1])
    page.private.open_mandate(OURS)
    dialog = top(MandateDialog)
    assert dialog.tabs.currentWidget() is dialog.target
    details = MandateDetails(
        days("10"), days("5"), 25, "ask first", days("12"), days("5"), days("8"), 40
    )
    dialog.opening.show_terms(details.opening)
    dialog.other_target.show_terms(details.other_target)
    dialog.other_limit.show_terms(details.other_limit)
    dialog.other_weight.setValue(40)
    dialog.tabs.setCurrentWidget(dialog.note)
    assert not dialog.start.isEnabled()
    qtbot.keyClicks(dialog.note, "ask first")
    save_by_key(qtbot, dialog)
    assert get_mandate(desk, issues[1], OURS) == details


def test_an_opening_worse_than_the_target_is_refused_in_the_form(
    qtbot: QtBot, page: IssuesPage, desk: Desk, issues: list[str]
) -> None:
    page.table.choose(lambda row: row.id == issues[1])
    page.private.open_mandate(OURS)
    dialog = top(MandateDialog)
    dialog.opening.show_terms(days("7"))
    save_by_key(qtbot, dialog)
    assert "the opening is worse for the side than its target" in dialog.message.text()
    kept = get_mandate(desk, issues[1], OURS)
    assert kept is not None
    assert kept.opening is None
    dialog.done(0)


def test_a_brief_is_entered_and_the_mandate_renewed(
    qtbot: QtBot, page: IssuesPage, desk: Desk, case_id: str
) -> None:
    second = get_case(desk, case_id).parties[OURS].representatives[1]
    edit_representative(desk, second.id, person(second.name, chief=True))
    page.private.open_brief(OURS)
    dialog = top(SideBriefDialog)
    assert "沈若川, to whom it was given, is not the chief" in dialog.standing.text()
    assert not dialog.renew.isChecked()
    qtbot.keyClicks(dialog.alternative, "mediation")
    qtbot.keyClicks(dialog.walk_away.line, "42,5")
    save_by_key(qtbot, dialog)
    assert "is not a number" in dialog.walk_away.accessibleDescription()
    dialog.walk_away.line.setText("42.5")
    dialog.other_walk_away.line.setText("30")
    dialog.renew.setChecked(True)
    save_by_key(qtbot, dialog)
    assert get_brief(desk, case_id, OURS) == BriefDetails("mediation", 4_250, 3_000)
    assert mandate_standing(desk, case_id, OURS).holder_name == second.name
    assert own_side(desk, case_id) is OURS


def test_the_computer_is_told_to_work_for_the_other_side(
    qtbot: QtBot, page: IssuesPage, desk: Desk, case_id: str
) -> None:
    page.private.open_brief(Side.EMPLOYER)
    dialog = top(SideBriefDialog)
    assert not dialog.is_own.isChecked()
    assert dialog.standing.text() == "Nobody holds it yet."
    dialog.is_own.setChecked(True)
    save_by_key(qtbot, dialog)
    assert own_side(desk, case_id) is Side.EMPLOYER


def test_options_are_added_filled_in_kept_and_removed(
    qtbot: QtBot, page: IssuesPage, desk: Desk, issues: list[str]
) -> None:
    page.table.choose(lambda row: row.id == issues[1])
    page.private.open_options(OURS)
    listed = top(OptionsDialog)
    assert [row.sources[0].value for row in listed.table.model.rows] == ["present", "target"]
    listed.fill_in()
    steps = top(StepsDialog)
    steps.steps.setValue(4)
    save_by_key(qtbot, steps)
    assert listed.message.text() == "4 options were added."
    names = [one.details.name for one in list_options(desk, issues[1], OURS)]
    assert names == ["6 天", "7 天", "8 天", "9 天"]
    assert len(listed.table.model.rows) == 6
    listed.table.choose(lambda row: row.terms == days("7"))
    listed.edit()
    form = top(OptionDialog)
    form.own_score.line.setText("75")
    save_by_key(qtbot, form)
    assert list_options(desk, issues[1], OURS)[1].details.own_score == 7_500
    listed.table.choose(lambda row: row.terms == days("5"))
    assert not listed.remove.isEnabled()
    listed.edit()
    form = top(OptionDialog)
    assert form.name.text() == "Present terms · Own limit"
    save_by_key(qtbot, form)
    assert listed.remove.isEnabled()
    listed.discard()
    assert len(list_options(desk, issues[1], OURS)) == 4
    listed.done(0)


def test_options_that_come_together_are_entered_once_two_issues_have_some(
    qtbot: QtBot, page: IssuesPage, desk: Desk, case_id: str, issues: list[str]
) -> None:
    one = save_option(desk, issues[1], OURS, OptionDetails("eight", days("8"))).value
    page.private.open_options(OURS)
    top(OptionsDialog).open_bonuses()
    listed = top(BonusesDialog)
    listed.add()
    assert listed.message.text() == "Fewer than two issues have options of your own."
    two = save_option(desk, issues[2], OURS, OptionDetails("weekly", TextTerm("Once."))).value
    listed.add()
    form = top(BonusDialog)
    save_by_key(qtbot, form)
    assert "alone" in form.message.text()
    for box in form.options:
        box.setCurrentIndex(1)
    form.own.line.setText("2.50")
    form.other.line.setText("-1")
    save_by_key(qtbot, form)
    (bonus,) = list_bonuses(desk, case_id, OURS)
    assert bonus.bonus.conditions == {issues[1]: one, issues[2]: two}
    assert (bonus.bonus.own, bonus.bonus.other) == (250, -100)
    listed.table.choose(lambda _row: True)
    listed.discard()
    assert list_bonuses(desk, case_id, OURS) == ()
    listed.done(0)
    top(OptionsDialog).done(0)


def test_ratings_show_the_points_that_agree_better_and_take_them_over_when_told(
    qtbot: QtBot, page: IssuesPage, desk: Desk, case_id: str, issues: list[str]
) -> None:
    save_mandate(desk, issues[2], OURS, MandateDetails(weight=15))
    sheet = rating_sheet(desk, case_id, OURS)
    page.private.open_ratings(OURS)
    dialog = top(RatingsDialog)
    assert not dialog.take_over.isVisible()
    for field, package in zip(dialog.ratings, sheet.packages, strict=True):
        # As somebody who has 20 and 65 points at heart, where 60 and 25 were entered.
        first, second = (option.own_score or 0 for option in package.options)
        field.setValue((20 * first + 65 * second) // 8_500)
    assert "but by your points it is worth less" in dialog.findings.text()
    assert dialog.take_over.isVisible()
    assert not dialog.take_over.isChecked()
    save_by_key(qtbot, dialog)
    assert list_mandates(desk, case_id, OURS)[issues[0]].weight == 60
    page.private.open_ratings(OURS)
    dialog = top(RatingsDialog)
    assert dialog.rated() == [one.rating for one in rating_sheet(desk, case_id, OURS).packages]
    dialog.take_over.setChecked(True)
    save_by_key(qtbot, dialog)
    kept = [list_mandates(desk, case_id, OURS)[one].weight for one in issues]
    assert sum(kept) == 100
    assert kept[2] == 15
    assert abs(kept[0] - 20) <= 2
    page.private.open_ratings(OURS)
    dialog = top(RatingsDialog)
    assert dialog.findings.text() == "Ratings and points say the same."
    dialog.done(0)


def test_what_cannot_be_opened_yet_says_why(window: MainWindow, case_id: str, qtbot: QtBot) -> None:
    window.go(Place(PageName.ISSUES, case_id))
    page = window.page(PageName.ISSUES)
    assert isinstance(page, IssuesPage)
    page.private.fill_menu()
    for place, said in ((3, "no issue on the agenda"), (4, "no packages to rate")):
        page.private.menu.actions()[place].trigger()
        shown = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            shown += [label.text() for label in dialog.findChildren(QLabel)]
            dialog.close()
        assert any(said in text for text in shown), shown


def test_every_private_form_vanishes_behind_the_curtain_and_comes_back_as_it_was(
    page: IssuesPage, desk: Desk, issues: list[str]
) -> None:
    curtain = page.context.curtain
    for work, kind in (
        (page.private.open_mandate, MandateDialog),
        (page.private.open_options, OptionsDialog),
        (page.private.open_points, PointsDialog),
        (page.private.open_ratings, RatingsDialog),
        (page.private.open_brief, SideBriefDialog),
    ):
        work(OURS)
        dialog = top(kind)
        curtain.toggle()
        assert not dialog.isVisible()
        curtain.toggle()
        assert dialog.isVisible()
        dialog.done(0)
        curtain.toggle()
        work(OURS)
        assert not any(one.isVisible() for one in page.findChildren(kind))
        curtain.toggle()
        assert top(kind).isVisible()
        top(kind).done(0)


def test_in_every_private_form_each_letter_leads_to_one_place(
    page: IssuesPage, desk: Desk, issues: list[str]
) -> None:
    save_option(desk, issues[1], OURS, OptionDetails("eight", days("8")))
    save_option(desk, issues[2], OURS, OptionDetails("weekly", TextTerm("Once.")))
    for work in (
        page.private.open_points,
        page.private.open_ratings,
        page.private.open_brief,
        page.private.open_options,
    ):
        work(OURS)
        dialogs = [QApplication.activeModalWidget()]
        if isinstance(dialogs[0], OptionsDialog):
            listed = dialogs[0]
            for opened in (listed.add, listed.fill_in):
                opened()
                check_letters(QApplication.activeModalWidget())
                top(QWidget).close()
            listed.open_bonuses()
            top(BonusesDialog).add()
            check_letters(top(BonusDialog))
            top(BonusDialog).done(0)
            check_letters(top(BonusesDialog))
            top(BonusesDialog).done(0)
        for dialog in dialogs:
            check_letters(dialog)
            assert dialog is not None
            dialog.close()


def check_letters(dialog: QWidget | None) -> None:
    # Forms that were closed are still there until the loop comes round.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert isinstance(dialog, QDialog)
    counted = letters(dialog)
    assert counted
    assert [key for key, count in counted.items() if count > 1] == []
