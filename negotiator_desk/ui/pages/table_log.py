"""The card with the log of offers on an issue, and what can be done with the chosen one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from negotiator_desk.bargaining.offers import STANDING, OfferState
from negotiator_desk.i18n import _
from negotiator_desk.services.offer_views import OfferView
from negotiator_desk.ui import display
from negotiator_desk.ui.itemmodels.offers import OfferRow, changes_in_words, offer_columns
from negotiator_desk.ui.pages.table_actions import OfferActions
from negotiator_desk.ui.theme import TYPE_ROW
from negotiator_desk.ui.widgets.buttons import PrimaryButton, QuietButton
from negotiator_desk.ui.widgets.cards import Card
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole
from negotiator_desk.ui.widgets.rows import RowsModel
from negotiator_desk.ui.widgets.table import DataTable


class OfferLog(Card):
    """Every offer on an issue, the latest first, with its cost.

    Signals:
        chosen: The offer now in view (`OfferView`), or None.
        offer_wanted: The first offer is to be tabled.

    Attributes:
        buttons: What can be done with the offer in view.
        board_button: Leads to the board of all offers of the case.
    """

    chosen = Signal(object)
    offer_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Offers"), parent)
        self.table = DataTable(
            _("Offers"), RowsModel(offer_columns()), search=False, row_height=TYPE_ROW
        )
        self.table.empty.set_words(
            _("No offer on this issue yet."),
            _("An offer starts from the present terms; only what differs is typed."),
        )
        self.first_button = PrimaryButton(_("Table an &offer"))
        self.table.empty.add_button(self.first_button, self.offer_wanted.emit)
        self.board_button = QuietButton(_("All offers"), "Ctrl+L")
        self.add_to_head(self.board_button)
        self._detail = TextLabel(role=TextRole.NOTE, wrap=True)
        self.buttons = OfferActions(3)
        self.accept_button = self.buttons.accept
        self.withdraw_button = self.buttons.withdraw
        header = self.table.view.horizontalHeader().sizeHint().height()
        self.table.view.setMinimumHeight(header + _ROWS_SHOWN * TYPE_ROW + 2)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._detail)
        self.body.addWidget(self.buttons)
        self.table.chosen.connect(self._show_chosen)
        self._show_chosen(None)

    def add_private(self, box: QWidget) -> None:
        """Put what one's own side alone sees between the offers and what can be done with them."""
        self.body.insertWidget(self.body.indexOf(self._detail) + 1, box)

    def set_rows(self, rows: Sequence[OfferRow]) -> None:
        """Show an issue's offers in the order they were tabled."""
        self.table.set_rows(tuple(reversed(rows)), key=_id)

    def choose(self, offer_id: str | None) -> None:
        """Bring an offer into view; None brings the latest that still stands."""
        if offer_id is not None and self.table.choose(lambda row: row.offer.id == offer_id):
            return
        if not self.table.choose(lambda row: row.offer.state in _SPOKEN):
            self.table.choose(lambda row: True)

    def current(self) -> OfferView | None:
        """The offer in view."""
        row = self.table.current()
        return None if row is None else row.offer

    @Slot(object)
    def _show_chosen(self, row: OfferRow | None) -> None:
        reason = self.buttons.show_row(row)
        self._detail.setText("" if row is None else detail_of(row, reason))
        self._detail.setVisible(row is not None)
        self.chosen.emit(None if row is None else row.offer)


_ROWS_SHOWN = 3
"""Offers that are whole in sight even on the smallest screen."""
_CHANGES_SHOWN = 1
"""Values named in the small print; all of them stand in the comparison."""
_ARGUMENT_SHOWN = 90
"""Characters of an argument in the small print; the pointer finds all of it on the row."""
_SPOKEN = STANDING | {OfferState.SETTLED}


def detail_of(row: OfferRow, reason: str) -> str:
    """Say in a few lines who put an offer, what is new in it, and why it cannot be accepted."""
    offer = row.offer
    kind = _("Binding") if offer.is_binding else _("Exploratory")
    head = [kind, display.moment(offer.tabled_at)]
    if offer.speaker_name:
        head.append(offer.speaker_name)
    lines = [" · ".join(head)]
    if len(row.titles) > 1:
        lines.append(
            _("Stands or falls as a whole: {issues}").format(issues=_(", ").join(row.titles))
        )
    if offer.changed_cells:
        new = changes_in_words(offer.changed_cells, most=_CHANGES_SHOWN)
        lines.append(_("New: {changes}").format(changes=new))
    if offer.changed_from_other:
        lines.append(
            _("Against the other side: {changes}").format(
                changes=changes_in_words(offer.changed_from_other, most=_CHANGES_SHOWN)
            )
        )
    if offer.argument:
        words = " ".join(offer.argument.split())
        cut = words if len(words) <= _ARGUMENT_SHOWN else f"{words[:_ARGUMENT_SHOWN]}…"
        lines.append(_("Argument: {text}").format(text=cut))
    if reason and offer.state in STANDING:
        lines.append(reason)
    return "\n".join(lines)


def _id(row: OfferRow) -> str:
    return row.offer.id
