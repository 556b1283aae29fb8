"""The agenda: issues with their state, facts and terms."""

from __future__ import annotations

from negotiator_desk.i18n import _
from negotiator_desk.services.issues import IssueView
from negotiator_desk.ui import display, display_terms
from negotiator_desk.ui.theme import Tone
from negotiator_desk.ui.widgets.rows import Column


def issue_columns() -> tuple[Column[IssueView], ...]:
    """Return the columns of the agenda."""
    return (
        Column(_("No."), _number, sort=_position, is_figure=True, width=48),
        Column(_("Issue"), _title, tooltip=_tip, stretches=True),
        Column(_("Subject"), _subject, width=120),
        Column(_("Data"), _data, tone=_mute, tooltip=_data, width=112),
        Column(_("Present terms"), _present, tooltip=_present, width=232),
        Column(_("Agreed terms"), _agreed, tooltip=_agreed, tone=_agreed_tone, width=232),
        Column(_("Offers"), _offers, sort=_offer_count, is_figure=True, width=56),
        Column(_("State"), _state, tone=_state_tone, is_chip=True, width=92),
    )


def _number(row: IssueView) -> str:
    return display.count(row.position)


def _position(row: IssueView) -> int:
    return row.position


def _title(row: IssueView) -> str:
    return row.title


def _tip(row: IssueView) -> str:
    return f"{row.title}\n{row.note}".strip()


def _subject(row: IssueView) -> str:
    return display.subject(row.subject)


def _data(row: IssueView) -> str:
    return row.dataset_name or display.NONE


def _mute(_row: IssueView) -> Tone:
    return Tone.NEUTRAL


def _present(row: IssueView) -> str:
    return display_terms.terms_summary(row.present_terms)


def _agreed(row: IssueView) -> str:
    return display_terms.terms_summary(row.agreed_terms)


def _agreed_tone(row: IssueView) -> Tone | None:
    return None if row.agreed_terms is None else Tone.GOOD


def _offers(row: IssueView) -> str:
    return display.count(row.offers)


def _offer_count(row: IssueView) -> int:
    return row.offers


def _state(row: IssueView) -> str:
    return display.issue_state(row.state)


def _state_tone(row: IssueView) -> Tone:
    return display.tone_of_issue(row.state)
