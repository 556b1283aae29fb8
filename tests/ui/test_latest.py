"""Only the latest question is asked, and every answer is to a question that still counts."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from negotiator_desk.errors import InputError
from negotiator_desk.ui.jobs import JobRunner
from negotiator_desk.ui.latest import Latest


@pytest.fixture
def runner() -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    runner.close()


@pytest.fixture
def owner() -> Iterator[QObject]:
    owner = QObject()
    yield owner
    owner.deleteLater()


def test_questions_that_come_meanwhile_give_way_to_the_last(
    qtbot: QtBot, runner: JobRunner, owner: QObject
) -> None:
    gate, asked = threading.Event(), []

    def work(question: int) -> int:
        asked.append(question)
        gate.wait(5)
        return question * 10

    latest = Latest(runner, work, owner)
    answers: list[Any] = []
    latest.answered.connect(answers.append)
    for question in range(1, 6):
        latest.ask(question)
    gate.set()
    qtbot.waitUntil(lambda: not latest.is_busy)
    assert asked == [1, 5]
    assert answers == [(1, 10), (5, 50)]


def test_an_answer_that_was_forgotten_does_not_come(
    qtbot: QtBot, runner: JobRunner, owner: QObject
) -> None:
    gate = threading.Event()
    latest = Latest(runner, lambda _question: gate.wait(5), owner)
    answers: list[Any] = []
    latest.answered.connect(answers.append)
    latest.ask(1)
    latest.ask(2)
    latest.forget()
    gate.set()
    qtbot.waitUntil(lambda: not latest.is_busy)
    assert answers == []


def test_a_fault_is_told_with_its_question_and_the_next_is_asked(
    qtbot: QtBot, runner: JobRunner, owner: QObject
) -> None:
    def work(question: int) -> int:
        if question < 0:
            raise InputError("below")
        return question

    latest = Latest(runner, work, owner)
    faults: list[Any] = []
    answers: list[Any] = []
    latest.failed.connect(faults.append)
    latest.answered.connect(answers.append)
    latest.ask(-1)
    latest.ask(3)
    qtbot.waitUntil(lambda: not latest.is_busy)
    assert [question for question, _error in faults] == [-1]
    assert answers == [(3, 3)]
