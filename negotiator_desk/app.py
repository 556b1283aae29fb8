"""The window's composition root: builds the application, opens the store, ends it."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator, Slot
from PySide6.QtWidgets import QApplication

from negotiator_desk.errors import UserError
from negotiator_desk.i18n import SOURCE_LANGUAGE, language, use_language
from negotiator_desk.paths import settings_file
from negotiator_desk.settings import Settings
from negotiator_desk.ui.context import Tools
from negotiator_desk.ui.errors import ErrorDialog, ErrorReporter, program_version
from negotiator_desk.ui.jobs import Job, JobRunner
from negotiator_desk.ui.main_window import MainWindow
from negotiator_desk.ui.qt_words import QtWords
from negotiator_desk.ui.remembered import Remembered
from negotiator_desk.ui.theme import Theme

if TYPE_CHECKING:
    from negotiator_desk.services.desk import Desk

CANNOT_OPEN = 3
"""Exit code when the store could not be opened."""


def run(store_folder: Path, settings: Settings) -> int:
    """Open the window on a store and stay until it is closed.

    Args:
        store_folder: Created where there is none.
        settings: What the interface remembers; changes are written to the user's settings file.

    Returns:
        The process's exit code: 0, or `CANNOT_OPEN`.
    """
    application = QApplication(sys.argv[:1])
    application.setApplicationName("negotiator-desk")
    application.setApplicationVersion(program_version())
    application.setDesktopFileName("negotiator-desk")
    use_language(settings.language)
    desktop = Desktop(application, store_folder, settings)
    desktop.errors.install()
    desktop.open()
    try:
        return application.exec()
    finally:
        desktop.close()
        desktop.errors.uninstall()


class Desktop(QObject):
    """Owns what outlives a window: the open store, the worker, the settings and the colours.

    A change of language builds the window anew and hands it everything the old one held.
    """

    def __init__(self, application: QApplication, store_folder: Path, settings: Settings) -> None:
        super().__init__(application)
        self._application = application
        self._folder = store_folder
        self._desk: Desk | None = None
        self._translator: QTranslator | None = None
        self.settings = Remembered(settings, settings_file(), self)
        self.errors = ErrorReporter(self)
        self.runner = JobRunner(self)
        self.theme = Theme(application, settings.theme)
        self._tools = Tools(self.theme, self.settings, self.runner, self.errors)
        application.installTranslator(QtWords(self))
        self._translate_qt()
        self.window = self._make_window()

    def open(self) -> None:
        """Show the window at once; the store is opened on the worker."""
        self.window.show()
        self.runner.start(
            self._open_desk, owner=self, on_done=self._take_desk, on_error=self._give_up
        )

    def close(self) -> None:
        """Stop the worker and close the store."""
        gc.unfreeze()
        self.runner.close()
        if self._desk is not None:
            self._desk.close()
            self._desk = None

    @Slot(str)
    def switch_language(self, code: str) -> None:
        """Show everything in another language, unsaved input included."""
        if code == language() or self._desk is None:
            return
        use_language(code)
        self._translate_qt()
        old, state = self.window, self.window.state()
        self.window = self._make_window()
        self.window.set_desk(self._desk)
        self.window.restore(state)
        self.window.show()
        old.closed.disconnect(self._application.quit)
        old.hide()
        old.deleteLater()
        self.settings.change(language=code)

    def _make_window(self) -> MainWindow:
        window = MainWindow(self._tools)
        window.language_wanted.connect(self.switch_language)
        window.closed.connect(self._application.quit)
        return window

    def _open_desk(self, job: Job) -> Desk:
        """Runs on the worker: SQLAlchemy is imported here, after the window is on the screen."""
        from negotiator_desk.services.opening import open_desk

        return open_desk(self._folder)

    @Slot(object)
    def _take_desk(self, desk: Desk) -> None:
        self._desk = desk
        self.window.set_desk(desk)
        # What was loaded so far lasts as long as the program. Python need not look through all of
        # it for what can go, which takes a tenth of a second and comes at any moment.
        gc.freeze()

    @Slot(object)
    def _give_up(self, error: BaseException) -> None:
        """Say why the store does not open, and end; the store was left as it is."""
        if not isinstance(error, UserError):
            self.errors.show(error)
            return
        dialog = ErrorDialog(error, self.window)
        dialog.finished.connect(self._leave)
        dialog.open()

    @Slot()
    def _leave(self) -> None:
        self._application.exit(CANNOT_OPEN)

    def _translate_qt(self) -> None:
        """Give Qt's own buttons and menus the interface's language."""
        if self._translator is not None:
            self._application.removeTranslator(self._translator)
            self._translator = None
        QLocale.setDefault(QLocale(language()))
        if language() == SOURCE_LANGUAGE:
            return
        translator = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(f"qtbase_{language()}", folder):
            self._application.installTranslator(translator)
            self._translator = translator
