"""Costings: what terms pay each worker and cost the employer, on an issue's dataset."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.models.bargaining import Issue, Offer
from negotiator_desk.pay import costing as pay_costing
from negotiator_desk.pay.arithmetic import yuan
from negotiator_desk.pay.costing import Costing, UnitCost, WorkerPay
from negotiator_desk.pay.terms import Terms
from negotiator_desk.pay.terms_data import terms_from_data
from negotiator_desk.procedure.pay_checks import LowestMonth
from negotiator_desk.services.costing_basis import CostingBasis, basis_of_issue, cost_on
from negotiator_desk.services.datasets import load_dataset
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import IssueView, list_issues
from negotiator_desk.services.lookup import find_case, find_issue


@dataclass(frozen=True)
class IssueCosting:
    """What terms cost on one issue, and on which facts.

    Attributes:
        fingerprint: Fingerprint of the dataset.
    """

    issue_id: str
    dataset_id: str
    dataset_name: str
    fingerprint: str
    costing: Costing


@dataclass(frozen=True)
class SettledIssue:
    """One agreed issue and what it costs; `costing` is None where it has no dataset."""

    issue_id: str
    position: int
    title: str
    costing: Costing | None


@dataclass(frozen=True)
class CaseCost:
    """What everything agreed so far costs.

    Attributes:
        issues: The agreed issues in the order of the agenda.
        yearly_total: Yuan a year, the sum over the issues that have a dataset.
        yearly_difference: Yuan a year more than the present terms; None unless every costed issue
            has present terms.
        workers: Workers of the largest dataset that an agreed issue is costed on.
    """

    issues: tuple[SettledIssue, ...]
    yearly_total: Decimal
    yearly_difference: Decimal | None
    workers: int


def cost_terms(desk: Desk, issue_id: str, terms: Terms) -> IssueCosting | None:
    """Cost terms on an issue's dataset; None where the issue has none.

    Raises:
        InputError: The terms do not cover the dataset.
        RuleError: There is no such issue.
    """
    basis = desk.read(lambda session: basis_of_issue(session, find_issue(session, issue_id)))
    if basis is None:
        return None
    return IssueCosting(
        issue_id=issue_id,
        dataset_id=basis.dataset_id,
        dataset_name=basis.dataset_name,
        fingerprint=basis.fingerprint,
        costing=_cost(desk, basis, terms),
    )


def cost_present(desk: Desk, issue_id: str) -> IssueCosting | None:
    """Cost an issue's present terms; None without a dataset or without present terms."""
    issue = desk.read(lambda session: find_issue(session, issue_id).present_terms)
    return None if issue is None else cost_terms(desk, issue_id, terms_from_data(issue))


def cost_offers(desk: Desk, case_id: str) -> dict[str, Costing]:
    """Return the costing of every offer of a case by offer id; issues without data are left out.

    Raises:
        RuleError: There is no such case.
    """

    def query(session: Session) -> dict[str, Costing]:
        find_case(session, case_id)
        found = {}
        for issue in session.scalars(select(Issue).where(Issue.case_id == case_id)):
            basis = basis_of_issue(session, issue)
            if basis is not None:
                for offer in session.scalars(select(Offer).where(Offer.issue_id == issue.id)):
                    terms = terms_from_data(offer.terms)
                    found[offer.id] = cost_on(session, desk.costings, basis, terms)
        return found

    return desk.read(query)


def worker_pay(desk: Desk, issue_id: str, terms: Terms) -> tuple[WorkerPay, ...]:
    """Return each worker's pay under terms, beside the present pay; empty without a dataset.

    Raises:
        InputError: The terms do not cover the dataset.
        RuleError: There is no such issue.
    """
    basis = desk.read(lambda session: basis_of_issue(session, find_issue(session, issue_id)))
    if basis is None:
        return ()
    facts = load_dataset(desk, basis.dataset_id)
    return pay_costing.worker_pay(facts, terms, basis.present, law=basis.law).workers


def cost_of_one_unit(desk: Desk, issue_id: str, terms: Terms, key: str) -> UnitCost | None:
    """Return what one more unit in one cell costs; None without a dataset.

    One unit is 0.01 yuan, 1 yuan of a month's pay, one percentage point or one per cent, as the
    cell has it.

    Raises:
        InputError: The terms do not cover the dataset or have no such cell.
        RuleError: There is no such issue.
    """
    basis = desk.read(lambda session: basis_of_issue(session, find_issue(session, issue_id)))
    if basis is None:
        return None
    facts = load_dataset(desk, basis.dataset_id)
    return pay_costing.cost_of_one_unit(facts, terms, key, law=basis.law)


def lowest_months(desk: Desk, issue_id: str, terms: Terms) -> tuple[LowestMonth, ...] | None:
    """Return each worker's lowest month under terms, in dataset order; None without a dataset.

    What counts is a month's pay without pay for overtime (N-MW 12).

    Raises:
        InputError: The terms do not cover the dataset.
        RuleError: There is no such issue.
    """
    basis = desk.read(lambda session: basis_of_issue(session, find_issue(session, issue_id)))
    if basis is None:
        return None
    pay = pay_costing.pay(load_dataset(desk, basis.dataset_id), terms)
    amounts = pay.counted.tolist()
    months_of_worker = pay.runs.months_of_worker.tolist()
    return tuple(
        LowestMonth(yuan(min(amounts[first : first + months])), months == pay.runs.months)
        for first, months in zip(pay.runs.first_run.tolist(), months_of_worker, strict=True)
    )


def cost_case(desk: Desk, case_id: str) -> CaseCost:
    """Return what everything agreed in a case costs.

    Raises:
        RuleError: There is no such case.
    """
    settled = [_settled(desk, issue) for issue in list_issues(desk, case_id) if issue.agreed_terms]
    costings = [one.costing for one in settled if one.costing is not None]
    differences = [costing.yearly_difference for costing in costings]
    known = [difference for difference in differences if difference is not None]
    return CaseCost(
        issues=tuple(settled),
        yearly_total=sum((costing.yearly_total for costing in costings), Decimal("0.00")),
        yearly_difference=(
            sum(known, Decimal("0.00")) if known and len(known) == len(differences) else None
        ),
        workers=max((costing.workers for costing in costings), default=0),
    )


def _settled(desk: Desk, issue: IssueView) -> SettledIssue:
    assert issue.agreed_terms is not None, "only agreed issues are settled"
    found = cost_terms(desk, issue.id, issue.agreed_terms)
    return SettledIssue(
        issue.id, issue.position, issue.title, None if found is None else found.costing
    )


def _cost(desk: Desk, basis: CostingBasis, terms: Terms) -> Costing:
    return desk.read(lambda session: cost_on(session, desk.costings, basis, terms))
