"""The part of the commission editor for a fee table."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from negotiator_desk.i18n import _
from negotiator_desk.pay.checks import plain_text
from negotiator_desk.pay.terms import FeeTable
from negotiator_desk.ui.dialogs.terms_fields import GridReader, NumberLine, plain_number
from negotiator_desk.ui.dialogs.terms_grid import GridBox
from negotiator_desk.ui.itemmodels.grid import GridColumn, GridModel


class FeeTableBox(QWidget):
    """Base fee, and what distance, time of day and category add to it.

    Signals:
        edited: Something was typed, pasted or removed.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.base = NumberLine(_("Base fee"), parent=self)
        fee = GridColumn(_("Fee (yuan)"))
        self.distances = GridModel(
            (GridColumn(_("Up to (km; empty: no end)")), fee), can_grow=True, parent=self
        )
        self.slots = GridModel(
            (GridColumn(_("From hour")), GridColumn(_("To hour")), fee),
            can_grow=True,
            parent=self,
        )
        self.categories = GridModel(
            (GridColumn(_("Category"), is_figure=False), fee), can_grow=True, parent=self
        )
        self._grids = {
            "distances": self.distances,
            "slots": self.slots,
            "categories": self.categories,
        }
        top = QFormLayout()
        top.addRow(_("Base fee of an o&rder (yuan)"), self.base)
        row = QHBoxLayout()
        row.setSpacing(12)
        for model, name in (
            (self.distances, _("&Distance adds")),
            (self.slots, _("Time of da&y adds")),
            (self.categories, _("&Category adds")),
        ):
            row.addWidget(GridBox(model, name, has_hint=False, parent=self), 1)
            model.edited.connect(self.edited)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addLayout(row, 1)
        self.base.setMaximumWidth(160)
        self.base.textEdited.connect(self._report_text)

    def _report_text(self, _text: str) -> None:
        self.edited.emit()

    def show_table(self, table: FeeTable | None) -> None:
        """Show a fee table to start from, or empty fields."""
        self.base.set_number(table.base_fee if table else None)
        self.distances.set_texts(
            [(plain_number(end), plain_number(fee)) for end, fee in table.distance_tiers]
            if table
            else []
        )
        self.slots.set_texts(
            [(str(start), str(end), plain_number(fee)) for start, end, fee in table.time_slots]
            if table
            else []
        )
        self.categories.set_texts(
            [(name, plain_number(fee)) for name, fee in table.categories] if table else []
        )

    def is_blank(self) -> bool:
        """Whether nothing was typed at all."""
        typed = any(model.texts() for model in self._grids.values())
        return not typed and not self.base.text().strip()

    def read(self) -> FeeTable:
        """Return the fee table as typed.

        Raises:
            InputError: It cannot be used; the sentence says where and why.
        """
        base = self.base.required()
        distances = GridReader(self.distances)
        ends = [
            (distances.number(row, 0, required=False), distances.number(row, 1))
            for row in range(len(distances.texts))
        ]
        distances.finish()
        slots = GridReader(self.slots)
        hours = [
            (slots.whole(row, 0, required=True), slots.whole(row, 1, required=True))
            for row in range(len(slots.texts))
        ]
        slot_fees = [slots.number(row, 2) for row in range(len(slots.texts))]
        slots.finish()
        categories = GridReader(self.categories)
        names = [
            (plain_text(categories.text(row, 0)).strip(), categories.number(row, 1))
            for row in range(len(categories.texts))
        ]
        categories.finish()
        return FeeTable(
            base_fee=base,
            distance_tiers=tuple((end, fee) for end, fee in ends if fee is not None),
            time_slots=tuple(
                (start, end, fee)
                for (start, end), fee in zip(hours, slot_fees, strict=True)
                if start is not None and end is not None and fee is not None
            ),
            categories=tuple((name, fee) for name, fee in names if fee is not None),
        )

    def texts(self) -> dict[str, Any]:
        """Return everything as typed."""
        grids = {key: model.texts() for key, model in self._grids.items()}
        return {"base": self.base.text(), **grids}

    def put_texts(self, texts: dict[str, Any]) -> None:
        """Put back what `texts` returned."""
        self.base.setText(texts["base"])
        for key, model in self._grids.items():
            model.set_texts(texts[key])
