"""Where the window stands on the screen, from one start to the next."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

SMALLEST = QSize(1180, 640)
"""The least size in device-independent pixels: 1280 × 720 without the system's bars."""

USUAL = QSize(1366, 768)
"""The size of the first start, where the screen has room for it."""

_ROOM = 64
"""What the system's frame and bars may take, in device-independent pixels."""


def place_window(window: QMainWindow, kept: str) -> None:
    """Put a window where it stood, or in the middle of the screen, or all over a small one.

    Args:
        kept: What `geometry_of` gave earlier, or "".
    """
    window.setMinimumSize(SMALLEST)
    if kept and window.restoreGeometry(QByteArray(bytes.fromhex(kept))):
        return
    screen = QGuiApplication.primaryScreen().availableGeometry()
    window.resize(USUAL.boundedTo(screen.size()))
    if screen.width() < USUAL.width() + _ROOM or screen.height() < USUAL.height() + _ROOM:
        # The system's frame would not fit around it.
        window.setWindowState(Qt.WindowState.WindowMaximized)
    else:
        window.move(screen.center() - window.rect().center())


def geometry_of(window: QMainWindow) -> str:
    """Return where a window stands, in hexadecimal."""
    return bytes(window.saveGeometry().data()).hex()
