"""The papers on a costing: what they say, that they fit, that they are the same every time."""

from __future__ import annotations

import ast
import io
import json
import re
import subprocess
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page import validate_pdf
from pypdf import PdfReader

import negotiator_desk
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.drafting.blocks import Document, Grid, Highlights, Note, Prose, plain
from negotiator_desk.drafting.costing_report import CostingReport, Standing
from negotiator_desk.drafting.plain import plain_text
from negotiator_desk.drafting.report_annex import MOST_SAMPLES, MOST_WORKERS, annex
from negotiator_desk.drafting.report_figures import Figures
from negotiator_desk.drafting.report_parts import cut
from negotiator_desk.drafting.report_summary import summaries
from negotiator_desk.drafting.report_terms import terms_lines
from negotiator_desk.drafting.report_words import load_words
from negotiator_desk.drafting.typeset.fit import one_page
from negotiator_desk.drafting.typeset.flow import set_document
from negotiator_desk.drafting.typeset.fonts import MissingGlyphError
from negotiator_desk.drafting.typeset.look import REPORT_LOOK, SUMMARY_LOOK, Look, load_look
from negotiator_desk.drafting.typeset.options import RenderOptions
from negotiator_desk.drafting.typeset.paginate import Page, paginate
from negotiator_desk.drafting.typeset.pdf import render
from negotiator_desk.errors import InputError
from negotiator_desk.i18n import LANGUAGES
from negotiator_desk.paths import resource
from negotiator_desk.pay.assumptions import Assumptions
from negotiator_desk.pay.basis import ComparedWith, Formula
from negotiator_desk.pay.cells import cells
from negotiator_desk.pay.fields import DatasetKind
from negotiator_desk.pay.gains import FlagKind
from negotiator_desk.pay.groups import Dimension
from negotiator_desk.pay.ladder_fault import LadderFaultKind
from negotiator_desk.pay.quality import Quality
from negotiator_desk.pay.quota import QuotaVerdict
from negotiator_desk.pay.term_result import Line, TermNote
from negotiator_desk.pay.terms import (
    CommissionSchedule,
    PostClass,
    Subject,
    TakeMethod,
    Terms,
    TierRule,
    WageGrid,
)
from tests.drafting.reading import pages_by_pypdf, solid, text_by_poppler
from tests.drafting.reports import (
    GUIDANCE,
    LONGEST,
    areas,
    assumptions,
    ladder_table,
    quota_table,
    rates,
    report,
    share_table,
    term_table,
)
from tests.drafting.samples import delivery, fee_schedule, machinery

D = Decimal
_FIELD = re.compile(r"\{(\w+)")


def summary(one: CostingReport) -> Document:
    return one_page(summaries(one), load_look(SUMMARY_LOOK))


def pages(document: Document, look: Look) -> list[Page]:
    return paginate(set_document(document, look).boxes, look.depth)


def tables(document: Document) -> list[list[list[str]]]:
    """Return the tables of a document as texts, heads first."""
    return [
        [
            [column.head for column in block.columns],
            *([plain(cell) for cell in row] for row in block.rows),
        ]
        for block in document.blocks
        if isinstance(block, Grid)
    ]


def notes(document: Document) -> str:
    return "\n".join(
        plain(block.content) for block in document.blocks if isinstance(block, Note | Prose)
    )


def check_within(found: list[Page], look: Look) -> None:
    """Hold every line of text inside the type area."""
    for page in found:
        for placed in page.boxes:
            for mark in placed.box.texts:
                air = mark.size / 2 if mark.line.text[-1:] in "，。、；：）》】」』〕〉〗" else 0
                right = mark.x + mark.line.x + mark.line.width
                assert right - air <= look.measure + 0.1, mark.line.text
        last = page.boxes[-1]
        assert last.down + last.box.height <= look.depth + 0.01


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("quality", Quality)
def test_the_page_for_members_takes_one_page_with_forty_changes_and_the_longest_names(
    language: str, quality: Quality
) -> None:
    one = report(
        language=language,
        terms=rates(40, more="0.05", name=LONGEST),
        present=rates(40, name=LONGEST, guarantee="2000.00"),
        groups=40,
        name=LONGEST,
        title=LONGEST * 4,
        quality=quality,
        years=3,
        on_costs=(LONGEST,),
    )
    document = summary(replace(one, assumptions=assumptions()))
    look = load_look(SUMMARY_LOOK)
    found = pages(document, look)
    assert len(found) == 1
    check_within(found, look)
    assert render(document, look, RenderOptions(watermark="")).pages == 1


