from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from negotiator_desk import i18n
from negotiator_desk.bargaining.parties import CaseKind
from negotiator_desk.services.cases import CaseDetails, create_case, edit_case, get_case, list_cases
from negotiator_desk.services.desk import Desk
from negotiator_desk.settings import ThemeChoice, load_settings
from negotiator_desk.ui.jobs import JobRunner
from negotiator_desk.ui.main_window import MainWindow
from negotiator_desk.ui.pages.base import Page
from negotiator_desk.ui.places import PageName, Place
from negotiator_desk.ui.remembered import Remembered
from negotiator_desk.ui.theme import Theme

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key, modifiers: Any) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    qtbot.keyClick(window.focusWidget() or window, key, modifiers)


def settle(qtbot: QtBot, runner: JobRunner) -> None:
    qtbot.waitUntil(lambda: not runner.is_busy, timeout=10_000)


def test_the_window_opens_at_home_without_a_case(window: MainWindow) -> None:
    assert window.place == Place(PageName.HOME)
    assert window.rail.button(PageName.HOME).isChecked()
    assert not window.rail.button(PageName.DATA).isVisible()
    assert window.size().width() == 1366


def test_the_pages_of_a_case_appear_with_it(
    qtbot: QtBot, window: MainWindow, case_id: str, runner: JobRunner
) -> None:
    window.go(Place(PageName.OVERVIEW, case_id))
    settle(qtbot, runner)
    assert window.rail.button(PageName.CONTRACT).isVisible()
    assert "Parcel couriers 2026" in window.windowTitle()
    window.go(Place(PageName.HOME))
    qtbot.mouseClick(window.rail.button(PageName.OVERVIEW), Qt.MouseButton.LeftButton)
    assert window.place == Place(PageName.OVERVIEW, case_id)
    settle(qtbot, runner)


def test_keys_lead_to_pages_and_back(
    qtbot: QtBot, window: MainWindow, case_id: str, runner: JobRunner
) -> None:
    press(qtbot, window, Qt.Key.Key_2, CTRL)
    assert window.place == Place(PageName.CASES)
    press(qtbot, window, Qt.Key.Key_3, CTRL)
    assert window.place == Place(PageName.CASES), "no case is open yet"
    window.go(Place(PageName.OVERVIEW, case_id))
    press(qtbot, window, Qt.Key.Key_1, CTRL)
    press(qtbot, window, Qt.Key.Key_3, CTRL)
    assert window.place == Place(PageName.OVERVIEW, case_id)
    press(qtbot, window, Qt.Key.Key_Left, ALT)
    assert window.place == Place(PageName.HOME)
    settle(qtbot, runner)


def test_undo_and_redo_by_key_name_what_they_do_and_refresh_the_page(
    qtbot: QtBot, window: MainWindow, desk: Desk
) -> None:
    window.go(Place(PageName.CASES))
    window.announce(create_case(desk, CaseDetails("Wages", CaseKind.ENTERPRISE)))
    page = window.page(PageName.CASES)
    table: Any = page.table  # type: ignore[attr-defined]
    assert len(table.model.rows) == 1
    assert window.actions_.undo.text() == "&Undo: Create case (Wages)"
    assert window.status.saved().startswith("Saved ")

    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert list_cases(desk) == ()
    assert table.model.rows == ()
    assert window.status.said() == "Undone: Create case (Wages)"
    assert not window.actions_.undo.isEnabled()
    assert window.actions_.redo.text() == "&Redo: Create case (Wages)"

    press(qtbot, window, Qt.Key.Key_Z, CTRL | SHIFT)
    assert [row.title for row in list_cases(desk)] == ["Wages"]
    assert len(table.model.rows) == 1


def test_redo_has_the_key_of_other_programs_too(
    qtbot: QtBot, window: MainWindow, desk: Desk
) -> None:
    window.announce(create_case(desk, CaseDetails("Wages", CaseKind.ENTERPRISE)))
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert list_cases(desk) == ()
    press(qtbot, window, Qt.Key.Key_Y, CTRL)
    assert [row.title for row in list_cases(desk)] == ["Wages"]


