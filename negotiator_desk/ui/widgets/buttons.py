"""Buttons that say what they do and show the key that does it."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from negotiator_desk.ui.theme import Tone
from negotiator_desk.ui.widgets.labels import StateChip, TextLabel, TextRole

_MNEMONIC = re.compile(r"\(&\w\)|&")


def without_mnemonic(text: str) -> str:
    """Return the words of a control: `&Save`, `保存(&S)` without the mark of their key."""
    return _MNEMONIC.sub("", text)


class KeyButton(QPushButton):
    """A button that shows its key after its words.

    The key works while the button is visible; without one, a mnemonic in the text (`&Save`)
    is the way to reach it from the keyboard.
    """

    def __init__(
        self,
        text: str,
        key: str = "",
        parent: QWidget | None = None,
        *,
        kind: str = "",
        from_menu: bool = False,
    ) -> None:
        """Make a button.

        Args:
            key: Such as "Ctrl+T"; "" for none.
            kind: What the stylesheet knows it by.
            from_menu: The key belongs to an action of the menu and is only shown here.
        """
        super().__init__(parent)
        self._key = key
        self._from_menu = from_menu
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.set_label(text)

    def set_label(self, text: str) -> None:
        """Change the words; the key stays."""
        plain = without_mnemonic(text)
        sequence = QKeySequence(self._key)
        shown = sequence.toString(QKeySequence.SequenceFormat.NativeText)
        self.setText(f"{text}  {shown}" if shown else text)
        self.setAccessibleName(plain)
        if shown and not self._from_menu:
            # setText has just forgotten it.
            self.setShortcut(sequence)


class PrimaryButton(KeyButton):
    """The one thing to do next; a page has one."""

    def __init__(
        self, text: str, key: str = "", parent: QWidget | None = None, *, from_menu: bool = False
    ) -> None:
        super().__init__(text, key, parent, kind="primary", from_menu=from_menu)


class SecondaryButton(KeyButton):
    """Anything else to do."""

    def __init__(
        self, text: str, key: str = "", parent: QWidget | None = None, *, from_menu: bool = False
    ) -> None:
        super().__init__(text, key, parent, kind="secondary", from_menu=from_menu)


class QuietButton(KeyButton):
    """A small button without a border, for cards and rows."""

    def __init__(
        self, text: str, key: str = "", parent: QWidget | None = None, *, from_menu: bool = False
    ) -> None:
        super().__init__(text, key, parent, kind="quiet", from_menu=from_menu)


class RowButton(QPushButton):
    """A line to press: a title, small print below it, and a state at its right end."""

    def __init__(self, title: str, note: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "link")
        self.setAutoDefault(False)
        self._title = TextLabel(title)
        self._note = TextLabel(note, TextRole.NOTE)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._note)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 6, 10, 6)
        self._row.addLayout(words, 1)
        for label in (self._title, self._note):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            label.setMinimumWidth(60)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setToolTip(f"{title}\n{note}")
        self.setAccessibleName(f"{title} {note}".strip())

    def add_state(self, text: str, tone: Tone) -> None:
        """Put a state at the right end."""
        chip = StateChip(text, tone)
        chip.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._row.addWidget(chip)
        self.setAccessibleName(f"{self.accessibleName()} {text}")
