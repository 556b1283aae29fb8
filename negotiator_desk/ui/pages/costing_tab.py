"""What every tab of the costing page can do."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from negotiator_desk.errors import UserError
from negotiator_desk.pay.terms import Terms
from negotiator_desk.services.costing_moves import Moving
from negotiator_desk.services.costing_sheets import CostingSheet
from negotiator_desk.ui.pages.costing_trials import Trials
from negotiator_desk.ui.pages.costing_work import Part
from negotiator_desk.ui.theme import CARD_GAP


class CostingTab(QWidget):
    """One look at the terms that are costed.

    Signals:
        moved: Key and value of a cell, while its handle is moved or when it was typed.
        rested: The hand let go.
        part_wanted: Something in the tab was chosen that its part depends on.
        assumptions_wanted: The assumptions should be opened.
        cell_chosen: Key of a cell of the terms that the tab came to.
        terms_wanted: Whole terms to try (`Terms`).
        job_wanted: Slow work on the terms shown (`Work`) and what the progress strip says of it.
    """

    moved = Signal(object, object)
    rested = Signal()
    part_wanted = Signal()
    assumptions_wanted = Signal()
    cell_chosen = Signal(object)
    terms_wanted = Signal(object)
    job_wanted = Signal(object, object)

    with_board = False
    """Whether the tab shows who gains while a value moves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(CARD_GAP)

    @property
    def is_moving(self) -> bool:
        """Whether a handle of the tab is being moved."""
        return False

    def set_sheet(self, sheet: CostingSheet) -> None:
        """Take another sheet; what was shown is of the sheet before."""

    def set_names(self, after: str, before: str) -> None:
        """Say what the terms shown and those compared with are called."""

    def set_trials(self, trials: Trials) -> None:
        """Take what can be chosen; only tabs that show several terms side by side need it."""

    def show_moving(self, moving: Moving) -> None:
        """Show what follows the hand."""

    def part(self) -> Part | None:
        """What is asked for when the hand rests; None for nothing."""
        return None

    def show_part(self, terms: Terms, answer: Any) -> None:
        """Show what `part` gave for these terms."""

    def refuse_part(self, error: UserError) -> None:
        """Say why there is no part."""

    def show_job(self, terms: Terms, answer: Any) -> None:
        """Show what the slow work gave for these terms."""

    def end_job(self, error: UserError | None) -> None:
        """Take note that the slow work was stopped, or could not be done."""

    def focus_search(self) -> bool:
        """Put the cursor in the tab's search field; False when it has none."""
        return False

    def state(self) -> dict[str, Any]:
        """What is chosen and typed in the tab, to survive a change of language."""
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        """Take up again what `state` returned."""
