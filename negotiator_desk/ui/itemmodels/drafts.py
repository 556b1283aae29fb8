"""Versions of a draft contract, and what the checks found in it."""

from __future__ import annotations

from datetime import datetime

from negotiator_desk.i18n import _, p_
from negotiator_desk.procedure.checks import Finding, Level
from negotiator_desk.services.contracts import DraftRow
from negotiator_desk.ui import display
from negotiator_desk.ui.pages.findings import level_label, tone_of_level
from negotiator_desk.ui.theme import Tone
from negotiator_desk.ui.widgets.rows import Column


def draft_columns() -> tuple[Column[DraftRow], ...]:
    """Return the columns of the list of versions."""
    return (
        Column(_("Version"), _version, sort=_version_number, is_figure=True, width=72),
        Column(_("Drafted"), _drafted, sort=_drafted_at, width=136),
        Column(_("Pages"), _pages, sort=_page_count, is_figure=True, width=60),
        Column(_("State"), _state, tone=_state_tone, is_chip=True, width=72),
        Column(_("Fingerprint"), _fingerprint, tooltip=_whole_fingerprint, stretches=True),
    )


def finding_columns() -> tuple[Column[Finding], ...]:
    """Return the columns of the list of findings."""
    return (
        Column(_("Level"), _level, sort=_weight, tone=_level_tone, is_chip=True, width=92),
        Column(_("What was found"), _text, tooltip=_text_and_basis, stretches=True),
    )


def _version(row: DraftRow) -> str:
    return display.count(row.version)


def _version_number(row: DraftRow) -> int:
    return row.version


def _drafted(row: DraftRow) -> str:
    return display.moment(row.drafted_at)


def _drafted_at(row: DraftRow) -> datetime:
    return row.drafted_at


def _pages(row: DraftRow) -> str:
    return display.count(row.pages)


def _page_count(row: DraftRow) -> int:
    return row.pages


def _state(row: DraftRow) -> str:
    return p_("draft state", "final") if row.is_final else p_("draft state", "draft")


def _state_tone(row: DraftRow) -> Tone:
    return Tone.GOOD if row.is_final else Tone.NEUTRAL


def _fingerprint(row: DraftRow) -> str:
    return display.short_fingerprint(row.fingerprint)


def _whole_fingerprint(row: DraftRow) -> str:
    return row.fingerprint


def _level(row: Finding) -> str:
    return level_label(row.level)


def _weight(row: Finding) -> int:
    return list(Level).index(row.level)


def _level_tone(row: Finding) -> Tone:
    return tone_of_level(row.level)


def _text(row: Finding) -> str:
    return row.text


def _text_and_basis(row: Finding) -> str:
    return f"{row.text}\n{row.basis}".strip()
