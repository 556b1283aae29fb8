"""The migrations build what the entities describe, or nothing."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, inspect
from sqlalchemy.exc import DatabaseError

from negotiator_desk.errors import StorageError
from negotiator_desk.models.base import Base
from negotiator_desk.services.desk import Desk
from negotiator_desk.storage import schema
from negotiator_desk.storage.engine import open_engine, writer
from negotiator_desk.storage.generations import (
    CURRENT,
    DATABASE,
    Schema,
    create_store,
    open_store,
)
from tests.storage import rows

ENV = (schema.MIGRATIONS / "env.py").read_text(encoding="utf-8")
VERSIONS = {
    path.name: path.read_text(encoding="utf-8")
    for path in (schema.MIGRATIONS / "versions").glob("r*.py")
}
LATER = '''"""A later schema."""
from alembic import op

revision = "0007"
down_revision = "0006"

def upgrade():
    op.execute("CREATE TABLE second (x TEXT) STRICT")
    op.execute("ALTER TABLE issue ADD COLUMN added TEXT")
    {more}
'''


def described(engine: Engine) -> dict[str, Any]:
    inspector = inspect(engine)
    names = sorted(set(inspector.get_table_names()) - {"alembic_version"})

    def by_name(found: list[Any]) -> list[Any]:
        return sorted(found, key=lambda one: str(one["name"]))

    return {
        name: {
            "columns": [
                (c["name"], str(c["type"]), c["nullable"], c["default"])
                for c in inspector.get_columns(name)
            ],
            "primary key": inspector.get_pk_constraint(name),
            "foreign keys": by_name(inspector.get_foreign_keys(name)),
            "unique": by_name(inspector.get_unique_constraints(name)),
            "checks": by_name(inspector.get_check_constraints(name)),
            "indexes": by_name(inspector.get_indexes(name)),
        }
        for name in names
    }


def strict_tables(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        found = connection.exec_driver_sql("PRAGMA table_list").mappings()
        return {
            row["name"]: row["strict"]
            for row in found
            if not row["name"].startswith("sqlite_") and row["name"] != "alembic_version"
        }


def later(tmp_path: Path, more: str = "") -> Schema:
    """Return a schema with one more migration, as a later release will have."""
    versions = tmp_path / "migrations" / "versions"
    versions.mkdir(parents=True)
    (versions.parent / "env.py").write_text(ENV, encoding="utf-8")
    for name, text in VERSIONS.items():
        (versions / name).write_text(text, encoding="utf-8")
    (versions / "r0007_later.py").write_text(LATER.format(more=more), encoding="utf-8")
    return Schema(7, versions.parent)


def bytes_of(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def filled(folder: Path, now: datetime) -> dict[str, Any]:
    store = create_store(folder, now)
    desk = Desk(store, now=lambda: now, author="")
    desk.run("create_case", rows.add_one_of_each)
    found = rows.dump(store.engine)
    store.close()
    return found


def test_a_store_built_by_migrations_is_what_the_entities_describe(tmp_path: Path) -> None:
    migrated, described_only = open_engine(tmp_path / "a.db"), open_engine(tmp_path / "b.db")
    schema.upgrade(migrated)
    with writer(described_only).begin() as connection:
        Base.metadata.create_all(connection)
    assert described(migrated) == described(described_only)
    assert set(described(migrated)) == set(Base.metadata.tables)
    assert strict_tables(migrated) == strict_tables(described_only)
    assert set(strict_tables(migrated).values()) == {1}
    migrated.dispose()
    described_only.dispose()


def test_no_migration_imports_an_entity() -> None:
    assert [name for name, text in VERSIONS.items() if "negotiator_desk" in text] == []
    assert "negotiator_desk" not in ENV


def test_the_number_of_the_newest_schema_is_that_of_the_newest_migration() -> None:
    names = [path.name for path in (schema.MIGRATIONS / "versions").glob("r*.py")]
    assert max(names).startswith(f"r{schema.revision_name(schema.NEWEST)}_")


def test_opening_a_store_of_the_newest_schema_does_not_import_alembic(
    tmp_path: Path, now: datetime
) -> None:
    create_store(tmp_path / "store", now).close()
    code = (
        "import sys; from pathlib import Path\n"
        "from negotiator_desk.services.opening import open_desk\n"
        "open_desk(Path(sys.argv[1])).close()\n"
        "print([name for name in sys.modules if name.startswith('alembic')])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "store")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == "[]"


def test_an_older_store_is_migrated_into_a_new_generation(tmp_path: Path, now: datetime) -> None:
    folder = tmp_path / "store"
    before = filled(folder, now)
    old = bytes_of(folder / "gen-000001")
    store = open_store(folder, newest=later(tmp_path))
    after = rows.dump(store.engine)
    assert (folder / CURRENT).read_text() == "gen-000002\n"
    assert {**after, "issue": [row[:-1] for row in after["issue"]]} == before
    assert store.schema == "0007"
    desk = Desk(store, now=lambda: now, author="")
    assert desk.verify().broken is None
    # Images of an earlier schema lack the new column, so they are not written again.
    assert desk.undo_operation is None
    store.close()
    assert bytes_of(folder / "gen-000001") == old


@pytest.mark.parametrize(
    "more",
    [
        'op.execute("CREATE TABLE second (x TEXT) STRICT")',
        'op.execute("INSERT INTO missing VALUES (1)")',
        "op.execute(\"UPDATE offer SET argument = 'x'\")",
        "raise ArithmeticError",
        "op.execute(\"INSERT INTO attendance VALUES ('x', 'no', 'no')\")",
    ],
)
def test_a_migration_that_fails_half_way_leaves_the_store_as_it_was(
    tmp_path: Path, now: datetime, more: str
) -> None:
    folder = tmp_path / "store"
    before = filled(folder, now)
    files = bytes_of(folder)
    with pytest.raises((DatabaseError, ArithmeticError, AssertionError)):
        open_store(folder, newest=later(tmp_path, more))
    assert bytes_of(folder) == files
    assert sorted(path.name for path in folder.iterdir()) == [CURRENT, "LOCK", "gen-000001"]
    store = open_store(folder)
    assert rows.dump(store.engine) == before
    store.close()


def test_a_migration_that_failed_can_be_tried_again(tmp_path: Path, now: datetime) -> None:
    folder = tmp_path / "store"
    filled(folder, now)
    (folder / "gen-000002.building").mkdir()
    (folder / "gen-000002.building" / DATABASE).write_bytes(b"half")
    newest = later(tmp_path)
    open_store(folder, newest=newest).close()
    assert (folder / CURRENT).read_text() == "gen-000002\n"
    # A whole generation that CURRENT never came to name is passed over, not written over.
    (folder / CURRENT).write_text("gen-000001\n")
    open_store(folder, newest=newest).close()
    assert (folder / CURRENT).read_text() == "gen-000003\n"


def test_a_migration_asks_for_room_first(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "store"
    filled(folder, now)
    files = bytes_of(folder)
    monkeypatch.setattr("shutil.disk_usage", lambda _path: type("Usage", (), {"free": 1000}))
    with pytest.raises(StorageError, match="too little free space") as caught:
        open_store(folder, newest=later(tmp_path))
    assert "2 MB" in caught.value.hint
    assert bytes_of(folder) == files


def test_a_store_of_a_newer_release_is_refused_untouched(tmp_path: Path, now: datetime) -> None:
    folder = tmp_path / "store"
    filled(folder, now)
    open_store(folder, newest=later(tmp_path)).close()
    files = bytes_of(folder)
    with pytest.raises(StorageError, match="newer version"):
        open_store(folder)
    assert bytes_of(folder) == files


def test_a_file_is_upgraded_once_and_never_downgraded(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "a.db")
    schema.upgrade(engine)
    before = described(engine)
    schema.upgrade(engine)
    assert described(engine) == before
    with pytest.raises(StorageError, match="newer version"):
        schema.upgrade(engine, newest=0)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
    engine.dispose()


def test_the_comparison_of_schemas_notices_a_difference() -> None:
    one, other = create_engine("sqlite://"), create_engine("sqlite://")
    with one.begin() as left, other.begin() as right:
        left.exec_driver_sql("CREATE TABLE t (x TEXT NOT NULL, CONSTRAINT c CHECK (x > 1))")
        right.exec_driver_sql("CREATE TABLE t (x TEXT NOT NULL, CONSTRAINT c CHECK (x > 2))")
    assert described(one) != described(other)
    one.dispose()
    other.dispose()
