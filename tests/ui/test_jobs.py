from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from negotiator_desk.errors import InputError
from negotiator_desk.ui.jobs import Job, JobRunner
from negotiator_desk.ui.widgets.progress import ProgressStrip


class Answers:
    def __init__(self) -> None:
        self.done: list[Any] = []
        self.errors: list[BaseException] = []
        self.cancelled = 0
        self.threads: list[str] = []

    def take(self, value: Any) -> None:
        self.done.append(value)
        self.threads.append(threading.current_thread().name)

    def take_cancelled(self) -> None:
        self.cancelled += 1


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def start(runner: JobRunner, answers: Answers) -> Callable[..., Job]:
    def begin(work: Callable[[Job], Any], **more: Any) -> Job:
        owner = more.pop("owner", runner)
        return runner.start(
            work,
            owner=owner,
            on_done=answers.take,
            on_error=answers.errors.append,
            on_cancelled=answers.take_cancelled,
            **more,
        )

    return begin


def test_the_work_runs_elsewhere_and_the_answer_comes_here(
    qtbot: QtBot, start: Callable[..., Job], answers: Answers
) -> None:
    start(lambda job: threading.current_thread().name)

    assert answers.done == [], "never inside start()"
    qtbot.waitUntil(lambda: bool(answers.done))
    assert answers.done[0].startswith("desk-job")
    assert answers.threads == [threading.main_thread().name]


def test_an_error_is_handed_over_and_the_next_job_runs(
    qtbot: QtBot, start: Callable[..., Job], answers: Answers
) -> None:
    def fail(job: Job) -> None:
        raise InputError("no")

    start(fail)
    start(lambda job: "next")

    qtbot.waitUntil(lambda: bool(answers.done))
    assert [str(error) for error in answers.errors] == ["no"]
    assert answers.done == ["next"]


def test_jobs_run_one_at_a_time_in_their_order(
    qtbot: QtBot, runner: JobRunner, start: Callable[..., Job], answers: Answers
) -> None:
    running: list[int] = []
    most: list[int] = []

    def work(job: Job) -> int:
        running.append(1)
        most.append(len(running))
        running.pop()
        return len(most)

    for _number in range(20):
        start(work)

    qtbot.waitUntil(lambda: len(answers.done) == 20)
    assert answers.done == list(range(1, 21))
    assert set(most) == {1}
    assert not runner.is_busy


def test_cancelled_work_is_neither_a_result_nor_an_error(
    qtbot: QtBot, start: Callable[..., Job], answers: Answers
) -> None:
    begun = threading.Event()
    stop = threading.Event()

    def work(job: Job) -> None:
        begun.set()
        stop.wait(5)
        if job.is_cancelled():
            raise InputError("stopped half-way")

    job = start(work)
    qtbot.waitUntil(begun.is_set)
    job.cancel()
    stop.set()

    qtbot.waitUntil(lambda: answers.cancelled == 1)
    assert answers.done == []
    assert answers.errors == []


def test_the_answer_to_a_page_that_is_gone_is_dropped(
    qtbot: QtBot, runner: JobRunner, start: Callable[..., Job], answers: Answers
) -> None:
    owner = QObject()
    go = threading.Event()
    start(lambda job: go.wait(5), owner=owner)
    owner.deleteLater()
    qtbot.waitSignal(owner.destroyed, timeout=1000)
    del owner
    go.set()

    qtbot.waitUntil(lambda: not runner.is_busy)
    assert answers.done == []


def test_busy_is_told_once_for_several_jobs(
    qtbot: QtBot, runner: JobRunner, start: Callable[..., Job], answers: Answers
) -> None:
    told: list[bool] = []
    runner.busy_changed.connect(told.append)
    start(lambda job: 1)
    start(lambda job: 2)

    qtbot.waitUntil(lambda: not runner.is_busy)
    assert told == [True, False]
    assert answers.done == [1, 2]


def test_short_work_shows_no_progress(
    qtbot: QtBot, runner: JobRunner, start: Callable[..., Job], answers: Answers
) -> None:
    strip = ProgressStrip(runner)
    qtbot.addWidget(strip)
    shown: list[bool] = []
    runner.job_changed.connect(lambda job: shown.append(strip.isVisible()))
    start(lambda job: 1)

    qtbot.waitUntil(lambda: bool(answers.done))
    assert not any(shown)
    assert not strip.isVisible()


def test_long_work_shows_how_far_it_is_and_can_be_stopped(
    qtbot: QtBot, runner: JobRunner, start: Callable[..., Job], answers: Answers
) -> None:
    strip = ProgressStrip(runner)
    qtbot.addWidget(strip)
    go = threading.Event()

    def work(job: Job) -> None:
        job.report(0.25)
        while not job.is_cancelled():
            go.wait(0.01)
        raise InputError("stopped")

    start(work, label="Reading", can_cancel=True)
    qtbot.waitUntil(strip.isVisible, timeout=3000)
    qtbot.waitUntil(lambda: strip._bar.value() == 250)
    assert strip._bar.accessibleName() == "Reading"
    strip._cancel.click()

    qtbot.waitUntil(lambda: answers.cancelled == 1)
    assert not strip.isVisible()


def test_nothing_is_cleared_away_on_the_thread_of_a_job(qtbot: QtBot, runner: JobRunner) -> None:
    owner = QObject(runner)
    answers: list[object] = []
    runner.start(
        lambda _job: gc.isenabled(), owner=owner, on_done=answers.append, on_error=answers.append
    )
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [False]
    assert gc.isenabled()
