"""Handing something to the other laptop: as a file, or as codes on the screen or on paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from negotiator_desk.bargaining.exchange import MessageKind
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.bargaining.sealed import EXTENSION
from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _, language, p_
from negotiator_desk.services.exchange_offering import Sendable, list_sendable, seal_sendable
from negotiator_desk.services.exchanges import (
    MessageView,
    code_sheet_pdf,
    get_message,
    message_parts,
    save_message,
)
from negotiator_desk.services.saving import save_whole
from negotiator_desk.ui import display
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs import exchange_words as words
from negotiator_desk.ui.dialogs.exchange_codes import CodesDialog
from negotiator_desk.ui.folders import legal_name, remember_folder, starting_folder, with_ending
from negotiator_desk.ui.jobs import Job
from negotiator_desk.ui.theme import CARD_GAP, GRID, Tone
from negotiator_desk.ui.widgets.buttons import PrimaryButton, SecondaryButton
from negotiator_desk.ui.widgets.cards import Card
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole
from negotiator_desk.ui.widgets.messages import InlineMessage
from negotiator_desk.ui.widgets.rows import Column, RowsModel
from negotiator_desk.ui.widgets.table import DataTable

if TYPE_CHECKING:
    from negotiator_desk.services.desk import Outcome

_CARD = 336


class SendPanel(QWidget):
    """Lists what can be sent, and hands over what is chosen.

    Attributes:
        table: What can be sent, the latest first.
        message: What went wrong, or was saved where.
    """

    def __init__(self, context: Context, case_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._case_id = case_id
        self.message = InlineMessage(self)
        self.table: DataTable[Sendable] = DataTable(
            _("What can be sent"), RowsModel(_columns()), search=False
        )
        self.table.empty.set_words(
            _("Nothing can be sent yet."),
            _("Put an offer on the table, or draft the contract; then it appears here."),
        )
        self._what = TextLabel(wrap=True)
        self._detail = TextLabel(role=TextRole.MUTE, wrap=True)
        self._side_label = TextLabel(_("On &behalf of"), TextRole.LABEL)
        self.side = QComboBox(self)
        self.side.setAccessibleName(_("On behalf of"))
        for side in Side:
            self.side.addItem(display.side(side), side.value)
        self._side_label.setBuddy(self.side)
        self.spoken = TextLabel(role=TextRole.FIGURE)
        self._spoken_note = TextLabel(role=TextRole.NOTE, wrap=True)
        self.file_button = PrimaryButton(_("Save as a &file …"))
        self.codes_button = SecondaryButton(_("Show &QR codes"))
        self.sheet_button = SecondaryButton(_("Save a s&heet of codes …"))
        self._lay_out()
        chain = (
            self.table.view,
            self.side,
            self.file_button,
            self.codes_button,
            self.sheet_button,
        )
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)
        self.table.chosen.connect(self._show_chosen)
        self.table.opened.connect(self._open)
        self.file_button.clicked.connect(self.save_file)
        self.codes_button.clicked.connect(self.show_codes)
        self.sheet_button.clicked.connect(self.save_sheet)
        self._show_chosen(None)

    def refresh(self, message_row_id: str | None = None) -> None:
        """Show the store as it is now.

        Args:
            message_row_id: What to choose; None keeps what is chosen, or chooses the first.
        """
        self.table.set_rows(list_sendable(self._context.desk, self._case_id), key=_source)
        if message_row_id is not None:
            self.table.choose(lambda one: one.message_row_id == message_row_id)
        elif self.table.current() is None:
            self.table.choose(lambda _one: True)
        self._show_chosen(self.table.current())

    @Slot()
    def save_file(self) -> None:
        """Seal what is chosen and save it as a file."""
        self._seal(self._save_file)

    @Slot()
    def show_codes(self) -> None:
        """Seal what is chosen and show its codes one after the other."""
        self._seal(self._show_codes)

    @Slot()
    def save_sheet(self) -> None:
        """Seal what is chosen and save the sheet of its codes as PDF, to be printed."""
        self._seal(self._save_sheet)

    def _lay_out(self) -> None:
        card = Card(_("To hand over"))
        card.setFixedWidth(_CARD)
        sides = QHBoxLayout()
        sides.setSpacing(GRID)
        sides.addWidget(self._side_label)
        sides.addWidget(self.side, 1)
        for part in (self._what, self._detail):
            card.body.addWidget(part)
        card.body.addLayout(sides)
        card.body.addSpacing(GRID)
        card.body.addWidget(TextLabel(_("Fingerprint"), TextRole.LABEL))
        card.body.addWidget(self.spoken)
        card.body.addWidget(self._spoken_note)
        card.body.addSpacing(GRID)
        for button in (self.file_button, self.codes_button, self.sheet_button):
            card.body.addWidget(button)
        card.body.addStretch(1)
        self.spoken.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.spoken.setAccessibleName(_("Fingerprint"))
        columns = QHBoxLayout()
        columns.setSpacing(CARD_GAP)
        columns.addWidget(self.table, 1)
        columns.addWidget(card)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, CARD_GAP, 0, 0)
        layout.setSpacing(CARD_GAP)
        layout.addWidget(self.message)
        layout.addLayout(columns, 1)

    def _seal(self, then: Callable[[MessageView], None]) -> None:
        """Seal what is chosen on the worker, and go on with the message."""
        one = self.table.current()
        if one is None:
            return
        self.message.clear()
        side = Side(self.side.currentData())
        self._set_busy(True)
        self._context.runner.start(
            partial(self._work, one, side),
            owner=self,
            on_done=partial(self._sealed, then),
            on_error=self._refuse,
            label=_("Sealing …"),
        )

    def _work(self, one: Sendable, side: Side, _job: Job) -> Outcome[str]:
        return seal_sendable(self._context.desk, one, side)

    def _sealed(self, then: Callable[[MessageView], None], outcome: Outcome[Any]) -> None:
        self._set_busy(False)
        if outcome.changed:
            self._context.announce(outcome)
        self.refresh(outcome.value)
        try:
            then(get_message(self._context.desk, outcome.value))
        except UserError as error:
            self.message.show_error(error)

    def _save_file(self, view: MessageView) -> None:
        path = self._ask(view, _("Save the sealed message"), EXTENSION)
        if path is not None:
            save_message(self._context.desk, view.id, path)
            self._say_saved(path)

    def _show_codes(self, view: MessageView) -> None:
        CodesDialog(message_parts(self._context.desk, view.id), view.spoken, self).exec()

    def _save_sheet(self, view: MessageView) -> None:
        path = self._ask(view, _("Save the sheet of codes"), ".pdf")
        if path is None:
            return
        self._set_busy(True)
        self._context.runner.start(
            partial(self._make_sheet, view.id, path, language()),
            owner=self,
            on_done=self._sheet_saved,
            on_error=self._refuse,
            label=_("Making the sheet of codes …"),
        )

    def _make_sheet(self, message_row_id: str, path: Path, tongue: str, _job: Job) -> Path:
        save_whole(path, code_sheet_pdf(self._context.desk, message_row_id, tongue))
        return path

    @Slot(object)
    def _sheet_saved(self, path: Path) -> None:
        self._set_busy(False)
        self._say_saved(path)

    @Slot(object)
    def _refuse(self, error: BaseException) -> None:
        self._set_busy(False)
        if isinstance(error, UserError):
            self.message.show_error(error)
        else:
            self._context.show_error(error)

    def _ask(self, view: MessageView, title: str, ending: str) -> Path | None:
        name = legal_name(
            f"{view.message.case.number} {words.kind(view.kind)} {view.spoken[:9]}", ending
        )
        chosen, _kind = QFileDialog.getSaveFileName(
            self, title, str(starting_folder() / name), f"*{ending}"
        )
        if not chosen:
            return None
        path = with_ending(Path(chosen), ending)
        remember_folder(path)
        return path

    def _say_saved(self, path: Path) -> None:
        self.message.show_message(
            _("Saved as “{name}”.").format(name=path.name),
            _("Read the fingerprint to the other side when it opens it."),
            tone=Tone.GOOD,
        )

    def _set_busy(self, busy: bool) -> None:
        for button in (self.file_button, self.codes_button, self.sheet_button):
            button.setEnabled(not busy and self.table.current() is not None)

    @Slot(object)
    def _open(self, _one: Sendable) -> None:
        self.show_codes()

    @Slot(object)
    def _show_chosen(self, one: Sendable | None) -> None:
        is_text = one is not None and one.kind is MessageKind.TEXT
        self._side_label.setVisible(is_text)
        self.side.setVisible(is_text)
        if is_text and one is not None and one.side is not None:
            self.side.setCurrentIndex(self.side.findData(one.side.value))
        self._what.setText(_("Choose what to send.") if one is None else words.sendable(one))
        self._detail.setText("" if one is None else _detail(one))
        view = None
        if one is not None and one.message_row_id is not None:
            view = get_message(self._context.desk, one.message_row_id)
        self.spoken.setText(display.NONE if view is None else view.spoken)
        self._spoken_note.setText(
            _("It appears when the message is sealed.")
            if view is None
            else _("Both sides read it to each other: it is the proof of who sent what.")
        )
        self._set_busy(False)


def _detail(one: Sendable) -> str:
    if one.kind is MessageKind.OFFER:
        return _("{side}, {kind}").format(
            side=display.side(one.side) if one.side else display.NONE,
            kind=words.binding(one.is_binding, one.is_tied),
        )
    if one.kind is MessageKind.TEXT:
        return _("The other side confirms that it has the very same text.")
    return _("Hand it back to the side whose message it answers.")


def _columns() -> tuple[Column[Sendable], ...]:
    return (
        Column(p_("message", "Kind"), _kind, width=128),
        Column(p_("message", "What"), words.sendable, tooltip=words.sendable, stretches=True),
        Column(p_("message", "Side"), _side, width=136, tone=_side_tone),
        Column(p_("message", "When"), _when, sort=_at, width=144),
        Column(
            p_("message", "State"),
            _state,
            width=120,
            tone=_state_tone,
            is_chip=True,
            tooltip=_state,
        ),
    )


def _source(one: Sendable) -> str:
    return one.source_id


def _kind(one: Sendable) -> str:
    return words.kind(one.kind)


def _side(one: Sendable) -> str:
    return words.sender(one.side)


def _side_tone(one: Sendable) -> Tone | None:
    if one.side is None:
        return None
    return Tone.EMPLOYEE if one.side is Side.EMPLOYEE else Tone.EMPLOYER


def _when(one: Sendable) -> str:
    return display.moment(one.at)


def _at(one: Sendable) -> object:
    return one.at


def _state(one: Sendable) -> str:
    if one.message_row_id is None:
        return p_("message", "not sealed")
    return words.answered(one.answered) or p_("message", "sealed")


def _state_tone(one: Sendable) -> Tone | None:
    if one.message_row_id is None:
        return Tone.NEUTRAL
    return words.answered_tone(one.answered) or Tone.ACCENT
