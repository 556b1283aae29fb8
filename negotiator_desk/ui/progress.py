"""How far a case has come, as one word and one colour; the same on every page."""

from __future__ import annotations

from enum import StrEnum

from negotiator_desk.i18n import _
from negotiator_desk.services.cases import CaseRow
from negotiator_desk.ui.theme import Tone


class Progress(StrEnum):
    """Where a case stands."""

    NOT_BEGUN = "not_begun"
    NEGOTIATING = "negotiating"
    AGREED = "agreed"


def progress(row: CaseRow) -> Progress:
    """Where a case stands, by its issues and sessions."""
    if row.issues and row.agreed_issues == row.issues:
        return Progress.AGREED
    return Progress.NEGOTIATING if row.sessions else Progress.NOT_BEGUN


def progress_label(value: Progress) -> str:
    """What to call it."""
    match value:
        case Progress.NOT_BEGUN:
            return _("Not begun")
        case Progress.NEGOTIATING:
            return _("In negotiation")
        case Progress.AGREED:
            return _("All agreed")


def progress_of(row: CaseRow) -> str:
    """Where a case stands, in words."""
    return progress_label(progress(row))


def tone_of_progress(row: CaseRow) -> Tone:
    """Colour of where a case stands."""
    match progress(row):
        case Progress.NOT_BEGUN:
            return Tone.NEUTRAL
        case Progress.NEGOTIATING:
            return Tone.ATTENTION
        case Progress.AGREED:
            return Tone.GOOD
