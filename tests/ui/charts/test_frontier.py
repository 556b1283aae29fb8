"""The picture of what is possible: read point by point, and the same figures as a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from negotiator_desk.bargaining.options import Point
from negotiator_desk.ui.charts.frontier import MOST_DOTS, FrontierChart
from negotiator_desk.ui.charts.frontier_marks import (
    FrontierPicture,
    Mark,
    MarkKind,
    NamedPoint,
    OfferPath,
    legend_entries,
    path_look,
)
from negotiator_desk.ui.theme import Tone, tokens

Show = Callable[[QWidget], None]
PICTURE = FrontierPicture(
    frontier=tuple(Point(own * 1_000, 10_000 - own * own * 100) for own in range(11)),
    solutions=(NamedPoint("Nash", Point(6_000, 6_400)), NamedPoint("Welfare", Point(5_000, 7_500))),
    own=OfferPath("Your offers", Tone.EMPLOYEE, (Point(10_000, 0), Point(9_050, 1_200))),
    other=OfferPath("Their offers", Tone.EMPLOYER, (Point(0, 10_000), Point(1_000, 9_000))),
    deal=Point(5_000, 5_000),
    walk_away=(1_500, 2_000),
)


def package(mark: Mark) -> str:
    return f"Heat: {mark.kind.value}\nRates: {mark.number}"


@pytest.fixture
def chart(show: Show) -> FrontierChart:
    made = FrontierChart()
    show(made)
    made.set_picture(PICTURE, package)
    return made


def at(chart: FrontierChart) -> Mark:
    assert chart.current is not None
    return chart.marks[chart.current]


def test_a_point_says_what_it_is_what_it_is_worth_and_what_its_package_is(
    qtbot: QtBot, chart: FrontierChart
) -> None:
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert chart.reading().split("\n") == [
        "Nash",
        "own 60 points · other about 64 (estimate)",
        "Heat: solution",
        "Rates: 0",
    ]
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    assert chart.reading().startswith("The deal\nown 50 points · other about 50 (estimate)")


def test_arrows_go_along_a_kind_and_to_the_nearest_of_the_next(
    qtbot: QtBot, chart: FrontierChart
) -> None:
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert at(chart) == Mark(MarkKind.SOLUTION, 1)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert at(chart) == Mark(MarkKind.SOLUTION, 1)
    for _press in range(2):
        qtbot.keyClick(chart, Qt.Key.Key_Down)
    assert at(chart) == Mark(MarkKind.OWN, 1)
    assert chart.reading().startswith("Your offers, word 2\nown 90.5 points")
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert at(chart) == Mark(MarkKind.OTHER, 0)
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    assert at(chart) == Mark(MarkKind.FRONTIER, 0)
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    assert at(chart) == Mark(MarkKind.FRONTIER, 0)
    qtbot.keyClick(chart, Qt.Key.Key_End)
    assert chart.reading().startswith("Frontier, point 11 of 11")
    qtbot.keyClick(chart, Qt.Key.Key_Up)
    assert at(chart) == Mark(MarkKind.OTHER, 1)


def test_pages_go_along_a_long_frontier_in_tenths(qtbot: QtBot, chart: FrontierChart) -> None:
    long = tuple(Point(own, 500 - own) for own in range(500))
    chart.set_picture(replace(PICTURE, frontier=long), package)
    qtbot.keyClick(chart, Qt.Key.Key_PageDown)
    assert at(chart).kind is MarkKind.FRONTIER
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    qtbot.keyClick(chart, Qt.Key.Key_PageDown)
    assert at(chart) == Mark(MarkKind.FRONTIER, 50)
    qtbot.keyClick(chart, Qt.Key.Key_PageUp)
    qtbot.keyClick(chart, Qt.Key.Key_PageUp)
    assert at(chart) == Mark(MarkKind.FRONTIER, 0)


def test_enter_and_a_click_choose_a_point(qtbot: QtBot, chart: FrontierChart) -> None:
    chosen: list[Mark] = []
    chart.mark_chosen.connect(chosen.append)
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    frontier = chart.marks.index(Mark(MarkKind.FRONTIER, 2))
    place = chart.target_point(frontier).toPoint()
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place)
    assert chosen == [Mark(MarkKind.SOLUTION, 0), Mark(MarkKind.FRONTIER, 2)]


def test_the_pointer_finds_what_has_a_name_before_the_mere_point_below_it(
    chart: FrontierChart,
) -> None:
    nash = chart.target_point(chart.marks.index(Mark(MarkKind.SOLUTION, 0)))
    found = chart.target_at(nash + QPointF(2, 2))
    assert found is not None
    assert chart.marks[found] == Mark(MarkKind.SOLUTION, 0)
    assert chart.target_at(chart.frame.area.topRight() + QPointF(-4, 4)) is None


def test_the_table_says_the_same(chart: FrontierChart) -> None:
    table = chart.table()
    assert table.header == ("What", "Own points", "Other side (estimate)", "Package")
    assert table.count == len(chart.marks) == chart.target_count() == 2 + 1 + 2 + 2 + 11
    assert table.rows[0] == ("Nash", "60.00", "64.00", "Heat: solution; Rates: 0")
    assert table.rows[2][:3] == ("The deal", "50.00", "50.00")
    assert table.rows[4][:3] == ("Your offers, word 2", "90.50", "12.00")
    assert table.rows[7][:3] == ("Frontier, point 1 of 11", "0.00", "100.00")
    assert table.notes == (
        "Your walk-away: 15 points.",
        "Their walk-away: 20 points (estimate).",
    )
    for number in range(table.count):
        title, own = table.rows[number][0], table.values[number][1]
        assert chart.target_text(number).split("\n")[0] == title
        assert f"own {own:f}".rstrip("0").rstrip(".") in chart.target_text(number)


def test_own_value_runs_to_the_right_and_the_others_upwards(chart: FrontierChart) -> None:
    first = chart.target_point(chart.marks.index(Mark(MarkKind.FRONTIER, 0)))
    last = chart.target_point(chart.marks.index(Mark(MarkKind.FRONTIER, 10)))
    assert first.x() < last.x()
    assert first.y() < last.y()
    assert all(
        chart.frame.area.adjusted(-1, -1, 1, 1).contains(chart.target_point(number))
        for number in range(chart.target_count())
    )


def test_the_line_goes_down_before_it_goes_across(chart: FrontierChart) -> None:
    x, y = chart._line.getData()
    assert list(zip(x[:3], y[:3], strict=True)) == [(0.0, 100.0), (0.0, 99.0), (10.0, 99.0)]
    # Never above or to the right of what can be had: every corner is beaten by a point.
    for corner in zip(x, y, strict=True):
        assert any(
            one.own / 100 >= corner[0] and one.other / 100 >= corner[1]
            for one in (PICTURE.frontier)
        )


def test_the_sides_are_told_apart_without_colour(chart: FrontierChart) -> None:
    light = tokens(dark=False)
    own = path_look(PICTURE.own, light, is_own=True)
    other = path_look(PICTURE.other, light, is_own=False)
    assert own.dash is not other.dash
    assert own.symbol is not other.symbol
    names = [entry.name for entry in legend_entries(PICTURE, light)]
    assert names == ["Frontier", "Your offers", "Their offers", "Walk-away"]
    sampled = legend_entries(replace(PICTURE, is_sample=True), light)
    assert sampled[0].name == "Frontier (sample)"


def test_a_long_frontier_is_a_line_without_dots(chart: FrontierChart) -> None:
    assert chart._dots.isVisible()
    long = tuple(Point(own, MOST_DOTS - own) for own in range(MOST_DOTS + 1))
    chart.set_picture(replace(PICTURE, frontier=long, own=OfferPath(), other=OfferPath()))
    assert not chart._dots.isVisible()
    assert chart.reading() == ""


def test_a_single_point_is_drawn_and_read(qtbot: QtBot, chart: FrontierChart) -> None:
    chart.set_picture(FrontierPicture(frontier=(Point(3_000, 4_000),)))
    qtbot.keyClick(chart, Qt.Key.Key_PageDown)
    assert chart.reading() == ("Frontier, point 1 of 1\nown 30 points · other about 40 (estimate)")
    assert chart.frame.area.contains(chart.target_point(0))


def test_nothing_to_show_has_no_targets(qtbot: QtBot, chart: FrontierChart) -> None:
    chart.set_picture(FrontierPicture())
    assert chart.is_empty()
    assert chart.target_count() == chart.table().count == 0
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert chart.target_at(QPointF(100, 100)) is None
    assert chart.reading() == ""


def test_the_package_shown_is_ringed(chart: FrontierChart) -> None:
    def painted() -> bytes:
        image = QImage(chart.size(), QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        chart.paint_on(painter)
        painter.end()
        return np.frombuffer(image.constBits(), np.uint8).tobytes()

    chart.clearFocus()
    before = painted()
    chart.show_chosen(Point(2_000, 9_600))
    ringed = painted()
    assert ringed != before
    chart.show_chosen(None)
    assert painted() == before
