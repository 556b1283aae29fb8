"""The sheet of codes is read by a scanner, and says in words what it carries."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from string import Formatter

import pytest
from page import validate_pdf

from negotiator_desk.bargaining.exchange import (
    AnswerBody,
    AnswerKind,
    Message,
    OfferBody,
)
from negotiator_desk.bargaining.qr_parts import Gathering, parts_of
from negotiator_desk.bargaining.sealed import fingerprint_of, spoken
from negotiator_desk.drafting.code_sheet import code_sheet
from negotiator_desk.drafting.plain import plain_text
from negotiator_desk.drafting.typeset.look import REPORT_LOOK, load_look
from negotiator_desk.drafting.typeset.options import RenderOptions
from negotiator_desk.drafting.typeset.pdf import render
from negotiator_desk.i18n import LANGUAGES
from negotiator_desk.paths import resource
from negotiator_desk.pay.terms import NumberTerm, TextTerm
from tests.bargaining.messages import ID, SHA, message, offered, rates, wording
from tests.drafting.codes_read import codes_on_pages
from tests.drafting.reading import pages_by_pypdf

MANY = message(
    OfferBody(
        True,
        True,
        "",
        (
            offered(1, rates(90)),
            offered(2, NumberTerm(Decimal("350.0000"), "元/月"), "高温津贴"),
            offered(3, TextTerm("<b>每周至少休息一天。</b>"), "休息 & 安排"),
        ),
    )
)
ANSWER = message(AnswerBody(AnswerKind.ACCEPTED, (f"{ID}01",)), reply_to=SHA)


def pdf_of(carried: Message, language: str = "zh_CN") -> bytes:
    return render(
        code_sheet(carried, language), load_look(REPORT_LOOK), RenderOptions(watermark="")
    ).pdf


@pytest.mark.parametrize("carried", [MANY, ANSWER, message(wording())], ids=lambda one: one.kind)
@pytest.mark.parametrize("dots", [110, 200])
def test_every_code_is_read_off_the_page(carried: Message, dots: int, tmp_path: Path) -> None:
    read = codes_on_pages(pdf_of(carried), tmp_path, dots_per_inch=dots)
    lines = [text for page in read for text in page]
    assert sorted(lines) == sorted(parts_of(carried))
    found = Gathering()
    for line in lines:
        found = found.with_line(line)
    assert found.message() == carried


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_shows_the_one_fingerprint_that_is_read_aloud(language: str) -> None:
    pages = pages_by_pypdf(pdf_of(MANY, language))
    assert all(spoken(fingerprint_of(MANY)) in page for page in pages)
    assert not any(fingerprint_of(MANY)[:4].upper() in page for page in pages)


def test_the_sheet_says_what_it_carries() -> None:
    text = plain_text(code_sheet(MANY, "zh_CN"))
    for words in ("正式方案", "一揽子方案", "第2次协商会议", "90项单价", "350.0000 元/月"):
        assert words in text
    assert "休息 & 安排3" in text
    assert f"所答复消息的指纹：{spoken(SHA)}" in plain_text(code_sheet(ANSWER, "zh_CN"))
    consent = AnswerBody(AnswerKind.REFUSES, (f"{ID}01",), employer="甲公司")
    assert "employer refuses: 甲公司" in plain_text(
        code_sheet(message(consent, reply_to=SHA), "en")
    )


def test_the_same_message_gives_the_same_bytes() -> None:
    assert pdf_of(MANY) == pdf_of(MANY)


def test_the_sheet_is_pdf_for_archives_and_for_everybody(tmp_path: Path) -> None:
    path = tmp_path / "codes.pdf"
    path.write_bytes(pdf_of(MANY))
    for profile in ("3a", "ua1"):
        result = validate_pdf(str(path), profile=profile)
        assert result.is_compliant, [failure.message for failure in result.failures]


def test_both_languages_have_the_same_words_with_the_same_fields() -> None:
    tables = tomllib.loads(resource("papers", "exchange.toml").read_text(encoding="utf-8"))
    assert set(tables) == set(LANGUAGES)
    fields = [
        {
            key: {name for _text, name, _spec, _kind in Formatter().parse(text) if name}
            for key, text in tables[language].items()
        }
        for language in LANGUAGES
    ]
    assert fields[0] == fields[1]
