"""The main window: rail, pages, menus and status bar, and the way between them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QWidget
from typing_extensions import override

from negotiator_desk.errors import RuleError, UserError
from negotiator_desk.i18n import _, n_
from negotiator_desk.settings import ThemeChoice
from negotiator_desk.ui.actions import WindowActions, connect_all
from negotiator_desk.ui.case_head import case_head
from negotiator_desk.ui.closing import covered_form, keep_geometry, may_stop_work, work_in_hand
from negotiator_desk.ui.context import Context, Tools
from negotiator_desk.ui.geometry import place_window
from negotiator_desk.ui.pages.base import Page
from negotiator_desk.ui.pages.making import make_page
from negotiator_desk.ui.places import PageName, Place
from negotiator_desk.ui.privacy import Curtain
from negotiator_desk.ui.projector.keeper import ProjectorKeeper
from negotiator_desk.ui.samples import load_samples
from negotiator_desk.ui.trail import Trail
from negotiator_desk.ui.undoing import Undoing
from negotiator_desk.ui.widgets.empty import EmptyState
from negotiator_desk.ui.widgets.rail import Rail
from negotiator_desk.ui.widgets.status import StatusLine

if TYPE_CHECKING:
    from negotiator_desk.services.desk import Desk, Outcome


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
        self._curtain = Curtain(self)
        self._pages: dict[PageName, Page] = {}
        self._trail = Trail()
        self.setWindowTitle(_("Negotiator Desk"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
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
        self._undoing = Undoing(self.actions_)
        self.projector = ProjectorKeeper(self)
        self._curtain.listen_everywhere()
        self._connect()
        self.actions_.enable(store_open=False)
        self.actions_.show_page(PageName.HOME, in_case=False)
        self.rail.setEnabled(False)
        place_window(self, tools.settings.value.window_geometry)

    @property
    def context(self) -> Context:
        """What the pages are given; only once the store is open."""
        assert self._context is not None, "the store is not open yet"
        return self._context

    @property
    def place(self) -> Place | None:
        """Where one is; None until the store is open."""
        return self._trail.place

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
            curtain=self._curtain,
        )
        self.rail.setEnabled(True)
        self.actions_.enable(store_open=True)
        self.projector.set_context(self._context)
        self._show_store()
        self.go(place or Place(PageName.HOME))

    def page(self, name: PageName) -> Page:
        """The page of a name, built when it is first asked for."""
        if name not in self._pages:
            page = make_page(name, self.context)
            page.steps_changed.connect(self._show_store)
            page.issue_chosen.connect(self.projector.show_issue)
            self._pages[name] = page
            self.stack.addWidget(page)
        return self._pages[name]

    def go(self, place: Place) -> None:
        """Show a place, unless the page shown now has something unsaved to keep."""
        if self._may_leave():
            self._open(self._trail.to(place))

    @Slot()
    def go_back(self) -> None:
        """Show the place before this one."""
        if self._trail.before and self._may_leave():
            self._open(self._trail.back())

    def announce(self, outcome: Outcome[Any]) -> None:
        """Show what an operation changed, everywhere, and that it was saved."""
        self._show_store()
        self.projector.refresh()
        if self._case_is_there():
            self._refresh_shown(outcome.changed)
        else:
            self._forget_case(self._trail)

    def state(self) -> dict[str, Any]:
        """Everything that a window built anew needs to look as this one does."""
        return {
            "trail": self._trail,
            "geometry": self.saveGeometry(),
            "curtain": self._curtain.is_drawn,
            "projector": self.projector.state(),
            "pages": {
                name: (page.place, page.state())
                for name, page in self._pages.items()
                if page.place is not None
            },
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Look as the window did that `state` is from; the store must be open."""
        self.restoreGeometry(state["geometry"])
        # Drawn before a screen that mirrors this one, it stays drawn.
        self._curtain.set_drawn(state["curtain"] or self._curtain.is_drawn)
        trail: Trail = state["trail"]
        for name, (place, kept) in state["pages"].items():
            if kept and place != trail.place:
                self.page(name).show_place(place)
                self.page(name).restore(kept)
        self._open(trail)
        if trail.place is not None:
            self.page(trail.place.page).restore(state["pages"][trail.place.page][1])
        self.projector.restore(state["projector"])

    @Slot()
    def undo(self) -> None:
        """Take back what the menu names, of the page in view before the store, and say so."""
        self._replay(self._undoing.undo_own(self._shown()), self._undoing.undo)

    @Slot()
    def redo(self) -> None:
        """Repeat what the menu names, of the page in view before the store, and say so."""
        self._replay(self._undoing.redo_own(self._shown()), self._undoing.redo)

    @Slot()
    def search(self) -> None:
        """Go to the page's search field; a page without one leads to the list of cases."""
        if (shown := self._shown()) is not None and not shown.focus_search():
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
            partial(load_samples, self.context.desk),
            owner=self,
            on_done=self._show_samples,
            on_error=self._show_failed_samples,
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
        if why := work_in_hand(self._tools.runner, self._curtain):
            self.actions_.show_language()
            self.status.say(why)
            return
        self.language_wanted.emit(code)

    @Slot()
    def show_shortcuts(self) -> None:
        """Open the list of keys."""
        from negotiator_desk.ui.dialogs.shortcuts import ShortcutsDialog

        ShortcutsDialog(self.actions_.all(), self._shown(), self).open()

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
                (actions.projector, self.projector.toggle),
                (actions.page_up, self.projector.previous_page),
                (actions.page_down, self.projector.next_page),
                (actions.curtain, self._curtain.toggle),
            )
        )
        actions.page_wanted.connect(self._go_to_page)
        actions.language_wanted.connect(self.choose_language)
        actions.theme_wanted.connect(self.choose_theme)
        self.rail.wanted.connect(self._go_to_page)
        self.projector.shown_changed.connect(actions.projector.setChecked)
        self._curtain.changed.connect(actions.curtain.setChecked)
        self._curtain.changed.connect(self.status.show_curtain)
        self._curtain.held_back.connect(self.status.say_covered)
        self._curtain.projector_wanted.connect(self.projector.toggle_over_form)

    @Slot(object)
    def _go_to_page(self, name: PageName) -> None:
        case_id = self._trail.case_id
        if self._context is not None and not (name.is_inside_case and case_id is None):
            self.go(Place(name, case_id if name.is_inside_case else None))
        if self.place is not None:
            self.actions_.show_page(self.place.page, in_case=self._trail.case_id is not None)

    def _shown(self) -> Page | None:
        return self.page(self.place.page) if self.place is not None else None

    def _may_leave(self) -> bool:
        shown = self._shown()
        return shown is None or shown.leave()

    def _open(self, trail: Trail) -> None:
        place = trail.place
        assert place is not None
        try:
            page = self.page(place.page)
            page.show_place(place)
        except UserError as error:
            self._tools.errors.show(error)
            self._forget_case(trail)
            return
        self._trail = trail
        talked_about = place.item_id if place.page is PageName.TABLE else None
        self.projector.show_place(trail.case_id, talked_about)
        self.stack.setCurrentWidget(page)
        self.rail.show_current(place.page)
        self._show_case()
        if place.case_id is not None:
            self._tools.settings.opened_case(place.case_id)
        self.actions_.show_page(place.page, in_case=trail.case_id is not None)
        self.actions_.back.setEnabled(bool(trail.before))
        self._show_store()

    def _show_case(self) -> None:
        """Name the open case in the rail and the title bar, and its next step below."""
        title, waits_for = case_head(self.context.desk, self._trail.case_id)
        self.rail.show_case(title)
        self.status.show_next(waits_for)
        name = _("Negotiator Desk")
        self.setWindowTitle(f"{title} — {name}" if title else name)

    def _case_is_there(self) -> bool:
        """Whether the open case still exists: undoing its creation takes it away."""
        if self._trail.case_id is None:
            return True
        from negotiator_desk.services.cases import get_case

        try:
            get_case(self.context.desk, self._trail.case_id)
        except RuleError:
            return False
        return True

    def _forget_case(self, trail: Trail) -> None:
        self._open(trail.without(trail.case_id).to(Place(PageName.CASES)))

    def _refresh_shown(self, changed: frozenset[str]) -> None:
        """Refresh the page in sight; the others read the store when they are shown."""
        if (shown := self._shown()) is not None:
            try:
                shown.refresh(changed)
                shown.update_head()
                self._show_case()
            except UserError as error:
                self._tools.errors.show(error)

    @Slot()
    def _show_store(self) -> None:
        self._undoing.show(self.context.desk, self._shown(), self._trail.case_id)
        self.status.show_saved(self.context.desk.saved_at)

    def _replay(self, own: str, work: Callable[[Desk], tuple[Outcome[str], str]]) -> None:
        if own:
            self.status.say(own)
            return
        try:
            outcome, sentence = work(self.context.desk)
        except UserError as error:
            self._show_store()
            self._tools.errors.show(error)
            return
        self.announce(outcome)
        self.status.say(sentence)

    @Slot(object)
    def _show_samples(self, count: int) -> None:
        self._show_store()
        self.go(Place(PageName.CASES))
        text = n_("{count} sample case was added.", "{count} sample cases were added.", count)
        self.status.say(text.format(count=count))

    @Slot(object)
    def _show_failed_samples(self, error: BaseException) -> None:
        """Show the samples that came in before the fault, and the fault."""
        self._show_store()
        self._refresh_shown(frozenset())
        self._tools.errors.show(error)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if why := covered_form(self._curtain):
            self.status.say(why)
            event.ignore()
            return
        may_close = self._may_leave() and all(page.may_close() for page in self._pages.values())
        if not may_close or (self._tools.runner.is_busy and not may_stop_work(self)):
            event.ignore()
            return
        keep_geometry(self, self._tools.settings)
        event.accept()
        self.closed.emit()
