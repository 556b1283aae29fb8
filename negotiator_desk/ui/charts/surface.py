"""The part of a chart that pyqtgraph draws: bars, lines and points inside the axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True)
class Frame:
    """Where the axes are on the widget, and what they reach from and to.

    Attributes:
        area: In pixels of the chart.
        left: Value at the left edge.
        right: Value at the right edge.
        bottom: Value at the lower edge; above `top` where an axis runs downwards.
        top: Value at the upper edge.
    """

    area: QRectF
    left: float
    right: float
    bottom: float
    top: float

    def x(self, value: float) -> float:
        """Pixel of a value of the horizontal axis."""
        share = (value - self.left) / (self.right - self.left)
        return self.area.left() + share * self.area.width()

    def y(self, value: float) -> float:
        """Pixel of a value of the vertical axis."""
        share = (value - self.bottom) / (self.top - self.bottom)
        return self.area.bottom() - share * self.area.height()

    def point(self, x: float, y: float) -> QPointF:
        """Pixel of a pair of values."""
        return QPointF(self.x(x), self.y(y))

    def x_value(self, pixel: float) -> float:
        """Value of the horizontal axis at a pixel; beyond the axis that of its end."""
        inside = min(max(pixel, self.area.left()), self.area.right())
        share = (inside - self.area.left()) / self.area.width()
        return self.left + share * (self.right - self.left)

    def y_value(self, pixel: float) -> float:
        """Value of the vertical axis at a pixel; beyond the axis that of its end."""
        inside = min(max(pixel, self.area.top()), self.area.bottom())
        share = (self.area.bottom() - inside) / self.area.height()
        return self.bottom + share * (self.top - self.bottom)


EMPTY_FRAME = Frame(QRectF(0, 0, 1, 1), 0, 1, 0, 1)
"""Before a chart was laid out."""


class PlotSurface:
    """A pyqtgraph view without anything that acts on the mouse: no panning, zoom, menu or export.

    The chart around it gets all events and writes all text.
    """

    def __init__(self, parent: QWidget) -> None:
        import pyqtgraph as pg  # slow to import: only the pages with charts pay for it

        self.pg: Any = pg
        self.view = pg.GraphicsView(parent, background=None)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.view.scene().contextMenu = []
        self._box = pg.ViewBox(enableMenu=False, enableMouse=False, defaultPadding=0)
        self._box.disableAutoRange()
        self.view.scene().addItem(self._box)
        self._grid = self.curve(connect="pairs")
        self._grid.setZValue(-10)

    def add(self, item: Any) -> Any:
        """Take an item into the axes; it never moves them."""
        self._box.addItem(item, ignoreBounds=True)
        return item

    def remove(self, item: Any) -> None:
        """Take an item out for good."""
        self._box.removeItem(item)

    def curve(self, **options: Any) -> Any:
        """Add a line, which takes new points in place."""
        return self.add(self.pg.PlotCurveItem(skipFiniteCheck=True, **options))

    def bars(self) -> Any:
        """Add a set of bars, which takes new ones in place."""
        return self.add(self.pg.BarGraphItem(x0=[], y0=[], width=[], height=[]))

    def place(self, whole: QRect, frame: Frame) -> None:
        """Show a frame.

        Args:
            whole: Room of the chart.
        """
        self.view.setGeometry(whole)
        self._box.setGeometry(frame.area)
        self._box.invertY(frame.bottom > frame.top)
        self._box.setRange(
            xRange=(frame.left, frame.right),
            yRange=sorted((frame.bottom, frame.top)),
            padding=0,
        )

    def set_ground(self, colour: QColor) -> None:
        """Fill what lies behind the axes and around them."""
        if self.view.backgroundBrush().color() != colour:
            self.view.setBackground(colour)

    def draw_grid(
        self, frame: Frame, colour: QColor, *, across: Sequence[float], up: Sequence[float]
    ) -> None:
        """Draw lines over the whole frame.

        Args:
            colour: Of the lines, one pixel wide.
            across: Values of the vertical axis with a horizontal line.
            up: Values of the horizontal axis with a vertical line.
        """
        xs: list[float] = []
        ys: list[float] = []
        for value in across:
            xs += [frame.left, frame.right]
            ys += [value, value]
        for value in up:
            xs += [value, value]
            ys += [frame.bottom, frame.top]
        pen = QPen(colour)
        pen.setCosmetic(True)
        self._grid.setData(xs, ys, connect="pairs", pen=pen)
