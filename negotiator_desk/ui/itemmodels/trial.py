"""Terms to try out, value by value: present, as they are now, and what one more step costs."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QObject, Qt
from typing_extensions import override

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.money import format_amount
from negotiator_desk.pay.cells import Cell, cells, with_cell
from negotiator_desk.pay.terms import Terms
from negotiator_desk.ui import display, display_terms
from negotiator_desk.ui.dialogs.typed_cells import CHOICES, typable, typed_value
from negotiator_desk.ui.itemmodels.cells import cell_rows
from negotiator_desk.ui.itemmodels.grid import GridColumn, GridModel
from negotiator_desk.ui.theme import Tone
from negotiator_desk.ui.widgets.rows import Index

ITEM, PRESENT, NOW, STEP = range(4)

_CHANGED = "• "
"""Stands before the name of a value that differs from the chosen terms."""


class TrialModel(GridModel):
    """Takes every number as it is typed; what cannot be used changes nothing and says why.

    The terms are those of the last good state; `edited` is told after each change of a text.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            (
                GridColumn(_("Item"), is_figure=False, is_fixed=True),
                GridColumn(_("Present"), is_fixed=True, tone=Tone.NEUTRAL),
                GridColumn(_("Trial")),
                GridColumn(_("Step (¥/yr)"), is_fixed=True, tone=Tone.NEUTRAL),
            ),
            parent=parent,
        )
        self._base: Terms | None = None
        self._terms: Terms | None = None
        self._cells: tuple[Cell, ...] = ()
        self._base_cells: dict[str, Cell] = {}
        self._steps: Mapping[str, Decimal] = {}

    @property
    def terms(self) -> Terms | None:
        """The terms as they are tried now."""
        return self._terms

    def set_terms(self, present: Terms | None, base: Terms, terms: Terms) -> None:
        """Show terms.

        Args:
            present: What holds today.
            base: The chosen terms; what differs from them is marked.
            terms: What is tried.
        """
        self._base, self._terms = base, terms
        self._base_cells = {one.key: one for one in cells(base)}
        self._cells = _in_order(terms)
        old = {} if present is None else {one.key: one for one in cells(present)}
        self.set_texts(
            [
                (
                    _name(one),
                    display_terms.cell_text(old.get(one.key)),
                    typable(one),
                    self._step_text(one),
                )
                for one in self._cells
            ]
        )

    def set_steps(self, steps: Mapping[str, Decimal]) -> None:
        """Show what one more step of each value costs a year, by the cell's key."""
        self._steps = steps
        self.show_fixed(STEP, [self._step_text(one) for one in self._cells])

    def put(self, key: str, value: Decimal) -> str:
        """Change a value from outside, such as by a handle.

        Returns:
            Why that cannot be, or "".
        """
        row = self.row_of(key)
        if self._terms is None or row is None:
            return ""
        try:
            self._terms = with_cell(self._terms, key, value)
        except InputError as error:
            return str(error)
        self._take_cells()
        self._show_row(row)
        return ""

    def row_of(self, key: str) -> int | None:
        """Return the row of a cell."""
        return next((row for row, one in enumerate(self._cells) if one.key == key), None)

    def cell_at(self, row: int) -> Cell | None:
        """Return the cell of a row as it is tried now."""
        return self._cells[row] if 0 <= row < len(self._cells) else None

    def first_figure(self) -> str:
        """Return the key of the first number that can be typed over; "" if there is none."""
        return next((one.key for one in self._cells if _is_typable(one)), "")

    def is_figure(self, row: int) -> bool:
        """Whether a row holds a number and not words."""
        one = self.cell_at(row)
        return one is not None and not isinstance(one.value, str)

    def step_of(self, row: int) -> Decimal | None:
        """Return what one more step of a row costs, yuan a year; None while it is not known."""
        one = self.cell_at(row)
        return None if one is None else self._steps.get(one.key)

    def problems(self) -> dict[int, str]:
        """Return why the text of a row cannot be used, by row."""
        return {row: sentence for (row, _column), sentence in self._problems.items()}

    @override
    def is_changed(self, row: int, column: int) -> bool:
        one = self.cell_at(row)
        if one is None or column not in {ITEM, NOW}:
            return False
        base = self._base_cells.get(one.key)
        return base is None or base.value != one.value

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and index.column() == ITEM:
            text = self._rows[index.row()][ITEM]
            if role == Qt.ItemDataRole.DisplayRole and self.is_changed(index.row(), ITEM):
                return _CHANGED + text
            if role == Qt.ItemDataRole.ToolTipRole:
                return text
        if index.isValid() and index.column() == NOW and role == Qt.ItemDataRole.DisplayRole:
            return self._shown_now(index.row())
        if index.isValid() and role == Qt.ItemDataRole.ToolTipRole:
            if index.column() == STEP:
                return self._step_tip(index.row())
            return super().data(index, role) or self._rows[index.row()][index.column()] or None
        return super().data(index, role)

    def _shown_now(self, row: int) -> str:
        """What is tried, grouped by thousands unless it is half typed."""
        text, one = self._rows[row][NOW], self._cells[row]
        if not _is_typable(one) or text != typable(one):
            return text
        return format_amount(Decimal(text), places=len(text.partition(".")[2]))

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed; the same text once more, when the cell is left, is set in order."""
        if role == Qt.ItemDataRole.EditRole and index.isValid() and index.column() == NOW:
            row = index.row()
            if str(value) == self._rows[row][NOW] and (row, NOW) not in self._problems:
                self._show_row(row)
                return True
        return super().setData(index, value, role)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        one = self.cell_at(index.row())
        if one is None or not _is_typable(one):
            flags &= ~Qt.ItemFlag.ItemIsEditable
        return flags

    def read(self) -> None:
        """Take every number that can be used, in whatever order the terms allow."""
        if self._terms is None:
            return
        problems: dict[tuple[int, int], str] = {}
        pending: dict[int, Decimal | str] = {}
        for row, one in enumerate(self._cells):
            if not _is_typable(one):
                self._rows[row][NOW] = typable(one)
                continue
            try:
                value = typed_value(one, self._rows[row][NOW])
            except InputError as error:
                problems[row, NOW] = str(error)
                continue
            if value != one.value:
                pending[row] = value
        problems.update(self._put_all(pending))
        self._take_cells()
        self.set_problems(problems)
        if self._cells:
            # What is marked as changed may be other rows now.
            self.dataChanged.emit(self.index(0, ITEM), self.index(len(self._cells) - 1, NOW))

    def _put_all(self, pending: dict[int, Decimal | str]) -> dict[tuple[int, int], str]:
        """Put values into the terms; return the sentences on those that they refuse."""
        assert self._terms is not None, "there is something to change"
        while pending:
            refused: dict[int, Decimal | str] = {}
            problems: dict[tuple[int, int], str] = {}
            for row, value in pending.items():
                try:
                    self._terms = with_cell(self._terms, self._cells[row].key, value)
                except InputError as error:
                    refused[row] = value
                    problems[row, NOW] = str(error)
            if len(refused) == len(pending):
                return problems
            pending = refused
        return {}

    def _take_cells(self) -> None:
        assert self._terms is not None, "there is something to show"
        self._cells = _in_order(self._terms)

    def _show_row(self, row: int) -> None:
        self._rows[row][NOW] = typable(self._cells[row])
        self._problems.pop((row, NOW), None)
        self.dataChanged.emit(self.index(row, ITEM), self.index(row, NOW))

    def _step_text(self, one: Cell) -> str:
        if isinstance(one.value, str):
            return ""
        return display_terms.step_amount(self._steps.get(one.key))

    def _step_tip(self, row: int) -> str | None:
        one, cost = self._cells[row], self.step_of(row)
        if cost is None:
            return None
        return _("{step}: {amount} a year").format(
            step=display_terms.cell_step(one), amount=display.yuan_change(cost)
        )


def _in_order(terms: Terms) -> tuple[Cell, ...]:
    """Return the cells as the table page lists them."""
    return tuple(row.cell for row in cell_rows(terms, None, None))


def _name(one: Cell) -> str:
    """Return a cell's name with its unit, but for the many whose unit is plain."""
    name, unit = display_terms.cell_name(one), display_terms.cell_unit(one)
    if not unit or one.key.startswith(("cell:", "rate:")):
        return name
    return _("{name} ({unit})").format(name=name, unit=unit)


def _is_typable(one: Cell) -> bool:
    """Whether a cell is a number that can be typed over in place."""
    return not isinstance(one.value, str) and not one.key.startswith(CHOICES)
