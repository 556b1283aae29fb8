from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject

from negotiator_desk.ui.singletons import keep_singletons


@pytest.mark.parametrize("singleton", [None, True, False, NotImplemented])
def test_no_number_of_qt_calls_can_use_up_a_singleton(singleton: object) -> None:
    keep_singletons()
    assert sys.getrefcount(singleton) > 1 << 31


def test_keeping_them_twice_adds_nothing() -> None:
    keep_singletons()
    before = sys.getrefcount(None)
    for _time in range(100):
        keep_singletons()
    assert abs(sys.getrefcount(None) - before) < 1000


def test_a_hundred_thousand_qt_calls_leave_the_process_alive() -> None:
    keep_singletons()
    thing = QObject()
    for _time in range(100_000):
        thing.setObjectName("x")
    assert thing.objectName() == "x"
