"""The table: what each side offers on each issue, what it costs, and how far apart they are."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import _
from negotiator_desk.services.cases import CaseView, get_case
from negotiator_desk.services.sessions import (
    SessionView,
    add_session,
    edit_session,
    list_sessions,
)
from negotiator_desk.ui import display
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.session_form import SessionDialog
from negotiator_desk.ui.pages.base import Page
from negotiator_desk.ui.pages.table_offers import OffersTab
from negotiator_desk.ui.places import Place
from negotiator_desk.ui.widgets.buttons import SecondaryButton


class TablePage(Page):
    """The negotiation sessions of a case and what is offered in them. Shows nothing private."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._case: CaseView | None = None
        self._sessions: tuple[SessionView, ...] = ()
        self.offers = OffersTab(context, self)
        self.edit_session_button = SecondaryButton(_("Session record"), "Ctrl+Shift+M")
        self.session_button = SecondaryButton(_("New session"), "Ctrl+M")
        self.edit_session_button.clicked.connect(self.edit_session)
        self.session_button.clicked.connect(self.new_session)
        self.add_button(self.edit_session_button)
        self.add_button(self.session_button)
        self.add_button(self.offers.offer_button)
        self.body.addWidget(self.offers, 1)
        self.offers.session_wanted.connect(self.open_first_session)

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
        if self.offers.case_id != self.case_id:
            self.offers.show_case(self.case_id)
        else:
            self.offers.refresh(frozenset())
            self.offers.begin()
        if place.item_id is not None:
            self.offers.show_issue(place.item_id)

    @override
    def refresh(self, changed: frozenset[str]) -> None:
        self._show_head()
        self.offers.refresh(changed)

    @override
    def state(self) -> dict[str, Any]:
        return {"offers": self.offers.state()}

    @override
    def restore(self, state: dict[str, Any]) -> None:
        self.offers.restore(state["offers"])

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
    def open_first_session(self) -> None:
        """Open the form of the first session, and then the editor of the offer that needs it."""
        # Queued: the editor opens above the window once the form has gone, and has the keys.
        self._open_session_form(None).accepted.connect(
            self.offers.new_offer, Qt.ConnectionType.QueuedConnection
        )

    def _show_head(self) -> None:
        self._case = get_case(self.context.desk, self.case_id)
        self._sessions = list_sessions(self.context.desk, self.case_id)
        self.edit_session_button.setEnabled(bool(self._sessions))
        self.update_head()

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
