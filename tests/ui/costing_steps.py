"""Opens the costing page and its tabs, and waits for their answers, for tests of them."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from negotiator_desk.ui.main_window import MainWindow
from negotiator_desk.ui.pages.costing import CostingPage
from negotiator_desk.ui.pages.costing_tab import CostingTab
from negotiator_desk.ui.pages.costing_tabs import TabName
from negotiator_desk.ui.places import PageName, Place


def open_costing(qtbot: QtBot, window: MainWindow, case_id: str) -> CostingPage:
    """Go to the costing page of a case."""
    window.go(Place(PageName.COSTING, case_id))
    return costing_page(qtbot, window)


def costing_page(qtbot: QtBot, window: MainWindow) -> CostingPage:
    """Return the costing page once nothing is being worked out."""
    page = window.page(PageName.COSTING)
    assert isinstance(page, CostingPage)
    settle(qtbot, page)
    return page


def settle(qtbot: QtBot, page: CostingPage) -> None:
    """Wait until nothing is being worked out."""
    qtbot.waitUntil(lambda: not page.is_busy and not page.context.runner.is_busy, timeout=20_000)


def activate(qtbot: QtBot, window: MainWindow) -> None:
    """Give the window the keys; shortcuts work in the active window only."""

    def is_active() -> bool:
        window.activateWindow()
        return QApplication.activeWindow() is window

    qtbot.waitUntil(is_active)


def look_at(qtbot: QtBot, page: CostingPage, name: TabName) -> CostingTab:
    """Bring a tab into view and wait for what it shows."""
    tab = page.board.tabs.choose(name)
    assert tab is not None
    settle(qtbot, page)
    return tab
