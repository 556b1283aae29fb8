"""Rows that cannot be read: every bad cell by place, and nothing stored unless rows are dropped."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from negotiator_desk.pay.dataset import DatasetKind
from negotiator_desk.services.datasets import load_dataset
from tests.intake.conftest import HEADER, ROW, Importer, repacked, replaced, workbook

HALF_PAST_EIGHT = datetime(2026, 9, 1, 8, 30)  # noqa: DTZ001  (cells have no zone)
SHEET = "xl/worksheets/sheet1.xml"


def with_cell(column: int, value: Any) -> bytes:
    """Return a workbook with a title, a good row, and one with `value` in row 4."""
    bad = ["K002", *ROW[1:]]
    bad[column] = value
    return workbook([["九月产量"], HEADER, ROW, bad])


CELLS = {
    "a text for a quantity": (4, "约一百", "E", "产量（件）", "约一百"),
    "a negative quantity": (4, -5, "E", "产量（件）", "-5"),
    "a quantity in brackets": (4, "(5)", "E", "产量（件）", "(5)"),
    "not a number": (4, "NaN", "E", "产量（件）", "NaN"),
    "infinity": (4, "inf", "E", "产量（件）", "inf"),
    "1e308": (4, 1e308, "E", "产量（件）", "1e+308"),
    "1e308 as text": (4, "1e308", "E", "产量（件）", "1e308"),
    "a thousand digits": (4, "9" * 1000, "E", "产量（件）", None),
    "misplaced separators": (4, "1,23,4", "E", "产量（件）", "1,23,4"),
    "a European number": (4, "1.234,5", "E", "产量（件）", "1.234,5"),
    "a percentage": (4, "98%", "E", "产量（件）", "98%"),
    "three decimals": (4, 1.234, "E", "产量（件）", "1.234"),
    "too large": (4, 10_000_001, "E", "产量（件）", "10000001"),
    "a logical value": (4, True, "E", "产量（件）", "TRUE"),
    "a date for a quantity": (4, date(2026, 9, 1), "E", "产量（件）", "2026-09-01"),
    "an error in words": (4, "#VALUE", "E", "产量（件）", "#VALUE"),
    "nothing for a quantity": (4, None, "E", "产量（件）", ""),
    "a dash for a quantity": (4, "—", "E", "产量（件）", "—"),
    "no worker": (0, None, "A", "工号", ""),
    "no name": (1, "  ", "B", "姓名", ""),
    "no operation": (2, None, "C", "工序", ""),
    "a name of 300 characters": (1, "张" * 300, "B", "姓名", None),
    "a date for a name": (1, HALF_PAST_EIGHT, "B", "姓名", "2026-09-01 08:30"),
    "month 13": (3, "2026年13月", "D", "月份", "2026年13月"),
    "a month without year": (3, "9月", "D", "月份", "9月"),
    "an ambiguous month": (3, 2026.1, "D", "月份", "2026.1"),
    "a month in words": (3, "九月", "D", "月份", "九月"),
    "the 31st of September": (3, "2026-09-31", "D", "月份", "2026-09-31"),
    "mixed date marks": (3, "2026-09/01", "D", "月份", "2026-09/01"),
    "day before year": (3, "1/9/2026", "D", "月份", "1/9/2026"),
    "the year 1234": (3, "1234-05", "D", "月份", "1234-05"),
}  # fmt: skip


@pytest.mark.parametrize("name", CELLS)
def test_a_bad_cell_is_named_by_sheet_row_column_and_value(inside: Importer, name: str) -> None:
    column, value, letter, header, shown = CELLS[name]

    refused = inside.refusal(with_cell(column, value))

    assert refused.bad_rows == 1
    (cell,) = refused.bad_cells
    assert (cell.sheet, cell.row, cell.column, cell.header) == ("产量", 4, letter, header)
    assert shown is None or cell.value == shown
    assert len(cell.value) <= 60
    assert cell.expected
    assert f"sheet “产量”, row 4, column {letter}" in str(refused)


@pytest.mark.parametrize(
    ("found", "failed", "shown"),
    [
        (b'<c r="E2" t="n"><v>120</v></c>', b'<c r="E2" t="e"><v>#REF!</v></c>', "#REF!"),
        (b'<c r="E2" t="n"><v>120</v></c>', b'<c t="e" r="E2"><f>A1</f><v>#N/A</v></c>', "#N/A"),
        (b'<c r="E2" t="n"><v>120</v></c>', b'<c r="E2"><f>SUM(F2:G2)</f><v></v></c>', "="),
        (b'<c r="E2" t="n"><v>120</v></c>', b'<c r="E2"><f>SUM(F2:G2)</f></c>', "="),
    ],
)
def test_a_formula_without_a_result_is_not_taken_for_nothing(
    inside: Importer, found: bytes, failed: bytes, shown: str
) -> None:
    content = repacked(workbook([HEADER, ROW]), {SHEET: replaced(found, failed)})

    (cell,) = inside.refusal(content).bad_cells

    assert (cell.row, cell.column, cell.value) == (2, "E", shown)
    assert "formula" in cell.expected or "save it once" in cell.expected


def test_a_failed_formula_in_an_optional_column_is_refused_too(inside: Importer) -> None:
    rows = [[*HEADER, "工时（小时）"], [*ROW, 8]]
    failed = replaced(b'<c r="F2" t="n"><v>8</v></c>', b'<c r="F2" t="e"><v>#DIV/0!</v></c>')

    (cell,) = inside.refusal(repacked(workbook(rows), {SHEET: failed})).bad_cells

    assert cell.value == "#DIV/0!"


def test_rows_with_the_same_worker_operation_and_month_are_refused(inside: Importer) -> None:
    (cell,) = inside.refusal(workbook([HEADER, ROW, ["K002", *ROW[1:]], ROW])).bad_cells

    assert (cell.row, cell.column) == (4, "C")
    assert "row 2 has the same" in cell.expected


def test_a_worker_twice_in_a_roster_is_refused(inside: Importer) -> None:
    header = ["工号", "姓名", "岗位", "技能等级", "月工资（元）"]
    rows = [["Y1", "甲", "钳工", "高级工", 6000], ["Y1", "乙", "焊工", "技师", 7000]]

    (cell,) = inside.refusal(workbook([header, *rows]), kind=DatasetKind.ROSTER).bad_cells

    assert (cell.row, cell.column, cell.value) == (3, "A", "Y1")


def test_an_order_number_twice_is_refused(inside: Importer) -> None:
    lines = "订单号,骑手编号,下单时间,顾客支付总额（元）\n" + "8,R1,2026-09-01 11:35,20\n" * 2

    (cell,) = inside.refusal(lines.encode(), "订单.csv", DatasetKind.ORDERS).bad_cells

    assert (cell.sheet, cell.row, cell.column) == ("", 3, "A")


def test_an_order_without_time_of_day_is_refused(inside: Importer) -> None:
    lines = "骑手编号,下单时间,顾客支付总额（元）\nR1,2026-09-01,20\nR1,2026-09-01 25:10,20\n"

    cells = inside.refusal(lines.encode(), "订单.csv", DatasetKind.ORDERS).bad_cells

    assert [cell.row for cell in cells] == [2, 3]


def test_a_figure_in_a_unit_that_cannot_be_converted_is_refused(inside: Importer) -> None:
    header = ["工号", "姓名", "岗位", "技能等级", "月工资（元/年）"]
    rows = [["Y1", "甲", "钳工", "高级工", 72000]]

    (cell,) = inside.refusal(workbook([header, *rows]), kind=DatasetKind.ROSTER).bad_cells

    assert "yuan/month" in cell.expected


def test_a_merged_figure_is_not_counted_for_every_row(inside: Importer) -> None:
    rows = [HEADER, ROW, ["K002", *ROW[1:4], None]]

    (cell,) = inside.refusal(workbook(rows, merges=["E2:E3"])).bad_cells

    assert (cell.row, cell.column) == (3, "E")


@pytest.mark.parametrize("missing", [0, 1, 2, 3, 4])
def test_a_missing_column_is_named(inside: Importer, missing: int) -> None:
    header = ["备注" if at == missing else text for at, text in enumerate(HEADER)]

    refused = inside.refusal(workbook([header, ROW]))

    assert "row 1 has no column for" in str(refused)


def test_the_roster_is_not_taken_for_output(inside: Importer) -> None:
    header = ["工号", "姓名", "岗位", "技能等级", "月工资（元）"]

    refused = inside.refusal(workbook([header, ["Y1", "甲", "钳工", "高级工", 6000]]))

    assert "has no columns for Operation, Month, Quantity" in str(refused)


def test_a_sheet_with_nothing_but_notes_is_refused(inside: Importer) -> None:
    assert "names the columns" in str(inside.refusal(workbook([["填表说明"], ["1. 按月填写"]])))


def test_a_second_table_below_the_first_is_refused(inside: Importer) -> None:
    rows = [
        HEADER,
        ROW,
        [],
        ["编号", "名字", "品类", "期间", "数量"],
        ["K9", "丙", "焊接", "2026-09", 5],
    ]

    assert [cell.row for cell in inside.refusal(workbook(rows)).bad_cells] == [4, 4]


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        ({"worker": 0, "name": 1, "operation": 2, "month": 3, "quantity": 4, "pay": 0}, "“pay”"),
        ({"worker": 0, "name": 0, "operation": 2, "month": 3, "quantity": 4}, "Column A stands"),
        ({"worker": 0, "name": 1, "operation": 2, "month": 3, "quantity": 99}, "column CV"),
        ({"worker": -1, "name": 1, "operation": 2, "month": 3, "quantity": 4}, "column -1"),
        ({"worker": 0, "name": 1, "operation": 2, "month": 3}, "no column for"),
    ],
)
def test_a_mapping_that_cannot_be_meant_is_refused(
    inside: Importer, mapping: dict[str, int], words: str
) -> None:
    assert words in str(inside.refusal(workbook([HEADER, ROW]), mapping=mapping))


def test_all_bad_cells_are_counted_and_the_first_thousand_listed_in_order(
    inside: Importer,
) -> None:
    rows = [[f"K{n:04}", None, "装配", "九月", "很多"] for n in range(700)]

    refused = inside.refusal(workbook([HEADER, *rows]))

    assert len(refused.bad_cells) == 1000
    assert refused.bad_rows == 700
    assert refused.cells_beyond == 1100
    places = [(cell.row, cell.column) for cell in refused.bad_cells]
    assert places == sorted(places)
    assert places[:4] == [(2, "B"), (2, "D"), (2, "E"), (3, "B")]


def test_the_bad_rows_are_left_out_only_when_asked(inside: Importer) -> None:
    rows = [HEADER, ROW, ["K002", "李四", "装配", "2026年9月", "很多"], ["K003", *ROW[1:4], 7.5]]

    report = inside.take(workbook(rows), drop_bad_rows=True)

    assert (report.rows, report.dropped_rows) == (2, 1)
    facts = load_dataset(inside.desk, report.dataset_id)
    assert [facts.columns["worker"].value(row) for row in range(2)] == ["K001", "K003"]


def test_a_good_row_is_kept_where_a_bad_one_before_it_stands_for_the_same(
    inside: Importer,
) -> None:
    rows = [HEADER, [*ROW[:4], "12x"], ROW, ["K002", *ROW[1:]]]

    report = inside.fresh().take(workbook(rows), drop_bad_rows=True)

    assert (report.rows, report.workers, report.dropped_rows) == (2, 2, 1)


def test_a_file_whose_rows_are_all_bad_is_refused_even_then(inside: Importer) -> None:
    refused = inside.refusal(with_only_bad_rows(), drop_bad_rows=True)

    assert "no row of data" in str(refused)


def with_only_bad_rows() -> bytes:
    return workbook([HEADER, ["K001", "张三", "装配", "九月", 1]])
