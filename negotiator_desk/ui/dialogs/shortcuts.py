"""The list of keys: those of the menus, and those of the page shown."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from negotiator_desk.i18n import _
from negotiator_desk.ui.theme import CARD_GAP, CARD_MARGIN, PAGE_MARGIN, TYPE_ROW
from negotiator_desk.ui.widgets.buttons import KeyButton, PrimaryButton, without_mnemonic
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole
from negotiator_desk.ui.widgets.rows import Column, RowsModel
from negotiator_desk.ui.widgets.table import DataTable


@dataclass(frozen=True)
class KeyRow:
    """One key and what it does."""

    where: str
    what: str
    key: str


class ShortcutsDialog(QDialog):
    """Every key that works now, searchable."""

    def __init__(
        self,
        menus: tuple[tuple[str, tuple[QAction, ...]], ...],
        page: QWidget | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(640, 560)
        columns = (
            Column[KeyRow](_("Key"), lambda row: row.key),
            Column[KeyRow](_("What it does"), lambda row: row.what, stretches=True),
            Column[KeyRow](_("Where"), lambda row: row.where),
        )
        self.table = DataTable(_("Keys"), RowsModel(columns), row_height=TYPE_ROW)
        self.table.set_rows((*_page_keys(page), *_menu_keys(menus), *_usual_keys(), *_offer_keys()))
        close = PrimaryButton(_("&Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE_MARGIN, CARD_MARGIN, PAGE_MARGIN, CARD_MARGIN)
        layout.setSpacing(CARD_GAP)
        layout.addWidget(TextLabel(_("Keys"), TextRole.TITLE))
        layout.addWidget(self.table, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)


def _page_keys(page: QWidget | None) -> list[KeyRow]:
    if page is None:
        return []
    buttons = [
        KeyRow(_("This page"), button.accessibleName(), _shown(button.shortcut()))
        for button in page.findChildren(KeyButton)
        if button.isVisible() and not button.shortcut().isEmpty()
    ]
    actions = [
        KeyRow(
            _("This page, in a table"), without_mnemonic(action.text()), _shown(action.shortcut())
        )
        for action in page.findChildren(QAction)
        if not action.shortcut().isEmpty()
    ]
    return list(dict.fromkeys([*buttons, *actions]))


def _menu_keys(menus: tuple[tuple[str, tuple[QAction, ...]], ...]) -> list[KeyRow]:
    return [
        KeyRow(name, without_mnemonic(action.text()).rstrip(" …"), _shown(action.shortcut()))
        for name, actions in menus
        for action in actions
    ]


def _usual_keys() -> list[KeyRow]:
    return [
        KeyRow(_("Everywhere"), _("Next or previous control"), "Tab / Shift+Tab"),
        KeyRow(_("In a form"), _("Save and close"), "Ctrl+Return"),
        KeyRow(_("In a form"), _("Close without saving"), "Esc"),
        KeyRow(_("Projector view"), _("Next or previous issue"), "↓ / ↑"),
        KeyRow(_("Projector view"), _("Next or previous page"), "PgDown / PgUp"),
        KeyRow(_("Projector view"), _("Back to the window"), "Esc"),
    ]


def _offer_keys() -> tuple[KeyRow, ...]:
    """Return the keys of the form of an offer beside those that its labels underline."""
    where = _("In the form of an offer")
    return tuple(
        KeyRow(where, what, key)
        for what, key in (
            (_("Table the offer"), "Ctrl+Return"),
            (_("Keep as draft"), "Ctrl+D"),
            (_("Begin from the own last offer"), "Alt+1"),
            (_("Begin from the other side's last offer"), "Alt+2"),
            (_("Begin from the present terms"), "Alt+3"),
            (_("Next or previous issue"), "Ctrl+PgDown / Ctrl+PgUp"),
            (_("Attach files"), "Ctrl+E"),
            (_("Leave the chosen files out"), "Ctrl+Shift+E"),
            (_("Open the cell with what is typed; Enter goes on below"), "0 … 9"),
            (_("Hide or show what is private"), "F9"),
            (_("This list"), "F1"),
        )
    )


def _shown(key: QKeySequence) -> str:
    return key.toString(QKeySequence.SequenceFormat.NativeText)
