from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from negotiator_desk.ui.itemmodels.grid import CHANGED_ROLE, PROBLEM_ROLE, GridColumn, GridModel


def _grid(*, can_grow: bool = True) -> GridModel:
    grid = GridModel((GridColumn("Name", is_figure=False), GridColumn("Rate")), can_grow=can_grow)
    grid.set_texts([("a", "1"), ("b", "2")])
    return grid


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(_grid())


def test_typing_in_the_empty_last_row_adds_another() -> None:
    grid = _grid()
    assert grid.rowCount() == 3
    grid.setData(grid.index(2, 0), "c")
    assert grid.rowCount() == 4
    assert grid.texts() == (("a", "1"), ("b", "2"), ("c", ""))


def test_a_pasted_block_grows_the_grid_and_is_reported_once() -> None:
    grid = _grid()
    heard: list[int] = []
    grid.edited.connect(lambda: heard.append(1))
    grid.fill(1, 0, [("x", "10"), ("y", "20"), ("z", "30")])
    assert grid.texts() == (("a", "1"), ("x", "10"), ("y", "20"), ("z", "30"))
    assert heard == [1]


def test_a_paste_never_touches_a_fixed_column_nor_goes_beyond_a_grid_that_cannot_grow() -> None:
    grid = GridModel((GridColumn("Item", is_fixed=True), GridColumn("New")))
    grid.set_texts([("a", "1")])
    grid.fill(0, 0, [("changed", "5"), ("b", "6")])
    assert grid.texts() == (("a", "5"),)


def test_a_changed_text_and_a_problem_are_marked_until_they_are_put_right() -> None:
    grid = _grid()
    index = grid.index(0, 1)
    assert index.data(CHANGED_ROLE) is False
    grid.setData(index, "x")
    assert index.data(CHANGED_ROLE) is True
    grid.set_problems({(0, 1): "not a number"})
    assert index.data(PROBLEM_ROLE) == "not a number"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "not a number"
    grid.setData(index, "1")
    assert index.data(PROBLEM_ROLE) == ""
    assert index.data(CHANGED_ROLE) is False


def test_rows_can_be_removed_only_where_rows_can_be_added() -> None:
    grid = _grid()
    grid.remove_row(0)
    assert grid.texts() == (("b", "2"),)
    fixed = _grid(can_grow=False)
    fixed.remove_row(0)
    assert fixed.rowCount(QModelIndex()) == 2
