"""The minutes of a negotiation session: what was said, entry by entry with its time, and in all.

Both sides may read them. What only one side may read is a private note (`private_notes.py`).
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.bargaining import NegotiationSession
from negotiator_desk.models.meetings import MinutesEntry
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.fields import long_text
from negotiator_desk.services.lookup import find_issue, find_open_case, find_session
from negotiator_desk.storage.ids import new_id


def add_entry(desk: Desk, session_id: str, text: str, issue_id: str | None = None) -> Outcome[str]:
    """Write down what was said, with the present time; the outcome's value is the entry's id.

    Args:
        issue_id: What it was said about; None for no issue.

    Raises:
        InputError: Nothing was typed, or too much.
        RuleError: The session or the issue is gone, or the issue is of another case; or the case is
            in the trash.
    """

    def work(session: Session) -> str:
        meeting = _open_meeting(session, session_id)
        entry = MinutesEntry(id=new_id(), session_id=meeting.id, written_at=desk.now())
        _apply(session, entry, meeting, text, issue_id)
        session.add(entry)
        return entry.id

    return desk.run("add_minutes_entry", work)


def edit_entry(desk: Desk, entry_id: str, text: str, issue_id: str | None = None) -> Outcome[None]:
    """Correct an entry; the time it was written at stays.

    Raises:
        InputError: Nothing was typed, or too much.
        RuleError: The entry or the issue is gone, or the issue is of another case; or the case is
            in the trash.
    """

    def work(session: Session) -> None:
        entry, meeting = _find(session, entry_id)
        _apply(session, entry, meeting, text, issue_id)

    return desk.run("edit_minutes_entry", work)


def remove_entry(desk: Desk, entry_id: str) -> Outcome[None]:
    """Remove an entry; undo brings it back.

    Raises:
        RuleError: The entry is gone, or the case is in the trash.
    """

    def work(session: Session) -> None:
        entry, _meeting = _find(session, entry_id)
        session.delete(entry)

    return desk.run("remove_minutes_entry", work)


def save_minutes(desk: Desk, session_id: str, text: str) -> Outcome[None]:
    """Replace the minutes as a whole, which stand beside the entries; "" for none.

    Raises:
        InputError: They are too long.
        RuleError: The session is gone, or the case is in the trash.
    """

    def work(session: Session) -> None:
        meeting = _open_meeting(session, session_id)
        meeting.minutes = long_text(text, _("Minutes"))

    return desk.run("save_minutes", work)


def _open_meeting(session: Session, session_id: str) -> NegotiationSession:
    meeting = find_session(session, session_id)
    find_open_case(session, meeting.case_id)
    return meeting


def _find(session: Session, entry_id: str) -> tuple[MinutesEntry, NegotiationSession]:
    entry = session.get(MinutesEntry, entry_id)
    if entry is None:
        raise RuleError(
            _("This entry is not in the minutes any more; nothing was changed."),
            hint=_("It may have been removed or undone; go back to the list."),
        )
    return entry, _open_meeting(session, entry.session_id)


def _apply(
    session: Session,
    entry: MinutesEntry,
    meeting: NegotiationSession,
    text: str,
    issue_id: str | None,
) -> None:
    words = long_text(text, _("Minutes"))
    if not words:
        raise InputError(
            _("There is nothing to write down; nothing was changed."),
            hint=_("Type what was said first."),
        )
    if issue_id is not None and find_issue(session, issue_id).case_id != meeting.case_id:
        raise RuleError(
            _("This issue belongs to another case; nothing was changed."),
            hint=_("Choose an issue of this case, or none."),
        )
    entry.text = words
    entry.issue_id = issue_id
