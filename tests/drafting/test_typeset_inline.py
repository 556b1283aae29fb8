import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiator_desk.drafting.blocks import (
    Align,
    Blank,
    Block,
    Change,
    Column,
    Content,
    Footnote,
    Grid,
    Item,
    Marked,
    Prose,
    plain,
)
from negotiator_desk.drafting.typeset.boxes import Dash, TextMark
from negotiator_desk.drafting.typeset.dressing import line_edges
from negotiator_desk.drafting.typeset.look import LOOKS, load_look
from negotiator_desk.drafting.typeset.options import RenderOptions
from negotiator_desk.drafting.typeset.pdf import render
from negotiator_desk.drafting.typeset.spots import Source
from tests.drafting.reading import page_operators, pages_by_pypdf, solid
from tests.drafting.structure import elements
from tests.drafting.typeset_pages import check_frame, placed_boxes, said, set_pages
from tests.drafting.typeset_samples import (
    AMOUNT,
    CAPITALS,
    DAY,
    SENTENCE,
    contract,
    document,
)

_parts = st.one_of(
    st.text("文字，。（）《》 a1.,\n", max_size=30),
    st.sampled_from([AMOUNT, CAPITALS, DAY, Blank("c", "日期"), Footnote("注")]),
    st.builds(Marked, st.text("增删。文12", min_size=1, max_size=40), st.sampled_from(Change)),
)


@settings(deadline=None, max_examples=150)
@given(st.lists(_parts, max_size=12).map(tuple), st.sampled_from(LOOKS))
def test_cutting_lines_at_their_parts_loses_no_character_and_moves_none(
    content: Content, key: str
) -> None:
    look = load_look(key)
    pages = set_pages(document(Prose(content)), look)
    check_frame(pages, look)
    texts = [
        mark
        for _page, placed in placed_boxes(pages)
        for mark in placed.box.texts
        if not mark.spoken
    ]
    assert solid("".join(mark.line.text for mark in texts)) == solid(plain(content))
    for _page, placed in placed_boxes(pages):
        _check_order(placed.box.texts)


def _check_order(marks: list[TextMark]) -> None:
    right = 0.0
    for mark in marks:
        if not mark.spoken:  # a footnote's number stands in the gap after a stretched character
            assert mark.x + mark.line.x >= right - 0.01, "a line's parts overlap"
        assert line_edges(mark.line, mark.size)[-1] == pytest.approx(mark.line.x + mark.line.width)
        right = mark.x + mark.line.x + mark.line.width


@pytest.mark.parametrize(
    ("change", "at", "dash"),
    [
        (Change.INSERTED, [1], Dash.SOLID),
        (Change.DELETED, [-1], Dash.SOLID),
        (Change.MOVED_HERE, [1, 1], Dash.SOLID),
        (Change.MOVED_AWAY, [-1], Dash.DOTTED),
    ],
)
def test_each_change_has_rules_of_its_own(change: Change, at: list[int], dash: Dash) -> None:
    look = load_look("official")
    content = ("原有文字，", Marked("有变化的文字" * 8, change), "，以及后文。")
    pages = set_pages(document(Prose(content)), look)
    changed = 0
    for _page, placed in placed_boxes(pages):
        marks = [mark for mark in placed.box.texts if mark.colour == change.value]
        changed += sum(len(mark.line.text) for mark in marks)
        assert len(placed.box.rules) == len(marks) * len(at)
        for rule in placed.box.rules:
            (mark,) = marks
            assert rule.dash is dash
            assert rule.colour == change.value
            assert rule.x1 == pytest.approx(mark.line.x)
            assert rule.x2 == pytest.approx(mark.line.x + mark.line.width, abs=0.01)
            assert (rule.down1 > mark.down) == (at[0] > 0), "under the line or through it"
    assert changed == len("有变化的文字") * 8


def test_the_dots_through_what_was_moved_away_are_as_strong_as_two_rules() -> None:
    widths: dict[Change, float] = {}
    for change in (Change.DELETED, Change.MOVED_AWAY):
        (page,) = set_pages(document(Prose((Marked("移走", change),))), load_look("compact"))
        widths[change] = page.boxes[-1].box.rules[0].width
    assert widths[Change.MOVED_AWAY] == pytest.approx(2 * widths[Change.DELETED], abs=0.02)


def test_without_colour_every_change_is_still_told_by_its_rules() -> None:
    blocks = [Prose((Marked(f"变化{change.value}", change),)) for change in Change]
    coloured, black = (
        page_operators(
            render(document(*blocks), load_look("compact"), RenderOptions("", colour=colour)).pdf
        )[0]
        for colour in (True, False)
    )
    assert " rg" in coloured
    assert " RG" in coloured
    assert " rg" not in black
    assert " RG" not in black
    assert black.count(" l S") == coloured.count(" l S") == 5


