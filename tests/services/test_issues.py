"""Issues, their data and present terms; mandates and sessions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from negotiator_desk.bargaining.offers import IssueState
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.pay.dataset import Dataset, DatasetKind
from negotiator_desk.pay.terms import PieceRate, RateTable, Subject, TextTerm, UnitAllowance
from negotiator_desk.services.cases import get_case, trash_case
from negotiator_desk.services.costings import worker_pay
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import (
    IssueDetails,
    add_issue,
    edit_issue,
    get_issue,
    list_issues,
    remove_issue,
)
from negotiator_desk.services.mandates import MandateDetails, get_mandate, save_mandate
from negotiator_desk.services.offer_views import list_offers
from negotiator_desk.services.offers import accept_offer, table_offer, withdraw_offer
from negotiator_desk.services.sessions import (
    SessionDetails,
    add_session,
    edit_session,
    list_sessions,
)
from tests.services.conftest import (
    Bargaining,
    add_dataset,
    new_case,
    number,
    rate_table,
)


def test_issues_are_listed_in_the_order_of_the_agenda(desk: Desk, table: Bargaining) -> None:
    issues = list_issues(desk, table.case)
    assert [(one.position, one.title) for one in issues] == [
        (1, "派件费单价"),
        (2, "高温津贴"),
        (3, "休息安排"),
    ]
    assert issues[0].dataset_name == "九月产量"
    assert issues[0].present_terms == rate_table("0.8000", "0.9500")
    assert {one.state for one in issues} == {IssueState.OPEN}


def test_a_removed_issue_leaves_no_gap(desk: Desk, table: Bargaining) -> None:
    save_mandate(desk, table.heat, Side.EMPLOYEE, MandateDetails(weight=10))
    remove_issue(desk, table.heat)
    assert [one.position for one in list_issues(desk, table.case)] == [1, 2]
    desk.undo()
    assert [one.id for one in list_issues(desk, table.case)][1] == table.heat
    assert get_mandate(desk, table.heat, Side.EMPLOYEE) == MandateDetails(weight=10)


HEAT = IssueDetails("高温津贴", Subject.NUMBER, present_terms=number("300.0000"))
"""The issue of heat allowances as it is put on the agenda."""


def put_heat(desk: Desk, table: Bargaining, value: str = "400") -> str:
    terms = [(table.heat, number(value))]
    return table_offer(desk, table.session, Side.EMPLOYEE, terms, binding=True).value[0]


def test_an_issue_with_offers_is_not_removed_and_keeps_its_subject(
    desk: Desk, table: Bargaining
) -> None:
    withdraw_offer(desk, put_heat(desk, table))
    with pytest.raises(RuleError, match="has offers, which are kept for ever"):
        remove_issue(desk, table.heat)
    with pytest.raises(RuleError, match="its subject cannot change; nothing was changed"):
        edit_issue(desk, table.heat, IssueDetails("高温", Subject.TEXT))


CHANGES = (
    replace(HEAT, title="高温"),
    replace(HEAT, present_terms=number("310")),
    replace(HEAT, present_terms=None),
)
"""What must not change under an offer: what it is called and what it is compared with."""


@pytest.mark.parametrize("change", CHANGES)
def test_an_issue_stays_what_it_is_while_an_offer_stands(
    desk: Desk, table: Bargaining, change: IssueDetails
) -> None:
    first = put_heat(desk, table, "420")
    second = put_heat(desk, table)
    with pytest.raises(RuleError, match="“高温津贴” has an offer on the table, so its title"):
        edit_issue(desk, table.heat, change)
    edit_issue(desk, table.heat, replace(HEAT, title=" 高温津贴 ", note="另附气象数据"))
    assert get_issue(desk, table.heat).note == "另附气象数据"
    withdraw_offer(desk, second)
    edit_issue(desk, table.heat, change)
    assert get_issue(desk, table.heat).title == change.title
    assert [offer.id for offer in list_offers(desk, table.heat)] == [first, second]


@pytest.mark.parametrize("change", CHANGES)
def test_an_agreed_issue_stays_what_was_agreed(
    desk: Desk, table: Bargaining, change: IssueDetails
) -> None:
    accept_offer(desk, put_heat(desk, table), Side.EMPLOYER, table.session)
    with pytest.raises(RuleError, match="“高温津贴” is agreed, so its title, data and present"):
        edit_issue(desk, table.heat, change)
    edit_issue(desk, table.heat, replace(HEAT, note="已写入纪要"))
    settled = get_issue(desk, table.heat)
    assert (settled.title, settled.agreed_terms) == ("高温津贴", number("400"))


def test_data_under_an_offer_does_not_change(desk: Desk, table: Bargaining) -> None:
    offers = [(table.rates, rate_table("0.8200", "1.0000"))]
    table_offer(desk, table.session, Side.EMPLOYEE, offers, binding=True)
    present = rate_table("0.8000", "0.9500")
    details = IssueDetails("派件费单价", Subject.PIECE_RATES, table.dataset, present)
    with pytest.raises(RuleError, match="has an offer on the table") as refused:
        edit_issue(desk, table.rates, replace(details, dataset_id=None))
    assert refused.value.hint == "Withdraw the offers on it first."
    edit_issue(desk, table.rates, details)


def test_aims_of_another_subject_go_with_it(desk: Desk, table: Bargaining) -> None:
    aims = MandateDetails(number("450"), number("320"), 40, "底线")
    save_mandate(desk, table.heat, Side.EMPLOYEE, aims)
    edit_issue(desk, table.heat, replace(HEAT, title="高温"))
    assert get_mandate(desk, table.heat, Side.EMPLOYEE) == aims
    edit_issue(desk, table.heat, IssueDetails("高温", Subject.TEXT))
    assert get_mandate(desk, table.heat, Side.EMPLOYEE) is None
    desk.undo()
    assert get_mandate(desk, table.heat, Side.EMPLOYEE) == aims


def test_data_of_another_case_is_refused(desk: Desk, table: Bargaining) -> None:
    details = IssueDetails("单价", Subject.PIECE_RATES, dataset_id=table.dataset)
    with pytest.raises(InputError, match="is not part of this case; nothing was changed"):
        add_issue(desk, new_case(desk), details)


@pytest.mark.parametrize("subject", [one for one in Subject if one is not Subject.PIECE_RATES])
def test_output_records_suit_piece_rates_only(
    desk: Desk, table: Bargaining, subject: Subject
) -> None:
    with pytest.raises(RuleError, match="does not hold the facts that this subject is costed on"):
        add_issue(desk, table.case, IssueDetails("议题", subject, dataset_id=table.dataset))


def test_present_terms_of_another_subject_are_refused(desk: Desk, table: Bargaining) -> None:
    details = IssueDetails("议题", Subject.NUMBER, present_terms=TextTerm("休息"))
    with pytest.raises(RuleError, match="not of the subject that “议题” is about"):
        add_issue(desk, table.case, details)


def test_present_terms_must_price_what_the_data_has(desk: Desk, table: Bargaining) -> None:
    terms = RateTable((PieceRate("同城·有电梯", Decimal("0.8000")),))
    details = IssueDetails("单价", Subject.PIECE_RATES, table.dataset, terms)
    with pytest.raises(RuleError, match="no rate for these operations: 同城·无电梯"):
        add_issue(desk, table.case, details)
    assert len(list_issues(desk, table.case)) == 3


def with_difficulties(*names: str | None) -> Dataset:
    """Return output of one operation, made under one difficulty after the other."""
    return Dataset.build(
        DatasetKind.OUTPUT,
        {
            "worker": [f"K{place}" for place in range(len(names))],
            "name": ["甲"] * len(names),
            "operation": ["同城"] * len(names),
            "month": [date(2026, 9, 1)] * len(names),
            "quantity": [1000] * len(names),
            "difficulty": list(names),
        },
    )


def with_allowances(*names: str) -> RateTable:
    allowances = tuple(UnitAllowance(name, Decimal("0.1000")) for name in names)
    return RateTable((PieceRate("同城", Decimal("0.8000")),), allowances=allowances)


def test_a_difficulty_that_the_terms_do_not_price_adds_nothing(
    desk: Desk, table: Bargaining
) -> None:
    data = add_dataset(desk, table.case, with_difficulties("无电梯", "山区", None), "十月产量")
    terms = with_allowances("山区")
    issue = add_issue(
        desk, table.case, IssueDetails("单价", Subject.PIECE_RATES, data, terms)
    ).value
    paid = [worker.after for worker in worker_pay(desk, issue, terms)]
    assert paid == [Decimal("800.00"), Decimal("900.00"), Decimal("800.00")]


@pytest.mark.parametrize("has_column", [True, False])
def test_a_difficulty_that_the_data_do_not_know_is_refused(
    desk: Desk, table: Bargaining, has_column: bool
) -> None:
    facts = with_difficulties("山区") if has_column else with_difficulties(None)
    data = add_dataset(desk, table.case, facts, "十月产量")
    details = IssueDetails("单价", Subject.PIECE_RATES, data, with_allowances("高温", "无电梯"))
    with pytest.raises(RuleError, match="difficulties: 无电梯, 高温; nothing was changed"):
        add_issue(desk, table.case, details)
    assert len(list_issues(desk, table.case)) == 3


def test_without_data_an_allowance_may_be_for_any_difficulty(desk: Desk, table: Bargaining) -> None:
    details = IssueDetails("单价", Subject.PIECE_RATES, None, with_allowances())
    issue = add_issue(desk, table.case, details).value
    offers = [(issue, with_allowances("无电梯"))]
    table_offer(desk, table.session, Side.EMPLOYEE, offers, binding=True)
    assert [one.terms for one in list_offers(desk, issue)] == [with_allowances("无电梯")]


def test_a_mandate_is_kept_and_changed(desk: Desk, table: Bargaining) -> None:
    assert get_mandate(desk, table.rates, Side.EMPLOYEE) is None
    details = MandateDetails(
        rate_table("0.9000", "1.1000"), rate_table("0.8500", "1.0000"), 60, "底线"
    )
    save_mandate(desk, table.rates, Side.EMPLOYEE, details)
    assert get_mandate(desk, table.rates, Side.EMPLOYEE) == details
    save_mandate(desk, table.rates, Side.EMPLOYEE, replace(details, target=None, weight=40))
    changed = get_mandate(desk, table.rates, Side.EMPLOYEE)
    assert changed == replace(details, target=None, weight=40)
    assert get_mandate(desk, table.rates, Side.EMPLOYER) is None


def test_weights_of_a_side_stay_within_100_points(desk: Desk, table: Bargaining) -> None:
    save_mandate(desk, table.rates, Side.EMPLOYEE, MandateDetails(weight=70))
    save_mandate(desk, table.rates, Side.EMPLOYER, MandateDetails(weight=90))
    with pytest.raises(RuleError, match="add up to 101, more than 100; nothing was changed"):
        save_mandate(desk, table.heat, Side.EMPLOYEE, MandateDetails(weight=31))
    save_mandate(desk, table.heat, Side.EMPLOYEE, MandateDetails(weight=30))
    save_mandate(desk, table.rates, Side.EMPLOYEE, MandateDetails(weight=60))
    with pytest.raises(InputError, match="101 points is outside 0–100"):
        save_mandate(desk, table.rates, Side.EMPLOYEE, MandateDetails(weight=101))


def test_a_mandate_must_suit_its_issue(desk: Desk, table: Bargaining) -> None:
    with pytest.raises(RuleError, match="not of the subject"):
        save_mandate(desk, table.rates, Side.EMPLOYEE, MandateDetails(limit=number("1")))
    assert get_mandate(desk, table.rates, Side.EMPLOYEE) is None


def test_sessions_are_numbered_and_keep_who_was_there(desk: Desk, table: Bargaining) -> None:
    parties = get_case(desk, table.case).parties
    everyone = [one.id for side in Side for one in parties[side].representatives]
    held_at = datetime.fromisoformat("2026-10-29T13:30:00+08:00")
    details = SessionDetails(held_at, "会议室", Side.EMPLOYER, present=tuple(everyone[::-1]))
    add_session(desk, table.case, details)
    first, second = list_sessions(desk, table.case)
    assert (first.number, second.number) == (1, 2)
    assert second.held_at == held_at
    assert second.present == tuple(everyone)


def test_the_day_of_an_agreement_does_not_move(desk: Desk, table: Bargaining) -> None:
    held_at = list_sessions(desk, table.case)[0].held_at
    details = SessionDetails(held_at, "会议室", Side.EMPLOYEE)
    offer = put_heat(desk, table)
    edit_session(desk, table.session, replace(details, held_at=held_at - timedelta(days=1)))
    edit_session(desk, table.session, details)
    accept_offer(desk, offer, Side.EMPLOYER, table.session)
    later = replace(details, held_at=held_at + timedelta(minutes=1))
    with pytest.raises(RuleError, match="Something was agreed in session 1, so the moment"):
        edit_session(desk, table.session, later)
    same = held_at + timedelta(seconds=30)
    edit_session(desk, table.session, replace(details, held_at=same, minutes="达成一致。"))
    meeting = list_sessions(desk, table.case)[0]
    assert (meeting.held_at, meeting.minutes) == (held_at, "达成一致。")


def test_someone_of_another_case_cannot_be_present(desk: Desk, table: Bargaining) -> None:
    details = SessionDetails(desk.now(), "会议室", Side.EMPLOYEE, present=("nobody",))
    with pytest.raises(InputError, match="not a representative of this case"):
        add_session(desk, table.case, details)
    assert len(list_sessions(desk, table.case)) == 1


def test_nothing_is_added_to_a_case_in_the_trash(desk: Desk, table: Bargaining) -> None:
    trash_case(desk, table.case)
    with pytest.raises(RuleError, match="in the trash"):
        add_issue(desk, table.case, IssueDetails("议题", Subject.NUMBER))
    with pytest.raises(RuleError, match="in the trash"):
        save_mandate(desk, table.rates, Side.EMPLOYEE, MandateDetails())
    with pytest.raises(RuleError, match="in the trash"):
        add_session(desk, table.case, SessionDetails(desk.now(), "", Side.EMPLOYEE))
    with pytest.raises(RuleError, match="in the trash"):
        table_offer(desk, table.session, Side.EMPLOYEE, [(table.heat, number("1"))], binding=True)


def test_an_issue_is_removed_before_any_session_was_held(desk: Desk) -> None:
    case = new_case(desk, "尚未开会的案件")
    issue_id = add_issue(desk, case, IssueDetails("带徒", Subject.TEXT)).value
    remove_issue(desk, issue_id)
    assert list_issues(desk, case) == ()
