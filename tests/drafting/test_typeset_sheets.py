import io
from collections.abc import Callable

import pytest
from pypdf import PdfReader

from negotiator_desk.drafting.blocks import (
    Align,
    Annex,
    Article,
    Caption,
    Change,
    Chapter,
    Column,
    Document,
    Footnote,
    Grid,
    Item,
    Note,
    Prose,
    Remark,
    Signatory,
    Signatures,
    Title,
)
from negotiator_desk.drafting.page_codes import page_code, read_page_code
from negotiator_desk.drafting.typeset.footers import footer, line_numbers
from negotiator_desk.drafting.typeset.look import LOOKS, REPORT_LOOK, load_look
from negotiator_desk.drafting.typeset.options import RenderOptions
from negotiator_desk.drafting.typeset.pdf import render
from negotiator_desk.drafting.typeset.sheets import turned, wide_blocks
from tests.drafting.reading import pages_by_pypdf
from tests.drafting.typeset_pages import check_frame, placed_boxes, said, set_pages
from tests.drafting.typeset_samples import (
    FINGERPRINT,
    OTHER_SIDE,
    SENTENCE,
    SIDE,
    bilingual,
    contract,
    document,
    table,
    wide_grid,
)


@pytest.mark.parametrize("key", LOOKS)
def test_an_annex_whose_columns_need_it_is_turned_and_what_follows_stands_upright(key: str) -> None:
    look = load_look(key)
    blocks = [
        Title("合同"),
        Prose((SENTENCE,)),
        Annex("附件1", "单价"),
        table(4),
        Annex("附件2", "标准"),
        wide_grid(rows=40),
        Note(("注：横排。",)),
        Annex("附件3", "名单"),
        Prose((SENTENCE,)),
    ]
    pages = set_pages(document(*blocks), look)
    check_frame(pages, look)
    kinds = [page.is_wide for page in pages]
    assert kinds == [*sorted(kinds[:-1]), False]
    assert sum(kinds) >= 2
    for page in pages:
        text = "".join(said(placed.box) for placed in page.boxes)
        assert page.is_wide == ("附件2" in text or "级岗位" in text)
    boxes = [
        page.mediabox for page in PdfReader(io.BytesIO(render(document(*blocks), look).pdf)).pages
    ]
    assert [box.width > box.height for box in boxes] == kinds


def test_a_turned_sheet_keeps_the_type_area_and_the_distance_of_its_footer() -> None:
    for key in LOOKS:
        look = load_look(key)
        wide = turned(look)
        assert wide.measure == pytest.approx(look.depth)
        assert wide.depth == pytest.approx(look.measure)
        assert wide.bottom - wide.footer == pytest.approx(look.bottom - look.footer)
        assert wide.footer > 10


def test_a_wide_table_outside_of_an_annex_stays_upright() -> None:
    pages = set_pages(document(Title("合同"), wide_grid()), load_look("official"))
    assert not any(page.is_wide for page in pages)


@pytest.mark.parametrize("key", LOOKS)
@pytest.mark.parametrize("make", [contract, bilingual])
def test_nothing_of_a_whole_contract_stands_outside_the_type_area(
    key: str, make: Callable[[], Document]
) -> None:
    look = load_look(key)
    check_frame(set_pages(make(), look), look)


def test_the_official_footer_has_the_number_outside_and_every_page_its_code() -> None:
    look = load_look("official")
    rendered = render(contract(), look)
    texts = pages_by_pypdf(rendered.pdf)
    for number, text in enumerate(texts, start=1):
        assert f"— {number} —" in text
        assert f"第 {number} 页 共 {rendered.pages} 页" in text
        assert "YJT-2026-0001　第3版" in text
        code = page_code(FINGERPRINT, number, rendered.pages)
        assert code in text
        assert read_page_code(FINGERPRINT, rendered.pages, code) == number
    for number in (1, 2, 3):
        placed = footer(contract(), look, number, rendered.pages)
        (x,) = [x for x, _y, mark in placed if f"— {number} —" in mark.line.text]
        assert (x > look.width / 2) == (number % 2 == 1)


