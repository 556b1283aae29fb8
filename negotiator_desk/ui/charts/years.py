"""Cost by contract year, for up to four scenarios side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
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
from negotiator_desk.ui.charts.legend import LegendEntry, legend_width, paint_legend
from negotiator_desk.ui.charts.marks import SeriesLook, bar_look, hatched, mixed, thin_pen
from negotiator_desk.ui.charts.measures import Quantity
from negotiator_desk.ui.charts.plot import PlotChart
from negotiator_desk.ui.charts.scales import Span, rounded_out, settled
from negotiator_desk.ui.charts.surface import EMPTY_FRAME, Frame
from negotiator_desk.ui.charts.tables import ChartTable, figures, words
from negotiator_desk.ui.theme import Tokens, Tone

MOST_SCENARIOS = 4
_GROUP = 0.9
"""Share of a year's room that its bars take."""
_LETTERS = "ABCD"
_VALUE_GAP = 3.0
"""Between the totals of two bars side by side, at least, in pixels."""


@dataclass(frozen=True)
class Scenario:
    """One way things may go.

    Attributes:
        name: Translated or as the user named it.
        parts: For each part of the cost, its amounts by year, in the unit of the axis; stacked.
        tone: Of a side, where the scenario is its offer; None gives it a colour of its own.
    """

    name: str
    parts: tuple[tuple[Decimal, ...], ...]
    tone: Tone | None = None

    def total(self, year: int) -> Decimal:
        """All parts of a year together."""
        return sum((part[year] for part in self.parts), Decimal(0))


