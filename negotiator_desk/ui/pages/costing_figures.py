"""The four figures that follow the hand: cost, least gain, minimum wage, pay."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QHBoxLayout, QWidget

from negotiator_desk.i18n import _, n_
from negotiator_desk.pay.minimum import AreaResult
from negotiator_desk.pay.term_result import TermCosting
from negotiator_desk.services.costing_moves import Moving
from negotiator_desk.ui import display
from negotiator_desk.ui.theme import CARD_GAP, Tone
from negotiator_desk.ui.widgets.cards import KeyFigure


class CostingFigures(QWidget):
    """What terms cost, who gains least, who is below the minimum wage, what pay becomes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cost = KeyFigure(_("Cost a year, against the present"))
        self.gain = KeyFigure(_("Least gain a month"))
        self.minimum = KeyFigure(_("Below the minimum wage"))
        self.pay = KeyFigure(_("Lowest and median pay a month"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(CARD_GAP)
        for figure in (self.cost, self.gain, self.minimum, self.pay):
            layout.addWidget(figure, 1)
        self.show_nothing()

    def show_nothing(self, note: str = "") -> None:
        """Show that there are no figures, and why."""
        for figure in (self.cost, self.gain, self.minimum, self.pay):
            figure.set_figure(display.NONE, note)

    def show_moving(self, moving: Moving, term: TermCosting | None) -> None:
        """Show figures.

        Args:
            term: The cost over the contract's term; None while a value moves.
        """
        self._show_cost(moving, term)
        self._show_gain(moving)
        self._show_minimum(moving.areas)
        costing = moving.picture.costing
        self.pay.set_figure(
            f"{display.yuan(costing.lowest, places=0)} / "
            f"{display.amount(costing.median, places=0)}",
            _("highest {highest}").format(highest=display.yuan(costing.highest, places=0)),
        )

    def _show_cost(self, moving: Moving, term: TermCosting | None) -> None:
        costing = moving.picture.costing
        total = _("{total} in all").format(total=display.yuan(costing.yearly_total, places=0))
        if costing.yearly_difference is None:
            figure = display.yuan(costing.yearly_total, places=0)
            note = _("in all; nothing to compare with")
        else:
            figure = display.yuan_change(costing.yearly_difference, places=0)
            note = total if term is None else _term_note(term.term.difference, term)
        self.cost.set_figure(figure, note)
        self.cost.setToolTip(total)

    def _show_gain(self, moving: Moving) -> None:
        if moving.least_gain is None or moving.losing is None or moving.gaining is None:
            self.gain.set_figure(display.NONE, _("nothing to compare with"))
            return
        if moving.losing:
            note = n_("{count} loses", "{count} lose", moving.losing)
            note, tone = note.format(count=display.count(moving.losing)), Tone.BAD
        else:
            note = n_("nobody loses, {count} gains", "nobody loses, {count} gain", moving.gaining)
            note, tone = note.format(count=display.count(moving.gaining)), Tone.GOOD
        self.gain.set_figure(display.yuan_change(moving.least_gain), note, tone=tone)

    def _show_minimum(self, areas: tuple[AreaResult, ...]) -> None:
        if not areas:
            note = _("minimum wage not known here")
            self.minimum.set_figure(display.NONE, note, tone=Tone.ATTENTION)
            return
        first, *others = areas
        notes = [_area_note(first), *(_lower_note(one) for one in others)]
        tone = Tone.BAD if first.below else Tone.GOOD
        self.minimum.set_figure(display.count(first.below), " · ".join(notes), tone=tone)
        self.minimum.setToolTip("\n".join(_area_tip(one) for one in areas))


def _term_note(difference: Decimal | None, term: TermCosting) -> str:
    months = term.assumptions.months
    return n_(
        "{amount} over the term of {months} month",
        "{amount} over the term of {months} months",
        months,
    ).format(amount=display.yuan_change(difference, places=0), months=months)


def _area_note(one: AreaResult) -> str:
    return _("of {workers} at {minimum} yuan").format(
        workers=display.count(one.workers), minimum=display.amount(one.area.monthly, places=0)
    )


def _lower_note(one: AreaResult) -> str:
    return _("{count} at {minimum}").format(
        count=display.count(one.below), minimum=display.amount(one.area.monthly, places=0)
    )


def _area_tip(one: AreaResult) -> str:
    return _("{areas}: {minimum} yuan a month, {count} of {workers} below it. {source}").format(
        areas=_(", ").join(one.area.areas),
        minimum=display.amount(one.area.monthly),
        count=display.count(one.below),
        workers=display.count(one.workers),
        source=one.area.source,
    )
