"""Shares with their margin: one bar a row, the interval it is known with, and a line to reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from negotiator_desk.i18n import _
from negotiator_desk.ui.charts.axes import (
    EDGE,
    Ruler,
    level_ruler,
    paint_heading,
    paint_level,
    text_width,
)
from negotiator_desk.ui.charts.marks import mixed, thin_pen
from negotiator_desk.ui.charts.measures import Quantity, joined
from negotiator_desk.ui.charts.plot import PlotChart
from negotiator_desk.ui.charts.rowroom import RowRoom
from negotiator_desk.ui.charts.scales import Span
from negotiator_desk.ui.charts.surface import EMPTY_FRAME, Frame
from negotiator_desk.ui.charts.tables import ChartTable, figures, words
from negotiator_desk.ui.theme import Tokens, Tone

_NAMES = 0.3
"""Largest share of the width that the names may take."""
_WHOLE = Span(Decimal(0), Decimal(1))
_CAP = 5.0
"""Half the height of the ends of an interval, in pixels."""


@dataclass(frozen=True)
class IntervalRow:
    """One share.

    Attributes:
        name: Translated or as the data have it.
        share: From 0 to 1; None where nothing is known.
        low: Lower end of the interval; None without one, like `high`.
        text: What stands at the right end, in a word or two.
        tone: What the share means against the line; the text says it as well.
        more: What the readout says besides, such as the number of samples.
    """

    name: str
    share: Decimal | None
    low: Decimal | None
    high: Decimal | None
    text: str
    tone: Tone = Tone.NEUTRAL
    more: str = ""


class IntervalBars(PlotChart):
    """Bars from 0 to 100 %, with the margin as a line with two ends."""

    def __init__(self, quantity: Quantity, title: str, parent: QWidget | None = None) -> None:
        """Make an empty chart.

        Args:
            quantity: What the shares are.
            title: What the rows are, for the table: "Operation".
        """
        super().__init__(parent)
        self._quantity = quantity
        self._title = title
        self._shares: tuple[IntervalRow, ...] = ()
        self._line: tuple[Decimal, str] | None = None
        self._ruler = Ruler("", (), ())
        self._rows = RowRoom(self)
        self._bars = self.surface.bars()
        self._names_width = self._texts_width = 0.0

    @property
    def rows(self) -> tuple[IntervalRow, ...]:
        """The shares from top to bottom."""
        return self._shares

    def set_rows(
        self, rows: Sequence[IntervalRow], line: tuple[Decimal, str] | None = None
    ) -> None:
        """Show shares.

        Args:
            rows: From top to bottom.
            line: What a share is held against, and its name; None shows none.
        """
        self._shares, self._line = tuple(rows), line
        self.refresh()
        self.changed.emit()

    @override
    def is_empty(self) -> bool:
        return not self._shares

    @override
    def table(self) -> ChartTable:
        measure = self._quantity.measure
        columns = (
            words(self._title, [row.name for row in self._shares]),
            figures(self._quantity.heading(), measure, [row.share for row in self._shares]),
            figures(_("From (%)"), measure, [row.low for row in self._shares]),
            figures(_("To (%)"), measure, [row.high for row in self._shares]),
        )
        notes = () if self._line is None else (self._line_text(),)
        return ChartTable(columns, len(self._shares), notes)

    def _line_text(self) -> str:
        assert self._line is not None, "asked for only where there is one"
        return f"{self._line[1]} {self._quantity.full(self._line[0])}"

    @override
    def lay_out(self, metrics: QFontMetricsF) -> Frame:
        if self.is_empty():
            self._rows.bar.hide()
            return EMPTY_FRAME
        names = [row.name for row in self._shares]
        self._names_width = min(text_width(names, metrics) + 4, self.width() * _NAMES)
        self._texts_width = text_width([row.text for row in self._shares], metrics) + 12
        top = 2 * metrics.height() + 10
        bottom = self.height() - metrics.height() - 6
        bar = self._rows.width_for(len(names), bottom - top)
        left = self._names_width + 10 + EDGE
        right = self.width() - self._texts_width - bar - 8
        area = QRectF(left, top, max(right - left, 10), max(bottom - top, 10))
        self._ruler = level_ruler(self._quantity, _WHOLE, area.width(), metrics)
        first, last = self._rows.lay_out(len(names), area)
        return Frame(area, 0.0, 1.0, last, first)

    @override
    def draw(self, colours: Tokens) -> None:
        self._bars.setVisible(not self.is_empty())
        if self.is_empty():
            return
        known = [(place, row.share) for place, row in enumerate(self._shares) if row.share]
        accent = QColor(colours.accent)
        self._bars.setOpts(
            x0=[0.0] * len(known),
            width=[float(share) for _place, share in known],
            y0=[place + 0.25 for place, _share in known],
            height=[0.5] * len(known),
            brush=mixed(QColor(colours.panel), accent, 0.45),
            pen=thin_pen(mixed(QColor(colours.panel), accent, 0.75)),
        )
        self.surface.draw_grid(self.frame, QColor(colours.line), across=(), up=self._ruler.places)

    @override
    def paint_over(self, painter: QPainter, colours: Tokens) -> None:
        if self.is_empty():
            return
        paint_heading(painter, self._ruler.heading, colours)
        paint_level(painter, self._ruler, self.frame, colours, heading=False)
        names = [row.name for row in self._shares]
        self._rows.paint_names(painter, names, self._names_width, colours)
        texts = [(row.text, colours.ink(row.tone)) for row in self._shares]
        self._rows.paint_values(painter, texts, self.frame.area.right() + 4, self._texts_width)
        for number, row in self._rows.shown(self._shares):
            self._paint_interval(painter, number, row, colours)
        if self._line is not None:
            self._paint_line(painter, colours)

    def _paint_interval(
        self, painter: QPainter, number: int, row: IntervalRow, colours: Tokens
    ) -> None:
        if row.low is None or row.high is None:
            return
        y = self.frame.y(number + 0.5)
        low, high = (self.frame.x(float(end)) for end in (row.low, row.high))
        painter.setPen(QPen(QColor(colours.text), 2))
        painter.drawLine(QPointF(low, y), QPointF(high, y))
        for x in (low, high):
            painter.drawLine(QPointF(x, y - _CAP), QPointF(x, y + _CAP))

    def _paint_line(self, painter: QPainter, colours: Tokens) -> None:
        assert self._line is not None, "asked for only where there is one"
        area, metrics = self.frame.area, QFontMetricsF(painter.font())
        x = self.frame.x(float(self._line[0]))
        bad = colours.ink(Tone.BAD)
        painter.setPen(thin_pen(bad, 2, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, area.top() - 3), QPointF(x, area.bottom()))
        text = self._line_text()
        width = metrics.horizontalAdvance(text) + 2
        left = min(x - width / 2, area.right() - width)
        box = QRectF(left, area.top() - 4 - metrics.height(), width, metrics.height())
        painter.setPen(bad)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    @override
    def target_count(self) -> int:
        return len(self._shares)

    @override
    def target_point(self, number: int) -> QPointF:
        return self.frame.point(float(self._shares[number].share or 0), number + 0.5)

    @override
    def target_at(self, place: QPointF) -> int | None:
        if self.is_empty() or not self.frame.area.top() <= place.y() <= self.frame.area.bottom():
            return None
        number = int(self.frame.y_value(place.y()))
        return number if 0 <= number < len(self._shares) else None

    @override
    def target_text(self, number: int) -> str:
        row = self._shares[number]
        lines = [
            f"{row.name}: {self._quantity.full(row.share)}",
            joined((row.more, row.text)),
        ]
        if row.low is not None and row.high is not None:
            measure = self._quantity.measure
            lines.insert(
                1,
                _("between {low} and {high} %").format(
                    low=measure.text(row.low), high=measure.text(row.high)
                ),
            )
        return "\n".join(lines)

    @override
    def set_current(self, number: int | None) -> None:
        super().set_current(number)
        if self.current is not None:
            self._rows.reveal(self.current)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        self._rows.turn(event)
