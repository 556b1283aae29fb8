"""Names of new rows."""

from __future__ import annotations

import uuid6


def new_id() -> str:
    """Return a new UUID version 7 as text.

    Ids made by one process rise, so rows made together lie together in the index. They are names
    and never say which of two changes came first.
    """
    return str(uuid6.uuid7())
