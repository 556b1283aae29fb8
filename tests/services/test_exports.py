"""Tables as files: whole or not there, and harmless in a spreadsheet program."""

from __future__ import annotations

import csv
import io
import stat
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from negotiator_desk.errors import InputError, StorageError
from negotiator_desk.services import exports
from negotiator_desk.services.exports import (
    AMOUNT,
    COUNT,
    Cell,
    TableColumn,
    TableSheet,
    save_file,
    save_table,
    table_csv,
    workbook_bytes,
)

CREATED = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
HOSTILE = [
    "=cmd|'/c calc'!A1",
    "+1",
    "-1+cmd()",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    '=HYPERLINK("http://example.invalid")',
    "http://example.invalid/",
    "mailto:someone@example.invalid",
    "internal:'Sheet1'!A1",
    "{=1+1}",
    "_x0041_",
    "\x00\x07",
    "甲\u202e乙\u2066丙",
    "\U0001f600\U00020164",
    " 前后有空格 ",
    "第一行\n第二行",
    "<b>&amp;</b>",
    "00123",
    "1e5",
    "2026-11-02",
    "TRUE",
]


def cells(*texts: str) -> list[str]:
    """Return what a program reads that opens the texts as one column."""
    content = table_csv((text,) for text in texts).decode("utf-8-sig")
    return [row[0] if row else "" for row in csv.reader(io.StringIO(content, newline=""))]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "@SUM(A1)",
        "＝1",
        "-1+cmd()",
        " =cmd()",
        "\u00a0=cmd()",
        "\u3000＝cmd()",
        "\ufeff=cmd()",
        "\u200b\u202e+cmd()",
        "\t=cmd()",
        "\ttext",
        "\n@cmd()",
        "\x00=cmd()",
        " -5",
    ],
)
def test_what_looks_like_a_formula_is_exported_as_text(text: str) -> None:
    assert cells(text) == [f"'{text}"]


@pytest.mark.parametrize("text", ["-5", "+1,234.50", "工资", " text", "a=b", "", " ", "−5"])
def test_numbers_and_words_are_exported_as_they_are(text: str) -> None:
    assert cells(text, "end") == [text, "end"]


def test_a_table_is_saved_with_its_header_for_excel(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    save_table(path, [("工号", "数量"), ("K1", "1,200")])

    assert path.read_bytes() == '\ufeff工号,数量\r\nK1,"1,200"\r\n'.encode()


def test_an_exported_file_may_be_read_by_whom_the_folder_lets(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    save_table(path, [("a",)])
    plain = tmp_path / "plain.csv"
    plain.touch()

    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)


def test_a_file_that_cannot_be_written_is_said_to_be_so_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="could not be written"):
        save_table(tmp_path / "missing" / "words.csv", [("x",)])
    folder = tmp_path / "words.csv"
    folder.mkdir()
    with pytest.raises(StorageError, match="could not be written"):
        save_table(folder, [("x",)])
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def sheet(rows: list[tuple[Cell, ...]], *formats: str, name: str = "表") -> TableSheet:
    columns = tuple(TableColumn(f"列{number}", form) for number, form in enumerate(formats))
    return TableSheet(name, columns, tuple(rows))


def opened(*sheets: TableSheet) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook_bytes(sheets, created=CREATED)))


def page(*sheets: TableSheet) -> Worksheet:
    found = opened(*sheets).worksheets[0]
    assert isinstance(found, Worksheet)
    return found


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_stays_that_text_in_a_workbook_and_is_no_formula_or_link(text: str) -> None:
    content = workbook_bytes((sheet([(text,)], ""),), created=CREATED)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        written = archive.read("xl/worksheets/sheet1.xml").decode()
        assert "xl/worksheets/_rels/sheet1.xml.rels" not in archive.namelist()
    assert "<f>" not in written
    assert "hyperlink" not in written
    assert 't="s"' in written
    (read,) = (
        CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()[1:]
    )
    # XML has one kind of line end and no control characters; both readers know Excel's own escapes.
    value = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]["A2"].value
    assert value is not None
    assert {str(read[0]), openpyxl.utils.escape.unescape(str(value))} & {text}


