"""Revisions: how one is sealed by its hash, appended to the journal and checked again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection

from negotiator_desk.models.columns import canonical_json, utc_text
from negotiator_desk.models.journal import Intent, Revision
from negotiator_desk.storage.faults import damaged
from negotiator_desk.storage.images import Image, image_to_text, recorded_tables

COLUMNS = tuple(column.name for column in Revision.__table__.columns)
"""Names of the journal's columns; the hash covers all others."""

_NAMES = ", ".join(f'"{name}"' for name in COLUMNS)
_INSERT = f"INSERT INTO revision ({_NAMES}) VALUES ({', '.join('?' for _ in COLUMNS)})"
_HEAD = """
    SELECT hash FROM revision AS head WHERE row_id = ? AND entity = ?
    AND NOT EXISTS (SELECT 1 FROM revision AS later WHERE later.parent_hash = head.hash)
"""


@dataclass(frozen=True)
class Stamp:
    """What the revisions of one transaction have in common."""

    device_id: str
    transaction_id: str
    operation: str
    intent: Intent
    reverts: str | None
    author: str
    at: datetime
    schema: str


class Fault(StrEnum):
    """What is wrong with a revision that breaks the chain."""

    MISSING = "missing"
    ALTERED = "altered"
    UNLINKED = "unlinked"


@dataclass(frozen=True)
class BrokenRevision:
    """The first revision that is not as it was written.

    Attributes:
        fault: MISSING, the number is skipped; ALTERED, it does not have its hash; UNLINKED, it
            does not name the hash of the device's revision before it.
    """

    device_id: str
    device_sequence: int
    fault: Fault


@dataclass(frozen=True)
class ChainReport:
    """What checking the journal found.

    Attributes:
        revisions: How many are as they were written.
        broken: The first that is not, or None.
    """

    revisions: int
    broken: BrokenRevision | None


def append(
    connection: Connection, stamp: Stamp, images: Iterable[tuple[str, str, Image | None]]
) -> None:
    """Write one revision for each (entity, row id, image) and read all of them back.

    Raises:
        StorageError: The store does not give back what was written.
    """
    tail = connection.exec_driver_sql(
        "SELECT device_sequence, hash FROM revision WHERE device_id = ?"
        " ORDER BY device_sequence DESC LIMIT 1",
        (stamp.device_id,),
    ).first()
    sequence, previous = (0, None) if tail is None else (int(tail[0]), str(tail[1]))
    first = sequence + 1
    rows: list[tuple[Any, ...]] = []
    for entity, row_id, image in images:
        sequence += 1
        values = {
            "device_id": stamp.device_id,
            "device_sequence": sequence,
            "transaction_id": stamp.transaction_id,
            "operation": stamp.operation,
            "intent": stamp.intent.value,
            "reverts": stamp.reverts,
            "entity": entity,
            "row_id": row_id,
            "image": image_to_text(image),
            "parent_hash": connection.exec_driver_sql(_HEAD, (row_id, entity)).scalar(),
            "author": stamp.author,
            "at": utc_text(stamp.at),
            "schema": stamp.schema,
            "previous_hash": previous,
        }
        previous = seal(values)
        rows.append(tuple((values | {"hash": previous})[name] for name in COLUMNS))
    if not rows:
        return
    connection.exec_driver_sql(_INSERT, rows)
    stored = connection.exec_driver_sql(
        f"SELECT {_NAMES} FROM revision WHERE device_id = ? AND device_sequence >= ?"
        " ORDER BY device_sequence",
        (stamp.device_id, first),
    ).all()
    if [tuple(row) for row in stored] != rows:
        raise damaged()


def seal(values: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a revision: of the canonical JSON of all its columns but the hash."""
    covered = {name: value for name, value in values.items() if name != "hash"}
    return hashlib.sha256(canonical_json(covered).encode()).hexdigest()


def check_chain(connection: Connection) -> ChainReport:
    """Read the whole journal and see that nothing in it was edited, removed or moved.

    What it cannot see is a journal cut off at its end or written anew as a whole: only a witness
    elsewhere, such as a printed head, can tell.
    """
    sound = 0
    device_id: str | None = None
    sequence, previous = 0, None
    rows = connection.exec_driver_sql(
        f"SELECT {_NAMES} FROM revision ORDER BY device_id, device_sequence"
    )
    for row in rows.mappings():
        if row["device_id"] != device_id:
            device_id, sequence, previous = row["device_id"], 0, None
        sequence += 1
        fault = None
        if row["device_sequence"] != sequence:
            fault = Fault.MISSING
        elif seal(dict(row)) != row["hash"]:
            fault = Fault.ALTERED
        elif row["previous_hash"] != previous:
            fault = Fault.UNLINKED
        if fault is not None:
            return ChainReport(sound, BrokenRevision(row["device_id"], sequence, fault))
        previous = row["hash"]
        sound += 1
    return ChainReport(sound, None)


def rows_unlike_journal(connection: Connection, schema: str) -> tuple[tuple[str, str], ...]:
    """Return (table, row id) of every row that is not what its newest revision says.

    Args:
        schema: Name of the store's schema; images of an older one cannot be compared.
    """
    unlike: list[tuple[str, str]] = []
    heads = connection.exec_driver_sql(
        "SELECT entity, row_id, image, schema FROM revision AS head WHERE NOT EXISTS"
        " (SELECT 1 FROM revision AS later WHERE later.parent_hash = head.hash)"
    ).all()
    expected = {(entity, row_id): (image, named) for entity, row_id, image, named in heads}
    for entity in recorded_tables():
        for row in connection.exec_driver_sql(f'SELECT * FROM "{entity}"').mappings():
            key = (entity, row["id"])
            image, named = expected.pop(key, (None, schema))
            if named == schema and image != image_to_text(dict(row)):
                unlike.append(key)
    unlike += [key for key, (image, _named) in expected.items() if image is not None]
    return tuple(sorted(unlike))
