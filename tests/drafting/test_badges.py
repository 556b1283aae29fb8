"""Badges: cards that are read by a scanner, cut along their lines, and spoken to the blind."""

from __future__ import annotations

import io
import subprocess
import tomllib
from dataclasses import replace
from pathlib import Path
from string import Formatter

import pytest
from page import validate_pdf
from pypdf import PdfReader

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.drafting.badge_codes import badge_code, printed_badge_code, read_badge_code
from negotiator_desk.drafting.badges import BadgeHolder, BadgeSheet, badges
from negotiator_desk.drafting.blocks import Document, Prose, Title
from negotiator_desk.drafting.card_blocks import QrCode, QrCodes
from negotiator_desk.drafting.docx_writer import docx_bytes
from negotiator_desk.drafting.plain import plain_text
from negotiator_desk.drafting.qr_codes import Recovery, squares
from negotiator_desk.drafting.typeset.look import BADGE_LOOK, load_look
from negotiator_desk.drafting.typeset.options import RenderOptions
from negotiator_desk.drafting.typeset.pdf import render
from negotiator_desk.i18n import LANGUAGES
from negotiator_desk.paths import resource
from tests.drafting.codes_read import codes_on_pages
from tests.drafting.reading import page_operators, pages_by_pypdf, solid
from tests.drafting.structure import elements

BARE = RenderOptions(watermark="")


def holder(number: int, name: str = "", post: str = "快递员") -> BadgeHolder:
    side = Side.EMPLOYEE if number < 7 else Side.EMPLOYER
    return BadgeHolder(f"id{number}", name or f"代表{number}", post, side, "工会", number in (0, 7))


def sheet(count: int = 13, language: str = "zh_CN") -> BadgeSheet:
    holders = tuple(holder(number) for number in range(count))
    return BadgeSheet(language, "NB-2026-001", "快递行业协商", holders)


def pdf_of(one: BadgeSheet) -> bytes:
    return render(badges(one), load_look(BADGE_LOOK), BARE).pdf


def test_every_badge_is_read_by_a_scanner_and_its_letters_say_the_same(tmp_path: Path) -> None:
    pdf = pdf_of(sheet())
    read = codes_on_pages(pdf, tmp_path)
    assert read == [
        [badge_code(f"id{number}") for number in page] for page in (range(10), range(10, 13))
    ]
    text = "".join(pages_by_pypdf(pdf))
    for number in range(13):
        assert read_badge_code(printed := printed_badge_code(badge_code(f"id{number}")))
        assert printed in text


@pytest.mark.parametrize(
    ("language", "chief", "other"),
    [
        ("zh_CN", "职工方　首席协商代表", "企业方　协商代表"),
        ("en", "Chief, employee side", "Representative, employer side"),
    ],
)
def test_a_badge_says_who_it_is_in_the_language_of_the_sheet(
    language: str, chief: str, other: str
) -> None:
    text = plain_text(badges(sheet(9, language)))
    assert f"\n{chief}\n代表0\n工会\n快递员\n" in text
    assert f"\n{other}\n代表8\n工会\n快递员\n" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_badges_keep_the_archive_and_the_accessibility_standard(
    language: str, tmp_path: Path
) -> None:
    path = tmp_path / "badges.pdf"
    path.write_bytes(pdf_of(sheet(13, language)))
    for profile in ("3a", "ua1"):
        result = validate_pdf(str(path), profile=profile)
        assert result.is_compliant, [failure.message for failure in result.failures]
    subprocess.run(["qpdf", "--check", str(path)], check=True, capture_output=True)


def test_a_code_is_a_figure_with_its_place_and_what_it_says() -> None:
    pdf = pdf_of(sheet(1))
    assert [one.tag for one in elements(pdf)].count("Figure") == 1
    root = PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]["/K"].get_object()
    kids = [kid.get_object() for kid in root["/K"]]
    (figure,) = (kid for kid in kids if kid["/S"] == "/Figure")
    code = printed_badge_code(badge_code("id0"))
    assert figure["/Alt"] == f"二维码，内容是代表0的证件代码{code}"
    left, bottom, right, top = (float(corner) for corner in figure["/A"]["/BBox"])
    assert right - left == pytest.approx(top - bottom)
    assert right - left == pytest.approx(21 * 3.2, abs=0.02)


def test_whatever_is_long_stays_on_its_card(tmp_path: Path) -> None:
    long = (
        holder(1, "名" * 200, "岗" * 200),
        holder(2, "Alexander Bartholomew Featherstonehaugh", "Head of operations " * 10),
        holder(3, "W" * 200, "W" * 200),
    )
    one = replace(
        sheet(),
        holders=tuple(replace(who, party="会" * 200) for who in long),
        case_title="题" * 200,
    )
    pdf = pdf_of(one)
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1
    assert codes_on_pages(pdf, tmp_path) == [[badge_code(who.id) for who in long]]


def test_names_are_printed_literally() -> None:
    name = "<b>{name}</b> & \\n"
    text = "".join(pages_by_pypdf(pdf_of(replace(sheet(), holders=(holder(1, name),)))))
    assert solid(name) in solid(text)


def test_equal_badges_have_equal_bytes() -> None:
    assert pdf_of(sheet()) == pdf_of(sheet())


def test_codes_stand_in_rows_and_get_smaller_in_narrow_columns(tmp_path: Path) -> None:
    contents = [f"PART {number} " + "7" * 900 for number in range(5)]
    codes = tuple(
        QrCode(content, f"第{number}个", f"第{number}个", recovery=Recovery.LOW)
        for number, content in enumerate(contents, start=1)
    )
    blocks = (Title("文件"), Prose(("扫描下面的码。",)), QrCodes(codes, columns=2))
    document = Document("文件", "协商台", "", 1, "0" * 64, blocks)
    pdf = render(document, load_look("compact"), BARE).pdf
    assert [text for page in codes_on_pages(pdf, tmp_path, dots_per_inch=200) for text in page] == (
        contents
    )
    assert [one.tag for one in elements(pdf)].count("Figure") == 5
    untagged = render(document, load_look("compact"), RenderOptions(watermark="", tagged=False))
    assert "/Figure" not in "".join(page_operators(untagged.pdf))
    assert codes_on_pages(untagged.pdf, tmp_path, dots_per_inch=200)[0][0] == contents[0]
    assert "[第1个] PART 0 777" in plain_text(document)
    with pytest.raises(ValueError, match="PDF only"):
        docx_bytes(document, "compact")


def test_what_no_code_holds_is_refused() -> None:
    with pytest.raises(ValueError, match="5000 characters are more than a QR code holds"):
        squares("A" * 5000, Recovery.LOW)


def test_both_languages_have_the_same_words_with_the_same_fields() -> None:
    with resource("papers", "badges.toml").open("rb") as file:
        texts = tomllib.load(file)
    fields = [
        {
            key: {name for _t, name, _s, _c in Formatter().parse(text) if name}
            for key, text in words.items()
        }
        for words in (texts["zh_CN"], texts["en"])
    ]
    assert fields[0] == fields[1]
