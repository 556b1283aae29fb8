"""The dialogs of the contract page that change the contract as a whole."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from negotiator_desk.bargaining.parties import CaseKind
from negotiator_desk.drafting.assemble import OWN
from negotiator_desk.services.cases import list_cases
from negotiator_desk.services.contract_views import ContractView
from negotiator_desk.services.own_clauses import add_own_clause
from negotiator_desk.services.wordings import include_clause, save_setup
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.contract_setup import ContractSetupDialog
from negotiator_desk.ui.dialogs.own_clause import OwnClauseDialog


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

    def write_own(self, case_id: str) -> str:
        """Write a clause of one's own and put it into the contract.

        Returns:
            The clause's place; "" when none was written.
        """
        dialog = OwnClauseDialog(parent=self._page)
        places: list[str] = []

        def submit() -> None:
            added = add_own_clause(self._context.desk, dialog.details())
            places.append(OWN + added.value)
            included = include_clause(self._context.desk, case_id, places[0], is_included=True)
            self._context.announce(added)
            self._context.announce(included)

        dialog.set_submit(submit)
        dialog.exec()
        return places[-1] if places else ""
