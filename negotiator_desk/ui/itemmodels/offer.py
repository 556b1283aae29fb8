"""The values of an offer, one to a row: what holds, what each side said, what is offered now.

Beside what is typed stands what one more step of it costs a year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QObject, Qt
from typing_extensions import override

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import _
from negotiator_desk.pay.cells import Cell
from negotiator_desk.ui import display, display_terms
from negotiator_desk.ui.dialogs.typed_cells import typable
from negotiator_desk.ui.itemmodels.cells import CellRow, short_side
from negotiator_desk.ui.itemmodels.grid import GridColumn, GridModel
from negotiator_desk.ui.theme import Tone
from negotiator_desk.ui.widgets.rows import Index

ITEM, UNIT, PRESENT, EMPLOYEE, EMPLOYER, STEP, NEW = range(7)

Steps = Mapping[str, Decimal]
"""Yuan a year of one more step, by the cell's key; a value that cannot go higher is missing."""


class StepColumn(GridModel):
    """A grid whose rows are values, with a column of what one more step of each costs."""

    def __init__(
        self, columns: Sequence[GridColumn], *, step: int, parent: QObject | None = None
    ) -> None:
        """Make an empty grid.

        Args:
            columns: What it has.
            step: Place of the column of steps.
        """
        super().__init__(columns, parent=parent)
        self._step = step
        self._cells: tuple[Cell, ...] = ()
        self._steps: Steps | None = None

    def set_steps(self, steps: Steps | None) -> None:
        """Show what one more step of each value costs.

        Args:
            steps: None while they are being worked out for the first time.
        """
        self._steps = steps
        self.show_fixed(self._step, [self.step_text(one) for one in self._cells])

    def step_text(self, one: Cell) -> str:
        """Return what one more step of a value costs, as its column has it; "" for words."""
        if isinstance(one.value, str):
            return ""
        if self._steps is None:
            return _("costing …")
        return display_terms.step_amount(self._steps.get(one.key))

    def step_sentence(self, row: int) -> str:
        """Return the same in words, with name and size of the step; "" for words."""
        one = self._cells[row] if 0 <= row < len(self._cells) else None
        if one is None or isinstance(one.value, str):
            return ""
        name = display_terms.cell_name(one)
        if self._steps is None:
            return _("{name}: one more step is being costed …").format(name=name)
        cost = self._steps.get(one.key)
        if cost is None:
            return _("{name}: no further step is possible.").format(name=name)
        return _("{name}, {step}: {amount} a year").format(
            name=name, step=display_terms.cell_step(one), amount=display.yuan_change(cost)
        )

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.ToolTipRole and index.isValid() and index.column() == self._step:
            return self.step_sentence(index.row()) or None
        return super().data(index, role)


class OfferModel(StepColumn):
    """Takes what is offered as it was typed; everything else is only shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            (
                GridColumn(_("Item"), is_figure=False, is_fixed=True),
                GridColumn(_("Unit"), is_figure=False, is_fixed=True, tone=Tone.NEUTRAL),
                GridColumn(_("Present"), is_fixed=True, tone=Tone.NEUTRAL),
                GridColumn(short_side(Side.EMPLOYEE), is_fixed=True, tone=Tone.EMPLOYEE),
                GridColumn(short_side(Side.EMPLOYER), is_fixed=True, tone=Tone.EMPLOYER),
                _step_column(),
                GridColumn(_("This offer")),
            ),
            step=STEP,
            parent=parent,
        )

    def set_rows(self, own: Sequence[CellRow], shown: Mapping[str, CellRow]) -> None:
        """Show values.

        Args:
            own: What the offer starts from, in reading order.
            shown: By key, what holds today and what each side said last.
        """
        self._cells = tuple(row.cell for row in own)
        self.set_texts([self._texts(row.cell, shown[row.key]) for row in own])

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        found = super().data(index, role)
        if found is None and role == Qt.ItemDataRole.ToolTipRole and index.column() != STEP:
            # Words may be cut off by their column.
            return super().data(index, Qt.ItemDataRole.DisplayRole) or None
        return found

    def _texts(self, own: Cell, shown: CellRow) -> tuple[str, ...]:
        return (
            display_terms.cell_name(own),
            display_terms.cell_unit(own),
            display_terms.cell_text(shown.present),
            display_terms.cell_text(shown.employee),
            display_terms.cell_text(shown.employer),
            self.step_text(own),
            typable(own),
        )


class StepsModel(StepColumn):
    """The steps alone, beside an editor that has no column for them."""

    def __init__(self, parent: QObject | None = None) -> None:
        item = GridColumn(_("Item"), is_figure=False, is_fixed=True)
        super().__init__((item, _step_column()), step=1, parent=parent)

    def show_cells(self, values: Sequence[Cell], steps: Steps | None) -> None:
        """Show values and their steps; None while they are being worked out."""
        self._cells, self._steps = tuple(values), steps
        texts = [(display_terms.cell_name(one), self.step_text(one)) for one in self._cells]
        if texts != list(self.texts()):
            self.set_texts(texts)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.ToolTipRole and index.isValid():
            return self.step_sentence(index.row()) or None
        return super().data(index, role)


def _step_column() -> GridColumn:
    return GridColumn(
        _("Step (¥/yr)"),
        is_fixed=True,
        tone=Tone.NEUTRAL,
        tip=_("What one more step of the value costs a year"),
    )
