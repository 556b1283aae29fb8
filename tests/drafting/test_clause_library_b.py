"""The wage and platform clauses: complete in both languages, with all that the law lists."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from negotiator_desk.bargaining.parties import CaseKind
from negotiator_desk.drafting.assemble import Choices, ClauseChoice, assemble, offered_clauses
from negotiator_desk.drafting.blocks import Blank, Prose, plain
from negotiator_desk.drafting.clauses import CLOSE, OPEN, Clause, Parameter, ParameterKind
from negotiator_desk.drafting.compose import document_of
from negotiator_desk.drafting.composition import Composition
from negotiator_desk.drafting.library import FIELD, find_clause, load_plan
from negotiator_desk.drafting.parameters import parse_value
from negotiator_desk.drafting.plain import plain_text
from negotiator_desk.drafting.reconcile import reconcile
from negotiator_desk.drafting.snapshot import ContractKind, Snapshot
from negotiator_desk.drafting.topics import TopicList, load_topics
from negotiator_desk.drafting.wording import ContractLanguage, ContractText, MainContract, Tongue
from negotiator_desk.paths import resource
from tests.drafting.samples import couriers, delivery, machinery

FILES = (
    "general",
    "other_terms",
    "performance",
    "piece_rates",
    "commission_shares",
    "skill_grade_wages",
    "wages",
    "platform",
    "platform_minutes",
)
WAGE_KINDS = (ContractKind.WAGES, ContractKind.PIECE_RATES, ContractKind.SKILL_GRADE_WAGES)
PLATFORM_KINDS = (ContractKind.PLATFORM, ContractKind.PLATFORM_MINUTES)
KINDS = (*WAGE_KINDS, ContractKind.COMMISSION_SHARES, *PLATFORM_KINDS)
JURISDICTIONS = ("ningbo", "hangzhou", "national")

_MAIN = MainContract("甬东样本企业集体合同", date(2025, 5, 1))
_VALUES = {
    ParameterKind.AMOUNT: "5123.40",
    ParameterKind.PERCENT: "85",
    ParameterKind.NUMBER: "9",
    ParameterKind.DATE: "2026-04-15",
    ParameterKind.PERSON: "平台运营部",
    ParameterKind.TEXT: "双方写下的约定",
}


def _clauses() -> Iterator[dict[str, Any]]:
    """Yield our clauses as their files have them."""
    for name in FILES:
        with resource("clauses", f"{name}.toml").open("rb") as file:
            for chapter in tomllib.load(file)["chapter"]:
                yield from chapter["clause"]


ENTRIES = {clause["key"]: clause for clause in _clauses()}


def _pairs(entry: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return every wording of a clause in Chinese and English."""
    wordings = [entry, *entry.get("variant", ())]
    return [(one["text"].strip(), one["text_en"].strip()) for one in wordings]


def _braces(text: str) -> list[str]:
    return sorted(re.findall(r"\{([^{}]*)\}", text))


def _plan_clauses(kind: ContractKind) -> list[Clause]:
    return [clause for chapter in load_plan(kind).chapters for clause in chapter.clauses]


def _case(
    kind: ContractKind, case: CaseKind, jurisdiction: str, *, with_issues: bool = True
) -> Snapshot:
    issues = [one for make in (couriers, delivery, machinery) for one in make().issues]
    numbered = tuple(
        replace(one, position=number, offer_id=f"offer-{number}")
        for number, one in enumerate(issues, start=1)
    )
    return replace(
        couriers(),
        kind=case,
        contract_kind=kind,
        jurisdiction=jurisdiction,
        issues=numbered if with_issues else (),
    )


def _value(parameter: Parameter) -> str:
    return parse_value(parameter, parameter.suggested or _VALUES[parameter.kind])


def _filled(snapshot: Snapshot, choices: Choices, variant: int | None = None) -> Choices:
    """Return choices in which every clause stands, in one of its variants, with every value."""
    found: dict[str, ClauseChoice] = {}
    for offered in offered_clauses(snapshot, choices):
        variants = () if offered.clause is None else offered.clause.variants
        chosen = "" if variant is None or not variants else variants[variant % len(variants)].key
        found[offered.text.place] = ClauseChoice(
            is_included=True,
            variant=chosen,
            values={one.name: _value(one) for one in offered.text.parameters},
        )
    return replace(choices, clauses=found)


