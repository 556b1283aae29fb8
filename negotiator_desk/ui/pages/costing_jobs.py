"""Slow work of the costing page that gives way to the hand: steps of each value, jobs of a tab."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _
from negotiator_desk.pay.terms import Terms
from negotiator_desk.services.costing_moves import step_costs
from negotiator_desk.services.costing_sheets import CostingSheet
from negotiator_desk.ui.jobs import Job, JobRunner
from negotiator_desk.ui.pages.costing_tab import CostingTab
from negotiator_desk.ui.pages.costing_work import Work


class StepCosts(QObject):
    """What one more step of each value costs a year; whoever types or drags waits for nothing.

    Signals:
        arrived: Yuan a year by the cell's key.
    """

    arrived = Signal(object)

    def __init__(
        self, runner: JobRunner, on_error: Callable[[BaseException], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._on_error = on_error
        self._asked: tuple[CostingSheet, Terms] | None = None
        self._job: Job | None = None

    @property
    def is_busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._job is not None

    def ask(self, sheet: CostingSheet, terms: Terms) -> None:
        """Work the steps out, unless they are known or being worked out."""
        if self._asked is not None and self._asked[0] is sheet and self._asked[1] == terms:
            return
        self.stop()
        self._asked = (sheet, terms)
        self._job = job = self._runner.start(
            partial(_work_out_steps, sheet, terms),
            owner=self,
            on_done=lambda steps: self._take(job, steps),
            on_error=lambda error: self._fail(job, error),
            on_cancelled=lambda: self._take(job, None),
            label=_("Costing one more step of each item …"),
            can_cancel=True,
        )

    def stop(self) -> None:
        """Let go of what is being worked out."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._asked = None

    def forget(self) -> None:
        """Work out anew whatever is asked next."""
        self.stop()
        self._asked = None

    def _take(self, job: Job, steps: Mapping[str, Decimal] | None) -> None:
        if job is not self._job:
            return
        self._job = None
        if steps is None:
            self._asked = None
        else:
            self.arrived.emit(steps)

    def _fail(self, job: Job, error: BaseException) -> None:
        if job is self._job:
            self._job = None
        if not isinstance(error, UserError):  # the picture says so of the terms
            self._on_error(error)


class TabJobs(QObject):
    """Slow work that a tab asked for, on the terms it shows; other terms stop it."""

    def __init__(
        self, runner: JobRunner, on_error: Callable[[BaseException], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._on_error = on_error
        self._job: Job | None = None

    @property
    def is_busy(self) -> bool:
        """Whether work is in hand."""
        return self._job is not None

    def start(
        self, tab: CostingTab, sheet: CostingSheet, terms: Terms, work: Work, label: str
    ) -> None:
        """Begin; the tab is told how it ends."""
        self.stop()
        self._job = self._runner.start(
            partial(work, sheet, terms),
            owner=tab,
            on_done=partial(self._take, tab, terms),
            on_error=partial(self._fail, tab),
            on_cancelled=partial(self._end, tab, None),
            label=label,
            can_cancel=True,
        )

    def stop(self) -> None:
        """Ask the work in hand to stop."""
        if self._job is not None:
            self._job.cancel()

    def _take(self, tab: CostingTab, terms: Terms, answer: Any) -> None:
        was_stopped = self._job is not None and self._job.is_cancelled()
        if was_stopped:
            self._end(tab, None)
        else:
            self._job = None
            tab.show_job(terms, answer)

    def _fail(self, tab: CostingTab, error: BaseException) -> None:
        if isinstance(error, UserError):
            self._end(tab, error)
            return
        self._end(tab, None)
        self._on_error(error)

    def _end(self, tab: CostingTab, error: UserError | None) -> None:
        self._job = None
        tab.end_job(error)


def _work_out_steps(sheet: CostingSheet, terms: Terms, job: Job) -> Any:
    return step_costs(sheet, terms, is_cancelled=job.is_cancelled, on_part=job.report)
