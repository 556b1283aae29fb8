"""What the commands share: the store they work on, and names of files after a case's number."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from negotiator_desk.paths import default_store
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.opening import open_desk


@contextmanager
def desk_of(options: argparse.Namespace) -> Iterator[Desk]:
    """Open the store that a command works on, and close it whatever happens.

    Raises:
        StorageError: There is none, or it cannot be opened.
    """
    desk = open_desk(options.store or default_store(), create=False)
    try:
        yield desk
    finally:
        desk.close()


def file_stem(number: str) -> str:
    """Return a case's number as the beginning of a file's name."""
    return "".join(c if c.isalnum() or c in "-_〔〕" else "-" for c in number)
