"""Rows by id inside a transaction, with a sentence when they are gone or in the trash."""

from __future__ import annotations

from sqlalchemy.orm import Session

from negotiator_desk.errors import RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.bargaining import Issue, NegotiationSession, Offer
from negotiator_desk.models.case import Case, Party, Representative


def find_case(session: Session, case_id: str) -> Case:
    """Return the case, in the trash or not.

    Raises:
        RuleError: There is no such case.
    """
    case = session.get(Case, case_id)
    if case is None:
        raise _gone(_("This case is not in the store; nothing was changed."))
    return case


def find_open_case(session: Session, case_id: str) -> Case:
    """Return a case that may be changed.

    Raises:
        RuleError: There is no such case, or it is in the trash.
    """
    case = find_case(session, case_id)
    if case.trashed_at is not None:
        raise RuleError(
            _("Case {number} is in the trash; nothing was changed.").format(number=case.number),
            hint=_("Restore the case first."),
        )
    return case


def find_issue(session: Session, issue_id: str) -> Issue:
    """Return the issue.

    Raises:
        RuleError: There is no such issue.
    """
    issue = session.get(Issue, issue_id)
    if issue is None:
        raise _gone(_("This issue is not in the store; nothing was changed."))
    return issue


def find_session(session: Session, session_id: str) -> NegotiationSession:
    """Return the negotiation session.

    Raises:
        RuleError: There is no such negotiation session.
    """
    meeting = session.get(NegotiationSession, session_id)
    if meeting is None:
        raise _gone(_("This negotiation session is not in the store; nothing was changed."))
    return meeting


def find_offer(session: Session, offer_id: str) -> Offer:
    """Return the offer.

    Raises:
        RuleError: There is no such offer.
    """
    offer = session.get(Offer, offer_id)
    if offer is None:
        raise _gone(_("This offer is not in the store; nothing was changed."))
    return offer


def find_representative(session: Session, representative_id: str) -> Representative:
    """Return the representative.

    Raises:
        RuleError: There is no such representative.
    """
    representative = session.get(Representative, representative_id)
    if representative is None:
        raise _gone(_("This representative is not in the store; nothing was changed."))
    return representative


def find_party(session: Session, party_id: str) -> Party:
    """Return the party.

    Raises:
        RuleError: There is no such party.
    """
    party = session.get(Party, party_id)
    if party is None:
        raise _gone(_("This party is not in the store; nothing was changed."))
    return party


def _gone(message: str) -> RuleError:
    return RuleError(message, hint=_("It may have been removed or undone; go back to the list."))
