"""Results kept in memory by the SHA-256 of what they were made from, so they never grow stale."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Generic, TypeVar

T = TypeVar("T")


class Memory(Generic[T]):
    """Keeps the latest results; the one not asked for the longest gives way. Safe for threads."""

    def __init__(self, most: int) -> None:
        """Keep at most `most` results."""
        self._most = most
        self._kept: OrderedDict[str, T] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> T | None:
        """Return what was kept under the key, or None."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, key: str, result: T) -> None:
        """Keep a result under the key."""
        with self._lock:
            self._kept[key] = result
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
