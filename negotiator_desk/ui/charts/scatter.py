"""Old pay against new pay, one point for each person."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from negotiator_desk.i18n import _, n_
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
from negotiator_desk.ui.charts.marks import mixed, rgb, thin_pen
from negotiator_desk.ui.charts.measures import Measure, Quantity, joined
from negotiator_desk.ui.charts.plot import REACH, PlotChart
from negotiator_desk.ui.charts.scales import Span, rounded_out, settled
from negotiator_desk.ui.charts.surface import EMPTY_FRAME, Frame
from negotiator_desk.ui.charts.tables import ChartTable, changes, figures, words
from negotiator_desk.ui.theme import Tokens

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Amounts = Sequence[int] | NDArray[np.int64]

MOST_POINTS = 5_000
"""People drawn one by one; above, those who do not lose are drawn as a density."""
_CELL = 3.0
"""Width and height of a cell of the density, in pixels."""

_NOBODY: NDArray[np.int64] = np.zeros(0, np.int64)


class ScatterOldNew(PlotChart):
    """A point above the line gains, a triangle below it loses.

    Left and Right go by old pay, Up and Down by what is gained; Home is who loses most.

    Signals:
        person_chosen: Number of the person that was clicked or that the keyboard came to.
        person_pointed: Number of the person under the pointer, or None.
    """

    person_chosen = Signal(object)
    person_pointed = Signal(object)

    has_search = True

    def __init__(self, old: Quantity, new: Quantity, parent: QWidget | None = None) -> None:
        """Make an empty chart.

        Args:
            old: What lies on the horizontal axis; amounts are fen.
            new: What lies on the vertical axis; amounts are fen.
        """
        super().__init__(parent)
        self._quantities = (old, new)
        self._names: Sequence[str] = ()
        self._old, self._new = _NOBODY, _NOBODY
        self._by_old, self._by_gain = _NOBODY, _NOBODY
        self._marked: frozenset[int] = frozenset()
        self._span: Span | None = None
        self._x_ruler = self._y_ruler = Ruler("", (), ())
        pg = self.surface.pg
        self._density = self.surface.add(pg.ImageItem(axisOrder="row-major"))
        self._equal = self.surface.curve()
        self._gaining = self.surface.add(pg.ScatterPlotItem(pxMode=True))
        self._losing = self.surface.add(pg.ScatterPlotItem(pxMode=True))
        self._found = self.surface.add(pg.ScatterPlotItem(pxMode=True))

    def set_people(self, names: Sequence[str], old: Amounts, new: Amounts) -> None:
        """Show people; they are known by their place in these sequences.

        Args:
            names: What they are called.
            old: Fen.
            new: Fen.

        Raises:
            ValueError: The three are not of one length.
        """
        if not len(names) == len(old) == len(new):
            raise ValueError("every person has a name, an old and a new pay")
        self._names = names
        self._old, self._new = np.asarray(old, np.int64), np.asarray(new, np.int64)
        self._by_old = np.argsort(self._old, kind="stable")
        self._by_gain = np.argsort(self._new - self._old, kind="stable")
        self._marked = frozenset(n for n in self._marked if n < len(names))
        self.refresh()
        self.changed.emit()

    def highlight(self, people: Collection[int]) -> None:
        """Ring these people, such as those a search has found."""
        self._marked = frozenset(people)
        self.refresh()
        self.changed.emit()

    @override
    def is_empty(self) -> bool:
        return len(self._old) == 0

    @override
    def table(self) -> ChartTable:
        yuan = Measure.YUAN
        # Those that a search has found, or all.
        listed = np.array(sorted(self._marked) or range(len(self._old)), np.int64)
        old, new, change = (
            [yuan.from_units(fen) for fen in amounts[listed].tolist()]
            for amounts in (self._old, self._new, self._new - self._old)
        )
        columns = (
            words(_("Person"), [self._names[person] for person in listed.tolist()]),
            figures(self._quantities[0].heading(), yuan, old),
            figures(self._quantities[1].heading(), yuan, new),
            changes(_("Change (yuan)"), yuan, change),
        )
        return ChartTable(columns, len(listed))

    @override
    def lay_out(self, metrics: QFontMetricsF) -> Frame:
        if self.is_empty():
            return EMPTY_FRAME
        value = Measure.YUAN.from_units
        low = value(min(self._old.min(), self._new.min()))
        high = value(max(self._old.max(), self._new.max()))
        room = max((high - low) / 30, Decimal(1))
        wanted = rounded_out(max(low - room, Decimal(0)), high + room)
        self._span = settled(self._span, wanted, held=self.is_held, needed=Span(low, high))
        line = metrics.height() + 2
        top, bottom = line + 12, self.height() - 2 * line - 4
        old, new = self._quantities
        self._y_ruler = upright_ruler(new, self._span, bottom - top)
        left = text_width(self._y_ruler.texts, metrics) + 2 * EDGE
        area = QRectF(left, top, self.width() - left - 16, max(bottom - top, 10))
        self._x_ruler = level_ruler(old, self._span, area.width(), metrics)
        ends = (float(self._span.low), float(self._span.high))
        return Frame(area, *ends, *ends)

    @override
    def draw(self, colours: Tokens) -> None:
        shown = not self.is_empty()
        for item in (self._density, self._equal, self._gaining, self._losing, self._found):
            item.setVisible(shown)
        if not shown:
            return
        x, y = self._old / 100.0, self._new / 100.0  # yuan, as places on the screen
        lose = self._new < self._old
        is_many = len(x) > MOST_POINTS
        nobody = np.zeros(len(x), bool)
        singles = lose if np.count_nonzero(lose) <= MOST_POINTS else nobody
        dots = nobody if is_many else ~lose
        self._draw_density(x, y, ~singles if is_many else nobody, colours)
        accent, bad = QColor(colours.accent), QColor(colours.bad)
        panel = QColor(colours.panel)
        self._gaining.setData(
            x[dots],
            y[dots],
            symbol="o",
            size=6,
            pen=thin_pen(accent),
            brush=mixed(panel, accent, 0.3),
        )
        self._losing.setData(
            x[singles], y[singles], symbol="t", size=9, pen=thin_pen(panel), brush=bad
        )
        marked = np.fromiter(self._marked, np.int64, len(self._marked))
        self._found.setData(
            x[marked], y[marked], symbol="o", size=15, pen=thin_pen(colours.text, 2), brush=None
        )
        ends = [self.frame.left, self.frame.right]
        self._equal.setData(ends, ends, pen=thin_pen(colours.mute, 1.5, Qt.PenStyle.DashLine))
        self.surface.draw_grid(
            self.frame,
            QColor(colours.line),
            across=self._y_ruler.places,
            up=self._x_ruler.places,
        )

    def _draw_density(
        self,
        x: NDArray[np.float64],
        y: NDArray[np.float64],
        which: NDArray[np.bool_],
        colours: Tokens,
    ) -> None:
        self._density.setVisible(bool(which.any()))
        if not which.any():
            return
        frame = self.frame
        columns = max(int(frame.area.width() / _CELL), 1)
        rows = max(int(frame.area.height() / _CELL), 1)
        ends = ((frame.bottom, frame.top), (frame.left, frame.right))
        counts, _ys, _xs = np.histogram2d(y[which], x[which], bins=(rows, columns), range=ends)
        share = np.log1p(counts) / np.log1p(counts.max())
        pale = np.array(rgb(mixed(QColor(colours.panel), QColor(colours.accent), 0.3)))
        full = np.array(rgb(mixed(QColor(colours.accent), QColor(colours.text), 0.35)))
        image = np.zeros((rows, columns, 4), np.uint8)
        image[..., :3] = pale + (full - pale) * share[..., None]
        image[..., 3] = np.where(counts > 0, 255, 0)
        self._density.setImage(image, autoLevels=False)
        self._density.setRect(
            QRectF(frame.left, frame.bottom, frame.right - frame.left, frame.top - frame.bottom)
        )

    @override
    def paint_over(self, painter: QPainter, colours: Tokens) -> None:
        if self.is_empty():
            return
        metrics = QFontMetricsF(painter.font())
        paint_upright(painter, self._y_ruler, self.frame, colours)
        paint_level(painter, self._x_ruler, self.frame, colours)
        self._paint_counts(painter, metrics, colours)

    def _paint_counts(self, painter: QPainter, metrics: QFontMetricsF, colours: Tokens) -> None:
        """Say on each side of the line how many stand there."""
        area, line = self.frame.area, metrics.height() + 2
        gain = int(np.count_nonzero(self._new > self._old))
        lose = int(np.count_nonzero(self._new < self._old))
        same = len(self._old) - gain - lose
        up = n_("● {count} gains", "● {count} gain", gain)
        down = n_("▼ {count} loses", "▼ {count} lose", lose)
        level = n_("{count} as before", "{count} as before", same)
        above = up.format(count=display.count(gain))
        if same:
            above = joined((above, level.format(count=display.count(same))))
        self._paint_count(painter, above, QPointF(area.left() + 8, area.top() + 4), colours.accent)
        below = down.format(count=display.count(lose))
        width = metrics.horizontalAdvance(below)
        place = QPointF(area.right() - width - 8, area.bottom() - line - 4)
        self._paint_count(painter, below, place, colours.bad if lose else colours.mute)

    def _paint_count(self, painter: QPainter, text: str, at: QPointF, colour: str) -> None:
        metrics = QFontMetricsF(painter.font())
        box = QRectF(at.x(), at.y(), metrics.horizontalAdvance(text) + 1, metrics.height())
        ground = QColor(self.surface.view.backgroundBrush().color())
        ground.setAlpha(220)
        painter.fillRect(box.adjusted(-4, -1, 4, 1), ground)
        painter.setPen(QColor(colour))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft, text)

    @override
    def target_count(self) -> int:
        return len(self._old)

    @override
    def target_point(self, number: int) -> QPointF:
        return self.frame.point(self._old[number] / 100, self._new[number] / 100)

    @override
    def target_at(self, place: QPointF) -> int | None:
        if self.is_empty() or not self.frame.area.adjusted(-8, -8, 8, 8).contains(place):
            return None
        frame = self.frame
        across = (self._old / 100 - frame.x_value(place.x())) / (frame.right - frame.left)
        upward = (self._new / 100 - frame.y_value(place.y())) / (frame.top - frame.bottom)
        distance = np.hypot(across * frame.area.width(), upward * frame.area.height())
        best = int(distance.argmin())
        return best if distance[best] <= REACH / 2 else None

    @override
    def target_text(self, number: int) -> str:
        value = Measure.YUAN.from_units
        old, new = value(self._old[number]), value(self._new[number])
        mark = "▲" if new > old else "▼" if new < old else "="
        change = f"{mark} {display.yuan_change(new - old)}"
        amounts = f"{display.yuan(old)} → {display.yuan(new)}"
        return f"{self._names[number]}\n{joined((amounts, change))}"

    @override
    def neighbour(self, number: int, across: int, down: int) -> int:
        order = self._by_old if across else self._by_gain
        place = int(np.flatnonzero(order == number)[0]) + across - down
        return int(order[min(max(place, 0), len(order) - 1)])

    @override
    def ends(self) -> tuple[int, int]:
        return int(self._by_gain[0]), int(self._by_gain[-1])

    @override
    def move_to(self, number: int) -> None:
        super().move_to(number)
        self.person_chosen.emit(number)

    @override
    def press_target(self, number: int) -> None:
        self.person_chosen.emit(number)

    @override
    def show_pointed(self, number: int | None) -> None:
        self.person_pointed.emit(number)
