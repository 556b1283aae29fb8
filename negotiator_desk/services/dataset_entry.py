"""Entering the rows of a checked file into a case, inside a transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.i18n import _
from negotiator_desk.models.columns import LONGEST_LINE, clean_text
from negotiator_desk.models.evidence import ColumnMapping
from negotiator_desk.models.evidence import Dataset as DatasetEntity
from negotiator_desk.pay.dataset import Dataset, DatasetKind
from negotiator_desk.storage.files import put_file
from negotiator_desk.storage.ids import new_id
from negotiator_desk.storage.intake.answers import Imported
from negotiator_desk.storage.intake.refusals import ImportRefused
from negotiator_desk.storage.intake.source import Remembered

_DATASET_MEDIA_TYPE = "application/vnd.negotiator-desk.dataset"


@dataclass(frozen=True)
class ImportReport:
    """What an import stored.

    Attributes:
        dropped_rows: Bad rows that were left out because the user said so.
        skipped_totals: Rows with a sum of others.
        skipped_remarks: Rows with a remark, or with the header once more.
        fingerprint: SHA-256 of the canonical columns.
        notes: Translated sentences: which rows were taken for totals or remarks.
    """

    dataset_id: str
    rows: int
    workers: int
    months: int
    dropped_rows: int
    skipped_totals: int
    skipped_remarks: int
    fingerprint: str
    notes: tuple[str, ...]


def remembered_mappings(session: Session) -> Remembered:
    """Return the mappings confirmed by earlier imports."""
    mappings: dict[str, dict[str, Mapping[str, int | None]]] = {}
    for row in session.scalars(select(ColumnMapping)):
        mappings.setdefault(row.kind.value, {})[row.header_sha256] = row.mapping
    return mappings


def refuse_repetition(session: Session, case_id: str, facts: Dataset) -> None:
    """Refuse facts that the case has already.

    Raises:
        ImportRefused: Names the dataset that has them.
    """
    same = session.scalar(
        select(DatasetEntity).where(
            DatasetEntity.case_id == case_id, DatasetEntity.fingerprint == facts.fingerprint
        )
    )
    if same is not None:
        raise ImportRefused(
            _("The case has the same facts already as “{name}”; nothing was imported.").format(
                name=same.name
            ),
            hint=_("Use that data, or choose another file."),
        )


def store_facts(
    session: Session,
    case_id: str,
    file_name: str,
    content: bytes,
    imported: Imported,
    facts: Dataset,
    now: datetime,
) -> ImportReport:
    """Store a file's facts, the file itself and how its columns were read.

    Args:
        file_name: Name of the file; its stem becomes the dataset's name.
        content: The file as it was.
    """
    entity = DatasetEntity(
        id=new_id(),
        case_id=case_id,
        kind=facts.kind,
        name=_free_name(session, case_id, Path(file_name).stem),
        fingerprint=put_file(session, imported.dataset, _DATASET_MEDIA_TYPE),
        source_name=_line(file_name),
        source_sha256=put_file(session, content, imported.format.media_type),
        rows=facts.rows,
        workers=facts.workers,
        months=facts.months,
        dropped_rows=imported.dropped_rows,
        column_mapping=dict(imported.headers),
        imported_at=now,
    )
    session.add(entity)
    _remember(session, facts.kind, imported, now)
    return ImportReport(
        dataset_id=entity.id,
        rows=facts.rows,
        workers=facts.workers,
        months=facts.months,
        dropped_rows=imported.dropped_rows,
        skipped_totals=imported.skipped_totals,
        skipped_remarks=imported.skipped_remarks,
        fingerprint=entity.fingerprint,
        notes=imported.notes,
    )


def _remember(session: Session, kind: DatasetKind, imported: Imported, now: datetime) -> None:
    """Keep the mapping for the next file with the same header."""
    mapping = dict(imported.mapping)
    row = session.scalar(
        select(ColumnMapping).where(
            ColumnMapping.kind == kind, ColumnMapping.header_sha256 == imported.header_sha256
        )
    )
    if row is None:
        session.add(
            ColumnMapping(
                id=new_id(),
                kind=kind,
                header_sha256=imported.header_sha256,
                mapping=mapping,
                confirmed_at=now,
            )
        )
    elif row.mapping != mapping:
        row.mapping = mapping
        row.confirmed_at = now


def _free_name(session: Session, case_id: str, wanted: str) -> str:
    """Return the file's name without its ending, numbered if the case has the name already."""
    taken = set(
        session.scalars(select(DatasetEntity.name).where(DatasetEntity.case_id == case_id)).all()
    )
    line = _line(wanted)
    name, number = line, 2
    while name in taken:
        name = f"{line[: LONGEST_LINE - 10]} ({number})"
        number += 1
    return name


def _line(text: str) -> str:
    return " ".join(clean_text(text).split())[:LONGEST_LINE]
