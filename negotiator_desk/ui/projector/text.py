"""One line of text on the projector, and breaking longer texts into such lines."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from negotiator_desk.ui.theme import Tone, tokens_of


class BoardText(QLabel):
    """A line of plain text in a colour of the palette, cut with an ellipsis where it must be."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._tone: Tone | None = None
        self._is_muted = False

    def show_words(
        self,
        text: str,
        font: QFont,
        place: QRect,
        *,
        tone: Tone | None = None,
        muted: bool = False,
        right: bool = False,
    ) -> None:
        """Show a line in a place; figures stand at its right end."""
        self._tone, self._is_muted = tone, muted
        self.setAlignment(
            Qt.AlignmentFlag.AlignVCenter
            | (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
        )
        self.setFont(font)
        self.setText(text)
        self.setGeometry(place)
        self.show()
        self.update()

    def shown(self) -> str:
        """The text as far as there is room for it."""
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        # The window's palette: a label's own has the transparent ground of the stylesheet.
        colours = tokens_of(self.window())
        ink = QColor(colours.mute if self._is_muted else colours.text)
        if self._tone is not None:
            ink = colours.ink(self._tone)
        painter = QPainter(self)
        painter.setPen(ink)
        painter.setFont(self.font())
        painter.drawText(self.rect(), int(self.alignment()), self.shown())


class TextPool:
    """Hands out the texts of one widget and hides those that are not needed any more."""

    def __init__(self, owner: QWidget) -> None:
        self._owner = owner
        self._texts: list[BoardText] = []
        self._used = 0

    def start(self) -> None:
        """Begin to show something else."""
        self._used = 0

    def take(self) -> BoardText:
        """Return a text to be placed."""
        if self._used == len(self._texts):
            self._texts.append(BoardText(self._owner))
        self._used += 1
        return self._texts[self._used - 1]

    def finish(self) -> None:
        """Empty and hide what is left over: nothing old stays behind, not even unseen."""
        for text in self._texts[self._used :]:
            text.clear()
            text.hide()


def broken(text: str, font: QFont, width: int) -> list[str]:
    """Return the lines that a text takes in a width; its own line breaks are kept."""
    lines = []
    for paragraph in text.splitlines():
        layout = QTextLayout(paragraph, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            start = line.textStart()
            lines.append(paragraph[start : start + line.textLength()].rstrip())
        layout.endLayout()
    return lines
