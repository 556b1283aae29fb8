"""The cells of a grid to type in: what an open one is, and how one shows that it changed."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QComboBox,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from negotiator_desk.ui.itemmodels.grid import CHANGED_ROLE, PROBLEM_ROLE, GridModel
from negotiator_desk.ui.theme import Tone, tokens_of
from negotiator_desk.ui.widgets.rows import TONE_ROLE, Index

RETURN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
BEFORE = "before"
"""Property of an open cell's editor: what the cell held, for Escape."""


def is_plain_return(event: QKeyEvent) -> bool:
    """Whether a key is Enter, of the keypad or not, and nothing with it."""
    return event.key() in RETURN_KEYS and event.modifiers() in (
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.KeypadModifier,
    )


class CellLine(QLineEdit):
    """The line in an open cell: getting the keys leaves its text and cursor as they are.

    Qt's own line selects all of its text when it gets the keys as by Tab, and a dialog tells it so
    when it is shown before the screen gave it the keys: the next key would replace what was typed.
    """

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        start, length, cursor = self.selectionStart(), self.selectionLength(), self.cursorPosition()
        super().focusInEvent(event)
        if start < 0:
            self.deselect()
            self.setCursorPosition(cursor)
        else:
            self.setSelection(start, length)


class GridDelegate(QStyledItemDelegate):
    """Marks texts that changed and texts that cannot be used; offers choices where they are few.

    The grid takes every text as it is typed, not when the cell is left: whoever reads the grid,
    to save or to cost it, reads what is on the screen. Escape puts back what the cell held.
    """

    typed = Signal(QPersistentModelIndex, str)
    entered = Signal()

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if index.data(PROBLEM_ROLE):
            option.palette.setColor(QPalette.ColorRole.Text, self._ink(Tone.BAD))
            option.font.setUnderline(True)
        elif index.data(CHANGED_ROLE):
            option.palette.setColor(QPalette.ColorRole.Text, self._ink(Tone.ACCENT))
            option.font.setBold(True)
        elif (tone := index.data(TONE_ROLE)) is not None:
            option.palette.setColor(QPalette.ColorRole.Text, self._ink(tone))

    def _ink(self, tone: Tone) -> QColor:
        view = self.parent()
        assert isinstance(view, QWidget)
        return tokens_of(view).ink(tone)

    @override
    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> QWidget:
        model = index.model()
        assert isinstance(model, GridModel)
        choices = model.columns[index.column()].choices
        at = QPersistentModelIndex(index)
        editor: QWidget
        if not choices:
            editor = CellLine(parent)
            editor.setFrame(False)
            editor.setAlignment(index.data(Qt.ItemDataRole.TextAlignmentRole))
            editor.textEdited.connect(lambda text: self.typed.emit(at, text))
        else:
            editor = QComboBox(parent)
            editor.addItems(list(choices))
            editor.textActivated.connect(lambda text: self.typed.emit(at, text))
        editor.setProperty(BEFORE, index.data())
        editor.setAccessibleName(model.columns[index.column()].title)
        return editor

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = index.data()
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findText(text)))
        elif isinstance(editor, QLineEdit) and editor.text() != text:
            # The text just typed comes back from the grid; setting it would move the cursor.
            editor.setText(text)

    @override
    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Let Enter close the cell at once, and leave it with other keys to the dialog.

        Qt's own way is to close the cell later, after the key has also reached the table.
        """
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if is_plain_return(event):
                assert isinstance(editor, QWidget)
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
                self.entered.emit()
                return True
            if event.key() in RETURN_KEYS:
                return False
        return super().eventFilter(editor, event)

    @override
    def setModelData(
        self,
        editor: QWidget,
        model: QAbstractItemModel,
        index: Index,
    ) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
        else:
            super().setModelData(editor, model, index)
