"""Work that follows a moving hand: only the latest question is answered."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from negotiator_desk.ui.jobs import Job, JobRunner


class Latest(QObject):
    """Asks the worker one question at a time; of those that come meanwhile only the last is kept.

    So a picture is never older than one round of work, however fast the hand moves, and the worker
    is never behind by more than that.

    Signals:
        answered: The question and its answer (a pair).
        failed: The question and the exception (a pair).
    """

    answered = Signal(object)
    failed = Signal(object)

    def __init__(
        self, runner: JobRunner, work: Callable[[Any], Any], parent: QObject, *, label: str = ""
    ) -> None:
        """Prepare to ask.

        Args:
            work: Answers a question on the worker; it must not touch any Qt object.
            label: What the progress strip says when an answer takes long, translated.
        """
        super().__init__(parent)
        self._runner = runner
        self._work = work
        self._label = label
        self._waiting: list[Any] = []
        self._asked: Any = None
        self._is_busy = False

    @property
    def is_busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._is_busy

    def ask(self, question: Any) -> None:
        """Ask now, or as soon as the question in hand is answered."""
        self._waiting = [question]
        if not self._is_busy:
            self._next()

    def forget(self) -> None:
        """Drop the question that waits; the answer to the one in hand is not passed on."""
        self._waiting.clear()
        self._asked = None

    def _next(self) -> None:
        question = self._waiting.pop()
        self._asked = (question,)
        self._is_busy = True
        self._runner.start(
            partial(self._answer, question),
            owner=self,
            on_done=self._take,
            on_error=self._fail,
            on_cancelled=self._stop,
            label=self._label,
        )

    def _answer(self, question: Any, _job: Job) -> Any:
        return self._work(question)

    @Slot(object)
    def _take(self, answer: Any) -> None:
        asked = self._settle()
        if asked is not None:
            self.answered.emit((asked[0], answer))

    @Slot(object)
    def _fail(self, error: BaseException) -> None:
        asked = self._settle()
        if asked is not None:
            self.failed.emit((asked[0], error))

    @Slot()
    def _stop(self) -> None:
        self._settle()

    def _settle(self) -> Any:
        """Take up the question that waits; return the one that was answered, if it still counts."""
        asked = self._asked
        self._is_busy = False
        if self._waiting:
            self._next()
        return asked
