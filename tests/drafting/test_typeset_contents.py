import io
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from negotiator_desk.drafting.blocks import (
    Annex,
    Article,
    Block,
    Chapter,
    Contents,
    Pair,
    Title,
)
from negotiator_desk.drafting.typeset.look import LOOKS, load_look
from negotiator_desk.drafting.typeset.options import RenderOptions
from negotiator_desk.drafting.typeset.pdf import render
from tests.drafting.reading import pages_by_poppler, solid
from tests.drafting.structure import elements
from tests.drafting.typeset_pages import check_frame, said, set_pages
from tests.drafting.typeset_samples import SENTENCE, bilingual, contract, document


def _long(chapters: int, *, repeats: int = 12) -> list[Block]:
    blocks: list[Block] = [Title("试验合同"), Contents("目录")]
    for number in range(1, chapters + 1):
        title = f"标题{number}号" * (repeats if number % 5 == 0 else 1)
        blocks += [Chapter(f"第{number}章", title), Article(f"第{number}条", (SENTENCE * 5,), "x")]
    return [*blocks, Annex("附件1", "名单"), Article("一", (SENTENCE,), "y")]


@pytest.mark.parametrize("key", LOOKS)
@pytest.mark.parametrize("chapters", [1, 6, 40])
def test_contents_say_the_pages_on_which_headings_really_stand(
    key: str, chapters: int, tmp_path: Path
) -> None:
    pdf = render(document(*_long(chapters, repeats=1)), load_look(key)).pdf
    pages = [solid(text) for text in pages_by_poppler(pdf, tmp_path)]
    whole = "".join(pages)
    for title in [*(f"第{n}章标题{n}号" for n in range(1, chapters + 1)), "附件1名单"]:
        (number,) = re.findall(f"{title}([0-9]+)", whole)
        # The last page with the words is the one with the heading; an earlier one has the list.
        last = max(page for page, text in enumerate(pages, start=1) if title in text)
        assert int(number) == last


@pytest.mark.parametrize("key", LOOKS)
def test_a_click_on_a_line_of_the_contents_leads_to_its_heading(key: str) -> None:
    look = load_look(key)
    tops = {
        (number, round(look.height - look.top - placed.down, 2))
        for number, page in enumerate(set_pages(document(*_long(12)), look))
        for placed in page.boxes
        if placed.box.anchor
    }
    reader = PdfReader(io.BytesIO(render(document(*_long(12)), look).pdf))
    numbers = {page.indirect_reference.idnum: n for n, page in enumerate(reader.pages)}
    links = [note.get_object() for page in reader.pages for note in page.get("/Annots", ())]
    assert len(links) > 13  # long titles take two lines, and each can be clicked
    for link in links:
        target = numbers[link["/Dest"][0].idnum]
        assert solid(link["/Contents"])[:5] in solid(reader.pages[target].extract_text())
        tops.discard((target, round(float(link["/Dest"][3]), 2)))
        assert link["/F"] == 4
        left, bottom, right, top = link["/Rect"]
        assert left < right
        assert bottom < top
    assert not tops


def test_links_are_told_to_readers_and_named_in_the_structure() -> None:
    pdf = render(document(*_long(12)), load_look("official")).pdf
    found = elements(pdf)
    links = [one for one in found if one.tag == "Link"]
    assert [one.parent for one in links] == ["TOCI"] * 13
    assert sum(one.annotations for one in links) == pdf_links(pdf)
    root = PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]
    keys = root["/ParentTree"]["/Nums"][::2]
    assert list(keys) == list(range(len(keys)))
    assert root["/ParentTreeNextKey"] == len(keys)


def pdf_links(pdf: bytes) -> int:
    return sum(len(page.get("/Annots", ())) for page in PdfReader(io.BytesIO(pdf)).pages)


def test_links_work_without_a_structure_as_well() -> None:
    pdf = render(contract(), load_look("compact"), RenderOptions(tagged=False)).pdf
    assert pdf_links(pdf) == 9
    assert "/StructTreeRoot" not in PdfReader(io.BytesIO(pdf)).trailer["/Root"]


@pytest.mark.parametrize("key", LOOKS)
def test_numbers_stand_at_the_right_edge_and_dots_between_title_and_number(key: str) -> None:
    look = load_look(key)
    pages = set_pages(document(*_long(20)), look)
    check_frame(pages, look)
    lines = [placed.box for page in pages for placed in page.boxes if placed.box.links]
    for box in lines:
        (link,) = box.links
        if not link.is_last:
            assert not box.rules
            continue
        number = box.texts[-1]
        assert number.x + number.line.width == pytest.approx(look.measure)
        for rule in box.rules:
            assert link.start < rule.x2 < rule.x1 < number.x
    assert len(lines) > 21


def test_in_two_languages_contents_name_the_headings_of_both() -> None:
    base = bilingual(3)
    blocks = [
        Pair((Contents("目录"),), (Contents("Contents"),)) if isinstance(block, Contents) else block
        for block in base.blocks
    ]
    pages = set_pages(document(*blocks), load_look("compact"))
    text = "".join(said(placed.box, 1) for placed in pages[0].boxes if placed.box.links)
    assert "Chapter 1  Remuneration" in text
    assert "第1章" not in text


def test_a_document_without_chapters_has_no_contents() -> None:
    pages = set_pages(document(Title("合同"), Contents("目录")), load_look("compact"))
    assert "".join(said(placed.box) for placed in pages[0].boxes) == "合同"
