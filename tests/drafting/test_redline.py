"""The redline: what it says, that it is the same every time, and that it can be printed."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from page import validate_pdf

from negotiator_desk.drafting.assemble import Choices, assemble
from negotiator_desk.drafting.blocks import (
    Article,
    Change,
    Document,
    Grid,
    Marked,
    Pair,
    Prose,
    inlines,
    plain,
)
from negotiator_desk.drafting.compare import compare
from negotiator_desk.drafting.compare_sides import Side
from negotiator_desk.drafting.compare_units import OmittedKind, Source
from negotiator_desk.drafting.explanation import explanation
from negotiator_desk.drafting.old_text import OldLeftover, OldTable
from negotiator_desk.drafting.plain import plain_text
from negotiator_desk.drafting.redline import redline
from negotiator_desk.drafting.redline_text import text_blocks
from negotiator_desk.drafting.redline_words import load_paper_words
from negotiator_desk.drafting.snapshot import Snapshot
from negotiator_desk.drafting.typeset.look import load_look
from negotiator_desk.drafting.typeset.pdf import RenderOptions, render
from negotiator_desk.drafting.wording import ContractLanguage
from negotiator_desk.paths import resource
from negotiator_desk.strict_toml import read_table
from tests.drafting.reading import solid, text_by_poppler
from tests.drafting.redlines import article, heading, prose
from tests.drafting.samples import couriers
from tests.drafting.small_contract import first, second

GOLDEN = Path(__file__).parent / "golden"
DRAFTING = Path(__file__).parents[2] / "negotiator_desk" / "drafting"


def document() -> Document:
    return redline(second(), Side.from_snapshot(first()))


def test_a_redline_says_what_it_always_said() -> None:
    path = GOLDEN / "redline.txt"
    text = plain_text(document())
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_the_head_names_both_texts_by_version_day_and_fingerprint() -> None:
    text = plain_text(document())

    for snapshot in (first(), second()):
        assert f"第{snapshot.version}版" in text
        assert snapshot.fingerprint[:16].upper() in text
    assert "2025年3月12日" in text
    assert "2026年3月12日" in text


def test_a_redline_is_of_the_new_version() -> None:
    found = document()

    assert (found.version, found.fingerprint) == (2, second().fingerprint)


def test_the_legend_shows_every_mark() -> None:
    legend = [block for block in document().blocks if isinstance(block, Grid)][1]

    shown = {part.change for row in legend.rows for part in row[0] if isinstance(part, Marked)}
    assert shown == set(Change)


def test_equal_texts_have_a_redline_without_marks() -> None:
    found = redline(first(), Side.from_snapshot(first()))
    start = next(
        place
        for place, block in enumerate(found.blocks)
        if getattr(block, "text", "") == "五、对照全文"
    )

    assert not [one for one in inlines(found.blocks[start:]) if isinstance(one, Marked)]
    assert "两个文本的文字相同，没有改动" in plain_text(found)
    assert "没有改动的数值。" in plain_text(found)


def test_what_was_not_compared_is_named_by_its_text() -> None:
    old = Side.from_paragraphs(
        "2023年合同.docx",
        [article("第一条", "本合同适用于企业方的全体职工。"), prose("试用期职工同样适用。")],
        leftovers=[OldLeftover("图片", "第2页")],
    )

    text = plain_text(redline(second(), old))

    assert "导入的原协议：2023年合同.docx" in text
    assert "原文本\t图片：第2页" in text
    assert "新文本\t签名栏和盖章处" in text


def test_the_model_text_is_named_and_has_no_version() -> None:
    snapshot = couriers()

    text = plain_text(redline(snapshot, Side.from_model(snapshot)))

    assert "原文本\t条款库的通常文本：快递行业计件工资专项集体合同\t—\t—\t—" in text


def test_both_languages_stand_beside_each_other() -> None:
    snapshot = couriers()
    bilingual = Choices(language=ContractLanguage.BILINGUAL)
    text = assemble(snapshot, bilingual)
    changed = replace(text.clauses[0], english=f"{text.clauses[0].english} Nothing else.")
    new = replace(snapshot, text=replace(text, clauses=(changed, *text.clauses[1:])))

    found = redline(new, Side.from_snapshot(replace(snapshot, text=text)))

    pairs = [
        block
        for block in found.blocks
        if isinstance(block, Pair) and any(isinstance(one, Marked) for one in inlines((block,)))
    ]
    assert len(pairs) == 1
    right = pairs[0].right[0]
    assert isinstance(right, Article)
    assert right.content[-1] == Marked(" Nothing else.", Change.INSERTED) or (
        "Nothing else" in plain(right.content[-2:])
    )


def test_english_words_of_the_redline_leave_the_contract_in_chinese() -> None:
    text = plain_text(redline(second(), Side.from_snapshot(first()), "en"))

    assert text.startswith("Redline\n计件工资专项集体合同\n")
    assert "第四条（" not in text
    assert "(formerly " in text


@pytest.mark.parametrize("look", ["official", "compact"])
def test_a_redline_is_printed_the_same_every_time(look: str, tmp_path: Path) -> None:
    made = render(document(), load_look(look)).pdf

    assert made == render(document(), load_look(look)).pdf
    printed = solid(text_by_poppler(made, tmp_path))
    assert solid("企业方设立休息站点不少于20处。") in printed
    assert solid("期满前九十日内，任何一方可以书面要求续订。") in printed


@pytest.mark.parametrize("look", ["official", "compact"])
@pytest.mark.parametrize("kind", ["redline", "bilingual", "explanation"])
def test_papers_keep_the_archive_and_the_accessibility_standard(
    kind: str, look: str, tmp_path: Path
) -> None:
    old, new = first(), second()
    if kind == "bilingual":
        old, new = _bilingual(old), _bilingual(new)
    found = redline(new, Side.from_snapshot(old))
    if kind == "explanation":
        found = explanation(new, compare(Side.from_snapshot(old), Side.from_snapshot(new)))
    path = tmp_path / "paper.pdf"
    path.write_bytes(render(found, load_look(look), RenderOptions(watermark="草案")).pdf)

    for profile in ("3a", "ua1"):
        result = validate_pdf(str(path), profile=profile)
        assert result.is_compliant, [failure.message for failure in result.failures]
    subprocess.run(["qpdf", "--check", str(path)], check=True, capture_output=True)


def _bilingual(snapshot: Snapshot) -> Snapshot:
    assert snapshot.text is not None
    clauses = tuple(
        replace(one, english=f"Clause {one.key} in English.") for one in snapshot.text.clauses
    )
    text = replace(snapshot.text, language=ContractLanguage.BILINGUAL, clauses=clauses)
    return replace(snapshot, text=text)


def test_a_changed_heading_shows_its_change() -> None:
    old, new = first(), first()
    assert new.text is not None
    chapters = (replace(new.text.chapters[0], title="总则和定义"), *new.text.chapters[1:])

    found = redline(
        replace(new, text=replace(new.text, chapters=chapters)), Side.from_snapshot(old)
    )

    assert "第一章　总则[+和定义+]\n" in plain_text(found)


def test_heads_of_columns_say_what_became_of_them() -> None:
    sides = [
        Side.from_paragraphs("", [heading("附件1", "工资表")], [OldTable(1, heads, (row,))])
        for heads, row in (
            (("岗位", "工资（元/月）", "补贴"), ("冲压", "4200", "100")),
            (("岗位", "工资（元/日）", "奖金"), ("冲压", "200", "300")),
        )
    ]

    blocks = text_blocks(compare(*sides), load_paper_words("redline", "zh_CN"))
    grids = [block for block in blocks if isinstance(block, Grid)]

    assert [column.head for column in grids[0].columns] == [
        "岗位",
        "工资（元/日）〔原：工资（元/月）〕",
        "补贴〔删除栏〕",
        "奖金〔新增栏〕",
    ]


def test_users_words_are_printed_literally() -> None:
    odd = "<b>&amp;</b> {企业方} ¶ [+不是标记+]"
    old = Side.from_paragraphs("旧<i>", [article("第一条", odd)])
    found = redline(first(), old)

    assert odd in "".join(
        plain(block.content) for block in found.blocks if isinstance(block, Article | Prose)
    )


_FIELD = re.compile(r"{(\w+)(?::[^}]*)?}")


def _words(paper: str) -> dict[str, dict[str, str]]:
    table = read_table(resource("papers", f"{paper}.toml"))
    return {language: table.table(language).texts() for language in ("zh_CN", "en")}


@pytest.mark.parametrize("paper", ["redline", "explanation"])
def test_both_languages_have_the_same_words_with_the_same_fields(paper: str) -> None:
    words = _words(paper)

    assert words["zh_CN"].keys() == words["en"].keys()
    for key, text in words["zh_CN"].items():
        assert set(_FIELD.findall(text)) == set(_FIELD.findall(words["en"][key])), key


def _built() -> set[str]:
    """Return keys that are put together from a choice of the program."""
    return {
        *(f"sample_{one.value}" for one in Change),
        *(f"legend_{one.value}" for one in Change),
        *(f"omitted_{one.value}" for one in OmittedKind),
        *(f"source_{one.value}" for one in Source if one is not Source.VERSION),
        *(f"count_{one}" for one in ("added", "removed", "moved", "changed", "renumbered")),
        *(
            f"{one}_section"
            for one in ("process", "terms", "costs", "differences", "basis", "blanks")
        ),
        "side_employer",
        "side_employee",
    }


@pytest.mark.parametrize("paper", ["redline", "explanation"])
def test_every_word_of_a_paper_is_said_somewhere(paper: str) -> None:
    sources = [
        path.read_text(encoding="utf-8")
        for path in (
            *DRAFTING.glob("redline*.py"),
            *DRAFTING.glob("explanation*.py"),
            DRAFTING / "report_words.py",
        )
    ]

    silent = [
        key
        for key in _words(paper)["zh_CN"]
        if key not in _built() and not any(re.search(f'">?{key}"', text) for text in sources)
    ]

    assert silent == []


def test_every_choice_of_the_program_has_its_words() -> None:
    said = _words("redline")["zh_CN"].keys() | _words("explanation")["zh_CN"].keys()

    assert _built() <= said
