"""The form of a negotiation session."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QDateTime, Qt, QTimeZone
from PySide6.QtWidgets import (
    QComboBox,
    QDateTimeEdit,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QWidget,
)

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import _
from negotiator_desk.services.parties import PartyView
from negotiator_desk.services.sessions import SessionDetails, SessionView
from negotiator_desk.times import CHINA_TIME
from negotiator_desk.ui import display
from negotiator_desk.ui.widgets.forms import FormDialog


class SessionDialog(FormDialog):
    """Opens a negotiation session, or changes the record of one."""

    def __init__(
        self,
        parties: Sequence[PartyView],
        *,
        number: int,
        held_at: datetime,
        chair: Side,
        meeting: SessionView | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Show a form for a session.

        Args:
            parties: Whose representatives can be marked as present.
            number: The session's number.
            held_at: Proposed for a new session.
            chair: Proposed for a new session.
            meeting: The session to change; None for a new one.
        """
        super().__init__(
            _("Session {number}").format(number=number),
            _("Save session") if meeting else _("Open session"),
            parent,
            width=640,
        )
        self.held_at = QDateTimeEdit(self)
        self.held_at.setDisplayFormat("yyyy-MM-dd HH:mm")
        self.held_at.setCalendarPopup(True)
        self.held_at.setTimeZone(_zone())
        self.place = QLineEdit(self)
        self.chair = QComboBox(self)
        for side in Side:
            self.chair.addItem(display.side(side), side.value)
        self.recorder = QLineEdit(self)
        self.present = QListWidget(self)
        self.present.setFixedHeight(140)
        self.present.setProperty("frame", "list")
        self.agenda = QPlainTextEdit(self)
        self.minutes = QPlainTextEdit(self)
        for text in (self.agenda, self.minutes):
            text.setTabChangesFocus(True)
            text.setFixedHeight(72)
        self.add_row(_("&Held at"), self.held_at, _("Beijing time"))
        self.add_row(_("&Place"), self.place)
        self.add_row(
            _("&Chair"), self.chair, _("The chiefs take turns, the proposing side first (NB-W 16).")
        )
        self.add_row(_("&Recorder"), self.recorder)
        self.add_row(_("Pre&sent"), self.present, _("Space marks a representative as present."))
        self.add_row(_("&Agenda"), self.agenda)
        self.add_row(_("&Minutes"), self.minutes)
        self._show(parties, held_at, chair, meeting)

    def details(self) -> SessionDetails:
        """Return what was entered."""
        marked = (self.present.item(row) for row in range(self.present.count()))
        return SessionDetails(
            held_at=datetime.fromtimestamp(self.held_at.dateTime().toSecsSinceEpoch(), CHINA_TIME),
            place=self.place.text(),
            chair=Side(self.chair.currentData()),
            recorder=self.recorder.text(),
            agenda=self.agenda.toPlainText(),
            minutes=self.minutes.toPlainText(),
            present=tuple(
                item.data(Qt.ItemDataRole.UserRole)
                for item in marked
                if item.checkState() is Qt.CheckState.Checked
            ),
        )

    def _show(
        self,
        parties: Sequence[PartyView],
        held_at: datetime,
        chair: Side,
        meeting: SessionView | None,
    ) -> None:
        moment = meeting.held_at if meeting else held_at
        self.held_at.setDateTime(QDateTime.fromSecsSinceEpoch(int(moment.timestamp()), _zone()))
        side = meeting.chair if meeting else chair
        self.chair.setCurrentIndex(self.chair.findData(side.value))
        for party in parties:
            for person in party.representatives:
                item = QListWidgetItem(
                    _("{name} · {side}").format(name=person.name, side=display.side(party.side))
                )
                item.setData(Qt.ItemDataRole.UserRole, person.id)
                is_present = meeting is None or person.id in meeting.present
                item.setCheckState(Qt.CheckState.Checked if is_present else Qt.CheckState.Unchecked)
                self.present.addItem(item)
        if meeting is not None:
            self.place.setText(meeting.place)
            self.recorder.setText(meeting.recorder)
            self.agenda.setPlainText(meeting.agenda)
            self.minutes.setPlainText(meeting.minutes)


def _zone() -> QTimeZone:
    """Return the zone in which the hour of a session is meant, for Qt."""
    return QTimeZone(int(CHINA_TIME.utcoffset(None).total_seconds()))
