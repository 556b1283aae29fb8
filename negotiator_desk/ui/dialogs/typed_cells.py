"""Values of terms as they are typed into a grid, and read back."""

from __future__ import annotations

from decimal import Decimal

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.money import parse_decimal
from negotiator_desk.pay.cells import Cell, Unit
from negotiator_desk.ui import display_terms
from negotiator_desk.ui.dialogs.terms_fields import parse_percent, plain_number

CHOICES = ("method", "tier_rule", "minimum:", "class:", "points:")
"""Beginnings of the keys of cells that only the editor of all terms changes."""


def typable(cell: Cell) -> str:
    """Return a value as one would type it, without separators."""
    if isinstance(cell.value, str):
        return display_terms.cell_text(cell) if cell.key.startswith(CHOICES) else cell.value
    if cell.unit is Unit.RATIO:
        return plain_number(cell.value * 100, least_places=2)
    return display_terms.cell_text(cell).replace(",", "").replace("−", "-")


def typed_value(cell: Cell, text: str) -> Decimal | str:
    """Read a typed value of a cell.

    Raises:
        InputError: It is empty or not a number of the kind asked for.
    """
    if cell.key.startswith(CHOICES):
        raise InputError(_("This is chosen with “Edit all terms”."))
    if not text.strip():
        raise InputError(_("A value is missing."))
    if isinstance(cell.value, str):
        return text.strip()
    if cell.unit is Unit.RATIO:
        return parse_percent(text)
    return parse_decimal(text, places=cell.places)
