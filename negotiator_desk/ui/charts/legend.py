"""A line that says which look is which series, where there is no room to say it at the series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen

from negotiator_desk.ui.theme import Tokens

_SWATCH = 14.0
_GAP = 16.0


@dataclass(frozen=True)
class LegendEntry:
    """One series.

    Attributes:
        name: Translated.
        colour: Of its swatch.
        hatch: Drawn over the swatch in the ground's colour.
        is_outline: The swatch is an empty frame.
        is_line: The swatch is a line of this dash.
    """

    name: str
    colour: QColor
    hatch: Qt.BrushStyle = Qt.BrushStyle.SolidPattern
    is_outline: bool = False
    dash: Qt.PenStyle | None = None


def legend_width(entries: Sequence[LegendEntry], metrics: QFontMetricsF) -> float:
    """Room a legend takes, in pixels."""
    words = sum(metrics.horizontalAdvance(entry.name) for entry in entries)
    return words + len(entries) * (_SWATCH + 5) + (len(entries) - 1) * _GAP


def paint_legend(
    painter: QPainter, entries: Sequence[LegendEntry], at: QPointF, colours: Tokens
) -> None:
    """Paint a legend from a place to the right, on one line."""
    metrics = QFontMetricsF(painter.font())
    height, x = metrics.height(), at.x()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    for entry in entries:
        _paint_swatch(painter, entry, QRectF(x, at.y() + height / 2 - 5, _SWATCH, 10), colours)
        x += _SWATCH + 5
        width = metrics.horizontalAdvance(entry.name) + 1
        painter.setPen(QColor(colours.text))
        painter.drawText(QRectF(x, at.y(), width, height), Qt.AlignmentFlag.AlignLeft, entry.name)
        x += width - 1 + _GAP


def _paint_swatch(painter: QPainter, entry: LegendEntry, box: QRectF, colours: Tokens) -> None:
    if entry.dash is not None:
        painter.setPen(QPen(entry.colour, 2, entry.dash))
        middle = box.center().y()
        painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle))
        return
    if entry.is_outline:
        painter.setPen(QPen(entry.colour, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(1, 0, -1, -1))
        return
    painter.fillRect(box, entry.colour)
    if entry.hatch is not Qt.BrushStyle.SolidPattern:
        painter.fillRect(box, QBrush(QColor(colours.panel), entry.hatch))
