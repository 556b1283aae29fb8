"""Take rates by tier as a step line, moved by its handles, with the cap above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from negotiator_desk.i18n import _
from negotiator_desk.ui import display
from negotiator_desk.ui.charts.axes import EDGE, Ruler, paint_upright, text_width, upright_ruler
from negotiator_desk.ui.charts.grip import paint_grip
from negotiator_desk.ui.charts.handles import Handle, HandleChart
from negotiator_desk.ui.charts.legend import LegendEntry, legend_width, paint_legend
from negotiator_desk.ui.charts.marks import mixed, thin_pen
from negotiator_desk.ui.charts.measures import Quantity
from negotiator_desk.ui.charts.scales import Span, rounded_out, settled
from negotiator_desk.ui.charts.surface import EMPTY_FRAME, Frame
from negotiator_desk.ui.charts.tables import ChartTable, figures, words
from negotiator_desk.ui.theme import Tokens, Tone

_HEADROOM = Decimal("1.15")
_LEAST_TOP = Decimal("0.05")
_CAP_ROOM = 0.18
"""Width of the strip right of the last tier, where the cap's handle is, in tiers."""


@dataclass(frozen=True)
class Tier:
    """One tier.

    Attributes:
        key: What the page knows its rate by.
        up_to: Its upper end, itself included, in the unit of what the tiers divide; None is open.
        rate: A ratio; 0.21 is 21 %.
        before: The present rate; None if there is none to compare.
    """

    key: str
    up_to: Decimal | None
    rate: Decimal
    before: Decimal | None = None