def test_the_compact_footer_is_one_line() -> None:
    rendered = render(contract(2), load_look("compact"))
    for number, text in enumerate(pages_by_pypdf(rendered.pdf), start=1):
        assert f"第 {number} 页 共 {rendered.pages} 页" in text
        assert page_code(FINGERPRINT, number, rendered.pages) in text
        assert f"— {number} —" not in text


def test_a_paper_on_a_costing_keeps_its_fingerprint() -> None:
    text = pages_by_pypdf(render(document(Prose(("文",))), load_look(REPORT_LOOK)).pdf)[0]
    assert FINGERPRINT[:4].upper() in text


@pytest.mark.parametrize("key", LOOKS)
def test_a_long_number_is_shortened_and_never_runs_into_its_neighbours(key: str) -> None:
    long = document(Prose(("文",)), edition="很长的版本说明" * 30)
    text = pages_by_pypdf(render(long, load_look(key)).pdf)[0]
    assert "…" in text
    assert "第 1 页 共 1 页" in text
    assert page_code(FINGERPRINT, 1, 1) in text


@pytest.mark.parametrize("tagged", [True, False])
def test_lines_are_numbered_on_every_page_from_one(tagged: bool) -> None:
    look = load_look("compact")
    blocks = [Title("合同"), *[Article("第一条", (SENTENCE * 3,), "x")] * 30]
    plain = render(document(*blocks), look, RenderOptions("", tagged=tagged)).pdf
    numbered = render(document(*blocks), look, RenderOptions("", line_numbers=True, tagged=tagged))
    counts = [len(page.boxes) for page in set_pages(document(*blocks), look)]
    for number, text in enumerate(pages_by_pypdf(numbered.pdf)):
        bare = pages_by_pypdf(plain)[number].split()
        more = [word for word in text.split() if word.isdigit()]
        already = [word for word in bare if word.isdigit()]
        assert len(more) - len(already) == counts[number]
        assert str(counts[number]) in more


def test_a_remark_is_small_stands_apart_and_stays_with_its_clause() -> None:
    look = load_look("official")
    for filler in range(40):
        blocks = [Prose((SENTENCE,))] * filler
        blocks += [Article("第一条", (SENTENCE,), "a"), Remark((SENTENCE * 3,), "a")]
        pages = set_pages(document(*blocks), look)
        remark = [
            (number, placed.box)
            for number, placed in placed_boxes(pages)
            if placed.box.rules and placed.box.rules[0].colour == "rule"
        ]
        assert len(remark) >= 3
        for _number, box in remark:
            assert box.texts[0].size == look.types["remark"].size
            assert box.rules[0].x1 < box.texts[0].line.x
        article = max(number for number, placed in placed_boxes(pages) if placed.box.is_text)
        assert remark[0][0] == article


@pytest.mark.parametrize("key", LOOKS)
def test_both_seals_have_their_place_beside_the_names(key: str) -> None:
    look = load_look(key)
    pages = set_pages(document(Prose((SENTENCE * 3,)), Signatures(SIDE, OTHER_SIDE)), look)
    (box,) = [placed.box for _page, placed in placed_boxes(pages) if placed.box.circles]
    left, right = box.circles
    assert right.x - left.x > look.measure / 2
    seal = next(mark for mark in box.texts if "盖章" in mark.line.text)
    assert left.down == pytest.approx(seal.down, abs=look.types["signatures"].leading)
    assert 2 * left.radius == pytest.approx(look.seal)
    assert any("日期" in mark.line.text for mark in box.texts)


