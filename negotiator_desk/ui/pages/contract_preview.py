"""The draft as it will be printed, page by page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QObject, QPointF, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from negotiator_desk.drafting.typeset.spots import Spot
from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _
from negotiator_desk.ui.theme import Tone
from negotiator_desk.ui.widgets.buttons import QuietButton
from negotiator_desk.ui.widgets.cards import Card
from negotiator_desk.ui.widgets.empty import EmptyState
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole
from negotiator_desk.ui.widgets.messages import InlineMessage

_ZOOM_STEP = 1.25
_SMALLEST_ZOOM = 0.2
_LARGEST_ZOOM = 5.0


class PdfPreview(Card):
    """Shows a PDF's pages; what is shown are the very bytes that are saved and printed.

    Signals:
        spot_clicked: The `Spot` that was clicked: a figure, a value, a clause.

    Attributes:
        content: The PDF that is shown; None = none.
        spots: What can be clicked in it.
    """

    spot_clicked = Signal(object)

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
        self.stale = InlineMessage()
        self.body.addWidget(self.stale)
        self.body.addWidget(self._pages, 1)
        self.view.pageNavigator().currentPageChanged.connect(self._show_page)
        self.spots: tuple[Spot, ...] = ()
        self.content: bytes | None = None
        self.view.viewport().installEventFilter(self)
        self.view.viewport().setMouseTracking(True)
        self.show_pdf(None)

    def show_pdf(
        self, content: bytes | None, spots: Sequence[Spot] = (), *, keeps_place: bool = False
    ) -> None:
        """Show a PDF; None shows what belongs here.

        Args:
            spots: What can be clicked in it.
            keeps_place: It is the same text, changed: what was in view stays in view.
        """
        self.stale.clear()
        self.spots = tuple(spots)
        self.content = content
        scrolled = self.view.verticalScrollBar().value() if keeps_place else 0
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
        if shown and not keeps_place:
            self.view.pageNavigator().jump(0, QPointF())
            self._show_page(0)
        elif shown:
            self.view.verticalScrollBar().setValue(scrolled)
            self._show_page(self.page())

    def say_stale(self, error: UserError) -> None:
        """Say why the pages are not those of the contract as it stands any more."""
        hint = _("The pages below are older than the contract.")
        self.stale.show_message(str(error), f"{error.hint} {hint}".strip(), tone=Tone.BAD)

    def add_to_title(self, widget: QWidget) -> None:
        """Put a choice beside the title."""
        self.head.insertWidget(self.head.indexOf(self.back) - 1, widget)

    def page(self) -> int:
        """The page in view, from 0."""
        return self.view.pageNavigator().currentPage()

    def show_page(self, page: int) -> None:
        """Bring a page into view, from 0; one that does not exist is left alone."""
        if 0 <= page < self.document.pageCount():
            self.view.pageNavigator().jump(page, QPointF())

    def show_spot(self, spot: Spot) -> None:
        """Bring something into view."""
        self.view.pageNavigator().jump(spot.page, QPointF(0, max(0.0, spot.top - 40)))

    def spots_of(self, source: object) -> tuple[Spot, ...]:
        """Return where something stands, in order: a figure, a value, or a clause by its place."""
        return tuple(spot for spot in self.spots if spot.source == source)

    def spot_at(self, x: float, y: float) -> Spot | None:
        """Return what stands at a point of the view; what is smaller comes first."""
        found = self._page_at(x, y)
        if found is None:
            return None
        page, across, down = found
        here = [
            spot
            for spot in self.spots
            if spot.page == page
            and spot.left <= across <= spot.right
            and spot.top <= down <= spot.bottom
        ]
        return min(here, key=_area, default=None)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.view.viewport() and isinstance(event, QMouseEvent):
            point = event.position()
            if event.type() is QEvent.Type.MouseMove:
                spot = self.spot_at(point.x(), point.y())
                over = spot is not None and not isinstance(spot.source, str)
                shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
                self.view.viewport().setCursor(shape)
            elif (
                event.type() is QEvent.Type.MouseButtonRelease
                and event.button() is Qt.MouseButton.LeftButton
            ):
                spot = self.spot_at(point.x(), point.y())
                if spot is not None:
                    self.spot_clicked.emit(spot)
        return super().eventFilter(watched, event)

    def _page_at(self, x: float, y: float) -> tuple[int, float, float] | None:
        """Return the page at a point of the view, and the point in points of that page.

        QPdfView lays its pages out one below the other, each centred, and does not tell where.
        """
        margins = self.view.documentMargins()
        sizes = [self._shown_size(page) for page in range(self.document.pageCount())]
        widest = max((size.width() for size in sizes), default=0.0)
        room = max(self.view.viewport().width(), widest + margins.left() + margins.right())
        across = x + self.view.horizontalScrollBar().value()
        down = y + self.view.verticalScrollBar().value()
        top = float(margins.top())
        for page, size in enumerate(sizes):
            left = (room - size.width()) / 2
            if top <= down <= top + size.height() and left <= across <= left + size.width():
                scale = self.document.pagePointSize(page).width() / size.width()
                return page, (across - left) * scale, (down - top) * scale
            top += size.height() + self.view.pageSpacing()
        return None

    def _shown_size(self, page: int) -> QSizeF:
        """Return how large a page is shown, in pixels of the view."""
        points = self.document.pagePointSize(page)
        if self.view.zoomMode() is QPdfView.ZoomMode.FitToWidth:
            margins = self.view.documentMargins()
            width = self.view.viewport().width() - margins.left() - margins.right()
            return QSizeF(width, points.height() * width / points.width())
        factor = self.view.zoomFactor() * self.view.logicalDpiX() / 72
        return points * factor

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


def _area(spot: Spot) -> float:
    return (spot.right - spot.left) * (spot.bottom - spot.top)
