"""Whether the store is sound: its file, its references, its journal, its stored files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.errors import StorageError
from negotiator_desk.i18n import _
from negotiator_desk.models.evidence import StoredFile
from negotiator_desk.services.desk import Desk
from negotiator_desk.storage import schema
from negotiator_desk.storage.checks import full_check
from negotiator_desk.storage.files import get_file
from negotiator_desk.storage.revisions import rows_unlike_journal


class StorePart(StrEnum):
    """What is looked at."""

    DATABASE = "database"
    JOURNAL = "journal"
    ROWS = "rows"
    FILES = "files"


@dataclass(frozen=True)
class PartHealth:
    """What was found in one part of the store.

    Attributes:
        counted: Revisions, rows or files looked at; None where nothing is counted.
        fault: One sentence in the language in use; "" when the part is sound.
    """

    part: StorePart
    counted: int | None
    fault: str


def check_store(desk: Desk) -> tuple[PartHealth, ...]:
    """Look through the whole store and change nothing.

    Raises:
        StorageError: The store cannot be read at all.
    """
    return tuple(_parts(desk))


def _parts(desk: Desk) -> Iterator[PartHealth]:
    yield PartHealth(StorePart.DATABASE, None, _database_fault(desk))
    report = desk.verify()
    broken = report.broken
    fault = ""
    if broken is not None:
        fault = _("Revision {number} of the journal is not as it was written.").format(
            number=broken.device_sequence
        )
    yield PartHealth(StorePart.JOURNAL, report.revisions, fault)
    name = schema.revision_name(schema.NEWEST)
    unlike = desk.read(lambda session: rows_unlike_journal(session.connection(), name))
    fault = ""
    if unlike:
        fault = _("Rows that differ from the journal: {count}.").format(count=len(unlike))
    yield PartHealth(StorePart.ROWS, None, fault)
    yield desk.read(_check_files)


def _database_fault(desk: Desk) -> str:
    try:
        desk.read(lambda session: full_check(session.connection()))
    except StorageError as error:
        return str(error)
    return ""


def _check_files(session: Session) -> PartHealth:
    names = session.scalars(select(StoredFile.sha256).order_by(StoredFile.sha256)).all()
    for name in names:
        try:
            get_file(session, name)
        except StorageError:
            fault = _("The stored file {name} is damaged.").format(name=name[:12])
            return PartHealth(StorePart.FILES, len(names), fault)
    return PartHealth(StorePart.FILES, len(names), "")
