"""Who gains how much: one bar for each group, those who gain least first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from negotiator_desk.i18n import _
from negotiator_desk.ui import display
from negotiator_desk.ui.charts.axes import (
    EDGE,
    Ruler,
    level_ruler,
    paint_heading,
    paint_level,
    text_width,
)
from negotiator_desk.ui.charts.marks import mixed, thin_pen
from negotiator_desk.ui.charts.measures import Quantity
from negotiator_desk.ui.charts.plot import PlotChart
from negotiator_desk.ui.charts.rowroom import RowRoom
from negotiator_desk.ui.charts.scales import Span, rounded_out, settled
from negotiator_desk.ui.charts.surface import EMPTY_FRAME, Frame
from negotiator_desk.ui.charts.tables import ChartColumn, ChartTable, changes, words
from negotiator_desk.ui.theme import Tokens, Tone

_NAMES = 0.32
"""Largest share of the width that the names may take."""


@dataclass(frozen=True)
class GainRow:
    """One group.

    Attributes:
        key: What the page knows it by.
        name: Translated or as the data have it.
        gain: New less old, in the unit of the axis.
        people: How many are in the group.
    """

    key: str
    name: str
    gain: Decimal
    people: int


class GainBars(PlotChart):
    """Bars to the right of zero for gains, to the left and hatched for losses.

    Signals:
        group_chosen: Key of a group that was clicked, or on which Enter was pressed.
    """

    group_chosen = Signal(object)

    def __init__(self, quantity: Quantity, title: str, parent: QWidget | None = None) -> None:
        """Make an empty chart.

        Args:
            quantity: What is gained: "Gain a month".
            title: What the groups are, for the table: "Team".
        """
        super().__init__(parent)
        self._quantity = quantity
        self._title = title
        self._gains: tuple[GainRow, ...] = ()
        self._span: Span | None = None
        self._ruler = Ruler("", (), ())
        self._rows = RowRoom(self)
        self._more = self.surface.bars()
        self._less = self.surface.bars()
        self._hatch = self.surface.bars()
        self._hatch.setZValue(1)
        self._names_width = self._counts_width = self._values_width = 0.0

    @property
    def gains(self) -> tuple[GainRow, ...]:
        """The groups from top to bottom."""
        return self._gains

    def set_gains(self, rows: Sequence[GainRow]) -> None:
        """Show the groups; they are sorted, least gain first."""
        self._gains = tuple(sorted(rows, key=lambda row: row.gain))
        self.refresh()
        self.changed.emit()

    @override
    def is_empty(self) -> bool:
        return not self._gains

    @override
    def table(self) -> ChartTable:
        people = [row.people for row in self._gains]
        columns = (
            words(self._title, [row.name for row in self._gains]),
            ChartColumn(
                _("People"), lambda row: display.count(people[row]), lambda row: people[row]
            ),
            changes(
                self._quantity.heading(),
                self._quantity.measure,
                [row.gain for row in self._gains],
            ),
        )
        return ChartTable(columns, len(self._gains))

    def _value_text(self, row: GainRow) -> str:
        if not row.gain:
            return f"= {self._quantity.measure.text(row.gain)}"
        mark = "▲" if row.gain > 0 else "▼"
        return f"{mark} {self._quantity.measure.change(row.gain)}"

    def _count_text(self, row: GainRow) -> str:
        return _("{count} people").format(count=display.count(row.people))

    @override
    def lay_out(self, metrics: QFontMetricsF) -> Frame:
        if self.is_empty():
            self._rows.bar.hide()
            return EMPTY_FRAME
        least = min(self._gains[0].gain, Decimal(0))
        most = max(self._gains[-1].gain, Decimal(0))
        needed = Span(least, most)
        self._span = settled(self._span, rounded_out(least, most), held=self.is_held, needed=needed)
        names = [row.name for row in self._gains]
        counts = [self._count_text(row) for row in self._gains]
        values = [self._value_text(row) for row in self._gains]
        self._names_width = min(text_width(names, metrics) + 4, self.width() * _NAMES)
        self._counts_width = text_width(counts, metrics) + 8
        self._values_width = text_width(values, metrics) + 12
        top = metrics.height() + 8
        bottom = self.height() - metrics.height() - 6
        bar = self._rows.width_for(len(names), bottom - top)
        left = self._names_width + self._counts_width + 12 + EDGE
        right = self.width() - self._values_width - bar - 8
        area = QRectF(left, top, max(right - left, 10), max(bottom - top, 10))
        self._ruler = level_ruler(self._quantity, self._span, area.width(), metrics)
        first, last = self._rows.lay_out(len(names), area)
        return Frame(area, float(self._span.low), float(self._span.high), last, first)

    @override
    def draw(self, colours: Tokens) -> None:
        numbered = list(enumerate(self._gains))
        panel, bad = QColor(colours.panel), QColor(colours.bad)
        more = [(number, row) for number, row in numbered if row.gain >= 0]
        less = [(number, row) for number, row in numbered if row.gain < 0]
        good = QColor(colours.good)
        self._fill(self._more, more, mixed(panel, good, 0.6), thin_pen(good))
        self._fill(self._less, less, mixed(panel, bad, 0.6), thin_pen(bad))
        hatch = QBrush(panel, Qt.BrushStyle.BDiagPattern)
        self._fill(self._hatch, less, hatch, thin_pen(bad))
        if self._gains:
            self.surface.draw_grid(
                self.frame, QColor(colours.line), across=(), up=self._ruler.places
            )

    @staticmethod
    def _fill(
        item: Any, rows: list[tuple[int, GainRow]], brush: QColor | QBrush, pen: QPen
    ) -> None:
        item.setVisible(bool(rows))
        item.setOpts(
            x0=[0.0] * len(rows),
            width=[float(row.gain) for _number, row in rows],
            y0=[number + 0.22 for number, _row in rows],
            height=[0.56] * len(rows),
            brush=brush,
            pen=pen,
        )

    @override
    def paint_over(self, painter: QPainter, colours: Tokens) -> None:
        if self.is_empty():
            return
        area = self.frame.area
        paint_heading(painter, self._ruler.heading, colours)
        paint_level(painter, self._ruler, self.frame, colours, heading=False)
        self._rows.paint_names(painter, [r.name for r in self._gains], self._names_width, colours)
        mute = QColor(colours.mute)
        counts = [(self._count_text(row), mute) for row in self._gains]
        self._rows.paint_values(painter, counts, EDGE + self._names_width, self._counts_width)
        values = [(self._value_text(row), self._ink(row, colours)) for row in self._gains]
        self._rows.paint_values(painter, values, area.right() + 4, self._values_width)
        painter.setPen(QPen(QColor(colours.text), 1))
        zero = self.frame.x(0.0)
        painter.drawLine(QPointF(zero, area.top()), QPointF(zero, area.bottom()))

    def _ink(self, row: GainRow, colours: Tokens) -> QColor:
        if row.gain < 0:
            return colours.ink(Tone.BAD)
        return colours.ink(Tone.GOOD if row.gain > 0 else Tone.NEUTRAL)

    @override
    def target_count(self) -> int:
        return len(self._gains)

    @override
    def target_point(self, number: int) -> QPointF:
        return self.frame.point(float(self._gains[number].gain), number + 0.5)

    @override
    def target_at(self, place: QPointF) -> int | None:
        if self.is_empty() or not self.frame.area.top() <= place.y() <= self.frame.area.bottom():
            return None
        number = int(self.frame.y_value(place.y()))
        return number if 0 <= number < len(self._gains) else None

    @override
    def target_text(self, number: int) -> str:
        row = self._gains[number]
        return f"{row.name}: {self._value_text(row)} {self._quantity.unit_text()}\n" + (
            self._count_text(row)
        )

    @override
    def press_target(self, number: int) -> None:
        self.group_chosen.emit(self._gains[number].key)

    @override
    def set_current(self, number: int | None) -> None:
        super().set_current(number)
        if self.current is not None:
            self._rows.reveal(self.current)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        self._rows.turn(event)
