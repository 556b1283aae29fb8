from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from negotiator_desk.bargaining.offers import IssueState, OfferState
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import InputError
from negotiator_desk.pay.cells import cell, cells, with_cell
from negotiator_desk.pay.costing import UnitCost
from negotiator_desk.pay.terms import Terms
from negotiator_desk.services.costings import cost_of_one_unit
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import get_issue
from negotiator_desk.services.mandates import MandateDetails, save_mandate
from negotiator_desk.services.offer_views import list_offers
from negotiator_desk.services.offers import accept_offer, table_offer
from negotiator_desk.services.sessions import list_sessions
from negotiator_desk.ui import display, display_terms
from negotiator_desk.ui.dialogs.offer_form import OfferDialog
from negotiator_desk.ui.dialogs.session_form import SessionDialog
from negotiator_desk.ui.dialogs.terms_rates import RateTableEditor
from negotiator_desk.ui.itemmodels.offer import NEW, STEP
from negotiator_desk.ui.main_window import MainWindow
from negotiator_desk.ui.pages import table_costs
from negotiator_desk.ui.pages.table import TablePage
from negotiator_desk.ui.places import PageName, Place
from tests.ui.case_fixtures import PRESENT, add_meeting, add_output, add_rates
from tests.ui.typing_keys import save_by_key, type_over

_DEARER = with_cell(PRESENT, "rate:同城", Decimal("1.2500"))


@pytest.fixture
def issue_id(desk: Desk, case_id: str, tmp_path: Path) -> str:
    """Piece rates on a small dataset."""
    return add_rates(desk, case_id, add_output(desk, case_id, tmp_path))


@pytest.fixture
def session_id(desk: Desk, case_id: str) -> str:
    """The first session of the case."""
    return add_meeting(desk, case_id)


def _open(qtbot: QtBot, window: MainWindow, case_id: str) -> TablePage:
    window.go(Place(PageName.TABLE, case_id))
    page = window.page(PageName.TABLE)
    assert isinstance(page, TablePage)
    qtbot.waitUntil(lambda: not page.offers.costs.is_busy)
    return page


def _offer_dialog() -> OfferDialog:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, OfferDialog)
    return dialog


def test_an_offer_is_typed_as_a_difference_costed_and_tabled(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, issue_id: str, session_id: str
) -> None:
    page = _open(qtbot, window, case_id)
    qtbot.mouseClick(page.offers.offer_button, Qt.MouseButton.LeftButton)
    dialog = _offer_dialog()
    assert dialog.side is Side.EMPLOYEE
    panel = dialog.panel(issue_id)
    panel.type_cell("rate:同城", "1.25")
    assert panel.changes() == 1
    # 0.10 yuan more on 3,000 units a month.
    qtbot.waitUntil(lambda: "+¥\xa03,600 a year" in dialog.cost.text())
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    (offer,) = list_offers(desk, issue_id)
    assert cell(offer.terms, "rate:同城").value == Decimal("1.2500")
    assert cell(offer.terms, "rate:省内").value == Decimal("0.9000")
    qtbot.waitUntil(lambda: page.offers.figures.cost.figure() == "+¥\xa03,600")
    row = page.offers.terms.table.model.rows[0]
    assert row.employee is not None
    assert row.employee.value == Decimal("1.2500")
    qtbot.waitUntil(lambda: page.offers.figures.step.figure() == "+¥\xa0360.00")


def test_a_wrong_figure_keeps_the_editor_open_with_what_was_typed(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, issue_id: str, session_id: str
) -> None:
    page = _open(qtbot, window, case_id)
    page.offers.new_offer()
    dialog = _offer_dialog()
    dialog.panel(issue_id).type_cell("rate:同城", "dear")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert "“dear” is not a number" in dialog.message.text()
    assert list_offers(desk, issue_id) == ()
    dialog.reject()


def test_the_other_side_accepts_and_undo_takes_it_back(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, issue_id: str, session_id: str
) -> None:
    table_offer(desk, session_id, Side.EMPLOYEE, [(issue_id, PRESENT)], binding=True)
    page = _open(qtbot, window, case_id)
    qtbot.mouseClick(page.offers.log.accept_button, Qt.MouseButton.LeftButton)
    assert get_issue(desk, issue_id).state is IssueState.AGREED
    assert not page.offers.log.accept_button.isEnabled()
    assert not page.offers.offer_button.isEnabled()
    window.undo()
    assert get_issue(desk, issue_id).state is IssueState.OPEN
    assert page.offers.offer_button.isEnabled()
    qtbot.waitUntil(lambda: not page.offers.costs.is_busy)


