"""Tables: heads that span columns, widths from content, rows that stay whole."""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page import validate_pdf
from pypdf import PdfReader

from negotiator_desk.drafting.blocks import (
    Align,
    Annex,
    Block,
    Caption,
    Column,
    ColumnGroup,
    Document,
    Grid,
    Prose,
    Title,
)
from negotiator_desk.drafting.typeset.boxes import ARTIFACT, Box, TextMark
from negotiator_desk.drafting.typeset.flow import set_document
from negotiator_desk.drafting.typeset.fonts import Style
from negotiator_desk.drafting.typeset.grids import grid_boxes, needs_wide
from negotiator_desk.drafting.typeset.linebreak import legal_breaks
from negotiator_desk.drafting.typeset.look import LOOKS, Look, load_look
from negotiator_desk.drafting.typeset.paginate import Page, paginate
from negotiator_desk.drafting.typeset.pdf import render
from negotiator_desk.drafting.typeset.setting import text_width
from negotiator_desk.drafting.typeset.widths import Demand, shared_widths
from tests.drafting.mixed_text import random_text

GRADES = ("初级工", "中级工", "高级工", "技师")


def _grid(
    heads: tuple[str, ...],
    rows: list[tuple[str, ...]],
    groups: tuple[ColumnGroup, ...] = (),
    align: Align = Align.LEFT,
) -> Grid:
    columns = tuple(Column(head, align) for head in heads)
    return Grid(columns, tuple(tuple((text,) for text in row) for row in rows), groups)


def _wages(rows: int = 3) -> Grid:
    groups = (ColumnGroup("", 1), ColumnGroup("工资标准（元/月）", 4), ColumnGroup("", 1))
    lines = [(f"{n}档", "3,500.00", "4,100.50", "5,250.00", "6,000.00", "") for n in range(rows)]
    return _grid(("岗位档", *GRADES, "备注"), lines, groups)


def _boxes(grid: Grid, look: Look) -> tuple[list[Box], list[tuple[str, int | None, str]]]:
    elements: list[tuple[str, int | None, str]] = []

    def element(tag: str, parent: int | None = None, attributes: str = "") -> int:
        elements.append((tag, parent, attributes))
        return len(elements) - 1

    return grid_boxes(grid, look, "附件1", element), elements


def _document(*blocks: Block) -> Document:
    return Document("试验", "甲", "T", 1, "0f" * 32, (Title("试验合同"), *blocks))


def _pages(look: Look, *blocks: Block) -> list[Page]:
    return paginate(set_document(_document(*blocks), look).boxes, look.depth)


def _text(box: Box) -> str:
    return "".join(mark.line.text for mark in box.texts)


def _mark(box: Box, text: str) -> TextMark:
    return next(mark for mark in box.texts if mark.line.text == text)


def _edges(box: Box) -> list[float]:
    """Return where a row's upright rules stand."""
    return sorted({rule.x1 for rule in box.rules if rule.x1 == rule.x2})


def _middle(mark: TextMark) -> float:
    return mark.x + mark.line.x + mark.line.width / 2


@pytest.mark.parametrize("key", LOOKS)
def test_a_head_that_spans_columns_stands_in_the_middle_above_them(key: str) -> None:
    boxes, _elements = _boxes(_wages(), load_look(key))
    head, row = boxes[:2]
    edges = _edges(row)
    assert len(edges) == 7
    over_all = _mark(head, "工资标准（元/月）")
    assert _middle(over_all) == pytest.approx((edges[1] + edges[5]) / 2, abs=0.1)
    for number, grade in enumerate(GRADES, start=1):
        own = _mark(head, grade)
        assert _middle(own) == pytest.approx((edges[number] + edges[number + 1]) / 2, abs=0.1)
        assert own.down > over_all.down
    whole = _mark(head, "岗位档")
    assert over_all.down < whole.down < _mark(head, "初级工").down
    through = [rule for rule in head.rules if rule.x1 == rule.x2 == pytest.approx(edges[2])]
    assert [rule.down1 > 0 for rule in through] == [True], "a rule cuts the head that spans it"


