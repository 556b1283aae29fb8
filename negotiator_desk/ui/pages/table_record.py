"""The record of a negotiation session, kept by keyboard while the talk goes on."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from negotiator_desk.drafting.badge_codes import read_badge_code
from negotiator_desk.errors import RuleError
from negotiator_desk.i18n import _
from negotiator_desk.services.issues import list_issues
from negotiator_desk.services.private_notes import NoteView, list_notes
from negotiator_desk.services.session_notices import session_notices
from negotiator_desk.services.session_parts import Attendee, RecordEntry, SessionRecord
from negotiator_desk.services.session_records import get_record
from negotiator_desk.services.session_states import SessionState
from negotiator_desk.services.sessions import SessionView, list_sessions
from negotiator_desk.services.side_briefs import own_side
from negotiator_desk.ui import display_sessions
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.evidence_form import open_evidence
from negotiator_desk.ui.pages.table_record_agenda import AgendaCard
from negotiator_desk.ui.pages.table_record_badges import BadgeCatcher
from negotiator_desk.ui.pages.table_record_half import NOTHING, Answer, ask_to_close, half_typed
from negotiator_desk.ui.pages.table_record_head import HeadCard
from negotiator_desk.ui.pages.table_record_minutes import MinutesCard
from negotiator_desk.ui.pages.table_record_notes import NotesCard
from negotiator_desk.ui.pages.table_record_people import AttendanceCard
from negotiator_desk.ui.pages.table_record_work import RecordWork
from negotiator_desk.ui.pages.table_sessions import open_session_form
from negotiator_desk.ui.pages.table_tab import TableTab
from negotiator_desk.ui.theme import CARD_GAP, GRID
from negotiator_desk.ui.widgets.buttons import PrimaryButton, SecondaryButton
from negotiator_desk.ui.widgets.empty import EmptyState
from negotiator_desk.ui.widgets.labels import StateChip, TextLabel, TextRole


class RecordTab(TableTab):
    """Attendance, agenda, minutes and one side's notes of a session, on one page.

    Attributes:
        sessions: Chooses the session in view; the latest at first.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._views: tuple[SessionView, ...] = ()
        self._session_id: str | None = None
        self._issues: tuple[tuple[str, str], ...] = ()
        self._half: dict[str, dict[str, Any]] = {}
        self.work = RecordWork(context, self)
        self.sessions = QComboBox(self)
        self.sessions.setAccessibleName(_("Session"))
        self.sessions.setMinimumWidth(288)
        self.chip = StateChip(parent=self)
        self.pause_button = SecondaryButton("", "F5", self)
        self.end_button = SecondaryButton("", "Shift+F5", self)
        self.evidence_button = SecondaryButton(_("Evidence"), "Ctrl+E", self)
        self.sheet_button = SecondaryButton(_("Meeting sheet …"), "Ctrl+P", self)
        self.head = HeadCard(self)
        self.people = AttendanceCard(self)
        self.minutes = MinutesCard(self)
        self.agenda = AgendaCard(self)
        self.notes = NotesCard(context.curtain, self)
        self._nothing = EmptyState()
        self._nothing.set_words(
            _("No session yet."),
            _("Its record keeps who came, what was said, and what came of it."),
        )
        self._nothing.add_button(PrimaryButton(_("Open the first &session")), self.new_session)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._page())
        self._stack.addWidget(self._nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self._badges = BadgeCatcher(self, self.sessions)
        self._connect()

    @property
    def record(self) -> SessionRecord | None:
        """The record in view; None while there is no session."""
        return self.work.record

    @override
    def show_case(self, case_id: str) -> None:
        self._keep_half_typed()
        self._session_id = None
        self.work.record = None
        self._views = ()
        super().show_case(case_id)

    @override
    def refresh(self, changed: frozenset[str]) -> None:
        assert self.case_id is not None, "shown before"
        desk = self.context.desk
        before = {view.id for view in self._views}
        self._views = list_sessions(desk, self.case_id)
        ids = [view.id for view in self._views]
        opened = [one for one in ids if one not in before]
        if opened or self._session_id not in ids:
            # A session that was just opened is the one to keep the record of.
            self._choose(ids[-1] if ids else None)
        self._issues = tuple((one.id, one.title) for one in list_issues(desk, self.case_id))
        self.work.side = own_side(desk, self.case_id)
        self._show_sessions()
        self._show_record()
        if opened and before:
            self.come_into_view()

    @override
    def state(self) -> dict[str, Any]:
        self._keep_half_typed()
        head = self.head.typed() if self.record is not None else None
        return {"session": self._session_id, "half": dict(self._half), "head": head}

    @override
    def restore(self, state: dict[str, Any]) -> None:
        self._half = dict(state["half"])
        if state["session"] in {view.id for view in self._views}:
            self._session_id = state["session"]
            self._show_sessions()
            self._show_record()
            self._take_up_half_typed()
            if state["head"] is not None:
                self.head.type(state["head"])

    @override
    def leave(self) -> bool:
        """Save what stands in the fields; lines that are half typed stay as they are."""
        return self._save_fields()

    @override
    def may_close(self) -> bool:
        if not self._save_fields():
            return False
        self._keep_half_typed()
        typed = (half_typed(*one) for one in self._half.items())
        lines = [one for one in typed if one is not None and self._is_there(one.session_id)]
        if not lines:
            return True
        answer = ask_to_close(self, lines, is_covered=self.context.curtain.is_drawn)
        if answer is Answer.BACK:
            return False
        for one in lines if answer is Answer.SAVE else ():
            if not self.work.keep(one):
                return False
            del self._half[one.session_id]
        self._half.clear()
        self.minutes.text.start_with()
        self.notes.text.start_with()
        return True

    @override
    def come_into_view(self) -> None:
        """Put the cursor where a badge, or what is said, is taken while the session goes on."""
        record = self.record
        if record is None or record.state is not SessionState.UNDER_WAY:
            return
        (self.minutes.text if record.present else self.people.scan).go_on()

    @Slot()
    def new_session(self) -> None:
        """Open the form of the next session."""
        assert self.case_id is not None, "shown before"
        open_session_form(self.context, self.case_id, self)

    @Slot()
    def edit_session(self) -> None:
        """Open the form of the session in view."""
        view = next((one for one in self._views if one.id == self._session_id), None)
        if view is not None and self._save_fields():
            assert self.case_id is not None, "shown before"
            # Saving the fields read the sessions again.
            fresh = {one.id: one for one in self._views}
            open_session_form(self.context, self.case_id, self, fresh[view.id])

    @Slot()
    def open_sheet(self) -> None:
        """Open the meeting sheet of the session in view, with everything typed here saved."""
        if self._session_id is not None and self._save_fields():
            from negotiator_desk.ui.dialogs.sheet_form import SheetDialog

            SheetDialog(self.context, self._session_id, self).open()

    @Slot()
    def show_evidence(self) -> None:
        """Show the files of the session in view."""
        if self.case_id is not None and self._session_id is not None:
            open_evidence(self.context, self.case_id, session_id=self._session_id, parent=self)

    def _page(self) -> QWidget:
        page = QWidget(self)
        caption = TextLabel(_("&Session"), TextRole.LABEL)
        caption.setBuddy(self.sessions)
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(caption)
        top.addWidget(self.sessions)
        top.addWidget(self.chip)
        top.addStretch(1)
        top.addWidget(self.pause_button)
        top.addWidget(self.end_button)
        top.addWidget(self.evidence_button)
        top.addWidget(self.sheet_button)
        self.people.setFixedWidth(364)
        right = QVBoxLayout()
        right.setSpacing(CARD_GAP)
        right.addWidget(self.agenda, 4)
        right.addWidget(self.notes, 3)
        self.agenda.setFixedWidth(328)
        self.notes.setFixedWidth(328)
        columns = QHBoxLayout()
        columns.setSpacing(CARD_GAP)
        columns.addWidget(self.people)
        columns.addWidget(self.minutes, 1)
        columns.addLayout(right)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(CARD_GAP)
        layout.addLayout(top)
        layout.addWidget(self.head)
        layout.addLayout(columns, 1)
        return page

    def _connect(self) -> None:
        self.sessions.activated.connect(self._choose_shown)
        self.pause_button.clicked.connect(self.work.suspend_or_resume)
        self.end_button.clicked.connect(self.work.end_or_reopen)
        self.sheet_button.clicked.connect(self.open_sheet)
        self.evidence_button.clicked.connect(self.show_evidence)
        self.head.changed.connect(self._save_fields)
        self.head.form_wanted.connect(self.edit_session)
        self.people.scanned.connect(self._scan)
        self._badges.caught.connect(self._scan)
        self.people.toggled.connect(self._toggle)
        self.people.time_wanted.connect(self._correct_time)
        self.people.all_wanted.connect(self.work.mark_all)
        self.minutes.written.connect(self._write)
        self.minutes.edit_wanted.connect(self._correct_entry)
        self.minutes.remove_wanted.connect(self._remove_entry)
        self.minutes.whole_changed.connect(self._save_fields)
        self.agenda.changed.connect(self._put_on_agenda)
        self.notes.written.connect(self._note)
        self.notes.edit_wanted.connect(self._change_note)
        self.notes.remove_wanted.connect(self._remove_note)

    def _show_sessions(self) -> None:
        self.sessions.clear()
        for view in reversed(self._views):
            self.sessions.addItem(display_sessions.session_line(view), view.id)
            self.sessions.setItemData(
                self.sessions.count() - 1,
                display_sessions.session_state(view.state),
                Qt.ItemDataRole.ToolTipRole,
            )
        self.sessions.setCurrentIndex(self.sessions.findData(self._session_id))

    def _show_record(self) -> None:
        if self._session_id is None:
            self.work.record = None
            self._stack.setCurrentWidget(self._nothing)
            return
        self._stack.setCurrentIndex(0)
        desk = self.context.desk
        record = get_record(desk, self._session_id)
        self.work.record = record
        self.chip.set_state(
            display_sessions.since(record), display_sessions.tone_of_session(record.state)
        )
        is_over = record.state is SessionState.ENDED
        is_suspended = record.state is SessionState.SUSPENDED
        self.pause_button.set_label(_("Resume") if is_suspended else _("Suspend …"))
        self.pause_button.setEnabled(not is_over)
        self.end_button.set_label(_("Reopen") if is_over else _("End session"))
        self.head.show_record(record, session_notices(desk, record.id))
        self.people.show_record(record)
        self.minutes.show_record(record, self._issues)
        self.agenda.show_record(record)
        self.notes.show_notes(list_notes(desk, record.case_id, self.work.side, record.id))

    def _choose(self, session_id: str | None) -> None:
        """Make another session the one in view, with what was half typed on it."""
        if session_id == self._session_id:
            return
        self._keep_half_typed()
        self._session_id = session_id
        self.people.scan.start_with()
        self.people.say("")
        if session_id is None:
            return
        self._show_record()
        self._take_up_half_typed()

    def _keep_half_typed(self) -> None:
        if self.record is None:
            return
        minutes, notes = self.minutes.typed(), self.notes.typed()
        if not self.minutes.is_whole_changed():
            minutes["whole"] = None
        self._half[self.record.id] = {"minutes": minutes, "notes": notes}

    def _take_up_half_typed(self) -> None:
        half = self._half.pop(self._session_id or "", NOTHING)
        self.minutes.type(half["minutes"])
        self.notes.type(half["notes"])

    def _is_there(self, session_id: str) -> bool:
        """Whether a session still exists: undoing its opening takes it away."""
        try:
            get_record(self.context.desk, session_id)
        except RuleError:
            return False
        return True

    @Slot()
    def _save_fields(self) -> bool:
        """Save the head and the summary, where they are other than stored."""
        if self.record is None:
            return True
        if self.head.is_changed() and not self.work.save_head(self.head.entered()):
            return False
        if self.minutes.is_whole_changed():
            return self.work.save_whole(self.minutes.whole.toPlainText())
        return True

    @Slot(int)
    def _choose_shown(self, _row: int) -> None:
        wanted = self.sessions.currentData()
        if wanted == self._session_id:
            return
        if not self._save_fields():
            self._show_sessions()
            return
        self._choose(wanted)
        self._show_sessions()

    @Slot(str)
    def _scan(self, typed: str) -> None:
        text, tone = self.work.scan(typed)
        self.people.say(text, tone)

    @Slot(object)
    def _toggle(self, person: Attendee) -> None:
        self.work.toggle(person)

    @Slot(object)
    def _correct_time(self, person: Attendee) -> None:
        self.work.correct_time(person)

    @Slot()
    def _write(self) -> None:
        text = self.minutes.text.text()
        if not text.strip():
            self.minutes.focus_line()
            return
        if read_badge_code(text) is not None:
            # A badge was scanned while the cursor stood here: it is no word of the minutes.
            self.minutes.text.start_with()
            self._scan(text)
            return
        if self.work.write(text, self.minutes.issue_id()):
            self.minutes.text.start_with()
            self.minutes.focus_line()

    @Slot(object)
    def _correct_entry(self, entry: RecordEntry) -> None:
        self.work.correct_entry(entry, self._issues)

    @Slot(object)
    def _remove_entry(self, entry: RecordEntry) -> None:
        self.work.remove_entry(entry)

    @Slot(object)
    def _put_on_agenda(self, issue_ids: tuple[str, ...]) -> None:
        self.work.put_on_agenda(issue_ids)

    @Slot()
    def _note(self) -> None:
        text = self.notes.text.text()
        if text.strip() and self.work.note(self.notes.chosen_kind(), text):
            self.notes.text.start_with()

    @Slot(object)
    def _change_note(self, note: NoteView) -> None:
        self.work.change_note(note)

    @Slot(object)
    def _remove_note(self, note: NoteView) -> None:
        self.work.remove_note(note)
