"""Contracts as Word files: they say what the print says, number themselves, and open."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import docx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from negotiator_desk.bargaining.parties import CaseKind
from negotiator_desk.drafting.annotated import compose_annotated
from negotiator_desk.drafting.assemble import Choices, assemble
from negotiator_desk.drafting.bilingual import compose_bilingual
from negotiator_desk.drafting.blocks import (
    Align,
    Annex,
    Article,
    Blank,
    Block,
    Change,
    Chapter,
    Column,
    ColumnGroup,
    Contents,
    CrossReference,
    Document,
    Footnote,
    Grid,
    Highlight,
    Highlights,
    Item,
    Marked,
    Note,
    Pair,
    Party,
    Prose,
    Remark,
    Section,
    Signatory,
    Signatures,
    Title,
    inlines,
)
from negotiator_desk.drafting.compare import compare
from negotiator_desk.drafting.compare_result import PILCROW
from negotiator_desk.drafting.compare_sides import Side
from negotiator_desk.drafting.compose import compose
from negotiator_desk.drafting.docx_headings import placed
from negotiator_desk.drafting.docx_writer import docx_bytes
from negotiator_desk.drafting.docx_xml import clean
from negotiator_desk.drafting.explanation import explanation
from negotiator_desk.drafting.leaflet import leaflet
from negotiator_desk.drafting.numbering import article_number, chapter_number, item_number
from negotiator_desk.drafting.plain import plain_text
from negotiator_desk.drafting.redline import redline
from negotiator_desk.drafting.snapshot import ContractKind, Snapshot
from negotiator_desk.drafting.typeset.look import LEAFLET_LOOK, LOOKS, load_look
from negotiator_desk.drafting.wording import ContractLanguage, MainContract, Tongue
from tests.drafting.docx_reading import WordFile, w
from tests.drafting.redlines import new_text, old_text
from tests.drafting.samples import SAMPLES, couriers, machinery
from tests.drafting.small_contract import first, second
from tests.drafting.test_edition_files import bilingual, with_text
from tests.drafting.test_pdf import AWKWARD

MOMENT = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)
KINDS = (
    ContractKind.COMPREHENSIVE,
    ContractKind.WOMEN,
    ContractKind.SAFETY,
    ContractKind.PLATFORM,
    ContractKind.PLATFORM_MINUTES,
)


def against_the_model(snapshot: Snapshot) -> Document:
    return redline(snapshot, Side.from_model(snapshot))


def without_a_clause(snapshot: Snapshot) -> Document:
    """A redline in which clauses were moved, changed and left out."""
    text = snapshot.text or assemble(snapshot, Choices())
    snapshot = replace(snapshot, text=text)
    clauses = list(text.clauses)
    clauses.insert(6, clauses.pop(3))
    clauses[2] = replace(clauses[2], text=clauses[2].text.replace("应当", "不得"))
    del clauses[8]
    return redline(
        replace(snapshot, text=replace(text, clauses=tuple(clauses))),
        Side.from_snapshot(snapshot),
    )


def draft_explanation(snapshot: Snapshot) -> Document:
    return explanation(snapshot, compare(Side.from_model(snapshot), Side.from_snapshot(snapshot)))


def both_languages(snapshot: Snapshot) -> Document:
    return compose_bilingual(bilingual(snapshot))


def redline_in_both_languages(snapshot: Snapshot) -> Document:
    return without_a_clause(bilingual(snapshot))


def english_leaflet(snapshot: Snapshot) -> Document:
    return leaflet(snapshot, Tongue.ENGLISH)


EDITIONS: dict[str, Callable[[Snapshot], Document]] = {
    "contract": compose,
    "annotated": compose_annotated,
    "redline": without_a_clause,
    "redline_model": against_the_model,
    "redline_bilingual": redline_in_both_languages,
    "explanation": draft_explanation,
    "leaflet": leaflet,
    "leaflet_english": english_leaflet,
    "bilingual": both_languages,
}


def of_kind(kind: ContractKind, language: ContractLanguage) -> Snapshot:
    base = replace(couriers(), contract_kind=kind, kind=CaseKind.ENTERPRISE)
    choices = Choices(language=language, main_contract=MainContract("集体合同", None))
    return replace(base, text=assemble(base, choices))


def document(*blocks: Block, language: str = "zh-CN") -> Document:
    return Document("试验合同", "甲、乙", "T-1", 2, "0f" * 32, blocks, language=language)


def written(made: Document, look: str = "official") -> WordFile:
    return WordFile(docx_bytes(made, look, changed_at=MOMENT))


def compact(text: str) -> str:
    """Drop what Word shows by other means: gaps, marks of changes, and those of remarks."""
    text = re.sub(r"\[\+|\+\]|\[-|-\]|\{\+|\+\}|\{-|-\}", "", text)
    return re.sub(rf"[\s※{PILCROW}]", "", text).replace("：", ":")


def check_same_text(made: Document, look: str) -> None:
    read = written(made, look)
    wanted = [compact(clean(line)) for line in plain_text(made).splitlines()]
    assert compact("".join(read.lines())) == "".join(wanted)


@pytest.mark.parametrize("name", EDITIONS)
@pytest.mark.parametrize("sample", SAMPLES)
def test_every_edition_says_what_its_plain_text_says(sample: str, name: str) -> None:
    look = LEAFLET_LOOK if name.startswith("leaflet") else "official"
    made = EDITIONS[name](SAMPLES[sample]())
    check_same_text(made, look)
    check_file(docx_bytes(made, look, watermark="草案", changed_at=MOMENT))


@pytest.mark.parametrize("language", ContractLanguage)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_contract_says_what_its_plain_text_says(
    kind: ContractKind, language: ContractLanguage
) -> None:
    snapshot = of_kind(kind, language)
    make = compose_bilingual if language is ContractLanguage.BILINGUAL else compose
    check_same_text(make(snapshot), "compact")
    check_numbers(make(snapshot))


_STYLES: dict[type[Block], str] = {
    Chapter: "Heading1",
    Article: "Heading2",
    Item: "Item",
    Annex: "Annex",
}


def check_numbers(made: Document) -> None:
    """Word's own numbers are the computed ones, none of them is typed, references stay right."""
    read = written(made)
    for kind, style in _STYLES.items():
        for side in ("", "Left", "Right"):
            wanted = [
                block.number
                for block, where in placed(made.blocks)
                if isinstance(block, kind) and where.value == side
            ]
            assert read.numbers(f"{style}{side}") == wanted
    sought = [one for one in inlines(made.blocks) if isinstance(one, CrossReference)]
    references = list(read.references())
    assert [text for text, _number in references] == [one.text for one in sought]
    assert all(text == number for text, number in references)


