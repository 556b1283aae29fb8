"""The dialogs of the contract page that change the contract as a whole."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from negotiator_desk.bargaining.parties import CaseKind
from negotiator_desk.services.cases import list_cases
from negotiator_desk.services.contract_views import ContractView
from negotiator_desk.services.wordings import save_setup
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.contract_setup import ContractSetupDialog
from negotiator_desk.ui.dialogs.own_clauses import OwnClausesDialog


class ContractDialogs(QObject):
    """Opens them over the page and does what they ask for."""

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._page = page

    def set_up(self, case_id: str, view: ContractView) -> None:
        """Choose kind, languages, main contract and floor."""
        floors = tuple(
            (one.id, f"{one.number} {one.title}")
            for one in list_cases(self._context.desk)
            if one.id != case_id
            and (one.kind is not CaseKind.ENTERPRISE or one.id == view.setup.floor_case_id)
        )
        dialog = ContractSetupDialog(view.setup, view.kind_by_terms, floors, self._page)
        dialog.set_submit(
            lambda: self._context.announce(save_setup(self._context.desk, case_id, dialog.setup()))
        )
        dialog.exec()

    def own_clauses(self, case_id: str) -> str:
        """Show the clauses of one's own, to put one into the contract, change or write one.

        Returns:
            The place of the clause that was put into the contract; "" = none was.
        """
        dialog = OwnClausesDialog(self._context, case_id, self._page)
        dialog.exec()
        return dialog.placed
