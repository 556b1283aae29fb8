"""The form of assumptions: typed as people type, exact when read, wrong where it says so."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPushButton,
    QTableView,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from negotiator_desk import i18n
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.pay.assumptions import Assumptions, CostOfLiving, OnCost, Promotion
from negotiator_desk.pay.dataset import DatasetKind
from negotiator_desk.pay.groups import EIGHT_GRADES
from negotiator_desk.pay.quality import Quality
from negotiator_desk.ui.dialogs.assumptions import AssumptionsDialog
from negotiator_desk.ui.dialogs.assumptions_costs import USUAL_NAMES
from negotiator_desk.ui.dialogs.assumptions_part import AssumptionsPart
from negotiator_desk.ui.dialogs.assumptions_years import YearColumn
from negotiator_desk.ui.itemmodels.grid import PROBLEM_ROLE
from negotiator_desk.ui.widgets.labels import TextLabel
from tests.pay.strategies import GRADES
from tests.pay.term_strategies import assumptions as any_assumptions
from tests.ui.dialogs.test_mnemonics import assert_own_letters
from tests.ui.typing_keys import activate, save_by_key, type_over

D = Decimal
THREE_YEARS = Assumptions(months=36)
EVERYTHING = Assumptions(
    months=30,
    on_costs=(
        OnCost("社会保险（单位部分）", D("0.2550"), D("4812.00"), D("24930.50")),
        OnCost("工会经费", D("0.0200")),
    ),
    phase_in=(D("0.3333"), D("0.6667"), D("1.0000")),
    inflation=(D("0.0000"), D("0.0400"), D("-0.0050")),
    cost_of_living=CostOfLiving(D("0.0200"), D("0.5000"), D("0.0150"), in_force=True),
    joiners=(0, 12, 3),
    leavers=(1, 0, 20),
    volume_growth=(D("0.0525"), D("0.0000"), D("-0.1000")),
    promotions=(Promotion("初级工", D("0.1000")), Promotion("技师", D("0.0250"))),
    hours_lost=D("24.50"),
    facts_quality=Quality.REPORTED,
    assumptions_quality=Quality.ESTIMATED,
)
SMALLEST_ROOM = 680
"""Pixels that 768 leave beside a task bar and the window's frame."""


def let_go(dialog: AssumptionsDialog) -> None:
    """Close a dialog without being asked about what was typed."""
    dialog.done(0)


def opened(
    qtbot: QtBot,
    assumptions: Assumptions = THREE_YEARS,
    *,
    kind: DatasetKind = DatasetKind.ORDERS,
    grades: tuple[str, ...] = EIGHT_GRADES,
    workers: int = 40,
) -> AssumptionsDialog:
    dialog = AssumptionsDialog(assumptions, grades=grades, kind=kind, workers=workers)
    qtbot.addWidget(dialog, before_close_func=let_go)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def type_year(
    qtbot: QtBot, dialog: AssumptionsDialog, year: int, name: YearColumn, text: str
) -> None:
    """Type into the row of a contract year and leave the cell by Enter."""
    view = dialog.years.box.view
    type_over(qtbot, view, year - 1, dialog.years.column(name), text)
    editor = view.indexWidget(view.currentIndex())
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def column(dialog: AssumptionsDialog, name: YearColumn) -> list[str]:
    at = dialog.years.column(name)
    return [row[at] for row in dialog.years.grid.texts()]


def sentences(part: AssumptionsPart) -> list[str]:
    """Return the small print that is in view below the fields."""
    return [one.text() for one in part.findChildren(TextLabel) if one.isVisible()]


@pytest.mark.parametrize("kind", DatasetKind)
@pytest.mark.parametrize("entered", [THREE_YEARS, EVERYTHING], ids=["nothing", "everything"])
def test_assumptions_come_back_as_they_went_in(
    qtbot: QtBot, entered: Assumptions, kind: DatasetKind
) -> None:
    assert opened(qtbot, entered, kind=kind).assumptions() == entered


