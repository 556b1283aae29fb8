"""Keeps the contract as a version or as the final text, and takes up versions again."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _, n_
from negotiator_desk.services.contracts import DraftRow, draft_contract, finish_contract
from negotiator_desk.services.desk import Outcome
from negotiator_desk.services.restoring import restore_version
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.jobs import Job
from negotiator_desk.ui.widgets.messages import InlineMessage


class VersionKeeper(QObject):
    """Makes versions on the worker.

    Signals:
        busy_changed: Whether a version is being made.

    Attributes:
        message: Says why no version was made; the page shows it.
    """

    busy_changed = Signal(bool)

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self.message = InlineMessage()

    def draft(self, case_id: str, look: str) -> None:
        """Keep the contract as it stands as the next version."""
        self._start(partial(self._draft, case_id, look), _("Drafting the contract …"))

    def finish(self, case_id: str, look: str) -> None:
        """Make the final text."""
        self._start(partial(self._finish, case_id, look), _("Making the final text …"))

    def restore(self, draft: DraftRow) -> bool:
        """Take up a version again; False when that was refused."""
        try:
            outcome = restore_version(self._context.desk, draft.id)
        except UserError as error:
            self._context.show_error(error)
            return False
        self._context.announce(outcome)
        text = _("The contract says what version {version} said.").format(version=draft.version)
        if outcome.value:
            text = n_(
                "Version {version} is taken up; {count} clause does not fit any more.",
                "Version {version} is taken up; {count} clauses do not fit any more.",
                outcome.value,
            ).format(version=draft.version, count=outcome.value)
        self._context.say(text)
        return True

    def _start(self, work: partial[Outcome[DraftRow]], label: str) -> None:
        self.busy_changed.emit(True)
        self.message.clear()
        self._context.runner.start(
            work, owner=self, on_done=self._take, on_error=self._refuse, label=label
        )

    def _draft(self, case_id: str, look: str, _job: Job) -> Outcome[DraftRow]:
        return draft_contract(self._context.desk, case_id, look=look)

    def _finish(self, case_id: str, look: str, _job: Job) -> Outcome[DraftRow]:
        return finish_contract(self._context.desk, case_id, look=look)

    @Slot(object)
    def _take(self, outcome: Outcome[DraftRow]) -> None:
        self.busy_changed.emit(False)
        self._context.announce(outcome)
        draft = outcome.value
        if not outcome.changed:
            text = _("Nothing it would print has changed since version {version}.")
        elif draft.is_final:
            text = _("Version {version} is the final text.")
        else:
            text = _("Version {version} is kept.")
        self._context.say(text.format(version=draft.version))

    @Slot(object)
    def _refuse(self, error: BaseException) -> None:
        self.busy_changed.emit(False)
        if isinstance(error, UserError):
            self.message.show_error(error)
        else:
            self._context.show_error(error)
