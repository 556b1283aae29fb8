"""Shares with their margin say the same as bars, as a table and to a reader of screens."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from negotiator_desk.ui.charts.intervals import IntervalBars, IntervalRow
from negotiator_desk.ui.charts.measures import Measure, Quantity
from negotiator_desk.ui.theme import Tone

ROWS = (
    IntervalRow(
        "同城",
        Decimal("0.9000"),
        Decimal("0.6990"),
        Decimal("0.9721"),
        "kept",
        Tone.GOOD,
        "18 of 20",
    ),
    IntervalRow("省内", None, None, None, "no hours", Tone.ATTENTION),
)


def chart_of(qtbot: QtBot) -> IntervalBars:
    chart = IntervalBars(Quantity("Able to finish", Measure.RATIO), "Operation")
    qtbot.addWidget(chart)
    chart.resize(420, 220)
    chart.show()
    chart.set_rows(ROWS, (Decimal("0.9000"), "The law's share"))
    return chart


def test_the_table_has_every_figure_and_the_line(qtbot: QtBot) -> None:
    chart = chart_of(qtbot)
    table = chart.table()
    assert table.header == ("Operation", "Able to finish (%)", "From (%)", "To (%)")
    assert table.rows == (("同城", "90.00", "69.90", "97.21"), ("省内", "—", "—", "—"))
    assert table.notes == ("The law's share 90.00 %",)


def test_a_row_is_read_out_with_its_margin_and_its_samples(qtbot: QtBot) -> None:
    chart = chart_of(qtbot)
    assert chart.target_text(0) == ("同城: 90.00 %\nbetween 69.90 and 97.21 %\n18 of 20, kept")
    assert chart.target_text(1) == "省内: —\nno hours"
    assert chart.target_at(QPointF(200, chart.target_point(1).y())) == 1


def test_the_keys_go_from_row_to_row(qtbot: QtBot) -> None:
    chart = chart_of(qtbot)
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    assert chart.current == 1


def test_without_rows_it_is_empty_and_paints_all_the_same(qtbot: QtBot) -> None:
    chart = chart_of(qtbot)
    chart.grab()
    chart.set_rows(())
    assert chart.is_empty()
    chart.grab()
