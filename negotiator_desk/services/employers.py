"""The employers that an industry or regional case is bargained for, and where each of them stands.

An issue can be agreed before every employer has consented: what is missing is shown, not refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.exchange import ConsentAnswer
from negotiator_desk.bargaining.offers import STANDING
from negotiator_desk.errors import RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.bargaining import Issue, Offer
from negotiator_desk.models.exchange import EmployerConsent, MemberEmployer
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.lookup import find_case
from negotiator_desk.services.offer_views import case_table


@dataclass(frozen=True)
class ConsentView:
    """What an employer says to an offer."""

    answer: ConsentAnswer
    given_by: str
    note: str
    given_at: datetime


@dataclass(frozen=True)
class EmployerView:
    """An employer of a case, and its answers by offer id; `position` counts from 1."""

    id: str
    case_id: str
    position: int
    name: str
    credit_code: str
    contact: str
    workers: int | None
    consents: Mapping[str, ConsentView]


@dataclass(frozen=True)
class IssueConsent:
    """Where the employers stand on one issue.

    Attributes:
        offer_id: What they are asked about: what is agreed, else the employers' or the employees'
            side's latest binding offer that stands.
        is_agreed: Whether the issue is agreed on it.
        consenting, refusing, waiting: Names of the employers, in the order of the list.
    """

    issue_id: str
    title: str
    offer_id: str
    is_agreed: bool
    consenting: tuple[str, ...]
    refusing: tuple[str, ...]
    waiting: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        """Whether every employer consents."""
        return not (self.refusing or self.waiting)


@dataclass(frozen=True)
class ConsentSummary:
    """Where the employers of a case stand; without employers there is nothing to ask."""

    employers: int
    issues: tuple[IssueConsent, ...]

    @property
    def open_agreements(self) -> tuple[IssueConsent, ...]:
        """The agreed issues to which an employer has not consented."""
        if not self.employers:
            return ()
        return tuple(one for one in self.issues if one.is_agreed and not one.is_complete)


def list_employers(desk: Desk, case_id: str) -> tuple[EmployerView, ...]:
    """Return a case's employers in the order of their list.

    Raises:
        RuleError: There is no such case.
    """

    def query(session: Session) -> tuple[EmployerView, ...]:
        return employer_views(session, find_case(session, case_id).id)

    return desk.read(query)


def consent_summary(desk: Desk, case_id: str) -> ConsentSummary:
    """Return where the employers stand on every issue with something binding on the table.

    Raises:
        RuleError: There is no such case.
    """

    def query(session: Session) -> ConsentSummary:
        find_case(session, case_id)
        employers = employer_views(session, case_id)
        asked = _asked(session, case_id)
        issues = session.scalars(
            select(Issue).where(Issue.case_id == case_id).order_by(Issue.position)
        )
        return ConsentSummary(
            len(employers),
            tuple(
                _issue_consent(issue, *asked[issue.id], employers)
                for issue in issues
                if issue.id in asked
            ),
        )

    return desk.read(query)


def employer_views(session: Session, case_id: str) -> tuple[EmployerView, ...]:
    """Return a case's employers in the order of their list, in a fixed number of queries."""
    consents: dict[str, dict[str, ConsentView]] = {}
    for row in session.scalars(
        select(EmployerConsent)
        .join(MemberEmployer, EmployerConsent.employer_id == MemberEmployer.id)
        .where(MemberEmployer.case_id == case_id)
    ):
        view = ConsentView(row.answer, row.given_by, row.note, row.given_at)
        consents.setdefault(row.employer_id, {})[row.offer_id] = view
    return tuple(
        EmployerView(
            id=one.id,
            case_id=case_id,
            position=place,
            name=one.name,
            credit_code=one.credit_code,
            contact=one.contact,
            workers=one.workers,
            consents=consents.get(one.id, {}),
        )
        for place, one in enumerate(case_employers(session, case_id), start=1)
    )


def find_by_name(
    session: Session, case_id: str, name: str, credit_code: str
) -> MemberEmployer | None:
    """Return the employer that a message names: by its credit code, else by its name."""
    employers = case_employers(session, case_id)
    if credit_code:
        for one in employers:
            if one.credit_code == credit_code:
                return one
    return next((one for one in employers if one.name == name), None)


def find_employer(session: Session, employer_id: str, case_id: str | None = None) -> MemberEmployer:
    """Return an employer, of a case where one is named.

    Raises:
        RuleError: It is gone, or of another case.
    """
    employer = session.get(MemberEmployer, employer_id)
    if employer is None or case_id not in {None, employer.case_id}:
        raise _gone()
    return employer


def case_employers(session: Session, case_id: str) -> list[MemberEmployer]:
    """Return the rows of a case's employers, in the order of their list."""
    with session.no_autoflush:
        return list(
            session.scalars(
                select(MemberEmployer)
                .where(MemberEmployer.case_id == case_id)
                .order_by(MemberEmployer.position, MemberEmployer.id)
            )
        )


def _asked(session: Session, case_id: str) -> dict[str, tuple[str, bool]]:
    """Return issue id → the offer the employers are asked about, and whether it is agreed."""
    table = case_table(session, case_id)
    states = table.states()
    moments = dict(
        session.execute(
            select(Offer.id, Offer.tabled_at)
            .join(Issue, Offer.issue_id == Issue.id)
            .where(Issue.case_id == case_id)
        ).all()
    )
    asked: dict[str, tuple[str, bool]] = {}
    for offer in sorted(table.offers, key=lambda one: (moments[one.id], one.id)):
        if offer.is_binding and states[offer.id] in STANDING:
            asked[offer.issue_id] = (offer.id, False)
    return asked | {issue_id: (offer_id, True) for issue_id, offer_id in table.agreed.items()}


def _issue_consent(
    issue: Issue, offer_id: str, is_agreed: bool, employers: tuple[EmployerView, ...]
) -> IssueConsent:
    def names(answer: ConsentAnswer | None) -> tuple[str, ...]:
        return tuple(
            one.name
            for one in employers
            if (one.consents[offer_id].answer if offer_id in one.consents else None) is answer
        )

    return IssueConsent(
        issue_id=issue.id,
        title=issue.title,
        offer_id=offer_id,
        is_agreed=is_agreed,
        consenting=names(ConsentAnswer.CONSENTS),
        refusing=names(ConsentAnswer.REFUSES),
        waiting=names(None),
    )


def _gone() -> RuleError:
    return RuleError(
        _("This employer is not in the list of the case; nothing was changed."),
        hint=_("It may have been removed or undone; go back to the list."),
    )
