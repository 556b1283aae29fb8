"""What an empty page says, and the button that fills it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from negotiator_desk.ui.theme import GRID
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole


class EmptyState(QWidget):
    """One line that says what belongs here, one that says how it comes here, and a button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = TextLabel(role=TextRole.SECTION)
        self._hint = TextLabel(role=TextRole.MUTE, wrap=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._hint.setMaximumWidth(520)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(GRID)
        layout = QVBoxLayout(self)
        layout.setSpacing(GRID)
        layout.addStretch(1)
        layout.addWidget(self._title, 0, Qt.AlignmentFlag.AlignHCenter)
        centre = QHBoxLayout()
        centre.addStretch(1)
        centre.addWidget(self._hint, 10)
        centre.addStretch(1)
        layout.addLayout(centre)
        layout.addSpacing(GRID)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addLayout(self._buttons)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(2)

    def set_words(self, title: str, hint: str = "") -> None:
        """Say what belongs here and how it comes here."""
        self._title.setText(title)
        self._hint.setText(hint)

    def add_button(self, button: QPushButton, action: Callable[[], object]) -> None:
        """Offer a way to fill the page; give it a bound method of the page."""
        button.clicked.connect(action)
        self._buttons.addWidget(button)
