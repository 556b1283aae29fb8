"""Terms as a list of cells: what offers change, redlines show and editors edit one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.pay.cell import Cell, Unit
from negotiator_desk.pay.cell_places import Place, places
from negotiator_desk.pay.terms import Terms

__all__ = [
    "Cell",
    "CellChange",
    "Unit",
    "cell",
    "cells",
    "changed_cells",
    "compared_cells",
    "with_cell",
]


@dataclass(frozen=True)
class CellChange:
    """A cell that differs between two terms; None where it does not exist."""

    key: str
    label: tuple[str, ...]
    before: Cell | None
    after: Cell | None


def cells(terms: Terms) -> tuple[Cell, ...]:
    """Return every cell of the terms, in reading order; values not agreed have no cell."""
    return tuple(item.cell for item in places(terms))


def cell(terms: Terms, key: str) -> Cell:
    """Return one cell.

    Raises:
        InputError: The terms have no such cell.
    """
    return _place(terms, key).cell


def changed_cells(before: Terms | None, after: Terms) -> tuple[CellChange, ...]:
    """Return the cells that differ, those of `after` in its order, then those that went."""
    return compared_cells(() if before is None else cells(before), cells(after))


def compared_cells(before: Sequence[Cell], after: Sequence[Cell]) -> tuple[CellChange, ...]:
    """Return how two lists of cells differ; see `changed_cells`."""
    old = {item.key: item for item in before}
    new = {item.key: item for item in after}
    changes = [
        CellChange(key, item.label, old.get(key), item)
        for key, item in new.items()
        if key not in old or old[key] != item
    ]
    gone = [CellChange(key, item.label, item, None) for key, item in old.items() if key not in new]
    return (*changes, *gone)


def with_cell(terms: Terms, key: str, value: Decimal | str) -> Terms:
    """Return the terms with one existing cell changed.

    Raises:
        InputError: There is no such cell, the value is of the wrong kind, or the terms refuse it.
    """
    place = _place(terms, key)
    if isinstance(value, str) != isinstance(place.cell.value, str):
        raise InputError(
            _("“{name}” cannot be “{value}”.").format(
                name=" · ".join(place.cell.label), value=value
            )
        )
    try:
        return place.put(value)
    except ValueError as error:  # not one of the choices, or not a whole number
        raise InputError(
            _("“{name}” cannot be “{value}”.").format(
                name=" · ".join(place.cell.label), value=value
            )
        ) from error


def _place(terms: Terms, key: str) -> Place:
    found = next((item for item in places(terms) if item.cell.key == key), None)
    if found is None:
        raise InputError(_("These terms have no cell “{key}”.").format(key=key))
    return found
