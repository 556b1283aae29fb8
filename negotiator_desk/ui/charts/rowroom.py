"""Room for horizontal bars: as many rows as fit, the others by scrolling."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QWheelEvent
from PySide6.QtWidgets import QScrollBar

from negotiator_desk.ui.charts.axes import EDGE
from negotiator_desk.ui.charts.plot import PlotChart
from negotiator_desk.ui.theme import Tokens

Item = TypeVar("Item")

LEAST_ROW = 22.0
"""Height of a row, at least, in pixels."""
_LARGEST_ROW = 40.0
_BAR_WIDTH = 12


class RowRoom:
    """Rows from top to bottom; row `n` reaches from `n` to `n + 1` on the vertical axis."""

    def __init__(self, chart: PlotChart) -> None:
        self._chart = chart
        self._row = LEAST_ROW
        self.bar = QScrollBar(Qt.Orientation.Vertical, chart)
        self.bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.bar.valueChanged.connect(self._scrolled)
        self.bar.hide()

    @property
    def row_height(self) -> float:
        """Height of a row now, in pixels."""
        return self._row

    def width_for(self, count: int, height: float) -> float:
        """What the scroll bar takes of the width."""
        return _BAR_WIDTH if count * LEAST_ROW > height + 1 else 0.0

    def lay_out(self, count: int, area: QRectF) -> tuple[float, float]:
        """Place the scroll bar and return the rows at the upper and the lower edge of the area."""
        self._row = min(max(area.height() / max(count, 1), LEAST_ROW), _LARGEST_ROW)
        hidden = round(max(count * self._row - area.height(), 0))
        self.bar.blockSignals(True)  # what it says is used at once
        self.bar.setRange(0, hidden)
        self.bar.setPageStep(round(area.height()))
        self.bar.setSingleStep(round(self._row))
        self.bar.blockSignals(False)
        self.bar.setVisible(hidden > 0)
        self.bar.setGeometry(
            self._chart.width() - _BAR_WIDTH, round(area.top()), _BAR_WIDTH, round(area.height())
        )
        top = self.bar.value() / self._row
        return top, top + area.height() / self._row

    def reveal(self, number: int) -> None:
        """Scroll so that a row is in sight."""
        top, bottom = number * self._row, (number + 1) * self._row
        if top < self.bar.value():
            self.bar.setValue(int(top))
        elif bottom > self.bar.value() + self.bar.pageStep():
            self.bar.setValue(round(bottom - self.bar.pageStep()) + 1)

    def turn(self, event: QWheelEvent) -> None:
        """Scroll with the wheel; at an end, or where all is in sight, the page scrolls."""
        before = self.bar.value()
        lines = event.angleDelta().y() / 120
        self.bar.setValue(round(before - lines * 3 * self._row))
        event.setAccepted(self.bar.value() != before)

    def paint_names(
        self, painter: QPainter, names: Sequence[str], width: float, colours: Tokens
    ) -> None:
        """Write the rows' names left of the axis, cut where they are too long."""
        metrics = painter.fontMetrics()
        painter.setPen(QColor(colours.text))
        for number, name in self.shown(names):
            box = self.box(number, EDGE, width)
            text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(width))
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def paint_values(
        self, painter: QPainter, texts: Sequence[tuple[str, QColor]], left: float, width: float
    ) -> None:
        """Write one right-aligned text a row, each in its colour."""
        for number, (text, ink) in self.shown(texts):
            painter.setPen(ink)
            painter.drawText(
                self.box(number, left, width),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                text,
            )

    def box(self, number: int, left: float, width: float) -> QRectF:
        """Room of a row between two edges, in pixels of the chart."""
        frame = self._chart.frame
        top = frame.y(number)
        return QRectF(left, top, width, self._row)

    def shown(self, items: Sequence[Item]) -> list[tuple[int, Item]]:
        """The items whose middle is in sight, with their numbers."""
        frame = self._chart.frame
        return [
            (number, item)
            for number, item in enumerate(items)
            if frame.top <= number + 0.5 <= frame.bottom
        ]

    @Slot()
    def _scrolled(self) -> None:
        self._chart.refresh()
