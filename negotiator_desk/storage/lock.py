"""One process for each store."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from negotiator_desk.errors import StorageError
from negotiator_desk.i18n import _

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class StoreLock:
    """An operating-system lock on a file beside the database.

    The kernel frees it when the process ends, however it ends, so nobody is ever locked out by a
    crash. The file stays; only the lock on it counts. It is not the database file: closing a
    second handle on that one would drop SQLite's own locks.
    """

    def __init__(self, path: Path) -> None:
        """Take the lock.

        Raises:
            StorageError: Another process, or another window of this one, has the store open.
        """
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if sys.platform == "win32":
                msvcrt.locking(self._handle, msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._handle)
            raise StorageError(
                _("This store is already open, so it was not opened again."),
                hint=_("Use the window that is open, or close it first."),
            ) from error

    def release(self) -> None:
        """Let another process open the store."""
        os.close(self._handle)
