"""The first page says what each case waits for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from negotiator_desk.bargaining.parties import CaseKind, Side
from negotiator_desk.services.cases import CaseDetails, edit_case, trash_case
from negotiator_desk.services.contracts import draft_contract
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.home import StepKind, overview
from negotiator_desk.services.offers import accept_offer, table_offer, withdraw_offer
from negotiator_desk.services.opening import open_desk
from tests.services.conftest import (
    REST,
    Bargaining,
    add_dataset,
    enter_parties,
    issue,
    meeting,
    new_case,
    number,
    output_dataset,
)


def step(desk: Desk) -> StepKind:
    (found,) = overview(desk).steps
    assert found.text
    return found.kind


def test_a_case_is_led_from_its_parties_to_its_draft(desk: Desk) -> None:
    case = new_case(desk)
    assert step(desk) is StepKind.ENTER_PARTIES
    enter_parties(desk, case)
    assert step(desk) is StepKind.IMPORT_DATA
    add_dataset(desk, case, output_dataset())
    assert step(desk) is StepKind.ADD_ISSUES
    heat = issue(desk, case, "高温津贴", number("300"))
    assert step(desk) is StepKind.OPEN_SESSION
    session = meeting(desk, case)
    assert step(desk) is StepKind.TABLE_OFFERS
    terms = [(heat, number("400"))]
    (offer,) = table_offer(desk, session, Side.EMPLOYEE, terms, binding=True).value
    assert step(desk) is StepKind.ANSWER_OFFERS
    withdraw_offer(desk, offer)
    assert step(desk) is StepKind.SETTLE_ISSUES
    (offer,) = table_offer(desk, session, Side.EMPLOYEE, terms, binding=True).value
    accept_offer(desk, offer, Side.EMPLOYER, session)
    assert step(desk) is StepKind.DRAFT_CONTRACT
    details = CaseDetails("快递行业协商", CaseKind.INDUSTRY)
    edit_case(desk, case, details)
    assert step(desk) is StepKind.ENTER_TERM
    term = replace(details, contract_from=date(2027, 1, 1), contract_until=date(2027, 12, 31))
    edit_case(desk, case, term)
    draft_contract(desk, case)
    assert step(desk) is StepKind.REVIEW_DRAFT
    ending = replace(term, contract_from=date(2026, 1, 1), contract_until=date(2027, 2, 15))
    edit_case(desk, case, ending)
    (found,) = overview(desk).steps
    assert (found.kind, found.due) == (StepKind.RENEW, date(2027, 2, 15))


def test_exploratory_offers_are_to_be_answered_and_not_accepted(
    desk: Desk, table: Bargaining
) -> None:
    table_offer(desk, table.session, Side.EMPLOYEE, [(table.heat, number("320"))], binding=False)
    assert (
        overview(desk).steps[0].text == "1 issue has an exploratory offer on the table: answer it."
    )
    table_offer(desk, table.session, Side.EMPLOYER, [(table.heat, number("320"))], binding=True)
    assert "accept it or answer it" in overview(desk).steps[0].text


def test_the_renewal_window_opens_ninety_days_before_the_end(
    folder: Path, desk: Desk, now: datetime
) -> None:
    case = new_case(desk)
    enter_parties(desk, case)
    rest = issue(desk, case, "休息安排", None)
    session = meeting(desk, case)
    (offer,) = table_offer(desk, session, Side.EMPLOYEE, [(rest, REST)], binding=True).value
    accept_offer(desk, offer, Side.EMPLOYER, session)
    draft_contract(desk, case)
    desk.close()
    # The contract ends on 2027-12-31; ninety days before is 2027-10-02.
    for day, kind in ((1, StepKind.REVIEW_DRAFT), (2, StepKind.RENEW)):
        later = open_desk(folder, now=lambda day=day: now.replace(year=2027, month=10, day=day))
        assert step(later) is kind
        later.close()


def test_the_counts_leave_the_trash_out(desk: Desk, table: Bargaining) -> None:
    trash_case(desk, new_case(desk))
    found = overview(desk)
    assert (found.cases, found.open_issues, found.agreed_issues, found.drafts) == (1, 3, 0, 0)
    assert [row.id for row in found.recent] == [table.case]
