"""Slow work off the GUI thread."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot


class Job:
    """One piece of slow work: what it reports, and whether it was told to stop.

    The worker writes and the window reads; nothing here is a Qt object.
    """

    def __init__(self, label: str, *, can_cancel: bool) -> None:
        self.label = label
        self.can_cancel = can_cancel
        self._fraction: float | None = None
        self._cancelled = threading.Event()

    @property
    def fraction(self) -> float | None:
        """How much is done, 0 to 1; None while that is not known."""
        return self._fraction

    def report(self, fraction: float) -> None:
        """Say from the worker how much is done, 0 to 1."""
        self._fraction = min(max(fraction, 0.0), 1.0)

    def cancel(self) -> None:
        """Ask the work to stop at its next safe moment."""
        self._cancelled.set()

    def is_cancelled(self) -> bool:
        """Whether the work was asked to stop; slow work asks this often."""
        return self._cancelled.is_set()


@dataclass(frozen=True)
class _Settled:
    """A finished future and who wanted to know."""

    future: Future[Any]
    job: Job
    owner: QObject
    on_done: Callable[[Any], None]
    on_error: Callable[[BaseException], None]
    on_cancelled: Callable[[], None] | None


class JobRunner(QObject):
    """Runs one job at a time on a worker thread and answers on this thread.

    A single worker means two writers can never meet in the store.

    Signals:
        busy_changed: True when the first job starts, False when none is left.
        job_changed: The job now in hand (`Job`), or None.
    """

    busy_changed = Signal(bool)
    job_changed = Signal(object)
    _started = Signal(object)
    _settled = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk-job")
        self._jobs: list[Job] = []
        # Queued even when the job ends before add_done_callback is reached,
        # so that callers never see their callback run inside start().
        self._started.connect(self._show_started, Qt.ConnectionType.QueuedConnection)
        self._settled.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Whether a job is running or waiting."""
        return bool(self._jobs)

    @property
    def current(self) -> Job | None:
        """The job in hand, or None."""
        return self._jobs[0] if self._jobs else None

    def start(
        self,
        work: Callable[[Job], Any],
        *,
        owner: QObject,
        on_done: Callable[[Any], None],
        on_error: Callable[[BaseException], None],
        on_cancelled: Callable[[], None] | None = None,
        label: str = "",
        can_cancel: bool = False,
    ) -> Job:
        """Run `work` on the worker; it must not touch any Qt object.

        Args:
            work: Gets its `Job`, to report how far it is and to ask whether to stop.
            owner: The page or dialog that asked; when it is gone, the answer is dropped.
            on_done: Gets the result, on this thread, never inside `start`.
            on_error: Gets what the work raised; usually `context.show_error`.
            on_cancelled: Called instead of both when the work was cancelled and did not finish.
            label: What the progress strip says, translated.
            can_cancel: Whether the strip offers a button to cancel.
        """
        job = Job(label, can_cancel=can_cancel)
        self._jobs.append(job)
        if len(self._jobs) == 1:
            self.busy_changed.emit(True)
        future = self._pool.submit(self._run, work, job)
        future.add_done_callback(
            lambda done: self._settled.emit(
                _Settled(done, job, owner, on_done, on_error, on_cancelled)
            )
        )
        return job

    def close(self) -> None:
        """Ask every job to stop, wait for the one in hand and take no more."""
        for job in self._jobs:
            job.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _run(self, work: Callable[[Job], Any], job: Job) -> Any:
        self._started.emit(job)
        # WORKAROUND: what Python clears away while a job runs, it clears away on the job's thread,
        # and pieces of a chart that end there crash Qt. Can go when Shiboken hands them over.
        gc.disable()
        try:
            return work(job)
        finally:
            gc.enable()

    @Slot(object)
    def _show_started(self, job: Job) -> None:
        if job in self._jobs:
            self.job_changed.emit(job)

    @Slot(object)
    def _deliver(self, settled: _Settled) -> None:
        self._jobs.remove(settled.job)
        if not self._jobs:
            self.job_changed.emit(None)
            self.busy_changed.emit(False)
        if settled.future.cancelled() or not shiboken6.isValid(settled.owner):
            return
        error = settled.future.exception()
        if error is None:
            settled.on_done(settled.future.result())
        elif settled.job.is_cancelled():
            if settled.on_cancelled is not None:
                settled.on_cancelled()
        else:
            settled.on_error(error)
