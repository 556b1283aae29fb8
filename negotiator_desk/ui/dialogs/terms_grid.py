"""The grid in which terms are typed: keyboard first, paste from a spreadsheet."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPalette
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHeaderView,
    QLabel,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from negotiator_desk.i18n import _
from negotiator_desk.ui.itemmodels.grid import CHANGED_ROLE, PROBLEM_ROLE, GridModel
from negotiator_desk.ui.theme import TYPE_ROW, Tone, tokens_of
from negotiator_desk.ui.widgets.buttons import without_mnemonic
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole
from negotiator_desk.ui.widgets.rows import TONE_ROLE, Index

_RETURN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
BROKEN_WIDTH, BROKEN_HEIGHT = 88, 50
"""Pixels of a column, and of the header, whose words may be broken into two lines."""
_BEFORE = "before"
"""Property of an open cell's editor: what the cell held, for Escape."""


def _is_plain_return(event: QKeyEvent) -> bool:
    """Whether a key is Enter, of the keypad or not, and nothing with it."""
    return event.key() in _RETURN_KEYS and event.modifiers() in (
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.KeypadModifier,
    )


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
            editor = QLineEdit(parent)
            editor.setFrame(False)
            editor.setAlignment(index.data(Qt.ItemDataRole.TextAlignmentRole))
            editor.textEdited.connect(lambda text: self.typed.emit(at, text))
        else:
            editor = QComboBox(parent)
            editor.addItems(list(choices))
            editor.textActivated.connect(lambda text: self.typed.emit(at, text))
        editor.setProperty(_BEFORE, index.data())
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
            if _is_plain_return(event):
                assert isinstance(editor, QWidget)
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
                self.entered.emit()
                return True
            if event.key() in _RETURN_KEYS:
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


