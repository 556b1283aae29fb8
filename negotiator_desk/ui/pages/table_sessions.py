"""Opening the form of a session from any part of the table."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from negotiator_desk.services.cases import get_case
from negotiator_desk.services.issues import list_issues
from negotiator_desk.services.session_proposals import propose_session
from negotiator_desk.services.sessions import SessionView, add_session, edit_session
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.session_form import SessionDialog


def open_session_form(
    context: Context, case_id: str, parent: QWidget, meeting: SessionView | None = None
) -> SessionDialog:
    """Open the form of the next session, or of one that there is, and save what it is given.

    Args:
        meeting: The session to change; None for the next one.

    Raises:
        RuleError: There is no such case.
    """
    desk = context.desk
    proposal = propose_session(desk, case_id)
    dialog = SessionDialog(
        tuple(get_case(desk, case_id).parties.values()),
        number=meeting.number if meeting else proposal.number,
        held_at=proposal.held_at,
        chair=proposal.chair,
        place=proposal.place,
        recorder=proposal.recorder,
        chiefs=proposal.chiefs,
        issues=list_issues(desk, case_id),
        agenda=meeting.issues if meeting else proposal.issues,
        meeting=meeting,
        parent=parent,
    )
    dialog.set_submit(partial(_save, context, case_id, dialog, meeting))
    dialog.open()
    return dialog


def _save(
    context: Context, case_id: str, dialog: SessionDialog, meeting: SessionView | None
) -> None:
    if meeting is None:
        context.announce(add_session(context.desk, case_id, dialog.details()))
    else:
        context.announce(edit_session(context.desk, meeting.id, dialog.details()))
