"""What the frozen program is asked about its window."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from negotiator_desk.settings import Settings
from negotiator_desk.ui.context import Tools
from negotiator_desk.ui.errors import ErrorReporter
from negotiator_desk.ui.jobs import JobRunner
from negotiator_desk.ui.main_window import MainWindow
from negotiator_desk.ui.places import PageName
from negotiator_desk.ui.remembered import Remembered
from negotiator_desk.ui.theme import Theme


def window_opens() -> None:
    """Open the window on an empty store, build every page outside a case, draw a chart, close.

    Raises:
        FileNotFoundError: A font, an icon or a look is missing from the installation.
        StorageError: No store could be made in the system's temporary folder.
    """
    from negotiator_desk.services.opening import open_desk
    from negotiator_desk.ui.pages.costing_tab_spread import pay_histogram

    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(["self-test"])
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        desk = open_desk(Path(folder) / "store")
        runner = JobRunner()
        settings = Remembered(Settings(), Path(folder) / "settings.json")
        tools = Tools(Theme(application, Settings().theme), settings, runner, ErrorReporter())
        window = MainWindow(tools)
        try:
            window.set_desk(desk)
            window.show()
            window.grab()
            for name in (PageName.HOME, PageName.CASES):
                window.page(name)
            chart = pay_histogram()
            chart.setParent(window)
            chart.set_bins((0, 100, 200), (1, 2))
            chart.grab()
        finally:
            window.close()
            runner.close()
            desk.close()
