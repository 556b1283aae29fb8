"""The card with the log of offers, and what can be done with the chosen one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from negotiator_desk.bargaining.offers import OfferState
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import _
from negotiator_desk.pay.cells import CellChange
from negotiator_desk.pay.costing import Costing
from negotiator_desk.services.offer_views import OfferView
from negotiator_desk.ui import display, display_terms
from negotiator_desk.ui.itemmodels.cells import short_side
from negotiator_desk.ui.itemmodels.offers import OfferRow, offer_columns
from negotiator_desk.ui.widgets.buttons import PrimaryButton, SecondaryButton
from negotiator_desk.ui.widgets.cards import Card
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole
from negotiator_desk.ui.widgets.rows import RowsModel
from negotiator_desk.ui.widgets.table import DataTable

_CHANGES_SHOWN = 4


class OfferLog(Card):
    """Every offer on an issue, the latest first, with its cost.

    Signals:
        chosen: The offer now in view (`OfferView`), or None.
        offer_wanted, accept_wanted, withdraw_wanted: A button was pressed.
    """

    chosen = Signal(object)
    offer_wanted = Signal()
    accept_wanted = Signal()
    withdraw_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Offers"), parent)
        self.table = DataTable(_("Offers"), RowsModel(offer_columns()), search=False)
        self.table.empty.set_words(
            _("No offer on this issue yet."),
            _("An offer starts from the present terms; only what differs is typed."),
        )
        first = PrimaryButton(_("Table an &offer"))
        self.table.empty.add_button(first, self.offer_wanted.emit)
        self._detail = TextLabel(role=TextRole.NOTE, wrap=True)
        self.accept_button = SecondaryButton(_("Accept"), "Ctrl+Return")
        self.withdraw_button = SecondaryButton(_("Withdraw"), "Ctrl+B")
        self.accept_button.clicked.connect(self.accept_wanted)
        self.withdraw_button.clicked.connect(self.withdraw_wanted)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._detail)
        self.body.addWidget(self.accept_button)
        self.body.addWidget(self.withdraw_button)
        self.table.chosen.connect(self._show_chosen)
        self._show_chosen(None)

    def set_offers(self, offers: Sequence[OfferView], costs: Mapping[str, Costing]) -> None:
        """Show an issue's offers and what is known of their costs."""
        settled = any(offer.state is OfferState.SETTLED for offer in offers)
        rows = tuple(OfferRow(offer, costs.get(offer.id), settled) for offer in reversed(offers))
        self.table.set_rows(rows, key=_id)

    def choose(self, offer_id: str | None) -> None:
        """Bring an offer into view; None brings the latest that still stands."""
        if offer_id is not None and self.table.choose(lambda row: row.offer.id == offer_id):
            return
        if not self.table.choose(lambda row: row.offer.state in _STANDING):
            self.table.choose(lambda row: True)

    def current(self) -> OfferView | None:
        """The offer in view."""
        row = self.table.current()
        return None if row is None else row.offer

    @Slot(object)
    def _show_chosen(self, row: OfferRow | None) -> None:
        offer = None if row is None else row.offer
        stands = row is not None and offer is not None and offer.state is OfferState.TABLED
        reason = "" if row is None else _why_not(row)
        self.accept_button.setEnabled(stands and not reason)
        self.withdraw_button.setEnabled(stands and row is not None and not row.is_settled)
        if offer is not None:
            self.accept_button.set_label(_accept_label(offer.side.other))
            self.accept_button.setToolTip(reason or _accepts(offer.side.other))
            self.accept_button.setStatusTip(reason)
            self.accept_button.setAccessibleDescription(reason)
        self._detail.setText("" if offer is None else _detail(offer, reason))
        self._detail.setVisible(offer is not None)
        self.chosen.emit(offer)


_STANDING = frozenset({OfferState.TABLED, OfferState.SETTLED})


def _why_not(row: OfferRow) -> str:
    """Why an offer cannot be accepted; "" if it can."""
    if row.offer.state is OfferState.SETTLED:
        return _("This offer was accepted.")
    if row.is_settled:
        return _("The issue is agreed by another offer.")
    if row.offer.state is OfferState.WITHDRAWN:
        return _("This offer was withdrawn.")
    if row.offer.state is OfferState.SUPERSEDED:
        return _("A later offer of the same side took its place.")
    if not row.offer.is_binding:
        return _("An exploratory offer cannot be accepted: answer it with an offer.")
    return ""


def _accept_label(side: Side) -> str:
    return _("{side} accepts").format(side=short_side(side))


def _accepts(side: Side) -> str:
    return _("{side} accepts the offer in view").format(side=display.side(side))


def _id(row: OfferRow) -> str:
    return row.offer.id


def _detail(offer: OfferView, reason: str) -> str:
    kind = _("Binding") if offer.is_binding else _("Exploratory")
    lines = [f"{kind} · {display.moment(offer.tabled_at)}"]
    if offer.changed_cells:
        shown = _("; ").join(_change(change) for change in offer.changed_cells[:_CHANGES_SHOWN])
        more = len(offer.changed_cells) - _CHANGES_SHOWN
        if more > 0:
            shown = _("{changes}; and {count} more").format(changes=shown, count=more)
        lines.append(shown)
    if offer.argument:
        lines.append(_("Argument: {text}").format(text=offer.argument))
    if reason and offer.state is OfferState.TABLED:
        lines.append(reason)
    return "\n".join(lines)


def _change(change: CellChange) -> str:
    cell = change.after or change.before
    assert cell is not None, "a change has at least one side"
    return _("{item}: {before} → {after}").format(
        item=display_terms.cell_name(cell),
        before=display_terms.cell_text(change.before),
        after=display_terms.cell_text(change.after),
    )
