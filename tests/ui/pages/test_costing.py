"""The costing page: what is tried shows at once, and nothing that was tried is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.pay.cells import with_cell
from negotiator_desk.pay.dataset import DatasetKind
from negotiator_desk.pay.quality import Quality
from negotiator_desk.pay.terms import PieceRate, RateTable, Subject
from negotiator_desk.services.assumptions import get_assumptions, save_assumptions
from negotiator_desk.services.costings import cost_terms
from negotiator_desk.services.datasets import import_dataset
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import IssueDetails, add_issue
from negotiator_desk.services.mandates import MandateDetails, save_mandate
from negotiator_desk.services.offers import table_offer
from negotiator_desk.services.what_ifs import MOST_WHAT_IFS, list_what_ifs, save_what_if
from negotiator_desk.ui import display
from negotiator_desk.ui.charts.rate_bars import RateBars
from negotiator_desk.ui.dialogs.assumptions import AssumptionsDialog
from negotiator_desk.ui.dialogs.terms_rates import RateTableEditor
from negotiator_desk.ui.dialogs.trial_forms import KeepDialog, WholeTermsDialog
from negotiator_desk.ui.itemmodels.trial import ITEM, NOW, PRESENT, STEP
from negotiator_desk.ui.main_window import MainWindow
from negotiator_desk.ui.pages.costing import CostingPage
from negotiator_desk.ui.pages.costing_tab_gains import GainsTab
from negotiator_desk.ui.pages.costing_tab_handles import HandlesTab
from negotiator_desk.ui.pages.costing_tab_heads import HeadsTab
from negotiator_desk.ui.pages.costing_tab_people import PeopleTab
from negotiator_desk.ui.pages.costing_tab_quota import QuotaTab
from negotiator_desk.ui.pages.costing_tab_years import YearsTab
from negotiator_desk.ui.pages.costing_tabs import TabName
from negotiator_desk.ui.places import PageName, Place
from tests.ui.case_fixtures import PRESENT as PRESENT_TERMS
from tests.ui.case_fixtures import add_meeting, add_output, add_rates
from tests.ui.costing_steps import activate, costing_page, open_costing, settle
from tests.ui.typing_keys import type_over

_DEARER = with_cell(PRESENT_TERMS, "rate:同城", Decimal("1.2500"))


@pytest.fixture
def issue_id(desk: Desk, case_id: str, tmp_path: Path) -> str:
    """Piece rates on a small dataset."""
    return add_rates(desk, case_id, add_output(desk, case_id, tmp_path))


@pytest.fixture
def offer_id(desk: Desk, case_id: str, issue_id: str) -> str:
    """The employee side's first offer: 0.10 yuan more on one operation."""
    meeting = add_meeting(desk, case_id)
    (offer,) = table_offer(desk, meeting, Side.EMPLOYEE, [(issue_id, _DEARER)], binding=True).value
    return offer


def type_value(qtbot: QtBot, page: CostingPage, key: str, text: str) -> None:
    """Type a value over another and leave the cell by Enter."""
    view = page.board.card.view
    row = page.board.card.model.row_of(key)
    assert row is not None
    type_over(qtbot, view, row, NOW, text)
    leave_cell(qtbot, page, Qt.Key.Key_Return)


def leave_cell(qtbot: QtBot, page: CostingPage, key: Qt.Key) -> None:
    """Press a key in the cell that is open."""
    view = page.board.card.view
    editor = view.indexWidget(view.currentIndex())
    assert editor is not None
    qtbot.keyClick(editor, key)


def figure(page: CostingPage) -> str:
    return page.board.figures.cost.figure()


