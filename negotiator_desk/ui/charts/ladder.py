"""The wage ladder: one line for each band over the skill grades, moved by its points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from negotiator_desk.i18n import _
from negotiator_desk.ui.charts.axes import (
    EDGE,
    Ruler,
    paint_names,
    paint_upright,
    text_width,
    upright_ruler,
)
from negotiator_desk.ui.charts.handles import Handle, HandleChart
from negotiator_desk.ui.charts.labels import spread
from negotiator_desk.ui.charts.marks import SeriesLook, draw_symbol, line_look, thin_pen
from negotiator_desk.ui.charts.measures import Quantity
from negotiator_desk.ui.charts.scales import Span, rounded_out, settled
from negotiator_desk.ui.charts.surface import EMPTY_FRAME, Frame
from negotiator_desk.ui.charts.tables import ChartTable, changes, figures, words
from negotiator_desk.ui.theme import Tokens, Tone

_LABELS = 0.28
"""Largest share of the width that the bands' names may take."""


@dataclass(frozen=True)
class LadderLine:
    """One band.

    Attributes:
        band: Its name.
        keys: What the page knows each point by, from the lowest grade to the highest.
        amounts: Yuan, one for each grade.
    """

    band: str
    keys: tuple[str, ...]
    amounts: tuple[Decimal, ...]


