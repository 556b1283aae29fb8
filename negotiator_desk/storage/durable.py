"""Files that are whole or absent, whatever happens while they are written."""

from __future__ import annotations

import os
import secrets
import sys
import time
from pathlib import Path

_SHARING_VIOLATIONS = {5, 32, 33}
"""Windows errors raised while a virus scanner holds the file."""
_TRIES = 6


def write_durably(path: Path, content: bytes) -> None:
    """Write `content` under `path`: beside it first, then onto the disk, then renamed.

    Raises:
        OSError: The disk refused; `path` is as it was before.
    """
    # A name of its own: one made from `path` could be longer than the disk allows.
    beside = path.with_name(f".{secrets.token_hex(6)}.part")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if beside.read_bytes() != content:
            raise OSError(f"{beside.name} does not read back as written")
        _replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Bring a folder's list of names onto the disk; Windows does so by itself."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _replace(source: Path, target: Path) -> None:
    pause = 0.05
    for attempt in range(1, _TRIES + 1):
        try:
            source.replace(target)
        except OSError as error:
            if attempt == _TRIES or getattr(error, "winerror", None) not in _SHARING_VIOLATIONS:
                raise
            # A scanner lets go within moments; 0.05 s, doubled each time, waits 1.6 s in all.
            time.sleep(pause)
            pause *= 2
        else:
            return