def _printed(snapshot: Snapshot, choices: Choices) -> tuple[str, Composition, Snapshot]:
    whole = replace(snapshot, text=assemble(snapshot, choices))
    composition = Composition(whole)
    return plain_text(document_of(whole, composition)), composition, whole


def _article_texts(composition: Composition, tongue: Tongue = Tongue.CHINESE) -> dict[str, str]:
    """Return what each clause prints, by its place."""
    return {
        placed.text.place: "\n".join(
            plain(block.content) for block in composition.clause_blocks(placed, tongue)
        )
        for placed in composition.clauses()
    }


# The files.


@pytest.mark.parametrize("key", ENTRIES)
def test_a_clause_says_the_same_number_of_things_in_both_languages(key: str) -> None:
    entry = ENTRIES[key]
    assert entry["title"].strip()
    assert entry["title_en"].strip()
    for chinese, english in _pairs(entry):
        left, right = chinese.splitlines(), english.splitlines()
        assert [line.startswith("- ") for line in left] == [line.startswith("- ") for line in right]
        for one, other in zip(left, right, strict=True):
            figures = [name for name in _braces(one) if not name.endswith(":大写")]
            assert figures == _braces(other), (key, one)  # English has no capital numerals


@pytest.mark.parametrize("key", ENTRIES)
def test_english_words_have_no_chinese_in_them_but_the_names_of_fields(key: str) -> None:
    entry = ENTRIES[key]
    english = [entry["title_en"], entry.get("plain_en", ""), entry.get("notes_en", "")]
    english += [words for _chinese, words in _pairs(entry)]
    for variant in entry.get("variant", ()):
        english += [variant["label_en"], variant.get("plain_en", "")]
    english += [parameter["name_en"] for parameter in entry.get("parameter", ())]
    for words in english:
        assert not re.search("[\u3000-\u9fff\uff00-\uffef]", re.sub(r"\{[^{}]*\}", "", words)), (
            words
        )


@pytest.mark.parametrize("key", ENTRIES)
def test_hints_and_leaflet_sentences_stand_in_both_languages_or_in_neither(key: str) -> None:
    entry = ENTRIES[key]
    assert ("plain" in entry) == ("plain_en" in entry)
    assert ("notes" in entry) == ("notes_en" in entry)
    for variant in entry.get("variant", ()):
        assert ("plain" in variant) == ("plain_en" in variant) == ("plain" in entry)
    for sentence in (entry.get("plain", ""), entry.get("plain_en", "")):
        assert "\n" not in sentence


@pytest.mark.parametrize("key", ENTRIES)
def test_a_parameter_is_asked_for_by_a_wording_and_has_what_the_window_needs(key: str) -> None:
    entry = ENTRIES[key]
    asked = {name for chinese, _english in _pairs(entry) for name in _braces(chinese)}
    clause = find_clause(key)
    assert clause is not None
    for parameter in clause.parameters:
        assert parameter.name in asked
        if parameter.kind in {ParameterKind.AMOUNT, ParameterKind.NUMBER, ParameterKind.PERCENT}:
            assert parameter.unit
        if parameter.suggested:
            assert parse_value(parameter, parameter.suggested) == parameter.suggested


@pytest.mark.parametrize("key", ENTRIES)
def test_a_choice_between_wordings_or_a_blank_comes_with_a_hint(key: str) -> None:
    entry = ENTRIES[key]
    variants = entry.get("variant", ())
    assert len({variant["label"] for variant in variants}) == len(variants)
    assert all(variant["label"] and variant["label_en"] for variant in variants)
    if key in {"platform_end", "platform_breach", "platform_amendment", "platform_copies"}:
        return  # their blanks are days or numbers that explain themselves
    if variants and key not in {"renewal", "renewal_national", "take_monthly_cap_all"}:
        assert key == "take_monthly_cap" or entry.get("notes")


def test_an_amount_a_whole_contract_rests_on_stands_in_capital_numerals_too() -> None:
    for key in ("wage_average", "wage_average_above", "wage_minimum"):
        for chinese, _english in _pairs(ENTRIES[key]):
            assert any(name.endswith(":大写") for name in _braces(chinese))


