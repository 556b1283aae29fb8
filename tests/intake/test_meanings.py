"""What is read in bulk is what is read one cell at a time."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from negotiator_desk.pay.dataset import DatasetKind, fields
from negotiator_desk.pay.fields import Field, FieldType
from negotiator_desk.storage.intake import rows
from negotiator_desk.storage.intake.cells import Cell, ListColumn
from negotiator_desk.storage.intake.delimited import Delimited
from negotiator_desk.storage.intake.grid import RowGrid
from negotiator_desk.storage.intake.headers import Header, is_bare_total, is_remark, is_total
from negotiator_desk.storage.intake.meanings import Meaning, Read
from negotiator_desk.storage.intake.rows import DataRows

ORDERS = {item.name: item for item in fields(DatasetKind.ORDERS)}
FIGURES = st.one_of(
    st.from_regex(r"[0-9]{0,17}(\.[0-9]{0,4})?", fullmatch=True),
    st.text(st.sampled_from("0123456789.,-+ ¥元"), max_size=8),
    st.decimals(0, 2_000_000, places=2).map(str),
)
DAYS = ["2026-01-01", "2026/1/1", "2026年1月1日", "1月1日", "20260101", "2026-02-30", "2026-1-1T",
        "2026.10.11", "1899-12-31", "2026-01", "２０２６-01-01", "", " 2026-01-01",
        "K1"]  # fmt: skip
TIMES = ["10:05", "1:05", "10:05:59", "24:00", "10:60", "10点5分", "10:05 ", "T10:05", "", "5",
         "１０:05", "10:05:5.5"]  # fmt: skip
MOMENTS = st.one_of(
    st.builds("{}{}{}".format, st.sampled_from(DAYS), st.sampled_from([" ", "", "  ", "T"]),
              st.sampled_from(TIMES)),
    st.datetimes().map(lambda moment: f"{moment:%Y-%m-%d %H:%M}"),
    st.text(st.sampled_from("2026-01: T"), max_size=18),
)  # fmt: skip
CODES = st.one_of(
    st.sampled_from(
        ["K001", "Ｋ００１", " K001", "K001 ", "R12345", "-", "N/A", "Total", "a:", "=1", "é",
         "e\u0301", "", " ", "\u3000", "x" * 200, "x" * 201, "K\x7f01", "a b c d", "total m"]
    ),
    st.text(st.sampled_from("K01张 ：-\x07"), max_size=6),
)  # fmt: skip


def as_text(cells: list[str], encoding: str) -> Delimited:
    """Return a text of one column; a row that is not blank stands before the cells."""
    content = "".join(f"{cell}\n" for cell in ("head", *cells))
    return Delimited(content.encode(encoding), ",", encoding)


def meant(item: Field, read: Read) -> list[tuple[object, bool]]:
    bad = [False] * len(read.values) if read.is_bad is None else read.is_bad.tolist()
    if item.type is FieldType.TEXT:
        found: list[object] = [read.text(place) for place in range(len(read.values))]
    else:
        found = list(read.values.tolist())
    return list(zip(found, bad, strict=True))


@pytest.mark.parametrize("name", ["customer_total", "distance_km", "minutes"])
@given(cells=st.lists(FIGURES, max_size=12))
def test_figures_mean_the_same_in_bulk(name: str, cells: list[str]) -> None:
    cells = [cell.replace(",", "，") for cell in cells]
    meaning = Meaning(ORDERS[name], "", None)

    one_by_one = meaning.numbers(ListColumn(cells))
    in_bulk = meaning.numbers(as_text(cells, "utf-8").column(0, 1))

    assert meant(ORDERS[name], in_bulk) == meant(ORDERS[name], one_by_one)


@given(cells=st.lists(MOMENTS, max_size=12), year=st.sampled_from([None, 2026]))
@example(cells=["1月1日 10:05", "1月1日 T10:05"], year=2026)
def test_moments_mean_the_same_in_bulk(cells: list[str], year: int | None) -> None:
    item = ORDERS["placed_at"]
    meaning = Meaning(item, "", year)

    one_by_one = meaning.numbers(ListColumn(cells))
    for encoding in ("utf-8", "gb18030"):
        in_bulk = meaning.numbers(as_text(cells, encoding).column(0, 1))
        assert meant(item, in_bulk) == meant(item, one_by_one)


@pytest.mark.parametrize("name", ["worker", "category"])
@given(cells=st.lists(CODES, max_size=12))
def test_texts_mean_the_same_in_bulk(name: str, cells: list[str]) -> None:
    item = ORDERS[name]
    meaning = Meaning(item, "", None)

    one_by_one = meaning.texts(ListColumn(cells).coded())
    in_bulk = meaning.texts(as_text(cells, "utf-8").column(0, 1).coded())

    assert meant(item, in_bulk) == meant(item, one_by_one)
    column, expected = in_bulk.column(item, None), one_by_one.column(item, None)
    assert column.texts == expected.texts
    assert column.values.tolist() == expected.values.tolist()


def test_a_text_written_in_two_ways_is_one_text() -> None:
    item = ORDERS["worker"]
    cells = ["K0017", "Ｋ００１７", "K0018", " K0017", "Ｋ００１８"]

    for column in (ListColumn(cells), as_text(cells, "gb18030").column(0, 1)):
        read = Meaning(item, "", None).texts(column.coded()).column(item, None)
        assert read.texts == ("K0017", "K0018")
        assert read.values.tolist() == [0, 0, 1, 0, 1]


HEAD: list[Cell] = ["班组", "workerid", "工序", "产量", "备注"]
OUTPUT = {item.name: item for item in fields(DatasetKind.OUTPUT)}
USED = {OUTPUT["worker"]: 1, OUTPUT["operation"]: 2, OUTPUT["quantity"]: 3}
WORDS = st.sampled_from(
    ["", "", " ", "K001", "K002", "合计", "小计", "小件合计", "Total", "total", "制表人：甲",
     "备注：x", "5", "workerid", "工序", "产量"]
)  # fmt: skip


def sorted_one_by_one(table: list[list[str]]) -> tuple[list[int], list[int], list[int]]:
    """Sort rows as the rules say them, each by itself."""
    data: list[int] = []
    totals: list[int] = []
    remarks: list[int] = []
    for number, short in enumerate(table, 1):
        row = [*short, "", "", "", "", ""][:5]
        filled = [cell for cell in row if cell.strip()]
        if not filled:
            continue
        first, lead, label, figure = filled[0], row[1], row[2], row[3]
        named = [cell for cell in (first, lead, label) if is_total(cell)]
        if named and (not lead.strip() or is_total(lead) or any(map(is_bare_total, named))):
            totals.append(number)
        elif (
            all(cell in ("", head) for cell, head in zip(row, HEAD, strict=True))
            or not any(cell.strip() for cell in (lead, label, figure))
            or (is_remark(first) and not figure.strip())
        ):
            remarks.append(number)
        else:
            data.append(number)
    return data, totals, remarks


@given(table=st.lists(st.lists(WORDS, max_size=5), max_size=15), few=st.sampled_from([0, 2, 99]))
@example(table=[["", "workerid", "工序", "产量"], ["K001", "workerid"]], few=0)
def test_rows_are_sorted_in_bulk_as_one_by_one(table: list[list[str]], few: int) -> None:
    content = "".join(",".join(map(str, row)) + "\n" for row in (HEAD, *table))
    grids = (
        RowGrid("", [list(HEAD), *([*row] for row in table)]),
        Delimited(content.encode(), ",", "utf-8"),
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rows, "_FEW", few)
        for grid in grids:
            found = DataRows(grid, Header(0, 0, (), None, None), USED)
            assert (found.rows.tolist(), found.totals, found.remarks) == sorted_one_by_one(table)