@pytest.mark.parametrize("make", [compose, compose_annotated, both_languages])
@pytest.mark.parametrize("sample", SAMPLES)
def test_the_numbers_that_word_counts_are_the_computed_ones(
    sample: str, make: Callable[[Snapshot], Document]
) -> None:
    check_numbers(make(SAMPLES[sample]()))


def test_references_in_each_column_point_at_articles_of_its_language() -> None:
    references = list(written(both_languages(couriers())).references())
    assert {text[:1] for text, _number in references} == {"第", "A"}


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["chapter", "article", "item", "odd"]), st.integers(1, 5)),
        max_size=30,
    )
)
@example([("article", 1), ("item", 3), ("article", 2), ("item", 1), ("item", 2)])
@example([("item", 2), ("item", 3), ("chapter", 1), ("article", 4), ("item", 4), ("item", 1)])
def test_numbers_that_jump_are_shown_as_they_are(rows: list[tuple[str, int]]) -> None:
    blocks: list[Block] = []
    for kind, number in rows:
        blocks.append(numbered_block(kind, number))
    wanted = [compact(line) for line in plain_text(document(*blocks)).splitlines() if line]
    content = docx_bytes(document(*blocks), "compact")
    for starts_again in (False, True):
        read = WordFile(content, starts_again=starts_again)
        shown = [f"{one.number}{one.text}" for one in read.paragraphs if one.style != "Break"]
        assert [compact(one) for one in shown] == wanted


def numbered_block(kind: str, number: int) -> Block:
    match kind:
        case "chapter":
            return Chapter(chapter_number(number), "总则")
        case "article":
            return Article(article_number(number), ("甲。",), f"a{number}")
        case "item":
            return Item(item_number(number), ("乙；",))
        case _:
            return Article(f"第{number}条（原第一条）", ("丙。",), f"o{number}")


