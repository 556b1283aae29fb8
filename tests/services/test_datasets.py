"""Datasets as the rest of the program uses them."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from negotiator_desk.errors import RuleError
from negotiator_desk.pay.dataset import DatasetKind
from negotiator_desk.services.cases import trash_case
from negotiator_desk.services.datasets import (
    ImportCancelled,
    ImportRefused,
    dataset_table,
    import_dataset,
    list_datasets,
    load_dataset,
    preview_import,
    remove_dataset,
)
from negotiator_desk.services.desk import Desk
from tests.services.conftest import Bargaining, issue, new_case, rate_table

HEADER = ("工号", "姓名", "工序", "月份", "产量（件）")


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return write(tmp_path / "九月产量.xlsx", 100)


def write(path: Path, quantity: int) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        HEADER,
        ("K1", "张三", "装配", "2026-09", quantity),
        ("K2", "李四", "焊接", "2026-09", 7),
    ):
        sheet.append(row)
    content = BytesIO()
    book.save(content)
    path.write_bytes(content.getvalue())
    return path


def take(desk: Desk, case: str, path: Path) -> str:
    return import_dataset(desk, case, path, kind=DatasetKind.OUTPUT).value.dataset_id


def test_an_imported_dataset_is_listed_with_where_it_came_from(desk: Desk, output: Path) -> None:
    case = new_case(desk)
    outcome = import_dataset(desk, case, output, kind=DatasetKind.OUTPUT)

    (row,) = list_datasets(desk, case)
    assert (row.name, row.source_name) == ("九月产量", "九月产量.xlsx")
    assert (row.rows, row.workers, row.months, row.dropped_rows, row.issues) == (2, 2, 1, 0, 0)
    assert row.column_mapping["quantity"] == "产量（件）"
    assert row.fingerprint == outcome.value.fingerprint
    assert row.imported_at == desk.now()
    assert {"dataset", "column_mapping"} <= outcome.changed


def test_its_facts_and_a_table_of_them_can_be_read(desk: Desk, output: Path) -> None:
    dataset = take(desk, new_case(desk), output)

    assert load_dataset(desk, dataset).total("quantity") == Decimal(107)
    table = dataset_table(desk, dataset, limit=1)
    assert table.header[-1].startswith("Quantity")
    assert len(table.rows) == 1
    assert table.rows[0][-1] == "100.00"
    assert "2026-09" in table.rows[0]
    assert table.total_rows == 2


def test_facts_that_were_just_imported_are_at_hand(desk: Desk, output: Path) -> None:
    report = import_dataset(desk, new_case(desk), output, kind=DatasetKind.OUTPUT).value

    facts = desk.facts.get(report.fingerprint)
    assert facts is not None
    assert load_dataset(desk, report.dataset_id) is facts


def test_the_same_facts_twice_in_a_case_are_refused_with_the_name_they_have(
    desk: Desk, output: Path
) -> None:
    case = new_case(desk)
    take(desk, case, output)

    with pytest.raises(ImportRefused, match="already as “九月产量”; nothing was imported"):
        take(desk, case, output)
    assert len(list_datasets(desk, case)) == 1


def test_another_case_may_have_the_same_facts(desk: Desk, output: Path) -> None:
    first, second = new_case(desk), new_case(desk)

    take(desk, first, output)
    take(desk, second, output)

    assert len(list_datasets(desk, second)) == 1


def test_a_second_file_of_the_same_name_gets_a_number(
    desk: Desk, output: Path, tmp_path: Path
) -> None:
    case = new_case(desk)
    take(desk, case, output)
    folder = tmp_path / "八月"
    folder.mkdir()
    take(desk, case, write(folder / "九月产量.xlsx", 90))

    assert {row.name for row in list_datasets(desk, case)} == {"九月产量", "九月产量 (2)"}


def test_an_import_can_be_undone_and_repeated(desk: Desk, output: Path) -> None:
    case = new_case(desk)
    dataset = take(desk, case, output)

    assert desk.undo().value == "import_dataset"
    assert list_datasets(desk, case) == ()
    assert not preview_import(desk, output).remembered
    desk.redo()
    assert load_dataset(desk, dataset).rows == 2


def test_a_cancelled_import_stores_nothing(desk: Desk, output: Path) -> None:
    case = new_case(desk)

    with pytest.raises(ImportCancelled):
        import_dataset(desk, case, output, kind=DatasetKind.OUTPUT, cancelled=lambda: True)
    assert list_datasets(desk, case) == ()
    assert desk.undo_operation == "create_case"


def test_an_import_cancelled_at_the_last_moment_stores_nothing(desk: Desk, output: Path) -> None:
    case = new_case(desk)
    told: list[float] = []

    with pytest.raises(ImportCancelled):
        import_dataset(
            desk,
            case,
            output,
            kind=DatasetKind.OUTPUT,
            progress=told.append,
            cancelled=lambda: bool(told) and told[-1] >= 0.85,
        )
    assert list_datasets(desk, case) == ()


def test_nothing_is_imported_into_a_case_in_the_trash(desk: Desk, output: Path) -> None:
    case = new_case(desk)
    trash_case(desk, case)

    with pytest.raises(RuleError, match="in the trash"):
        take(desk, case, output)


def test_data_that_an_issue_is_costed_on_cannot_be_removed(desk: Desk, table: Bargaining) -> None:
    with pytest.raises(RuleError, match="“派件费单价” is costed on this data"):
        remove_dataset(desk, table.dataset)
    assert load_dataset(desk, table.dataset).rows


def test_data_that_no_issue_uses_is_removed_and_comes_back_by_undo(
    desk: Desk, output: Path
) -> None:
    case = new_case(desk)
    dataset = take(desk, case, output)

    assert remove_dataset(desk, dataset).value == "九月产量"
    assert list_datasets(desk, case) == ()
    with pytest.raises(RuleError, match="not in the store"):
        load_dataset(desk, dataset)
    desk.undo()
    assert load_dataset(desk, dataset).rows == 2


def test_the_list_says_how_many_issues_use_the_data(desk: Desk, table: Bargaining) -> None:
    issue(desk, table.case, "夜间派件费", rate_table("1.0000", "1.1000"), dataset=table.dataset)

    (row,) = list_datasets(desk, table.case)
    assert row.issues == 2


def test_a_preview_through_the_child_process_changes_nothing(desk: Desk, output: Path) -> None:
    preview = preview_import(desk, output)

    assert preview.kind is DatasetKind.OUTPUT
    assert preview.mapping["worker"] == 0
    assert desk.undo_operation is None
