"""The clauses of the comprehensive, the women's and the safety contract: complete and lawful."""

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
from negotiator_desk.drafting.clauses import CLOSE, OPEN, Parameter, ParameterKind
from negotiator_desk.drafting.compose import document_of
from negotiator_desk.drafting.composition import Composition
from negotiator_desk.drafting.instruments import load_instruments
from negotiator_desk.drafting.library import FIELD, find_clause, load_plan
from negotiator_desk.drafting.parameters import parse_value
from negotiator_desk.drafting.plain import plain_text
from negotiator_desk.drafting.reconcile import reconcile
from negotiator_desk.drafting.snapshot import ContractKind, Snapshot
from negotiator_desk.drafting.text_checks import check_wording
from negotiator_desk.drafting.text_faults import TextFaultKind
from negotiator_desk.drafting.topics import load_topics
from negotiator_desk.drafting.wording import ContractLanguage, MainContract, Tongue
from negotiator_desk.paths import resource
from tests.drafting.samples import couriers, delivery, machinery

FILES = (
    "comprehensive_general",
    "comprehensive_pay",
    "comprehensive_safety",
    "hours_rest",
    "safety",
    "special_contracts",
    "training_employment",
    "welfare",
    "women",
    "women_in_comprehensive",
)
KINDS = (ContractKind.COMPREHENSIVE, ContractKind.WOMEN, ContractKind.SAFETY)
SPECIAL = (ContractKind.WOMEN, ContractKind.SAFETY)
JURISDICTIONS = ("ningbo", "hangzhou", "national")
CASES = list(product(KINDS, CaseKind, JURISDICTIONS))

NOT_FOR_WORKERS = frozenset(
    (
        "comprehensive_definitions",
        "comprehensive_above_enterprise_national",
        "special_main_contract",
        "special_main_contract_national",
        "special_gaps",
        "special_representatives",
        "special_representatives_national",
        "special_information",
    )
)
"""Clauses between the sides alone: the workers' leaflet has no sentence on them."""

MAIN = MainContract("甬东样本企业集体合同", date(2025, 5, 1))
VALUES = {
    ParameterKind.AMOUNT: "5123.40",
    ParameterKind.PERCENT: "85",
    ParameterKind.NUMBER: "9",
    ParameterKind.DATE: "2026-09-30",
    ParameterKind.PERSON: "安全管理部",
    ParameterKind.TEXT: "双方写下的约定",
}


def _clauses() -> Iterator[dict[str, Any]]:
    """Yield the clauses as their files have them."""
    for name in FILES:
        with resource("clauses", f"{name}.toml").open("rb") as file:
            for chapter in tomllib.load(file)["chapter"]:
                yield from chapter["clause"]


ENTRIES = {clause["key"]: clause for clause in _clauses()}


def _wordings(entry: Mapping[str, Any]) -> list[tuple[str, str]]:
    found = [entry, *entry.get("variant", ())]
    return [(one["text"].strip(), one["text_en"].strip()) for one in found]


def _asked(text: str) -> set[str]:
    """Return what a wording asks for; the capital numerals of an amount are that amount."""
    return {name.removesuffix(":大写") for name in re.findall(r"\{([^{}]*)\}", text)}


