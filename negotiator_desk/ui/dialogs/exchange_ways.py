"""The ways on from a message that came: in which session, and what is done with it."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from negotiator_desk.bargaining.exchange import AnswerBody, AnswerKind, MessageKind, OfferBody
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import _
from negotiator_desk.services.contracts import list_drafts
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.employers import list_employers
from negotiator_desk.services.exchange_reading import MessageReading
from negotiator_desk.services.session_states import SessionState
from negotiator_desk.services.sessions import list_sessions
from negotiator_desk.ui import display
from negotiator_desk.ui.theme import GRID, Tone
from negotiator_desk.ui.widgets.buttons import PrimaryButton, SecondaryButton
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole


class WaysOn(QWidget):
    """Offers what can be done with a message of its kind, and nothing else.

    Attributes:
        only_box: Whether only the chosen issue is accepted, of several that are not tied.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = QComboBox(self)
        self.draft = QComboBox(self)
        self.employer = QComboBox(self)
        self._captions = {
            box: _caption(text, box)
            for text, box in (
                (_("In &session"), self.session),
                (_("Compare with &version"), self.draft),
                (_("Which e&mployer"), self.employer),
            )
        }
        self.only_box = QCheckBox(_("Only the chosen iss&ue"), self)
        self.accept_button = PrimaryButton(_("&Accept and answer"))
        self.confirm_button = PrimaryButton(_("C&onfirm this text"))
        self.own_button = SecondaryButton(_("Log, then &make an offer"))
        self.log_button = SecondaryButton(_("&Log only"))
        self.take_button = PrimaryButton(_("&Take over"))
        self.employer_button = SecondaryButton(_("For a&n employer …"))
        self._note = TextLabel(role=TextRole.NOTE, wrap=True)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        for box, caption in self._captions.items():
            line.addWidget(caption)
            line.addWidget(box)
        line.addWidget(self.only_box)
        line.addStretch(1)
        for button in self._buttons():
            line.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self._note)
        layout.addLayout(line)

    def refresh(self, desk: Desk, case_id: str) -> None:
        """Offer the sessions under way, the versions and the employers that there are now."""
        sessions = [
            one for one in list_sessions(desk, case_id) if one.state is SessionState.UNDER_WAY
        ]
        _fill(
            self.session,
            [
                (
                    _("{number}, {moment}").format(
                        number=one.number, moment=display.moment(one.held_at)
                    ),
                    one.id,
                )
                for one in reversed(sessions)
            ],
        )
        _fill(
            self.draft,
            [
                (
                    _("{version}, {moment}").format(
                        version=one.version, moment=display.moment(one.drafted_at)
                    ),
                    one.id,
                )
                for one in list_drafts(desk, case_id)
            ],
        )
        _fill(self.employer, [(one.name, one.id) for one in list_employers(desk, case_id)])

    def session_id(self) -> str | None:
        """The session that something is logged in; None where none is under way."""
        return _data(self.session)

    def draft_id(self) -> str | None:
        """The version a text is compared with; None where there is none."""
        return _data(self.draft)

    def employer_id(self) -> str | None:
        """The employer that was chosen; None where the message names one of the list."""
        return _data(self.employer) if self.employer.isVisibleTo(self) else None

    def fields(self) -> tuple[QWidget, ...]:
        """Everything that can be reached, from left to right."""
        return (*self._captions, self.only_box, *self._buttons())

    def show_nothing(self) -> None:
        """Offer nothing: no message came yet."""
        self._show(set(), "")

    def show_reading(self, reading: MessageReading) -> None:
        """Offer what can be done with a message."""
        body = reading.message.body
        is_new = reading.row_id is None
        may_log = is_new and not reading.problem
        wanted: set[QWidget] = set()
        note = ""
        match reading.message.kind:
            case MessageKind.OFFER:
                assert isinstance(body, OfferBody), "by its kind"
                wanted = {self.session, self.accept_button, self.own_button, self.log_button}
                if reading.message.side is Side.EMPLOYER and body.is_binding:
                    wanted.add(self.employer_button)
                if len(body.offers) > 1 and not body.is_tied and body.is_binding:
                    wanted.add(self.only_box)
                if self.session_id() is None:
                    note = _("No session is under way: open one to log or accept offers.")
            case MessageKind.TEXT:
                wanted = {self.draft, self.confirm_button, self.log_button}
            case MessageKind.ANSWER:
                assert isinstance(body, AnswerBody), "by its kind"
                wanted = {self.take_button}
                if body.answer is AnswerKind.ACCEPTED:
                    wanted.add(self.session)
                if reading.needs_employer and is_new:
                    wanted.add(self.employer)
        has_session = self.session not in wanted or self.session_id() is not None
        self._show(wanted, note)
        for button in (self.log_button, self.take_button):
            button.setEnabled(may_log and has_session)
        self.own_button.setEnabled((may_log and has_session) or not is_new)
        self.accept_button.setEnabled(not reading.accept_problem and has_session)
        self.employer_button.setEnabled((may_log and has_session) or not is_new)

    def _buttons(self) -> tuple[PrimaryButton | SecondaryButton, ...]:
        return (
            self.employer_button,
            self.log_button,
            self.own_button,
            self.confirm_button,
            self.accept_button,
            self.take_button,
        )

    def _show(self, wanted: set[QWidget], note: str) -> None:
        for box, caption in self._captions.items():
            box.setVisible(box in wanted)
            caption.setVisible(box in wanted)
        for widget in (self.only_box, *self._buttons()):
            widget.setVisible(widget in wanted)
        self._note.setText(note)
        self._note.set_tone(Tone.ATTENTION)
        self._note.setVisible(bool(note))


def _caption(text: str, box: QComboBox) -> TextLabel:
    caption = TextLabel(text, TextRole.LABEL)
    caption.setBuddy(box)
    box.setAccessibleName(text.replace("&", ""))
    return caption


def _data(box: QComboBox) -> str | None:
    chosen = box.currentData()
    return None if chosen is None else str(chosen)


def _fill(box: QComboBox, entries: list[tuple[str, str]]) -> None:
    """Offer entries; what was chosen stays chosen where it is still there."""
    before = box.currentData()
    box.clear()
    for text, data in entries:
        box.addItem(text, data)
    place = box.findData(before)
    if entries:
        box.setCurrentIndex(max(0, place))
