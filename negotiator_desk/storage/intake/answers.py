"""What the reading of a file answers, and how it crosses from the child process as plain data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from negotiator_desk.pay.dataset import DatasetKind
from negotiator_desk.storage.intake.container import SourceFormat
from negotiator_desk.storage.intake.refusals import BadCell, ImportRefused


@dataclass(frozen=True)
class ColumnPreview:
    """A column of the file, as the import wizard shows it.

    Attributes:
        index: From 0.
        letters: As a spreadsheet program names it.
        header: Text above it, "" where it has none.
        unit: Text in the header's brackets, such as 元; "" = none.
        samples: Its first values that are not blank, as the file has them.
    """

    index: int
    letters: str
    header: str
    unit: str
    samples: tuple[str, ...]


@dataclass(frozen=True)
class ImportPreview:
    """What a file seems to hold, before anything is imported.

    Attributes:
        sheets: Names of its sheets; none for a text file.
        sheet: The sheet looked at; "" for a text file.
        header_row: Last line of the header as a spreadsheet program counts, from 1; None where
            no header was found.
        mapping: Field name → column from 0, or None where the file has none for it.
        remembered: Whether the mapping is one that was used before for the same header.
        rows: Rows below the header, blank ones and totals included.
        problems: Translated sentences: why an import with this mapping would be refused.
        notes: Translated sentences: what will be taken from elsewhere than a column.
    """

    kind: DatasetKind
    format: SourceFormat
    sheets: tuple[str, ...]
    sheet: str
    header_row: int | None
    columns: tuple[ColumnPreview, ...]
    mapping: Mapping[str, int | None]
    remembered: bool
    rows: int
    problems: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Imported:
    """The rows of a file, checked.

    Attributes:
        dataset: Canonical bytes of the dataset.
        headers: Field name → text above its column.
        notes: Translated sentences: which rows were left out as none of data.
    """

    dataset: bytes
    format: SourceFormat
    mapping: Mapping[str, int | None]
    headers: Mapping[str, str]
    header_sha256: str
    dropped_rows: int
    skipped_totals: int
    skipped_remarks: int
    notes: tuple[str, ...]


def preview_to_json(preview: ImportPreview) -> bytes:
    """Return a preview as JSON."""
    return json.dumps(asdict(preview)).encode()


def preview_from_json(content: bytes) -> ImportPreview:
    """Return the preview that `preview_to_json` wrote."""
    data = json.loads(content)
    return ImportPreview(
        kind=DatasetKind(data["kind"]),
        format=SourceFormat(data["format"]),
        sheets=tuple(data["sheets"]),
        sheet=data["sheet"],
        header_row=data["header_row"],
        columns=tuple(
            ColumnPreview(**{**one, "samples": tuple(one["samples"])}) for one in data["columns"]
        ),
        mapping=data["mapping"],
        remembered=data["remembered"],
        rows=data["rows"],
        problems=tuple(data["problems"]),
        notes=tuple(data["notes"]),
    )


def imported_to_json(imported: Imported) -> bytes:
    """Return everything but the dataset as JSON."""
    data = {name: value for name, value in vars(imported).items() if name != "dataset"}
    return json.dumps(data).encode()


def imported_from_json(content: bytes, dataset: bytes) -> Imported:
    """Return what `imported_to_json` wrote, with its dataset."""
    data: dict[str, Any] = json.loads(content)
    data |= {"format": SourceFormat(data["format"]), "notes": tuple(data["notes"])}
    return Imported(**data, dataset=dataset)


def refusal_to_json(refusal: ImportRefused) -> bytes:
    """Return a refusal as JSON."""
    data = {
        "message": str(refusal),
        "hint": refusal.hint,
        "bad_cells": [asdict(cell) for cell in refusal.bad_cells],
        "bad_rows": refusal.bad_rows,
        "cells_beyond": refusal.cells_beyond,
    }
    return json.dumps(data).encode()


def refusal_from_json(content: bytes) -> ImportRefused:
    """Return the refusal that `refusal_to_json` wrote."""
    data = json.loads(content)
    cells = tuple(BadCell(**cell) for cell in data.pop("bad_cells"))
    return ImportRefused(data.pop("message"), bad_cells=cells, **data)
