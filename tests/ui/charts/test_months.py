"""The chart of twelve months: bars, the figures below them, and its table."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from negotiator_desk.ui.charts.measures import Measure, Quantity
from negotiator_desk.ui.charts.months import MonthBar, MonthLine, MonthsChart
from negotiator_desk.ui.charts.tables import ChartTable, figures, words
from negotiator_desk.ui.theme import Tone

Show = Callable[[QWidget], None]
AMOUNTS = [Decimal(amount) for amount in (90, 90, 120, 120, 120, 120, 120, 120, 120, 120, 120, 80)]


@pytest.fixture
def chart(show: Show) -> MonthsChart:
    """Two slow months and one with the least pay."""
    made = MonthsChart(Quantity("Pay", Measure.YUAN))
    show(made)
    made.set_months(
        [
            MonthBar(amount, amount < 100, f"Month {number}: {amount}")
            for number, amount in enumerate(AMOUNTS, start=1)
        ],
        [MonthLine("Below", tuple("2" if amount < 100 else "0" for amount in AMOUNTS), Tone.BAD)],
        ChartTable(
            (
                words("Month", [str(number) for number in range(1, 13)]),
                figures("Pay (yuan)", Measure.YUAN, AMOUNTS),
            ),
            12,
        ),
    )
    return made


def test_months_are_read_one_by_one_by_keys_and_by_pointer(
    qtbot: QtBot, chart: MonthsChart
) -> None:
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert chart.reading() == "Month 1: 90"
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.reading() == "Month 2: 90"
    qtbot.keyClick(chart, Qt.Key.Key_End)
    assert chart.reading() == "Month 12: 80"
    inside = QPointF(chart.frame.x(4), chart.frame.y(60.0))
    assert chart.target_at(inside) == 4
    assert chart.target_at(QPointF(1, 1)) is None


def test_the_bars_reach_as_high_as_their_amounts_from_a_base_of_0(chart: MonthsChart) -> None:
    tops = [chart.target_point(number).y() for number in range(12)]
    assert tops[0] == tops[1]
    assert tops[2] < tops[0] < tops[11]
    assert chart.frame.bottom == 0
    assert chart.frame.left == -0.5
    assert chart.frame.right == 11.5


def test_the_table_has_the_same_months_and_a_chart_without_any_is_empty(
    chart: MonthsChart,
) -> None:
    assert chart.table().rows[11] == ("12", "80.00")
    assert not chart.is_empty()
    chart.set_months((), (), ChartTable())
    assert chart.is_empty()
    assert chart.target_count() == 0


def test_room_is_kept_below_for_every_line_of_figures(chart: MonthsChart) -> None:
    one_line = chart.frame.area.bottom()
    lines = [MonthLine("Share", ("21.5",) * 12), *chart.lines]
    chart.set_months(chart.bars, lines, chart.table())
    assert chart.frame.area.bottom() < one_line


def test_a_line_that_misses_a_month_is_a_mistake_of_ours(chart: MonthsChart) -> None:
    with pytest.raises(ValueError, match="each month"):
        chart.set_months(chart.bars, [MonthLine("Below", ("1",))], chart.table())
