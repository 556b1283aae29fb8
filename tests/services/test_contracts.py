"""What was agreed is drafted, once, and every figure comes from the accepted offer."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader

from negotiator_desk.bargaining.parties import CaseKind, Side
from negotiator_desk.drafting import assemble
from negotiator_desk.drafting.blocks import Document
from negotiator_desk.drafting.compose import compose
from negotiator_desk.drafting.library import ContractPlan, load_plan
from negotiator_desk.drafting.snapshot import ContractKind, Snapshot
from negotiator_desk.errors import InputError, RuleError, StorageError
from negotiator_desk.pay.terms import RateTable
from negotiator_desk.procedure.checks import Finding, Level
from negotiator_desk.services import contracts
from negotiator_desk.services.cases import CaseDetails, create_case, edit_case, trash_case
from negotiator_desk.services.contract_views import get_contract
from negotiator_desk.services.contracts import (
    check_draft,
    draft_contract,
    draft_pdf,
    draft_snapshot,
    finish_contract,
    list_drafts,
    save_pdf,
)
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.offers import accept_offer, table_offer
from negotiator_desk.services.parties import PartyDetails, save_party
from negotiator_desk.services.wordings import ClauseEdit, reword_clause
from tests.services.conftest import Bargaining, fill_everything_in, number, rate_table


def settle(desk: Desk, table: Bargaining, terms: RateTable) -> str:
    offers = [(table.rates, terms)]
    (offer_id,) = table_offer(desk, table.session, Side.EMPLOYEE, offers, binding=True).value
    accept_offer(desk, offer_id, Side.EMPLOYER, table.session)
    return offer_id


def against(desk: Desk, table: Bargaining) -> list[Finding]:
    """Return what the rules say against what is agreed, not what the text still lacks.

    Records that say nothing of quotas are left out.
    """
    found = [one for one in check_draft(desk, table.case) if one.rule.startswith("R")]
    return [one for one in found if one.level is not Level.INFO and one.rule != "R21"]


def text_of(pdf: bytes) -> str:
    reader = PdfReader(io.BytesIO(pdf))
    return "\n".join(page.extract_text() for page in reader.pages)


def test_the_annex_prints_the_agreed_figure_and_its_source_is_kept(
    desk: Desk, table: Bargaining
) -> None:
    offer_id = settle(desk, table, rate_table("0.8600", "1.0700"))
    draft = draft_contract(desk, table.case).value
    text = text_of(draft_pdf(desk, draft.id))
    assert "1.07" in text
    assert "快递行业工会" in text
    (issue,) = draft_snapshot(desk, draft.id).issues
    assert (issue.offer_id, issue.session_number, issue.position) == (offer_id, 1, 1)
    assert issue.dataset_fingerprint is not None


def test_a_figure_changed_by_one_fen_shows_in_the_annex(desk: Desk, table: Bargaining) -> None:
    settle(desk, table, rate_table("0.8600", "1.0700"))
    first = text_of(draft_pdf(desk, draft_contract(desk, table.case).value.id))
    desk.undo()  # the draft
    desk.undo()  # the acceptance
    desk.undo()  # the offer
    settle(desk, table, rate_table("0.8600", "1.0800"))
    second = text_of(draft_pdf(desk, draft_contract(desk, table.case).value.id))
    assert ("1.07" in first, "1.08" in first) == (True, False)
    assert ("1.07" in second, "1.08" in second) == (False, True)


def test_the_same_content_is_drafted_once(desk: Desk, table: Bargaining) -> None:
    settle(desk, table, rate_table("0.8600", "1.0700"))
    first = draft_contract(desk, table.case)
    again = draft_contract(desk, table.case)
    assert again.value == first.value
    assert (bool(first.changed), bool(again.changed)) == (True, False)
    save_party(desk, table.case, Side.EMPLOYEE, PartyDetails("快递行业工会联合会"))
    changed = draft_contract(desk, table.case)
    assert changed.value.version == 2
    assert [row.version for row in list_drafts(desk, table.case)] == [2, 1]


def test_another_wording_of_a_clause_is_another_version(
    desk: Desk, table: Bargaining, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(desk, table, rate_table("0.8600", "1.0700"))
    first = draft_contract(desk, table.case).value

    def corrected(kind: ContractKind) -> ContractPlan:
        plan = load_plan(kind)
        chapters = tuple(
            replace(one, clauses=(replace(one.clauses[0], text="改正后的条文。", when=()),))
            if one.key == "hours"
            else one
            for one in plan.chapters
        )
        return replace(plan, chapters=chapters)

    monkeypatch.setattr(assemble, "load_plan", corrected)
    second = draft_contract(desk, table.case).value
    assert second.version == first.version + 1
    assert second.fingerprint != first.fingerprint
    assert "改正后的条文" in text_of(draft_pdf(desk, second.id))


def test_a_draft_is_not_changed_by_later_work(desk: Desk, table: Bargaining) -> None:
    settle(desk, table, rate_table("0.8600", "1.0700"))
    draft = draft_contract(desk, table.case).value
    before = draft_pdf(desk, draft.id)
    save_party(desk, table.case, Side.EMPLOYEE, PartyDetails("改名后的工会"))
    assert draft_pdf(desk, draft.id) == before
    assert draft_snapshot(desk, draft.id).employee.name == "快递行业工会"


def test_what_is_missing_is_a_blank_of_the_draft_and_keeps_it_from_being_final(desk: Desk) -> None:
    case_id = create_case(desk, CaseDetails("空案件", CaseKind.INDUSTRY)).value
    save_party(desk, case_id, Side.EMPLOYER, PartyDetails("企业"))
    draft = draft_contract(desk, case_id).value
    assert not draft.is_final
    assert "＿＿＿" in text_of(draft_pdf(desk, draft.id))
    with pytest.raises(RuleError, match="not final yet") as refused:
        finish_contract(desk, case_id)
    assert refused.value.hint
    assert [row.version for row in list_drafts(desk, case_id)] == [1]


def test_a_final_text_has_no_blank_no_watermark_and_its_data_with_it(
    desk: Desk, table: Bargaining
) -> None:
    settle(desk, table, rate_table("0.8600", "1.0700"))
    fill_everything_in(desk, table.case)
    final = finish_contract(desk, table.case).value
    assert final.is_final
    content = draft_pdf(desk, final.id)
    assert "＿＿＿" not in text_of(content)
    reader = PdfReader(io.BytesIO(content))
    assert list(reader.attachments) == ["contract.json"]
    data = json.loads(reader.attachments["contract.json"][0])
    assert data["fingerprint"] == final.fingerprint
    assert finish_contract(desk, table.case).changed == frozenset()
    draft = draft_contract(desk, table.case).value
    assert (draft.is_final, draft.version) == (False, final.version + 1)


def test_an_unknown_look_is_refused(desk: Desk, table: Bargaining) -> None:
    settle(desk, table, rate_table("0.8600", "1.0700"))
    with pytest.raises(InputError, match="no look “pink”; nothing was drafted"):
        draft_contract(desk, table.case, look="pink")


def test_a_case_in_the_trash_is_not_drafted(desk: Desk, table: Bargaining) -> None:
    settle(desk, table, rate_table("0.8600", "1.0700"))
    trash_case(desk, table.case)
    with pytest.raises(RuleError, match="in the trash"):
        draft_contract(desk, table.case)


def test_the_saved_file_is_the_stored_one_and_nothing_else_is_left(
    desk: Desk, table: Bargaining, tmp_path: Path
) -> None:
    settle(desk, table, rate_table("0.8600", "1.0700"))
    draft = draft_contract(desk, table.case).value
    target = tmp_path / "out" / "草案.pdf"
    target.parent.mkdir()
    target.write_bytes(b"an earlier file")
    save_pdf(desk, draft.id, target)
    assert target.read_bytes() == draft_pdf(desk, draft.id)
    assert [path.name for path in target.parent.iterdir()] == ["草案.pdf"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing/草案.pdf", "there is no such folder"),
        ("folder", "a folder has that name"),
        ("长" * 300 + ".pdf", "the name is too long"),
    ],
)
def test_a_file_that_cannot_be_saved_gets_a_sentence(
    desk: Desk, table: Bargaining, tmp_path: Path, name: str, reason: str
) -> None:
    settle(desk, table, rate_table("0.8600", "1.0700"))
    draft = draft_contract(desk, table.case).value
    out = tmp_path / "out"
    (out / "folder").mkdir(parents=True)
    with pytest.raises(StorageError, match=reason):
        save_pdf(desk, draft.id, out / name)
    assert [path.name for path in out.iterdir()] == ["folder"]


def test_a_lawful_draft_is_told_only_which_minimum_wage_it_was_held_against(
    desk: Desk, table: Bargaining
) -> None:
    settle(desk, table, rate_table("0.8600", "1.0700"))
    legal = [one for one in check_draft(desk, table.case) if one.rule in {"R21", "R22"}]
    quota, found = legal
    assert against(desk, table) == []
    assert (quota.rule, quota.level) == ("R21", Level.WARNING)  # the records have no hours
    assert (found.rule, found.level) == ("R22", Level.INFO)
    assert "2024-01-01" in found.text
    assert found.basis == "甬政发〔2024〕27号 [V2]"


def test_pay_under_the_minimum_a_missing_quota_and_an_odd_term_are_found(
    desk: Desk, table: Bargaining
) -> None:
    settle(desk, table, rate_table("0.1000", "0.1000", quota=None))
    details = CaseDetails(
        "快递", CaseKind.INDUSTRY, "ningbo", "", date(2027, 1, 1), date(2030, 6, 30)
    )
    edit_case(desk, table.case, details)
    found = {one.rule: one for one in against(desk, table)}
    assert sorted(found) == ["R19", "R20", "R22"]
    assert found["R19"].level is Level.WARNING
    assert found["R20"].level is found["R22"].level is Level.ERROR
    assert "3 workers would earn no more than the monthly minimum of 2260.00" in found["R22"].text
    assert found["R22"].basis == "《浙江省集体合同条例》第五条 [V1]; 甬政发〔2024〕27号 [V2]"


def test_the_lowest_pay_named_is_the_one_that_was_counted(desk: Desk, table: Bargaining) -> None:
    settle(desk, table, rate_table("0.5000", "0.5000"))
    (found,) = against(desk, table)
    # 2,100, 2,200 and 2,300 units of each of two operations: two workers stay under 2,260 yuan.
    assert "2 workers would earn no more" in found.text
    assert "the lowest month pays 2100.00 yuan" in found.text


def test_unlawful_terms_are_listed_and_do_not_keep_anyone_from_drafting(
    desk: Desk, table: Bargaining
) -> None:
    lawful = rate_table("0.8600", "1.0700")
    first, second = lawful.rates
    partly = (first, replace(second, quota_per_shift=None))
    settle(desk, table, replace(lawful, rates=partly, overtime_percents=(150, 150, 300)))
    found = against(desk, table)
    assert [(one.rule, one.level) for one in found] == [
        ("R20", Level.ERROR),
        ("R23", Level.ERROR),
    ]
    assert "no quota for: 同城·无电梯" in found[0].text
    assert "150 % of the rate for overtime on rest days, less than 200 %" in found[1].text
    assert draft_contract(desk, table.case).value.version == 1


def test_an_allowance_beside_the_rates_does_not_make_the_wage_contract_run_longer(
    desk: Desk, table: Bargaining
) -> None:
    settle(desk, table, rate_table("0.8600", "1.0700"))
    heat = [(table.heat, number("360"))]
    (offer_id,) = table_offer(desk, table.session, Side.EMPLOYEE, heat, binding=True).value
    accept_offer(desk, offer_id, Side.EMPLOYER, table.session)
    until = date(2028, 12, 31)
    details = CaseDetails("快递", CaseKind.INDUSTRY, "ningbo", "", date(2027, 1, 1), until)
    edit_case(desk, table.case, details)
    (found,) = against(desk, table)
    assert (found.rule, found.level) == ("R19", Level.WARNING)
    assert "generally runs 1 year(s)" in found.text


def test_pay_between_two_areas_minimums_is_a_warning(desk: Desk, table: Bargaining) -> None:
    # The first worker makes 2,100 of each: 4,200 × 0.55 = 2,310 yuan.
    settle(desk, table, rate_table("0.5500", "0.5500"))
    found = against(desk, table)
    assert [(one.rule, one.level) for one in found] == [("R22", Level.WARNING)]
    assert found[0].place == "issue:1"
    assert "2490.00" in found[0].text


def test_pay_equal_to_the_minimum_is_not_above_it(desk: Desk, table: Bargaining) -> None:
    guaranteed = replace(rate_table("0.0100", "0.0100"), monthly_guarantee=Decimal("2260.00"))
    settle(desk, table, guaranteed)
    found = [one for one in check_draft(desk, table.case) if one.level is Level.ERROR]
    assert [one.rule for one in found] == ["R22"]


def test_numbers_and_texts_alone_make_a_contract_too(desk: Desk, table: Bargaining) -> None:
    offers = [(table.heat, number("360"))]
    (offer_id,) = table_offer(desk, table.session, Side.EMPLOYEE, offers, binding=True).value
    accept_offer(desk, offer_id, Side.EMPLOYER, table.session)
    draft = draft_contract(desk, table.case).value
    assert "360" in text_of(draft_pdf(desk, draft.id))


def test_a_contract_whose_figure_is_not_the_agreed_one_is_not_made(
    desk: Desk, table: Bargaining, monkeypatch: pytest.MonkeyPatch
) -> None:
    def compose_with_a_slip(snapshot: Snapshot) -> Document:
        issues = tuple(
            replace(one, terms=rate_table("0.8601", "1.0700"))
            if isinstance(one.terms, RateTable)
            else one
            for one in snapshot.issues
        )
        return compose(replace(snapshot, issues=issues))

    settle(desk, table, rate_table("0.8600", "1.0700"))
    monkeypatch.setattr(contracts, "compose", compose_with_a_slip)

    with pytest.raises(RuleError, match="would not be printed as agreed"):
        draft_contract(desk, table.case)
    assert list_drafts(desk, table.case) == ()


def test_what_is_changed_between_the_checks_and_the_final_text_does_not_become_final(
    desk: Desk, table: Bargaining, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(desk, table, rate_table("0.8600", "1.0700"))
    fill_everything_in(desk, table.case)
    check = contracts.check_case

    def check_and_be_overtaken(desk: Desk, case_id: str, snapshot: Snapshot) -> tuple[Finding, ...]:
        found = check(desk, case_id, snapshot)
        save_party(desk, case_id, Side.EMPLOYEE, PartyDetails("改名后的工会"))
        return found

    monkeypatch.setattr(contracts, "check_case", check_and_be_overtaken)
    with pytest.raises(RuleError, match="changed while"):
        finish_contract(desk, table.case)
    assert list_drafts(desk, table.case) == ()


def test_a_wording_without_the_agreed_figure_is_refused_with_what_to_do(
    desk: Desk, table: Bargaining
) -> None:
    heat = [(table.heat, number("360"))]
    (offer_id,) = table_offer(desk, table.session, Side.EMPLOYEE, heat, binding=True).value
    accept_offer(desk, offer_id, Side.EMPLOYER, table.session)
    clauses = get_contract(desk, table.case).clauses
    place = next(one.place for one in clauses if one.text.issue is not None)
    reword_clause(desk, table.case, place, ClauseEdit("津贴", "", "另行约定。", ""))
    with pytest.raises(RuleError, match="would not be printed as agreed") as refused:
        draft_contract(desk, table.case)
    assert "Put the field" in str(refused.value.hint)


def test_a_mark_around_no_field_can_be_seen_in_a_draft(desk: Desk, table: Bargaining) -> None:
    edit = ClauseEdit("范围", "", "适用于⟦高温⟧作业，⟦?scope⟧和⟦。", "")
    reword_clause(desk, table.case, "scope", edit)
    draft = draft_contract(desk, table.case).value
    assert "适用于〚高温〛作业，〚?scope〛和〚。" in text_of(draft_pdf(desk, draft.id))
    found = [one for one in check_draft(desk, table.case) if one.rule == "TEXT"]
    assert [one.level for one in found] == [Level.ERROR] * 3
