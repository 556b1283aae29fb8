"""Colours, hatches, dashes and symbols by which series are told apart, never by colour alone."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from negotiator_desk.ui.theme import Tokens

_OKABE_ITO_LIGHT = ("#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#0072B2", "#D55E00")
_OKABE_ITO_LINES = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#000000", "#E69F00", "#56B4E9")
_DARK_INSTEAD = {"#000000": "#F0E442", "#0072B2": "#56B4E9", "#56B4E9": "#0072B2"}
"""Okabe–Ito colours of a light palette that a dark ground swallows, and what stands for them."""

_HATCHES = (
    Qt.BrushStyle.SolidPattern,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.HorPattern,
    Qt.BrushStyle.DiagCrossPattern,
)
_DASHES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotLine,
    Qt.PenStyle.DashDotDotLine,
)


class Symbol(StrEnum):
    """Shape of a point."""

    DISC = "disc"
    SQUARE = "square"
    UP = "up"
    DIAMOND = "diamond"
    DOWN = "down"
    CROSS = "cross"


class SeriesLook(NamedTuple):
    """How one of several series is drawn."""

    colour: QColor
    hatch: Qt.BrushStyle
    dash: Qt.PenStyle
    symbol: Symbol


def bar_look(number: int, colours: Tokens) -> SeriesLook:
    """Look of filled series `number`; the sides' own colours come last."""
    return _look(number, _OKABE_ITO_LIGHT, colours)


def line_look(number: int, colours: Tokens) -> SeriesLook:
    """Look of series `number` drawn as a line; those that stand out most on the ground first."""
    return _look(number, _OKABE_ITO_LINES, colours)


def mixed(ground: QColor, ink: QColor, share: float) -> QColor:
    """A colour between two: 0 is the ground, 1 the ink."""
    red, green, blue = (
        round(low + (high - low) * share) for low, high in zip(rgb(ground), rgb(ink), strict=True)
    )
    return QColor(red, green, blue)


def rgb(colour: QColor) -> tuple[int, int, int]:
    """Red, green and blue from 0 to 255."""
    return colour.red(), colour.green(), colour.blue()


def hatched(look: SeriesLook, ground: QColor) -> tuple[QBrush, QBrush]:
    """The fill of a bar and the hatch drawn over it, in the ground's colour."""
    over = QBrush(ground, look.hatch)
    if look.hatch is Qt.BrushStyle.SolidPattern:
        over = QBrush(Qt.BrushStyle.NoBrush)
    return QBrush(look.colour), over


def thin_pen(colour: QColor | str, width: float = 1, style: Qt.PenStyle | None = None) -> QPen:
    """A pen whose width is in pixels whatever the axes' scale."""
    pen = QPen(QColor(colour))
    pen.setWidthF(width)
    pen.setCosmetic(True)
    if style is not None:
        pen.setStyle(style)
    return pen


def draw_symbol(painter: QPainter, symbol: Symbol, at: QPointF, radius: float) -> None:
    """Draw a symbol with the painter's own pen and brush."""
    r, x, y = radius, at.x(), at.y()
    match symbol:
        case Symbol.DISC:
            painter.drawEllipse(at, r, r)
        case Symbol.SQUARE:
            painter.drawRect(int(x - r * 0.9), int(y - r * 0.9), int(r * 1.8), int(r * 1.8))
        case Symbol.UP:
            _polygon(painter, ((x, y - r * 1.15), (x + r * 1.1, y + r), (x - r * 1.1, y + r)))
        case Symbol.DOWN:
            _polygon(painter, ((x, y + r * 1.15), (x + r * 1.1, y - r), (x - r * 1.1, y - r)))
        case Symbol.DIAMOND:
            reach = r * 1.25
            _polygon(painter, ((x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)))
        case Symbol.CROSS:
            painter.drawLine(QPointF(x - r, y), QPointF(x + r, y))
            painter.drawLine(QPointF(x, y - r), QPointF(x, y + r))


def _polygon(painter: QPainter, corners: tuple[tuple[float, float], ...]) -> None:
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))


def _look(number: int, palette: tuple[str, ...], colours: Tokens) -> SeriesLook:
    name = palette[number % len(palette)]
    if QColor(colours.panel).lightness() < 128:
        name = _DARK_INSTEAD.get(name, name)
    return SeriesLook(
        QColor(name),
        _HATCHES[number % len(_HATCHES)],
        _DASHES[number % len(_DASHES)],
        list(Symbol)[number % len(Symbol)],
    )
