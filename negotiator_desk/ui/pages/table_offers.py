"""The offers on the table: what each side offers on each issue, what it costs, how far apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from negotiator_desk.bargaining.offers import IssueState
from negotiator_desk.i18n import _
from negotiator_desk.pay.terms import Terms
from negotiator_desk.services.offer_sketches import SketchView
from negotiator_desk.services.offer_views import OfferView
from negotiator_desk.ui import display
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.itemmodels.cells import CellRow, circled
from negotiator_desk.ui.pages.table_actions import OfferActions
from negotiator_desk.ui.pages.table_board import OfferBoard
from negotiator_desk.ui.pages.table_case import TableCase, read_case
from negotiator_desk.ui.pages.table_costs import TableCosts
from negotiator_desk.ui.pages.table_doing import OfferDoing
from negotiator_desk.ui.pages.table_figures import TableFigures
from negotiator_desk.ui.pages.table_forms import OfferForms
from negotiator_desk.ui.pages.table_log import OfferLog
from negotiator_desk.ui.pages.table_private import TablePrivate
from negotiator_desk.ui.pages.table_rows import board_rows, log_rows
from negotiator_desk.ui.pages.table_tab import TableTab
from negotiator_desk.ui.pages.table_terms import TermsCard
from negotiator_desk.ui.pages.table_value import ValueLine
from negotiator_desk.ui.places import PageName, Place
from negotiator_desk.ui.privacy import PrivateBox
from negotiator_desk.ui.theme import CARD_GAP
from negotiator_desk.ui.widgets.buttons import PrimaryButton
from negotiator_desk.ui.widgets.empty import EmptyState

_LOG = 424
"""Of the log of one issue, in pixels."""


class OffersTab(TableTab):
    """Tables, holds, accepts and withdraws offers in a negotiation session.

    One issue value by value with its log, or the board of all offers of the case.

    Signals:
        issue_shown: Id of the issue brought into view.

    Attributes:
        offer_button: The page puts it into its head.
    """

    issue_shown = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._case: TableCase | None = None
        self._issue_id: str | None = None
        self.costs = TableCosts(context, self)
        self.private = TablePrivate(context, self)
        self.forms = OfferForms(context, self.costs, self.private, self)
        self.doing = OfferDoing(context, self)
        self.offer_button = PrimaryButton(_("Table offer"), "Ctrl+T", self)
        self.figures = TableFigures()
        self.terms = TermsCard()
        self.log = OfferLog()
        self.log.setFixedWidth(_LOG)
        self.value = ValueLine()
        self.board = OfferBoard(context.curtain)
        self._nothing = EmptyState()
        self._nothing.set_words(
            _("There is nothing on the table yet."),
            _("The agenda needs an issue before an offer can be tabled."),
        )
        self._nothing.add_button(PrimaryButton(_("To the &issues")), self.go_to_issues)
        self._shown = self._lay_out()
        self.stack = QStackedWidget()
        for page in (self._shown, self.board, self._nothing):
            self.stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack, 1)
        self._connect()

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
        self._case = read_case(self.context.desk, self.case_id)
        self.private.refresh(self.case_id)
        issues = tuple(item.issue for item in self._case.items.values())
        self._issue_id = self.terms.set_issues(issues, self._issue_id)
        if not issues:
            self.stack.setCurrentWidget(self._nothing)
        elif self.stack.currentWidget() is self._nothing:
            self.stack.setCurrentWidget(self._shown)
        closed = self._case.closed_because()
        is_open = any(one.state is IssueState.OPEN for one in issues)
        self.offer_button.setEnabled(is_open and not closed)
        self.offer_button.setToolTip(closed)
        self.offer_button.setAccessibleDescription(closed)
        self.log.first_button.setEnabled(not closed)
        self.log.first_button.setToolTip(closed)
        self.costs.ask_for_case(self.case_id)
        titles = {one.id: one.title for one in issues}
        self.board.set_sketches(self.private.sketches, titles)
        self._show()

    @override
    def state(self) -> dict[str, Any]:
        offer, cell = self.log.current(), self.terms.current()
        return {
            "issue": self._issue_id,
            "offer": offer.id if offer else None,
            "cell": cell.key if cell else None,
            "board": self.is_board,
        }

    @override
    def restore(self, state: dict[str, Any]) -> None:
        if self._case is not None and state["issue"] in self._case.items:
            self.show_issue(state["issue"])
        self.log.choose(state["offer"])
        self.terms.table.choose(lambda row: row.key == state["cell"])
        if state["board"]:
            self.show_board()

    @property
    def is_board(self) -> bool:
        """Whether the board of all offers is shown."""
        return self.stack.currentWidget() is self.board

    @Slot(object)
    def show_issue(self, issue_id: str) -> None:
        """Bring an issue of the case into view."""
        self._issue_id = issue_id
        self.stack.setCurrentWidget(self._shown)
        self.terms.issues.setCurrentIndex(self.terms.issues.findData(issue_id))
        self._show()
        self.log.choose(None)
        self.issue_shown.emit(issue_id)

    @Slot()
    def show_board(self) -> None:
        """Show all offers of the case, with the one that was in view chosen."""
        offer = self.log.current()
        self.stack.setCurrentWidget(self.board)
        self._show()
        if offer is not None:
            self.board.choose(offer.id)
        self.board.table.view.setFocus()

    @Slot()
    def show_issue_of_board(self) -> None:
        """Show the offer chosen on the board with its issue, value by value."""
        row = self.board.current()
        self.stack.setCurrentWidget(self._shown)
        if row is not None:
            self.show_issue(row.offer.issue_id)
            self.log.choose(row.offer.id)
        else:
            self._show()
        self.terms.table.view.setFocus()

    @Slot()
    def go_to_issues(self) -> None:
        """Go to the agenda."""
        self.context.go(Place(PageName.ISSUES, self.case_id))

    @Slot()
    def new_offer(self) -> None:
        """Open the form of an offer at the value chosen; without a session, one comes first."""
        row = self.terms.current()
        self._open_form(key="" if row is None else row.key)

    @Slot(object)
    def new_offer_of(self, terms: tuple[tuple[str, Terms], ...]) -> None:
        """Open the form of an offer of one's own side with terms of some open issues in it."""
        if self._case is not None and terms and self._has_session():
            self.forms.open_terms(self._case, self.private.own_side, terms)

    @Slot(object, str)
    def type_offer(self, row: CellRow, text: str) -> None:
        """Open the form of an offer at a value of which something was typed already."""
        self._open_form(key=row.key, text=text)

    @Slot(object)
    def go_on_with(self, sketch: SketchView) -> None:
        """Open the form of an offer with a draft in it."""
        if self._case is not None and self._has_session():
            self.forms.open_sketch(self._case, sketch)

    @Slot()
    def accept(self) -> None:
        """Accept the offer in view, with all that is tied to it, for the other side."""
        self._with_offer(self.doing.accept)

    @Slot()
    def hold(self) -> None:
        """Hold the offer in view tentatively for the other side."""
        self._with_offer(self.doing.hold)

    @Slot()
    def release(self) -> None:
        """Hold the offer in view no longer."""
        self._with_offer(self.doing.release)

    @Slot()
    def withdraw(self) -> None:
        """Take the offer in view, with all that is tied to it, off the table."""
        self._with_offer(self.doing.withdraw)

    @Slot()
    def show_evidence(self) -> None:
        """Show the files behind the offer in view."""
        self._with_offer(self.doing.show_evidence)

    @Slot()
    def compare(self) -> None:
        """Show the offer in view against what each side said last."""
        self._with_offer(self.doing.compare)

    @Slot()
    def copy_offer(self) -> None:
        """Open the form of an offer with the one in view in it."""
        self._with_offer(self.forms.open_copy)

    def offer(self) -> OfferView | None:
        """Return the offer in view, of the log or of the board."""
        if self.is_board:
            row = self.board.current()
            return None if row is None else row.offer
        return self.log.current()

    def _with_offer(self, do: Callable[[TableCase, OfferView], object]) -> None:
        offer = self.offer()
        if offer is not None and self._case is not None:
            do(self._case, offer)

    def _has_session(self) -> bool:
        """Whether there is a session to speak in; without one, it is asked for.

        In one that is suspended or over nothing is tabled; that is said.
        """
        if self._case is not None and (closed := self._case.closed_because()):
            self.context.say(closed)
            return False
        if self._case is not None and self._case.meeting is not None:
            return True
        self.session_wanted.emit()
        return False

    def _open_form(self, *, key: str, text: str = "") -> None:
        if self._case is not None and self._issue_id is not None and self._has_session():
            self.forms.open(self._case, self._issue_id, key=key, text=text)

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
        self.log.add_private(PrivateBox(self.context.curtain, self.value))
        return shown

    def _connect(self) -> None:
        self.offer_button.clicked.connect(self.new_offer)
        self.terms.issue_chosen.connect(self.show_issue)
        self.terms.cell_chosen.connect(self._show_step)
        self.terms.cell_typed.connect(self.type_offer)
        self.log.chosen.connect(self._show_offer)
        self.log.offer_wanted.connect(self.new_offer)
        self.log.board_button.clicked.connect(self.show_board)
        self.board.issue_button.clicked.connect(self.show_issue_of_board)
        self.board.table.opened.connect(self.show_issue_of_board)
        self.board.sketch_wanted.connect(self.go_on_with)
        self.board.sketch_removed.connect(self.doing.throw_away)
        self.costs.arrived.connect(self._show)
        self.private.arrived.connect(self._show_values)
        self.forms.tabled.connect(self._show_tabled)
        self.forms.closed.connect(self._go_back)
        for actions in (self.log.buttons, self.board.buttons):
            self._connect_actions(actions)

    def _connect_actions(self, actions: OfferActions) -> None:
        actions.accept_wanted.connect(self.accept)
        actions.hold_wanted.connect(self.hold)
        actions.release_wanted.connect(self.release)
        actions.withdraw_wanted.connect(self.withdraw)
        actions.evidence_wanted.connect(self.show_evidence)
        actions.copy_wanted.connect(self.copy_offer)
        actions.compare_wanted.connect(self.compare)

    @Slot(object)
    def _show_tabled(self, offer_ids: tuple[str, ...]) -> None:
        """Bring what was just tabled into view."""
        if self._case is None:
            return
        tabled = {one.id: one for one in self._case.offers() if one.id in offer_ids}
        if not tabled:
            return
        here = [one for one in tabled.values() if one.issue_id == self._issue_id]
        offer = here[0] if here else next(iter(tabled.values()))
        if self.is_board:
            self.board.choose(offer.id)
            return
        if offer.issue_id != self._issue_id:
            self.show_issue(offer.issue_id)
        self.log.choose(offer.id)

    @Slot()
    def _go_back(self) -> None:
        """Show what is known now, with the cursor where it was before the form."""
        self._show()
        before = self.forms.began_at
        if (
            before is not None
            and shiboken6.isValid(before)  # an editor of a cell goes when it loses the cursor
            and self.isAncestorOf(before)
            and before.isVisible()
            and before.isEnabled()
        ):
            before.setFocus()
        else:
            (self.board.table if self.is_board else self.terms.table).view.setFocus()

    @Slot()
    def _show(self) -> None:
        """Show what is known now of what is in view, keeping what is chosen."""
        if self._case is None:
            return
        if self.is_board:
            self.board.set_rows(board_rows(self._case, self.costs.of_offers, self.private.worth))
            return
        item = self._case.items.get(self._issue_id or "")
        if item is None:
            return
        self.log.set_rows(log_rows(self._case, item, self.costs.of_offers))
        if self.log.current() is None:
            self.log.choose(None)
        self.terms.show_item(item, self.costs.steps_of(item.issue.id))
        self._show_offer(self.log.current())

    @Slot()
    def _show_values(self) -> None:
        if self.is_board:
            self._show()
        else:
            self._show_value(self.log.current())

    def _show_value(self, offer: OfferView | None) -> None:
        if offer is None or self._case is None:
            self.value.show_worth(self.private.own_side, None, 1)
            return
        package = self._case.package(offer)
        worth = self.private.worth([one.id for one in package])
        self.value.show_worth(self.private.own_side, worth, len(package))

    @Slot(object)
    def _show_offer(self, offer: OfferView | None) -> None:
        item = None if self._case is None else self._case.items.get(self._issue_id or "")
        if item is None or (offer is not None and offer.issue_id != item.issue.id):
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
        self._show_value(offer)
        self._show_step(self.terms.current())

    @Slot(object)
    def _show_step(self, row: CellRow | None) -> None:
        waits = row is not None and not isinstance(row.cell.value, str) and self.costs.is_busy
        self.figures.show_step(row, waits=waits)
