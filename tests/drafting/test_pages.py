from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from negotiator_desk.drafting.blocks import (
    Align,
    Annex,
    Article,
    Block,
    Caption,
    Chapter,
    Column,
    Document,
    Grid,
    Prose,
    Signatory,
    Signatures,
    Title,
)
from negotiator_desk.drafting.compose import compose
from negotiator_desk.drafting.snapshot import Snapshot
from negotiator_desk.drafting.typeset.boxes import Box
from negotiator_desk.drafting.typeset.flow import set_document
from negotiator_desk.drafting.typeset.look import LOOKS, Look, load_look
from negotiator_desk.drafting.typeset.paginate import Page, paginate
from negotiator_desk.pay.terms import PieceRate, RateTable
from tests.drafting.samples import SAMPLES, couriers, issue

_SENTENCE = "用人单位应当按照本合同约定的标准足额支付劳动报酬，并接受职工方的监督检查。"
_SIDE = Signatory("企业方（甲方）：样本公司", ("（盖章）", "首席代表（签字）：", "日期："))


def _pages(look: Look, *blocks: Block) -> list[Page]:
    document = Document("试验", "甲", "T", 1, "0" * 64, (Title("试验合同"), *blocks))
    return paginate(set_document(document, look).boxes, look.depth)


def _text(box: Box) -> str:
    return "".join(mark.line.text for mark in box.texts)


def _articles(count: int, sentences: int) -> list[Block]:
    blocks: list[Block] = []
    for number in range(count):
        if number % 3 == 0:
            blocks.append(Chapter(f"第{number // 3 + 1}章", "标题"))
        blocks.append(Article(f"第{number + 1}条", (_SENTENCE * sentences,), "x"))
    return blocks


@pytest.mark.parametrize("key", LOOKS)
@pytest.mark.parametrize("sentences", [1, 2, 3])
def test_no_heading_is_stranded_and_no_signature_stands_alone(key: str, sentences: int) -> None:
    look = load_look(key)
    for count in range(2, 45):
        pages = _pages(look, *_articles(count, sentences), Signatures(_SIDE, _SIDE))
        for page in pages:
            last = page.boxes[-1].box
            assert not last.bookmark, f"{count}: heading at the foot"
            assert not last.keeps_next, f"{count}: parted from what follows"
        signed = next(
            page
            for page in pages
            if any(box.box.texts[0].line.text[:3] == "企业方" for box in page.boxes)
        )
        texts = [placed for placed in signed.boxes if placed.box.is_text]
        assert len(texts) >= 2, f"{count}: signatures with {len(texts)} lines"


@pytest.mark.parametrize("key", LOOKS)
def test_no_page_begins_or_ends_with_one_line_of_a_longer_paragraph(key: str) -> None:
    look = load_look(key)
    for sentences in range(2, 8):
        pages = _pages(look, *_articles(40, sentences))
        lines: dict[int, list[int]] = {}
        for number, page in enumerate(pages):
            for placed in page.boxes:
                if placed.box.is_text:
                    lines.setdefault(placed.box.texts[0].element, []).append(number)
        for where in lines.values():
            if len(where) > 1:
                assert where[0] == where[1]
                assert where[-1] == where[-2]


@pytest.mark.parametrize("key", LOOKS)
@pytest.mark.parametrize("make", SAMPLES.values(), ids=SAMPLES)
def test_everything_stands_within_the_type_area(make: Callable[[], Snapshot], key: str) -> None:
    look = load_look(key)
    pages = paginate(set_document(compose(make()), look).boxes, look.depth)
    for page in pages:
        bottom = 0.0
        for placed in page.boxes:
            assert placed.down >= bottom - 0.01
            bottom = placed.down + placed.box.height
            for mark in placed.box.texts:
                air = mark.size / 2 if mark.line.text[-1:] in "，。、；：）》】」』〕〉〗" else 0
                right = mark.x + mark.line.x + mark.line.width
                assert right - air <= look.measure + 0.1, mark.line.text
        assert bottom <= look.depth + 0.01


def _table(rows: int, *, cell: str = "数控车削") -> Grid:
    columns = (
        Column("序号", Align.CENTRE),
        Column("岗位", Align.LEFT),
        Column("标准（元/月）", Align.RIGHT),
    )
    return Grid(
        columns, tuple(((str(n),), (cell,), (f"{3000 + n:,}.00",)) for n in range(1, rows + 1))
    )


