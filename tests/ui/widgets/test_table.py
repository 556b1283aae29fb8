from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from negotiator_desk.ui.theme import Theme
from negotiator_desk.ui.widgets.rows import Column, RowsModel
from negotiator_desk.ui.widgets.table import DataTable

Row = tuple[int, str]


@pytest.fixture
def table(qtbot: QtBot, theme: Theme) -> DataTable[Row]:
    columns = (
        Column[Row]("Number", lambda row: str(row[0]), sort=lambda row: row[0], is_figure=True),
        Column[Row]("Word", lambda row: row[1], stretches=True),
    )
    made = DataTable("Words", RowsModel(columns))
    made.empty.set_words("No word yet.", "Add one.")
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


ROWS: tuple[Row, ...] = ((10, "ten"), (9, "nine"), (2, "two"))


def test_an_empty_table_says_what_belongs_there(table: DataTable[Row]) -> None:
    assert table.empty.isVisible()
    assert not table.view.isVisible()
    table.set_rows(ROWS)
    assert table.view.isVisible()


def test_searching_for_nothing_that_is_there_says_so(qtbot: QtBot, table: DataTable[Row]) -> None:
    table.set_rows(ROWS)
    assert table.focus_search()
    qtbot.keyClicks(table._search, "zzz")
    assert table._nothing_found.isVisible()
    assert table._count.text() == "0 of 3 rows"
    assert not table._export.isEnabled()


def test_the_row_chosen_stays_chosen_when_the_rows_are_read_again(table: DataTable[Row]) -> None:
    told: list[object] = []
    table.chosen.connect(told.append)
    table.set_rows(ROWS, key=lambda row: row[0])
    assert table.choose(lambda row: row[0] == 9)
    table.set_rows(((1, "one"), *ROWS), key=lambda row: row[0])
    assert table.current() == (9, "nine")
    table.set_rows(ROWS[:1], key=lambda row: row[0])
    assert table.current() is None
    assert told[-1] is None


def test_enter_and_a_double_click_open_a_row(qtbot: QtBot, table: DataTable[Row]) -> None:
    opened: list[object] = []
    table.opened.connect(opened.append)
    table.set_rows(ROWS)
    table.choose(lambda row: row[0] == 2)
    table.view.setFocus()
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    qtbot.keyClick(table.view, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    index = table.proxy.index(0, 0)
    place = table.view.visualRect(index).center()
    for click in (qtbot.mouseClick, qtbot.mouseDClick):
        click(table.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == [(2, "two"), (2, "two"), (10, "ten")]


def test_figures_are_sorted_by_value(table: DataTable[Row]) -> None:
    table.set_rows(ROWS)
    table.sort_by(0)
    assert [table.proxy.index(n, 0).data() for n in range(3)] == ["2", "9", "10"]


def test_the_rows_shown_are_exported_as_shown(
    table: DataTable[Row], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "words.csv"
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", staticmethod(lambda *_args: (str(target), "CSV"))
    )
    table.set_rows(ROWS)
    table.set_search_text("n")
    table.sort_by(0)
    table._export.click()
    assert target.read_bytes() == "\ufeffNumber,Word\r\n9,nine\r\n10,ten\r\n".encode()
    assert [path.name for path in tmp_path.glob("*.csv*")] == ["words.csv"]
