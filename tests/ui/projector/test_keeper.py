"""The projector view comes by its key or with a second screen, and goes the same way."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QWidget
from pytestqt.qtbot import QtBot

from negotiator_desk.pay.terms import Subject, TextTerm
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import IssueDetails, add_issue
from negotiator_desk.ui.jobs import JobRunner
from negotiator_desk.ui.main_window import MainWindow
from negotiator_desk.ui.places import PageName, Place
from negotiator_desk.ui.projector.window import ProjectorWindow


@pytest.fixture
def issue_id(desk: Desk, case_id: str) -> str:
    """An issue of the case."""
    details = IssueDetails("Rest days", Subject.TEXT, present_terms=TextTerm("One a week."))
    return add_issue(desk, case_id, details).value


def shown(window: MainWindow) -> ProjectorWindow:
    view = window.projector.view
    assert view is not None
    assert view.isVisible()
    return view


def test_f11_shows_the_view_and_gives_the_window_back(
    window: MainWindow, qtbot: QtBot, case_id: str, issue_id: str
) -> None:
    window.go(Place(PageName.ISSUES, case_id))
    qtbot.keyClick(window, Qt.Key.Key_F11)
    view = shown(window)
    assert view.isFullScreen()
    assert window.actions_.projector.isChecked()
    qtbot.keyClick(view, Qt.Key.Key_F11)
    assert not view.isVisible()
    assert not window.actions_.projector.isChecked()
    window.projector.toggle()
    qtbot.waitUntil(view.isActiveWindow)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert not view.isVisible()


def test_on_the_only_screen_the_curtain_is_drawn_and_stays_drawn(
    window: MainWindow, qtbot: QtBot, case_id: str
) -> None:
    window.go(Place(PageName.ISSUES, case_id))
    window.projector.toggle()
    assert window.context.curtain.is_drawn
    window.projector.leave()
    qtbot.waitUntil(window.isActiveWindow)
    assert window.context.curtain.is_drawn
    assert window.actions_.curtain.isChecked()
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert not window.context.curtain.is_drawn
    assert not window.actions_.curtain.isChecked()


def test_the_status_bar_says_that_the_curtain_is_drawn(window: MainWindow) -> None:
    said = [label for label in window.status.findChildren(QWidget) if "F9" in label_text(label)]
    assert said == []
    window.context.curtain.toggle()
    assert [label_text(one) for one in window.status.findChildren(QWidget) if label_text(one)][
        -1
    ].startswith("Curtain drawn")


def label_text(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    return str(text()) if callable(text) else ""


def test_the_curtains_key_works_in_any_dialog(window: MainWindow, qtbot: QtBot) -> None:
    window.show_about()
    (dialog,) = window.findChildren(QDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    (close, *_rest) = [one for one in dialog.findChildren(QWidget) if one.hasFocus()]
    qtbot.keyClick(close, Qt.Key.Key_F9)
    assert window.context.curtain.is_drawn
    dialog.close()


def test_the_curtains_key_works_in_the_view(window: MainWindow, qtbot: QtBot, case_id: str) -> None:
    window.go(Place(PageName.ISSUES, case_id))
    window.projector.toggle()
    view = shown(window)
    qtbot.waitUntil(view.isActiveWindow)
    assert window.context.curtain.is_drawn
    qtbot.keyClick(view, Qt.Key.Key_F9)
    assert not window.context.curtain.is_drawn


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_curtains_key_works_over_an_open_list(
    window: MainWindow, qtbot: QtBot, case_id: str
) -> None:
    qtbot.waitUntil(window.isActiveWindow)
    box = QComboBox(window)
    box.addItems(["one", "two"])
    box.show()
    box.showPopup()
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    qtbot.keyClick(box.view(), Qt.Key.Key_F9)
    assert window.context.curtain.is_drawn
    assert QApplication.activePopupWidget() is None


def test_the_view_follows_the_window_to_another_case_and_to_an_issue(
    window: MainWindow, case_id: str, issue_id: str
) -> None:
    window.go(Place(PageName.ISSUES, case_id))
    window.projector.toggle()
    view = shown(window)
    view.next_entry()
    window.page(PageName.TABLE).issue_chosen.emit(issue_id)
    assert view.chosen == issue_id
    window.go(Place(PageName.CASES))
    assert "Parcel couriers 2026" in texts(view)  # the list of cases leaves the case open
    window.page(PageName.CASES)


def texts(view: ProjectorWindow) -> list[str]:
    return [label_text(one) for one in view.findChildren(QWidget) if one.isVisible()]


def test_the_view_shows_every_operation_at_once(
    window: MainWindow, desk: Desk, case_id: str, issue_id: str
) -> None:
    window.go(Place(PageName.ISSUES, case_id))
    window.projector.toggle()
    view = shown(window)
    details = IssueDetails("Night shifts", Subject.TEXT, present_terms=TextTerm("None."))
    window.announce(add_issue(desk, case_id, details))
    assert any("Night shifts" in text for text in texts(view))
    window.undo()
    assert not any("Night shifts" in text for text in texts(view))


def test_the_view_goes_with_its_window(
    window: MainWindow, qtbot: QtBot, case_id: str, runner: JobRunner
) -> None:
    window.go(Place(PageName.ISSUES, case_id))
    window.projector.toggle()
    view = shown(window)
    qtbot.waitUntil(lambda: not runner.is_busy)
    window.close()
    assert not view.isVisible()


def test_a_window_built_anew_shows_the_view_and_the_curtain_as_they_were(
    make_window: Callable[[], MainWindow], case_id: str, issue_id: str
) -> None:
    window = make_window()
    window.go(Place(PageName.ISSUES, case_id))
    window.projector.toggle()
    shown(window).next_entry()
    chosen = shown(window).chosen
    state = window.state()
    window.hide()
    assert not any(
        isinstance(one, ProjectorWindow) and one.isVisible()
        for one in QApplication.topLevelWidgets()
    )
    other = make_window()
    other.restore(state)
    assert shown(other).chosen == chosen
    assert other.context.curtain.is_drawn


TWO_SCREENS = """
    import json, sys
    from pathlib import Path
    from PySide6.QtWidgets import QApplication
    from negotiator_desk.services.opening import open_desk
    from negotiator_desk.settings import Settings, ThemeChoice
    from negotiator_desk.ui.context import Tools
    from negotiator_desk.ui.errors import ErrorReporter
    from negotiator_desk.ui.jobs import JobRunner
    from negotiator_desk.ui.main_window import MainWindow
    from negotiator_desk.ui.remembered import Remembered
    from negotiator_desk.ui.theme import Theme

    folder = Path(sys.argv[1])
    application = QApplication([])
    theme = Theme(application, ThemeChoice.LIGHT)
    settings = Remembered(Settings(), folder / "settings.json")
    runner = JobRunner()
    window = MainWindow(Tools(theme, settings, runner, ErrorReporter()))
    window.move(10, 10)
    window.show()
    desk = open_desk(folder / "store")
    window.set_desk(desk)
    view = window.projector.view
    told = [view is not None and view.isVisible(), view and view.geometry().getRect()]
    told.append(window.context.curtain.is_drawn)
    told.append(window.status.said())
    window.actions_.projector.trigger()
    told.append(window.projector.is_shown)
    window.actions_.projector.trigger()
    told.append(window.projector.is_shown)
    runner.close()
    window.close()
    window.deleteLater()
    application.sendPostedEvents(None, 0)
    desk.close()
    print(json.dumps(told))
