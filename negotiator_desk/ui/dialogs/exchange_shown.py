"""What came, held against what is here: the message itself, its offers, its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from negotiator_desk.bargaining.exchange import Message, OfferBody
from negotiator_desk.drafting.compare_texts import TextDifference
from negotiator_desk.i18n import _, n_, p_
from negotiator_desk.pay.cells import Cell, cells
from negotiator_desk.pay.terms import Terms
from negotiator_desk.services.exchange_matching import Match
from negotiator_desk.services.exchange_reading import MessageReading, OfferReading
from negotiator_desk.ui import display, display_terms
from negotiator_desk.ui.dialogs import exchange_words as words
from negotiator_desk.ui.theme import GRID, Tone
from negotiator_desk.ui.widgets.cards import Card
from negotiator_desk.ui.widgets.labels import StateChip, TextLabel, TextRole
from negotiator_desk.ui.widgets.rows import Column, RowsModel
from negotiator_desk.ui.widgets.table import DataTable

_ROW = 28
_BEFORE = 12
"""Characters of a line that are shown before the place where it differs."""
_ISSUES = 118
"""Height of the list of issues: its head and three of them."""


@dataclass(frozen=True)
class ChangedCell:
    """One value of a message that differs from what was said before.

    Attributes:
        own: As the side here last bound itself to; None where it never did.
        theirs: As the sender's side last had it; None where it never did.
        now: As the message has it; None where it does not any more.
    """

    issue: str
    name: str
    unit: str
    own: Cell | None
    theirs: Cell | None
    now: Cell | None


def changed_cells_of(offers: tuple[OfferReading, ...]) -> tuple[ChangedCell, ...]:
    """Return every value that differs from one of the two; of a first offer, every value."""
    return tuple(cell for one in offers for cell in _changed(one))


class MessageCard(Card):
    """What was verified: the fingerprint to read aloud, whose message it is and what it says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.spoken = TextLabel(role=TextRole.FIGURE)
        self.spoken.setAccessibleName(_("Fingerprint"))
        self.spoken.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.chip = StateChip()
        self._who = TextLabel(wrap=True)
        self._what = TextLabel(role=TextRole.MUTE, wrap=True)
        self.proof = TextLabel(wrap=True)
        self.proof.set_tone(Tone.ATTENTION)
        left = QVBoxLayout()
        left.setSpacing(2)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self.spoken)
        line.addWidget(self.chip)
        line.addStretch(1)
        left.addLayout(line)
        left.addWidget(self.proof)
        right = QVBoxLayout()
        right.setSpacing(2)
        right.addWidget(self._who)
        right.addWidget(self._what)
        right.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(2 * GRID)
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)
        self.body.addLayout(columns)

    def show_reading(self, reading: MessageReading) -> None:
        """Show a message."""
        message = reading.message
        self.spoken.setText(reading.spoken)
        if reading.row_id is None:
            self.chip.set_state(_("unchanged since it was sealed"), Tone.GOOD)
        else:
            self.chip.set_state(_("came before: nothing is logged twice"), Tone.ATTENTION)
        self._who.setText(_who(message))
        self.proof.setText(
            _(
                "This message speaks for: {side}. Is it theirs? Let them read their "
                "fingerprint: unchanged is proved, who sent it is not."
            ).format(side=display.side(message.side))
        )
        self._what.setText(_what(reading))


