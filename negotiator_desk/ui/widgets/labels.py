"""Words on the page: titles, small print and states on a tinted ground."""

from __future__ import annotations

from enum import StrEnum
from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStylePainter, QWidget
from typing_extensions import override

from negotiator_desk.ui.theme import Tone, restyle

_SHORTEST_LINE = 80
"""Width that a line which may be cut asks for at least, in pixels."""


class TextRole(StrEnum):
    """Place of a text in the page; the stylesheet sizes and colours it."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    SECTION = "section"
    FIGURE = "figure"
    LABEL = "label"
    NOTE = "note"
    MUTE = "mute"
    ERROR = "error"
    BRAND = "brand"
    BODY = "body"


def literal_tip(text: str) -> str:
    """Return a tooltip that shows a text as it is: Qt takes what looks like markup for it."""
    if "<" not in text:
        return text
    return f'<span style="white-space: pre-wrap">{escape(text)}</span>'


class TextLabel(QLabel):
    """Plain text in one of the page's roles; what users typed is never taken for markup."""

    def __init__(
        self,
        text: str = "",
        role: TextRole = TextRole.BODY,
        parent: QWidget | None = None,
        *,
        wrap: bool = False,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role.value)
        self.setWordWrap(wrap)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    @override
    def minimumSizeHint(self) -> QSize:
        # A wrapped text's own hint supposes a narrow column and makes pages scroll that need not;
        # the layout asks for the height at the real width besides.
        hint = super().minimumSizeHint()
        if self.wordWrap():
            hint.setHeight(self.fontMetrics().height())
        return hint

    def set_tone(self, tone: Tone | None) -> None:
        """Colour the words; None and neutral leave them as their role has them."""
        self.setProperty("tint", tone.value if tone is not None else "")
        restyle(self)


class LineLabel(TextLabel):
    """One line of text that ends in an ellipsis where it has no room; the pointer finds it all."""

    def __init__(self, role: TextRole = TextRole.BODY, parent: QWidget | None = None) -> None:
        super().__init__("", role, parent)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)

    def shown(self) -> str:
        """The text as far as there is room for it."""
        return self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )

    @override
    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), _SHORTEST_LINE), hint.height())

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        painter.drawItemText(
            self.contentsRect(),
            int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
            self.palette(),
            self.isEnabled(),
            self.shown(),
            self.foregroundRole(),
        )


class StateChip(QLabel):
    """A state: its word on a tinted ground."""

    def __init__(
        self, text: str = "", tone: Tone = Tone.NEUTRAL, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("chip", "true")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_state(text, tone)

    def set_state(self, text: str, tone: Tone) -> None:
        """Show another state."""
        self.setText(text)
        self.setProperty("tone", tone.value)
        restyle(self)
