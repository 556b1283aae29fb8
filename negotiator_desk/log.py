"""The log: what the program did and where it failed, never what a case says.

A user sends the log with a question, so no text of theirs may be in it. Our own code logs keys,
ids and counts; of an exception only its type and its way through the code are written, because
messages quote what was typed.
"""

from __future__ import annotations

import copy
import faulthandler
import logging
import sys
import threading
import traceback
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TextIO

from typing_extensions import override

LARGEST_LOG = 1_000_000
"""Bytes of one log file, after which a new one is begun."""

OLD_LOGS = 4
"""Earlier log files that are kept."""

_logger = logging.getLogger(__name__)


class ContentFreeFormatter(logging.Formatter):
    """Writes exceptions as their types and places, without their messages."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    @override
    def format(self, record: logging.LogRecord) -> str:
        # Another handler may have left its own text of the exception in the record.
        own = copy.copy(record)
        own.exc_text = None
        return super().format(own)

    @override
    def formatException(
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, ...]
    ) -> str:
        error = ei[1]
        lines: list[str] = []
        seen: set[int] = set()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            fault = getattr(getattr(error, "orig", error), "sqlite_errorname", "")
            lines.append(f"{type(error).__module__}.{type(error).__qualname__} {fault}".rstrip())
            lines += [
                f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(error.__traceback__)
            ]
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


def start_log(path: Path) -> None:
    """Write the log to `path` from now on, beginning a new file every `LARGEST_LOG` bytes.

    Raises:
        OSError: The log's folder cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        path, maxBytes=LARGEST_LOG, backupCount=OLD_LOGS, encoding="utf-8", delay=True
    )
    handler.setFormatter(ContentFreeFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.getLogger("negotiator_desk").setLevel(logging.INFO)


def stop_log() -> None:
    """Close the log that `start_log` began."""
    root = logging.getLogger()
    for handler in root.handlers[:]:
        if isinstance(handler, RotatingFileHandler):
            root.removeHandler(handler)
            handler.close()


def start_fault_log(path: Path) -> TextIO:
    """Have Python's own state written to `path` should the process die by a fault in C code.

    Returns:
        The open file, which must stay open as long as the process runs.

    Raises:
        OSError: The log's folder cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.open("w", encoding="utf-8")
    faulthandler.enable(file)
    return file


def install_hooks(show: Callable[[BaseException], None]) -> None:
    """Log every exception that nobody caught, on any thread, and hand it to `show`.

    Args:
        show: Tells the user. It is called on the thread that failed and must not raise.
    """

    def on_main(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _logger.error("nobody caught", exc_info=(kind, error, trace))
        show(error)

    def on_thread(failure: threading.ExceptHookArgs) -> None:
        if failure.exc_value is not None and not issubclass(failure.exc_type, SystemExit):
            on_main(failure.exc_type, failure.exc_value, failure.exc_traceback)

    def on_no_caller(failure: sys.UnraisableHookArgs) -> None:
        if failure.exc_value is not None:
            _logger.error(
                "nobody could be told",
                exc_info=(failure.exc_type, failure.exc_value, failure.exc_traceback),
            )

    sys.excepthook = on_main
    threading.excepthook = on_thread
    sys.unraisablehook = on_no_caller
