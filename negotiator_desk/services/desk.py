"""The one door through which anything is read or changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Generic, TypeVar

from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session

from negotiator_desk.errors import RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.base import Base
from negotiator_desk.models.journal import Intent
from negotiator_desk.pay.costing import Costing
from negotiator_desk.pay.dataset import Dataset
from negotiator_desk.services.facts import FACTS
from negotiator_desk.services.memory import Memory
from negotiator_desk.storage.engine import writer
from negotiator_desk.storage.faults import faults_in_words
from negotiator_desk.storage.generations import Store
from negotiator_desk.storage.history import History, Step, read_history
from negotiator_desk.storage.ids import new_id
from negotiator_desk.storage.journal import (
    ChainReport,
    Journal,
    Stamp,
    changes_of,
    refuse_changes,
    replay,
    verify_chain,
)

T = TypeVar("T")


@dataclass(frozen=True)
class Outcome(Generic[T]):
    """What an operation returned, and the names of the tables it changed."""

    value: T
    changed: frozenset[str]


class Desk:
    """Runs operations, each in one transaction, and takes them back.

    What can be undone is read from the journal, so it survives the end of the program. A desk may
    be used by several threads: they read side by side and write one after the other.

    Attributes:
        facts: Datasets read lately, by fingerprint.
        costings: Costings made lately, by the SHA-256 of all they rest on.
    """

    UNDO_LIMIT = 50
    """Operations that can be taken back one after the other."""

    def __init__(self, store: Store, *, now: Callable[[], datetime], author: str) -> None:
        """Take over an open store.

        Args:
            now: Gives the present moment, with its zone.
            author: Who is working, as the journal will name them: declared, not proven.

        Raises:
            StorageError: The journal cannot be read.
        """
        self._store = store
        self._reader = store.engine
        self._writer = writer(store.engine)
        self._now = now
        self._author = author
        self._one_writer = threading.Lock()
        self._of_thread = threading.local()
        self._is_closed = False
        self.facts: Memory[Dataset] = Memory(4)
        self.costings: Memory[Costing] = Memory(1_024)
        with faults_in_words(), self._reader.connect() as connection:
            self._history = self._read_history(connection)

    @property
    def undo_step(self) -> Step | None:
        """The operation that `undo` would take back."""
        done = self._history.done
        return done[-1] if done else None

    @property
    def redo_step(self) -> Step | None:
        """The operation that `redo` would repeat."""
        undone = self._history.undone
        return undone[-1] if undone else None

    @property
    def undo_operation(self) -> str | None:
        """Key of the operation that `undo` would take back."""
        step = self.undo_step
        return step.operation if step else None

    @property
    def redo_operation(self) -> str | None:
        """Key of the operation that `redo` would repeat."""
        step = self.redo_step
        return step.operation if step else None

    @property
    def saved_at(self) -> datetime | None:
        """Moment of the latest change, UTC; None in a store that never had one."""
        saved_at = self._history.saved_at
        return None if saved_at is None else datetime.fromisoformat(saved_at)

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return self._now().astimezone(UTC)

    def run(self, operation: str, work: Callable[[Session], T]) -> Outcome[T]:
        """Make a change: all of it, with its revisions, or nothing.

        Args:
            operation: Key of `OPERATION_LABELS`.
            work: Makes its changes through the session it is given, and returns plain values.

        Raises:
            StorageError: The disk is full, read-only or failing; nothing was changed.
        """
        with self._writing(), faults_in_words():
            with self._session(self._writer) as session, session.begin():
                journal = Journal(session)
                value = work(session)
                assert not isinstance(value, Base), "an operation returns plain values"
                changes = journal.seal(self._stamp(operation, Intent.DO, None))
                history = self._read_history(session.connection())
            self._history = history
        return Outcome(value, frozenset(change.entity for change in changes))

    def read(self, query: Callable[[Session], T]) -> T:
        """Return what `query` finds, all of it as of one moment; it cannot change anything.

        Raises:
            StorageError: The store cannot be read.
        """
        assert not self._is_closed, "the desk is closed"
        assert not self._is_writing_here(), "inside an operation, read through its own session"
        with faults_in_words(), self._session(self._reader, autoflush=False) as session:
            event.listen(session.connection(), "before_cursor_execute", refuse_changes)
            value = query(session)
            unsaved = [*session.new, *session.dirty]
        assert not unsaved, "a query changes nothing"
        assert not isinstance(value, Base), "a query returns plain values"
        return value

    def undo(self, *, expected: str | None = None) -> Outcome[str]:
        """Take back the latest operation; its key is the outcome's value.

        Args:
            expected: Transaction of the operation that was offered for undoing; None = whichever
                is the latest. Another thread may have finished one since.

        Raises:
            RuleError: There is nothing to take back, or another operation than the expected one.
            StorageError: The disk refused; nothing was changed.
        """
        return self._replay(Intent.UNDO, expected)

    def redo(self, *, expected: str | None = None) -> Outcome[str]:
        """Repeat the operation that was taken back last; its key is the outcome's value.

        Args:
            expected: Transaction of the operation that was offered for redoing; None = whichever
                is next.

        Raises:
            RuleError: There is nothing to repeat, or another operation than the expected one.
            StorageError: The disk refused; nothing was changed.
        """
        return self._replay(Intent.REDO, expected)

    def verify(self) -> ChainReport:
        """Read the whole journal and name the first revision that is not as it was written."""
        return self.read(verify_chain)

    def close(self) -> None:
        """Wait for the operation in hand, close the store and let another process open it."""
        with self._one_writer:
            if not self._is_closed:
                self._is_closed = True
                self._store.close()

    def _replay(self, intent: Intent, expected: str | None) -> Outcome[str]:
        with self._writing(), faults_in_words():
            step = self.undo_step if intent is Intent.UNDO else self.redo_step
            if step is None:
                raise RuleError(
                    _("There is nothing to undo.")
                    if intent is Intent.UNDO
                    else _("There is nothing to redo.")
                )
            if expected not in (None, step.transaction_id):
                raise _changed_meanwhile(intent)
            with self._writer.begin() as connection:
                changes = changes_of(connection, step.transaction_id)
                if intent is Intent.UNDO:
                    changes = tuple(change.inverse for change in reversed(changes))
                replay(
                    connection, self._stamp(step.operation, intent, step.transaction_id), changes
                )
                history = self._read_history(connection)
            self._history = history
        return Outcome(step.operation, frozenset(change.entity for change in changes))

    def _session(self, engine: Engine, *, autoflush: bool = True) -> Session:
        return Session(engine, autoflush=autoflush, info={FACTS: self.facts})

    def _stamp(self, operation: str, intent: Intent, reverts: str | None) -> Stamp:
        return Stamp(
            device_id=self._store.device_id,
            transaction_id=new_id(),
            operation=operation,
            intent=intent,
            reverts=reverts,
            author=self._author,
            at=self.now(),
            schema=self._store.schema,
        )

    def _read_history(self, connection: Connection) -> History:
        return read_history(connection, self._store.device_id, self._store.schema, self.UNDO_LIMIT)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        assert not self._is_writing_here(), "an operation inside an operation"
        with self._one_writer:
            assert not self._is_closed, "the desk is closed"
            self._of_thread.is_writing = True
            try:
                yield
            finally:
                self._of_thread.is_writing = False

    def _is_writing_here(self) -> bool:
        return getattr(self._of_thread, "is_writing", False)


def _changed_meanwhile(intent: Intent) -> RuleError:
    if intent is Intent.UNDO:
        return RuleError(
            _("The case changed meanwhile; nothing was undone."),
            hint=_("Look at what the Edit menu offers to undo now, and choose it again."),
        )
    return RuleError(
        _("The case changed meanwhile; nothing was redone."),
        hint=_("Look at what the Edit menu offers to redo now, and choose it again."),
    )