def test_numbers_are_multilevel_lists_of_the_heading_styles() -> None:
    read = written(compose(couriers()))
    lists = {
        level.find(w("pStyle")).get(w("val")): (
            level.get(w("ilvl")),
            level.find(w("numFmt")).get(w("val")),
            level.find(w("lvlText")).get(w("val")).strip("　"),
        )
        for level in read.trees["word/numbering.xml"].iter(w("lvl"))
    }
    counting = "chineseCountingThousand"
    assert lists["Heading1"] == ("0", counting, "第%1章")
    assert lists["Heading2"] == ("0", counting, "第%1条")
    assert lists["Item"] == ("1", counting, "（%2）")
    assert lists["Annex"] == ("0", "decimal", "附件%1")
    assert lists["Heading2Right"] == ("0", "decimal", "Article %1")
    numbered = [one for one in read.paragraphs if one.style in ("Heading1", "Heading2", "Item")]
    direct = [one for one in numbered if one.node.find(f"{w('pPr')}/{w('numPr')}") is not None]
    assert numbered
    assert not direct, "the style alone numbers a paragraph that follows on"


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", EDITIONS)
def test_the_same_document_gives_the_same_bytes(name: str, look: str) -> None:
    made = [
        docx_bytes(EDITIONS[name](couriers()), look, watermark="草案", changed_at=MOMENT)
        for _time in range(2)
    ]
    assert made[0] == made[1]


def test_a_moment_is_written_in_universal_time() -> None:
    made = redline(second(), Side.from_snapshot(first()))
    there = MOMENT.astimezone(timezone(timedelta(hours=8)))
    assert docx_bytes(made, "compact", changed_at=there) == docx_bytes(
        made, "compact", changed_at=MOMENT
    )
    read = written(made)
    dates = {node.get(w("date")) for node in read.document.iter(w("ins"), w("del"))}
    assert dates == {"2026-03-12T09:30:00Z"}


def accepted(read: WordFile, *, all_taken: bool) -> list[str]:
    """Return the paragraphs when all tracked changes are taken, or none."""
    gone = "del" if all_taken else "ins"
    found = [""]
    for one in read.paragraphs:
        found[-1] += one.number + (one.accepted if all_taken else one.rejected)
        if one.end != gone:
            found.append("")
    return [compact(line) for line in found]


@pytest.mark.parametrize("all_taken", [True, False])
def test_taking_all_changes_gives_the_new_text_and_taking_none_the_old_one(
    all_taken: bool,
) -> None:
    comparison = compare(Side.from_snapshot(first()), Side.from_snapshot(second()))
    lines = new_text(comparison) if all_taken else old_text(comparison)
    read = written(redline(second(), Side.from_snapshot(first())))
    paragraphs = accepted(read, all_taken=all_taken)
    whole = [line for line in map(compact, lines) if line]
    assert len(whole) > 15
    missing = [line for line in whole if not any(one.endswith(line) for one in paragraphs)]
    assert missing == []
    other = old_text(comparison) if all_taken else new_text(comparison)
    only = [compact(one) for one in other if compact(one) not in whole and len(one) > 10]
    assert only
    assert not [line for line in only if line in paragraphs]


def test_a_typed_pilcrow_is_text_even_as_a_change() -> None:
    read = written(document(Prose(("甲", Marked(PILCROW, Change.INSERTED), "乙"))))
    assert [one.text for one in read.paragraphs] == [f"甲{PILCROW}乙"]


def test_footnotes_are_words_own_and_stand_where_they_belong() -> None:
    read = written(compose_annotated(couriers()))
    notes = [
        one for one in inlines(compose_annotated(couriers()).blocks) if isinstance(one, Footnote)
    ]
    ids = [int(one.get(w("id"))) for one in read.document.iter(w("footnoteReference"))]
    assert ids == list(range(1, len(notes) + 1))
    assert len(notes) > 5


def test_the_contents_list_is_a_field_whose_entries_lead_to_their_headings() -> None:
    made = compose(couriers())
    read = written(made)
    entries = [one for one in read.paragraphs if one.style == "TOC1"]
    heads = [one for one in made.blocks if isinstance(one, Chapter | Annex)]
    assert [compact(one.text) for one in entries] == [
        compact(f"{one.number}{one.title}") for one in heads
    ]
    names = {node.get(w("name")): node for node in read.document.iter(w("bookmarkStart"))}
    for entry, head in zip(entries, heads, strict=True):
        anchor = entry.node.find(w("hyperlink")).get(w("anchor"))
        assert "".join(names[anchor].getparent().itertext()).endswith(head.title)
        assert f"PAGEREF {anchor}" in "".join(entry.node.itertext())
    words = "".join(read.body.itertext())
    assert words.count('TOC \\o "1-1"') == 1


