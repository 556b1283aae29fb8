"""Reading outside files in a process of its own: it may crash, hang or run out of memory.

The child gets the bytes of the file and answers in plain bytes and JSON; nothing it sends is
executed, and the dataset it sends is checked again by whoever stores it.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection

from negotiator_desk.i18n import SOURCE_LANGUAGE, _, language, use_language
from negotiator_desk.storage.intake import answers, source
from negotiator_desk.storage.intake.answers import Imported, ImportPreview
from negotiator_desk.storage.intake.refusals import ImportCancelled, ImportRefused
from negotiator_desk.storage.intake.source import Request

TIME_LIMIT = 60.0
"""Seconds that reading one file may take."""

MEMORY_LIMIT = 1_000_000_000
"""Bytes that reading one file may take, besides what the program itself needs."""

_POLL = 0.05
_STEPS = 1000
"""Progress crosses from the child as a whole number of these."""

_PROGRESS, _REFUSED, _PREVIEW, _IMPORTED, _TOO_BIG = b"P", b"R", b"V", b"I", b"M"


def preview_in_child(request: Request, *, seconds: float = TIME_LIMIT) -> ImportPreview:
    """Say what a file seems to hold.

    Raises:
        ImportRefused: It cannot be read.
    """
    answer = _ask(_preview, request, seconds, None, None)
    assert isinstance(answer, ImportPreview), "a preview was asked for"
    return answer


def read_in_child(
    request: Request,
    *,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    seconds: float = TIME_LIMIT,
) -> Imported:
    """Read and check every row of a file.

    Args:
        progress: Told how much is done, 0 to 1.
        cancelled: Asked about twenty times a second whether to stop.

    Raises:
        ImportRefused: The file or rows of it cannot be read.
        ImportCancelled: `cancelled` said so.
    """
    answer = _ask(_read, request, seconds, progress, cancelled)
    assert isinstance(answer, Imported), "rows were asked for"
    return answer


def _ask(
    work: Callable[[Request, Connection], None],
    request: Request,
    seconds: float,
    progress: Callable[[float], None] | None,
    cancelled: Callable[[], bool] | None,
) -> ImportPreview | Imported:
    # Never a fork: the parent has threads and an open store.
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(
        target=_serve, args=(work, request, language(), sender), daemon=True, name="intake"
    )
    deadline = time.monotonic() + seconds
    try:
        with sender:
            child.start()
        while True:
            if cancelled is not None and cancelled():
                raise ImportCancelled
            if time.monotonic() > deadline:
                raise _too_slow(seconds)
            if not receiver.poll(_POLL):
                continue
            try:
                message = receiver.recv_bytes()
                tag, body = message[:1], message[1:]
                if tag == _IMPORTED:
                    return answers.imported_from_json(body, receiver.recv_bytes())
            except (EOFError, OSError) as fault:
                raise _crashed() from fault
            if tag == _PREVIEW:
                return answers.preview_from_json(body)
            if tag == _REFUSED:
                raise answers.refusal_from_json(body)
            if tag == _TOO_BIG:
                raise _too_big()
            if progress is not None:
                progress(int(body) / _STEPS)
    finally:
        receiver.close()
        if child.pid is not None:
            child.kill()
            child.join()
            child.close()


def _serve(
    work: Callable[[Request, Connection], None], request: Request, code: str, sender: Connection
) -> None:
    """Do the work in the child and send what comes of it."""
    if code != SOURCE_LANGUAGE:
        use_language(code)
    _limit_memory()
    gc.disable()  # a short life with millions of cells and no cycles: collecting doubles the time
    with sender:
        try:
            work(request, sender)
        except ImportRefused as refusal:
            sender.send_bytes(_REFUSED + answers.refusal_to_json(refusal))
        except MemoryError:
            sender.send_bytes(_TOO_BIG)


def _preview(request: Request, sender: Connection) -> None:
    sender.send_bytes(_PREVIEW + answers.preview_to_json(source.preview(request)))


def _read(request: Request, sender: Connection) -> None:
    imported = source.read(
        request, lambda done: sender.send_bytes(_PROGRESS + b"%d" % (done * _STEPS))
    )
    sender.send_bytes(_IMPORTED + answers.imported_to_json(imported))
    sender.send_bytes(imported.dataset)


def _limit_memory() -> None:
    """Hold the child to `MEMORY_LIMIT`, where the system can; elsewhere the caps have to do."""
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123  (no Path needed)
            in_use = int(file.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (in_use + MEMORY_LIMIT, in_use + MEMORY_LIMIT))


def _too_slow(seconds: float) -> ImportRefused:
    return ImportRefused(
        _("Reading the file took longer than {seconds} seconds; nothing was imported.").format(
            seconds=f"{seconds:g}"
        ),
        hint=_("Copy only the cells with data into a new workbook and import that."),
    )


def _too_big() -> ImportRefused:
    return ImportRefused(
        _("Reading the file needs more memory than it may take; nothing was imported."),
        hint=_("Split it by month, and import the parts."),
    )


def _crashed() -> ImportRefused:
    return ImportRefused(
        _("The file is damaged or too large and could not be read; nothing was imported."),
        hint=_("Open it in a spreadsheet program, save it anew as .xlsx, then import that file."),
    )
