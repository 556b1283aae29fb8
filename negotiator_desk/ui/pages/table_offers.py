"""The offers on the table: what each side offers on each issue, what it costs, how far apart."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from negotiator_desk.bargaining.offers import IssueState
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _
from negotiator_desk.services.issues import list_issues
from negotiator_desk.services.offer_views import OfferView, list_case_offers
from negotiator_desk.services.offers import accept_offer, table_offer, withdraw_offer
from negotiator_desk.services.sessions import SessionView, list_sessions
from negotiator_desk.ui import display
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.offer_form import OfferDialog
from negotiator_desk.ui.dialogs.offer_start import IssueOnTable
from negotiator_desk.ui.itemmodels.cells import CellRow, circled
from negotiator_desk.ui.pages.table_costs import TableCosts
from negotiator_desk.ui.pages.table_figures import TableFigures
from negotiator_desk.ui.pages.table_log import OfferLog
from negotiator_desk.ui.pages.table_tab import TableTab
from negotiator_desk.ui.pages.table_terms import TermsCard
from negotiator_desk.ui.places import PageName, Place
from negotiator_desk.ui.theme import CARD_GAP
from negotiator_desk.ui.widgets.buttons import PrimaryButton
from negotiator_desk.ui.widgets.empty import EmptyState


class OffersTab(TableTab):
    """Tables, accepts and withdraws offers in a negotiation session.

    Signals:
        session_wanted: An offer is to be tabled, and the case has no session to put it in.

    Attributes:
        offer_button: The page puts it into its head.
    """

    session_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._sessions: tuple[SessionView, ...] = ()
        self._items: dict[str, IssueOnTable] = {}
        self._issue_id: str | None = None
        self.costs = TableCosts(context, self)
        self.offer_button = PrimaryButton(_("Table offer"), "Ctrl+T", self)
        self.offer_button.clicked.connect(self.new_offer)
        self.figures = TableFigures()
        self.terms = TermsCard()
        self.log = OfferLog()
        self.log.setFixedWidth(392)
        self._nothing = EmptyState()
        self._nothing.set_words(
            _("There is nothing on the table yet."),
            _("The agenda needs an issue before an offer can be tabled."),
        )
        self._nothing.add_button(PrimaryButton(_("To the &issues")), self.go_to_issues)
        self._shown = self._lay_out()
        self.stack = QStackedWidget()
        self.stack.addWidget(self._shown)
        self.stack.addWidget(self._nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack, 1)
        self.terms.issue_chosen.connect(self.show_issue)
        self.terms.cell_chosen.connect(self._show_step)
        self.log.chosen.connect(self._show_offer)
        self.log.offer_wanted.connect(self.new_offer)
        self.log.accept_wanted.connect(self.accept)
        self.log.withdraw_wanted.connect(self.withdraw)
        self.costs.arrived.connect(self._take_costs)

    @override
    def title(self) -> str:
        return _("O&ffers")

    @override
    def show_case(self, case_id: str) -> None:
        self._issue_id = None
        super().show_case(case_id)
        self.begin()

    def begin(self) -> None:
        """Choose the offer that stands, and put the cursor into the terms."""
        self.log.choose(None)
        self.terms.table.view.setFocus()

    @override
    def refresh(self, changed: frozenset[str]) -> None:
        if self.case_id is None:
            return
        desk = self.context.desk
        self._sessions = list_sessions(desk, self.case_id)
        offers = list_case_offers(desk, self.case_id)
        issues = list_issues(desk, self.case_id)
        self._items = {issue.id: IssueOnTable(issue, offers[issue.id]) for issue in issues}
        self._issue_id = self.terms.set_issues(issues, self._issue_id)
        self.stack.setCurrentWidget(self._shown if issues else self._nothing)
        self.offer_button.setEnabled(any(one.state is IssueState.OPEN for one in issues))
        self.costs.ask_for_case(self.case_id)
        self._show_issue()

    @override
    def state(self) -> dict[str, Any]:
        offer, cell = self.log.current(), self.terms.current()
        return {
            "issue": self._issue_id,
            "offer": offer.id if offer else None,
            "cell": cell.key if cell else None,
        }

    @override
    def restore(self, state: dict[str, Any]) -> None:
        if state["issue"] in self._items:
            self.show_issue(state["issue"])
        self.log.choose(state["offer"])
        self.terms.table.choose(lambda row: row.key == state["cell"])

    @Slot(object)
    def show_issue(self, issue_id: str) -> None:
        """Bring an issue of the case into view."""
        self._issue_id = issue_id
        place = self.terms.issues.findData(issue_id)
        self.terms.issues.setCurrentIndex(place)
        self._show_issue()
        self.log.choose(None)

    @Slot()
    def go_to_issues(self) -> None:
        """Go to the agenda."""
        self.context.go(Place(PageName.ISSUES, self.case_id))

    @Slot()
    def new_offer(self) -> None:
        """Open the editor of an offer; without a session, one is asked for first."""
        if not self._sessions:
            self.session_wanted.emit()
            return
        item = self._items.get(self._issue_id or "")
        if item is None:
            return
        dialog = OfferDialog(
            tuple(self._items.values()),
            side=_whose_turn(item),
            chosen=item.issue.id,
            session_number=self._sessions[-1].number,
            parent=self,
        )
        dialog.costs_wanted.connect(partial(self.costs.ask_for_terms, dialog))
        dialog.steps_wanted.connect(partial(self.costs.ask_for_typed_steps, dialog))
        dialog.set_submit(partial(self._table, dialog, self._sessions[-1].id))
        dialog.finished.connect(self.costs.stop_typed_steps)
        dialog.finished.connect(self._take_costs)
        dialog.ask_for_costs()
        dialog.open()

    @Slot()
    def accept(self) -> None:
        """Accept the offer in view for the other side; undo takes it back."""
        offer = self.log.current()
        if offer is None:
            return
        side = offer.side.other
        try:
            outcome = accept_offer(self.context.desk, offer.id, side, self._sessions[-1].id)
        except UserError as error:
            self.context.show_error(error)
            return
        self.context.announce(outcome)
        self.context.say(
            _("{side} accepted: “{issue}” is agreed. Undo takes it back.").format(
                side=display.side(side), issue=self._items[offer.issue_id].issue.title
            )
        )

    @Slot()
    def withdraw(self) -> None:
        """Take the offer in view off the table; it stays on the record."""
        offer = self.log.current()
        if offer is None:
            return
        try:
            self.context.announce(withdraw_offer(self.context.desk, offer.id))
        except UserError as error:
            self.context.show_error(error)

    def _lay_out(self) -> QWidget:
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(CARD_GAP)
        column.addWidget(self.figures)
        row = QHBoxLayout()
        row.setSpacing(CARD_GAP)
        row.addWidget(self.terms, 1)
        row.addWidget(self.log)
        column.addLayout(row, 1)
        return shown

    def _table(self, dialog: OfferDialog, session_id: str) -> None:
        terms = dialog.terms()
        outcome = table_offer(
            self.context.desk,
            session_id,
            dialog.side,
            terms,
            binding=dialog.is_binding,
            argument=dialog.argument.toPlainText(),
        )
        if self._issue_id not in {issue_id for issue_id, _terms in terms}:
            self._issue_id = terms[0][0]
        self.context.announce(outcome)
        tabled = {offer.id for offer in self._items[self._issue_id or ""].offers}
        self.log.choose(next((one for one in outcome.value if one in tabled), None))

    def _show_issue(self) -> None:
        item = self._items.get(self._issue_id or "")
        if item is None:
            return
        self.log.set_offers(item.offers, self.costs.of_offers)
        if self.log.current() is None:
            self.log.choose(None)
        self._show_terms()
        self._show_offer(self.log.current())

    def _show_terms(self) -> None:
        item = self._items.get(self._issue_id or "")
        if item is not None:
            self.terms.show_item(item, self.costs.steps_of(item.issue.id))

    @Slot(object)
    def _show_offer(self, offer: OfferView | None) -> None:
        item = self._items.get(self._issue_id or "")
        if item is None:
            return
        if offer is not None and offer.issue_id != item.issue.id:
            return
        has_data = item.issue.dataset_id is not None
        terms = offer.terms if offer is not None else item.issue.present_terms
        if has_data and terms is not None:
            self.costs.ask_for_steps(item.issue.id, terms)
        if offer is not None:
            name = f"{display.side(offer.side)} {circled(offer.round)}"
            costing = self.costs.of_offers.get(offer.id)
            self.figures.show_costing(name, costing, has_data=has_data)
        else:
            self.figures.show_costing("", None, has_data=has_data)
        self._show_step(self.terms.current())

    @Slot(object)
    def _show_step(self, row: CellRow | None) -> None:
        waits = row is not None and not isinstance(row.cell.value, str) and self.costs.is_busy
        self.figures.show_step(row, waits=waits)

    @Slot()
    def _take_costs(self) -> None:
        """Fill in the figures that have just become ready."""
        item = self._items.get(self._issue_id or "")
        if item is None:
            return
        self.log.set_offers(item.offers, self.costs.of_offers)
        self._show_terms()
        self._show_offer(self.log.current())


def _whose_turn(item: IssueOnTable) -> Side:
    """The side that did not speak last; the employee side begins."""
    return item.offers[-1].side.other if item.offers else Side.EMPLOYEE