@pytest.mark.parametrize("make", [compose, both_languages])
def test_field_beginnings_and_ends_are_balanced(make: Callable[[Snapshot], Document]) -> None:
    kinds = [
        node.get(w("fldCharType")) for node in written(make(couriers())).document.iter(w("fldChar"))
    ]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") > 10


def wide_grid() -> Grid:
    columns = tuple(Column(f"项目指标名称{number}", Align.RIGHT) for number in range(14))
    return Grid(columns, tuple(tuple((f"{row},234,567.89",) for _ in columns) for row in range(9)))


@pytest.mark.parametrize("look", LOOKS)
def test_a_wide_annex_lies_on_its_side_and_what_follows_stands_upright(look: str) -> None:
    read = written(
        document(
            Title("合同"),
            Article("第一条", ("见附件。",), "a"),
            Annex("附件1", "宽表"),
            wide_grid(),
            Annex("附件2", "名单"),
            Prose(("完。",)),
        ),
        look,
    )
    sizes = [
        (size.get(w("w")), size.get(w("h")), size.get(w("orient")))
        for size in read.document.iter(w("pgSz"))
    ]
    upright, turned = ("11906", "16838", None), ("16838", "11906", "landscape")
    assert sizes == [upright, turned, upright]
    assert [node.get(w("val")) for node in read.body.iter(w("type"))] == ["nextPage"] * 3
    table = read.body.find(w("tbl"))
    assert int(table.find(f"{w('tblPr')}/{w('tblW')}").get(w("w"))) > 11906


def test_a_table_that_fits_nowhere_is_set_in_smaller_type_and_others_are_not() -> None:
    grid = wide_grid()
    narrow = replace(grid, columns=grid.columns[:3], rows=tuple(row[:3] for row in grid.rows))
    styles = {
        one.style for one in written(document(Annex("附件1", "宽表"), grid, narrow)).paragraphs
    }
    assert styles >= {"TableText", "TableHead", "TableTextSmall", "TableHeadSmall"}
    assert "TableTextSmall" not in {one.style for one in written(compose(machinery())).paragraphs}


@pytest.mark.parametrize("key", LOOKS)
def test_pages_have_the_margins_of_the_look(key: str) -> None:
    look = load_look(key)
    margins = written(compose(couriers()), key).document.find(f".//{w('pgMar')}")
    for side in ("top", "right", "bottom", "left"):
        assert abs(int(margins.get(w(side))) - getattr(look, side) * 20) <= 1


def test_official_page_numbers_stand_between_dashes_on_the_outer_side() -> None:
    read = written(compose(couriers()))
    for name, side in (("footer1", "right"), ("footer2", "left")):
        footer = read.part(name)
        assert "".join(footer.itertext(w("t"))) == "— 1 —"
        assert footer.find(f".//{w('jc')}").get(w("val")) == side
    assert read.part("settings").find(w("evenAndOddHeaders")) is not None


def test_a_table_repeats_its_heads_keeps_its_rows_whole_and_its_figures_right() -> None:
    columns = tuple(Column(head, Align.RIGHT) for head in ("一档", "二档", "备注"))
    groups = (ColumnGroup("标准", 2), ColumnGroup("", 1))
    rows = tuple((("1",), ("2",), ("三",)) for _row in range(5))
    table = written(document(Grid(columns, rows, groups))).body.find(w("tbl"))
    made = table.findall(w("tr"))
    heads = [row.find(f"{w('trPr')}/{w('tblHeader')}") is not None for row in made]
    assert heads == [True, True] + [False] * 5
    assert all(row.find(f"{w('trPr')}/{w('cantSplit')}") is not None for row in made)
    assert [node.get(w("val")) for node in table.iter(w("gridSpan"))] == ["2"]
    assert [node.get(w("val")) for node in table.iter(w("vMerge"))] == ["restart", "continue"]
    cells = [cell.find(f".//{w('jc')}").get(w("val")) for cell in made[2].iter(w("tc"))]
    assert cells == ["right"] * 3
    widths = [int(node.get(w("w"))) for node in table.iter(w("gridCol"))]
    assert sum(widths) == int(table.find(f"{w('tblPr')}/{w('tblW')}").get(w("w")))