def _case(
    kind: ContractKind, case: CaseKind, jurisdiction: str, *, with_issues: bool = False
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
    return parse_value(parameter, parameter.suggested or VALUES[parameter.kind])


def _filled(snapshot: Snapshot, setup: Choices, variant: int | None = None) -> Choices:
    """Return choices in which every clause stands with every value, in one of its variants."""
    found: dict[str, ClauseChoice] = {}
    for offered in offered_clauses(snapshot, setup):
        variants = () if offered.clause is None else offered.clause.variants
        chosen = "" if variant is None or not variants else variants[variant % len(variants)].key
        values = {one.name: _value(one) for one in offered.text.parameters}
        found[offered.text.place] = ClauseChoice(is_included=True, variant=chosen, values=values)
    return replace(setup, clauses=found)


def _composed(snapshot: Snapshot, choices: Choices) -> Composition:
    return Composition(replace(snapshot, text=assemble(snapshot, choices)))


def _printed(composition: Composition) -> str:
    return plain_text(document_of(composition.snapshot, composition))


def _topics(snapshot: Snapshot, *, optional_too: bool) -> set[str]:
    """Return the topics that our own clauses settle in a new contract."""
    return {
        topic
        for offered in offered_clauses(snapshot, Choices())
        if offered.text.key in ENTRIES
        and offered.is_included
        and (optional_too or not offered.is_optional)
        for topic in offered.text.topics
    }


# The files.


def test_there_are_enough_clauses_and_the_test_reads_them_all() -> None:
    assert len(ENTRIES) >= 75
    used = {
        clause.key
        for kind in KINDS
        for chapter in load_plan(kind).chapters
        for clause in chapter.clauses
    }
    assert ENTRIES.keys() <= used, "a clause stands in no plan"


@pytest.mark.parametrize("key", ENTRIES)
def test_a_clause_has_everything_a_drafter_needs(key: str) -> None:
    entry = ENTRIES[key]
    for name in ("title", "title_en", "text", "text_en", "notes", "notes_en"):
        assert entry[name].strip(), name
    assert entry["topics"]
    assert entry["basis"]
    assert ("plain" in entry) == ("plain_en" in entry) == (key not in NOT_FOR_WORKERS)
    assert "\n" not in entry.get("plain", "") + entry.get("plain_en", "")
    labels = [(one["label"], one["label_en"]) for one in entry.get("variant", ())]
    assert len(set(labels)) == len(labels)
    for variant in entry.get("variant", ()):
        assert ("plain" in variant) == ("plain_en" in variant)


@pytest.mark.parametrize("key", ENTRIES)
def test_both_languages_have_the_same_lines_items_and_fields(key: str) -> None:
    for chinese, english in _wordings(ENTRIES[key]):
        left, right = chinese.splitlines(), english.splitlines()
        assert [line.startswith("- ") for line in left] == [line.startswith("- ") for line in right]
        for one, other in zip(left, right, strict=True):
            assert _asked(one) == _asked(other)


@pytest.mark.parametrize("key", ENTRIES)
def test_english_words_have_no_chinese_in_them(key: str) -> None:
    entry = ENTRIES[key]
    words = [entry["title_en"], entry.get("plain_en", ""), entry["notes_en"]]
    words += [english for _chinese, english in _wordings(entry)]
    words += [one["label_en"] for one in entry.get("variant", ())]
    words += [one["name_en"] for one in entry.get("parameter", ())]
    for text in words:
        assert not re.search("[\u3000-\u9fff\uff00-\uffef]", re.sub(r"\{[^{}]*\}", "", text)), text


@pytest.mark.parametrize("key", ENTRIES)
def test_parameters_are_used_by_the_wording_and_variants_ask_for_no_others(key: str) -> None:
    entry = ENTRIES[key]
    clause = find_clause(key)
    assert clause is not None
    names = {one.name for one in clause.parameters}
    assert len(names) == len(clause.parameters)
    (chinese, english), *variants = _wordings(entry)
    assert names <= _asked(chinese)
    assert names <= _asked(english)
    for other, _english in variants:
        assert _asked(other) <= _asked(chinese)
        assert other != chinese
    for parameter in clause.parameters:
        if parameter.kind in {ParameterKind.AMOUNT, ParameterKind.NUMBER, ParameterKind.PERCENT}:
            assert parameter.unit
            assert parameter.least is not None
        if parameter.kind is ParameterKind.AMOUNT:
            assert not parameter.suggested, "money is agreed, never suggested"
        if parameter.suggested:
            assert parse_value(parameter, parameter.suggested) == parameter.suggested


def test_a_parameter_is_called_by_a_name_of_its_own() -> None:
    # A name that two clauses share would be filled in twice with different values by mistake;
    # a national clause asks for the same as the local one in whose place it stands.
    owners: dict[str, set[str]] = {}
    for key, entry in ENTRIES.items():
        for parameter in entry.get("parameter", ()):
            owners.setdefault(parameter["name"], set()).add(key.removesuffix("_national"))
    assert {name: keys for name, keys in owners.items() if len(keys) > 1} == {}


def test_every_basis_was_read_and_its_instrument_has_a_name() -> None:
    instruments = load_instruments()
    for key, entry in ENTRIES.items():
        for basis in entry["basis"]:
            assert basis["mark"] in {"V1", "V2"}, key
            assert basis["source"] in instruments, key
            assert re.fullmatch(r"\d+([–, ]+\d+)*", basis["article"]), (key, basis["article"])
            if basis["source"] == "N-CC":
                assert basis["mark"] == "V2", "that instrument was read in excerpts only"
                assert not {"15", "16", "17", "18"} & set(re.findall(r"\d+", basis["article"]))


def test_a_list_names_its_instrument_by_a_key_that_is_known() -> None:
    assert {one.source for one in load_topics().lists} <= load_instruments().keys()


def test_local_law_alone_carries_a_clause_only_in_its_place() -> None:
    local = ("NB-", "ZJ-")
    for key, entry in ENTRIES.items():
        sources = [basis["source"] for basis in entry["basis"]]
        if "ningbo" not in entry.get("when", ()):
            assert [one for one in sources if not one.startswith(local)], key
        if "!ningbo" in entry.get("when", ()):
            assert [one for one in sources if one.startswith(local)] == [], key


def test_a_reference_leads_to_a_clause_that_always_stands() -> None:
    for kind in KINDS:
        clauses = {c.key: c for chapter in load_plan(kind).chapters for c in chapter.clauses}
        for clause in clauses.values():
            wordings = [clause.text, clause.english, clause.plain, clause.plain_english]
            for variant in clause.variants:
                wordings += [variant.text, variant.english]
            for name in {name for text in wordings for name in FIELD.findall(text)}:
                if name.startswith("@"):
                    target = clauses[name.removeprefix("@")]
                    assert not target.is_optional
                    assert set(target.when) <= set(clause.when), (clause.key, target.key)


def test_plans_have_titles_and_preambles_in_both_languages() -> None:
    for kind in KINDS:
        plan = load_plan(kind)
        assert set(plan.titles) == set(plan.titles_english) == set(CaseKind)
        assert plan.preamble_english.count("\n") == plan.preamble.count("\n")
        assert all(chapter.title_english for chapter in plan.chapters)
        for case in CaseKind:
            assert FIELD.findall(plan.titles[case]) == FIELD.findall(plan.titles_english[case])
        keys = {chapter.key for chapter in plan.chapters}
        assert {"piece_rates", "commission_shares", "skill_grade_wages", "other_terms"} <= keys


# What the law lists.


@pytest.mark.parametrize(("kind", "jurisdiction"), list(product(SPECIAL, ("ningbo", "hangzhou"))))
@pytest.mark.parametrize("case", CaseKind)
def test_what_zhejiang_demands_cannot_be_left_out(
    kind: ContractKind, case: CaseKind, jurisdiction: str
) -> None:
    settled = _topics(_case(kind, case, jurisdiction), optional_too=False)
    demanded = [
        one
        for one in load_topics().lists
        if kind in one.kinds and not one.is_general and jurisdiction in one.jurisdictions
    ]
    assert [(one.source, one.article) for one in demanded] == [
        ("ZJ-CC", "22" if kind is ContractKind.WOMEN else "21")
    ]
    for one in demanded:
        assert set(one.topics) - settled == set()


@pytest.mark.parametrize("jurisdiction", JURISDICTIONS)
@pytest.mark.parametrize("case", CaseKind)
def test_a_comprehensive_contract_can_have_all_topics_of_the_national_provisions(
    case: CaseKind, jurisdiction: str
) -> None:
    snapshot = _case(ContractKind.COMPREHENSIVE, case, jurisdiction)
    lists = [one for one in load_topics().lists if ContractKind.COMPREHENSIVE in one.kinds]
    assert {(one.source, one.article) for one in lists} == {("N-CC", "8"), ("N-CC", "9–14")}
    settled = _topics(snapshot, optional_too=True)
    # The shared chapters settle these; everything else is ours.
    shared = {"change", "disputes", "breach"}
    # Most enterprises have no such posts and agreed no such sum: these are offered, not set.
    rare = {"hours.special", "welfare.dependants"}
    assert {topic for one in lists for topic in one.topics} - settled == shared | rare
    everything = {
        topic
        for offered in offered_clauses(snapshot, Choices())
        if offered.is_included or offered.is_optional
        for topic in offered.text.topics
    }
    assert {topic for one in lists for topic in one.topics} - everything == set()


# What is printed.


@pytest.mark.parametrize(("kind", "case", "jurisdiction"), CASES)
@pytest.mark.parametrize("with_issues", [False, True])
def test_a_contract_can_be_printed_without_values_and_with_all_of_them(
    kind: ContractKind, case: CaseKind, jurisdiction: str, with_issues: bool
) -> None:
    snapshot = _case(kind, case, jurisdiction, with_issues=with_issues)
    both = Choices(language=ContractLanguage.BILINGUAL, main_contract=MAIN)
    for choices in (
        Choices(),
        both,
        _filled(snapshot, Choices()),
        _filled(snapshot, both),
        _filled(snapshot, both, 0),
        _filled(snapshot, both, 1),
    ):
        composition = _composed(snapshot, choices)
        text = _printed(composition)
        for mark in (OPEN, CLOSE, "{", "}", "None"):
            assert mark not in text
        assert reconcile(document_of(composition.snapshot, composition), composition.snapshot) == ()
        for tongue in Tongue:
            blocks = [
                block
                for placed in composition.clauses()
                for block in composition.clause_blocks(placed, tongue)
            ]
            assert OPEN not in "".join(plain(block.content) for block in blocks)
            blanks = [p for block in blocks for p in block.content if isinstance(p, Blank)]
            assert [one for one in blanks if one.name.startswith("@")] == []
            if choices.clauses:
                assert blanks == []


@pytest.mark.parametrize(("kind", "case", "jurisdiction"), CASES)
def test_the_text_has_no_fault_that_the_checks_know(
    kind: ContractKind, case: CaseKind, jurisdiction: str
) -> None:
    snapshot = _case(kind, case, jurisdiction)
    setup = Choices(language=ContractLanguage.BILINGUAL, main_contract=MAIN)
    for variant in (None, 0):
        composition = _composed(snapshot, _filled(snapshot, setup, variant))
        faults = [one for one in check_wording(composition) if one.clause in ENTRIES]
        assert faults == []


GOLDEN = Path(__file__).parent / "golden"
READ = {
    "clauses_comprehensive": (ContractKind.COMPREHENSIVE, CaseKind.ENTERPRISE, "ningbo", None),
    "clauses_comprehensive_other_wordings": (
        ContractKind.COMPREHENSIVE,
        CaseKind.INDUSTRY,
        "national",
        0,
    ),
    "clauses_women": (ContractKind.WOMEN, CaseKind.ENTERPRISE, "ningbo", None),
    "clauses_women_other_wordings": (ContractKind.WOMEN, CaseKind.REGIONAL, "national", 0),
    "clauses_safety": (ContractKind.SAFETY, CaseKind.ENTERPRISE, "ningbo", None),
    "clauses_safety_other_wordings": (ContractKind.SAFETY, CaseKind.INDUSTRY, "national", 0),
}


@pytest.mark.parametrize(("name", "read"), READ.items(), ids=READ)
def test_our_clauses_read_as_approved_in_both_languages(
    name: str, read: tuple[ContractKind, CaseKind, str, int | None]
) -> None:
    kind, case, jurisdiction, variant = read
    snapshot = _case(kind, case, jurisdiction)
    setup = Choices(language=ContractLanguage.BILINGUAL, main_contract=MAIN)
    composition = _composed(snapshot, _filled(snapshot, setup, variant))
    lines: list[str] = []
    for tongue in Tongue:
        for chapter in composition.chapters:
            if not any(placed.text.key in ENTRIES for placed in chapter.clauses):
                continue  # the shared chapters are approved elsewhere
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


def test_what_was_not_decided_is_an_open_blank_and_no_figure_of_ours() -> None:
    for kind, names in (
        (
            ContractKind.COMPREHENSIVE,
            {"病假工资比例", "停工生活费比例", "婚假天数", "每月加班上限"},
        ),
        (ContractKind.WOMEN, {"女职工检查费", "经期工资"}),
        (ContractKind.SAFETY, {"安全经费", "专职安全员"}),
    ):
        composition = _composed(_case(kind, CaseKind.ENTERPRISE, "ningbo"), Choices())
        faults = check_wording(composition)
        blanks = [one for one in faults if one.kind is TextFaultKind.BLANK]
        text = "\n".join(one.name for one in blanks)
        assert [name for name in names if name not in text] == []


@pytest.mark.parametrize(
    ("kind", "case", "title"),
    [
        (ContractKind.COMPREHENSIVE, CaseKind.INDUSTRY, "快递行业集体合同"),
        (ContractKind.COMPREHENSIVE, CaseKind.REGIONAL, "区域集体合同"),
        (ContractKind.WOMEN, CaseKind.ENTERPRISE, "甬东快递行业协会\n女职工权益保护专项集体合同"),
        (ContractKind.SAFETY, CaseKind.REGIONAL, "区域劳动安全卫生专项集体合同"),
    ],
)
def test_a_contract_is_called_by_its_kind_and_case(
    kind: ContractKind, case: CaseKind, title: str
) -> None:
    composition = _composed(_case(kind, case, "ningbo"), Choices())
    assert _printed(composition).startswith(title)


@pytest.mark.parametrize("kind", SPECIAL)
def test_a_special_contract_rests_on_the_collective_contract_rules_and_not_on_wage_rules(
    kind: ContractKind,
) -> None:
    text = _printed(_composed(_case(kind, CaseKind.ENTERPRISE, "ningbo"), Choices()))
    assert "《浙江省集体合同条例》等规定" in text
    assert "工资集体协商条例" not in text
    assert "就劳动报酬及其相关事项订立" not in text
    assert "营业收入" not in text
    for jurisdiction in JURISDICTIONS:
        wording = assemble(_case(kind, CaseKind.ENTERPRISE, jurisdiction), Choices())
        sources = {basis.source for clause in wording.clauses for basis in clause.basis}
        assert sources & {"N-W", "NB-W"} == set()


@pytest.mark.parametrize("kind", SPECIAL)
@pytest.mark.parametrize(
    ("jurisdiction", "rule"),
    [
        ("ningbo", "不一致的，以本合同为准"),
        ("national", "不一致的，双方同意适用本合同"),
    ],
)
def test_a_special_contract_names_the_main_contract_and_says_which_prevails(
    kind: ContractKind, jurisdiction: str, rule: str
) -> None:
    snapshot = _case(kind, CaseKind.ENTERPRISE, jurisdiction)
    text = _printed(_composed(snapshot, Choices(main_contract=MAIN)))
    assert "2025年5月1日签订的《甬东样本企业集体合同》" in text
    assert rule in text
    alone = _printed(_composed(snapshot, Choices()))
    assert rule not in alone
    assert "双方以后订立综合性集体合同的" in alone


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (ContractKind.COMPREHENSIVE, "每日工作时间不超过8小时，每周工作时间不超过40小时"),
        (ContractKind.COMPREHENSIVE, "每月不得超过36小时"),
        (ContractKind.COMPREHENSIVE, "法定休假日安排工作的，不低于300%"),
        (ContractKind.COMPREHENSIVE, "已满10年不满20年的，10日"),
        (ContractKind.COMPREHENSIVE, "共13日"),
        (ContractKind.COMPREHENSIVE, "二十年以上为24个月"),
        (ContractKind.COMPREHENSIVE, "提前30日向工会或者全体职工说明情况"),
        (ContractKind.WOMEN, "生育享受98日产假，其中产前可以休假15日"),
        (ContractKind.WOMEN, "怀孕满4个月流产的，享受42日产假"),
        (ContractKind.WOMEN, "安排1小时哺乳时间"),
        (ContractKind.SAFETY, "30日内，由"),
    ],
)
def test_the_figures_of_the_law_are_printed_as_they_are(kind: ContractKind, words: str) -> None:
    snapshot = _case(kind, CaseKind.ENTERPRISE, "national")
    assert words in _printed(_composed(snapshot, _filled(snapshot, Choices())))