def test_the_structure_says_how_far_each_head_reaches() -> None:
    reader = PdfReader(io.BytesIO(render(_document(_wages()), load_look("compact")).pdf))
    kids = reader.trailer["/Root"]["/StructTreeRoot"]["/K"]["/K"]
    table = next(kid.get_object() for kid in kids if kid.get_object()["/S"] == "/Table")
    rows = [row.get_object() for row in table["/K"]]
    first, second, third = ([cell.get_object() for cell in row["/K"]] for row in rows[:3])
    assert [_reach(cell) for cell in first] == [(2, 1), (1, 4), (2, 1)]
    assert [_reach(cell) for cell in second] == [(1, 1)] * 4
    assert {cell["/S"] for cell in third} == {"/TD"}
    assert len(third) == 6


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_tables_with_merged_heads_keep_the_standards(profile: str, tmp_path: Path) -> None:
    path = tmp_path / "table.pdf"
    document = _document(Annex("附件1", "标准"), Caption("一、标准"), _wages(150))
    path.write_bytes(render(document, load_look("official")).pdf)
    result = validate_pdf(str(path), profile=profile)
    assert result.is_compliant, [failure.message for failure in result.failures]


def _reach(cell: Any) -> tuple[int, int]:
    attributes = cell["/A"]
    assert cell["/S"] == "/TH"
    assert (attributes["/O"], attributes["/Scope"]) == ("/Table", "/Column")
    return attributes.get("/RowSpan", 1), attributes.get("/ColSpan", 1)


@pytest.mark.parametrize("key", LOOKS)
def test_merged_heads_are_repeated_on_every_page_and_read_once(key: str) -> None:
    look = load_look(key)
    pages = _pages(look, Annex("附件1", "标准"), Caption("一、标准"), _wages(150))
    with_rows = [page for page in pages if any("3,500.00" in _text(p.box) for p in page.boxes)]
    assert len(with_rows) > 2
    for number, page in enumerate(with_rows):
        heads = [placed for placed in page.boxes if "工资标准" in _text(placed.box)]
        assert [placed.is_repeated for placed in heads] == [number > 0]
        elements = {mark.element for mark in heads[0].box.texts}
        assert (elements == {ARTIFACT}) == (number > 0)
        assert _text(heads[0].box) == "岗位档工资标准（元/月）备注" + "".join(GRADES)


def test_groups_without_any_head_make_no_second_row() -> None:
    grid = _wages()
    plain_grid = replace(grid, groups=())
    empty = replace(grid, groups=(ColumnGroup("", 4), ColumnGroup("", 2)))
    look = load_look("compact")
    assert _boxes(empty, look) == _boxes(plain_grid, look)


def test_a_spanning_head_wider_than_its_columns_widens_them() -> None:
    head = "自2026年5月1日起执行的计件单价（元/件）"
    groups = (ColumnGroup(head, 2), ColumnGroup("", 1))
    grid = _grid(("甲", "乙", "说明"), [("1", "2", "短")] * 3, groups)
    boxes, _elements = _boxes(grid, load_look("compact"))
    assert _mark(boxes[0], head).line.width <= _edges(boxes[1])[2]


@pytest.mark.parametrize("key", LOOKS)
def test_equal_decimals_stand_below_each_other(key: str) -> None:
    figures = ["1.1111", "10.0000", "711.4717", "0.5000", "1,111.1110"]
    grid = _grid(("单价",), [(text,) for text in figures], align=Align.RIGHT)
    boxes, _elements = _boxes(grid, load_look(key))
    points = []
    for box, text in zip(boxes[1:], figures, strict=True):
        mark = _mark(box, text)
        style = load_look(key).table.type.style
        before = text_width(text.partition(".")[0], style, mark.size, "")
        points.append(mark.x + mark.line.x + before)
    assert points == pytest.approx([points[0]] * len(points), abs=0.01)


