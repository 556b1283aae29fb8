"""Pages of a case that list one thing, with the chosen row's details below the list."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter
from typing_extensions import override

from negotiator_desk.ui.pages.base import Page
from negotiator_desk.ui.places import Place
from negotiator_desk.ui.theme import CARD_GAP
from negotiator_desk.ui.widgets.cards import Card
from negotiator_desk.ui.widgets.table import DataTable


class ListingPage(Page):
    """Keeps what is chosen and searched for in `table`, whose rows have an `id`.

    A subclass makes the table and the detail card in `__init__` and hands them to `lay_out`.
    """

    table: DataTable[Any]

    def lay_out(self, detail: Card, *, shares: tuple[int, int]) -> None:
        """Put the table above the details.

        Args:
            detail: What is known of the chosen row.
            shares: How the table and the details share what height is left over.
        """
        listed = Card()
        listed.body.addWidget(self.table, 1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setHandleWidth(CARD_GAP)
        splitter.setChildrenCollapsible(False)
        for number, (card, share) in enumerate(zip((listed, detail), shares, strict=True)):
            splitter.addWidget(card)
            splitter.setStretchFactor(number, share)
        self.body.addWidget(splitter, 1)

    @override
    def show_place(self, place: Place) -> None:
        self.place = place
        self.refresh(frozenset())
        if place.item_id is not None:
            self.table.choose(lambda row: bool(row.id == place.item_id))
        elif self.table.current() is None:
            self.table.choose(lambda row: True)
        self.table.view.setFocus()

    @override
    def state(self) -> dict[str, Any]:
        current = self.table.current()
        return {
            "chosen": current.id if current else None,
            "search": self.table.search_text(),
        }

    @override
    def restore(self, state: dict[str, Any]) -> None:
        self.table.set_search_text(state["search"])
        self.table.choose(lambda row: bool(row.id == state["chosen"]))

    @override
    def focus_search(self) -> bool:
        return self.table.focus_search()