def test_numbers_are_numbers_with_their_format() -> None:
    cells: list[tuple[Cell, ...]] = [
        (Decimal("1234.50"), 7, Decimal("0.2153")),
        (Decimal("-0.01"), 0, Decimal("-0.0300")),
        (Decimal("9999999999999.99"), 1_000_000, None),
    ]
    found = page(sheet(cells, AMOUNT, COUNT, "0.0000"))
    assert {found[place].data_type for place in ("A2", "B2", "C2")} == {"n"}
    assert found["A2"].number_format == "#,##0.00"
    assert found["B2"].number_format == "#,##0"
    assert found["C2"].number_format == "0.0000"
    content = workbook_bytes((sheet(cells, AMOUNT, COUNT, "0.0000"),), created=CREATED)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        written = archive.read("xl/worksheets/sheet1.xml").decode()
    for text in ("1234.50", "-0.01", "9999999999999.99", "0.2153"):
        assert f"<v>{text}</v>" in written
    assert found["C4"].value is None


def test_a_number_of_more_digits_than_excel_keeps_is_written_as_text() -> None:
    found = page(sheet([(Decimal("12345678901234.56"),)], AMOUNT))
    assert (found["A2"].value, found["A2"].data_type) == ("12345678901234.56", "s")


def test_the_header_stays_in_sight_and_columns_fit_their_content() -> None:
    found = page(sheet([("工" * 20, 1), ("x" * 500, 2)], "", COUNT))
    assert found.freeze_panes == "A2"
    assert found.print_title_rows == "$1:$1"
    assert found["A1"].font.bold
    assert found.column_dimensions["A"].width > 79
    assert 8 <= found.column_dimensions["B"].width < 12
    narrow = page(sheet([("工" * 20,)], ""))
    assert 40 <= narrow.column_dimensions["A"].width < 45


def test_heads_stand_over_their_cells_and_long_texts_have_the_lines_they_need() -> None:
    found = page(
        sheet([("短", 1), ("长" * 100, 2), ("一\n二\n三", 3), ("长" * 9_000, 4)], "", COUNT)
    )
    assert (found["A1"].alignment.horizontal, found["B1"].alignment.horizontal) == ("left", "right")
    heights = [found.row_dimensions[number].height for number in range(2, 6)]
    assert heights == [None, 45, 45, 405]


def test_equal_sheets_give_equal_bytes_and_say_when_they_were_made() -> None:
    one = sheet([("甲", Decimal("1.00"))], "", AMOUNT)
    content = workbook_bytes((one, sheet([("x",)], "", name="依据")), created=CREATED)
    assert content == workbook_bytes((one, sheet([("x",)], "", name="依据")), created=CREATED)
    later = workbook_bytes((one,), created=datetime(2026, 11, 3, tzinfo=UTC))
    assert later != workbook_bytes((one,), created=CREATED)
    assert opened(one).properties.created == CREATED.replace(tzinfo=None)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {item.date_time for item in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_text_longer_than_a_cell_is_refused_and_named() -> None:
    fits = "长" * 32_767
    assert page(sheet([(fits,)], ""))["A2"].value == fits
    with pytest.raises(InputError, match=r"“表”, row 2, “列0”: .* 40,000 .* 32,767") as refused:
        workbook_bytes((sheet([("短",), ("长" * 40_000,)], ""),), created=CREATED)
    assert "CSV" in refused.value.hint
    # Excel counts characters beyond the first plane twice.
    with pytest.raises(InputError, match=r"40,000"):
        workbook_bytes((sheet([("\U0001f600" * 20_000,)], ""),), created=CREATED)


def test_a_sheet_of_too_many_rows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "MOST_SHEET_ROWS", 2)
    assert workbook_bytes((sheet([("a",)] * 2, ""),), created=CREATED)
    with pytest.raises(InputError, match="3 rows"):
        workbook_bytes((sheet([("a",)] * 3, ""),), created=CREATED)


def test_a_sheet_is_written_as_csv_with_its_header() -> None:
    one = sheet([("=1+1", Decimal("-1.50"), None)], "", AMOUNT, COUNT)
    assert table_csv(one.texts()).decode("utf-8-sig") == "列0,列1,列2\r\n'=1+1,-1.50,\r\n"


def test_a_file_that_is_there_stays_when_the_new_one_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "表.xlsx"
    save_file(path, b"earlier")

    def refuse(_path: Path, _content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exports, "write_durably", refuse)
    with pytest.raises(StorageError, match=r"表\.xlsx could not be written: the disk is full"):
        save_file(path, b"later")
    assert path.read_bytes() == b"earlier"
