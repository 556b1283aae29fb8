"""Whether workers can finish an agreed quota is worked out on the issue's own data and rules."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from negotiator_desk.bargaining.parties import CaseKind, Side
from negotiator_desk.pay.dataset import Dataset, DatasetKind
from negotiator_desk.pay.quota import QuotaVerdict
from negotiator_desk.pay.terms import PieceRate, RateTable, Subject
from negotiator_desk.procedure.checks import Finding, Level
from negotiator_desk.services.cases import CaseDetails, edit_case
from negotiator_desk.services.contracts import check_draft
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import IssueDetails, add_issue
from negotiator_desk.services.offers import accept_offer, table_offer
from negotiator_desk.services.quotas import quota_attainment
from tests.services.conftest import Bargaining, add_dataset, number

HUNDRED_A_SHIFT = RateTable((PieceRate("打磨", Decimal("10.0000"), quota_per_shift=100),))


def crew(finishing: int, others: int) -> Dataset:
    """Return 80 hours of each worker: 1,000 units of those who finish, 999 of the others."""
    made = [1000] * finishing + [999] * others
    return Dataset.build(
        DatasetKind.OUTPUT,
        {
            "worker": [f"K{place:03}" for place in range(len(made))],
            "name": ["工人"] * len(made),
            "operation": ["打磨"] * len(made),
            "month": [date(2026, 9, 1)] * len(made),
            "quantity": made,
            "hours": [80] * len(made),
        },
    )


def settle(desk: Desk, table: Bargaining, facts: Dataset) -> str:
    details = IssueDetails(
        "打磨单价", Subject.PIECE_RATES, add_dataset(desk, table.case, facts, "打磨")
    )
    issue_id = add_issue(desk, table.case, details).value
    offers = [(issue_id, HUNDRED_A_SHIFT)]
    (offer_id,) = table_offer(desk, table.session, Side.EMPLOYEE, offers, binding=True).value
    accept_offer(desk, offer_id, Side.EMPLOYER, table.session)
    return issue_id


def of_quota(desk: Desk, table: Bargaining) -> list[Finding]:
    return [one for one in check_draft(desk, table.case) if one.rule == "R21"]


def under_the_rules_of(desk: Desk, table: Bargaining, jurisdiction: str) -> None:
    edit_case(desk, table.case, CaseDetails("打磨", CaseKind.ENTERPRISE, jurisdiction))


def test_a_quota_that_nine_in_ten_can_finish_is_not_found_fault_with(
    desk: Desk, table: Bargaining
) -> None:
    settle(desk, table, crew(18, 2))
    assert of_quota(desk, table) == []


def test_a_quota_that_too_few_can_finish_is_an_error_of_the_draft(
    desk: Desk, table: Bargaining
) -> None:
    settle(desk, table, crew(17, 3))
    found = of_quota(desk, table)
    assert [one.level for one in found] == [Level.ERROR, Level.ERROR]
    assert "打磨 100 a shift (17 of 20 workers)" in found[0].text
    assert found[0].basis == "《宁波市企业工资集体协商条例》第二十四条 [V1]"


def test_the_share_is_that_of_the_cases_own_rules(desk: Desk, table: Bargaining) -> None:
    issue_id = settle(desk, table, crew(17, 3))
    under_the_rules_of(desk, table, "guangdong")
    assert of_quota(desk, table) == []
    found = quota_attainment(desk, issue_id, HUNDRED_A_SHIFT)
    assert found is not None
    assert (found.least_share, found.overall.verdict) == (Decimal("0.7000"), QuotaVerdict.KEPT)
    assert found.basis.rule_pack == "guangdong 2016-09-29"
    under_the_rules_of(desk, table, "national")
    assert of_quota(desk, table) == []
    found = quota_attainment(desk, issue_id, HUNDRED_A_SHIFT)
    assert found is not None
    assert found.overall.verdict is QuotaVerdict.NO_RULE


def test_nineteen_workers_are_a_warning_and_no_verdict(desk: Desk, table: Bargaining) -> None:
    settle(desk, table, crew(1, 18))
    (found,) = of_quota(desk, table)
    assert found.level is Level.WARNING
    assert "only 19 workers have statutory hours on record, fewer than 20" in found.text


def test_an_issue_without_data_has_no_attainment(desk: Desk, table: Bargaining) -> None:
    assert quota_attainment(desk, table.heat, HUNDRED_A_SHIFT) is None
    offers = [(table.heat, number("360"))]
    (offer_id,) = table_offer(desk, table.session, Side.EMPLOYEE, offers, binding=True).value
    accept_offer(desk, offer_id, Side.EMPLOYER, table.session)
    assert of_quota(desk, table) == []
