"""The grid in which terms are typed: keyboard first, paste from a spreadsheet."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from negotiator_desk.i18n import _
from negotiator_desk.ui.dialogs.grid_cells import (
    BEFORE,
    RETURN_KEYS,
    GridDelegate,
    is_plain_return,
)
from negotiator_desk.ui.itemmodels.grid import GridModel
from negotiator_desk.ui.theme import TYPE_ROW
from negotiator_desk.ui.widgets.buttons import without_mnemonic
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole

BROKEN_WIDTH, BROKEN_HEIGHT = 88, 50
"""Pixels of a column, and of the header, whose words may be broken into two lines."""


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
        """Put what was typed elsewhere into the current cell; one goes on typing there.

        The first time it takes the place of what the cell held, then it is put behind that.
        """
        at = self.currentIndex()
        editor = self.indexWidget(at)
        if isinstance(editor, QLineEdit):
            text = editor.text() + text
        else:
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
        elif is_plain_return(event):
            self._go_down()
        elif self._leaves(event):
            event.ignore()
        else:
            if plain and event.text().strip() and event.text().isprintable():
                self._go_where_text_is_taken()
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have a cell to type in from the start, and where the grid's name leads into it."""
        super().focusInEvent(event)
        is_led = event.reason() == Qt.FocusReason.ShortcutFocusReason
        is_by_mouse = event.reason() == Qt.FocusReason.MouseFocusReason
        if is_led or (not is_by_mouse and not self.currentIndex().isValid()):
            self._go_where_text_is_taken()

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        at = self.currentIndex()
        if hint is QAbstractItemDelegate.EndEditHint.RevertModelCache:
            self._model.setData(at, editor.property(BEFORE))
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

    def _go_where_text_is_taken(self) -> None:
        """From a cell that is only shown, go to the one of its row that can be typed in."""
        at = self.currentIndex()
        if at.isValid() and at.flags() & Qt.ItemFlag.ItemIsEditable:
            return
        row, columns = max(0, at.row()), self._model.columnCount()
        right = range(at.column() + 1, columns)
        for column in (*right, *range(columns)):
            to = self._model.index(row, column)
            if to.flags() & Qt.ItemFlag.ItemIsEditable and not self.isColumnHidden(column):
                self.setCurrentIndex(to)
                return

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
                return key in RETURN_KEYS

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