def test_properties_name_the_contract_and_no_time_that_was_not_given() -> None:
    content = docx_bytes(compose(couriers()), "official")
    properties = docx.Document(io.BytesIO(content)).core_properties
    snapshot = couriers()
    assert properties.title == compose(snapshot).title
    assert properties.keywords == snapshot.fingerprint
    assert properties.language == "zh-CN"
    assert b"dcterms" not in WordFile(content).parts["docProps/core.xml"].split(b">", 3)[2]
    dated = docx_bytes(compose(snapshot), "official", changed_at=MOMENT)
    properties = docx.Document(io.BytesIO(dated)).core_properties
    assert properties.created == properties.modified == MOMENT


def test_python_docx_reads_headings_and_tables() -> None:
    read = docx.Document(io.BytesIO(docx_bytes(compose(machinery()), "official")))
    made = compose(machinery())
    heads = [one.text for one in read.paragraphs if one.style.name == "Heading 1"]
    assert heads == [one.title for one in made.blocks if isinstance(one, Chapter)]
    grids = [one for one in made.blocks if isinstance(one, Grid)]
    tables = [one for one in read.tables if one.style.name == "Table Grid"]
    assert [len(one.rows) for one in tables] == [len(one.rows) + 1 for one in grids]


def test_a_watermark_is_written_behind_every_page_only_if_there_is_one() -> None:
    made = compose(couriers())
    marked = WordFile(docx_bytes(made, "official", watermark='草"案<'))
    assert "PowerPlusWaterMark" in marked.parts["word/header1.xml"].decode()
    assert "PowerPlusWaterMark" not in written(made).parts["word/header1.xml"].decode()


def test_blanks_bear_a_style_by_which_they_are_found() -> None:
    read = written(document(Prose(("甲", Blank("a", "日期"), "乙"))))
    runs = [
        "".join(run.itertext())
        for run in read.document.iter(w("r"))
        if run.find(f"{w('rPr')}/{w('rStyle')}") is not None
    ]
    assert runs == [Blank("", "").text]


CONTROLS = "甲\x00\x01\x0b\x0c\x1b\x85\ud800\udfff\ufffe\uffff]]>&amp;<乙>\"'"


@pytest.mark.parametrize("text", [*AWKWARD, CONTROLS, "", "\n\n", "行一\n行二", "\t\r\n"])
def test_awkward_text_is_literal_wherever_it_stands(text: str) -> None:
    signatory = Signatory(text, (text, text, text))
    grid = Grid((Column(text, Align.LEFT),), (((text,),),), (ColumnGroup(text, 1),))
    made = document(
        Title(text),
        Party(text, text, ((text, text),)),
        Contents(text),
        Chapter(text, text),
        Section(text),
        Highlights((Highlight(text, text, text),)),
        Article(text, (text, Footnote(text), Marked(text, Change.INSERTED)), text),
        Item(text, (text, CrossReference(text, text), Blank(text, text, text))),
        Remark((text,)),
        Pair((Prose((text,)), grid), (Item(text, (text,)),)),
        Annex(text, text),
        grid,
        Note((text,)),
        Signatures(signatory, signatory),
    )
    content = docx_bytes(made, "official", watermark=text, changed_at=MOMENT)
    check_file(content)
    said = compact("".join(WordFile(content).lines()))
    assert said.count(compact(clean(text))) >= 25 or not compact(clean(text))


@pytest.mark.parametrize("text", [text for text in AWKWARD if len(text) < 60])
def test_awkward_text_in_every_field_of_a_case_comes_back(text: str) -> None:
    for make in (compose, compose_annotated, compose_bilingual, leaflet):
        check_same_text(make(with_text(text)), "compact")


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_gives_a_file_that_can_be_read(one: str, other: str) -> None:
    made = document(
        Chapter(one, other),
        Article("第一条", (one, Footnote(other)), one),
        Grid((Column(one, Align.LEFT), Column(other, Align.RIGHT)), (((one,), (other,)),)),
    )
    check_file(docx_bytes(made, "compact", watermark=one))


