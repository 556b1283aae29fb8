"""Quotas: how many workers can finish them in statutory hours, on an issue's dataset."""

from __future__ import annotations

from sqlalchemy.orm import Session

from negotiator_desk.pay import quota as pay_quota
from negotiator_desk.pay.quota import QuotaAttainment
from negotiator_desk.pay.terms import RateTable
from negotiator_desk.procedure.legal_figures import legal_figures
from negotiator_desk.procedure.rules import load_pack
from negotiator_desk.services.datasets import load_dataset
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.lookup import find_case, find_issue


def quota_attainment(desk: Desk, issue_id: str, terms: RateTable) -> QuotaAttainment | None:
    """Return how many workers can finish the quotas of terms; None where the issue has no dataset.

    The law's share is that of the rule pack of the issue's case.

    Raises:
        InputError: The dataset has no output records.
        RuleError: There is no such issue.
    """

    def query(session: Session) -> tuple[str | None, str]:
        issue = find_issue(session, issue_id)
        return issue.dataset_id, find_case(session, issue.case_id).jurisdiction

    dataset_id, jurisdiction = desk.read(query)
    if dataset_id is None:
        return None
    law = legal_figures(load_pack(jurisdiction))
    return pay_quota.quota_attainment(load_dataset(desk, dataset_id), terms, law)
