from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from negotiator_desk.services.datasets import list_datasets
from negotiator_desk.services.desk import Desk
from negotiator_desk.ui.dialogs.import_form import ImportDialog
from negotiator_desk.ui.main_window import MainWindow
from negotiator_desk.ui.pages.data import DataPage
from negotiator_desk.ui.places import PageName, Place
from tests.ui.case_fixtures import write_output


def _open(window: MainWindow, case_id: str) -> DataPage:
    window.go(Place(PageName.DATA, case_id))
    page = window.page(PageName.DATA)
    assert isinstance(page, DataPage)
    return page


def _wizard(qtbot: QtBot, page: DataPage) -> ImportDialog:
    qtbot.waitUntil(lambda: page.flow is not None and page.flow.dialog is not None, timeout=20000)
    assert page.flow is not None
    assert page.flow.dialog is not None
    return page.flow.dialog


def test_a_file_is_imported_once_its_columns_are_confirmed(
    qtbot: QtBot,
    window: MainWindow,
    desk: Desk,
    case_id: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = write_output(tmp_path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
    page = _open(window, case_id)
    assert page.table.empty.isVisible()
    qtbot.mouseClick(page.import_button, Qt.MouseButton.LeftButton)
    dialog = _wizard(qtbot, page)
    assert dialog.mapping.mapping()["worker"] == 0
    assert dialog.mapping.missing() == ()
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(list_datasets(desk, case_id)) == 1, timeout=20000)
    qtbot.waitUntil(lambda: page.rows is not None, timeout=20000)
    row = page.table.current()
    assert row is not None
    assert (row.rows, row.workers, row.months) == (3, 2, 1)


def test_bad_cells_are_listed_and_their_rows_left_out_only_when_asked(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, tmp_path: Path
) -> None:
    path = write_output(tmp_path, "C03,秦书怡,省内,2026-09,many")
    page = _open(window, case_id)
    page.import_file(path)
    dialog = _wizard(qtbot, page)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.stack.currentIndex() == 1, timeout=20000)
    assert list_datasets(desk, case_id) == ()
    (bad,) = dialog.bad_cells.model.rows
    assert (bad.row, bad.value) == (5, "many")
    assert "1 row" in dialog.drop_button.text().replace("&", "")
    qtbot.mouseClick(dialog.drop_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(list_datasets(desk, case_id)) == 1, timeout=20000)
    qtbot.waitUntil(lambda: page.rows is not None, timeout=20000)
    assert list_datasets(desk, case_id)[0].dropped_rows == 1


def test_a_required_field_without_a_column_is_named(
    qtbot: QtBot, window: MainWindow, case_id: str, tmp_path: Path
) -> None:
    page = _open(window, case_id)
    page.import_file(write_output(tmp_path))
    dialog = _wizard(qtbot, page)
    dialog.mapping.choose("quantity", None)
    assert dialog.mapping.missing() == ("Quantity",)
    dialog.reject()


def test_a_sheet_without_a_header_shows_the_problem_and_no_columns_to_choose(
    qtbot: QtBot, window: MainWindow, case_id: str, tmp_path: Path
) -> None:
    path = tmp_path / "空白.xlsx"
    Workbook().save(path)
    page = _open(window, case_id)
    page.import_file(path)
    dialog = _wizard(qtbot, page)
    assert not dialog.mapping.isVisible()
    assert not dialog.save_button.isEnabled()
    dialog.done(0)
