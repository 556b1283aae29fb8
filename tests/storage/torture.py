"""Kills a process that commits through the desk, at random moments, and looks at what is left.

By hand, for a release: `python -m tests.storage.torture 2000`.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from negotiator_desk.errors import RuleError
from negotiator_desk.models.bargaining import Issue
from negotiator_desk.models.case import Case
from negotiator_desk.models.private import Mandate
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.opening import open_desk
from negotiator_desk.storage.checks import full_check
from negotiator_desk.storage.files import put_file
from negotiator_desk.storage.revisions import rows_unlike_journal
from tests.storage import rows

ISSUES_OF_A_CASE = 3


@dataclass
class Tally:
    """What the killed processes had done.

    Attributes:
        acknowledged: Operations that the process said were saved.
        unacknowledged: Operations found saved whose process died before saying so.
        in_a_hurry: Kills that left pages in the write-ahead log.
    """

    kills: int = 0
    acknowledged: int = 0
    unacknowledged: int = 0
    in_a_hurry: int = 0


def write_for_ever(folder: Path) -> None:
    """Make cases, each with issues and mandates in one operation; undo and redo some."""
    desk = open_desk(folder, author="")
    seed = random.Random()
    while True:
        number = f"{desk.verify().revisions}-{seed.random()}"

        def work(session: Session, number: str = number) -> None:
            case_id = rows.add_case(session, number)
            for position in range(1, ISSUES_OF_A_CASE + 1):
                rows.add_mandate(session, rows.add_issue(session, case_id, position))
            put_file(session, number.encode() * 300, "text/plain")

        desk.run("create_case", work)
        tell(desk)
        if seed.random() < 0.4:
            desk.undo()
            tell(desk)
            if seed.random() < 0.5:
                desk.redo()
                tell(desk)


def tell(desk: Desk) -> None:
    """Acknowledge: print how many revisions are saved."""
    with desk._store.engine.connect() as connection:
        saved = connection.exec_driver_sql("SELECT count(*) FROM revision").scalar_one()
    sys.stdout.write(f"{saved}\n")
    sys.stdout.flush()


def torture(folder: Path, kills: int, seed: int) -> Tally:
    """Kill `kills` processes on one store; every one must leave it whole.

    Raises:
        AssertionError: Something acknowledged is lost, or an operation is there in part.
    """
    moments = random.Random(seed)
    tally = Tally()
    revisions_of_one = 1 + 2 * ISSUES_OF_A_CASE
    for _kill in range(kills):
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.storage.torture", "write", str(folder)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        # Some die while they open or create the store, most while they write.
        if moments.random() < 0.8:
            process.stdout.readline()
        time.sleep(moments.random() * 0.25)
        process.kill()
        told = process.communicate()[0].split()
        log = next(folder.glob("gen-*/data.db-wal"), None)
        tally.in_a_hurry += bool(log and log.stat().st_size)
        desk = open_desk(folder, author="")
        saved = look_at(desk)
        desk.close()
        assert saved % revisions_of_one == 0, "an operation is there in part"
        acknowledged = int(told[-1]) if told else 0
        assert saved >= acknowledged, "something acknowledged is lost"
        tally.kills += 1
        tally.acknowledged += len(told)
        tally.unacknowledged += acknowledged > 0 and saved > acknowledged
    return tally


def look_at(desk: Desk) -> int:
    """Check everything that can be checked, and return the number of revisions."""
    with desk._store.engine.connect() as connection:
        full_check(connection)
        assert rows_unlike_journal(connection, desk._store.schema) == ()
    report = desk.verify()
    assert report.broken is None

    def count(session: Session) -> list[int]:
        return [session.scalar(select(func.count(one.id))) or 0 for one in (Case, Issue, Mandate)]

    cases, issues, mandates = desk.read(count)
    assert issues == mandates == cases * ISSUES_OF_A_CASE
    before = rows.dump(desk._store.engine)
    try:
        desk.undo()
        desk.redo()
    except RuleError:
        assert desk.undo_operation is None
    assert rows.dump(desk._store.engine) == before
    return report.revisions


def main() -> None:
    """Write until killed, or torture as often as asked and say what happened."""
    if sys.argv[1] == "write":
        write_for_ever(Path(sys.argv[2]))
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        tally = torture(Path(folder) / "store", int(sys.argv[1]), seed=0)
    sys.stdout.write(f"{tally} in {time.monotonic() - began:.0f} s, 0 lost, 0 torn\n")


if __name__ == "__main__":
    main()
