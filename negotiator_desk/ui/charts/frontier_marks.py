"""What stands in the picture of what is possible, and how each of it is drawn and named."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from negotiator_desk.bargaining.options import Point
from negotiator_desk.i18n import _
from negotiator_desk.ui import display
from negotiator_desk.ui.charts.labels import spread
from negotiator_desk.ui.charts.legend import LegendEntry
from negotiator_desk.ui.charts.marks import SeriesLook, Symbol, draw_symbol, line_look, thin_pen
from negotiator_desk.ui.charts.surface import Frame
from negotiator_desk.ui.theme import Tokens, Tone

_FRONTIER_LOOK, _SOLUTION_LOOK = 2, 3
"""Numbers of the looks; the first two are the sides' own colours."""
_RADIUS = 5.0
_RING = 10.0
_LABEL_AWAY = 14.0
"""From a mark to its label, in pixels."""


class MarkKind(StrEnum):
    """What a mark stands for."""

    SOLUTION = "solution"
    DEAL = "deal"
    OWN = "own"
    OTHER = "other"
    FRONTIER = "frontier"


@dataclass(frozen=True)
class Mark:
    """One readable point of the picture.

    Attributes:
        number: Counts those of its kind, from 0, in the order of the picture.
    """

    kind: MarkKind
    number: int


@dataclass(frozen=True)
class NamedPoint:
    """One of the four points, by its translated name."""

    name: str
    point: Point


@dataclass(frozen=True)
class OfferPath:
    """What one side's words were worth over time.

    Attributes:
        name: Translated: whose offers they are.
        points: Oldest first; values in hundredths of a point.
    """

    name: str = ""
    tone: Tone = Tone.NEUTRAL
    points: tuple[Point, ...] = ()


@dataclass(frozen=True)
class FrontierPicture:
    """Everything in the picture; values in hundredths of a point, the other side's estimates.

    Attributes:
        frontier: One's own value rising, the other side's falling.
        solutions: Each of them is on the frontier.
        own: One's own side's offers over time.
        other: The other side's.
        deal: None before there is one.
        walk_away: What one's own side and the other have without a deal; None where not weighed.
        is_sample: The frontier is that of a sample: better points may have been missed.
    """

    frontier: tuple[Point, ...] = ()
    solutions: tuple[NamedPoint, ...] = ()
    own: OfferPath = OfferPath()
    other: OfferPath = OfferPath()
    deal: Point | None = None
    walk_away: tuple[int | None, int | None] = (None, None)
    is_sample: bool = False

    def point(self, mark: Mark) -> Point:
        """Return where a mark stands."""
        match mark.kind:
            case MarkKind.SOLUTION:
                return self.solutions[mark.number].point
            case MarkKind.OWN:
                return self.own.points[mark.number]
            case MarkKind.OTHER:
                return self.other.points[mark.number]
            case MarkKind.FRONTIER:
                return self.frontier[mark.number]
            case MarkKind.DEAL:
                assert self.deal is not None, "only a deal that is there has a mark"
                return self.deal

    def title(self, mark: Mark) -> str:
        """Return what a mark is called, translated."""
        match mark.kind:
            case MarkKind.SOLUTION:
                return self.solutions[mark.number].name
            case MarkKind.OWN:
                return _offer_title(self.own, mark.number)
            case MarkKind.OTHER:
                return _offer_title(self.other, mark.number)
            case MarkKind.FRONTIER:
                return _("Frontier, point {number} of {count}").format(
                    number=mark.number + 1, count=len(self.frontier)
                )
            case MarkKind.DEAL:
                return _("The deal")

    def notes(self) -> tuple[str, ...]:
        """Return what the picture shows beside its marks, one sentence each."""
        own, other = self.walk_away
        found = []
        if own is not None:
            value = display.number(points_of(own))
            found.append(_("Your walk-away: {value} points.").format(value=value))
        if other is not None:
            value = display.number(points_of(other))
            found.append(_("Their walk-away: {value} points (estimate).").format(value=value))
        if self.is_sample:
            found.append(_("The frontier is that of a sample."))
        return tuple(found)


def points_of(hundredths: int) -> Decimal:
    """Return hundredths of a point as points."""
    return Decimal(hundredths).scaleb(-2)


def frontier_colour(colours: Tokens) -> QColor:
    """Colour of the frontier's line and points."""
    return line_look(_FRONTIER_LOOK, colours).colour


def path_look(path: OfferPath, colours: Tokens, *, is_own: bool) -> SeriesLook:
    """How a side's offers are drawn: in its colour, one's own as discs, the other's as squares."""
    dash = Qt.PenStyle.SolidLine if is_own else Qt.PenStyle.DashLine
    symbol = Symbol.DISC if is_own else Symbol.SQUARE
    return SeriesLook(colours.ink(path.tone), Qt.BrushStyle.SolidPattern, dash, symbol)


