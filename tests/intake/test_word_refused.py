"""Word files that are refused: each with its own sentence, and nothing of them read."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from negotiator_desk.i18n import use_language
from negotiator_desk.models.columns import LONGEST_TEXT
from negotiator_desk.storage.intake import word, word_container
from negotiator_desk.storage.intake.refusals import ImportRefused
from negotiator_desk.storage.intake.word import read_document, read_in_child
from negotiator_desk.storage.intake.word_container import read_word_file
from tests.intake.conftest import HEADER, ROW, repacked, workbook
from tests.intake.word_files import TYPED, of_lines, with_body

GOOD = of_lines(TYPED)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
MAIN = "word/document.xml"
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><w:document '
    b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">&c;</w:document>'
)


def zipped(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def protected() -> bytes:
    content = bytearray(GOOD)
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


def deep(levels: int) -> bytes:
    return with_body("<w:sdt><w:sdtContent>" * levels + "</w:sdtContent></w:sdt>" * levels)


REFUSED = {
    "an empty file": (b"", "empty"),
    "a file of NUL bytes": (bytes(4096), "empty"),
    "an old .doc with a new name": (OLE + "WordDocument".encode("utf-16-le"), r"old \.doc"),
    "an encrypted document": (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    "an encrypted zip": (protected(), "password"),
    "a workbook with a new name": (workbook([HEADER, ROW]), "workbook or presentation"),
    "a PDF": (b"%PDF-1.7\n", "PDF"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(64), "picture"),
    "an archive": (b"Rar!\x1a\x07\x00", "archive"),
    "a web page": (b"<html><body>x</body></html>", "web page"),
    "rich text": (b"{\\rtf1 x}", r"\.rtf"),
    "a text": ("第一条　甲。".encode(), "not a Word document"),
    "an OpenDocument text": (
        zipped({"mimetype": b"application/vnd.oasis", "content.xml": b"<x/>"}),
        "OpenDocument",
    ),
    "any other zip": (zipped({"a.txt": b"x"}), "is none"),
    "a document cut short": (GOOD[: len(GOOD) // 2], "damaged"),
    "a zip bomb": (repacked(GOOD, {MAIN: b" " * 150_000_000}), "unpacks into far more"),
    "an XML entity bomb": (repacked(GOOD, {MAIN: LAUGHS}), "entities"),
    "an entity bomb in UTF-16": (
        repacked(GOOD, {MAIN: LAUGHS.decode().encode("utf-16")}),
        "entities",
    ),
    "an external entity": (
        repacked(
            GOOD, {MAIN: b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>'}
        ),
        "entities",
    ),
    "macros": (repacked(GOOD, {"word/vbaProject.bin": b"\x00"}), "macros"),
    "a forbidden name": (repacked(GOOD, {"../x.xml": b"<x/>"}), "forbidden names"),
    "broken XML": (repacked(GOOD, {MAIN: b"<w:document"}), "damaged"),
    "elements nested without end": (deep(2000), "damaged"),
    "a document without a body": (repacked(GOOD, {MAIN: b"<x/>"}), "damaged"),
    "a document without text": (of_lines(("", "  ")), "no text"),
    "a paragraph without end": (of_lines(("长" * (LONGEST_TEXT + 1),)), "far longer"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_that_is_no_agreement_is_refused_with_its_own_sentence(what: str) -> None:
    content, sentence = REFUSED[what]

    with pytest.raises(ImportRefused, match=sentence) as caught:
        read_document(content)

    assert str(caught.value).endswith("nothing was imported.")
    assert caught.value.hint


@pytest.mark.parametrize("limit", ["MOST_PARAGRAPHS", "MOST_CHARACTERS"])
def test_a_document_far_longer_than_an_agreement_is_refused(
    limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word, limit, 9)

    with pytest.raises(ImportRefused, match="far longer"):
        read_document(GOOD)


def test_a_refusal_crosses_from_the_child_in_the_users_language() -> None:
    use_language("zh_CN")
    try:
        with pytest.raises(ImportRefused) as caught:
            read_in_child(b"")
    finally:
        use_language("en")

    assert not str(caught.value).isascii()


def test_a_document_that_takes_too_long_is_ended() -> None:
    with pytest.raises(ImportRefused, match="took longer") as caught:
        read_in_child(GOOD, seconds=0.01)

    assert "new document" in caught.value.hint


def test_files_that_are_no_documents_by_name_are_never_opened(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.write_bytes(GOOD)

    with pytest.raises(ImportRefused, match="not a Word document"):
        read_word_file(path)


def test_a_file_that_is_gone_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="There is no file"):
        read_word_file(tmp_path / "x.docx")


def test_a_file_that_is_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word_container, "LARGEST_DOCUMENT", 100)
    path = tmp_path / "x.docx"
    path.write_bytes(GOOD)

    with pytest.raises(ImportRefused, match="larger than"):
        read_word_file(path)
    with pytest.raises(ImportRefused, match="larger than"):
        read_document(GOOD)
