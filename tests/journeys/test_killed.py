"""A process that dies while it imports, drafts or saves leaves everything as it was."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import select

from negotiator_desk.models.base import Base
from negotiator_desk.paths import resource
from negotiator_desk.services.contracts import draft_contract, draft_pdf, list_drafts
from negotiator_desk.services.datasets import list_datasets
from negotiator_desk.services.demo import load_sample
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.opening import open_desk

ROOT = Path(__file__).parents[2]
Dump = dict[str, list[tuple[object, ...]]]
T = TypeVar("T")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def case_id(store: Path) -> str:
    """The smallest sample, agreed but not yet drafted."""
    desk = open_desk(store)
    found = load_sample(desk, resource("sample", "machinery"))
    desk.close()
    return found


def _with_desk(store: Path, use: Callable[[Desk], T]) -> T:
    desk = open_desk(store)
    try:
        assert desk.verify().broken is None
        return use(desk)
    finally:
        desk.close()


def _dump(desk: Desk) -> Dump:
    tables = Base.metadata.sorted_tables
    return desk.read(
        lambda session: {
            table.name: [tuple(row) for row in session.execute(select(table))] for table in tables
        }
    )


def _die(store: Path, step: int, *action: str) -> bool:
    """Return whether the process was killed, and not simply done."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.journeys.killed", str(store), str(step), *action],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert run.returncode in {0, -signal.SIGKILL}, run.stderr.decode()
    return run.returncode != 0


def test_an_import_killed_at_any_step_imports_nothing(store: Path, case_id: str) -> None:
    path = resource("sample", "couriers", "派件产量.xlsx")
    before = _with_desk(store, _dump)
    step = 1
    while _die(store, step, "import", str(path), case_id):
        assert _with_desk(store, _dump) == before, step
        step += 1
    assert step > 4
    assert len(_with_desk(store, lambda desk: list_datasets(desk, case_id))) == 2


def test_drafting_killed_at_any_step_drafts_nothing(store: Path, case_id: str) -> None:
    before = _with_desk(store, _dump)
    step = 1
    while _die(store, step, "draft", case_id):
        assert _with_desk(store, _dump) == before, step
        step += 1
    assert step > 3
    assert len(_with_desk(store, lambda desk: list_drafts(desk, case_id))) == 1


def test_no_partial_pdf_ever_lies_under_its_name(store: Path, case_id: str, tmp_path: Path) -> None:
    draft = _with_desk(store, lambda desk: draft_contract(desk, case_id).value)
    whole = _with_desk(store, lambda desk: draft_pdf(desk, draft.id))
    target = tmp_path / "out" / "合同.pdf"
    target.parent.mkdir()
    target.write_bytes(b"earlier")
    step = 1
    while _die(store, step, "save", draft.id, str(target)):
        assert target.read_bytes() in {b"earlier", whole}, step
        step += 1
    assert step > 2
    assert target.read_bytes() == whole
