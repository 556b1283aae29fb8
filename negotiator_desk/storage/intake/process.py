"""Reading outside files in a process of its own: it may crash, hang or run out of memory.

The child gets the bytes of the file and answers in plain bytes and JSON; nothing it sends is
executed, and the dataset it sends is checked again by whoever stores it.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection

from typing_extensions import override

from negotiator_desk.i18n import SOURCE_LANGUAGE, _, language, use_language
from negotiator_desk.storage.intake import answers, source
from negotiator_desk.storage.intake.answers import Imported, ImportPreview
from negotiator_desk.storage.intake.refusals import ImportCancelled, ImportRefused
from negotiator_desk.storage.intake.source import Request

TIME_LIMIT = 60.0
"""Seconds that reading one file may take."""

MEMORY_LIMIT = 1_500_000_000
"""Bytes that reading one file may take, besides what the program itself needs."""

_POLL = 0.05
_LAST_WORDS = 1.0
"""Seconds within which what a child said before it ended has been read."""

_PIECE = 1_000_000
"""Bytes of a file that cross to the child at once."""

_STEPS = 1000
"""Progress crosses from the child as a whole number of these."""

_PROGRESS, _REFUSED, _PREVIEW, _IMPORTED, _TOO_BIG, _WORDS = b"P", b"R", b"V", b"I", b"M", b"W"

Work = Callable[[Request, Connection], None]
"""What a child does with a request: it sends what comes of it."""


@dataclass(frozen=True)
class Advice:
    """What to do about a file that a child could not read, translated.

    Attributes:
        slow: It took too long.
        big: It needs too much memory.
        damaged: The child ended without a word.
    """

    slow: str
    big: str
    damaged: str


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


def words_in_child(work: Work, content: bytes, advice: Advice, *, seconds: float) -> bytes:
    """Have a text document read in a child.

    Args:
        work: Reads the content of the request and hands its answer to `send_words`; a function of
            a module, which the child imports.
        advice: What a refusal advises.
        seconds: How long it may take.

    Raises:
        ImportRefused: The work refused the file, or the child ended without an answer.
    """
    answer = _ask(work, Request(content, None, None, None, {}), seconds, None, None, advice)
    assert isinstance(answer, bytes), "words were asked for"
    return answer


def send_words(replies: Connection, words: bytes) -> None:
    """Send from the child what `words_in_child` is to return."""
    replies.send_bytes(_WORDS + words)


def _ask(
    work: Work,
    request: Request,
    seconds: float,
    progress: Callable[[float], None] | None,
    cancelled: Callable[[], bool] | None,
    advice: Advice | None = None,
) -> ImportPreview | Imported | bytes:
    advice = advice or _workbook_advice()
    deadline = time.monotonic() + seconds
    # Never a fork: the parent has threads and an open store.
    context = multiprocessing.get_context("spawn")
    requests, to_child = context.Pipe(duplex=False)
    from_child, replies = context.Pipe(duplex=False)
    # Starting a child waits until it has taken its arguments, so the file is not one of them.
    child = context.Process(
        target=_serve, args=(work, language(), requests, replies), daemon=True, name="intake"
    )
    talk = _Talk(request, to_child, from_child)
    try:
        with requests, replies:
            child.start()
        talk.start()
        while not talk.is_over.wait(_POLL):
            if cancelled is not None and cancelled():
                raise ImportCancelled
            if time.monotonic() > deadline:
                raise _too_slow(seconds, advice)
            if not child.is_alive() and not talk.is_over.wait(_LAST_WORDS):
                raise _crashed(advice)
            if progress is not None and talk.steps:
                progress(talk.steps / _STEPS)
    finally:
        if child.pid is not None:
            child.kill()
            child.join()
            child.close()
    return _understood(talk, advice)


class _Talk(threading.Thread):
    """Hands the request to the child and takes its answer; the child may stall or die at any word.

    The thread owns both pipes. It ends with the child, whose end closes them.

    Attributes:
        is_over: Whether there is an answer, or a fault.
        steps: How far the child says it is, in steps of `_STEPS`.
        tag: What kind of answer came; b"" where none did.
        body: The answer itself.
        dataset: What follows the body of rows that were read.
        fault: Why no answer came.
    """

    def __init__(self, request: Request, to_child: Connection, from_child: Connection) -> None:
        super().__init__(name="intake", daemon=True)
        self._request = request
        self._to_child = to_child
        self._from_child = from_child
        self.is_over = threading.Event()
        self.steps = 0
        self.tag = self.body = self.dataset = b""
        self.fault: Exception | None = None

    @override
    def run(self) -> None:
        with self._to_child, self._from_child:
            try:
                _send(self._request, self._to_child)
                while (message := self._from_child.recv_bytes()).startswith(_PROGRESS):
                    self.steps = int(message[1:])
                self.body = message[1:]
                if message.startswith(_IMPORTED):
                    self.dataset = self._from_child.recv_bytes()
                self.tag = message[:1]
            except (EOFError, OSError, ValueError) as fault:
                self.fault = fault
            self.is_over.set()


def _understood(talk: _Talk, advice: Advice) -> ImportPreview | Imported | bytes:
    """Return what the child answered.

    Raises:
        ImportRefused: It refused the file, or ended without an answer.
    """
    if talk.tag == _PREVIEW:
        return answers.preview_from_json(talk.body)
    if talk.tag == _IMPORTED:
        return answers.imported_from_json(talk.body, talk.dataset)
    if talk.tag == _WORDS:
        return talk.body
    if talk.tag == _REFUSED:
        raise answers.refusal_from_json(talk.body)
    if talk.tag == _TOO_BIG:
        raise _too_big(advice)
    raise _crashed(advice) from talk.fault


def _serve(
    work: Work,
    code: str,
    requests: Connection,
    replies: Connection,
) -> None:
    """Do the work in the child and send what comes of it."""
    if code != SOURCE_LANGUAGE:
        use_language(code)
    with requests:
        request = _receive(requests)
    _limit_memory()
    gc.disable()  # a short life with millions of cells and no cycles: collecting doubles the time
    with replies:
        try:
            work(request, replies)
        except ImportRefused as refusal:
            replies.send_bytes(_REFUSED + answers.refusal_to_json(refusal))
        except MemoryError:
            replies.send_bytes(_TOO_BIG)


def _send(request: Request, to_child: Connection) -> None:
    """Hand over a request, its content piece by piece: nobody waits while millions are copied."""
    to_child.send(replace(request, content=b""))
    to_child.send(len(request.content))
    for start in range(0, len(request.content), _PIECE):
        to_child.send_bytes(request.content, start, min(_PIECE, len(request.content) - start))


def _receive(requests: Connection) -> Request:
    request: Request = requests.recv()
    left = requests.recv()
    pieces = []
    while left:
        pieces.append(requests.recv_bytes())
        left -= len(pieces[-1])
    return replace(request, content=b"".join(pieces))


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


def _workbook_advice() -> Advice:
    return Advice(
        slow=_("Copy only the cells with data into a new workbook and import that."),
        big=_("Split it by month, and import the parts."),
        damaged=_(
            "Open it in a spreadsheet program, save it anew as .xlsx, then import that file."
        ),
    )


def _too_slow(seconds: float, advice: Advice) -> ImportRefused:
    return ImportRefused(
        _("Reading the file took longer than {seconds} seconds; nothing was imported.").format(
            seconds=f"{seconds:g}"
        ),
        hint=advice.slow,
    )


def _too_big(advice: Advice) -> ImportRefused:
    return ImportRefused(
        _("Reading the file needs more memory than it may take; nothing was imported."),
        hint=advice.big,
    )


def _crashed(advice: Advice) -> ImportRefused:
    return ImportRefused(
        _("The file is damaged or too large and could not be read; nothing was imported."),
        hint=advice.damaged,
    )
