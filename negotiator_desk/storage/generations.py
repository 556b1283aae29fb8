"""The store's folder: generations of the database, and which one is current.

`CURRENT` names a generation folder, which holds `data.db`. A new generation is built under a
`.building` name, checked, renamed, and only then named by `CURRENT`; so whenever the process dies,
the folder holds the old generation or the new one, whole. What is under `.building` was never in
use and is thrown away by the next build.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlcipher3 import dbapi2

from negotiator_desk.errors import StorageError
from negotiator_desk.i18n import _
from negotiator_desk.models.columns import utc_text
from negotiator_desk.storage import schema
from negotiator_desk.storage.checks import full_check, quick_check
from negotiator_desk.storage.durable import sync_folder, write_durably
from negotiator_desk.storage.engine import APPLICATION_ID, open_engine, writer
from negotiator_desk.storage.faults import damaged, faults_in_words, file_faults_in_words
from negotiator_desk.storage.ids import new_id
from negotiator_desk.storage.lock import StoreLock

CURRENT = "CURRENT"
LOCK = "LOCK"
DATABASE = "data.db"

_GENERATION = re.compile(r"gen-(\d{6})")
_BUILDING = ".building"
_ROOM_FOR_MIGRATION = 3
"""Free space asked for before a migration, in sizes of the database."""


@dataclass(frozen=True)
class Schema:
    """The schema to bring a store to; tests give their own.

    Attributes:
        newest: Its number.
        migrations: Folder that holds the migrations up to it.
    """

    newest: int = schema.NEWEST
    migrations: Path = schema.MIGRATIONS


NEWEST_SCHEMA = Schema()


@dataclass(frozen=True)
class Store:
    """An open store, held by this process alone.

    Attributes:
        folder: What the user calls the store.
        path: The current generation's database.
        device_id: This laptop in the journal.
        schema: Name of the schema that the journal's images follow.
    """

    folder: Path
    path: Path
    engine: Engine
    device_id: str
    schema: str
    lock: StoreLock

    def close(self) -> None:
        """Close every connection, which empties the write-ahead log, and free the lock."""
        self.engine.dispose()
        self.lock.release()


def create_store(folder: Path, now: datetime) -> Store:
    """Create a store in a new or empty folder and open it.

    Args:
        now: Moment of creation, with its zone.

    Raises:
        StorageError: There is a store already, or other files, or the disk refused.
    """
    with _locked(folder) as lock:
        if _generation_in_use(folder) is not None:
            raise StorageError(
                _("There is already a store in {folder}; it was left as it is.").format(
                    folder=folder
                ),
                hint=_("Open it, or choose another folder."),
            )
        _create(folder, now)
        return _open(folder, lock, NEWEST_SCHEMA)


def open_store(folder: Path, *, newest: Schema = NEWEST_SCHEMA) -> Store:
    """Open a store, bringing it to the newest schema in a new generation.

    Raises:
        StorageError: There is none, it is open elsewhere, damaged, or of a newer release.
    """
    if not folder.is_dir():
        raise _no_store(folder)
    with _locked(folder) as lock:
        return _open(folder, lock, newest)


def open_or_create_store(folder: Path, now: datetime) -> Store:
    """Open the store in `folder`; create it where there is none, or only a half-created one.

    Raises:
        StorageError: It is open elsewhere, damaged, of a newer release, or the disk refused.
    """
    with _locked(folder) as lock:
        if _generation_in_use(folder) is None:
            _create(folder, now)
        return _open(folder, lock, NEWEST_SCHEMA)


def has_store(folder: Path) -> bool:
    """Say whether `folder` holds a store; one that was half created does not count."""
    return _generation_in_use(folder) is not None


@contextmanager
def _locked(folder: Path) -> Iterator[StoreLock]:
    """Hold the folder's lock, and leave it to the store that was opened, unless that failed."""
    with faults_in_words(), file_faults_in_words():
        folder.mkdir(parents=True, exist_ok=True)
        with ExitStack() as on_failure:
            lock = StoreLock(folder / LOCK)
            on_failure.callback(lock.release)
            yield lock
            on_failure.pop_all()


def _generation_in_use(folder: Path) -> Path | None:
    """Return the generation that CURRENT names.

    Without CURRENT it is the newest whole one: a process died between the first one's completion
    and CURRENT's first writing, or somebody removed the file.
    """
    marker = folder / CURRENT
    if not marker.exists():
        return max(_generations(folder), default=None)
    name = marker.read_bytes().decode("ascii", errors="replace").strip()
    generation = folder / name
    if not _GENERATION.fullmatch(name) or not (generation / DATABASE).is_file():
        raise damaged()
    return generation


