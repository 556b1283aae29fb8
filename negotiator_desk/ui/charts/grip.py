"""How a handle looks that a bar or a step is dragged by."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from negotiator_desk.ui.charts.handles import Direction
from negotiator_desk.ui.theme import Tokens

_THICK = 10.0


def paint_grip(
    painter: QPainter,
    at: QPointF,
    direction: Direction,
    ink: QColor,
    colours: Tokens,
    *,
    length: float = 26.0,
) -> None:
    """Paint a rounded grip across the way it moves, with two ridges.

    Args:
        at: Its middle.
        length: Across the way it moves, in pixels.
    """
    upright = direction is Direction.UPRIGHT
    across, along = (length, _THICK) if upright else (_THICK, length)
    box = QRectF(at.x() - across / 2, at.y() - along / 2, across, along)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours.panel), 1.5))
    painter.setBrush(ink)
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(QPen(QColor(colours.panel), 1))
    reach = max(length / 2 - 6, 2.0)
    for away in (-1.5, 1.5):
        if upright:
            start, end = QPointF(-reach, away), QPointF(reach, away)
        else:
            start, end = QPointF(away, -reach), QPointF(away, reach)
        painter.drawLine(at + start, at + end)
