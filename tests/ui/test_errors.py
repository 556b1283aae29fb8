from __future__ import annotations

import logging
import threading

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from negotiator_desk.errors import RuleError, StorageError, UserError
from negotiator_desk.ui.errors import (
    CrashDialog,
    ErrorDialog,
    ErrorReporter,
    crash_details,
)
from negotiator_desk.ui.theme import Theme


@pytest.fixture
def reporter(qtbot: QtBot, theme: Theme) -> ErrorReporter:
    return ErrorReporter()


def shown(kind: type) -> list[object]:
    return [
        window
        for window in QApplication.topLevelWidgets()
        if isinstance(window, kind) and window.isVisible()
    ]


def fault(secret: str) -> ValueError:
    try:
        raise ValueError(secret)
    except ValueError as error:
        return error


@pytest.mark.parametrize("kind", [RuleError, StorageError, UserError])
def test_what_the_user_can_put_right_is_shown_with_its_hint(
    reporter: ErrorReporter, kind: type[UserError]
) -> None:
    reporter.show(kind("The issue is agreed.", hint="Undo the acceptance."))
    (dialog,) = shown(ErrorDialog)
    assert isinstance(dialog, ErrorDialog)
    assert dialog.text() == "The issue is agreed. Undo the acceptance."
    dialog.accept()


def test_a_bug_is_shown_once_without_what_was_typed(
    reporter: ErrorReporter, caplog: pytest.LogCaptureFixture
) -> None:
    for _time in range(3):
        reporter.show(fault("monthly pay of 沈若川"))
    (dialog,) = shown(CrashDialog)
    assert isinstance(dialog, CrashDialog)
    assert "builtins.ValueError" in dialog.details()
    assert "沈若川" not in dialog.details()
    assert "沈若川" not in caplog.text
    assert len([r for r in caplog.records if r.levelno == logging.CRITICAL]) == 3
    dialog.copy()
    assert QGuiApplication.clipboard().text() == dialog.details()
    dialog.accept()
    caplog.clear()


def test_a_bug_on_another_thread_is_shown_on_this_one(
    qtbot: QtBot, reporter: ErrorReporter, caplog: pytest.LogCaptureFixture
) -> None:
    thread = threading.Thread(target=reporter._arrived.emit, args=(fault("x"),))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(shown(CrashDialog)))
    (dialog,) = shown(CrashDialog)
    assert isinstance(dialog, CrashDialog)
    dialog.accept()
    caplog.clear()


def test_the_details_name_the_whole_chain_of_causes() -> None:
    try:
        try:
            raise KeyError("secret")
        except KeyError as cause:
            raise RuntimeError("more secrets") from cause
    except RuntimeError as error:
        details = crash_details(error)
    assert details.index("RuntimeError") < details.index("KeyError")
    assert "secret" not in details