class OfferPane(QWidget):
    """The issues of an offer that came, and each value that differs.

    Signals:
        matched: Somebody chose which issue here an issue of the message is: both ids.
    """

    matched = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.issues: DataTable[OfferReading] = DataTable(
            _("Issues of the message"), RowsModel(_issue_columns()), search=False, row_height=_ROW
        )
        self.issues.setFixedHeight(_ISSUES)
        self.cells: DataTable[ChangedCell] = DataTable(
            _("Values that differ"), RowsModel(_cell_columns()), search=False, row_height=_ROW
        )
        self.cells.empty.set_words(
            _("No value differs."), _("It repeats what was said before, by both sides.")
        )
        self.choice = QComboBox(self)
        self.choice.setAccessibleName(_("The issue here"))
        self._label = TextLabel(_("The chosen &issue here is"), TextRole.LABEL)
        self._label.setBuddy(self.choice)
        self._problem = TextLabel(role=TextRole.ERROR, wrap=True)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self._label)
        line.addWidget(self.choice, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.issues)
        layout.addLayout(line)
        layout.addWidget(self._problem)
        layout.addWidget(self.cells, 1)
        self._titles: dict[str, str] = {}
        self.issues.chosen.connect(self._show_choice)
        self.choice.activated.connect(self._choose)

    def show_reading(self, reading: MessageReading, titles: dict[str, str]) -> None:
        """Show what an offer would do.

        Args:
            titles: Issue id here → its title.
        """
        self._titles = titles
        self.issues.set_rows(reading.offers, key=_issue_key)
        if self.issues.current() is None:
            self.issues.choose(lambda one: one.matched.issue_id is None) or self.issues.choose(
                lambda _one: True
            )
        self.cells.set_rows(changed_cells_of(reading.offers))
        self._problem.setText(reading.problem or reading.accept_problem)
        self._problem.setVisible(bool(self._problem.text()))
        self._show_choice(self.issues.current())

    @Slot(object)
    def _show_choice(self, one: OfferReading | None) -> None:
        needed = one is not None and one.matched.match in {Match.NONE, Match.CHOSEN, Match.NAMED}
        self.choice.setVisible(needed)
        self._label.setVisible(needed)
        self.choice.clear()
        if one is None or not needed:
            return
        self.choice.addItem(_("not chosen yet"), None)
        for issue_id in one.matched.candidates:
            self.choice.addItem(self._titles[issue_id], issue_id)
        self.choice.setCurrentIndex(max(0, self.choice.findData(one.matched.issue_id)))

    @Slot()
    def _choose(self) -> None:
        one = self.issues.current()
        issue_id = self.choice.currentData()
        if one is not None and issue_id is not None:
            self.matched.emit((one.matched.offered.issue_id, issue_id))


