"""The agenda on the projector: every issue with its state, and the one that is talked about."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from negotiator_desk.i18n import _
from negotiator_desk.ui.projector.picture import AgendaEntry
from negotiator_desk.ui.projector.sizes import Sizes
from negotiator_desk.ui.projector.text import TextPool
from negotiator_desk.ui.theme import tokens_of


class AgendaPanel(QWidget):
    """Shows the part of the agenda that has the chosen entry in it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._texts = TextPool(self)
        self._chosen: QRect | None = None

    def show_entries(self, entries: tuple[AgendaEntry, ...], chosen: str, sizes: Sizes) -> None:
        """Show the entries, and mark the chosen one by its key."""
        self._texts.start()
        self._chosen = None
        pages = _paged(entries, self.height(), sizes)
        page = next(
            (one for one in pages if chosen in {entry.key for entry in one.entries}), pages[0]
        )
        top = 0
        count = f"  {pages.index(page) + 1} / {len(pages)}" if len(pages) > 1 else ""
        for number, entry in enumerate(page.entries):
            if number == 0 or number == page.others_from:
                words = _("Other issues") if number == page.others_from else _("Agenda")
                heading = QRect(sizes.gap, top, self.width() - 2 * sizes.gap, sizes.row)
                self._texts.take().show_words(
                    words + (count if number == 0 else ""), sizes.body, heading, muted=True
                )
                top += sizes.row
            place = QRect(0, top, self.width() - sizes.gap, _entry_height(sizes))
            if entry.key == chosen:
                self._chosen = place
            self._show_entry(entry, place.adjusted(sizes.gap, 0, -sizes.gap, 0), sizes)
            top += place.height()
        self._texts.finish()
        self.update()

    def _show_entry(self, entry: AgendaEntry, place: QRect, sizes: Sizes) -> None:
        top = place.top() + sizes.gap // 2
        title = QRect(place.left(), top, place.width(), sizes.line)
        self._texts.take().show_words(
            entry.title, sizes.strong, title, muted=not entry.is_on_agenda
        )
        state = title.translated(0, sizes.line)
        self._texts.take().show_words(entry.words, sizes.body, state, tone=entry.tone)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._chosen is None:
            return
        colours = tokens_of(self)
        painter = QPainter(self)
        painter.fillRect(self._chosen, QColor(colours.selection))
        bar = QRect(self._chosen)
        bar.setWidth(6)
        painter.fillRect(bar, QColor(colours.accent))


@dataclass(frozen=True)
class _Page:
    """Entries that have room together; `others_from` is the first that is off the agenda."""

    entries: tuple[AgendaEntry, ...]
    others_from: int | None


def _entry_height(sizes: Sizes) -> int:
    return 2 * sizes.line + sizes.gap


def _paged(entries: tuple[AgendaEntry, ...], height: int, sizes: Sizes) -> tuple[_Page, ...]:
    """Divide the agenda into as few pages as it takes; there is always one."""
    count = max(1, (height - 2 * sizes.row) // _entry_height(sizes))
    pages = []
    for first in range(0, max(len(entries), 1), count):
        part = entries[first : first + count]
        others = next((place for place, one in enumerate(part) if not one.is_on_agenda), None)
        pages.append(_Page(part, others))
    return tuple(pages)
