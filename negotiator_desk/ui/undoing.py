"""Undo and redo as the window offers them: what is taken back is what the menu named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from negotiator_desk.i18n import _
from negotiator_desk.ui.actions import WindowActions

if TYPE_CHECKING:
    from negotiator_desk.services.desk import Desk, Outcome
    from negotiator_desk.services.steps import Step
    from negotiator_desk.ui.pages.base import Page

_LONGEST_TITLE = 24
"""Letters of a case's title that the menu shows; the status line has room for all of it."""


class Undoing:
    """Remembers which steps the menu names, so that work finished since is left alone.

    A page that keeps steps of its own is asked first; the store's follow once it has none.
    """

    def __init__(self, actions: WindowActions) -> None:
        """Offer nothing yet."""
        self._actions = actions
        self._undo: Step | None = None
        self._redo: Step | None = None
        self._case_id: str | None = None
        self._elsewhere: dict[str, str] = {}
        actions.show_undo(None, None)

    def show(self, desk: Desk, page: Page | None, case_id: str | None) -> None:
        """Name in the menu what can be undone and redone now.

        Args:
            page: The page in view, whose own steps come first.
            case_id: The case in view; what belongs to another is named with it.
        """
        undo, redo = desk.undo_step, desk.redo_step
        if (undo, redo, case_id) != (self._undo, self._redo, self._case_id):
            self._undo, self._redo, self._case_id = undo, redo, case_id
            self._elsewhere = {
                step.transaction_id: title
                for step in (undo, redo)
                if step is not None and (title := _title_elsewhere(desk, step, case_id))
            }
        own_undo, own_redo = ("", "") if page is None else (page.undo_name(), page.redo_name())
        self._actions.show_undo(own_undo or self._named(undo), own_redo or self._named(redo))

    def undo_own(self, page: Page | None) -> str:
        """Undo the page's own latest step; return what to say of it, "" if it has none."""
        name = "" if page is None else page.undo_name()
        if page is None or not name:
            return ""
        page.undo()
        return _("Undone: {operation}").format(operation=name)

    def redo_own(self, page: Page | None) -> str:
        """Redo the page's own step; return what to say of it, "" if it has none."""
        name = "" if page is None else page.redo_name()
        if page is None or not name:
            return ""
        page.redo()
        return _("Redone: {operation}").format(operation=name)

    def undo(self, desk: Desk) -> tuple[Outcome[str], str]:
        """Take back the step that the menu names; return the outcome and what to say of it.

        Raises:
            RuleError: Another operation was finished since; nothing was undone.
            StorageError: The disk refused; nothing was changed.
        """
        step = self._undo
        outcome = desk.undo(expected=step.transaction_id if step else "")
        return outcome, self._said(_("Undone: {operation}"), outcome, step)

    def redo(self, desk: Desk) -> tuple[Outcome[str], str]:
        """Repeat the step that the menu names; return the outcome and what to say of it.

        Raises:
            RuleError: Another operation was finished since; nothing was redone.
            StorageError: The disk refused; nothing was changed.
        """
        step = self._redo
        outcome = desk.redo(expected=step.transaction_id if step else "")
        return outcome, self._said(_("Redone: {operation}"), outcome, step)

    def _named(self, step: Step | None) -> str | None:
        """Name a step for the menu."""
        from negotiator_desk.services.operations import label

        if step is None:
            return None
        title = self._elsewhere.get(step.transaction_id, "")
        if len(title) > _LONGEST_TITLE:
            title = title[:_LONGEST_TITLE].rstrip() + "…"
        return _with_case(label(step.operation), title).replace("&", "&&")

    def _said(self, sentence: str, outcome: Outcome[str], step: Step | None) -> str:
        from negotiator_desk.services.operations import label

        title = "" if step is None else self._elsewhere.get(step.transaction_id, "")
        return sentence.format(operation=_with_case(label(outcome.value), title))


def _with_case(operation: str, title: str) -> str:
    if not title:
        return operation
    return _("{operation} ({case})").format(operation=operation, case=title)


def _title_elsewhere(desk: Desk, step: Step, case_id: str | None) -> str:
    """Return the title of the case that a step belongs to; "" if it is the one in view or none."""
    from negotiator_desk.services.steps import cases_of

    found = cases_of(desk, step)
    if not found or case_id in {case.id for case in found}:
        return ""
    return found[0].title
