from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from negotiator_desk.ui.itemmodels.grid import (
    CHANGED_ROLE,
    NO,
    PROBLEM_ROLE,
    YES,
    GridColumn,
    GridModel,
)


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


def _boxes() -> GridModel:
    columns = (GridColumn("Name"), GridColumn("Counts", is_check=True, tip="Why it counts."))
    grid = GridModel(columns, can_grow=True)
    grid.set_texts([("a", YES), ("b", NO)])
    return grid


def _state(grid: GridModel, row: int) -> object:
    return grid.index(row, 1).data(Qt.ItemDataRole.CheckStateRole)


def test_the_model_with_boxes_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(_boxes())


def test_a_box_is_ticked_until_somebody_unticks_it_and_an_empty_row_has_none() -> None:
    grid = _boxes()
    assert [_state(grid, row) for row in range(3)] == [
        Qt.CheckState.Checked,
        Qt.CheckState.Unchecked,
        None,
    ]
    assert not grid.flags(grid.index(2, 1)) & Qt.ItemFlag.ItemIsUserCheckable
    grid.setData(grid.index(2, 0), "c")
    assert _state(grid, 2) is Qt.CheckState.Checked
    assert grid.texts()[2] == ("c", "")
    unticked = Qt.CheckState.Unchecked.value
    assert grid.setData(grid.index(2, 1), unticked, Qt.ItemDataRole.CheckStateRole)
    assert grid.texts()[2] == ("c", NO)
    assert grid.flags(grid.index(2, 1)) & Qt.ItemFlag.ItemIsUserCheckable
    assert not grid.flags(grid.index(2, 1)) & Qt.ItemFlag.ItemIsEditable


def test_a_box_alone_does_not_make_a_row() -> None:
    grid = _boxes()
    grid.clear_cells([(1, 0)])
    assert grid.texts() == (("a", YES),)


def test_a_box_takes_the_words_of_a_spreadsheet_and_shows_those_it_does_not_know() -> None:
    grid = _boxes()
    grid.fill(0, 0, [("a", "否"), ("b", "√"), ("c", "perhaps")])
    assert [_state(grid, row) for row in range(3)] == [
        Qt.CheckState.Unchecked,
        Qt.CheckState.Checked,
        Qt.CheckState.Unchecked,
    ]
    assert [grid.index(row, 1).data() for row in range(3)] == ["", "", "perhaps"]


def test_a_column_says_what_it_is_about_unless_something_is_wrong() -> None:
    grid = _boxes()
    tip = Qt.ItemDataRole.ToolTipRole
    assert grid.headerData(1, Qt.Orientation.Horizontal, tip) == "Why it counts."
    assert grid.index(0, 1).data(tip) == "Why it counts."
    grid.set_problems({(0, 1): "neither yes nor no"})
    assert grid.index(0, 1).data(tip) == "neither yes nor no"


def test_figures_that_are_only_shown_are_replaced_without_an_edit() -> None:
    grid = GridModel((GridColumn("Name"), GridColumn("Points", is_fixed=True)), can_grow=True)
    grid.set_texts([("a", ""), ("b", "")])
    heard: list[int] = []
    grid.edited.connect(lambda: heard.append(1))
    grid.show_fixed(1, ["12.5"])
    assert [grid.index(row, 1).data() for row in range(3)] == ["12.5", "", ""]
    assert heard == []
