"""What was changed behind the program's back is found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from negotiator_desk.services.desk import Desk
from negotiator_desk.services.health import StorePart, check_store
from negotiator_desk.services.opening import open_desk
from tests.services.conftest import Bargaining

TAMPERING = {
    StorePart.ROWS: "UPDATE party SET name = 'someone else'",
    StorePart.FILES: "UPDATE stored_file SET content = zeroblob(size)",
    StorePart.JOURNAL: "UPDATE revision SET author = 'someone else'",
}


@pytest.fixture
def tampered(desk: Desk, folder: Path, request: pytest.FixtureRequest) -> Iterator[Desk]:
    desk.close()
    generation = (folder / "CURRENT").read_text(encoding="ascii").strip()
    connection = dbapi2.connect(str(folder / generation / "data.db"))
    triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for (name,) in triggers.fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    connection.execute(TAMPERING[request.param])
    connection.commit()
    connection.close()
    opened = open_desk(folder)
    yield opened
    opened.close()


def test_a_sound_store_has_no_fault(desk: Desk, table: Bargaining) -> None:
    found = check_store(desk)
    assert [part.part for part in found] == list(StorePart)
    assert {part.fault for part in found} == {""}
    assert {part.part: part.counted for part in found}[StorePart.FILES] == 2


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize(
    ("tampered", "part"), [(part, part) for part in TAMPERING], indirect=["tampered"]
)
def test_tampering_is_found_where_it_happened(
    table: Bargaining, tampered: Desk, part: StorePart
) -> None:
    faults = {found.part: found.fault for found in check_store(tampered)}
    assert faults[part]
    assert faults[StorePart.DATABASE] == ""
