"""The part of the assumptions for a clause that lets pay follow prices."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.pay.assumptions import Assumptions, CostOfLiving
from negotiator_desk.ui.dialogs.assumptions_part import AssumptionsPart
from negotiator_desk.ui.dialogs.terms_fields import NumberLine
from negotiator_desk.ui.theme import CARD_MARGIN, GRID
from negotiator_desk.ui.widgets.labels import TextLabel

_NO_THRESHOLD, _ALL_OF_IT = "0", "100"


class ClausePart(AssumptionsPart):
    """Whether pay follows prices, from which rise on, how far, and whether it does so already."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.has_clause = QCheckBox(_("Pay &follows prices by a cost-of-living clause"), self)
        self.in_force = QCheckBox(_("The same clause is &in force already"), self)
        self.in_force.setToolTip(
            _("Then the present terms are costed with it too, and it makes no difference.")
        )
        self.threshold = NumberLine(_("Threshold"), is_percent=True, parent=self)
        self.pass_through = NumberLine(_("Pass-through"), is_percent=True, parent=self)
        self.cap = NumberLine(_("Cap of one year"), is_percent=True, parent=self)
        self._fields = QWidget(self)
        self._lay_out()
        self.has_clause.toggled.connect(self._switch)
        self.in_force.toggled.connect(self.edited)
        for line in (self.threshold, self.pass_through, self.cap):
            line.textEdited.connect(self.report_text)
        for widget in (self._fields, self.in_force):
            widget.setEnabled(False)

    @override
    def show_assumptions(self, assumptions: Assumptions) -> None:
        clause = assumptions.cost_of_living
        self.threshold.set_number(clause.threshold if clause else None)
        self.pass_through.set_number(clause.pass_through if clause else None)
        self.cap.set_number(clause.cap if clause else None)
        self.in_force.setChecked(clause is not None and clause.in_force)
        self.has_clause.setChecked(clause is not None)

    @override
    def read(self, assumptions: Assumptions) -> Assumptions:
        if not self.has_clause.isChecked():
            return replace(assumptions, cost_of_living=None)
        with self.at_field(self.threshold):
            threshold = self.threshold.required()
        with self.at_field(self.pass_through):
            pass_through = self.pass_through.required()
        with self.at_field(self.cap):
            cap = self.cap.number()
        clause = CostOfLiving(threshold, pass_through, cap, self.in_force.isChecked())
        return replace(assumptions, cost_of_living=clause)

    def clause(self, assumptions: Assumptions) -> CostOfLiving | None:
        """Return the clause as typed; None where there is none or it cannot be read yet."""
        try:
            return self.read(assumptions).cost_of_living
        except InputError:
            return None

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._fields)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(CARD_MARGIN)
        for line, text, hint in (
            (
                self.threshold,
                _("&Threshold (%)"),
                _("Up to this rise of prices nothing happens."),
            ),
            (
                self.pass_through,
                _("Pass-thr&ough (%)"),
                _("How much of the rise above it pay follows."),
            ),
            (self.cap, _("C&ap of one year (%)"), _("At most; empty: no cap.")),
        ):
            caption = TextLabel(text)
            caption.setBuddy(line)
            column = QVBoxLayout()
            column.setSpacing(2)
            for widget in (caption, line, self.note_below(line, hint)):
                column.addWidget(widget)
            column.addStretch(1)
            row.addLayout(column, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        boxes = QHBoxLayout()
        boxes.setSpacing(3 * GRID)
        boxes.addWidget(self.has_clause)
        boxes.addWidget(self.in_force)
        boxes.addStretch(1)
        layout.addLayout(boxes)
        layout.addWidget(self._fields)

    @Slot()
    def _switch(self) -> None:
        is_on = self.has_clause.isChecked()
        lines = (self.threshold, self.pass_through, self.cap)
        if is_on and not any(line.text().strip() for line in lines):
            # What the words say by themselves: pay follows prices, all the way.
            self.threshold.setText(_NO_THRESHOLD)
            self.pass_through.setText(_ALL_OF_IT)
        self._fields.setEnabled(is_on)
        self.in_force.setEnabled(is_on)
        self.edited.emit()