class GridView(QTableView):
    """A table to type in: Enter goes down, Tab goes to the next cell that can be typed in.

    Space ticks a box. Tab leaves the grid after its last cell.

    Ctrl+C and Ctrl+V exchange tab-separated blocks with a spreadsheet; Delete empties cells;
    Ctrl+Delete removes rows where rows can be removed.
    """

    def __init__(self, model: GridModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        delegate = GridDelegate(self)
        delegate.typed.connect(self._take_typed)
        delegate.entered.connect(self._go_down)
        self.setItemDelegate(delegate)
        self.setAccessibleName(name)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.verticalHeader().setDefaultSectionSize(TYPE_ROW)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.setWordWrap(False)
        self.setStyleSheet("QTableView::item { padding: 0 8px; }")

    def type_on(self, text: str) -> None:
        """Open the current cell with what was typed of it elsewhere; one goes on typing there."""
        at = self.currentIndex()
        self.edit(at)
        editor = self.indexWidget(at)
        if isinstance(editor, QLineEdit):
            editor.setText(text)
            self._model.setData(at, text)

    def paste(self) -> None:
        """Write the clipboard's block from the current cell on."""
        text = QGuiApplication.clipboard().text().rstrip("\r\n")
        if not text:
            return
        block = [line.split("\t") for line in text.splitlines()]
        at = self.currentIndex()
        row, column = (at.row(), at.column()) if at.isValid() else (0, 0)
        self._model.fill(row, column, block)
        self.setCurrentIndex(self._model.index(row, column))

    def copy(self) -> None:
        """Put the selected block on the clipboard, tab-separated."""
        indexes = self.selectedIndexes()
        if not indexes:
            return
        rows = sorted({index.row() for index in indexes})
        columns = sorted({index.column() for index in indexes})
        lines = (
            "\t".join(
                str(self._model.index(row, column).data(Qt.ItemDataRole.EditRole))
                for column in columns
            )
            for row in rows
        )
        QGuiApplication.clipboard().setText("\n".join(lines))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() == Qt.Key.Key_Delete and plain:
            self._model.clear_cells([(i.row(), i.column()) for i in self.selectedIndexes()])
        elif (
            event.key() == Qt.Key.Key_Delete
            and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        ):
            self._remove_rows()
        elif _is_plain_return(event):
            self._go_down()
        elif self._leaves(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        at = self.currentIndex()
        if hint is QAbstractItemDelegate.EndEditHint.RevertModelCache:
            self._model.setData(at, editor.property(_BEFORE))
        super().closeEditor(editor, hint)

    @override
    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        match action:
            case QAbstractItemView.CursorAction.MoveNext:
                return self._next_cell(1)
            case QAbstractItemView.CursorAction.MovePrevious:
                return self._next_cell(-1)
        return super().moveCursor(action, modifiers)

    def _take_typed(self, at: QPersistentModelIndex, text: str) -> None:
        self._model.setData(at, text)

    def _go_down(self) -> None:
        at = self.currentIndex()
        below = self._model.index(at.row() + 1, at.column())
        if below.isValid():
            self.setCurrentIndex(below)

    def _next_cell(self, direction: int) -> QModelIndex:
        """Return the next cell in reading order that can be typed in; invalid beyond the ends."""
        at, columns = self.currentIndex(), self._model.columnCount()
        count = self._model.rowCount() * columns
        place = at.row() * columns + at.column() + direction
        if not at.isValid():
            # The grid was just entered for the first time: it begins at its first or last cell.
            place = 0 if direction > 0 else count - 1
        while 0 <= place < count:
            index = self._model.index(*divmod(place, columns))
            if index.flags() & (Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsUserCheckable):
                return index
            place += direction
        return QModelIndex()

    def _leaves(self, event: QKeyEvent) -> bool:
        """Whether a key is for the dialog: Ctrl+Enter, and Tab beyond the grid's ends."""
        match event.key():
            case Qt.Key.Key_Tab:
                return self._is_at_end()
            case Qt.Key.Key_Backtab:
                return self._is_at_start()
            case key:
                return key in _RETURN_KEYS

    def _is_at_end(self) -> bool:
        return not self.currentIndex().isValid() or not self._next_cell(1).isValid()

    def _is_at_start(self) -> bool:
        return not self.currentIndex().isValid() or not self._next_cell(-1).isValid()

    def _remove_rows(self) -> None:
        rows = sorted({index.row() for index in self.selectedIndexes()}, reverse=True)
        for row in rows:
            self._model.remove_row(row)


def framed(widget: QWidget) -> QFrame:
    """Return a card's frame around a table or list, which has none of its own."""
    frame = QFrame()
    frame.setProperty("frame", "card")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(2, 2, 2, 2)
    layout.addWidget(widget)
    return frame


def _how_to_paste(model: GridModel) -> str:
    if model.can_grow:
        return _("Paste from a spreadsheet with Ctrl+V. Ctrl+Delete removes a row.")
    return _("Paste from a spreadsheet with Ctrl+V.")


class GridBox(QWidget):
    """A grid below its name, whose mnemonic leads into it."""

    def __init__(
        self,
        model: GridModel,
        name: str,
        *,
        stretch: int = 0,
        shows_rows: bool = False,
        hint: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Make the grid.

        Args:
            model: What it shows.
            name: Its label, with a mnemonic.
            stretch: The column that takes the room left over.
            shows_rows: The rows have names of their own to show.
            hint: The line of small print below, "" for none; None = how to paste.
        """
        super().__init__(parent)
        self.model = model
        self.view = GridView(model, without_mnemonic(name), self)
        self.view.verticalHeader().setVisible(shows_rows)
        self._stretch = stretch
        label = QLabel(name, self)
        label.setBuddy(self.view)
        note = TextLabel(_how_to_paste(model) if hint is None else hint, TextRole.NOTE, self)
        note.setVisible(hint != "")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(label)
        layout.addWidget(framed(self.view), 1)
        layout.addWidget(note)
        self.fit_columns()
        model.modelReset.connect(self.fit_columns)

    def fit_columns(self) -> None:
        """Give every column the width of its header, and one the room left over.

        A header that may be broken into lines does not ask for width.
        """
        header = self.view.horizontalHeader()
        for place, column in enumerate(self.model.columns):
            if place == self._stretch:
                mode = QHeaderView.ResizeMode.Stretch
            elif column.wraps:
                mode = QHeaderView.ResizeMode.Fixed
                header.resizeSection(place, BROKEN_WIDTH)
            else:
                mode = QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(place, mode)
        if any(column.wraps for column in self.model.columns):
            header.setFixedHeight(BROKEN_HEIGHT)
