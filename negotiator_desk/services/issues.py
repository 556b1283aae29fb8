"""Issues of a case: what is to be settled, on which facts, and what is agreed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.offers import IssueState, check_issue_change, issue_state
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.bargaining import Agreement, Issue, Offer
from negotiator_desk.models.evidence import Dataset
from negotiator_desk.pay.dataset import DatasetKind
from negotiator_desk.pay.terms import Subject, Terms
from negotiator_desk.pay.terms_data import terms_from_data, terms_to_data
from negotiator_desk.services.assumptions import discard_assumptions
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.evidence import discard_evidence
from negotiator_desk.services.fields import long_text, required_line
from negotiator_desk.services.issue_options import discard_options
from negotiator_desk.services.lookup import find_case, find_issue, find_open_case
from negotiator_desk.services.mandates import discard_mandates
from negotiator_desk.services.offer_views import case_table
from negotiator_desk.services.session_agenda import take_off_agendas
from negotiator_desk.services.suitability import check_fit
from negotiator_desk.services.what_ifs import discard_what_ifs
from negotiator_desk.storage.ids import new_id

FACTS: dict[Subject, DatasetKind] = {
    Subject.PIECE_RATES: DatasetKind.OUTPUT,
    Subject.COMMISSION_SHARES: DatasetKind.ORDERS,
    Subject.SKILL_GRADE_WAGES: DatasetKind.ROSTER,
}
"""The kind of dataset each subject is costed on; the others are not costed."""


@dataclass(frozen=True)
class IssueDetails:
    """What a person enters about an issue.

    Attributes:
        dataset_id: The facts its offers are costed on; None for none.
        present_terms: What holds today; None where nothing is written down.
    """

    title: str
    subject: Subject
    dataset_id: str | None = None
    present_terms: Terms | None = None
    note: str = ""


@dataclass(frozen=True)
class IssueView:
    """An issue as it stands; `position` is its place in the agenda, from 1."""

    id: str
    case_id: str
    position: int
    title: str
    subject: Subject
    state: IssueState
    dataset_id: str | None
    dataset_name: str | None
    present_terms: Terms | None
    agreed_terms: Terms | None
    agreed_offer_id: str | None
    offers: int
    note: str


def add_issue(desk: Desk, case_id: str, details: IssueDetails) -> Outcome[str]:
    """Put an issue at the end of a case's agenda; the outcome's value is its id.

    Raises:
        InputError: A field cannot be used.
        RuleError: The dataset or the present terms do not suit the subject; the case is in the
            trash.
    """

    def work(session: Session) -> str:
        case = find_open_case(session, case_id)
        last = session.scalar(select(func.max(Issue.position)).where(Issue.case_id == case.id))
        issue = Issue(id=new_id(), case_id=case.id, position=(last or 0) + 1)
        _apply(session, issue, details)
        session.add(issue)
        return issue.id

    return desk.run("add_issue", work)


def edit_issue(desk: Desk, issue_id: str, details: IssueDetails) -> Outcome[None]:
    """Change an issue.

    Its title, dataset and present terms stay while an offer on it stands or is agreed, its subject
    once it had any offer. What a side privately aims at goes with the subject it was meant for.

    Raises:
        InputError: A field cannot be used.
        RuleError: The change is too late, or does not suit the subject.
    """

    def work(session: Session) -> None:
        issue = find_issue(session, issue_id)
        find_open_case(session, issue.case_id)
        if details.subject is not issue.subject and _offers_on(session, issue.id):
            raise RuleError(
                _(
                    "“{issue}” has offers, so its subject cannot change; nothing was changed."
                ).format(issue=issue.title),
                hint=_("Add another issue for the other subject."),
            )
        if not _is_same(issue, details):
            check_issue_change(issue.title, issue.id, case_table(session, issue.case_id))
        if details.subject is not issue.subject:
            _discard_private_and_assumed(session, issue.id)
        _apply(session, issue, details)

    return desk.run("edit_issue", work)


def remove_issue(desk: Desk, issue_id: str) -> Outcome[None]:
    """Take an issue off the agenda.

    Raises:
        RuleError: Offers were made on it, minutes speak of it, or a session that is over had it on
            its agenda.
    """

    def work(session: Session) -> None:
        issue = find_issue(session, issue_id)
        find_open_case(session, issue.case_id)
        if _offers_on(session, issue.id):
            open_hint = _("Leave the issue open; only agreed issues go into the contract.")
            agreed_hint = _("It is agreed and goes into the contract; only undo takes that back.")
            is_agreed = case_table(session, issue.case_id).is_agreed(issue.id)
            raise RuleError(
                _("“{issue}” has offers, which are kept for ever; it was not removed.").format(
                    issue=issue.title
                ),
                hint=agreed_hint if is_agreed else open_hint,
            )
        take_off_agendas(session, issue)
        _discard_private_and_assumed(session, issue.id)
        discard_evidence(session, issue.id)
        session.delete(issue)

    return desk.run("remove_issue", work)


def list_issues(desk: Desk, case_id: str) -> tuple[IssueView, ...]:
    """Return a case's issues in the order of the agenda.

    Raises:
        RuleError: There is no such case.
    """

    def query(session: Session) -> tuple[IssueView, ...]:
        find_case(session, case_id)
        return issue_views(session, case_id)

    return desk.read(query)


def get_issue(desk: Desk, issue_id: str) -> IssueView:
    """Return one issue.

    Raises:
        RuleError: There is no such issue.
    """

    def query(session: Session) -> IssueView:
        issue = find_issue(session, issue_id)
        views = issue_views(session, issue.case_id)
        return next(view for view in views if view.id == issue_id)

    return desk.read(query)


def issue_views(session: Session, case_id: str) -> tuple[IssueView, ...]:
    """Return a case's issues in the order of the agenda, in a fixed number of queries."""
    issues = session.scalars(
        select(Issue).where(Issue.case_id == case_id).order_by(Issue.position)
    ).all()
    datasets = dict(
        session.execute(select(Dataset.id, Dataset.name).where(Dataset.case_id == case_id)).all()
    )
    offers = dict(
        session.execute(
            select(Offer.issue_id, func.count())
            .join(Issue, Offer.issue_id == Issue.id)
            .where(Issue.case_id == case_id)
            .group_by(Offer.issue_id)
        ).all()
    )
    agreed = {
        issue_id: (offer_id, terms)
        for issue_id, offer_id, terms in session.execute(
            select(Agreement.issue_id, Offer.id, Offer.terms)
            .join(Offer, Agreement.offer_id == Offer.id)
            .join(Issue, Agreement.issue_id == Issue.id)
            .where(Issue.case_id == case_id)
        )
    }
    views = []
    for position, issue in enumerate(issues, start=1):
        offer_id, terms = agreed.get(issue.id, (None, None))
        views.append(
            IssueView(
                id=issue.id,
                case_id=case_id,
                position=position,
                title=issue.title,
                subject=issue.subject,
                state=issue_state(offer_id),
                dataset_id=issue.dataset_id,
                dataset_name=datasets.get(issue.dataset_id) if issue.dataset_id else None,
                present_terms=terms_from_data(issue.present_terms) if issue.present_terms else None,
                agreed_terms=terms_from_data(terms) if terms else None,
                agreed_offer_id=offer_id,
                offers=offers.get(issue.id, 0),
                note=issue.note,
            )
        )
    return tuple(views)


