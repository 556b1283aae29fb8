"""The same money in other forms: what a sum buys in each, who gains, and trying it out."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.pay.cells import with_cell
from negotiator_desk.pay.equivalence import finding
from negotiator_desk.pay.forms import Form
from negotiator_desk.pay.terms import Subject
from negotiator_desk.services.costing_pictures import same_money
from negotiator_desk.services.costing_sheets import open_sheet
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import IssueDetails, add_issue
from negotiator_desk.services.offers import table_offer
from negotiator_desk.ui.main_window import MainWindow
from negotiator_desk.ui.pages.costing import CostingPage
from negotiator_desk.ui.pages.costing_tab_convert import ConvertTab
from negotiator_desk.ui.pages.costing_tab_money import MoneyTab
from negotiator_desk.ui.pages.costing_tabs import TabName
from tests.ui.case_fixtures import PRESENT, add_meeting, add_output, add_rates
from tests.ui.costing_steps import activate, costing_page, look_at, open_costing, settle

_DEARER = with_cell(PRESENT, "rate:同城", Decimal("1.2500"))


@pytest.fixture
def issue_id(desk: Desk, case_id: str, tmp_path: Path) -> str:
    """Piece rates on a small dataset: 3,500 units of two couriers in one month."""
    return add_rates(desk, case_id, add_output(desk, case_id, tmp_path))


@pytest.fixture
def offer_id(desk: Desk, case_id: str, issue_id: str) -> str:
    """0.10 yuan more on 3,000 of the units: 3,600 yuan a year."""
    meeting = add_meeting(desk, case_id)
    (offer,) = table_offer(desk, meeting, Side.EMPLOYEE, [(issue_id, _DEARER)], binding=True).value
    return offer


def money_of(qtbot: QtBot, page: CostingPage) -> MoneyTab:
    """Bring the same money into view."""
    tab = look_at(qtbot, page, TabName.MONEY)
    assert isinstance(tab, ConvertTab)
    return tab.money


def shown(tab: MoneyTab) -> list[list[str]]:
    """The table of forms as it is on the screen."""
    model = tab.forms.view.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def type_sum(qtbot: QtBot, page: CostingPage, tab: MoneyTab, text: str) -> None:
    """Type over the sum."""
    tab.budget.selectAll()
    qtbot.keyClicks(tab.budget, text)
    settle(qtbot, page)


def choose(qtbot: QtBot, tab: MoneyTab, form: Form) -> None:
    """Click on a form's row."""
    view = tab.forms.view
    row = next(place for place, one in enumerate(tab.forms.model.rows) if one.form.form is form)
    at = view.visualRect(view.model().index(row, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_the_sum_is_what_the_terms_cost_more_and_every_form_says_what_it_buys(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, issue_id: str, offer_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = money_of(qtbot, page)
    assert tab.budget.text() == "3600.00"
    sheet = open_sheet(desk, issue_id)
    assert sheet is not None
    found = same_money(sheet, PRESENT, Decimal("3600.00"))
    assert [row.form.form for row in tab.forms.model.rows] == [
        one.form for one in found.equivalents
    ]
    # One step of 0.0001 on 3,500 units is 4.20 a year; 857 of them are 3,599.40.
    per_unit, ratio, flat = shown(tab)
    assert per_unit == ["0.0857 yuan on every rate", "3,599.40", "0.60", "85.70", "0"]
    assert ratio[1:3] == [
        f"{found.equivalents[1].yearly_cost:,}",
        f"{found.equivalents[1].remainder:,}",
    ]
    assert flat == ["150.00 yuan a month for every worker", "3,600.00", "0.00", "150.00", "0"]
    assert tab.card.finding() == (
        "Those who gain least gain most with 150.00 yuan a month for every worker: "
        "+¥\xa0150.00 a month."
    )
    assert tab.forms.toolTip() == f"{finding(found)}\n{found.basis.sentence}"


def test_another_sum_is_typed_and_stays_until_the_field_is_emptied(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str, offer_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = money_of(qtbot, page)
    type_sum(qtbot, page, tab, "1200")
    # Two couriers, twelve months: 50 yuan each.
    assert shown(tab)[2][:3] == ["50.00 yuan a month for every worker", "1,200.00", "0.00"]
    page.choose_source("present:")
    settle(qtbot, page)
    assert tab.budget.text() == "1200"
    assert shown(tab)[2][1] == "1,200.00"
    tab.budget.selectAll()
    qtbot.keyClick(tab.budget, Qt.Key.Key_Delete)
    settle(qtbot, page)
    # The present terms cost no more than the present terms.
    assert shown(tab)[2][:3] == ["0.00 yuan a month for every worker", "0.00", "0.00"]


def test_a_wrong_sum_says_why_and_shows_nothing_of_another_sum(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str, offer_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = money_of(qtbot, page)
    type_sum(qtbot, page, tab, "much")
    assert "“much” is not a number" in tab._hint.text()
    assert shown(tab) == []
    assert tab.chart.is_empty()
    assert tab.card.finding() == ""
    assert not tab.try_button.isEnabled()
    type_sum(qtbot, page, tab, "1200")
    assert len(shown(tab)) == 3


def test_choosing_a_form_shows_who_gains_under_it(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str, offer_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = money_of(qtbot, page)
    # 1,000 and 2,500 units at 0.0857 more: 85.70 and 214.25, on average 149.98.
    assert [one.gain for one in tab.chart.gains] == [Decimal("149.98")]
    choose(qtbot, tab, Form.FLAT)
    assert [one.gain for one in tab.chart.gains] == [Decimal("150.00")]


def test_the_terms_of_a_form_are_tried_and_the_sum_stays(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str, offer_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = money_of(qtbot, page)
    qtbot.mouseClick(tab.try_button, Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    tried = with_cell(PRESENT, "rate:同城", Decimal("1.2357"))
    assert page.trials.terms == with_cell(tried, "rate:省内", Decimal("0.9857"))
    assert page.board.card.model.terms == page.trials.terms
    assert page.board.figures.cost.figure() == "+¥\xa03,599"
    assert tab.budget.text() == "3600.00"
    # These are the terms in view now.
    assert not tab.try_button.isEnabled()
    page.trials.take_back()


def test_a_flat_sum_has_no_terms_to_try_and_says_so(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str, offer_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = money_of(qtbot, page)
    assert tab.try_button.isEnabled()
    choose(qtbot, tab, Form.FLAT)
    assert not tab.try_button.isEnabled()
    assert "paid beside the terms" in tab.try_button.toolTip()


def test_a_form_that_cannot_take_the_sum_says_why_over_the_whole_row(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str, offer_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = money_of(qtbot, page)
    type_sum(qtbot, page, tab, "-46000")
    # All pay of a year is 46,800, but no rate may fall below 0: 0.90 on 3,500 units are 37,800.
    rows = shown(tab)
    refused = [row[0] for row in rows if row[1] == "—"]
    assert any(
        text.startswith("amount per unit: This form can save at most 37,800.00") for text in refused
    )
    place = next(number for number, row in enumerate(rows) if row[1] == "—")
    assert tab.forms.view.columnSpan(place, 0) == 5
    choose(qtbot, tab, Form.PER_UNIT)
    assert tab.chart.is_empty()
    assert tab.card.empty._hint.text().startswith("This form can save at most 37,800.00")
    assert not tab.try_button.isEnabled()


def test_without_present_terms_the_sum_is_put_on_the_terms_shown(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, tmp_path: Path
) -> None:
    dataset = add_output(desk, case_id, tmp_path)
    issue = add_issue(
        desk, case_id, IssueDetails("Rates", Subject.PIECE_RATES, dataset, None)
    ).value
    meeting = add_meeting(desk, case_id)
    table_offer(desk, meeting, Side.EMPLOYEE, [(issue, PRESENT)], binding=True)
    page = open_costing(qtbot, window, case_id)
    tab = money_of(qtbot, page)
    assert tab.budget.text() == "0.00"
    assert "there are no present terms" in tab._hint.text()
    type_sum(qtbot, page, tab, "1200")
    sheet = open_sheet(desk, issue)
    assert sheet is not None
    found = same_money(sheet, PRESENT, Decimal("1200.00"))
    assert [row.form.terms for row in tab.forms.model.rows if row.board is not None] == [
        one.terms for one in found.equivalents
    ]


def test_sum_form_and_place_survive_a_window_built_anew(
    qtbot: QtBot, make_window: Callable[[], MainWindow], case_id: str, issue_id: str, offer_id: str
) -> None:
    window = make_window()
    page = open_costing(qtbot, window, case_id)
    tab = money_of(qtbot, page)
    type_sum(qtbot, page, tab, "1200")
    choose(qtbot, tab, Form.FLAT)
    other = make_window()
    other.restore(window.state())
    again = costing_page(qtbot, other).board.tabs.current
    assert isinstance(again, ConvertTab)
    assert again.money.budget.text() == "1200"
    current = again.money.forms.current()
    assert current is not None
    assert current.form.form is Form.FLAT
    assert shown(again.money)[2][1] == "1,200.00"


def test_a_key_leads_to_the_labour_minutes_and_back(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str, offer_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = look_at(qtbot, page, TabName.MONEY)
    assert isinstance(tab, ConvertTab)
    activate(qtbot, window)
    control = Qt.KeyboardModifier.ControlModifier
    with qtbot.waitSignal(tab.to_minutes.clicked):
        qtbot.keyClick(window, Qt.Key.Key_J, control)
    assert tab.minutes.isVisible()
    assert not tab.money.isVisible()
    with qtbot.waitSignal(tab.to_money.clicked):
        qtbot.keyClick(window, Qt.Key.Key_J, control)
    assert tab.money.isVisible()
    settle(qtbot, page)
