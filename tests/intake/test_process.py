"""The child that reads a file may stall or die at any moment; the parent never waits for it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

import pytest
from typing_extensions import override

from negotiator_desk.storage.intake import process
from negotiator_desk.storage.intake.process import read_in_child
from negotiator_desk.storage.intake.refusals import ImportCancelled, ImportRefused
from negotiator_desk.storage.intake.source import Request

LARGE = Request(bytes(500_000), None, None, None, {})
"""More than a pipe holds: who writes it waits for a reader."""


@dataclass(frozen=True)
class OnArrival:
    """Does something as soon as the child looks at its arguments."""

    act: Callable[..., object]
    arguments: tuple[object, ...] = ()

    def __call__(self, request: Request, replies: Connection) -> None:
        raise AssertionError("the child never gets here")

    @override
    def __reduce__(self) -> tuple[Any, ...]:
        return self.act, self.arguments


def _hang(*_anything: object) -> None:
    threading.Event().wait()


def _hang_between_messages(_request: Request, replies: Connection) -> None:
    replies.send_bytes(process._IMPORTED + b"{}")
    _hang()


def _hang_inside_a_message(_request: Request, replies: Connection) -> None:
    os.write(replies.fileno(), b"\x00\x00\x10\x00I")
    _hang()


def _die_between_messages(_request: Request, replies: Connection) -> None:
    replies.send_bytes(process._IMPORTED + b"{}")
    os._exit(3)


STALLS: dict[str, Callable[..., object]] = {
    "before it reads": OnArrival(_hang),
    "at work": _hang,
    "between two messages": _hang_between_messages,
}
if sys.platform != "win32":  # where a message comes whole or not at all
    STALLS["inside a message"] = _hang_inside_a_message
DEATHS: dict[str, Callable[..., object]] = {
    "before it reads": OnArrival(os._exit, (3,)),
    "between two messages": _die_between_messages,
}


@pytest.mark.parametrize("when", DEATHS)
def test_a_child_that_dies_is_a_sentence(when: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_read", DEATHS[when])

    with pytest.raises(ImportRefused, match="damaged or too large"):
        read_in_child(LARGE)


@pytest.mark.parametrize("when", STALLS)
def test_a_child_that_stalls_is_ended_at_the_time_limit(
    when: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "_read", STALLS[when])
    begun = time.monotonic()

    with pytest.raises(ImportRefused, match=r"took longer than 1\.5 seconds"):
        read_in_child(LARGE, seconds=1.5)

    assert time.monotonic() - begun < 10


@pytest.mark.parametrize("when", STALLS)
def test_a_child_that_stalls_can_be_cancelled(when: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_read", STALLS[when])
    begun = time.monotonic()

    with pytest.raises(ImportCancelled):
        read_in_child(LARGE, cancelled=lambda: time.monotonic() - begun > 1)

    assert time.monotonic() - begun < 10


def test_nothing_is_left_behind_by_a_child_that_dies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_read", DEATHS["before it reads"])
    with pytest.raises(ImportRefused):
        read_in_child(LARGE)

    for thread in threading.enumerate():
        if thread.name == "intake":
            thread.join(10)
            assert not thread.is_alive()


_PROGRAM = """
from negotiator_desk.storage.intake.process import read_in_child
from negotiator_desk.storage.intake.source import Request
try:
    read_in_child(Request(bytes(500_000), None, None, None, {}), seconds=20)
except Exception as error:
    print(type(error).__name__, error)
"""


def test_a_program_that_a_child_cannot_import_again_gets_a_sentence() -> None:
    """A script from the standard input has no file that a child could start from."""
    done = subprocess.run(
        [sys.executable, "-"],
        input=_PROGRAM,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    assert done.stdout.startswith("ImportRefused The file is damaged or too large")
