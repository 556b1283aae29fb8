"""The datasets of a case, the cells an import refuses, and a look at a dataset's rows."""

from __future__ import annotations

import re
from datetime import datetime
from functools import partial

from negotiator_desk.i18n import _
from negotiator_desk.services.datasets import BadCell, DatasetRow
from negotiator_desk.ui import display
from negotiator_desk.ui.theme import Tone
from negotiator_desk.ui.widgets.rows import Column


def dataset_columns() -> tuple[Column[DatasetRow], ...]:
    """Return the columns of the list of datasets."""
    return (
        Column(_("Dataset name"), _name, tooltip=_name, stretches=True),
        Column(_("Kind"), _kind, width=110),
        Column(_("Rows"), _rows, sort=_row_count, is_figure=True, width=84),
        Column(_("Workers"), _workers, sort=_worker_count, is_figure=True, width=84),
        Column(_("Months"), _months, sort=_month_count, is_figure=True, width=72),
        Column(
            _("Rows left out"),
            _dropped,
            sort=_dropped_count,
            is_figure=True,
            tone=_dropped_tone,
            width=104,
        ),
        Column(_("Source"), _source, tooltip=_source, width=150),
        Column(_("Imported"), _imported, sort=_imported_at, width=142),
        Column(_("Fingerprint"), _fingerprint, tooltip=_whole_fingerprint, tone=_mute, width=124),
    )


def bad_cell_columns() -> tuple[Column[BadCell], ...]:
    """Return the columns of the list of cells that cannot be used."""
    return (
        Column(_("Sheet"), _sheet, width=96),
        Column(_("Row"), _row, sort=_row_number, is_figure=True, width=64),
        Column(_("Column"), _column, sort=_column_place, width=150),
        Column(_("Value"), _value, tooltip=_value, tone=_bad, width=150),
        Column(_("Expected"), _expected, tooltip=_expected, stretches=True),
    )


def table_columns(
    header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]
) -> tuple[Column[tuple[str, ...]], ...]:
    """Return the columns of a look at a dataset's rows, each row a tuple of texts."""
    return tuple(
        Column(
            title,
            partial(_cell, at),
            is_figure=all(_FIGURE.fullmatch(row[at]) for row in rows),
        )
        for at, title in enumerate(header)
    )


_FIGURE = re.compile(r"[\d,.−-]*")


def _cell(at: int, row: tuple[str, ...]) -> str:
    return row[at]


def _name(row: DatasetRow) -> str:
    return row.name


def _kind(row: DatasetRow) -> str:
    return display.dataset_kind(row.kind)


def _rows(row: DatasetRow) -> str:
    return display.count(row.rows)


def _row_count(row: DatasetRow) -> int:
    return row.rows


def _workers(row: DatasetRow) -> str:
    return display.count(row.workers)


def _worker_count(row: DatasetRow) -> int:
    return row.workers


def _months(row: DatasetRow) -> str:
    return display.count(row.months)


def _month_count(row: DatasetRow) -> int:
    return row.months


def _dropped(row: DatasetRow) -> str:
    return display.count(row.dropped_rows)


def _dropped_count(row: DatasetRow) -> int:
    return row.dropped_rows


def _dropped_tone(row: DatasetRow) -> Tone:
    return Tone.ATTENTION if row.dropped_rows else Tone.NEUTRAL


def _source(row: DatasetRow) -> str:
    return row.source_name


def _imported(row: DatasetRow) -> str:
    return display.moment(row.imported_at)


def _imported_at(row: DatasetRow) -> datetime:
    return row.imported_at


def _fingerprint(row: DatasetRow) -> str:
    return display.short_fingerprint(row.fingerprint)


def _whole_fingerprint(row: DatasetRow) -> str:
    return row.fingerprint


def _mute(_row: DatasetRow) -> Tone:
    return Tone.NEUTRAL


def _sheet(row: BadCell) -> str:
    return row.sheet or display.NONE


def _row(row: BadCell) -> str:
    return display.count(row.row)


def _row_number(row: BadCell) -> int:
    return row.row


def _column(row: BadCell) -> str:
    return f"{row.column} · {row.header}" if row.header else row.column


def _column_place(row: BadCell) -> tuple[int, str]:
    return len(row.column), row.column


def _value(row: BadCell) -> str:
    return row.value or _("(empty)")


def _bad(_row: BadCell) -> Tone:
    return Tone.BAD


def _expected(row: BadCell) -> str:
    return row.expected
