"""What is still possible: one's own value to the right, the other side's, an estimate, upwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from negotiator_desk.bargaining.options import Point
from negotiator_desk.i18n import _, p_
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
from negotiator_desk.ui.charts.frontier_marks import (
    FrontierPicture,
    Mark,
    MarkKind,
    OfferPath,
    frontier_colour,
    legend_entries,
    paint_labels,
    paint_marks,
    paint_ring,
    path_look,
    points_of,
    walk_away_pen,
)
from negotiator_desk.ui.charts.legend import legend_width, paint_legend
from negotiator_desk.ui.charts.marks import thin_pen
from negotiator_desk.ui.charts.measures import Measure, Quantity
from negotiator_desk.ui.charts.plot import REACH, PlotChart
from negotiator_desk.ui.charts.scales import Span, rounded_out, settled
from negotiator_desk.ui.charts.surface import EMPTY_FRAME, Frame
from negotiator_desk.ui.charts.tables import ChartColumn, ChartTable, figures
from negotiator_desk.ui.theme import Tokens, tokens_of

MOST_DOTS = 400
"""Points of a frontier that are drawn one by one; a longer one is drawn as its line alone."""

_ROOM = Decimal("0.05")
"""Free room around the marks, as a part of what they span."""
_PAGES = 10
"""Page Up and Page Down go this part of the frontier."""


def no_package(_mark: Mark) -> str:
    """Say nothing about a mark's package."""
    return ""


