"""What one's own side alone sees of the offers: their value, its mandate, its drafts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import UserError
from negotiator_desk.pay.terms import Terms
from negotiator_desk.services.mandates import check_offer
from negotiator_desk.services.offer_sketches import SketchView, list_sketches
from negotiator_desk.services.side_briefs import own_side
from negotiator_desk.services.worths import Worth, offer_worths, worth_of
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.offer_fields import OfferFields
from negotiator_desk.ui.dialogs.offer_private import PrivateView
from negotiator_desk.ui.dialogs.offer_start import IssueOnTable
from negotiator_desk.ui.jobs import Job


class TablePrivate(QObject):
    """Asks for values and remembers the answers; whoever shows them covers them with the curtain.

    Signals:
        arrived: Values that were asked for are ready.
    """

    arrived = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._worths: Mapping[str, Worth] = {}
        self.own_side = Side.EMPLOYEE
        self.sketches: tuple[SketchView, ...] = ()

    def refresh(self, case_id: str) -> None:
        """Read a case's drafts, and ask for the values of its offers."""
        self.own_side = own_side(self._context.desk, case_id)
        self.sketches = list_sketches(self._context.desk, case_id)
        self._context.runner.start(
            partial(self._value_offers, case_id, self.own_side),
            owner=self,
            on_done=self._take,
            on_error=self._context.show_error,
        )

    def worth(self, offer_ids: Sequence[str]) -> int | None:
        """Return what offers are worth to one's own side together; None where one is unknown.

        In hundredths of a point.
        """
        found = [self._worths[one].own for one in offer_ids if one in self._worths]
        known = [one for one in found if one is not None]
        return sum(known) if len(known) == len(offer_ids) else None

    def check(self, side: Side, terms_by_issue: Sequence[tuple[str, Terms]]) -> tuple[str, ...]:
        """Return what is outside one's own mandate; of the other side's offers nothing is."""
        if side is not self.own_side:
            return ()
        try:
            warnings = check_offer(self._context.desk, side, terms_by_issue)
        except UserError:
            return ()  # Tabling says what is wrong with the terms.
        return tuple(one.text for one in warnings)

    def ask_for_terms(
        self,
        dialog: OfferFields,
        items: Mapping[str, IssueOnTable],
        terms_by_issue: tuple[tuple[str, Terms], ...],
    ) -> None:
        """Work out what an offer that is being typed means; the dialog shows the answer."""
        last = [
            offer.id
            for issue_id, _terms in terms_by_issue
            if (offer := items[issue_id].last_word(self.own_side)) is not None
        ]
        last_worth = self.worth(last) if len(last) == len(terms_by_issue) else None
        self._context.runner.start(
            partial(self._value_typed, dialog.side, last_worth, terms_by_issue),
            owner=dialog,
            on_done=dialog.show_private,
            on_error=partial(self._fail, dialog),
        )

    def _value_offers(self, case_id: str, side: Side, _job: Job) -> Mapping[str, Worth]:
        return offer_worths(self._context.desk, case_id, side)

    def _value_typed(
        self,
        side: Side,
        last_worth: int | None,
        terms_by_issue: tuple[tuple[str, Terms], ...],
        _job: Job,
    ) -> PrivateView:
        found = [
            worth_of(self._context.desk, issue_id, self.own_side, terms).own
            for issue_id, terms in terms_by_issue
        ]
        known = [one for one in found if one is not None]
        return PrivateView(
            own_side=self.own_side,
            worth=sum(known) if len(known) == len(found) else None,
            last_worth=last_worth,
            warnings=self.check(side, terms_by_issue),
        )

    @Slot(object)
    def _take(self, worths: Mapping[str, Worth]) -> None:
        self._worths = worths
        self.arrived.emit()

    def _fail(self, dialog: OfferFields, error: BaseException) -> None:
        if isinstance(error, UserError):
            dialog.show_private(None)
        else:
            self._context.show_error(error)
