"""The key figures of the offer in view."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from negotiator_desk.i18n import _
from negotiator_desk.pay.costing import Costing
from negotiator_desk.ui import display, display_terms
from negotiator_desk.ui.itemmodels.cells import CellRow
from negotiator_desk.ui.theme import CARD_GAP, Tone
from negotiator_desk.ui.widgets.cards import KeyFigure


class TableFigures(QWidget):
    """What an offer costs, what one more step costs, who is below the minimum, what pay becomes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cost = KeyFigure(_("Cost of this offer a year, against the present"))
        self.step = KeyFigure(_("One more step on the chosen item, a year"))
        self.minimum = KeyFigure(_("Below the minimum wage"))
        self.pay = KeyFigure(_("Lowest and median pay a month"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(CARD_GAP)
        for figure in (self.cost, self.step, self.minimum, self.pay):
            layout.addWidget(figure, 1)
        self.show_costing("", None)
        self.show_step(None)

    def show_costing(self, name: str, costing: Costing | None, *, has_data: bool = True) -> None:
        """Show an offer's costing.

        Args:
            name: What is costed, such as the side and the round; "" if nothing is.
            costing: None while it is being worked out, or where it cannot be.
            has_data: Whether the issue has calculation data at all.
        """
        if costing is None:
            waits = _("being costed …") if name and has_data else _("no offer in view")
            note = waits if has_data else _("the issue has no calculation data")
            for figure in (self.cost, self.minimum, self.pay):
                figure.set_figure(display.NONE, note)
            return
        total = _("{total} in all").format(total=display.yuan(costing.yearly_total, places=0))
        note = f"{name} · {total}" if name else total
        if costing.yearly_difference is None:
            figure_text = display.yuan(costing.yearly_total, places=0)
            note = _("{name} · no present terms to compare").format(name=name)
        else:
            figure_text = display.yuan_change(costing.yearly_difference, places=0)
        self.cost.set_figure(figure_text, note)
        self._show_minimum(costing)
        median = display.amount(costing.median, places=0)
        self.pay.set_figure(
            f"{display.yuan(costing.lowest, places=0)} / {median}",
            _("highest {highest}").format(highest=display.yuan(costing.highest, places=0)),
        )

    def show_step(self, row: CellRow | None, *, waits: bool = False) -> None:
        """Show what one more step on a value costs; None shows none."""
        if row is None or row.yearly_step is None:
            self.step.set_figure(
                display.NONE, _("being costed …") if waits else _("choose an item below")
            )
            return
        self.step.set_figure(
            display_terms.step_change(row.yearly_step),
            f"{display_terms.cell_step(row.cell)} · {display_terms.cell_name(row.cell)}",
        )

    def _show_minimum(self, costing: Costing) -> None:
        minimum = costing.basis.monthly_minimum
        if costing.below_minimum is None or minimum is None:
            self.minimum.set_figure(
                display.NONE, _("minimum wage not known here"), tone=Tone.ATTENTION
            )
            return
        note = _("of {workers} · minimum {minimum} yuan").format(
            workers=display.count(costing.workers), minimum=display.amount(minimum)
        )
        self.minimum.set_figure(
            display.count(costing.below_minimum),
            note,
            tone=Tone.BAD if costing.below_minimum else Tone.GOOD,
        )
