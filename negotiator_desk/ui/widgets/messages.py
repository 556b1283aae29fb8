"""Messages that stand on the page or in the form they are about."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from negotiator_desk.errors import UserError
from negotiator_desk.ui.theme import GRID, Tone, icon, restyle, tokens_of
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole

_ICONS = {
    Tone.GOOD: "circle-check",
    Tone.ATTENTION: "triangle-alert",
    Tone.BAD: "circle-alert",
}


class InlineMessage(QFrame):
    """A sentence on a tinted ground, with what to do next below it; hidden while it is empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "message")
        self._tone = Tone.NEUTRAL
        self._icon = TextLabel()
        self._text = TextLabel(wrap=True)
        self._hint = TextLabel(role=TextRole.NOTE, wrap=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._text)
        words.addWidget(self._hint)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, GRID, 12, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        for label in (self._text, self._hint):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setVisible(False)

    def show_message(self, text: str, hint: str = "", *, tone: Tone = Tone.NEUTRAL) -> None:
        """Show a sentence; an empty one hides the message."""
        self._tone = tone
        self._text.setText(text)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._icon.setPixmap(
            icon(_ICONS.get(tone, "info"), tokens_of(self).ink(tone)).pixmap(18, 18)
        )
        self.setProperty("tone", tone.value)
        restyle(self)
        self.setAccessibleName(f"{text} {hint}".strip())
        self.setVisible(bool(text))
        if text:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def show_error(self, error: UserError) -> None:
        """Show what went wrong and what to do about it."""
        self.show_message(str(error), error.hint, tone=Tone.BAD)

    def clear(self) -> None:
        """Hide the message."""
        self.show_message("")

    def text(self) -> str:
        """The sentence shown, or ""."""
        return self._text.text()
