"""Beside each value of an offer stands what one more step of it costs a year."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.pay.cells import cells, with_cell
from negotiator_desk.pay.terms import RateTable, Terms
from negotiator_desk.services.issues import IssueView
from negotiator_desk.ui.dialogs.offer_form import OfferDialog
from negotiator_desk.ui.dialogs.offer_panel import OfferPanel
from negotiator_desk.ui.dialogs.offer_start import IssueOnTable
from negotiator_desk.ui.dialogs.terms_rates import RateTableEditor
from negotiator_desk.ui.itemmodels.offer import ITEM, NEW, STEP
from tests.ui.dialogs.test_mnemonics import view
from tests.ui.dialogs.test_terms_editors import EXAMPLES
from tests.ui.typing_keys import type_over

RATES, SHARES, FEES, GRID, _NUMBER, TEXT = EXAMPLES
D = Decimal
WAITING = "costing …"


def on_data(terms: Terms) -> IssueView:
    return replace(view(terms), dataset_id="data")


def steps_of(terms: Terms, *, first: int = 100) -> dict[str, Decimal]:
    """Return figures that tell values and terms apart; the first value is at its bound.

    Of the example of rates, “province” is the fourth: `first` + 3.
    """
    numbers = [one for one in cells(terms) if not isinstance(one.value, str)]
    return {one.key: D(first + place) for place, one in enumerate(numbers) if place}


class Asked:
    """An open form, and what it asked for."""

    def __init__(self, qtbot: QtBot, *issues: IssueView) -> None:
        items = tuple(IssueOnTable(issue, ()) for issue in issues)
        self.dialog = OfferDialog(items, side=Side.EMPLOYEE, chosen=issues[0].id, session_number=1)
        qtbot.addWidget(self.dialog, before_close_func=_let_go)
        self.questions: list[tuple[str, Any]] = []
        self.dialog.steps_wanted.connect(self._note)
        self.dialog.ask_for_costs()
        self.dialog.show()
        qtbot.waitExposed(self.dialog)

    def _note(self, issue_id: str, terms: Terms) -> None:
        self.questions.append((issue_id, terms))

    @property
    def panel(self) -> OfferPanel:
        return self.dialog.panel("1")

    def answer(self, place: int = -1, *, first: int = 100) -> dict[str, Decimal]:
        """Answer a question; return the figures."""
        issue_id, terms = self.questions[place]
        steps = steps_of(terms, first=first)
        self.dialog.show_steps(issue_id, terms, steps)
        return steps


def _let_go(dialog: OfferDialog) -> None:
    dialog.done(0)


def column(panel: OfferPanel) -> dict[str, str]:
    """Return what the column of steps shows, by the name of the value."""
    return {row[ITEM]: row[STEP] for row in panel.grid.texts()}


def test_the_column_says_that_it_waits_then_what_a_step_costs_and_a_dash_at_a_bound(
    qtbot: QtBot,
) -> None:
    asked = Asked(qtbot, on_data(RATES))
    panel = asked.panel
    assert asked.questions == [("1", RATES)]
    shown = column(panel)
    assert shown["city"] == shown["Monthly guarantee"] == WAITING
    assert shown["heat · Minimum wage"] == "", "words have no step"
    steps = asked.answer()
    shown = column(panel)
    assert shown["city"] == "—"
    assert shown["province"] == f"{steps['rate:province']:.2f}"
    assert shown["stairs · Allowance"] == f"{steps['allowance:stairs']:.2f}"
    assert shown["heat · Minimum wage"] == ""
    tips = [panel.grid.index(row, STEP).data(Qt.ItemDataRole.ToolTipRole) for row in range(2)]
    assert tips == [
        "city: no further step is possible.",
        f"province, +0.01 yuan/件: +¥\xa0{steps['rate:province']:.2f} a year",
    ]


def test_the_cost_of_what_was_typed_over_is_muted_until_the_next_answer(qtbot: QtBot) -> None:
    asked = Asked(qtbot, on_data(RATES))
    dialog = asked.dialog
    qtbot.waitUntil(lambda: not dialog._timer.isActive())
    dialog.show_costs({"1": None})
    assert dialog.cost.property("role") == "section"
    asked.panel.edited.emit()
    assert dialog.cost.property("role") == "mute"
    dialog.show_costs({"1": None})
    assert dialog.cost.property("role") == "mute", "an answer to what was asked before"
    qtbot.waitUntil(lambda: not dialog._timer.isActive())
    dialog.show_costs({"1": None})
    assert dialog.cost.property("role") == "section"


def test_figures_stand_right_aligned_below_a_header_with_their_unit(qtbot: QtBot) -> None:
    asked = Asked(qtbot, on_data(RATES))
    grid = asked.panel.grid
    alignment = Qt.ItemDataRole.TextAlignmentRole
    assert grid.headerData(STEP, Qt.Orientation.Horizontal) == "Step (¥/yr)"
    assert grid.index(0, STEP).data(alignment) & Qt.AlignmentFlag.AlignRight
    assert not grid.flags(grid.index(0, STEP)) & Qt.ItemFlag.ItemIsEditable


def test_the_step_of_the_value_one_stands_on_is_said_in_words(qtbot: QtBot) -> None:
    asked = Asked(qtbot, on_data(SHARES))
    panel = asked.panel
    assert panel.box.view.currentIndex().row() == 1, "the first row is a choice, not a number"
    assert panel.step.text() == "Tier 1 · Take rate: one more step is being costed …"
    steps = asked.answer()
    assert panel.step.text() == "Tier 1 · Take rate: no further step is possible."
    qtbot.keyClick(panel.box.view, Qt.Key.Key_Down)
    assert panel.step.text() == (
        f"Tier 1 · End of tier, +0.01 yuan: +¥\xa0{steps['tier_end:0']:.2f} a year"
    )
    panel.box.view.setCurrentIndex(panel.grid.index(0, NEW))
    assert panel.step.text().strip() == "", "a choice has no step"
    assert panel.step.isVisible(), "nothing moves when there is nothing to say"


def test_what_is_known_stays_while_one_types_and_gives_way_to_the_answer(qtbot: QtBot) -> None:
    asked = Asked(qtbot, on_data(RATES))
    asked.answer(first=100)
    panel = asked.panel
    before = column(panel)
    type_over(qtbot, panel.box.view, 1, NEW, "0.95")
    qtbot.waitUntil(lambda: len(asked.questions) == 2)
    assert asked.questions[1] == ("1", with_cell(RATES, "rate:province", D("0.9500")))
    assert column(panel) == before
    assert panel.step.text().endswith(" a year · being costed …")
    steps = asked.answer(first=500)
    assert column(panel)["province"] == f"{steps['rate:province']:.2f}"
    assert panel.step.text().endswith(f"¥\xa0{steps['rate:province']:.2f} a year")
    assert panel.grid.texts()[1][NEW] == "0.95", "the open cell keeps what was typed"


def test_an_answer_that_was_overtaken_is_not_shown(qtbot: QtBot) -> None:
    asked = Asked(qtbot, on_data(RATES))
    panel = asked.panel
    panel.type_cell("rate:city", "1.2")
    qtbot.waitUntil(lambda: len(asked.questions) == 2)
    asked.answer(0)
    assert column(panel)["province"] == WAITING
    asked.answer(1)
    assert column(panel)["province"] == "103.00"


def test_terms_that_cannot_be_used_ask_nothing_and_keep_the_steps_before(qtbot: QtBot) -> None:
    asked = Asked(qtbot, on_data(RATES))
    asked.answer()
    before = column(asked.panel)
    asked.panel.type_cell("rate:city", "dear")
    asked.dialog.ask_for_costs()
    assert len(asked.questions) == 1
    assert column(asked.panel) == before
    asked.panel.type_cell("rate:city", "1.15")
    asked.dialog.ask_for_costs()
    assert len(asked.questions) == 1, "what is known is not asked again"
    assert not asked.panel.is_waiting


def test_each_side_has_the_steps_of_its_own_terms(qtbot: QtBot) -> None:
    asked = Asked(qtbot, on_data(RATES))
    ours = asked.panel
    ours.type_cell("rate:city", "1.2")
    qtbot.waitUntil(lambda: len(asked.questions) == 2)
    box = asked.dialog.side_box
    box.setCurrentIndex(box.findData(Side.EMPLOYER.value))
    qtbot.waitUntil(lambda: len(asked.questions) == 3)
    theirs = asked.panel
    assert theirs is not ours
    asked.answer(1, first=100)
    assert column(theirs)["province"] == WAITING
    assert column(ours)["province"] == "103.00"
    asked.answer(2, first=300)
    assert column(theirs)["province"] == "303.00"
    assert column(ours)["province"] == "103.00"


def test_an_issue_without_data_has_no_column_of_steps_and_asks_for_none(qtbot: QtBot) -> None:
    asked = Asked(qtbot, view(RATES))
    assert asked.questions == []
    assert asked.panel.box.view.isColumnHidden(STEP)
    assert not asked.panel.step.isVisible()
    asked.panel.edit_whole()
    assert not asked.dialog.steps_box.isVisible()


@pytest.mark.parametrize("terms", [RATES, SHARES, FEES, GRID], ids=lambda one: type(one).__name__)
def test_the_editor_of_all_terms_has_the_steps_beside_it(qtbot: QtBot, terms: Terms) -> None:
    asked = Asked(qtbot, on_data(terms))
    assert not asked.dialog.steps_box.isVisible()
    asked.panel.edit_whole()
    assert asked.dialog.steps_box.isVisible()
    rows = asked.dialog.steps.texts()
    assert {row[1] for row in rows} == {WAITING}
    steps = asked.answer()
    rows = asked.dialog.steps.texts()
    figures = [row[1] for row in rows if row[1] != "—"]
    assert set(figures) <= {f"{cost:.2f}" for cost in steps.values()}
    assert len(rows) >= 5
    if isinstance(terms, RateTable):
        assert [row[0] for row in rows][:2] == ["city", "province"]
        assert not any("Quota" in row[0] for row in rows), "a quota is no pay"
    tip = asked.dialog.steps.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert rows[1][0] in tip
    assert tip.endswith("a year")


def test_what_is_typed_into_the_editor_of_all_terms_is_asked_for_too(qtbot: QtBot) -> None:
    asked = Asked(qtbot, on_data(RATES))
    asked.panel.edit_whole()
    asked.answer()
    editor = asked.panel.terms.editor
    assert isinstance(editor, RateTableEditor)
    editor.guarantee.clear()
    qtbot.keyClicks(editor.guarantee, "3000")
    qtbot.waitUntil(lambda: len(asked.questions) == 2)
    assert asked.questions[1] == ("1", with_cell(RATES, "guarantee", D("3000.00")))
    asked.answer(first=700)
    assert asked.dialog.steps.texts()[1] == ("province", "703.00")


def test_only_the_issue_in_view_is_asked_for(qtbot: QtBot) -> None:
    other = replace(on_data(GRID), id="2", position=2, title="Grades")
    asked = Asked(qtbot, on_data(RATES), other)
    assert [issue for issue, _terms in asked.questions] == ["1"]
    asked.dialog.issues.setCurrentRow(1)
    qtbot.waitUntil(lambda: len(asked.questions) == 2)
    assert asked.questions[1] == ("2", GRID)
    text = replace(view(TEXT), id="3", position=3)
    assert Asked(qtbot, replace(text, id="1")).questions == []


def test_the_form_keeps_its_layout_when_the_first_figures_arrive(qtbot: QtBot) -> None:
    asked = Asked(qtbot, on_data(RATES))
    before = asked.panel.box.view.geometry()
    assert asked.dialog.cost.text() == "being costed …"
    asked.answer()
    asked.dialog.cost.setText("+¥\xa03,600 a year against the present")
    qtbot.wait(1)
    assert asked.panel.box.view.geometry() == before