@given(entered=any_assumptions())
@settings(max_examples=40)
def test_whatever_was_entered_comes_back_exactly(qtbot: QtBot, entered: Assumptions) -> None:
    heads = sum(entered.leavers)
    dialog = AssumptionsDialog(
        entered, grades=(*GRADES, "top"), kind=DatasetKind.ROSTER, workers=heads
    )
    qtbot.addWidget(dialog)
    in_order = sorted(entered.promotions, key=lambda item: GRADES.index(item.grade))
    assert dialog.assumptions() == replace(entered, promotions=tuple(in_order))


@pytest.mark.parametrize(
    ("text", "ratio"),
    [("5", "0.0500"), ("5.25", "0.0525"), ("5.25 %", "0.0525"), ("-1.5", "-0.0150"), ("", "0")],
)
def test_percents_are_typed_as_people_type_them_and_read_exactly(
    qtbot: QtBot, text: str, ratio: str
) -> None:
    dialog = opened(qtbot)
    if text:
        type_year(qtbot, dialog, 2, YearColumn.INFLATION, text)
    else:
        dialog.years.grid.clear_cells([(1, dialog.years.column(YearColumn.INFLATION))])
    found = dialog.assumptions().inflation
    assert found == (D(0), D(ratio), D(0))
    assert found[1].as_tuple().exponent == -4


@pytest.mark.parametrize(
    ("button", "texts", "parts"),
    [
        ("at_once", ["100", "100", "100"], ("1", "1", "1")),
        ("in_steps", ["33.33", "66.67", "100"], ("0.3333", "0.6667", "1")),
        ("at_last", ["0", "0", "100"], ("0", "0", "1")),
    ],
)
def test_a_button_loads_the_increase_and_leaves_the_rest_alone(
    qtbot: QtBot, button: str, texts: list[str], parts: tuple[str, ...]
) -> None:
    dialog = opened(qtbot)
    type_over(qtbot, dialog.years.box.view, 1, dialog.years.column(YearColumn.INFLATION), "half ty")
    qtbot.mouseClick(getattr(dialog.years, button), Qt.MouseButton.LeftButton)
    assert column(dialog, YearColumn.PHASE_IN) == texts
    assert column(dialog, YearColumn.INFLATION) == ["0", "half ty", "0"]
    type_year(qtbot, dialog, 2, YearColumn.INFLATION, "3")
    assert dialog.assumptions().phase_in == tuple(D(part) for part in parts)


def test_a_button_pressed_by_its_letter_writes_over_the_cell_that_is_open(qtbot: QtBot) -> None:
    dialog = opened(qtbot)
    activate(qtbot, dialog)
    type_over(qtbot, dialog.years.box.view, 0, 0, "17")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: column(dialog, YearColumn.PHASE_IN) == ["33.33", "66.67", "100"])
    at = dialog.years.box.view.currentIndex()
    assert (at.row(), at.column()) == (0, 0), "the cursor stays where it was"
    save_by_key(qtbot, dialog)
    assert dialog.years.grid.texts()[0][0] == "33.33"


def test_one_year_has_nothing_to_spread(qtbot: QtBot) -> None:
    dialog = opened(qtbot, Assumptions(months=12))
    assert not dialog.years.at_once.isVisible()
    assert opened(qtbot).years.at_once.isVisible()


def test_the_term_is_shown_and_so_is_where_it_comes_from(qtbot: QtBot) -> None:
    assert opened(qtbot, EVERYTHING).term.text() == (
        "The term has 30 months, that is 3 contract years. It follows the dates of the contract in "
        "the case; without dates it is 12 months."
    )
    titles = [
        opened(qtbot, EVERYTHING).years.grid.headerData(row, Qt.Orientation.Vertical)
        for row in range(3)
    ]
    assert titles == ["Year 1", "Year 2", "Year 3 · 6 months"]


