"""The four figures that follow the hand: cost, least gain, minimum wage, pay."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QHBoxLayout, QWidget

from negotiator_desk.i18n import _, n_
from negotiator_desk.pay.assumptions import Assumptions
from negotiator_desk.pay.minimum import AreaResult
from negotiator_desk.pay.quality import (
    Quality,
    Range,
    figure_text,
    finding,
    range_text,
    widen,
    worst,
)
from negotiator_desk.pay.term_result import TermCosting
from negotiator_desk.services.costing_moves import Moving
from negotiator_desk.ui import display
from negotiator_desk.ui.theme import CARD_GAP, Tone
from negotiator_desk.ui.widgets.cards import KeyFigure


class CostingFigures(QWidget):
    """What terms cost, who gains least, who is below the minimum wage, what pay becomes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cost = KeyFigure(_("Cost a year, without on-costs"))
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

    def show_moving(self, moving: Moving, term: TermCosting | None, assumed: Assumptions) -> None:
        """Show figures, as ranges where the inputs are not measured.

        Args:
            term: The cost over the contract's term; None while a value moves.
            assumed: Says how the records and what is assumed were come by.
        """
        facts = assumed.facts_quality
        self._show_cost(moving, term, assumed)
        self._show_gain(moving, facts)
        self._show_minimum(moving.areas)
        costing = moving.picture.costing
        if facts is Quality.MEASURED:
            note = _("highest {highest}").format(highest=display.yuan(costing.highest, places=0))
        else:
            ranges = (_range(costing.lowest, facts), _range(costing.median, facts))
            note = " / ".join(range_text(one) for one in ranges)
        lowest, median = (_rounded(one, facts) for one in (costing.lowest, costing.median))
        self.pay.set_figure(f"{display.YUAN_SIGN}{lowest} / {median}", note)

    def _show_cost(self, moving: Moving, term: TermCosting | None, assumed: Assumptions) -> None:
        costing, facts = moving.picture.costing, assumed.facts_quality
        total = _("{total} in all").format(
            total=f"{display.YUAN_SIGN}{_rounded(costing.yearly_total, facts)}"
        )
        if costing.yearly_difference is None:
            figure = f"{display.YUAN_SIGN}{_rounded(costing.yearly_total, facts)}"
            note = _("in all; nothing to compare with")
        else:
            figure = _rounded_change(costing.yearly_difference, facts)
            note = total if term is None else _term_note(term, assumed)
        self.cost.set_figure(figure, note)
        tips = [_what_cost_is(is_compared=costing.yearly_difference is not None), total, note]
        if term is not None:
            tips.append(_("The term is costed with all that is entered under the assumptions."))
        if facts is not Quality.MEASURED:
            amount = costing.yearly_difference
            if amount is None:
                amount = costing.yearly_total
            tips.append(finding(_range(amount, facts), facts))
        self.cost.setToolTip("\n".join(tips))

    def _show_gain(self, moving: Moving, facts: Quality) -> None:
        if moving.least_gain is None or moving.losing is None or moving.gaining is None:
            self.gain.set_figure(display.NONE, _("nothing to compare with"))
            return
        if moving.losing:
            note = n_("{count} loses", "{count} lose", moving.losing)
            note, tone = note.format(count=display.count(moving.losing)), Tone.BAD
        else:
            note = n_("nobody loses, {count} gains", "nobody loses, {count} gain", moving.gaining)
            note, tone = note.format(count=display.count(moving.gaining)), Tone.GOOD
        figure = display.yuan_change(moving.least_gain)
        if facts is not Quality.MEASURED:
            figure = _rounded_change(moving.least_gain, facts)
            tip = finding(_range(moving.least_gain, facts), facts)
            self.gain.setToolTip(tip)
        self.gain.set_figure(figure, note, tone=tone)

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


def _term_note(term: TermCosting, assumed: Assumptions) -> str:
    """Say what the whole term costs more: a range if the records or the assumptions are none."""
    months, difference = term.assumptions.months, term.term.difference
    assert difference is not None, "there is something to compare with"
    quality = worst((assumed.facts_quality, assumed.assumptions_quality))
    amount = display.yuan_change(difference, places=0)
    if quality is not Quality.MEASURED:
        amount = range_text(_range(difference, quality))
    text = n_("Term of {months} month", "Term of {months} months", months).format(months=months)
    entered = _entered(term.assumptions)
    if entered:
        text = _("{term} ({entered})").format(term=text, entered=entered)
    return _("{term}: {amount}").format(term=text, amount=amount)


def _entered(assumed: Assumptions) -> str:
    """Name what the cost over the term holds beside pay; "" where nothing is entered."""
    has_steps = any(part != 1 for part in assumed.phase_in)
    if assumed.on_costs and has_steps:
        return _("with on-costs, in steps")
    if assumed.on_costs:
        return _("with on-costs")
    return _("in steps") if has_steps else ""


def _what_cost_is(*, is_compared: bool) -> str:
    if not is_compared:
        return _("Pay and yearly items of all workers in a year, without the employer's on-costs.")
    return _(
        "Pay and yearly items of all workers in a year, against the present: the whole increase, "
        "without the employer's on-costs."
    )


def _range(amount: Decimal, quality: Quality) -> Range:
    return widen(amount, (quality,))


def _rounded(amount: Decimal, quality: Quality) -> str:
    """Yuan in the digits that the records allow; whole yuan where they allow all."""
    if quality is Quality.MEASURED:
        return display.amount(amount, places=0)
    return figure_text(_range(amount, quality).value)


def _rounded_change(amount: Decimal, quality: Quality) -> str:
    """The same as a difference, with its sign; about so much where it is not exact."""
    if quality is Quality.MEASURED:
        return display.yuan_change(amount, places=0)
    value = _range(amount, quality).value
    sign = "+" if value > 0 else "−" if value < 0 else "±"
    return f"≈ {sign}{display.YUAN_SIGN}{figure_text(abs(value))}"


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
