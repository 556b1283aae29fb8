"""One issue's part of an offer: only what differs is typed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from negotiator_desk.bargaining.offers import OfferState
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _, n_
from negotiator_desk.pay.cells import Cell, changed_cells, with_cell
from negotiator_desk.pay.terms import Subject, Terms
from negotiator_desk.services.issues import IssueView
from negotiator_desk.services.offers import OfferView
from negotiator_desk.ui.dialogs.terms_box import TermsBox
from negotiator_desk.ui.dialogs.terms_fields import named
from negotiator_desk.ui.dialogs.terms_grid import GridBox
from negotiator_desk.ui.dialogs.typed_cells import typed_value
from negotiator_desk.ui.itemmodels.cells import CellRow, cell_rows
from negotiator_desk.ui.itemmodels.offer import (
    EMPLOYEE,
    EMPLOYER,
    ITEM,
    NEW,
    PRESENT,
    STEP,
    UNIT,
    OfferModel,
    Steps,
)
from negotiator_desk.ui.widgets.buttons import QuietButton
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole

_WIDTHS = {UNIT: 108, PRESENT: 104, EMPLOYEE: 104, EMPLOYER: 104, STEP: 96, NEW: 120}
"""Of the columns but the first, in pixels: words are cut there, figures never."""


@dataclass(frozen=True)
class IssueOnTable:
    """An issue with the offers made on it so far, in the order they were tabled."""

    issue: IssueView
    offers: tuple[OfferView, ...]

    def last_word(self, side: Side) -> OfferView | None:
        """Return the offer of a side that stands, or settled the issue; None if there is none."""
        standing = {OfferState.TABLED, OfferState.ACCEPTED}
        found = [one for one in self.offers if one.side is side and one.state in standing]
        return found[-1] if found else None

    def start(self, side: Side) -> tuple[Terms | None, str]:
        """Return what a side's next offer starts from, and a sentence that says what that is.

        Its own last word, else the present terms; only where there is neither, the other side's
        last word. None if nothing was ever said.
        """
        own, other = self.last_word(side), self.last_word(side.other)
        if own is not None:
            return own.terms, _("Starts from this side's own last offer.")
        if self.issue.present_terms is not None:
            return self.issue.present_terms, _("Starts from the present terms.")
        if other is not None:
            return other.terms, _(
                "Starts from the other side's figures: this side has made no offer, and there are "
                "no present terms."
            )
        return None, ""

    def repeats(self, side: Side, terms: Terms) -> bool:
        """Whether terms are those of a binding offer of the other side that could be accepted."""
        other = self.last_word(side.other)
        return other is not None and other.is_binding and other.terms == terms


class OfferPanel(QWidget):
    """The terms of one issue as one side is about to offer them.

    Signals:
        edited: Something was typed, pasted or chosen.
    """

    edited = Signal()

    def __init__(self, item: IssueOnTable, side: Side, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self._side = side
        self._start, self._origin = item.start(side)
        self._base = self._start
        self._rows: tuple[CellRow, ...] = ()
        self._typed_last: Terms | None = None
        self._steps_asked: Terms | None = None
        self._steps_of: Terms | None = None
        self.steps: Steps | None = None
        self.grid = OfferModel(self)
        self.box = GridBox(self.grid, _("&Terms of this offer"), stretch=ITEM, hint="", parent=self)
        self.box.view.setColumnHidden(STEP, not self.is_costed)
        self.grid.modelReset.connect(self._fit_columns)
        self.terms = TermsBox(item.issue.subject, self)
        self.terms.show_terms(self._start)
        self.whole = QuietButton(_("Edit &all terms"), parent=self)
        self._changes = TextLabel(role=TextRole.NOTE, wrap=True)
        self._problem = TextLabel(role=TextRole.ERROR, wrap=True)
        self.step = TextLabel(" ")
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.box)
        self._stack.addWidget(self.terms)
        foot = QHBoxLayout()
        foot.addWidget(self._changes, 1)
        foot.addWidget(self.whole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._problem)
        layout.addWidget(self.step)
        layout.addLayout(foot)
        self._show_rows()
        by_cells = self._start is not None and item.issue.subject is not Subject.TEXT
        self._stack.setCurrentWidget(self.box if by_cells else self.terms)
        self.whole.setVisible(by_cells)
        if by_cells:
            # Out of sight it needs no room, which the argument below has use for.
            self.terms.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.grid.edited.connect(self._check)
        self.terms.edited.connect(self._check)
        self.whole.clicked.connect(self.edit_whole)
        self.box.view.selectionModel().currentChanged.connect(self._show_step)
        self._show_state()

    @property
    def is_costed(self) -> bool:
        """Whether the issue has data that its terms can be costed on."""
        return self.item.issue.dataset_id is not None

    @property
    def is_whole(self) -> bool:
        """Whether the editor of all terms is shown instead of the list of values."""
        return self._stack.currentWidget() is self.terms

    @property
    def is_waiting(self) -> bool:
        """Whether the steps shown, if any, are of other terms than those typed last."""
        return self.is_costed and self._steps_of != self._typed_last

    def read(self) -> Terms:
        """Return the terms as typed.

        Raises:
            InputError: They cannot be used; the sentence names the issue.
        """
        try:
            return self._read_shown()
        except InputError as error:
            raise InputError(named(self.item.issue.title, str(error)), hint=error.hint) from error

    def begin(self) -> None:
        """Put the cursor where the first number is typed; choices are made elsewhere."""
        if self.is_whole:
            self.terms.editor.setFocus()
        else:
            numbers = (row.place for row in self._rows if not isinstance(row.cell.value, str))
            self.box.view.setFocus()
            self.box.view.setCurrentIndex(self.grid.index(next(numbers, 0), NEW))

    def changes(self) -> int | None:
        """Return how many values differ from the start; None while they cannot be read."""
        try:
            return len(changed_cells(self._start, self.read()))
        except InputError:
            return None

    def want_steps(self) -> Terms | None:
        """Return the terms as typed if it is not known yet what one more step of them costs.

        Who asks has to work it out; until `show_steps` brings it, what is known of the terms before
        stays in view.
        """
        if not self.is_waiting:
            return None
        self._steps_asked = self._typed_last
        return self._steps_asked

    def show_steps(self, terms: Terms, steps: Steps) -> None:
        """Show what one more step of each value costs, if these terms were asked for last."""
        if terms != self._steps_asked:
            return
        self._steps_of, self.steps = terms, steps
        self.grid.set_steps(steps)
        self._show_step()

    def step_cells(self) -> tuple[Cell, ...]:
        """Return the values that pay depends on, of the terms whose steps are known or awaited."""
        terms = self._steps_of or self._typed_last
        rows = () if terms is None else cell_rows(terms, None, None)
        return tuple(row.cell for row in rows if row.is_pay and not isinstance(row.cell.value, str))

    def type_cell(self, key: str, text: str) -> None:
        """Type a value into the cell of a key."""
        row = next(row for row in self._rows if row.key == key)
        self.grid.setData(self.grid.index(row.place, NEW), text)

    @Slot()
    def edit_whole(self) -> None:
        """Show the editor of all terms instead of the list of values."""
        try:
            self.terms.show_terms(self._read_cells())
        except InputError:
            self.terms.show_terms(self._start)
        self.terms.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._stack.setCurrentWidget(self.terms)
        self.whole.setVisible(False)
        self.terms.editor.setFocus()
        self._check()

    @Slot()
    def _fit_columns(self) -> None:
        """Keep the offer's own column in sight, however long the words beside it are."""
        header = self.box.view.horizontalHeader()
        for column, width in _WIDTHS.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, width)

    def _show_rows(self) -> None:
        if self._base is None:
            return
        words = {side: self.item.last_word(side) for side in Side}
        named_rows = cell_rows(
            self.item.issue.present_terms,
            *(offer.terms if (offer := words[side]) else None for side in Side),
        )
        shown = {row.key: row for row in named_rows}
        own = {row.key: row for row in cell_rows(self._base, None, None)}
        self._rows = tuple(own.values())
        self.grid.set_rows(self._rows, shown)

    def _read_shown(self) -> Terms:
        terms = self.terms.read() if self.is_whole else self._read_cells()
        if terms is None:
            raise InputError(_("the terms are empty."))
        return terms

    def _read_cells(self) -> Terms:
        """Put the typed values into the start's terms, in whatever order they allow."""
        assert self._base is not None, "cells are only shown of terms that exist"
        terms, pending = self._base, self._typed()
        while pending:
            refused: dict[str, Decimal | str] = {}
            for key, value in pending.items():
                try:
                    terms = with_cell(terms, key, value)
                except InputError as error:
                    refused[key] = value
                    problem = error
            if len(refused) == len(pending):
                raise problem
            pending = refused
        return terms

    def _typed(self) -> dict[str, Decimal | str]:
        problems: dict[tuple[int, int], str] = {}
        typed: dict[str, Decimal | str] = {}
        texts = self.grid.texts()
        for row in self._rows:
            if not self.grid.is_changed(row.place, NEW):
                continue
            try:
                typed[row.key] = typed_value(row.cell, texts[row.place][NEW])
            except InputError as error:
                problems[row.place, NEW] = str(error)
        self.grid.set_problems(problems)
        if problems:
            (place, _column), sentence = min(problems.items())
            raise InputError(named(texts[place][0], sentence))
        return typed

    @Slot()
    def _check(self) -> None:
        self._show_state()
        self.edited.emit()

    @Slot()
    def _show_step(self) -> None:
        """Say in words what one more step of the value costs that the keyboard stands on."""
        self.step.setVisible(self.is_costed and not self.is_whole)
        sentence = self.grid.step_sentence(self.box.view.currentIndex().row())
        if sentence and self.steps is not None and self.is_waiting:
            sentence = f"{sentence} · " + _("being costed …")
        self.step.setText(sentence or " ")

    def _show_state(self) -> None:
        problem, count = "", None
        try:
            self._typed_last = self._read_shown()
            count = len(changed_cells(self._start, self._typed_last))
        except InputError as error:
            problem = str(error)
        is_said = bool(problem) and not self.is_whole  # the editor of all terms says it itself
        self._problem.setText(problem if is_said else "")
        self._problem.setVisible(is_said)
        parts = [self._origin]
        if self._start is not None and count is not None:
            parts.append(_differing(count))
        self._changes.setText(" ".join(parts))
        self._show_step()


def _differing(count: int) -> str:
    """Say how many values differ from what the offer starts from."""
    if not count:
        return _("No value differs from that yet.")
    return n_("{count} value differs from that.", "{count} values differ from that.", count).format(
        count=count
    )
