"""Private layer: what one side wants on an issue, and where it stops.

This is the only module that reads or writes the table of mandates. Shared views, exports, contracts
and print have no way to it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.bargaining import Issue
from negotiator_desk.models.evidence import Dataset
from negotiator_desk.models.private import Mandate
from negotiator_desk.pay.terms import Terms
from negotiator_desk.pay.terms_data import terms_from_data, terms_to_data
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.fields import long_text
from negotiator_desk.services.lookup import find_issue, find_open_case
from negotiator_desk.services.suitability import check_fit
from negotiator_desk.storage.ids import new_id

ALL_POINTS = 100
"""Points a side may spread over the issues of a case."""


@dataclass(frozen=True)
class MandateDetails:
    """One side's private aims on one issue.

    Attributes:
        target: What the side hopes for.
        limit: What the side will not go beyond.
        weight: How much the issue matters: 0–100 points, at most 100 over all issues of the side.
    """

    target: Terms | None = None
    limit: Terms | None = None
    weight: int = 0
    note: str = ""


def save_mandate(desk: Desk, issue_id: str, side: Side, details: MandateDetails) -> Outcome[None]:
    """Enter or change a side's mandate on an issue.

    Raises:
        InputError: A field cannot be used.
        RuleError: The terms do not suit the issue, the points exceed 100, the case is in the trash.
    """

    def work(session: Session) -> None:
        issue = find_issue(session, issue_id)
        find_open_case(session, issue.case_id)
        note = long_text(details.note, _("Note"))
        _check_weight(session, issue, side, details.weight)
        dataset = None if issue.dataset_id is None else session.get(Dataset, issue.dataset_id)
        present = terms_from_data(issue.present_terms) if issue.present_terms else None
        for terms in (details.target, details.limit):
            if terms is not None:
                check_fit(
                    session,
                    terms,
                    title=issue.title,
                    subject=issue.subject,
                    dataset=dataset,
                    present=present,
                )
        mandate = _mandate_of(session, issue.id, side)
        if mandate is None:
            mandate = Mandate(id=new_id(), issue_id=issue.id, side=side, other_weight=0)
            session.add(mandate)
        mandate.target = None if details.target is None else terms_to_data(details.target)
        mandate.limit = None if details.limit is None else terms_to_data(details.limit)
        mandate.weight = details.weight
        mandate.note = note

    return desk.run("save_mandate", work)


def get_mandate(desk: Desk, issue_id: str, side: Side) -> MandateDetails | None:
    """Return a side's mandate on an issue; None where none is entered.

    Raises:
        RuleError: There is no such issue.
    """

    def query(session: Session) -> MandateDetails | None:
        mandate = _mandate_of(session, find_issue(session, issue_id).id, side)
        if mandate is None:
            return None
        return MandateDetails(
            target=terms_from_data(mandate.target) if mandate.target else None,
            limit=terms_from_data(mandate.limit) if mandate.limit else None,
            weight=mandate.weight,
            note=mandate.note,
        )

    return desk.read(query)


def discard_mandates(session: Session, issue_id: str) -> None:
    """Delete both sides' mandates of an issue that leaves the agenda or changes its subject."""
    for mandate in session.scalars(select(Mandate).where(Mandate.issue_id == issue_id)):
        session.delete(mandate)
    session.flush()


def _mandate_of(session: Session, issue_id: str, side: Side) -> Mandate | None:
    return session.scalar(select(Mandate).where(Mandate.issue_id == issue_id, Mandate.side == side))


def _check_weight(session: Session, issue: Issue, side: Side, weight: int) -> None:
    if not 0 <= weight <= ALL_POINTS:
        raise InputError(
            _("A weight of {weight} points is outside 0–100; nothing was changed.").format(
                weight=weight
            ),
            hint=_("Enter a whole number from 0 to 100."),
        )
    others = session.scalar(
        select(func.sum(Mandate.weight))
        .join(Issue, Mandate.issue_id == Issue.id)
        .where(Issue.case_id == issue.case_id, Mandate.side == side, Mandate.issue_id != issue.id)
    )
    total = (others or 0) + weight
    if total > ALL_POINTS:
        raise RuleError(
            _(
                "With {weight} points here the side's weights add up to {total}, "
                "more than 100; nothing was changed."
            ).format(weight=weight, total=total),
            hint=_("Lower this weight or that of another issue."),
        )