def test_a_clause_refers_only_to_clauses_that_stand_wherever_it_stands() -> None:
    for kind in KINDS:
        clauses = {clause.key: clause for clause in _plan_clauses(kind)}
        for clause in clauses.values():
            wordings = [clause.text, clause.english, clause.plain, clause.plain_english]
            for variant in clause.variants:
                wordings += [variant.text, variant.english, variant.plain, variant.plain_english]
            for name in {name for text in wordings for name in FIELD.findall(text)}:
                if name.startswith("@"):
                    target = clauses[name.removeprefix("@")]
                    assert not target.is_optional
                    assert target.each is None
                    assert set(target.when) <= set(clause.when), (kind, clause.key)


def test_every_plan_has_its_title_and_preamble_in_english() -> None:
    for kind in KINDS:
        plan = load_plan(kind)
        assert set(plan.titles_english) == set(CaseKind) == set(plan.titles)
        assert plan.preamble_english.count("\n") == plan.preamble.count("\n")
        assert all(chapter.title_english for chapter in plan.chapters)
        for case in CaseKind:
            names = FIELD.findall(plan.titles[case])
            assert names == FIELD.findall(plan.titles_english[case])


# What the law lists.


def _listed(kind: ContractKind, jurisdiction: str) -> list[TopicList]:
    return [
        one
        for one in load_topics().lists
        if kind in one.kinds and (not one.jurisdictions or jurisdiction in one.jurisdictions)
    ]


def _settled(
    kind: ContractKind, case: CaseKind, jurisdiction: str, *, with_issues: bool
) -> frozenset[str]:
    """Return the topics of the clauses that nobody can leave out."""
    snapshot = _case(kind, case, jurisdiction, with_issues=with_issues)
    return frozenset(
        topic
        for offered in offered_clauses(snapshot, Choices())
        if not offered.is_optional
        for topic in offered.text.topics
    )


@pytest.mark.parametrize(
    ("kind", "case", "jurisdiction", "with_issues"),
    list(product(WAGE_KINDS, CaseKind, JURISDICTIONS, (True, False))),
)
def test_a_wage_contract_has_everything_the_law_lists_whatever_was_agreed(
    kind: ContractKind, case: CaseKind, jurisdiction: str, with_issues: bool
) -> None:
    settled = _settled(kind, case, jurisdiction, with_issues=with_issues)
    lists = _listed(kind, jurisdiction)
    assert any(one.source == "N-W" for one in lists)
    assert any(not one.is_general for one in lists) == (jurisdiction != "national")
    other_terms = {"other"} if not with_issues else set()
    assert {topic for one in lists for topic in one.topics} - settled <= other_terms - {"other"}


@pytest.mark.parametrize("case", CaseKind)
def test_a_contract_on_commission_shares_has_the_nine_items_of_wage_agreements(
    case: CaseKind,
) -> None:
    settled = _settled(ContractKind.COMMISSION_SHARES, case, "national", with_issues=True)
    nine = next(one for one in load_topics().lists if one.key == "national_wages")
    assert set(nine.topics) - settled == set()


@pytest.mark.parametrize("jurisdiction", JURISDICTIONS)
@pytest.mark.parametrize("with_quotas", [True, False])
def test_a_contract_on_piece_rates_always_has_a_clause_on_quotas(
    jurisdiction: str, with_quotas: bool
) -> None:
    base = replace(couriers(), jurisdiction=jurisdiction)
    if not with_quotas:
        base = replace(base, issues=base.issues[1:])
    keys = {clause.key for clause in assemble(base, Choices()).clauses}
    local = "" if jurisdiction == "ningbo" else "_national"
    assert f"quota_rules{local}" in keys
    assert (f"quotas{local}" in keys) == with_quotas


# What is printed.

GOLDEN = Path(__file__).parent / "golden"
_READ = {
    "clauses_wages": (ContractKind.WAGES, CaseKind.ENTERPRISE, "ningbo", None),
    "clauses_wages_other_wordings": (ContractKind.WAGES, CaseKind.INDUSTRY, "national", 0),
    "clauses_platform": (ContractKind.PLATFORM, CaseKind.ENTERPRISE, "ningbo", None),
    "clauses_platform_minutes": (ContractKind.PLATFORM_MINUTES, CaseKind.REGIONAL, "national", 0),
}


