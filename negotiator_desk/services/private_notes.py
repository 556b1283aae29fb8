"""Private layer: notes of a caucus, of legal advice and of strategy, of one side.

This is the only module that reads or writes the table of notes. Shared views, exports, contracts,
the projector and print have no way to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.notes import NoteKind
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.private import PrivateNote
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.fields import long_text
from negotiator_desk.services.lookup import find_case, find_open_case, find_session
from negotiator_desk.storage.ids import new_id


@dataclass(frozen=True)
class NoteView:
    """A private note.

    Attributes:
        session_id: The negotiation session it was written in; None = it belongs to the case.
    """

    id: str
    session_id: str | None
    side: Side
    kind: NoteKind
    text: str
    written_at: datetime


def list_notes(
    desk: Desk, case_id: str, side: Side, session_id: str | None = None
) -> tuple[NoteView, ...]:
    """Return a side's notes on a case, the first written first.

    Args:
        session_id: Only those written in this session; None = all of the case.

    Raises:
        RuleError: There is no such case.
    """

    def query(session: Session) -> tuple[NoteView, ...]:
        find_case(session, case_id)
        wanted = select(PrivateNote).where(PrivateNote.case_id == case_id, PrivateNote.side == side)
        if session_id is not None:
            wanted = wanted.where(PrivateNote.session_id == session_id)
        rows = session.scalars(wanted.order_by(PrivateNote.written_at, PrivateNote.id))
        return tuple(
            NoteView(one.id, one.session_id, one.side, one.kind, one.text, one.written_at)
            for one in rows
        )

    return desk.read(query)


def add_note(
    desk: Desk,
    case_id: str,
    side: Side,
    kind: NoteKind,
    text: str,
    *,
    session_id: str | None = None,
) -> Outcome[str]:
    """Write a note for one side's eyes only; the outcome's value is its id.

    Args:
        session_id: The session it is written in; None = it belongs to the case.

    Raises:
        InputError: Nothing was typed, or too much.
        RuleError: The case or the session is gone, or the session is of another case; or the case
            is in the trash.
    """

    def work(session: Session) -> str:
        case = find_open_case(session, case_id)
        words = _words(text)
        if session_id is not None and find_session(session, session_id).case_id != case.id:
            raise RuleError(
                _("This session belongs to another case; nothing was changed."),
                hint=_("Choose a session of this case."),
            )
        note = PrivateNote(
            id=new_id(),
            case_id=case.id,
            session_id=session_id,
            side=side,
            kind=kind,
            text=words,
            written_at=desk.now(),
        )
        session.add(note)
        return note.id

    return desk.run("add_private_note", work)


def edit_note(desk: Desk, note_id: str, kind: NoteKind, text: str) -> Outcome[None]:
    """Change a note; the time it was written at stays.

    Raises:
        InputError: Nothing was typed, or too much.
        RuleError: The note is gone, or the case is in the trash.
    """

    def work(session: Session) -> None:
        note = _find(session, note_id)
        words = _words(text)
        note.kind = kind
        note.text = words

    return desk.run("edit_private_note", work)


def remove_note(desk: Desk, note_id: str) -> Outcome[None]:
    """Remove a note; undo brings it back.

    Raises:
        RuleError: The note is gone, or the case is in the trash.
    """
    return desk.run("remove_private_note", lambda session: session.delete(_find(session, note_id)))


def _find(session: Session, note_id: str) -> PrivateNote:
    note = session.get(PrivateNote, note_id)
    if note is None:
        raise RuleError(
            _("This entry is not there any more; nothing was changed."),
            hint=_("It may have been removed or undone; go back to the list."),
        )
    find_open_case(session, note.case_id)
    return note


def _words(text: str) -> str:
    words = long_text(text, _("Text"))
    if not words:
        raise InputError(
            _("There is nothing to write down; nothing was changed."), hint=_("Type it first.")
        )
    return words
