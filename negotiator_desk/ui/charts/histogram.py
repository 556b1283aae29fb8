"""How an amount is spread: how many people or orders lie between which values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from negotiator_desk.i18n import _
from negotiator_desk.ui import display
from negotiator_desk.ui.charts.axes import (
    EDGE,
    Ruler,
    level_ruler,
    paint_level,
    paint_upright,
    text_width,
    upright_ruler,
)
from negotiator_desk.ui.charts.labels import LabelPlace, staggered
from negotiator_desk.ui.charts.legend import LegendEntry, legend_width, paint_legend
from negotiator_desk.ui.charts.marks import mixed, thin_pen
from negotiator_desk.ui.charts.measures import Quantity, joined
from negotiator_desk.ui.charts.plot import PlotChart
from negotiator_desk.ui.charts.scales import Span, rounded_out, settled
from negotiator_desk.ui.charts.surface import EMPTY_FRAME, Frame
from negotiator_desk.ui.charts.tables import ChartColumn, ChartTable
from negotiator_desk.ui.theme import Tokens, Tone

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Whole = Sequence[int] | NDArray[np.int64]

_NO_BINS: NDArray[np.int64] = np.zeros(0, np.int64)
_FAR = Decimal("0.75")
"""How far outside the bins a reference may lie for the axis to reach it, in widths of the axis."""

_DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine)


@dataclass(frozen=True)
class Reference:
    """A value to hold the distribution against.

    Attributes:
        label: Its name, translated: "Minimum wage".
        value: In the unit of the axis.
        tone: What it means; the label says it as well.
    """

    label: str
    value: Decimal
    tone: Tone = Tone.NEUTRAL


class HistogramChart(PlotChart):
    """Bars for what is, an outline for what was, and lines for what must not be passed.

    New counts are drawn in place: it takes them as fast as they can be worked out.
    """

    def __init__(
        self, quantity: Quantity, counted: Quantity, parent: QWidget | None = None
    ) -> None:
        """Make an empty chart.

        Args:
            quantity: What the bins divide; bins are numbers of its measure's smallest unit.
            counted: What the bars count.
        """
        super().__init__(parent)
        self._quantity = quantity
        self._counted = counted
        self._names = (_("After"), _("Before"))
        self._edges, self._counts = _NO_BINS, _NO_BINS
        self._before: NDArray[np.int64] | None = None
        self._references: tuple[Reference, ...] = ()
        self._x_span: Span | None = None
        self._y_span: Span | None = None
        self._rows, self._rows_width = 0, 0
        self._x_ruler = self._y_ruler = Ruler("", (), ())
        self._bars = self.surface.curve()
        self._outline = self.surface.curve()
        self._outline.setZValue(5)
        self._lines: list[Any] = []

    def set_names(self, after: str, before: str) -> None:
        """Say what the bars and the outline are, such as "Offer ③" and "Present"."""
        self._names = (after, before)
        self.refresh()

    def set_bins(self, edges: Whole, counts: Whole, before: Whole | None = None) -> None:
        """Show a distribution.

        Args:
            edges: Rising, one more than there are bins, in smallest units (fen, 1/10000); a bin
                holds its lower edge and not its upper.
            counts: How many are in each bin.
            before: The same for what was; None shows no outline.

        Raises:
            ValueError: The numbers of edges and counts do not go together.
        """
        self._edges = np.asarray(edges, np.int64)
        self._counts = np.asarray(counts, np.int64)
        self._before = None if before is None else np.asarray(before, np.int64)
        bins = len(self._counts)
        others = bins if self._before is None else len(self._before)
        if others != bins or (len(self._edges) or 1) != bins + 1:
            raise ValueError("every bin needs two edges and a count")
        self.refresh()
        self.changed.emit()

    def set_references(self, references: Sequence[Reference]) -> None:
        """Show lines at these values; their labels never cover one another."""
        if [one.label for one in references] != [one.label for one in self._references]:
            self._rows = 0
        self._references = tuple(references)
        while len(self._lines) < len(references):
            line = self.surface.curve()
            line.setZValue(10)
            self._lines.append(line)
        self.refresh()

    @override
    def is_empty(self) -> bool:
        return len(self._counts) == 0

    @override
    def table(self) -> ChartTable:
        lower = [self._quantity.measure.from_units(edge) for edge in self._edges]
        after = [int(count) for count in self._counts]
        columns = [
            _bounds(_("From"), self._quantity, lower[:-1]),
            _bounds(_("To below"), self._quantity, lower[1:]),
            _counts(self._head(self._names[0]), after),
        ]
        if self._before is not None:
            before = [int(count) for count in self._before]
            columns.append(_counts(self._head(self._names[1]), before))
        notes = tuple(
            _("{name}: {value}").format(name=one.label, value=self._quantity.full(one.value))
            for one in self._references
        )
        return ChartTable(tuple(columns), len(after), notes)

    def _head(self, name: str) -> str:
        return _("{quantity} ({unit})").format(quantity=name, unit=self._counted.unit_text())

    @override
    def lay_out(self, metrics: QFontMetricsF) -> Frame:
        if self.is_empty():
            return EMPTY_FRAME
        self._settle_spans()
        assert self._x_span is not None
        assert self._y_span is not None
        line = metrics.height() + 2
        head = line + 4
        bottom = self.height() - 2 * line - 6
        if self._rows_width != self.width():
            self._rows, self._rows_width = 0, self.width()
        places = self._label_places(metrics, 60, self.width() - 20)
        # Rows once needed stay: the plot must not jump while a median is being dragged.
        self._rows = max(self._rows, 1 + max((place.row for place in places), default=-1))
        top = head + self._rows * line + 8
        self._y_ruler = upright_ruler(self._counted, self._y_span, bottom - top)
        left = text_width(self._y_ruler.texts, metrics) + 2 * EDGE
        area = QRectF(left, top, self.width() - left - 14, max(bottom - top, 10))
        self._x_ruler = level_ruler(self._quantity, self._x_span, area.width(), metrics)
        return Frame(
            area,
            float(self._x_span.low),
            float(self._x_span.high),
            float(self._y_span.low),
            float(self._y_span.high),
        )

    def _settle_spans(self) -> None:
        value = self._quantity.measure.from_units
        bins = Span(value(self._edges[0]), value(self._edges[-1]))
        wanted = bins
        for reference in self._references:
            reached = wanted.joined(Span(reference.value, reference.value))
            if reached.length <= bins.length * (1 + _FAR):
                wanted = reached
        if wanted != bins:  # a line at the very edge would not be seen
            room = wanted.length / 40
            wanted = Span(
                wanted.low - room if wanted.low < bins.low else wanted.low,
                wanted.high + room if wanted.high > bins.high else wanted.high,
            )
        self._x_span = settled(self._x_span, wanted, held=self.is_held)
        tallest = int(self._counts.max())
        if self._before is not None:
            tallest = max(tallest, int(self._before.max()))
        counts = rounded_out(Decimal(0), Decimal(max(tallest, 1)), least=Decimal(1))
        self._y_span = settled(self._y_span, counts, held=self.is_held)

    def _label_places(
        self, metrics: QFontMetricsF, left: float, right: float
    ) -> tuple[LabelPlace, ...]:
        span = self._x_span
        assert span is not None
        anchors = []
        for reference in self._references:
            share = float((reference.value - span.low) / span.length)
            x = left + min(max(share, 0.0), 1.0) * (right - left)
            anchors.append((x, metrics.horizontalAdvance(self._label(reference)) + 8))
        return staggered(anchors, 2, self.width() - 2)

    def _label(self, reference: Reference) -> str:
        span = self._x_span
        text = f"{reference.label} {self._quantity.full(reference.value)}"
        if span is not None and reference.value < span.low:
            return f"← {text}"
        return f"{text} →" if span is not None and reference.value > span.high else text

    @override
    def draw(self, colours: Tokens) -> None:
        if self.is_empty():
            for item in (self._bars, self._outline, *self._lines):
                item.setVisible(False)
            return
        unit = 10.0**-self._quantity.measure.places
        xs = self._edges * unit
        accent = QColor(colours.accent)
        self._bars.setVisible(True)
        self._bars.setData(
            xs,
            self._counts.astype(np.float64),
            stepMode="center",
            fillLevel=0,
            brush=mixed(QColor(colours.panel), accent, 0.55),
            pen=thin_pen(mixed(QColor(colours.panel), accent, 0.75)),
        )
        self._outline.setVisible(self._before is not None)
        if self._before is not None:
            self._outline.setData(
                np.concatenate((xs[:1], xs, xs[-1:])),
                np.concatenate(([0.0], self._before, [0.0])),
                stepMode="center",
                pen=thin_pen(colours.text, 2),
            )
        self._draw_lines(colours)
        self.surface.draw_grid(self.frame, QColor(colours.line), across=self._y_ruler.places, up=())

    def _draw_lines(self, colours: Tokens) -> None:
        for number, line in enumerate(self._lines):
            shown = number < len(self._references)
            line.setVisible(shown)
            if shown:
                reference = self._references[number]
                x = float(reference.value)
                dash = _DASHES[number % len(_DASHES)]
                line.setData(
                    [x, x],
                    [self.frame.bottom, self.frame.top],
                    pen=thin_pen(self._ink(reference, colours), 2, dash),
                )

    def _ink(self, reference: Reference, colours: Tokens) -> QColor:
        if reference.tone is Tone.NEUTRAL:
            return QColor(colours.text)
        return colours.ink(reference.tone)

    @override
    def paint_over(self, painter: QPainter, colours: Tokens) -> None:
        if self.is_empty():
            return
        metrics = QFontMetricsF(painter.font())
        if self._before is not None:
            self._paint_legend(painter, metrics, colours)
        paint_upright(painter, self._y_ruler, self.frame, colours)
        paint_level(painter, self._x_ruler, self.frame, colours)
        self._paint_base(painter, colours)
        self._paint_labels(painter, metrics, colours)

    def _paint_legend(self, painter: QPainter, metrics: QFontMetricsF, colours: Tokens) -> None:
        fill = mixed(QColor(colours.panel), QColor(colours.accent), 0.55)
        entries = (
            LegendEntry(self._names[0], fill),
            LegendEntry(self._names[1], QColor(colours.text), is_outline=True),
        )
        left = self.width() - legend_width(entries, metrics) - 14
        paint_legend(painter, entries, QPointF(left, 2), colours)

    def _paint_base(self, painter: QPainter, colours: Tokens) -> None:
        area = self.frame.area
        painter.setPen(QPen(QColor(colours.field_line), 1))
        painter.drawLine(QPointF(area.left(), area.bottom()), QPointF(area.right(), area.bottom()))

    def _paint_labels(self, painter: QPainter, metrics: QFontMetricsF, colours: Tokens) -> None:
        area, line = self.frame.area, metrics.height() + 2
        places = self._label_places(metrics, area.left(), area.right())
        marked = list(zip(self._references, places, strict=True))
        for number, (reference, place) in enumerate(marked):  # lines first: no text is crossed
            x = self.frame.x(float(reference.value))
            if area.left() <= x <= area.right():
                dash = _DASHES[number % len(_DASHES)]
                painter.setPen(thin_pen(self._ink(reference, colours), 2, dash))
                top = area.top() - 6 - place.row * line
                painter.drawLine(QPointF(x, top), QPointF(x, area.top()))
        for reference, place in marked:
            text = self._label(reference)
            top = area.top() - 5 - (place.row + 1) * line
            box = QRectF(place.left, top, metrics.horizontalAdvance(text) + 8, line - 1)
            painter.fillRect(box, QColor(colours.panel))
            painter.setPen(self._ink(reference, colours))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    @override
    def target_count(self) -> int:
        return len(self._counts)

    @override
    def target_point(self, number: int) -> QPointF:
        unit = 10.0**-self._quantity.measure.places
        middle = (int(self._edges[number]) + int(self._edges[number + 1])) / 2 * unit
        return self.frame.point(middle, float(self._counts[number]))

    @override
    def target_at(self, place: QPointF) -> int | None:
        if self.is_empty() or not self.frame.area.contains(place):
            return None
        unit = 10.0**self._quantity.measure.places
        at = self.frame.x_value(place.x()) * unit
        number = int(np.searchsorted(self._edges, at, side="right")) - 1
        return number if 0 <= number < len(self._counts) else None

    @override
    def target_text(self, number: int) -> str:
        measure = self._quantity.measure
        low, high = (measure.text(measure.from_units(self._edges[number + n])) for n in (0, 1))
        bounds = _("{low} to below {high} {unit}").format(
            low=low, high=high, unit=self._quantity.unit_text()
        )
        parts = [self._counted.full(Decimal(int(self._counts[number])))]
        if self._before is not None:
            was = self._counted.full(Decimal(int(self._before[number])))
            parts = [f"{self._names[0]} {parts[0]}", f"{self._names[1]} {was}"]
        return f"{bounds}\n{joined(parts)}"


def _bounds(title: str, quantity: Quantity, values: list[Decimal]) -> ChartColumn:
    head = _("{quantity} ({unit})").format(quantity=title, unit=quantity.unit_text())
    return ChartColumn(
        head, lambda row: quantity.measure.text(values[row]), lambda row: values[row]
    )


def _counts(title: str, values: list[int]) -> ChartColumn:
    return ChartColumn(title, lambda row: display.count(values[row]), lambda row: values[row])