class LadderChart(HandleChart):
    """Amounts by grade, one line a band, against the legal minimum.

    Left and Right go along a band, Ctrl+Up and Ctrl+Down to the next band, Up and Down move the
    point a step, Page Up and Page Down ten.
    """

    def __init__(self, quantity: Quantity, grade_title: str, parent: QWidget | None = None) -> None:
        """Make an empty chart.

        Args:
            quantity: What the points are.
            grade_title: Heading of the grades, translated.
        """
        super().__init__(quantity, parent)
        self._grade_title = grade_title
        self._grades: tuple[str, ...] = ()
        self._bands: tuple[str, ...] = ()
        self._minimum: Decimal | None = None
        self._minimum_label = ""
        self._span: Span | None = None
        self._ruler = Ruler("", (), ())
        self._lines: list[Any] = []
        self._floor = self.surface.curve()

    def set_ladder(
        self,
        grades: Sequence[str],
        lines: Sequence[LadderLine],
        *,
        step: Decimal,
        before: Mapping[str, Decimal] | None = None,
        faults: Mapping[str, str] | None = None,
    ) -> None:
        """Show a grid.

        Args:
            grades: From the lowest to the highest.
            lines: One for each band.
            step: Yuan that a point moves at a time.
            before: What points were, by key.
            faults: Sentences on the points that break a rule, by key.
        """
        if tuple(grades) != self._grades or len(lines) != len(self._bands):
            self._span = None
        self._grades = tuple(grades)
        self._bands = tuple(line.band for line in lines)
        self.set_handles(
            [
                Handle(
                    key,
                    f"{line.band} · {grade}",
                    amount,
                    step,
                    before=(before or {}).get(key),
                    fault=(faults or {}).get(key, ""),
                )
                for line in lines
                for grade, key, amount in zip(grades, line.keys, line.amounts, strict=True)
            ]
        )
        while len(self._lines) < len(lines):
            self._lines.append(self.surface.curve())
        self.refresh()
        self.changed.emit()

    def set_minimum(self, amount: Decimal | None, label: str = "") -> None:
        """Show the legal minimum as a line; None shows none."""
        self._minimum, self._minimum_label = amount, label
        self.refresh()
        self.changed.emit()

    @override
    def table(self) -> ChartTable:
        width = max(len(self._grades), 1)
        values = [handle.value for handle in self.handles]
        rises = [
            None if number % width == 0 else value - values[number - 1]
            for number, value in enumerate(values)
        ]
        columns = [
            words(_("Band"), [self._bands[n // width] for n in range(len(values))]),
            words(self._grade_title, [self._grades[n % width] for n in range(len(values))]),
            figures(self.quantity.heading(), self.quantity.measure, values),
            changes(_("Above the grade below"), self.quantity.measure, rises),
        ]
        if any(handle.fault for handle in self.handles):
            columns.append(words(_("Fault"), [handle.fault for handle in self.handles]))
        notes = () if self._minimum is None else (self._minimum_text(),)
        return ChartTable(tuple(columns), len(values), notes)

    def _minimum_text(self) -> str:
        return f"{self._minimum_label} {self.quantity.full(self._minimum)}".strip()

    @override
    def lay_out(self, metrics: QFontMetricsF) -> Frame:
        if self.is_empty():
            return EMPTY_FRAME
        values = [handle.value for handle in self.handles]
        if self._minimum is not None:
            values.append(self._minimum)
        low, high = min(values), max(values)
        room = max((high - low) / 12, self.handles[0].step)
        wanted = rounded_out(max(low - room, Decimal(0)), high + room)
        self._span = settled(self._span, wanted, held=self.is_held, needed=Span(low, high))
        line = metrics.height() + 2
        top = line + 12
        names = text_width(self._bands, metrics) + 30
        right = self.width() - min(names, self.width() * _LABELS)
        bottom = self.height() - (self._name_lines(metrics) + 1) * metrics.height() - 8
        self._ruler = upright_ruler(self.quantity, self._span, bottom - top)
        left = text_width(self._ruler.texts, metrics) + 2 * EDGE
        area = QRectF(left, top, right - left, max(bottom - top, 10))
        ends = (-0.35, len(self._grades) - 0.65)
        return Frame(area, *ends, float(self._span.low), float(self._span.high))

    def _name_lines(self, metrics: QFontMetricsF) -> int:
        room = self.width() * (1 - _LABELS) / max(len(self._grades), 1) - 16
        return 2 if text_width(self._grades, metrics) > room else 1

    @override
    def draw(self, colours: Tokens) -> None:
        width = len(self._grades)
        for number, line in enumerate(self._lines):
            shown = number < len(self._bands)
            line.setVisible(shown)
            if shown:
                look = line_look(number, colours)
                points = self.handles[number * width : (number + 1) * width]
                line.setData(
                    list(range(width)),
                    [float(point.value) for point in points],
                    pen=thin_pen(look.colour, 2, look.dash),
                    antialias=True,
                )
        self._floor.setVisible(self._minimum is not None and not self.is_empty())
        if self._minimum is not None:
            self._floor.setData(
                [self.frame.left, self.frame.right],
                [float(self._minimum)] * 2,
                pen=thin_pen(colours.ink(Tone.BAD), 2, Qt.PenStyle.DashLine),
            )
        self.surface.draw_grid(self.frame, QColor(colours.line), across=self._ruler.places, up=())

    @override
    def paint_over(self, painter: QPainter, colours: Tokens) -> None:
        if self.is_empty():
            return
        metrics = QFontMetricsF(painter.font())
        paint_upright(painter, self._ruler, self.frame, colours)
        paint_names(
            painter,
            self._grades,
            self.frame,
            colours,
            lines=self._name_lines(metrics),
            heading=self._grade_title,
        )
        self._paint_minimum(painter, metrics, colours)
        self._paint_band_names(painter, metrics, colours)
        self._paint_points(painter, colours)

    def _paint_minimum(self, painter: QPainter, metrics: QFontMetricsF, colours: Tokens) -> None:
        if self._minimum is None:
            return
        text = self._minimum_text()
        y = self.frame.y(float(self._minimum))
        top = y - metrics.height() - 3
        if top < self.frame.area.top():
            top = y + 3
        width = metrics.horizontalAdvance(text) + 8
        box = QRectF(self.frame.area.right() - width, top, width, metrics.height() + 1)
        painter.setPen(colours.ink(Tone.BAD))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_band_names(self, painter: QPainter, metrics: QFontMetricsF, colours: Tokens) -> None:
        width, area = len(self._grades), self.frame.area
        ends = [self.target_point((n + 1) * width - 1) for n in range(len(self._bands))]
        centres = spread(
            [end.y() for end in ends], metrics.height(), area.top() - 6, area.bottom() + 6
        )
        for number, (band, end, y) in enumerate(zip(self._bands, ends, centres, strict=True)):
            look = line_look(number, colours)
            left = area.right() + 4
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(look.colour, 1))
            painter.drawLine(QPointF(end.x() + 7, end.y()), QPointF(left, y))
            room = self.width() - left - 4
            text = metrics.elidedText(band, Qt.TextElideMode.ElideRight, room)
            painter.setPen(QColor(colours.text))
            painter.drawText(
                QRectF(left + 3, y - metrics.height() / 2, room, metrics.height()),
                Qt.AlignmentFlag.AlignLeft,
                text,
            )

    def _paint_points(self, painter: QPainter, colours: Tokens) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = len(self._grades)
        for number in range(len(self.handles)):
            look = line_look(number // width, colours)
            self._paint_point(painter, self.target_point(number), look, colours)
        for number, handle in enumerate(self.handles):
            if handle.fault:
                self._paint_fault(painter, self.target_point(number), colours)

    def _paint_point(
        self, painter: QPainter, at: QPointF, look: SeriesLook, colours: Tokens
    ) -> None:
        painter.setPen(QPen(QColor(colours.panel), 1.5))
        painter.setBrush(look.colour)
        if look.symbol.value == "cross":
            painter.setPen(QPen(look.colour, 2))
        draw_symbol(painter, look.symbol, at, 5)

    def _paint_fault(self, painter: QPainter, at: QPointF, colours: Tokens) -> None:
        bad = colours.ink(Tone.BAD)
        painter.setPen(QPen(bad, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(at.x() - 9, at.y() - 9, 18, 18))
        badge = QRectF(at.x() + 5, at.y() - 16, 12, 14)
        painter.fillRect(badge, bad)
        painter.setPen(QColor(colours.panel))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, "!")

    @override
    def target_point(self, number: int) -> QPointF:
        return self.frame.point(number % len(self._grades), float(self.handles[number].value))

    @override
    def neighbour(self, number: int, across: int, down: int) -> int:
        return number + across + down * len(self._grades)

    @override
    def take_key(self, event: QKeyEvent) -> bool:
        ways = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        key = Qt.Key(event.key())
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier and key in ways:
            self.move_to(self._next_band(ways[key]))
            return True
        return super().take_key(event)

    def _next_band(self, up: int) -> int:
        """The band above or below on the screen, at the same grade."""
        width = len(self._grades)
        if self.current is None:
            return 0
        column = range(self.current % width, len(self.handles), width)
        order = sorted(column, key=lambda n: (self.handles[n].value, n))
        place = order.index(self.current) + up
        return order[min(max(place, 0), len(order) - 1)]
