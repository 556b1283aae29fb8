"""What is wrong with a contract's text is found, and an ordinary contract raises no alarm."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator_desk.drafting.assemble import (
    Choices,
    ClauseChoice,
    OwnClause,
    Rewording,
    assemble,
)
from negotiator_desk.drafting.clauses import Parameter, ParameterKind
from negotiator_desk.drafting.composition import Composition
from negotiator_desk.drafting.numbering import article_number
from negotiator_desk.drafting.snapshot import Snapshot
from negotiator_desk.drafting.text_checks import check_wording
from negotiator_desk.drafting.text_faults import TextFault, TextFaultKind
from negotiator_desk.drafting.wording import (
    ContractLanguage,
    MainContract,
    Provenance,
    TextChapter,
    TextClause,
    Tongue,
)
from negotiator_desk.pay.terms import TextTerm
from tests.drafting.samples import SAMPLES, couriers, delivery, issue

Kind = TextFaultKind


def assembled(snapshot: Snapshot, choices: Choices | None = None) -> Snapshot:
    return replace(snapshot, text=assemble(snapshot, choices or Choices()))


def own(text: str, english: str = "", parameters: tuple[Parameter, ...] = ()) -> Snapshot:
    """Return a contract with one clause of a user's own, behind two of the library's."""
    clause = OwnClause("1", "自拟条款", "Own clause", text, english, parameters)
    choices = Choices(
        clauses={"own:1": ClauseChoice(is_included=True, chapter="closing")},
        own={"1": clause},
    )
    return assembled(couriers(), choices)


def reworded(place: str, text: str, english: str = "") -> Snapshot:
    choice = ClauseChoice(rewording=Rewording("改写条款", "Reworded", text, english))
    return assembled(couriers(), Choices(clauses={place: choice}))


def bilingual(*clauses: TextClause) -> Snapshot:
    """Return a contract in two languages that consists of these clauses."""
    snapshot = assembled(couriers())
    assert snapshot.text is not None
    text = replace(
        snapshot.text,
        title_english="Contract",
        preamble="双方订立本合同。",
        preamble_english="The parties agree.",
        chapters=(TextChapter("one", "总则", "General"),),
        clauses=clauses,
        language=ContractLanguage.BILINGUAL,
    )
    return replace(snapshot, text=text, issues=())


def clause(text: str, english: str, key: str = "own:1", side: Tongue | None = None) -> TextClause:
    return TextClause(
        key, "one", "条款", "Clause", text, english, Provenance.OWN, 1, changed_side=side
    )


def faults(snapshot: Snapshot, *but: Kind) -> list[tuple[Kind, str, str, str]]:
    """Return what is found, blanks in parameters of the library left out."""
    return [
        (one.kind, one.clause, one.name, one.other)
        for one in check_wording(Composition(snapshot))
        if one.kind not in {Kind.BLANK, *but}
    ]


def differ(chinese: str, english: str) -> list[tuple[Kind, str, str]]:
    return [(Kind.FIGURES_DIFFER, chinese, "zh"), (Kind.FIGURES_DIFFER, english, "en")]


def blanks(snapshot: Snapshot) -> set[tuple[str, str]]:
    found = check_wording(Composition(snapshot))
    return {(one.name, one.where) for one in found if one.kind is Kind.BLANK}


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_but_blanks_is_found_in_the_samples(name: str) -> None:
    assert faults(assembled(SAMPLES[name]())) == []


def test_every_blank_is_listed_once_with_where_it_is_entered() -> None:
    complete = assembled(couriers())
    bare = replace(
        complete,
        employer=replace(complete.employer, name="", head=""),
        employee=replace(complete.employee, credit_code="", chief=""),
        contract_from=None,
        contract_until=None,
    )
    assert blanks(bare) - blanks(complete) == {
        ("企业方", "party:employer"),
        ("法定代表人或者主要负责人", "party:employer"),
        ("统一社会信用代码", "party:employee"),
        ("首席代表", "party:employee"),
        ("起始日期", "case"),
        ("终止日期", "case"),
    }
    found = [one for one in check_wording(Composition(bare)) if one.kind is Kind.BLANK]
    assert len(found) == len({(one.name, one.where) for one in found})


def test_an_open_parameter_is_a_blank_until_it_is_filled_in() -> None:
    bonus = Parameter("年终奖", "bonus", ParameterKind.AMOUNT)
    text = "年终奖为⟦年终奖⟧元（大写：人民币⟦年终奖:大写⟧）。"
    assert ("年终奖", "parameter:own:1:年终奖") in blanks(own(text, parameters=(bonus,)))
    choice = ClauseChoice(is_included=True, chapter="closing", values={"年终奖": "3000"})
    clause = OwnClause("1", "奖金", "", text, "", parameters=(bonus,))
    filled = assembled(couriers(), Choices(clauses={"own:1": choice}, own={"1": clause}))
    assert "年终奖" not in {name for name, _where in blanks(filled)}


def test_a_main_contract_without_its_day_is_a_blank_of_the_settings() -> None:
    text = "本合同是双方于⟦主合同签订日期⟧签订的《⟦主合同⟧》的专项集体合同。"
    snapshot = own(text)
    assert snapshot.text is not None
    main = MainContract("集体合同", None)
    named = replace(snapshot, text=replace(snapshot.text, main_contract=main))
    assert ("主合同签订日期", "settings") in blanks(named)
    assert ("主合同", "settings") not in blanks(named)
    dated = MainContract("集体合同", date(2025, 1, 1))
    complete = replace(snapshot, text=replace(snapshot.text, main_contract=dated))
    assert "settings" not in {where for _name, where in blanks(complete)}


def test_a_reference_to_a_clause_that_is_not_there_is_found() -> None:
    found = faults(own("按照⟦@no_such_clause⟧执行，见⟦@scope⟧。"))
    assert found == [(Kind.DEAD_REFERENCE, "own:1", "no_such_clause", "")]


def test_marks_around_no_field_are_found_in_both_languages() -> None:
    found = faults(own("补贴⟦金额⟧元，见⟦?scope⟧本条。单独的⟧", "⟦amount⟧ yuan"))
    assert found == [
        (Kind.LEFTOVER_MARK, "own:1", "⟦金额⟧", ""),
        (Kind.LEFTOVER_MARK, "own:1", "⟦?scope⟧", ""),
        (Kind.LEFTOVER_MARK, "own:1", "⟧", ""),
        (Kind.LEFTOVER_MARK, "own:1", "⟦amount⟧", ""),
    ]


def test_what_is_filled_in_is_no_mark_and_no_reference() -> None:
    snapshot = assembled(couriers())
    odd = replace(snapshot, employer=replace(snapshot.employer, name="⟦@scope⟧第九百条公司"))
    assert faults(odd) == []


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("按照第九十九条执行。", Kind.NO_SUCH_ARTICLE, "第九十九条"),
        ("按照本合同第0条执行。", Kind.NO_SUCH_ARTICLE, "第0条"),
        ("按照《劳动法》第四十四条和本合同第二百条执行。", Kind.NO_SUCH_ARTICLE, "第二百条"),
        ("按照第三条执行。", Kind.TYPED_ARTICLE, "第三条"),
        ("见附件9。", Kind.NO_SUCH_ANNEX, "附件9"),
        ("见附件十二。", Kind.NO_SUCH_ANNEX, "附件十二"),
    ],
)
def test_typed_references_are_followed(text: str, kind: Kind, name: str) -> None:
    assert faults(own(text)) == [(kind, "own:1", name, "")]


@pytest.mark.parametrize(
    "text",
    [
        "按照《中华人民共和国劳动法》第四十四条、第九十九条执行。",
        "按照劳动合同法第九十七条第三款和第九十八条执行。",
        "按照《工资支付暂行规定》（劳部发〔1994〕489号）第九十三条执行。",
        "依照浙江省集体合同条例的第八十八条办理。",
        "按照主合同第九十条执行。",
        "见附件1，《通知》附件9除外。",
    ],
)
def test_references_to_other_texts_are_not_ours(text: str) -> None:
    assert faults(own(text)) == []


def test_a_number_beside_another_clauses_title_is_a_wrong_reference() -> None:
    snapshot = own("按照第一条（自拟条款）执行。")
    assert snapshot.text is not None
    number = [one.key for one in snapshot.text.clauses].index("own:1") + 1
    ((kind, _place, name, other),) = faults(snapshot)
    assert (kind, name, other) == (Kind.WRONG_ARTICLE, "第一条", article_number(number))


def test_terms_agreed_in_words_are_read_too() -> None:
    snapshot = couriers()
    words = issue(3, "恶劣天气", TextTerm("按照第九十九条办理。"))
    changed = assembled(replace(snapshot, issues=(*snapshot.issues[:2], words)))
    assert faults(changed) == [(Kind.NO_SUCH_ARTICLE, "agreed_text#3", "第九十九条", "")]


def test_an_annex_number_typed_over_its_field_must_be_its_own() -> None:
    wording = "各作业项目的计件单价见附件2。"
    assert faults(reworded("piece_prices#1", wording)) == [
        (Kind.WRONG_ANNEX, "piece_prices#1", "附件2", "附件1")
    ]
    assert faults(reworded("piece_prices#1", "各作业项目的计件单价见附件1。")) == []


def test_two_clauses_that_say_the_same_are_found() -> None:
    snapshot = assembled(couriers())
    assert snapshot.text is not None
    scope = next(one for one in snapshot.text.clauses if one.key == "scope")
    twin = f"{scope.text[:-1]} ；"
    assert (Kind.DUPLICATE, "own:1", "", "scope") in faults(own(twin))
    assert faults(own("另行约定。")) == []


def test_clauses_repeated_for_two_issues_are_no_duplicates() -> None:
    snapshot = couriers()
    rates = replace(snapshot.issues[0], position=4, offer_id="offer-4", title="夜间单价")
    assert faults(assembled(replace(snapshot, issues=(*snapshot.issues, rates)))) == []


def test_an_older_wording_and_one_that_left_the_library_are_told() -> None:
    snapshot = assembled(couriers())
    assert snapshot.text is not None
    clauses = [
        replace(one, version=0) if one.key == "scope" else one for one in snapshot.text.clauses
    ]
    clauses[1] = replace(clauses[1], key="gone_long_ago")
    old = replace(snapshot, text=replace(snapshot.text, clauses=tuple(clauses)))
    found = faults(old)
    assert (Kind.OLD_WORDING, "scope", "", "") in found
    assert (Kind.NOT_IN_LIBRARY, "gone_long_ago", "", "") in found


def test_one_side_changed_alone_is_flagged() -> None:
    changed = clause("十日内答复。", "Reply within ten days.", side=Tongue.CHINESE)
    assert faults(bilingual(changed)) == [(Kind.ONE_SIDE_CHANGED, "own:1", "zh", "")]


def test_a_clause_without_english_is_found_in_a_bilingual_contract_only() -> None:
    snapshot = bilingual(clause("十日内答复。", ""))
    assert faults(snapshot) == [(Kind.NO_ENGLISH, "own:1", "", "")]
    assert snapshot.text is not None
    chinese = replace(snapshot.text, language=ContractLanguage.CHINESE)
    assert faults(replace(snapshot, text=chinese)) == []


@pytest.mark.parametrize(
    ("chinese", "english", "found"),
    [
        ("如下：\n- 甲；\n- 乙。", "As follows:\n- one thing.", [(Kind.ITEMS_DIFFER, "2", "1")]),
        ("三十日内", "within 30 days", []),
        ("三十日内", "within thirty days", []),
        (
            "三十日内",
            "within 31 days",
            differ("三十", "31"),
        ),
        ("补贴3,500元", "CNY 3,500", []),
        (
            "补贴3,500元",
            "CNY 3,600",
            differ("3,500", "3,600"),
        ),
        ("百分之二十一点五", "21.5%", []),
        (
            "百分之二十一",
            "21.5 per cent",
            differ("百分之二十一", "21.5"),
        ),
        ("每半年一次，双方各执一份", "every six months; each party keeps one", []),
        ("2026年5月1日", "1 May 2026", []),
        ("每年12次", "monthly", [(Kind.FIGURES_DIFFER, "12", "zh")]),
    ],
)
def test_items_and_figures_of_the_two_languages_agree(
    chinese: str, english: str, found: list[tuple[Kind, str, str]]
) -> None:
    snapshot = bilingual(clause(chinese, english))
    assert faults(snapshot) == [(kind, "own:1", name, other) for kind, name, other in found]


def test_a_parameter_that_one_language_leaves_out_is_found() -> None:
    days = Parameter("天数", "days", ParameterKind.NUMBER)
    one = replace(clause("⟦天数⟧日内答复。", "Reply soon."), parameters=(days,))
    assert faults(bilingual(one)) == [(Kind.FIGURES_DIFFER, "own:1", "天数", "zh")]


@given(st.text(alphabet="第一二九十条附件1239⟦⟧@?/!a“”（）《》法，。\n- 以下简称", max_size=60))
def test_no_wording_is_too_odd_to_be_checked(text: str) -> None:
    one = clause(text or "一", text or "one")
    for fault in check_wording(Composition(bilingual(one))):
        assert isinstance(fault, TextFault)


def test_a_platform_contract_without_codes_has_blanks_at_its_parties() -> None:
    assert {("统一社会信用代码", "party:employee"), ("住所", "party:employer")} <= blanks(
        assembled(delivery())
    )
