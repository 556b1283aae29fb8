"""Datasets of a case: imported from the workbooks a firm hands over, and never changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.errors import RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.bargaining import Issue
from negotiator_desk.models.evidence import Dataset as DatasetEntity
from negotiator_desk.money import format_amount
from negotiator_desk.pay.dataset import Column, Dataset, DatasetKind, FieldType
from negotiator_desk.services.dataset_entry import (
    ImportReport,
    refuse_repetition,
    remembered_mappings,
    store_facts,
)
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.facts import read_facts
from negotiator_desk.services.lookup import find_case, find_open_case
from negotiator_desk.storage.intake.answers import ColumnPreview, ImportPreview
from negotiator_desk.storage.intake.files import read_file
from negotiator_desk.storage.intake.process import preview_in_child, read_in_child
from negotiator_desk.storage.intake.refusals import BadCell, ImportCancelled, ImportRefused
from negotiator_desk.storage.intake.source import Request

__all__ = [
    "BadCell",
    "ColumnPreview",
    "DatasetRow",
    "DatasetTable",
    "ImportCancelled",
    "ImportPreview",
    "ImportRefused",
    "ImportReport",
    "dataset_table",
    "import_dataset",
    "list_datasets",
    "load_dataset",
    "preview_import",
    "remove_dataset",
]

_READING_SHARE = 0.9
"""Part of an import's progress that is reading; the rest is storing."""


@dataclass(frozen=True)
class DatasetRow:
    """A dataset as lists show it.

    Attributes:
        column_mapping: Field name → header of the column it was read from.
        issues: How many issues are costed on it.
    """

    id: str
    name: str
    kind: DatasetKind
    rows: int
    workers: int
    months: int
    fingerprint: str
    source_name: str
    imported_at: datetime
    dropped_rows: int
    column_mapping: Mapping[str, str]
    issues: int


