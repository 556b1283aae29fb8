"""Figures that are dragged by mouse or moved by keys, always to whole steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from negotiator_desk.i18n import _
from negotiator_desk.ui.charts.measures import Quantity, joined
from negotiator_desk.ui.charts.plot import PlotChart
from negotiator_desk.ui.charts.scales import snapped, stepped
from negotiator_desk.ui.theme import Tokens

_START = 3.0
"""Pixels that the pointer must move before a press becomes a drag."""
_FINE = 0.1
"""How much of the pointer's way counts while Shift is down."""
_PAGE = 10
"""Steps that Page Up and Page Down move."""


class Direction(Enum):
    """Which way a handle moves."""

    UPRIGHT = "upright"
    LEVEL = "level"


@dataclass(frozen=True)
class Handle:
    """One figure that can be moved.

    Attributes:
        key: What the page knows it by; carried by the signals.
        name: What it is, for the readout: "Band 2 · Senior worker".
        value: In the unit of the axis.
        step: It moves to whole multiples of this; above 0.
        low: Least value.
        high: Largest value; None sets no limit.
        before: What it was; the readout says the difference. None says none.
        fault: Sentence that says what is wrong with it, or "".
    """

    key: str
    name: str
    value: Decimal
    step: Decimal
    low: Decimal = Decimal(0)
    high: Decimal | None = None
    before: Decimal | None = None
    fault: str = ""


@dataclass
class _Drag:
    """A drag under way."""

    number: int
    start: Decimal
    pressed_at: QPointF
    last: QPointF
    place: QPointF
    is_moving: bool = False


