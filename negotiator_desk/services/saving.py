"""Saves what was made as a file of the user's, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from negotiator_desk.errors import StorageError
from negotiator_desk.i18n import _
from negotiator_desk.storage.durable import write_durably
from negotiator_desk.storage.faults import reason_of


def save_whole(path: Path, content: bytes) -> None:
    """Save a file beside its final name, read it back and only then rename it.

    So a file of that name is always whole.

    Raises:
        StorageError: The disk refuses, or the bytes do not read back; an earlier file is kept.
    """
    try:
        write_durably(path, content)
    except OSError as error:
        raise StorageError(
            _(
                "The file could not be saved as {path}: {reason}; no part of it was left there."
            ).format(path=path, reason=reason_of(error)),
            hint=_("Choose another folder or another name."),
        ) from error