@dataclass(frozen=True)
class DatasetTable:
    """The first rows of a dataset, as texts.

    Attributes:
        total_rows: How many rows the dataset has.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total_rows: int


def preview_import(
    desk: Desk, path: Path, kind: DatasetKind | None = None, *, sheet: str | None = None
) -> ImportPreview:
    """Say what a file seems to hold, and how its columns would be read.

    Args:
        kind: None = find out by the header.
        sheet: None = the sheet whose header fits best.

    Raises:
        ImportRefused: The file cannot be read at all.
    """
    content = read_file(path)
    return preview_in_child(Request(content, kind, sheet, None, desk.read(remembered_mappings)))


def import_dataset(
    desk: Desk,
    case_id: str,
    path: Path,
    *,
    kind: DatasetKind,
    sheet: str | None = None,
    mapping: Mapping[str, int | None] | None = None,
    drop_bad_rows: bool = False,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Outcome[ImportReport]:
    """Read a file into a case as a new dataset, all of it or nothing.

    Args:
        sheet: None = the sheet whose header fits best.
        mapping: Field name → column from 0, None where the file has no column for the field. None
            = as confirmed for the same header before, else as proposed. It is remembered.
        drop_bad_rows: Leave out rows with a cell that cannot be read; otherwise one such cell
            refuses the file.
        progress: Told how much is done, 0 to 1.
        cancelled: Asked often whether to stop.

    Raises:
        ImportRefused: The file or rows of it cannot be read, or its facts are in the case already.
        ImportCancelled: `cancelled` said so.
        RuleError: There is no such case, or it is in the trash.
    """
    tell = progress or _ignore
    desk.read(lambda session: find_open_case(session, case_id).id)
    content = read_file(path)
    request = Request(content, kind, sheet, mapping, desk.read(remembered_mappings), drop_bad_rows)
    imported = read_in_child(
        request, progress=lambda done: tell(done * _READING_SHARE), cancelled=cancelled
    )
    facts = Dataset.from_bytes(imported.dataset)
    tell(_READING_SHARE)
    if cancelled is not None and cancelled():
        raise ImportCancelled

    def work(session: Session) -> ImportReport:
        find_open_case(session, case_id)
        refuse_repetition(session, case_id, facts)
        return store_facts(session, case_id, path.name, content, imported, facts, desk.now())

    outcome = desk.run("import_dataset", work)
    desk.facts.keep(facts.fingerprint, facts)
    tell(1.0)
    return outcome


def list_datasets(desk: Desk, case_id: str) -> tuple[DatasetRow, ...]:
    """Return the datasets of a case, the latest first.

    Raises:
        RuleError: There is no such case.
    """

    def query(session: Session) -> tuple[DatasetRow, ...]:
        find_case(session, case_id)
        entities = session.scalars(
            select(DatasetEntity)
            .where(DatasetEntity.case_id == case_id)
            .order_by(DatasetEntity.imported_at.desc(), DatasetEntity.id.desc())
        ).all()
        used = list(
            session.scalars(select(Issue.dataset_id).where(Issue.dataset_id.is_not(None))).all()
        )
        return tuple(
            DatasetRow(
                id=entity.id,
                name=entity.name,
                kind=entity.kind,
                rows=entity.rows,
                workers=entity.workers,
                months=entity.months,
                fingerprint=entity.fingerprint,
                source_name=entity.source_name,
                imported_at=entity.imported_at,
                dropped_rows=entity.dropped_rows,
                column_mapping=entity.column_mapping,
                issues=used.count(entity.id),
            )
            for entity in entities
        )

    return desk.read(query)


def load_dataset(desk: Desk, dataset_id: str) -> Dataset:
    """Return the facts of a dataset, checked against their fingerprint.

    Raises:
        RuleError: There is no such dataset.
        StorageError: The stored facts are damaged.
    """
    return desk.read(lambda session: read_facts(session, _find(session, dataset_id).fingerprint))


def dataset_table(desk: Desk, dataset_id: str, *, limit: int) -> DatasetTable:
    """Return the first `limit` rows of a dataset, ready to be shown.

    Raises:
        RuleError: There is no such dataset.
        StorageError: The stored facts are damaged.
    """
    facts = load_dataset(desk, dataset_id)
    columns = tuple(facts.columns.values())
    return DatasetTable(
        header=tuple(_heading(column) for column in columns),
        rows=tuple(
            tuple(_shown(column, row) for column in columns)
            for row in range(min(limit, facts.rows))
        ),
        total_rows=facts.rows,
    )


def remove_dataset(desk: Desk, dataset_id: str) -> Outcome[str]:
    """Remove a dataset that no issue is costed on; the outcome's value is its name.

    Raises:
        RuleError: There is no such dataset, an issue uses it, or its case is in the trash.
    """

    def work(session: Session) -> str:
        entity = _find(session, dataset_id)
        find_open_case(session, entity.case_id)
        issue = session.scalar(select(Issue.title).where(Issue.dataset_id == dataset_id).limit(1))
        if issue is not None:
            raise RuleError(
                _("The issue “{issue}” is costed on this data; nothing was changed.").format(
                    issue=issue
                ),
                hint=_("Choose other data for the issue first, or remove the issue."),
            )
        session.delete(entity)
        return entity.name

    return desk.run("remove_dataset", work)


def _ignore(_done: float) -> None:
    """Take a progress report that nobody asked for."""


def _find(session: Session, dataset_id: str) -> DatasetEntity:
    entity = session.get(DatasetEntity, dataset_id)
    if entity is None:
        raise RuleError(
            _("This data is not in the store; nothing was changed."),
            hint=_("It may have been removed or undone; go back to the list."),
        )
    return entity


def _heading(column: Column) -> str:
    label, unit = _(column.field.label), column.field.unit
    return _("{label} ({unit})").format(label=label, unit=_(unit)) if unit else label


def _shown(column: Column, row: int) -> str:
    value = column.value(row)
    if value is None:
        return ""
    match column.field.type:
        case FieldType.DECIMAL:
            assert isinstance(value, Decimal), "a decimal column has nothing else"
            return format_amount(value, places=column.field.places)
        case FieldType.MONTH:
            return f"{value:%Y-%m}"
        case FieldType.MOMENT:
            return f"{value:%Y-%m-%d %H:%M}"
        case _:
            return str(value)
