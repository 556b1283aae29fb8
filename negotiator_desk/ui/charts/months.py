"""Twelve months side by side: what is paid in each, and lines of figures below the bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from negotiator_desk.ui.charts.axes import EDGE, Ruler, paint_upright, text_width, upright_ruler
from negotiator_desk.ui.charts.marks import mixed, thin_pen
from negotiator_desk.ui.charts.measures import Quantity
from negotiator_desk.ui.charts.plot import PlotChart
from negotiator_desk.ui.charts.scales import Span, rounded_out, settled
from negotiator_desk.ui.charts.surface import EMPTY_FRAME, Frame
from negotiator_desk.ui.charts.tables import ChartTable
from negotiator_desk.ui.theme import Tokens, Tone

_BAR = 0.72
"""Share of a month's room that its bar takes."""


@dataclass(frozen=True)
class MonthBar:
    """One month.

    Attributes:
        amount: Height of the bar, in the unit of the axis.
        is_marked: Hatched: the month differs from an ordinary one.
        reading: What the readout says of it; lines are kept.
    """

    amount: Decimal
    is_marked: bool
    reading: str


@dataclass(frozen=True)
class MonthLine:
    """Figures in a line below the bars, one for each month.

    Attributes:
        title: What they are, translated.
        texts: One for each month; "" leaves its place free.
        tone: Of the texts; the title says what they mean.
    """

    title: str
    texts: tuple[str, ...]
    tone: Tone = Tone.NEUTRAL


class MonthsChart(PlotChart):
    """Bars of months; the month that pays least has a frame of its own."""

    def __init__(self, quantity: Quantity, parent: QWidget | None = None) -> None:
        """Make an empty chart.

        Args:
            quantity: What the bars are: "Pay of all workers".
        """
        super().__init__(parent)
        self._quantity = quantity
        self._bars: tuple[MonthBar, ...] = ()
        self._lines: tuple[MonthLine, ...] = ()
        self._table = ChartTable()
        self._span: Span | None = None
        self._ruler = Ruler("", (), ())
        self._plain = self.surface.bars()
        self._marked = self.surface.bars()
        self._hatch = self.surface.bars()
        self._hatch.setZValue(1)

    @property
    def bars(self) -> tuple[MonthBar, ...]:
        """The months as they are shown."""
        return self._bars

    @property
    def lines(self) -> tuple[MonthLine, ...]:
        """The figures below the bars, from top to bottom."""
        return self._lines

    def set_months(
        self, bars: Sequence[MonthBar], lines: Sequence[MonthLine], table: ChartTable
    ) -> None:
        """Show months.

        Args:
            table: The same figures as a table, one row a month.

        Raises:
            ValueError: A line has not one text for each month.
        """
        if any(len(line.texts) != len(bars) for line in lines):
            raise ValueError("every line needs a text for each month")
        self._bars, self._lines, self._table = tuple(bars), tuple(lines), table
        self.refresh()
        self.changed.emit()

    @override
    def is_empty(self) -> bool:
        return not self._bars

    @override
    def table(self) -> ChartTable:
        return self._table

    @override
    def lay_out(self, metrics: QFontMetricsF) -> Frame:
        if self.is_empty():
            return EMPTY_FRAME
        largest = max(one.amount for one in self._bars)
        wanted = rounded_out(Decimal(0), max(largest, Decimal(1)) * Decimal("1.02"))
        self._span = settled(self._span, wanted)
        line = metrics.height()
        top = line + 10
        bottom = self.height() - line * (1 + len(self._lines)) - 8
        self._ruler = upright_ruler(self._quantity, self._span, max(bottom - top, 10))
        titles = [one.title for one in self._lines]
        left = max(text_width(self._ruler.texts, metrics), text_width(titles, metrics)) + 2 * EDGE
        area = QRectF(left, top, self.width() - left - EDGE, max(bottom - top, 10))
        last = len(self._bars) - 0.5
        return Frame(area, -0.5, last, float(self._span.low), float(self._span.high))

    @override
    def draw(self, colours: Tokens) -> None:
        panel, ink = QColor(colours.panel), QColor(colours.accent)
        numbered = list(enumerate(self._bars))
        plain = [(number, one) for number, one in numbered if not one.is_marked]
        marked = [(number, one) for number, one in numbered if one.is_marked]
        pen, fill = thin_pen(ink), QBrush(mixed(panel, ink, 0.6))
        hatch = QBrush(panel, Qt.BrushStyle.BDiagPattern)
        for item, bars, brush in (
            (self._plain, plain, fill),
            (self._marked, marked, fill),
            (self._hatch, marked, hatch),
        ):
            item.setVisible(bool(bars))
            item.setOpts(
                x0=[number - _BAR / 2 for number, _one in bars],
                width=[_BAR] * len(bars),
                y0=[0.0] * len(bars),
                height=[float(one.amount) for _number, one in bars],
                brush=brush,
                pen=pen,
            )
        if self._bars:
            self.surface.draw_grid(
                self.frame, QColor(colours.line), across=self._ruler.places, up=()
            )

    @override
    def paint_over(self, painter: QPainter, colours: Tokens) -> None:
        if self.is_empty():
            return
        area = self.frame.area
        paint_upright(painter, self._ruler, self.frame, colours)
        painter.setPen(QPen(QColor(colours.field_line), 1))
        painter.drawLine(QPointF(area.left(), area.bottom()), QPointF(area.right(), area.bottom()))
        numbers = tuple(str(number) for number in range(1, len(self._bars) + 1))
        self._paint_line(painter, 0, MonthLine("", numbers), colours)
        for place, line in enumerate(self._lines, start=1):
            self._paint_line(painter, place, line, colours)
        self._frame_lowest(painter, colours)

    def _paint_line(self, painter: QPainter, place: int, line: MonthLine, colours: Tokens) -> None:
        metrics = QFontMetricsF(painter.font())
        top = self.frame.area.bottom() + 4 + place * metrics.height()
        painter.setPen(QColor(colours.mute))
        before = QRectF(0, top, self.frame.area.left() - EDGE, metrics.height())
        painter.drawText(before, Qt.AlignmentFlag.AlignRight, line.title)
        painter.setPen(colours.ink(line.tone))
        room = self.frame.area.width() / len(self._bars)
        for number, text in enumerate(line.texts):
            box = QRectF(self.frame.x(number) - room / 2, top, room, metrics.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, text)

    def _frame_lowest(self, painter: QPainter, colours: Tokens) -> None:
        """Frame the bar of the month that pays least, where months differ."""
        amounts = [one.amount for one in self._bars]
        least = min(amounts)
        if least == max(amounts):
            return
        number = amounts.index(least)
        corner = self.frame.point(number - _BAR / 2, float(least))
        width = self.frame.x(number + _BAR / 2) - corner.x()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colours.text), 2))
        painter.drawRect(QRectF(corner.x(), corner.y(), width, self.frame.y(0.0) - corner.y()))

    @override
    def target_count(self) -> int:
        return len(self._bars)

    @override
    def target_point(self, number: int) -> QPointF:
        return self.frame.point(number, float(self._bars[number].amount))

    @override
    def target_at(self, place: QPointF) -> int | None:
        if self.is_empty() or not self.frame.area.contains(place):
            return None
        return round(self.frame.x_value(place.x()))

    @override
    def target_text(self, number: int) -> str:
        return self._bars[number].reading
