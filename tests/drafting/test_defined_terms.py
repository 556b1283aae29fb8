"""Terms are checked where they are written as terms; quotation marks alone make none."""

from __future__ import annotations

import pytest

from negotiator_desk.drafting.defined_terms import TermFault, TermText, check_terms_used


def found(*texts: str, names: tuple[str, ...] = (), english: bool = False) -> set[tuple[str, str]]:
    listed = [TermText(f"c{number}", f"c{number}", text) for number, text in enumerate(texts)]
    return {(one.fault.value, one.term) for one in check_terms_used(listed, names, english=english)}


@pytest.mark.parametrize(
    "definition",
    [
        "甬东快递行业协会（以下简称“企业方”）",
        "甬东快递行业协会（以下简称企业方）",
        "各成员单位（以下统称“企业方”）",
        "本合同所称“企业方”，是指协会的成员单位。",
        "“企业方”是指协会的成员单位。",
        "本条所称企业方是指协会的成员单位。",
        "本合同所称企业方与成员单位含义相同，是指协会的成员单位。",
        "- 企业方，是指协会的成员单位；",
    ],
)
def test_a_term_is_known_by_its_definition(definition: str) -> None:
    assert found(definition, "企业方应当按月支付工资。") == set()
    assert found(definition, "用人单位应当按月支付工资。") == {("unused", "企业方")}
    assert ("twice", "企业方") in found(definition, "企业方应当", "协会（以下简称“企业方”）")


def test_a_term_defined_twice_in_one_clause_is_found() -> None:
    text = "协会（以下简称“企业方”）和工会（以下简称“企业方”）"
    assert found(text, "企业方应当") == {("twice", "企业方")}


def test_a_clause_repeated_for_two_issues_defines_its_term_once() -> None:
    texts = [
        TermText(f"rates#{number}", "rates", "单价表（以下简称“单价”）所列单价")
        for number in (1, 2)
    ]
    assert list(check_terms_used(texts, ())) == []


def test_a_quoted_word_that_is_used_like_a_term_is_missed() -> None:
    assert found("该“津贴表”由双方确认。") == {("undefined", "津贴表")}
    assert found("按照“津贴表”执行。", "“津贴表”另行公布。") == {("undefined", "津贴表")}


def test_emphasis_titles_and_fields_are_no_terms() -> None:
    assert found("不得以“自愿加班”为由", "就“⟦议题⟧”，双方约定", "“⟦议题⟧”另行约定") == set()
    assert found("按照“津贴表”执行。", "“津贴表”另行公布。", names=("津贴表",)) == set()


@pytest.mark.parametrize(
    "definition",
    [
        'Acme Ltd (hereinafter the "Company")',
        "Acme Ltd (the “Company”)",
        'Acme Ltd ("Company")',
        '"Company" means Acme Ltd.',
    ],
)
def test_english_terms_are_known_by_their_definition(definition: str) -> None:
    assert found(definition, "The Company pays.", english=True) == set()
    assert found(definition, "The firm pays.", english=True) == {("unused", "Company")}


def test_an_english_term_quoted_in_two_clauses_is_missed() -> None:
    texts = ("the “Annual Bonus” is paid", "an “Annual Bonus” counts", "“voluntary” overtime")
    assert found(*texts, english=True) == {("undefined", "Annual Bonus")}


def test_a_finding_says_where_both_definitions_stand() -> None:
    texts = [TermText("a", "a", "（以下简称“甲”）甲"), TermText("b", "b", "（以下简称“甲”）")]
    (one,) = check_terms_used(texts, ())
    assert (one.fault, one.place, one.elsewhere) == (TermFault.TWICE, "b", "a")
