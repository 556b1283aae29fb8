"""Lets Python's collector of cycles rest while a document is set."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """Put collecting off until the block ends, unless it is off already.

    Setting makes very many objects and no cycles, so that nothing would be found; looking for it
    again and again takes a third of the time of a long annex, and more the more the program holds.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
