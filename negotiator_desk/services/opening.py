"""Opening the user's store."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from negotiator_desk.errors import StorageError
from negotiator_desk.i18n import _
from negotiator_desk.services.desk import Desk
from negotiator_desk.storage.generations import has_store, open_or_create_store


def open_desk(
    folder: Path,
    *,
    create: bool = True,
    author: str | None = None,
    now: Callable[[], datetime] | None = None,
) -> Desk:
    """Open the store in `folder`, creating it where there is none and updating an older one.

    Args:
        create: Make a new store where there is none; otherwise that is refused.
        author: Who is working; None is the name of the system's login.
        now: Gives the present moment, with its zone; None is the system's clock.

    Raises:
        StorageError: There is no store and none is to be made; or it is open elsewhere, damaged,
            of a newer release, or the disk refused, and it was left as it is.
    """
    if not create and not has_store(folder):
        raise StorageError(
            _("There is no store in {folder}; nothing was created.").format(folder=folder),
            hint=_("Name the folder of a store, or open the window once to make your own."),
        )
    clock = now or _system_clock
    with ExitStack() as on_failure:
        store = open_or_create_store(folder, clock())
        on_failure.callback(store.close)
        desk = Desk(store, now=clock, author=_login_name() if author is None else author)
        on_failure.pop_all()
    return desk


def _system_clock() -> datetime:
    return datetime.now(UTC)


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""  # a login without a name
