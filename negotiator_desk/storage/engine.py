"""The connection to one SQLite file: one library, known settings, our own transactions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import sqlcipher3
from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event
from sqlcipher3 import dbapi2

from negotiator_desk.errors import StorageError
from negotiator_desk.i18n import _

APPLICATION_ID = 0x4E44534B
"""Marks our files among all SQLite files: "NDSK" in ASCII."""

OLDEST_SQLITE = (3, 51, 3)
"""Older releases can corrupt a WAL when it is reset (sqlite.org/wal.html#walresetbug)."""

PRAGMAS: dict[str, tuple[str, int | str]] = {
    "foreign_keys": ("ON", 1),
    "journal_mode": ("WAL", "wal"),
    # NORMAL loses acknowledged saves at power loss.
    "synchronous": ("FULL", 2),
    "busy_timeout": ("5000", 5000),
    "secure_delete": ("ON", 1),
    "temp_store": ("MEMORY", 2),
    "cell_size_check": ("ON", 1),
    "trusted_schema": ("OFF", 0),
    "cache_size": ("-65536", -65536),
    "recursive_triggers": ("ON", 1),
    "mmap_size": ("0", 0),
}
"""Setting → how it is set, and what it must then read as."""

if sys.platform == "darwin":
    # fsync alone leaves the data in the drive's cache there.
    PRAGMAS |= {"fullfsync": ("1", 1), "checkpoint_fullfsync": ("1", 1)}


def open_engine(path: Path) -> Engine:
    """Return an engine on `path` whose transactions cover DDL and PRAGMAs too.

    Left alone, the driver opens no transaction for CREATE TABLE, so a failed migration would
    leave half a schema behind. A transaction only reads, and cannot write, unless it comes from
    `writer`.

    Raises:
        StorageError: From the first connection on, if a setting did not take.
    """
    assert dbapi2.sqlite_version_info >= OLDEST_SQLITE, dbapi2.sqlite_version
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        module=sqlcipher3,
        poolclass=QueuePool,
        # Errors go to the log; what the user typed does not.
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def _configure(dbapi_connection: Any, _record: object) -> None:
        dbapi_connection.isolation_level = None
        configure(dbapi_connection)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql(f"PRAGMA query_only = {0 if writes else 1}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def writer(engine: Engine) -> Engine:
    """Return the same engine, taking the write lock when a transaction begins.

    Asked for later, in the middle of a transaction, the lock may be refused at once; and taken by
    a reader, it would shut every other reader out.
    """
    return engine.execution_options(writes=True)


def configure(dbapi_connection: Any) -> None:
    """Give a fresh connection the settings of `PRAGMAS` and read each one back.

    Raises:
        StorageError: A setting did not take, so the promises that rest on it would not hold.
    """
    for name, (value, expected) in PRAGMAS.items():
        dbapi_connection.execute(f"PRAGMA {name} = {value}").fetchall()
        taken = dbapi_connection.execute(f"PRAGMA {name}").fetchone()
        if taken is None or taken[0] != expected:
            raise StorageError(
                _("The store cannot be used safely here: the setting {name} did not take.").format(
                    name=name
                ),
                hint=_("Put the store on a disk of this computer that you may write to."),
            )
