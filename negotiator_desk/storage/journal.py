"""The journal of one transaction: what changed, written beside it before it is committed."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.orm import Session, SessionTransaction, UOWTransaction

from negotiator_desk.errors import DeskError
from negotiator_desk.models.base import Base, Recorded
from negotiator_desk.storage.faults import damaged
from negotiator_desk.storage.images import (
    Image,
    RowChange,
    image_from_text,
    read_image,
    write_images,
)
from negotiator_desk.storage.revisions import (
    BrokenRevision,
    ChainReport,
    Fault,
    Stamp,
    append,
    check_chain,
    rows_unlike_journal,
)

__all__ = [
    "BrokenRevision",
    "ChainReport",
    "Fault",
    "Journal",
    "Stamp",
    "UnrecordedChangeError",
    "changes_of",
    "refuse_changes",
    "replay",
    "rows_unlike_journal",
    "verify_chain",
]

_READS = re.compile(r"\s*(SELECT|VALUES|EXPLAIN|SAVEPOINT|RELEASE|ROLLBACK TO)\b", re.IGNORECASE)
_LOOKS = re.compile(r"\s*PRAGMA (quick_check|integrity_check|foreign_key_check)\b", re.IGNORECASE)
_READS_AFTER_WITH = re.compile(r"\s*WITH\b", re.IGNORECASE)
_CHANGES = re.compile(
    r"\b(INSERT\s+(OR|INTO)|REPLACE\s+INTO|UPDATE|DELETE\s+FROM)\b", re.IGNORECASE
)


class UnrecordedChangeError(DeskError):
    """A change went round the journal: a mistake in the program, never the user's."""


class Journal:
    """Watches one session, from before its first change until its commit.

    It sees what the session flushes. Everything else that would change a row is refused: bulk
    statements, SQL of one's own, a commit that it was not asked to seal.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._connection = session.connection()
        self._before: dict[tuple[str, str], Image | None] = {}
        self._may_write = False
        self._is_sealed = False
        event.listen(session, "before_flush", self._note_before)
        event.listen(session, "after_flush", self._note_new)
        event.listen(session, "after_soft_rollback", self._end_flush)
        event.listen(session, "before_commit", self._refuse_unsealed)
        event.listen(self._connection, "before_cursor_execute", self._refuse_unflushed)

    def changes(self) -> tuple[RowChange, ...]:
        """Return what has been flushed so far and differs from before, oldest first."""
        found = (
            RowChange(entity, row_id, before, read_image(self._connection, entity, row_id))
            for (entity, row_id), before in self._before.items()
        )
        return tuple(change for change in found if change.before != change.after)

    def seal(self, stamp: Stamp) -> tuple[RowChange, ...]:
        """Write the revisions of the transaction, after which it may commit.

        Returns:
            The rows that changed; none, and nothing was written.

        Raises:
            StorageError: The store does not give back what was written.
        """
        self._session.flush()
        changes = self.changes()
        self._may_write = True
        append(self._connection, stamp, [(c.entity, c.row_id, c.after) for c in changes])
        self._is_sealed = True
        return changes

    def _note_before(self, session: Session, _context: UOWTransaction, _some: object) -> None:
        for entity in (*session.dirty, *session.deleted):
            if isinstance(entity, Recorded):
                key = _key(entity)
                if key not in self._before:
                    self._before[key] = read_image(self._connection, *key)
        self._may_write = True

    def _note_new(self, session: Session, _context: UOWTransaction) -> None:
        for entity in session.new:
            if isinstance(entity, Recorded):
                self._before.setdefault(_key(entity), None)
        self._may_write = False

    def _end_flush(self, _session: Session, _previous: SessionTransaction) -> None:
        self._may_write = False

    def _refuse_unsealed(self, _session: Session) -> None:
        if not self._is_sealed and not self._session.in_nested_transaction():
            raise UnrecordedChangeError("only the desk commits")

    def _refuse_unflushed(self, *execution: Any) -> None:
        if not self._may_write:
            refuse_changes(*execution)


def refuse_changes(
    _connection: Connection,
    _cursor: Any,
    statement: str,
    _parameters: Any,
    _context: Any,
    _many: bool,
) -> None:
    """Refuse a statement that does more than read; a listener of `before_cursor_execute`.

    Raises:
        UnrecordedChangeError: It would change rows without a revision.
    """
    if _READS.match(statement) or _LOOKS.match(statement):
        return
    if _READS_AFTER_WITH.match(statement) and not _CHANGES.search(statement):
        return
    raise UnrecordedChangeError("a statement would change rows without a revision")


def replay(connection: Connection, stamp: Stamp, changes: tuple[RowChange, ...]) -> None:
    """Put rows into their `after` state, the journal first and the rows after it.

    The order matters: triggers let an offer, an agreement or a draft be deleted only once the
    journal says that an undo takes it away.

    Raises:
        StorageError: A row is not in its `before` state, or the store does not give back what
            was written.
    """
    if any(read_image(connection, c.entity, c.row_id) != c.before for c in changes):
        raise damaged()
    append(connection, stamp, [(c.entity, c.row_id, c.after) for c in changes])
    write_images(connection, changes)
    if any(read_image(connection, c.entity, c.row_id) != c.after for c in changes):
        raise damaged()


def changes_of(connection: Connection, transaction_id: str) -> tuple[RowChange, ...]:
    """Return what a transaction of the journal changed, oldest first."""
    rows = connection.exec_driver_sql(
        "SELECT this.entity, this.row_id, parent.image, this.image FROM revision AS this"
        " LEFT JOIN revision AS parent ON parent.hash = this.parent_hash"
        " WHERE this.transaction_id = ? ORDER BY this.device_sequence",
        (transaction_id,),
    )
    return tuple(
        RowChange(entity, row_id, image_from_text(before), image_from_text(after))
        for entity, row_id, before, after in rows
    )


def verify_chain(session: Session) -> ChainReport:
    """Read the whole journal and name the first revision that is not as it was written."""
    return check_chain(session.connection())


def _key(entity: Recorded) -> tuple[str, str]:
    assert isinstance(entity, Base)
    return str(entity.__table__.name), entity.id  # type: ignore[attr-defined]
