from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from negotiator_desk.errors import InputError
from negotiator_desk.pay.dataset import Dataset, DatasetKind
from negotiator_desk.pay.terms import (
    Allowance,
    AllowanceGroup,
    CommissionSchedule,
    Factor,
    FeeTable,
    JobEvaluation,
    NumberTerm,
    PieceRate,
    PostClass,
    RateTable,
    Subject,
    TakeMethod,
    Terms,
    TextTerm,
    Tier,
    TierRule,
    UnitAllowance,
    WageGrid,
    YearlyItem,
    YearlyKind,
    subject_of,
)
from negotiator_desk.ui.dialogs.terms_box import TermsBox
from negotiator_desk.ui.dialogs.terms_commission import CommissionEditor
from negotiator_desk.ui.dialogs.terms_grid import GridBox
from negotiator_desk.ui.dialogs.terms_rates import RateTableEditor
from negotiator_desk.ui.dialogs.terms_wages import WageGridEditor
from negotiator_desk.ui.itemmodels.grid import PROBLEM_ROLE

EXAMPLES: tuple[Terms, ...] = (
    RateTable(
        (
            PieceRate("city", Decimal("1.1500"), Decimal("0.90"), 450),
            PieceRate("province", Decimal("0.9000")),
        ),
        unit="件",
        monthly_guarantee=Decimal("2490.00"),
        overtime_percents=(150, 220, 300),
        allowances=(
            UnitAllowance("stairs", Decimal("0.1500")),
            UnitAllowance("heat", Decimal("0.0525"), counts_towards_minimum=False),
        ),
    ),
    CommissionSchedule(
        TakeMethod.ORDER_TIERS,
        (Tier(Decimal("50.00"), Decimal("0.2150")), Tier(None, Decimal("0.1800"))),
        TierRule.WHOLE_SLAB,
        order_cap=Decimal("0.3000"),
        monthly_cap=Decimal("0.2500"),
        monthly_cap_orders=300,
        hourly_guarantee=Decimal("22.00"),
        monthly_guarantee=Decimal("2490.00"),
        deduction_limit=Decimal("0.2000"),
    ),
    CommissionSchedule(
        TakeMethod.FLAT,
        (Tier(None, Decimal("0.0000")),),
        fee_table=FeeTable(
            Decimal("4.50"),
            ((Decimal("3.00"), Decimal("0.00")), (None, Decimal("1.50"))),
            ((22, 6, Decimal("2.00")),),
            (("cake", Decimal("3.00")),),
            ((Decimal("5.00"), Decimal("0.00")), (None, Decimal("1.25"))),
        ),
    ),
    WageGrid(
        bands=("one", "two"),
        grades=("中级工", "高级工"),
        cells=(
            (Decimal("4000.00"), Decimal("4500.50")),
            (Decimal("5000.00"), Decimal("5500.00")),
        ),
        post_bands=(("welder", "two"), ("packer", "one")),
        coefficients=(("A", Decimal("1.2000")),),
        allowances=(Allowance(AllowanceGroup.SKILL, "高级工", Decimal("300.00")),),
        yearly_items=(
            YearlyItem(YearlyKind.AWARD, "patent", Decimal("1500.00"), 4),
            YearlyItem(YearlyKind.DIVIDEND, "shares", Decimal("200000.00")),
        ),
        post_classes=(("packer", PostClass.CORE),),
        evaluation=JobEvaluation(
            (
                Factor("skill", (10, 20, 30), Decimal("1.5000"), "劳动技能"),
                Factor("heat", (5, 10)),
            ),
            (("welder", (3, 2)), ("packer", (1, 1))),
            (Decimal("0"), Decimal("37.5000")),
        ),
    ),
    NumberTerm(Decimal("7.5000"), "days"),
    TextTerm("Helmets every year.\nRaincoats too."),
)


