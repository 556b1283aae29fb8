"""The QR codes of a message on the screen, one after the other, large enough for a hand scanner."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from negotiator_desk.i18n import _
from negotiator_desk.services.exchanges import code_squares
from negotiator_desk.ui.theme import CARD_GAP, CARD_MARGIN, GRID, PAGE_MARGIN
from negotiator_desk.ui.widgets.buttons import PrimaryButton, SecondaryButton
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole

_QUIET = 4
"""Squares that stay white around a code."""
_LEAST = 3
"""Pixels of a square: smaller ones run into each other on a screen."""
_COMFORTABLE = 5


class CodeView(QWidget):
    """Paints one QR code, black on white in every palette, on whole pixels."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[bytes, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_code(self, part: str, name: str) -> None:
        """Show a code.

        Args:
            part: What it says.
            name: What a screen reader says of it.
        """
        self._rows = code_squares(part)
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    @override
    def minimumSizeHint(self) -> QSize:
        return self._size(_LEAST)

    @override
    def sizeHint(self) -> QSize:
        return self._size(_COMFORTABLE)

    def _size(self, pixels: int) -> QSize:
        side = pixels * (len(self._rows) + 2 * _QUIET)
        return QSize(side, side)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = len(self._rows) + 2 * _QUIET
        pixels = max(1, min(self.width(), self.height()) // side)
        left, top = (self.width() - pixels * side) // 2, (self.height() - pixels * side) // 2
        painter.fillRect(QRect(left, top, pixels * side, pixels * side), QColor("#ffffff"))
        dark = QColor("#000000")
        for row, squares in enumerate(self._rows, start=_QUIET):
            for place, square in enumerate(squares, start=_QUIET):
                if square:
                    painter.fillRect(
                        QRect(left + place * pixels, top + row * pixels, pixels, pixels), dark
                    )
        painter.end()


class CodesDialog(QDialog):
    """Shows the codes of a message; the arrow keys go through them.

    Attributes:
        code: The code in sight.
    """

    def __init__(self, parts: Sequence[str], spoken: str, parent: QWidget | None = None) -> None:
        """Show the first code.

        Args:
            parts: What the codes say, in order; at least one.
            spoken: The fingerprint that both sides read to each other.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("QR codes of the message"))
        self._parts = tuple(parts)
        self._place = 0
        self.code = CodeView(self)
        self._count = TextLabel(role=TextRole.SECTION)
        self.previous_button = SecondaryButton(_("Previous"), "Left")
        self.next_button = PrimaryButton(_("Next"), "Right")
        self.close_button = SecondaryButton(_("Close"), "Esc")
        self.previous_button.clicked.connect(self.show_previous)
        self.next_button.clicked.connect(self.show_next)
        self.close_button.clicked.connect(self.accept)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        for widget in (self._count, self.previous_button, self.next_button, self.close_button):
            line.addWidget(widget)
        line.insertStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE_MARGIN, CARD_MARGIN, PAGE_MARGIN, CARD_MARGIN)
        layout.setSpacing(CARD_GAP)
        layout.addWidget(TextLabel(spoken, TextRole.TITLE), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.code, 1)
        layout.addLayout(line)
        self._show()

    @property
    def place(self) -> int:
        """Which code is in sight, from 1."""
        return self._place + 1

    @Slot()
    def show_next(self) -> None:
        """Show the next code; after the last the first."""
        self._go(1)

    @Slot()
    def show_previous(self) -> None:
        """Show the code before; before the first the last."""
        self._go(-1)

    def _go(self, step: int) -> None:
        self._place = (self._place + step) % len(self._parts)
        self._show()

    def _show(self) -> None:
        name = _("Code {number} of {total}").format(number=self.place, total=len(self._parts))
        self._count.setText(name)
        self.code.set_code(self._parts[self._place], name)
        is_many = len(self._parts) > 1
        self.previous_button.setEnabled(is_many)
        self.next_button.setEnabled(is_many)

    @override
    def sizeHint(self) -> QSize:
        return QSize(720, 660).boundedTo(
            self.screen().availableGeometry().size() - QSize(GRID, 5 * GRID)
        )
