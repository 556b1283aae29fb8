"""Employers of an industry case are listed in order, and what each says to an offer is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from negotiator_desk.bargaining.exchange import AnswerBody, AnswerKind, ConsentAnswer
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.employer_edits import (
    MOST_EMPLOYERS,
    EmployerDetails,
    add_employer,
    edit_employer,
    give_consent,
    move_employer,
    remove_employer,
)
from negotiator_desk.services.employers import EmployerView, consent_summary, list_employers
from negotiator_desk.services.exchange_reading import read_in_case
from negotiator_desk.services.exchange_receiving import Choices, log_message
from negotiator_desk.services.exchange_sealing import seal_answer, seal_offer
from negotiator_desk.services.offers import accept_offer, table_offer, withdraw_offer
from tests.services.conftest import REST, Bargaining, issue, new_case, number
from tests.services.two_laptops import start, two_laptops

NAMES = ("甲公司", "乙公司", "丙公司")


def enter(desk: Desk, case_id: str, *names: str) -> list[str]:
    return [add_employer(desk, case_id, EmployerDetails(name)).value for name in names or NAMES]


def offer(
    desk: Desk, table: Bargaining, *, binding: bool = True, side: Side = Side.EMPLOYER
) -> str:
    terms = [(table.heat, number("350"))]
    return table_offer(desk, table.session, side, terms, binding=binding).value[0]


def names(desk: Desk, case_id: str) -> list[str]:
    return [one.name for one in list_employers(desk, case_id)]


def by_name(desk: Desk, case_id: str, name: str) -> EmployerView:
    return next(one for one in list_employers(desk, case_id) if one.name == name)


def test_employers_keep_the_order_they_are_given(desk: Desk, table: Bargaining) -> None:
    first, second, third = enter(desk, table.case)
    move_employer(desk, third, 1)
    assert names(desk, table.case) == ["丙公司", "甲公司", "乙公司"]
    move_employer(desk, third, 99)
    assert names(desk, table.case) == ["甲公司", "乙公司", "丙公司"]
    move_employer(desk, second, -5)
    assert names(desk, table.case) == ["乙公司", "甲公司", "丙公司"]
    remove_employer(desk, first)
    assert [(one.position, one.name) for one in list_employers(desk, table.case)] == [
        (1, "乙公司"),
        (2, "丙公司"),
    ]


def test_an_employer_is_changed(desk: Desk, table: Bargaining) -> None:
    (employer,) = enter(desk, table.case, "甲公司")
    edit_employer(desk, employer, EmployerDetails("甲有限公司", "91330200", "李经理", 120))
    view = by_name(desk, table.case, "甲有限公司")
    assert (view.credit_code, view.contact, view.workers) == ("91330200", "李经理", 120)


@pytest.mark.parametrize(
    "details",
    [
        EmployerDetails("  "),
        EmployerDetails("甲公司"),
        EmployerDetails("a" * 201),
        EmployerDetails("丁公司", workers=-1),
        EmployerDetails("丁公司", workers=10**9),
    ],
)
def test_an_employer_that_cannot_be_used_is_refused(
    desk: Desk, table: Bargaining, details: EmployerDetails
) -> None:
    enter(desk, table.case)
    with pytest.raises(InputError):
        add_employer(desk, table.case, details)
    assert names(desk, table.case) == list(NAMES)


def test_a_list_has_an_end(desk: Desk, table: Bargaining, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_EMPLOYERS >= 300
    monkeypatch.setattr("negotiator_desk.services.employer_edits.MOST_EMPLOYERS", 3)
    enter(desk, table.case)
    with pytest.raises(RuleError, match="at most 3"):
        add_employer(desk, table.case, EmployerDetails("丁公司"))


def test_what_each_employer_says_is_summed_up(desk: Desk, table: Bargaining) -> None:
    first, second, _third = enter(desk, table.case)
    asked = offer(desk, table)
    give_consent(desk, first, asked, ConsentAnswer.CONSENTS, given_by="李经理", note="电话")
    give_consent(desk, second, asked, ConsentAnswer.REFUSES)
    summary = consent_summary(desk, table.case)
    assert summary.employers == 3
    (heat,) = summary.issues
    assert (heat.title, heat.offer_id, heat.is_agreed) == ("高温津贴", asked, False)
    assert (heat.consenting, heat.refusing, heat.waiting) == (
        ("甲公司",),
        ("乙公司",),
        ("丙公司",),
    )
    assert not heat.is_complete
    assert summary.open_agreements == ()
    view = by_name(desk, table.case, "甲公司").consents[asked]
    assert (view.given_by, view.note, view.given_at) == ("李经理", "电话", desk.now())


def test_an_agreed_issue_without_all_consents_is_noticed_and_not_refused(
    desk: Desk, table: Bargaining
) -> None:
    employers = enter(desk, table.case)
    asked = offer(desk, table)
    accept_offer(desk, asked, Side.EMPLOYEE, table.session)
    (notice,) = consent_summary(desk, table.case).open_agreements
    assert notice.waiting == NAMES
    for employer in employers:
        give_consent(desk, employer, asked, ConsentAnswer.CONSENTS)
    assert consent_summary(desk, table.case).open_agreements == ()


def test_a_case_without_employers_asks_nobody(desk: Desk, table: Bargaining) -> None:
    asked = offer(desk, table)
    accept_offer(desk, asked, Side.EMPLOYEE, table.session)
    assert consent_summary(desk, table.case).open_agreements == ()


def test_employers_are_asked_about_the_latest_binding_offer_that_stands(
    desk: Desk, table: Bargaining
) -> None:
    enter(desk, table.case)
    offer(desk, table, side=Side.EMPLOYEE)
    latest = offer(desk, table)
    offer(desk, table, binding=False)
    assert consent_summary(desk, table.case).issues[0].offer_id == latest


def test_an_answer_is_changed_and_taken_back(desk: Desk, table: Bargaining) -> None:
    first, *_others = enter(desk, table.case)
    asked = offer(desk, table)
    give_consent(desk, first, asked, ConsentAnswer.REFUSES, note="太高")
    give_consent(desk, first, asked, ConsentAnswer.CONSENTS)
    assert consent_summary(desk, table.case).issues[0].consenting == ("甲公司",)
    assert give_consent(desk, first, asked, ConsentAnswer.CONSENTS).changed == frozenset()
    give_consent(desk, first, asked, None)
    assert consent_summary(desk, table.case).issues[0].waiting == NAMES


def test_nobody_consents_to_what_is_exploratory_or_of_another_case(
    desk: Desk, table: Bargaining
) -> None:
    first, *_others = enter(desk, table.case)
    explored = offer(desk, table, binding=False)
    with pytest.raises(RuleError, match="exploratory"):
        give_consent(desk, first, explored, ConsentAnswer.CONSENTS)
    other = new_case(desk, "网约车行业协商")
    (stranger,) = enter(desk, other, "丁公司")
    with pytest.raises(RuleError, match="different cases"):
        give_consent(desk, stranger, offer(desk, table), ConsentAnswer.CONSENTS)
    assert issue(desk, other, "高温津贴", number("1"))


def test_nobody_consents_to_what_was_replaced_or_withdrawn(desk: Desk, table: Bargaining) -> None:
    first, *_others = enter(desk, table.case)
    replaced, withdrawn = offer(desk, table), offer(desk, table)
    give_consent(desk, first, withdrawn, ConsentAnswer.CONSENTS)
    withdraw_offer(desk, withdrawn)
    for gone in (replaced, withdrawn):
        with pytest.raises(RuleError, match="replaced or withdrawn"):
            give_consent(desk, first, gone, ConsentAnswer.REFUSES)
    give_consent(desk, first, withdrawn, None)


def test_an_employers_answer_is_sealed_and_read_only_for_what_binds_and_stands(
    tmp_path: Path, now: datetime
) -> None:
    with two_laptops(tmp_path, now) as (association, member):
        enter(association.desk, association.case)
        (explored,) = association.table((association.rest, REST), binding=False)
        (asked,) = association.table((association.heat, number("2")))
        rows = [
            log_message(
                member.desk,
                member.case,
                association.file_of(seal_offer(association.desk, one).value),
                member.choices,
            ).value.id
            for one in (explored, asked)
        ]
        with pytest.raises(RuleError, match="exploratory"):
            seal_answer(member.desk, rows[0], Side.EMPLOYER, consent("甲公司"))
        with pytest.raises(RuleError, match="employers' side"):
            seal_answer(member.desk, rows[1], Side.EMPLOYEE, consent("甲公司"))
        yes = member.file_of(
            seal_answer(member.desk, rows[1], Side.EMPLOYER, consent("甲公司")).value
        )
        forged = replace(yes, side=Side.EMPLOYEE)
        with pytest.raises(RuleError, match="employers' side"):
            log_message(association.desk, association.case, forged)
        withdraw_offer(association.desk, asked)
        reading = read_in_case(association.desk, association.case, yes)
        assert "replaced or withdrawn" in reading.problem
        with pytest.raises(RuleError, match="replaced or withdrawn"):
            log_message(association.desk, association.case, yes)


def test_removing_an_employer_takes_its_answers_along_and_undo_brings_them_back(
    desk: Desk, table: Bargaining
) -> None:
    first, *_others = enter(desk, table.case)
    asked = offer(desk, table)
    give_consent(desk, first, asked, ConsentAnswer.REFUSES)
    remove_employer(desk, first)
    assert consent_summary(desk, table.case).issues[0].refusing == ()
    desk.undo()
    assert consent_summary(desk, table.case).issues[0].refusing == ("甲公司",)
    remove_employer(desk, first)
    with pytest.raises(RuleError, match="not in the list"):
        edit_employer(desk, first, EmployerDetails("甲公司"))


def consent(employer: str, code: str = "", answer: AnswerKind = AnswerKind.CONSENTS) -> AnswerBody:
    return AnswerBody(answer, given_by="王经理", employer=employer, credit_code=code, note="可以")


def test_an_employers_consent_comes_back_as_a_message(tmp_path: Path, now: datetime) -> None:
    with two_laptops(tmp_path, now) as (_union, association):
        enter(association.desk, association.case)
        add_employer(association.desk, association.case, EmployerDetails("丁公司", "91330203"))
        (asked,) = association.table((association.heat, number("350")))
        message = association.file_of(seal_offer(association.desk, asked).value)
        member = start(tmp_path, "member", Side.EMPLOYER, now)
        try:
            row = log_message(member.desk, member.case, message, member.choices).value.id
            yes = member.file_of(
                seal_answer(member.desk, row, Side.EMPLOYER, consent("乙公司")).value
            )
            no = member.file_of(
                seal_answer(
                    member.desk, row, Side.EMPLOYER, consent("丁", "91330203", AnswerKind.REFUSES)
                ).value
            )
            unknown = member.file_of(
                seal_answer(member.desk, row, Side.EMPLOYER, consent("戊公司")).value
            )
            with pytest.raises(InputError, match="names no employer"):
                seal_answer(member.desk, row, Side.EMPLOYER, consent(" "))
        finally:
            member.desk.close()
        log_message(association.desk, association.case, yes)
        log_message(association.desk, association.case, no)
        assert read_in_case(association.desk, association.case, unknown).needs_employer
        with pytest.raises(InputError, match="not in the list"):
            log_message(association.desk, association.case, unknown)
        chosen = by_name(association.desk, association.case, "丙公司").id
        log_message(association.desk, association.case, unknown, Choices(employer_id=chosen))
        (heat,) = consent_summary(association.desk, association.case).issues
        assert heat.consenting == ("乙公司", "丙公司")
        assert heat.refusing == ("丁公司",)
        view = by_name(association.desk, association.case, "乙公司").consents[asked]
        assert (view.given_by, view.note) == ("王经理", "可以")
