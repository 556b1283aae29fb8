"""The clauses of one's own: put into this contract, changed, removed, written anew."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from negotiator_desk.drafting.assemble import OWN
from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _, p_
from negotiator_desk.services.contract_views import get_contract
from negotiator_desk.services.own_clauses import (
    OwnClauseView,
    add_own_clause,
    edit_own_clause,
    list_own_clauses,
    trash_own_clause,
)
from negotiator_desk.services.wordings import include_clause
from negotiator_desk.ui import display
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.own_clause import OwnClauseDialog
from negotiator_desk.ui.theme import GRID
from negotiator_desk.ui.widgets.buttons import QuietButton
from negotiator_desk.ui.widgets.forms import FieldError, FormDialog
from negotiator_desk.ui.widgets.rows import Column, RowsModel
from negotiator_desk.ui.widgets.table import DataTable


class OwnClausesDialog(FormDialog):
    """Lists the clauses of one's own, for all contracts; its first button puts one into this one.

    Attributes:
        placed: Place of the clause that was put into the contract; "" = none.
    """

    def __init__(self, context: Context, case_id: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Own clauses"), _("Put into the contract"), parent, width=760)
        self._context = context
        self._case_id = case_id
        self.placed = ""
        self.table: DataTable[OwnClauseView] = DataTable(_("Own clauses"), RowsModel(_columns()))
        self.table.setMinimumHeight(280)
        self.table.empty.set_words(
            _("No clause of your own yet."),
            _("What you write once can be put into every contract."),
        )
        self.new = QuietButton(_("&New clause …"))
        self.change = QuietButton(_("C&hange …"))
        self.remove = QuietButton(_("Remo&ve"))
        self.add_widget(self.table, 1)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for button, work in (
            (self.new, self.write),
            (self.change, self.edit),
            (self.remove, self.trash),
        ):
            button.clicked.connect(work)
            row.addWidget(button)
        row.addStretch(1)
        self.content.addLayout(row)
        self.table.chosen.connect(self._tell_state)
        self.set_submit(self.place)
        self._show()

    def place(self) -> None:
        """Put the chosen clause into the contract.

        Raises:
            FieldError: None is chosen, or it is a variant, which is chosen at its clause.
        """
        view = self.table.current()
        if view is None:
            raise FieldError(self.table, _("Choose a clause, or write one."))
        if view.clause.origin:
            raise FieldError(
                self.table, _("A variant is chosen at the clause that it is a variant of.")
            )
        place = OWN + view.clause.id
        self._context.announce(
            include_clause(self._context.desk, self._case_id, place, is_included=True)
        )
        self.placed = place

    @Slot()
    def write(self) -> None:
        """Write a new clause and choose it."""
        dialog = OwnClauseDialog(parent=self)
        added: list[str] = []

        def submit() -> None:
            outcome = add_own_clause(self._context.desk, dialog.details())
            added.append(outcome.value)
            self._context.announce(outcome)

        dialog.set_submit(submit)
        dialog.exec()
        self._show()
        if added:
            self.table.choose(lambda row: row.clause.id == added[0])

    @Slot()
    def edit(self) -> None:
        """Change the chosen clause for all contracts; versions keep what they said."""
        view = self.table.current()
        if view is None:
            return
        dialog = OwnClauseDialog(view.clause, self)
        dialog.set_submit(
            lambda: self._context.announce(
                edit_own_clause(self._context.desk, view.clause.id, dialog.details())
            )
        )
        dialog.exec()
        self._show()

    @Slot()
    def trash(self) -> None:
        """Remove the chosen clause; undo brings it back."""
        view = self.table.current()
        if view is not None:
            self._do(
                lambda: self._context.announce(trash_own_clause(self._context.desk, view.clause.id))
            )

    def _do(self, work: Callable[[], None]) -> None:
        try:
            work()
        except UserError as error:
            self.message.show_error(error)
        self._show()

    def _show(self) -> None:
        self.table.set_rows(list_own_clauses(self._context.desk), key=_id)
        if self.table.current() is None:
            standing = {
                one.text.key for one in get_contract(self._context.desk, self._case_id).clauses
            }
            self.table.choose(lambda row: OWN + row.clause.id not in standing)
        self._tell_state(self.table.current())

    @Slot(object)
    def _tell_state(self, view: OwnClauseView | None) -> None:
        for button in (self.save_button, self.change, self.remove):
            button.setEnabled(view is not None)


def _columns() -> tuple[Column[OwnClauseView], ...]:
    return (
        Column(_("Clause"), _title, width=200),
        Column(_("Kind"), _kind, width=120),
        Column(_("Wording"), _wording, tooltip=_wording, stretches=True),
        Column(_("Written"), _written, width=136),
    )


def _id(row: OwnClauseView) -> str:
    return row.clause.id


def _title(row: OwnClauseView) -> str:
    return row.clause.title


def _kind(row: OwnClauseView) -> str:
    if row.clause.is_imported:
        return p_("own clause", "imported")
    if not row.clause.origin:
        return p_("own clause", "clause")
    return p_("own clause", "variant, behind") if row.is_behind else p_("own clause", "variant")


def _wording(row: OwnClauseView) -> str:
    return row.clause.text


def _written(row: OwnClauseView) -> str:
    return display.moment(row.written_at)
