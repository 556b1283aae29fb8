from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from negotiator_desk.bargaining.parties import CaseKind
from negotiator_desk.services.cases import CaseDetails, create_case, get_case, list_cases
from negotiator_desk.services.desk import Desk
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.case import CaseDialog
from negotiator_desk.ui.pages.cases import CasesPage
from negotiator_desk.ui.places import PageName, Place
from negotiator_desk.ui.theme import Theme
from tests.ui.conftest import Heard

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(qtbot: QtBot, context: Context, theme: Theme) -> CasesPage:
    made = CasesPage(context)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    return made


@pytest.fixture
def three(desk: Desk) -> list[str]:
    return [
        create_case(desk, CaseDetails(title, kind)).value
        for title, kind in (
            ("Couriers", CaseKind.INDUSTRY),
            ("Riders", CaseKind.REGIONAL),
            ("Machines", CaseKind.ENTERPRISE),
        )
    ]


def titles(page: CasesPage) -> list[str]:
    return [page.table.proxy.index(n, 1).data() for n in range(page.table.proxy.rowCount())]


def open_form() -> CaseDialog:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, CaseDialog)
    return dialog


def test_an_empty_list_says_what_a_case_is_and_offers_one(qtbot: QtBot, page: CasesPage) -> None:
    page.show_place(Place(PageName.CASES))
    assert page.table.empty.isVisible()
    qtbot.mouseClick(page._first, LEFT)
    open_form().reject()


def test_a_case_is_created_from_the_form_and_opened(
    qtbot: QtBot, page: CasesPage, desk: Desk, heard: Heard
) -> None:
    page.show_place(Place(PageName.CASES))
    qtbot.mouseClick(page.new_button, LEFT)
    form = open_form()
    qtbot.mouseClick(form.save_button, LEFT)
    assert list_cases(desk) == ()

    qtbot.keyClicks(form.title_edit, "Wages 2027")
    form.kind_box.setCurrentIndex(form.kind_box.findData(CaseKind.REGIONAL))
    qtbot.keyClicks(form.from_edit, "2027.1.1")
    qtbot.keyClicks(form.until_edit, "2026-12-31")
    qtbot.mouseClick(form.save_button, LEFT)
    assert list_cases(desk) == (), "the term ends before it begins"

    form.until_edit.setText("2027-12-31")
    qtbot.mouseClick(form.save_button, LEFT)
    (row,) = list_cases(desk)
    case = get_case(desk, row.id)
    assert (case.title, case.kind) == ("Wages 2027", CaseKind.REGIONAL)
    assert (case.contract_from, case.contract_until) == (date(2027, 1, 1), date(2027, 12, 31))
    assert heard.places == [Place(PageName.OVERVIEW, row.id)]


def test_a_number_that_is_taken_is_refused_in_the_form(
    qtbot: QtBot, page: CasesPage, desk: Desk, three: list[str]
) -> None:
    page.show_place(Place(PageName.CASES, item_id=three[0]))
    qtbot.mouseClick(page.edit_button, LEFT)
    form = open_form()
    form.number_edit.setText(get_case(desk, three[1]).number)
    qtbot.mouseClick(form.save_button, LEFT)
    assert "already taken" in form.message.text()
    assert form.isVisible()
    form.reject()
    form.reject()


def test_filters_search_and_sorting_work_together(
    qtbot: QtBot, page: CasesPage, three: list[str]
) -> None:
    page.show_place(Place(PageName.CASES))
    page.table.sort_by(1)
    assert titles(page) == ["Couriers", "Machines", "Riders"]
    page.kind.setCurrentIndex(page.kind.findData(CaseKind.REGIONAL))
    assert titles(page) == ["Riders"]
    page.kind.setCurrentIndex(0)
    assert page.focus_search()
    qtbot.keyClicks(page.table._search, "machin")
    assert titles(page) == ["Machines"]


def test_the_trash_takes_a_case_and_gives_it_back(
    qtbot: QtBot, page: CasesPage, desk: Desk, three: list[str], heard: Heard
) -> None:
    page.show_place(Place(PageName.CASES, item_id=three[0]))
    qtbot.mouseClick(page.trash_button, LEFT)
    assert [row.title for row in list_cases(desk, trashed=True)] == ["Couriers"]
    assert heard.outcomes[-1].changed == frozenset({"case"})
    assert heard.sentences == ["“Couriers” is in the trash. Undo brings it back."]

    page.refresh(frozenset({"case"}))
    assert len(titles(page)) == 2
    page.shown.setCurrentIndex(1)
    assert titles(page) == ["Couriers"]
    page.table.choose(lambda row: True)
    assert not page.edit_button.isVisible()
    qtbot.mouseClick(page.restore_button, LEFT)
    assert len(list_cases(desk)) == 3


def test_enter_opens_the_case_chosen(
    qtbot: QtBot, page: CasesPage, three: list[str], heard: Heard
) -> None:
    page.show_place(Place(PageName.CASES, item_id=three[1]))
    qtbot.keyClick(page.table.view, Qt.Key.Key_Return)
    assert heard.places == [Place(PageName.OVERVIEW, three[1])]


def test_what_was_filtered_and_chosen_is_taken_up_again(
    qtbot: QtBot, page: CasesPage, context: Context, three: list[str]
) -> None:
    page.show_place(Place(PageName.CASES))
    page.kind.setCurrentIndex(2)
    page.table.set_search_text("couriers")
    page.table.choose(lambda row: True)
    other = CasesPage(context)
    qtbot.addWidget(other)
    other.show_place(Place(PageName.CASES))
    other.restore(page.state())
    assert titles(other) == ["Couriers"]
    current = other.table.current()
    assert current is not None
    assert current.id == three[0]