class HandleChart(PlotChart):
    """A chart whose targets are handles.

    The handle that is dragged moves at once; the page answers with new figures when it has them.

    Signals:
        dragged: Key and value of a handle, at each new value while it is dragged or a key is down.
        dropped: Key and value once it was let go; also after a drag that Escape took back.
    """

    dragged = Signal(object, object)
    dropped = Signal(object, object)

    direction = Direction.UPRIGHT
    """Which way the handles of this kind of chart move."""

    def __init__(self, quantity: Quantity, parent: QWidget | None = None) -> None:
        """Make an empty chart.

        Args:
            quantity: What the handles' values are.
        """
        super().__init__(parent)
        self.quantity = quantity
        self._handles: tuple[Handle, ...] = ()
        self._drag: _Drag | None = None
        self._nudged: int | None = None

    @property
    def handles(self) -> tuple[Handle, ...]:
        """All handles with the values they show now."""
        return self._handles

    @property
    def is_dragging(self) -> bool:
        """Whether a handle is being moved now."""
        return self._nudged is not None or (self._drag is not None and self._drag.is_moving)

    def set_handles(self, handles: Sequence[Handle]) -> None:
        """Replace the handles; one that is being dragged goes on if its key is still there."""
        key = None
        if self._drag is not None:
            key = self._handles[self._drag.number].key
        self._handles = tuple(handles)
        if self._drag is not None:
            number = next((n for n, one in enumerate(self._handles) if one.key == key), None)
            if number is None:
                self._drag = None
                self.hold_axes(held=False)
            else:
                self._drag.number = number
        if self._nudged is not None and self._nudged >= len(self._handles):
            self._nudged = None
            self.hold_axes(held=False)

    def nudge(self, by: int) -> None:
        """Move the current handle some steps, up or to the right if above 0."""
        if self.current is None:
            return
        handle = self._handles[self.current]
        value = stepped(handle.value, handle.step, by, handle.low, handle.high)
        self._nudged = self.current
        self.hold_axes(held=True)
        self._move(self.current, value)

    def drop(self) -> None:
        """End what is being moved, and say so."""
        number, moved = self._nudged, self._nudged is not None
        if self._drag is not None:
            number, moved = self._drag.number, self._drag.is_moving
        self._nudged = self._drag = None
        self.hold_axes(held=False)
        if number is not None and moved:
            handle = self._handles[number]
            self.dropped.emit(handle.key, handle.value)

    def readout(self, handle: Handle) -> str:
        """What the readout says of a handle."""
        text = self.quantity.full(handle.value)
        if handle.before is not None and handle.before != handle.value:
            change = self.quantity.measure.change_words(handle.value - handle.before)
            was = _("was {value}").format(value=self.quantity.full(handle.before))
            text = joined((text, was, change))
        return "\n".join(part for part in (f"{handle.name}: {text}", handle.fault) if part)

    def _move(self, number: int, value: Decimal) -> None:
        handle = self._handles[number]
        value = self.quantity.measure.padded(value)
        if value == handle.value:
            return
        changed = replace(handle, value=value)
        self._handles = (*self._handles[:number], changed, *self._handles[number + 1 :])
        self.refresh()
        self.announce(self.quantity.full(value))
        self.changed.emit()
        self.dragged.emit(handle.key, value)

    @override
    def is_empty(self) -> bool:
        return not self._handles

    @override
    def target_count(self) -> int:
        return len(self._handles)

    @override
    def target_text(self, number: int) -> str:
        return self.readout(self._handles[number])

    @override
    def paint_target(self, painter: QPainter, number: int, colours: Tokens) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colours.accent), 2))
        at = self.target_point(number)
        painter.drawRoundedRect(QRectF(at.x() - 11, at.y() - 11, 22, 22), 6, 6)

    @override
    def take_key(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self._drag is not None and Qt.Key(event.key()) is Qt.Key.Key_Escape:
            self._take_back()
            return True
        if plain == Qt.KeyboardModifier.ShiftModifier and event.key() == Qt.Key.Key_Plus:
            plain = Qt.KeyboardModifier.NoModifier
        by = self._steps(Qt.Key(event.key()))
        if by and plain == Qt.KeyboardModifier.NoModifier:
            if self.current is None:
                self.move_to(self.ends()[0])  # no figure changes before it has been seen
            else:
                self.nudge(by)
            return True
        return super().take_key(event)

    def _steps(self, key: Qt.Key) -> int:
        more, less = Qt.Key.Key_Up, Qt.Key.Key_Down
        if self.direction is Direction.LEVEL:
            more, less = Qt.Key.Key_Right, Qt.Key.Key_Left
        return {
            more: 1,
            less: -1,
            Qt.Key.Key_Plus: 1,
            Qt.Key.Key_Minus: -1,
            Qt.Key.Key_PageUp: _PAGE,
            Qt.Key.Key_PageDown: -_PAGE,
        }.get(key, 0)

    def _take_back(self) -> None:
        drag = self._drag
        assert drag is not None
        self._move(drag.number, drag.start)
        self.drop()

    def _follow(self, place: QPointF, *, fine: bool) -> None:
        drag = self._drag
        assert drag is not None
        away = place - drag.pressed_at
        if not drag.is_moving:
            if max(abs(away.x()), abs(away.y())) < _START:
                return
            drag.is_moving = True
            self.hold_axes(held=True)
        drag.place += (place - drag.last) * (_FINE if fine else 1.0)
        drag.last = place
        handle = self._handles[drag.number]
        if self.direction is Direction.UPRIGHT:
            coordinate = self.frame.y_value(drag.place.y())
        else:
            coordinate = self.frame.x_value(drag.place.x())
        self._move(drag.number, snapped(coordinate, handle.step, handle.low, handle.high))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        number = self.target_at(event.position())
        if number is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        handle = self._handles[number]
        place = self.target_point(number)
        self._drag = _Drag(number, handle.value, event.position(), event.position(), place)
        self.point_at(event.position())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is None:
            super().mouseMoveEvent(event)
            return
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._follow(event.position(), fine=shift)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._drag is not None and event.button() is Qt.MouseButton.LeftButton:
            self.drop()

    @override
    def show_pointed(self, number: int | None) -> None:
        if number is None:
            self.unsetCursor()
        elif self.direction is Direction.UPRIGHT:
            self.setCursor(Qt.CursorShape.SizeVerCursor)
        else:
            self.setCursor(Qt.CursorShape.SizeHorCursor)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        super().keyReleaseEvent(event)
        if self._nudged is not None and not event.isAutoRepeat():
            self.drop()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._nudged is not None:
            self.drop()
