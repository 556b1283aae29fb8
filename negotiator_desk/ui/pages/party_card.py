"""One side of a case: its party and who speaks for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import _, n_
from negotiator_desk.services.parties import PartyView, RepresentativeView
from negotiator_desk.ui import display
from negotiator_desk.ui.theme import GRID, TYPE_ROW, Tone
from negotiator_desk.ui.widgets.buttons import KeyButton, QuietButton, SecondaryButton
from negotiator_desk.ui.widgets.cards import Card
from negotiator_desk.ui.widgets.labels import StateChip, TextLabel, TextRole
from negotiator_desk.ui.widgets.rows import Column, RowsModel
from negotiator_desk.ui.widgets.table import DataTable

_MOST_ROWS = 8
_HEADER = 38


class PartyCard(Card):
    """Shows a party and its representatives, and asks the page to change them.

    Signals:
        edit_wanted: The `Side` whose party is to be edited.
        add_wanted: The `Side` that gets a representative.
        change_wanted: Side and `RepresentativeView` to be edited.
        chief_wanted: `RepresentativeView` to be made chief.
        replace_wanted: Side and `RepresentativeView` whose place someone else takes.
        remove_wanted: `RepresentativeView` to be taken off the list.
    """

    edit_wanted = Signal(object)
    add_wanted = Signal(object)
    change_wanted = Signal(object, object)
    chief_wanted = Signal(object)
    replace_wanted = Signal(object, object)
    remove_wanted = Signal(object)

    def __init__(
        self, side: Side, *, edit_key: str, add_key: str, parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent)
        self._side = side
        chip = StateChip(display.side(side), display.tone_of_side(side))
        self.head.insertWidget(0, chip)
        self.edit_button = QuietButton(_("Edit party"), edit_key)
        self.edit_button.clicked.connect(self._want_edit)
        self.add_button = QuietButton(_("Add representative"), add_key)
        self.add_button.clicked.connect(self._want_add)
        self.add_to_head(self.edit_button)
        self.add_to_head(self.add_button)
        self._name = TextLabel(role=TextRole.SECTION, wrap=True)
        self._facts = TextLabel(role=TextRole.NOTE, wrap=True)
        self.body.addWidget(self._name)
        self.body.addWidget(self._facts)
        name = _("Representatives: {side}").format(side=display.side(side))
        self.table = DataTable(name, RowsModel(_columns()), search=False, row_height=TYPE_ROW)
        self.table.empty.set_words(
            _("Nobody speaks for this side yet."),
            _("Add the representatives and make one of them chief."),
        )
        self._first = SecondaryButton(_("Add representative"))
        self.table.empty.add_button(self._first, self._want_add)
        self.table.opened.connect(self._want_change)
        self.table.chosen.connect(self._show_buttons)
        self.body.addWidget(self.table)
        self.change_button = QuietButton(_("Edit"), "F2", from_menu=True)
        self.chief_button = QuietButton(_("Make chief"), "Ctrl+K", from_menu=True)
        self.replace_button = QuietButton(_("Replace …"), "Ctrl+Shift+R", from_menu=True)
        self.remove_button = QuietButton(_("Remove"), "Del", from_menu=True)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        # The keys belong to the table: they work where the row is.
        for button, text, key, work in (
            (self.change_button, _("Edit"), "F2", self._want_change_chosen),
            (self.chief_button, _("Make chief"), "Ctrl+K", self._want_chief),
            (self.replace_button, _("Replace …"), "Ctrl+Shift+R", self._want_replace),
            (self.remove_button, _("Remove"), "Del", self._want_remove),
        ):
            self._add_action(text, key, work)
            button.clicked.connect(work)
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)
        for one in self.findChildren(KeyButton):
            name = _("{side}: {action}").format(
                side=display.side(side), action=one.accessibleName()
            )
            one.setAccessibleName(name)
        self.body.addStretch(1)

    def show_party(self, party: PartyView | None) -> None:
        """Show a party; None where none is entered yet."""
        rows = party.representatives if party is not None else ()
        self._name.setText(party.name if party else _("No party entered yet"))
        self._facts.setText(" · ".join(self._known(party)) if party else "")
        self._facts.setVisible(bool(self._facts.text()))
        self._first.set_label(_("Add representative") if party else _("Enter the party"))
        self.table.set_rows(rows, key=_id)
        height = _HEADER + TYPE_ROW * min(len(rows), _MOST_ROWS) + 4 if rows else 150
        self.table.setFixedHeight(height)
        self._show_buttons()

    def _known(self, party: PartyView) -> list[str]:
        head = (
            _("union chair {name}")
            if self._side is Side.EMPLOYEE
            else _("legal representative {name}")
        )
        count = len(party.representatives)
        facts = [
            n_("{count} representative", "{count} representatives", count).format(count=count),
            head.format(name=party.head) if party.head else "",
            party.credit_code,
            party.address,
            _("replaced: {names}").format(names=_(", ").join(one.name for one in party.former))
            if party.former
            else "",
        ]
        return [fact for fact in facts if fact]

    def _add_action(self, text: str, key: str, work: Callable[[], None]) -> None:
        """Give the table a key of its own: it works while a row has the cursor."""
        action = QAction(text, self.table.view)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(work)
        self.table.view.addAction(action)
        self.table.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    @Slot()
    def _want_edit(self) -> None:
        self.edit_wanted.emit(self._side)

    @Slot()
    def _want_add(self) -> None:
        self.add_wanted.emit(self._side)

    @Slot(object)
    def _want_change(self, row: RepresentativeView) -> None:
        self.change_wanted.emit(self._side, row)

    @Slot()
    def _want_change_chosen(self) -> None:
        row = self.table.current()
        if row is not None:
            self.change_wanted.emit(self._side, row)

    @Slot()
    def _want_chief(self) -> None:
        row = self.table.current()
        if row is not None and not row.is_chief:
            self.chief_wanted.emit(row)

    @Slot()
    def _want_replace(self) -> None:
        row = self.table.current()
        if row is not None:
            self.replace_wanted.emit(self._side, row)

    @Slot()
    def _want_remove(self) -> None:
        row = self.table.current()
        if row is not None:
            self.remove_wanted.emit(row)

    @Slot()
    def _show_buttons(self) -> None:
        row = self.table.current()
        for button in (
            self.change_button,
            self.chief_button,
            self.replace_button,
            self.remove_button,
        ):
            button.setVisible(bool(self.table.model.rows))
            button.setEnabled(row is not None)
        self.chief_button.setEnabled(row is not None and not row.is_chief)


def _columns() -> tuple[Column[RepresentativeView], ...]:
    return (
        Column(_("No."), lambda row: str(row.position), sort=lambda row: row.position, width=48),
        Column(_("Name"), lambda row: row.name),
        Column(
            _("Role"),
            lambda row: _("Chief") if row.is_chief else "",
            sort=lambda row: not row.is_chief,
            tone=lambda row: Tone.ACCENT,
            is_chip=True,
        ),
        Column(_("Sex"), lambda row: display.sex(row.sex)),
        Column(
            _("Post"),
            lambda row: row.post or display.NONE,
            tooltip=lambda row: row.post,
            stretches=True,
        ),
        Column(_("Origin"), lambda row: display.origin(row.origin)),
    )


def _id(row: RepresentativeView) -> str:
    return row.id
