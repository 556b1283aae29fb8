"""Whether a store's file is sound."""

from __future__ import annotations

from sqlalchemy import Connection

from negotiator_desk.storage.faults import damaged


def quick_check(connection: Connection) -> None:
    """Look through the file's structure, without comparing indexes to their tables.

    Raises:
        StorageError: The file is damaged.
    """
    _must_be_ok(connection, "quick_check")
    foreign_key_check(connection)


def full_check(connection: Connection) -> None:
    """Look through the file's structure, every index and every foreign key.

    Raises:
        StorageError: The file is damaged.
    """
    _must_be_ok(connection, "integrity_check")
    foreign_key_check(connection)


def foreign_key_check(connection: Connection) -> None:
    """See that every reference finds its row.

    Raises:
        StorageError: One does not.
    """
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise damaged()


def _must_be_ok(connection: Connection, pragma: str) -> None:
    if connection.exec_driver_sql(f"PRAGMA {pragma}(1)").scalar_one() != "ok":
        raise damaged()
