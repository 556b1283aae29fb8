"""Opens the form of an offer and does what it was filled in for."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import _
from negotiator_desk.pay.terms import Terms
from negotiator_desk.services.offer_sketches import SketchDetails, SketchView, save_sketch
from negotiator_desk.services.offer_views import OfferView
from negotiator_desk.services.tabling import table_prepared
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.offer_form import OfferDialog
from negotiator_desk.ui.dialogs.offer_start import IssueOnTable
from negotiator_desk.ui.dialogs.typed_ahead import TypedAhead
from negotiator_desk.ui.pages.table_case import TableCase
from negotiator_desk.ui.pages.table_costs import TableCosts
from negotiator_desk.ui.pages.table_private import TablePrivate


class OfferForms(QObject):
    """Makes the form, answers its questions, and tables or keeps what it holds.

    Signals:
        tabled: Ids of the offers now on the table (`tuple[str, ...]`); announced already.
        closed: A form was closed.

    Attributes:
        began_at: Where the cursor was when the last form was opened.
    """

    tabled = Signal(object)
    closed = Signal()

    def __init__(
        self, context: Context, costs: TableCosts, private: TablePrivate, window: QWidget
    ) -> None:
        super().__init__(window)
        self._context = context
        self._costs = costs
        self._private = private
        self._window = window
        self.began_at: QWidget | None = None

    def open(
        self, case: TableCase, issue_id: str, *, key: str = "", text: str = ""
    ) -> OfferDialog | None:
        """Open the form with one issue in it; None where the case has no session or no such issue.

        It is seen even if the curtain is drawn, and vanishes when it is drawn the next time.

        Args:
            key: Of the value to begin with; "" for the first number.
            text: What was typed of it already.
        """
        dialog = self._make(case, issue_id)
        if dialog is not None:
            dialog.begin_at(key, text)
            self._show(dialog)
        return dialog

    def open_sketch(self, case: TableCase, sketch: SketchView) -> OfferDialog | None:
        """Open the form with a draft in it; while the curtain is drawn it waits."""
        dialog = self._make(case, sketch.details.terms[0][0])
        if dialog is not None:
            dialog.use_sketch(sketch)
            self._show_or_wait(dialog)
        return dialog

    def open_terms(
        self, case: TableCase, side: Side, terms: tuple[tuple[str, Terms], ...]
    ) -> OfferDialog | None:
        """Open the form with a package in it, tied; while the curtain is drawn it waits."""
        dialog = self._make(case, terms[0][0])
        if dialog is not None:
            details = SketchDetails(side, terms, is_tied=len(terms) > 1)
            dialog.use(details, _("Starts from a package of what is possible."))
            self._show_or_wait(dialog)
        return dialog

    def open_copy(self, case: TableCase, offer: OfferView) -> OfferDialog | None:
        """Open the form with an offer of the log in it, and all that is tied to it, as `open`."""
        dialog = self._make(case, offer.issue_id)
        if dialog is not None:
            terms = tuple((one.issue_id, one.terms) for one in case.package(offer))
            details = SketchDetails(
                offer.side, terms, offer.argument, offer.is_binding, offer.is_tied
            )
            dialog.use(details, _("Copied from an earlier offer."))
            self._show(dialog)
        return dialog

    def _show(self, dialog: OfferDialog) -> None:
        dialog.ask_for_costs()
        dialog.open()
        TypedAhead(dialog)

    def _show_or_wait(self, dialog: OfferDialog) -> None:
        dialog.ask_for_costs()
        self._context.curtain.open(dialog)
        if dialog.isVisible():
            TypedAhead(dialog)

    def _make(self, case: TableCase, issue_id: str) -> OfferDialog | None:
        item = case.items.get(issue_id)
        if item is None or case.meeting is None:
            return None
        dialog = OfferDialog(
            tuple(case.items.values()),
            side=_whose_turn(item),
            chosen=issue_id,
            session_number=case.meeting.number,
            curtain=self._context.curtain,
            speakers=case.speakers(),
            last_speaker=case.last_speaker(),
            sketches=self._private.sketches,
            parent=self._window,
        )
        self.began_at = self._window.window().focusWidget()
        # An offer in preparation is private until it is tabled. One begun with the curtain drawn
        # is typed in the open: whoever shows this screen to the room has no other way to type it.
        self._context.curtain.cover(dialog)
        dialog.costs_wanted.connect(partial(self._costs.ask_for_terms, dialog))
        dialog.costs_wanted.connect(partial(self._private.ask_for_terms, dialog, case.items))
        dialog.steps_wanted.connect(partial(self._costs.ask_for_typed_steps, dialog))
        dialog.set_check(self._private.check)
        dialog.set_submit(partial(self._table, dialog, case.meeting.id))
        dialog.set_keep(partial(self._keep, dialog, case.case.id))
        dialog.finished.connect(self._costs.stop_typed_steps)
        dialog.finished.connect(self.closed)
        return dialog

    def _table(self, dialog: OfferDialog, session_id: str) -> None:
        outcome = table_prepared(self._context.desk, session_id, dialog.offer())
        self._context.announce(outcome)
        self.tabled.emit(outcome.value)

    def _keep(self, dialog: OfferDialog, case_id: str) -> None:
        outcome = save_sketch(
            self._context.desk, case_id, dialog.draft(), sketch_id=dialog.sketch_id
        )
        self._context.announce(outcome)


def _whose_turn(item: IssueOnTable) -> Side:
    """The side that did not speak last; the employee side begins."""
    return item.offers[-1].side.other if item.offers else Side.EMPLOYEE
