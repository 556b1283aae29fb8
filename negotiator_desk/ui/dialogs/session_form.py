"""The form of a negotiation session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QDateTime, Qt, QTimeZone, Slot
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
from negotiator_desk.procedure.checks import plain_name, side_name
from negotiator_desk.services.issues import IssueView
from negotiator_desk.services.parties import PartyView
from negotiator_desk.services.sessions import SessionDetails, SessionView
from negotiator_desk.times import CHINA_TIME
from negotiator_desk.ui import display
from negotiator_desk.ui.dialogs.session_agenda import AgendaList
from negotiator_desk.ui.theme import Tone
from negotiator_desk.ui.widgets.forms import FormDialog


class SessionDialog(FormDialog):
    """Opens a negotiation session, or changes one. Its minutes are kept on its record."""

    def __init__(
        self,
        parties: Sequence[PartyView],
        *,
        number: int,
        held_at: datetime,
        chair: Side,
        place: str = "",
        recorder: str = "",
        chiefs: Mapping[Side, str] | None = None,
        issues: Sequence[IssueView] = (),
        agenda: Sequence[str] = (),
        meeting: SessionView | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Show a form for a session.

        Args:
            parties: Whose representatives can be marked as present.
            number: The session's number.
            held_at: Proposed for a new session, as are `chair`, `place`, `recorder` and `agenda`.
            chiefs: Names of the chiefs, by side; None or a missing side = not named.
            issues: All of the case.
            agenda: Ids of the issues on the agenda, in its order.
            meeting: The session to change; None for a new one.
        """
        super().__init__(
            _("Session {number}").format(number=number),
            _("Save session") if meeting else _("Open session"),
            parent,
            width=680,
        )
        self._meeting = meeting
        self._names = {
            plain_name(person.name): (person.name, party.side)
            for party in parties
            for person in party.representatives
        }
        self.held_at = QDateTimeEdit(self)
        self.held_at.setDisplayFormat("yyyy-MM-dd HH:mm")
        self.held_at.setCalendarPopup(True)
        self.held_at.setTimeZone(china_zone())
        self.place = QLineEdit(self)
        self.chair = QComboBox(self)
        for side in Side:
            self.chair.addItem(chair_line(side, (chiefs or {}).get(side, "")), side.value)
        self.recorder = QLineEdit(self)
        self.observers = QLineEdit(self)
        self.agenda_list = AgendaList(self)
        self.agenda_list.setFixedHeight(116)
        self.agenda = QPlainTextEdit(self)
        self.agenda.setTabChangesFocus(True)
        self.agenda.setFixedHeight(52)
        self.present = QListWidget(self)
        self.present.setFixedHeight(152)
        self.present.setProperty("frame", "list")
        self.add_row(_("&Held at"), self.held_at, _("Beijing time"))
        self.add_row(_("&Place"), self.place)
        self.add_row(_("&Chair"), self.chair, _("The chiefs take turns, the proposing side first."))
        self.add_row(_("&Recorder"), self.recorder, _("One whom both sides chose."))
        self.add_row(_("O&bservers"), self.observers, _("Who is there and speaks for no side."))
        self.add_row(_("&Agenda"), self.agenda_list, _("Space marks an issue."))
        self.add_row(_("O&ther matters"), self.agenda)
        self.add_row(
            _("Pre&sent"),
            self.present,
            _("Space marks one. Badges are scanned on the record of the session."),
        )
        self.recorder.textChanged.connect(self._show_recorder_hint)
        self._show(parties, held_at, chair, place, recorder)
        self.agenda_list.set_issues(issues, agenda)

    def details(self) -> SessionDetails:
        """Return what was entered; the minutes stay as they are."""
        marked = (self.present.item(row) for row in range(self.present.count()))
        return SessionDetails(
            held_at=datetime.fromtimestamp(self.held_at.dateTime().toSecsSinceEpoch(), CHINA_TIME),
            place=self.place.text(),
            chair=Side(self.chair.currentData()),
            recorder=self.recorder.text(),
            agenda=self.agenda.toPlainText(),
            minutes=self._meeting.minutes if self._meeting else "",
            present=tuple(
                item.data(Qt.ItemDataRole.UserRole)
                for item in marked
                if item.checkState() is Qt.CheckState.Checked
            ),
            observers=self.observers.text(),
            issues=self.agenda_list.agenda() if self.agenda_list.list.count() else None,
        )

    def _show(
        self,
        parties: Sequence[PartyView],
        held_at: datetime,
        chair: Side,
        place: str,
        recorder: str,
    ) -> None:
        meeting = self._meeting
        moment = meeting.held_at if meeting else held_at
        zone = china_zone()
        self.held_at.setDateTime(QDateTime.fromSecsSinceEpoch(int(moment.timestamp()), zone))
        side = meeting.chair if meeting else chair
        self.chair.setCurrentIndex(self.chair.findData(side.value))
        self.place.setText(meeting.place if meeting else place)
        self.recorder.setText(meeting.recorder if meeting else recorder)
        if meeting is not None:
            self.observers.setText(meeting.observers)
            self.agenda.setPlainText(meeting.agenda)
        present = meeting.present if meeting else ()
        for party in parties:
            for person in party.representatives:
                self._add_person(person.id, person.name, party.side, person.id in present)
            for person in party.former:
                if person.id in present:
                    self._add_person(person.id, person.name, party.side, True)

    def _add_person(self, person_id: str, name: str, side: Side, is_present: bool) -> None:
        item = QListWidgetItem(_("{name} · {side}").format(name=name, side=display.side(side)))
        item.setData(Qt.ItemDataRole.UserRole, person_id)
        item.setCheckState(Qt.CheckState.Checked if is_present else Qt.CheckState.Unchecked)
        self.present.addItem(item)

    @Slot(str)
    def _show_recorder_hint(self, typed: str) -> None:
        found = self._names.get(plain_name(typed)) if typed.strip() else None
        if found is None:
            self.set_hint(self.recorder, _("One whom both sides chose."))
            return
        name, side = found
        text = _("{name} speaks for the {side}; the recorder is to be neutral.").format(
            name=name, side=side_name(side)
        )
        self.set_hint(self.recorder, text, tone=Tone.ATTENTION)


def chair_line(side: Side, chief: str) -> str:
    """Whose chief presides, by name where there is one."""
    return f"{display.side(side)} · {chief}" if chief else display.side(side)


def china_zone() -> QTimeZone:
    """Return the zone in which the hour of a session is meant, for Qt."""
    return QTimeZone(int(CHINA_TIME.utcoffset(None).total_seconds()))
