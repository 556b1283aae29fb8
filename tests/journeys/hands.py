"""Hands at the keyboard: keys go to whatever has the focus, as they do at a real window.

Nothing here clicks, calls a slot or sets a text. Widgets are looked at only to read their
underlined letter, as somebody who looks at the screen does.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QEvent, QEventLoop, Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDialog, QLabel, QWidget

_PATIENCE = 30.0
"""Seconds that one answer may take on a busy machine."""
_KEYS_A_SIGN = 3
"""Keys pressed for a Chinese sign typed in pinyin: two letters and the choice, on the average."""

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
_NONE = Qt.KeyboardModifier.NoModifier

Form = TypeVar("Form", bound=QDialog)


@dataclass(frozen=True)
class Step:
    """One step of a walk.

    Attributes:
        keys: How many were pressed; a chord counts as one.
        seconds: From the first key until the window had shown what came of the last.
    """

    name: str
    keys: int
    seconds: float


class Hands:
    """Presses keys, waits for what they do, and counts both.

    Attributes:
        steps: What was done so far.
    """

    def __init__(
        self, is_busy: Callable[[], bool], after: Callable[[str], None] | None = None
    ) -> None:
        """Begin.

        Args:
            is_busy: Whether the program is still at work on something.
            after: Called with the name of each step once the window is at rest.
        """
        self._is_busy = is_busy
        self._after = after
        self._keys = 0
        self._began = time.perf_counter()
        self.steps: list[Step] = []

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = _NONE, times: int = 1) -> None:
        """Press a key where the keyboard is."""
        for _time in range(times):
            self._keys += 1
            QTest.keyClick(self._focus(), key, held)
            QApplication.processEvents()

    def press_key_of(self, button: QAbstractButton) -> None:
        """Press the key that is written on a button."""
        assert button.isVisible(), f"{button.text()!r} is in sight"
        assert button.isEnabled(), f"{button.text()!r} can be pressed"
        self._keys += 1
        key = button.shortcut()[0]
        QTest.keyClick(self._focus(), key.key(), key.keyboardModifiers())
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type a text where the keyboard is; what is not ASCII comes from the input method."""
        for sign in text:
            if sign.isascii():
                self._keys += 1
                QTest.keyClicks(self._focus(), sign)
            else:
                self._keys += _KEYS_A_SIGN
                event = QInputMethodEvent()
                event.setCommitString(sign)
                QApplication.sendEvent(self._focus(), event)
        QApplication.processEvents()

    def press_letter_of(self, field: QWidget) -> str:
        """Press Alt with the letter that a button or the caption of a field underlines."""
        letter = _letter_of(field)
        assert letter, f"no letter leads to {field.accessibleName()!r}"
        self._keys += 1
        key = QKeySequence(letter)[0]
        QTest.keyClick(self._focus(), key.key(), key.keyboardModifiers())
        QApplication.processEvents()
        return letter

    def go_to(self, field: QWidget) -> None:
        """Go into a field by the letter that its caption underlines."""
        letter = self.press_letter_of(field)
        assert field.hasFocus() or field.isAncestorOf(self._focus()), (
            f"{letter} did not lead to {field.accessibleName()!r}"
        )

    def choose(self, box: QComboBox, wanted: object) -> None:
        """Go to a list of choices and move in it to one."""
        self.go_to(box)
        place = box.findData(wanted)
        assert place >= 0, f"{box.accessibleName()!r} does not offer {wanted!r}"
        while box.currentIndex() != place:
            before = box.currentIndex()
            self.press(Qt.Key.Key_Down if before < place else Qt.Key.Key_Up)
            assert box.currentIndex() != before, "the arrow moved nothing"

    def form(self, kind: type[Form]) -> Form:
        """Wait for a form to open and take the keyboard."""

        def is_open() -> bool:
            shown = QApplication.activeModalWidget()
            return isinstance(shown, kind) and shown.isAncestorOf(self._focus())

        self.wait(is_open)
        found = QApplication.activeModalWidget()
        assert isinstance(found, kind), "it was there a moment ago"
        return found

    def save(self, dialog: QDialog) -> None:
        """Press Ctrl+Enter and wait until the form has gone and the window has the keyboard."""
        gone = _Flag()
        dialog.finished.connect(gone.set)
        self.press(Qt.Key.Key_Return, CTRL)
        self.wait(partial(gone.is_set))
        self.wait(lambda: QApplication.activeModalWidget() is None)

    def wait(self, until: Callable[[], bool]) -> None:
        """Let the program work until something holds."""
        deadline = time.perf_counter() + _PATIENCE
        while not until():
            assert time.perf_counter() < deadline, f"it did not come about: {_scene()}"
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)

    def rest(self) -> None:
        """Wait until the program has nothing left to do."""
        quiet = 0
        while quiet < 3:
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            QApplication.processEvents()
            quiet = 0 if self._is_busy() else quiet + 1

    def done(self, name: str) -> None:
        """End a step: what came since the step before belongs to it."""
        self.rest()
        self.steps.append(Step(name, self._keys, time.perf_counter() - self._began))
        if self._after is not None:
            self._after(name)
        self._keys = 0
        self._began = time.perf_counter()

    def _focus(self) -> QWidget:
        """Where a key goes now.

        The offscreen platform has no window manager: the window in front gets the keyboard here.
        """

        def is_there() -> bool:
            front = QApplication.activeModalWidget() or QApplication.activeWindow()
            if front is None:
                front = next(one for one in QApplication.topLevelWidgets() if one.isVisible())
            if QApplication.activeWindow() is not front:
                front.activateWindow()
            return QApplication.activeWindow() is front

        if not is_there():
            self.wait(is_there)
        found = QApplication.focusWidget() or QApplication.activeWindow()
        assert found is not None, "a window has the keyboard"
        return found


def _scene() -> str:
    """Say where the keyboard is, for whoever reads why a walk stopped."""
    window, field = QApplication.activeWindow(), QApplication.focusWidget()
    named = "nothing" if field is None else f"{type(field).__name__} {field.accessibleName()!r}"
    return f"{named} in {type(window).__name__}"


class _Flag:
    """Remembers that something happened."""

    def __init__(self) -> None:
        self._is_set = False

    def set(self) -> None:
        self._is_set = True

    def is_set(self) -> bool:
        return self._is_set


def _letter_of(field: QWidget) -> str:
    """Return the key that a caption underlines for a field, such as "Alt+P"; "" for none."""
    if isinstance(field, QAbstractButton) and field.text():
        return QKeySequence.mnemonic(field.text()).toString()
    for caption in field.window().findChildren(QLabel):
        if caption.buddy() is field and caption.isVisible():
            return QKeySequence.mnemonic(caption.text()).toString()
    return ""