class TextPane(QWidget):
    """A text that came, line by line against a version here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.verdict = QLabel(self)
        self.verdict.setTextFormat(Qt.TextFormat.PlainText)
        self.verdict.setProperty("role", TextRole.SECTION.value)
        self.lines: DataTable[TextDifference] = DataTable(
            _("Lines that differ"), RowsModel(_line_columns()), search=False, row_height=_ROW
        )
        self.lines.empty.set_words(_("No line differs."))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.verdict)
        layout.addWidget(self.lines, 1)

    def show_waiting(self, sentence: str) -> None:
        """Say why there is nothing to compare yet."""
        self.verdict.setText(sentence)
        self.lines.set_rows(())

    def show_differences(self, differences: tuple[TextDifference, ...]) -> None:
        """Show where the texts differ; none = they are the very same."""
        count = len(differences)
        self.verdict.setText(
            n_("{count} line differs.", "{count} lines differ.", count).format(count=count)
            if count
            else _("Both sides have the very same text.")
        )
        self.lines.set_rows(differences)


def _changed(one: OfferReading) -> Iterator[ChangedCell]:
    own, theirs = _by_key(one.own), _by_key(one.theirs)
    now = _by_key(one.matched.offered.terms)
    keys = dict.fromkeys(change.key for change in (*one.own_changes, *one.their_changes))
    if not (own or theirs):
        # Beside nothing every value is news.
        keys = dict.fromkeys(now)
    for key in (*(key for key in now if key in keys), *(key for key in keys if key not in now)):
        shown = now.get(key) or theirs.get(key) or own[key]
        yield ChangedCell(
            issue=one.title or one.matched.offered.title,
            name=display_terms.cell_name(shown),
            unit=display_terms.cell_unit(shown),
            own=own.get(key),
            theirs=theirs.get(key),
            now=now.get(key),
        )


def _by_key(terms: Terms | None) -> dict[str, Cell]:
    return {} if terms is None else {one.key: one for one in cells(terms)}


def _who(message: Message) -> str:
    case = _("case {number}, “{title}”").format(
        number=message.case.number, title=message.case.title
    )
    who = words.sender(message.side, message.party)
    if message.session_number:
        return _("{who}, session {number}, {case}").format(
            who=who, number=message.session_number, case=case
        )
    return _("{who}, {case}").format(who=who, case=case)


def _what(reading: MessageReading) -> str:
    message = reading.message
    said = words.said(message)
    said = said[:1].upper() + said[1:]
    if isinstance(message.body, OfferBody) and message.body.argument:
        said = _("{offer}. Argument: {argument}").format(offer=said, argument=message.body.argument)
    if reading.asked is not None:
        return _("{said}. It answers: {asked}").format(said=said, asked=words.said(reading.asked))
    return said


def _issue_columns() -> tuple[Column[OfferReading], ...]:
    return (
        Column(p_("message", "Issue there"), _there, tooltip=_there, stretches=True),
        Column(p_("message", "Issue here"), _here, tone=_here_tone, tooltip=_here, stretches=True),
        Column(_("Data"), _dataset, tone=_dataset_tone, width=112),
        Column(_("Present terms"), _present, tone=_present_tone, width=128),
        Column(p_("message", "Fits"), _fits, tone=_fits_tone, tooltip=_problem, width=88),
    )


def _cell_columns() -> tuple[Column[ChangedCell], ...]:
    return (
        Column(_("Issue"), lambda one: one.issue, tooltip=lambda one: one.issue, width=184),
        Column(_("Item"), lambda one: one.name, tooltip=lambda one: one.name, stretches=True),
        Column(_("Unit"), lambda one: one.unit, tone=lambda _one: Tone.NEUTRAL, width=104),
        Column(
            p_("message", "Our last binding"), lambda one: _text(one.own), is_figure=True, width=144
        ),
        Column(
            p_("message", "Their last"), lambda one: _text(one.theirs), is_figure=True, width=128
        ),
        Column(
            p_("message", "This message"), lambda one: _text(one.now), is_figure=True, width=144
        ),
    )


def _line_columns() -> tuple[Column[TextDifference], ...]:
    return (
        Column(
            p_("message", "Line"),
            lambda one: str(one.number),
            sort=_number,
            is_figure=True,
            width=64,
        ),
        Column(p_("message", "Here"), _old_words, tooltip=lambda one: one.old, stretches=True),
        Column(p_("message", "There"), _new_words, tooltip=lambda one: one.new, stretches=True),
    )


def _text(cell: Cell | None) -> str:
    return display_terms.cell_text(cell)


def _old_words(one: TextDifference) -> str:
    return _from_difference(one.old, one.new)


def _new_words(one: TextDifference) -> str:
    return _from_difference(one.new, one.old)


def _from_difference(line: str, other: str) -> str:
    """Return a line from shortly before the place where it differs: cells cut long lines off."""
    pairs = zip(line, other, strict=False)
    same = next(
        (place for place, (one, two) in enumerate(pairs) if one != two), min(len(line), len(other))
    )
    return line if same <= _BEFORE else f"…{line[same - _BEFORE :]}"


def _number(one: TextDifference) -> int:
    return one.number


def _issue_key(one: OfferReading) -> str:
    return one.matched.offered.issue_id


def _there(one: OfferReading) -> str:
    return one.matched.offered.title


def _here(one: OfferReading) -> str:
    return one.title or _("to be chosen")


def _here_tone(one: OfferReading) -> Tone | None:
    return None if one.title else Tone.BAD


def _dataset(one: OfferReading) -> str:
    return words.sameness(one.dataset)


def _dataset_tone(one: OfferReading) -> Tone | None:
    return words.sameness_tone(one.dataset)


def _present(one: OfferReading) -> str:
    return words.sameness(one.present)


def _present_tone(one: OfferReading) -> Tone | None:
    return words.sameness_tone(one.present)


def _fits(one: OfferReading) -> str:
    return p_("message fits", "no") if one.problem else p_("message fits", "yes")


def _fits_tone(one: OfferReading) -> Tone | None:
    return Tone.BAD if one.problem else Tone.GOOD


def _problem(one: OfferReading) -> str:
    return one.problem or display.NONE