@pytest.mark.parametrize("terms", EXAMPLES, ids=lambda terms: type(terms).__name__)
def test_terms_come_back_from_their_editor_as_they_went_in(qtbot: QtBot, terms: Terms) -> None:
    box = TermsBox(subject_of(terms))
    qtbot.addWidget(box)
    box.show_terms(terms)
    assert box.read() == terms
    assert box.problem() == ""


@pytest.mark.parametrize("terms", EXAMPLES, ids=lambda terms: type(terms).__name__)
def test_what_was_typed_survives_being_taken_out_and_put_back(qtbot: QtBot, terms: Terms) -> None:
    first, second = TermsBox(subject_of(terms)), TermsBox(subject_of(terms))
    qtbot.addWidget(first)
    qtbot.addWidget(second)
    first.show_terms(terms)
    second.put_texts(first.texts())
    assert second.read() == terms


def test_nothing_typed_is_no_terms_and_no_problem(qtbot: QtBot) -> None:
    for subject in Subject:
        box = TermsBox(subject)
        qtbot.addWidget(box)
        assert box.read() is None, subject
        assert box.problem() == "", subject


def test_a_wrong_figure_stays_and_is_named_by_its_cell(qtbot: QtBot) -> None:
    box = TermsBox(Subject.PIECE_RATES)
    qtbot.addWidget(box)
    box.show_terms(EXAMPLES[0])
    editor = box.editor
    assert isinstance(editor, RateTableEditor)
    editor.grid.setData(editor.grid.index(1, 1), "1.2x")
    assert box.problem() == "Row 2, Rate (yuan/unit): “1.2x” is not a number."
    assert editor.grid.texts()[1][1] == "1.2x"
    with pytest.raises(InputError):
        box.read()
    editor.grid.setData(editor.grid.index(1, 1), "1.25")
    assert box.problem() == ""


def test_a_share_outside_the_range_is_named_in_percent_with_its_tier(qtbot: QtBot) -> None:
    box = TermsBox(Subject.COMMISSION_SHARES)
    qtbot.addWidget(box)
    editor = box.editor
    assert isinstance(editor, CommissionEditor)
    editor.tiers.fill(0, 0, [("", "101")])
    assert box.problem() == "Row 1, Platform's share (%): 101 % is not between 0 % and 100 %."
    assert editor.tiers.index(0, 1).data(PROBLEM_ROLE)


@pytest.mark.parametrize("subject", [Subject.PIECE_RATES, Subject.SKILL_GRADE_WAGES])
def test_what_stands_around_an_empty_grid_is_not_no_terms(qtbot: QtBot, subject: Subject) -> None:
    box = TermsBox(subject)
    qtbot.addWidget(box)
    editor = box.editor
    if isinstance(editor, RateTableEditor):
        qtbot.keyClicks(editor.guarantee, "2490")
        sentence = "Rates: an operation with its rate is missing."
    else:
        assert isinstance(editor, WageGridEditor)
        editor.posts.grid.fill(0, 0, [("welder", "one")])
        sentence = "Grid: a band with its amounts is missing."
    with pytest.raises(InputError, match=sentence):
        box.read()
    assert box.problem() == sentence


def test_the_terms_own_check_speaks_below_the_editor(qtbot: QtBot) -> None:
    box = TermsBox(Subject.PIECE_RATES)
    qtbot.addWidget(box)
    editor = box.editor
    assert isinstance(editor, RateTableEditor)
    editor.grid.fill(0, 0, [("city", "1.1"), ("city", "1.2")])
    assert box.problem() == "Operation: “city” comes twice."


def test_operations_of_the_data_are_filled_in_beside_those_that_are_there(qtbot: QtBot) -> None:
    dataset = Dataset.build(
        DatasetKind.OUTPUT,
        {
            "worker": ["1", "1"],
            "name": ["a", "a"],
            "operation": ["city", "province"],
            "month": ["2026-09", "2026-09"],
            "quantity": [Decimal(1), Decimal(2)],
        }
        | {"month": [_month(), _month()]},
    )
    editor = RateTableEditor()
    qtbot.addWidget(editor)
    editor.grid.fill(0, 0, [("city", "1.15")])
    editor.suggest(dataset)
    assert [row[:2] for row in editor.grid.texts()] == [("city", "1.15"), ("province", "")]


