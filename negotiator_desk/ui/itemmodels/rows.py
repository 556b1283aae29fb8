"""Tables of rows to read: one frozen row behind each line, Python values behind the sorting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from typing_extensions import override

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    """What our models answer beyond Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole + 1
    """The row's frozen value."""
    INK = Qt.ItemDataRole.UserRole + 2
    """Which `Ink` the text is set in, or None for ordinary text."""
    PROBLEM = Qt.ItemDataRole.UserRole + 3
    """The sentence that says what is wrong with what was typed, or ""."""
    CHANGED = Qt.ItemDataRole.UserRole + 4
    """Whether the text differs from what the editor started with."""


class Ink(StrEnum):
    """What a text's colour says; the theme holds the colour itself."""

    MUTE = "mute"
    ACCENT = "accent"
    EMPLOYEE = "employee"
    EMPLOYER = "employer"
    GOOD = "good"
    ATTENTION = "attention"
    BAD = "bad"


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column of a table to read.

    Attributes:
        title: The header, translated, with the unit of its figures.
        text: What a row shows.
        value: What the column is sorted by; the text if None.
        is_figure: Figures stand right-aligned.
        ink: The colour's meaning for a row.
        tip: What the pointer shows for a row.
    """

    title: str
    text: Callable[[R], str]
    value: Callable[[R], Any] | None = None
    is_figure: bool = False
    ink: Callable[[R], Ink | None] | None = None
    tip: Callable[[R], str] | None = None


class RowModel(QAbstractTableModel, Generic[R]):
    """Shows rows it was given; it reads no store and changes none."""

    def __init__(self, columns: Sequence[Column[R]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: tuple[R, ...] = ()

    @property
    def rows(self) -> tuple[R, ...]:
        """Everything shown, in the order it was given."""
        return self._rows

    def set_rows(self, rows: Sequence[R]) -> None:
        """Replace everything shown."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def set_columns(self, columns: Sequence[Column[R]], rows: Sequence[R] = ()) -> None:
        """Replace the columns, and everything shown."""
        self.beginResetModel()
        self._columns = tuple(columns)
        self._rows = tuple(rows)
        self.endResetModel()

    def row_at(self, index: Index) -> R:
        """Return the row behind a valid index of this model."""
        return self._rows[index.row()]

    def value_at(self, index: Index) -> Any:
        """Return what a cell is sorted by."""
        column = self._columns[index.column()]
        row = self._rows[index.row()]
        return column.text(row) if column.value is None else column.value(row)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._columns[section].title
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(is_figure=self._columns[section].is_figure)
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, row = self._columns[index.column()], self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(row)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(is_figure=column.is_figure)
            case Qt.ItemDataRole.ToolTipRole:
                return column.tip(row) if column.tip else None
            case Role.ROW:
                return row
            case Role.INK:
                return column.ink(row) if column.ink else None
        return None


class RowSort(QSortFilterProxyModel):
    """Sorts by Python values, which Qt itself cannot compare, and filters by typed words."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()

    def set_words(self, text: str) -> None:
        """Keep only the rows in which every typed word occurs in some column."""
        self.beginFilterChange()
        self._words = tuple(text.casefold().split())
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    @override
    def lessThan(self, left: Index, right: Index) -> bool:
        model = self.sourceModel()
        assert isinstance(model, RowModel)
        first, second = model.value_at(left), model.value_at(right)
        if first is None or second is None:
            return first is None and second is not None
        return bool(first < second)

    @override
    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        if not self._words:
            return True
        model = self.sourceModel()
        shown = " ".join(
            str(model.index(row, column, parent).data() or "")
            for column in range(model.columnCount(parent))
        ).casefold()
        return all(word in shown for word in self._words)


def _alignment(*, is_figure: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if is_figure else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
