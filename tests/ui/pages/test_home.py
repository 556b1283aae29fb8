from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from negotiator_desk.ui.context import Context
from negotiator_desk.ui.pages.home import HomePage
from negotiator_desk.ui.places import PageName, Place
from negotiator_desk.ui.theme import Theme
from tests.ui.conftest import Heard


@pytest.fixture
def page(qtbot: QtBot, context: Context, theme: Theme) -> HomePage:
    made = HomePage(context)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


def test_a_new_user_is_offered_a_case_and_the_samples(
    qtbot: QtBot, page: HomePage, heard: Heard
) -> None:
    page.show_place(Place(PageName.HOME))
    assert page.welcome.isVisible()
    qtbot.mouseClick(page.samples_button, Qt.MouseButton.LeftButton)
    assert heard.samples == 1


def test_a_next_step_leads_to_the_page_where_it_is_done(
    qtbot: QtBot, page: HomePage, case_id: str, heard: Heard
) -> None:
    page.show_place(Place(PageName.HOME))
    assert not page.welcome.isVisible()
    (step,) = page.steps.buttons()
    assert "Import the firm's data" in step.accessibleName()
    qtbot.mouseClick(step, Qt.MouseButton.LeftButton)
    assert heard.places == [Place(PageName.DATA, case_id)]


def test_a_recent_case_leads_to_its_overview(
    qtbot: QtBot, page: HomePage, case_id: str, heard: Heard
) -> None:
    page.show_place(Place(PageName.HOME))
    (recent,) = page.recent.buttons()
    assert recent.accessibleName().startswith("Parcel couriers 2026")
    qtbot.keyClick(recent, Qt.Key.Key_Space)
    assert heard.places == [Place(PageName.OVERVIEW, case_id)]


def test_reading_again_keeps_the_keyboards_place(
    qtbot: QtBot, page: HomePage, case_id: str
) -> None:
    page.show_place(Place(PageName.HOME))
    with qtbot.waitActive(page):
        page.activateWindow()
    qtbot.waitUntil(page.steps.buttons()[0].isVisible)
    page.steps.buttons()[0].setFocus()
    page.refresh(frozenset({"case"}))
    assert page.steps.buttons()[0].hasFocus()
    assert page._figures["cases"].figure() == "1"
