"""The main window: rail, pages, menus and status bar, and the way between them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QMessageBox,
    QStackedWidget,
    QWidget,
)
from typing_extensions import override

from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _, n_
from negotiator_desk.settings import ThemeChoice
from negotiator_desk.ui.actions import WindowActions, connect_all
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.errors import ErrorReporter
from negotiator_desk.ui.jobs import Job, JobRunner
from negotiator_desk.ui.pages.base import Page
from negotiator_desk.ui.pages.making import make_page
from negotiator_desk.ui.places import PageName, Place
from negotiator_desk.ui.remembered import Remembered
from negotiator_desk.ui.theme import Theme
from negotiator_desk.ui.widgets.empty import EmptyState
from negotiator_desk.ui.widgets.rail import Rail
from negotiator_desk.ui.widgets.status import StatusLine

if TYPE_CHECKING:
    from negotiator_desk.services.desk import Desk, Outcome

SMALLEST = QSize(1180, 640)
"""The least size in device-independent pixels: 1280 × 720 without the system's bars."""
USUAL = QSize(1366, 768)

_log = logging.getLogger(__name__)

_HISTORY = 50
"""Places that Back remembers."""


@dataclass(frozen=True)
class Tools:
    """What the window is given by the composition root."""

    theme: Theme
    settings: Remembered
    runner: JobRunner
    errors: ErrorReporter