def test_what_the_clause_makes_of_prices_shows_beside_them(qtbot: QtBot) -> None:
    # Example T3 of docs/costing.md: half of what lies above 2 %, at most 1.5 %.
    dialog = opened(qtbot)
    follows = dialog.years.column(YearColumn.FOLLOWS)
    assert dialog.years.box.view.isColumnHidden(follows)
    for year, rise in enumerate(("0", "4", "6"), start=1):
        type_year(qtbot, dialog, year, YearColumn.INFLATION, rise)
    dialog.clause.has_clause.click()
    assert not dialog.years.box.view.isColumnHidden(follows)
    assert column(dialog, YearColumn.FOLLOWS) == ["0.00", "4.00", "6.00"]
    for line, text in (
        (dialog.clause.threshold, "2"),
        (dialog.clause.pass_through, "50"),
        (dialog.clause.cap, "1.5"),
    ):
        line.clear()
        qtbot.keyClicks(line, text)
    assert column(dialog, YearColumn.FOLLOWS) == ["0.00", "1.00", "1.50"]
    dialog.clause.in_force.click()
    clause = CostOfLiving(D("0.0200"), D("0.5000"), D("0.0150"), in_force=True)
    assert dialog.assumptions().cost_of_living == clause


def test_a_clause_switched_off_is_not_assumed_but_what_was_typed_of_it_stays(
    qtbot: QtBot,
) -> None:
    dialog = opened(qtbot, EVERYTHING)
    dialog.clause.has_clause.click()
    assert dialog.assumptions().cost_of_living is None
    assert not dialog.clause.threshold.isEnabled()
    dialog.clause.has_clause.click()
    assert dialog.assumptions() == EVERYTHING


def test_the_workers_of_each_year_follow_from_who_joins_and_leaves(qtbot: QtBot) -> None:
    dialog = opened(qtbot)
    type_year(qtbot, dialog, 1, YearColumn.LEAVERS, "15")
    type_year(qtbot, dialog, 2, YearColumn.JOINERS, "5")
    assert column(dialog, YearColumn.WORKERS) == ["25", "30", "30"]
    type_year(qtbot, dialog, 3, YearColumn.LEAVERS, "31")
    assert column(dialog, YearColumn.WORKERS) == ["25", "30", "—"]
    sentence = "Year 3, Workers who leave: More workers leave than there are."
    assert sentence in sentences(dialog.years)
    with pytest.raises(InputError, match=sentence):
        dialog.assumptions()


def test_the_workers_of_a_year_with_a_mistake_are_a_dash(qtbot: QtBot) -> None:
    dialog = opened(qtbot)
    type_year(qtbot, dialog, 2, YearColumn.LEAVERS, "-3")
    assert column(dialog, YearColumn.WORKERS) == ["40", "—", "—"]


def test_what_follows_from_a_text_that_is_no_number_is_a_dash(qtbot: QtBot) -> None:
    dialog = opened(qtbot, EVERYTHING)
    type_year(qtbot, dialog, 2, YearColumn.INFLATION, "4 percent")
    type_year(qtbot, dialog, 2, YearColumn.JOINERS, "some")
    assert column(dialog, YearColumn.FOLLOWS) == ["0.00", "—", "0.00"]
    assert column(dialog, YearColumn.WORKERS) == ["39", "—", "—"]


def test_no_on_cost_is_there_until_one_is_entered_and_none_is_known(qtbot: QtBot) -> None:
    dialog = opened(qtbot)
    dialog.tabs.setCurrentIndex(1)
    assert dialog.on_costs.grid.texts() == ()
    assert any("The program knows no rates" in one for one in sentences(dialog.on_costs))
    assert dialog.assumptions().on_costs == ()