def _long_grid(band: str) -> WageGrid:
    """Return a grid in which every name is as long as it can be and every post has a band."""
    bands = tuple(f"{number:02}{LONGEST}"[:60] for number in range(8))
    grades = tuple(f"级{number:02}{LONGEST}"[:60] for number in range(8))
    return WageGrid(
        bands=bands,
        grades=grades,
        cells=tuple(tuple(D("4000.00") + D(band) for _grade in grades) for _band in bands),
        post_bands=tuple(
            (f"岗{number:02}{LONGEST}"[:60], bands[int(D(band))]) for number in range(30)
        ),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_grid_of_the_longest_names_takes_one_page_too(language: str) -> None:
    terms, present = _long_grid("1.00"), _long_grid("0.00")
    one = report(language=language, terms=terms, present=present, groups=40, name=LONGEST)
    many = replace(
        one,
        minimum=areas(5, [LONGEST] * 9),
        who_gains=replace(one.who_gains, flags=one.who_gains.flags[:1] * 4),
        term=term_table(5, (LONGEST, "工会经费")),
        assumptions=Assumptions(
            60, phase_in=tuple(D(part).scaleb(-4) for part in range(1111, 1116))
        ),
        totals=replace(one.totals, items_before=D("1.00"), items_after=D("99999999.00")),
    )
    look = load_look(SUMMARY_LOOK)
    found = pages(summary(many), look)
    assert len(found) == 1
    check_within(found, look)


@settings(max_examples=60, deadline=None)
@given(
    changes=st.integers(0, 60),
    groups=st.integers(0, 60),
    flags=st.integers(0, 5),
    name=st.text(alphabet="甲一W i·（，。）…a1", min_size=1, max_size=58).map(lambda t: f"x{t}x"),
    title=st.text(alphabet="甲一W i·（，。）…a1", min_size=1, max_size=200),
    language=st.sampled_from(LANGUAGES),
    scale=st.integers(0, 9),
    standing=st.sampled_from(Standing),
)
def test_whatever_a_case_has_its_page_for_members_takes_one_page(
    changes: int,
    groups: int,
    flags: int,
    name: str,
    title: str,
    language: str,
    scale: int,
    standing: Standing,
) -> None:
    one = report(
        language=language,
        terms=rates(max(changes, 1), more="0.05" if changes else "0.00", name=name),
        present=rates(max(changes, 1), name=name),
        groups=groups,
        flags=flags,
        name=name,
        title=title,
        standing=standing,
    )
    totals = one.totals
    assert totals.yearly_before is not None
    grown = replace(
        totals,
        yearly_before=totals.yearly_before * 10**scale,
        yearly_after=totals.yearly_after * 10**scale,
    )
    document = summary(replace(one, totals=grown))
    look = load_look(SUMMARY_LOOK)
    found = pages(document, look)
    assert len(found) == 1
    check_within(found, look)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh_CN", (r"列出(\d+)项；另有(\d+)项改动", r"列出人均增加最少的(\d+)组；另有(\d+)组")),
        (
            "en",
            (r"The (\d+) with the greatest effect; (\d+) ", r"The (\d+) groups .*; (\d+) "),
        ),
    ],
)
def test_what_is_cut_is_counted(language: str, said: tuple[str, str]) -> None:
    one = report(
        language=language, terms=rates(40, more="0.05"), present=rates(40), groups=30, name="网点"
    )
    document = summary(one)
    changes, groups = tables(document)[:2]
    text = notes(document)
    for pattern, table, every in zip(said, (changes, groups), (40, 30), strict=True):
        match = re.search(pattern, text)
        assert match, text
        shown, more = int(match[1]), int(match[2])
        assert (shown, shown + more) == (len(table) - 1, every)


