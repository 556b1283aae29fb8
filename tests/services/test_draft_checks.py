"""Everything that is found in a case's contract, each with its level, its place and what to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given

from negotiator_desk.bargaining.offers import IssueState
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.drafting.assemble import Choices, ClauseChoice, Rewording, assemble
from negotiator_desk.drafting.clauses import Clause
from negotiator_desk.drafting.library import find_clause
from negotiator_desk.drafting.snapshot import ContractKind, Snapshot
from negotiator_desk.drafting.wording import ContractLanguage, MainContract
from negotiator_desk.i18n import use_language
from negotiator_desk.pay.floors import below_floor
from negotiator_desk.pay.terms import NumberTerm, Terms, TextTerm, subject_of
from negotiator_desk.procedure.checks import Finding, Level
from negotiator_desk.procedure.rules import load_pack
from negotiator_desk.services import draft_checks
from negotiator_desk.services.contract_views import ContractSetup, get_contract
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.draft_checks import check_case, check_text, final_faults
from negotiator_desk.services.floor_findings import shortfall_finding
from negotiator_desk.services.issues import IssueView
from negotiator_desk.services.offers import accept_offer, table_offer
from negotiator_desk.services.own_clauses import OwnClauseDetails, add_own_clause
from negotiator_desk.services.wordings import choose_variant, save_setup
from tests.drafting.samples import SAMPLES, couriers, issue
from tests.pay.strategies import terms
from tests.services.conftest import (
    Bargaining,
    enter_parties,
    meeting,
    new_case,
    number,
    rate_table,
)
from tests.services.conftest import issue as issue_of

LEVELS = list(Level)
"""The gravest first."""


def assembled(snapshot: Snapshot, choices: Choices | None = None) -> Snapshot:
    return replace(snapshot, text=assemble(snapshot, choices or Choices()))


def agree(desk: Desk, session: str, issue_id: str, terms: Terms) -> None:
    offered = ((issue_id, terms),)
    (offer,) = table_offer(desk, session, Side.EMPLOYEE, offered, binding=True).value
    accept_offer(desk, offer, Side.EMPLOYER, session)


def checked(desk: Desk, case_id: str) -> tuple[Finding, ...]:
    return check_case(desk, case_id, get_contract(desk, case_id).snapshot)


def rules(found: tuple[Finding, ...], *levels: Level) -> list[str]:
    return [one.rule for one in found if not levels or one.level in levels]


@pytest.mark.parametrize("name", SAMPLES)
def test_an_ordinary_contract_has_blanks_and_reminders_and_no_error(name: str) -> None:
    found = check_text(assembled(SAMPLES[name]()))
    assert rules(found, Level.ERROR) == []
    assert set(rules(found)) <= {"BLANK", "CONTENT", "R32", "MODEL", "DUTY"}
    assert {one.rule for one in final_faults(found)} <= {"BLANK"}


@pytest.mark.parametrize("name", SAMPLES)
def test_findings_come_by_level_each_once_and_say_where_and_what_to_do(name: str) -> None:
    found = check_text(assembled(SAMPLES[name]()))
    weights = [LEVELS.index(one.level) for one in found]
    assert weights == sorted(weights)
    assert len(set(found)) == len(found)
    starts = ("clause:", "parameter:", "issue:", "party:", "settings", "case", "representatives")
    for one in found:
        assert one.text
        assert "{" not in one.text + one.remedy
        assert one.place == "" or one.place.startswith(starts)
        assert one.remedy or one.level is Level.INFO


def test_findings_speak_the_language_in_use() -> None:
    text = check_text(assembled(couriers()))[0].text
    assert "Article" in text
    use_language("zh_CN")
    assert "Labour quotas" not in " ".join(one.text for one in check_text(assembled(couriers())))


def test_a_figure_typed_wrongly_is_an_error_and_refuses_a_final() -> None:
    snapshot = couriers()
    words = issue(3, "高温津贴", TextTerm("高温季节饮料费每月301元。"))
    found = check_text(assembled(replace(snapshot, issues=(*snapshot.issues[:2], words))))
    (fault,) = [one for one in found if one.level is Level.ERROR]
    assert (fault.rule, fault.place) == ("NUMBER", "clause:agreed_text#3")
    assert "301元" in fault.text
    assert "300元/月" in fault.text
    assert fault in final_faults(found)


def test_a_field_that_was_typed_over_leaves_an_agreed_figure_unprinted() -> None:
    choice = ClauseChoice(rewording=Rewording("饮料费", "", "饮料费另行约定。", ""))
    found = check_text(assembled(couriers(), Choices(clauses={"agreed_number#2": choice})))
    (fault,) = [one for one in found if one.level is Level.ERROR]
    assert (fault.rule, fault.place) == ("NUMBER", "issue:2")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("加班每月不得超过40小时。", "R24"),
        ("按照⟦@nowhere⟧执行。", "REFERENCE"),
        ("按照第九十九条执行。", "REFERENCE"),
        ("补贴⟦数额⟧元。", "TEXT"),
        ("补贴300元（大写：人民币叁佰壹拾元整）。", "NUMBER"),
    ],
)
def test_what_is_wrong_with_a_users_own_wording_is_an_error(text: str, rule: str) -> None:
    choice = ClauseChoice(rewording=Rewording("加班", "", text, ""))
    found = check_text(assembled(couriers(), Choices(clauses={"overtime_limits": choice})))
    (fault,) = [one for one in found if one.level is Level.ERROR]
    assert (fault.rule, fault.place) == (rule, "clause:overtime_limits")


def test_wages_converted_by_days_no_longer_in_force_are_a_warning() -> None:
    wording = Rewording("折算", "", "日工资按照月工资除以20.83天计算。", "")
    choices = Choices(clauses={"leave_pay": ClauseChoice(rewording=wording)})
    found = check_text(assembled(couriers(), choices))
    assert "R25" in rules(found, Level.WARNING)


def test_a_clause_that_the_law_asks_for_is_missed_with_its_article() -> None:
    snapshot = assembled(couriers())
    assert snapshot.text is not None
    kept = tuple(one for one in snapshot.text.clauses if "pay.payment" not in one.topics)
    found = check_text(replace(snapshot, text=replace(snapshot.text, clauses=kept)))
    (fault,) = [one for one in found if one.rule == "CONTENT" and one.level is Level.ERROR]
    assert "《浙江省集体合同条例》第十九条 [V1]" in fault.basis
    assert fault.place.startswith("clause:")


def test_a_main_contract_without_its_day_is_told_once_as_a_warning() -> None:
    snapshot = assembled(couriers())
    assert snapshot.text is not None
    text = replace(snapshot.text, main_contract=MainContract("集体合同", None))
    found = check_text(replace(snapshot, text=text))
    assert rules(found, Level.WARNING).count("R32") == 1
    dated = replace(text, main_contract=MainContract("集体合同", date(2026, 1, 1)))
    assert "R32" not in rules(check_text(replace(snapshot, text=dated)), Level.WARNING)


def test_a_platform_contract_is_checked_for_what_platforms_must_say() -> None:
    snapshot = assembled(SAMPLES["delivery"]())
    assert snapshot.text is not None
    kept = tuple(one for one in snapshot.text.clauses if one.key == "scope")
    bare = replace(snapshot, text=replace(snapshot.text, clauses=kept))
    assert {"R27", "R29"} <= set(rules(check_text(bare), Level.WARNING))
    other = replace(bare, contract_kind=ContractKind.WAGES)
    assert {"R27", "R29"}.isdisjoint(rules(check_text(other)))


def test_a_bilingual_contract_without_english_is_not_final() -> None:
    bilingual = assembled(couriers(), Choices(language=ContractLanguage.BILINGUAL))
    assert bilingual.text is not None
    clauses = (replace(bilingual.text.clauses[0], english=""), *bilingual.text.clauses[1:])
    found = check_text(replace(bilingual, text=replace(bilingual.text, clauses=clauses)))
    faults = {(one.rule, one.place) for one in final_faults(found)}
    assert ("LANGUAGE", f"clause:{clauses[0].place}") in faults


def test_a_case_is_checked_with_everything_the_store_knows(desk: Desk, table: Bargaining) -> None:
    agree(desk, table.session, table.rates, rate_table("0.9000", "1.1000", quota=None))
    found = checked(desk, table.case)
    assert {"R20", "BLANK", "MODEL"} <= set(rules(found))
    quota = next(one for one in found if one.rule == "R20")
    assert quota.place == "issue:1"
    assert quota.remedy
    weights = [LEVELS.index(one.level) for one in found]
    assert weights == sorted(weights)


def test_a_draft_that_prints_another_offer_than_the_accepted_one_is_found(
    desk: Desk, table: Bargaining
) -> None:
    agree(desk, table.session, table.heat, number("300.0000"))
    snapshot = get_contract(desk, table.case).snapshot
    assert "NUMBER" not in rules(check_case(desk, table.case, snapshot))
    (printed,) = snapshot.issues
    stale = replace(snapshot, issues=(replace(printed, offer_id="another"),))
    assert "NUMBER" in rules(check_case(desk, table.case, stale), Level.ERROR)
    other = NumberTerm(Decimal("300.0100"), "元/月")
    altered = replace(snapshot, issues=(replace(printed, terms=other),))
    assert "NUMBER" in rules(check_case(desk, table.case, altered), Level.ERROR)
    agree(desk, table.session, table.rates, rate_table("0.9000", "1.1000"))
    late = [one for one in check_case(desk, table.case, snapshot) if one.rule == "NUMBER"]
    assert [(one.level, one.place) for one in late] == [(Level.ERROR, "issue:1")]


def test_a_variant_written_for_an_older_wording_is_told(
    desk: Desk, table: Bargaining, monkeypatch: pytest.MonkeyPatch
) -> None:
    agree(desk, table.session, table.heat, number("300.0000"))
    details = OwnClauseDetails(title="工资清单", text="每月发给工资清单。", origin="pay_slip")
    own = add_own_clause(desk, details).value
    choose_variant(desk, table.case, "pay_slip", f"own:{own}")
    assert "ORIGIN" not in rules(checked(desk, table.case))

    def newer(key: str) -> Clause | None:
        clause = find_clause(key)
        return None if clause is None else replace(clause, version=clause.version + 1)

    monkeypatch.setattr(draft_checks, "find_clause", newer)
    (one,) = [one for one in checked(desk, table.case) if one.rule == "ORIGIN"]
    assert (one.level, one.place) == (Level.INFO, "clause:pay_slip")


def industry(desk: Desk, title: str, terms: Terms) -> str:
    """Agree on one issue in another case, whose contract is the floor; return the case."""
    case = new_case(desk, "行业协商")
    enter_parties(desk, case)
    agree(desk, meeting(desk, case, 21), issue_of(desk, case, title, terms), terms)
    return case


def test_terms_below_the_industrys_contract_are_an_error(desk: Desk, table: Bargaining) -> None:
    agree(desk, table.session, table.rates, rate_table("0.8999", "1.1000"))
    floor = industry(desk, "行业单价", rate_table("0.9000", "1.1000"))
    assert "R26" not in rules(checked(desk, table.case))
    save_setup(desk, table.case, ContractSetup(floor_case_id=floor))
    (fault,) = [one for one in checked(desk, table.case) if one.rule == "R26"]
    assert (fault.level, fault.place) == (Level.ERROR, "issue:1")
    assert "0.8999 yuan" in fault.text
    assert "0.9000 yuan" in fault.text
    assert fault.basis == "《宁波市企业工资集体协商条例》第三十二条 [V1]"
    assert fault in final_faults([fault])


def test_what_the_industry_settled_and_the_firm_did_not_is_told(
    desk: Desk, table: Bargaining
) -> None:
    agree(desk, table.session, table.heat, number("300.0000"))
    floor = industry(desk, "低温津贴", number("200.0000"))
    save_setup(desk, table.case, ContractSetup(floor_case_id=floor))
    (told,) = [one for one in checked(desk, table.case) if one.rule == "FLOOR"]
    assert told.level is Level.WARNING
    assert "低温津贴" in told.text


def test_numbers_of_one_title_are_for_people_to_compare(desk: Desk, table: Bargaining) -> None:
    agree(desk, table.session, table.heat, number("300.0000"))
    floor = industry(desk, "高温 津贴", number("320.0000"))
    save_setup(desk, table.case, ContractSetup(floor_case_id=floor))
    (told,) = [one for one in checked(desk, table.case) if one.rule == "FLOOR"]
    assert (told.level, told.place) == (Level.INFO, "issue:2")


def test_a_floor_on_which_nothing_is_agreed_is_not_passed_in_silence(
    desk: Desk, table: Bargaining
) -> None:
    agree(desk, table.session, table.heat, number("300.0000"))
    save_setup(desk, table.case, ContractSetup(floor_case_id=new_case(desk)))
    assert "FLOOR" in rules(checked(desk, table.case), Level.WARNING)


@given(terms, terms)
def test_every_shortfall_can_be_said(firm: Terms, floor: Terms) -> None:
    for one in below_floor(firm, floor):
        finding = shortfall_finding(load_pack("ningbo"), view(firm), "行业合同", one)
        assert "{" not in finding.text
        assert finding.remedy


def view(terms_agreed: Terms) -> IssueView:
    return IssueView(
        id="issue",
        case_id="case",
        position=1,
        title="议题",
        subject=subject_of(terms_agreed),
        state=IssueState.AGREED,
        dataset_id=None,
        dataset_name=None,
        present_terms=None,
        agreed_terms=terms_agreed,
        agreed_offer_id="offer",
        offers=1,
        note="",
    )
