"""The last guards: what is never altered cannot be, even past our own code."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from negotiator_desk.services.desk import Desk
from negotiator_desk.storage.engine import writer
from negotiator_desk.storage.generations import Store
from tests.storage import rows


def execute(store: Store, statement: str, *values: Any) -> None:
    with writer(store.engine).begin() as connection:
        connection.exec_driver_sql(statement, values)


def everything(store: Store) -> list[Any]:
    with store.engine.connect() as connection:
        return [
            connection.exec_driver_sql(f"SELECT * FROM {table}").all()
            for table in ("revision", "stored_file")
        ] + [rows.dump(store.engine)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE revision SET author = 'x'",
        "UPDATE revision SET device_sequence = device_sequence + 100",
        "DELETE FROM revision",
        "DELETE FROM revision WHERE device_sequence = (SELECT max(device_sequence) FROM revision)",
        "INSERT OR REPLACE INTO revision SELECT * FROM revision WHERE device_sequence = 2",
        "INSERT INTO revision SELECT device_id, device_sequence + 100, transaction_id, operation,"
        " intent, reverts, entity, row_id, image, parent_hash, author, at, schema, hash, 'new'"
        " FROM revision WHERE device_sequence = 1",
        "INSERT INTO revision SELECT device_id, max(device_sequence) + 1, transaction_id,"
        " operation, intent, reverts, entity, row_id, image, parent_hash, author, at, schema,"
        " 'not the last', 'new' FROM revision",
        "INSERT INTO revision SELECT 'other', 2, transaction_id, operation, intent, reverts,"
        " entity, row_id, image, parent_hash, author, at, schema, NULL, 'new'"
        " FROM revision WHERE device_sequence = 1",
        "UPDATE stored_file SET content = X'00', size = 1",
        "UPDATE stored_file SET media_type = 'x'",
        "DELETE FROM stored_file",
        "INSERT OR REPLACE INTO stored_file SELECT sha256, 'x', 1, X'00' FROM stored_file",
        "UPDATE dataset SET fingerprint = source_sha256 || ''  , rows = 2",
        "UPDATE dataset SET source_name = 'x'",
        "UPDATE dataset SET column_mapping = '{}'",
        "INSERT OR REPLACE INTO dataset SELECT * FROM dataset",
        "UPDATE offer SET terms = '{}'",
        "UPDATE offer SET argument = 'x'",
        "UPDATE offer SET tabled_at = '2027', withdrawn_at = '2027'",
        "UPDATE offer SET id = 'x'",
        "INSERT OR REPLACE INTO offer SELECT * FROM offer",
        "INSERT OR REPLACE INTO offer SELECT 'x', issue_id, session_id, bundle_id, side, round,"
        " is_binding, is_tied, '{}', argument, tabled_at, withdrawn_at, speaker_id FROM offer",
        "UPDATE offer SET is_tied = 1",
        "UPDATE offer SET speaker_id = (SELECT id FROM representative)",
        "UPDATE meeting_sheet SET number = 2",
        "DELETE FROM meeting_sheet",
        "UPDATE exchange_message SET fingerprint = 'x'",
        "DELETE FROM exchange_message",
        "UPDATE tentative_agreement SET agreed_at = '2027'",
        "DELETE FROM tentative_agreement",
        "DELETE FROM offer",
        "UPDATE agreement SET agreed_at = '2027'",
        "DELETE FROM agreement",
        "INSERT OR REPLACE INTO agreement SELECT * FROM agreement",
        "UPDATE contract_draft SET pages = 2",
        "UPDATE contract_draft SET snapshot = '{}'",
        "DELETE FROM contract_draft",
        "INSERT OR REPLACE INTO contract_draft SELECT * FROM contract_draft",
    ],
)
def test_what_is_frozen_stays_as_it_is(desk: Desk, store: Store, statement: str) -> None:
    desk.run("create_case", rows.add_one_of_each)
    before = everything(store)
    with pytest.raises(IntegrityError):
        execute(store, statement)
    assert everything(store) == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE offer SET withdrawn_at = '2027'",
        "UPDATE offer SET withdrawn_at = '2027', terms = terms",
        "UPDATE dataset SET name = 'x'",
        "DELETE FROM dataset",
    ],
)
def test_the_rest_may_change(desk: Desk, store: Store, statement: str) -> None:
    desk.run("create_case", rows.add_one_of_each)
    before = everything(store)
    execute(store, statement)
    assert everything(store) != before


def test_an_offer_goes_by_undo_alone(desk: Desk, store: Store) -> None:
    made = desk.run("create_case", rows.add_one_of_each).value
    offer_id = desk.run(
        "table_offer",
        lambda session: rows.add_offer(
            session, made["issue"], made["negotiation_session"], number=2
        ),
    ).value
    assert len(rows.dump(store.engine)["offer"]) == 2
    desk.undo()
    assert len(rows.dump(store.engine)["offer"]) == 1
    desk.redo()
    assert len(rows.dump(store.engine)["offer"]) == 2
    # The undo of a moment ago is no leave to delete what the redo brought back.
    with pytest.raises(IntegrityError):
        execute(store, "DELETE FROM offer WHERE id = ?", offer_id)


def test_a_text_is_refused_where_a_number_belongs(desk: Desk, store: Store) -> None:
    desk.run("create_case", rows.add_one_of_each)
    with pytest.raises(IntegrityError):
        execute(store, "UPDATE issue SET position = 'first'")
