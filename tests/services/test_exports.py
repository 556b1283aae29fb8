"""Tables as files: whole or not there, and harmless in a spreadsheet program."""

from __future__ import annotations

import csv
import io
import stat
from pathlib import Path

import pytest

from negotiator_desk.errors import StorageError
from negotiator_desk.services.exports import save_table, table_csv


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
