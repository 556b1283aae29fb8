"""The menu bar: every action of the window, each with its key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from negotiator_desk.i18n import LANGUAGES, _, language, p_
from negotiator_desk.settings import ThemeChoice
from negotiator_desk.ui.places import PageName
from negotiator_desk.ui.privacy import CURTAIN_KEY, PROJECTOR_KEY
from negotiator_desk.ui.widgets.buttons import without_mnemonic
from negotiator_desk.ui.widgets.rail import page_key, page_label

_LANGUAGE_NAMES = {"zh_CN": "简体中文", "en": "English"}
"""Each language is named in itself, so that it is found by those who need it."""


def theme_label(choice: ThemeChoice) -> str:
    """What a colour scheme is called."""
    match choice:
        case ThemeChoice.SYSTEM:
            return _("As the system")
        case ThemeChoice.LIGHT:
            return p_("theme", "Light")
        case ThemeChoice.DARK:
            return p_("theme", "Dark")


def language_name(code: str) -> str:
    """Name of a language, in that language."""
    return _LANGUAGE_NAMES[code]


class WindowActions(QObject):
    """Builds the menus of a window; what is to be done is told in signals.

    Signals:
        page_wanted: A `PageName`.
        language_wanted: Code of a language.
        theme_wanted: A `ThemeChoice`.
    """

    page_wanted = Signal(object)
    language_wanted = Signal(str)
    theme_wanted = Signal(object)

    def __init__(self, window: QMainWindow, theme: ThemeChoice) -> None:
        super().__init__(window)
        self._window = window
        bar = window.menuBar()
        file_menu = bar.addMenu(_("&File"))
        self.new_case = self._action(file_menu, _("&New case …"), "Ctrl+N")
        self.samples = self._action(file_menu, _("Open the three &samples"), "Ctrl+Shift+O")
        file_menu.addSeparator()
        self.settings = self._action(file_menu, _("Se&ttings …"), "Ctrl+,")
        file_menu.addSeparator()
        self.quit = self._action(file_menu, _("&Quit"), "Ctrl+Q")
        edit_menu = bar.addMenu(_("&Edit"))
        self.undo = self._action(edit_menu, _("&Undo"), "Ctrl+Z")
        self.redo = self._action(edit_menu, _("&Redo"), "Ctrl+Shift+Z")
        self.redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        edit_menu.addSeparator()
        self.search = self._action(edit_menu, _("&Search"), "Ctrl+F")
        view_menu = bar.addMenu(_("&View"))
        self.back = self._action(view_menu, _("&Back"), "Alt+Left")
        view_menu.addSeparator()
        self._pages = self._add_pages(view_menu)
        view_menu.addSeparator()
        self.projector = self._action(view_menu, _("Pro&jector view"), PROJECTOR_KEY)
        self.curtain = self._action(view_menu, _("&Curtain over what is private"), CURTAIN_KEY)
        # It works in the projector view and over open lists as well.
        self.curtain.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
        for toggled in (self.projector, self.curtain):
            toggled.setCheckable(True)
        self.page_up = self._action(view_menu, _("Projector: p&revious page"), "Alt+PgUp")
        self.page_down = self._action(view_menu, _("Projector: ne&xt page"), "Alt+PgDown")
        view_menu.addSeparator()
        self._languages = self._add_languages(view_menu.addMenu(_("&Language")))
        self._themes = self._add_themes(view_menu.addMenu(_("&Colours")), theme)
        help_menu = bar.addMenu(_("&Help"))
        self.shortcuts = self._action(help_menu, _("&Keys"), "F1")
        self.about = self._action(help_menu, _("&About Negotiator Desk"), "Shift+F1")
        self.menus = (file_menu, edit_menu, view_menu, help_menu)

    def show_page(self, name: PageName, *, in_case: bool) -> None:
        """Mark the page shown, and offer the pages of a case only inside one."""
        for page, action in self._pages.items():
            action.setChecked(page is name)
            action.setEnabled(in_case or not page.is_inside_case)

    def show_undo(self, undo: str | None, redo: str | None) -> None:
        """Name what undo and redo would do, translated; None when there is nothing."""
        self.undo.setText(_("&Undo: {operation}").format(operation=undo) if undo else _("&Undo"))
        self.undo.setEnabled(undo is not None)
        self.redo.setText(_("&Redo: {operation}").format(operation=redo) if redo else _("&Redo"))
        self.redo.setEnabled(redo is not None)

    def show_theme(self, choice: ThemeChoice) -> None:
        """Mark the colour scheme asked for."""
        self._themes[choice].setChecked(True)

    def show_language(self) -> None:
        """Mark the language in use."""
        self._languages[language()].setChecked(True)

    def enable(self, *, store_open: bool) -> None:
        """Offer what needs the store only while it is open."""
        for action in (
            self.new_case,
            self.samples,
            self.settings,
            self.search,
            self.projector,
            self.page_up,
            self.page_down,
        ):
            action.setEnabled(store_open)

    def all(self) -> tuple[tuple[str, tuple[QAction, ...]], ...]:
        """Every action, by the name of its menu, for the list of keys."""
        return tuple((without_mnemonic(menu.title()), tuple(_flat(menu))) for menu in self.menus)

    def _action(self, menu: QMenu, text: str, key: str) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(key))
        menu.addAction(action)
        return action

    def _choice(self, menu: QMenu, group: QActionGroup, text: str, key: str) -> QAction:
        action = self._action(menu, text, key)
        action.setCheckable(True)
        group.addAction(action)
        return action

    def _add_pages(self, menu: QMenu) -> dict[PageName, QAction]:
        group = QActionGroup(self)
        actions = {}
        for name in PageName:
            actions[name] = self._choice(menu, group, page_label(name), page_key(name))
            actions[name].setData(name)
        group.triggered.connect(self._want_page)
        return actions

    def _add_languages(self, menu: QMenu) -> dict[str, QAction]:
        group = QActionGroup(self)
        actions = {}
        for number, code in enumerate(LANGUAGES, start=1):
            action = self._choice(menu, group, language_name(code), f"Ctrl+Alt+{number}")
            action.setData(code)
            action.setChecked(code == language())
            actions[code] = action
        group.triggered.connect(self._want_language)
        return actions

    def _add_themes(self, menu: QMenu, current: ThemeChoice) -> dict[ThemeChoice, QAction]:
        group = QActionGroup(self)
        actions = {}
        for number, choice in enumerate(ThemeChoice, start=len(LANGUAGES) + 1):
            action = self._choice(menu, group, theme_label(choice), f"Ctrl+Alt+{number}")
            action.setData(choice)
            action.setChecked(choice is current)
            actions[choice] = action
        group.triggered.connect(self._want_theme)
        return actions

    @Slot(QAction)
    def _want_page(self, action: QAction) -> None:
        self.page_wanted.emit(PageName(action.data()))

    @Slot(QAction)
    def _want_language(self, action: QAction) -> None:
        self.language_wanted.emit(str(action.data()))

    @Slot(QAction)
    def _want_theme(self, action: QAction) -> None:
        self.theme_wanted.emit(ThemeChoice(action.data()))


def connect_all(pairs: tuple[tuple[QAction, Callable[[], object]], ...]) -> None:
    """Connect actions with what they do."""
    for action, work in pairs:
        action.triggered.connect(work)


def _flat(menu: QMenu) -> list[QAction]:
    found = []
    for action in menu.actions():
        below = action.menu()
        if isinstance(below, QMenu):
            found += _flat(below)
        elif not action.isSeparator():
            found.append(action)
    return found
