"""A text cut as bytes has the cells that `csv` finds in it."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from negotiator_desk.storage.intake import delimited, text
from negotiator_desk.storage.intake.delimited import Delimited
from negotiator_desk.storage.intake.refusals import ImportRefused

ENCODINGS = ["utf-8", "gb18030"]
FIELDS = st.text(st.sampled_from('ab,"=\n 张é'), max_size=6)
LINES = st.text(st.sampled_from('a,,"""=\n\n\r张'), max_size=40)


def cells(content: str, encoding: str) -> list[list[object]]:
    grid = Delimited(content.encode(encoding), ",", encoding)
    rows = [list(grid.row(row)) for row in range(grid.height)]
    for at in range(grid.width):
        column = grid.column(at, 0)
        whole, coded = column.coded(whole=True), column.coded()
        for place, row in enumerate(rows):
            cell = row[at] if at < len(row) else ""
            assert column.cell(place) == cell
            assert whole.cells[int(whole.codes[place])] == cell
            number = int(coded.codes[place])
            assert coded.plain is not None
            plain = list(coded.plain.texts())[number].decode(encoding)
            assert coded.cells.get(number, plain) == cell
    return rows


def by_csv(content: str) -> list[list[str]]:
    """Return what `csv` finds; a line end inside a cell is a line feed, a blank row one cell."""
    reader = csv.reader(StringIO(content, newline=""), strict=True)
    found = [[cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row] for row in reader]
    return [[without_formula(cell) for cell in row or [""]] for row in found]


def without_formula(cell: str) -> str:
    inner = cell[2:-1]
    return inner if len(cell) > 2 and cell == f'="{inner}"' and '"' not in inner else cell


@given(LINES, st.sampled_from(ENCODINGS), st.integers(1, 50))
@example('a,"b,c",d\n"1\n2",3\n', "utf-8", 3)
@example('="001",="a,b"\n', "utf-8", 9)
@example('"""a""",""\n,"=""7"""', "gb18030", 9)
def test_any_text_has_the_cells_that_csv_finds_or_is_refused(
    content: str, encoding: str, piece: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delimited, "_PIECE", piece)
        try:
            expected = by_csv(content)
        except csv.Error:
            with pytest.raises(ImportRefused, match="quotation marks"):
                cells(content, encoding)
            return

        rows = cells(content, encoding)

    assert [row or [""] for row in rows] == expected


@given(
    st.lists(st.lists(FIELDS, min_size=1, max_size=4), min_size=1, max_size=8),
    st.sampled_from(ENCODINGS),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_what_csv_writes_is_read_back(
    rows: list[list[str]], encoding: str, quoting: csv._QuotingType
) -> None:
    written = StringIO(newline="")
    csv.writer(written, quoting=quoting, lineterminator="\r\n").writerows(rows)

    assert cells(written.getvalue(), encoding) == [
        [without_formula(cell) for cell in row] for row in rows
    ]


def test_a_broken_quotation_mark_is_named_by_its_line() -> None:
    with pytest.raises(ImportRefused, match="near line 4 do not match"):
        cells('a,b\n"c\nd",e\n"f"g,h\ni,j\n', "utf-8")


def test_rows_begin_anew_behind_a_row_of_several_lines() -> None:
    assert cells('a,"b\n""\nc",d\ne,f\n"g,\n",h\n', "utf-8") == [
        ["a", 'b\n"\nc', "d"],
        ["e", "f"],
        ["g,\n", "h"],
    ]


def test_the_first_samples_are_those_that_are_not_blank() -> None:
    content = "".join(f"{'' if number % 3 else number}, \n" for number in range(9_000))
    grid = Delimited(content.encode(), ",", "utf-8")

    assert grid.column(0, 1).samples(4) == ["3", "6", "9", "12"]
    assert grid.column(1, 0).samples(4) == []


@given(st.text(st.sampled_from("a,\n张丰é"), max_size=30), st.integers(1, 9))
def test_a_text_is_looked_at_in_pieces_as_in_one(content: str, piece: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text, "_PIECE", piece)
        for encoding in ENCODINGS:
            assert text._first_wrong(content.encode(encoding), encoding) is None
        wrong = content.encode() + b"\n\xff"
        assert text._first_wrong(wrong, "utf-8") == len(wrong) - 1
