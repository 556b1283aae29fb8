"""What can be undone and redone, read from the journal."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from negotiator_desk.models.journal import Intent


@dataclass(frozen=True)
class Step:
    """One operation that was done."""

    transaction_id: str
    operation: str


@dataclass(frozen=True)
class History:
    """The steps around the present moment.

    Attributes:
        done: Steps that undo takes back, the next one last.
        undone: Steps that redo repeats, the next one last.
        saved_at: Moment of the latest change, UTC text, or None if there was none.
    """

    done: tuple[Step, ...]
    undone: tuple[Step, ...]
    saved_at: str | None


def read_history(connection: Connection, device_id: str, schema: str, limit: int) -> History:
    """Return the history of one device, as far back as `limit` steps, done and undone together.

    The journal is read from its end. The latest transaction about a step says whether it is done
    now; a step undone before the latest fresh operation can no longer be repeated. Images of an
    older schema are never written again, so the history begins where they end.
    """
    rows = connection.exec_driver_sql(
        "SELECT this.transaction_id, this.operation, this.intent, this.reverts, this.at,"
        " this.schema, coalesce(parent.schema, this.schema)"
        " FROM revision AS this LEFT JOIN revision AS parent ON parent.hash = this.parent_hash"
        " WHERE this.device_id = ? ORDER BY this.device_sequence DESC",
        (device_id,),
    )
    done: list[Step] = []
    undone: list[Step] = []
    seen: set[str] = set()
    latest: str | None = None
    saved_at: str | None = None
    fresh: set[str] = set()
    for transaction_id, operation, intent, reverts, at, *schemas in rows:
        saved_at = saved_at or at
        if schemas != [schema, schema]:
            fresh.discard(transaction_id)
            done = [step for step in done if step.transaction_id in fresh]
            undone = [step for step in undone if step.transaction_id in fresh]
            break
        if transaction_id == latest:
            continue
        latest = transaction_id
        if fresh and len(done) + len(undone) >= limit:
            break
        step = Step(transaction_id if intent == Intent.DO else reverts, operation)
        if step.transaction_id not in seen:
            seen.add(step.transaction_id)
            if intent != Intent.UNDO:
                done.append(step)
            elif not fresh:
                undone.append(step)
        if intent == Intent.DO:
            fresh.add(transaction_id)
    room = max(0, limit - len(undone))
    return History(tuple(reversed(done[:room])), tuple(reversed(undone)), saved_at)
