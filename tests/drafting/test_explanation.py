"""The explanation of a draft: what it says, and that it says nothing private."""

from __future__ import annotations

import os
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from negotiator_desk.drafting.blocks import Document, figures
from negotiator_desk.drafting.clauses import Parameter, ParameterKind
from negotiator_desk.drafting.compare import compare
from negotiator_desk.drafting.compare_sides import Side
from negotiator_desk.drafting.explanation import explanation
from negotiator_desk.drafting.instruments import load_instruments
from negotiator_desk.drafting.plain import plain_text
from negotiator_desk.drafting.snapshot import Snapshot
from negotiator_desk.drafting.typeset.look import load_look
from negotiator_desk.drafting.typeset.pdf import render
from negotiator_desk.drafting.values import agreed_values, read_value
from tests.drafting.samples import SAMPLES, couriers
from tests.drafting.small_contract import first, second

GOLDEN = Path(__file__).parent / "golden"


def paper(snapshot: Snapshot, old: Snapshot | None = None, language: str = "zh_CN") -> Document:
    found = None
    if old is not None:
        found = compare(Side.from_snapshot(old), Side.from_snapshot(snapshot))
    return explanation(snapshot, found, language)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_an_explanation_says_what_it_always_said(language: str) -> None:
    path = GOLDEN / f"explanation_{language}.txt"
    text = plain_text(paper(second(), first(), language))
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_agreed_values_are_figures_of_their_offers() -> None:
    printed = {(one.offer_id, one.key): one.text for one in figures(paper(second()))}

    assert printed[("offer-1", "rate:同城")] == "0.95"
    assert printed[("offer-2", "value")] == "5"
    assert printed[("offer-3", "text")] == "红色预警时停止派件。\n当日时效顺延。"


@pytest.mark.parametrize("name", SAMPLES)
def test_every_figure_of_the_explanation_is_what_was_agreed(name: str) -> None:
    snapshot = SAMPLES[name]()
    agreed = {one.offer_id: agreed_values(one.terms) for one in snapshot.issues}

    printed = list(figures(paper(snapshot)))

    assert printed
    for one in printed:
        assert read_value(one.text, one.form) == agreed[one.offer_id][one.key]


def test_without_present_terms_only_the_agreed_ones_are_listed() -> None:
    text = plain_text(paper(couriers()))

    assert "没有录入现行标准，只列约定的标准。" in text
    assert "没有选定对照文本，未列差别。" in text


def test_a_decrease_is_said_as_one() -> None:
    snapshot = second()
    issue = snapshot.issues[1]
    less = replace(issue, terms=issue.present, present=issue.terms)

    text = plain_text(paper(replace(snapshot, issues=(less,), settlement=None)))

    assert "由现行的5天/年调整为3天/年，减少2天/年。" in text


def test_an_unverified_basis_is_not_listed() -> None:
    text = plain_text(paper(first()))

    assert "第五十三条至第五十四条" in text
    assert "第六条" not in text.partition("法律依据")[2]


def test_instruments_are_called_by_their_names() -> None:
    text = plain_text(paper(couriers()))

    assert f"\n{load_instruments()['LCL'].name}\t第" in text


def test_open_blanks_are_listed_with_their_clauses() -> None:
    text = plain_text(paper(first()))

    assert "第五条　检查\t检查间隔" in text


def test_a_filled_in_final_contract_has_no_blanks_and_is_no_draft() -> None:
    snapshot = second()
    assert snapshot.text is not None
    filled = tuple(
        replace(one, values=(("检查间隔", "6"),)) if one.key == "checks" else one
        for one in snapshot.text.clauses
    )
    final = replace(snapshot, is_final=True, text=replace(snapshot.text, clauses=filled))

    text = plain_text(paper(final))

    assert text.startswith("关于《计件工资专项集体合同》的说明\n")
    assert "合同正文没有空白。" in text
    assert "第五条　检查\t检查间隔\t6个月" in text


def test_a_case_without_anything_agreed_is_explained_too() -> None:
    empty = replace(
        first(),
        issues=(),
        contract_from=None,
        contract_until=None,
        employee=replace(first().employee, name="", chief="", representatives=()),
    )

    text = plain_text(paper(empty))

    for sentence in (
        "尚无协商会议的记录。",
        "合同期限尚未填写。",
        "没有以协商议题形式达成的条件。",
        "职工方协商代表0人，首席代表尚未确定",
    ):
        assert sentence in text


def test_long_tables_are_cut_and_say_so() -> None:
    text = plain_text(paper(SAMPLES["machinery"]()))

    assert "以上列出8项，其余" in text


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("look", ["official", "compact"])
def test_an_explanation_takes_two_to_four_pages(name: str, look: str) -> None:
    rendered = render(paper(SAMPLES[name]()), load_look(look))

    assert 2 <= rendered.pages <= 4


def test_costs_without_present_terms_have_no_difference() -> None:
    snapshot = second()
    assert snapshot.settlement is not None
    line = replace(snapshot.settlement[0], yearly_difference=None, workers=7)

    text = plain_text(paper(replace(snapshot, settlement=(line,))))

    assert f"派件单价\t7\t{Decimal('9876543.21'):,}\t—" in text


def test_a_percentage_that_was_filled_in_has_one_sign() -> None:
    share = Parameter("比例", "share", ParameterKind.PERCENT, "%")
    snapshot = second()
    assert snapshot.text is not None
    own = replace(
        snapshot.text.clauses[0], text="比例⟦比例⟧。", parameters=(share,), values=(("比例", "85"),)
    )
    whole = replace(snapshot, text=replace(snapshot.text, clauses=(own,)))
    text = plain_text(paper(whole))
    assert "\t85%\n" in text
    assert "%%" not in text


def test_an_english_title_is_broken_before_the_contracts_name_and_not_in_the_file_data() -> None:
    printed = paper(second(), language="en")
    assert "\n" in plain_text(printed).removesuffix("\n").split("\n\n")[0]
    assert "\n" not in printed.title
