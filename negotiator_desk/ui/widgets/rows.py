"""Item models that show a tuple of rows, and sort and search them by value."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QCollator,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from typing_extensions import override

from negotiator_desk.i18n import language
from negotiator_desk.ui.theme import Tone
from negotiator_desk.ui.widgets.labels import literal_tip

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

TONE_ROLE = Qt.ItemDataRole.UserRole + 1
"""`Tone` that a cell's word is shown in, or None."""
CHIP_ROLE = Qt.ItemDataRole.UserRole + 2
"""True where a cell is a state on a tinted ground."""

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column of a table.

    Attributes:
        title: Header, translated, with the unit of the figures below it.
        show: Text of a cell, formatted by `ui/display.py`.
        sort: Value a cell is sorted by; None sorts by the text shown.
        is_figure: Right-aligned, as figures are.
        tone: Colour of a cell's word; None leaves it as text.
        is_chip: The cell is a state on a tinted ground.
        tooltip: What to say when the pointer rests on a cell.
        width: In pixels; None fits the content.
        stretches: Takes the room that is left.
    """

    title: str
    show: Callable[[Row], str]
    sort: Callable[[Row], Any] | None = None
    is_figure: bool = False
    tone: Callable[[Row], Tone | None] | None = None
    is_chip: bool = False
    tooltip: Callable[[Row], str] | None = None
    width: int | None = None
    stretches: bool = False


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Shows rows it was given; it reads no store and changes nothing."""

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: tuple[Row, ...] = ()

    @property
    def columns(self) -> tuple[Column[Row], ...]:
        """The columns, from left to right."""
        return self._columns

    @property
    def rows(self) -> tuple[Row, ...]:
        """Everything shown, in the order it was given."""
        return self._rows

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Replace everything shown."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def set_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Replace the columns by as many others, such as when a header names another round."""
        assert len(columns) == len(self._columns), "views keep what they know of each column"
        self.beginResetModel()
        self._columns = tuple(columns)
        self.endResetModel()

    def row_at(self, index: Index) -> Row:
        """The row that an index of this model belongs to."""
        return self._rows[index.row()]

    def sort_value(self, index: Index) -> Any:
        """The Python value a cell is sorted by: a Decimal, a moment, a number or a text.

        It does not pass through Qt, which would turn it into a type of its own.
        """
        row, column = self._rows[index.row()], self._columns[index.column()]
        return column.sort(row) if column.sort else column.show(row)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        return 0 if parent.isValid() else len(self._columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self._columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.show(row)
            case Qt.ItemDataRole.ToolTipRole:
                return literal_tip(column.tooltip(row)) if column.tooltip else None
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if column.is_figure else _LEFT
            case _ if role == TONE_ROLE:
                return column.tone(row) if column.tone else None
            case _ if role == CHIP_ROLE:
                return column.is_chip
        return None

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.is_figure else _LEFT
        return None


class RowsProxy(QSortFilterProxyModel):
    """Sorts a `RowsModel` by value and keeps the rows that match a search.

    Qt itself cannot compare two Decimals; texts are compared as the interface's language does
    (Chinese by pinyin), numbers inside them by value.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        self._accepts: Callable[[Any], bool] | None = None
        self._collator = QCollator(QLocale(language()))
        self._collator.setNumericMode(True)
        self._collator.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def search(self, text: str) -> None:
        """Keep rows in which every word of `text` occurs; width and case do not matter."""
        self.beginFilterChange()
        self._words = tuple(_plain(text).split())
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def keep(self, accepts: Callable[[Any], bool] | None) -> None:
        """Keep only the rows for which `accepts` is true; None keeps them all."""
        self.beginFilterChange()
        self._accepts = accepts
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    @property
    def is_filtering(self) -> bool:
        """Whether rows may be hidden by a search or a filter."""
        return bool(self._words) or self._accepts is not None

    @override
    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        model = self.sourceModel()
        if self._accepts is not None and isinstance(model, RowsModel):
            row = model.row_at(model.index(source_row, 0))
            if not self._accepts(row):
                return False
        if not self._words:
            return True
        cells = (
            str(model.index(source_row, column, source_parent).data() or "")
            for column in range(model.columnCount(source_parent))
        )
        text = _plain("\n".join(cells))
        return all(word in text for word in self._words)

    @override
    def lessThan(self, source_left: Index, source_right: Index) -> bool:
        model = self.sourceModel()
        assert isinstance(model, RowsModel)
        left, right = model.sort_value(source_left), model.sort_value(source_right)
        if left is None or right is None:
            return left is None and right is not None
        if isinstance(left, str) and isinstance(right, str):
            return self._collator.compare(left, right) < 0
        return bool(left < right)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
