"""What is assumed about a contract's term when an issue is costed over it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.models.case import Case
from negotiator_desk.models.costing import CostingAssumptions
from negotiator_desk.pay.assumptions import LONGEST_TERM, MONTHS_OF_YEAR, Assumptions
from negotiator_desk.pay.assumptions_data import assumptions_from_data, assumptions_to_data
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.lookup import find_case, find_issue, find_open_case
from negotiator_desk.storage.ids import new_id


def get_assumptions(desk: Desk, issue_id: str) -> Assumptions:
    """Return what was entered for an issue, fitted to the term that the case has now.

    Before anything was entered only the term is known; a case without dates has 12 months.

    Raises:
        RuleError: There is no such issue.
    """

    def query(session: Session) -> Assumptions:
        issue = find_issue(session, issue_id)
        kept = _kept(session, issue.id)
        months = _term_months(find_case(session, issue.case_id))
        if kept is None:
            return Assumptions(months=months or MONTHS_OF_YEAR)
        found = assumptions_from_data(kept.assumptions)
        return found if months is None else found.with_months(months)

    return desk.read(query)


def save_assumptions(desk: Desk, issue_id: str, assumptions: Assumptions) -> Outcome[None]:
    """Enter or change what is assumed for an issue.

    Raises:
        RuleError: There is no such issue, or its case is in the trash.
    """

    def work(session: Session) -> None:
        issue = find_issue(session, issue_id)
        find_open_case(session, issue.case_id)
        data = assumptions_to_data(assumptions)
        kept = _kept(session, issue.id)
        if kept is None:
            session.add(CostingAssumptions(id=new_id(), issue_id=issue.id, assumptions=data))
        else:
            kept.assumptions = data

    return desk.run("save_assumptions", work)


def discard_assumptions(session: Session, issue_id: str) -> None:
    """Delete the assumptions of an issue that leaves the agenda or changes its subject."""
    kept = _kept(session, issue_id)
    if kept is not None:
        session.delete(kept)
        session.flush()


def _kept(session: Session, issue_id: str) -> CostingAssumptions | None:
    return session.scalar(select(CostingAssumptions).where(CostingAssumptions.issue_id == issue_id))


def _term_months(case: Case) -> int | None:
    """Return the months of the contract's term, a begun one counted; None without dates."""
    first, last = case.contract_from, case.contract_until
    if first is None or last is None:
        return None
    months = (last.year - first.year) * MONTHS_OF_YEAR + last.month - first.month
    months += last.day >= first.day
    return min(max(months, 1), LONGEST_TERM)
