"""The draft as it will be printed, page by page."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QPointF, Qt, Slot
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QStackedWidget, QWidget

from negotiator_desk.i18n import _
from negotiator_desk.ui.widgets.buttons import QuietButton
from negotiator_desk.ui.widgets.cards import Card
from negotiator_desk.ui.widgets.empty import EmptyState
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole

_ZOOM_STEP = 1.25
_SMALLEST_ZOOM = 0.2
_LARGEST_ZOOM = 5.0


class PdfPreview(Card):
    """Shows a PDF's pages; what is shown are the very bytes that are saved and printed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Preview"), parent)
        self.document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self.view = QPdfView(self)
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setAccessibleName(_("Pages of the draft"))
        self.view.setFrameShape(QPdfView.Shape.NoFrame)
        self.view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.empty = EmptyState()
        self.page_label = TextLabel(role=TextRole.MUTE)
        self.back = QuietButton(_("Previous page"), "Ctrl+PgUp")
        self.forward = QuietButton(_("Next page"), "Ctrl+PgDown")
        self.smaller = QuietButton(_("Smaller"), "Ctrl+-")
        self.larger = QuietButton(_("Larger"), "Ctrl+=")
        self.fit = QuietButton(_("Fit width"), "Ctrl+0")
        for button, short, work in (
            (self.back, "‹", self.previous_page),
            (self.forward, "›", self.next_page),
            (self.smaller, "−", self.zoom_out),
            (self.larger, "+", self.zoom_in),
            (self.fit, _("Fit width"), self.fit_width),
        ):
            key = button.shortcut()
            button.setToolTip(f"{button.accessibleName()} ({key.toString()})")
            button.setText(short)
            button.setShortcut(key)
            button.clicked.connect(work)
        self.add_to_head(self.back)
        self.add_to_head(self.page_label)
        for button in (self.forward, self.smaller, self.larger, self.fit):
            self.add_to_head(button)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self.view)
        self.body.addWidget(self._pages, 1)
        self.view.pageNavigator().currentPageChanged.connect(self._show_page)
        self.show_pdf(None)

    def show_pdf(self, content: bytes | None) -> None:
        """Show a PDF from its first page; None shows what belongs here."""
        self.document.close()
        self._buffer.close()
        if content is not None:
            self._buffer.setData(QByteArray(content))
            self._buffer.open(QBuffer.OpenModeFlag.ReadOnly)
            self.document.load(self._buffer)
        shown = content is not None and self.document.pageCount() > 0
        self._pages.setCurrentWidget(self.view if shown else self.empty)
        for widget in (
            self.back,
            self.forward,
            self.smaller,
            self.larger,
            self.fit,
            self.page_label,
        ):
            widget.setVisible(shown)
        if shown:
            self.view.pageNavigator().jump(0, QPointF())
            self._show_page(0)

    def page(self) -> int:
        """The page in view, from 0."""
        return self.view.pageNavigator().currentPage()

    def show_page(self, page: int) -> None:
        """Bring a page into view, from 0; one that does not exist is left alone."""
        if 0 <= page < self.document.pageCount():
            self.view.pageNavigator().jump(page, QPointF())

    @Slot()
    def next_page(self) -> None:
        """Show the page after this one."""
        self.show_page(self.page() + 1)

    @Slot()
    def previous_page(self) -> None:
        """Show the page before this one."""
        self.show_page(self.page() - 1)

    @Slot()
    def zoom_in(self) -> None:
        """Show the pages larger."""
        self._zoom(_ZOOM_STEP)

    @Slot()
    def zoom_out(self) -> None:
        """Show the pages smaller."""
        self._zoom(1 / _ZOOM_STEP)

    @Slot()
    def fit_width(self) -> None:
        """Show a page as wide as the preview."""
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def _zoom(self, factor: float) -> None:
        if self.view.zoomMode() is not QPdfView.ZoomMode.Custom:
            self.view.setZoomFactor(self._fitted_zoom())
            self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        wanted = self.view.zoomFactor() * factor
        self.view.setZoomFactor(min(max(wanted, _SMALLEST_ZOOM), _LARGEST_ZOOM))

    def _fitted_zoom(self) -> float:
        """The factor at which a page is as wide as the preview."""
        margins = self.view.documentMargins()
        room = self.view.viewport().width() - margins.left() - margins.right()
        points = self.document.pagePointSize(self.view.pageNavigator().currentPage()).width()
        return room / (points * self.view.logicalDpiX() / 72)

    @Slot(int)
    def _show_page(self, page: int) -> None:
        self.page_label.setText(
            _("page {page} of {count}").format(page=page + 1, count=self.document.pageCount())
        )
        self.back.setEnabled(page > 0)
        self.forward.setEnabled(page < self.document.pageCount() - 1)