def test_an_exploratory_offer_cannot_be_accepted_but_withdrawn(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, issue_id: str, session_id: str
) -> None:
    table_offer(desk, session_id, Side.EMPLOYER, [(issue_id, PRESENT)], binding=False)
    page = _open(qtbot, window, case_id)
    assert not page.offers.log.accept_button.isEnabled()
    qtbot.mouseClick(page.offers.log.withdraw_button, Qt.MouseButton.LeftButton)
    assert [one.state for one in list_offers(desk, issue_id)] == [OfferState.WITHDRAWN]
    qtbot.waitUntil(lambda: not page.offers.costs.is_busy)


def test_the_first_offer_opens_a_session_first(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, issue_id: str
) -> None:
    page = _open(qtbot, window, case_id)
    page.offers.new_offer()
    form = QApplication.activeModalWidget()
    assert isinstance(form, SessionDialog)
    qtbot.mouseClick(form.save_button, Qt.MouseButton.LeftButton)
    assert [one.number for one in list_sessions(desk, case_id)] == [1]
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), OfferDialog))
    _offer_dialog().reject()
    qtbot.waitUntil(lambda: not page.offers.costs.is_busy)


def test_nothing_of_a_mandate_is_on_the_table(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, issue_id: str, session_id: str
) -> None:
    save_mandate(desk, issue_id, Side.EMPLOYEE, MandateDetails(None, None, 77, "SECRETNOTE"))
    page = _open(qtbot, window, case_id)
    texts = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "SECRETNOTE" not in texts
    assert "77" not in texts


def test_tabling_by_key_takes_the_cell_still_being_typed_in(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, issue_id: str, session_id: str
) -> None:
    page = _open(qtbot, window, case_id)
    page.offers.new_offer()
    dialog = _offer_dialog()
    view = dialog.panel(issue_id).box.view
    type_over(qtbot, view, 0, view.model().columnCount() - 1, "1.25")
    qtbot.waitUntil(lambda: "+¥\xa03,600 a year" in dialog.cost.text())
    save_by_key(qtbot, dialog)
    (offer,) = list_offers(desk, issue_id)
    assert cell(offer.terms, "rate:同城").value == Decimal("1.2500")
    qtbot.waitUntil(lambda: not page.offers.costs.is_busy)


def test_an_answer_starts_from_the_present_terms_and_not_from_the_other_sides_figures(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, issue_id: str, session_id: str
) -> None:
    table_offer(desk, session_id, Side.EMPLOYEE, [(issue_id, _DEARER)], binding=True)
    page = _open(qtbot, window, case_id)
    page.offers.new_offer()
    dialog = _offer_dialog()
    assert dialog.side is Side.EMPLOYER
    assert dialog.panel(issue_id).read() == PRESENT
    dialog.side_box.setCurrentIndex(dialog.side_box.findData(Side.EMPLOYEE.value))
    assert dialog.panel(issue_id).read() == _DEARER
    dialog.done(0)
    qtbot.waitUntil(lambda: not page.offers.costs.is_busy)


def test_an_offer_equal_to_the_other_sides_is_tabled_only_when_asked_for_twice(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, issue_id: str, session_id: str
) -> None:
    table_offer(desk, session_id, Side.EMPLOYEE, [(issue_id, _DEARER)], binding=True)
    page = _open(qtbot, window, case_id)
    page.offers.new_offer()
    dialog = _offer_dialog()
    view = dialog.panel(issue_id).box.view
    type_over(qtbot, view, 0, view.model().columnCount() - 1, "1.25")
    save_by_key(qtbot, dialog)
    assert "this equals the other side's offer: accept it instead" in dialog.message.text()
    assert len(list_offers(desk, issue_id)) == 1
    save_by_key(qtbot, dialog)
    assert len(list_offers(desk, issue_id)) == 2
    qtbot.waitUntil(lambda: not page.offers.costs.is_busy)


def test_the_cost_stands_below_what_scrolls(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str, session_id: str
) -> None:
    page = _open(qtbot, window, case_id)
    page.offers.new_offer()
    dialog = _offer_dialog()
    assert dialog.cost.parent() is dialog
    assert dialog.height() <= dialog.screen().availableGeometry().height()
    dialog.done(0)
    qtbot.waitUntil(lambda: not page.offers.costs.is_busy)