class TierChart(HandleChart):
    """What share is taken in each tier; all tiers are drawn equally wide."""

    def __init__(
        self, quantity: Quantity, divided: Quantity, parent: QWidget | None = None
    ) -> None:
        """Make an empty chart.

        Args:
            quantity: What the rates are.
            divided: What the tiers divide: the amount of an order, a month's turnover.
        """
        super().__init__(quantity, parent)
        self._divided = divided
        self._tiers: tuple[Tier, ...] = ()
        self._cap_label = ""
        self._has_cap = False
        self._span: Span | None = None
        self._ruler = Ruler("", (), ())
        self._fill = self.surface.curve()
        self._line = self.surface.curve()
        self._was = self.surface.curve()
        self._cap = self.surface.curve()

    def set_tiers(
        self,
        tiers: Sequence[Tier],
        *,
        step: Decimal,
        cap: tuple[str, Decimal] | None = None,
        cap_label: str = "",
        cap_before: Decimal | None = None,
    ) -> None:
        """Show a schedule.

        Args:
            tiers: From the lowest up.
            step: What a rate moves at a time; 0.01 is one percentage point.
            cap: Key and ratio of the largest share of an order; None if there is no cap.
            cap_label: Its name, translated.
            cap_before: The present cap; None if there is none to compare.
        """
        if len(tiers) != len(self._tiers):
            self._span = None
        self._tiers = tuple(tiers)
        self._has_cap = cap is not None
        self._cap_label = cap_label or _("Cap")
        one = Decimal(1)
        handles = [
            Handle(tier.key, self._name(number), tier.rate, step, high=one, before=tier.before)
            for number, tier in enumerate(self._tiers)
        ]
        if cap is not None:
            handles.append(
                Handle(cap[0], self._cap_label, cap[1], step, high=one, before=cap_before)
            )
        self.set_handles(handles)
        self.refresh()
        self.changed.emit()

    def _bounds(self, number: int) -> tuple[Decimal, Decimal | None]:
        low = self._tiers[number - 1].up_to if number else Decimal(0)
        return low or Decimal(0), self._tiers[number].up_to

    def _name(self, number: int) -> str:
        low, high = self._bounds(number)
        if high is None:
            if number == 0:
                return _("Everything")
            return _("Above {low}").format(low=self._short(low))
        if number == 0:
            return _("Up to {high}").format(high=self._short(high))
        return _("{low} to {high}").format(low=self._short(low), high=self._short(high))

    def _short(self, value: Decimal) -> str:
        return self._divided.ticks((value,), self._divisor())[0]

    def _divisor(self) -> Decimal:
        bounds = [tier.up_to for tier in self._tiers if tier.up_to is not None]
        return self._divided.divisor(max(bounds, default=Decimal(0)))

    @override
    def table(self) -> ChartTable:
        rates = [handle.value for handle in self.handles]
        names = [handle.name for handle in self.handles]
        measure = self.quantity.measure
        columns = [
            words(self._divided.heading(self._divisor()), names),
            figures(self.quantity.heading(), measure, rates),
        ]
        if any(handle.before is not None for handle in self.handles):
            before = [handle.before for handle in self.handles]
            present = _("{quantity} ({unit})").format(
                quantity=_("Present"), unit=self.quantity.unit_text()
            )
            columns.append(figures(present, measure, before))
        return ChartTable(tuple(columns), len(rates))

    @override
    def lay_out(self, metrics: QFontMetricsF) -> Frame:
        if self.is_empty():
            return EMPTY_FRAME
        values = [handle.value for handle in self.handles]
        values += [handle.before for handle in self.handles if handle.before is not None]
        needed = Span(Decimal(0), max(values))
        wanted = rounded_out(Decimal(0), max(needed.high * _HEADROOM, _LEAST_TOP))
        self._span = settled(self._span, wanted, held=self.is_held, needed=needed)
        top = metrics.height() + 14
        bottom = self.height() - 2 * metrics.height() - 10
        self._ruler = upright_ruler(self.quantity, self._span, bottom - top)
        left = text_width(self._ruler.texts, metrics) + 2 * EDGE
        area = QRectF(left, top, self.width() - left - 14, max(bottom - top, 10))
        ends = len(self._tiers) + (_CAP_ROOM if self._has_cap else 0.0)
        return Frame(area, 0.0, ends, float(self._span.low), float(self._span.high))

    @override
    def draw(self, colours: Tokens) -> None:
        count = len(self._tiers)
        shown = not self.is_empty()
        before = [tier.before for tier in self._tiers]
        for item, visible in (
            (self._fill, shown),
            (self._line, shown),
            (self._was, shown and any(one is not None for one in before)),
            (self._cap, shown and self._has_cap),
        ):
            item.setVisible(visible)
        if not shown:
            return
        accent = QColor(colours.accent)
        edges = list(range(count + 1))
        rates = [float(handle.value) for handle in self.handles[:count]]
        self._fill.setData(
            edges,
            rates,
            stepMode="center",
            fillLevel=0,
            brush=self._fill_colour(colours),
            pen=QPen(Qt.PenStyle.NoPen),
        )
        self._line.setData(edges, rates, stepMode="center", pen=thin_pen(accent, 3))
        if any(one is not None for one in before):
            self._was.setData(
                edges,
                [float("nan") if one is None else float(one) for one in before],
                stepMode="center",
                connect="finite",
                skipFiniteCheck=False,
                pen=thin_pen(colours.mute, 2, Qt.PenStyle.DashLine),
            )
        if self._has_cap:
            cap = float(self.handles[-1].value)
            pen = thin_pen(colours.ink(Tone.BAD), 2, Qt.PenStyle.DashDotLine)
            self._cap.setData([0.0, self.frame.right], [cap, cap], pen=pen)
        self.surface.draw_grid(self.frame, QColor(colours.line), across=self._ruler.places, up=())

    @staticmethod
    def _fill_colour(colours: Tokens) -> QColor:
        return mixed(QColor(colours.panel), QColor(colours.accent), 0.16)

    @override
    def paint_over(self, painter: QPainter, colours: Tokens) -> None:
        if self.is_empty():
            return
        metrics = QFontMetricsF(painter.font())
        paint_upright(painter, self._ruler, self.frame, colours)
        self._paint_bounds(painter, metrics, colours)
        self._paint_legend(painter, metrics, colours)
        self._paint_values(painter, metrics, colours)

    def _paint_bounds(self, painter: QPainter, metrics: QFontMetricsF, colours: Tokens) -> None:
        area = self.frame.area
        painter.setPen(QPen(QColor(colours.field_line), 1))
        painter.drawLine(QPointF(area.left(), area.bottom()), QPointF(area.right(), area.bottom()))
        texts = ["0", *(self._short(t.up_to) for t in self._tiers if t.up_to is not None)]
        used = -1.0
        for number, text in enumerate(texts):
            x = self.frame.x(number)
            width = metrics.horizontalAdvance(text)
            painter.setPen(QPen(QColor(colours.field_line), 1))
            painter.drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() + 4))
            if x - width / 2 < used:
                continue
            used = x + width / 2 + 6
            painter.setPen(QColor(colours.mute))
            box = QRectF(x - width / 2, area.bottom() + 4, width + 1, metrics.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft, text)
        below = QRectF(
            area.left(), area.bottom() + metrics.height() + 5, area.width(), metrics.height()
        )
        painter.setPen(QColor(colours.mute))
        text = _("{quantity}, tiers not to scale").format(
            quantity=self._divided.heading(self._divisor())
        )
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, text)

    def _paint_legend(self, painter: QPainter, metrics: QFontMetricsF, colours: Tokens) -> None:
        if all(tier.before is None for tier in self._tiers):
            return
        entries = (
            LegendEntry(_("New"), QColor(colours.accent), dash=Qt.PenStyle.SolidLine),
            LegendEntry(_("Present"), QColor(colours.mute), dash=Qt.PenStyle.DashLine),
        )
        left = self.width() - legend_width(entries, metrics) - 14
        paint_legend(painter, entries, QPointF(left, 2), colours)

    def _paint_values(self, painter: QPainter, metrics: QFontMetricsF, colours: Tokens) -> None:
        room = self.frame.area.width() / self.frame.right
        for number, handle in enumerate(self.handles):
            at = self.target_point(number)
            is_cap = number == len(self._tiers)
            ink = colours.ink(Tone.BAD) if is_cap else QColor(colours.accent)
            paint_grip(painter, at, self.direction, ink, colours, length=min(30.0, room * 0.6))
            text = display.percent(handle.value, places=2)
            if is_cap:
                text = f"{handle.name} {text}"
            width = metrics.horizontalAdvance(text) + 6
            if is_cap or width <= room:
                self._paint_value(painter, text, width, number, colours)

    def _paint_value(
        self, painter: QPainter, text: str, width: float, number: int, colours: Tokens
    ) -> None:
        """Write a rate below its step and the cap above its line, on a ground of their own."""
        at, area, height = (
            self.target_point(number),
            self.frame.area,
            painter.fontMetrics().height(),
        )
        is_cap = number == len(self._tiers)
        left = area.right() - width if is_cap else at.x() - width / 2
        below, above = at.y() + 8, at.y() - 8 - height
        top = above if is_cap else below
        ground = QColor(colours.panel)
        if not is_cap:
            if below + height > area.bottom() - 2:
                top = above
            else:
                ground = self._fill_colour(colours)
        elif above < 0:
            top = below
        box = QRectF(left, top, width, height)
        painter.fillRect(box, ground)
        painter.setPen(colours.ink(Tone.BAD) if is_cap else QColor(colours.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    @override
    def target_point(self, number: int) -> QPointF:
        value = float(self.handles[number].value)
        if number == len(self._tiers):
            return self.frame.point(len(self._tiers) + _CAP_ROOM / 2, value)
        return self.frame.point(number + 0.5, value)
