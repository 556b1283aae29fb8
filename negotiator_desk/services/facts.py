"""Facts of datasets, read once: they never change, so a few are kept in memory."""

from __future__ import annotations

import threading
from collections import OrderedDict

from sqlalchemy.orm import Session

from negotiator_desk.pay.dataset import Dataset
from negotiator_desk.storage.files import get_file

KEPT = 4
"""Datasets in memory; the one not asked for the longest gives way."""


class _Memory:
    """The datasets read lately by their fingerprint, which makes sharing them harmless."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Dataset] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, fingerprint: str) -> Dataset | None:
        with self._lock:
            if fingerprint in self._kept:
                self._kept.move_to_end(fingerprint)
            return self._kept.get(fingerprint)

    def keep(self, fingerprint: str, facts: Dataset) -> None:
        with self._lock:
            self._kept[fingerprint] = facts
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)


_memory = _Memory()


def read_facts(session: Session, fingerprint: str) -> Dataset:
    """Return the facts with this fingerprint, checked against it when they are first read.

    Raises:
        StorageError: The stored facts are missing or damaged.
    """
    facts = _memory.get(fingerprint)
    if facts is None:
        facts = Dataset.from_bytes(get_file(session, fingerprint))
        _memory.keep(fingerprint, facts)
    return facts
