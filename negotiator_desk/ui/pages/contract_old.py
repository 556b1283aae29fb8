"""Old agreements on the contract page: their articles taken over, and they themselves removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from negotiator_desk.drafting.assemble import OWN
from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _, n_
from negotiator_desk.services.contracts import DraftRow
from negotiator_desk.services.desk import Outcome
from negotiator_desk.services.editions import BaselineKind, Edition, EditionRequest
from negotiator_desk.services.old_agreements import (
    AgreementRow,
    get_agreement,
    remove_agreement,
    take_over_clauses,
)
from negotiator_desk.services.wordings import include_clause
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.word_import_articles import TakeOverDialog
from negotiator_desk.ui.jobs import Job
from negotiator_desk.ui.pages.base import Page


class OldAgreements(QObject):
    """Takes articles over and removes agreements for the contract page.

    Signals:
        taken_over: The place of the first clause, and "" for the clause as a whole.
    """

    taken_over = Signal(object, object)

    def __init__(self, context: Context, page: Page) -> None:
        super().__init__(page)
        self._context = context
        self._page = page

    @Slot(object)
    def take_over(self, agreement_id: str) -> None:
        """Choose articles and put them into the contract, on the worker."""
        dialog = TakeOverDialog(get_agreement(self._context.desk, agreement_id), self._page)
        chosen: list[int] = []
        dialog.set_submit(lambda: chosen.extend(dialog.indexes()))
        dialog.exec()
        if chosen:
            self._context.runner.start(
                partial(self._take_over, self._page.case_id, agreement_id, tuple(chosen)),
                owner=self,
                on_done=self._say_taken,
                on_error=self._context.show_error,
                label=_("Taking over articles …"),
            )

    @Slot(object)
    def remove(self, agreement_id: str) -> None:
        """Remove an agreement; undo brings it back."""
        try:
            outcome = remove_agreement(self._context.desk, agreement_id)
        except UserError as error:
            self._context.show_error(error)
            return
        self._context.announce(outcome)
        self._context.say(_("The old agreement is removed; undo brings it back."))

    def _take_over(
        self, case_id: str, agreement_id: str, indexes: Sequence[int], _job: Job
    ) -> Outcome[tuple[str, ...]]:
        desk = self._context.desk
        taken = take_over_clauses(desk, agreement_id, indexes)
        places = tuple(OWN + own for own in taken.value)
        changed = taken.changed
        for place in places:
            changed |= include_clause(desk, case_id, place, is_included=True).changed
        return Outcome(places, changed)

    @Slot(object)
    def _say_taken(self, outcome: Outcome[tuple[str, ...]]) -> None:
        self._context.announce(outcome)
        count = len(outcome.value)
        self._context.say(
            n_(
                "{count} article stands in the contract now.",
                "{count} articles stand in the contract now.",
                count,
            ).format(count=count)
        )
        self.taken_over.emit(outcome.value[0], "")


def still_there(
    request: EditionRequest, drafts: Sequence[DraftRow], agreements: Sequence[AgreementRow]
) -> EditionRequest:
    """Return what is shown, or the contract where that was removed or undone."""
    versions = {draft.id for draft in drafts}
    known = {
        BaselineKind.VERSION: versions,
        BaselineKind.OLD_AGREEMENT: {agreement.id for agreement in agreements},
        BaselineKind.MODEL: {""},
    }
    draft_id = request.draft_id if request.draft_id in versions else None
    baseline = request.baseline
    if baseline is not None and baseline.id not in known[baseline.kind]:
        return replace(request, edition=Edition.CONTRACT, draft_id=draft_id, baseline=None)
    return replace(request, draft_id=draft_id)