"""


def with_screens(tmp_path: Path, *screens: tuple[str, int, int, int, int]) -> str:
    """Run `TWO_SCREENS` on fake screens, each a name and a rectangle; return what it told."""
    config = tmp_path / "screens.json"
    keys = ("name", "x", "y", "width", "height")
    config.write_text(
        json.dumps({"screens": [dict(zip(keys, one, strict=True)) for one in screens]})
    )
    platform = f"offscreen:configfile={config}"
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(TWO_SCREENS), str(tmp_path), "-platform", platform],
        env={"QT_QPA_PLATFORM": platform, "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.stdout.strip() or done.stderr


def test_a_second_screen_gets_the_view_by_itself(tmp_path: Path) -> None:
    told = with_screens(tmp_path, ("desk", 0, 0, 1366, 768), ("wall", 1366, 0, 1920, 1080))
    assert told == '[true, [1366, 0, 1920, 1080], false, "", false, true]'


def test_before_a_mirrored_screen_the_curtain_is_drawn_and_it_is_said_why(tmp_path: Path) -> None:
    told = with_screens(tmp_path, ("desk", 0, 0, 1366, 768), ("wall", 0, 0, 1024, 768))
    why = "Another screen shows the same as this one: the curtain is drawn."
    assert told == json.dumps([False, None, True, why, True, False])


class FakeScreen(QObject):
    """A second screen at a place."""

    moved = Signal(QRect)

    def __init__(self, place: QRect) -> None:
        super().__init__()
        self._place = place
        self.geometryChanged = self.moved  # as Qt calls it

    def geometry(self) -> QRect:
        """Where it is."""
        return self._place

    def move(self, place: QRect) -> None:
        """Show another part of the desktop."""
        self._place = place
        self.moved.emit(place)


def test_a_screen_that_comes_to_mirror_the_window_draws_the_curtain(
    make_window: Callable[[], MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    own = QGuiApplication.primaryScreen()
    wall = FakeScreen(own.geometry())
    monkeypatch.setattr(QGuiApplication, "screens", lambda: [own, wall])
    window = make_window()
    curtain = window.context.curtain
    assert curtain.is_drawn
    curtain.set_drawn(False)
    wall.move(own.geometry().translated(own.geometry().width(), 0))
    assert not curtain.is_drawn
    wall.move(own.geometry())
    assert curtain.is_drawn
    curtain.set_drawn(False)
    other = make_window()
    other.restore(window.state())
    assert other.context.curtain.is_drawn, "it is as true of a window in another language"
