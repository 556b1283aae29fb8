"""Undo on the costing page: what was tried here first, and never another case unseen."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from negotiator_desk.bargaining.parties import CaseKind, Side
from negotiator_desk.pay.cells import with_cell
from negotiator_desk.services.cases import CaseDetails, create_case, get_case
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.offers import accept_offer, table_offer
from negotiator_desk.services.what_ifs import list_what_ifs
from negotiator_desk.ui.main_window import MainWindow
from negotiator_desk.ui.pages.costing import CostingPage
from negotiator_desk.ui.pages.costing_trials import SourceKind
from negotiator_desk.ui.places import PageName, Place
from tests.ui.case_fixtures import PRESENT, add_meeting, add_output, add_rates
from tests.ui.costing_steps import activate, open_costing, settle
from tests.ui.pages.test_costing import type_value

_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def issue_id(desk: Desk, case_id: str, tmp_path: Path) -> str:
    """Piece rates on a small dataset."""
    return add_rates(desk, case_id, add_output(desk, case_id, tmp_path))


def tried(page: CostingPage) -> Decimal | str:
    """The rate that is tried now."""
    model = page.board.card.model
    row = model.row_of("rate:同城")
    assert row is not None
    cell = model.cell_at(row)
    assert cell is not None
    return cell.value


def test_ctrl_z_takes_back_the_trial_before_anything_in_the_store(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, issue_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    activate(qtbot, window)
    before = desk.undo_step
    type_value(qtbot, page, "rate:同城", "1.25")
    type_value(qtbot, page, "rate:同城", "1.30")
    settle(qtbot, page)
    assert window.actions_.undo.text() == "&Undo: trial"
    qtbot.keyClick(window, Qt.Key.Key_Z, _CTRL)
    settle(qtbot, page)
    assert tried(page) == Decimal("1.15"), "typing one number is one step"
    assert window.status.said() == "Undone: trial"
    assert desk.undo_step == before
    assert window.actions_.undo.text() != "&Undo: trial"
    assert window.actions_.redo.text() == "&Redo: trial"
    qtbot.keyClick(window, Qt.Key.Key_Z, _CTRL | _SHIFT)
    settle(qtbot, page)
    assert tried(page) == Decimal("1.30")
    page.trials.take_back()


def test_whole_terms_and_drops_are_steps_of_their_own(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    for rate in ("1.20", "1.25"):
        page.board.try_value("rate:同城", Decimal("1.18"))
        page.board.try_value("rate:同城", Decimal(rate))
        page.board._finish_step()
    page.board.try_terms(with_cell(PRESENT, "rate:同城", Decimal("1.40")))
    settle(qtbot, page)
    found = [tried(page)]
    while page.undo_name():
        window.undo()
        found.append(tried(page))
    assert found == [Decimal(text) for text in ("1.40", "1.25", "1.20", "1.15")]
    assert not page.trials.is_changed


def test_an_operation_of_another_case_is_named_with_it_before_and_after_it_is_undone(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, issue_id: str
) -> None:
    open_costing(qtbot, window, case_id)
    title = "A case whose title is much longer than the menu"
    window.announce(create_case(desk, CaseDetails(title, CaseKind.ENTERPRISE)))
    assert window.actions_.undo.text() == "&Undo: Create case (A case whose title is mu…)"
    window.undo()
    assert window.status.said() == f"Undone: Create case ({title})"


def test_an_acceptance_elsewhere_is_found_by_its_issue(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, issue_id: str
) -> None:
    meeting = add_meeting(desk, case_id)
    terms = with_cell(PRESENT, "rate:同城", Decimal("1.25"))
    (offer,) = table_offer(desk, meeting, Side.EMPLOYEE, [(issue_id, terms)], binding=True).value
    other = create_case(desk, CaseDetails("Other", CaseKind.ENTERPRISE)).value
    window.announce(accept_offer(desk, offer, Side.EMPLOYER, meeting))
    open_costing(qtbot, window, case_id)
    assert window.actions_.undo.text() == "&Undo: Accept offer"
    window.go(Place(PageName.OVERVIEW, other))
    title = get_case(desk, case_id).title
    assert window.actions_.undo.text() == f"&Undo: Accept offer ({title})"
    window.undo()
    assert window.status.said() == f"Undone: Accept offer ({title})"
    assert window.actions_.redo.text() == f"&Redo: Accept offer ({title})"


def test_the_trial_kept_at_closing_is_chosen_at_the_next_opening_once(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, issue_id: str
) -> None:
    page = open_costing(qtbot, window, case_id)
    type_value(qtbot, page, "rate:同城", "1.25")
    settle(qtbot, page)
    assert page.may_close()
    (kept,) = list_what_ifs(desk, issue_id)
    again = CostingPage(window.context)
    qtbot.addWidget(again)
    again.show_place(Place(PageName.COSTING, case_id))
    settle(qtbot, again)
    chosen = again.trials.chosen
    assert chosen is not None
    assert (chosen.kind, chosen.id) == (SourceKind.KEPT, kept.id)
    assert "“Last trial” is chosen" in window.status.said()
    third = CostingPage(window.context)
    qtbot.addWidget(third)
    third.show_place(Place(PageName.COSTING, case_id))
    settle(qtbot, third)
    assert third.trials.chosen is not None
    assert third.trials.chosen.kind is SourceKind.PRESENT
    page.trials.take_back()
