"""Files that are refused as a whole: each with its own sentence, and nothing stored."""

from __future__ import annotations

import zipfile
from functools import partial
from io import BytesIO
from random import Random

import openpyxl
import pytest

from negotiator_desk.i18n import use_language
from negotiator_desk.services import datasets
from negotiator_desk.storage.intake import process
from negotiator_desk.storage.intake.files import read_file
from tests.intake.conftest import HEADER, ROW, Importer, repacked, replaced, workbook

SHEET = "xl/worksheets/sheet1.xml"
GOOD = workbook([HEADER, ROW])
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)


def flipped(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]


def bomb() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", "xl/workbook.xml"):
            archive.writestr(name, b"<x/>")
        archive.writestr(SHEET, b" " * 120_000_000)
    return out.getvalue()


def wide_bomb() -> bytes:
    """Return parts that each stay under the ratio and together pass the cap."""
    random = Random(1)
    parts = {f"xl/media/{n}.bin": random.randbytes(400_000) + bytes(29_000_000) for n in range(8)}
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", "xl/workbook.xml"):
            archive.writestr(name, b"<x/>")
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def duplicated() -> bytes:
    out = BytesIO(repacked(GOOD, {}))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/workbook.xml", b"<x/>")
    return out.getvalue()


def lying_about_size() -> bytes:
    """Return a workbook whose directory claims that the sheet is far smaller than it is."""
    content = bytearray(GOOD)
    at = content.index(b"PK\x01\x02")
    while SHEET.encode() != content[at + 46 : at + 46 + len(SHEET)]:
        at = content.index(b"PK\x01\x02", at + 4)
    content[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(content)


def protected() -> bytes:
    content = bytearray(GOOD)
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


def many_parts() -> bytes:
    return repacked(GOOD, {f"xl/extra/{n}.xml": b"<x/>" for n in range(2001)})


def no_sheets() -> bytes:
    book = openpyxl.Workbook()
    book.create_chartsheet("图")
    del book["Sheet"]
    out = BytesIO()
    book.save(out)
    return out.getvalue()


QUICK = {
    "an empty file": (b"", "empty"),
    "a file of NUL bytes": (bytes(4096), "empty"),
    "an old .xls with a new name": (OLE + "Workbook".encode("utf-16-le"), ".xls"),
    "any OLE file": (OLE, ".xls"),
    "an encrypted workbook": (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    "a PDF": (b"%PDF-1.7\n", "PDF"),
    "a PNG": (b"\x89PNG\r\n\x1a\n" + bytes(64), "picture"),
    "a JPEG": (b"\xff\xd8\xff\xe0" + bytes(64), "picture"),
    "a WEBP": (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "picture"),
    "a web page called .xls": (b"\r\n<html><table><tr><td>1</td></tr></table></html>", "web page"),
    "an XML spreadsheet": (b'<?xml version="1.0"?><Workbook/>', "XML"),
    "a RAR archive": (b"Rar!\x1a\x07\x00", "archive"),
    "a 7z archive": (b"7z\xbc\xaf\x27\x1c", "archive"),
    "a program": (b"MZ\x90\x00" + bytes(64), "program"),
    "another database": (b"SQLite format 3\x00" + bytes(64), "program or database"),
    "a plain zip": (b"PK\x05\x06" + bytes(18), "not an .xlsx|is none"),
    "a truncated workbook": (GOOD[: len(GOOD) // 2], "damaged"),
    "a workbook without its end": (GOOD[:-30], "damaged"),
    "a workbook with a flipped byte": (flipped(GOOD, GOOD.index(SHEET.encode()) + 60), "damaged"),
    "a directory that lies about sizes": (lying_about_size(), "damaged"),
    "an encrypted zip": (protected(), "password"),
    "a macro workbook": (repacked(GOOD, {"xl/vbaProject.bin": b"\x00"}), "macros"),
    "a macro content type": (
        repacked(
            GOOD,
            {
                "[Content_Types].xml": replaced(
                    b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main"
                )
            },
        ),
        "macros",
    ),
    "a binary workbook": (
        repacked(GOOD, {"xl/workbook.xml": None, "xl/workbook.bin": b"\x00"}),
        ".xlsb",
    ),
    "a text document": (
        repacked(GOOD, {"xl/workbook.xml": None, "word/document.xml": b"<w/>"}),
        "none",
    ),
    "no content types": (repacked(GOOD, {"[Content_Types].xml": None}), "none"),
    "a part that climbs out": (repacked(GOOD, {"../../etc/cron": b"x"}), "forbidden names"),
    "a part with a drive": (repacked(GOOD, {"C:/x.xml": b"x"}), "forbidden names"),
    "a part from the root": (repacked(GOOD, {"/etc/x.xml": b"x"}), "forbidden names"),
    "a part twice": (duplicated(), "forbidden names"),
    "too many parts": (many_parts(), "2000"),
    "a billion laughs": (
        repacked(GOOD, {SHEET: lambda part: LAUGHS + part.replace(b"K001", b"&c;")}),
        "entities",
    ),
    "an external entity": (
        repacked(
            GOOD,
            {"xl/workbook.xml": lambda p: b'<!DOCTYPE x SYSTEM "file:///etc/passwd">' + p},
        ),
        "entities",
    ),
    "a sheet that is no XML": (repacked(GOOD, {SHEET: b"\x01\x02"}), ""),
    "a sheet that stops": (repacked(GOOD, {SHEET: lambda part: part[:300]}), ""),
    "no list of sheets": (repacked(GOOD, {"xl/workbook.xml": b"<x>"}), "damaged"),
    "a missing sheet part": (repacked(GOOD, {SHEET: None}), ""),
}


@pytest.mark.parametrize("name", QUICK)
def test_a_file_that_is_no_readable_workbook_is_refused_in_a_sentence(
    inside: Importer, name: str
) -> None:
    content, words = QUICK[name]

    refused = inside.refusal(content)

    assert any(word in str(refused) for word in words.split("|")), str(refused)
    assert refused.hint.endswith(".")
    assert refused.bad_cells == ()


@pytest.mark.parametrize("make", [bomb, wide_bomb], ids=["one part", "many parts"])
def test_a_workbook_that_unpacks_into_too_much_is_refused(outside: Importer, make: object) -> None:
    assert callable(make)

    assert "unpacks into far more" in str(outside.refusal(make()))


def test_a_single_cell_in_the_last_corner_is_named_and_refused(outside: Importer) -> None:
    far = b'</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    content = repacked(GOOD, {SHEET: replaced(b"</row></sheetData>", far)})

    assert "“产量” reaches to cell XFD1048576" in str(outside.refusal(content))


@pytest.mark.parametrize(("column", "is_far"), [("GR", False), ("GS", True), ("HA", True)])
def test_a_sheet_may_reach_to_its_two_hundredth_column(
    inside: Importer, column: str, is_far: bool
) -> None:
    cell = b'<c r="%s2"><v>1</v></c></row></sheetData>' % column.encode()
    content = repacked(GOOD, {SHEET: replaced(b"</row></sheetData>", cell)})

    if is_far:
        assert f"reaches to cell {column}2, beyond" in str(inside.refusal(content))
    else:
        assert inside.fresh().take(content).rows == 1


def test_a_sheet_with_too_many_rows_is_named_and_refused(inside: Importer) -> None:
    row = b'</row><row r="3000001"/></sheetData>'
    content = repacked(GOOD, {SHEET: replaced(b"</row></sheetData>", row)})

    assert "reaches to cell E3000001, beyond 3,000,000 rows" in str(inside.refusal(content))


def test_a_child_that_dies_is_a_sentence(
    outside: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "_read", _die)

    assert "damaged or too large" in str(outside.refusal(GOOD))


def test_a_child_that_hangs_is_ended_at_the_time_limit(
    outside: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "_read", _hang)
    monkeypatch.setattr(datasets, "read_in_child", partial(process.read_in_child, seconds=1.5))

    assert "took longer than 1.5 seconds" in str(outside.refusal(GOOD))


def test_a_child_that_takes_too_much_memory_is_refused(
    outside: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "_read", _swell)

    assert "memory" in str(outside.refusal(GOOD))


def test_a_file_over_the_size_cap_is_not_even_read(inside: Importer) -> None:
    path = inside.folder / "大.xlsx"
    with path.open("wb") as file:
        file.truncate(50_000_001)

    assert "larger than 50 MB" in str(inside.refusal_of(path))


def test_a_text_may_be_larger_than_a_workbook(inside: Importer) -> None:
    path = inside.folder / "大.csv"
    with path.open("wb") as file:
        file.write(b"a,b\n")
        file.truncate(50_000_001)
    assert len(read_file(path)) == 50_000_001

    with path.open("r+b") as file:
        file.truncate(200_000_001)
    assert "larger than 200 MB" in str(inside.refusal_of(path))


def test_a_large_workbook_with_the_name_of_a_text_is_refused(inside: Importer) -> None:
    assert "larger than 50 MB" in str(inside.refusal(b"PK" + bytes(50_000_000), "产量.csv"))


@pytest.mark.parametrize("name", ["data.db", "data.db-wal", "花名册.docx", "照片.png", "无后缀"])
def test_a_file_with_a_foreign_name_stays_closed(inside: Importer, name: str) -> None:
    assert "neither a workbook nor a CSV" in str(inside.refusal(GOOD, name))


def test_a_missing_file_and_a_folder_are_refused(inside: Importer) -> None:
    folder = inside.folder / "文件夹.xlsx"
    folder.mkdir()

    assert "There is no file" in str(inside.refusal_of(inside.folder / "没有.xlsx"))
    assert "There is no file" in str(inside.refusal_of(folder))


def test_a_sheet_that_does_not_exist_is_refused_with_those_that_do(inside: Importer) -> None:
    refused = inside.refusal(workbook([HEADER, ROW], sheets=("产量", "说明")), sheet="八月")

    assert "no sheet “八月”" in str(refused)
    assert "产量; 说明" in refused.hint


def test_a_workbook_of_charts_only_is_refused(inside: Importer) -> None:
    assert "no sheet with cells" in str(inside.refusal(no_sheets()))


def _die(*_anything: object) -> None:
    import os

    os._exit(9)


def _hang(*_anything: object) -> None:
    import threading

    threading.Event().wait()


def _swell(*_anything: object) -> None:
    bytearray(8_000_000_000)


def test_the_child_speaks_the_users_language(outside: Importer) -> None:
    path = outside.file(GOOD[: len(GOOD) // 2])
    use_language("zh_CN")

    with pytest.raises(datasets.ImportRefused, match="工作簿已损坏或不完整；未导入任何数据。"):
        datasets.preview_import(outside.desk, path)