def test_the_usual_on_costs_are_added_by_name_and_their_rates_are_asked_for(qtbot: QtBot) -> None:
    dialog = opened(qtbot)
    dialog.tabs.setCurrentIndex(1)
    grid, view = dialog.on_costs.grid, dialog.on_costs.box.view
    grid.fill(0, 0, [("工会经费", "2")])
    qtbot.mouseClick(dialog.on_costs.usual, Qt.MouseButton.LeftButton)
    names = ("工会经费", "社会保险（单位部分）", "住房公积金")
    assert tuple(row[0] for row in grid.texts()) == names
    assert set(names) == set(USUAL_NAMES)
    assert [row[1] for row in grid.texts()] == ["2", "", ""]
    with pytest.raises(InputError, match=r"Row 2, Rate \(%\): Something is missing here\."):
        dialog.assumptions()
    assert (view.currentIndex().row(), view.currentIndex().column()) == (1, 1)
    for row, rate in ((1, "25.5"), (2, "8")):
        type_over(qtbot, view, row, 1, rate)
    qtbot.mouseClick(dialog.on_costs.usual, Qt.MouseButton.LeftButton)
    assert dialog.assumptions().on_costs == (
        OnCost("工会经费", D("0.0200")),
        OnCost("社会保险（单位部分）", D("0.2550")),
        OnCost("住房公积金", D("0.0800")),
    )


@pytest.mark.parametrize(
    ("part", "row", "at", "text", "sentence"),
    [
        ("years", 1, 0, "x", "Year 2, Increase paid (%): “x” is not a number."),
        (
            "years",
            0,
            0,
            "101",
            "Year 1, Increase paid (%): 101 % is not between 0 % and 100 %.",
        ),
        ("years", 0, 0, "", "Year 1, Increase paid (%): Something is missing here."),
        (
            "years",
            2,
            1,
            "-101",
            "Year 3 · 6 months, Rise of prices (%): -101 % is not between −100 % and 100 %.",
        ),
        ("years", 0, 1, "1.234", "Year 1, Rise of prices (%): 1.234 has more than 2 decimals."),
        ("years", 0, 4, "2.5", "Year 1, Workers who join: 2.5 has more than 0 decimals."),
        (
            "years",
            0,
            4,
            "-1",
            "Year 1, Workers who join: From 0 to 1,000,000 workers are possible.",
        ),
        ("on_costs", 1, 0, "", "Row 2, On-cost: Something is missing here."),
        (
            "on_costs",
            1,
            0,
            "社会保险（单位部分）",
            "Row 2, On-cost: “社会保险（单位部分）” comes twice.",
        ),
        ("on_costs", 0, 1, "12x", "Row 1, Rate (%): “12x” is not a number."),
        (
            "on_costs",
            0,
            2,
            "25000",
            "Row 1, Largest base (yuan a month): 社会保险（单位部分）: the least base is above the "
            "largest.",
        ),
        (
            "on_costs",
            0,
            2,
            "-1",
            "Row 1, Least base (yuan a month): Least base of 社会保险（单位部分）: -1.00 is not "
            "between 0.00 and 10000000.",
        ),
        (
            "promotions",
            1,
            1,
            "200",
            "初级工, Share of the grade's workers (%): 200 % is not between 0 % and 100 %.",
        ),
    ],
)
def test_what_cannot_be_used_stays_and_is_named_below_its_grid(
    qtbot: QtBot, part: str, row: int, at: int, text: str, sentence: str
) -> None:
    kind = DatasetKind.ROSTER if part == "promotions" else DatasetKind.OUTPUT
    dialog = opened(qtbot, EVERYTHING, kind=kind)
    shown = getattr(dialog, part)
    if part == "years" and at > 3:
        at = dialog.years.column(YearColumn.JOINERS)
    shown.grid.setData(shown.grid.index(row, at), text)
    with pytest.raises(InputError) as refused:
        dialog.assumptions()
    assert str(refused.value) == sentence
    assert shown.grid.texts()[row][at] == text
    dialog.set_submit(lambda: _use(dialog))
    dialog.tabs.setCurrentIndex(dialog.tabs.count() - 1)
    dialog.save()
    assert dialog.isVisible()
    assert sentence in sentences(shown)
    view = shown.box.view
    assert view.isVisible(), "the tab of the grid is brought into view"
    assert view.currentIndex().data(PROBLEM_ROLE)
    assert view.accessibleDescription() == sentence
    assert dialog.tabs.tabToolTip(dialog.tabs.currentIndex()) == sentence


