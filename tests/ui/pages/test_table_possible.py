"""The tab of what is possible: packages, the way to an offer of one, and nothing for others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from negotiator_desk.bargaining.options import Point
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.pay.terms import NumberTerm, Subject, Terms
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issue_options import list_options
from negotiator_desk.services.issues import IssueDetails, add_issue
from negotiator_desk.services.mandates import MandateDetails, save_mandate
from negotiator_desk.services.offer_views import list_case_offers
from negotiator_desk.services.offers import accept_offer, table_offer
from negotiator_desk.services.option_steps import fill_in_every_issue
from negotiator_desk.services.side_briefs import BriefDetails, save_brief
from negotiator_desk.ui.charts.frontier_marks import Mark, MarkKind
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.issue_options_form import OptionsDialog
from negotiator_desk.ui.dialogs.mandate_form import MandateDialog
from negotiator_desk.ui.dialogs.mandate_points import PointsDialog
from negotiator_desk.ui.dialogs.offer_form import OfferDialog
from negotiator_desk.ui.dialogs.package_ratings_form import RatingsDialog
from negotiator_desk.ui.dialogs.session_form import SessionDialog
from negotiator_desk.ui.dialogs.side_brief_form import SideBriefDialog
from negotiator_desk.ui.main_window import MainWindow
from negotiator_desk.ui.pages.table import TablePage
from negotiator_desk.ui.pages.table_possible import PossibleTab
from negotiator_desk.ui.pages.table_tabs import TableTabName
from negotiator_desk.ui.places import PageName, Place
from negotiator_desk.ui.privacy import Curtain
from tests.ui.case_fixtures import add_meeting
from tests.ui.conftest import Heard
from tests.ui.typing_keys import activate, save_by_key

OURS, THEIRS = Side.EMPLOYEE, Side.EMPLOYER
CTRL = Qt.KeyboardModifier.ControlModifier
Open = Callable[[str], PossibleTab]


@dataclass(frozen=True)
class Talks:
    """A case with three numbers on its agenda and mandates on all of them."""

    case: str
    session: str
    heat: str
    night: str
    days: str


def number(value: str) -> NumberTerm:
    return NumberTerm(Decimal(value), "yuan")


@pytest.fixture
def talks(desk: Desk, case_id: str) -> Talks:
    """Nobody has said anything yet."""
    ids = []
    for title, target, limit, weight, other_weight in (
        ("Heat allowance", "400", "300", 20, 50),
        ("Night allowance", "40", "20", 50, 20),
        ("Days to answer", "3", "9", 30, 30),
    ):
        details = IssueDetails(title, Subject.NUMBER, None, number(limit))
        issue_id = add_issue(desk, case_id, details).value
        mandate = MandateDetails(
            target=number(target),
            limit=number(limit),
            weight=weight,
            other_target=number(limit),
            other_limit=number(target),
            other_weight=other_weight,
        )
        save_mandate(desk, issue_id, OURS, mandate)
        ids.append(issue_id)
    return Talks(case_id, add_meeting(desk, case_id), *ids)


@pytest.fixture
def open_tab(qtbot: QtBot, context: Context) -> Open:
    """Shows the tab on a case and waits for what it reads."""

    def opened(case_id: str) -> PossibleTab:
        tab = PossibleTab(context)
        qtbot.addWidget(tab)
        tab.resize(1150, 540)
        tab.show()
        qtbot.waitExposed(tab)
        activate(qtbot, tab)
        tab.show_case(case_id)
        settle(qtbot, tab)
        return tab

    return opened


def settle(qtbot: QtBot, tab: PossibleTab) -> None:
    qtbot.waitUntil(lambda: not tab.is_busy and not tab.context.runner.is_busy)


def entries(tab: PossibleTab) -> list[str]:
    return [tab.packages.list.item(row).text() for row in range(tab.packages.list.count())]


def rows(tab: PossibleTab) -> list[tuple[str, str, str, str]]:
    """What the table of the package shows."""
    model = tab.packages.table.model
    shown = []
    for row in range(model.rowCount()):
        cells = [str(model.index(row, column).data()) for column in range(4)]
        shown.append((cells[0], cells[1], cells[2], cells[3]))
    return shown


def choose(tab: PossibleTab, beginning: str) -> None:
    found = next(row for row, text in enumerate(entries(tab)) if text.startswith(beginning))
    tab.packages.list.setCurrentRow(found)


def press(qtbot: QtBot, window: QWidget, keys: str) -> None:
    """Press one combination, such as "Ctrl+I", where the cursor stands."""
    activate(qtbot, window)
    combination = QKeySequence(keys)[0]
    target = QApplication.focusWidget() or window
    QTest.keyClick(target, combination.key(), combination.keyboardModifiers())


def put(desk: Desk, talks: Talks, side: Side, *terms: tuple[str, str]) -> tuple[str, ...]:
    said: list[tuple[str, Terms]] = [(issue_id, number(value)) for issue_id, value in terms]
    return table_offer(desk, talks.session, side, said, binding=True).value


def say_everything(desk: Desk, talks: Talks) -> None:
    put(desk, talks, OURS, (talks.heat, "400"), (talks.night, "40"), (talks.days, "3"))
    put(desk, talks, THEIRS, (talks.heat, "300"), (talks.night, "20"), (talks.days, "9"))


def words_of(widget: QWidget) -> str:
    """Everything a visible part of a widget says."""
    found = []
    for child in (widget, *widget.findChildren(QWidget)):
        if child.isVisible():
            text = getattr(child, "text", None)
            found += [child.accessibleName(), child.accessibleDescription(), child.toolTip()]
            found.append(str(text()) if callable(text) else "")
    return "\n".join(found)


def test_each_of_the_four_points_is_one_entry_with_what_each_side_gains(
    open_tab: Open, talks: Talks
) -> None:
    tab = open_tab(talks.case)
    assert entries(tab)[:4] == [
        "Nash point: +80 for you, about +50 for them (estimate). No other package multiplies one "
        "side's gain by more than it divides the other's.",
        "Kalai–Smorodinsky point: +80 for you, about +50 for them (estimate). Both get about the "
        "same part of what they could have got at best: at least 50 %.",
        "Egalitarian point: +80 for you, about +50 for them (estimate). The side that gains less "
        "gains as much as it can.",
        "Most together: +80 for you, about +50 for them (estimate). Together they get most, "
        "whoever gets it.",
    ]
    assert "0 points where a side's alternative was not weighed" in tab.note.text()


def test_a_chosen_entry_shows_its_package_and_rings_it_in_the_picture(
    open_tab: Open, talks: Talks
) -> None:
    tab = open_tab(talks.case)
    choose(tab, "Nash")
    assert rows(tab) == [
        ("Heat allowance", "300 yuan", "0.00", "50.00"),
        ("Night allowance", "40 yuan", "50.00", "0.00"),
        ("Days to answer", "3 yuan", "30.00", "0.00"),
    ]
    assert tab.packages.worth.text() == "own 80 points · other about 50 (estimate)"
    assert tab.chart._chosen == (8_000, 5_000)


def test_enter_on_a_point_of_the_picture_shows_its_package(
    qtbot: QtBot, open_tab: Open, talks: Talks
) -> None:
    tab = open_tab(talks.case)
    tab.chart.setFocus(Qt.FocusReason.TabFocusReason)
    tab.chart.set_current(tab.chart.marks.index(Mark(MarkKind.FRONTIER, 0)))
    qtbot.keyClick(tab.chart, Qt.Key.Key_Return)
    assert tab.packages.shown is not None
    assert tab.packages.shown.key == "frontier:0"
    assert tab.packages.list.currentRow() == -1
    assert [row[2] for row in rows(tab)] == ["0.00", "0.00", "0.00"]
    reading = tab.chart.reading().split("\n")
    assert reading[2:] == [
        "Heat allowance: 300 yuan",
        "Night allowance: 20 yuan",
        "Days to answer: 9 yuan",
    ]
    tab.chart.set_current(0)
    qtbot.keyClick(tab.chart, Qt.Key.Key_Return)
    assert tab.packages.list.currentRow() == 0


def test_the_finding_does_not_say_that_nothing_was_offered_where_something_was(
    desk: Desk, open_tab: Open, talks: Talks
) -> None:
    meal = add_issue(
        desk, talks.case, IssueDetails("Meal allowance", Subject.NUMBER, None, None)
    ).value
    for issue_id, best, worst, weight, other_weight in (
        (talks.heat, "400", "300", 20, 40),
        (meal, "20", "10", 0, 10),
    ):
        mandate = MandateDetails(
            target=number(best),
            limit=number(worst),
            weight=weight,
            other_target=number(worst),
            other_limit=number(best),
            other_weight=other_weight,
        )
        save_mandate(desk, issue_id, OURS, mandate)
    put(desk, talks, OURS, (talks.heat, "400"), (meal, "20"))
    assert "the other side has offered nothing" in open_tab(talks.case).picture.finding()
    (offer,) = put(desk, talks, THEIRS, (talks.heat, "300"))
    assert "cannot be valued on every issue yet" in open_tab(talks.case).picture.finding()
    accept_offer(desk, offer, OURS, talks.session)
    assert "cannot be valued on every issue yet" in open_tab(talks.case).picture.finding()


def test_the_finding_says_how_far_both_sides_stand_from_the_frontier(
    desk: Desk, open_tab: Open, talks: Talks
) -> None:
    tab = open_tab(talks.case)
    assert tab.picture.finding().startswith("There are ")
    say_everything(desk, talks)
    put(desk, talks, OURS, (talks.night, "30"))
    again = open_tab(talks.case)
    assert again.picture.finding() == (
        "Your offers are 26.93 points from the frontier, theirs 0 (estimate). With no loss to the "
        "other, you could have up to 0 more than they offer, they about 40 more than you offer."
    )
    assert any(text.startswith("Your offers now: 75 own points") for text in entries(again))
    assert any(text.startswith("Their offers now: 0 own points") for text in entries(again))


def test_both_sides_words_are_numbered_points_that_lead_to_what_was_said(
    desk: Desk, open_tab: Open, talks: Talks
) -> None:
    say_everything(desk, talks)
    put(desk, talks, OURS, (talks.night, "30"))
    tab = open_tab(talks.case)
    picture = tab.chart.picture
    assert picture.own.points == ((10_000, 0), (7_500, 1_000))
    assert picture.other.points == ((0, 10_000),)
    tab.show_mark(Mark(MarkKind.OWN, 1))
    assert rows(tab)[1] == ("Night allowance", "30 yuan", "25.00", "10.00")
    assert tab.packages.shown is not None
    assert tab.packages.shown.title == "Your offers, word 2"


def test_a_point_that_was_chosen_stays_chosen_when_something_changes(
    qtbot: QtBot, desk: Desk, open_tab: Open, talks: Talks
) -> None:
    say_everything(desk, talks)
    tab = open_tab(talks.case)
    place = tab.chart.picture.frontier.index(Point(5_000, 8_000))
    for steps, mark, title in (
        (3, Mark(MarkKind.FRONTIER, place), "Frontier, point "),
        (4, Mark(MarkKind.OTHER, 0), "Their offers, word 1"),
    ):
        tab.show_mark(mark)
        point = tab.chart._chosen
        fill_in_every_issue(desk, talks.case, OURS, steps)
        tab.refresh(frozenset())
        settle(qtbot, tab)
        assert tab.packages.shown is not None
        assert tab.packages.shown.title.startswith(title)
        assert tab.chart._chosen == point


def test_a_swap_is_two_issues_with_what_changes_on_each(
    desk: Desk, open_tab: Open, talks: Talks
) -> None:
    say_everything(desk, talks)
    tab = open_tab(talks.case)
    choose(tab, "Swap 1")
    assert rows(tab) == [
        ("Heat allowance", "400 yuan → 300 yuan", "0.00 (−20.00)", "50.00 (+50.00)"),
        ("Night allowance", "20 yuan → 40 yuan", "50.00 (+50.00)", "0.00 (−20.00)"),
    ]
    assert tab.packages.shown is not None
    assert dict(tab.packages.shown.offer) == {
        talks.heat: number("300"),
        talks.night: number("40"),
    }


def test_after_the_deal_better_packages_are_listed_issue_by_issue(
    desk: Desk, open_tab: Open, talks: Talks
) -> None:
    said = put(desk, talks, OURS, (talks.heat, "400"), (talks.night, "20"), (talks.days, "9"))
    for offer in said:
        accept_offer(desk, offer, THEIRS, talks.session)
    tab = open_tab(talks.case)
    assert tab.picture.finding().startswith("The deal is ")
    assert "better for both (estimate)" in tab.picture.finding()
    assert entries(tab)[0].startswith("The deal: 20 own points, about 50 for them (estimate); ")
    better = [text for text in entries(tab) if text.startswith("Better ")]
    assert 1 <= len(better) <= 5
    assert better[0].startswith("Better 1: +30 for you, about +30 for them (estimate); 2 issues")
    choose(tab, "Better 1")
    assert ("Heat allowance", "400 yuan → 300 yuan", "0.00 (−20.00)", "50.00 (+50.00)") in rows(tab)
    assert not tab.packages.offer_button.isEnabled()
    assert tab.packages.why_not.isVisible()


def test_an_agreed_issue_is_part_of_the_package_but_not_of_its_offer(
    qtbot: QtBot, desk: Desk, open_tab: Open, talks: Talks
) -> None:
    agreed = put(desk, talks, THEIRS, (talks.days, "5"))[0]
    accept_offer(desk, agreed, OURS, talks.session)
    tab = open_tab(talks.case)
    wanted: list[tuple[tuple[str, Terms], ...]] = []
    tab.offer_wanted.connect(wanted.append)
    choose(tab, "Nash")
    assert rows(tab)[2][1] == "5 yuan"
    press(qtbot, tab, "Ctrl+Return")
    qtbot.waitUntil(lambda: bool(wanted))
    assert [issue_id for issue_id, _terms in wanted[0]] == [talks.heat, talks.night]


def test_without_points_the_tab_leads_to_them(
    qtbot: QtBot, desk: Desk, open_tab: Open, case_id: str, heard: Heard
) -> None:
    tab = open_tab(case_id)
    assert "The agenda has no issue yet." in words_of(tab)
    tab._issues.click()
    assert heard.places == [Place(PageName.ISSUES, case_id)]
    add_issue(desk, case_id, IssueDetails("Heat", Subject.NUMBER, None, number("3")))
    tab.refresh(frozenset())
    settle(qtbot, tab)
    said = words_of(tab)
    assert "Spread your 100 points first." in said
    assert "Heat: No side gives it any points" in said
    tab._points.click()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PointsDialog)
    dialog.reject()


def test_what_is_left_out_ends_the_list_with_its_reason(
    desk: Desk, open_tab: Open, talks: Talks
) -> None:
    add_issue(desk, talks.case, IssueDetails("Rest", Subject.TEXT))
    tab = open_tab(talks.case)
    assert entries(tab)[-1].startswith("Left out: Rest. No side gives it any points")
    assert "1 issue is left out" in tab.note.text()
    choose(tab, "Left out")
    assert rows(tab) == []
    assert not tab.packages.offer_button.isEnabled()


@pytest.mark.parametrize(
    ("key", "form"),
    [
        ("Ctrl+P", PointsDialog),
        ("Ctrl+R", RatingsDialog),
        ("Ctrl+B", SideBriefDialog),
        ("Ctrl+E", MandateDialog),
        ("Ctrl+O", OptionsDialog),
    ],
)
def test_each_private_form_has_its_key(
    qtbot: QtBot, open_tab: Open, talks: Talks, key: str, form: type[QDialog]
) -> None:
    tab = open_tab(talks.case)
    press(qtbot, tab, key)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), form))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    dialog.reject()
    settle(qtbot, tab)


def test_mandate_and_options_are_those_of_the_row_chosen(open_tab: Open, talks: Talks) -> None:
    tab = open_tab(talks.case)
    tab.packages.table.choose(lambda row: row.issue_id == talks.days)
    assert tab.tools.issue.currentData() == talks.days
    tab.tools.open_mandate()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, MandateDialog)
    assert any("Days to answer" in label.text() for label in dialog.findChildren(QLabel))
    dialog.reject()


def test_steps_are_filled_in_on_every_issue_by_one_key(
    qtbot: QtBot, desk: Desk, open_tab: Open, talks: Talks, heard: Heard
) -> None:
    say_everything(desk, talks)
    tab = open_tab(talks.case)
    before = len(tab.chart.picture.frontier)
    tab.tools.steps.setValue(2)
    press(qtbot, tab, "Ctrl+I")
    qtbot.waitUntil(lambda: len(heard.outcomes) == 1)
    assert "6 options were added." in words_of(tab.tools)
    assert [len(list_options(desk, one, OURS)) for one in (talks.heat, talks.night)] == [2, 2]
    tab.refresh(frozenset())
    settle(qtbot, tab)
    assert len(tab.chart.picture.frontier) > before
    tab.tools.fill_in()
    assert "nothing to fill in" in words_of(tab.tools)


def test_behind_the_curtain_nothing_is_seen_or_reached(
    qtbot: QtBot, desk: Desk, open_tab: Open, talks: Talks, curtain: Curtain
) -> None:
    save_brief(desk, talks.case, OURS, BriefDetails("strike", 1_234, 2_345))
    say_everything(desk, talks)
    tab = open_tab(talks.case)
    assert tab.private.isAncestorOf(tab.chart)
    assert "frontier" in words_of(tab)
    tab.packages.list.setFocus()
    curtain.toggle()
    assert "Covered" in words_of(tab)
    for told in ("Nash", "frontier", "12.34", "Heat", "points"):
        assert told not in words_of(tab)
    assert tab.tools.fill_button.shortcut().toString() == "Ctrl+I"
    for key in (Qt.Key.Key_I, Qt.Key.Key_Return):
        qtbot.keyClick(tab, key, CTRL)
    assert not tab.tools.fill_button.isDown()
    assert not tab.packages.offer_button.isDown()
    for widget in tab.private.content.findChildren(QWidget):
        assert not widget.isVisible()
    curtain.toggle()
    assert tab.packages.list.hasFocus()


def test_a_frontier_of_a_sample_says_so(
    desk: Desk, open_tab: Open, talks: Talks, monkeypatch: pytest.MonkeyPatch
) -> None:
    from functools import partial

    from negotiator_desk.bargaining.interactions import frontier_with
    from negotiator_desk.services import possibilities
    from negotiator_desk.services.issue_options import save_bonus
    from negotiator_desk.services.option_views import BonusDetails

    fill_in_every_issue(desk, talks.case, OURS, 1)
    pair = tuple(list_options(desk, one, OURS)[0].id for one in (talks.heat, talks.night))
    save_bonus(desk, talks.case, OURS, BonusDetails(pair, 500, 500))
    small = partial(frontier_with, most_options=1, most_moves=0, samples=4)
    monkeypatch.setattr(possibilities, "frontier_with", small)
    tab = open_tab(talks.case)
    assert tab.sample.isVisible()
    assert "8 combinations were looked at" in tab.sample.text()
    assert tab.chart.picture.is_sample


def test_what_is_chosen_survives_a_change_of_language(
    qtbot: QtBot, open_tab: Open, talks: Talks, context: Context
) -> None:
    tab = open_tab(talks.case)
    choose(tab, "Egalitarian")
    tab.tools.steps.setValue(7)
    tab.picture.toggle()
    kept = tab.state()
    other = PossibleTab(context)
    qtbot.addWidget(other)
    other.show()
    other.show_case(talks.case)
    other.restore(kept)
    settle(qtbot, other)
    assert other.packages.shown is not None
    assert other.packages.shown.key == "egalitarian"
    assert other.tools.steps.value() == 7
    assert other.picture.is_table


def test_the_picture_is_a_table_by_its_key(qtbot: QtBot, open_tab: Open, talks: Talks) -> None:
    tab = open_tab(talks.case)
    qtbot.keyClick(tab.chart, Qt.Key.Key_L, CTRL)
    qtbot.waitUntil(lambda: tab.picture.is_table)
    view = tab.picture.data_table.view
    view.selectRow(3)
    activate(qtbot, tab)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert tab.packages.shown is not None
    assert tab.packages.shown.title == "Most together"
    first = tab.chart.table().rows[0]
    assert first[:3] == ("Nash", "80.00", "50.00")
    assert first[3] == (
        "Heat allowance: 300 yuan; Night allowance: 40 yuan; Days to answer: 3 yuan"
    )


def test_every_control_has_a_name_and_no_key_stands_twice(open_tab: Open, talks: Talks) -> None:
    tab = open_tab(talks.case)
    keys = [
        button.shortcut().toString()
        for button in tab.findChildren(QAbstractButton)
        if button.isVisible() and not button.shortcut().isEmpty()
    ]
    keys += [one.key().toString() for one in tab.findChildren(QShortcut)]
    assert len(set(keys)) == len(keys) >= 8
    for control in (
        tab.tools.issue,
        tab.tools.steps,
        tab.packages.list,
        tab.packages.table.view,
        tab.chart,
        tab.packages.offer_button,
    ):
        assert control.accessibleName()
        assert control.focusPolicy() != Qt.FocusPolicy.NoFocus


class TestInTheWindow:
    """The tab in its page, by keys alone."""

    def page(self, qtbot: QtBot, window: MainWindow, talks: Talks) -> TablePage:
        window.go(Place(PageName.TABLE, talks.case))
        page = window.page(PageName.TABLE)
        assert isinstance(page, TablePage)
        qtbot.waitUntil(lambda: not page.context.runner.is_busy)
        activate(qtbot, window)
        return page

    def opened(self, qtbot: QtBot, page: TablePage) -> PossibleTab:
        press(qtbot, page.window(), "Alt+3")
        tab = page.tabs.current
        assert isinstance(tab, PossibleTab)
        settle(qtbot, tab)
        return tab

    def test_a_package_becomes_a_tied_offer_of_ones_own_side(
        self, qtbot: QtBot, window: MainWindow, desk: Desk, talks: Talks
    ) -> None:
        page = self.page(qtbot, window, talks)
        tab = self.opened(qtbot, page)
        tab.packages.list.setFocus()
        choose(tab, "Nash")
        press(qtbot, window, "Ctrl+Return")
        qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), OfferDialog))
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, OfferDialog)
        assert page.tabs.current_name is TableTabName.OFFERS
        assert dialog.side is OURS
        wanted = {talks.heat: "300", talks.night: "40", talks.days: "3"}
        assert dict(dialog.terms()) == {key: number(value) for key, value in wanted.items()}
        save_by_key(qtbot, dialog)
        if dialog.isVisible():  # it asks once where an offer repeats what stands
            save_by_key(qtbot, dialog)
        qtbot.waitUntil(lambda: not page.context.runner.is_busy)
        offers = [one for said in list_case_offers(desk, talks.case).values() for one in said]
        assert {one.issue_id: one.terms for one in offers} == {
            key: number(value) for key, value in wanted.items()
        }
        assert all(one.is_tied and one.is_binding for one in offers)

    def test_the_editor_of_a_package_vanishes_with_the_curtain(
        self, qtbot: QtBot, window: MainWindow, talks: Talks
    ) -> None:
        page = self.page(qtbot, window, talks)
        tab = self.opened(qtbot, page)
        tab.packages.offer_button.click()
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, OfferDialog)
        page.context.curtain.toggle()
        assert not dialog.isVisible()
        page.context.curtain.toggle()
        assert dialog.isVisible()
        dialog.done(0)
        qtbot.waitUntil(lambda: not page.context.runner.is_busy)

    def test_without_a_session_one_is_opened_before_the_offer(
        self, qtbot: QtBot, window: MainWindow, desk: Desk, talks: Talks
    ) -> None:
        while desk.undo_operation != "add_session":
            desk.undo()
        desk.undo()
        page = self.page(qtbot, window, talks)
        tab = self.opened(qtbot, page)
        tab.packages.offer_button.click()
        meeting = QApplication.activeModalWidget()
        assert isinstance(meeting, SessionDialog)
        save_by_key(qtbot, meeting)
        qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), OfferDialog))
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, OfferDialog)
        assert len(dialog.terms()) == 3
        dialog.done(0)
        qtbot.waitUntil(lambda: not page.context.runner.is_busy)

    def test_its_keys_meet_none_of_the_window(
        self, qtbot: QtBot, window: MainWindow, talks: Talks
    ) -> None:
        page = self.page(qtbot, window, talks)
        tab = self.opened(qtbot, page)
        own = {
            button.shortcut().toString()
            for button in tab.findChildren(QAbstractButton)
            if button.isVisible() and not button.shortcut().isEmpty()
        }
        rest = {
            button.shortcut().toString()
            for button in window.findChildren(QAbstractButton)
            if button.isVisible() and not tab.isAncestorOf(button)
        }
        rest |= {
            one.toString()
            for action in window.findChildren(QAction)
            if not tab.isAncestorOf(
                action.parent() if isinstance(action.parent(), QWidget) else window
            )
            for one in action.shortcuts()
        }
        assert own & rest == set()

    def test_alt_and_a_number_leads_to_each_tab_in_the_order_of_the_bar(
        self, qtbot: QtBot, window: MainWindow, talks: Talks
    ) -> None:
        page = self.page(qtbot, window, talks)
        for place, name in enumerate(TableTabName, start=1):
            press(qtbot, window, f"Alt+{place}")
            assert page.tabs.current_name is name
            qtbot.waitUntil(lambda: not page.context.runner.is_busy)
        assert [one.value for one in TableTabName] == ["offers", "ledger", "possible", "record"]