def test_an_agreed_issue_has_one_column_of_what_was_agreed(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, issue_id: str, session_id: str
) -> None:
    (first,) = table_offer(
        desk, session_id, Side.EMPLOYEE, [(issue_id, _DEARER)], binding=True
    ).value
    table_offer(desk, session_id, Side.EMPLOYER, [(issue_id, PRESENT)], binding=True)
    accept_offer(desk, first, Side.EMPLOYER, session_id)
    page = _open(qtbot, window, case_id)
    shown = page.offers.terms.table.view
    titles = [
        shown.model().headerData(column, Qt.Orientation.Horizontal)
        for column in range(shown.model().columnCount())
        if not shown.isColumnHidden(column)
    ]
    assert titles == ["Item", "Present", "Agreed", "Step (¥/yr)", "State"]
    states = [page.offers.log.table.model.index(row, 3).data() for row in range(2)]
    assert states == ["Not accepted", "Settled"]
    page.offers.log.table.choose(lambda row: row.offer.side is Side.EMPLOYER)
    assert not page.offers.log.accept_button.isEnabled()
    assert page.offers.log.accept_button.toolTip() == "The issue is agreed by another offer."


def test_accepting_says_for_which_side_and_why_it_cannot_be(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, issue_id: str, session_id: str
) -> None:
    table_offer(desk, session_id, Side.EMPLOYEE, [(issue_id, PRESENT)], binding=False)
    page = _open(qtbot, window, case_id)
    assert page.offers.log.accept_button.text().startswith("Employer accepts")
    assert not page.offers.log.accept_button.isEnabled()
    reason = "An exploratory offer cannot be accepted: answer it with an offer."
    assert page.offers.log.accept_button.toolTip() == reason
    assert page.offers.log.accept_button.statusTip() == reason
    qtbot.waitUntil(lambda: not page.offers.costs.is_busy)


def test_values_are_not_counted_as_apart_while_one_side_is_silent(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, issue_id: str, session_id: str
) -> None:
    table_offer(desk, session_id, Side.EMPLOYEE, [(issue_id, PRESENT)], binding=True)
    page = _open(qtbot, window, case_id)
    texts = [label.text() for label in page.offers.terms.findChildren(QLabel)]
    assert "Employer side has no offer on the table. Ctrl+T tables one." in texts
    qtbot.waitUntil(lambda: not page.offers.costs.is_busy)


def test_one_more_step_costs_so_much_beside_each_field_of_the_offer(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str, session_id: str
) -> None:
    page = _open(qtbot, window, case_id)
    page.offers.new_offer()
    dialog = _offer_dialog()
    panel = dialog.panel(issue_id)

    def steps() -> list[str]:
        return [panel.grid.index(row, 5).data() for row in range(2)]

    # 0.01 yuan on 3,000 units a month, and on 500.
    qtbot.waitUntil(lambda: steps() == ["360.00", "60.00"])
    panel.type_cell("guarantee", "3500")
    # Both earn less than that: a step of a rate costs nothing any more.
    qtbot.waitUntil(lambda: steps() == ["0.00", "0.00"])
    panel.edit_whole()
    qtbot.waitUntil(lambda: dialog.steps.rowCount() > 0)
    assert dialog.steps.index(0, 1).data() == "0.00"
    dialog.done(0)
    qtbot.waitUntil(lambda: not page.context.runner.is_busy)


def test_the_steps_beside_the_fields_are_those_of_what_is_typed(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, issue_id: str, session_id: str
) -> None:
    page = _open(qtbot, window, case_id)
    page.offers.new_offer()
    dialog = _offer_dialog()
    panel = dialog.panel(issue_id)
    qtbot.waitUntil(lambda: panel.steps is not None and not panel.is_waiting)
    for row, text in ((0, "1.2345"), (1, "10000")):
        type_over(qtbot, panel.box.view, row, NEW, text)
    typed = with_cell(PRESENT, "rate:同城", Decimal("1.2345"))
    typed = with_cell(typed, "rate:省内", Decimal(10_000))
    qtbot.waitUntil(lambda: panel.read() == typed and not panel.is_waiting)
    for row, one in enumerate(cells(typed)):
        try:
            found = cost_of_one_unit(desk, issue_id, typed, one.key)
            cost = None if found is None else found.yearly
        except InputError:
            cost = None  # 10,000 yuan a unit is the most that a table takes.
        assert panel.grid.index(row, STEP).data() == display_terms.step_amount(cost), one.key
    assert panel.grid.index(1, STEP).data() == display.NONE
    dialog.done(0)
    qtbot.waitUntil(lambda: not page.context.runner.is_busy)