def test_the_changes_that_weigh_most_are_kept_in_reading_order() -> None:
    one = report(terms=rates(40, more="0.05", guarantee="3500.00"), present=rates(40), groups=30)
    shown = [row[0] for row in tables(summary(one))[0][1:]]
    everything = [line.label for line in terms_lines(load_words("zh_CN"), one.terms, one.present)]
    assert shown == [label for label in everything if label in shown]
    # Each rate costs more than the one before it, and the guarantee holds for everybody.
    assert shown[-1] == "月保底工资（元/月）"
    assert shown[-2].startswith("39")
    assert not any(label.startswith("00") for label in shown)


def test_groups_that_gain_least_are_kept() -> None:
    one = report(terms=rates(40, more="0.05"), present=rates(40), groups=30, name="网点")
    shown = [row[0] for row in tables(summary(one))[1][1:]]
    assert shown == [f"{place:02}网点" for place in range(len(shown))]


def test_groups_that_are_cut_stand_with_the_least_gain_first() -> None:
    one = report(terms=rates(40, more="0.05"), present=rates(40), groups=30, name="网点")
    (first, *others) = one.who_gains.tables
    turned = replace(first, groups=first.groups[::-1])
    turned_report = replace(one, who_gains=replace(one.who_gains, tables=(turned, *others)))
    shown = [row[0] for row in tables(summary(turned_report))[1][1:]]
    assert 1 < len(shown) < 30
    assert shown == [f"{place:02}网点" for place in range(len(shown))]


@pytest.mark.parametrize(
    ("phase_in", "chinese", "english"),
    [
        (
            ("0.6000", "1.0000", "1.0000"),
            "第1年落实60%、第2年起全部落实",
            "60% in contract year 1, all of it from contract year 2 on",
        ),
        (
            ("0.3333", "0.3333", "0.6667"),
            "第1至2年落实33.33%、第3年起落实66.67%",
            "33.33% in contract years 1 to 2, 66.67% from contract year 3 on",
        ),
        (("0.5000",) * 3, "合同期内落实50%", "50% during the whole term"),
    ],
)
def test_an_increase_that_is_phased_in_is_said_to_be_so_beside_the_figures(
    phase_in: tuple[str, ...], chinese: str, english: str
) -> None:
    for language, said in (("zh_CN", chinese), ("en", english)):
        one = report(language=language, years=3)
        phased = replace(
            one, assumptions=Assumptions(36, phase_in=tuple(D(part) for part in phase_in))
        )
        blocks = summary(phased).blocks
        place = next(at for at, block in enumerate(blocks) if isinstance(block, Highlights))
        box, note = blocks[place], blocks[place + 1]
        assert isinstance(box, Highlights)
        assert isinstance(note, Note)
        words = load_words(language)
        assert plain(note.content) == words("phase_note", parts=said)
        labels = [item.label for item in box.items]
        assert words("phase_mean_label") in labels
        assert words("phase_firm_label") in labels
        plainly = summary(one)
        assert words("mean_label") in plain_text(plainly)
        assert said not in plain_text(plainly)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_cost_has_in_it_is_said_on_both_papers(language: str) -> None:
    one = report(language=language, years=3, on_costs=("社会保险",))
    words = load_words(language).about(Subject.PIECE_RATES)
    for key in ("cost_year_note", "cost_year_whole", "cost_term_note"):
        assert words(key).lower() in plain_text(summary(one)).lower()
    for key in ("total_year_note", "term_note", "units_note"):
        assert words(key) in plain_text(annex(one))


@pytest.mark.parametrize("language", LANGUAGES)
def test_rules_are_called_by_their_place(language: str) -> None:
    one = report(language=language)
    for document in (summary(one), annex(one)):
        text = plain_text(document)
        assert load_words(language)("rules_value", place="宁波市", day="2014-05-01") in text
        assert "ningbo" not in text


