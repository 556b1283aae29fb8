"""The parts of the table page, and what its head leads to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from negotiator_desk.bargaining.parties import CaseKind, Side
from negotiator_desk.services.cases import CaseDetails, create_case
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.sessions import SessionDetails, add_session
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.employers_form import EmployersDialog
from negotiator_desk.ui.dialogs.exchange_dialog import ExchangeDialog
from negotiator_desk.ui.jobs import JobRunner
from negotiator_desk.ui.pages.table import TablePage
from negotiator_desk.ui.pages.table_record import RecordTab
from negotiator_desk.ui.pages.table_tabs import TableTabName
from negotiator_desk.ui.places import PageName, Place
from negotiator_desk.ui.theme import Theme

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(qtbot: QtBot, context: Context, theme: Theme, runner: JobRunner) -> Iterator[TablePage]:
    made = TablePage(context)
    qtbot.addWidget(made)
    made.resize(1200, 740)
    made.show()
    qtbot.waitExposed(made)
    yield made
    qtbot.waitUntil(lambda: not runner.is_busy, timeout=10_000)


def open_page(page: TablePage, case_id: str) -> None:
    page.show_place(Place(PageName.TABLE, case_id))
    page.activateWindow()
    page.tabs.setFocus()


def test_each_part_has_its_key_and_is_built_when_it_is_wanted(
    qtbot: QtBot, page: TablePage, case_id: str
) -> None:
    open_page(page, case_id)
    assert page.tabs.current is page.offers
    for number, name in enumerate(TableTabName, start=1):
        qtbot.keyClick(page.tabs.bar, Qt.Key(Qt.Key.Key_0 + number), ALT)
        assert page.tabs.current_name is name
        assert page.tabs.current.case_id == case_id
        assert page.tabs.bar.tabText(number - 1)


def test_what_is_half_typed_in_a_part_survives_a_window_built_anew(
    qtbot: QtBot, page: TablePage, desk: Desk, case_id: str, context: Context
) -> None:
    add_session(desk, case_id, SessionDetails(desk.now(), "Room 3", Side.EMPLOYEE))
    open_page(page, case_id)
    record = page.tabs.choose(TableTabName.RECORD)
    assert isinstance(record, RecordTab)
    qtbot.keyClicks(record.minutes.text, "both sides look at")
    page.tabs.choose(TableTabName.OFFERS)
    state = page.state()
    anew = TablePage(context)
    qtbot.addWidget(anew)
    anew.show_place(Place(PageName.TABLE, case_id))
    anew.restore(state)
    again = anew.tabs.choose(TableTabName.RECORD)
    assert isinstance(again, RecordTab)
    assert again.minutes.text.text() == "both sides look at"


def shown() -> QDialog:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    return dialog


def test_the_head_leads_to_the_exchange_and_to_the_employers(
    qtbot: QtBot, page: TablePage, case_id: str
) -> None:
    open_page(page, case_id)
    qtbot.mouseClick(page.exchange_button, Qt.MouseButton.LeftButton)
    exchange = shown()
    assert isinstance(exchange, ExchangeDialog)
    exchange.reject()
    qtbot.mouseClick(page.employers_button, Qt.MouseButton.LeftButton)
    employers = shown()
    assert isinstance(employers, EmployersDialog)
    employers.reject()


def test_a_case_of_one_enterprise_has_no_list_of_employers(page: TablePage, desk: Desk) -> None:
    case = create_case(desk, CaseDetails("Wages of a works", CaseKind.ENTERPRISE)).value
    open_page(page, case)
    assert not page.employers_button.isVisible()
