from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from negotiator_desk.settings import ThemeChoice
from negotiator_desk.ui.charts.measures import Measure, Quantity
from negotiator_desk.ui.charts.scatter import MOST_POINTS, ScatterOldNew
from negotiator_desk.ui.theme import Theme, tokens

NAMES = ("沈若川", "林佩瑶", "陆远志", "秦书怡")
OLD = (500_000, 400_000, 600_000, 450_000)
NEW = (520_000, 390_000, 600_000, 700_050)


@pytest.fixture
def chart(show: Callable[[QWidget], None]) -> ScatterOldNew:
    made = ScatterOldNew(Quantity("Present pay", Measure.YUAN), Quantity("New pay", Measure.YUAN))
    show(made)
    return made


def told(chart: ScatterOldNew) -> list[object]:
    found: list[object] = []
    chart.person_chosen.connect(found.append)
    return found


def test_the_table_names_each_person_with_old_new_and_change(chart: ScatterOldNew) -> None:
    chart.set_people(NAMES, OLD, NEW)
    table = chart.table()
    assert table.header == ("Person", "Present pay (yuan)", "New pay (yuan)", "Change (yuan)")
    assert table.rows[3] == ("秦书怡", "4,500.00", "7,000.50", "+2,500.50")
    assert table.values[1][3] == Decimal("-100.00")


def test_people_who_lose_have_a_shape_and_a_colour_of_their_own(
    chart: ScatterOldNew, theme: Theme
) -> None:
    chart.set_people(NAMES, OLD, NEW)
    assert len(chart._losing.points()) == 1
    assert len(chart._gaining.points()) == 3
    assert chart._losing.opts["symbol"] != chart._gaining.opts["symbol"]
    assert chart._losing.opts["brush"].color() == QColor(tokens(dark=False).bad)
    theme.choose(ThemeChoice.DARK)
    assert chart._losing.opts["brush"].color() == QColor(tokens(dark=True).bad)


def test_keys_go_by_pay_and_by_gain_and_choose_the_person(
    qtbot: QtBot, chart: ScatterOldNew
) -> None:
    chart.set_people(NAMES, OLD, NEW)
    chosen = told(chart)
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert chosen == [1], "who loses most comes first"
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chosen[-1] == 3, "the next higher present pay"
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    assert chosen[-1] == 0, "the next smaller gain"
    qtbot.keyClick(chart, Qt.Key.Key_End)
    assert chosen[-1] == 3, "who gains most comes last"
    assert chart.reading() == "秦书怡\n¥\xa04,500.00 → ¥\xa07,000.50, ▲ +¥\xa02,500.50"


def test_a_click_chooses_the_nearest_person_and_the_pointer_only_reads(
    qtbot: QtBot, chart: ScatterOldNew
) -> None:
    chart.set_people(NAMES, OLD, NEW)
    chosen, pointed = told(chart), []
    chart.person_pointed.connect(pointed.append)
    chart.point_at(chart.target_point(2))
    assert pointed == [2]
    assert chosen == []
    place = chart.target_point(1).toPoint()
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place)
    assert chosen == [1]
    corner = chart.frame.area.topLeft().toPoint()
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=corner)
    assert chosen == [1]


def test_a_search_rings_the_people_it_found(chart: ScatterOldNew) -> None:
    chart.set_people(NAMES, OLD, NEW)
    chart.highlight({0, 3})
    assert len(chart._found.points()) == 2
    chart.set_people(NAMES[:2], OLD[:2], NEW[:2])
    assert len(chart._found.points()) == 1, "somebody who has gone is not ringed"
    chart.highlight(())
    assert len(chart._found.points()) == 0


def test_many_people_are_a_density_and_those_who_lose_still_points(chart: ScatterOldNew) -> None:
    count = MOST_POINTS + 1
    old = np.linspace(300_000, 900_000, count).astype(np.int64)
    new = old + 20_000
    new[:7] -= 50_000
    chart.set_people([f"Rider {number}" for number in range(count)], old, new)
    assert chart._density.isVisible()
    assert len(chart._gaining.points()) == 0
    assert len(chart._losing.points()) == 7
    chart.set_people(NAMES, OLD, NEW)
    assert not chart._density.isVisible()
    assert len(chart._gaining.points()) == 3


def test_both_axes_have_one_scale_so_that_the_line_of_equals_is_one(
    chart: ScatterOldNew,
) -> None:
    chart.set_people(NAMES, OLD, NEW)
    frame = chart.frame
    assert (frame.left, frame.right) == (frame.bottom, frame.top)


def test_people_without_both_amounts_are_refused(chart: ScatterOldNew) -> None:
    with pytest.raises(ValueError, match="every person"):
        chart.set_people(NAMES, OLD, NEW[:2])
