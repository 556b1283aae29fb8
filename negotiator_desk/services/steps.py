"""Whose case an operation belongs to, so that none is taken back unseen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from negotiator_desk.services.desk import Desk
from negotiator_desk.storage.history import Step
from negotiator_desk.storage.images import Image, read_image
from negotiator_desk.storage.journal import changes_of

__all__ = ["Step", "StepCase", "cases_of"]

_CASE = "case"
_LEADS_TO = {
    "case_id": _CASE,
    "issue_id": "issue",
    "session_id": "negotiation_session",
    "party_id": "party",
    "representative_id": "representative",
    "sheet_id": "meeting_sheet",
    "employer_id": "member_employer",
    "offer_id": "offer",
}
"""Columns by which a row is found to belong to a case, and the tables that they name."""

_Rows = dict[tuple[str, str], Image]


@dataclass(frozen=True)
class StepCase:
    """A case that an operation changed."""

    id: str
    title: str


def cases_of(desk: Desk, step: Step) -> tuple[StepCase, ...]:
    """Return the cases that an operation changed, done or undone; none if it belongs to no case.

    Raises:
        StorageError: The journal cannot be read.
    """

    def query(session: Session) -> tuple[StepCase, ...]:
        connection = session.connection()
        changes = changes_of(connection, step.transaction_id)
        rows: _Rows = {}
        for change in changes:
            image = change.before if change.after is None else change.after
            if image is not None:
                rows[change.entity, change.row_id] = image
        found: dict[str, StepCase] = {}
        for entity, row_id in list(rows):
            for case in _cases(connection, rows, entity, row_id):
                found[case.id] = case
        return tuple(found.values())

    return desk.read(query)


def _cases(connection: Connection, rows: _Rows, entity: str, row_id: str) -> Iterator[StepCase]:
    """Follow a row to its case; a row that is gone from the store leads nowhere."""
    image = rows.get((entity, row_id)) or read_image(connection, entity, row_id)
    if image is None:
        return
    if entity == _CASE:
        # What the case is called now, not what it was called when the operation changed it.
        now = read_image(connection, entity, row_id) or image
        yield StepCase(row_id, str(now["title"]))
        return
    for column, table in _LEADS_TO.items():
        value = image.get(column)
        if isinstance(value, str):
            yield from _cases(connection, rows, table, value)
            return
