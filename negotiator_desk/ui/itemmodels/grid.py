"""Grids to type in: texts as they were typed, with what is wrong with them beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from typing_extensions import override

from negotiator_desk.ui.theme import Tone
from negotiator_desk.ui.widgets.rows import TONE_ROLE, Index

PROBLEM_ROLE = Qt.ItemDataRole.UserRole + 11
"""The sentence that says why a text cannot be used, or ""."""
CHANGED_ROLE = Qt.ItemDataRole.UserRole + 12
"""Whether a text differs from what the grid started with."""

YES, NO = "1", "0"
"""Texts of a box that is ticked or not."""

MOST_ROWS = 2_000
"""Rows that a grid takes; a paste beyond them is cut off."""


@dataclass(frozen=True)
class GridColumn:
    """One column of a grid to type in.

    Attributes:
        title: The header, translated, with the unit.
        is_figure: Figures stand right-aligned.
        is_fixed: The text is shown but cannot be changed.
        choices: What can be chosen, where that is a closed list.
        tone: Colour of the texts that did not change; None is ordinary ink.
        is_check: A box to tick, whose text is `YES`, `NO`, or "" until somebody touches it, which
            counts as ticked. A row in which nothing else was typed shows no box.
        tip: What the column is about, for the pointer and for a screen reader.
        wraps: A header too long for its column is broken into lines.
    """

    title: str
    is_figure: bool = True
    is_fixed: bool = False
    choices: tuple[str, ...] = ()
    tone: Tone | None = None
    is_check: bool = False
    tip: str = ""
    wraps: bool = False

    @property
    def is_typed(self) -> bool:
        """Whether its texts are typed or chosen, so that a row with one of them is not empty."""
        return not self.is_fixed and not self.is_check


class GridModel(QAbstractTableModel):
    """Holds texts as typed, so that nothing is lost when they cannot be used yet.

    Signals:
        edited: The user changed a text, pasted, or removed a row.
    """

    edited = Signal()

    def __init__(
        self,
        columns: Sequence[GridColumn],
        *,
        can_grow: bool = False,
        parent: QObject | None = None,
    ) -> None:
        """Make an empty grid.

        Args:
            columns: What it has.
            can_grow: One empty row stands below the last, to type the next one in.
        """
        super().__init__(parent)
        self._columns = tuple(columns)
        self._can_grow = can_grow
        self._rows: list[list[str]] = []
        self._start: list[list[str]] = []
        self._titles: tuple[str, ...] = ()
        self._problems: dict[tuple[int, int], str] = {}
        self.set_texts(())

    @property
    def can_grow(self) -> bool:
        """Whether rows can be added."""
        return self._can_grow

    @property
    def columns(self) -> tuple[GridColumn, ...]:
        """What the grid has."""
        return self._columns

    def set_columns(self, columns: Sequence[GridColumn]) -> None:
        """Replace the columns and empty the grid."""
        self.beginResetModel()
        self._columns = tuple(columns)
        self._rows, self._start, self._problems = [], [], {}
        self._add_empty_row()
        self.endResetModel()

    def set_texts(
        self,
        rows: Sequence[Sequence[str]],
        *,
        titles: Sequence[str] = (),
        start: Sequence[Sequence[str]] | None = None,
    ) -> None:
        """Replace all texts.

        Args:
            rows: The texts, one for each column.
            titles: Headers of the rows; numbers if there are none.
            start: The texts that count as unchanged; `rows` themselves if None.
        """
        self.beginResetModel()
        self._rows = [list(row) for row in rows]
        self._start = [list(row) for row in (rows if start is None else start)]
        self._titles = tuple(titles)
        self._problems = {}
        self._add_empty_row()
        self.endResetModel()

    def texts(self) -> tuple[tuple[str, ...], ...]:
        """Return all rows as typed, without the empty ones below the last."""
        rows = self._rows
        while self._can_grow and rows and self._is_empty(rows[-1]):
            rows = rows[:-1]
        return tuple(tuple(row) for row in rows)

    def title(self, row: int) -> str:
        """Return the header of a row, or "" where rows only have numbers."""
        return self._titles[row] if row < len(self._titles) else ""

    def show_fixed(self, column: int, texts: Sequence[str]) -> None:
        """Replace the texts of a column that is only shown, row by row; missing ones are empty."""
        last = len(self._rows) - 1
        for row, old in enumerate(self._rows):
            old[column] = texts[row] if row < len(texts) else ""
        if last >= 0:
            self.dataChanged.emit(self.index(0, column), self.index(last, column))

    def is_changed(self, row: int, column: int) -> bool:
        """Whether a text differs from what the grid started with."""
        if row >= len(self._start):
            return bool(self._rows[row][column].strip())
        return self._rows[row][column] != self._start[row][column]

    def set_problems(self, problems: dict[tuple[int, int], str]) -> None:
        """Mark the texts, by row and column, that cannot be used, each with its sentence."""
        if problems == self._problems:
            return
        touched = set(self._problems) | set(problems)
        self._problems = dict(problems)
        for row, column in touched:
            if row < len(self._rows):
                index = self.index(row, column)
                self.dataChanged.emit(index, index)

    def fill(self, row: int, column: int, block: Sequence[Sequence[str]]) -> None:
        """Write a pasted block from a cell on, right and down; what does not fit is left out."""
        self.beginResetModel()
        for down, texts in enumerate(block):
            at = row + down
            while self._can_grow and at >= len(self._rows) and len(self._rows) < MOST_ROWS:
                self._rows.append([""] * len(self._columns))
            if at >= len(self._rows):
                break
            for right, text in enumerate(texts):
                to = column + right
                if to < len(self._columns) and not self._columns[to].is_fixed:
                    is_check = self._columns[to].is_check
                    self._rows[at][to] = _check_text(text) if is_check else text.strip()
        self._problems = {}
        self._add_empty_row()
        self.endResetModel()
        self.edited.emit()

    def clear_cells(self, cells: Sequence[tuple[int, int]]) -> None:
        """Empty the cells given by row and column."""
        for row, column in cells:
            if not self._columns[column].is_fixed:
                self._rows[row][column] = ""
                self._problems.pop((row, column), None)
                index = self.index(row, column)
                self.dataChanged.emit(index, index)
        self.edited.emit()

    def remove_row(self, row: int) -> None:
        """Take a whole row out of a grid that can grow."""
        if not self._can_grow or not 0 <= row < len(self.texts()):
            return
        self.beginResetModel()
        del self._rows[row]
        if row < len(self._start):
            del self._start[row]
        self._problems = {}
        self._add_empty_row()
        self.endResetModel()
        self.edited.emit()

    def _add_empty_row(self) -> None:
        if not self._can_grow or len(self._rows) >= MOST_ROWS:
            return
        if not self._rows or not self._is_empty(self._rows[-1]):
            self._rows.append([""] * len(self._columns))

    def _is_empty(self, row: Sequence[str]) -> bool:
        return not any(
            text.strip() for text, column in zip(row, self._columns, strict=True) if column.is_typed
        )

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
        if orientation is Qt.Orientation.Vertical:
            if role != Qt.ItemDataRole.DisplayRole or not 0 <= section < len(self._rows):
                return None
            return self.title(section) or str(section + 1)
        if not 0 <= section < len(self._columns):
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._columns[section].title
            case Qt.ItemDataRole.TextAlignmentRole:
                return _header_alignment(self._columns[section])
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                return self._columns[section].tip or None
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole if self._columns[column].is_check:
                text = self._rows[row][column]
                return "" if text in _TICKS else text
            case Qt.ItemDataRole.CheckStateRole:
                return self._check_state(row, column)
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self._rows[row][column]
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(self._columns[column])
            case Qt.ItemDataRole.ToolTipRole:
                return self._problems.get((row, column)) or self._columns[column].tip or None
            case _ if role == PROBLEM_ROLE:
                return self._problems.get((row, column), "")
            case _ if role == CHANGED_ROLE:
                return not self._columns[column].is_fixed and self.is_changed(row, column)
            case _ if role == TONE_ROLE:
                return self._columns[column].tone
        return None

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid():
            return False
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.CheckStateRole and self._columns[column].is_check:
            text = YES if Qt.CheckState(value) is Qt.CheckState.Checked else NO
        elif role == Qt.ItemDataRole.EditRole:
            text = str(value)
        else:
            return False
        if text == self._rows[row][column]:
            return True
        self._rows[row][column] = text
        self._problems.pop((row, column), None)
        # A box in the same row may have come or gone.
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self._columns) - 1))
        self._grow_below(row)
        self.edited.emit()
        return True

    def _check_state(self, row: int, column: int) -> Qt.CheckState | None:
        if not self._columns[column].is_check or self._is_empty(self._rows[row]):
            return None
        states = {YES: Qt.CheckState.Checked, "": Qt.CheckState.Checked}
        return states.get(self._rows[row][column], Qt.CheckState.Unchecked)

    def _grow_below(self, row: int) -> None:
        below = len(self._rows)
        is_last = self._can_grow and row == below - 1 and below < MOST_ROWS
        if is_last and not self._is_empty(self._rows[row]):
            self.beginInsertRows(QModelIndex(), below, below)
            self._rows.append([""] * len(self._columns))
            self.endInsertRows()

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if not index.isValid():
            return flags
        if self._columns[index.column()].is_typed:
            flags |= Qt.ItemFlag.ItemIsEditable
        elif self._check_state(index.row(), index.column()) is not None:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags


_TICKS = frozenset({"", YES, NO})
_YES_WORDS = frozenset({"", "1", "是", "√", "✓", "对", "yes", "true", "y"})
_NO_WORDS = frozenset({"0", "否", "×", "不", "no", "false", "n"})


def _check_text(text: str) -> str:
    """Return what a pasted text says of a box; one that says nothing stays as it is."""
    word = text.strip().casefold()
    if word in _YES_WORDS:
        return YES
    return NO if word in _NO_WORDS else text.strip()


def _alignment(column: GridColumn) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.is_figure else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _header_alignment(column: GridColumn) -> int:
    breaking = Qt.TextFlag.TextWordWrap.value if column.wraps else 0
    return _alignment(column).value | breaking
