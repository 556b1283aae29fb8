"""What every tab of the table page is."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from negotiator_desk.ui.context import Context


class TableTab(QWidget):
    """One part of the table: offers, concessions, what is possible, the record of the session.

    Signals:
        session_wanted: An offer is to be tabled, and the case has no session to put it in.
        offers_wanted: The tab where offers are tabled is wanted.
        offer_wanted: An offer of a package is wanted: its issue ids and terms.

    Attributes:
        context: The store, the worker and the ways back to the window.
        case_id: The case shown; None before the first.
    """

    session_wanted = Signal()
    offers_wanted = Signal()
    offer_wanted = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.case_id: str | None = None

    def show_case(self, case_id: str) -> None:
        """Show a case from the start; called when the page shows another one."""
        self.case_id = case_id
        self.refresh(frozenset())

    def refresh(self, changed: frozenset[str]) -> None:
        """Show the store as it is now, keeping what was chosen and what is half typed.

        Called when the tab comes into view and whenever something changed while it is in view.

        Args:
            changed: Names of the tables an operation changed; empty means everything may have.
        """

    def come_into_view(self) -> None:
        """Take the cursor, where typing belongs to one place; called when the tab is chosen."""

    def state(self) -> dict[str, Any]:
        """Unsaved input and what is chosen, to survive a change of language."""
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        """Take up again what `state` returned; called after `show_case`."""

    def leave(self) -> bool:
        """Whether the tab can be left now; one with unsaved input keeps it or asks first."""
        return True

    def may_close(self) -> bool:
        """Whether the window can be closed now; what would be lost with the tab is kept first."""
        return True
