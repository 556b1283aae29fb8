"""A chart with something beside it that belongs to the same figures."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedLayout, QWidget
from typing_extensions import override

from negotiator_desk.ui.charts.chart import Chart
from negotiator_desk.ui.charts.tables import ChartTable
from negotiator_desk.ui.theme import GRID


class ChartBeside(Chart):
    """Counts as its first chart: its table, its name and its place under the keyboard.

    Where there is no room for both side by side, the second is below the first.
    """

    def __init__(
        self,
        chart: Chart,
        beside: QWidget,
        parent: QWidget | None = None,
        *,
        shares: tuple[int, int] = (1, 1),
    ) -> None:
        """Put two things beside one another.

        Args:
            shares: How they share the width.
        """
        super().__init__(parent)
        self._chart = chart
        self._beside = beside
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GRID)
        self._layout.addWidget(chart, shares[0])
        self._layout.addWidget(beside, shares[1])
        self.setFocusProxy(chart)
        chart.changed.connect(self.changed)

    @override
    def table(self) -> ChartTable:
        return self._chart.table()

    @override
    def is_empty(self) -> bool:
        return self._chart.is_empty()

    @override
    def describe(self, name: str, finding: str) -> None:
        super().describe(name, finding)
        self._chart.describe(name, finding)

    @override
    def minimumSizeHint(self) -> QSize:
        # No wider than one of them: it is for the width to say which way they stand.
        least = [_least(widget) for widget in (self._chart, self._beside)]
        heights = [size.height() for size in least]
        is_row = self._layout.direction() is QBoxLayout.Direction.LeftToRight
        height = max(heights) if is_row else sum(heights) + GRID
        return QSize(max(size.width() for size in least), height)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = sum(_least(widget).width() for widget in (self._chart, self._beside)) + GRID
        wanted = QBoxLayout.Direction.LeftToRight
        if self.width() < needed:
            wanted = QBoxLayout.Direction.TopToBottom
        if wanted is not self._layout.direction():
            self._layout.setDirection(wanted)
            self.updateGeometry()


class ChartOrOther(Chart):
    """A chart, or something else in its place; its table is the chart's."""

    def __init__(self, chart: Chart, other: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart = chart
        self._pages = QStackedLayout(self)
        self._pages.addWidget(chart)
        self._pages.addWidget(other)
        self._other = other
        self.setFocusProxy(chart)
        chart.changed.connect(self.changed)

    def show_other(self, shown: bool) -> None:
        """Show the other thing, or the chart."""
        widget = self._other if shown else self._chart
        self._pages.setCurrentWidget(widget)
        self.setFocusProxy(widget)

    @override
    def table(self) -> ChartTable:
        return self._chart.table()

    @override
    def is_empty(self) -> bool:
        return self._chart.is_empty()

    @override
    def describe(self, name: str, finding: str) -> None:
        super().describe(name, finding)
        self._chart.describe(name, finding)


def _least(widget: QWidget) -> QSize:
    return widget.minimumSizeHint().expandedTo(widget.minimumSize())