@pytest.mark.parametrize(("name", "read"), _READ.items(), ids=_READ)
def test_every_clause_reads_as_approved_in_both_languages(
    name: str, read: tuple[ContractKind, CaseKind, str, int | None]
) -> None:
    kind, case, jurisdiction, variant = read
    snapshot = _case(kind, case, jurisdiction)
    setup = Choices(language=ContractLanguage.BILINGUAL, main_contract=_MAIN)
    _text, composition, _whole = _printed(snapshot, _filled(snapshot, setup, variant))
    lines: list[str] = []
    for tongue in Tongue:
        for chapter in composition.chapters:
            title = chapter.chapter
            lines += ["", title.title if tongue is Tongue.CHINESE else title.english, ""]
            for placed in chapter.clauses:
                for block in composition.clause_blocks(placed, tongue):
                    number = "" if isinstance(block, Prose) else block.number
                    lines.append(f"{number}　{plain(block.content)}")
    text = "\n".join(lines).strip("\n") + "\n"
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("kind", "case", "jurisdiction"), list(product(KINDS, CaseKind, JURISDICTIONS))
)
def test_every_contract_can_be_printed_without_values_and_with_all_of_them(
    kind: ContractKind, case: CaseKind, jurisdiction: str
) -> None:
    snapshot = _case(kind, case, jurisdiction)
    setup = Choices(
        language=ContractLanguage.BILINGUAL,
        governing=Tongue.ENGLISH,
        main_contract=_MAIN,
    )
    for choices in (
        Choices(),
        _filled(snapshot, Choices()),
        _filled(snapshot, setup),
        _filled(snapshot, setup, 0),
        _filled(snapshot, setup, 1),
    ):
        text, composition, whole = _printed(snapshot, choices)
        for mark in (OPEN, CLOSE, "{", "}"):
            assert mark not in text
        assert reconcile(document_of(whole, composition), whole) == ()
        for tongue in Tongue:
            words = "\n".join(_article_texts(composition, tongue).values())
            assert OPEN not in words
            blanks = _blanks(composition, tongue)
            assert [one for one in blanks if one.name.startswith("@")] == []
            if choices.clauses:
                assert blanks == []


def _blanks(composition: Composition, tongue: Tongue = Tongue.CHINESE) -> list[Blank]:
    return [
        part
        for placed in composition.clauses()
        for block in composition.clause_blocks(placed, tongue)
        for part in block.content
        if isinstance(part, Blank)
    ]


def test_what_the_sides_have_not_decided_is_a_blank_and_no_figure_of_ours() -> None:
    snapshot = _case(ContractKind.WAGES, CaseKind.ENTERPRISE, "ningbo")
    _text, composition, _whole = _printed(snapshot, Choices())
    blanks = {(blank.clause, blank.name) for blank in _blanks(composition)}
    assert {
        ("wage_average", "上年平均工资"),
        ("wage_average", "调整幅度"),
        ("wage_minimum", "约定最低工资"),
        ("pay_day", "发放日"),
        ("sick_pay", "病假工资比例"),
        ("stoppage_pay", "停工生活费比例"),
        ("quotas#1", "定额调整期限"),
        ("piece_changes#1", "单价通知天数"),
    } <= blanks


def test_a_value_is_printed_in_figures_and_in_capital_numerals() -> None:
    snapshot = _case(ContractKind.WAGES, CaseKind.ENTERPRISE, "ningbo", with_issues=False)
    values = {"约定最低工资": "3050.50"}
    choices = Choices(clauses={"wage_minimum": ClauseChoice(values=values)})
    text, _composition, _whole = _printed(snapshot, choices)
    assert "3,050.50元（大写：人民币叁仟零伍拾元零伍角整）" in text


@pytest.mark.parametrize(("kind", "case"), list(product(KINDS, CaseKind)))
def test_a_text_calls_itself_by_one_name(kind: ContractKind, case: CaseKind) -> None:
    names = {ContractKind.PLATFORM: "本协议", ContractKind.PLATFORM_MINUTES: "本纪要"}
    own = names.get(kind, "本合同")
    for jurisdiction in ("ningbo", "national"):
        snapshot = _case(kind, case, jurisdiction)
        for variant in (None, 0, 1):
            text, _composition, _whole = _printed(
                snapshot, _filled(snapshot, Choices(main_contract=_MAIN), variant)
            )
            for name in {"本合同", "本协议", "本纪要"} - {own}:
                assert name not in text
            assert own in text