def test_a_blank_is_ruled_from_its_first_mark_to_its_last() -> None:
    look = load_look("official")
    content = ("自", Blank("c", "年"), "起至合同约定的终止日期为止，" * 3, Blank("c", "止"), "。")
    pages = set_pages(document(Prose(content)), look)
    ruled = [rule for _page, placed in placed_boxes(pages) for rule in placed.box.rules]
    grounds = [fill for _page, placed in placed_boxes(pages) for fill in placed.box.fills]
    assert sum(rule.x2 - rule.x1 for rule in ruled) >= 2 * 6 * look.types["body"].size - 0.1
    assert [(fill.x1, fill.x2) for fill in grounds] == [(rule.x1, rule.x2) for rule in ruled]


def test_items_hang_under_their_text_and_inner_ones_stand_further_in() -> None:
    look = load_look("official")
    size = look.types["body"].size
    blocks: list[Block] = [
        Item("（一）", (SENTENCE * 2,)),
        Item("(1)", (SENTENCE * 2,)),
        Item("(12)", (SENTENCE * 2,)),
        Item("（十二）", (SENTENCE * 2,)),
    ]
    pages = set_pages(document(*blocks), look)
    starts: list[list[float]] = []
    for _page, placed in placed_boxes(pages):
        marks = placed.box.texts
        if len(marks) == 2:
            starts.append([marks[0].x, marks[1].line.x])
        else:
            assert marks[0].line.x == starts[-1][1]
    assert [start[0] for start in starts] == pytest.approx([2 * size, 4 * size, 4 * size, 2 * size])
    assert starts[0][1] == pytest.approx(5 * size)
    assert starts[3][1] == pytest.approx(6 * size)


def test_items_are_tagged_as_nested_lists() -> None:
    blocks = [
        Item("（一）", ("甲",)),
        Item("(1)", ("乙",)),
        Item("(2)", ("丙",)),
        Item("（二）", ("丁",)),
    ]
    found = elements(render(document(*blocks), load_look("compact")).pdf)
    shape = [(one.tag, one.parent) for one in found]
    assert shape.count(("L", "Document")) == 1
    assert shape.count(("L", "LBody")) == 1
    assert shape.count(("LI", "L")) == 4
    assert shape.count(("Lbl", "LBody")) == 4


def test_the_parts_of_a_cell_are_found_and_marked_and_its_text_stays_in_order() -> None:
    grid = Grid(
        (Column("项目", Align.LEFT), Column("金额", Align.RIGHT)),
        (
            (("甲", Marked("改", Change.INSERTED)), ("约", AMOUNT, "元")),
            (("乙",), (Blank("c", "金额"),)),
            (("丙", Footnote("说明")), (DAY, "日")),
        ),
    )
    look = load_look("compact")
    pages = set_pages(document(grid), look)
    check_frame(pages, look)
    boxes = [placed.box for _page, placed in placed_boxes(pages)]
    assert [said(box) for box in boxes] == [
        "项目金额", "甲改约3,500.00元", "乙＿＿＿＿＿＿", "丙115日",
    ]  # fmt: skip
    assert [[spot.source for spot in box.spots] for box in boxes[1:]] == [
        [AMOUNT],
        [Blank("c", "金额")],
        [DAY],
    ]
    assert said(pages[0].foot[1].box) == "1说明"


@pytest.mark.parametrize("key", LOOKS)
def test_every_figure_value_blank_and_reference_is_found_where_it_stands(key: str) -> None:
    look = load_look(key)
    rendered = render(contract(), look, RenderOptions(spots=True))
    texts = pages_by_pypdf(rendered.pdf)
    assert {spot.page for spot in rendered.spots} <= set(range(rendered.pages))
    found: dict[Source, int] = {}
    for spot in rendered.spots:
        assert 0 <= spot.left < spot.right <= 842
        assert 0 <= spot.top < spot.bottom <= 842
        found[spot.source] = found.get(spot.source, 0) + 1
        if not isinstance(spot.source, str):
            assert solid(spot.source.text)[:1] in solid(texts[spot.page])
    assert found[AMOUNT] >= 18
    assert found[DAY] >= 18
    assert {f"clause{n}" for n in range(1, 19)} <= found.keys()
    assert render(contract(), look).spots == ()


def test_a_spot_covers_the_text_that_other_programs_find_there() -> None:
    rendered = render(contract(2), load_look("official"), RenderOptions("", spots=True))
    pages = pdfium.PdfDocument(rendered.pdf)
    checked = 0
    for spot in rendered.spots:
        if spot.source in (AMOUNT, DAY):
            page = pages[spot.page]
            height = page.get_height()
            text = page.get_textpage().get_text_bounded(
                spot.left, height - spot.bottom, spot.right, height - spot.top
            )
            assert text.strip() == spot.source.text
            checked += 1
    assert checked >= 12
