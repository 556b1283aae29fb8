"""The terms on the table, value by value: present, both sides' last word, how far apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import _, p_
from negotiator_desk.pay.cells import Cell, cells
from negotiator_desk.pay.terms import Terms
from negotiator_desk.ui import display, display_terms
from negotiator_desk.ui.theme import Tone
from negotiator_desk.ui.widgets.rows import Column


@dataclass(frozen=True)
class CellRow:
    """One value of an issue's terms.

    Attributes:
        cell: The value as some of the terms have it; it names the row and its unit.
        place: Place in reading order, from 0.
        present: What holds today; None where the present terms have no such value.
        employee: The employee side's last word; None where it has none.
        employer: The employer side's last word; None where it has none.
        is_agreed: The whole issue is settled.
        yearly_step: Yuan a year that one more unit costs; None while unknown or not costed.
    """

    cell: Cell
    place: int
    present: Cell | None
    employee: Cell | None
    employer: Cell | None
    is_agreed: bool
    yearly_step: Decimal | None = None

    @property
    def key(self) -> str:
        """Key of the cell."""
        return self.cell.key

    @property
    def is_pay(self) -> bool:
        """Whether the value is pay itself, and no norm of work, class or points."""
        return not self.key.startswith(_NOT_PAID)

    @property
    def gap(self) -> Decimal | None:
        """How far the sides' last words are apart; None where that is not a number."""
        if self.employee is None or self.employer is None:
            return None
        first, second = self.employee.value, self.employer.value
        if isinstance(first, str) or isinstance(second, str):
            return None
        return abs(first - second)

    @property
    def is_same(self) -> bool:
        """Whether both sides said the same."""
        if self.employee is None or self.employer is None:
            return False
        return self.employee.value == self.employer.value


def cell_rows(
    present: Terms | None,
    employee: Terms | None,
    employer: Terms | None,
    *,
    agreed: Terms | None = None,
    steps: Mapping[str, Decimal] | None = None,
) -> tuple[CellRow, ...]:
    """Return one row for each value that any of the terms has, in reading order.

    Args:
        present: What holds today.
        employee: The employee side's last word.
        employer: The employer side's last word.
        agreed: What settled the issue; it then stands for both sides.
        steps: Yuan a year of one more unit, by the cell's key.
    """
    if agreed is not None:
        employee = employer = agreed
    by_source = [
        {} if terms is None else {cell.key: cell for cell in cells(terms)}
        for terms in (present, employee, employer)
    ]
    found: dict[str, Cell] = {}
    for source in (by_source[1], by_source[2], by_source[0]):
        for key, cell in source.items():
            found.setdefault(key, cell)
    named = dict(sorted(found.items(), key=_weight))
    return tuple(
        CellRow(
            cell=cell,
            place=place,
            present=by_source[0].get(key),
            employee=by_source[1].get(key),
            employer=by_source[2].get(key),
            is_agreed=agreed is not None,
            yearly_step=(steps or {}).get(key),
        )
        for place, (key, cell) in enumerate(named.items())
    )


def _weight(item: tuple[str, Cell]) -> bool:
    """Norms of work, classes and points stand below what is paid."""
    return item[0].startswith(_NOT_PAID)


_NOT_PAID = ("minutes:", "quota:", "minimum:", "class:", "points:", "least:")
"""Beginnings of the keys of cells that are no pay themselves."""


EMPLOYER_COLUMN, GAP_COLUMN = 3, 4
"""Columns that say nothing of their own once an issue is agreed."""


def cell_columns(
    rounds: Mapping[Side, int], *, is_agreed: bool = False
) -> tuple[Column[CellRow], ...]:
    """Return the columns of the table of terms.

    Args:
        rounds: Each side's latest round; a side without an offer is missing.
        is_agreed: The issue is agreed; what would be the employee side's column is the agreed one.
    """
    return (
        Column(_("Item"), _name, sort=_place, tooltip=_name, stretches=True),
        Column(
            _("Present"),
            _present,
            sort=_present_value,
            is_figure=True,
            tone=_mute,
            tooltip=_present,
            width=82,
        ),
        Column(
            _("Agreed") if is_agreed else _side_title(Side.EMPLOYEE, rounds),
            _employee,
            sort=_employee_value,
            is_figure=True,
            tone=_employee_tone,
            tooltip=_employee,
            width=94,
        ),
        Column(
            _side_title(Side.EMPLOYER, rounds),
            _employer,
            sort=_employer_value,
            is_figure=True,
            tone=_employer_tone,
            tooltip=_employer,
            width=94,
        ),
        Column(_("Gap"), _gap, sort=_gap_value, is_figure=True, width=66),
        Column(
            _("Step (¥/yr)"),
            _step,
            sort=_step_value,
            is_figure=True,
            tone=_mute,
            tooltip=_step_tip,
            width=98,
        ),
        Column(_("State"), _state, tone=_state_tone, width=72),
    )


def _side_title(side: Side, rounds: Mapping[Side, int]) -> str:
    name = short_side(side)
    return f"{name} {circled(rounds[side])}" if side in rounds else name


def short_side(side: Side) -> str:
    """Return a side's name where room is short."""
    if side is Side.EMPLOYEE:
        return p_("short", "Employee")
    return p_("short", "Employer")


def circled(number: int) -> str:
    """Return a round's number in a circle, as minutes write it; above 20 in brackets."""
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else f"({number})"


def _name(row: CellRow) -> str:
    name, unit = display_terms.cell_name(row.cell), display_terms.cell_unit(row.cell)
    return _("{name} ({unit})").format(name=name, unit=unit) if unit else name


def _place(row: CellRow) -> int:
    return row.place


def _mute(_row: CellRow) -> Tone:
    return Tone.NEUTRAL


def _present(row: CellRow) -> str:
    return display_terms.cell_text(row.present)


def _present_value(row: CellRow) -> Decimal | None:
    return _number(row.present)


def _employee(row: CellRow) -> str:
    return display_terms.cell_text(row.employee)


def _employee_value(row: CellRow) -> Decimal | None:
    return _number(row.employee)


def _employee_tone(row: CellRow) -> Tone | None:
    if row.is_agreed:
        return Tone.GOOD
    return None if row.employee is None else Tone.EMPLOYEE


def _employer(row: CellRow) -> str:
    return display_terms.cell_text(row.employer)


def _employer_value(row: CellRow) -> Decimal | None:
    return _number(row.employer)


def _employer_tone(row: CellRow) -> Tone | None:
    return None if row.employer is None else Tone.EMPLOYER


def _gap(row: CellRow) -> str:
    return display_terms.cell_gap(row.cell, row.gap)


def _gap_value(row: CellRow) -> Decimal | None:
    return row.gap


def _step(row: CellRow) -> str:
    return display_terms.step_amount(row.yearly_step)


def _step_value(row: CellRow) -> Decimal | None:
    return row.yearly_step


def _step_tip(row: CellRow) -> str:
    if row.yearly_step is None:
        return ""
    return _("{step}: {amount} a year").format(
        step=display_terms.cell_step(row.cell), amount=display.yuan_change(row.yearly_step)
    )


def _state(row: CellRow) -> str:
    if row.is_agreed:
        return p_("cell state", "Agreed")
    if row.is_same:
        return p_("cell state", "Same")
    return p_("cell state", "Open")


def _state_tone(row: CellRow) -> Tone:
    return Tone.GOOD if row.is_agreed or row.is_same else Tone.ATTENTION


def _number(cell: Cell | None) -> Decimal | None:
    return None if cell is None or isinstance(cell.value, str) else cell.value
