"""The cells of a heat grid: how many people are in each band and grade, and what it pays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from typing_extensions import override

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.money import parse_decimal
from negotiator_desk.ui import display
from negotiator_desk.ui.charts.measures import Quantity, joined
from negotiator_desk.ui.widgets.rows import Index

_ROOT = QModelIndex()

Place = tuple[int, int]
"""Number of the band and of the grade, from 0."""


@dataclass(frozen=True)
class HeatFigures:
    """Everything a heat grid shows.

    Attributes:
        bands: Names of the rows.
        grades: Names of the columns.
        heads: People in each cell, row by row.
        amounts: What each cell pays; None shows people only.
        faults: Sentence on each cell that breaks a rule.
        once: People of each grade, each counted once; None where nobody is in several cells, so
            that the cells of a grade add up to them.
    """

    bands: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    heads: tuple[tuple[int, ...], ...] = ()
    amounts: tuple[tuple[Decimal, ...], ...] | None = None
    faults: Mapping[Place, str] = field(default_factory=dict)
    once: tuple[int, ...] | None = None

    def people(self, band: int | None, grade: int | None) -> int:
        """People in a cell; None stands for all bands or all grades."""
        if band is None and self.once is not None:
            return sum(self.once) if grade is None else self.once[grade]
        rows = self.heads if band is None else (self.heads[band],)
        return sum(sum(row) if grade is None else row[grade] for row in rows)


class HeatModel(QAbstractTableModel):
    """Cells by band and grade, with totals at the right and at the bottom.

    Signals:
        edited: Place and amount that was typed.
        refused: Sentence on what was typed and could not be used.
    """

    edited = Signal(object, object)
    refused = Signal(object)

    def __init__(self, quantity: Quantity, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._quantity = quantity
        self._figures = HeatFigures()
        self._can_edit = False

    @property
    def figures(self) -> HeatFigures:
        """What is shown."""
        return self._figures

    @property
    def is_empty(self) -> bool:
        """Whether there is no cell."""
        return not self._figures.bands or not self._figures.grades

    def set_figures(self, figures: HeatFigures, *, can_edit: bool) -> None:
        """Replace what is shown; where the names stay, the place of the keyboard stays as well."""
        before = self._figures
        self._can_edit = can_edit and figures.amounts is not None
        if (before.bands, before.grades) == (figures.bands, figures.grades):
            self._figures = figures
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._figures = figures
        self.endResetModel()

    def place(self, index: Index) -> Place | None:
        """Band and grade of a cell; None for a total."""
        row, column = index.row(), index.column()
        inside = row < len(self._figures.bands) and column < len(self._figures.grades)
        return (row, column) if index.isValid() and inside else None

    def amount(self, place: Place) -> Decimal | None:
        """What a cell pays."""
        amounts = self._figures.amounts
        return None if amounts is None else amounts[place[0]][place[1]]

    def people(self, index: Index) -> int:
        """People in a cell or in a total."""
        row, column = index.row(), index.column()
        band = row if row < len(self._figures.bands) else None
        grade = column if column < len(self._figures.grades) else None
        return self._figures.people(band, grade)

    def fault(self, index: Index) -> str:
        """What is wrong with a cell, or ""."""
        place = self.place(index)
        return "" if place is None else self._figures.faults.get(place, "")

    def share(self, index: Index) -> float:
        """People in a cell against the fullest cell, from 0 to 1; 0 for totals."""
        if self.place(index) is None:
            return 0.0
        fullest = max((max(row, default=0) for row in self._figures.heads), default=0)
        return self.people(index) / fullest if fullest else 0.0

    def words(self, index: Index) -> str:
        """All about a cell in one sentence, for screen readers and tips."""
        place = self.place(index)
        people = _("{count} people").format(count=display.count(self.people(index)))
        if place is None:
            return joined((_("Total"), people))
        figures = self._figures
        amount = self.amount(place)
        return joined(
            (
                f"{figures.bands[place[0]]} · {figures.grades[place[1]]}",
                people,
                "" if amount is None else self._quantity.full(amount),
                self.fault(index),
            )
        )

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() or self.is_empty else len(self._figures.bands) + 1

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        if parent.isValid() or self.is_empty:
            return 0
        count = len(self._figures.grades)
        return count + 1 if count > 1 else count  # the total of one grade would say it twice

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        names: Sequence[str] = self._figures.grades
        if orientation is Qt.Orientation.Vertical:
            names = self._figures.bands
        if role == Qt.ItemDataRole.TextAlignmentRole:
            if orientation is Qt.Orientation.Vertical:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            return Qt.AlignmentFlag.AlignCenter
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        if not 0 <= section <= len(names):
            return None
        if section < len(names):
            return names[section]
        is_once = orientation is Qt.Orientation.Vertical and self._figures.once is not None
        return _("Workers") if is_once else _("Total")

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        place = self.place(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return display.count(self.people(index))
            case Qt.ItemDataRole.EditRole:
                amount = None if place is None else self.amount(place)
                return "" if amount is None else self._quantity.measure.text(amount)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.words(index)
            case Qt.ItemDataRole.ToolTipRole:
                return self.fault(index) or None
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignCenter
        return None

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        place = self.place(index)
        if role != Qt.ItemDataRole.EditRole or place is None or not self._can_edit:
            return False
        try:
            amount = parse_decimal(str(value), places=self._quantity.measure.places)
        except InputError as error:
            self.refused.emit(str(error))
            return False
        if amount != self.amount(place):
            self.edited.emit(place, amount)
        return True

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.place(index) is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self._can_edit else flags