def test_without_changes_the_page_says_so() -> None:
    one = report(terms=rates(3), present=rates(3), standing=Standing.PRESENT)
    document = summary(one)
    assert "与现行标准相同，没有改动。" in notes(document)
    assert "现行标准，没有改动" in plain_text(document)


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_anything_to_compare_only_levels_are_printed(language: str) -> None:
    one = report(language=language)
    levels = replace(
        one,
        present=None,
        gains=None,
        source=replace(one.source, compared_with=ComparedWith.NOTHING, present_sha256=None),
        totals=replace(
            one.totals,
            monthly_before=None,
            yearly_before=None,
            items_before=None,
            mean_before=None,
            lowest_before=None,
            median_before=None,
            highest_before=None,
        ),
        who_gains=replace(
            one.who_gains,
            tables=tuple(
                replace(
                    table,
                    gap_before=None,
                    groups=tuple(
                        replace(row, mean_before=None, mean_gain=None, least_gain=None, losing=None)
                        for row in table.groups
                    ),
                )
                for table in one.who_gains.tables
            ),
            steps=tuple(replace(step, before=None) for step in one.who_gains.steps),
            flags=(),
        ),
        minimum=replace(
            one.minimum,
            areas=tuple(replace(area, below_before=None) for area in one.minimum.areas),
        ),
        term=replace(
            one.term,
            rows=tuple(
                replace(row, values=(None,) * 2) if row.line is Line.DIFFERENCE else row
                for row in one.term.rows
            ),
            difference_without=(None, None),
            present_on_costs=None,
            present_progression=None,
        ),
        workers=tuple(replace(worker, before=None) for worker in one.workers),
    )
    for document in (summary(levels), annex(levels)):
        text = plain_text(document)
        assert "None" not in text
        heads = {head for table in tables(document) for head in table[0]}
        assert load_words(language)("head_change") not in heads
        assert "5,456.07" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_annex_prints_every_section_and_every_figure(language: str) -> None:
    one = replace(
        report(language=language, years=5, on_costs=("社会保险", "工会经费")),
        assumptions=assumptions(),
        shares=share_table(),
        ladder=ladder_table(),
    )
    text = plain_text(annex(one))
    assert "None" not in text
    for amount in (
        "27,000,000.00",
        "+1,000,000.00",
        "+202.06",
        "451.00",
        "94.17%",
        "88.48%",
        "0.2359",
        "2,490.00",
        "4,100.01",
        "21.53%",
        "0.9912",
        "66.67%",
        "24,000.00",
    ):
        assert amount in text, amount
    words = load_words(language).about(Subject.PIECE_RATES)
    for formula in one.formulas:
        assert words(f"formula_{formula.value}") in text
    for digest in (
        one.source.dataset_fingerprint,
        one.source.terms_sha256,
        one.source.present_sha256,
        one.source.assumptions_sha256,
    ):
        assert digest is not None
        assert digest in text


def test_five_contract_years_stand_in_two_tables_that_each_end_with_the_term() -> None:
    found = [table for table in tables(annex(report(years=5))) if table[0][-1] == "合同期"]
    assert [table[0][1:-1] for table in found] == [
        ["第1年", "第2年", "第3年"],
        ["第4年", "第5年"],
    ]
    assert {len(table) for table in found} == {len(found[0])}


def test_workers_without_names_are_numbered_across_the_page() -> None:
    (pay,) = (one for one in tables(annex(report(workers=5))) if one[0].count("序号") == 2)
    assert [(row[0], row[4]) for row in pay[1:]] == [("1", "2"), ("3", "4"), ("5", "")]
    assert pay[1][1:4] == ["3,000.00", "3,150.00", "+150.00"]


def test_long_lists_are_left_to_the_table_and_counted() -> None:
    one = report()
    (sample,) = quota_table().samples[:1]
    assert one.quota is not None
    long = replace(
        one,
        workers=one.workers[:1] * (MOST_WORKERS + 1),
        quota=replace(one.quota, samples=(sample,) * (MOST_SAMPLES + 1)),
    )
    text = plain_text(annex(long))
    assert "共5,001人，不在此逐人列出" in text
    assert "共2,001行，不在此逐行列出" in text


