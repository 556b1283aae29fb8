"""The log says where it failed and never what a case says."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from negotiator_desk import log
from negotiator_desk.errors import InputError

SECRET = "机密工资12345"


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for hooked in (sys, threading):
        monkeypatch.setattr(hooked, "excepthook", hooked.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    path = tmp_path / "log" / "desk.log"
    log.start_log(path)
    yield path
    log.stop_log()


def fail(text: str) -> None:
    try:
        raise ValueError(text)
    except ValueError as error:
        raise InputError(text) from error


def test_an_exception_is_logged_by_its_type_and_place_only(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shown: list[BaseException] = []
    log.install_hooks(shown.append)
    with pytest.raises(InputError) as caught:
        fail(SECRET)
    sys.excepthook(caught.type, caught.value, caught.tb)
    assert shown == [caught.value]
    written = path.read_text(encoding="utf-8")
    assert SECRET not in written
    assert "negotiator_desk.errors.InputError" in written
    assert "builtins.ValueError" in written
    assert "test_log.py:" in written
    caplog.clear()


def test_an_exception_of_another_thread_is_logged_and_shown(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shown: list[BaseException] = []
    log.install_hooks(shown.append)
    thread = threading.Thread(target=fail, args=(SECRET,))
    thread.start()
    thread.join()
    assert [type(error) for error in shown] == [InputError]
    written = path.read_text(encoding="utf-8")
    assert "InputError" in written
    assert SECRET not in written
    caplog.clear()


def test_a_log_does_not_grow_for_ever(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "LARGEST_LOG", 2000)
    log.stop_log()
    log.start_log(path)
    logger = logging.getLogger("negotiator_desk.somewhere")
    for number in range(1000):
        logger.info("operation %d", number)
    files = sorted(one.name for one in path.parent.iterdir())
    assert files == ["desk.log", *(f"desk.log.{number}" for number in range(1, 5))]
    assert sum(one.stat().st_size for one in path.parent.iterdir()) < 6 * 2000


def test_a_fault_in_c_code_finds_an_open_file(tmp_path: Path) -> None:
    was_enabled = faulthandler.is_enabled()
    file = log.start_fault_log(tmp_path / "log" / "fault.log")
    assert faulthandler.is_enabled()
    faulthandler.disable()
    file.close()
    if was_enabled:
        faulthandler.enable()
