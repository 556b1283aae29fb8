"""How large things are on the projector: legible from the back row, whatever the screen."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontMetrics

from negotiator_desk.ui.theme import figure_font

BODY_POINTS = 24
"""Least size of any text, in points at the screen's own density."""

_BODY_SHARE = 0.03
"""Height of body text as a share of the window's: 1080 lines show 33 pixels, a wall of 4K twice."""


@dataclass(frozen=True)
class Sizes:
    """Fonts and distances of one window, in device-independent pixels."""

    body: QFont
    strong: QFont
    heading: QFont
    title: QFont

    @property
    def line(self) -> int:
        """Height of a line of body text."""
        return QFontMetrics(self.strong).height()

    @property
    def gap(self) -> int:
        """Distance between neighbours."""
        return self.line // 3

    @property
    def row(self) -> int:
        """Height of a row in a table."""
        return self.line + 2

    def width(self, text: str, *, strong: bool = False) -> int:
        """Room that a text takes."""
        return QFontMetrics(self.strong if strong else self.body).horizontalAdvance(text)


def sizes(face: QFont, *, height: int, dots_per_inch: float) -> Sizes:
    """Return the sizes for a window.

    Args:
        face: The interface's font; its size does not count.
        height: Of the window, in device-independent pixels.
        dots_per_inch: Logical density of the screen.
    """
    least = BODY_POINTS * dots_per_inch / 72
    body = math.ceil(max(least, height * _BODY_SHARE))
    return Sizes(
        body=_font(face, body),
        strong=_font(face, body, bold=True),
        heading=_font(face, round(body * 1.15), bold=True),
        title=_font(face, round(body * 1.25), bold=True),
    )


def _font(face: QFont, pixels: int, *, bold: bool = False) -> QFont:
    font = figure_font(face)
    font.setPixelSize(pixels)
    font.setBold(bold)
    return font