def test_the_longer_leave_of_zhejiang_is_promised_in_its_place_alone() -> None:
    for kind in (ContractKind.COMPREHENSIVE, ContractKind.WOMEN):
        for jurisdiction in JURISDICTIONS:
            snapshot = _case(kind, CaseKind.ENTERPRISE, jurisdiction)
            text = _printed(_composed(snapshot, Choices()))
            assert ("二孩、三孩延长产假90日" in text) == (jurisdiction == "ningbo")


@pytest.mark.parametrize(
    ("key", "name", "most"),
    [
        ("comprehensive_overtime", "每月加班上限", 36),
        ("safety_heat", "停工气温", 40),
        ("safety_heat", "限时气温", 37),
        ("safety_heat", "高温作业小时", 6),
    ],
)
def test_what_is_beyond_the_law_cannot_be_filled_in(key: str, name: str, most: int) -> None:
    clause = find_clause(key)
    assert clause is not None
    limit = next(one for one in clause.parameters if one.name == name)
    assert limit.most == most


@pytest.mark.parametrize("kind", ContractKind)
def test_wage_guidelines_are_a_ground_of_change_where_wages_are_settled(kind: ContractKind) -> None:
    if kind in {ContractKind.PLATFORM, ContractKind.PLATFORM_MINUTES}:
        return  # their chapter on change is their own
    keys = {
        one.key for one in assemble(_case(kind, CaseKind.ENTERPRISE, "ningbo"), Choices()).clauses
    }
    assert ("change_grounds" in keys) == (kind not in SPECIAL)
    assert ("change_grounds_other" in keys) == (kind in SPECIAL)


