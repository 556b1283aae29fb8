"""Piece rates as bars, new against present, dragged by their ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF
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
from negotiator_desk.ui.charts.grip import paint_grip
from negotiator_desk.ui.charts.handles import Direction, Handle, HandleChart
from negotiator_desk.ui.charts.legend import LegendEntry, legend_width, paint_legend
from negotiator_desk.ui.charts.marks import mixed, thin_pen
from negotiator_desk.ui.charts.measures import Quantity, joined
from negotiator_desk.ui.charts.rowroom import RowRoom
from negotiator_desk.ui.charts.scales import Span, rounded_out, settled
from negotiator_desk.ui.charts.surface import EMPTY_FRAME, Frame
from negotiator_desk.ui.charts.tables import ChartTable, changes, figures, words
from negotiator_desk.ui.theme import Tokens, Tone

_NAMES = 0.3
"""Largest share of the width that the names may take."""
_HEADROOM = Decimal("1.12")


@dataclass(frozen=True)
class RateRow:
    """One operation, or any other figure that can be drawn as a bar from 0.

    Attributes:
        key: What the page knows it by.
        name: Translated or as the user named it.
        value: The new figure.
        before: The present one; None if there is none.
    """

    key: str
    name: str
    value: Decimal
    before: Decimal | None = None


class RateBars(HandleChart):
    """One bar a row, filled for the new figure and framed for the present one.

    Up and Down go from row to row, Left and Right move a step, Page Up and Page Down ten.
    """

    direction = Direction.LEVEL

    def __init__(self, quantity: Quantity, title: str, parent: QWidget | None = None) -> None:
        """Make an empty chart.

        Args:
            quantity: What the bars are.
            title: What the rows are, for the table: "Operation".
        """
        super().__init__(quantity, parent)
        self._title = title
        self._span: Span | None = None
        self._ruler = Ruler("", (), ())
        self._rows = RowRoom(self)
        self._bars = self.surface.bars()
        self._was = self.surface.bars()
        self._names_width = self._values_width = 0.0

    def set_rates(
        self, rows: Sequence[RateRow], *, step: Decimal, largest: Decimal | None = None
    ) -> None:
        """Show rates.

        Args:
            rows: From top to bottom.
            step: What a bar moves at a time, such as 0.01 yuan.
            largest: No bar can be dragged beyond it; None sets no limit.
        """
        if [row.key for row in rows] != [handle.key for handle in self.handles]:
            self._span = None
        self.set_handles(
            [
                Handle(row.key, row.name, row.value, step, high=largest, before=row.before)
                for row in rows
            ]
        )
        self.refresh()
        self.changed.emit()

    @override
    def table(self) -> ChartTable:
        measure = self.quantity.measure
        new = [handle.value for handle in self.handles]
        old = [handle.before for handle in self.handles]
        moved = [
            None if handle.before is None else handle.value - handle.before
            for handle in self.handles
        ]
        unit = self.quantity.unit_text()
        head = _("{quantity} ({unit})")
        columns = (
            words(self._title, [handle.name for handle in self.handles]),
            figures(head.format(quantity=_("Present"), unit=unit), measure, old),
            figures(head.format(quantity=_("New"), unit=unit), measure, new),
            changes(head.format(quantity=_("Change"), unit=unit), measure, moved),
        )
        return ChartTable(columns, len(new))

    def _value_text(self, handle: Handle) -> str:
        text = self.quantity.measure.text(handle.value)
        if handle.before is None or handle.before == handle.value:
            return text
        return f"{text}  {self.quantity.measure.change(handle.value - handle.before)}"

    @override
    def lay_out(self, metrics: QFontMetricsF) -> Frame:
        if self.is_empty():
            self._rows.bar.hide()
            return EMPTY_FRAME
        values = [handle.value for handle in self.handles]
        values += [handle.before for handle in self.handles if handle.before is not None]
        needed = Span(Decimal(0), max(values))
        wanted = rounded_out(Decimal(0), max(needed.high * _HEADROOM, self.handles[0].step * 5))
        self._span = settled(self._span, wanted, held=self.is_held, needed=needed)
        names = [handle.name for handle in self.handles]
        self._names_width = min(text_width(names, metrics) + 4, self.width() * _NAMES)
        texts = [self._value_text(handle) for handle in self.handles]
        widest = text_width(texts, metrics) + 8
        # Room for a change that is not there yet: the plot must not jump while a bar is dragged.
        self._values_width = max(self._values_width, widest) if self.is_held else widest
        top = metrics.height() + 8
        bottom = self.height() - metrics.height() - 6
        bar = self._rows.width_for(len(values), bottom - top)
        left = self._names_width + 10 + EDGE
        right = self.width() - self._values_width - bar - 8
        area = QRectF(left, top, max(right - left, 10), max(bottom - top, 10))
        self._ruler = level_ruler(self.quantity, self._span, area.width(), metrics)
        first, last = self._rows.lay_out(len(self.handles), area)
        return Frame(area, float(self._span.low), float(self._span.high), last, first)

    @override
    def draw(self, colours: Tokens) -> None:
        shown = not self.is_empty()
        self._bars.setVisible(shown)
        self._was.setVisible(shown)
        if not shown:
            return
        places = list(range(len(self.handles)))
        accent = QColor(colours.accent)
        self._bars.setOpts(
            x0=[0.0] * len(places),
            width=[float(handle.value) for handle in self.handles],
            y0=[place + 0.28 for place in places],
            height=[0.44] * len(places),
            brush=mixed(QColor(colours.panel), accent, 0.55),
            pen=thin_pen(mixed(QColor(colours.panel), accent, 0.75)),
        )
        known = [(n, one.before) for n, one in enumerate(self.handles) if one.before is not None]
        self._was.setOpts(
            x0=[0.0] * len(known),
            width=[float(before) for _number, before in known],
            y0=[number + 0.18 for number, _before in known],
            height=[0.64] * len(known),
            brush=None,
            pen=thin_pen(colours.text, 1.4),
        )
        self.surface.draw_grid(self.frame, QColor(colours.line), across=(), up=self._ruler.places)

    @override
    def paint_over(self, painter: QPainter, colours: Tokens) -> None:
        if self.is_empty():
            return
        metrics = QFontMetricsF(painter.font())
        paint_heading(painter, self._ruler.heading, colours)
        paint_level(painter, self._ruler, self.frame, colours, heading=False)
        self._paint_legend(painter, metrics, colours)
        names = [handle.name for handle in self.handles]
        self._rows.paint_names(painter, names, self._names_width, colours)
        texts = [(self._value_text(one), self._ink(one, colours)) for one in self.handles]
        left = self.frame.area.right() + 4
        self._rows.paint_values(painter, texts, left, self._values_width)
        for number, handle in self._rows.shown(self.handles):
            at = self.target_point(number)
            ink = QColor(colours.bad if handle.fault else colours.accent)
            length = self._rows.row_height * 0.7
            paint_grip(painter, at, self.direction, ink, colours, length=length)
        base = QPointF(self.frame.area.left(), self.frame.area.top())
        painter.setPen(QPen(QColor(colours.field_line), 1))
        painter.drawLine(base, QPointF(base.x(), self.frame.area.bottom()))

    def _ink(self, handle: Handle, colours: Tokens) -> QColor:
        if handle.before is None or handle.before == handle.value:
            return QColor(colours.mute)
        return colours.ink(Tone.BAD) if handle.value < handle.before else QColor(colours.text)

    def _paint_legend(self, painter: QPainter, metrics: QFontMetricsF, colours: Tokens) -> None:
        if all(handle.before is None for handle in self.handles):
            return
        fill = mixed(QColor(colours.panel), QColor(colours.accent), 0.55)
        entries = (
            LegendEntry(_("New"), fill),
            LegendEntry(_("Present"), QColor(colours.text), is_outline=True),
        )
        left = self.width() - legend_width(entries, metrics) - 8
        paint_legend(painter, entries, QPointF(left, 2), colours)

    @override
    def target_point(self, number: int) -> QPointF:
        return self.frame.point(float(self.handles[number].value), number + 0.5)

    @override
    def readout(self, handle: Handle) -> str:
        # The change stands at the end of the row; without it, the readout fits above the rows.
        text = self.quantity.full(handle.value)
        if handle.before is not None and handle.before != handle.value:
            was = _("was {value}").format(value=self.quantity.full(handle.before))
            text = joined((text, was))
        return "\n".join(part for part in (f"{handle.name}: {text}", handle.fault) if part)

    @override
    def readout_place(self, wanted: QPointF, width: float) -> tuple[float, float]:
        # Above all rows, over the heading: near its bar it would cover the rows below.
        return max(min(EDGE, self.width() - width - 2), 2), 0

    @override
    def target_at(self, place: QPointF) -> int | None:
        number = super().target_at(place)
        seen = {number for number, _handle in self._rows.shown(self.handles)}
        return number if number in seen else None

    @override
    def neighbour(self, number: int, across: int, down: int) -> int:
        return number + down

    @override
    def set_current(self, number: int | None) -> None:
        super().set_current(number)
        if self.current is not None:
            self._rows.reveal(self.current)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        self._rows.turn(event)
