"""Film a talk at the table: a picture after every step, and how long each took.

    python -m tools.film zh_CN light out/

The talk is that of `tests/journeys/table_walk.py`, by the keyboard alone, on the sample cases, in
a window of 1366 × 768. Without a display the offscreen platform is asked for a screen of that size.
Printed are the keys of each step, the time to type them, and the time the program took to respond.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tests.journeys.hands import Step
    from tests.journeys.table_walk import Talk

WIDTH, HEIGHT = 1366, 768
"""Of the screen, in pixels."""
_TYPING = 5
"""Keys that somebody who is used to it presses in a second."""
_BEGINNING = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
_CASE = "couriers"
_TALKING = 2
"""Sessions of the sample that have been held when the film begins."""
_EXPOSURE = 0.3
"""Seconds from the end of a step to its picture; they are no part of its time."""
_FASTER = 20
"""How much faster time goes by in the film, so that the session lasts some minutes."""


def main(arguments: list[str] | None = None) -> int:
    """Walk the talk and save its pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("language", choices=("zh_CN", "en"))
    parser.add_argument("colours", choices=("light", "dark"))
    parser.add_argument("folder", type=Path, help="is made, and filled with pictures")
    parser.add_argument("--onscreen", action="store_true", help="use the display there is")
    chosen = parser.parse_args(arguments)
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as kept:
        if not chosen.onscreen:
            os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={_screen(Path(kept))}"
        _film(chosen.language, chosen.colours, chosen.folder, Path(kept))
    return 0


def _screen(folder: Path) -> Path:
    """Describe the screen to the offscreen platform, whose own has 800 × 800 pixels."""
    screen = {"name": "film", "x": 0, "y": 0, "width": WIDTH, "height": HEIGHT}
    sizes = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    path = folder / "screen.json"
    described = {"windowFrameMargins": False, "screens": [screen | sizes]}
    path.write_text(json.dumps(described), encoding="utf-8")
    return path


def _film(language: str, colours: str, folder: Path, kept: Path) -> None:
    # Qt is loaded only now: it asks for its platform once.
    from PySide6.QtWidgets import QApplication

    from negotiator_desk.i18n import use_language
    from negotiator_desk.services.demo import load_sample, sample_folders
    from negotiator_desk.services.opening import open_desk
    from negotiator_desk.settings import Settings, ThemeChoice
    from negotiator_desk.ui.context import Tools
    from negotiator_desk.ui.errors import ErrorReporter
    from negotiator_desk.ui.jobs import JobRunner
    from negotiator_desk.ui.main_window import MainWindow
    from negotiator_desk.ui.remembered import Remembered
    from negotiator_desk.ui.singletons import keep_singletons
    from negotiator_desk.ui.theme import Theme
    from tests.journeys.hands import Hands
    from tests.journeys.table_walk import TableWalk

    began = time.monotonic()

    def now() -> datetime:
        return _BEGINNING + timedelta(seconds=_FASTER * (time.monotonic() - began))

    use_language(language)
    desk = open_desk(kept / "store", author="film", now=now)
    others = [sample for sample in sample_folders() if sample.name != _CASE]
    for sample in others:
        load_sample(desk, sample)
    case_id = load_sample(desk, _talk_in_progress(kept))
    application = QApplication(sys.argv[:1])
    keep_singletons()
    settings = Settings(language=language, theme=ThemeChoice(colours))
    remembered = Remembered(settings, kept / "settings.json")
    theme = Theme(application, ThemeChoice(colours))
    runner = JobRunner()
    window = MainWindow(Tools(theme, remembered, runner, ErrorReporter()))
    window.setGeometry(0, 0, WIDTH, HEIGHT)
    window.set_desk(desk)
    window.show()
    camera = _Camera(window, folder)
    hands = Hands(lambda: runner.is_busy, camera.take)
    hands.done("start")
    TableWalk(window, desk, case_id, _talk(language), hands).walk()
    _tell(hands.steps)
    window.close()
    runner.close()
    desk.close()


def _talk_in_progress(kept: Path) -> Path:
    """Return a copy of a sample in which the last session has not been held yet."""
    from negotiator_desk.services.demo import sample_folders

    source = next(sample for sample in sample_folders() if sample.name == _CASE)
    target = kept / _CASE
    shutil.copytree(source, target)
    script = target / "case.toml"
    head, *sessions = re.split(r"(?m)^(?=\[\[session\]\]$)", script.read_text(encoding="utf-8"))
    script.write_text("".join([head, *sessions[:_TALKING]]), encoding="utf-8")
    return target


def _talk(language: str) -> Talk:
    """What is said, in the language of the window; the case itself is Chinese."""
    from tests.journeys.table_walk import NumberIssue, Talk

    if language == "zh_CN":
        return Talk(
            rates_title="",
            rates=(),
            employee_rate="0.82",
            employer_rate="0.81",
            package=(
                NumberIssue("夜间派送补贴", "5", "元/夜", "8.5"),
                NumberIssue("年节慰问金", "200", "元/年", "400"),
            ),
            place="海曙区总工会三楼会议室",
            recorder="范珍珠",
            words="职工方说明七月派件量的变化",
            argument="与周边片区一致",
            reason="双方各自商议",
        )
    return Talk(
        rates_title="",
        rates=(),
        employee_rate="0.82",
        employer_rate="0.81",
        package=(
            NumberIssue("Night deliveries", "5", "yuan a night", "8.5"),
            NumberIssue("Holiday gift", "200", "yuan a year", "400"),
        ),
        place="District union, third floor",
        recorder="范珍珠",
        words="The couriers explain the parcels of July",
        argument="As the next districts pay",
        reason="Both sides confer",
    )


class _Camera:
    """Takes pictures of a window with what stands before it."""

    def __init__(self, window: QWidget, folder: Path) -> None:
        self._window = window
        self._folder = folder
        self._count = 0

    def take(self, name: str) -> None:
        """Save what is on the screen now."""
        from PySide6.QtGui import QPainter
        from PySide6.QtWidgets import QApplication

        # Pages of a PDF are drawn by Qt itself, which says nothing when it is done.
        until = time.monotonic() + _EXPOSURE
        while time.monotonic() < until:
            QApplication.processEvents()
        self._count += 1
        picture = self._window.grab()
        painter = QPainter(picture)
        for front in QApplication.topLevelWidgets():
            if front is not self._window and front.isVisible():
                place = front.pos() - self._window.pos()
                painter.drawPixmap(place, front.grab())
        painter.end()
        words = name.replace(" ", "_")
        picture.save(str(self._folder / f"{self._count:02}_{words}.png"))


def _tell(steps: list[Step]) -> None:
    """Print the table of keys and times."""
    rows = [(one.name, one.keys, one.keys / _TYPING, one.seconds) for one in steps[1:]]
    keys, typing, seconds = (sum(row[place] for row in rows) for place in (1, 2, 3))
    print(f"| {'step':28} | keys | typing, s | response, s |")
    print(f"|{'-' * 30}|-----:|----------:|------------:|")
    for name, count, typed, took in [*rows, ("all", keys, typing, seconds)]:
        print(f"| {name:28} | {count:4} | {typed:9.1f} | {took:11.2f} |")


if __name__ == "__main__":
    raise SystemExit(main())
