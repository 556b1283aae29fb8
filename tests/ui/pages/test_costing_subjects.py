"""The costing page on rosters and orders: ladder, promotions, shares and their disclosure."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from negotiator_desk.pay.assumptions import Promotion
from negotiator_desk.pay.cells import with_cell
from negotiator_desk.pay.dataset import DatasetKind
from negotiator_desk.pay.terms import (
    CommissionSchedule,
    Subject,
    TakeMethod,
    Terms,
    Tier,
    WageGrid,
)
from negotiator_desk.services.assumptions import get_assumptions, save_assumptions
from negotiator_desk.services.costing_orders import disclose, shares_picture
from negotiator_desk.services.costing_pictures import promotion_picture
from negotiator_desk.services.datasets import import_dataset
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import IssueDetails, add_issue
from negotiator_desk.ui import display
from negotiator_desk.ui.charts.ladder import LadderChart
from negotiator_desk.ui.charts.measures import Measure, Quantity
from negotiator_desk.ui.charts.tiers import Tier as ChartTier
from negotiator_desk.ui.charts.tiers import TierChart
from negotiator_desk.ui.dialogs.assumptions import AssumptionsDialog
from negotiator_desk.ui.main_window import MainWindow
from negotiator_desk.ui.pages.costing_tab_handles import HandlesTab
from negotiator_desk.ui.pages.costing_tab_heads import HeadsTab
from negotiator_desk.ui.pages.costing_tab_promotions import PromotionsTab
from negotiator_desk.ui.pages.costing_tab_shares import SharesTab
from negotiator_desk.ui.pages.costing_tabs import TabName
from tests.ui.costing_steps import look_at, open_costing, settle

GRID = WageGrid(
    bands=("一档", "二档"),
    grades=("初级工", "中级工"),
    cells=(
        (Decimal("3000.00"), Decimal("3500.00")),
        (Decimal("3200.00"), Decimal("3800.00")),
    ),
    post_bands=(("车工", "一档"), ("钳工", "二档")),
)
SHARES = CommissionSchedule(
    TakeMethod.ORDER_TIERS,
    (Tier(Decimal("30.00"), Decimal("0.2000")), Tier(None, Decimal("0.2500"))),
    order_cap=Decimal("0.3000"),
)


def add_case_issue(
    desk: Desk, case_id: str, folder: Path, rows: tuple[str, ...], kind: DatasetKind, terms: Terms
) -> str:
    path = folder / "facts.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    dataset = import_dataset(desk, case_id, path, kind=kind).value.dataset_id
    subject = (
        Subject.SKILL_GRADE_WAGES if isinstance(terms, WageGrid) else Subject.COMMISSION_SHARES
    )
    return add_issue(desk, case_id, IssueDetails("Pay", subject, dataset, terms)).value


@pytest.fixture
def wages(desk: Desk, case_id: str, tmp_path: Path) -> str:
    """Three workers in two bands and two grades."""
    rows = (
        "工号,姓名,岗位,技能等级,现行工资",
        "G1,甲,车工,初级工,3000",
        "G2,乙,车工,中级工,3500",
        "G3,丙,钳工,初级工,3200",
    )
    return add_case_issue(desk, case_id, tmp_path, rows, DatasetKind.ROSTER, GRID)


@pytest.fixture
def orders(desk: Desk, case_id: str, tmp_path: Path) -> str:
    """Three orders of two riders."""
    rows = (
        "订单号,骑手编号,下单时间,顾客支付",
        "D001,R1,2026-09-01 12:00,20.00",
        "D002,R1,2026-09-02 12:00,40.00",
        "D003,R2,2026-09-03 12:00,30.00",
    )
    return add_case_issue(desk, case_id, tmp_path, rows, DatasetKind.ORDERS, SHARES)


def test_a_ladder_that_falls_names_the_cell_and_marks_it(
    qtbot: QtBot, window: MainWindow, case_id: str, wages: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = look_at(qtbot, page, TabName.HANDLES)
    assert isinstance(tab, HandlesTab)
    assert isinstance(tab.chart, LadderChart)
    assert tab.card is not None
    assert "rises in both directions" in tab.card.finding()
    page.board.try_value("cell:一档:中级工", Decimal("2900.00"))
    settle(qtbot, page)
    fault = next(one for one in tab.chart.handles if one.key == "cell:一档:中级工")
    assert "does not rise enough over 一档 · 初级工" in fault.fault
    assert tab.card.finding().startswith("1 cell breaks a rule. 一档 · 中级工")
    heads = look_at(qtbot, page, TabName.HEADS)
    assert isinstance(heads, HeadsTab)
    assert fault.fault in heads.grid.cell_words((0, 1))
    page.trials.take_back()


def test_an_amount_typed_into_the_heads_is_tried_and_found_in_the_table(
    qtbot: QtBot, window: MainWindow, case_id: str, wages: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = look_at(qtbot, page, TabName.HEADS)
    assert isinstance(tab, HeadsTab)
    assert [row[2] for row in tab.grid.table().rows] == ["1", "1", "1", "0"]
    model = tab.grid.view.model()
    model.setData(model.index(0, 0), "3,100")
    settle(qtbot, page)
    assert page.trials.terms == with_cell(GRID, "cell:一档:初级工", Decimal("3100.00"))
    assert page.board.figures.cost.figure() == "+¥\xa01,200"
    tab.grid.choose((1, 1))
    assert page.board.card.current_key() == "cell:二档:中级工"
    model.setData(model.index(0, 0), "much")
    assert "“much” is not a number" in tab.note.text()
    page.trials.take_back()


def test_promotions_are_counted_and_ten_more_have_a_price(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, wages: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = look_at(qtbot, page, TabName.PROMOTIONS)
    assert isinstance(tab, PromotionsTab)
    assert page.board.sheet is not None
    assert tab.more.model.rows == promotion_picture(page.board.sheet, GRID).ten_more
    assert tab.note.text() == "Nobody is assumed to move up."
    qtbot.mouseClick(tab.assume, Qt.MouseButton.LeftButton)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, AssumptionsDialog)
    dialog.done(0)
    assumed = replace(
        get_assumptions(desk, wages), promotions=(Promotion("初级工", Decimal("0.5000")),)
    )
    window.announce(save_assumptions(desk, wages, assumed))
    settle(qtbot, page)
    # One of two moves up; the first band goes first where both have as many: 500 more a month.
    assert tab.chart.table().rows == (("初级工", "2", "1", "1"), ("中级工", "1", "0", "2"))
    assert tab.card.finding().startswith("1 promotion over the term costs ¥\xa06,000")


def test_shares_are_spread_and_one_order_is_disclosed(
    qtbot: QtBot, window: MainWindow, case_id: str, orders: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = look_at(qtbot, page, TabName.SHARES)
    assert isinstance(tab, SharesTab)
    assert page.board.sheet is not None
    found = shares_picture(page.board.sheet, SHARES)
    # 20 % of 20 and of 30, and 20 % of 30 with 25 % of the 10 above.
    assert found.share == Decimal("0.2056")
    assert (
        tab.card.finding() == "The platform keeps 20.56 % of all orders; 0 orders are over 30.00 %."
    )
    assert sum(int(row[2]) for row in tab.chart.table().rows) == 3
    tab.order.setText("D002")
    tab.order.editingFinished.emit()
    settle(qtbot, page)
    order = disclose(page.board.sheet, SHARES, "D002")
    assert (order.pay, order.share) == (Decimal("31.50"), Decimal("0.2125"))
    assert display.yuan(order.pay) in tab.disclosed.text()
    assert "share 21.25 %" in tab.disclosed.text()
    tab.order.setText("D999")
    tab.order.editingFinished.emit()
    settle(qtbot, page)
    assert tab.disclosed.text() == "There is no order “D999” in these records."


def test_a_take_rate_is_dragged_with_the_mouse(
    qtbot: QtBot, window: MainWindow, case_id: str, orders: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = look_at(qtbot, page, TabName.HANDLES)
    assert isinstance(tab, HandlesTab)
    chart = tab.chart
    assert isinstance(chart, TierChart)
    assert [one.key for one in chart.handles] == ["tier:0", "tier:1", "order_cap"]
    at = chart.target_point(0).toPoint()
    up = at - chart.target_point(2).toPoint()
    qtbot.mousePress(chart, Qt.MouseButton.LeftButton, pos=at)
    for way in range(1, 5):
        to = at.__class__(at.x(), at.y() - way * up.y() // 8)
        qtbot.mouseMove(chart, to)
        assert tab.is_moving == (way > 0)
    qtbot.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=to)
    settle(qtbot, page)
    assert not tab.is_moving
    rate = chart.handles[0].value
    assert rate > Decimal("0.2000")
    assert page.trials.terms == with_cell(SHARES, "tier:0", rate)
    assert page.board.figures.gain.figure().startswith("−")
    page.trials.take_back()


def test_a_cell_below_the_minimum_wage_is_told_before_a_rise_that_is_too_small(
    qtbot: QtBot, window: MainWindow, case_id: str, wages: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = look_at(qtbot, page, TabName.HANDLES)
    assert isinstance(tab, HandlesTab)
    page.board.try_value("cell:一档:中级工", Decimal("43.00"))
    settle(qtbot, page)
    assert tab.card is not None
    assert "too little for the minimum wage" in tab.card.finding()
    assert tab.card.finding().endswith("2 more faults.")


def test_workers_in_several_tiers_are_counted_once_in_the_last_row(
    qtbot: QtBot, window: MainWindow, case_id: str, orders: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = look_at(qtbot, page, TabName.HEADS)
    assert isinstance(tab, HeadsTab)
    assert tab.grid.table().header == ("Amount of an order (yuan)", "People")
    model = tab.grid.view.model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["2", "1", "2"]
    assert "The last row counts every worker once." in tab.note.text()


def test_the_highest_shares_stand_in_the_place_of_the_chart(
    qtbot: QtBot, window: MainWindow, case_id: str, orders: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = look_at(qtbot, page, TabName.SHARES)
    assert isinstance(tab, SharesTab)
    tab.extremes.click()
    assert tab.months.isVisible()
    assert not tab.chart.isVisible()
    tab.extremes.click()
    assert tab.chart.isVisible()


def test_the_present_cap_is_compared_with(
    qtbot: QtBot,
) -> None:
    chart = TierChart(Quantity("Take rate", Measure.RATIO), Quantity("Order", Measure.YUAN))
    qtbot.addWidget(chart)
    chart.set_tiers(
        [ChartTier("tier:0", None, Decimal("0.2000"), Decimal("0.2200"))],
        step=Decimal("0.0010"),
        cap=("order_cap", Decimal("0.2700")),
        cap_before=Decimal("0.3000"),
    )
    assert [row[-1] for row in chart.table().rows] == ["22.00", "30.00"]