def _use(dialog: AssumptionsDialog) -> None:
    dialog.assumptions()


@pytest.mark.parametrize(
    ("part", "line", "text", "sentence"),
    [
        ("clause", "threshold", "", "Threshold: a number is missing."),
        ("clause", "pass_through", "120", "Pass-through: 120 % is not between 0 % and 100 %."),
        ("clause", "cap", "much", "Cap of one year: “much” is not a number."),
        ("hours", "hours", "8.123", "Hours paid and not worked: 8.123 has more than 2 decimals."),
        (
            "hours",
            "hours",
            "1984",
            "Hours paid and not worked: 1984.00 is not between 0.00 and 1983.99.",
        ),
    ],
)
def test_a_field_says_below_itself_what_is_wrong_and_takes_it_back(
    qtbot: QtBot, part: str, line: str, text: str, sentence: str
) -> None:
    dialog = opened(qtbot, EVERYTHING)
    field = getattr(getattr(dialog, part), line)
    was = field.text()
    field.clear()
    qtbot.keyClicks(field, text or " ")
    with pytest.raises(InputError) as refused:
        dialog.assumptions()
    assert str(refused.value) == sentence
    dialog.set_submit(lambda: _use(dialog))
    dialog.save()
    assert field.isVisible()
    assert field.property("invalid") == "true"
    assert sentence in sentences(getattr(dialog, part))
    assert not dialog.tabs.tabIcon(dialog.tabs.currentIndex()).isNull()
    field.clear()
    qtbot.keyClicks(field, was)
    assert field.property("invalid") == ""
    assert sentence not in sentences(getattr(dialog, part))
    assert dialog.tabs.tabIcon(dialog.tabs.currentIndex()).isNull()
    assert dialog.assumptions() == EVERYTHING


def test_the_highest_grade_has_nowhere_to_move_and_a_grade_that_went_can_be_emptied(
    qtbot: QtBot,
) -> None:
    dialog = opened(
        qtbot, EVERYTHING, kind=DatasetKind.ROSTER, grades=("初级工", "中级工", "高级工")
    )
    assert dialog.promotions is not None
    rows = dialog.promotions.grid.texts()
    assert rows == (
        ("中级工", "10"),
        ("高级工", ""),
        ("not in the wage grid, or its highest grade", "2.5"),
    )
    assert dialog.assumptions() == EVERYTHING
    dialog.promotions.grid.clear_cells([(2, 1)])
    assert dialog.assumptions().promotions == (Promotion("初级工", D("0.1000")),)


def test_a_roster_has_promotions_and_no_output_and_records_of_work_the_other_way_round(
    qtbot: QtBot,
) -> None:
    roster = opened(qtbot, EVERYTHING, kind=DatasetKind.ROSTER)
    work = opened(qtbot, EVERYTHING, kind=DatasetKind.OUTPUT)
    assert "Growth of output (%)" not in [one.title for one in roster.years.grid.columns]
    assert "Growth of output (%)" in [one.title for one in work.years.grid.columns]
    titles = [
        [dialog.tabs.tabText(at) for at in range(dialog.tabs.count())] for dialog in (roster, work)
    ]
    assert [("&Promotions" in one) for one in titles] == [True, False]


def test_a_mark_says_what_it_leaves_of_a_figure(qtbot: QtBot) -> None:
    dialog = opened(qtbot)
    dialog.tabs.setCurrentWidget(dialog.quality.parentWidget())
    items = [dialog.quality.facts.itemText(at) for at in range(3)]
    assert items == [
        "measured: figures stand as they are",
        "reported: ±2 %, 4 digits",
        "estimated: ±10 %, 2 digits",
    ]
    dialog.quality.assumed.setFocus()
    qtbot.keyClick(dialog.quality.assumed, Qt.Key.Key_Down)
    assert "The inputs are measured: the figure is 104,728.31." in (
        dialog.quality.facts_example.text()
    )
    assert "about 104,700, between 102,600 and 106,900" in dialog.quality.term_example.text()
    qtbot.keyClick(dialog.quality.facts, Qt.Key.Key_End)
    assert "between 94,000 and 120,000" in dialog.quality.term_example.text()
    found = dialog.assumptions()
    assert (found.facts_quality, found.assumptions_quality) == (
        Quality.ESTIMATED,
        Quality.REPORTED,
    )


