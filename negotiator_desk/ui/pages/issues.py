"""The agenda of a case: what is to be settled, on which facts, and what holds today."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from negotiator_desk.bargaining.offers import IssueState, OfferState
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _, n_
from negotiator_desk.pay.dataset import Dataset
from negotiator_desk.services.cases import get_case
from negotiator_desk.services.datasets import list_datasets, load_dataset
from negotiator_desk.services.issues import (
    IssueView,
    add_issue,
    edit_issue,
    list_issues,
    remove_issue,
)
from negotiator_desk.services.offer_views import list_offers
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.evidence_form import open_evidence
from negotiator_desk.ui.dialogs.issue_form import IssueDialog
from negotiator_desk.ui.itemmodels.cells import cell_rows
from negotiator_desk.ui.itemmodels.issues import issue_columns
from negotiator_desk.ui.itemmodels.terms import term_columns
from negotiator_desk.ui.jobs import Job
from negotiator_desk.ui.pages.issues_private import PrivateWork
from negotiator_desk.ui.pages.listing import ListingPage
from negotiator_desk.ui.places import PageName, Place
from negotiator_desk.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from negotiator_desk.ui.widgets.cards import Card
from negotiator_desk.ui.widgets.rows import RowsModel
from negotiator_desk.ui.widgets.table import DataTable


class IssuesPage(ListingPage):
    """Adds, changes and removes issues; enters present terms and, privately, mandates."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._case_title = ""
        self.new_button = PrimaryButton(_("Add issue"), "Ctrl+I")
        self.edit_button = SecondaryButton(_("Edit"), "F2")
        self.remove_button = SecondaryButton(_("Remove"), "Del")
        self.evidence_button = SecondaryButton(_("Evidence"), "Ctrl+E")
        self.to_table = SecondaryButton(_("To the table"), "Ctrl+T")
        self.private = PrivateWork(
            context, self, case_id=lambda: self.case_id, issue=lambda: self.table.current()
        )
        self.add_button(self.private.button)
        for head_button, work in (
            (self.remove_button, self.remove),
            (self.edit_button, self.edit),
            (self.evidence_button, self.show_evidence),
            (self.to_table, self.go_to_table),
            (self.new_button, self.add),
        ):
            head_button.clicked.connect(work)
            self.add_button(head_button)
        self.table = DataTable(_("Issues"), RowsModel(issue_columns()))
        self.table.empty.set_words(
            _("There is no issue on the agenda yet."),
            _(
                "An issue is one thing to be settled: piece rates, commission shares, skill-grade "
                "wages, a number or a text."
            ),
        )
        self.table.empty.add_button(PrimaryButton(_("&Add issue")), self.add)
        self.table.chosen.connect(self._show_terms)
        self.table.opened.connect(self._edit_issue)
        self.terms = DataTable(
            _("Terms of the issue"), RowsModel(term_columns()), search=False, row_height=30
        )
        self.terms.empty.set_words(
            _("No present terms."),
            _("Enter what holds today, so that every offer can be compared with it."),
        )
        self.terms.empty.add_button(SecondaryButton(_("Enter &present terms")), self.edit)
        self._detail = Card(_("Terms"))
        self.mandates = {
            Side.EMPLOYEE: QuietButton(_("Private mandate, e&mployee side")),
            Side.EMPLOYER: QuietButton(_("Private mandate, employe&r side")),
        }
        for side, button in self.mandates.items():
            button.clicked.connect(partial(self.open_mandate, side))
            self._detail.add_to_head(button)
        self._detail.body.addWidget(self.terms, 1)
        self.lay_out(self._detail, shares=(5, 6))

    @override
    def title(self) -> str:
        return _("Issues")

    @override
    def subtitle(self) -> str:
        rows = self.table.model.rows
        agreed = sum(row.state is IssueState.AGREED for row in rows)
        text = n_(
            "{agreed} of {count} issue agreed", "{agreed} of {count} issues agreed", len(rows)
        )
        return f"{self._case_title} · {text.format(agreed=agreed, count=len(rows))}"

    @override
    def refresh(self, changed: frozenset[str]) -> None:
        case_id = self.case_id
        self._case_title = get_case(self.context.desk, case_id).title
        self.table.set_rows(list_issues(self.context.desk, case_id), key=_id)
        self._show_terms(self.table.current())
        self.update_head()

    @Slot()
    def add(self) -> None:
        """Open the form for a new issue."""
        dialog = self._dialog(None)
        dialog.set_submit(partial(self._add, dialog))
        dialog.open()

    @Slot()
    def edit(self) -> None:
        """Open the form of the issue chosen."""
        self._edit_issue(self.table.current())

    @Slot()
    def remove(self) -> None:
        """Take the issue chosen off the agenda; undo brings it back."""
        row = self.table.current()
        if row is None:
            return
        try:
            self.context.announce(remove_issue(self.context.desk, row.id))
        except UserError as error:
            self.context.show_error(error)
            return
        self.context.say(_("“{issue}” was removed. Undo brings it back.").format(issue=row.title))

    @Slot()
    def go_to_table(self) -> None:
        """Go to the table with the issue chosen."""
        row = self.table.current()
        if row is not None:
            self.context.go(Place(PageName.TABLE, row.case_id, row.id))

    @Slot()
    def show_evidence(self) -> None:
        """Show the files of the issue chosen."""
        row = self.table.current()
        if row is not None:
            open_evidence(self.context, row.case_id, issue_id=row.id, parent=self)

    def open_mandate(self, side: Side, _checked: bool = False) -> None:
        """Open one side's private mandate on the issue chosen."""
        try:
            self.private.open_mandate(side)
        except UserError as error:
            self.context.show_error(error)

    def _dialog(self, issue: IssueView | None) -> IssueDialog:
        dialog = IssueDialog(list_datasets(self.context.desk, self.case_id), issue, self)
        dialog.names_wanted.connect(partial(self._load_names, dialog))
        return dialog

    @Slot(object)
    def _edit_issue(self, issue: IssueView | None) -> None:
        if issue is not None:
            dialog = self._dialog(issue)
            if reason := self._why_locked(issue):
                dialog.lock(reason)
            dialog.set_submit(partial(self._change, dialog, issue.id))
            dialog.open()

    def _why_locked(self, issue: IssueView) -> str:
        """Why an issue can only be read now; "" while it can be changed."""
        if issue.state is IssueState.AGREED:
            return _("This issue is agreed: what was agreed on stays as it is.")
        states = {offer.state for offer in list_offers(self.context.desk, issue.id)}
        if OfferState.TABLED in states:
            return _("An offer on this issue is on the table: what it answers stays as it is.")
        return ""

    def _add(self, dialog: IssueDialog) -> None:
        outcome = add_issue(self.context.desk, self.case_id, dialog.details())
        self.context.announce(outcome)
        self.table.choose(lambda row: row.id == outcome.value)

    def _change(self, dialog: IssueDialog, issue_id: str) -> None:
        self.context.announce(edit_issue(self.context.desk, issue_id, dialog.details()))

    def _load_names(self, dialog: IssueDialog, dataset_id: str) -> None:
        self.context.runner.start(
            partial(self._load, dataset_id),
            owner=dialog,
            on_done=dialog.take_names,
            on_error=self.context.show_error,
            label=_("Reading the data …"),
        )

    def _load(self, dataset_id: str, _job: Job) -> Dataset:
        return load_dataset(self.context.desk, dataset_id)

    @Slot(object)
    def _show_terms(self, issue: IssueView | None) -> None:
        for button in (
            self.edit_button,
            self.remove_button,
            self.evidence_button,
            self.to_table,
            *self.mandates.values(),
        ):
            button.setEnabled(issue is not None)
        self._detail.setVisible(issue is not None)
        if issue is None:
            return
        self._detail.set_title(issue.title)
        # Where one side's last word would stand, this table has what was agreed.
        self.terms.set_rows(cell_rows(issue.present_terms, issue.agreed_terms, None))


def _id(row: IssueView) -> str:
    return row.id