def test_figures_have_no_more_digits_than_the_data_allow() -> None:
    text = plain_text(summary(report(quality=Quality.ESTIMATED)))
    assert "+200元" in text
    assert "202.06" not in text
    assert "一年多付的在900,000元至1,100,000元之间" in text
    assert "数据为估计，金额只保留2位有效数字，实际可能上下相差10%。" in text
    # What was agreed is exact whatever the data are.
    assert "1.25" in text


@settings(max_examples=200, deadline=None)
@given(
    amount=st.integers(-(10**13), 10**13).map(lambda fen: D(fen).scaleb(-2)),
    quality=st.sampled_from(Quality),
)
def test_a_printed_amount_reads_back_as_the_amount_within_its_digits(
    amount: Decimal, quality: Quality
) -> None:
    source = report(quality=quality).source
    figures = Figures(load_words("zh_CN"), source.margin, source.digits)
    back = D(figures.amount(amount).replace(",", "").replace("−", "-"))
    if source.digits is None:
        assert back == amount
    elif amount:
        assert abs(back - amount) <= abs(amount) * D(10) ** (1 - source.digits) / 2
    assert figures.change(amount).startswith("+") == (amount > 0)


SCHEDULES: list[Terms] = [
    delivery().issues[0].terms,
    fee_schedule(),
    machinery().issues[0].terms,
    rates(3),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("terms", SCHEDULES)
def test_every_value_of_terms_has_a_name_and_its_value(terms: Terms, language: str) -> None:
    words = load_words(language)
    lines = terms_lines(words, terms, None)
    assert [line.key for line in lines] == [cell.key for cell in cells(terms)]
    assert len({line.label for line in lines}) == len(lines)
    assert not any(line.is_changed for line in lines)
    assert all(line.after and "{" not in line.label for line in lines)
    against = terms_lines(words, terms, rates(2, name="别的"))
    one_sided = {line.change for line in against if "—" in {line.before, line.after}}
    assert one_sided == {words("added"), words("gone")}


def test_a_ratio_changes_by_points_and_values_of_a_unit_have_equal_decimals() -> None:
    before = delivery().issues[0].terms
    assert isinstance(before, CommissionSchedule)
    tiers = tuple(replace(tier, take_rate=D("0.1500")) for tier in before.tiers)
    after = replace(before, tiers=tiers)
    lines = {line.key: line for line in terms_lines(load_words("zh_CN"), after, before)}
    assert [lines[f"tier:{place}"].change for place in range(3)] == [
        "−3.0个百分点",
        "−5.0个百分点",
        "−7.5个百分点",
    ]
    assert (lines["tier:0"].before, lines["order_cap"].after) == ("18.0%", "27.0%")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("look", [SUMMARY_LOOK, REPORT_LOOK])
def test_papers_keep_the_archive_and_the_accessibility_standard(
    language: str, look: str, tmp_path: Path
) -> None:
    one = replace(report(language=language), shares=share_table(), ladder=ladder_table())
    document = summary(one) if look == SUMMARY_LOOK else annex(one)
    path = tmp_path / "paper.pdf"
    path.write_bytes(render(document, load_look(look), RenderOptions(watermark="方案")).pdf)
    for profile in ("3a", "ua1"):
        result = validate_pdf(str(path), profile=profile)
        assert result.is_compliant, [failure.message for failure in result.failures]
    subprocess.run(["qpdf", "--check", str(path)], check=True, capture_output=True)
    root = PdfReader(path).trailer["/Root"]
    assert root["/Lang"] == {"zh_CN": "zh-CN", "en": "en"}[language]
    assert f"<rdf:li>{root['/Lang']}</rdf:li>" in root["/Metadata"].get_data().decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hint_of_the_ladder_names_its_source_with_its_mark(language: str) -> None:
    one = replace(report(language=language), ladder=ladder_table())
    assert GUIDANCE in plain_text(annex(one))
    kept = tuple(line for line in ladder_table().faults if not line.is_hint)
    without = replace(one, ladder=replace(ladder_table(), faults=kept))
    assert GUIDANCE not in plain_text(annex(without))


@pytest.mark.parametrize("look", [SUMMARY_LOOK, REPORT_LOOK])
def test_headings_go_down_one_level_at_a_time(look: str) -> None:
    one = report()
    document = summary(one) if look == SUMMARY_LOOK else annex(one)
    levels = [
        int(element.tag[1])
        for element in set_document(document, load_look(look)).elements
        if re.fullmatch(r"H\d", element.tag)
    ]
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_report_gives_the_same_bytes_also_when_it_was_kept(language: str) -> None:
    one = replace(
        report(language=language, years=3, on_costs=("社会保险",)),
        assumptions=assumptions(),
        shares=share_table(),
        ladder=ladder_table(),
    )
    again = CostingReport.from_data(json.loads(json.dumps(one.to_data())))
    assert again == one
    assert again.fingerprint == one.fingerprint
    for make, look in ((summary, SUMMARY_LOOK), (annex, REPORT_LOOK)):
        assert render(make(again), load_look(look)) == render(make(one), load_look(look))
    other = replace(one, head=replace(one.head, side=Side.EMPLOYER))
    assert other.fingerprint != one.fingerprint


@pytest.mark.parametrize(
    "damage",
    [
        {"format": 2},
        {"language": 3},
        {"totals": None},
        {"workers": "x"},
        {"more": 1},
        {"has_names": "yes"},
        {"language": "fr"},
    ],
)
def test_a_damaged_report_is_refused_in_words(damage: dict[str, object]) -> None:
    data = {**report().to_data(), **damage}
    with pytest.raises(InputError, match=r"damaged|newer"):
        CostingReport.from_data(data)


def test_figures_of_the_page_are_read_back_by_other_programs(tmp_path: Path) -> None:
    one = report(language="en")
    pdf = render(summary(one), load_look(SUMMARY_LOOK), RenderOptions(watermark="OFFER")).pdf
    for text in (pages_by_pypdf(pdf)[0], text_by_poppler(pdf, tmp_path)):
        for figure in ("+202.06", "+151.00", "1,000,000.00", "27,000,000.00", "2,490.00"):
            assert figure in text, figure
        assert solid("Page 1 of 1") in solid(text)
        assert "OFFER" not in text


def test_a_figure_too_wide_for_its_frame_is_set_smaller_and_all_alike() -> None:
    one = report()
    totals = replace(one.totals, yearly_after=D("987654321012.34"))
    look = load_look(SUMMARY_LOOK)
    document = summary(replace(one, totals=totals))
    place = next(
        number for number, block in enumerate(document.blocks) if isinstance(block, Highlights)
    )
    flow = set_document(replace(document, blocks=document.blocks[place : place + 1]), look)
    (box,) = flow.boxes
    sizes = {mark.size for mark in box.texts}
    assert len(sizes) == 2
    assert max(sizes) < look.types["highlight"].size
    width = look.measure / 4
    for mark in box.texts:
        frame = int(mark.x // width)
        assert mark.x + mark.line.x + mark.line.width <= (frame + 1) * width


def test_a_character_no_font_has_is_refused_by_name() -> None:
    with pytest.raises(MissingGlyphError, match="U\\+1F600"):
        summary(report(title="派件费\U0001f600"))


def test_a_line_before_a_table_stays_with_it() -> None:
    look = load_look(REPORT_LOOK)
    for workers in range(1, 60):
        for page in pages(annex(report(workers=workers)), look):
            last = page.boxes[-1].box
            assert not last.keeps_next, "".join(mark.line.text for mark in last.texts)


def test_a_name_is_cut_with_a_mark_and_counts_chinese_letters_double() -> None:
    assert cut("城南网点", 4) == "城南网点"
    assert cut("城南网点一", 4) == "城南网…"
    assert cut("station", 4) == "station"
    assert cut("stations!", 4) == "statio…"


def _texts() -> dict[str, dict[str, str]]:
    with resource("papers", "costing.toml").open("rb") as file:
        return tomllib.load(file)


def test_both_languages_have_the_same_words_with_the_same_fields() -> None:
    chinese, english = _texts()["zh_CN"], _texts()["en"]
    assert chinese.keys() == english.keys()
    common = {"pay"}
    for key, text in chinese.items():
        fields = (set(_FIELD.findall(text)), set(_FIELD.findall(english[key])))
        assert fields[0] - common == fields[1] - common, key


def _built_keys() -> Iterator[str]:
    """Yield the keys that are put together from a choice of the program."""
    for subject in (Subject.PIECE_RATES, Subject.COMMISSION_SHARES, Subject.SKILL_GRADE_WAGES):
        yield from (f"pay_{subject.value}", f"out_{subject.value}")
    for formula in Formula:
        yield f"formula_{formula.value}"
    for kind, prefix in (
        (Standing, "standing"),
        (Dimension, "dimension"),
        (FlagKind, "flag"),
        (TermNote, "note"),
        (Line, "line"),
        (QuotaVerdict, "verdict"),
        (Quality, "quality"),
        (ComparedWith, "compared"),
        (DatasetKind, "facts"),
        (LadderFaultKind, "fault"),
        (PostClass, "class"),
        (TakeMethod, "choice"),
        (TierRule, "choice"),
    ):
        yield from (f"{prefix}_{one.value}" for one in kind)
    yield from (f"standing_offer_{side.value}" for side in Side)
    yield from ("watermark_offer", "choice_counted", "choice_excluded")
    yield from (f"quantile_{at}" for at in (0, 50, 100))
    for group in ("skill", "education", "innovation", "honour"):
        yield f"cell_allowance_{group}"
    for kind in ("award", "dividend", "technology"):
        yield f"cell_yearly_{kind}"


def test_every_choice_of_the_program_has_its_words() -> None:
    words = _texts()["zh_CN"]
    missing = set(_built_keys()) - words.keys() - {"standing_offer"}
    assert missing == set()


def _silent(keys: Iterable[str]) -> list[str]:
    """Return the keys that no paper says."""
    package = Path(negotiator_desk.__file__).parent
    said = set(_built_keys())
    built: set[str] = set()
    for path in [*package.glob("drafting/report_*.py"), *package.glob("services/costing_*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                said.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = (
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z0-9_]+"
                    for part in node.values
                )
                built.add("".join(parts))
    # A text built of choices alone, such as "{key}_{side}", would match every key.
    whole = [one for one in built if re.search("[a-z]{3}", one.replace("[a-z0-9_]+", ""))]
    return [
        key
        for key in keys
        if key not in said and not any(re.fullmatch(pattern, key) for pattern in whole)
    ]


def test_no_words_are_left_that_nothing_says() -> None:
    assert _silent(_texts()["zh_CN"]) == []


def test_words_that_nothing_says_are_found() -> None:
    assert _silent(["basis_dataset", "planted_words"]) == ["planted_words"]


def test_reading_a_page_takes_its_metadata_from_the_report() -> None:
    one = report()
    reader = PdfReader(io.BytesIO(render(annex(one), load_look(REPORT_LOOK)).pdf))
    assert reader.metadata is not None
    assert reader.metadata.title == "测算附件：派件费单价"
    assert reader.metadata["/Keywords"] == one.fingerprint
    titles = [entry["/Title"] for entry in reader.outline if not isinstance(entry, list)]
    assert titles[0] == "一、依据"


def test_a_term_with_on_costs_has_a_line_of_its_own_on_the_page() -> None:
    one = replace(report(years=3, on_costs=("社会保险",)), term=term_table(3, ("社会保险",)))
    text = plain_text(summary(one))
    assert "合同期36个月企业共付" in text
    assert "其中单位负担的社会保险等" in text
    assert "单位负担的社会保险、住房公积金、工会经费没有填写" not in text