def test_undo_by_key_leaves_work_alone_that_the_menu_does_not_name(
    qtbot: QtBot, window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another thread finishes an operation between the look at the menu and the key."""
    window.announce(create_case(desk, CaseDetails("Wages", CaseKind.ENTERPRISE)))
    edit_case(desk, list_cases(desk)[0].id, CaseDetails("Pay", CaseKind.ENTERPRISE))
    shown: list[BaseException] = []
    monkeypatch.setattr(window._tools.errors, "show", shown.append)

    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert [row.title for row in list_cases(desk)] == ["Pay"]
    assert "nothing was undone" in str(shown[0])
    assert window.actions_.undo.text() == "&Undo: Edit case (Pay)"

    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert [row.title for row in list_cases(desk)] == ["Wages"]


def test_undoing_the_creation_of_the_open_case_leads_out_of_it(
    qtbot: QtBot, window: MainWindow, desk: Desk, runner: JobRunner
) -> None:
    outcome = create_case(desk, CaseDetails("Wages", CaseKind.ENTERPRISE))
    window.announce(outcome)
    window.go(Place(PageName.OVERVIEW, outcome.value))
    settle(qtbot, runner)
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert window.place == Place(PageName.CASES)
    assert not window.rail.button(PageName.OVERVIEW).isVisible()


def test_a_page_with_something_unsaved_is_not_left(window: MainWindow) -> None:
    class Stubborn(Page):
        @override
        def leave(self) -> bool:
            return False

    window._pages[PageName.HOME] = Stubborn(window.context, window)
    window.go(Place(PageName.CASES))
    assert window.place == Place(PageName.HOME)
    assert window.rail.button(PageName.HOME).isChecked()
    window._pages[PageName.HOME] = Page(window.context, window)


def test_search_from_a_page_without_one_leads_to_the_cases(
    qtbot: QtBot, window: MainWindow, case_id: str
) -> None:
    press(qtbot, window, Qt.Key.Key_F, CTRL)
    assert window.place == Place(PageName.CASES)
    focused = window.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Search: Cases"


def test_colours_and_place_on_the_screen_are_remembered(
    window: MainWindow, settings: Remembered, theme: Theme
) -> None:
    window.choose_theme(ThemeChoice.DARK)
    assert theme.is_dark
    window.close()
    kept = load_settings(settings._path)
    assert kept.theme is ThemeChoice.DARK
    assert kept.window_geometry


def test_every_action_has_a_key_of_its_own(window: MainWindow) -> None:
    keys = [
        action.shortcut().toString()
        for _name, actions in window.actions_.all()
        for action in actions
    ]
    assert all(keys)
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_every_page_opens_in_both_languages_and_both_palettes(
    qtbot: QtBot,
    make_window: Callable[[], MainWindow],
    theme: Theme,
    case_id: str,
    runner: JobRunner,
    language: str,
    choice: ThemeChoice,
) -> None:
    i18n.use_language(language)
    theme.choose(choice)
    window = make_window()
    for name in PageName:
        window.go(Place(name, case_id if name.is_inside_case else None))
        settle(qtbot, runner)
        assert window.place is not None
        assert window.place.page is name
        assert window.page(name).title()
        assert not window.grab().isNull()


def test_everything_the_keyboard_reaches_has_a_name(
    qtbot: QtBot, window: MainWindow, case_id: str, runner: JobRunner
) -> None:
    nameless = []
    for name in PageName:
        window.go(Place(name, case_id if name.is_inside_case else None))
        settle(qtbot, runner)
        nameless += [
            f"{name}: {type(widget).__name__} {widget.objectName()}"
            for widget in window.findChildren(QWidget)
            if widget.isVisible()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not _accessible_name(widget)
        ]
    assert nameless == []


def test_no_two_controls_of_a_page_share_a_key(
    qtbot: QtBot, window: MainWindow, case_id: str, runner: JobRunner
) -> None:
    taken = {
        action.shortcut().toString(): action.text()
        for _menu, actions in window.actions_.all()
        for action in actions
    }
    clashes = []
    for name in PageName:
        window.go(Place(name, case_id if name.is_inside_case else None))
        settle(qtbot, runner)
        here = dict(taken)
        for button in window.page(name).findChildren(QWidget):
            shortcut = getattr(button, "shortcut", None)
            key = shortcut().toString() if callable(shortcut) and button.isVisible() else ""
            if key and key in here:
                clashes.append(f"{name}: {key} is {here[key]} and {button.accessibleName()}")
            if key:
                here[key] = button.accessibleName()
    assert clashes == []


def test_the_keyboard_walks_round_the_whole_page(qtbot: QtBot, window: MainWindow) -> None:
    window.go(Place(PageName.CASES))
    with qtbot.waitActive(window):
        window.activateWindow()
    start = window.focusWidget()
    seen: list[QWidget] = []
    for _step in range(60):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        focused = window.focusWidget()
        assert focused is not None
        if focused is start:
            break
        seen.append(focused)
    assert window.focusWidget() is start
    names = [widget.accessibleName() for widget in (start, *seen) if widget is not None]
    assert {"Home", "Cases", "New case", "Kind of case"} <= set(names)
    assert names.index("Which cases") < names.index("Kind of case")


def test_the_state_of_one_window_is_taken_up_by_the_next(
    qtbot: QtBot, make_window: Callable[[], MainWindow], case_id: str, runner: JobRunner
) -> None:
    old = make_window()
    old.go(Place(PageName.CASES))
    table: Any = old.page(PageName.CASES).table  # type: ignore[attr-defined]
    table.set_search_text("parcel")
    old.go(Place(PageName.OVERVIEW, case_id))
    settle(qtbot, runner)

    state = old.state()
    i18n.use_language("zh_CN")
    new = make_window()
    new.restore(state)
    settle(qtbot, runner)

    assert new.place == Place(PageName.OVERVIEW, case_id)
    assert new.page(PageName.CASES).title() == "案件"
    kept: Any = new.page(PageName.CASES).table  # type: ignore[attr-defined]
    assert kept.search_text() == "parcel"
    new.go_back()
    assert new.place == Place(PageName.CASES)


def test_the_case_shown_is_remembered_as_recent(
    qtbot: QtBot,
    window: MainWindow,
    desk: Desk,
    case_id: str,
    settings: Remembered,
    runner: JobRunner,
) -> None:
    window.go(Place(PageName.OVERVIEW, case_id))
    settle(qtbot, runner)
    assert settings.value.recent_cases == (case_id,)
    assert get_case(desk, case_id).title in window.windowTitle()


def _accessible_name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def test_no_dialog_is_left_open(qtbot: QtBot, window: MainWindow) -> None:
    for show in (window.show_settings, window.show_shortcuts, window.show_about, window.new_case):
        show()
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        nameless = [
            type(widget).__name__
            for widget in dialog.findChildren(QWidget)
            if widget.isVisible()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not _accessible_name(widget)
        ]
        assert nameless == []
        assert not dialog.grab().isNull()
        dialog.close()
        qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
