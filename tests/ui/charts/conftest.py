"""What tests of charts get: the light colours, and a chart shown at half a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from negotiator_desk.ui.charts.plot import PlotChart
from negotiator_desk.ui.theme import Theme


@pytest.fixture
def show(qtbot: QtBot, theme: Theme) -> Iterator[Callable[[QWidget], None]]:
    """Shows a widget at the size of half a page of the smallest screen, with the keyboard."""
    kept: list[QWidget] = []  # what only Python owns could be collected while it is painted

    def shown(widget: QWidget) -> None:
        kept.append(widget)
        qtbot.addWidget(widget)
        widget.resize(560, 300)
        widget.show()
        qtbot.waitExposed(widget)

        def is_active() -> bool:
            widget.activateWindow()
            return QApplication.activeWindow() is widget

        qtbot.waitUntil(is_active)
        widget.setFocus(Qt.FocusReason.TabFocusReason)

    yield shown
    kept.clear()


@pytest.fixture
def drag(qtbot: QtBot) -> Callable[..., None]:
    """Presses the mouse on a point, moves it in steps, and lets it go."""

    def dragged(
        chart: PlotChart,
        number: int,
        away: QPointF,
        *,
        release: bool = True,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        start = chart.target_point(number)
        left = Qt.MouseButton.LeftButton
        qtbot.mousePress(chart, left, pos=start.toPoint())
        for part in (0.25, 0.5, 0.75, 1.0):
            move(chart, start + away * part, modifier)
        if release:
            qtbot.mouseRelease(chart, left, modifier, (start + away).toPoint())

    return dragged


def move(chart: PlotChart, place: QPointF, modifier: Qt.KeyboardModifier) -> None:
    """Send a move with the button down; the test library's own has neither button nor keys."""
    left = Qt.MouseButton.LeftButton
    event = QMouseEvent(
        QEvent.Type.MouseMove, place, chart.mapToGlobal(place), left, left, modifier
    )
    QApplication.sendEvent(chart, event)


@pytest.fixture
def wheel() -> Callable[[QWidget], bool]:
    """Turns the wheel over the middle of a widget; whether the widget took it."""

    def turned(widget: QWidget) -> bool:
        middle = QPointF(widget.rect().center())
        event = QWheelEvent(
            middle,
            widget.mapToGlobal(middle),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(widget, event)
        return event.isAccepted()

    return turned
