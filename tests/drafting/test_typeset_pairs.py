from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiator_desk.drafting.blocks import Article, Block, Item, Pair, Prose
from negotiator_desk.drafting.typeset.look import LOOKS, load_look
from negotiator_desk.drafting.typeset.pdf import render
from negotiator_desk.drafting.typeset.sheets import pair_looks
from tests.drafting.reading import pages_by_poppler, solid
from tests.drafting.structure import elements
from tests.drafting.typeset_pages import check_frame, placed_boxes, right_edge, said, set_pages
from tests.drafting.typeset_samples import ENGLISH, SENTENCE, bilingual, document


@pytest.mark.parametrize("key", LOOKS)
def test_both_texts_begin_level_and_stay_in_their_columns(key: str) -> None:
    look = load_look(key)
    left, _right, by = pair_looks(look)
    pages = set_pages(bilingual(), look)
    check_frame(pages, look)
    seen: set[int] = set()
    for _page, placed in placed_boxes(pages):
        if not placed.box.pair:
            continue
        columns = {mark.column for mark in placed.box.texts}
        if placed.box.pair not in seen:
            assert columns == {0, 1}, "one side begins lower than the other"
            seen.add(placed.box.pair)
        for mark in placed.box.texts:
            if mark.column:
                assert mark.x + mark.line.x >= by - 0.01
            else:
                assert right_edge(mark) <= left.measure + 0.1
    assert len(seen) == 2 + 4 * (1 + 3 * 3) + 2


def test_lines_of_both_languages_stand_on_the_same_heights() -> None:
    for key in LOOKS:
        left, right, _by = pair_looks(load_look(key))
        for name in left.types:
            assert left.types[name].leading == right.types[name].leading


@pytest.mark.parametrize("key", LOOKS)
def test_a_pair_higher_than_a_page_goes_on_in_both_columns(key: str) -> None:
    look = load_look(key)
    chinese = "".join(f"{n:03}句：{SENTENCE * 2}" for n in range(60))
    english = " ".join(f"Sentence {n}: {ENGLISH}" for n in range(60))
    pages = set_pages(document(Pair((Prose((chinese,)),), (Prose((english,)),))), look)
    check_frame(pages, look)
    assert len(pages) > 2
    texts = ["", ""]
    for page in pages:
        for column in (0, 1):
            own = [said(placed.box, column) for placed in page.boxes]
            texts[column] += "".join(own)
    assert {mark.column for mark in pages[1].boxes[0].box.texts} == {0, 1}
    assert texts[0] == chinese
    assert solid(texts[1]) == solid(english)


def test_english_is_broken_at_spaces_and_its_words_are_not_spread() -> None:
    look = load_look("official")
    pages = set_pages(document(Pair((Prose((SENTENCE,)),), (Prose((ENGLISH * 4,)),))), look)
    words = set(ENGLISH.split())
    for _page, placed in placed_boxes(pages):
        for mark in placed.box.texts:
            if mark.column:
                assert set(mark.line.text.split()) <= words
                assert all(piece.tracking == 0 for piece in mark.line.pieces)
    chinese = [m for _p, placed in placed_boxes(pages) for m in placed.box.texts if not m.column]
    assert any(piece.tracking for mark in chinese for piece in mark.line.pieces)


@pytest.mark.parametrize("key", LOOKS)
def test_copied_text_has_the_left_side_of_a_row_before_the_right_one(
    key: str, tmp_path: Path
) -> None:
    blocks = [
        Pair(
            (Article(f"第{n}条", (f"左{n}起" + SENTENCE * 3 + f"左{n}止",), f"c{n}"),),
            (
                Article(
                    f"Article {n}", (f"right{n}begin " + ENGLISH * 3 + f"right{n}end",), f"c{n}"
                ),
            ),
        )
        for n in range(1, 4)
    ]
    (first, *_rest) = pages_by_poppler(render(document(*blocks), load_look(key)).pdf, tmp_path)
    page = solid(first)
    marks = [f"{side}{n}{end}" for n in (1, 2) for side, end in
             (("左", "起"), ("左", "止"), ("right", "begin"), ("right", "end"))]  # fmt: skip
    places = [page.index(mark) for mark in marks]
    assert places == sorted(places)


def test_each_side_says_which_language_it_is_in() -> None:
    found = elements(render(bilingual(2), load_look("official")).pdf)
    languages = [one.language for one in found if one.parent == "Document"]
    assert set(languages) == {"", "en"}
    # Contents with their heading, ten lines to sign on and a table are in one language only.
    assert languages.count("en") == languages.count("") - 2 - 10 - 1
    turned_round = bilingual(1, languages=("en", "zh-CN"))
    assert {one.language for one in elements(render(turned_round, load_look("compact")).pdf)} >= {
        "en",
        "",
    }


_texts = st.lists(
    st.tuples(st.booleans(), st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=14
)


@settings(deadline=None, max_examples=60)
@given(_texts, st.sampled_from(LOOKS))
def test_no_column_leaves_one_line_of_a_longer_paragraph_alone(
    rows: list[tuple[bool, int, int]], key: str
) -> None:
    look = load_look(key)
    blocks: list[Block] = []
    for is_item, left, right in rows:
        if is_item:
            blocks.append(
                Pair((Item("（一）", (SENTENCE * left,)),), (Item("(1)", (ENGLISH * right,)),))
            )
        else:
            blocks.append(Pair((Prose((SENTENCE * left,)),), (Prose((ENGLISH * right,)),)))
    pages = set_pages(document(*blocks), look)
    check_frame(pages, look)
    lines: dict[tuple[int, int], list[int]] = {}
    for number, placed in placed_boxes(pages):
        for mark in placed.box.texts:
            own = lines.setdefault((mark.element, mark.column), [])
            if not own or own[-1] != number or mark.line.x >= 0:
                own.append(number)
    for where in lines.values():
        if len(where) > 1:
            assert where[0] == where[1]
            assert where[-1] == where[-2]
