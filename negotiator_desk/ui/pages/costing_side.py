"""A chart with something beside it that belongs to the same figures."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from negotiator_desk.ui.charts.chart import Chart
from negotiator_desk.ui.charts.tables import ChartTable
from negotiator_desk.ui.theme import GRID


class ChartBeside(Chart):
    """Counts as its first chart: its table, its name and its place under the keyboard."""

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
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(chart, shares[0])
        layout.addWidget(beside, shares[1])
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
