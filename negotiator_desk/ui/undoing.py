"""Undo and redo as the window offers them: what is taken back is what the menu named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from negotiator_desk.i18n import _
from negotiator_desk.ui.actions import WindowActions

if TYPE_CHECKING:
    from negotiator_desk.services.desk import Desk, Outcome


class Undoing:
    """Remembers which steps the menu names, so that work finished since is left alone."""

    def __init__(self, actions: WindowActions) -> None:
        """Offer nothing yet."""
        self._actions = actions
        self._undo_id = ""
        self._redo_id = ""
        actions.show_undo(None, None)

    def show(self, desk: Desk) -> None:
        """Name in the menu what can be undone and redone now."""
        from negotiator_desk.services.operations import label

        undo, redo = desk.undo_step, desk.redo_step
        self._undo_id = undo.transaction_id if undo else ""
        self._redo_id = redo.transaction_id if redo else ""
        self._actions.show_undo(
            label(undo.operation) if undo else None, label(redo.operation) if redo else None
        )

    def undo(self, desk: Desk) -> tuple[Outcome[str], str]:
        """Take back the step that the menu names; return the outcome and what to say of it.

        Raises:
            RuleError: Another operation was finished since; nothing was undone.
            StorageError: The disk refused; nothing was changed.
        """
        outcome = desk.undo(expected=self._undo_id)
        return outcome, _said(_("Undone: {operation}"), outcome)

    def redo(self, desk: Desk) -> tuple[Outcome[str], str]:
        """Repeat the step that the menu names; return the outcome and what to say of it.

        Raises:
            RuleError: Another operation was finished since; nothing was redone.
            StorageError: The disk refused; nothing was changed.
        """
        outcome = desk.redo(expected=self._redo_id)
        return outcome, _said(_("Redone: {operation}"), outcome)


def _said(sentence: str, outcome: Outcome[str]) -> str:
    from negotiator_desk.services.operations import label

    return sentence.format(operation=label(outcome.value))
