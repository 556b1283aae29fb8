"""What workbooks look like in life, and how it is read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from negotiator_desk.pay.dataset import Dataset, DatasetKind
from negotiator_desk.services.datasets import load_dataset, preview_import
from tests.intake.conftest import HEADER, ROW, Importer, workbook

ROSTER = ["工 号", "姓　名", "岗位名称", "职业技能等级", "应发工资（元）"]


def facts(importer: Importer, content: bytes, name: str = "产量.xlsx", **more: object) -> Dataset:
    """Import into a case of its own and return the facts."""
    report = importer.fresh().take(content, name, **more)
    return load_dataset(importer.desk, report.dataset_id)


def test_titles_blank_lines_totals_remarks_and_repeated_headers_are_no_data(
    inside: Importer,
) -> None:
    rows = [
        ["某厂２０２６年９月产量表"],
        [],
        HEADER,
        ROW,
        ["小计", None, None, None, 120],
        [None, " ", None, None, None],
        HEADER,
        ["K002", "李四", "装配", "2026-09", "１，３００件"],
        ["本页合计", None, None, None, 1300],
        ["总　计：", None, None, None, 1420],
        [None, None, None, None, None],
        ["制表人：王五", None, "审核：赵六"],
    ]
    report = inside.fresh().take(workbook(rows))

    assert (report.rows, report.skipped_totals) == (2, 3)
    assert report.skipped_remarks == 2
    assert load_dataset(inside.desk, report.dataset_id).total("quantity") == 1420


def test_an_operation_whose_name_ends_like_a_total_is_data(inside: Importer) -> None:
    rows = [
        HEADER,
        ["K001", "张三", "小件合计", "2026-09", 120],
        ["K001", "张三", "装配", "2026-09", 5],
        ["张三小计", None, None, None, 125],
        [None, None, "小件合计", None, 120],
        ["K001", "张三", "合计", "2026-09", 125],
        ["制表人：王五"],
    ]

    report = inside.fresh().take(workbook(rows))

    assert load_dataset(inside.desk, report.dataset_id).total("quantity") == 125
    assert (report.rows, report.skipped_totals) == (2, 3)
    assert report.notes == (
        "Rows 4, 5, 6 were left out as totals.",
        "Row 7 was left out as a remark.",
    )


def test_a_lonely_text_that_is_no_remark_is_named_as_bad(inside: Importer) -> None:
    rows = [HEADER, ROW, ["K009"], ["制表人：王五", None, None, None, 8]]

    assert {cell.row for cell in inside.refusal(workbook(rows)).bad_cells} == {3, 4}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_encoding_and_delimiter_gives_the_same_facts(
    inside: Importer, encoding: str, delimiter: str
) -> None:
    lines = [
        HEADER,
        ["K001", "张三", "装配", "2026年9月", '"1,200"'],
        [*ROW[:2], "焊接", "2026/9", "8"],
    ]
    text = "\r\n".join(delimiter.join(map(str, line)) for line in lines)

    read = facts(inside, text.encode(encoding), "产量.csv")

    assert read.total("quantity") == 1208
    assert read.columns["operation"].texts == ("装配", "焊接")


def test_merged_workers_and_groups_stand_for_all_their_rows(inside: Importer) -> None:
    rows = [
        ["班组", *HEADER],
        ["一班", "K001", "张三", "装配", "2026-09", 1],
        [None, None, None, "焊接", None, 2],
        [None, "K002", "李四", "装配", "2026-09", 3],
    ]
    merges = ["A2:A4", "B2:B3", "C2:C3", "E2:E3"]

    read = facts(inside, workbook(rows, merges=merges))

    assert [read.columns["worker"].value(row) for row in range(3)] == ["K001", "K001", "K002"]
    assert read.columns["group"].texts == ("一班",)


def test_a_header_of_two_lines_is_read_with_its_group_heading(inside: Importer) -> None:
    rows = [
        ["工号", "姓名", "工序", "月份", "产量（件）", None, None],
        [None, None, None, None, "法定工时内", "平日加班", "节假日"],
        ["K001", "张三", "装配", "2026-09", 100, 20, None],
    ]
    read = facts(inside, workbook(rows, merges=["A1:A2", "E1:G1"]))

    assert read.total("quantity") == 100
    assert read.total("quantity_150") == 20
    assert "quantity_300" not in read.columns


def test_the_month_is_taken_from_the_title_where_no_column_has_it(inside: Importer) -> None:
    rows = [["产量汇总（2026年9月1日至9月30日）"], [*HEADER[:3], "产量"], [*ROW[:3], 5]]
    preview = preview_import(inside.desk, inside.file(workbook(rows)), DatasetKind.OUTPUT)

    assert preview.problems == ()
    assert preview.notes == ("The month 2026-09 is taken from the lines above the header.",)
    assert facts(inside, workbook(rows)).columns["month"].value(0) == date(2026, 9, 1)


def test_a_month_without_year_takes_the_one_year_of_the_title(inside: Importer) -> None:
    rows = [["２０２６年产量"], HEADER, [*ROW[:3], "9月", 5]]

    assert facts(inside, workbook(rows)).columns["month"].value(0) == date(2026, 9, 1)


def test_two_years_in_the_title_are_no_certain_year(inside: Importer) -> None:
    rows = [["2025年、2026年产量"], HEADER, [*ROW[:3], "9月", 5]]

    assert [cell.column for cell in inside.refusal(workbook(rows)).bad_cells] == ["D"]


def test_units_in_the_header_are_converted_exactly(inside: Importer) -> None:
    rows = [[*ROSTER[:4], "月工资（万元）"], ["Y1", "甲", "钳工", "技师", 0.65]]

    read = facts(inside, workbook(rows), kind=DatasetKind.ROSTER)

    assert read.total("present_pay") == Decimal("6500.00")


def test_headers_with_spaces_in_them_are_understood(inside: Importer) -> None:
    read = facts(
        inside, workbook([ROSTER, [1001, "甲", "钳工", "技师", 0.1 + 0.2]]), kind=DatasetKind.ROSTER
    )

    assert read.columns["worker"].texts == ("1001",)
    assert read.total("present_pay") == Decimal("0.30")


def test_the_kind_and_the_sheet_are_found_by_the_header(inside: Importer) -> None:
    header = [*ROSTER[:4], "月均工资（元）"]
    content = workbook([header, ["Y1", "甲", "钳工", "技师", 6000]], sheets=("九月名册", "说明"))

    preview = preview_import(inside.desk, inside.file(content))

    assert preview.kind is DatasetKind.ROSTER
    assert (preview.sheet, preview.sheets) == ("九月名册", ("九月名册", "说明"))
    assert preview.header_row == 1
    assert preview.columns[4].unit == "元"
    assert preview.columns[4].samples == ("6000",)
    assert preview.problems == ()
    assert not preview.remembered


def test_a_preview_says_what_is_missing_and_still_shows_the_columns(inside: Importer) -> None:
    preview = preview_import(
        inside.desk, inside.file(workbook([HEADER[:3], ROW[:3]])), DatasetKind.OUTPUT
    )

    assert preview.mapping["quantity"] is None
    assert len(preview.columns) == 3
    assert len(preview.problems) == 1


def test_a_preview_without_a_header_says_so(inside: Importer) -> None:
    preview = preview_import(inside.desk, inside.file(workbook([["一", "二"], [1, 2]])))

    assert preview.header_row is None
    assert "names the columns" in preview.problems[0]


def test_a_confirmed_mapping_is_remembered_for_the_same_header(inside: Importer) -> None:
    header = ["工号", "姓名", "工序", "月份", "合格", "返工"]
    rows = [header, ["K001", "张三", "装配", "2026-09", 90, 10]]
    mapping = {"worker": 0, "name": 1, "operation": 2, "month": 3, "quantity": 5}

    assert facts(inside, workbook(rows), mapping=mapping).total("quantity") == 10
    later = workbook([header, ["K001", "张三", "装配", "2026-10", 80, 20]])
    preview = preview_import(inside.desk, inside.file(later), DatasetKind.OUTPUT)

    assert preview.remembered
    assert preview.mapping["quantity"] == 5
    assert facts(inside, later).total("quantity") == 20


def test_numbers_kept_as_formula_texts_are_read(inside: Importer) -> None:
    lines = '工号,姓名,工序,月份,产量\n="00123",张三,装配,2026-09,="45"\n'

    read = facts(inside, lines.encode(), "产量.csv")

    assert read.columns["worker"].texts == ("00123",)
    assert read.total("quantity") == 45


def test_the_same_facts_in_two_forms_have_one_fingerprint(inside: Importer) -> None:
    plain = facts(inside, workbook([HEADER, ROW]))
    typed = facts(
        inside, workbook([["表"], HEADER, ["Ｋ００１", " 张三", "装配", "2026/09", "１２０"]])
    )

    assert plain.fingerprint == typed.fingerprint
