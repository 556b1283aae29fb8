"""Two ways to turn money into terms, on one tab: a sum a year, and the labour minute."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _
from negotiator_desk.pay.terms import Terms
from negotiator_desk.services.costing_moves import Moving
from negotiator_desk.services.costing_sheets import CostingSheet
from negotiator_desk.ui.pages.costing_tab import CostingTab
from negotiator_desk.ui.pages.costing_tab_minutes import MinutesTab
from negotiator_desk.ui.pages.costing_tab_money import MoneyTab
from negotiator_desk.ui.pages.costing_work import Part
from negotiator_desk.ui.widgets.buttons import QuietButton

_OTHER_KEY = "Ctrl+J"
"""Changes between the two."""


class ConvertTab(CostingTab):
    """What a rate table needs of both; with one tab for each there would be more than nine."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.money = MoneyTab()
        self.minutes = MinutesTab()
        self.to_minutes = QuietButton(_("Labour minutes"), _OTHER_KEY)
        self.to_money = QuietButton(_("Same money"), _OTHER_KEY)
        self.money.card.add_to_head(self.to_minutes)
        self.minutes.card.add_to_head(self.to_money)
        self._stack = QStackedWidget()
        for tab in self._tabs:
            self._stack.addWidget(tab)
            tab.moved.connect(self.moved)
            tab.rested.connect(self.rested)
            tab.part_wanted.connect(self.part_wanted)
            tab.terms_wanted.connect(self.terms_wanted)
        self.body.addWidget(self._stack, 1)
        self.to_minutes.clicked.connect(self.show_minutes)
        self.to_money.clicked.connect(self.show_money)

    @Slot()
    def show_minutes(self) -> None:
        """Show the labour minutes."""
        self._stack.setCurrentWidget(self.minutes)
        self.minutes.operation.setFocus()

    @Slot()
    def show_money(self) -> None:
        """Show the other forms of the money."""
        self._stack.setCurrentWidget(self.money)
        self.money.budget.setFocus()
        self.part_wanted.emit()

    @override
    def set_sheet(self, sheet: CostingSheet) -> None:
        for tab in self._tabs:
            tab.set_sheet(sheet)

    @override
    def show_moving(self, moving: Moving) -> None:
        for tab in self._tabs:
            tab.show_moving(moving)

    @override
    def part(self) -> Part | None:
        return self.money.part() if self._shows_money else None

    @override
    def show_part(self, terms: Terms, answer: Any) -> None:
        self.money.show_part(terms, answer)

    @override
    def refuse_part(self, error: UserError) -> None:
        self.money.refuse_part(error)

    @override
    def state(self) -> dict[str, Any]:
        return {
            "shows_money": self._shows_money,
            "money": self.money.state(),
            "minutes": self.minutes.state(),
        }

    @override
    def restore(self, state: dict[str, Any]) -> None:
        self.money.restore(state["money"])
        self.minutes.restore(state["minutes"])
        self._stack.setCurrentWidget(self.money if state["shows_money"] else self.minutes)

    @property
    def _tabs(self) -> tuple[CostingTab, CostingTab]:
        return self.money, self.minutes

    @property
    def _shows_money(self) -> bool:
        return self._stack.currentWidget() is self.money
