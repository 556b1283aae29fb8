import io
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from page import validate_pdf
from pypdf import PdfReader

from negotiator_desk.drafting.blocks import (
    Align,
    Article,
    Column,
    Document,
    Grid,
    Prose,
    Title,
    figures,
)
from negotiator_desk.drafting.compose import compose
from negotiator_desk.drafting.page_codes import page_code
from negotiator_desk.drafting.snapshot import Snapshot
from negotiator_desk.drafting.typeset.fonts import MissingGlyphError
from negotiator_desk.drafting.typeset.look import LOOKS, load_look
from negotiator_desk.drafting.typeset.pdf import RenderOptions, render
from tests.drafting.reading import pages_by_pypdf, solid, text_by_poppler
from tests.drafting.samples import SAMPLES, couriers

AWKWARD = [
    "<b>粗体</b>",
    "R&amp;D &lt;x&gt;",
    "{x} {企业方} {@scope}",
    "</font><a href='x'>",
    "C:\\路径\\(括号)",
    "超长" * 300,
    "W" * 700,
    "%s %d %(name)s $HOME",
    "<0041> Tj ET",
    "甲\u202e乙\u200f丙\u2066丁",
    "零\u200b宽\ufeff字",
    "一\u3000二\u00a0三",
    "①⑳№‰±×÷≤≥￥¥㎡",
    "\U00020164\U0002c488\U00030ede",
]


def _document(*blocks: Article | Prose | Grid) -> Document:
    return Document("试验合同", "甲、乙", "T-1", 1, "0f" * 32, (Title("试验合同"), *blocks))


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("make", SAMPLES.values(), ids=SAMPLES)
def test_names_figures_and_article_numbers_are_read_back_literally(
    make: Callable[[], Snapshot], look: str, tmp_path: Path
) -> None:
    snapshot = make()
    document = compose(snapshot)
    pdf = render(document, load_look(look)).pdf
    expected = {figure.text for figure in figures(document) if "\n" not in figure.text}
    expected |= {block.number for block in document.blocks if isinstance(block, Article)}
    expected |= {snapshot.employer.name, snapshot.employee.name, "\U00020164大川"}
    for text in ("\n".join(pages_by_pypdf(pdf)), text_by_poppler(pdf, tmp_path)):
        missing = {item for item in expected if solid(item) not in solid(text)}
        assert missing == set()
    unbroken = {figure.text for figure in figures(document) if figure.text[0].isdigit()}
    assert {text for text in unbroken if text not in text_by_poppler(pdf, tmp_path)} == set()


def test_a_rare_name_is_read_back_and_shows_ink(tmp_path: Path) -> None:
    name = "\U00020164\U0002c488\U00030ede"
    document = _document(Prose((name,)))
    with_name = render(document, load_look("official"), RenderOptions(watermark="")).pdf
    assert name in text_by_poppler(with_name, tmp_path)
    assert name in pages_by_pypdf(with_name)[0]
    (tmp_path / "name.pdf").write_bytes(with_name)
    subprocess.run(["pdftoppm", "-r", "40", "-gray", "name.pdf", "name"], cwd=tmp_path, check=True)
    (tmp_path / "blank.pdf").write_bytes(
        render(
            _document(Prose(("\u3000",))), load_look("official"), RenderOptions(watermark="")
        ).pdf
    )
    subprocess.run(
        ["pdftoppm", "-r", "40", "-gray", "blank.pdf", "blank"], cwd=tmp_path, check=True
    )
    named, blank = (
        sum(255 - value for value in (tmp_path / f"{stem}-1.pgm").read_bytes()[15:])
        for stem in ("name", "blank")
    )
    assert named > blank + 1000


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_text_prints_literally_in_an_article_and_in_a_table(
    text: str, tmp_path: Path
) -> None:
    invisible = dict.fromkeys(map(ord, "\u202e\u200f\u2066\u200b\ufeff"))
    shown = solid(text.translate(invisible))
    grid = Grid((Column("项目", Align.LEFT), Column("值", Align.RIGHT)), (((text,), ("1",)),))
    for block in (Article("第一条", (text,), "x"), grid):
        pdf = render(_document(block), load_look("compact")).pdf
        assert shown in solid("".join(pages_by_pypdf(pdf)))
        if isinstance(block, Article) and len(text) < 100:
            assert shown in solid(text_by_poppler(pdf, tmp_path))


def test_awkward_text_in_every_field_of_a_case_is_composed_and_set() -> None:
    base = couriers()
    for text in AWKWARD:
        party = replace(
            base.employer,
            name=text,
            credit_code=text,
            address=text,
            head=text,
            chief=text,
            representatives=tuple(
                replace(person, name=text, post=text) for person in base.employer.representatives
            ),
        )
        issues = tuple(replace(issue, title=text) for issue in base.issues)
        snapshot = replace(base, employer=party, employee=party, issues=issues, case_number=text)
        pdf = render(compose(snapshot), load_look("compact")).pdf
        assert len(pages_by_pypdf(pdf)) > 2