def test_saving_by_key_takes_the_cell_still_being_typed_in(qtbot: QtBot) -> None:
    dialog = opened(qtbot)
    saved: list[Assumptions] = []
    dialog.set_submit(lambda: saved.append(dialog.assumptions()))
    activate(qtbot, dialog)
    view = dialog.years.box.view
    assert view.hasFocus()
    type_over(qtbot, view, 0, dialog.years.column(YearColumn.PHASE_IN), "40")
    save_by_key(qtbot, dialog)
    assert not dialog.isVisible()
    assert [one.phase_in for one in saved] == [(D("0.4000"), D(1), D(1))]


def test_what_the_store_refuses_is_said_and_nothing_typed_is_lost(qtbot: QtBot) -> None:
    def refuse() -> None:
        raise RuleError("The case is in the trash.")

    dialog = opened(qtbot, EVERYTHING)
    dialog.set_submit(refuse)
    dialog.hours.hours.setText("12")
    dialog.save()
    assert dialog.message.text() == "The case is in the trash."
    assert dialog.isVisible()
    assert dialog.assumptions().hours_lost == D("12.00")


def test_escape_asks_before_it_lets_go_of_what_was_typed(qtbot: QtBot) -> None:
    dialog = opened(qtbot)
    type_year(qtbot, dialog, 1, YearColumn.JOINERS, "3")
    dialog.reject()
    assert dialog.isVisible()
    assert "not saved yet" in dialog.message.text()
    dialog.reject()
    assert not dialog.isVisible()


def test_tab_walks_through_every_field_of_a_page_in_reading_order(qtbot: QtBot) -> None:
    dialog = opened(qtbot, EVERYTHING)
    activate(qtbot, dialog)
    walked: list[QWidget] = []
    dialog.years.box.view.setCurrentIndex(
        dialog.years.grid.index(2, dialog.years.column(YearColumn.LEAVERS))
    )
    for _step in range(10):
        field = QApplication.focusWidget()
        assert field is not None
        walked.append(field)
        qtbot.keyClick(field, Qt.Key.Key_Tab)
    clause = dialog.clause
    assert walked == [
        dialog.years.box.view,
        dialog.years.at_once,
        dialog.years.in_steps,
        dialog.years.at_last,
        clause.has_clause,
        clause.in_force,
        clause.threshold,
        clause.pass_through,
        clause.cap,
        dialog.save_button,
    ]


def test_every_field_has_a_name(qtbot: QtBot) -> None:
    dialog = opened(qtbot, EVERYTHING, kind=DatasetKind.ROSTER)
    fields: list[QWidget] = [
        field
        for kind in (QLineEdit, QComboBox, QTableView, QTabWidget)
        for field in dialog.findChildren(kind)
    ]
    assert len(fields) >= 10
    assert [field for field in fields if not field.accessibleName()] == []
    buttons = [*dialog.findChildren(QPushButton), *dialog.findChildren(QCheckBox)]
    assert [one for one in buttons if not one.text()] == []


def test_the_longest_term_fits_a_small_screen(qtbot: QtBot) -> None:
    longest = replace(EVERYTHING.with_months(60), promotions=())
    for kind in DatasetKind:
        dialog = opened(qtbot, longest, kind=kind, workers=100)
        assert dialog.sizeHint().height() <= SMALLEST_ROOM
        assert dialog.sizeHint().width() <= 1340
        bar = dialog.years.box.view.verticalScrollBar()
        assert bar.maximum() == 0, "no year is out of sight"


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_each_letter_leads_to_one_place(qtbot: QtBot, language: str) -> None:
    i18n.use_language(language)
    dialog = opened(qtbot, EVERYTHING, kind=DatasetKind.ROSTER)
    assert_own_letters(dialog, least=5)
