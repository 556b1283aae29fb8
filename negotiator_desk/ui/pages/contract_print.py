"""Printing a PDF: the file itself to the spooler where there is one, else its pages as pictures."""

from __future__ import annotations

import shutil
from collections.abc import Callable

from PySide6.QtCore import QObject, QProcess, QSize, QTimer, Slot
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from negotiator_desk.errors import StorageError
from negotiator_desk.i18n import _

_PRINT_DPI = 300
"""Dots per inch of a page printed as a picture."""


def spooler() -> str | None:
    """Return the program that takes whole PDF files for printing, or None."""
    return shutil.which("lp") or shutil.which("lpr")


def spool_arguments(program: str, *, title: str, printer: str, copies: int) -> list[str]:
    """Return what the spooler is called with; it reads the file from its standard input.

    Args:
        program: `lp` or `lpr`, with its path.
        printer: Name of the printer; "" for the system's own choice.
    """
    if program.endswith("lpr"):
        return [*(["-P", printer] if printer else []), "-#", str(copies), "-T", title]
    return [*(["-d", printer] if printer else []), "-n", str(copies), "-t", title, "-"]


class SpoolJob(QObject):
    """Hands a PDF to the spooler and says how that ended."""

    def __init__(
        self,
        pdf: bytes,
        program: str,
        arguments: list[str],
        *,
        on_done: Callable[[], None],
        on_error: Callable[[BaseException], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._pdf = pdf
        self._on_done = on_done
        self._on_error = on_error
        self._process = QProcess(self)
        self._process.started.connect(self._send)
        self._process.finished.connect(self._finish)
        self._process.errorOccurred.connect(self._fail)
        self._process.start(program, arguments)

    @Slot()
    def _send(self) -> None:
        self._process.write(self._pdf)
        self._process.closeWriteChannel()

    @Slot(int, QProcess.ExitStatus)
    def _finish(self, code: int, status: QProcess.ExitStatus) -> None:
        if code == 0 and status is QProcess.ExitStatus.NormalExit:
            self._on_done()
        else:
            said = bytes(self._process.readAllStandardError().data()).decode(errors="replace")
            self._refuse(said.strip())
        self.deleteLater()

    @Slot(QProcess.ProcessError)
    def _fail(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._refuse(self._process.errorString())
            self.deleteLater()

    def _refuse(self, reason: str) -> None:
        self._on_error(
            StorageError(
                _("The printer did not take the pages: {reason}").format(reason=reason),
                hint=_("Check the printer and print again, or save the PDF and print that."),
            )
        )


class PictureJob(QObject):
    """Paints the pages on a printer one after the other, so that the window stays awake."""

    def __init__(
        self,
        document: QPdfDocument,
        printer: QPrinter,
        *,
        on_done: Callable[[], None],
        on_error: Callable[[BaseException], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._printer = printer
        self._on_done = on_done
        self._page = 0
        self._painter = QPainter()
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._print_page)
        if self._painter.begin(printer):
            self._timer.start()
        else:
            on_error(
                StorageError(
                    _("The printer could not be opened; nothing was printed."),
                    hint=_("Choose another printer, or save the PDF and print that."),
                )
            )
            self.deleteLater()

    @Slot()
    def _print_page(self) -> None:
        if self._page > 0:
            self._printer.newPage()
        points = self._document.pagePointSize(self._page)
        size = QSize(
            round(points.width() / 72 * _PRINT_DPI), round(points.height() / 72 * _PRINT_DPI)
        )
        picture = self._document.render(self._page, size)
        self._painter.drawImage(self._painter.viewport(), picture)
        self._page += 1
        if self._page >= self._document.pageCount():
            self._timer.stop()
            self._painter.end()
            self._on_done()
            self.deleteLater()


def new_printer(title: str) -> QPrinter:
    """Return a printer set to A4 without margins: the pages bring their own."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setDocName(title)
    return printer
