"""The sheets of a session as rows of a table."""

from __future__ import annotations

from dataclasses import dataclass

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import _, p_
from negotiator_desk.services.meeting_sheets import SheetView
from negotiator_desk.ui import display
from negotiator_desk.ui.actions import language_name
from negotiator_desk.ui.theme import Tone
from negotiator_desk.ui.widgets.rows import Column


@dataclass(frozen=True)
class SheetRow:
    """A sealed sheet; None = what would be sealed now."""

    sheet: SheetView | None

    @property
    def key(self) -> str:
        """What tells it from the other rows."""
        return "" if self.sheet is None else self.sheet.id


def sheet_columns() -> tuple[Column[SheetRow], ...]:
    """Return the columns, from left to right."""
    return (
        Column(p_("meeting sheet", "Sheet"), _number, _order, width=58),
        Column(_("Language"), _language, width=92),
        Column(_("Sealed"), _sealed, width=134),
        Column(p_("meeting sheet", "Signed"), _signed, width=64),
        Column(_("State"), _state, tone=_tone, is_chip=True, tooltip=_tip, stretches=True),
    )


def _number(row: SheetRow) -> str:
    return _("now") if row.sheet is None else str(row.sheet.number)


def _order(row: SheetRow) -> int:
    return 1_000_000 if row.sheet is None else row.sheet.number


def _language(row: SheetRow) -> str:
    return "" if row.sheet is None else language_name(row.sheet.language)


def _sealed(row: SheetRow) -> str:
    return display.NONE if row.sheet is None else display.moment(row.sheet.sealed_at)


def _signed(row: SheetRow) -> str:
    if row.sheet is None:
        return display.NONE
    return f"{len(row.sheet.signatures)}/{len(Side)}"


def _state(row: SheetRow) -> str:
    sheet = row.sheet
    if sheet is None:
        return p_("meeting sheet", "not sealed")
    if sheet.replaced_by is not None:
        return _("replaced by {number}").format(number=sheet.replaced_by)
    return p_("meeting sheet", "current") if sheet.is_current else p_("meeting sheet", "outdated")


def _tone(row: SheetRow) -> Tone:
    sheet = row.sheet
    if sheet is None or sheet.replaced_by is not None:
        return Tone.NEUTRAL
    return Tone.GOOD if sheet.is_current else Tone.ATTENTION


def _tip(row: SheetRow) -> str:
    if row.sheet is None:
        return ""
    code = display.short_fingerprint(row.sheet.log_fingerprint)
    return _("Fingerprint of the record: {code}").format(code=code)
