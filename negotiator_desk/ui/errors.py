"""How errors reach the person: the user's in words and a hint, ours as a bug, once."""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from importlib.metadata import PackageNotFoundError, version
from types import TracebackType

import shiboken6
from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    Slot,
    qInstallMessageHandler,
    qVersion,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _
from negotiator_desk.ui.theme import CARD_GAP, GRID, PAGE_MARGIN, Tone, icon, tokens_of
from negotiator_desk.ui.widgets.buttons import PrimaryButton, SecondaryButton
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole

_log = logging.getLogger(__name__)


def program_version() -> str:
    """Version of the program as it is installed."""
    try:
        return version("negotiator-desk")
    except PackageNotFoundError:
        return _("unknown version")


def crash_details(error: BaseException) -> str:
    """Return what helps to find a bug and holds nothing of a case.

    The error's own text is left out: it may quote what was typed.
    """
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or link.__context__
    lines = [
        f"negotiator-desk {program_version()}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}",
    ]
    for one in chain:
        lines.append(f"{type(one).__module__}.{type(one).__qualname__}")
        lines += [
            f"  {frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(one.__traceback__)
        ]
    return "\n".join(lines)


class ErrorDialog(QDialog):
    """What the user can put right: what happened, and what to do next."""

    def __init__(self, error: UserError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("That did not work"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(440)
        self.setMaximumWidth(640)
        picture = TextLabel()
        picture.setPixmap(
            icon("circle-alert", tokens_of(self).ink(Tone.BAD), size=24).pixmap(24, 24)
        )
        self._text = TextLabel(str(error), TextRole.SECTION, wrap=True)
        self._hint = TextLabel(error.hint, TextRole.MUTE, wrap=True)
        self._hint.setVisible(bool(error.hint))
        for label in (self._text, self._hint):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words = QVBoxLayout()
        words.setSpacing(GRID)
        words.addWidget(self._text)
        words.addWidget(self._hint)
        top = QHBoxLayout()
        top.setSpacing(CARD_GAP)
        top.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        close = PrimaryButton(_("&Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        layout.setSpacing(PAGE_MARGIN)
        layout.addLayout(top)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.setAccessibleDescription(f"{error} {error.hint}".strip())

    def text(self) -> str:
        """What it says, hint included."""
        return f"{self._text.text()} {self._hint.text()}".strip()


class CrashDialog(QDialog):
    """A mistake of the program: plain words, and details to copy that hold no case content."""

    def __init__(self, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("A fault in the program"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(640, 400)
        words = TextLabel(
            _(
                "The program made a mistake and stopped what it was doing. What was saved before "
                "is safe, and nothing was half saved. You can go on; if it happens again, close "
                "the program and open it once more."
            ),
            wrap=True,
        )
        note = TextLabel(
            _("To report it, copy these details. They name places in the program, not your case."),
            TextRole.NOTE,
            wrap=True,
        )
        self._details = QPlainTextEdit(details)
        self._details.setReadOnly(True)
        self._details.setTabChangesFocus(True)
        self._details.setAccessibleName(_("Details of the fault"))
        copy = SecondaryButton(_("&Copy details"))
        copy.clicked.connect(self.copy)
        close = PrimaryButton(_("&Go on"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(copy)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        layout.setSpacing(CARD_GAP)
        layout.addWidget(TextLabel(self.windowTitle(), TextRole.TITLE))
        layout.addWidget(words)
        layout.addWidget(note)
        layout.addWidget(self._details, 1)
        layout.addLayout(buttons)

    @Slot()
    def copy(self) -> None:
        """Put the details on the clipboard."""
        QGuiApplication.clipboard().setText(self._details.toPlainText())

    def details(self) -> str:
        """What can be copied."""
        return self._details.toPlainText()


class ErrorReporter(QObject):
    """Shows errors, from whichever thread they come, on the window's thread.

    A bug is shown once for each place it comes from: a fault in painting would otherwise fill
    the screen with dialogs. All of them are logged.
    """

    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seen: set[str] = set()
        self._dialogs: list[QDialog] = []
        self._arrived.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def show(self, error: BaseException) -> None:
        """Show a `UserError` in words and anything else as a bug; from the window's thread."""
        self._show(error)

    def install(self) -> None:
        """Take what nobody caught, on any thread, and Qt's own messages."""
        sys.excepthook = self._take
        threading.excepthook = self._take_from_thread
        qInstallMessageHandler(_log_qt_message)

    def uninstall(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)

    def _take(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            QGuiApplication.quit()
        else:
            self._arrived.emit(error.with_traceback(trace))

    def _take_from_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self._arrived.emit(arguments.exc_value)

    @Slot(object)
    def _show(self, error: BaseException) -> None:
        parent = QApplication.activeModalWidget() or QApplication.activeWindow()
        if isinstance(error, UserError):
            self._open(ErrorDialog(error, parent))
            return
        details = crash_details(error)
        _log.critical("fault\n%s", details)
        if details not in self._seen:
            self._seen.add(details)
            self._open(CrashDialog(details, parent))

    def _open(self, dialog: QDialog) -> None:
        """Open a dialog and hold it: without a window behind it nobody else does."""
        self._dialogs = [one for one in self._dialogs if shiboken6.isValid(one)]
        self._dialogs.append(dialog)
        dialog.open()


_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def _log_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    logging.getLogger("qt").log(_QT_LEVELS.get(kind, logging.WARNING), "%s", message)
