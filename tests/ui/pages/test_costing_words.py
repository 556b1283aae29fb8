"""Words and keys on the costing page that a new user stumbled over."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from negotiator_desk.pay.assumptions import OnCost
from negotiator_desk.services.assumptions import get_assumptions, save_assumptions
from negotiator_desk.services.desk import Desk
from negotiator_desk.ui.itemmodels.trial import NOW
from negotiator_desk.ui.main_window import MainWindow
from negotiator_desk.ui.pages.costing_tab_people import PeopleTab
from negotiator_desk.ui.pages.costing_tabs import TabName
from negotiator_desk.ui.widgets.labels import LineLabel
from tests.ui.case_fixtures import add_output, add_rates
from tests.ui.costing_steps import activate, look_at, open_costing, settle
from tests.ui.pages.test_costing import type_value
from tests.ui.typing_keys import type_over


@pytest.fixture
def issue_id(desk: Desk, case_id: str, tmp_path: Path) -> str:
    """Piece rates on a small dataset."""
    return add_rates(desk, case_id, add_output(desk, case_id, tmp_path))


def test_the_cost_says_that_on_costs_and_steps_are_in_the_term_only(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, issue_id: str
) -> None:
    assumed = get_assumptions(desk, issue_id)
    parts = (Decimal("0.5000"), *assumed.phase_in[1:])
    entered = replace(assumed, on_costs=(OnCost("社会保险", Decimal("0.2000")),), phase_in=parts)
    save_assumptions(desk, issue_id, entered)
    page = open_costing(qtbot, window, case_id)
    type_value(qtbot, page, "rate:同城", "1.25")
    settle(qtbot, page)
    card = page.board.figures.cost
    assert "(with on-costs, in steps): +¥" in card.accessibleName()
    assert "without the employer's on-costs" in card.toolTip()
    page.trials.take_back()


def test_a_search_that_finds_nobody_or_is_cleared_leaves_no_figures(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    tab = look_at(qtbot, page, TabName.PEOPLE)
    assert isinstance(tab, PeopleTab)
    nothing = tab.figures.text()
    person = tab._people[0].title
    for text in ("zzz", ""):
        tab.search.setText(person)
        assert tab.figures.text() != nothing
        tab.search.setText(text)
        assert tab.figures.text() == nothing


def test_tab_leaves_the_terms_and_takes_what_was_typed(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    activate(qtbot, window)
    view = page.board.card.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() not in {view, None}
    view.setFocus()
    row = page.board.card.model.row_of("rate:同城")
    assert row is not None
    type_over(qtbot, view, row, NOW, "1.25")
    editor = view.indexWidget(view.currentIndex())
    assert editor is not None
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    settle(qtbot, page)
    assert QApplication.focusWidget() not in {view, None}
    assert page.board.card.model.index(row, NOW).data() == "1.2500"
    page.trials.take_back()


def test_a_long_title_ends_in_an_ellipsis(qtbot: QtBot) -> None:
    label = LineLabel()
    qtbot.addWidget(label)
    label.setText("A very long title of a case " * 10)
    label.resize(200, 30)
    label.show()
    assert label.shown().endswith("…")
    assert label.minimumSizeHint().width() < 200
    assert not label.grab().isNull()