@pytest.mark.parametrize("key", LOOKS)
def test_a_table_repeats_its_head_and_loses_no_row(key: str) -> None:
    look = load_look(key)
    for rows in (1, 2, 30, 97, 200):
        pages = _pages(look, Annex("附件1", "标准"), Caption("一、标准"), _table(rows))
        with_rows = [
            page for page in pages if any("数控车削" in _text(placed.box) for placed in page.boxes)
        ]
        for page in with_rows:
            heads = [p for p in page.boxes if _text(p.box).startswith("序号岗位")]
            assert len(heads) == 1
            assert heads[0].is_repeated == (page is not with_rows[0])
            body = [p for p in page.boxes if "数控车削" in _text(p.box)]
            assert len(body) >= min(rows, 2)
        numbers = [
            int(placed.box.texts[0].line.text)
            for page in pages
            for placed in page.boxes
            if "数控车削" in _text(placed.box)
        ]
        assert numbers == list(range(1, rows + 1))


def test_a_caption_stays_with_its_table() -> None:
    look = load_look("compact")
    for filler in range(1, 40):
        pages = _pages(look, *_articles(filler, 1), Caption("一、标准"), _table(3))
        page = next(p for p in pages if any(_text(placed.box) == "一、标准" for placed in p.boxes))
        assert any("数控车削" in _text(placed.box) for placed in page.boxes)


def test_a_row_higher_than_a_page_is_cut_and_keeps_all_its_text() -> None:
    look = load_look("official")
    long = "".join(f"{number:04d}号约定。" for number in range(900))
    grid = Grid(
        (Column("序号", Align.CENTRE), Column("内容", Align.LEFT)),
        ((("1",), (long,)), (("2",), ("短",))),
    )
    pages = _pages(look, grid)
    assert len(pages) > 2
    said = "".join(
        mark.line.text
        for page in pages
        for placed in page.boxes
        if not placed.is_repeated
        for mark in placed.box.texts
        if mark.x > 20  # the second column
    )
    assert long in said
    for page in pages:
        last = page.boxes[-1]
        assert last.down + last.box.height <= look.depth + 0.01


def test_a_table_of_two_thousand_rows_is_set() -> None:
    rates = RateTable(
        tuple(PieceRate(f"工序{n:04d}", Decimal("0.1234")) for n in range(2000)),
    )
    snapshot = couriers()
    base = issue(1, "工序单价", rates)
    assert base.agreed_on == date(2026, 3, 5)
    document = compose(Snapshot(**{**vars(snapshot), "issues": (base,)}))
    look = load_look("compact")
    pages = paginate(set_document(document, look).boxes, look.depth)
    assert len(pages) > 40


def test_pages_are_as_full_as_the_rules_allow() -> None:
    look = load_look("official")
    pages = _pages(look, *_articles(60, 2))
    for page, following in pairwise(pages):
        used = page.boxes[-1].down + page.boxes[-1].box.height
        group = 0.0
        for placed in following.boxes:
            group += placed.box.height + placed.box.before
            if not placed.box.keeps_next:
                break
        assert used + group > look.depth


@pytest.mark.parametrize("key", LOOKS)
def test_a_signature_block_gives_up_space_above_it_rather_than_begin_a_page(key: str) -> None:
    look = load_look(key)
    (block,) = (
        box
        for box in set_document(
            Document("试验", "甲", "T", 1, "0" * 64, (Signatures(_SIDE, _SIDE),)), look
        ).boxes
        if box.circles
    )
    line = look.types["body"].leading
    asked = look.types["signatures"].before
    room = block.height + asked * 0.5 + 10 * line
    boxes = [Box(line, is_text=True) for _number in range(10)]
    (page,) = paginate([*boxes, replace(block, before=asked)], room)
    placed = page.boxes[-1]
    assert placed.down + placed.box.height == pytest.approx(room, abs=0.02)
    assert placed.down == pytest.approx(10 * line + asked * 0.5, abs=0.02)
    assert len(paginate([*boxes, replace(block, before=asked)], room - asked * 0.3)) == 2
    (page,) = paginate([*boxes, replace(block, before=asked)], room + asked)
    assert page.boxes[-1].down == pytest.approx(10 * line + asked, abs=0.02)


@pytest.mark.parametrize("key", LOOKS)
def test_a_small_table_is_not_divided_between_pages(key: str) -> None:
    look = load_look(key)
    rows = tuple(((f"{number}档",), ("1.15",)) for number in range(4))
    grid = Grid((Column("岗级", Align.CENTRE), Column("系数", Align.CENTRE)), rows)
    for count in range(2, 40):
        prose = [Prose(("正文。",)) for _number in range(count)]
        homes = {
            number
            for number, page in enumerate(_pages(look, *prose, grid))
            for placed in page.boxes
            if not placed.box.is_text and not placed.box.bookmark and len(placed.box.texts) == 2
        }
        assert len(homes) == 1