class SlowSteps:
    """Holds the worker at the first step of terms until it is let go."""

    def __init__(self) -> None:
        self.worked_out: list[Terms] = []
        self.gate = Event()

    def __call__(self, desk: Desk, issue: str, terms: Terms, key: str) -> UnitCost | None:
        """Stand in for the service."""
        self.worked_out.append(terms)
        self.gate.wait(10)
        return cost_of_one_unit(desk, issue, terms, key)


@pytest.fixture
def slow_steps(monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowSteps]:
    """Steps that take as long as the test wants."""
    slow = SlowSteps()
    monkeypatch.setattr(table_costs, "cost_of_one_unit", slow)
    yield slow
    slow.gate.set()


def test_steps_that_typing_has_overtaken_are_given_up(
    qtbot: QtBot,
    window: MainWindow,
    slow_steps: SlowSteps,
    case_id: str,
    issue_id: str,
    session_id: str,
) -> None:
    slow_steps.gate.set()
    page = _open(qtbot, window, case_id)
    slow_steps.gate.clear()
    slow_steps.worked_out.clear()
    page.offers.new_offer()
    dialog = _offer_dialog()
    panel = dialog.panel(issue_id)
    qtbot.waitUntil(lambda: len(slow_steps.worked_out) == 1)
    panel.type_cell("rate:同城", "1.25")
    assert panel.is_waiting
    dialog.ask_for_costs()
    slow_steps.gate.set()
    qtbot.waitUntil(lambda: panel.steps is not None and not panel.is_waiting)
    assert slow_steps.worked_out.count(PRESENT) == 1, "one value of the terms before was in hand"
    assert slow_steps.worked_out.count(_DEARER) >= len(cells(_DEARER))
    dialog.done(0)
    qtbot.waitUntil(lambda: not page.context.runner.is_busy)


def test_the_steps_of_the_page_do_not_give_up_those_of_the_offer(
    qtbot: QtBot,
    window: MainWindow,
    slow_steps: SlowSteps,
    case_id: str,
    issue_id: str,
    session_id: str,
) -> None:
    slow_steps.gate.set()
    page = _open(qtbot, window, case_id)
    page.offers.new_offer()
    dialog = _offer_dialog()
    panel = dialog.panel(issue_id)
    qtbot.waitUntil(lambda: panel.steps is not None)
    slow_steps.gate.clear()
    panel.type_cell("rate:同城", "1.25")
    qtbot.waitUntil(lambda: _DEARER in slow_steps.worked_out)
    page.offers.costs.ask_for_steps(issue_id, with_cell(PRESENT, "rate:同城", Decimal("1.3000")))
    slow_steps.gate.set()
    qtbot.waitUntil(lambda: not panel.is_waiting)
    assert slow_steps.worked_out.count(_DEARER) == len(cells(_DEARER))
    dialog.done(0)
    qtbot.waitUntil(lambda: not page.context.runner.is_busy)


def test_terms_that_the_data_do_not_fit_are_said_in_the_offer_and_not_in_a_dialog(
    qtbot: QtBot, window: MainWindow, case_id: str, issue_id: str, session_id: str
) -> None:
    page = _open(qtbot, window, case_id)
    page.offers.new_offer()
    dialog = _offer_dialog()
    panel = dialog.panel(issue_id)
    panel.edit_whole()
    editor = panel.terms.editor
    assert isinstance(editor, RateTableEditor)
    editor.grid.remove_row(1)
    qtbot.waitUntil(lambda: "Not costed yet: " in dialog.cost.text())
    assert "省内" in dialog.cost.text()
    qtbot.waitUntil(lambda: not page.context.runner.is_busy)
    assert _offer_dialog() is dialog
    dialog.done(0)
    qtbot.waitUntil(lambda: not page.context.runner.is_busy)


def test_an_offer_that_is_closed_lets_its_steps_go(
    qtbot: QtBot,
    window: MainWindow,
    slow_steps: SlowSteps,
    case_id: str,
    issue_id: str,
    session_id: str,
) -> None:
    slow_steps.gate.set()
    page = _open(qtbot, window, case_id)
    page.offers.new_offer()
    dialog = _offer_dialog()
    panel = dialog.panel(issue_id)
    qtbot.waitUntil(lambda: panel.steps is not None)
    slow_steps.gate.clear()
    panel.type_cell("rate:同城", "1.25")
    qtbot.waitUntil(lambda: _DEARER in slow_steps.worked_out)
    dialog.done(0)
    slow_steps.gate.set()
    qtbot.waitUntil(lambda: not page.context.runner.is_busy)
    assert slow_steps.worked_out.count(_DEARER) == 1
