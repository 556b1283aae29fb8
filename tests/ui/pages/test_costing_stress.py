"""A year with a season: typed, replayed on the worker, shown, and said to be of other terms."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from negotiator_desk.pay.dataset import DatasetKind
from negotiator_desk.pay.stress import Movement, Season
from negotiator_desk.pay.terms import (
    CommissionSchedule,
    Subject,
    TakeMethod,
    Tier,
)
from negotiator_desk.services.costing_pictures import stressed_year
from negotiator_desk.services.costing_sheets import open_sheet
from negotiator_desk.services.datasets import import_dataset
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import IssueDetails, add_issue
from negotiator_desk.ui.jobs import Job
from negotiator_desk.ui.main_window import MainWindow
from negotiator_desk.ui.pages.costing import CostingPage
from negotiator_desk.ui.pages.costing_season import JOIN, LEAVE, PRESETS, WORK
from negotiator_desk.ui.pages.costing_tab_stress import StressTab, _work
from negotiator_desk.ui.pages.costing_tabs import TabName, tabs_of
from tests.ui.case_fixtures import add_output, add_rates
from tests.ui.costing_steps import costing_page, look_at, open_costing, settle
from tests.ui.typing_keys import type_over

_SCHEDULE = CommissionSchedule(
    TakeMethod.TURNOVER_TIERS,
    (Tier(Decimal("100.00"), Decimal("0.2500")), Tier(None, Decimal("0.1500"))),
    monthly_guarantee=Decimal("90.00"),
)
_SLOW = Season((*[Decimal("0.6000")] * 3, *[Decimal("1.0000")] * 9))


@pytest.fixture
def issue_id(desk: Desk, case_id: str, tmp_path: Path) -> str:
    """The orders of example S8 of docs/costing.md: one rider, five orders of one month."""
    rows = [f"R1,沈若川,2026-01-0{n} 08:00,{n}0.00" for n in range(1, 6)]
    path = tmp_path / "订单.csv"
    path.write_text("\n".join(("骑手编号,姓名,下单时间,顾客支付总额", *rows)) + "\n", "utf-8")
    dataset = import_dataset(desk, case_id, path, kind=DatasetKind.ORDERS).value.dataset_id
    details = IssueDetails("Shares", Subject.COMMISSION_SHARES, dataset, _SCHEDULE)
    return add_issue(desk, case_id, details).value


def season_of(qtbot: QtBot, page: CostingPage) -> StressTab:
    """Bring the year with a season into view."""
    tab = look_at(qtbot, page, TabName.STRESS)
    assert isinstance(tab, StressTab)
    return tab


def take_preset(tab: StressTab, place: int) -> None:
    """Choose an example from the list."""
    tab.season.presets.setCurrentIndex(place)
    tab.season.presets.activated.emit(place)


def type_cell(qtbot: QtBot, tab: StressTab, row: int, month: int, text: str) -> None:
    """Type over a cell and leave it by Enter."""
    view = tab.season.view
    type_over(qtbot, view, row, month - 1, text)
    editor = view.indexWidget(view.currentIndex())
    assert editor is not None
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def replay(qtbot: QtBot, page: CostingPage, tab: StressTab) -> None:
    """Press the button and wait for the year."""
    qtbot.mouseClick(tab.replay_button, Qt.MouseButton.LeftButton)
    settle(qtbot, page)


def test_the_slow_season_of_our_example_gives_the_documented_year(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, issue_id: str
) -> None:
    """Example S8, against the minimum wage of Ningbo."""
    page = open_costing(qtbot, window, case_id)
    tab = season_of(qtbot, page)
    assert tab.chart.is_empty()
    take_preset(tab, 1)
    assert tab.season.texts()[WORK] == ("60",) * 3 + ("100",) * 9
    replay(qtbot, page, tab)
    sheet = open_sheet(desk, issue_id)
    assert sheet is not None
    found = stressed_year(sheet, _SCHEDULE, _SLOW, Movement())
    assert (found.yearly_cost, found.without_season) == (Decimal("1327.50"), Decimal("1410.00"))
    assert [one.amount for one in tab.chart.months.bars] == [one.pay for one in found.months]
    assert [one.is_marked for one in tab.chart.months.bars] == [True] * 3 + [False] * 9
    share, below = tab.chart.months.lines
    assert share.texts == ("18.2",) * 3 + ("21.7",) * 9
    assert below.texts == ("1",) * 12
    assert tab.card.finding().replace("\u00a0", " ") == (
        "The year costs ¥ 1,327.50, −¥ 82.50 against ¥ 1,410.00 without the season; least is paid "
        "in month 1, ¥ 90.00; 1 of 1 has a month below the minimum wage."
    )
    assert tab.note.text() == found.basis.sentence
    (worst,) = tab.chart.worst.model.rows
    assert worst == found.worst[0]
    assert (worst.worker, worst.below, worst.lowest) == ("R1", 12, Decimal("90.00"))
    table = tab.chart.table()
    assert table.header[:4] == ("Month", "Repeats", "Work (%)", "Workers")
    assert table.rows[0] == ("1", "2026-01", "60.00", "1", "3", "110.00", "18.18", "90.00", "1")
    assert table.notes == ("Workers by months below the minimum wage: 12: 1",)


def test_a_year_of_equal_months_names_no_month_in_which_least_is_paid(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = season_of(qtbot, page)
    replay(qtbot, page, tab)
    finding = tab.card.finding()
    assert "every month is paid ¥" in finding
    assert "least is paid" not in finding


def test_the_table_of_months_takes_the_room_of_what_is_typed(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = season_of(qtbot, page)
    replay(qtbot, page, tab)
    tab.card.toggle()
    assert not tab.season.isVisible()
    assert tab.card.data_table.view.isVisible()
    tab.card.toggle()
    assert tab.season.isVisible()


def test_examples_say_that_they_are_ours_and_a_season_of_ones_own_is_none_of_them(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = season_of(qtbot, page)
    names = [tab.season.presets.itemText(place) for place in range(len(PRESETS))]
    assert names[0] == "Every month alike"
    assert all(name.startswith("Our example: ") for name in names[1:])
    assert "no firm’s figures" in tab.season.presets.toolTip()
    type_cell(qtbot, tab, WORK, 2, "75.5")
    assert tab.season.presets.currentIndex() == -1
    take_preset(tab, 0)
    assert tab.season.texts()[WORK] == ("100",) * 12


def test_joiners_and_leavers_are_typed_month_by_month(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, issue_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = season_of(qtbot, page)
    type_cell(qtbot, tab, JOIN, 3, "2")
    type_cell(qtbot, tab, LEAVE, 4, "1")
    replay(qtbot, page, tab)
    joiners = (0, 0, 2, *[0] * 9)
    leavers = (0, 0, 0, 1, *[0] * 8)
    sheet = open_sheet(desk, issue_id)
    assert sheet is not None
    found = stressed_year(sheet, _SCHEDULE, Season(), Movement(joiners, leavers))
    assert [row[3] for row in tab.chart.table().rows] == ["1", "1", "3", "3", *["2"] * 8]
    assert [one.amount for one in tab.chart.months.bars] == [one.pay for one in found.months]
    names = {row[0] for row in _shown(tab)}
    assert names == {"R1", "like R1, from month 3"}


def test_a_wrong_cell_says_where_it_is_and_nothing_is_replayed(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = season_of(qtbot, page)
    type_cell(qtbot, tab, WORK, 2, "half")
    assert tab.season.problem.text() == "Work (%), month 2: “half” is not a number."
    replay(qtbot, page, tab)
    assert tab.chart.is_empty()
    type_cell(qtbot, tab, WORK, 2, "1001")
    assert tab.season.problem.text() == "Work (%), month 2: 1001 is not between 0 and 1,000."
    type_cell(qtbot, tab, WORK, 2, "50 %")
    assert tab.season.problem.text() == ""
    type_cell(qtbot, tab, JOIN, 12, "1.5")
    assert "They join, month 12: 1.5 has more than 0 decimals" in tab.season.problem.text()


def test_an_empty_cell_is_an_ordinary_month_with_nobody_coming_or_going(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = season_of(qtbot, page)
    tab.season.view.selectAll()
    qtbot.keyClick(tab.season.view, Qt.Key.Key_Delete)
    assert tab.season.read() == (Season(), Movement())


def test_more_leavers_than_workers_are_refused_with_the_reason(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = season_of(qtbot, page)
    type_cell(qtbot, tab, LEAVE, 2, "4")
    replay(qtbot, page, tab)
    assert "After month 2 more workers leave (4) than are there (1)" in tab.note.text()
    assert tab.chart.is_empty()
    assert tab.replay_button.isEnabled()


def test_a_year_of_other_terms_or_another_season_says_so(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = season_of(qtbot, page)
    replay(qtbot, page, tab)
    assert "replay it again" not in tab.note.text()
    take_preset(tab, 1)
    assert "replay it again" in tab.note.text()
    take_preset(tab, 0)
    assert "replay it again" not in tab.note.text()
    page.board.try_value("guarantee", Decimal("95.00"))
    settle(qtbot, page)
    assert "replay it again" in tab.note.text()
    replay(qtbot, page, tab)
    assert "replay it again" not in tab.note.text()
    page.trials.take_back()


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """Keeps the worker waiting until it is set; it is at the end."""
    event = threading.Event()
    yield event
    event.set()


def test_a_replay_that_is_stopped_shows_nothing_and_can_be_had_again(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str, gate: threading.Event
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = season_of(qtbot, page)
    started: list[Job] = []
    runner = page.context.runner
    runner.job_changed.connect(started.append)

    def wait(_job: Job) -> None:
        gate.wait(20)

    runner.start(wait, owner=page, on_done=_forget, on_error=_forget)
    qtbot.mouseClick(tab.replay_button, Qt.MouseButton.LeftButton)
    assert not tab.replay_button.isEnabled()
    page.board._jobs.stop()
    gate.set()
    settle(qtbot, page)
    assert [job.can_cancel for job in started if job and job.label.startswith("Replaying")] == [
        True
    ]
    assert tab.chart.is_empty()
    assert tab.replay_button.isEnabled()
    replay(qtbot, page, tab)
    assert not tab.chart.is_empty()


def test_the_worker_says_how_far_it_is_and_ends_between_two_months(
    desk: Desk, issue_id: str
) -> None:
    sheet = open_sheet(desk, issue_id)
    assert sheet is not None
    job = Job("", can_cancel=True)
    found = _work(Season(), Movement(), sheet, _SCHEDULE, job)
    assert found is not None
    assert found.yearly_cost == Decimal("1410.00")
    assert job.fraction == 11 / 12
    job.cancel()
    assert _work(Season(), Movement(), sheet, _SCHEDULE, job) is None


def test_what_was_typed_survives_other_tabs_and_a_window_built_anew(
    qtbot: QtBot, make_window: Callable[[], MainWindow], case_id: str, issue_id: str
) -> None:
    window = make_window()
    page = open_costing(qtbot, window, case_id)
    tab = season_of(qtbot, page)
    take_preset(tab, 2)
    type_cell(qtbot, tab, JOIN, 6, "3")
    replay(qtbot, page, tab)
    look_at(qtbot, page, TabName.SPREAD)
    assert season_of(qtbot, page) is tab
    assert not tab.chart.is_empty()
    texts = tab.season.texts()
    other = make_window()
    other.restore(window.state())
    again = costing_page(qtbot, other).board.tabs.current
    assert isinstance(again, StressTab)
    assert again.season.texts() == texts
    assert again.season.texts()[JOIN][5] == "3"
    assert again.season.presets.currentIndex() == 2


def test_output_is_replayed_too_and_has_no_share(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, tmp_path: Path
) -> None:
    add_rates(desk, case_id, add_output(desk, case_id, tmp_path))
    page = open_costing(qtbot, window, case_id)
    tab = season_of(qtbot, page)
    take_preset(tab, 1)
    replay(qtbot, page, tab)
    # 3,900.00 a month; six tenths of the units in three of the months.
    assert [one.amount for one in tab.chart.months.bars[2:4]] == [
        Decimal("2340.00"),
        Decimal("3900.00"),
    ]
    assert [line.title for line in tab.chart.months.lines] == ["Below min."]
    assert "Orders" not in tab.chart.table().header


def test_a_roster_has_no_season_and_no_kind_has_more_tabs_than_keys() -> None:
    assert TabName.STRESS not in tabs_of(DatasetKind.ROSTER)
    assert all(len(tabs_of(kind)) <= 9 for kind in DatasetKind)


def _shown(tab: StressTab) -> list[list[str]]:
    model = tab.chart.worst.view.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def _forget(_anything: object) -> None:
    """Take no note of what a job gave."""