class YearsChart(PlotChart):
    """Bars by year and scenario; each scenario has a letter, a colour and a hatch."""

    def __init__(self, quantity: Quantity, parent: QWidget | None = None) -> None:
        """Make an empty chart.

        Args:
            quantity: What the bars are: "Employer cost".
        """
        super().__init__(parent)
        self._quantity = quantity
        self._years: tuple[str, ...] = ()
        self._parts: tuple[str, ...] = ()
        self._scenarios: tuple[Scenario, ...] = ()
        self._span: Span | None = None
        self._ruler = Ruler("", (), ())
        self._items: list[tuple[Any, Any]] = []

    def set_years(
        self, years: Sequence[str], scenarios: Sequence[Scenario], parts: Sequence[str] = ()
    ) -> None:
        """Show scenarios.

        Args:
            years: Names of the contract's years.
            scenarios: At most four.
            parts: Names of the parts that bars are stacked of, from the base up.

        Raises:
            ValueError: There are more than four scenarios, or a part has not one amount a year.
        """
        if len(scenarios) > MOST_SCENARIOS:
            raise ValueError("at most four scenarios can be told apart")
        if any(len(part) != len(years) for one in scenarios for part in one.parts):
            raise ValueError("every part needs an amount for each year")
        self._years, self._parts = tuple(years), tuple(parts)
        self._scenarios = tuple(scenarios)
        self.refresh()
        self.changed.emit()

    @override
    def is_empty(self) -> bool:
        return not self._years or not self._scenarios

    @override
    def table(self) -> ChartTable:
        if self.is_empty():
            return ChartTable()
        count = len(self._years)
        columns = [words(_("Year"), (*self._years, _("Whole term")))]
        for scenario in self._scenarios:
            unit = self._quantity.unit_text()
            named = len(self._parts) > 1
            for part, amounts in zip(self._parts, scenario.parts, strict=False):
                if named:
                    head = _("{scenario}: {part} ({unit})").format(
                        scenario=scenario.name, part=part, unit=unit
                    )
                    values = (*amounts, sum(amounts, Decimal(0)))
                    columns.append(figures(head, self._quantity.measure, values))
            totals = [scenario.total(year) for year in range(count)]
            head = _("{quantity} ({unit})").format(quantity=scenario.name, unit=unit)
            values = (*totals, sum(totals, Decimal(0)))
            columns.append(figures(head, self._quantity.measure, values))
        return ChartTable(tuple(columns), count + 1)

    @override
    def lay_out(self, metrics: QFontMetricsF) -> Frame:
        if self.is_empty():
            return EMPTY_FRAME
        years = range(len(self._years))
        largest = max(one.total(year) for one in self._scenarios for year in years)
        needed = Span(Decimal(0), largest)
        wanted = rounded_out(Decimal(0), max(largest, Decimal(1)) * Decimal("1.05"))
        self._span = settled(self._span, wanted, held=self.is_held, needed=needed)
        line = metrics.height() + 2
        top = 3 * line + 4
        bottom = self.height() - (1 + self._name_lines(metrics)) * line - 4
        self._ruler = upright_ruler(self._quantity, self._span, bottom - top)
        left = text_width(self._ruler.texts, metrics) + 2 * EDGE
        area = QRectF(left, top, self.width() - left - 8, max(bottom - top, 10))
        return Frame(area, -0.5, len(years) - 0.5, float(self._span.low), float(self._span.high))

    def _name_lines(self, metrics: QFontMetricsF) -> int:
        """One line, or two where a name is wider than its room."""
        room = (self.width() - 6 * EDGE) / max(len(self._years), 1) - 4
        return 1 if text_width(self._years, metrics) <= room else 2

    def _place(self, year: int, scenario: int) -> tuple[float, float]:
        """Left edge and width of a bar, in years."""
        slot = _GROUP / len(self._scenarios)
        return year - _GROUP / 2 + scenario * slot + slot * 0.04, slot * 0.92

    def _look(self, number: int, colours: Tokens) -> SeriesLook:
        look = bar_look(number, colours)
        tone = self._scenarios[number].tone
        return look if tone is None else look._replace(colour=colours.ink(tone))

    @override
    def draw(self, colours: Tokens) -> None:
        wanted = [
            (number, part)
            for number, scenario in enumerate(self._scenarios)
            for part in range(len(scenario.parts))
        ]
        while len(self._items) < len(wanted):
            fill, over = self.surface.bars(), self.surface.bars()
            over.setZValue(1)
            self._items.append((fill, over))
        for place, (fill, over) in enumerate(self._items):
            shown = place < len(wanted) and not self.is_empty()
            fill.setVisible(shown)
            over.setVisible(shown)
            if shown:
                self._fill(fill, over, *wanted[place], colours)
        if not self.is_empty():
            self.surface.draw_grid(
                self.frame, QColor(colours.line), across=self._ruler.places, up=()
            )

    def _fill(self, fill: Any, over: Any, number: int, part: int, colours: Tokens) -> None:
        scenario = self._scenarios[number]
        look = self._look(number, colours)
        panel = QColor(colours.panel)
        if part:
            look = look._replace(colour=mixed(panel, look.colour, 0.5))
        brush, hatch = hatched(look, panel)
        years = range(len(self._years))
        lower = [float(sum((p[y] for p in scenario.parts[:part]), Decimal(0))) for y in years]
        edges = [self._place(year, number) for year in years]
        shape = {
            "x0": [left for left, _width in edges],
            "width": [width for _left, width in edges],
            "y0": lower,
            "height": [float(scenario.parts[part][year]) for year in years],
        }
        pen = thin_pen(colours.text)
        fill.setOpts(brush=brush, pen=pen, **shape)
        over.setOpts(brush=hatch, pen=pen, **shape)

    @override
    def paint_over(self, painter: QPainter, colours: Tokens) -> None:
        if self.is_empty():
            return
        metrics = QFontMetricsF(painter.font())
        self._paint_legend(painter, metrics, colours)
        paint_upright(painter, replace(self._ruler, heading=self._heading()), self.frame, colours)
        below = metrics.height()
        lines = self._name_lines(metrics)
        paint_names(painter, self._years, self.frame, colours, lines=lines, below=below)
        area = self.frame.area
        painter.setPen(QPen(QColor(colours.field_line), 1))
        painter.drawLine(QPointF(area.left(), area.bottom()), QPointF(area.right(), area.bottom()))
        self._paint_totals(painter, metrics, colours)

    def _heading(self) -> str:
        if len(self._parts) < 2:
            return self._ruler.heading
        return _("{heading}; from the base up: {parts}").format(
            heading=self._ruler.heading, parts=" · ".join(self._parts)
        )

    def _paint_legend(self, painter: QPainter, metrics: QFontMetricsF, colours: Tokens) -> None:
        line = metrics.height() + 2
        room = self.width() / len(self._scenarios) - 48
        entries = []
        for number, scenario in enumerate(self._scenarios):
            look = self._look(number, colours)
            name = metrics.elidedText(scenario.name, Qt.TextElideMode.ElideRight, room)
            entries.append(LegendEntry(f"{_LETTERS[number]} {name}", look.colour, look.hatch))
        left = max(self.width() - legend_width(entries, metrics) - 8, 0)
        paint_legend(painter, entries, QPointF(left, line + 2), colours)

    def _paint_totals(self, painter: QPainter, metrics: QFontMetricsF, colours: Tokens) -> None:
        """Write each bar's letter below it and, where there is room, its total above it."""
        assert self._span is not None
        divisor = self._quantity.divisor(self._span.high)
        height = metrics.height()
        for number in range(self.target_count()):
            year, which = divmod(number, len(self._scenarios))
            total = self._scenarios[which].total(year)
            left, width = self._place(year, which)
            room = self.frame.x(left + width) - self.frame.x(left)
            box = QRectF(self.frame.x(left) - 10, self.frame.area.bottom() + 3, room + 20, height)
            painter.setPen(QColor(colours.text))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _LETTERS[which])
            text = self._quantity.measure.short(total / divisor)
            if metrics.horizontalAdvance(text) + _VALUE_GAP <= room:
                box.moveTop(self.frame.y(float(total)) - height - 1)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    @override
    def target_count(self) -> int:
        return len(self._years) * len(self._scenarios)

    @override
    def target_point(self, number: int) -> QPointF:
        year, which = divmod(number, len(self._scenarios))
        left, width = self._place(year, which)
        return self.frame.point(left + width / 2, float(self._scenarios[which].total(year)))

    @override
    def target_at(self, place: QPointF) -> int | None:
        if self.is_empty() or not self.frame.area.contains(place):
            return None
        x = self.frame.x_value(place.x())
        for number in range(self.target_count()):
            left, width = self._place(*divmod(number, len(self._scenarios)))
            if left <= x <= left + width:
                return number
        return None

    @override
    def target_text(self, number: int) -> str:
        year, which = divmod(number, len(self._scenarios))
        scenario = self._scenarios[which]
        lines = [f"{_LETTERS[which]} {scenario.name}, {self._years[year]}"]
        lines.append(self._quantity.full(scenario.total(year)))
        if len(self._parts) > 1:
            lines += [
                f"{name} {self._quantity.full(part[year])}"
                for name, part in zip(self._parts, scenario.parts, strict=False)
            ]
        return "\n".join(lines)
