"""How one cell of a table is painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView
from typing_extensions import override

from negotiator_desk.ui.theme import Tokens, Tone, is_dark, tokens
from negotiator_desk.ui.widgets.rows import CHIP_ROLE, TONE_ROLE

_PADDING = 10
_CHIP_HEIGHT = 22
Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Paints words in their tone, states on their ground, and the row under the cursor."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = tokens(dark=is_dark(option.palette))
        named = index.data(TONE_ROLE)
        tone = Tone(named) if named is not None else None
        painter.save()
        self.paint_ground(painter, option, index, colours)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        inner = option.rect.adjusted(_PADDING, 0, -_PADDING, 0)
        alignment = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole) or 0)
        painter.setFont(option.font)
        if index.data(CHIP_ROLE) and text:
            self._paint_chip(painter, inner, text, tone or Tone.NEUTRAL, colours)
        else:
            ink = colours.ink(tone) if tone is not None else QColor(colours.text)
            painter.setPen(ink)
            shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, alignment | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()

    def paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, colours: Tokens
    ) -> None:
        """Paint what the words stand on: the row chosen, and the place of the keyboard."""
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(colours.selection))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(colours.hover))
        view = option.widget
        if (
            isinstance(view, QTableView)
            and view.hasFocus()
            and option.state & QStyle.StateFlag.State_Selected
            and index.column() == view.columnAt(0)
        ):
            # The keyboard's place shows as a bar, not only as a tint.
            painter.fillRect(
                QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()),
                QColor(colours.accent),
            )

    def _paint_chip(
        self, painter: QPainter, inner: QRect, text: str, tone: Tone, colours: Tokens
    ) -> None:
        font = painter.font()
        font.setPixelSize(12)
        painter.setFont(font)
        width = min(painter.fontMetrics().horizontalAdvance(text) + 2 * _PADDING, inner.width())
        top = inner.top() + (inner.height() - _CHIP_HEIGHT + 1) // 2
        chip = QRect(inner.left(), top, width, _CHIP_HEIGHT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.ground(tone))
        painter.drawRoundedRect(chip, 4, 4)
        painter.setPen(colours.ink(tone))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        size.setWidth(size.width() + 2 * _PADDING)
        return size
