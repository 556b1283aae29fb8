"""What the rules say to what is agreed in a case and to the contract that is made of it."""

from __future__ import annotations

from collections.abc import Sequence

from negotiator_desk.drafting.snapshot import ContractKind, contract_kind_for
from negotiator_desk.models.case import Case
from negotiator_desk.pay.terms import RateTable, Subject
from negotiator_desk.procedure.checks import Finding, check_term
from negotiator_desk.procedure.pay_checks import (
    PayFacts,
    check_minimum_wage,
    check_quota_attainable,
    check_terms,
)
from negotiator_desk.procedure.rules import RulePack
from negotiator_desk.services.costings import lowest_months
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import IssueView
from negotiator_desk.services.quotas import quota_attainment

WAGE_CONTRACTS = frozenset(
    {
        ContractKind.PIECE_RATES,
        ContractKind.COMMISSION_SHARES,
        ContractKind.SKILL_GRADE_WAGES,
        ContractKind.WAGES,
    }
)
"""Kinds whose term is that of a wage contract, whatever numbers and texts are agreed beside."""


def check_contract_term(
    pack: RulePack, case: Case, agreed: Sequence[IssueView]
) -> tuple[Finding, ...]:
    """Check the term of a case's contract (R19); nothing while it is not entered."""
    if case.contract_from is None or case.contract_until is None:
        return ()
    kind = contract_kind_for(issue.subject for issue in agreed)
    return check_term(pack, case.contract_from, case.contract_until, wages=kind in WAGE_CONTRACTS)


def check_agreed(desk: Desk, pack: RulePack, agreed: Sequence[IssueView]) -> tuple[Finding, ...]:
    """Check agreed issues: their terms by themselves, and what they pay on the issue's data."""
    found: list[Finding] = []
    facts = []
    for issue in agreed:
        assert issue.agreed_terms is not None, "only agreed issues are checked"
        found += check_terms(pack, issue.title, issue.agreed_terms)
        if isinstance(issue.agreed_terms, RateTable):
            attainment = quota_attainment(desk, issue.id, issue.agreed_terms)
            if attainment is not None:
                found += check_quota_attainable(pack, issue.title, attainment)
        lowest = lowest_months(desk, issue.id, issue.agreed_terms)
        if lowest is not None:
            # Whoever is paid by the order may work part time, for which the hour decides (N-MW 5).
            full_time = issue.subject is not Subject.COMMISSION_SHARES
            facts.append(PayFacts(issue.title, lowest, are_full_time=full_time))
    return (*found, *check_minimum_wage(pack, tuple(facts)))
