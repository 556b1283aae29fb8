"""The log of offers: who put what when, where it stands and what it costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from negotiator_desk.bargaining.offers import OfferState
from negotiator_desk.i18n import _, p_
from negotiator_desk.pay.cells import CellChange
from negotiator_desk.pay.costing import Costing
from negotiator_desk.services.offer_views import OfferView
from negotiator_desk.ui import display, display_terms
from negotiator_desk.ui.itemmodels.cells import circled, short_side
from negotiator_desk.ui.theme import Tone
from negotiator_desk.ui.widgets.rows import Column


@dataclass(frozen=True)
class OfferRow:
    """An offer as the log shows it.

    Attributes:
        costing: None until it is known, or where there are no data.
        is_settled: The issue is agreed, by this offer or another.
    """

    offer: OfferView
    costing: Costing | None = None
    is_settled: bool = False

    @property
    def yearly(self) -> Decimal | None:
        """Yuan a year against the present terms, or in all where there are none."""
        if self.costing is None:
            return None
        if self.costing.yearly_difference is not None:
            return self.costing.yearly_difference
        return self.costing.yearly_total


def offer_columns() -> tuple[Column[OfferRow], ...]:
    """Return the columns of the log."""
    return (
        Column(_("Offer"), _side, sort=_time, tone=_tone, tooltip=_tip, stretches=True),
        Column(p_("column", "Sess."), _session, sort=_session_number, is_figure=True, width=50),
        Column(
            _("Yuan a year"),
            _cost,
            sort=_cost_value,
            is_figure=True,
            tooltip=_cost_tip,
            width=98,
        ),
        Column(_("State"), _state, tone=_state_tone, tooltip=_state_tip, width=106),
    )


def _side(row: OfferRow) -> str:
    return f"{short_side(row.offer.side)} {circled(row.offer.round)}"


def _tip(row: OfferRow) -> str:
    kind = _("Binding") if row.offer.is_binding else _("Exploratory")
    lines = [f"{kind} · {display.moment(row.offer.tabled_at)}"]
    if row.offer.argument:
        lines.append(row.offer.argument)
    return "\n".join(lines)


def _time(row: OfferRow) -> datetime:
    return row.offer.tabled_at


def _tone(row: OfferRow) -> Tone:
    return display.tone_of_side(row.offer.side)


def _session(row: OfferRow) -> str:
    return display.count(row.offer.session_number)


def _session_number(row: OfferRow) -> int:
    return row.offer.session_number


def _cost(row: OfferRow) -> str:
    if row.costing is not None and row.costing.yearly_difference is not None:
        return display_terms.signed(row.costing.yearly_difference, places=0)
    return display.amount(row.yearly, places=0)


def _cost_value(row: OfferRow) -> Decimal | None:
    return row.yearly


def _cost_tip(row: OfferRow) -> str:
    if row.costing is None:
        return ""
    return _("{total} yuan a year in all").format(total=display.amount(row.costing.yearly_total))


def _state(row: OfferRow) -> str:
    if row.is_settled and row.offer.state is OfferState.TABLED:
        return p_("offer state", "Not accepted")
    if not row.offer.is_binding and row.offer.state is OfferState.TABLED:
        return p_("offer state", "Exploratory")
    return display.offer_state(row.offer.state)


def _state_tone(row: OfferRow) -> Tone:
    if row.is_settled and row.offer.state is OfferState.TABLED:
        return Tone.NEUTRAL
    return display.tone_of_offer(row.offer.state)


def _state_tip(row: OfferRow) -> str:
    if row.offer.agreed_session_number is None:
        return ""
    return p_("offer", "Accepted in session {number}").format(
        number=row.offer.agreed_session_number
    )


_CHANGES_SHOWN = 4


def changes_in_words(changes: Sequence[CellChange]) -> str:
    """Say which values differ, and from what to what; of many only the first ones."""
    shown = _("; ").join(_change(change) for change in changes[:_CHANGES_SHOWN])
    more = len(changes) - _CHANGES_SHOWN
    if more > 0:
        return _("{changes}; and {count} more").format(changes=shown, count=more)
    return shown


def _change(change: CellChange) -> str:
    cell = change.after or change.before
    assert cell is not None, "a change has at least one side"
    return _("{item}: {before} → {after}").format(
        item=display_terms.cell_name(cell),
        before=display_terms.cell_text(change.before),
        after=display_terms.cell_text(change.after),
    )
