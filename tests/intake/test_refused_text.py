"""Text files that are refused as a whole."""

from __future__ import annotations

import pytest

from tests.intake.conftest import Importer

HEADER = "工号,姓名,工序,月份,产量（件）\n"
ROW = "K001,张三,装配,2026年9月,120\n"
LONG = "甲" * 200_000

FILES = {
    "a NUL byte": ((HEADER + "K001,张三,装\x00配,2026年9月,1\n").encode(), "Line 2 has a NUL"),
    "UTF-16 without its mark": ((HEADER + ROW).encode("utf-16-le"), "NUL|encoding"),
    "mixed": (HEADER.encode("gb18030") + "K1,张三丰收,装配,2026-09,1\n".encode(), "line 2"),
    "bytes that are no text": (HEADER.encode("gb18030") + b"K\xff\xff\xff,1\n", "line 2"),
    "half a character at the end": ((HEADER + ROW).encode("gb18030") + b"\x81", "line 3"),
    "broken UTF-16": (b"\xff\xfe" + HEADER.encode("utf-16-le") + b"\x00\xd8\x00", "encoding"),
    "a quotation mark that never closes": ((HEADER + '"K001,张三\n').encode(), "quotation"),
    "a quotation mark inside": ((HEADER + '"K0"01,张三,装配,2026-09,1\n').encode(), "quotation"),
    "a field without end": ((HEADER + f"{LONG},张三,装配,2026-09,1\n").encode(), "line 2"),
    "too many columns": ((HEADER + "," * 300 + "\n").encode(), "KO2"),
    "a header only": (HEADER.encode(), "no row of data"),
    "blank lines only": (b"\n\n  \n", "empty"),
    "no header": (ROW.encode() * 3, "names the columns"),
    "prose": ("请各网点于周五前报送产量。\n谢谢！\n".encode(), "names the columns"),
    "a mail": (b"From: a@example.org\nTo: b@example.org\n\nHello", "names the columns"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_text_that_cannot_be_read_is_refused_with_its_place(inside: Importer, name: str) -> None:
    content, words = FILES[name]

    refused = inside.refusal(content, "产量.csv")

    assert any(word in str(refused) for word in words.split("|")), str(refused)
    assert refused.hint


def test_more_rows_than_a_sheet_can_have_are_refused(inside: Importer) -> None:
    content = HEADER.encode() + b"K,\n" * 3_000_000

    assert "cell E3000001, beyond 3,000,000 rows" in str(inside.refusal(content, "产量.csv"))
