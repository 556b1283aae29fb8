"""Two languages, one contract: level clause by clause, with the same figures and numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from negotiator_desk.bargaining.parties import CaseKind
from negotiator_desk.drafting.annexes_english import ENGLISH
from negotiator_desk.drafting.assemble import Choices, assemble
from negotiator_desk.drafting.bilingual import compose_bilingual
from negotiator_desk.drafting.blocks import (
    Annex,
    Article,
    Blank,
    Block,
    Caption,
    Chapter,
    CrossReference,
    Document,
    Entry,
    Figure,
    Form,
    Grid,
    Item,
    Pair,
    Reference,
    Remark,
    Signatures,
    Title,
    inlines,
    plain,
)
from negotiator_desk.drafting.clauses import Parameter, ParameterKind
from negotiator_desk.drafting.compose import compose
from negotiator_desk.drafting.fields import ISSUE_FIELDS, TEXT_FIELDS, figure_fields, text_fields
from negotiator_desk.drafting.fields_english import (
    english_date,
    english_figure_fields,
    english_issue_fields,
    english_term,
    english_text_fields,
    english_unit,
    english_value,
)
from negotiator_desk.drafting.reconcile import reconcile
from negotiator_desk.drafting.snapshot import ContractKind, Snapshot
from negotiator_desk.drafting.values import Figures
from negotiator_desk.drafting.wording import ContractLanguage, MainContract, TextClause, Tongue
from negotiator_desk.pay.terms import NumberTerm, Subject, Terms, TextTerm
from tests.drafting.samples import SAMPLES, D, allowances, couriers, fee_schedule, issue
from tests.drafting.wordings import clause, text_of
from tests.pay import strategies

CHINESE = re.compile("[\u3400-\u9fff]")


def bilingual(snapshot: Snapshot, governing: Tongue = Tongue.CHINESE) -> Snapshot:
    choices = Choices(language=ContractLanguage.BILINGUAL, governing=governing)
    return replace(snapshot, text=assemble(snapshot, choices))


def composed(*clauses: TextClause, snapshot: Snapshot | None = None) -> Document:
    return compose_bilingual(replace(snapshot or couriers(), text=text_of(*clauses)))


def side(document: Document, place: int) -> Iterator[Block]:
    for block in document.blocks:
        if isinstance(block, Pair):
            yield from (block.left, block.right)[place]


def of_kind(blocks: Iterator[Block], kind: type) -> list[Block]:
    return [block for block in blocks if isinstance(block, kind)]


@pytest.mark.parametrize("make", SAMPLES.values(), ids=SAMPLES)
def test_the_left_column_is_the_chinese_contract(make: Callable[[], Snapshot]) -> None:
    snapshot = bilingual(make())

    def body(blocks: Iterator[Block]) -> list[Block]:
        return [b for b in blocks if isinstance(b, Chapter | Article | Item)]

    assert body(side(compose_bilingual(snapshot), 0)) == body(iter(compose(snapshot).blocks))


@pytest.mark.parametrize("make", SAMPLES.values(), ids=SAMPLES)
@pytest.mark.parametrize("kind", ContractKind)
def test_both_columns_are_numbered_alike_and_every_figure_is_as_agreed(
    make: Callable[[], Snapshot], kind: ContractKind
) -> None:
    snapshot = bilingual(replace(make(), contract_kind=kind))
    document = compose_bilingual(snapshot)
    assert reconcile(document, snapshot) == ()
    chinese, english = (of_kind(side(document, place), Article) for place in (0, 1))
    assert [one.number for one in english] == [f"Article {n + 1}" for n in range(len(english))]
    assert [one.clause for one in english] == [one.clause for one in chinese]
    numbers = {one.clause: one.number for one in english}
    references = [p for p in inlines(side(document, 1)) if isinstance(p, CrossReference)]
    assert all(part.text == numbers[part.target] for part in references)
    chapters = of_kind(side(document, 1), Chapter)
    assert [one.number for one in chapters] == [f"Chapter {n + 1}" for n in range(len(chapters))]


def test_every_paragraph_of_the_library_has_its_english_beside_it() -> None:
    snapshot = bilingual(couriers())
    document = compose_bilingual(snapshot)
    uneven = [
        block
        for block in document.blocks
        if isinstance(block, Pair)
        and [type(one) for one in block.left] != [type(one) for one in block.right]
    ]
    assert uneven == []
    missing = [p.clause for p in inlines(document.blocks) if is_missing_english(p)]
    assert missing == []


def is_missing_english(part: object) -> bool:
    return isinstance(part, Blank) and part.name == "English text"


@pytest.mark.parametrize("governing", Tongue)
def test_the_governing_language_is_named_under_the_title(governing: Tongue) -> None:
    document = compose_bilingual(bilingual(couriers(), governing))
    lines = [block.text for block in document.blocks if isinstance(block, Reference)]
    name = {
        Tongue.CHINESE: ("以中文文本为准", "Chinese"),
        Tongue.ENGLISH: ("以英文文本为准", "English"),
    }
    assert name[governing][0] in lines[1]
    assert lines[2] == f"Where the two texts differ, the {name[governing][1]} text prevails."
    assert len([b for b in document.blocks if isinstance(b, Title)]) == 2


def test_paragraphs_that_match_stand_beside_each_other_and_others_clause_by_clause() -> None:
    even = clause("a", "甲：\n- 一；\n- 二。\n完。", english="A:\n- one;\n- two.\nEnd.")
    uneven = clause("b", "乙：\n- 一。", english="B.")
    pairs = [
        ([type(one) for one in block.left], [plain(one.content) for one in block.right])
        for block in composed(even, uneven).blocks
        if isinstance(block, Pair) and block.right and isinstance(block.right[0], Article | Item)
    ]
    assert [right for _left, right in pairs] == [["A:"], ["one;"], ["two."], ["B."]]
    assert pairs[-1][0] == [Article, Item]
    items = of_kind(side(composed(even), 1), Item)
    assert [one.number for one in items] == ["(1)", "(2)"]


def test_a_clause_without_english_shows_a_blank_and_none_of_its_chinese() -> None:
    document = composed(clause("a", "甲。"))
    (article,) = of_kind(side(document, 1), Article)
    assert article.content == (Blank("a", "English text", "____________"),)


def test_agreed_words_stand_in_both_columns_with_a_note_that_they_are_chinese() -> None:
    snapshot = replace(couriers(), issues=(issue(1, "休息", TextTerm("每周休息一天。")),))
    document = composed(clause("agreed", "约定：", english="Agreed:", number=1), snapshot=snapshot)
    paragraphs = [plain(one.content) for one in side(document, 1) if hasattr(one, "content")]
    assert "每周休息一天。\n(as agreed in Chinese)" in paragraphs
    words = [part for part in inlines(document.blocks) if isinstance(part, Figure)]
    assert [(one.key, one.text) for one in words] == [("text", "每周休息一天。")] * 2
    english = replace(couriers(), issues=(issue(1, "Rest", TextTerm("One day a week.")),))
    document = composed(clause("agreed", "约定：", english="Agreed:", number=1), snapshot=english)
    assert [plain(b.content) for b in side(document, 1) if hasattr(b, "content")][-1] == (
        "One day a week."
    )


@pytest.mark.parametrize(
    ("changed", "place"), [(Tongue.CHINESE, 1), (Tongue.ENGLISH, 0)], ids=["chinese", "english"]
)
def test_a_change_in_one_language_is_flagged_in_the_other_until_the_text_is_final(
    changed: Tongue, place: int
) -> None:
    own = replace(clause("a", "甲。", english="A."), changed_side=changed)
    document = composed(own)
    assert len(of_kind(side(document, place), Remark)) == 1
    assert of_kind(side(document, 1 - place), Remark) == []
    final = composed(own, snapshot=replace(couriers(), is_final=True))
    assert of_kind(side(final, place), Remark) == []


def test_parameters_print_in_each_language_under_the_same_name() -> None:
    kinds = {
        "金额": (ParameterKind.AMOUNT, "3500", "3,500.00", "3,500.00"),
        "比例": (ParameterKind.PERCENT, "12.5", "12.5%", "12.5%"),
        "天数": (ParameterKind.NUMBER, "5", "5", "5"),
        "日期": (ParameterKind.DATE, "2026-05-01", "2026年5月1日", "1 May 2026"),
        "部门": (ParameterKind.PERSON, "人力资源部", "人力资源部", "人力资源部"),
    }
    parameters = tuple(Parameter(name, name, kind) for name, (kind, *_rest) in kinds.items())
    wording = "".join(f"⟦{name}⟧" for name in kinds)
    own = replace(
        clause("a", f"{wording}（⟦金额:大写⟧）", english=wording),
        parameters=parameters,
        values=tuple(sorted((name, value) for name, (_kind, value, *_rest) in kinds.items())),
    )
    document = composed(own)
    for place in (0, 1):
        (article,) = of_kind(side(document, place), Article)
        entries = [part for part in article.content if isinstance(part, Entry)]
        assert [one.name for one in entries][:5] == list(kinds)
        printed = [one.text for one in entries][:5]
        assert printed == [texts[place] for _kind, _value, *texts in kinds.values()]
    assert len([p for p in inlines(side(document, 1)) if isinstance(p, Entry)]) == 5
    blank = composed(replace(own, values=()))
    names = [p.name for p in inlines(side(blank, 1)) if isinstance(p, Blank)]
    assert [name for name in names if name in kinds] == list(kinds)


def test_capital_numerals_stand_in_the_chinese_text_alone() -> None:
    document = compose_bilingual(bilingual(couriers()))
    capitals = [p for p in inlines(side(document, 1)) if is_capital(p)]
    assert capitals == []
    assert [p for p in inlines(side(document, 0)) if is_capital(p)]
    amounts = [p for p in inlines(side(document, 1)) if isinstance(p, Figure)]
    assert "3,500.00" in [p.text for p in amounts]


def is_capital(part: object) -> bool:
    return isinstance(part, Figure | Entry) and part.form is Form.CAPITAL


@pytest.mark.parametrize("case", CaseKind)
@pytest.mark.parametrize("place", ["ningbo", "national"])
def test_every_field_has_an_english_value(case: CaseKind, place: str) -> None:
    snapshot = replace(couriers(), kind=case, jurisdiction=place, title="快递行业协商")
    chinese = text_fields(snapshot, "附件2")
    english = english_text_fields(snapshot, "Annex 2")
    assert set(english) == set(chinese) == TEXT_FIELDS
    typed = {"企业方", "职工方", "主合同", "主合同签订日期"}
    for name in TEXT_FIELDS - typed:
        assert not CHINESE.search(plain(english[name])), name
    for subject in Subject:
        assert english_figure_fields(subject) == figure_fields(subject)


def test_fields_of_issues_have_english_values_for_every_subject() -> None:
    terms = [one.terms for make in SAMPLES.values() for one in make().issues]
    found: set[str] = set()
    for term in terms:
        one = issue(1, "Issue", term)
        fields = english_issue_fields(one, "Annex 1", Figures(one))
        found |= set(fields)
        assert not CHINESE.search("".join(plain(content) for content in fields.values()))
    assert found >= ISSUE_FIELDS


@pytest.mark.parametrize(
    ("unit", "printed"),
    [
        ("元/月", "yuan per month"),
        ("天/年", "days per year"),
        ("%", "%"),
        ("元", "yuan"),
        ("盒/人/月", "盒 per person per month"),
        ("", ""),
    ],
)
def test_units_are_put_into_english_part_by_part(unit: str, printed: str) -> None:
    assert english_unit(unit) == printed


@pytest.mark.parametrize(
    ("first", "last", "printed"),
    [
        (date(2026, 5, 1), date(2027, 4, 30), "one year"),
        (date(2026, 5, 1), date(2029, 4, 30), "three years"),
        (date(2026, 5, 1), date(2026, 5, 1), "one day"),
        (date(2026, 5, 1), date(2026, 11, 30), "214 days"),
        (date(2024, 2, 29), date(2026, 2, 28), "731 days"),
    ],
)
def test_a_term_is_said_in_years_where_it_is_whole_years(
    first: date, last: date, printed: str
) -> None:
    assert english_term(first, last) == printed


def test_days_are_written_with_the_month_in_words() -> None:
    assert english_date(date(2026, 12, 31)) == "31 December 2026"
    parameter = Parameter("日期", "day", ParameterKind.DATE)
    assert english_value(parameter, "2027-01-02") == "2 January 2027"


@settings(max_examples=60, deadline=None)
@given(strategies.rate_tables() | strategies.schedules(with_fees=True) | strategies.grids())
def test_any_terms_print_in_both_languages_with_every_figure_as_agreed(agreed: Terms) -> None:
    snapshot = bilingual(replace(couriers(), issues=(issue(1, "议题", agreed),)))
    document = compose_bilingual(snapshot)
    assert reconcile(document, snapshot) == ()


@pytest.mark.parametrize(
    "terms",
    [allowances(), fee_schedule(), *(m().issues[0].terms for m in SAMPLES.values())],
    ids=lambda terms: type(terms).__name__,
)
def test_heads_and_labels_of_annexes_are_in_both_languages(terms: Terms) -> None:
    snapshot = bilingual(replace(couriers(), issues=(issue(1, "议题", terms),)))
    document = compose_bilingual(snapshot)
    heads = [c.head for b in document.blocks if isinstance(b, Grid) for c in b.columns]
    captions = [block.text for block in document.blocks if isinstance(block, Caption)]
    named = {*getattr(terms, "grades", ())}
    evaluation = getattr(terms, "evaluation", None)
    named |= {factor.name for factor in evaluation.factors} if evaluation else set()
    for text in (*heads, *captions):
        assert text in named or re.search("[A-Za-z]{2}", text), text
    annexes = of_kind(side(document, 1), Annex)
    assert [one.number for one in annexes] == ["Annex 1", "Annex 2"]


def test_the_english_labels_of_annexes_have_no_chinese_in_them() -> None:
    assert all(english.strip() for english in ENGLISH.values())
    assert not any(CHINESE.search(english) for english in ENGLISH.values())


def test_signatures_stand_once_with_labels_in_both_languages() -> None:
    document = compose_bilingual(bilingual(couriers()))
    (block,) = [one for one in document.blocks if isinstance(one, Signatures)]
    for one in (block.left, block.right):
        for text in (one.name, *one.lines):
            assert CHINESE.search(text), text
            assert re.search("[A-Za-z]{2}", text), text


def test_a_number_is_agreed_with_its_unit_in_english() -> None:
    snapshot = replace(couriers(), issues=(issue(1, "Heat", NumberTerm(D("300.0000"), "元/月")),))
    own = clause("n", "⟦约定数值⟧⟦单位⟧。", english="⟦约定数值⟧ ⟦单位⟧.", number=1)
    document = composed(own, snapshot=snapshot)
    (article,) = of_kind(side(document, 1), Article)
    assert plain(article.content) == "300 yuan per month."


def test_the_main_contract_is_named_in_a_line_of_each_language() -> None:
    main = MainContract("集体合同", date(2026, 5, 20))
    text = replace(text_of(clause("a", "甲。", english="A.")), main_contract=main)
    lines = [
        block.text
        for block in compose_bilingual(replace(couriers(), text=text)).blocks
        if isinstance(block, Reference)
    ]
    assert lines[1:3] == [
        "主合同：《集体合同》（2026年5月20日签订）",
        "Main contract: 《集体合同》, signed on 20 May 2026",
    ]
