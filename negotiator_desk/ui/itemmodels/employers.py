"""How the employers of a case are listed, and what each says to an offer."""

from __future__ import annotations

from functools import partial

from negotiator_desk.bargaining.exchange import ConsentAnswer
from negotiator_desk.i18n import _, p_
from negotiator_desk.services.employers import (
    ConsentSummary,
    ConsentView,
    EmployerView,
    IssueConsent,
)
from negotiator_desk.ui import display
from negotiator_desk.ui.theme import Tone
from negotiator_desk.ui.widgets.rows import Column


def employer_columns(summary: ConsentSummary) -> tuple[Column[EmployerView], ...]:
    """Return the columns of the list: who it is, and for each issue where they stand."""
    return (
        Column(p_("employer", "No."), _position, is_figure=True, width=56),
        Column(_("Employer"), _name, tooltip=_name, width=200),
        *(
            Column(
                one.title,
                partial(_cell_text, one.offer_id),
                tone=partial(_cell_tone, one.offer_id),
                tooltip=partial(_cell_tip, one),
                is_chip=True,
                width=112,
            )
            for one in summary.issues
        ),
        Column(_("Workers"), _workers, is_figure=True, width=88),
        Column(_("Credit code"), _credit_code, width=184),
    )


def _position(one: EmployerView) -> str:
    return str(one.position)


def _name(one: EmployerView) -> str:
    return one.name


def _credit_code(one: EmployerView) -> str:
    return one.credit_code


def _workers(one: EmployerView) -> str:
    return display.count(one.workers)


def issue_title(one: IssueConsent) -> str:
    """Title of the issue that employers are asked about."""
    return one.title


def asked_about(one: IssueConsent) -> str:
    """What of the issue employers are asked about."""
    return p_("employer", "agreed") if one.is_agreed else p_("employer", "on the table")


def _cell_text(offer_id: str, one: EmployerView) -> str:
    return answer_word(one.consents.get(offer_id))


def _cell_tone(offer_id: str, one: EmployerView) -> Tone:
    return answer_tone(one.consents.get(offer_id))


def _cell_tip(issue: IssueConsent, one: EmployerView) -> str:
    given = one.consents.get(issue.offer_id)
    if given is None:
        return _("{issue}: not answered yet").format(issue=issue.title)
    who = given.given_by or one.name
    return _("{issue}: {answer}, {who}, {moment}").format(
        issue=issue.title,
        answer=answer_word(given),
        who=who,
        moment=display.moment(given.given_at),
    )


def answer_word(given: ConsentView | None) -> str:
    """What an employer says; None = it has not answered."""
    if given is None:
        return p_("employer", "not yet")
    if given.answer is ConsentAnswer.CONSENTS:
        return p_("employer", "consents")
    return p_("employer", "refuses")


def answer_tone(given: ConsentView | None) -> Tone:
    """How that is coloured."""
    if given is None:
        return Tone.NEUTRAL
    return Tone.GOOD if given.answer is ConsentAnswer.CONSENTS else Tone.BAD
