"""The rail on the left: where one is, and where one can go."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from negotiator_desk.i18n import _, p_
from negotiator_desk.ui.places import PageName
from negotiator_desk.ui.theme import GRID, icon, tokens_of
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole

RAIL_WIDTH = 168
"""In pixels."""

_ICONS = {
    PageName.HOME: "house",
    PageName.CASES: "briefcase",
    PageName.OVERVIEW: "clipboard-list",
    PageName.DATA: "database",
    PageName.ISSUES: "list-checks",
    PageName.TABLE: "handshake",
    PageName.COSTING: "calculator",
    PageName.CONTRACT: "file-text",
}


def page_label(name: PageName) -> str:
    """What the rail and the View menu call a page."""
    match name:
        case PageName.HOME:
            return p_("page", "Home")
        case PageName.CASES:
            return p_("page", "Cases")
        case PageName.OVERVIEW:
            return p_("page", "Overview")
        case PageName.DATA:
            return p_("page", "Data")
        case PageName.ISSUES:
            return p_("page", "Issues")
        case PageName.TABLE:
            return p_("page", "Table")
        case PageName.COSTING:
            return p_("page", "Costing")
        case PageName.CONTRACT:
            return p_("page", "Contract")


def page_key(name: PageName) -> str:
    """The key that opens a page: Ctrl+1 … Ctrl+8, in the rail's order."""
    return f"Ctrl+{list(PageName).index(name) + 1}"


class Rail(QFrame):
    """One button a page; those of a case appear once one is open.

    Signals:
        wanted: The `PageName` whose button was pressed.
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setFixedWidth(RAIL_WIDTH)
        self._current = PageName.HOME
        self._buttons: dict[PageName, QPushButton] = {}
        self._case = TextLabel(role=TextRole.LABEL)
        self._case.setContentsMargins(16, 2 * GRID, GRID, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, 2 * GRID, GRID, GRID)
        layout.setSpacing(4)
        brand = TextLabel(_("Negotiator Desk"), TextRole.BRAND)
        brand.setMinimumHeight(32)
        layout.addWidget(brand)
        layout.addSpacing(GRID)
        for name in PageName:
            if name is PageName.OVERVIEW:
                layout.addWidget(self._case)
            button = QPushButton(page_label(name))
            button.setCheckable(True)
            button.setIconSize(QSize(18, 18))
            button.setToolTip(f"{page_label(name)}  {page_key(name)}")
            button.setAccessibleName(page_label(name))
            # No button group: in one, the tab key stops at the marked button only.
            button.clicked.connect(partial(self._tell, name))
            self._buttons[name] = button
            layout.addWidget(button)
        layout.addStretch(1)
        self.show_case("")
        self._colour_icons()

    def show_case(self, title: str) -> None:
        """Show the pages of a case under its title; "" hides them."""
        self._case.setVisible(bool(title))
        available = RAIL_WIDTH - 40
        self._case.setText(
            self._case.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, available)
        )
        self._case.setToolTip(title)
        for name, button in self._buttons.items():
            if name.is_inside_case:
                button.setVisible(bool(title))

    def show_current(self, name: PageName) -> None:
        """Mark where one is."""
        self._current = name
        self._mark()
        self._colour_icons()

    def button(self, name: PageName) -> QPushButton:
        """The button of a page."""
        return self._buttons[name]

    def _mark(self) -> None:
        for name, button in self._buttons.items():
            button.setChecked(name is self._current)

    def _colour_icons(self) -> None:
        colours = tokens_of(self)
        for name, button in self._buttons.items():
            colour = colours.accent if name is self._current else colours.mute
            button.setIcon(icon(_ICONS[name], QColor(colour)))

    def _tell(self, name: PageName, _checked: bool = False) -> None:
        # The press marked the button; it stays marked only once the page has really opened.
        self._mark()
        self.wanted.emit(name)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour_icons()