def test_difficulties_of_the_data_are_filled_in_and_add_nothing_without_an_amount(
    qtbot: QtBot,
) -> None:
    rows = {
        "worker": ["1", "1", "2"],
        "name": ["a", "a", "b"],
        "operation": ["city", "city", "city"],
        "month": [_month()] * 3,
        "quantity": [Decimal(1)] * 3,
        "difficulty": ["stairs", "heat", None],
    }
    editor = RateTableEditor()
    qtbot.addWidget(editor)
    editor.grid.fill(0, 0, [("city", "1.15")])
    editor.allowances.fill(0, 0, [("heat", "0.2", "no")])
    editor.suggest(Dataset.build(DatasetKind.OUTPUT, rows))
    assert [row[0] for row in editor.allowances.texts()] == ["heat", "stairs"]
    read = editor.read()
    assert isinstance(read, RateTable)
    assert read.allowances == (UnitAllowance("heat", Decimal("0.2"), counts_towards_minimum=False),)


def test_what_leaves_the_minimum_wage_is_ticked_by_space_and_explained_by_its_article(
    qtbot: QtBot,
) -> None:
    editor = RateTableEditor()
    qtbot.addWidget(editor)
    editor.show()
    editor.grid.fill(0, 0, [("city", "1.15")])
    editor.allowances.fill(0, 0, [("heat", "0.2")])
    box = editor.allowances.index(0, 2)
    assert box.data(Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Checked
    assert "article 12 of 《最低工资规定》" in box.data(Qt.ItemDataRole.ToolTipRole)
    assert counting(editor) == [True]
    view = editor.allowances_box.view
    view.setFocus()
    view.setCurrentIndex(box)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert box.data(Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Unchecked
    assert counting(editor) == [False]
    editor.allowances.fill(0, 2, [("perhaps",)])
    assert editor.problem() == "Row 1, In the minimum: “perhaps” is neither yes nor no."


def counting(editor: RateTableEditor) -> list[bool]:
    """Return of each allowance whether it counts towards the minimum wage."""
    read = editor.read()
    assert isinstance(read, RateTable)
    return [item.counts_towards_minimum for item in read.allowances]


def test_a_wrong_fee_is_named_by_its_grid(qtbot: QtBot) -> None:
    box = TermsBox(Subject.COMMISSION_SHARES)
    qtbot.addWidget(box)
    box.show_terms(EXAMPLES[2])
    editor = box.editor
    assert isinstance(editor, CommissionEditor)
    editor.fees.weights.setData(editor.fees.weights.index(1, 1), "x")
    assert box.problem() == "Weight (kg) adds: Row 2, Yuan: “x” is not a number."


def test_another_list_of_grades_keeps_what_stood_below_those_that_stay(qtbot: QtBot) -> None:
    editor = WageGridEditor()
    qtbot.addWidget(editor)
    editor.show_terms(EXAMPLES[3])
    editor.grades.setText("高级工、技师")
    editor.grades.editingFinished.emit()
    assert editor.grid.texts() == (("one", "4500.5", ""), ("two", "5500", ""))


def test_a_block_is_pasted_and_enter_goes_down(qtbot: QtBot) -> None:
    editor = RateTableEditor()
    box = editor.box
    assert isinstance(box, GridBox)
    qtbot.addWidget(editor)
    editor.show()
    QGuiApplication.clipboard().setText("city\t1.15\r\nprovince\t0.90\r\n")
    box.view.setCurrentIndex(editor.grid.index(0, 0))
    qtbot.keyClick(box.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [row[:2] for row in editor.grid.texts()] == [("city", "1.15"), ("province", "0.90")]
    qtbot.keyClick(box.view, Qt.Key.Key_Return)
    assert box.view.currentIndex().row() == 1


def _month() -> object:
    from datetime import date

    return date(2026, 9, 1)
