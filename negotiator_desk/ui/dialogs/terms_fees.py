"""The part of the commission editor for a fee table."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from negotiator_desk.i18n import _
from negotiator_desk.pay.checks import plain_text
from negotiator_desk.pay.terms import FeeTable
from negotiator_desk.ui.dialogs.terms_fields import GridReader, NumberLine, plain_number
from negotiator_desk.ui.dialogs.terms_grid import GridBox
from negotiator_desk.ui.itemmodels.grid import GridColumn, GridModel
from negotiator_desk.ui.widgets.buttons import without_mnemonic
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole

_Tiers = tuple[tuple[Decimal | None, Decimal], ...]


class FeeTableBox(QWidget):
    """Base fee, and what distance, weight, time of day and category add to it.

    Signals:
        edited: Something was typed, pasted or removed.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.base = NumberLine(_("Base fee"), parent=self)
        fee = GridColumn(_("Yuan"))
        no_end = _("Included; the last tier is left empty, it has no end.")
        self.distances = GridModel(
            (GridColumn(_("Up to (km)"), tip=no_end), fee), can_grow=True, parent=self
        )
        self.weights = GridModel(
            (GridColumn(_("Up to (kg)"), tip=no_end), fee), can_grow=True, parent=self
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
            "weights": self.weights,
            "slots": self.slots,
            "categories": self.categories,
        }
        base = QHBoxLayout()
        base.setSpacing(12)
        base.addWidget(self.base)
        no_end_note = _("The last distance or weight is left empty: it has no end.")
        base.addWidget(TextLabel(no_end_note, TextRole.NOTE), 1)
        caption = TextLabel(_("Base fee of an o&rder (yuan)"))
        caption.setBuddy(self.base)
        top = QFormLayout()
        top.addRow(caption, base)
        row = QHBoxLayout()
        row.setSpacing(12)
        self._names: dict[GridModel, str] = {}
        for model, name, share in (
            (self.distances, _("&Distance adds"), 4),
            (self.weights, _("Weight (&kg) adds"), 4),
            (self.slots, _("Time of da&y adds"), 6),
            (self.categories, _("&Category adds"), 4),
        ):
            row.addWidget(GridBox(model, name, hint="", parent=self), share)
            model.edited.connect(self.edited)
            self._names[model] = without_mnemonic(name)
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
        self.distances.set_texts(_tier_texts(table.distance_tiers) if table else [])
        self.weights.set_texts(_tier_texts(table.weight_tiers) if table else [])
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
        distances, weights = self._read_tiers(self.distances), self._read_tiers(self.weights)
        slots = self._reader(self.slots)
        hours = [
            (slots.whole(row, 0, required=True), slots.whole(row, 1, required=True))
            for row in range(len(slots.texts))
        ]
        slot_fees = [slots.number(row, 2) for row in range(len(slots.texts))]
        slots.finish()
        categories = self._reader(self.categories)
        names = [
            (plain_text(categories.text(row, 0)).strip(), categories.number(row, 1))
            for row in range(len(categories.texts))
        ]
        categories.finish()
        return FeeTable(
            base_fee=base,
            distance_tiers=distances,
            weight_tiers=weights,
            time_slots=tuple(
                (start, end, fee)
                for (start, end), fee in zip(hours, slot_fees, strict=True)
                if start is not None and end is not None and fee is not None
            ),
            categories=tuple((name, fee) for name, fee in names if fee is not None),
        )

    def _reader(self, model: GridModel) -> GridReader:
        return GridReader(model, self._names[model])

    def _read_tiers(self, model: GridModel) -> _Tiers:
        reader = self._reader(model)
        tiers = [
            (reader.number(row, 0, required=False), reader.number(row, 1))
            for row in range(len(reader.texts))
        ]
        reader.finish()
        return tuple((end, fee) for end, fee in tiers if fee is not None)

    def texts(self) -> dict[str, Any]:
        """Return everything as typed."""
        grids = {key: model.texts() for key, model in self._grids.items()}
        return {"base": self.base.text(), **grids}

    def put_texts(self, texts: dict[str, Any]) -> None:
        """Put back what `texts` returned."""
        self.base.setText(texts["base"])
        for key, model in self._grids.items():
            model.set_texts(texts[key])


def _tier_texts(tiers: _Tiers) -> list[tuple[str, str]]:
    return [(plain_number(end), plain_number(fee)) for end, fee in tiers]
