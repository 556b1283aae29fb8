"""Where both sides stood round by round: two lines that come together, or do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
    level_ruler,
    paint_level,
    paint_upright,
    text_width,
    upright_ruler,
)
from negotiator_desk.ui.charts.legend import LegendEntry, legend_width, paint_legend
from negotiator_desk.ui.charts.marks import Symbol, draw_symbol, thin_pen
from negotiator_desk.ui.charts.measures import Measure, Quantity
from negotiator_desk.ui.charts.plot import PlotChart
from negotiator_desk.ui.charts.scales import Span, rounded_out, settled
from negotiator_desk.ui.charts.surface import EMPTY_FRAME, Frame
from negotiator_desk.ui.charts.tables import ChartColumn, ChartTable, changes, figures
from negotiator_desk.ui.theme import Tokens, Tone, tokens_of

FEWEST_ROUNDS = 2
"""A curve begins with the second round."""

_DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine)
_SYMBOLS = (Symbol.DISC, Symbol.SQUARE)
_RADIUS = 4.0
_ROOM = Decimal("0.06")
"""Free room above and below the lines, as a part of what they span."""


@dataclass(frozen=True)
class SideLine:
    """One side's way.

    Attributes:
        name: Translated; says so where the amounts are an estimate.
        tone: The side's colour.
        amounts: One for each round, in the unit of the axis.
        gone: Places of rounds whose amount rests on an offer that fell later; drawn hollow.
    """

    name: str
    tone: Tone
    amounts: tuple[Decimal, ...]
    gone: frozenset[int] = frozenset()


def rounds_column(rounds: Sequence[int]) -> ChartColumn:
    """Return a column of numbers of rounds."""

    def text(row: int) -> str:
        return str(rounds[row])

    def value(row: int) -> int:
        return rounds[row]

    return ChartColumn(_("Round"), text, value)


class ConcessionChart(PlotChart):
    """Lines of both sides over the rounds; Left and Right go by round, Up and Down by side."""

    def __init__(self, quantity: Quantity, parent: QWidget | None = None) -> None:
        """Make an empty chart.

        Args:
            quantity: What the lines are.
        """
        super().__init__(parent)
        self._quantity = quantity
        self._has_signs = False
        self._rounds: tuple[int, ...] = ()
        self._lines: tuple[SideLine, ...] = ()
        self._gap_name = ""
        self._span: Span | None = None
        self._ruler = Ruler("", (), ())
        self._level = Ruler("", (), ())
        self._zero = self.surface.curve()
        self._items: tuple[Any, ...] = tuple(self.surface.curve() for _dash in _DASHES)

    def set_rounds(
        self,
        rounds: Sequence[int],
        lines: Sequence[SideLine],
        *,
        gap_name: str = "",
        quantity: Quantity | None = None,
        has_signs: bool = False,
    ) -> None:
        """Show rounds.

        Args:
            rounds: Their numbers, rising.
            lines: One for each side; none while there is nothing to show.
            gap_name: What the first line's amount less the second's is called; "" leaves it out.
            quantity: What the lines are now; None leaves it as it was.
            has_signs: Whether the amounts are differences, read with their sign.

        Raises:
            ValueError: There are not two lines, or a line has not one amount for each round.
        """
        if lines and len(lines) != len(_DASHES):
            raise ValueError("there are two sides")
        if any(len(line.amounts) != len(rounds) for line in lines):
            raise ValueError("every line needs an amount for each round")
        self._rounds, self._lines, self._gap_name = tuple(rounds), tuple(lines), gap_name
        self._has_signs = has_signs
        if quantity is not None:
            self._quantity = quantity
        self.refresh()
        self.changed.emit()

    @property
    def lines(self) -> tuple[SideLine, ...]:
        """The lines as they are shown."""
        return self._lines

    @override
    def is_empty(self) -> bool:
        return not self._lines or len(self._rounds) < FEWEST_ROUNDS

    @override
    def table(self) -> ChartTable:
        if self.is_empty():
            return ChartTable()
        unit, measure = self._quantity.unit_text(), self._quantity.measure
        columns = [rounds_column(self._rounds)]
        column = changes if self._has_signs else figures
        for line in self._lines:
            head = _("{quantity} ({unit})").format(quantity=line.name, unit=unit)
            columns.append(column(head, measure, line.amounts))
        if self._gap_name:
            head = _("{quantity} ({unit})").format(quantity=self._gap_name, unit=unit)
            gaps = [self._gap(place) for place in range(len(self._rounds))]
            columns.append(figures(head, measure, gaps))
        return ChartTable(tuple(columns), len(self._rounds))

    def _gap(self, place: int) -> Decimal:
        return self._lines[0].amounts[place] - self._lines[1].amounts[place]

    @override
    def lay_out(self, metrics: QFontMetricsF) -> Frame:
        if self.is_empty():
            return EMPTY_FRAME
        amounts = [amount for line in self._lines for amount in line.amounts]
        low, high = min(amounts), max(amounts)
        least = Decimal(1).scaleb(-self._quantity.measure.places)
        room = (high - low) * _ROOM if high > low else max(abs(high) / 10, 10 * least)
        wanted = rounded_out(low - room, high + room, least=least)
        self._span = settled(self._span, wanted, held=self.is_held, needed=Span(low, high))
        line = metrics.height() + 2
        bottom = self.height() - 2 * line - 4
        top = self._legend_place(metrics).y() + line + 6
        self._ruler = upright_ruler(self._quantity, self._span, max(bottom - top, 10))
        left = text_width(self._ruler.texts, metrics) + 2 * EDGE
        area = QRectF(left, top, self.width() - left - 2 * EDGE, max(bottom - top, 10))
        first, last = self._rounds[0] - 0.3, self._rounds[-1] + 0.3
        title = _("Round")
        self._level = level_ruler(
            Quantity(title, Measure.COUNT, title),
            Span(Decimal(self._rounds[0]), Decimal(self._rounds[-1])),
            area.width(),
            metrics,
        )
        return Frame(area, first, last, float(self._span.low), float(self._span.high))

    @override
    def draw(self, colours: Tokens) -> None:
        shown = not self.is_empty()
        for place, item in enumerate(self._items):
            item.setVisible(shown)
            if shown:
                line = self._lines[place]
                pen = thin_pen(colours.ink(line.tone), 2, _DASHES[place])
                item.setData(
                    [float(number) for number in self._rounds],
                    [float(amount) for amount in line.amounts],
                    pen=pen,
                )
        has_zero = shown and self._span is not None and self._span.low < 0 < self._span.high
        self._zero.setVisible(has_zero)
        if has_zero:
            pen = thin_pen(colours.field_line)
            self._zero.setData([self.frame.left, self.frame.right], [0.0, 0.0], pen=pen)
        if shown:
            self.surface.draw_grid(
                self.frame, QColor(colours.line), across=self._ruler.places, up=()
            )

    @override
    def paint_over(self, painter: QPainter, colours: Tokens) -> None:
        if self.is_empty():
            return
        paint_upright(painter, self._ruler, self.frame, colours)
        paint_level(painter, self._level, self.frame, colours)
        self._paint_legend(painter, colours)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number in range(self.target_count()):
            place, which = divmod(number, len(self._lines))
            ink = colours.ink(self._lines[which].tone)
            is_gone = place in self._lines[which].gone
            painter.setPen(QPen(ink, 2))
            painter.setBrush(QColor(colours.panel) if is_gone else ink)
            draw_symbol(painter, _SYMBOLS[which], self.target_point(number), _RADIUS)

    def _legend(self, colours: Tokens) -> tuple[LegendEntry, ...]:
        return tuple(
            LegendEntry(line.name, colours.ink(line.tone), dash=dash)
            for line, dash in zip(self._lines, _DASHES, strict=True)
        )

    def _legend_place(self, metrics: QFontMetricsF) -> QPointF:
        """Right of the heading or, where there is no room, below it."""
        assert self._span is not None, "the span is settled first"
        largest = max(abs(self._span.low), abs(self._span.high))
        heading = self._quantity.heading(self._quantity.divisor(largest))
        width = legend_width(self._legend(tokens_of(self)), metrics)
        left = max(self.width() - width - EDGE, EDGE)
        fits = left > 3 * EDGE + metrics.horizontalAdvance(heading)
        return QPointF(left, 2.0 if fits else metrics.height() + 4)

    def _paint_legend(self, painter: QPainter, colours: Tokens) -> None:
        place = self._legend_place(QFontMetricsF(painter.font()))
        paint_legend(painter, self._legend(colours), place, colours)

    @override
    def target_count(self) -> int:
        return 0 if self.is_empty() else len(self._rounds) * len(self._lines)

    @override
    def target_point(self, number: int) -> QPointF:
        place, which = divmod(number, len(self._lines))
        return self.frame.point(
            float(self._rounds[place]), float(self._lines[which].amounts[place])
        )

    @override
    def neighbour(self, number: int, across: int, down: int) -> int:
        moved = number + across * len(self._lines)
        if not 0 <= moved < self.target_count():
            moved = number
        place, which = divmod(moved, len(self._lines))
        return place * len(self._lines) + min(max(which + down, 0), len(self._lines) - 1)

    @override
    def target_text(self, number: int) -> str:
        place, which = divmod(number, len(self._lines))
        line = self._lines[which]
        rows = [
            _("Round {number}, {side}").format(number=self._rounds[place], side=line.name),
            self._full(line.amounts[place]),
        ]
        if place in line.gone:
            rows.append(_("rests on an offer that was taken back later"))
        if self._gap_name:
            gap = self._quantity.full(self._gap(place))
            rows.append(_("{gap}: {amount}").format(gap=self._gap_name, amount=gap))
        return "\n".join(rows)

    def _full(self, amount: Decimal) -> str:
        text = self._quantity.full(amount)
        return f"+{text}" if self._has_signs and amount > 0 else text
