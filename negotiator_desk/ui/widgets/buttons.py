"""Buttons that say what they do and show the key that does it."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget


class KeyButton(QPushButton):
    """A button that shows its key after its words.

    The key works while the button is visible; without one, a mnemonic in the text (`&Save`)
    is the way to reach it from the keyboard.
    """

    def __init__(
        self, text: str, key: str = "", parent: QWidget | None = None, *, kind: str = ""
    ) -> None:
        super().__init__(parent)
        self._key = key
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.set_label(text)

    def set_label(self, text: str) -> None:
        """Change the words; the key stays."""
        plain = text.replace("&", "")
        sequence = QKeySequence(self._key)
        shown = sequence.toString(QKeySequence.SequenceFormat.NativeText)
        self.setText(f"{text}  {shown}" if shown else text)
        self.setAccessibleName(plain)
        if shown:
            # setText has just forgotten it.
            self.setShortcut(sequence)


class PrimaryButton(KeyButton):
    """The one thing to do next; a page has one."""

    def __init__(self, text: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, key, parent, kind="primary")


class SecondaryButton(KeyButton):
    """Anything else to do."""

    def __init__(self, text: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, key, parent, kind="secondary")


class QuietButton(KeyButton):
    """A small button without a border, for cards and rows."""

    def __init__(self, text: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, key, parent, kind="quiet")
