"""From the workbook a firm hands over to the printed contract, through the services alone."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader

from negotiator_desk.bargaining.offers import IssueState
from negotiator_desk.bargaining.parties import CaseKind, Side
from negotiator_desk.errors import StorageError
from negotiator_desk.pay.cells import with_cell
from negotiator_desk.pay.fields import DatasetKind
from negotiator_desk.pay.terms import (
    CommissionSchedule,
    NumberTerm,
    PieceRate,
    RateTable,
    Subject,
    Terms,
    TextTerm,
    WageGrid,
)
from negotiator_desk.procedure.checks import Level
from negotiator_desk.services.cases import CaseDetails, create_case, get_case
from negotiator_desk.services.contracts import check_draft, draft_contract, draft_pdf
from negotiator_desk.services.costings import cost_case, cost_offers
from negotiator_desk.services.datasets import import_dataset
from negotiator_desk.services.demo import load_sample, open_new_desk, sample_folders
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.health import check_store
from negotiator_desk.services.issues import IssueDetails, add_issue, get_issue, list_issues
from negotiator_desk.services.offers import accept_offer, table_offer
from tests.services.conftest import enter_parties, meeting

FOLDERS = {folder.name: folder for folder in sample_folders()}
OPERATIONS = (
    "同城·有电梯",
    "同城·无电梯",
    "省内·有电梯",
    "省内·无电梯",
    "省外·有电梯",
    "省外·无电梯",
    "义乌来件",
)


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def figures(terms: Terms) -> list[str]:
    """Return the agreed figures as the contract prints them."""
    match terms:
        case RateTable():
            return [f"{rate.rate:.4f}".rstrip("0") for rate in terms.rates]
        case CommissionSchedule():
            return [f"{tier.take_rate * 100:.2f}".rstrip("0").rstrip(".") for tier in terms.tiers]
        case WageGrid():
            return [f"{cell:.2f}".removesuffix(".00") for row in terms.cells for cell in row]
        case NumberTerm():
            return [f"{terms.value:f}".rstrip("0").rstrip(".")]
        case TextTerm():
            return [terms.text]


FINDINGS = {"delivery": [("R22", Level.WARNING)]}
"""What the rules say against a sample: riders may work part time, and some take few orders."""


@pytest.mark.parametrize("name", sorted(FOLDERS))
def test_a_sample_walks_from_its_workbook_to_its_contract(desk: Desk, name: str) -> None:
    case_id = load_sample(desk, FOLDERS[name])
    case = get_case(desk, case_id)
    issues = list_issues(desk, case_id)
    assert {issue.state for issue in issues} == {IssueState.AGREED}
    found = [one for one in check_draft(desk, case_id) if one.level is not Level.INFO]
    legal = [(one.rule, one.level) for one in found if one.rule.startswith("R")]
    assert legal == FINDINGS.get(name, [])
    assert {one.rule for one in found if not one.rule.startswith("R")} <= {"BLANK", "CONTENT"}
    text = text_of(draft_pdf(desk, draft_contract(desk, case_id).value.id))
    joined = "".join(text.split())
    for party in case.parties.values():
        assert party.name in joined
    for issue in issues:
        assert issue.agreed_terms is not None
        wanted = [figure.replace(",", "") for figure in figures(issue.agreed_terms)]
        printed = joined.replace(",", "")
        assert [figure for figure in wanted if figure not in printed] == []
    cost = cost_case(desk, case_id)
    assert cost.yearly_difference is not None
    assert cost.yearly_difference > 0
    costed = next(issue for issue in issues if issue.dataset_id is not None)
    assert costed.agreed_offer_id is not None
    agreed = cost_offers(desk, case_id)[costed.agreed_offer_id]
    assert agreed.yearly_difference == cost.yearly_difference
    assert [part.fault for part in check_store(desk)] == [""] * 4


def test_a_cent_conceded_at_the_table_is_printed_without_being_typed_again(desk: Desk) -> None:
    workbook = next(FOLDERS["couriers"].glob("*.xlsx"))
    case_id = create_case(
        desk,
        CaseDetails(
            "派件费",
            CaseKind.INDUSTRY,
            contract_from=date(2027, 1, 1),
            contract_until=date(2027, 12, 31),
        ),
    ).value
    enter_parties(desk, case_id)
    report = import_dataset(desk, case_id, workbook, kind=DatasetKind.OUTPUT).value
    assert report.workers > 1_800
    present = _rates("0.8000")
    issue_id = add_issue(
        desk, case_id, IssueDetails("派件费", Subject.PIECE_RATES, report.dataset_id, present)
    ).value
    session_id = meeting(desk, case_id)
    asked = with_cell(present, "rate:省外·无电梯", Decimal("1.1700"))
    conceded = with_cell(asked, "rate:省外·无电梯", Decimal("1.1600"))
    table_offer(desk, session_id, Side.EMPLOYEE, [(issue_id, asked)], binding=True)
    offers = [(issue_id, conceded)]
    (offer_id,) = table_offer(desk, session_id, Side.EMPLOYER, offers, binding=True).value
    accept_offer(desk, offer_id, Side.EMPLOYEE, session_id)
    assert get_issue(desk, issue_id).agreed_terms == conceded
    text = text_of(draft_pdf(desk, draft_contract(desk, case_id).value.id))
    assert ("1.16" in text, "1.17" in text) == (True, False)
    costs = [cost.yearly_difference for cost in cost_offers(desk, case_id).values()]
    assert None not in costs
    assert costs[0] > costs[1] > 0  # type: ignore[operator]


def test_samples_go_into_a_store_of_their_own(desk: Desk, folder: Path) -> None:
    with pytest.raises(StorageError, match="already a store"):
        open_new_desk(folder)


def _rates(rate: str) -> RateTable:
    return RateTable(
        tuple(PieceRate(name, Decimal(rate), quota_per_shift=300) for name in OPERATIONS)
    )
