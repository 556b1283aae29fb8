"""The agenda of a negotiation session: which issues of the case it is to deal with, in what order.

What else is to be talked about stands in the session's own agenda as free text.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.bargaining import Agreement, Issue, NegotiationSession
from negotiator_desk.models.meetings import AgendaIssue, MinutesEntry
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.lookup import find_open_case, find_session
from negotiator_desk.services.session_states import over_moments
from negotiator_desk.storage.ids import new_id


def set_agenda(desk: Desk, session_id: str, issue_ids: Sequence[str]) -> Outcome[None]:
    """Say which issues a session deals with, in the order they are named.

    Raises:
        InputError: An issue belongs to another case, or is named twice.
        RuleError: The session is gone, or the case is in the trash.
    """

    def work(session: Session) -> None:
        meeting = find_session(session, session_id)
        find_open_case(session, meeting.case_id)
        put_on_agenda(session, meeting, issue_ids)

    return desk.run("set_agenda", work)


def put_on_agenda(session: Session, meeting: NegotiationSession, issue_ids: Sequence[str]) -> None:
    """Make a stored session's agenda these issues, inside a transaction; rows that stay are kept.

    Raises:
        InputError: An issue belongs to another case, or is named twice.
    """
    known = set(session.scalars(select(Issue.id).where(Issue.case_id == meeting.case_id)))
    if not set(issue_ids) <= known:
        raise InputError(
            _("An issue on the agenda does not belong to this case; nothing was changed."),
            hint=_("Add the issue to the case first."),
        )
    if len(set(issue_ids)) != len(issue_ids):
        raise InputError(
            _("An issue stands on the agenda twice; nothing was changed."),
            hint=_("Name each issue once."),
        )
    before = {
        one.issue_id: one
        for one in session.scalars(select(AgendaIssue).where(AgendaIssue.session_id == meeting.id))
    }
    for issue_id, row in before.items():
        if issue_id not in issue_ids:
            session.delete(row)
    for position, issue_id in enumerate(issue_ids, start=1):
        kept = before.get(issue_id)
        if kept is None:
            session.add(
                AgendaIssue(
                    id=new_id(), session_id=meeting.id, issue_id=issue_id, position=position
                )
            )
        else:
            kept.position = position


def open_issue_ids(session: Session, case_id: str) -> tuple[str, ...]:
    """Return the issues of a case that are not agreed, in their order: a new session's agenda."""
    return tuple(
        session.scalars(
            select(Issue.id)
            .outerjoin(Agreement, Agreement.issue_id == Issue.id)
            .where(Issue.case_id == case_id, Agreement.id.is_(None))
            .order_by(Issue.position)
        )
    )


def take_off_agendas(session: Session, issue: Issue) -> None:
    """Take an issue that is to be removed off the agendas of its case's sessions.

    Raises:
        RuleError: The minutes of a session name it, or a session that is over had it on its agenda.
    """
    in_minutes = session.scalar(
        select(NegotiationSession.number)
        .join(MinutesEntry, MinutesEntry.session_id == NegotiationSession.id)
        .where(MinutesEntry.issue_id == issue.id)
        .order_by(NegotiationSession.number)
        .limit(1)
    )
    if in_minutes is not None:
        raise RuleError(
            _("The minutes of session {number} speak of “{issue}”; it was not removed.").format(
                number=in_minutes, issue=issue.title
            ),
            hint=_("Leave the issue open; only agreed issues go into the contract."),
        )
    rows = session.execute(
        select(AgendaIssue, NegotiationSession)
        .join(NegotiationSession, AgendaIssue.session_id == NegotiationSession.id)
        .where(AgendaIssue.issue_id == issue.id)
        .order_by(NegotiationSession.number)
    ).all()
    over = over_moments(session, issue.case_id)
    for row, meeting in rows:
        if meeting.number in over:
            raise RuleError(
                _(
                    "“{issue}” was on the agenda of session {number}, which is over; "
                    "it was not removed."
                ).format(issue=issue.title, number=meeting.number),
                hint=_("Leave the issue open; only agreed issues go into the contract."),
            )
        session.delete(row)
    session.flush()
