"""Badges scanned while the cursor is on a list or a button of the session record."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QWidget
from typing_extensions import override

from negotiator_desk.drafting.badge_codes import PREFIX, read_badge_code

_PATIENCE = 1500
"""Milliseconds between two keys after which they are not of one scan."""

_LONGEST = 16
"""Characters of a code with its hyphens, and some to spare."""

_PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class BadgeCatcher(QObject):
    """Collects what a scanner types where there is no line to type in.

    A list would search its rows for such keys, and a chooser would choose another: whatever may be
    the beginning of a code is kept from them. The chooser of the session gets no letters at all.

    Signals:
        caught: The code of a badge was typed and ended with Enter (`str`).
    """

    caught = Signal(str)

    def __init__(self, page: QWidget, chooser: QComboBox) -> None:
        super().__init__(page)
        self._chooser = chooser
        self._typed = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PATIENCE)
        self._pause.timeout.connect(self.forget)
        for kind in (QComboBox, QAbstractItemView, QAbstractButton):
            for widget in page.findChildren(kind):
                widget.installEventFilter(self)
        page.installEventFilter(self)

    def forget(self) -> None:
        """Begin anew: what was typed so far is no badge."""
        self._typed = ""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            code, self._typed = self._typed, ""
            if read_badge_code(code) is None:
                return False
            self.caught.emit(code)
            return True
        text = event.text()
        if not text.isprintable() or not text.strip() or event.modifiers() & ~_PLAIN:
            # A scanner presses Shift by itself before a capital, which types nothing.
            return False
        typed = self._typed + text.upper()
        is_begun = PREFIX.startswith(typed) or typed.startswith(PREFIX)
        if is_begun and len(typed) <= _LONGEST:
            self._typed = typed
            self._pause.start()
            return True
        self._typed = ""
        return watched is self._chooser
