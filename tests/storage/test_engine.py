"""The connection: our SQLite, our settings, our transactions."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from negotiator_desk.errors import StorageError
from negotiator_desk.storage import engine as engine_module
from negotiator_desk.storage.engine import PRAGMAS, open_engine, writer


def test_every_setting_is_as_promised_on_every_connection(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "a.db")
    with engine.connect() as one, engine.connect() as other:
        for connection in (one, other):
            for name, (_value, expected) in PRAGMAS.items():
                found = connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
                assert found == expected, name
    engine.dispose()


def test_what_the_promises_rest_on_is_set() -> None:
    needed = {
        "foreign_keys": 1,
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "recursive_triggers": 1,
        "trusted_schema": 0,
    }
    assert {name: PRAGMAS[name][1] for name in needed} == needed


def test_a_setting_that_did_not_take_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(engine_module.PRAGMAS, "synchronous", ("NORMAL", 2))
    engine = open_engine(tmp_path / "a.db")
    with pytest.raises(StorageError, match="synchronous"):
        engine.connect()
    engine.dispose()


def test_an_old_sqlite_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_module, "OLDEST_SQLITE", (99, 0, 0))
    with pytest.raises(AssertionError):
        open_engine(tmp_path / "a.db")


def test_a_rollback_takes_back_tables_and_settings(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "a.db")
    with writer(engine).connect() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x)")
        connection.exec_driver_sql("PRAGMA user_version = 3")
        connection.rollback()
        assert connection.exec_driver_sql("PRAGMA user_version").scalar_one() == 0
        assert connection.exec_driver_sql("SELECT * FROM sqlite_schema").all() == []
    engine.dispose()


def test_a_reader_cannot_write_and_a_writer_after_it_can(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "a.db")
    for _time in range(2):
        with pytest.raises(OperationalError), engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE t (x)")
        with writer(engine).begin() as connection:
            connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS t (x)")
    engine.dispose()


def test_readers_do_not_wait_for_the_writer(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "a.db")
    with writer(engine).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x)")
    with writer(engine).begin() as writing, engine.begin() as one, engine.begin() as other:
        writing.exec_driver_sql("INSERT INTO t VALUES (1)")
        for reading in (one, other):
            assert reading.exec_driver_sql("SELECT count(*) FROM t").scalar_one() == 0
    engine.dispose()


def test_an_error_does_not_quote_what_was_stored(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "a.db")
    with engine.connect() as connection, pytest.raises(OperationalError) as caught:
        connection.exec_driver_sql("SELECT * FROM missing WHERE x = ?", ("机密工资",))
    assert "机密工资" not in str(caught.value)
    engine.dispose()
