"""The journal: what a revision holds, and how tampering shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from negotiator_desk.models.case import Case
from negotiator_desk.models.columns import canonical_json
from negotiator_desk.services.desk import Desk
from negotiator_desk.storage.engine import writer
from negotiator_desk.storage.generations import Store
from negotiator_desk.storage.images import recorded_tables
from negotiator_desk.storage.revisions import (
    COLUMNS,
    BrokenRevision,
    Fault,
    rows_unlike_journal,
    seal,
)
from tests.storage import rows

NAMES = ", ".join(f'"{name}"' for name in COLUMNS)


def journal(store: Store) -> list[dict[str, object]]:
    with store.engine.connect() as connection:
        found = connection.exec_driver_sql(f"SELECT {NAMES} FROM revision ORDER BY device_sequence")
        return [dict(row) for row in found.mappings()]


def tamper(store: Store, work: Callable[[Connection], object]) -> None:
    """Do what someone with an SQLite tool can: drop the guards, then change what they like."""
    with writer(store.engine).begin() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        triggers = connection.exec_driver_sql(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
        )
        for (name,) in triggers.all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        work(connection)


def write_ten(desk: Desk) -> None:
    for number in range(10):
        desk.run("create_case", lambda session, n=number: rows.add_case(session, f"{n}"))


def test_a_revision_holds_the_stored_values_and_is_sealed_by_its_hash(
    desk: Desk, store: Store
) -> None:
    case_id = desk.run("create_case", rows.add_case).value

    def trash(session: Session) -> None:
        session.get_one(Case, case_id).trashed_at = datetime(2026, 11, 19, tzinfo=UTC)

    desk.run("trash_case", trash)
    desk.undo()
    created, trashed, restored = journal(store)
    assert json.loads(str(trashed["image"]))["trashed_at"] == "2026-11-19T00:00:00.000000Z"
    assert restored["image"] == created["image"]
    assert [r["device_sequence"] for r in (created, trashed, restored)] == [1, 2, 3]
    assert [r["previous_hash"] for r in (created, trashed, restored)] == [
        None,
        created["hash"],
        trashed["hash"],
    ]
    assert [r["parent_hash"] for r in (created, trashed, restored)] == [
        None,
        created["hash"],
        trashed["hash"],
    ]
    assert [r["intent"] for r in (created, trashed, restored)] == ["do", "do", "undo"]
    assert restored["reverts"] == trashed["transaction_id"]
    assert {r["author"] for r in (created, trashed, restored)} == {"指导员"}
    assert {r["schema"] for r in (created, trashed, restored)} == {"0006"}
    covered = {name: value for name, value in trashed.items() if name != "hash"}
    assert trashed["hash"] == hashlib.sha256(canonical_json(covered).encode()).hexdigest()


def test_the_seal_of_a_revision_never_changes() -> None:
    values: dict[str, object] = dict.fromkeys(COLUMNS) | {
        "device_sequence": 1,
        "image": '{"title":"协商"}',
    }
    assert seal(values) == "e969dc6280d73d38c12a5a49ec08e5dfbc430ee1892e4520fcfe1af7e2b7cfd7"


def test_images_hold_whole_numbers_and_texts_only(desk: Desk, store: Store) -> None:
    desk.run("create_case", rows.add_one_of_each)
    images = [json.loads(str(revision["image"])) for revision in journal(store)]
    assert len(images) == len(recorded_tables()) == 35
    values = [value for image in images for value in image.values()]
    assert {type(value) for value in values} == {int, str, type(None)}


def test_a_sound_journal_verifies_and_agrees_with_the_rows(desk: Desk, store: Store) -> None:
    write_ten(desk)
    desk.undo()
    report = desk.verify()
    assert (report.revisions, report.broken) == (11, None)
    with store.engine.connect() as connection:
        assert rows_unlike_journal(connection, store.schema) == ()


@pytest.mark.parametrize("column", COLUMNS[2:])
def test_an_edited_revision_is_named(desk: Desk, store: Store, column: str) -> None:
    write_ten(desk)
    tamper(
        store,
        lambda connection: connection.exec_driver_sql(
            f'UPDATE revision SET "{column}" = ? WHERE device_sequence = 4', ("x" * 64,)
        ),
    )
    report = desk.verify()
    assert report.revisions == 3
    assert report.broken == BrokenRevision(store.device_id, 4, Fault.ALTERED)


def test_an_edited_revision_with_a_new_seal_breaks_the_next(desk: Desk, store: Store) -> None:
    write_ten(desk)

    def work(connection: Connection) -> None:
        forged = journal(store)[3] | {"author": "别人"}
        connection.exec_driver_sql(
            "UPDATE revision SET author = ?, hash = ? WHERE device_sequence = 4",
            ("别人", seal(forged)),
        )

    tamper(store, work)
    assert desk.verify().broken == BrokenRevision(store.device_id, 5, Fault.UNLINKED)


def test_a_removed_revision_is_named(desk: Desk, store: Store) -> None:
    write_ten(desk)
    tamper(
        store,
        lambda connection: connection.exec_driver_sql(
            "DELETE FROM revision WHERE device_sequence = 4"
        ),
    )
    assert desk.verify().broken == BrokenRevision(store.device_id, 4, Fault.MISSING)


def test_a_removed_and_closed_up_revision_is_named(desk: Desk, store: Store) -> None:
    write_ten(desk)

    def work(connection: Connection) -> None:
        connection.exec_driver_sql("DELETE FROM revision WHERE device_sequence = 4")
        for number in range(5, 11):
            connection.exec_driver_sql(
                "UPDATE revision SET device_sequence = ? WHERE device_sequence = ?",
                (number - 1, number),
            )

    tamper(store, work)
    assert desk.verify().broken == BrokenRevision(store.device_id, 4, Fault.ALTERED)


def test_two_revisions_that_changed_places_are_named(desk: Desk, store: Store) -> None:
    write_ten(desk)

    def work(connection: Connection) -> None:
        for old, new in ((4, 99), (5, 4), (99, 5)):
            connection.exec_driver_sql(
                "UPDATE revision SET device_sequence = ? WHERE device_sequence = ?", (new, old)
            )

    tamper(store, work)
    assert desk.verify().broken == BrokenRevision(store.device_id, 4, Fault.ALTERED)


def test_rows_changed_behind_the_journal_are_named(desk: Desk, store: Store) -> None:
    write_ten(desk)
    cases = [row[0] for row in rows.dump(store.engine)["case"]]

    def work(connection: Connection) -> None:
        connection.exec_driver_sql("UPDATE \"case\" SET title = 'x' WHERE id = ?", (cases[2],))
        connection.exec_driver_sql('DELETE FROM "case" WHERE id = ?', (cases[5],))
        connection.exec_driver_sql(
            "INSERT INTO \"case\" SELECT 'new', 'new', title, kind, jurisdiction, NULL, NULL,"
            ' created_at, NULL FROM "case" LIMIT 1'
        )
        connection.exec_driver_sql("DELETE FROM revision WHERE device_sequence = 10")

    tamper(store, work)
    with store.engine.connect() as connection:
        assert rows_unlike_journal(connection, store.schema) == tuple(
            sorted([("case", cases[2]), ("case", cases[5]), ("case", cases[9]), ("case", "new")])
        )
