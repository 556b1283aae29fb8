"""Labour minutes: both ways and from a wage bill, and a rate that comes out is tried."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from negotiator_desk.pay.cells import with_cell
from negotiator_desk.pay.labour_minutes import RateFromHourly
from negotiator_desk.pay.terms import PieceRate, RateTable, Subject
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import IssueDetails, add_issue
from negotiator_desk.ui.main_window import MainWindow
from negotiator_desk.ui.pages.costing import CostingPage
from negotiator_desk.ui.pages.costing_tab_convert import ConvertTab
from negotiator_desk.ui.pages.costing_tab_minutes import MinutesTab
from negotiator_desk.ui.pages.costing_tabs import TabName
from tests.ui.case_fixtures import add_output
from tests.ui.costing_steps import costing_page, look_at, open_costing, settle

_PRESENT = RateTable(
    (
        PieceRate("同城", Decimal("0.7667"), standard_minutes=Decimal("1.20")),
        PieceRate("省内", Decimal("0.9000")),
    )
)


@pytest.fixture
def issue_id(desk: Desk, case_id: str, tmp_path: Path) -> str:
    """Piece rates, one of them with standard minutes."""
    dataset = add_output(desk, case_id, tmp_path)
    details = IssueDetails("Delivery rates", Subject.PIECE_RATES, dataset, _PRESENT)
    return add_issue(desk, case_id, details).value


def minutes_of(qtbot: QtBot, page: CostingPage) -> MinutesTab:
    """Bring the labour minutes into view."""
    tab = look_at(qtbot, page, TabName.MONEY)
    assert isinstance(tab, ConvertTab)
    qtbot.mouseClick(tab.to_minutes, Qt.MouseButton.LeftButton)
    return tab.minutes


def type_in(qtbot: QtBot, tab: MinutesTab, **texts: str) -> None:
    """Type over fields, given by their names."""
    for name, text in texts.items():
        tab.fields[name].selectAll()
        qtbot.keyClicks(tab.fields[name], text)


def choose(tab: MinutesTab, operation: str) -> None:
    """Choose an operation from the list."""
    place = tab.operation.findText(operation)
    tab.operation.setCurrentIndex(place)
    tab.operation.activated.emit(place)


def test_the_fields_begin_with_what_terms_and_records_say(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = minutes_of(qtbot, page)
    assert tab.operation.currentText() == "同城"
    # 3,000 units at 0.7667 and 500 at 0.90 are 2,750.10 a month; 0.7667 × 60 ÷ 1.20 = 38.335.
    assert {name: field.text() for name, field in tab.fields.items()} == {
        "minutes": "1.20",
        "allowance": "0",
        "efficiency": "100",
        "hourly": "38.34",
        "rate": "0.7667",
        "bill": "2750.10",
        "workers": "2",
        "each": "9920",
    }
    assert tab.by_rate.figure.text() == "¥\xa038.34 an hour"
    assert tab.by_hourly.figure.text() == "0.7667 yuan a unit"


def test_both_ways_give_the_documented_figures_as_they_are_typed(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str
) -> None:
    """Example Q8 of docs/costing.md."""
    page = open_costing(qtbot, window, case_id)
    tab = minutes_of(qtbot, page)
    type_in(qtbot, tab, allowance="15", efficiency="90", hourly="30.00")
    assert tab.by_hourly.figure.text() == "0.7667 yuan a unit"
    assert tab.by_hourly.sentence.text() == (
        "30.00 yuan an hour ÷ 60 × 1.2 minutes × (1 + 15 %) ÷ 90 % = 0.7667 yuan a unit"
    )
    assert tab.by_rate.figure.text() == "¥\xa030.00 an hour"
    assert tab.by_rate.sentence.text() == (
        "0.7667 yuan a unit × 60 × 90 % ÷ (1.2 minutes × (1 + 15 %)) = 30.00 yuan an hour"
    )
    made = RateFromHourly(Decimal("30.00"), Decimal("1.20"), Decimal("0.1500"), Decimal("0.9000"))
    assert tab.by_hourly.toolTip() == f"{made.sentence}\n{made.formula_name}"


def test_a_wage_bill_gives_the_documented_minute_and_rate(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str
) -> None:
    """Example Q9 of docs/costing.md."""
    page = open_costing(qtbot, window, case_id)
    tab = minutes_of(qtbot, page)
    type_in(qtbot, tab, minutes="4.35", allowance="15", efficiency="85")
    type_in(qtbot, tab, bill="118000", workers="20", each="9922")
    assert tab.by_bill.figure.text() == "3.4996 yuan a unit"
    assert "= 0.6996 yuan a standard minute" in tab.by_bill.sentence.text()


def test_a_rate_that_comes_out_is_put_into_the_trial(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = minutes_of(qtbot, page)
    type_in(qtbot, tab, hourly="45.00")
    qtbot.mouseClick(tab.try_hourly, Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    # 45.00 ÷ 60 × 1.20; 0.1333 more on 3,000 units and twelve months.
    assert page.trials.terms == with_cell(_PRESENT, "rate:同城", Decimal("0.9000"))
    assert page.board.figures.cost.figure() == "+¥\xa04,799"
    assert tab.fields["rate"].text() == "0.9000"
    assert tab.fields["hourly"].text() == "45.00"
    assert not tab.try_hourly.isEnabled()
    type_in(qtbot, tab, bill="60000", workers="2", each="10000")
    qtbot.mouseClick(tab.try_bill, Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    # 3.00 a minute × 1.20 minutes.
    assert page.trials.terms == with_cell(_PRESENT, "rate:同城", Decimal("3.6000"))
    page.trials.take_back()


def test_a_rate_that_was_only_converted_there_and_back_stays(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = minutes_of(qtbot, page)
    type_in(qtbot, tab, minutes="0.90", rate="0.8200", hourly="54.67")
    assert tab.by_rate.figure.text() == "¥\xa054.67 an hour"
    assert tab.by_hourly.figure.text() == "0.8200 yuan a unit"
    assert "= 0.8201 yuan a unit; the rate of 0.8200" in tab.by_hourly.sentence.text()
    type_in(qtbot, tab, hourly="54.68")
    assert tab.by_hourly.figure.text() == "0.8202 yuan a unit"


def test_a_rate_typed_in_the_trial_shows_here(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = minutes_of(qtbot, page)
    page.board.try_value("rate:同城", Decimal("0.9000"))
    settle(qtbot, page)
    assert tab.fields["rate"].text() == "0.9000"
    assert tab.by_rate.figure.text() == "¥\xa045.00 an hour"
    page.trials.take_back()


def test_an_operation_without_standard_minutes_says_what_is_missing(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = minutes_of(qtbot, page)
    choose(tab, "省内")
    assert tab.fields["rate"].text() == "0.9000"
    for result in (tab.by_rate, tab.by_bill):
        assert result.figure.text() == "—"
        assert result.sentence.text() == "Standard minutes: a number is missing."
    assert tab.by_hourly.sentence.text() == "Hourly wage (yuan): a number is missing."
    assert not tab.try_hourly.isEnabled()
    assert not tab.try_bill.isEnabled()
    type_in(qtbot, tab, minutes="1.50")
    assert tab.by_rate.figure.text() == "¥\xa036.00 an hour"
    choose(tab, "同城")
    assert tab.fields["minutes"].text() == "1.20"


def test_a_wrong_number_stops_only_the_sums_that_need_it(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = minutes_of(qtbot, page)
    type_in(qtbot, tab, workers="2.5")
    assert "Workers: 2.5 has more than 0 decimals" in tab.by_bill.sentence.text()
    assert tab.by_rate.figure.text() == "¥\xa038.34 an hour"
    type_in(qtbot, tab, workers="2", efficiency="300")
    for result in (tab.by_hourly, tab.by_rate, tab.by_bill):
        assert result.figure.text() == "—"
        assert "Efficiency" in result.sentence.text()


def test_what_was_typed_survives_a_window_built_anew(
    qtbot: QtBot, make_window: Callable[[], MainWindow], case_id: str, issue_id: str
) -> None:
    window = make_window()
    page = open_costing(qtbot, window, case_id)
    tab = minutes_of(qtbot, page)
    choose(tab, "省内")
    type_in(qtbot, tab, minutes="1.50", efficiency="80")
    other = make_window()
    other.restore(window.state())
    again = costing_page(qtbot, other).board.tabs.current
    assert isinstance(again, ConvertTab)
    assert again.minutes.isVisible()
    assert again.minutes.operation.currentText() == "省内"
    texts = {name: again.minutes.fields[name].text() for name in ("minutes", "efficiency", "rate")}
    assert texts == {"minutes": "1.50", "efficiency": "80", "rate": "0.9000"}
    # 0.90 × 60 × 0.80 ÷ 1.50
    assert again.minutes.by_rate.figure.text() == "¥\xa028.80 an hour"
