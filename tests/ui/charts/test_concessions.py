"""The concession curve: two lines over rounds, read by keys, and the same figures as a table."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from negotiator_desk.ui.charts.concessions import ConcessionChart, SideLine
from negotiator_desk.ui.charts.measures import Measure, Quantity
from negotiator_desk.ui.theme import Tone

Show = Callable[[QWidget], None]
EMPLOYEE = [Decimal(amount) for amount in (15_000, 13_200, 9_600)]
EMPLOYER = [Decimal(amount) for amount in (1_800, -200, 4_680)]


def lines(count: int = 3, *, gone: frozenset[int] = frozenset()) -> tuple[SideLine, SideLine]:
    return (
        SideLine("Employee side", Tone.EMPLOYEE, tuple(EMPLOYEE[:count])),
        SideLine("Employer side", Tone.EMPLOYER, tuple(EMPLOYER[:count]), gone),
    )


@pytest.fixture
def chart(show: Show) -> ConcessionChart:
    """Three rounds; the employer side's word of the third was taken back."""
    made = ConcessionChart(Quantity("Cost a year", Measure.YUAN))
    show(made)
    made.set_rounds((1, 2, 3), lines(gone=frozenset({2})), gap_name="Gap", has_signs=True)
    return made


def test_rounds_are_read_across_and_sides_up_and_down(qtbot: QtBot, chart: ConcessionChart) -> None:
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert chart.reading().split("\n") == [
        "Round 1, Employee side",
        "+¥\u00a015,000.00",
        "Gap: ¥\u00a013,200.00",
    ]
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    assert chart.reading().startswith("Round 2, Employer side\n−¥\u00a0200.00")
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    assert chart.reading().startswith("Round 2, Employer side")
    qtbot.keyClick(chart, Qt.Key.Key_End)
    assert "taken back" in chart.reading()
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.reading().startswith("Round 3, Employer side")
    qtbot.keyClick(chart, Qt.Key.Key_Up)
    assert chart.reading().startswith("Round 3, Employee side")
    assert "taken back" not in chart.reading()


def test_the_table_has_both_sides_and_the_gap(chart: ConcessionChart) -> None:
    table = chart.table()
    assert table.header == ("Round", "Employee side (yuan)", "Employer side (yuan)", "Gap (yuan)")
    assert table.rows == (
        ("1", "+15,000.00", "+1,800.00", "13,200.00"),
        ("2", "+13,200.00", "−200.00", "13,400.00"),
        ("3", "+9,600.00", "+4,680.00", "4,920.00"),
    )


def test_a_higher_cost_stands_higher_and_a_later_round_further_right(
    chart: ConcessionChart,
) -> None:
    first, second = chart.target_point(0), chart.target_point(2)
    assert first.x() < second.x()
    assert first.y() < second.y()
    assert chart.target_point(1).y() > first.y()
    near = QPointF(first.x() + 5, first.y() - 5)
    assert chart.target_at(near) == 0


def test_the_sides_are_told_apart_without_colour(chart: ConcessionChart) -> None:
    solid, dashed = (item.opts["pen"].style() for item in chart._items)
    assert (solid, dashed) == (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine)


def test_one_round_makes_no_curve(chart: ConcessionChart) -> None:
    chart.set_rounds((1,), lines(1))
    assert chart.is_empty()
    assert chart.target_count() == 0
    assert chart.table().count == 0
    chart.set_rounds((), ())
    assert chart.is_empty()


def test_lines_that_do_not_fit_the_rounds_are_refused(chart: ConcessionChart) -> None:
    with pytest.raises(ValueError, match="each round"):
        chart.set_rounds((1, 2), lines(3))
    with pytest.raises(ValueError, match="two sides"):
        chart.set_rounds((1, 2, 3), lines(3)[:1])


def test_a_line_that_never_moves_is_drawn_all_the_same(show: Show) -> None:
    made = ConcessionChart(Quantity("Own value", Measure.YUAN, "points"))
    show(made)
    flat = SideLine("Your side", Tone.EMPLOYEE, (Decimal(50), Decimal(50)))
    made.set_rounds((1, 2), (flat, flat))
    assert made.target_text(0) == "Round 1, Your side\n50.00 points"
    middle = made.frame.area.center().y()
    assert abs(made.target_point(3).y() - middle) < made.frame.area.height() / 4