@pytest.mark.parametrize("key", LOOKS)
def test_no_part_that_must_stay_whole_is_broken_where_the_page_has_room(key: str) -> None:
    look = load_look(key)
    row = ("2026年11月22日", "13,500.00元", "91330206MA2XXXXXX5", "第十二条", "约定" * 60)
    grid = _grid(("日期", "金额", "统一社会信用代码", "依据", "说明"), [row] * 4)
    assert not needs_wide(grid, look)
    boxes, _elements = _boxes(grid, look)
    for box in boxes[1:]:
        assert {mark.line.text for mark in box.texts} >= set(row[:4])


def test_a_table_a_little_too_wide_is_set_smaller_rather_than_with_broken_numbers() -> None:
    look = load_look("compact")
    row = tuple(f"{13_500 + n:,}.00" for n in range(11))
    grid = _grid(tuple(f"第{n}月" for n in range(11)), [row] * 3)
    assert needs_wide(grid, look)
    boxes, _elements = _boxes(grid, look)
    assert {mark.line.text for mark in boxes[1].texts} == set(row)
    sizes = {mark.size for box in boxes for mark in box.texts}
    assert len(sizes) == 1
    assert look.table.type.size * 0.75 <= sizes.pop() < look.table.type.size


def test_what_no_page_has_room_for_is_broken_and_stays_within_the_margin() -> None:
    look = load_look("compact")
    grid = _grid(tuple(f"列{n}" for n in range(12)), [("91330206MA2XXXXXX5",) * 12])
    assert needs_wide(grid, look)
    boxes, _elements = _boxes(grid, look)
    assert _text(boxes[1]).replace(" ", "") == "".join(
        line for part in _columns_of(boxes[1]) for line in part
    )
    for mark in boxes[1].texts:
        assert mark.x + mark.line.x + mark.line.width <= look.measure


def _columns_of(box: Box) -> list[list[str]]:
    lefts = sorted({mark.x for mark in box.texts})
    return [[mark.line.text for mark in box.texts if mark.x == left] for left in lefts]


def test_a_table_of_towers_asks_for_a_turned_sheet_and_one_of_long_texts_does_not() -> None:
    look = load_look("compact")
    long = "按照本合同约定的标准足额支付劳动报酬并接受监督"
    towers = _grid(tuple(f"列{n}" for n in range(9)), [(long,) * 9] * 4)
    few = _grid(tuple(f"列{n}" for n in range(9)), [("短",) * 9] * 20 + [(long,) * 9])
    texts = _grid(("条款", "内容"), [("第一条", long * 9)] * 4)
    assert [needs_wide(grid, look) for grid in (towers, few, texts)] == [True, False, False]


@pytest.mark.parametrize("key", LOOKS)
def test_two_rows_at_least_stand_at_either_end_of_a_page_and_rows_are_whole(key: str) -> None:
    look = load_look(key)
    for rows in (2, 3, 5, 40, 97):
        for before in range(0, 40, 7):
            long = _grid(("序号", "内容"), [(f"{n}号", "约定内容" * 30) for n in range(rows)])
            pages = _pages(look, *[Prose(("一段文字。",))] * before, long)
            counts = [sum("约定" in _text(placed.box) for placed in page.boxes) for page in pages]
            assert [count for count in counts if count == 1] == []
            assert sum(counts) == rows


def test_the_last_part_of_a_row_higher_than_a_page_has_two_lines() -> None:
    look = load_look("compact")
    for sentences in range(250, 320):
        grid = _grid(("序号", "内容"), [("1", "约定内容，" * sentences)])
        boxes, _elements = _boxes(grid, look)
        assert all(box.height <= look.depth for box in boxes)
        lines = [sum(mark.x > 30 for mark in box.texts) for box in boxes[1:]]
        assert lines[-1] >= 2


WIDTHS = st.lists(
    st.tuples(st.floats(10, 900), st.floats(0, 1), st.floats(0, 300)), min_size=1, max_size=12
)


