"""Dragging by mouse and by keys, in every chart whose figures can be moved."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from negotiator_desk.ui.charts.handles import Direction, HandleChart
from negotiator_desk.ui.charts.ladder import LadderChart, LadderLine
from negotiator_desk.ui.charts.measures import Measure, Quantity
from negotiator_desk.ui.charts.rate_bars import RateBars, RateRow
from negotiator_desk.ui.charts.tiers import Tier, TierChart

Drag = Callable[..., None]


def ladder() -> LadderChart:
    chart = LadderChart(Quantity("Base pay", Measure.YUAN), "Skill grade")
    fill_ladder(chart, "")
    return chart


def fill_ladder(chart: LadderChart, prefix: str) -> None:
    pay = {"I": (Decimal(4000), Decimal(5000)), "II": (Decimal(4500), Decimal(5600))}
    lines = [
        LadderLine(band, (f"{prefix}{band}:low", f"{prefix}{band}:high"), amounts)
        for band, amounts in pay.items()
    ]
    chart.set_ladder(("low", "high"), lines, step=Decimal(10))


def tiers() -> TierChart:
    chart = TierChart(Quantity("Take rate", Measure.RATIO), Quantity("Order", Measure.YUAN))
    fill_tiers(chart, "")
    return chart


def fill_tiers(chart: TierChart, prefix: str) -> None:
    found = (
        Tier(f"{prefix}first", Decimal(20), Decimal("0.18"), Decimal("0.20")),
        Tier(f"{prefix}rest", None, Decimal("0.25")),
    )
    chart.set_tiers(found, step=Decimal("0.005"), cap=(f"{prefix}cap", Decimal("0.27")))


def rates() -> RateBars:
    chart = RateBars(Quantity("Piece rate", Measure.RATE, "yuan/parcel"), "Operation")
    fill_rates(chart, "")
    return chart


def fill_rates(chart: RateBars, prefix: str) -> None:
    rows = [
        RateRow(f"{prefix}city", "City", Decimal("0.8200"), Decimal("0.8000")),
        RateRow(f"{prefix}far", "Far", Decimal("1.1550"), Decimal("1.1550")),
    ]
    chart.set_rates(rows, step=Decimal("0.01"), largest=Decimal(2))


def fill(chart: HandleChart, prefix: str = "") -> None:
    """Show the chart's first figures again, under other keys if there is a prefix."""
    match chart:
        case LadderChart():
            fill_ladder(chart, prefix)
        case TierChart():
            fill_tiers(chart, prefix)
        case RateBars():
            fill_rates(chart, prefix)


class Heard:
    """What a chart said."""

    def __init__(self, chart: HandleChart) -> None:
        self.dragged: list[tuple[str, Decimal]] = []
        self.dropped: list[tuple[str, Decimal]] = []
        chart.dragged.connect(self._take_dragged)
        chart.dropped.connect(self._take_dropped)

    def _take_dragged(self, key: str, value: Decimal) -> None:
        self.dragged.append((key, value))

    def _take_dropped(self, key: str, value: Decimal) -> None:
        self.dropped.append((key, value))


@pytest.fixture(params=[ladder, tiers, rates], ids=["ladder", "tiers", "rates"])
def chart(request: pytest.FixtureRequest, show: Callable[[QWidget], None]) -> HandleChart:
    made: HandleChart = request.param()
    show(made)
    return made


@pytest.fixture
def heard(chart: HandleChart) -> Heard:
    return Heard(chart)


def more(chart: HandleChart) -> Qt.Key:
    upright = chart.direction is Direction.UPRIGHT
    return Qt.Key.Key_Up if upright else Qt.Key.Key_Right


def less(chart: HandleChart) -> Qt.Key:
    upright = chart.direction is Direction.UPRIGHT
    return Qt.Key.Key_Down if upright else Qt.Key.Key_Left


def way(chart: HandleChart, pixels: float) -> QPointF:
    """So many pixels towards more."""
    upright = chart.direction is Direction.UPRIGHT
    return QPointF(0, -pixels) if upright else QPointF(pixels, 0)


def test_keys_move_by_a_step_and_by_ten_and_say_so_exactly(
    qtbot: QtBot, chart: HandleChart, heard: Heard
) -> None:
    chart.set_current(0)
    handle = chart.handles[0]
    qtbot.keyClick(chart, more(chart))
    qtbot.keyClick(chart, Qt.Key.Key_PageUp)
    qtbot.keyClick(chart, less(chart))
    qtbot.keyClick(chart, Qt.Key.Key_PageDown)
    values = [handle.value + handle.step * by for by in (1, 11, 10, 0)]
    assert heard.dragged == [(handle.key, value) for value in values]
    assert heard.dropped == heard.dragged
    assert all(type(value) is Decimal for _key, value in heard.dragged)


