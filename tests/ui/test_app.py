from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QMessageBox
from pytestqt.qtbot import QtBot

from negotiator_desk.app import Desktop
from negotiator_desk.bargaining.parties import CaseKind
from negotiator_desk.i18n import language
from negotiator_desk.paths import settings_file
from negotiator_desk.services.cases import CaseDetails, create_case, list_cases
from negotiator_desk.services.opening import open_desk
from negotiator_desk.settings import Settings, ThemeChoice, load_settings
from negotiator_desk.ui.errors import ErrorDialog
from negotiator_desk.ui.places import PageName, Place
from negotiator_desk.ui.selftest import window_opens


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Desktop]:
    made = Desktop(qapp, tmp_path / "store", Settings(language="en", theme=ThemeChoice.LIGHT))
    made.open()
    qtbot.waitUntil(lambda: made.window.place is not None, timeout=10_000)
    yield made
    qtbot.waitUntil(lambda: not made.runner.is_busy, timeout=10_000)
    made.window.closed.disconnect(qapp.quit)
    made.window.close()
    made.close()
    made.deleteLater()


def test_the_store_is_opened_after_the_window(desktop: Desktop) -> None:
    assert desktop.window.isVisible()
    assert desktop.window.place == Place(PageName.HOME)


def test_a_change_of_language_keeps_the_place_and_what_was_typed(
    qtbot: QtBot, desktop: Desktop
) -> None:
    desk = desktop.window.context.desk
    case = create_case(desk, CaseDetails("Wages", CaseKind.ENTERPRISE)).value
    desktop.window.go(Place(PageName.OVERVIEW, case))
    desktop.window.go(Place(PageName.CASES))
    table: Any = desktop.window.page(PageName.CASES).table  # type: ignore[attr-defined]
    table.set_search_text("half typed")
    qtbot.waitUntil(lambda: not desktop.runner.is_busy, timeout=10_000)

    desktop.window.choose_language("zh_CN")
    assert language() == "zh_CN"
    assert desktop.window.windowTitle() == "Wages — 协商台"
    assert desktop.window.place == Place(PageName.CASES)
    table = desktop.window.page(PageName.CASES).table  # type: ignore[attr-defined]
    assert table.search_text() == "half typed"
    assert load_settings(settings_file()).language == "zh_CN"
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "取消"

    desktop.window.choose_language("en")
    assert desktop.window.windowTitle() == "Wages — Negotiator Desk"
    assert [row.title for row in list_cases(desk)] == ["Wages"]


def test_the_language_waits_for_work_in_hand(qtbot: QtBot, desktop: Desktop) -> None:
    go = threading.Event()
    desktop.runner.start(
        lambda job: go.wait(5), owner=desktop, on_done=lambda _: None, on_error=pytest.fail
    )
    desktop.window.choose_language("zh_CN")
    assert language() == "en"
    assert "still running" in desktop.window.status.said()
    go.set()


def test_closing_asks_before_it_stops_work(
    qtbot: QtBot, desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = threading.Event()
    desktop.runner.start(
        lambda job: go.wait(5), owner=desktop, on_done=lambda _: None, on_error=pytest.fail
    )
    monkeypatch.setattr(QMessageBox, "exec", lambda box: 0)
    desktop.window.close()
    assert desktop.window.isVisible(), "nothing was chosen, so nothing is stopped"
    go.set()


def test_a_store_that_is_open_elsewhere_is_said_to_be_so(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    holder = open_desk(tmp_path / "store")
    made = Desktop(qapp, tmp_path / "store", Settings(language="en"))
    made.open()

    def dialogs() -> list[ErrorDialog]:
        return [w for w in qapp.topLevelWidgets() if isinstance(w, ErrorDialog) and w.isVisible()]

    qtbot.waitUntil(lambda: bool(dialogs()), timeout=10_000)
    assert "already open" in dialogs()[0].text()
    dialogs()[0].finished.disconnect(made._leave)
    dialogs()[0].accept()
    made.window.closed.disconnect(qapp.quit)
    made.window.close()
    made.close()
    made.deleteLater()
    holder.close()


def test_the_self_test_opens_and_closes_a_window(qtbot: QtBot) -> None:
    window_opens()
