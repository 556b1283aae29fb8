"""What tests of the window get: a store, a context, and the window itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from negotiator_desk.bargaining.parties import CaseKind, Origin, Sex, Side
from negotiator_desk.services.cases import CaseDetails, create_case
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.opening import open_desk
from negotiator_desk.services.parties import (
    PartyDetails,
    RepresentativeDetails,
    add_representative,
    save_party,
)
from negotiator_desk.settings import Settings, ThemeChoice
from negotiator_desk.ui import main_window
from negotiator_desk.ui.context import Context, Tools
from negotiator_desk.ui.errors import ErrorReporter
from negotiator_desk.ui.jobs import JobRunner
from negotiator_desk.ui.main_window import MainWindow
from negotiator_desk.ui.places import Place
from negotiator_desk.ui.privacy import Curtain
from negotiator_desk.ui.remembered import Remembered
from negotiator_desk.ui.singletons import keep_singletons
from negotiator_desk.ui.theme import Theme


@pytest.fixture(autouse=True, scope="session")
def _lasting_singletons() -> None:
    """What the window does when it starts; see `ui/singletons.py`."""
    keep_singletons()


@pytest.fixture
def desk(tmp_path: Path, now: datetime) -> Iterator[Desk]:
    """An empty store on the disk; time stands still."""
    opened = open_desk(tmp_path / "store", author="test", now=lambda: now)
    yield opened
    opened.close()


@pytest.fixture
def case_id(desk: Desk) -> str:
    """A case with both parties and two representatives a side."""
    case = create_case(
        desk,
        CaseDetails(
            "Parcel couriers 2026",
            CaseKind.INDUSTRY,
            contract_from=date(2027, 1, 1),
            contract_until=date(2027, 12, 31),
        ),
    ).value
    people = {Side.EMPLOYEE: ("沈若川", "林佩瑶"), Side.EMPLOYER: ("陆远志", "秦书怡")}
    for side, names in people.items():
        save_party(desk, case, side, PartyDetails(f"Party {side.value}", head="周文澜"))
        for number, name in enumerate(names):
            details = RepresentativeDetails(
                name, Sex.FEMALE, "courier", Origin.ELECTED, is_chief=number == 0
            )
            add_representative(desk, case, side, details)
    return case


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[JobRunner]:
    """The real worker, waited for at the end."""
    made = JobRunner()
    yield made
    made.close()
    qapp.sendPostedEvents()


@pytest.fixture
def settings(tmp_path: Path, qapp: QApplication) -> Remembered:
    """Settings of a first start, in a file of the test."""
    return Remembered(Settings(language="en", theme=ThemeChoice.LIGHT), tmp_path / "settings.json")


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light colours; the application is left as it was found."""
    made = Theme(qapp, ThemeChoice.LIGHT)
    yield made
    made.deleteLater()


@dataclass
class Heard:
    """What a page told the window."""

    outcomes: list[Outcome[Any]] = field(default_factory=list)
    errors: list[BaseException] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    samples: int = 0

    def count_samples(self) -> None:
        """Note that the samples were asked for."""
        self.samples += 1


@pytest.fixture
def heard() -> Heard:
    """Fills up while a page is used alone."""
    return Heard()


@pytest.fixture
def curtain(qapp: QApplication) -> Iterator[Curtain]:
    """The curtain before what is private, lifted."""
    made = Curtain()
    yield made
    made.deleteLater()


@pytest.fixture
def context(
    desk: Desk, runner: JobRunner, settings: Remembered, heard: Heard, curtain: Curtain
) -> Context:
    """What a page alone is given; what it says is in `heard`."""
    return Context(
        desk=desk,
        runner=runner,
        settings=settings,
        announce=heard.outcomes.append,
        show_error=heard.errors.append,
        go=heard.places.append,
        say=heard.sentences.append,
        load_samples=heard.count_samples,
        curtain=curtain,
    )


@pytest.fixture
def make_window(
    qtbot: QtBot,
    desk: Desk,
    runner: JobRunner,
    settings: Remembered,
    theme: Theme,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Callable[[], MainWindow]]:
    """Builds main windows on the store and closes them at the end."""
    # The offscreen platform's screen is 800 pixels wide, and a maximized window as small.
    monkeypatch.setattr(main_window, "place_window", lambda window, kept: None)
    made: list[MainWindow] = []
    errors = ErrorReporter()

    def make() -> MainWindow:
        window = MainWindow(Tools(theme, settings, runner, errors))
        window.resize(1366, 768)
        window.set_desk(desk)
        window.show()
        qtbot.waitExposed(window)
        made.append(window)
        return window

    yield make
    qtbot.waitUntil(lambda: not runner.is_busy)
    for window in made:
        if shiboken6.isValid(window):
            window.close()


@pytest.fixture
def window(make_window: Callable[[], MainWindow]) -> MainWindow:
    """The main window on the store, at 1366 × 768."""
    return make_window()
