"""When the projector view comes and goes: by its key, and with a second screen."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from negotiator_desk.i18n import _
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.projector.window import ProjectorWindow


class ProjectorKeeper(QObject):
    """Owns the projector view of one main window.

    A second screen gets the view by itself, and the view goes with that screen. On a single screen
    it covers everything; the curtain is drawn then and stays drawn until somebody lifts it, so that
    nobody comes back to something private in front of the other side. A screen that shows the same
    as the main window's gets no view, and the curtain is drawn by itself when it comes.

    Signals:
        shown_changed: The view came (True) or went (False).
    """

    shown_changed = Signal(bool)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._context: Context | None = None
        self._view: ProjectorWindow | None = None
        self._case_id: str | None = None
        window.installEventFilter(self)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication), "windows need an application"
        application.screenAdded.connect(self.greet_screen)
        application.screenAdded.connect(self._watch)
        for screen in QGuiApplication.screens():
            self._watch(screen)
        application.screenRemoved.connect(self.miss_screen)

    @property
    def view(self) -> ProjectorWindow | None:
        """The view, once it was first shown."""
        return self._view

    @property
    def is_shown(self) -> bool:
        """Whether the view is on a screen now."""
        return self._view is not None and self._view.isVisible()

    def set_context(self, context: Context) -> None:
        """Take the open store; a second screen that is there already is greeted."""
        self._context = context
        self.greet_screen()

    def show_place(self, case_id: str | None, issue_id: str | None) -> None:
        """Follow the main window to another case, and to an issue chosen there."""
        self._case_id = case_id
        if self._view is not None:
            self._view.show_case(case_id)
            self._view.show_issue(issue_id)

    @Slot(object)
    def show_issue(self, issue_id: str | None) -> None:
        """Show an issue that was chosen in the main window."""
        if self._view is not None:
            self._view.show_issue(issue_id)

    @Slot()
    def refresh(self) -> None:
        """Show the store as it is now."""
        if self._view is not None:
            self._view.refresh()

    @Slot()
    def toggle(self) -> None:
        """Show the view, on the second screen where there is one, or take it away."""
        if self.is_shown:
            self.leave()
        elif self._context is not None:
            self._show(self._second_screen())

    @Slot()
    def toggle_over_form(self) -> None:
        """Do the same while a form is open: a private one vanishes behind the curtain first.

        On the only screen a form that everybody may see stays where it is, without the view: it
        would keep the keys from it.
        """
        if self._context is None:
            return
        if self._second_screen() is None:
            self._context.curtain.set_drawn(True)
            if QApplication.activeModalWidget() is not None:
                self._context.say(_("Close the form first: it would cover the projector view."))
                return
        self.toggle()

    @Slot()
    def leave(self) -> None:
        """Take the view away and go back to the main window."""
        if self._view is not None and self._view.isVisible():
            self._view.hide()
            self._window.activateWindow()
            self.shown_changed.emit(False)

    @Slot()
    def next_page(self) -> None:
        """Turn the page of the view."""
        if self._view is not None:
            self._view.next_page()

    @Slot()
    def previous_page(self) -> None:
        """Turn back a page of the view."""
        if self._view is not None:
            self._view.previous_page()

    @Slot()
    def greet_screen(self) -> None:
        """Give the view to a second screen, or draw the curtain before one that mirrors."""
        screen = self._second_screen()
        if self._context is not None and screen is not None:
            self._show(screen)
        self.meet_mirror()

    @Slot()
    def meet_mirror(self) -> None:
        """Draw the curtain, and say why, where another screen shows the main window's."""
        own = self._window.screen()
        place = own.geometry()
        if self._context is not None and any(
            one != own and not _is_apart(one.geometry(), place) for one in QGuiApplication.screens()
        ):
            self._context.curtain.set_drawn(True)
            self._context.say(_("Another screen shows the same as this one: the curtain is drawn."))

    @Slot()
    def miss_screen(self) -> None:
        """Take the view away with the screen it was on; on the only screen it would hide all."""
        if self._second_screen() is None:
            self.leave()

    def state(self) -> dict[str, Any]:
        """Whether the view is shown and what of it, to survive a change of language."""
        return {
            "shown": self.is_shown,
            "view": None if self._view is None else self._view.state(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Show again what `state` is of."""
        if state["shown"] and not self.is_shown:
            self.toggle()
        if self._view is not None and state["view"] is not None:
            self._view.restore(state["view"])

    @Slot(QScreen)
    def _watch(self, screen: QScreen) -> None:
        """Notice when a screen comes to show the same as another."""
        screen.geometryChanged.connect(self.meet_mirror)

    def _show(self, second: QScreen | None) -> None:
        """Show the view on a second screen, or on the one the main window is on."""
        assert self._context is not None, "the store is open"
        if self._view is None:
            self._view = ProjectorWindow(self._context.desk, self._context.runner)
            self._view.left.connect(self.leave)
            self.destroyed.connect(self._view.deleteLater)
        view = self._view
        was_shown = view.isVisible()
        view.show_case(self._case_id)
        screen = second or self._window.screen()
        # On a wall beside it, the keys stay with the one who works at the main window.
        view.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, second is not None)
        view.setScreen(screen)
        view.setGeometry(screen.geometry())
        view.showFullScreen()
        if second is None:
            self._context.curtain.set_drawn(True)
            view.activateWindow()
        if not was_shown:
            self.shown_changed.emit(True)

    def _second_screen(self) -> QScreen | None:
        """Return a screen that shows something else than the main window's; None without one."""
        own = self._window.screen().geometry()
        return next(
            (one for one in QGuiApplication.screens() if _is_apart(one.geometry(), own)), None
        )

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The view has no parent, lest it be minimized with the main window; it goes with it.
        if event.type() == QEvent.Type.Hide and not event.spontaneous() and self._view is not None:
            self._view.hide()
        return False


def _is_apart(first: QRect, second: QRect) -> bool:
    """Whether two screens show different things: a mirrored one has the place of its model."""
    return not first.intersects(second)
