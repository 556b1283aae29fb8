"""Taking a sealed message's bytes from the disk: once, and never more than any message has."""

from __future__ import annotations

from pathlib import Path

from negotiator_desk.bargaining.sealed import EXTENSION, LARGEST_FILE, SealRefused, too_large
from negotiator_desk.i18n import _

_SUFFIXES = frozenset({EXTENSION, ".txt"})
"""Names that may be looked into: mail programs keep attachments as text.

Anything else stays closed: opening and closing a store's own files would drop its locks.
"""


def read_message_file(path: Path) -> bytes:
    """Return the bytes of a file that somebody chose.

    Raises:
        SealRefused: It is missing, not a file, too large, cannot be read, or its name is not that
            of a sealed message.
    """
    if path.suffix.lower() not in _SUFFIXES:
        raise SealRefused(
            _("“{name}” is no sealed message; nothing was taken over.").format(name=path.name),
            hint=_("Choose a file that ends in {extension}.").format(extension=EXTENSION),
        )
    try:
        if not path.is_file():
            raise SealRefused(
                _("There is no file “{name}”; nothing was taken over.").format(name=path.name),
                hint=_("Look whether it was moved or its disk was taken out."),
            )
        if path.stat().st_size > LARGEST_FILE:
            raise too_large()
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as fault:
        raise SealRefused(
            _("“{name}” cannot be read; nothing was taken over.").format(name=path.name),
            hint=_("Copy it to this computer and try again."),
        ) from fault
