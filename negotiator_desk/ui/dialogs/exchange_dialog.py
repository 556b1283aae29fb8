"""The exchange with the other side's laptop: send, receive, and what went both ways."""

from __future__ import annotations

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from negotiator_desk.i18n import _, p_
from negotiator_desk.services.exchanges import MessageView, list_messages
from negotiator_desk.ui import display
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs import exchange_words as words
from negotiator_desk.ui.dialogs.exchange_receive import ReceivePanel
from negotiator_desk.ui.dialogs.exchange_send import SendPanel
from negotiator_desk.ui.places import PageName, Place
from negotiator_desk.ui.theme import CARD_GAP, CARD_MARGIN, GRID, PAGE_MARGIN, Tone
from negotiator_desk.ui.widgets.buttons import SecondaryButton
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole
from negotiator_desk.ui.widgets.rows import Column, RowsModel
from negotiator_desk.ui.widgets.table import DataTable

_WIDTH = 1120
_HEIGHT = 690


def open_exchange(context: Context, case_id: str, parent: QWidget | None = None) -> ExchangeDialog:
    """Open the exchange of a case; nothing private shows on it."""
    dialog = ExchangeDialog(context, case_id, parent)
    dialog.open()
    return dialog


class ExchangeDialog(QDialog):
    """What leaves for the other laptop and what came from it, in three tabs.

    Attributes:
        tabs: Send, receive, record.
    """

    def __init__(self, context: Context, case_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._case_id = case_id
        self.setWindowTitle(_("Exchange with the other laptop"))
        self.send = SendPanel(context, case_id)
        self.receive = ReceivePanel(context, case_id)
        self.record: DataTable[MessageView] = DataTable(
            _("Messages of the case"), RowsModel(_columns()), search=False
        )
        self.record.empty.set_words(
            _("No message went either way yet."),
            _("What is sealed or taken over stands here, with its fingerprint."),
        )
        record = QWidget()
        record_layout = QVBoxLayout(record)
        record_layout.setContentsMargins(0, CARD_GAP, 0, 0)
        record_layout.addWidget(self.record)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(_("Send, receive and record"))
        self.tabs.addTab(self.send, _("Sen&d"))
        self.tabs.addTab(self.receive, _("&Receive"))
        self.tabs.addTab(record, p_("exchange", "Re&cord"))
        self.close_button = SecondaryButton(_("Close"), "Esc")
        foot = QHBoxLayout()
        foot.addWidget(
            TextLabel(
                _("No network: a file on a stick, or codes by screen, paper and scanner."),
                TextRole.NOTE,
            ),
            1,
        )
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE_MARGIN, CARD_MARGIN, PAGE_MARGIN, CARD_MARGIN)
        layout.setSpacing(CARD_GAP)
        layout.addWidget(TextLabel(self.windowTitle(), TextRole.TITLE))
        layout.addWidget(self.tabs, 1)
        layout.addLayout(foot)
        self.close_button.clicked.connect(self.accept)
        self.tabs.currentChanged.connect(self._show_tab)
        self.receive.answered.connect(self._hand_back)
        self.receive.own_offer_wanted.connect(self._make_offer)
        # Made before its tabs had their fields in order.
        last = self.previousInFocusChain()
        if last is not None and last is not self.close_button:
            self.setTabOrder(last, self.close_button)
        self.send.refresh()

    @Slot(int)
    def _show_tab(self, _place: int) -> None:
        shown = self.tabs.currentWidget()
        if shown is self.send:
            self.send.refresh()
        elif shown is self.receive:
            self.receive.refresh()
            self.receive.scan.field.setFocus()
        else:
            self.record.set_rows(list_messages(self._context.desk, self._case_id), key=_row_id)

    @Slot(object)
    def _hand_back(self, row_id: str) -> None:
        """Show the answer that goes back, ready to be saved or shown."""
        self.tabs.setCurrentWidget(self.send)
        self.send.refresh(row_id)
        self.send.message.show_message(
            _("It is done here. Hand this answer back, so that it is done there too."),
            tone=Tone.GOOD,
        )
        self.send.file_button.setFocus()

    @Slot()
    def _make_offer(self) -> None:
        self.accept()
        self._context.go(Place(PageName.TABLE, self._case_id))
        self._context.say(
            _("Table your own offer, then send it from the exchange: it answers this one.")
        )

    @override
    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, _HEIGHT).boundedTo(
            self.screen().availableGeometry().size() - QSize(GRID, 5 * GRID)
        )

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Begin with what can be sent."""
        if not event.spontaneous():
            # Qt itself opens no window larger than two thirds of the screen.
            self.resize(self.sizeHint())
        super().showEvent(event)
        if not event.spontaneous() and self.tabs.currentWidget() is self.send:
            self.send.table.view.setFocus()


def _columns() -> tuple[Column[MessageView], ...]:
    return (
        Column(p_("message", "When"), _when, sort=_moved_at, width=136),
        Column(p_("message", "Way"), _way, tone=_way_tone, width=88),
        Column(p_("message", "From"), _from, tooltip=_from, width=176),
        Column(p_("message", "What"), _what, tooltip=_what, stretches=True),
        Column(_("Fingerprint"), _spoken, width=192),
        Column(p_("message", "Answer"), _answered, tone=_answered_tone, is_chip=True, width=120),
    )


def _row_id(view: MessageView) -> str:
    return view.id


def _when(view: MessageView) -> str:
    return display.moment(view.moved_at)


def _moved_at(view: MessageView) -> object:
    return view.moved_at


def _way(view: MessageView) -> str:
    return p_("message", "in") if view.is_incoming else p_("message", "out")


def _way_tone(view: MessageView) -> Tone | None:
    return Tone.ACCENT if view.is_incoming else None


def _from(view: MessageView) -> str:
    return words.sender(view.message.side, view.message.party)


def _what(view: MessageView) -> str:
    return words.said(view.message)


def _spoken(view: MessageView) -> str:
    return view.spoken


def _answered(view: MessageView) -> str:
    return words.answered(view.answered)


def _answered_tone(view: MessageView) -> Tone | None:
    return words.answered_tone(view.answered)
