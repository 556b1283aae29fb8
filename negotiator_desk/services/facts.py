"""Facts of datasets, read once: they never change, so the desk keeps a few in memory."""

from __future__ import annotations

from typing import cast

from sqlalchemy.orm import Session

from negotiator_desk.pay.dataset import Dataset
from negotiator_desk.services.memory import Memory
from negotiator_desk.storage.files import get_file

FACTS = "facts"
"""Where a session opened by the desk carries the desk's memory of facts."""


def read_facts(session: Session, fingerprint: str) -> Dataset:
    """Return the facts with this fingerprint, checked against it when they are first read.

    Raises:
        StorageError: The stored facts are missing or damaged.
    """
    memory = cast(Memory[Dataset], session.info[FACTS])
    facts = memory.get(fingerprint)
    if facts is None:
        facts = Dataset.from_bytes(get_file(session, fingerprint))
        memory.keep(fingerprint, facts)
    return facts
