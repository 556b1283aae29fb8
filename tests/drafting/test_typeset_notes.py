import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiator_desk.drafting.blocks import Article, Block, Footnote, Prose, Title
from negotiator_desk.drafting.typeset.boxes import Box
from negotiator_desk.drafting.typeset.look import LOOKS, load_look
from negotiator_desk.drafting.typeset.options import RenderOptions
from negotiator_desk.drafting.typeset.paginate import Page, paginate
from negotiator_desk.drafting.typeset.pdf import render
from tests.drafting.reading import pages_by_poppler, solid
from tests.drafting.structure import elements
from tests.drafting.typeset_pages import check_frame, said, set_pages
from tests.drafting.typeset_samples import SENTENCE, document

_DEPTH = 100.0


def _line(note_lines: list[int]) -> Box:
    return Box(10.0, notes=[[Box(5.0) for _n in range(count)] for count in note_lines])


def _foot(page: Page) -> list[Box]:
    return [placed.box for placed in page.foot[1:]]


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.lists(st.integers(1, 40), max_size=3), st.booleans()), min_size=1, max_size=40
    )
)
def test_every_line_of_every_note_is_printed_once_and_in_order_from_its_marks_page_on(
    lines: list[tuple[list[int], bool]],
) -> None:
    boxes = [_line(notes) for notes, _keeps in lines]
    for box, (_notes, keeps) in zip(boxes, lines, strict=True):
        box.keeps_next = keeps
    pages = paginate(boxes, _DEPTH)
    assert [placed.box for page in pages for placed in page.boxes] == boxes
    printed = [(number, box) for number, page in enumerate(pages) for box in _foot(page)]
    asked = [one for box in boxes for note in box.notes for one in note]
    assert [id(box) for _number, box in printed] == [id(box) for box in asked]
    page_of = {id(placed.box): number for number, page in enumerate(pages) for placed in page.boxes}
    at = {id(box): number for number, box in printed}
    for box in boxes:
        # Where one line has several notes, at least the first begins on its page.
        if box.notes:
            assert at[id(box.notes[0][0])] == page_of[id(box)]
        for note in box.notes:
            on = [at[id(one)] for one in note]
            if len(box.notes) == 1 and len(note) <= 4:
                assert set(on) == {page_of[id(box)]}
            elif len(box.notes) == 1:
                assert on.count(on[0]) >= 2
                assert on.count(on[-1]) >= 2
    for page in pages:
        text = page.boxes[-1].down + page.boxes[-1].box.height if page.boxes else 0.0
        if page.foot:
            # A line whose notes alone fill a page may push the last of them; nothing else may.
            assert text <= page.foot[0].down + 12.0 or len(page.boxes) == 1


@pytest.mark.parametrize("key", LOOKS)
def test_a_note_stands_on_the_page_of_its_mark_whatever_stands_before_it(
    key: str, tmp_path: Path
) -> None:
    look = load_look(key)
    for filler in range(0, 60, 3):
        blocks: list[Block] = [Title("试验")]
        blocks += [Prose((SENTENCE,)) for _n in range(filler)]
        for number in range(1, 6):
            content = (SENTENCE, f"标记{number}号", Footnote(f"注文{number}号。" * 3), SENTENCE)
            blocks.append(Article(f"第{number}条", content, f"c{number}"))
        pages = set_pages(document(*blocks), look)
        check_frame(pages, look)
        for number in range(1, 6):
            (marked,) = [
                page for page in pages if any(_has(placed.box, number) for placed in page.boxes)
            ]
            assert f"注文{number}号" in "".join(said(placed.box) for placed in marked.foot)
    pdf = render(document(*blocks), look).pdf
    for text in pages_by_poppler(pdf, tmp_path):
        for number in "¹²³⁴⁵":
            marks = re.findall(f"号{number}", solid(text))
            notes = re.findall(f"{number}注文", solid(text))
            assert len(marks) == len(notes) <= 1


def _has(box: Box, number: int) -> bool:
    return any(mark.spoken == "⁰¹²³⁴⁵"[number] for mark in box.texts)


@pytest.mark.parametrize("key", LOOKS)
def test_a_long_note_runs_on_at_the_foot_of_the_next_page(key: str) -> None:
    look = load_look(key)
    long = "".join(f"{number:04}号说明。" for number in range(900))
    blocks = [Prose((SENTENCE, Footnote(long), SENTENCE)), *[Prose((SENTENCE,))] * 80]
    pages = set_pages(document(*blocks), look)
    check_frame(pages, look)
    assert sum(bool(page.foot) for page in pages) > 1
    assert all(page.boxes for page in pages)
    noted = "".join(said(placed.box) for page in pages for placed in page.foot)
    assert noted == "1" + long


def test_notes_are_numbered_through_the_document_and_a_number_never_begins_a_line() -> None:
    look = load_look("compact")
    blocks = [
        Prose(("文" * length, Footnote("甲"), "，", "字" * 30, Footnote("乙")))
        for length in range(1, 40)
    ]
    pages = set_pages(document(*blocks), look)
    numbers = []
    for page in pages:
        for placed in page.boxes:
            marks = placed.box.texts
            assert not marks[0].spoken
            numbers += [int(mark.line.text) for mark in marks if mark.spoken]
            for before, mark in pairwise(marks):
                if mark.spoken:
                    assert mark.down < before.down
                    assert mark.size < before.size
    assert numbers == list(range(1, 79))


def test_a_note_is_tagged_as_one_and_has_a_name_of_its_own() -> None:
    blocks = [Prose((SENTENCE, Footnote(f"注{n}"))) for n in range(12)]
    pdf = render(document(*blocks), load_look("official"), RenderOptions(watermark="")).pdf
    found = elements(pdf)
    notes = [one for one in found if one.tag == "Note"]
    assert len({one.name for one in notes}) == 12
    assert all(one.name for one in notes)
    assert [one.tag for one in found if one.parent == "P"].count("Reference") == 12


def test_a_notes_number_is_read_where_it_stands_and_the_note_after_its_paragraph() -> None:
    pdf = render(document(Prose(("前文", Footnote("注"), "后文"))), load_look("compact")).pdf
    (paragraph,) = [one for one in elements(pdf) if one.tag == "P"]
    assert paragraph.kids == ("", "Reference", "", "Note")