@pytest.mark.parametrize("kind", PLATFORM_KINDS)
def test_platform_texts_are_for_all_workers_and_not_for_employees_only(kind: ContractKind) -> None:
    chapters = [one for one in load_plan(kind).chapters if one.key != "skill_grade_wages"]
    for clause in (one for chapter in chapters for one in chapter.clauses):
        for wording in (clause.text, *(variant.text for variant in clause.variants)):
            assert "职工" not in wording.replace("职工方", ""), clause.key
        for wording in (clause.english, *(variant.english for variant in clause.variants)):
            words = wording.lower().replace("employee side", "")
            assert not re.search(r"\bemployees?\b", words), clause.key


def test_a_platform_text_is_published_within_ten_days_on_a_basis_that_was_read() -> None:
    for key in ("platform_publication", "minutes_publication"):
        clause = find_clause(key)
        assert clause is not None
        assert "十日内" in clause.text
        assert {basis.mark for basis in clause.basis} == {"V2"}


def _with_setup(kind: ContractKind, jurisdiction: str, setup: Choices) -> tuple[str, ContractText]:
    snapshot = _case(kind, CaseKind.ENTERPRISE, jurisdiction)
    text, _composition, whole = _printed(snapshot, setup)
    assert whole.text is not None
    return text, whole.text


@pytest.mark.parametrize(("kind", "jurisdiction"), list(product(KINDS, JURISDICTIONS)))
def test_a_special_contract_names_its_main_contract_and_the_rule_of_conflict(
    kind: ContractKind, jurisdiction: str
) -> None:
    text, _wording = _with_setup(kind, jurisdiction, Choices(main_contract=_MAIN))
    assert text.count("双方于2025年5月1日签订的《甬东样本企业集体合同》（以下简称主合同）") == 1
    without, _wording = _with_setup(kind, jurisdiction, Choices())
    assert "主合同" not in without
    if kind in PLATFORM_KINDS:
        return
    if jurisdiction == "ningbo":
        assert "就同一事项约定不一致的，以本合同为准" in text
    else:
        assert "的附件，与主合同具有同等效力" in text


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_in_two_languages_says_which_of_them_governs(kind: ContractKind) -> None:
    for governing, words in (
        (Tongue.CHINESE, "以中文文本为准"),
        (Tongue.ENGLISH, "以英文文本为准"),
    ):
        setup = Choices(language=ContractLanguage.BILINGUAL, governing=governing)
        text, wording = _with_setup(kind, "ningbo", setup)
        assert words in text
        found = [one.key for one in wording.clauses if one.key.startswith("language_")]
        assert found == [f"language_{governing.value}"]
    text, _wording = _with_setup(kind, "ningbo", Choices())
    assert "文文本为准" not in text


@pytest.mark.parametrize("kind", WAGE_KINDS)
def test_an_enterprise_contract_is_not_below_an_industry_contract(kind: ContractKind) -> None:
    for case in CaseKind:
        snapshot = _case(kind, case, "ningbo")
        keys = {clause.key for clause in assemble(snapshot, Choices()).clauses}
        assert ("industry_floor" in keys) == (case is CaseKind.ENTERPRISE)
        assert ("scope_above_enterprise" in keys) == (case is not CaseKind.ENTERPRISE)


@pytest.mark.parametrize(
    "key",
    [
        "quotas",
        "piece_changes",
        "take_order_cap",
        "pay_day",
        "overtime_pay",
        "breach_correction",
        "breach_back_pay",
        "disputes_on_performance",
        "wage_average",
        "rule_changes",
        "appeals",
    ],
)
def test_what_negotiators_fight_over_has_another_wording(key: str) -> None:
    clause = find_clause(key)
    assert clause is not None
    assert clause.variants
    texts = [clause.text, *(variant.text for variant in clause.variants)]
    assert len(set(texts)) == len(texts)


def test_every_variant_prints_its_own_words() -> None:
    for kind in KINDS:
        snapshot = _case(kind, CaseKind.ENTERPRISE, "ningbo")
        _text, ordinary, _whole = _printed(snapshot, _filled(snapshot, Choices()))
        _text, other, _whole = _printed(snapshot, _filled(snapshot, Choices(), 0))
        first, second = _article_texts(ordinary), _article_texts(other)
        assert list(first) == list(second)
        for place, words in first.items():
            clause = find_clause(place.partition("#")[0])
            assert clause is not None
            assert (words != second[place]) == bool(clause.variants), place
