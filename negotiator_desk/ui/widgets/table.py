"""Tables to read: searched, sorted, exported, and with words where they are empty."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from negotiator_desk.i18n import _, n_
from negotiator_desk.ui.folders import remember_folder, starting_folder
from negotiator_desk.ui.theme import GRID, READ_ROW, figure_font
from negotiator_desk.ui.widgets.buttons import QuietButton
from negotiator_desk.ui.widgets.cells import CellDelegate
from negotiator_desk.ui.widgets.empty import EmptyState
from negotiator_desk.ui.widgets.export import shown_rows
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole
from negotiator_desk.ui.widgets.rows import RowsModel, RowsProxy

Row = TypeVar("Row")


class DataTable(QWidget, Generic[Row]):
    """A `RowsModel` in our look, with a search field, sorting, export and an empty state.

    Signals:
        chosen: The row now selected, or None.
        opened: A row was double-clicked, or Enter was pressed on it.

    Attributes:
        view: The table view, for tests and for a page that adds actions to it.
        proxy: Sorts and filters; `proxy.keep(...)` filters by a rule of the page.
        tools: Layout left of the search field, for the page's own filters.
        empty: What is shown while there is no row at all.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(
        self,
        name: str,
        model: RowsModel[Row],
        parent: QWidget | None = None,
        *,
        search: bool = True,
        row_height: int = READ_ROW,
    ) -> None:
        """Show a model.

        Args:
            name: What the table lists, translated; screen readers say it, exports are named by it.
            search: Whether there is a line with search field and export above the table.
            row_height: In pixels.
        """
        super().__init__(parent)
        self._name = name
        self._model = model
        model.setParent(self)
        self.proxy = RowsProxy(self)
        self.proxy.setSourceModel(model)
        self.view = self._make_view(row_height)
        self.empty = EmptyState()
        self._nothing_found = EmptyState()
        self._nothing_found.set_words(_("Nothing matches."), _("Change the search or the filter."))
        self._pages = QStackedLayout()
        for page in (self.view, self.empty, self._nothing_found):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(GRID)
        self._search = QLineEdit(placeholderText=_("Search"), clearButtonEnabled=True)
        self._search.setProperty("kind", "search")
        self._search.setAccessibleName(_("Search: {table}").format(table=name))
        self._search.setMaximumWidth(260)
        self._count = TextLabel(role=TextRole.NOTE)
        self._export = QuietButton(_("E&xport …"))
        if search:
            self._add_tool_line(layout)
        else:
            for widget in (self._search, self._count, self._export):
                widget.setParent(self)
                widget.hide()
        layout.addLayout(self._pages, 1)
        self._connect()
        self._show_what_there_is()

    @property
    def model(self) -> RowsModel[Row]:
        """The rows behind the table."""
        return self._model

    def set_rows(self, rows: tuple[Row, ...], key: Callable[[Row], Any] | None = None) -> None:
        """Replace the rows; with `key`, the row of the same key stays selected and in sight."""
        before = self.current()
        wanted = key(before) if key is not None and before is not None else None
        scrolled = self.view.verticalScrollBar().value()
        self._model.set_rows(rows)
        self._size_columns()
        if key is not None and wanted is not None:
            self.choose(lambda row: bool(key(row) == wanted))
            self.view.verticalScrollBar().setValue(scrolled)
        if self.current() is None:
            self.chosen.emit(None)

    def current(self) -> Row | None:
        """The selected row, or None."""
        indexes = self.view.selectionModel().selectedRows()
        return self._model.row_at(self.proxy.mapToSource(indexes[0])) if indexes else None

    def choose(self, wanted: Callable[[Row], bool]) -> bool:
        """Select the first row that `wanted` accepts; False when none is shown."""
        for number in range(self.proxy.rowCount()):
            index = self.proxy.index(number, 0)
            if wanted(self._model.row_at(self.proxy.mapToSource(index))):
                self.view.selectionModel().setCurrentIndex(
                    index,
                    QItemSelectionModel.SelectionFlag.ClearAndSelect
                    | QItemSelectionModel.SelectionFlag.Rows,
                )
                self.view.scrollTo(index)
                return True
        return False

    def sort_by(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, as a click on its header does."""
        self.view.sortByColumn(column, order)

    def focus_search(self) -> bool:
        """Put the cursor in the search field; False when there is none or it is hidden."""
        if not self._search.isVisible():
            return False
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()
        return True

    def search_text(self) -> str:
        """What is searched for."""
        return self._search.text()

    def set_search_text(self, text: str) -> None:
        """Search for something."""
        self._search.setText(text)

    @Slot()
    def export(self) -> None:
        """Ask for a file name and write the rows shown as CSV that Excel and WPS open rightly."""
        name, _kind = QFileDialog.getSaveFileName(
            self,
            _("Export {table}").format(table=self._name),
            str(starting_folder() / f"{self._name}.csv"),
            "CSV (*.csv)",
        )
        if name:
            remember_folder(Path(name))
            from negotiator_desk.services.exports import save_table

            save_table(Path(name), shown_rows(self.proxy))

    def _make_view(self, row_height: int) -> QTableView:
        view = QTableView()
        view.setModel(self.proxy)
        view.setItemDelegate(CellDelegate(view))
        view.setAccessibleName(self._name)
        view.setFont(figure_font(view.font()))
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setSortingEnabled(True)
        view.setTabKeyNavigation(False)
        view.setMouseTracking(True)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.verticalHeader().setDefaultSectionSize(row_height)
        header = view.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(48)
        header.setFixedHeight(36)
        for number, column in enumerate(self._model.columns):
            if column.stretches:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
            elif column.width is not None:
                header.resizeSection(number, column.width)
        return view

    def _add_tool_line(self, layout: QVBoxLayout) -> None:
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addLayout(self.tools)
        line.addWidget(self._search, 1)
        line.addWidget(self._count)
        line.addStretch(1)
        line.addWidget(self._export)
        layout.addLayout(line)

    def _connect(self) -> None:
        self._search.textChanged.connect(self.proxy.search)
        self._export.clicked.connect(self.export)
        self.view.selectionModel().selectionChanged.connect(self._tell_chosen)
        self.view.doubleClicked.connect(self._open)
        self._open_action = QAction(_("Open"), self.view)
        self._open_action.setShortcuts([QKeySequence(Qt.Key.Key_Return), QKeySequence("Enter")])
        self._open_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._open_action.triggered.connect(self._open_current)
        self.view.addAction(self._open_action)
        for signal in (
            self.proxy.modelReset,
            self.proxy.rowsInserted,
            self.proxy.rowsRemoved,
            self.proxy.layoutChanged,
        ):
            signal.connect(self._show_what_there_is)

    def _size_columns(self) -> None:
        for number, column in enumerate(self._model.columns):
            if column.width is None and not column.stretches:
                self.view.resizeColumnToContents(number)

    @Slot()
    def _show_what_there_is(self) -> None:
        shown, total = self.proxy.rowCount(), self._model.rowCount()
        if total == 0:
            self._pages.setCurrentWidget(self.empty)
        else:
            self._pages.setCurrentWidget(self.view if shown else self._nothing_found)
        if shown == total:
            text = n_("{count} row", "{count} rows", total).format(count=f"{total:,}")
        else:
            text = _("{shown} of {total} rows").format(shown=f"{shown:,}", total=f"{total:,}")
        self._count.setText(text)
        self._export.setEnabled(shown > 0)
        self._search.setEnabled(total > 0)

    @Slot()
    def _tell_chosen(self) -> None:
        self.chosen.emit(self.current())

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._model.row_at(self.proxy.mapToSource(index)))

    @Slot()
    def _open_current(self) -> None:
        row = self.current()
        if row is not None:
            self.opened.emit(row)