def test_an_empty_document_is_a_file_too() -> None:
    check_file(docx_bytes(document(), "official"))


_ORDER = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind jc"
        " outlineLvl rPr sectPr"
    ),
    "rPr": ("ins del rStyle rFonts b spacing kern sz szCs u shd vertAlign lang"),
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar",
    "tcPr": "tcW gridSpan vMerge vAlign",
    "trPr": "cantSplit tblHeader",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
    "r": "rPr t br tab delText fldChar instrText footnoteReference footnoteRef",
    "numPr": "ilvl numId",
    "sectPr": "headerReference footerReference type pgSz pgMar",
    "lvl": "start numFmt pStyle suff lvlText lvlJc pPr rPr",
    "abstractNum": "nsid multiLevelType tmpl lvl",
    "num": "abstractNumId lvlOverride",
    "numbering": "abstractNum num",
    "style": "name basedOn next qFormat pPr rPr tblPr",
    "font": "altName charset family pitch",
    "settings": (
        "zoom defaultTabStop evenAndOddHeaders characterSpacingControl footnotePr compat"
        " themeFontLang decimalSymbol listSeparator"
    ),
}
"""The schema's order (ECMA-376, annex A) of those children that our files may have; Word refuses a
file whose elements stand in another one."""

_MIXED = {"r"}
"""Only the first child has its place; the others are the text."""


def check_file(content: bytes) -> None:
    """Every part can be read, its elements stand in order, and what it names is there."""
    docx.Document(io.BytesIO(content))
    read = WordFile(content)
    for name, tree in read.trees.items():
        for node in tree.iter(etree.Element):
            check_order(name, node)
    check_names(read)
    for cell in read.document.iter(w("tc")):
        assert cell[-1].tag == w("p"), "a cell ends with a paragraph"
    for earlier, later in zip(read.body, read.body[1:], strict=False):
        assert earlier.tag != w("tbl") or later.tag != w("tbl"), "tables that touch become one"
    assert read.body[-1].tag == w("sectPr")
    assert read.body[-2].tag == w("p")


def check_order(part: str, node: etree._Element) -> None:
    name = etree.QName(node).localname
    if name not in _ORDER or not node.tag.startswith(w("")):
        return
    order = _ORDER[name].split()
    children = [etree.QName(child).localname for child in node]
    if name in _MIXED:
        known = {*order, "AlternateContent", "separator", "continuationSeparator", "pict"}
        assert set(children) <= known, (part, name, children)
        assert "rPr" not in children[1:], (part, children)
        return
    places = [order.index(child) for child in children]
    assert places == sorted(places), (part, name, children)


def check_names(read: WordFile) -> None:
    """Ids are unique, and every style, list, bookmark, relation and part that is named exists."""
    styles = {one.get(w("styleId")) for one in read.part("styles").iter(w("style"))}
    numbering = read.part("numbering")
    nums = {one.get(w("numId")) for one in numbering.findall(w("num"))}
    for tree in read.trees.values():
        for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next"):
            assert {one.get(w("val")) for one in tree.iter(w(tag))} <= styles
        for one in tree.iter(w("numId")):
            assert one.get(w("val")) in nums | {"0"}
    starts = list(read.document.iter(w("bookmarkStart")))
    ends = [one.get(w("id")) for one in read.document.iter(w("bookmarkEnd"))]
    assert [one.get(w("id")) for one in starts] == sorted(set(ends), key=int)
    names = [one.get(w("name")) for one in starts]
    assert len(set(names)) == len(names)
    anchors = {one.get(w("anchor")) for one in read.document.iter(w("hyperlink"))}
    assert anchors <= set(names)
    changes = [one.get(w("id")) for one in read.document.iter(w("ins"), w("del"))]
    assert len(set(changes)) == len(changes)
    relations = {
        one.get("Id"): one.get("Target") for one in read.trees["word/_rels/document.xml.rels"]
    }
    assert {f"word/{target}" for target in relations.values()} <= read.parts.keys()
    space = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    used = {one.get(space) for one in read.document.iter() if one.get(space)}
    assert used <= relations.keys()
    typed = {one.get("PartName") for one in read.trees["[Content_Types].xml"]} - {None}
    assert {name.removeprefix("/") for name in typed} == {
        name for name in read.parts if name.endswith(".xml") and name != "[Content_Types].xml"
    }