def walk_away_pen(colours: Tokens) -> QPen:
    """The pen of both walk-away lines."""
    return thin_pen(colours.mute, 1.5, Qt.PenStyle.DotLine)


def legend_entries(picture: FrontierPicture, colours: Tokens) -> tuple[LegendEntry, ...]:
    """Return what the lines are, those that are there."""
    found = [
        LegendEntry(
            _("Frontier (sample)") if picture.is_sample else _("Frontier"),
            frontier_colour(colours),
            dash=Qt.PenStyle.SolidLine,
        )
    ]
    for path, is_own in ((picture.own, True), (picture.other, False)):
        if path.points:
            look = path_look(path, colours, is_own=is_own)
            found.append(LegendEntry(path.name, look.colour, dash=look.dash))
    if picture.walk_away != (None, None):
        found.append(LegendEntry(_("Walk-away"), QColor(colours.mute), dash=Qt.PenStyle.DotLine))
    return tuple(found)


def paint_marks(painter: QPainter, picture: FrontierPicture, frame: Frame, colours: Tokens) -> None:
    """Paint offers with their numbers, the four points and the deal."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    taken: list[QPointF] = []
    for path, is_own in ((picture.own, True), (picture.other, False)):
        look = path_look(path, colours, is_own=is_own)
        for number, point in enumerate(path.points, start=1):
            at = _place(frame, point)
            painter.setPen(QPen(QColor(colours.panel), 1))
            painter.setBrush(look.colour)
            draw_symbol(painter, look.symbol, at, _RADIUS)
            _paint_number(painter, str(number), at, look.colour, frame, taken)
    look = line_look(_SOLUTION_LOOK, colours)
    for named in picture.solutions:
        painter.setPen(QPen(QColor(colours.panel), 1))
        painter.setBrush(look.colour)
        draw_symbol(painter, Symbol.DIAMOND, _place(frame, named.point), _RADIUS)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if picture.deal is not None:
        at = _place(frame, picture.deal)
        painter.setPen(QPen(QColor(colours.text), 2))
        draw_symbol(painter, Symbol.CROSS, at, _RADIUS + 2)
        painter.drawEllipse(at, _RADIUS + 2, _RADIUS + 2)


def paint_labels(
    painter: QPainter, picture: FrontierPicture, frame: Frame, colours: Tokens
) -> None:
    """Write the names of the four points and of the deal beside them, none over another."""
    named = [(one.name, one.point) for one in picture.solutions]
    if picture.deal is not None:
        named.append((_("The deal"), picture.deal))
    metrics = QFontMetricsF(painter.font())
    places = [_place(frame, point) for _name, point in named]
    area = frame.area
    centres = spread(
        [at.y() - _LABEL_AWAY for at in places], metrics.height() + 2, area.top(), area.bottom()
    )
    for at, centre, (text, _point) in zip(places, centres, named, strict=True):
        width = metrics.horizontalAdvance(text)
        left = min(at.x() + _LABEL_AWAY, area.right() - width - 2)
        box = QRectF(left, centre - metrics.height() / 2, width + 1, metrics.height())
        painter.setPen(QPen(QColor(colours.mute), 1))
        painter.drawLine(at + QPointF(4, -4), QPointF(left - 2, centre))
        ground = QColor(colours.panel)
        ground.setAlpha(225)
        painter.fillRect(box.adjusted(-2, 0, 2, 0), ground)
        painter.setPen(QColor(colours.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft, text)


def paint_ring(painter: QPainter, chosen: Point, frame: Frame, colours: Tokens) -> None:
    """Paint a ring around the point whose package is shown."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colours.accent), 2))
    painter.drawEllipse(_place(frame, chosen), _RING, _RING)


def _paint_number(
    painter: QPainter, text: str, at: QPointF, colour: QColor, frame: Frame, taken: list[QPointF]
) -> None:
    """Write an offer's number below its mark, or above one that lies on the axis.

    Where another's stands already it is left out: the readout says it.
    """
    metrics = QFontMetricsF(painter.font())
    down = metrics.height() + 2
    if at.y() + down > frame.area.bottom():
        down = -_RADIUS - 4
    place = QPointF(at.x() - metrics.horizontalAdvance(text) / 2, at.y() + down)
    if any((place - one).manhattanLength() < metrics.height() for one in taken):
        return
    taken.append(place)
    painter.setPen(colour)
    painter.drawText(place, text)


def _place(frame: Frame, point: Point) -> QPointF:
    return frame.point(point.own / 100, point.other / 100)


def _offer_title(path: OfferPath, number: int) -> str:
    return _("{name}, word {number}").format(name=path.name, number=number + 1)
