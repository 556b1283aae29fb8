"""What every chart can do besides being looked at."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFont
from PySide6.QtWidgets import QWidget

from negotiator_desk.ui.charts.tables import ChartTable
from negotiator_desk.ui.theme import figure_font

SMALL_TEXT = 12
"""Height of the text on axes, in pixels."""


class Chart(QWidget):
    """Takes figures in `set_…()` and gives them back as a table.

    Signals:
        changed: Other figures are shown now.
    """

    changed = Signal()

    has_search = False
    """Whether what is searched for is told to the chart, so that its table needs no search."""

    def table(self) -> ChartTable:
        """The same figures as a table."""
        return ChartTable()

    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return self.table().count == 0

    def describe(self, name: str, finding: str) -> None:
        """Say what the chart is called and what it shows, for screen readers."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(finding)

    def announce(self, text: str) -> None:
        """Let screen readers say something that has just come under the keyboard."""
        if text and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def small_font(self) -> QFont:
        """The interface's face in the size of axes, with digits of one width."""
        font = figure_font(self.font())
        font.setPixelSize(SMALL_TEXT)
        return font
