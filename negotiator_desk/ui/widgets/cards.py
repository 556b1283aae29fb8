"""Cards: the panels a page is made of."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from negotiator_desk.ui.theme import CARD_MARGIN, GRID, Tone, figure_font
from negotiator_desk.ui.widgets.labels import StateChip, TextLabel, TextRole


class Card(QFrame):
    """A panel with a title line and a body.

    Attributes:
        body: Where the content goes.
        head: The title line; things added to it stand on its right.
    """

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(CARD_MARGIN, 12, CARD_MARGIN, 12)
        self.body.setSpacing(GRID)
        self.head = QHBoxLayout()
        self.head.setSpacing(GRID)
        self._title = TextLabel(title, TextRole.SECTION)
        self.head.addWidget(self._title)
        self.head.addStretch(1)
        self.body.addLayout(self.head)
        self._title.setVisible(bool(title))

    def set_title(self, title: str) -> None:
        """Change the title; an empty one takes no room."""
        self._title.setText(title)
        self._title.setVisible(bool(title))

    def add_to_head(self, widget: QWidget) -> None:
        """Put a chip or a button at the right end of the title line."""
        self.head.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)


class KeyFigure(QFrame):
    """One number that matters: its label, the figure, and what to know about it."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(CARD_MARGIN, 10, CARD_MARGIN, 10)
        layout.setSpacing(2)
        self._label = TextLabel(label, TextRole.LABEL)
        self._figure = TextLabel("", TextRole.FIGURE)
        self._figure.setFont(figure_font(self._figure.font()))
        self._figure.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._note = TextLabel("", TextRole.NOTE)
        self._chip = StateChip()
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addWidget(self._note)
        foot.addWidget(self._chip)
        foot.addStretch(1)
        layout.addWidget(self._label)
        layout.addWidget(self._figure)
        layout.addLayout(foot)
        layout.addStretch(1)
        self.set_figure("")

    def set_figure(self, figure: str, note: str = "", *, tone: Tone | None = None) -> None:
        """Show a figure.

        Args:
            figure: Formatted, with its unit.
            note: One line below it; with a tone it stands on a tinted ground.
            tone: What the note means; None is plain small print.
        """
        self._figure.setText(figure)
        self._note.setText(note)
        self._note.setVisible(tone is None)
        self._chip.setVisible(tone is not None and bool(note))
        if tone is not None:
            self._chip.set_state(note, tone)
        self.setAccessibleName(f"{self._label.text()} {figure} {note}".strip())

    def figure(self) -> str:
        """The figure as it is shown."""
        return self._figure.text()
