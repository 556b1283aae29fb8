"""What can be done with the record of a session: each step, and what is said about it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from negotiator_desk.bargaining.notes import NoteKind
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _
from negotiator_desk.services.desk import Outcome
from negotiator_desk.services.private_notes import NoteView, add_note, edit_note, remove_note
from negotiator_desk.services.session_agenda import set_agenda
from negotiator_desk.services.session_attendance import (
    mark_absent,
    mark_arrival,
    mark_present,
    scan_badge,
    set_arrival,
)
from negotiator_desk.services.session_minutes import (
    add_entry,
    edit_entry,
    remove_entry,
    save_minutes,
)
from negotiator_desk.services.session_parts import Attendee, RecordEntry, SessionRecord
from negotiator_desk.services.session_records import get_record
from negotiator_desk.services.session_states import (
    SessionState,
    end_session,
    reopen_session,
    resume_session,
    suspend_session,
)
from negotiator_desk.services.sessions import SessionHead, edit_head
from negotiator_desk.services.side_briefs import own_side
from negotiator_desk.ui import display
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.record_forms import (
    ArrivalDialog,
    EntryDialog,
    NoteDialog,
    SuspensionDialog,
)
from negotiator_desk.ui.pages.table_record_half import HalfTyped
from negotiator_desk.ui.theme import Tone


class RecordWork(QObject):
    """Carries out what the tab of the record was asked for; what is refused is shown.

    Attributes:
        record: The session in view; None before the first.
        side: Whose private notes are kept.
    """

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self.record: SessionRecord | None = None
        self.side = Side.EMPLOYEE

    def scan(self, typed: str) -> tuple[str, Tone]:
        """Mark the holder of a badge as present; return what to say about it.

        A code that is refused is answered beside the line, not in a dialog: the next one is
        already waiting to be scanned.
        """
        record = self._shown()
        try:
            outcome = scan_badge(self._context.desk, record.id, typed)
        except UserError as error:
            return f"{error} {error.hint}".strip(), Tone.BAD
        came = outcome.value
        words = {"name": came.name, "side": display.side(came.side)}
        if not came.is_new:
            return _("{name} ({side}) is on record already.").format(**words), Tone.NEUTRAL
        self._context.announce(outcome)
        if came.arrived_at is None:
            return _("{name} ({side}) is on record as present.").format(**words), Tone.GOOD
        text = _("{name} ({side}) came at {time}.")
        return text.format(**words, time=display.clock(came.arrived_at)), Tone.GOOD

    def toggle(self, person: Attendee) -> None:
        """Mark somebody as present from now on, or as absent."""
        step = mark_absent if person.is_present else mark_arrival
        if self._shown().state is SessionState.ENDED and not person.is_present:
            self._do(
                lambda: mark_present(
                    self._context.desk, self._shown().id, [person.representative_id]
                )
            )
            return
        self._do(lambda: step(self._context.desk, self._shown().id, person.representative_id))

    def mark_all(self) -> None:
        """Put everybody in office on record as present; who came before keeps the time."""
        record = self._shown()
        absent = [one.representative_id for one in record.absent]
        if absent:
            self._do(lambda: mark_present(self._context.desk, record.id, absent))

    def correct_time(self, person: Attendee) -> None:
        """Open the form of a time of arrival."""
        record = self._shown()
        dialog = ArrivalDialog(person.name, record.held_at, person.arrived_at, self._page)
        dialog.set_submit(partial(self._save_time, dialog, record.id, person.representative_id))
        dialog.open()

    def put_on_agenda(self, issue_ids: tuple[str, ...]) -> None:
        """Make these the issues that the session deals with, in their order."""
        self._do(lambda: set_agenda(self._context.desk, self._shown().id, issue_ids))

    def suspend_or_resume(self) -> None:
        """Go on with a suspended session; suspend another, for a reason that is asked for."""
        record = self._shown()
        if record.state is SessionState.SUSPENDED:
            self._do(lambda: resume_session(self._context.desk, record.id))
            return
        dialog = SuspensionDialog(record.number, self._page)
        dialog.set_submit(partial(self._suspend, dialog, record.id))
        dialog.open()

    def end_or_reopen(self) -> None:
        """End the session, or take back that it has ended; undo takes either back."""
        record = self._shown()
        step = reopen_session if record.state is SessionState.ENDED else end_session
        self._do(lambda: step(self._context.desk, record.id))

    def write(self, text: str, issue_id: str | None, session_id: str | None = None) -> bool:
        """Add an entry to the minutes; False when that was refused."""
        wanted = session_id or self._shown().id
        return self._do(lambda: add_entry(self._context.desk, wanted, text, issue_id))

    def correct_entry(self, entry: RecordEntry, issues: tuple[tuple[str, str], ...]) -> None:
        """Open the form of an entry of the minutes."""
        dialog = EntryDialog(entry.text, issues, entry.issue_id, self._page)
        dialog.set_submit(partial(self._save_entry, dialog, entry.id))
        dialog.open()

    def remove_entry(self, entry: RecordEntry) -> None:
        """Remove an entry of the minutes; undo brings it back."""
        if self._do(lambda: remove_entry(self._context.desk, entry.id)):
            self._context.say(_("The entry was removed. Undo brings it back."))

    def save_head(self, head: SessionHead) -> bool:
        """Save the fields at the top of the record; False when that was refused."""
        return self._do(lambda: edit_head(self._context.desk, self._shown().id, head))

    def save_whole(self, text: str, session_id: str | None = None) -> bool:
        """Save the summary of the minutes; False when that was refused."""
        wanted = session_id or self._shown().id
        return self._do(lambda: save_minutes(self._context.desk, wanted, text))

    def note(self, kind: NoteKind, text: str, session_id: str | None = None) -> bool:
        """Add a private note to the session; False when that was refused."""
        record = self._shown()
        return self._do(
            lambda: add_note(
                self._context.desk,
                record.case_id,
                self.side,
                kind,
                text,
                session_id=session_id or record.id,
            )
        )

    def keep(self, half: HalfTyped) -> bool:
        """Write down what is half typed on a session of any case; False when that was refused."""
        desk = self._context.desk
        if half.line and not self.write(half.line, half.issue_id, half.session_id):
            return False
        if not half.note:
            return True
        case_id = get_record(desk, half.session_id).case_id
        side = own_side(desk, case_id)
        return self._do(
            lambda: add_note(desk, case_id, side, half.kind, half.note, session_id=half.session_id)
        )

    def change_note(self, note: NoteView) -> None:
        """Open the form of a private note, which the curtain covers."""
        dialog = NoteDialog(note.text, note.kind, self._page)
        dialog.set_submit(partial(self._save_note, dialog, note.id))
        dialog.open_behind(self._context.curtain)

    def remove_note(self, note: NoteView) -> None:
        """Remove a private note; undo brings it back."""
        self._do(lambda: remove_note(self._context.desk, note.id))

    def _shown(self) -> SessionRecord:
        assert self.record is not None, "a session is in view"
        return self.record

    def _do(self, step: Callable[[], Outcome[Any]]) -> bool:
        try:
            outcome = step()
        except UserError as error:
            self._context.show_error(error)
            return False
        self._context.announce(outcome)
        return True

    def _suspend(self, dialog: SuspensionDialog, session_id: str) -> None:
        reason = dialog.reason.text()
        self._context.announce(suspend_session(self._context.desk, session_id, reason))

    def _save_time(self, dialog: ArrivalDialog, session_id: str, person_id: str) -> None:
        moment = dialog.arrived_at()
        self._context.announce(set_arrival(self._context.desk, session_id, person_id, moment))

    def _save_entry(self, dialog: EntryDialog, entry_id: str) -> None:
        text = dialog.text.toPlainText()
        desk = self._context.desk
        self._context.announce(edit_entry(desk, entry_id, text, dialog.issue_id()))

    def _save_note(self, dialog: NoteDialog, note_id: str) -> None:
        kind, text = NoteKind(dialog.kind.currentData()), dialog.text.toPlainText()
        self._context.announce(edit_note(self._context.desk, note_id, kind, text))
