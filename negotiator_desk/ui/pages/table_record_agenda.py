"""The agenda on a session's record, and what of it is agreed or still open."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from negotiator_desk.i18n import _, n_, p_
from negotiator_desk.services.session_parts import SessionRecord
from negotiator_desk.ui import display
from negotiator_desk.ui.theme import TYPE_ROW, Tone
from negotiator_desk.ui.widgets.cards import Card
from negotiator_desk.ui.widgets.labels import LineLabel, TextLabel, TextRole
from negotiator_desk.ui.widgets.rows import Column, RowsModel
from negotiator_desk.ui.widgets.table import DataTable


@dataclass(frozen=True)
class AgendaRow:
    """An issue on the list.

    Attributes:
        number: Its place on the agenda; None for one that came up beside it.
        agreed_in: Number of the session it was agreed in; None while it is open.
        is_here: Whether that was the session shown.
        is_tentative: Held tentatively in the session shown, and not taken back since.
    """

    issue_id: str
    title: str
    number: int | None
    agreed_in: int | None
    is_here: bool
    is_tentative: bool


class AgendaCard(Card):
    """The issues on the agenda with their state, then what was agreed or is open beside it.

    Signals:
        changed: The ids of the issues to be on the agenda now, in its order (`tuple[str, ...]`).
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Agenda"), parent)
        self._count = TextLabel(role=TextRole.NOTE)
        self.add_to_head(self._count)
        self.table: DataTable[AgendaRow] = DataTable(
            _("Agenda"), RowsModel(_columns()), self, search=False, row_height=TYPE_ROW
        )
        self.table.empty.set_words(
            _("No issue is on the agenda."), _("The form of the session puts them there.")
        )
        self.table.view.setToolTip(
            _("Space: on the agenda or off it. Ctrl+Shift+Up and Ctrl+Shift+Down move an issue.")
        )
        for text, key, work in (
            (_("On the agenda or off it"), "Space", self._toggle),
            (_("Up"), "Ctrl+Shift+Up", self._move_up),
            (_("Down"), "Ctrl+Shift+Down", self._move_down),
        ):
            action = QAction(text, self.table.view)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(work)
            self.table.view.addAction(action)
        self._matters = LineLabel(TextRole.NOTE)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._matters)

    def show_record(self, record: SessionRecord) -> None:
        """Show a session's agenda, what was agreed in it, and what is still open."""
        self.table.set_rows(agenda_rows(record), key=_id)
        agreed = n_("{count} agreed here", "{count} agreed here", len(record.agreed))
        still = n_("{count} open", "{count} open", len(record.open))
        self._count.setText(
            f"{agreed.format(count=len(record.agreed))} · {still.format(count=len(record.open))}"
        )
        matters = " ".join(record.matters.split())
        self._matters.setText(_("Other matters: {matters}").format(matters=matters))
        self._matters.setToolTip(record.matters)
        self._matters.setVisible(bool(matters))

    @Slot()
    def _toggle(self) -> None:
        row = self.table.current()
        if row is None:
            return
        agenda = self._agenda()
        if row.number is None:
            self.changed.emit((*agenda, row.issue_id))
        else:
            self.changed.emit(tuple(one for one in agenda if one != row.issue_id))

    @Slot()
    def _move_up(self) -> None:
        self._move(-1)

    @Slot()
    def _move_down(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        row = self.table.current()
        agenda = list(self._agenda())
        if row is None or row.number is None or not 0 <= row.number - 1 + step < len(agenda):
            return
        agenda.insert(row.number - 1 + step, agenda.pop(row.number - 1))
        self.changed.emit(tuple(agenda))

    def _agenda(self) -> tuple[str, ...]:
        return tuple(one.issue_id for one in self.table.model.rows if one.number is not None)


def agenda_rows(record: SessionRecord) -> tuple[AgendaRow, ...]:
    """Return the issues that the list shows, those on the agenda first."""
    held = {one.issue_id for one in record.tentative if one.lifted_at is None}
    on_agenda = {one.issue_id for one in record.agenda}
    rows = [
        AgendaRow(
            one.issue_id,
            one.title,
            number,
            one.agreed_in,
            is_here=one.agreed_in == record.number,
            is_tentative=one.issue_id in held,
        )
        for number, one in enumerate(record.agenda, start=1)
    ]
    rows += [
        AgendaRow(
            one.issue_id, one.issue_title, None, record.number, is_here=True, is_tentative=False
        )
        for one in record.agreed
        if one.issue_id not in on_agenda
    ]
    rows += [
        AgendaRow(
            one.issue_id, one.title, None, None, is_here=False, is_tentative=one.issue_id in held
        )
        for one in record.open
        if one.issue_id not in on_agenda
    ]
    return tuple(rows)


def _id(row: AgendaRow) -> str:
    return row.issue_id


def _columns() -> tuple[Column[AgendaRow], ...]:
    return (
        Column(p_("place on the agenda", "No."), _number, width=48),
        Column(_("Issue"), _title, tooltip=_title, stretches=True),
        Column(_("State"), _state, tone=_tone, is_chip=True, width=116),
    )


def _number(row: AgendaRow) -> str:
    return display.count(row.number)


def _title(row: AgendaRow) -> str:
    return row.title


def _state(row: AgendaRow) -> str:
    if row.is_here:
        return p_("issue on the agenda", "Agreed here")
    if row.agreed_in is not None:
        return _("Agreed in {number}").format(number=row.agreed_in)
    if row.is_tentative:
        return p_("issue on the agenda", "Tentative")
    return p_("issue on the agenda", "Open")


def _tone(row: AgendaRow) -> Tone:
    if row.agreed_in is not None:
        return Tone.GOOD if row.is_here else Tone.NEUTRAL
    return Tone.ACCENT if row.is_tentative else Tone.ATTENTION