def _is_same(issue: Issue, details: IssueDetails) -> bool:
    """Whether the issue would still be called the same and be compared with the same."""
    return (
        required_line(details.title, _("Title")) == issue.title
        and details.dataset_id == issue.dataset_id
        and _terms_data(details.present_terms) == issue.present_terms
    )


def _apply(session: Session, issue: Issue, details: IssueDetails) -> None:
    """Check every field, then set them all."""
    title = required_line(details.title, _("Title"))
    note = long_text(details.note, _("Note"))
    dataset = _dataset_for(session, issue.case_id, details)
    if details.present_terms is not None:
        check_fit(
            session,
            details.present_terms,
            title=title,
            subject=details.subject,
            dataset=dataset,
            present=None,
        )
    issue.title = title
    issue.subject = details.subject
    issue.dataset_id = details.dataset_id
    issue.present_terms = _terms_data(details.present_terms)
    issue.note = note


def _dataset_for(session: Session, case_id: str, details: IssueDetails) -> Dataset | None:
    if details.dataset_id is None:
        return None
    dataset = session.get(Dataset, details.dataset_id)
    if dataset is None or dataset.case_id != case_id:
        raise InputError(
            _(
                "The data chosen for “{issue}” is not part of this case; nothing was changed."
            ).format(issue=details.title),
            hint=_("Import the file into this case first."),
        )
    if FACTS.get(details.subject) is not dataset.kind:
        raise RuleError(
            _(
                "“{dataset}” does not hold the facts that this subject is costed on; "
                "nothing was changed."
            ).format(dataset=dataset.name),
            hint=_(
                "Piece rates need output, commission shares need orders, skill-grade wages need "
                "a roster; numbers and texts take no data."
            ),
        )
    return dataset


def _terms_data(terms: Terms | None) -> dict[str, object] | None:
    return None if terms is None else terms_to_data(terms)


def _offers_on(session: Session, issue_id: str) -> int:
    found = session.scalar(
        select(func.count()).select_from(Offer).where(Offer.issue_id == issue_id)
    )
    return found or 0


def _discard_private_and_assumed(session: Session, issue_id: str) -> None:
    """Delete what belongs to an issue that leaves the agenda or changes its subject."""
    discard_mandates(session, issue_id)
    discard_options(session, issue_id)
    discard_what_ifs(session, issue_id)
    discard_assumptions(session, issue_id)