def test_a_key_held_down_drags_on_and_drops_once(
    qtbot: QtBot, chart: HandleChart, heard: Heard
) -> None:
    chart.set_current(0)
    for _again in range(3):
        QTest.keyPress(chart, more(chart))
    assert chart.is_dragging
    assert (len(heard.dragged), len(heard.dropped)) == (3, 0)
    QTest.keyRelease(chart, more(chart))
    assert heard.dropped == [heard.dragged[-1]]
    assert not chart.is_dragging


def test_losing_the_keyboard_drops_what_a_key_was_moving(
    qtbot: QtBot, chart: HandleChart, heard: Heard
) -> None:
    chart.set_current(0)
    QTest.keyPress(chart, more(chart))
    chart.clearFocus()
    assert heard.dropped == [heard.dragged[-1]]


def test_the_first_key_only_shows_where_one_stands(
    qtbot: QtBot, chart: HandleChart, heard: Heard
) -> None:
    chart.set_current(None)
    qtbot.keyClick(chart, more(chart))
    assert chart.current == 0
    assert heard.dragged == []


def test_the_mouse_drags_to_whole_steps_and_drops_where_it_lets_go(
    chart: HandleChart, heard: Heard, drag: Drag
) -> None:
    handle = chart.handles[1]
    drag(chart, 1, way(chart, 30))
    assert len(heard.dragged) >= 2
    assert {key for key, _value in heard.dragged} == {handle.key}
    values = [value for _key, value in heard.dragged]
    assert values == sorted(values)
    assert values[0] > handle.value
    assert all(value % handle.step == 0 for value in values)
    assert heard.dropped == [heard.dragged[-1]]
    assert chart.handles[1].value == values[-1]


def test_the_axis_does_not_move_under_a_dragged_handle(chart: HandleChart, drag: Drag) -> None:
    before = chart.frame
    drag(chart, 0, way(chart, 400), release=False)
    assert chart.is_dragging
    assert chart.frame == before
    end = before.top if chart.direction is Direction.UPRIGHT else before.right
    assert float(chart.handles[0].value) == pytest.approx(end, rel=0.01)


def test_a_press_without_a_move_changes_nothing(
    chart: HandleChart, heard: Heard, drag: Drag
) -> None:
    drag(chart, 1, QPointF(1, 1))
    assert chart.current == 1
    assert heard.dragged == heard.dropped == []


def test_escape_takes_a_drag_back(
    qtbot: QtBot, chart: HandleChart, heard: Heard, drag: Drag
) -> None:
    before = chart.handles[0]
    drag(chart, 0, way(chart, 30), release=False)
    assert chart.handles[0].value != before.value
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    assert chart.handles[0].value == before.value
    assert heard.dropped == [(before.key, before.value)]
    assert not chart.is_dragging


def test_shift_moves_a_tenth_of_the_way(chart: HandleChart, drag: Drag) -> None:
    before = chart.handles[0].value
    drag(chart, 0, way(chart, 60))
    far = chart.handles[0].value - before
    chart.nudge(-1)
    chart.drop()
    start = chart.handles[0].value
    drag(chart, 0, way(chart, -60), modifier=Qt.KeyboardModifier.ShiftModifier)
    near = start - chart.handles[0].value
    assert 0 < near < far / 4


def test_no_value_leaves_its_limits(qtbot: QtBot, chart: HandleChart, drag: Drag) -> None:
    drag(chart, 0, way(chart, -2000))
    chart.set_current(0)
    for _again in range(100):
        chart.nudge(-10)
    chart.drop()
    assert chart.handles[0].value == 0


def test_dragging_goes_on_while_the_page_shows_new_figures(
    chart: HandleChart, heard: Heard, drag: Drag
) -> None:
    drag(chart, 1, way(chart, 30), release=False)
    fill(chart)
    assert chart.is_dragging
    fill(chart, prefix="other ")
    assert not chart.is_dragging
    assert heard.dropped == []


def test_the_readout_says_what_it_is_and_what_it_was(chart: HandleChart) -> None:
    chart.set_current(0)
    assert chart.handles[0].name in chart.reading()
    if chart.handles[0].before is not None:
        assert "was" in chart.reading()


def test_the_table_follows_a_handle(qtbot: QtBot, chart: HandleChart) -> None:
    chart.set_current(0)
    qtbot.keyClick(chart, more(chart))
    values = {value for row in chart.table().values for value in row}
    assert chart.handles[0].value in values


def test_the_wheel_changes_nothing(
    qtbot: QtBot, chart: HandleChart, heard: Heard, wheel: Callable[[QWidget], bool]
) -> None:
    before = chart.frame
    assert not wheel(chart)
    assert chart.frame == before
    assert heard.dragged == []
