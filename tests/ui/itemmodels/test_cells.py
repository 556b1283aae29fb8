from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.pay.cells import with_cell
from negotiator_desk.pay.terms import PieceRate, RateTable, UnitAllowance
from negotiator_desk.ui import display_terms
from negotiator_desk.ui.itemmodels.cells import cell_columns, cell_rows, circled
from negotiator_desk.ui.widgets.rows import RowsModel
from tests.ui.dialogs.test_terms_editors import EXAMPLES

PRESENT = RateTable(
    (
        PieceRate("city", Decimal("1.1500"), quota_per_shift=400),
        PieceRate("province", Decimal("0.9000")),
    )
)
EMPLOYEE = with_cell(PRESENT, "rate:city", Decimal("1.4500"))
EMPLOYER = with_cell(PRESENT, "rate:city", Decimal("1.3500"))


def test_a_row_shows_both_last_words_their_gap_and_what_a_step_costs(
    qtmodeltester: ModelTester,
) -> None:
    rows = cell_rows(PRESENT, EMPLOYEE, EMPLOYER, steps={"rate:city": Decimal("360.00")})
    model = RowsModel(cell_columns({Side.EMPLOYEE: 3, Side.EMPLOYER: 2}))
    model.set_rows(rows)
    qtmodeltester.check(model)
    shown = [model.index(0, column).data() for column in range(model.columnCount())]
    assert shown == ["city (yuan/件)", "1.1500", "1.4500", "1.3500", "0.1000", "360.00", "Open"]
    assert model.headerData(2, Qt.Orientation.Horizontal) == "Employee ③"


def test_where_the_sides_said_the_same_there_is_no_gap() -> None:
    rows = {row.key: row for row in cell_rows(PRESENT, EMPLOYEE, EMPLOYER)}
    assert rows["rate:province"].is_same
    assert rows["rate:province"].gap == 0
    assert not rows["rate:city"].is_same


def test_agreed_terms_stand_for_both_sides() -> None:
    row = cell_rows(PRESENT, EMPLOYEE, EMPLOYER, agreed=EMPLOYER)[0]
    assert row.is_agreed
    assert row.employee is not None
    assert row.employee.value == Decimal("1.3500")


def test_norms_of_work_stand_below_what_is_paid() -> None:
    keys = [row.key for row in cell_rows(PRESENT, None, None)]
    assert keys.index("rate:province") < keys.index("quota:city")
    assert keys[-1] == "quota:city"


def test_an_allowance_says_that_it_is_one_and_words_about_it_stand_below_what_is_paid() -> None:
    table = replace(PRESENT, allowances=(UnitAllowance("hills", Decimal("0.0600")),))
    model = RowsModel(cell_columns({}))
    model.set_rows(cell_rows(table, None, None))
    names = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert names.index("hills · Allowance (yuan/件)") == 2
    assert names[-1] == "hills · Minimum wage"
    assert model.index(len(names) - 1, 1).data() == "counts towards the minimum wage"


def test_yearly_items_classes_and_points_are_rows_of_a_wage_grid() -> None:
    rows = {row.key: row for row in cell_rows(EXAMPLES[3], None, None)}
    shown = {key: display_terms.cell_text(row.present) for key, row in rows.items()}
    assert shown["yearly:patent"] == "1,500.00"
    assert display_terms.cell_name(rows["yearly:patent"].cell) == "patent · One-off award"
    assert display_terms.cell_unit(rows["yearly:patent"].cell) == "yuan"
    assert shown["times:patent"] == "4"
    assert shown["class:packer"] == "core class"
    assert shown["points:welder"] == "55"
    assert shown["least:two"] == "37.5"
    keys = list(rows)
    assert keys.index("yearly:shares") < keys.index("class:packer") < keys.index("points:welder")


def test_rounds_are_written_in_circles_as_far_as_there_are_any() -> None:
    assert circled(1) == "①"
    assert circled(20) == "⑳"
    assert circled(21) == "(21)"
