"""A table to read whose long texts run over several lines."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Slot
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QTableView
from typing_extensions import override

from negotiator_desk.ui.theme import Tone, is_dark, tokens
from negotiator_desk.ui.widgets.cells import CellDelegate
from negotiator_desk.ui.widgets.rows import TONE_ROLE

_PADDING = 10
_ABOVE = 7
"""Room above the first and below the last line of a cell, in pixels."""
_FLAGS = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
Index = QModelIndex | QPersistentModelIndex


class WrappedDelegate(CellDelegate):
    """Paints every cell from its top, as many lines as its text takes."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = tokens(dark=is_dark(option.palette))
        named = index.data(TONE_ROLE)
        painter.save()
        self.paint_ground(painter, option, index, colours)
        ink = colours.ink(Tone(named)) if named is not None else QColor(colours.text)
        painter.setPen(ink)
        painter.setFont(option.font)
        inner = option.rect.adjusted(_PADDING, _ABOVE, -_PADDING, -_ABOVE)
        painter.drawText(inner, _FLAGS, str(index.data(Qt.ItemDataRole.DisplayRole) or ""))
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = option.widget
        width = option.rect.width()
        if isinstance(view, QTableView):
            width = view.columnWidth(index.column())
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        room = QRect(0, 0, max(width - 2 * _PADDING, 1), 1_000_000)
        needed = option.fontMetrics.boundingRect(room, _FLAGS, text)
        return QSize(needed.width() + 2 * _PADDING, needed.height() + 2 * _ABOVE)


class _RowHeights(QHeaderView):
    """Makes rows as tall as their texts whenever a column becomes wider or narrower.

    The table begins at its end, as a log does, and one that shows its end goes on showing it.
    """

    def __init__(self, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._bar = view.verticalScrollBar()
        self._is_at_end = True
        self.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.hide()
        view.horizontalHeader().sectionResized.connect(self._fit)
        self._bar.valueChanged.connect(self._note_place)
        self._bar.rangeChanged.connect(self._stay_at_end)

    @Slot()
    def _fit(self) -> None:
        self.resizeSections()

    @Slot()
    def _note_place(self) -> None:
        # While the rows are replaced there is nothing to scroll, and so no end to be at.
        if self._bar.maximum() > 0:
            self._is_at_end = self._bar.value() == self._bar.maximum()

    @Slot()
    def _stay_at_end(self) -> None:
        if self._is_at_end:
            self._bar.setValue(self._bar.maximum())


def wrap_texts(view: QTableView) -> None:
    """Let a table show its long texts in full, its end first."""
    view.setItemDelegate(WrappedDelegate(view))
    view.setVerticalHeader(_RowHeights(view))