@given(WIDTHS, st.floats(100, 700))
def test_columns_share_the_measure_and_keep_what_must_stay_whole(
    wishes: list[tuple[float, float, float]], measure: float
) -> None:
    demands = [Demand(natural, natural * share, natural + head) for natural, share, head in wishes]
    widths = shared_widths(demands, measure)
    assert sum(widths) == pytest.approx(measure)
    if sum(one.least for one in demands) <= measure:
        assert all(width >= one.least - 1e-6 for width, one in zip(widths, demands, strict=True))
    if sum(one.natural for one in demands) <= measure:
        assert all(width >= one.natural - 1e-6 for width, one in zip(widths, demands, strict=True))


CELLS = st.lists(st.lists(st.integers(0, 10**6), min_size=4, max_size=4), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(CELLS)
def test_random_tables_break_only_where_lines_may_end_and_stay_within_their_columns(
    seeds: list[list[int]],
) -> None:
    look = load_look("compact")
    rows = [tuple(random_text(seed, most=14) for seed in row) for row in seeds]
    grid = _grid(("甲", "乙", "丙", "丁"), rows)
    if needs_wide(grid, look):
        return
    boxes, _elements = _boxes(grid, look)
    for box, row in zip(boxes[1:], rows, strict=True):
        edges = _edges(box)
        for column, text in enumerate(row):
            lines = [mark for mark in box.texts if edges[column] < mark.x < edges[column + 1]]
            position = 0
            allowed = legal_breaks(text)
            for mark in lines:
                assert position == 0 or allowed[position], (text, position)
                air = mark.size / 2 if mark.line.text[-1] in "，。、；：）》】」』〕〉〗" else 0.0
                right = mark.x + mark.line.x + mark.line.width - air
                assert right <= edges[column + 1] - look.table.pad_across + 0.1
                position += len(mark.line.text)
                while position < len(text) and text[position] == " ":
                    position += 1
            assert position == len(text)
            assert look.table.type.style == Style.SERIF


def test_figures_of_a_wide_column_stand_in_its_middle_and_below_each_other() -> None:
    look = load_look("official")
    heads = ("绩效考核结果", "绩效系数（按年度考核的结果确定）")
    grid = _grid(heads, [("优秀", "1.15"), ("合格", "10.00")], align=Align.RIGHT)
    boxes, _elements = _boxes(grid, look)
    left = max(mark.x for mark in boxes[0].texts)
    figures = [box.texts[-1] for box in boxes[1:]]
    edges = [mark.x + mark.line.x + mark.line.width for mark in figures]
    assert edges[0] == pytest.approx(edges[1])
    wide = figures[1]
    middle = wide.x + wide.line.x + wide.line.width / 2
    head = next(mark for mark in boxes[0].texts if mark.x == left)
    assert middle == pytest.approx(head.x + head.line.x + head.line.width / 2, abs=0.1)


def test_figures_of_a_narrow_column_stand_at_its_edge() -> None:
    look = load_look("official")
    grid = _grid(GRADES * 2, [("3,500.00",) * 8], align=Align.RIGHT)
    boxes, _elements = _boxes(grid, look)
    last = boxes[1].texts[-1]
    edge = look.measure - look.table.pad_across
    assert last.x + last.line.x + last.line.width == pytest.approx(edge, abs=0.1)


def test_room_that_is_over_goes_to_the_columns_whose_heads_are_broken() -> None:
    demands = [Demand(100.0, 40.0, 100.0), Demand(50.0, 40.0, 250.0)]
    assert shared_widths(demands, 200.0) == pytest.approx([100.0, 100.0])


def test_a_table_keeps_off_the_text_above_it() -> None:
    look = load_look("official")
    grid = _grid(("甲", "乙"), [("一", "二")])
    (page,) = _pages(look, Prose(("会议情况如下：",)), grid)
    text, head = page.boxes[-3], page.boxes[-2]
    assert head.down - text.down - text.box.height == pytest.approx(look.table.type.before)
    assert look.table.type.before > 0
