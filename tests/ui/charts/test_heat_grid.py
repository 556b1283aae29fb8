from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from negotiator_desk.ui.charts.heat_grid import HeatGrid, cell_tint
from negotiator_desk.ui.charts.heat_model import HeatFigures, HeatModel
from negotiator_desk.ui.charts.measures import Measure, Quantity
from negotiator_desk.ui.theme import tokens
from tests.ui.test_theme import contrast

BANDS, GRADES = ("I", "II"), ("low", "middle", "high")
HEADS = ((12, 3, 0), (1, 20, 4))
AMOUNTS = tuple(tuple(Decimal(4000 + 500 * b + 300 * g) for g in range(3)) for b in range(2))
PAY = Quantity("Base pay", Measure.YUAN)
FAULT = "Not above the grade below."


@pytest.fixture
def grid(show: Callable[[QWidget], None]) -> HeatGrid:
    made = HeatGrid(PAY)
    show(made)
    made.set_grid(BANDS, GRADES, HEADS, amounts=AMOUNTS, faults={(1, 2): FAULT}, can_edit=True)
    return made


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    model = HeatModel(PAY)
    qtmodeltester.check(model)
    model.set_figures(HeatFigures(BANDS, GRADES, HEADS, AMOUNTS), can_edit=True)
    qtmodeltester.check(model)


def test_every_cell_and_every_total_says_its_number(grid: HeatGrid) -> None:
    model = grid.view.model()
    texts = [[model.index(r, c).data() for c in range(4)] for r in range(3)]
    assert texts == [["12", "3", "0", "15"], ["1", "20", "4", "25"], ["13", "23", "4", "40"]]


def test_the_table_has_a_row_for_each_cell_and_says_what_is_wrong(grid: HeatGrid) -> None:
    table = grid.table()
    assert table.header == ("Band", "Skill grade", "People", "Base pay (yuan)", "Fault")
    assert table.rows[5] == ("II", "high", "4", "5,100.00", FAULT)
    assert table.values[4] == ("II", "middle", 20, Decimal(4800), "")


def test_arrow_keys_and_clicks_choose_a_cell_and_never_a_total(
    qtbot: QtBot, grid: HeatGrid
) -> None:
    chosen: list[object] = []
    grid.choose((0, 0))
    grid.cell_chosen.connect(chosen.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down):
        qtbot.keyClick(grid.view, key)
    qtbot.keyClick(grid.view, Qt.Key.Key_Down)
    assert chosen == [(0, 1), (0, 2), (1, 2)]
    place = grid.view.visualRect(grid.view.model().index(1, 0)).center()
    qtbot.mouseClick(grid.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen[-1] == grid.current() == (1, 0)


def test_a_screen_reader_hears_place_people_amount_and_fault(grid: HeatGrid) -> None:
    assert grid.cell_words((1, 2)) == f"II · high, 4 people, ¥\xa05,100.00, {FAULT}"
    index = grid.view.model().index(1, 2)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == grid.cell_words((1, 2))
    assert index.data(Qt.ItemDataRole.ToolTipRole) == FAULT


def test_an_amount_typed_over_is_told_exactly(qtbot: QtBot, grid: HeatGrid) -> None:
    told: list[tuple[object, object]] = []
    grid.amount_edited.connect(lambda place, amount: told.append((place, amount)))
    grid.choose((0, 1))
    qtbot.keyClicks(grid.view, "4")
    editor = grid.view.indexWidget(grid.view.currentIndex())
    assert editor is not None
    qtbot.keyClicks(editor, "350.5")
    with qtbot.waitSignal(grid.amount_edited):
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert told == [((0, 1), Decimal("4350.50"))]


def test_what_is_no_amount_is_refused_with_a_sentence(qtbot: QtBot, grid: HeatGrid) -> None:
    refused: list[object] = []
    grid.refused.connect(refused.append)
    model = grid.view.model()
    assert not model.setData(model.index(0, 0), "four", Qt.ItemDataRole.EditRole)
    assert refused == ["“four” is not a number."]
    assert grid.table().rows[0][3] == "4,000.00"


def test_a_grid_of_people_alone_cannot_be_typed_in(grid: HeatGrid) -> None:
    grid.set_grid(BANDS, GRADES, HEADS, can_edit=True)
    flags = grid.view.model().flags(grid.view.model().index(0, 0))
    assert not flags & Qt.ItemFlag.ItemIsEditable
    assert grid.table().header == ("Band", "Skill grade", "People")


def test_new_numbers_leave_the_keyboard_where_it_is(grid: HeatGrid) -> None:
    grid.choose((1, 1))
    grid.set_grid(BANDS, GRADES, ((0, 0, 0), (0, 0, 1)), amounts=AMOUNTS)
    assert grid.current() == (1, 1)


def test_numbers_that_do_not_fill_the_grid_are_refused(grid: HeatGrid) -> None:
    with pytest.raises(ValueError, match="each grade"):
        grid.set_grid(BANDS, GRADES, ((1, 2, 3),))
    with pytest.raises(ValueError, match="each grade"):
        grid.set_grid(BANDS, GRADES, HEADS, amounts=((Decimal(1),), (Decimal(1),)))


@pytest.mark.parametrize("dark", [False, True])
def test_numbers_are_readable_on_every_tint(dark: bool) -> None:
    colours = tokens(dark=dark)
    shares = [step / 20 for step in range(21)]
    tints = [cell_tint(share, colours) for share in shares]
    assert min(contrast(colours.text, tint.name()) for tint in tints) >= 4.5
    assert tints[0] == QColor(colours.panel)
    assert len({tint.name() for tint in tints}) > 15
