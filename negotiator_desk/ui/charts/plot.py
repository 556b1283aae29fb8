"""Charts with axes: layout, colours, and reading them by pointer or by keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from negotiator_desk.ui.charts.chart import Chart
from negotiator_desk.ui.charts.surface import EMPTY_FRAME, Frame, PlotSurface
from negotiator_desk.ui.theme import Tokens, tokens_of

REACH = 16.0
"""How near the pointer must come to a point, in pixels."""

_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_RESTYLED = {
    QEvent.Type.PaletteChange,
    QEvent.Type.StyleChange,
    QEvent.Type.FontChange,
    QEvent.Type.ApplicationFontChange,
}


class PlotChart(Chart):
    """A chart made of `PlotSurface` and, above it, all text and what moves under the pointer.

    A subclass says where it wants its axes (`lay_out`), fills the surface (`draw`), writes its
    texts (`paint_over`), and names its readable points, its targets, by number.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.surface = PlotSurface(self)
        self.frame = EMPTY_FRAME
        self.is_held = False
        self._over = _Over(self)
        self._current: int | None = None
        self._pointed: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(280, 140)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # What a subclass says.

    def lay_out(self, metrics: QFontMetricsF) -> Frame:
        """Return where the axes are now; texts have the room around them."""
        return EMPTY_FRAME

    def draw(self, colours: Tokens) -> None:
        """Bring the surface's items up to date, in place."""

    def paint_over(self, painter: QPainter, colours: Tokens) -> None:
        """Write the texts; the painter has the small font."""

    def target_count(self) -> int:
        """How many points can be read one by one."""
        return 0

    def target_point(self, number: int) -> QPointF:
        """Where a point is, in pixels."""
        return QPointF()

    def target_text(self, number: int) -> str:
        """What a point says; lines are kept."""
        return ""

    def readout_place(self, wanted: QPointF, width: float) -> tuple[float, float]:
        """Where the readout's upper left corner goes, in pixels.

        Args:
            wanted: Near its point.
            width: Of the readout, in pixels.
        """
        return wanted.x(), wanted.y()

    def target_at(self, place: QPointF) -> int | None:
        """The point under the pointer."""
        best, nearest = None, REACH
        for number in range(self.target_count()):
            away = self.target_point(number) - place
            distance = (away.x() ** 2 + away.y() ** 2) ** 0.5
            if distance < nearest:
                best, nearest = number, distance
        return best

    def neighbour(self, number: int, across: int, down: int) -> int:
        """The point that an arrow key leads to."""
        return number + across + down

    def ends(self) -> tuple[int, int]:
        """The points that Home and End lead to."""
        return 0, self.target_count() - 1

    def press_target(self, number: int) -> None:
        """Do what Enter or a click on a point means."""

    # What a page may ask.

    @property
    def current(self) -> int | None:
        """The point that the keyboard stands on."""
        return self._current

    def set_current(self, number: int | None) -> None:
        """Stand on a point; one that is not there is none."""
        if number is not None and not 0 <= number < self.target_count():
            number = None
        if number != self._current:
            self._current = number
            if number is not None and self.hasFocus():
                self.announce(self.target_text(number).replace("\n", " "))
        self._over.update()

    def reading(self) -> str:
        """What the readout says now; "" while there is none."""
        number = self._shown_target()
        return "" if number is None else self.target_text(number)

    def hold_axes(self, held: bool) -> None:
        """Keep the axes from shrinking while something is dragged, here or in another chart."""
        if held == self.is_held:
            return
        self.is_held = held
        if not held:
            self.refresh()

    def refresh(self) -> None:
        """Lay out and draw anew what is known."""
        colours = tokens_of(self)
        self.surface.set_ground(QColor(colours.panel))
        count = self.target_count()
        if self._current is not None and self._current >= count:
            self._current = None
        if self._pointed is not None and self._pointed >= count:
            self._pointed = None
        frame = self.lay_out(QFontMetricsF(self.small_font()))
        if frame.area.width() < 1 or frame.area.height() < 1:
            return
        if frame != self.frame:
            self.frame = frame
            self.surface.place(self.rect(), frame)
        self.draw(colours)
        self._over.update()

    def paint_on(self, painter: QPainter) -> None:
        """Paint everything above the surface."""
        colours = tokens_of(self)
        painter.setFont(self.small_font())
        self.paint_over(painter, colours)
        number = self._shown_target()
        if number is not None:
            self.paint_target(painter, number, colours)
            self._paint_readout(painter, number, colours)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.accent), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def paint_target(self, painter: QPainter, number: int, colours: Tokens) -> None:
        """Mark the point that the readout is about."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colours.accent), 2))
        painter.drawEllipse(self.target_point(number), 8, 8)

    def _shown_target(self) -> int | None:
        if self._pointed is not None:
            return self._pointed
        return self._current if self.hasFocus() else None

    def _paint_readout(self, painter: QPainter, number: int, colours: Tokens) -> None:
        text = self.target_text(number)
        if not text:
            return
        metrics = QFontMetricsF(painter.font())
        lines = text.split("\n")
        width = max(metrics.horizontalAdvance(line) for line in lines) + 16
        height = metrics.height() * len(lines) + 8
        at = self.target_point(number)
        left = min(max(at.x() - width / 2, 2), max(self.width() - width - 2, 2))
        top = at.y() - height - 14
        if top < 2:
            top = min(at.y() + 14, self.height() - height - 2)
        if top < at.y() < top + height:  # too low a chart for above or below: beside it
            left = at.x() + 14 if at.x() + 14 + width < self.width() else at.x() - 14 - width
        left, top = self.readout_place(QPointF(left, top), width)
        box = QRectF(round(left) + 0.5, round(top) + 0.5, round(width), round(height))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.field_line), 1))
        painter.setBrush(QColor(colours.panel))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(QColor(colours.text))
        for place, line in enumerate(lines):
            row = QRectF(
                box.left() + 8, box.top() + 4 + place * metrics.height(), width, metrics.height()
            )
            painter.drawText(row, Qt.AlignmentFlag.AlignLeft, line)

    def point_at(self, place: QPointF | None) -> None:
        """Let the readout follow the pointer; None when it has left."""
        number = None if place is None else self.target_at(place)
        if number != self._pointed:
            self._pointed = number
            self._over.update()
            self.show_pointed(number)

    def show_pointed(self, number: int | None) -> None:
        """Do more about the point under the pointer than reading it out."""

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.point_at(event.position())

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.point_at(None)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self.target_at(event.position())
        if event.button() is not Qt.MouseButton.LeftButton or number is None:
            super().mousePressEvent(event)
            return
        self.set_current(number)
        self.press_target(number)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.target_count() == 0 or not self.take_key(event):
            super().keyPressEvent(event)

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what a key means; False leaves it to the page."""
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain != Qt.KeyboardModifier.NoModifier:
            return False
        key, count = Qt.Key(event.key()), self.target_count()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            if self._current is not None:
                self.press_target(self._current)
            return self._current is not None
        if key is Qt.Key.Key_Home:
            self.move_to(self.ends()[0])
        elif key is Qt.Key.Key_End:
            self.move_to(self.ends()[1])
        elif key in _STEPS:
            across, down = _STEPS[key]
            at = self._current
            at = self.ends()[0] if at is None else self.neighbour(at, across, down)
            self.move_to(min(max(at, 0), count - 1))
        else:
            return False
        return True

    def move_to(self, number: int) -> None:
        """Stand on a point that a key led to."""
        self._pointed = None
        self.set_current(number)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_key = event.reason() in {
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.ShortcutFocusReason,
        }
        if by_key and self._current is None and self.target_count():
            self.set_current(self.ends()[0])
        self._over.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._over.update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        whole = QRect(0, 0, self.width(), self.height())
        self._over.setGeometry(whole)
        self.surface.view.setGeometry(whole)
        self.refresh()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _RESTYLED:
            self.refresh()


class _Over(QWidget):
    """Paints what stands above the surface; the pointer goes through it."""

    def __init__(self, chart: PlotChart) -> None:
        super().__init__(chart)
        self._chart = chart
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._chart.paint_on(painter)
        painter.end()