def _generations(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return [path for path in folder.iterdir() if _GENERATION.fullmatch(path.name)]


def _open(folder: Path, lock: StoreLock, newest: Schema) -> Store:
    generation = _generation_in_use(folder)
    if generation is None:
        raise _no_store(folder)
    number = _probe(generation / DATABASE)
    schema.refuse_newer(number, newest.newest)
    if number < newest.newest:
        generation = _migrate(folder, generation, newest)
    if not (folder / CURRENT).exists():
        _make_current(folder, generation)
    path = generation / DATABASE
    was_left_in_a_hurry = _has_log(path)
    with ExitStack() as on_failure:
        engine = open_engine(path)
        on_failure.callback(engine.dispose)
        with engine.connect() as connection:
            if was_left_in_a_hurry:
                full_check(connection)
            device_id = connection.exec_driver_sql(
                "SELECT id FROM device ORDER BY id DESC LIMIT 1"
            ).scalar_one()
        on_failure.pop_all()
    name = schema.revision_name(newest.newest)
    return Store(folder, path, engine, device_id, name, lock)


def _create(folder: Path, now: datetime) -> None:
    """Build the first generation; what an earlier attempt left is thrown away."""
    ours = {LOCK, f"gen-000001{_BUILDING}"}
    if any(p.name not in ours and not p.name.endswith(".part") for p in folder.iterdir()):
        raise StorageError(
            _("{folder} holds other files, so no store was created in it.").format(folder=folder),
            hint=_("Choose an empty folder."),
        )

    def fill(path: Path) -> None:
        engine = open_engine(path)
        try:
            schema.upgrade(engine)
            with writer(engine).begin() as connection:
                connection.exec_driver_sql(
                    "INSERT INTO device (id, created_at) VALUES (?, ?)", (new_id(), utc_text(now))
                )
            with engine.connect() as connection:
                quick_check(connection)
        finally:
            engine.dispose()

    _make_current(folder, _build(folder, "gen-000001", fill))


def _migrate(folder: Path, generation: Path, newest: Schema) -> Path:
    """Copy a generation into a new one and bring the copy to the newest schema."""
    source = generation / DATABASE
    needed = _ROOM_FOR_MIGRATION * source.stat().st_size
    if shutil.disk_usage(folder).free < needed:
        raise StorageError(
            _("There is too little free space to update the store; it was left as it is."),
            hint=_("Free {size} MB on the disk that holds the store, then try again.").format(
                size=-(-needed // 2**20)
            ),
        )

    def fill(path: Path) -> None:
        _copy(source, path)
        engine = open_engine(path)
        try:
            schema.upgrade(engine, newest=newest.newest, migrations=newest.migrations)
            with engine.connect() as connection:
                full_check(connection)
        finally:
            engine.dispose()

    latest = max(path.name for path in _generations(folder))
    number = int(latest.removeprefix("gen-")) + 1
    migrated = _build(folder, f"gen-{number:06}", fill)
    _make_current(folder, migrated)
    return migrated


def _build(folder: Path, name: str, fill: Callable[[Path], None]) -> Path:
    building = folder / f"{name}{_BUILDING}"
    if building.exists():
        shutil.rmtree(building)
    building.mkdir()
    with ExitStack() as on_failure:
        on_failure.callback(shutil.rmtree, building, ignore_errors=True)
        fill(building / DATABASE)
        sync_folder(building)
        built = building.rename(folder / name)
        on_failure.pop_all()
    sync_folder(folder)
    return built


def _make_current(folder: Path, generation: Path) -> None:
    write_durably(folder / CURRENT, f"{generation.name}\n".encode("ascii"))


def _probe(path: Path) -> int:
    """Return a file's schema number without touching the file.

    Raises:
        StorageError: It is not a store of ours.
    """
    connection = _connect_untouched(path)
    try:
        marked = connection.execute("PRAGMA application_id").fetchone()[0]
        number = int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()
    if marked != APPLICATION_ID or number == 0:
        raise damaged()
    return number


def _copy(source: Path, target: Path) -> None:
    """Copy a database by SQLite's own backup, write-ahead log included."""
    old = _connect_untouched(source)
    new = dbapi2.connect(str(target))
    try:
        old.backup(new)
    finally:
        new.close()
        old.close()


def _connect_untouched(path: Path) -> Any:
    """Return a connection that reads a database and leaves no file beside it.

    "immutable" is true: we hold the store's lock. But it passes over a write-ahead log, so a
    process that died left a file which must be read the ordinary way.
    """
    how = "mode=ro" if _has_log(path) else "mode=ro&immutable=1"
    return dbapi2.connect(f"{path.resolve().as_uri()}?{how}", uri=True)


def _has_log(path: Path) -> bool:
    """Say whether a process ended without closing the database: its log still holds pages."""
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _no_store(folder: Path) -> StorageError:
    return StorageError(
        _("There is no store in {folder}.").format(folder=folder),
        hint=_("Choose the folder of a store, or create a new one."),
    )
