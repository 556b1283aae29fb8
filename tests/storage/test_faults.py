"""Death, full disks and refusing disks: nothing half-written, and a sentence."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from sqlcipher3 import dbapi2

from negotiator_desk.errors import StorageError
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.opening import open_desk
from negotiator_desk.storage.durable import write_durably
from negotiator_desk.storage.engine import writer
from negotiator_desk.storage.faults import faults_in_words, file_faults_in_words, reason_of
from negotiator_desk.storage.files import get_file, put_file
from negotiator_desk.storage.generations import Store
from tests.storage import rows
from tests.storage.torture import torture

FULL_DISK = """
import resource, sys
from pathlib import Path
from negotiator_desk.errors import StorageError
from negotiator_desk.services.opening import open_desk
from negotiator_desk.storage.files import put_file
from tests.storage import rows

desk = open_desk(Path(sys.argv[1]), author="")
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
done = 0

def work(session):
    rows.add_case(session, f"{done}")
    put_file(session, f"{done}".encode() * 20_000, "text/plain")

refused = None
while refused is None:
    try:
        desk.run("create_case", work)
        done += 1
    except StorageError as error:
        refused = error
history = (desk.undo_operation, desk.redo_operation)
assert history == ("create_case" if done else None, None), history
assert len(rows.dump(desk._store.engine)["case"]) == done
assert desk.verify().revisions == done
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
desk.run("create_case", work)
assert desk.verify().revisions == done + 1
desk.close()
print(done, refused, refused.hint, sep="|")
"""


def test_killed_at_random_moments_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    tally = torture(tmp_path / "store", kills=15, seed=20261118)
    assert tally.kills == 15
    assert tally.acknowledged > 15
    assert tally.in_a_hurry > 0


@pytest.mark.parametrize("limit", [150_000, 400_000, 1_000_000])
def test_a_full_disk_refuses_in_words_and_loses_nothing(tmp_path: Path, limit: int) -> None:
    folder = tmp_path / "store"
    ran = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(folder), str(limit)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    done, said, hint = ran.stdout.strip().split("|")
    assert "nothing was changed" in said
    assert "free space" in hint
    desk = open_desk(folder, author="")
    assert desk.verify().revisions == int(done) + 1
    desk.close()


@pytest.mark.parametrize("limit", [0, 4096, 60_000])
def test_a_store_that_did_not_fit_on_the_disk_is_created_later(tmp_path: Path, limit: int) -> None:
    folder = tmp_path / "store"
    code = (
        "import resource, sys; from pathlib import Path\n"
        "from negotiator_desk.errors import StorageError\n"
        "from negotiator_desk.services.opening import open_desk\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
        "try:\n    open_desk(Path(sys.argv[1]), author='')\n"
        "except StorageError as error:\n    sys.exit(7)\n"
    )
    # No bytecode: the limit would also stop Python from writing it.
    ran = subprocess.run(
        [sys.executable, "-B", "-c", code, str(folder)], capture_output=True, check=False
    )
    assert ran.returncode == 7, ran.stderr
    desk = open_desk(folder, author="")
    assert desk.run("create_case", rows.add_case).changed
    desk.close()


def test_a_store_that_another_library_holds_is_refused_in_words(
    desk: Desk, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.run("create_case", rows.add_case)
    store.engine.dispose()
    other = dbapi2.connect(str(store.path))
    other.isolation_level = None
    other.execute("BEGIN IMMEDIATE")
    with writer(store.engine).connect() as connection:
        driver = connection.connection.dbapi_connection
        assert driver is not None
        driver.execute("PRAGMA busy_timeout = 1")
    with pytest.raises(StorageError, match="Another program"):
        desk.run("create_case", lambda session: rows.add_case(session, "2"))
    other.execute("ROLLBACK")
    other.close()
    assert desk.run("create_case", lambda session: rows.add_case(session, "2")).changed


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (dbapi2.SQLITE_FULL, "full"),
        (dbapi2.SQLITE_BUSY, "Another program"),
        (dbapi2.SQLITE_LOCKED, "Another program"),
        (dbapi2.SQLITE_READONLY, "cannot be written"),
        (dbapi2.SQLITE_CANTOPEN, "cannot be written"),
        (dbapi2.SQLITE_IOERR, "disk failed"),
        (dbapi2.SQLITE_IOERR | 3 << 8, "disk failed"),
        (dbapi2.SQLITE_CORRUPT, "damaged"),
        (dbapi2.SQLITE_NOTADB, "damaged"),
        (dbapi2.SQLITE_NOMEM, "memory"),
    ],
)
def test_each_fault_of_the_store_has_its_sentence(code: int, said: str) -> None:
    error = dbapi2.OperationalError("in English")
    error.sqlite_errorcode = code
    for raised in (error, OperationalError("SELECT", {}, error)):
        with pytest.raises(StorageError, match=said) as caught, faults_in_words():
            raise raised
        assert caught.value.hint


def test_a_mistake_of_ours_is_not_blamed_on_the_disk() -> None:
    error = dbapi2.OperationalError("no such column")
    error.sqlite_errorcode = dbapi2.SQLITE_ERROR
    for raised in (error, OperationalError("SELECT", {}, error)):
        with pytest.raises((dbapi2.Error, OperationalError)), faults_in_words():
            raise raised


def test_a_missing_file_of_the_user_is_not_blamed_on_the_store(desk: Desk) -> None:
    with pytest.raises(FileNotFoundError):
        desk.run("import_dataset", lambda _session: Path("missing.xlsx").read_bytes())


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "full"),
        (errno.EROFS, "cannot be written"),
        (errno.EACCES, "cannot be written"),
        (errno.EIO, "disk failed"),
    ],
)
def test_each_fault_of_the_folder_has_its_sentence(number: int, said: str) -> None:
    with pytest.raises(StorageError, match=said), file_faults_in_words():
        raise OSError(number, os.strerror(number))


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EFBIG, "the disk is full"),
        (errno.EACCES, "it may not be written there"),
        (errno.EROFS, "it may not be written there"),
        (errno.ENOENT, "there is no such folder"),
        (errno.EEXIST, "a file has that name"),
        (errno.EIO, "the disk failed"),
    ],
)
def test_why_a_file_was_refused_is_said_in_our_words(number: int, said: str) -> None:
    assert reason_of(OSError(number, os.strerror(number))) == said


def test_a_file_is_stored_once_and_comes_back_whole(desk: Desk, store: Store) -> None:
    content = bytes(range(256)) * 100
    names = [
        desk.run("import_dataset", lambda session: put_file(session, content, "text/csv")).value
        for _time in range(2)
    ]
    assert names[0] == names[1]
    assert desk.read(lambda session: get_file(session, names[0])) == content
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM stored_file").scalar_one() == 1


def test_a_file_that_was_altered_or_is_missing_is_not_given_out(desk: Desk, store: Store) -> None:
    sha256 = desk.run("import_dataset", lambda session: put_file(session, b"one", "a/b")).value
    with writer(store.engine).begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER stored_file_fixed")
        connection.exec_driver_sql("UPDATE stored_file SET content = X'6f6e66'")
    for name in (sha256, "0" * 64):
        with pytest.raises(StorageError, match="damaged"):
            desk.read(lambda session, name=name: get_file(session, name))


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "contract.pdf"
    write_durably(path, b"first")
    write_durably(path, b"second")
    assert path.read_bytes() == b"second"
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["contract.pdf"]


@pytest.mark.parametrize("step", ["fsync", "read_bytes", "replace"])
def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "contract.pdf"
    write_durably(path, b"first")

    def refuse(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    def other(_path: Path) -> bytes:
        return b"something else"

    with monkeypatch.context() as patch:
        broken: Callable[..., object] = other if step == "read_bytes" else refuse
        patch.setattr(os if step == "fsync" else Path, step, broken)
        with pytest.raises(OSError, match=r"full|read back"):
            write_durably(path, b"second")
    assert path.read_bytes() == b"first"
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["contract.pdf"]


def test_a_file_may_have_the_longest_name_the_disk_allows(tmp_path: Path) -> None:
    path = tmp_path / f"{'协' * 83}.pdf"  # 253 bytes of 255
    write_durably(path, b"x")
    assert path.read_bytes() == b"x"


def test_a_scanner_that_holds_the_file_for_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("negotiator_desk.storage.durable.time.sleep", pauses.append)
    replace = Path.replace

    def held(source: Path, target: Path) -> Path:
        if len(pauses) < 2:
            error = PermissionError(errno.EACCES, "in use")
            error.winerror = 32  # type: ignore[attr-defined]
            raise error
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", held)
    write_durably(tmp_path / "a.pdf", b"x")
    assert (tmp_path / "a.pdf").read_bytes() == b"x"
    assert pauses == [0.05, 0.1]