class MainWindow(QMainWindow):
    """Shows one place at a time and knows how one got there.

    Signals:
        language_wanted: Code of a language; the window is built anew in it.
        closed: The window was closed by its user.
    """

    language_wanted = Signal(str)
    closed = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._context: Context | None = None
        self._pages: dict[PageName, Page] = {}
        self._stale: set[PageName] = set()
        self._place: Place | None = None
        self._history: list[Place] = []
        self.setWindowTitle(_("Negotiator Desk"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(SMALLEST)
        self.rail = Rail()
        self.stack = QStackedWidget()
        self._opening = EmptyState()
        self._opening.set_words(_("Opening your cases …"))
        self.stack.addWidget(self._opening)
        centre = QWidget()
        layout = QHBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail)
        layout.addWidget(self.stack, 1)
        self.setCentralWidget(centre)
        self.status = StatusLine(tools.runner)
        self.setStatusBar(self.status)
        self.actions_ = WindowActions(self, tools.theme.choice)
        self._connect()
        self.actions_.enable(store_open=False)
        self.actions_.show_undo(None, None)
        self.actions_.show_page(PageName.HOME, in_case=False)
        self.rail.setEnabled(False)
        self._restore_geometry()

    @property
    def context(self) -> Context:
        """What the pages are given; only once the store is open."""
        assert self._context is not None, "the store is not open yet"
        return self._context

    @property
    def place(self) -> Place | None:
        """Where one is; None until the store is open."""
        return self._place

    def set_desk(self, desk: Desk, place: Place | None = None) -> None:
        """Take the open store and show a place in it.

        Args:
            place: Home when None.
        """
        self._context = Context(
            desk=desk,
            runner=self._tools.runner,
            settings=self._tools.settings,
            announce=self.announce,
            show_error=self._tools.errors.show,
            go=self.go,
            say=self.status.say,
            load_samples=self.load_samples,
        )
        self.rail.setEnabled(True)
        self.actions_.enable(store_open=True)
        self._show_store()
        self.go(place or Place(PageName.HOME))

    def page(self, name: PageName) -> Page:
        """The page of a name, built when it is first asked for."""
        if name not in self._pages:
            page = make_page(name, self.context)
            self._pages[name] = page
            self.stack.addWidget(page)
        return self._pages[name]

    def go(self, place: Place) -> None:
        """Show a place, unless the page shown now has something unsaved to keep."""
        if self._place is not None and not self.page(self._place.page).leave():
            return
        if self._place is not None and self._place != place:
            self._history = [*self._history, self._place][-_HISTORY:]
        self._open(place)

    @Slot()
    def go_back(self) -> None:
        """Show the place before this one."""
        if not self._history or self._place is None:
            return
        if self.page(self._place.page).leave():
            self._open(self._history.pop())

    def announce(self, outcome: Outcome[Any]) -> None:
        """Show what an operation changed, everywhere, and that it was saved."""
        self._show_store()
        if not self._case_is_there():
            self._forget_case()
            return
        self._stale = set(self._pages)
        self._refresh_shown(outcome.changed)

    def state(self) -> dict[str, Any]:
        """Everything that a window built anew needs to look as this one does."""
        return {
            "place": self._place,
            "history": list(self._history),
            "geometry": self.saveGeometry(),
            "pages": {
                name: (page.place, page.state())
                for name, page in self._pages.items()
                if page.place is not None
            },
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Look as the window did that `state` is from; the store must be open."""
        self.restoreGeometry(state["geometry"])
        for name, (place, kept) in state["pages"].items():
            if place == state["place"] or kept:
                page = self.page(name)
                page.show_place(place)
                page.restore(kept)
        if state["place"] is not None:
            self._open(state["place"], shows_anew=False)
        self._history = state["history"]

    @Slot()
    def undo(self) -> None:
        """Take back the latest operation and say which it was."""
        self._replay(self.context.desk.undo, _("Undone: {operation}"))

    @Slot()
    def redo(self) -> None:
        """Repeat the operation taken back last and say which it was."""
        self._replay(self.context.desk.redo, _("Redone: {operation}"))

    @Slot()
    def search(self) -> None:
        """Go to the page's search field; a page without one leads to the list of cases."""
        if self._place is not None and not self.page(self._place.page).focus_search():
            self.go(Place(PageName.CASES))
            self.page(PageName.CASES).focus_search()

    @Slot()
    def new_case(self) -> None:
        """Open the form for a new case."""
        from negotiator_desk.ui.dialogs.case import open_new_case

        open_new_case(self.context, self)

    @Slot()
    def load_samples(self) -> None:
        """Bring the three sample cases into the store, on the worker."""
        if self._tools.runner.is_busy:
            self.status.say(_("Something is still running; wait for it or stop it first."))
            return
        self._tools.runner.start(
            self._load_samples,
            owner=self,
            on_done=self._show_samples,
            on_error=self._tools.errors.show,
            label=_("Importing the sample cases …"),
            can_cancel=True,
        )

    @Slot()
    def show_settings(self) -> None:
        """Open the settings."""
        from negotiator_desk.ui.dialogs.settings import SettingsDialog

        dialog = SettingsDialog(self._tools.settings.value, self)
        dialog.language_chosen.connect(self.choose_language)
        dialog.theme_chosen.connect(self.choose_theme)
        dialog.open()

    @Slot(object)
    def choose_theme(self, choice: ThemeChoice) -> None:
        """Show other colours from now on."""
        self._tools.theme.choose(choice)
        self.actions_.show_theme(choice)
        self._tools.settings.change(theme=choice)

    @Slot(str)
    def choose_language(self, code: str) -> None:
        """Ask for the window in another language; work in hand is finished first."""
        if self._tools.runner.is_busy:
            self.actions_.show_language()
            self.status.say(_("Something is still running; wait for it or stop it first."))
            return
        self.language_wanted.emit(code)

    @Slot()
    def show_shortcuts(self) -> None:
        """Open the list of keys."""
        from negotiator_desk.ui.dialogs.shortcuts import ShortcutsDialog

        shown = self.page(self._place.page) if self._place is not None else None
        ShortcutsDialog(self.actions_.all(), shown, self).open()

    @Slot()
    def show_about(self) -> None:
        """Open what the program is and whose work it stands on."""
        from negotiator_desk.ui.dialogs.about import AboutDialog

        AboutDialog(self).open()

    def _connect(self) -> None:
        actions = self.actions_
        connect_all(
            (
                (actions.new_case, self.new_case),
                (actions.samples, self.load_samples),
                (actions.settings, self.show_settings),
                (actions.quit, self.close),
                (actions.undo, self.undo),
                (actions.redo, self.redo),
                (actions.search, self.search),
                (actions.back, self.go_back),
                (actions.shortcuts, self.show_shortcuts),
                (actions.about, self.show_about),
            )
        )
        actions.page_wanted.connect(self._go_to_page)
        actions.language_wanted.connect(self.choose_language)
        actions.theme_wanted.connect(self.choose_theme)
        self.rail.wanted.connect(self._go_to_page)

    @Slot(object)
    def _go_to_page(self, name: PageName) -> None:
        case_id = self._case_id()
        if self._context is not None and not (name.is_inside_case and case_id is None):
            self.go(Place(name, case_id if name.is_inside_case else None))
        if self._place is not None:
            self.actions_.show_page(self._place.page, in_case=self._case_id() is not None)

    def _case_id(self) -> str | None:
        """The case that is open: the one shown, or the last one shown."""
        places = [*self._history, *([self._place] if self._place else [])]
        return next((place.case_id for place in reversed(places) if place.case_id), None)

    def _open(self, place: Place, *, shows_anew: bool = True) -> None:
        try:
            page = self.page(place.page)
            if shows_anew:
                page.show_place(place)
        except UserError as error:
            self._tools.errors.show(error)
            self._forget_case()
            return
        self._place = place
        self._stale.discard(place.page)
        self.stack.setCurrentWidget(page)
        self.rail.show_current(place.page)
        self._show_case()
        if place.case_id is not None:
            self._tools.settings.opened_case(place.case_id)
        self.actions_.show_page(place.page, in_case=self._case_id() is not None)
        self.actions_.back.setEnabled(bool(self._history))

    def _show_case(self) -> None:
        case_id = self._case_id()
        title = ""
        if case_id is not None:
            from negotiator_desk.services.cases import get_case

            title = get_case(self.context.desk, case_id).title
        self.rail.show_case(title)
        name = _("Negotiator Desk")
        self.setWindowTitle(f"{title} — {name}" if title else name)

    def _case_is_there(self) -> bool:
        """Whether the open case still exists: undoing its creation takes it away."""
        case_id = self._case_id()
        if case_id is None:
            return True
        from negotiator_desk.services.cases import list_cases

        rows = list_cases(self.context.desk) + list_cases(self.context.desk, trashed=True)
        return case_id in {row.id for row in rows}

    def _forget_case(self) -> None:
        gone = self._case_id()
        self._history = [place for place in self._history if place.case_id != gone]
        self._place = None
        for page in self._pages:
            self._stale.add(page)
        self._open(Place(PageName.CASES))

    def _refresh_shown(self, changed: frozenset[str]) -> None:
        if self._place is None:
            return
        try:
            page = self.page(self._place.page)
            page.refresh(changed)
            page.update_head()
            self._show_case()
        except UserError as error:
            self._tools.errors.show(error)
        self._stale.discard(self._place.page)

    def _show_store(self) -> None:
        from negotiator_desk.services.operations import label

        desk = self.context.desk
        undo, redo = desk.undo_operation, desk.redo_operation
        self.actions_.show_undo(label(undo) if undo else None, label(redo) if redo else None)
        self.status.show_saved(desk.saved_at)

    def _replay(self, work: Callable[[], Outcome[str]], sentence: str) -> None:
        from negotiator_desk.services.operations import label

        try:
            outcome = work()
        except UserError as error:
            self._tools.errors.show(error)
            return
        self.announce(outcome)
        self.status.say(sentence.format(operation=label(outcome.value)))

    def _load_samples(self, job: Job) -> int:
        """Runs on the worker; services are imported here so that the window opens sooner."""
        from negotiator_desk.services.demo import load_sample, sample_folders

        folders = sample_folders()
        for number, folder in enumerate(folders):
            if job.is_cancelled():
                return number
            job.report(number / len(folders))
            load_sample(self.context.desk, folder)
        return len(folders)

    @Slot(object)
    def _show_samples(self, count: int) -> None:
        self._show_store()
        self._stale = set(self._pages)
        self._refresh_shown(frozenset())
        self.status.say(
            n_("{count} sample case was added.", "{count} sample cases were added.", count).format(
                count=count
            )
        )
        self.go(Place(PageName.CASES))

    def _restore_geometry(self) -> None:
        kept = bytes.fromhex(self._tools.settings.value.window_geometry)
        if kept and self.restoreGeometry(QByteArray(kept)):
            return
        screen = QGuiApplication.primaryScreen().availableGeometry()
        self.resize(USUAL.boundedTo(screen.size()))
        self.move(screen.center() - self.rect().center())

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._place is not None and not self.page(self._place.page).leave():
            event.ignore()
            return
        if self._tools.runner.is_busy and not self._may_stop_work():
            event.ignore()
            return
        try:
            geometry = bytes(self.saveGeometry().data()).hex()
            self._tools.settings.change(window_geometry=geometry)
        except UserError as error:
            # A window that cannot be closed is worse than one that opens elsewhere next time.
            _log.warning("settings not saved: %s", type(error).__name__)
        event.accept()
        self.closed.emit()

    def _may_stop_work(self) -> bool:
        box = QMessageBox(self)
        box.setWindowTitle(_("Something is still running"))
        box.setText(_("Stop it and close? What was saved so far stays saved."))
        stop = box.addButton(_("&Stop and close"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(_("&Keep working"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        return box.clickedButton() is stop
