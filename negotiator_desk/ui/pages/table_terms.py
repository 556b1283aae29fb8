"""The card with an issue's terms: what each side said last, and how far apart they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget
from typing_extensions import override

from negotiator_desk.bargaining.offers import IssueState
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import _
from negotiator_desk.services.issues import IssueView
from negotiator_desk.ui import display
from negotiator_desk.ui.dialogs.offer_start import IssueOnTable
from negotiator_desk.ui.itemmodels.cells import (
    EMPLOYER_COLUMN,
    GAP_COLUMN,
    CellRow,
    cell_columns,
    cell_rows,
)
from negotiator_desk.ui.theme import Tone
from negotiator_desk.ui.widgets.cards import Card
from negotiator_desk.ui.widgets.labels import StateChip, TextLabel, TextRole
from negotiator_desk.ui.widgets.rows import RowsModel
from negotiator_desk.ui.widgets.table import DataTable


class TermsCard(Card):
    """Switches between the issues and shows the chosen one value by value.

    Signals:
        issue_chosen: Id of the issue now shown.
        cell_chosen: The row now selected (`CellRow`), or None.
        cell_typed: The row (`CellRow`) on which a figure was begun, and what was typed of it.
    """

    issue_chosen = Signal(object)
    cell_chosen = Signal(object)
    cell_typed = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.issues = QComboBox()
        self.issues.setAccessibleName(_("Issue on the table"))
        self.issues.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.issues.setMinimumWidth(320)
        label = TextLabel(_("&Issue"), TextRole.SECTION)
        label.setBuddy(self.issues)
        self.chip = StateChip()
        line = QHBoxLayout()
        line.addWidget(label)
        line.addWidget(self.issues, 1)
        line.addWidget(self.chip)
        self.body.addLayout(line)
        self.table = DataTable(_("Terms on the table"), RowsModel(cell_columns({})), search=False)
        self.table.empty.set_words(
            _("No terms on this issue yet."),
            _("Present terms are entered with the issue; offers are tabled here."),
        )
        self.body.addWidget(self.table, 1)
        self._foot = TextLabel(role=TextRole.NOTE)
        self.body.addWidget(self._foot)
        self.issues.activated.connect(self._report_issue)
        self.table.chosen.connect(self.cell_chosen)
        self.table.view.installEventFilter(self)

    def set_issues(self, issues: Sequence[IssueView], chosen: str | None) -> str | None:
        """List the issues and choose one; return the id of the one chosen."""
        self.issues.clear()
        for issue in issues:
            state = display.issue_state(issue.state)
            self.issues.addItem(
                _("{number}. {title} · {state}").format(
                    number=issue.position, title=issue.title, state=state
                ),
                issue.id,
            )
        place = self.issues.findData(chosen) if chosen is not None else -1
        if place < 0:
            place = next(
                (at for at, one in enumerate(issues) if one.state is IssueState.OPEN),
                0 if issues else -1,
            )
        self.issues.setCurrentIndex(place)
        agreed = sum(one.state is IssueState.AGREED for one in issues)
        self.chip.set_state(
            _("agreed {agreed} / {count}").format(agreed=agreed, count=len(issues)),
            Tone.GOOD if agreed else Tone.ATTENTION,
        )
        chosen_id: str | None = self.issues.currentData()
        return chosen_id

    def show_item(self, item: IssueOnTable, steps: Mapping[str, Decimal]) -> None:
        """Show an issue's terms.

        Args:
            item: The issue and its offers.
            steps: Yuan a year of one more unit, by the cell's key, as far as they are known.
        """
        words = {side: item.last_word(side) for side in Side}
        rounds = {side: offer.round for side, offer in words.items() if offer is not None}
        employee, employer = words[Side.EMPLOYEE], words[Side.EMPLOYER]
        rows = cell_rows(
            item.issue.present_terms,
            employee.terms if employee else None,
            employer.terms if employer else None,
            agreed=item.issue.agreed_terms,
            steps=steps,
        )
        is_agreed = item.issue.agreed_terms is not None
        self.table.model.set_columns(cell_columns(rounds, is_agreed=is_agreed))
        for column in (EMPLOYER_COLUMN, GAP_COLUMN):
            self.table.view.setColumnHidden(column, is_agreed)
        self.table.set_rows(rows, key=_key)
        if self.table.current() is None and not self.table.choose(_is_open):
            self.table.choose(_is_number)
        self._foot.setText(_foot(item, rows))

    def current(self) -> CellRow | None:
        """The row selected."""
        return self.table.current()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let a figure begun on a value open the form of an offer there."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            row, text = self.current(), event.text()
            plain = event.modifiers() in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.KeypadModifier,
            )
            is_figure = len(text) == 1 and (text.isdigit() or text in _BEGINNINGS)
            if plain and is_figure and row is not None and _takes_figure(row):
                self.cell_typed.emit(row, text)
                return True
        return super().eventFilter(watched, event)

    @Slot(int)
    def _report_issue(self, _index: int) -> None:
        self.issue_chosen.emit(self.issues.currentData())


def _key(row: CellRow) -> str:
    return row.key


_BEGINNINGS = ".-+"
"""What a figure may begin with besides a digit."""


def _takes_figure(row: CellRow) -> bool:
    return _is_number(row) and not row.is_agreed


def _is_number(row: CellRow) -> bool:
    return not isinstance(row.cell.value, str)


def _is_open(row: CellRow) -> bool:
    return not row.is_agreed and not row.is_same and not isinstance(row.cell.value, str)


def _foot(item: IssueOnTable, rows: Sequence[CellRow]) -> str:
    if item.issue.agreed_terms is not None:
        return _("This issue is agreed.")
    if not item.offers:
        return _("No offer yet: type a figure, or Ctrl+T, to table the first one.")
    silent = [side for side in Side if item.last_word(side) is None]
    if silent:
        return _("{side} has no offer on the table. Ctrl+T tables one.").format(
            side=_(", ").join(display.side(side) for side in silent)
        )
    apart = sum(not row.is_same for row in rows)
    words = _("{apart} of {count} values still differ. Type a figure to answer.").format(
        apart=apart, count=len(rows)
    )
    explored = [
        display.side(side)
        for side in Side
        if (last := item.last_word(side)) is not None and not last.is_binding
    ]
    if not explored:
        return words
    return f"{words} " + _("Exploratory: {side}.").format(side=_(", ").join(explored))