class FrontierChart(PlotChart):
    """The frontier with the four points on it, both sides' offers over time, and the deal.

    Left and Right go along what the keyboard stands on, Up and Down to what else there is, at the
    nearest point; Page Up and Page Down take the frontier in tenths. Enter shows a package.

    Signals:
        mark_chosen: The `Mark` that was clicked, or on which Enter was pressed.
    """

    mark_chosen = Signal(object)

    has_search = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        unit = _("points")
        self._own = Quantity(_("Own value"), Measure.YUAN, unit)
        self._other = Quantity(_("Value to the other side, estimate"), Measure.YUAN, unit)
        self._picture = FrontierPicture()
        self._package: Callable[[Mark], str] = no_package
        self._marks: tuple[Mark, ...] = ()
        self._groups: tuple[range, ...] = ()
        self._chosen: Point | None = None
        self._set_places(())
        self._spans: tuple[Span | None, Span | None] = (None, None)
        self._upright = self._level = Ruler("", (), ())
        pg = self.surface.pg
        self._walk = self.surface.curve(connect="pairs")
        self._line = self.surface.curve()
        self._dots = self.surface.add(pg.ScatterPlotItem(pxMode=True))
        self._ways: tuple[Any, ...] = (self.surface.curve(), self.surface.curve())

    def set_picture(
        self, picture: FrontierPicture, package: Callable[[Mark], str] = no_package
    ) -> None:
        """Show a picture.

        Args:
            package: Says what a mark's package is, one line for each issue.
        """
        self._picture, self._package = picture, package
        groups = (
            (MarkKind.SOLUTION, len(picture.solutions)),
            (MarkKind.DEAL, int(picture.deal is not None)),
            (MarkKind.OWN, len(picture.own.points)),
            (MarkKind.OTHER, len(picture.other.points)),
            (MarkKind.FRONTIER, len(picture.frontier)),
        )
        marks: list[Mark] = []
        ranges = []
        for kind, count in groups:
            if count:
                ranges.append(range(len(marks), len(marks) + count))
                marks += [Mark(kind, number) for number in range(count)]
        self._marks, self._groups = tuple(marks), tuple(ranges)
        self._set_places([picture.point(mark) for mark in marks])
        self.refresh()
        self.changed.emit()

    def show_chosen(self, point: Point | None) -> None:
        """Ring the point whose package is shown beside the picture; None rings nothing."""
        self._chosen = point
        self._over.update()

    @property
    def picture(self) -> FrontierPicture:
        """What is shown."""
        return self._picture

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Everything that can be read one by one, in the order of the table."""
        return self._marks

    @override
    def is_empty(self) -> bool:
        return not self._picture.frontier

    @override
    def table(self) -> ChartTable:
        if self.is_empty():
            return ChartTable()
        points = [self._picture.point(mark) for mark in self._marks]
        columns = (
            _column(p_("column", "What"), self._title),
            figures(_("Own points"), Measure.YUAN, [points_of(one.own) for one in points]),
            figures(
                _("Other side (estimate)"),
                Measure.YUAN,
                [points_of(one.other) for one in points],
            ),
            _column(_("Package"), self._one_line),
        )
        return ChartTable(columns, len(self._marks), self._picture.notes())

    def _set_places(self, points: Sequence[Point]) -> None:
        """Note where the marks are, as coordinates of the axes."""
        self._x = np.array([one.own / 100 for one in points], np.float64)
        self._y = np.array([one.other / 100 for one in points], np.float64)

    @override
    def lay_out(self, metrics: QFontMetricsF) -> Frame:
        if self.is_empty():
            return EMPTY_FRAME
        points = [self._picture.point(mark) for mark in self._marks]
        walk = self._picture.walk_away
        across = self._span(0, [one.own for one in points], walk[0])
        up = self._span(1, [one.other for one in points], walk[1])
        self._spans = (across, up)
        line = metrics.height() + 2
        bottom = self.height() - 2 * line - 4
        top = self._legend_place(metrics).y() + line + 6
        height = max(bottom - top, 10)
        self._upright = upright_ruler(self._other, up, height)
        left = text_width(self._upright.texts, metrics) + 2 * EDGE
        area = QRectF(left, top, self.width() - left - 2 * EDGE, height)
        self._level = level_ruler(self._own, across, area.width(), metrics)
        ends = (across.low, across.high, up.low, up.high)
        return Frame(area, *(float(end) for end in ends))

    def _span(self, axis: int, values: list[int], walk_away: int | None) -> Span:
        held = [*values, *([] if walk_away is None else [walk_away])]
        low, high = points_of(min(held)), points_of(max(held))
        room = (high - low) * _ROOM
        least = Decimal("0.01")
        lowest = low - room if low < 0 else max(low - room, Decimal(0))
        wanted = rounded_out(lowest, high + room, least=least)
        before = self._spans[axis]
        return settled(before, wanted, held=self.is_held, needed=Span(low, high))

    @override
    def draw(self, colours: Tokens) -> None:
        shown = not self.is_empty()
        for item in (self._walk, self._line, self._dots, *self._ways):
            item.setVisible(shown)
        if not shown:
            return
        ink = frontier_colour(colours)
        x = np.array([one.own / 100 for one in self._picture.frontier], np.float64)
        y = np.array([one.other / 100 for one in self._picture.frontier], np.float64)
        # Down to the next point's height, then across to it: between two points nothing is possible
        # that is better than the one for the one side and the other for the other.
        self._line.setData(np.repeat(x, 2)[:-1], np.repeat(y, 2)[1:], pen=thin_pen(ink, 1.5))
        self._dots.setVisible(len(x) <= MOST_DOTS)
        if len(x) <= MOST_DOTS:
            self._dots.setData(x, y, symbol="o", size=5, pen=thin_pen(ink), brush=ink)
        for item, path, own in zip(self._ways, self._paths(), (True, False), strict=True):
            look = path_look(path, colours, is_own=own)
            item.setData(
                [one.own / 100 for one in path.points],
                [one.other / 100 for one in path.points],
                pen=thin_pen(look.colour, 1.5, look.dash),
            )
        self._draw_walk_away(colours)
        self.surface.draw_grid(
            self.frame,
            QColor(colours.line),
            across=self._upright.places,
            up=self._level.places,
        )

    def _draw_walk_away(self, colours: Tokens) -> None:
        own, other = self._picture.walk_away
        xs: list[float] = []
        ys: list[float] = []
        if own is not None:
            xs += [own / 100, own / 100]
            ys += [self.frame.bottom, self.frame.top]
        if other is not None:
            xs += [self.frame.left, self.frame.right]
            ys += [other / 100, other / 100]
        self._walk.setData(xs, ys, connect="pairs", pen=walk_away_pen(colours))

    def _paths(self) -> tuple[OfferPath, OfferPath]:
        return self._picture.own, self._picture.other

    @override
    def paint_over(self, painter: QPainter, colours: Tokens) -> None:
        if self.is_empty():
            return
        paint_upright(painter, self._upright, self.frame, colours)
        paint_level(painter, self._level, self.frame, colours)
        place = self._legend_place(QFontMetricsF(painter.font()))
        paint_legend(painter, legend_entries(self._picture, colours), place, colours)
        paint_marks(painter, self._picture, self.frame, colours)
        paint_labels(painter, self._picture, self.frame, colours)
        if self._chosen is not None:
            paint_ring(painter, self._chosen, self.frame, colours)

    def _legend_place(self, metrics: QFontMetricsF) -> QPointF:
        """Right of the heading or, where there is no room, below it."""
        width = legend_width(legend_entries(self._picture, tokens_of(self)), metrics)
        left = max(self.width() - width - EDGE, EDGE)
        fits = left > 3 * EDGE + metrics.horizontalAdvance(self._other.heading())
        return QPointF(left, 2.0 if fits else metrics.height() + 4)

    @override
    def target_count(self) -> int:
        return 0 if self.is_empty() else len(self._marks)

    @override
    def target_point(self, number: int) -> QPointF:
        return self.frame.point(float(self._x[number]), float(self._y[number]))

    @override
    def target_at(self, place: QPointF) -> int | None:
        if self.is_empty() or not self.frame.area.adjusted(-8, -8, 8, 8).contains(place):
            return None
        best = self._nearest(place, range(len(self._marks)))
        away = self.target_point(best) - place
        return best if (away.x() ** 2 + away.y() ** 2) ** 0.5 <= REACH else None

    def _nearest(self, place: QPointF, among: range) -> int:
        """Of equally near ones the first: what has a name goes before a mere point."""
        frame, part = self.frame, slice(among.start, among.stop)
        across = (self._x[part] - frame.left) / (frame.right - frame.left) * frame.area.width()
        upward = (self._y[part] - frame.bottom) / (frame.top - frame.bottom) * frame.area.height()
        away = np.hypot(
            across - (place.x() - frame.area.left()), upward - (frame.area.bottom() - place.y())
        )
        return among.start + int(away.argmin())

    @override
    def target_text(self, number: int) -> str:
        mark = self._marks[number]
        point = self._picture.point(mark)
        rows = [
            self._title(number),
            _("own {own} points · other about {other} (estimate)").format(
                own=display.number(points_of(point.own)),
                other=display.number(points_of(point.other)),
            ),
        ]
        package = self._package(mark)
        return "\n".join([*rows, package] if package else rows)

    def _title(self, number: int) -> str:
        return self._picture.title(self._marks[number])

    def _one_line(self, number: int) -> str:
        return _("; ").join(self._package(self._marks[number]).split("\n"))

    @override
    def neighbour(self, number: int, across: int, down: int) -> int:
        place = next(at for at, group in enumerate(self._groups) if number in group)
        if across:
            group = self._groups[place]
            return min(max(number + across, group.start), group.stop - 1)
        wanted = min(max(place + down, 0), len(self._groups) - 1)
        if wanted == place:
            return number
        return self._nearest(self.target_point(number), self._groups[wanted])

    @override
    def ends(self) -> tuple[int, int]:
        current = self.current or 0
        group = next(group for group in self._groups if current in group)
        return group.start, group.stop - 1

    @override
    def take_key(self, event: QKeyEvent) -> bool:
        pages = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        step = pages.get(Qt.Key(event.key()))
        if step is None or event.modifiers() != Qt.KeyboardModifier.NoModifier:
            return super().take_key(event)
        frontier = self._groups[-1]
        at = self.current
        if at is None or at not in frontier:
            at = self._nearest(self.target_point(at or 0), frontier)
            self.move_to(at)
            return True
        moved = at + step * max(len(frontier) // _PAGES, 1)
        self.move_to(min(max(moved, frontier.start), frontier.stop - 1))
        return True

    @override
    def press_target(self, number: int) -> None:
        self.mark_chosen.emit(self._marks[number])


def _column(title: str, text: Callable[[int], str]) -> ChartColumn:
    """Return a column of words that is sorted by the order of the marks."""

    def value(row: int) -> int:
        return row

    return ChartColumn(title, text, value, is_figure=False)
