"""Does with an offer what a button of the table says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _
from negotiator_desk.services.desk import Outcome
from negotiator_desk.services.offer_sketches import SketchView, remove_sketch
from negotiator_desk.services.offer_views import OfferView
from negotiator_desk.services.offers import (
    accept_offer,
    hold_offer,
    release_offer,
    withdraw_offer,
)
from negotiator_desk.ui import display
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.evidence_form import open_evidence
from negotiator_desk.ui.dialogs.offer_compare import OfferCompareDialog
from negotiator_desk.ui.pages.table_case import TableCase


class OfferDoing(QObject):
    """Accepts, holds, releases and withdraws offers, and opens what belongs to one."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._window = window

    def accept(self, case: TableCase, offer: OfferView) -> None:
        """Accept an offer, with all that is tied to it, for the other side; undo takes it back."""
        if case.meeting is None:
            return
        side, meeting = offer.side.other, case.meeting.id
        if not self._do(lambda: accept_offer(self._context.desk, offer.id, side, meeting)):
            return
        titles = _(", ").join(case.title(one) for one in case.package(offer))
        sentence = (
            _("{side} accepted the whole package; agreed: {issues}. Undo takes it back.")
            if offer.tied_with
            else _("{side} accepted: “{issues}” is agreed. Undo takes it back.")
        )
        self._context.say(sentence.format(side=display.side(side), issues=titles))

    def hold(self, case: TableCase, offer: OfferView) -> None:
        """Hold an offer tentatively for the other side: it binds nobody."""
        if case.meeting is None:
            return
        side, meeting = offer.side.other, case.meeting.id
        if self._do(lambda: hold_offer(self._context.desk, offer.id, side, meeting)):
            self._context.say(
                _("Held tentatively: {side} would take it if all the rest is settled.").format(
                    side=display.side(side)
                )
            )

    def release(self, _case: TableCase, offer: OfferView) -> None:
        """Hold an offer no longer; it stays on the table."""
        self._do(lambda: release_offer(self._context.desk, offer.id))

    def withdraw(self, _case: TableCase, offer: OfferView) -> None:
        """Take an offer, with all that is tied to it, off the table; it stays on the record."""
        self._do(lambda: withdraw_offer(self._context.desk, offer.id))

    def show_evidence(self, case: TableCase, offer: OfferView) -> None:
        """Show the files behind an offer."""
        open_evidence(self._context, case.case.id, offer_id=offer.id, parent=self._window)

    def compare(self, case: TableCase, offer: OfferView) -> None:
        """Show an offer against what each side said last."""
        dialog = OfferCompareDialog(offer, case.items[offer.issue_id], self._window)
        self._context.curtain.listen_in(dialog)
        dialog.open()

    @Slot(object)
    def throw_away(self, sketch: SketchView) -> None:
        """Throw a draft away; undo brings it back."""
        self._do(lambda: remove_sketch(self._context.desk, sketch.id))

    def _do(self, work: Callable[[], Outcome[Any]]) -> bool:
        """Do something and tell everybody; False if it was refused, which is shown."""
        try:
            outcome = work()
        except UserError as error:
            self._context.show_error(error)
            return False
        self._context.announce(outcome)
        return True