def test_what_is_typed_is_costed_like_an_offer_and_marked(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, issue_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    assert figure(page) == "±¥\xa00"
    type_value(qtbot, page, "rate:同城", "1.25")
    settle(qtbot, page)
    costing = cost_terms(desk, issue_id, _DEARER)
    assert costing is not None
    assert figure(page) == display.yuan_change(costing.costing.yearly_difference, places=0)
    model = page.board.card.model
    assert model.terms == _DEARER
    row = model.row_of("rate:同城")
    assert row is not None
    texts = [model.index(row, column).data() for column in (ITEM, PRESENT, NOW, STEP)]
    assert texts == ["• 同城", "1.1500", "1.2500", "360.00"]
    assert page.board.card.chip.text() == "Private trial · 1 value"
    assert page.board.card.view.currentIndex().row() == row + 1


def test_every_key_press_is_costed_while_the_cell_is_still_open(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    view = page.board.card.view
    type_over(qtbot, view, 0, NOW, "1.2")
    qtbot.waitUntil(lambda: figure(page) == "+¥\xa01,800")
    leave_cell(qtbot, page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: figure(page) == "±¥\xa00")
    assert not page.trials.is_changed
    settle(qtbot, page)


def test_a_row_pressed_anywhere_is_ready_to_be_typed_over(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    view = page.board.card.view
    assert page.board.card.current_key() == "rate:同城"
    place = view.visualRect(view.model().index(1, PRESENT)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (1, NOW)
    qtbot.keyClicks(view, "2")
    qtbot.waitUntil(lambda: figure(page) == "+¥\xa06,600")
    leave_cell(qtbot, page, Qt.Key.Key_Return)
    settle(qtbot, page)
    page.trials.take_back()


def test_a_wrong_text_says_why_and_changes_nothing(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    type_value(qtbot, page, "rate:同城", "dear")
    assert "“dear” is not a number" in page.board.card.problem.text()
    assert page.trials.terms == PRESENT_TERMS
    type_value(qtbot, page, "rate:同城", "1.25")
    assert page.board.card.problem.text() == ""
    assert page.trials.terms == _DEARER
    settle(qtbot, page)


def test_the_trial_is_taken_back_and_had_again(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str, offer_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    assert figure(page) == "+¥\xa03,600"
    type_value(qtbot, page, "rate:同城", "1.30")
    qtbot.waitUntil(lambda: figure(page) == "+¥\xa05,400")
    qtbot.mouseClick(page.board.card.back_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: figure(page) == "+¥\xa03,600")
    assert not page.board.card.chip.isVisible()
    qtbot.mouseClick(page.board.card.back_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: figure(page) == "+¥\xa05,400")
    settle(qtbot, page)


def test_each_terms_keep_their_own_trial(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str, offer_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    sources = page.board.card.sources
    texts = [sources.itemText(at) for at in range(sources.count())]
    assert texts == ["Present terms", "Employee side ① · On the table"]
    type_value(qtbot, page, "rate:同城", "1.30")
    sources.setCurrentIndex(0)
    sources.activated.emit(0)
    qtbot.waitUntil(lambda: figure(page) == "±¥\xa00")
    assert sources.itemText(1) == "Employee side ① · On the table · changed"
    sources.setCurrentIndex(1)
    sources.activated.emit(1)
    qtbot.waitUntil(lambda: figure(page) == "+¥\xa05,400")
    settle(qtbot, page)


def test_a_trial_is_kept_under_a_name_chosen_again_and_removed(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, issue_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    assert not page.keep_button.isEnabled()
    type_value(qtbot, page, "rate:同城", "1.25")
    qtbot.mouseClick(page.keep_button, Qt.MouseButton.LeftButton)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, KeepDialog)
    assert dialog.name.text() == "Trial 1"
    dialog.name.setText("Ten fen more")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    (kept,) = list_what_ifs(desk, issue_id)
    assert (kept.name, kept.terms) == ("Ten fen more", _DEARER)
    assert not page.keep_button.isEnabled()
    assert page.board.card.sources.currentText() == "Ten fen more · private trial"
    assert page.trials.unkept == ()
    qtbot.mouseClick(page.board.card.remove_button, Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    assert list_what_ifs(desk, issue_id) == ()
    assert page.board.card.sources.currentText() == "Present terms"
    window.undo()
    settle(qtbot, page)
    assert len(list_what_ifs(desk, issue_id)) == 1


def test_an_unkept_trial_survives_other_pages_and_a_window_built_anew(
    qtbot: QtBot, make_window: Callable[[], MainWindow], case_id: str, issue_id: str
) -> None:
    window = make_window()
    page = open_costing(qtbot, window, case_id)
    type_value(qtbot, page, "rate:同城", "1.25")
    page.board.tabs.choose(TabName.PEOPLE)
    window.go(Place(PageName.HOME))
    page = open_costing(qtbot, window, case_id)
    qtbot.waitUntil(lambda: figure(page) == "+¥\xa03,600")
    settle(qtbot, page)
    other = make_window()
    other.restore(window.state())
    again = other.page(PageName.COSTING)
    assert isinstance(again, CostingPage)
    settle(qtbot, again)
    assert again.trials.terms == _DEARER
    assert figure(again) == "+¥\xa03,600"
    assert again.board.tabs.current_name is TabName.PEOPLE
    again.trials.take_back()
    page.trials.take_back()


def test_an_unkept_trial_is_kept_when_the_window_closes_and_undo_removes_it(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, issue_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    type_value(qtbot, page, "rate:同城", "1.25")
    settle(qtbot, page)
    window.go(Place(PageName.HOME))
    window.close()
    (kept,) = list_what_ifs(desk, issue_id)
    assert (kept.name, kept.terms) == ("Last trial", _DEARER)
    desk.undo()
    assert list_what_ifs(desk, issue_id) == ()


def test_a_trial_of_an_offer_that_went_is_not_lost(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, issue_id: str, offer_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    type_value(qtbot, page, "rate:同城", "1.30")
    settle(qtbot, page)
    window.announce(desk.undo())
    settle(qtbot, page)
    assert page.board.card.sources.currentText() == "Free trial · private trial"
    assert page.trials.terms == with_cell(PRESENT_TERMS, "rate:同城", Decimal("1.3000"))
    assert page.keep_button.isEnabled()
    qtbot.mouseClick(page.board.card.remove_button, Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    assert page.board.card.sources.currentText() == "Present terms"


def test_a_case_without_data_says_what_is_missing_and_leads_there(
    qtbot: QtBot, window: MainWindow, case_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    shown = [one.text() for one in page.findChildren(QLabel) if one.isVisible()]
    assert "No issue can be costed yet." in shown
    page.go_to_data()
    assert window.place == Place(PageName.DATA, case_id)


def test_all_terms_can_be_tried_at_once(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    qtbot.mouseClick(page.board.card.whole_button, Qt.MouseButton.LeftButton)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, WholeTermsDialog)
    dialog.terms.show_terms(_DEARER)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: figure(page) == "+¥\xa03,600")
    assert page.trials.terms == _DEARER
    page.trials.take_back()
    settle(qtbot, page)


def test_the_basis_is_always_on_the_page(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    assert page.board.sheet is not None
    line = page.board.basis.whole()
    assert page.board.sheet.facts.fingerprint[:8] in line
    assert page.board.sheet.law.rule_pack == "ningbo 2014-05-01"
    assert "rules: Ningbo from 2014-05-01" in line
    assert "Each line pays" in line


def test_nothing_private_but_the_own_trials_is_on_the_page(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, issue_id: str
) -> None:
    save_mandate(desk, issue_id, Side.EMPLOYEE, MandateDetails(None, None, 77, "SECRETNOTE"))
    save_what_if(desk, issue_id, "Mine", _DEARER)
    page = open_costing(qtbot, window, case_id)
    texts = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "SECRETNOTE" not in texts
    sources = page.board.card.sources
    assert sources.itemText(sources.count() - 1) == "Mine · private trial"


def test_a_handle_that_is_moved_by_keys_changes_terms_cost_and_table(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = page.board.tabs.choose(TabName.HANDLES)
    assert isinstance(tab, HandlesTab)
    settle(qtbot, page)
    assert isinstance(tab.chart, RateBars)
    assert tab.card is not None
    assert "All are as at present" in tab.card.finding()
    tab.chart.set_current(0)
    with qtbot.waitSignal(tab.chart.dragged):
        qtbot.keyPress(tab.chart, Qt.Key.Key_PageUp)
    qtbot.keyRelease(tab.chart, Qt.Key.Key_PageUp)
    qtbot.waitUntil(lambda: figure(page) == "+¥\xa03,600")
    settle(qtbot, page)
    assert page.trials.terms == _DEARER
    row = page.board.card.model.row_of("rate:同城")
    assert page.board.card.model.index(row or 0, NOW).data() == "1.2500"
    assert tab.card.finding() == "1 of 2 is not as at present."
    page.trials.take_back()


def test_what_is_typed_moves_the_handle(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = page.board.tabs.choose(TabName.HANDLES)
    assert isinstance(tab, HandlesTab)
    type_value(qtbot, page, "rate:同城", "1.25")
    settle(qtbot, page)
    assert tab.chart is not None
    assert [one.value for one in tab.chart.handles] == [Decimal("1.2500"), Decimal("0.9000")]
    assert tab.chart.handles[0].before == Decimal("1.1500")
    page.trials.take_back()


def test_a_person_is_found_by_number_or_name_with_the_figures(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str, offer_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = page.board.tabs.choose(TabName.PEOPLE)
    assert isinstance(tab, PeopleTab)
    settle(qtbot, page)
    assert page.focus_search()
    tab.search.setText("林佩瑶")
    # 2,000 units at 1.15 and 500 at 0.90; then 0.10 yuan more on the 2,000.
    assert tab.figures.text() == ("C02 林佩瑶: ¥\xa02,750.00 → ¥\xa02,950.00 a month, +¥\xa0200.00")
    tab.search.clear()
    qtbot.keyClicks(tab.search, "c0")
    assert tab.figures.text().startswith("C01 沈若川")
    qtbot.keyClick(tab.search, Qt.Key.Key_Return)
    assert tab.figures.text().startswith("C02 林佩瑶")
    tab.search.setText("nobody")
    assert tab._count.text() == "0 people found"
    settle(qtbot, page)


def test_a_group_that_loses_is_said_before_anything_else(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, tmp_path: Path
) -> None:
    path = tmp_path / "组.csv"
    rows = ["工号,姓名,站点,工序,月份,数量"]
    rows += [f"A{n},甲{n},东站,同城,2026-09,1000" for n in range(3)]
    rows += [f"B{n},乙{n},西站,省内,2026-09,1000" for n in range(3)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    dataset = import_dataset(desk, case_id, path, kind=DatasetKind.OUTPUT).value.dataset_id
    add_rates(desk, case_id, dataset)
    page = open_costing(qtbot, window, case_id)
    tab = page.board.tabs.choose(TabName.GAINS)
    assert isinstance(tab, GainsTab)
    settle(qtbot, page)
    assert tab.flags.isHidden()
    type_value(qtbot, page, "rate:同城", "1.25")
    type_value(qtbot, page, "rate:省内", "0.85")
    settle(qtbot, page)
    assert tab.flags.text() == (
        "Good on average, but negative for a group (Station or team): 西站."
    )
    assert [(one.name, one.gain) for one in tab.chart.gains] == [
        ("西站", Decimal("-50.00")),
        ("东站", Decimal("100.00")),
    ]
    assert page.board.figures.gain.figure() == "−¥\xa050.00"
    page.trials.take_back()


def test_workers_are_counted_by_cell(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = page.board.tabs.choose(TabName.HEADS)
    assert isinstance(tab, HeadsTab)
    settle(qtbot, page)
    table = tab.grid.table()
    assert table.header == ("Operation", "People")
    assert [row[1] for row in table.rows] == ["2", "1"]
    assert tab.card.finding().startswith("Of 2 workers, most are in “同城”: 2; fewest in")
    assert tab.grid.view.model().index(2, 0).data() == "2"  # each worker once, not 3


def test_assumptions_change_what_the_term_costs_and_can_be_undone(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, issue_id: str, offer_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = page.board.tabs.choose(TabName.YEARS)
    assert isinstance(tab, YearsTab)
    settle(qtbot, page)
    assert "+¥\xa03,600 against the present" in tab.card.finding()
    qtbot.mouseClick(page.assumptions_button, Qt.MouseButton.LeftButton)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, AssumptionsDialog)
    dialog.years.grid.setData(dialog.years.grid.index(0, 0), "50")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    assert get_assumptions(desk, issue_id).phase_in == (Decimal("0.5000"),)
    # Half of the increase is paid in the only year.
    assert "+¥\xa01,800 against the present" in tab.card.finding()
    window.undo()
    settle(qtbot, page)
    assert "+¥\xa03,600 against the present" in tab.card.finding()


def test_up_to_four_scenarios_stand_side_by_side_with_their_differences(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, issue_id: str, offer_id: str
) -> None:
    for number in range(1, 4):
        terms = with_cell(PRESENT_TERMS, "rate:省内", Decimal(number) + Decimal("0.0000"))
        save_what_if(desk, issue_id, f"Try {number}", terms)
    page = open_costing(qtbot, window, case_id)
    tab = page.board.tabs.choose(TabName.YEARS)
    assert isinstance(tab, YearsTab)
    settle(qtbot, page)
    table = tab.chart.table()
    assert table.header == (
        "Year",
        "Line",
        "Present terms (yuan)",
        "Employee side ① (yuan)",
    )
    total = next(row for row in table.rows if row[:2] == ("Whole term", "Total"))
    assert total == ("Whole term", "Total", "46,800.00", "≠ 50,400.00")
    for action in tab.menu.actions():
        if action.isEnabled() and not action.isChecked():
            action.trigger()
    settle(qtbot, page)
    assert len(tab.chart.table().header) == 6
    assert [one.isEnabled() for one in tab.menu.actions()] == [True, True, True, False]


def test_quotas_are_judged_with_their_margin_and_what_would_do(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, tmp_path: Path
) -> None:
    path = tmp_path / "工时.csv"
    rows = ["工号,姓名,工序,月份,数量,工时"]
    rows += [f"A{n:02},甲{n},同城,2026-09,{1000 + 10 * n},160" for n in range(20)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    dataset = import_dataset(desk, case_id, path, kind=DatasetKind.OUTPUT).value.dataset_id
    terms = RateTable((PieceRate("同城", Decimal("1.1500"), quota_per_shift=55),))
    details = IssueDetails("Rates", Subject.PIECE_RATES, dataset, terms)
    add_issue(desk, case_id, details)
    page = open_costing(qtbot, window, case_id)
    tab = page.board.tabs.choose(TabName.QUOTA)
    assert isinstance(tab, QuotaTab)
    settle(qtbot, page)
    # 55 a shift of 8 hours are 1,100 in 160 hours: ten of twenty make that many.
    (row,) = tab.chart.rows
    assert (row.share, row.text) == (Decimal("0.5000"), "too high")
    assert (row.low, row.high) == (Decimal("0.2993"), Decimal("0.7007"))
    # Eighteen of twenty make 1,020 or more: 51 a shift.
    (needed,) = tab.needed.model.rows
    assert (needed.quota, needed.highest) == (55, 51)
    assert "1 quota cannot be finished by 90 % of the workers" in tab.card.finding()


def test_the_table_in_view_is_exported_and_no_paper_is_made_of_a_trial(
    qtbot: QtBot,
    window: MainWindow,
    case_id: str,
    issue_id: str,
    offer_id: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = page.board.tabs.choose(TabName.HANDLES)
    assert isinstance(tab, HandlesTab)
    settle(qtbot, page)
    target, kind = tmp_path / "rates", "Workbooks (*.xlsx)"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), kind))
    page.export.update()
    page.export.table.trigger()
    book = openpyxl.load_workbook(tmp_path / "rates.xlsx")
    cells = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert cells[1] == ["同城", 1.15, 1.25, 0.1]
    page.export.update()
    assert page.export.summary.isEnabled()
    type_value(qtbot, page, "rate:同城", "1.30")
    settle(qtbot, page)
    named: list[str] = []
    monkeypatch.setattr(
        QFileDialog,
        "getSaveFileName",
        lambda *args: (named.append(Path(args[2]).name), ("", ""))[1],
    )
    page.export.update()
    page.export.table.trigger()
    assert named == ["2026-001_Delivery_rates_Employee_side_①_private_trial_Piece_rates.xlsx"]
    assert not page.export.summary.isEnabled()
    assert page.export.summary.toolTip() == "A trial is private: no paper is made of it."
    assert page.export.table.isEnabled()
    page.trials.take_back()


def test_the_papers_of_an_offer_are_saved(
    qtbot: QtBot,
    window: MainWindow,
    case_id: str,
    issue_id: str,
    offer_id: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = open_costing(qtbot, window, case_id)
    for action, name in (
        (page.export.summary, "members.pdf"),
        (page.export.annex, "annex.pdf"),
        (page.export.workers, "workers.xlsx"),
    ):
        target = tmp_path / name
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, to=target: (str(to), ""))
        action.trigger()
        settle(qtbot, page)
        assert target.exists()
    pages = PdfReader(tmp_path / "members.pdf").pages
    assert len(pages) == 1
    assert "3,600" in pages[0].extract_text()


def test_a_trial_that_cannot_be_kept_holds_the_closing_up_once(
    qtbot: QtBot,
    window: MainWindow,
    desk: Desk,
    case_id: str,
    issue_id: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for number in range(MOST_WHAT_IFS):
        save_what_if(desk, issue_id, f"Try {number}", PRESENT_TERMS)
    page = open_costing(qtbot, window, case_id)
    type_value(qtbot, page, "rate:同城", "1.25")
    settle(qtbot, page)
    shown: list[BaseException] = []
    monkeypatch.setattr(window._tools.errors, "show", shown.append)
    monkeypatch.setattr(page, "context", replace(page.context, show_error=shown.append))
    assert not window.close()
    assert "30 trials are kept for this issue already" in str(shown[0])
    assert window.close()


def test_estimated_records_leave_a_range_and_not_every_digit(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, issue_id: str, offer_id: str
) -> None:
    assumed = replace(get_assumptions(desk, issue_id), facts_quality=Quality.ESTIMATED)
    save_assumptions(desk, issue_id, assumed)
    page = open_costing(qtbot, window, case_id)
    # 3,600 a year, give or take a tenth, in two digits.
    assert figure(page) == f"≈ +{display.YUAN_SIGN}3,600"
    assert "between 3,200 and 4,000" in page.board.figures.cost.toolTip()
    # 1,150 and 2,950 a month: the median of 2,100 says no more than two digits either.
    assert page.board.figures.pay.figure() == f"{display.YUAN_SIGN}1,300 / 2,100"


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    """Press a key where the keyboard is; charts that were just made may have taken it."""
    activate(qtbot, window)
    qtbot.keyClick(window.focusWidget() or window, key, held)


def test_keys_lead_to_the_page_its_tabs_and_its_tables(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str, offer_id: str
) -> None:
    ctrl = Qt.KeyboardModifier.ControlModifier
    window.go(Place(PageName.TABLE, case_id))
    press(qtbot, window, Qt.Key.Key_7, ctrl)
    assert window.place == Place(PageName.COSTING, case_id)
    page = costing_page(qtbot, window)
    assert window.focusWidget() is page.board.card.view
    press(qtbot, window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    tab = page.board.tabs.current
    assert isinstance(tab, GainsTab)
    settle(qtbot, page)
    press(qtbot, window, Qt.Key.Key_L, ctrl)
    qtbot.waitUntil(lambda: tab.card.is_table)
    press(qtbot, window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    settle(qtbot, page)
    people = page.board.tabs.current
    assert isinstance(people, PeopleTab)
    press(qtbot, window, Qt.Key.Key_F, ctrl)
    assert window.focusWidget() is people.search
    press(qtbot, window, Qt.Key.Key_8, ctrl)
    assert window.place == Place(PageName.CONTRACT, case_id)
    qtbot.waitUntil(lambda: not page.context.runner.is_busy)


def test_the_tab_key_walks_from_the_choice_to_the_figures_and_on_to_the_charts(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    activate(qtbot, window)
    card, tabs = page.board.card, page.board.tabs
    page.assumptions_button.setFocus()
    wanted = [
        page.assumptions_button,
        page.export.button,
        card.issues,
        card.sources,
        card.view,
    ]
    walked: list[object] = []
    for _step in range(len(wanted)):
        walked.append(QApplication.focusWidget())
        window.focusNextChild()
    assert walked == wanted
    while QApplication.focusWidget() is card.view:
        window.focusNextChild()
    assert QApplication.focusWidget() is card.whole_button
    window.focusNextChild()
    assert QApplication.focusWidget() is tabs.bar


def test_an_issue_without_any_terms_begins_with_a_free_trial(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, tmp_path: Path
) -> None:
    details = IssueDetails("Rates", Subject.PIECE_RATES, add_output(desk, case_id, tmp_path))
    issue = add_issue(desk, case_id, details).value
    page = open_costing(qtbot, window, case_id)
    shown = [one.text() for one in page.findChildren(QLabel) if one.isVisible()]
    assert "There are no terms to cost yet." in shown
    page.edit_whole()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, WholeTermsDialog)
    editor = dialog.terms.editor
    assert isinstance(editor, RateTableEditor)
    # The names come from the data; only the rates are typed.
    editor.grid.fill(0, 1, [("1.25",), ("0.90",)])
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    assert page.trials.terms == _DEARER
    assert figure(page) == f"{display.YUAN_SIGN}50,400"
    assert page.board.card.sources.currentText() == "Free trial · private trial"
    window.close()
    assert [one.terms for one in list_what_ifs(desk, issue)] == [_DEARER]
