"""Changing the list of a case's employers, and noting what each says to an offer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.exchange import ConsentAnswer
from negotiator_desk.bargaining.offers import STANDING, OfferState
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.exchange import EmployerConsent, MemberEmployer
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.employers import case_employers, find_employer
from negotiator_desk.services.fields import long_text, optional_line, required_line
from negotiator_desk.services.lookup import find_issue, find_offer, find_open_case
from negotiator_desk.services.offer_views import case_table
from negotiator_desk.storage.ids import new_id

MOST_WORKERS = 10_000_000
MOST_EMPLOYERS = 500


@dataclass(frozen=True)
class EmployerDetails:
    """What a person enters about an employer.

    Attributes:
        workers: How many it has; None where it is not known.
    """

    name: str
    credit_code: str = ""
    contact: str = ""
    workers: int | None = None


def add_employer(desk: Desk, case_id: str, details: EmployerDetails) -> Outcome[str]:
    """Put an employer at the end of a case's list; the outcome's value is its id.

    Raises:
        InputError: A field cannot be used, or the name is in the list already.
        RuleError: The case is gone or in the trash, or the list is full.
    """

    def work(session: Session) -> str:
        case = find_open_case(session, case_id)
        count = session.scalar(
            select(func.count())
            .select_from(MemberEmployer)
            .where(MemberEmployer.case_id == case.id)
        )
        if (count or 0) >= MOST_EMPLOYERS:
            raise RuleError(
                _("A case has at most {most} employers; nothing was changed.").format(
                    most=MOST_EMPLOYERS
                ),
                hint=_("Let an association answer for several of them."),
            )
        employer = MemberEmployer(id=new_id(), case_id=case.id, position=(count or 0) + 1)
        _apply(session, employer, details)
        session.add(employer)
        return employer.id

    return desk.run("add_employer", work)


def edit_employer(desk: Desk, employer_id: str, details: EmployerDetails) -> Outcome[None]:
    """Change what is known about an employer.

    Raises:
        InputError: A field cannot be used, or the name is in the list already.
        RuleError: The employer is gone, or the case is in the trash.
    """

    def work(session: Session) -> None:
        employer = find_employer(session, employer_id)
        find_open_case(session, employer.case_id)
        _apply(session, employer, details)

    return desk.run("edit_employer", work)


def remove_employer(desk: Desk, employer_id: str) -> Outcome[None]:
    """Take an employer off the list, with what it answered.

    Raises:
        RuleError: The employer is gone, or the case is in the trash.
    """

    def work(session: Session) -> None:
        employer = find_employer(session, employer_id)
        find_open_case(session, employer.case_id)
        for consent in _consents(session, employer.id):
            session.delete(consent)
        session.flush()
        session.delete(employer)
        session.flush()
        for place, other in enumerate(case_employers(session, employer.case_id), start=1):
            other.position = place

    return desk.run("remove_employer", work)


def move_employer(desk: Desk, employer_id: str, position: int) -> Outcome[None]:
    """Put an employer at another place in the list.

    Args:
        position: From 1; beyond the ends of the list it is the first or the last place.

    Raises:
        RuleError: The employer is gone, or the case is in the trash.
    """

    def work(session: Session) -> None:
        employer = find_employer(session, employer_id)
        find_open_case(session, employer.case_id)
        others = [one for one in case_employers(session, employer.case_id) if one is not employer]
        place = max(0, min(position - 1, len(others)))
        for number, one in enumerate((*others[:place], employer, *others[place:]), start=1):
            one.position = number

    return desk.run("move_employer", work)


def give_consent(
    desk: Desk,
    employer_id: str,
    offer_id: str,
    answer: ConsentAnswer | None,
    *,
    given_by: str = "",
    note: str = "",
) -> Outcome[None]:
    """Note what an employer says to a binding offer; see `give_consents`."""
    return give_consents(desk, employer_id, (offer_id,), answer, given_by=given_by, note=note)


def give_consents(
    desk: Desk,
    employer_id: str,
    offer_ids: Collection[str],
    answer: ConsentAnswer | None,
    *,
    given_by: str = "",
    note: str = "",
) -> Outcome[None]:
    """Note what an employer says to binding offers, the same to all of them.

    Args:
        answer: None = it has not answered yet.
        given_by: Who said so for the employer.

    Raises:
        InputError: A field cannot be used.
        RuleError: The employer or the offer is gone, they are of different cases, the offer is
            exploratory, replaced or withdrawn, or the case is in the trash.
    """
    now = desk.now()

    def work(session: Session) -> None:
        employer = find_employer(session, employer_id)
        find_open_case(session, employer.case_id)
        for offer_id in offer_ids:
            consent_in(session, employer, offer_id, answer, given_by=given_by, note=note, now=now)

    return desk.run("give_consent", work)


def consent_in(
    session: Session,
    employer: MemberEmployer,
    offer_id: str,
    answer: ConsentAnswer | None,
    *,
    given_by: str,
    note: str,
    now: datetime,
) -> None:
    """Note an employer's answer as part of an operation; see `give_consent`."""
    offer = find_offer(session, offer_id)
    if find_issue(session, offer.issue_id).case_id != employer.case_id:
        raise RuleError(
            _("The employer and the offer belong to different cases; nothing was changed."),
            hint=_("Choose an offer of the case of the employer."),
        )
    found = next((one for one in _consents(session, employer.id) if one.offer_id == offer.id), None)
    if answer is None:
        if found is not None:
            session.delete(found)
        return
    check_stands(session, employer.case_id, (offer.id,))
    by, words = optional_line(given_by, _("Given by")), long_text(note, _("Note"))
    if found is None:
        found = EmployerConsent(id=new_id(), employer_id=employer.id, offer_id=offer.id)
        session.add(found)
    elif (found.answer, found.given_by, found.note) == (answer, by, words):
        return
    found.answer, found.given_by, found.note, found.given_at = answer, by, words, now


