"""Keys pressed before a dialog has the keyboard: none of them is lost."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QDialog
from typing_extensions import override

_BY_MOUSE = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.Wheel,
    }
)


class TypedAhead(QObject):
    """Hands the keys of the window below to a dialog until the screen gives it the keyboard.

    A screen takes a moment to do that, and Qt drops what is typed into a window below a modal
    dialog meanwhile: of a figure typed fast, a digit would be missing.
    """

    def __init__(self, dialog: QDialog) -> None:
        """Begin; the dialog is open, and modal for the window of its parent alone."""
        super().__init__(dialog)
        parent = dialog.parentWidget()
        assert parent is not None, "a modal dialog belongs to a window"
        self._dialog = dialog
        self._above = dialog.windowHandle()
        self._below = parent.window().windowHandle()
        self._nowhere = QWindow()
        self._is_over = dialog.isActiveWindow()
        if self._is_over:
            return
        self._let_through(is_let=True)
        self._below.installEventFilter(self)
        dialog.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._dialog:
            if event.type() in (QEvent.Type.WindowActivate, QEvent.Type.Hide):
                self._end()
            return False
        if isinstance(event, QKeyEvent):
            to = self._dialog.focusWidget()
            if to is not None:
                QCoreApplication.sendEvent(to, event)
            return True
        if event.type() in _BY_MOUSE:
            self._dialog.activateWindow()
            return True
        return False

    def _end(self) -> None:
        if self._is_over:
            return
        self._is_over = True
        self._dialog.removeEventFilter(self)
        self._below.removeEventFilter(self)
        self._let_through(is_let=False)

    def _let_through(self, *, is_let: bool) -> None:
        """Let the window below have events, or not, as long as the dialog is open.

        A dialog that is modal for a window blocks the one it belongs to. Qt looks at that anew for
        a window only when it is told what that window belongs to.
        """
        self._above.setTransientParent(self._nowhere if is_let else self._below)
        self._below.setTransientParent(self._below.transientParent())