@pytest.mark.parametrize("look", LOOKS)
def test_the_same_snapshot_gives_the_same_bytes(look: str) -> None:
    snapshot = couriers()
    again = Snapshot.from_data(snapshot.to_data())
    first = render(compose(snapshot), load_look(look))
    assert render(compose(again), load_look(look)) == first
    later = replace(snapshot, version=2)
    assert render(compose(later), load_look(look)).pdf != first.pdf


def test_another_process_with_another_hash_order_gives_the_same_bytes() -> None:
    program = (
        "import hashlib\n"
        "from negotiator_desk.drafting.compose import compose\n"
        "from negotiator_desk.drafting.typeset.look import load_look\n"
        "from negotiator_desk.drafting.typeset.pdf import render\n"
        "from tests.drafting.samples import machinery\n"
        "pdf = render(compose(machinery()), load_look('official')).pdf\n"
        "print(hashlib.sha256(pdf).hexdigest())\n"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2])},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


@pytest.mark.parametrize(
    ("character", "code"), [("\U0001f600", "U+1F600"), ("ك", "U+0643"), ("\x00", "U+0000")]
)
def test_a_character_no_font_has_is_refused_by_name_and_place(character: str, code: str) -> None:
    document = _document(Article("第七条", (f"甲{character}乙",), "x"))
    with pytest.raises(MissingGlyphError) as refused:
        render(document, load_look("official"))
    assert code in str(refused.value)
    assert "第七条" in str(refused.value)
    assert refused.value.hint


def test_metadata_bookmarks_and_language_are_there() -> None:
    snapshot = couriers()
    document = compose(snapshot)
    reader = PdfReader(io.BytesIO(render(document, load_look("official")).pdf))
    assert reader.metadata is not None
    assert reader.metadata.title == document.title
    assert reader.metadata.author == document.author
    assert reader.metadata["/Keywords"] == snapshot.fingerprint
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    titles = [entry["/Title"] for entry in reader.outline if not isinstance(entry, list)]
    assert titles[0] == "第一章　总则"
    assert titles[-1] == "附件2　集体协商代表名单"


def test_every_page_says_which_it_is_and_of_which_draft() -> None:
    document = compose(couriers())
    rendered = render(document, load_look("official"))
    texts = pages_by_pypdf(rendered.pdf)
    assert len(texts) == rendered.pages
    for number, text in enumerate(texts, start=1):
        assert f"第 {number} 页 共 {len(texts)} 页" in text
        assert page_code(document.fingerprint, number, len(texts)) in text
        assert "YJT-2026-0001　第1版" in text


def test_the_watermark_is_seen_and_not_read(tmp_path: Path) -> None:
    document = compose(couriers())
    marked = render(document, load_look("compact")).pdf
    clean = render(document, load_look("compact"), RenderOptions(watermark="")).pdf
    assert marked != clean
    assert text_by_poppler(marked, tmp_path) == text_by_poppler(clean, tmp_path)


def test_every_font_is_embedded_and_the_file_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "contract.pdf"
    path.write_bytes(render(compose(couriers()), load_look("official")).pdf)
    subprocess.run(["qpdf", "--check", str(path)], check=True, capture_output=True)
    listed = subprocess.run(["pdffonts", str(path)], check=True, capture_output=True, text=True)
    rows = listed.stdout.splitlines()[2:]
    assert rows
    assert all(row.split()[-5:-2] == ["yes", "yes", "yes"] for row in rows), rows


def test_the_structure_names_every_marked_stretch_and_tables_have_head_cells() -> None:
    reader = PdfReader(io.BytesIO(render(compose(couriers()), load_look("official")).pdf))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    parents = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    for number, page in enumerate(reader.pages):
        content = page.get_contents()
        assert content is not None
        marked = content.get_data().count(b"/MCID")
        assert page["/StructParents"] == number
        assert len(parents[2 * number + 1]) == marked > 0
    tags = [node.get_object()["/S"] for node in root["/StructTreeRoot"]["/K"]["/K"]]
    assert tags[0] == "/H1"
    assert set(tags) == {"/H1", "/H2", "/H3", "/P", "/L", "/TOC", "/Table"}
    table = next(
        node.get_object()
        for node in root["/StructTreeRoot"]["/K"]["/K"]
        if node.get_object()["/S"] == "/Table"
    )
    cells = [cell.get_object()["/S"] for cell in table["/K"][0].get_object()["/K"]]
    assert set(cells) == {"/TH"}


def test_the_file_says_which_archive_standard_it_keeps() -> None:
    pdf = render(compose(couriers()), load_look("official")).pdf
    root = PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    packet = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in packet
    assert "<pdfuaid:part>1</pdfuaid:part>" in packet
    assert root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
    assert pdf.count(b"\r\nendstream\n") == pdf.count(b"\nstream\n")


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("make", SAMPLES.values(), ids=SAMPLES)
def test_every_sample_keeps_the_archive_and_the_accessibility_standard(
    make: Callable[[], Snapshot], look: str, tmp_path: Path
) -> None:
    path = tmp_path / "contract.pdf"
    path.write_bytes(render(compose(make()), load_look(look)).pdf)
    for profile in ("3a", "ua1"):
        result = validate_pdf(str(path), profile=profile)
        assert result.is_compliant, [failure.message for failure in result.failures]
