"""Comments on the clauses of a draft. They are never printed and never exported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.wording import ClauseComment
from negotiator_desk.services.clause_places import clause_places, no_clause
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.fields import long_text
from negotiator_desk.services.lookup import find_case, find_open_case
from negotiator_desk.storage.ids import new_id


@dataclass(frozen=True)
class CommentView:
    """A comment on a clause.

    Attributes:
        place: The clause's place; "" = its issue has left the agenda.
        settled_at: None = it is open.
    """

    id: str
    place: str
    text: str
    written_at: datetime
    settled_at: datetime | None


def list_comments(desk: Desk, case_id: str) -> tuple[CommentView, ...]:
    """Return the comments on a case's contract, the first written first.

    Raises:
        RuleError: There is no such case.
    """

    def query(session: Session) -> tuple[CommentView, ...]:
        find_case(session, case_id)
        rows = session.scalars(
            select(ClauseComment).where(ClauseComment.case_id == case_id).order_by(ClauseComment.id)
        )
        places = clause_places(session, case_id)
        return tuple(
            CommentView(
                one.id, places.now(one.place) or "", one.text, one.written_at, one.settled_at
            )
            for one in rows
        )

    return desk.read(query)


def add_comment(desk: Desk, case_id: str, place: str, text: str) -> Outcome[str]:
    """Comment on a clause.

    Returns:
        The comment's id.

    Raises:
        InputError: The comment is empty or too long.
        RuleError: There is no such case or issue, or the case is in the trash.
    """

    def work(session: Session) -> str:
        find_open_case(session, case_id)
        words = long_text(text, _("Comment"))
        if not words:
            raise InputError(_("The comment is empty; nothing was added."))
        kept = clause_places(session, case_id).kept(place)
        if kept is None:
            raise no_clause()
        comment = ClauseComment(
            id=new_id(), case_id=case_id, place=kept, text=words, written_at=desk.now()
        )
        session.add(comment)
        return comment.id

    return desk.run("add_comment", work)


def settle_comment(desk: Desk, comment_id: str, *, is_settled: bool) -> Outcome[None]:
    """Mark a comment as settled, or open it again.

    Raises:
        RuleError: It is not there any more, or its case is in the trash.
    """

    def work(session: Session) -> None:
        comment = _find(session, comment_id)
        comment.settled_at = desk.now() if is_settled else None

    return desk.run("settle_comment", work)


def remove_comment(desk: Desk, comment_id: str) -> Outcome[None]:
    """Remove a comment; undo brings it back.

    Raises:
        RuleError: It is not there any more, or its case is in the trash.
    """
    return desk.run("remove_comment", lambda session: session.delete(_find(session, comment_id)))


def _find(session: Session, comment_id: str) -> ClauseComment:
    comment = session.get(ClauseComment, comment_id)
    if comment is None:
        raise RuleError(_("This comment is not there any more; nothing was changed."))
    find_open_case(session, comment.case_id)
    return comment
