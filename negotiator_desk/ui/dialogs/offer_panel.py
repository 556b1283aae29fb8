"""One issue's part of an offer: only what differs is typed."""

from __future__ import annotations

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

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _, n_
from negotiator_desk.pay.cells import Cell, changed_cells, with_cell
from negotiator_desk.pay.terms import Subject, Terms
from negotiator_desk.ui.dialogs.offer_start import IssueOnTable, Start
from negotiator_desk.ui.dialogs.terms_box import TermsBox
from negotiator_desk.ui.dialogs.terms_fields import named
from negotiator_desk.ui.dialogs.terms_grid import GridBox
from negotiator_desk.ui.dialogs.typed_cells import typed_value
from negotiator_desk.ui.itemmodels.cells import CellRow, cell_rows, circled, short_side
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
from negotiator_desk.ui.itemmodels.offers import changes_in_words
from negotiator_desk.ui.widgets.buttons import QuietButton
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole

_WIDTHS = {UNIT: 108, PRESENT: 104, EMPLOYEE: 104, EMPLOYER: 104, STEP: 96, NEW: 120}
"""Of the columns but the first, in pixels: words are cut there, figures never."""


class IssueError(InputError):
    """The terms of one issue of an offer cannot be used; the form leads there."""

    def __init__(self, issue_id: str, message: str, *, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.issue_id = issue_id


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
        self.started: Start | None = next(iter(item.starts(side)), None)
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
        self._show_start()
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
            IssueError: They cannot be used; the sentence names the issue.
        """
        try:
            return self._read_shown()
        except InputError as error:
            sentence = named(self.item.issue.title, str(error))
            raise IssueError(self.item.issue.id, sentence, hint=error.hint) from error

    def start_from(self, start: Start) -> bool:
        """Begin anew from what one side said last, or from what holds; False if there is none."""
        terms = self.item.starts(self._side).get(start)
        if terms is None:
            return False
        self.start_with(terms, self.item.origin(start))
        self.started = start
        return True

    def start_with(self, terms: Terms, origin: str) -> None:
        """Begin anew from given terms; `origin` is the sentence that says what they are."""
        self._start, self._origin, self.started = terms, origin, None
        self._show_start()
        self._check()

    def begin(self, key: str = "", text: str = "") -> None:
        """Put the cursor where the first number is typed; choices are made elsewhere.

        Args:
            key: Of the value to begin with; where there is none such, it is the first number.
            text: What was typed of it before the form was there.
        """
        if self.is_whole:
            self.terms.editor.setFocus()
            return
        numbers = [row for row in self._rows if not isinstance(row.cell.value, str)]
        wanted = [row.place for row in numbers if row.key == key] if key else []
        place = next(iter(wanted), numbers[0].place if numbers else 0)
        self.box.view.setFocus()
        self.box.view.setCurrentIndex(self.grid.index(place, NEW))
        if text and wanted:
            self.box.view.type_on(text)

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

    def _show_start(self) -> None:
        """Show what the offer starts from, value by value where that can be."""
        self.terms.show_terms(self._start)
        self._show_rows()
        by_cells = self._start is not None and self.item.issue.subject is not Subject.TEXT
        self._stack.setCurrentWidget(self.box if by_cells else self.terms)
        self.whole.setVisible(by_cells)
        if by_cells:
            # Out of sight it needs no room, which the argument below has use for.
            self.terms.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)

    def _show_rows(self) -> None:
        if self._start is None:
            return
        words = {side: self.item.last_word(side) for side in Side}
        named_rows = cell_rows(
            self.item.issue.present_terms,
            *(offer.terms if (offer := words[side]) else None for side in Side),
        )
        shown = {row.key: row for row in named_rows}
        own = {row.key: row for row in cell_rows(self._start, None, None)}
        self._rows = tuple(own.values())
        self.grid.set_rows(self._rows, shown)

    def _read_shown(self) -> Terms:
        terms = self.terms.read() if self.is_whole else self._read_cells()
        if terms is None:
            raise InputError(_("the terms are empty."))
        return terms

    def _read_cells(self) -> Terms:
        """Put the typed values into the start's terms, in whatever order they allow."""
        assert self._start is not None, "cells are only shown of terms that exist"
        terms, pending = self._start, self._typed()
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
        lines = [" ".join(parts), *(self._against(side) for side in (self._side, self._side.other))]
        self._changes.setText("\n".join(line for line in lines if line))
        self._show_step()

    def _against(self, side: Side) -> str:
        """Say what differs from a side's last word; "" where there is none to compare with."""
        last = self.item.last_word(side)
        if last is None or self._typed_last is None:
            return ""
        changes = changed_cells(last.terms, self._typed_last)
        return _("Against {offer}: {changes}").format(
            offer=f"{short_side(side)} {circled(last.round)}",
            changes=changes_in_words(changes) if changes else _("nothing differs"),
        )


def _differing(count: int) -> str:
    """Say how many values differ from what the offer starts from."""
    if not count:
        return _("No value differs from that yet.")
    return n_("{count} value differs from that.", "{count} values differ from that.", count).format(
        count=count
    )
