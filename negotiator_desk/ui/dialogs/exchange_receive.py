"""Taking a message from the other laptop: verified, and held against what is here.

Nothing is kept before one of the buttons is pressed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from negotiator_desk.bargaining.exchange import Message, MessageKind, OfferBody
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.drafting.compare_texts import TextDifference
from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _
from negotiator_desk.services.cases import get_case
from negotiator_desk.services.exchange_reading import (
    MessageReading,
    compare_text,
    read_in_case,
)
from negotiator_desk.services.exchange_receiving import (
    Choices,
    accept_message,
    confirm_text,
    log_message,
)
from negotiator_desk.services.exchange_sealing import seal_answer
from negotiator_desk.services.issues import list_issues
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.exchange_consent import ConsentAnswerDialog
from negotiator_desk.ui.dialogs.exchange_scan import ScanBox
from negotiator_desk.ui.dialogs.exchange_shown import MessageCard, OfferPane, TextPane
from negotiator_desk.ui.dialogs.exchange_ways import WaysOn
from negotiator_desk.ui.jobs import Job
from negotiator_desk.ui.theme import CARD_GAP, Tone
from negotiator_desk.ui.widgets.empty import EmptyState
from negotiator_desk.ui.widgets.messages import InlineMessage

if TYPE_CHECKING:
    from negotiator_desk.services.desk import Outcome


class ReceivePanel(QWidget):
    """Reads a message, shows what it would do, and does what is chosen.

    Signals:
        answered: The id of the row of an answer that is ready to be handed back.
        own_offer_wanted: The message is logged; an offer of one's own is to follow.
    """

    answered = Signal(object)
    own_offer_wanted = Signal()

    def __init__(self, context: Context, case_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._case_id = case_id
        self._chosen: dict[str, str] = {}
        self.reading: MessageReading | None = None
        self.message = InlineMessage(self)
        self.scan = ScanBox(self)
        self.card = MessageCard(self)
        self.offer = OfferPane(self)
        self.text = TextPane(self)
        self.ways = WaysOn(self)
        self._nothing = EmptyState(self)
        self._nothing.set_words(
            _("No message yet."),
            _("Open the file that the other side gave you, or scan its codes one after the other."),
        )
        self._answer = EmptyState(self)
        self._panes = QStackedWidget(self)
        for pane in (self._nothing, self.offer, self.text, self._answer):
            self._panes.addWidget(pane)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, CARD_GAP, 0, 0)
        layout.setSpacing(CARD_GAP)
        layout.addWidget(self.scan)
        layout.addWidget(self.message)
        layout.addWidget(self.card)
        layout.addWidget(self._panes, 1)
        layout.addWidget(self.ways)
        self._order_fields()
        self._connect()
        self._show()

    @Slot(object)
    def take(self, message: Message) -> None:
        """Show a message that was read."""
        self._chosen = {}
        self.message.clear()
        self._read(message)

    @Slot()
    def accept(self) -> None:
        """Log the offers, accept them and seal the answer."""
        reading = self._required()
        only = None
        current = self.offer.issues.current()
        if self.ways.only_box.isChecked() and current is not None:
            only = [current.matched.offered.offer_id]
        self._do(
            lambda: accept_message(
                self._context.desk, self._case_id, reading.message, self._choices(), only=only
            ),
            self._answer_made,
        )

    @Slot()
    def log(self) -> None:
        """Take the message to the record, and nothing else."""
        self._do(self._log, self._logged)

    @Slot()
    def answer_with_offer(self) -> None:
        """Take the message to the record, and go on with an offer of one's own."""
        self._do(self._log, self._offer_next)

    @Slot()
    def confirm(self) -> None:
        """Confirm the very same text and seal the answer."""
        reading, draft_id = self._required(), self.ways.draft_id()
        if draft_id is not None:
            self._do(
                lambda: confirm_text(self._context.desk, self._case_id, reading.message, draft_id),
                self._answer_made,
            )

    @Slot()
    def answer_for_employer(self) -> None:
        """Take the message to the record and seal what an employer says to it."""
        party = get_case(self._context.desk, self._case_id).parties.get(Side.EMPLOYER)
        dialog = ConsentAnswerDialog(
            "" if party is None else party.name, "" if party is None else party.credit_code, self
        )
        made: list[str] = []

        def submit() -> None:
            logged = self._log()
            if logged.changed:
                self._context.announce(logged)
            outcome = seal_answer(self._context.desk, logged.value.id, Side.EMPLOYER, dialog.body())
            made.append(outcome.value)
            self._context.announce(outcome)

        dialog.set_submit(submit)
        dialog.exec()
        if made:
            self._reread()
            self.answered.emit(made[0])

    def refresh(self) -> None:
        """Show the store as it is now."""
        self.ways.refresh(self._context.desk, self._case_id)
        self._reread()

    def _order_fields(self) -> None:
        """Walk from top to bottom, and along the ways on from left to right."""
        chain = (
            self.scan.file_button,
            self.scan.field,
            self.scan.again_button,
            self.offer.issues.view,
            self.offer.choice,
            self.offer.cells.view,
            self.text.lines.view,
            *self.ways.fields(),
        )
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        self.scan.read.connect(self.take)
        self.scan.refused.connect(self._refuse)
        self.offer.matched.connect(self._match)
        self.ways.accept_button.clicked.connect(self.accept)
        self.ways.log_button.clicked.connect(self.log)
        self.ways.take_button.clicked.connect(self.log)
        self.ways.own_button.clicked.connect(self.answer_with_offer)
        self.ways.confirm_button.clicked.connect(self.confirm)
        self.ways.employer_button.clicked.connect(self.answer_for_employer)
        self.ways.draft.activated.connect(self._compare)

    def _required(self) -> MessageReading:
        assert self.reading is not None, "the buttons show with a message only"
        return self.reading

    def _choices(self) -> Choices:
        return Choices(self.ways.session_id(), dict(self._chosen), self.ways.employer_id())

    def _log(self) -> Outcome[Any]:
        return log_message(
            self._context.desk, self._case_id, self._required().message, self._choices()
        )

    def _do(self, work: Callable[[], Outcome[Any]], then: Callable[[Any], None]) -> None:
        """Do something; what is refused is shown, and nothing was changed."""
        self.message.clear()
        try:
            outcome = work()
        except UserError as error:
            self.message.show_error(error)
            return
        if outcome.changed:
            self._context.announce(outcome)
        self._reread()
        then(outcome.value)

    def _answer_made(self, row_id: str) -> None:
        self.answered.emit(row_id)

    def _logged(self, received: Any) -> None:
        if received.is_known:
            self.message.show_message(
                _("This message is on the record already; nothing was changed."),
                tone=Tone.ATTENTION,
            )
        else:
            self.message.show_message(_("The message is on the record."), tone=Tone.GOOD)

    def _offer_next(self, _received: Any) -> None:
        self.own_offer_wanted.emit()

    @Slot(object)
    def _refuse(self, error: UserError) -> None:
        self.message.show_error(error)

    @Slot(object)
    def _match(self, pair: tuple[str, str]) -> None:
        there, here = pair
        self._chosen[there] = here
        self._reread()

    def _reread(self) -> None:
        if self.reading is not None:
            self._read(self.reading.message)

    def _read(self, message: Message) -> None:
        self.reading = read_in_case(self._context.desk, self._case_id, message, self._chosen)
        self._show()

    def _show(self) -> None:
        reading = self.reading
        self.card.setVisible(reading is not None)
        if reading is None:
            self._panes.setCurrentWidget(self._nothing)
            self.ways.show_nothing()
            return
        self.card.show_reading(reading)
        self.ways.show_reading(reading)
        if reading.problem and not reading.offers:
            self.message.show_message(reading.problem, reading.hint, tone=Tone.BAD)
        match reading.message.kind:
            case MessageKind.OFFER if reading.offers:
                issues = list_issues(self._context.desk, self._case_id)
                self._panes.setCurrentWidget(self.offer)
                self.offer.show_reading(reading, {one.id: one.title for one in issues})
            case MessageKind.TEXT if not reading.problem:
                self._panes.setCurrentWidget(self.text)
                self._compare()
            case _:
                self._panes.setCurrentWidget(self._answer)
                self._answer.set_words(*_answer_words(reading))

    @Slot()
    def _compare(self) -> None:
        """Hold the text against the chosen version, on the worker."""
        draft_id = self.ways.draft_id()
        self.ways.confirm_button.setEnabled(False)
        if draft_id is None:
            self.text.show_waiting(_("There is no version of the contract here to compare with."))
            return
        self.text.show_waiting(_("Comparing …"))
        self._context.runner.start(
            partial(self._compare_work, self._required().message, draft_id),
            owner=self,
            on_done=self._compared,
            on_error=self._context.show_error,
            label=_("Comparing the two texts …"),
        )

    def _compare_work(
        self, message: Message, draft_id: str, _job: Job
    ) -> tuple[TextDifference, ...]:
        return compare_text(self._context.desk, message, draft_id)

    @Slot(object)
    def _compared(self, differences: tuple[TextDifference, ...]) -> None:
        self.text.show_differences(differences)
        self.ways.confirm_button.setEnabled(not differences)


def _answer_words(reading: MessageReading) -> tuple[str, str]:
    """Return what an answer would do, or that it cannot be taken."""
    if reading.problem:
        return _("This message cannot be taken over here."), reading.hint
    if reading.row_id is not None:
        return _("This answer is on the record."), ""
    if reading.needs_employer:
        return (
            _("No employer of the list has this name."),
            _("Choose which employer it is, then take the answer over."),
        )
    asked = reading.asked
    if asked is not None and isinstance(asked.body, OfferBody):
        titles = _(", ").join(one.title for one in asked.body.offers)
        return _("An answer to your offer: {issues}").format(issues=titles), _(
            "Taking it over notes it in the log; what is accepted is then agreed here too."
        )
    return _("An answer to your text."), _("Taking it over notes that both have the same text.")
