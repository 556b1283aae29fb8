"""What every test gets: an empty home, the source language, and no tolerance for warnings."""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Before Qt is imported anywhere: tests need no display.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from negotiator_desk import i18n
from negotiator_desk.ui.singletons import keep_singletons

keep_singletons()

settings.register_profile(
    "desk", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("desk")


@pytest.fixture(autouse=True)
def _empty_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every file the program would write for its user inside the test's folder."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("NEGOTIATOR_DESK_HOME", str(home))
    monkeypatch.setenv("HOME", str(home))


@pytest.fixture(autouse=True)
def _source_language() -> Iterator[None]:
    i18n.use_language("en")
    yield
    i18n.use_language("en")


@pytest.fixture(autouse=True)
def _no_unexpected_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A record at WARNING or above fails the test; one that is meant calls `caplog.clear()`."""
    yield
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    loud = [r.getMessage() for r in records if r.levelno >= logging.WARNING]
    assert not loud, loud


@pytest.fixture(autouse=True)
def _nothing_left_behind() -> Iterator[None]:
    """No window and no thread of ours outlives its test."""
    before = set(threading.enumerate())
    yield
    left = [t.name for t in set(threading.enumerate()) - before if t.is_alive() and not t.daemon]
    assert not left, left
    if "PySide6.QtWidgets" in sys.modules:
        from PySide6.QtCore import QCoreApplication, QEvent
        from PySide6.QtWidgets import QApplication

        # What was to be deleted later is deleted now, children with parents: left to Python's
        # collector, a dialog's models would go before the tables that still ask them.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        windows = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
        assert not windows, windows


@pytest.fixture
def now() -> datetime:
    """One fixed moment."""
    return datetime(2026, 11, 18, 1, 0, tzinfo=UTC)


@pytest.fixture
def abroad(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A computer set to the time of New York, where the system can be told."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "America/New_York")
        _take_zone()
        yield
    _take_zone()


def _take_zone() -> None:
    if sys.platform != "win32":
        time.tzset()
