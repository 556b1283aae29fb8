"""The table: what each side offers on each issue, what it costs, and how far apart they are."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from negotiator_desk.bargaining.offers import IssueState
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _
from negotiator_desk.services.cases import CaseView, get_case
from negotiator_desk.services.issues import list_issues
from negotiator_desk.services.offers import (
    OfferView,
    accept_offer,
    list_case_offers,
    table_offer,
    withdraw_offer,
)
from negotiator_desk.services.sessions import (
    SessionView,
    add_session,
    edit_session,
    list_sessions,
)
from negotiator_desk.ui import display
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.offer_form import OfferDialog
from negotiator_desk.ui.dialogs.offer_panel import IssueOnTable
from negotiator_desk.ui.dialogs.session_form import SessionDialog
from negotiator_desk.ui.itemmodels.cells import CellRow, circled
from negotiator_desk.ui.pages.base import Page
from negotiator_desk.ui.pages.table_costs import TableCosts
from negotiator_desk.ui.pages.table_figures import TableFigures
from negotiator_desk.ui.pages.table_log import OfferLog
from negotiator_desk.ui.pages.table_terms import TermsCard
from negotiator_desk.ui.places import PageName, Place
from negotiator_desk.ui.theme import CARD_GAP
from negotiator_desk.ui.widgets.buttons import PrimaryButton, SecondaryButton
from negotiator_desk.ui.widgets.empty import EmptyState


class TablePage(Page):
    """Tables, accepts and withdraws offers in a negotiation session. Shows nothing private."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._case: CaseView | None = None
        self._sessions: tuple[SessionView, ...] = ()
        self._items: dict[str, IssueOnTable] = {}
        self._issue_id: str | None = None
        self.costs = TableCosts(context, self)
        self.edit_session_button = SecondaryButton(_("Session record"), "Ctrl+Shift+M")
        self.session_button = SecondaryButton(_("New session"), "Ctrl+M")
        self.offer_button = PrimaryButton(_("Table offer"), "Ctrl+T")
        for button, work in (
            (self.edit_session_button, self.edit_session),
            (self.session_button, self.new_session),
            (self.offer_button, self.new_offer),
        ):
            button.clicked.connect(work)
            self.add_button(button)
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
        self._shown = shown
        self.stack = QStackedWidget()
        self.stack.addWidget(shown)
        self.stack.addWidget(self._nothing)
        self.body.addWidget(self.stack, 1)
        self.terms.issue_chosen.connect(self._choose_issue)
        self.terms.cell_chosen.connect(self._show_step)
        self.log.chosen.connect(self._show_offer)
        self.log.offer_wanted.connect(self.new_offer)
        self.log.accept_wanted.connect(self.accept)
        self.log.withdraw_wanted.connect(self.withdraw)
        self.costs.arrived.connect(self._take_costs)

    @override
    def title(self) -> str:
        return self._case.title if self._case else _("Table")

    @override
    def subtitle(self) -> str:
        if not self._sessions:
            return _("No session yet: the first offer opens one")
        meeting = self._sessions[-1]
        parts = [
            _("Session {number}").format(number=meeting.number),
            display.moment(meeting.held_at),
            _("chair: {side}").format(side=display.side(meeting.chair)),
        ]
        if meeting.place:
            parts.append(meeting.place)
        if meeting.recorder:
            parts.append(_("recorder: {name}").format(name=meeting.recorder))
        return " · ".join(parts)

    @override
    def show_place(self, place: Place) -> None:
        if self.place is None or place.case_id != self.place.case_id:
            self._issue_id = None
        self.place = place
        if place.item_id is not None:
            self._issue_id = place.item_id
        self.refresh(frozenset())
        self.log.choose(None)
        self.terms.table.view.setFocus()

    @override
    def refresh(self, changed: frozenset[str]) -> None:
        case_id = self.case_id
        desk = self.context.desk
        self._case = get_case(desk, case_id)
        self._sessions = list_sessions(desk, case_id)
        offers = list_case_offers(desk, case_id)
        issues = list_issues(desk, case_id)
        self._items = {issue.id: IssueOnTable(issue, offers[issue.id]) for issue in issues}
        self._issue_id = self.terms.set_issues(issues, self._issue_id)
        self.stack.setCurrentWidget(self._shown if issues else self._nothing)
        self.offer_button.setEnabled(any(one.state is IssueState.OPEN for one in issues))
        self.edit_session_button.setEnabled(bool(self._sessions))
        self.update_head()
        self.costs.ask_for_case(case_id)
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
            self._choose_issue(state["issue"])
        self.log.choose(state["offer"])
        self.terms.table.choose(lambda row: row.key == state["cell"])

    @Slot()
    def go_to_issues(self) -> None:
        """Go to the agenda."""
        self.context.go(Place(PageName.ISSUES, self.case_id))

    @Slot()
    def new_session(self) -> None:
        """Open the form of the next session."""
        self._open_session_form(None)

    @Slot()
    def edit_session(self) -> None:
        """Open the record of the latest session."""
        if self._sessions:
            self._open_session_form(self._sessions[-1])

    @Slot()
    def new_offer(self) -> None:
        """Open the editor of an offer; without a session, the form of one comes first."""
        if not self._sessions:
            # Queued: the editor opens above the window once the form has gone, and has the keys.
            self._open_session_form(None).accepted.connect(
                self.new_offer, Qt.ConnectionType.QueuedConnection
            )
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

    def _open_session_form(self, meeting: SessionView | None) -> SessionDialog:
        assert self._case is not None, "the page shows a case"
        last = self._sessions[-1] if self._sessions else None
        dialog = SessionDialog(
            tuple(self._case.parties.values()),
            number=meeting.number if meeting else len(self._sessions) + 1,
            held_at=self.context.desk.now(),
            chair=last.chair.other if last else Side.EMPLOYEE,
            meeting=meeting,
            parent=self,
        )
        dialog.set_submit(partial(self._save_session, dialog, meeting))
        dialog.open()
        return dialog

    def _save_session(self, dialog: SessionDialog, meeting: SessionView | None) -> None:
        desk, details = self.context.desk, dialog.details()
        if meeting is None:
            self.context.announce(add_session(desk, self.case_id, details))
        else:
            self.context.announce(edit_session(desk, meeting.id, details))

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

    @Slot(object)
    def _choose_issue(self, issue_id: str) -> None:
        self._issue_id = issue_id
        place = self.terms.issues.findData(issue_id)
        self.terms.issues.setCurrentIndex(place)
        self._show_issue()
        self.log.choose(None)

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
