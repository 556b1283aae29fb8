"""An issue's terms value by value, present beside agreed."""

from __future__ import annotations

from decimal import Decimal

from negotiator_desk.i18n import _
from negotiator_desk.ui import display_terms
from negotiator_desk.ui.itemmodels.cells import CellRow
from negotiator_desk.ui.theme import Tone
from negotiator_desk.ui.widgets.rows import Column


def term_columns() -> tuple[Column[CellRow], ...]:
    """Return the columns; a row's `employee` is what was agreed."""
    return (
        Column(_("Item"), _name, sort=_place, tooltip=_name, stretches=True),
        Column(_("Unit"), _unit, tone=_mute, width=110),
        Column(
            _("Present"), _present, sort=_present_value, tooltip=_present, is_figure=True, width=220
        ),
        Column(
            _("Agreed"),
            _agreed,
            sort=_agreed_value,
            tooltip=_agreed,
            is_figure=True,
            tone=_agreed_tone,
            width=220,
        ),
    )


def _name(row: CellRow) -> str:
    return display_terms.cell_name(row.cell)


def _place(row: CellRow) -> int:
    return row.place


def _unit(row: CellRow) -> str:
    return display_terms.cell_unit(row.cell)


def _mute(_row: CellRow) -> Tone:
    return Tone.NEUTRAL


def _present(row: CellRow) -> str:
    return display_terms.cell_text(row.present)


def _present_value(row: CellRow) -> Decimal | None:
    return None if row.present is None or isinstance(row.present.value, str) else row.present.value


def _agreed(row: CellRow) -> str:
    return display_terms.cell_text(row.employee)


def _agreed_value(row: CellRow) -> Decimal | None:
    if row.employee is None or isinstance(row.employee.value, str):
        return None
    return row.employee.value


def _agreed_tone(row: CellRow) -> Tone | None:
    return None if row.employee is None else Tone.GOOD
