"""Axes: which round numbers they show, and their texts painted in the interface's face."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from negotiator_desk.ui.charts.labels import broken
from negotiator_desk.ui.charts.measures import Measure, Quantity
from negotiator_desk.ui.charts.scales import Span, ticks
from negotiator_desk.ui.charts.surface import Frame
from negotiator_desk.ui.theme import Tokens

EDGE = 8.0
"""Free room at the left and at the right of a chart, in pixels."""
TICK_GAP = 6.0
"""Between an axis and its texts, in pixels."""
_ACROSS_ROOM = 25.0
"""Pixels between two lines of the vertical axis, at least."""
_ACROSS_FONT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Ruler:
    """A numeric axis as it is shown.

    Attributes:
        heading: Name and unit.
        values: Where the texts stand.
        texts: One for each value, in multiples of the unit.
    """

    heading: str
    values: tuple[Decimal, ...]
    texts: tuple[str, ...]

    @property
    def places(self) -> tuple[float, ...]:
        """The values as coordinates."""
        return tuple(float(value) for value in self.values)


def upright_ruler(quantity: Quantity, span: Span, height: float) -> Ruler:
    """Choose what a vertical axis of a height in pixels shows."""
    return _ruler(quantity, span, max(1, int(height / _ACROSS_ROOM)))


def level_ruler(quantity: Quantity, span: Span, width: float, metrics: QFontMetricsF) -> Ruler:
    """Choose what a horizontal axis of a width in pixels shows, so that its texts keep apart."""
    most = 10
    while most > 2:
        chosen = _ruler(quantity, span, most)
        widest = max((metrics.horizontalAdvance(text) for text in chosen.texts), default=0.0)
        if len(chosen.texts) * (widest + 20) <= width:
            return chosen
        most -= 1
    return _ruler(quantity, span, most)


def _ruler(quantity: Quantity, span: Span, most: int) -> Ruler:
    divisor = quantity.divisor(max(abs(span.low), abs(span.high)))
    least = Decimal(1).scaleb(-quantity.measure.places)
    if quantity.measure is Measure.COUNT:
        least = Decimal(1)
    values = ticks(span, most, least=least)
    return Ruler(quantity.heading(divisor), values, quantity.ticks(values, divisor))


def text_width(texts: Sequence[str], metrics: QFontMetricsF) -> float:
    """Width of the widest of some texts."""
    return max((metrics.horizontalAdvance(text) for text in texts), default=0.0)


def paint_heading(painter: QPainter, text: str, colours: Tokens) -> None:
    """Write what an axis shows at the top left of a chart."""
    height = painter.fontMetrics().height()
    painter.setPen(QColor(colours.mute))
    box = QRectF(EDGE, 2, painter.viewport().width(), height)
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft, text)


def paint_upright(painter: QPainter, ruler: Ruler, frame: Frame, colours: Tokens) -> None:
    """Write the texts of a vertical axis left of it, and its heading above the chart."""
    paint_heading(painter, ruler.heading, colours)
    painter.setPen(QColor(colours.mute))
    height = painter.fontMetrics().height()
    for value, text in zip(ruler.places, ruler.texts, strict=True):
        y = frame.y(value)
        rect = QRectF(0, y - height / 2, frame.area.left() - TICK_GAP, height)
        painter.drawText(rect, _ACROSS_FONT, text)


def paint_level(
    painter: QPainter, ruler: Ruler, frame: Frame, colours: Tokens, *, heading: bool = True
) -> None:
    """Write the texts of a horizontal axis below it, and its heading below them."""
    painter.setPen(QColor(colours.mute))
    metrics = QFontMetricsF(painter.font())
    height = metrics.height()
    top = frame.area.bottom() + 4
    right = float(painter.viewport().width())
    for value, text in zip(ruler.places, ruler.texts, strict=True):
        width = metrics.horizontalAdvance(text)
        left = min(max(frame.x(value) - width / 2, 0), max(right - width, 0))
        painter.drawText(QRectF(left, top, width + 1, height), Qt.AlignmentFlag.AlignLeft, text)
    if heading:
        below = QRectF(frame.area.left(), top + height + 1, frame.area.width(), height)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, ruler.heading)


def paint_names(
    painter: QPainter,
    names: Sequence[str],
    frame: Frame,
    colours: Tokens,
    *,
    lines: int = 1,
    heading: str = "",
    below: float = 0.0,
) -> None:
    """Write the names of a horizontal axis of places 0, 1, 2 …, each in its own room.

    Args:
        lines: Into how many lines a long name may be broken.
        heading: Written below them.
        below: How much lower than usual they stand, in pixels.
    """
    painter.setPen(QColor(colours.mute))
    metrics = QFontMetricsF(painter.font())
    room = frame.area.width() / abs(frame.right - frame.left) - 4
    top = frame.area.bottom() + 4 + below
    for number, name in enumerate(names):
        shown = broken(name, room, lines, metrics.horizontalAdvance)
        rect = QRectF(frame.x(number) - room / 2, top, room, metrics.height())
        for line in shown:
            painter.drawText(rect, Qt.AlignmentFlag.AlignHCenter, line)
            rect.translate(0, metrics.height())
    if heading:
        box = QRectF(
            frame.area.left(),
            top + metrics.height() * lines + 1,
            frame.area.width(),
            metrics.height(),
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, heading)
