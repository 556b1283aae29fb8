"""The table: offers, concessions, what is possible, and the record of each session."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from negotiator_desk.bargaining.parties import CaseKind
from negotiator_desk.i18n import _
from negotiator_desk.pay.terms import Terms
from negotiator_desk.services.cases import CaseView, get_case
from negotiator_desk.services.sessions import SessionView, list_sessions
from negotiator_desk.ui import display
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.pages.base import Page
from negotiator_desk.ui.pages.table_case import NEW_SESSION_KEY
from negotiator_desk.ui.pages.table_offers import OffersTab
from negotiator_desk.ui.pages.table_sessions import open_session_form
from negotiator_desk.ui.pages.table_tab import TableTab
from negotiator_desk.ui.pages.table_tabs import TableTabName, TableTabs
from negotiator_desk.ui.places import Place
from negotiator_desk.ui.widgets.buttons import SecondaryButton


class TablePage(Page):
    """What the two sides do at the table; what is private on it is behind the curtain.

    Attributes:
        tabs: Its parts.
        offers: The part where offers are tabled, which is always there.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._case: CaseView | None = None
        self._sessions: tuple[SessionView, ...] = ()
        self._package: tuple[tuple[str, Terms], ...] = ()
        self.tabs = TableTabs(context, self)
        self.tabs.built.connect(self._connect_tab)
        offers = self.tabs.tab(TableTabName.OFFERS)
        assert isinstance(offers, OffersTab)
        self.offers = offers
        self.offers.issue_shown.connect(self.issue_chosen)
        self.employers_button = SecondaryButton(_("Employers …"), "Ctrl+Shift+E")
        self.exchange_button = SecondaryButton(_("Exchange …"), "Ctrl+Shift+X")
        self.session_button = SecondaryButton(_("New session"), NEW_SESSION_KEY)
        self.employers_button.clicked.connect(self.show_employers)
        self.exchange_button.clicked.connect(self.exchange)
        self.session_button.clicked.connect(self.new_session)
        self.add_button(self.employers_button)
        self.add_button(self.exchange_button)
        self.add_button(self.session_button)
        self.add_button(self.offers.offer_button)
        self.body.addWidget(self.tabs, 1)

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
        self.place = place
        self._show_head()
        is_new = self.offers.case_id != self.case_id
        self.tabs.show_case(self.case_id)
        if self.tabs.current is self.offers and not is_new:
            self.offers.begin()
        if place.item_id is not None:
            self.tabs.choose(TableTabName.OFFERS)
            self.offers.show_issue(place.item_id)

    @override
    def refresh(self, changed: frozenset[str]) -> None:
        self._show_head()
        self.tabs.refresh(changed)

    @override
    def state(self) -> dict[str, Any]:
        return self.tabs.state()

    @override
    def restore(self, state: dict[str, Any]) -> None:
        self.tabs.restore(state)

    @override
    def leave(self) -> bool:
        return self.tabs.leave()

    @override
    def may_close(self) -> bool:
        return self.tabs.may_close()

    @Slot()
    def new_session(self) -> None:
        """Open the form of the next session."""
        open_session_form(self.context, self.case_id, self)

    @Slot()
    def exchange(self) -> None:
        """Hand something to the other side's laptop, or take up what came from it."""
        from negotiator_desk.ui.dialogs.exchange_dialog import open_exchange

        open_exchange(self.context, self.case_id, self)

    @Slot()
    def show_employers(self) -> None:
        """List the employers that the case is bargained for, and what each consents to."""
        from negotiator_desk.ui.dialogs.employers_form import open_employers

        open_employers(self.context, self.case_id, self)

    @Slot()
    def open_first_session(self) -> None:
        """Open the form of the first session, and then the editor of the offer that needs it."""
        # Queued: the editor opens above the window once the form has gone, and has the keys.
        open_session_form(self.context, self.case_id, self).accepted.connect(
            self.offers.new_offer, Qt.ConnectionType.QueuedConnection
        )

    @Slot()
    def show_offers(self) -> None:
        """Bring the part where offers are tabled into view."""
        self.tabs.choose(TableTabName.OFFERS)

    @Slot(object)
    def offer_package(self, terms: tuple[tuple[str, Terms], ...]) -> None:
        """Open the editor of an offer with a package in it; without a session, one comes first."""
        self.show_offers()
        self._package = terms
        if self._sessions:
            self.open_package()
            return
        open_session_form(self.context, self.case_id, self).accepted.connect(
            self.open_package, Qt.ConnectionType.QueuedConnection
        )

    @Slot()
    def open_package(self) -> None:
        """Open the editor of an offer with the package that was wanted last."""
        self.offers.new_offer_of(self._package)

    @Slot(object)
    def _connect_tab(self, tab: TableTab) -> None:
        tab.session_wanted.connect(self.open_first_session)
        tab.offers_wanted.connect(self.show_offers)
        tab.offer_wanted.connect(self.offer_package)

    def _show_head(self) -> None:
        self._case = get_case(self.context.desk, self.case_id)
        self._sessions = list_sessions(self.context.desk, self.case_id)
        self.employers_button.setVisible(self._case.kind is not CaseKind.ENTERPRISE)
        self.update_head()