def test_a_seal_never_reaches_beyond_its_half_even_in_narrow_columns() -> None:
    side = Signatory("甲方", ("（盖章）", "签字：", "日期："))
    grid = Grid((Column("甲", Align.LEFT),), ((("一",),),))
    for key in LOOKS:
        look = load_look(key)
        check_frame(set_pages(document(grid, Signatures(side, side)), look), look)


def test_the_official_type_area_has_22_lines_of_28_characters() -> None:
    look = load_look("official")
    body = look.types["body"]
    assert look.depth // body.leading == 22
    assert look.measure // body.size == 28
    assert look.measure == pytest.approx(156 * 72 / 25.4)
    assert look.depth == pytest.approx(225 * 72 / 25.4)


@pytest.mark.parametrize("key", LOOKS)
@pytest.mark.parametrize("change", Change)
def test_text_in_a_change_colour_stands_out_from_paper(key: str, change: Change) -> None:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in load_look(key).colours[change.value]
    ]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    assert 1.05 / (light + 0.05) >= 4.5


def test_what_follows_an_annex_without_being_part_of_it_is_never_turned() -> None:
    look = load_look("official")
    blocks = [Annex("附件1", "单价"), table(2), Chapter("第一章", "总则"), wide_grid()]
    assert wide_blocks(blocks, look) == [False] * 4
    blocks = [
        Annex("附件1", "单价"),
        table(2),
        wide_grid(),
        Note(("注",)),
        Chapter("第一章", "总则"),
    ]
    assert wide_blocks(blocks, look) == [True, True, True, True, False]


def test_a_lines_number_stands_level_with_the_line_and_not_with_a_footnotes_number() -> None:
    look = load_look("official")
    (page,) = set_pages(document(Prose((SENTENCE[:10], Footnote("注")))), look)
    (placed,) = page.boxes
    (numbered,) = line_numbers(page, look)
    assert numbered[1] == pytest.approx(look.height - look.top - placed.box.texts[0].down)
    assert numbered[0] < look.left


def test_items_with_a_bullet_begin_at_the_edge_and_hang_under_their_text() -> None:
    look = load_look("leaflet")
    (page,) = set_pages(document(Item("●", (SENTENCE * 3,))), look)
    first, second = (placed.box for placed in page.boxes[:2])
    bullet, text = first.texts
    assert bullet.x == 0
    assert bullet.size < look.types["body"].size
    assert bullet.line.width < text.x + text.line.x < look.types["body"].size * 1.2
    assert second.texts[0].x + second.texts[0].line.x == pytest.approx(text.x + text.line.x)


@pytest.mark.parametrize("number", ["（一）", "1."])
def test_items_with_a_number_stand_in_as_paragraphs_do(number: str) -> None:
    look = load_look("official")
    (page,) = set_pages(document(Item(number, (SENTENCE,))), look)
    assert page.boxes[0].box.texts[0].x == 2 * look.types["body"].size


def test_a_remark_of_short_paragraphs_leaves_no_line_of_it_alone_on_a_page() -> None:
    look = load_look("official")
    room = int(look.depth // look.types["body"].leading)
    for count in range(room - 4, room + 1):
        blocks = [*(Prose(("正文。",)) for _line in range(count)), Remark(("甲\n乙\n丙\n丁",))]
        for page in set_pages(document(*blocks), look):
            small = [placed for placed in page.boxes if placed.box.height < 20]
            assert len(small) != 1


def test_headings_in_the_middle_have_lines_of_equal_length_and_captions_full_ones() -> None:
    look = load_look("official")
    text = "企业方协商代表名单（宁波甬江样本精密机械有限公司以及其全部分支机构和派出机构）"
    (page,) = set_pages(document(Annex("附件1", text), Caption(text)), look)
    lines = [placed.box.texts[0].line.width for placed in page.boxes]
    centred, caption = lines[:2], lines[2:]
    assert max(centred) - min(centred) < 2 * look.types["annex"].size
    assert max(caption) > look.measure - 2 * look.types["caption"].size