def check_stands(session: Session, case_id: str, offer_ids: Collection[str]) -> None:
    """Refuse to ask employers about what is not binding, or neither stands nor is agreed.

    Raises:
        RuleError: An offer is exploratory, replaced or withdrawn.
    """
    table = case_table(session, case_id)
    for offer_id in offer_ids:
        if not table.offer(offer_id).is_binding:
            raise RuleError(
                _("Nobody consents to an exploratory offer; nothing was changed."),
                hint=_("Ask for consent when the offer is binding."),
            )
        if table.states()[offer_id] not in {*STANDING, OfferState.SETTLED}:
            raise RuleError(
                _("This offer was replaced or withdrawn: nobody consents to it any more."),
                hint=_("Ask for consent to the side's latest offer."),
            )


def _apply(session: Session, employer: MemberEmployer, details: EmployerDetails) -> None:
    """Check every field, then set them all."""
    name = required_line(details.name, _("Employer"))
    credit_code = optional_line(details.credit_code, _("Credit code"))
    contact = optional_line(details.contact, _("Contact"))
    taken = [
        one.id
        for one in case_employers(session, employer.case_id)
        if one.name == name and one.id != employer.id
    ]
    if taken:
        raise InputError(
            _("“{name}” is in the list already; nothing was changed.").format(name=name),
            hint=_("Give each employer once, by its full name."),
        )
    if details.workers is not None and not 0 <= details.workers <= MOST_WORKERS:
        raise InputError(
            _("The number of workers must be between 0 and {most}; nothing was changed.").format(
                most=MOST_WORKERS
            ),
            hint=_("Leave it empty where it is not known."),
        )
    employer.name = name
    employer.credit_code = credit_code
    employer.contact = contact
    employer.workers = details.workers


def _consents(session: Session, employer_id: str) -> list[EmployerConsent]:
    return list(
        session.scalars(select(EmployerConsent).where(EmployerConsent.employer_id == employer_id))
    )
