"""The store's folder: one process, whole generations, nothing guessed."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from negotiator_desk.errors import StorageError
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.opening import open_desk
from negotiator_desk.storage import generations
from negotiator_desk.storage.engine import APPLICATION_ID
from negotiator_desk.storage.generations import (
    CURRENT,
    DATABASE,
    create_store,
    has_store,
    open_or_create_store,
    open_store,
)
from tests.storage import rows

HOLD = """
import sys
from pathlib import Path
from negotiator_desk.services.opening import open_desk
from tests.storage import rows
desk = open_desk(Path(sys.argv[1]), author="")
desk.run("create_case", rows.add_case)
print("open", flush=True)
sys.stdin.read()
"""


def holder(folder: Path) -> subprocess.Popen[bytes]:
    """Start a process that changes a store and keeps it open."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"open\n"
    return process


def kill(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL


def test_a_new_store_is_a_folder_with_a_current_generation(folder: Path, now: datetime) -> None:
    assert not has_store(folder)
    store = create_store(folder, now)
    assert has_store(folder)
    assert (folder / CURRENT).read_text() == "gen-000001\n"
    assert store.path == folder / "gen-000001" / DATABASE
    with store.engine.connect() as connection:
        marked = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
        number = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    assert (marked, number) == (APPLICATION_ID, 6)
    store.close()
    assert sorted(path.name for path in folder.rglob("*")) == [
        CURRENT,
        "LOCK",
        DATABASE,
        "gen-000001",
    ]


def test_a_store_is_not_created_twice(folder: Path, now: datetime) -> None:
    create_store(folder, now).close()
    with pytest.raises(StorageError, match="already a store"):
        create_store(folder, now)
    open_store(folder).close()


def test_a_folder_with_other_files_gets_no_store(folder: Path, now: datetime) -> None:
    folder.mkdir()
    (folder / "letter.docx").write_bytes(b"mine")
    with pytest.raises(StorageError, match="other files"):
        open_or_create_store(folder, now)
    assert (folder / "letter.docx").read_bytes() == b"mine"
    assert not has_store(folder)


@pytest.mark.parametrize("there", [True, False])
def test_a_folder_without_a_store_is_not_opened(folder: Path, there: bool) -> None:
    if there:
        folder.mkdir()
    with pytest.raises(StorageError, match="no store"):
        open_store(folder)


def test_a_path_that_is_a_file_is_refused_in_words(folder: Path, now: datetime) -> None:
    folder.write_bytes(b"x")
    with pytest.raises(StorageError):
        open_or_create_store(folder, now)
    assert folder.read_bytes() == b"x"


def test_the_same_process_cannot_open_a_store_twice(folder: Path, now: datetime) -> None:
    store = create_store(folder, now)
    with pytest.raises(StorageError, match="already open"):
        open_store(folder)
    store.close()
    open_store(folder).close()


def test_of_many_that_open_at_once_one_wins(folder: Path, now: datetime) -> None:
    started = threading.Barrier(8)

    def attempt(_number: int) -> generations.Store | None:
        started.wait()
        try:
            return open_or_create_store(folder, now)
        except StorageError:
            return None

    with ThreadPoolExecutor(8) as pool:
        won = [store for store in pool.map(attempt, range(8)) if store is not None]
    assert len(won) == 1
    won[0].close()


def test_another_process_keeps_us_out_until_it_dies(folder: Path, now: datetime) -> None:
    process = holder(folder)
    try:
        with pytest.raises(StorageError, match="already open"):
            open_store(folder)
    finally:
        kill(process)
    store = open_or_create_store(folder, now)
    assert len(rows.dump(store.engine)["case"]) == 1
    store.close()


def test_a_lock_file_left_behind_locks_nobody_out(folder: Path, now: datetime) -> None:
    folder.mkdir()
    (folder / "LOCK").write_bytes(b"pid 1 on another computer")
    create_store(folder, now).close()


@pytest.mark.parametrize("left", ["nothing", "folder", "torn file", "part of CURRENT"])
def test_a_store_that_was_half_created_is_created_anew(
    folder: Path, now: datetime, left: str
) -> None:
    building = folder / "gen-000001.building"
    if left != "nothing":
        building.mkdir(parents=True)
    if left == "torn file":
        (building / DATABASE).write_bytes(b"SQLite format 3\x00 torn")
        (building / f"{DATABASE}-wal").write_bytes(b"torn")
    if left == "part of CURRENT":
        (folder / ".CURRENT.17.part").write_bytes(b"gen-0")
    store = open_or_create_store(folder, now)
    assert rows.dump(store.engine)["case"] == []
    store.close()
    assert not building.exists()


def test_a_store_whose_creator_died_before_naming_it_is_taken_as_it_is(
    folder: Path, now: datetime
) -> None:
    desk = open_desk(folder, author="", now=lambda: now)
    desk.run("create_case", rows.add_case)
    desk.close()
    (folder / CURRENT).unlink()
    store = open_or_create_store(folder, now)
    assert len(rows.dump(store.engine)["case"]) == 1
    assert (folder / CURRENT).read_text() == "gen-000001\n"
    store.close()


def test_killed_at_any_step_of_creation_the_store_opens(
    folder: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """Nothing after it runs: not even the tidying that follows an error."""

    steps = ["open_engine", "quick_check", "sync_folder", "write_durably"]
    for step in steps:
        here = folder / step
        with monkeypatch.context() as patch:

            def die(*_arguments: object) -> None:
                raise Killed

            patch.setattr(generations, step, die)
            patch.setattr(shutil, "rmtree", lambda *_arguments, **_options: None)
            with pytest.raises(Killed):
                open_or_create_store(here, now)
        open_or_create_store(here, now).close()
        open_store(here).close()


@pytest.mark.parametrize(
    "content", [b"", b"gen-000009\n", b"../elsewhere", b"\xff\xfe", b"gen-000001.building"]
)
def test_a_damaged_name_of_the_generation_is_not_guessed_at(
    folder: Path, now: datetime, content: bytes
) -> None:
    create_store(folder, now).close()
    (folder / CURRENT).write_bytes(content)
    with pytest.raises(StorageError, match="damaged"):
        open_or_create_store(folder, now)
    assert (folder / CURRENT).read_bytes() == content


def spoil_header(path: Path) -> None:
    path.write_bytes(b"not a database at all" * 1000)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def foreign(path: Path) -> None:
    path.unlink()
    connection = dbapi2.connect(str(path))
    connection.execute("CREATE TABLE recipes (x)")
    connection.close()


@pytest.mark.parametrize("spoil", [spoil_header, empty, foreign])
def test_a_file_that_is_no_store_is_left_alone(
    folder: Path, now: datetime, spoil: Callable[[Path], None]
) -> None:
    create_store(folder, now).close()
    database = folder / "gen-000001" / DATABASE
    spoil(database)
    before = database.read_bytes()
    with pytest.raises(StorageError, match="damaged"):
        open_store(folder)
    assert database.read_bytes() == before
    assert [path.name for path in database.parent.iterdir()] == [DATABASE]


def test_a_store_left_in_a_hurry_is_looked_through(folder: Path, now: datetime) -> None:
    kill(holder(folder))
    database = folder / "gen-000001" / DATABASE
    assert database.with_name(f"{DATABASE}-wal").stat().st_size > 0
    store = open_store(folder)
    assert len(rows.dump(store.engine)["case"]) == 1
    assert Desk(store, now=lambda: now, author="").verify().broken is None
    store.close()


def test_damage_found_after_a_hurried_end_is_said_and_left_alone(
    folder: Path, now: datetime
) -> None:
    desk = open_desk(folder, author="", now=lambda: now)
    desk.run("create_case", rows.add_one_of_each)
    desk.close()
    database = folder / "gen-000001" / DATABASE
    content = bytearray(database.read_bytes())
    # Turn the order of a b-tree's cells round: the structure no longer holds.
    page = next(
        start
        for start in range(4096, len(content), 4096)
        if content[start] in {10, 13} and content[start + 4] >= 3
    )
    first = 8
    cells = bytes(content[page + first : page + first + 2])
    content[page + first : page + first + 2] = content[page + first + 2 : page + first + 4]
    content[page + first + 2 : page + first + 4] = cells
    database.write_bytes(content)
    database.with_name(f"{DATABASE}-wal").write_bytes(b"\0" * 32)
    with pytest.raises(StorageError, match="damaged"):
        open_store(folder)