@pytest.mark.parametrize(
    ("kind", "jurisdiction", "renewal", "filing"),
    [
        (ContractKind.WAGES, "national", "期满前六十日内", "签订之日起七日内"),
        (ContractKind.PIECE_RATES, "national", "期满前六十日内", "签订之日起七日内"),
        (ContractKind.COMPREHENSIVE, "national", "期满前三个月内", "签订之日起十日内"),
        (ContractKind.WOMEN, "national", "期满前三个月内", "签订之日起十日内"),
        (ContractKind.SAFETY, "hangzhou", "期满前三个月内", "签订之日起十日内"),
        (ContractKind.WAGES, "ningbo", "期满前九十日内", "签订之日起十日内"),
        (ContractKind.WOMEN, "ningbo", "期满前九十日内", "签订之日起十日内"),
    ],
)
def test_renewal_and_filing_have_the_time_of_the_rule_for_the_kind(
    kind: ContractKind, jurisdiction: str, renewal: str, filing: str
) -> None:
    text = _printed(_composed(_case(kind, CaseKind.ENTERPRISE, jurisdiction), Choices()))
    assert text.count(renewal) == 1
    assert text.count(filing) == 1


def test_no_sum_of_money_stands_in_a_wording() -> None:
    for key, entry in ENTRIES.items():
        for chinese, english in _wordings(entry):
            assert not re.search(r"\d\s*元", chinese), key
            assert not re.search(r"CNY\s*\d|\d\s*yuan", english), key
