"""Costings for the table page, worked out on the worker and kept while the page lives."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from negotiator_desk.errors import InputError, UserError
from negotiator_desk.i18n import _
from negotiator_desk.pay.cells import cells
from negotiator_desk.pay.costing import Costing
from negotiator_desk.pay.terms import Terms
from negotiator_desk.services.costings import cost_of_one_unit, cost_offers, cost_terms
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.offer_fields import OfferFields
from negotiator_desk.ui.jobs import Job


class TableCosts(QObject):
    """Asks for costings and remembers the answers.

    Signals:
        arrived: Some figures that were asked for are ready.
    """

    arrived = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._offers: dict[str, Costing] = {}
        self._steps: dict[str, Mapping[str, Decimal]] = {}
        self._steps_of: dict[str, Terms] = {}
        self._waiting = 0
        self._step_job: Job | None = None
        self._typed_job: Job | None = None

    @property
    def of_offers(self) -> Mapping[str, Costing]:
        """What is known of the offers of the case, by offer id."""
        return self._offers

    @property
    def is_busy(self) -> bool:
        """Whether something that was asked for is not ready yet."""
        return self._waiting > 0

    def steps_of(self, issue_id: str) -> Mapping[str, Decimal]:
        """What one more unit of each value of an issue costs a year, as far as it is known."""
        return self._steps.get(issue_id, {})

    def ask_for_case(self, case_id: str) -> None:
        """Cost every offer of a case; those costed before are at hand at once."""
        self._waiting += 1
        self._context.runner.start(
            partial(self._cost_case, case_id),
            owner=self,
            on_done=self._take_case,
            on_error=self._fail,
            label=_("Costing the offers …"),
        )

    def ask_for_steps(self, issue_id: str, terms: Terms) -> None:
        """Work out what one more unit of each value of these terms costs."""
        if self._steps_of.get(issue_id) == terms:
            return
        self._stop_steps()
        self._steps_of[issue_id] = terms
        self._waiting += 1
        self._step_job = self._context.runner.start(
            partial(self._cost_steps, issue_id, terms),
            owner=self,
            on_done=partial(self._take_steps, issue_id, terms),
            on_error=self._fail,
            label=_("Costing one more step of each item …"),
            can_cancel=True,
        )

    def ask_for_terms(
        self, dialog: OfferFields, terms_by_issue: tuple[tuple[str, Terms], ...]
    ) -> None:
        """Cost what is being typed into an offer; the dialog shows the answer.

        One who types waits; the steps, which take longest, are worked out again later.
        """
        self._stop_steps()
        self.stop_typed_steps()
        self._context.runner.start(
            partial(self._cost_typed, terms_by_issue),
            owner=dialog,
            on_done=dialog.show_costs,
            on_error=partial(self._fail_typed, dialog),
            label=_("Costing the offer …"),
        )

    def ask_for_typed_steps(self, dialog: OfferFields, issue_id: str, terms: Terms) -> None:
        """Work out what one more step of each value costs that is being typed into an offer.

        What was asked before is given up. The page's own steps may be asked for meanwhile; they
        come after these.
        """
        self.stop_typed_steps()
        self._typed_job = self._context.runner.start(
            partial(self._cost_typed_steps, issue_id, terms),
            owner=dialog,
            on_done=partial(_show_steps, dialog, issue_id, terms),
            on_error=partial(self._fail_typed, dialog),
            label=_("Costing one more step of each item …"),
            can_cancel=True,
        )

    @Slot()
    def stop_typed_steps(self) -> None:
        """Give up what was asked of an offer that is typed on, or closed."""
        if self._typed_job is not None:
            self._typed_job.cancel()

    def _cost_case(self, case_id: str, _job: Job) -> dict[str, Costing]:
        return cost_offers(self._context.desk, case_id)

    def _stop_steps(self) -> None:
        if self._step_job is not None:
            self._step_job.cancel()

    def _cost_steps(self, issue_id: str, terms: Terms, job: Job) -> dict[str, Decimal] | None:
        found: dict[str, Decimal] = {}
        values = [cell for cell in cells(terms) if not isinstance(cell.value, str)]
        for number, cell in enumerate(values):
            if job.is_cancelled():
                return None
            job.report(number / len(values))
            try:
                cost = cost_of_one_unit(self._context.desk, issue_id, terms, cell.key)
            except InputError:
                continue  # one more step is not allowed: the value is at its bound
            if cost is not None:
                found[cell.key] = cost.yearly
        return found

    def _cost_typed(
        self, terms_by_issue: tuple[tuple[str, Terms], ...], _job: Job
    ) -> dict[str, Costing | None]:
        found: dict[str, Costing | None] = {}
        for issue_id, terms in terms_by_issue:
            costing = cost_terms(self._context.desk, issue_id, terms)
            found[issue_id] = None if costing is None else costing.costing
        return found

    def _cost_typed_steps(
        self, issue_id: str, terms: Terms, job: Job
    ) -> Mapping[str, Decimal] | None:
        if job.is_cancelled():
            return None
        cost_terms(self._context.desk, issue_id, terms)  # says so if they cannot be costed at all
        return self._cost_steps(issue_id, terms, job)

    @Slot(object)
    def _take_case(self, offers: dict[str, Costing]) -> None:
        self._offers = offers
        self._settle()

    def _take_steps(self, issue_id: str, terms: Terms, steps: Mapping[str, Decimal] | None) -> None:
        if self._steps_of.get(issue_id) == terms:
            if steps is None:
                del self._steps_of[issue_id]
            else:
                self._steps[issue_id] = steps
        self._settle()

    @Slot(object)
    def _fail(self, error: BaseException) -> None:
        self._waiting -= 1
        self._context.show_error(error)

    def _fail_typed(self, dialog: OfferFields, error: BaseException) -> None:
        if isinstance(error, UserError):
            dialog.show_no_costs(error)
        else:
            self._context.show_error(error)

    @Slot()
    def _settle(self) -> None:
        self._waiting -= 1
        self.arrived.emit()


def _show_steps(
    dialog: OfferFields, issue_id: str, terms: Terms, steps: Mapping[str, Decimal] | None
) -> None:
    if steps is not None:
        dialog.show_steps(issue_id, terms, steps)
