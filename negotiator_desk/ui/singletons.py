"""Keeping None, True and False alive under Python 3.11."""

from __future__ import annotations

import ctypes
import sys

_PLENTY = 1 << 40


def keep_singletons() -> None:
    """Give the singletons more references than a process can lose.

    WORKAROUND: PySide6 6.12 is built with the headers of Python 3.12, in which None, True, False
    and NotImplemented never die, so its `Py_RETURN_NONE` and the like take no reference. Python
    3.11 counts them still: every call of a Qt method loses one, and after some thousand calls the
    process ends with "none_dealloc: deallocating None". It can go when Python 3.12 is the oldest
    we run on, or when `tests/ui/test_singletons.py` finds that no reference is lost.
    """
    if sys.version_info >= (3, 12):
        return
    for singleton in (None, True, False, NotImplemented):
        references = ctypes.c_ssize_t.from_address(id(singleton))
        if references.value < _PLENTY:
            references.value += _PLENTY
