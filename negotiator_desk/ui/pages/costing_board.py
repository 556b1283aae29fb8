"""Terms to try out beside what they mean: what is typed or dragged shows at once."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _
from negotiator_desk.pay.basis import ComparedWith
from negotiator_desk.pay.term_result import TermCosting
from negotiator_desk.pay.terms import Terms
from negotiator_desk.services.costing_moves import Moving
from negotiator_desk.services.costing_sheets import CostingSheet
from negotiator_desk.ui.jobs import JobRunner
from negotiator_desk.ui.latest import Latest
from negotiator_desk.ui.pages.costing_basis import BasisLine
from negotiator_desk.ui.pages.costing_figures import CostingFigures
from negotiator_desk.ui.pages.costing_jobs import StepCosts, TabJobs
from negotiator_desk.ui.pages.costing_tab import CostingTab
from negotiator_desk.ui.pages.costing_tabs import CostingTabs
from negotiator_desk.ui.pages.costing_terms import LEAST_WIDTH, TrialCard
from negotiator_desk.ui.pages.costing_trials import Trials
from negotiator_desk.ui.pages.costing_work import (
    MoveQuestion,
    RestAnswer,
    RestQuestion,
    Work,
    answer_move,
    answer_rest,
)
from negotiator_desk.ui.theme import CARD_GAP

_SHARES = (9, 11)
"""How the terms and what they mean share the width."""


class CostingBoard(QWidget):
    """One issue's sheet: its terms, the figures that follow the hand, and a tab to look at.

    Signals:
        changed: Other terms are tried now.
        answered: A picture was taken and shown.
        assumptions_wanted: The assumptions should be opened.
    """

    changed = Signal()
    answered = Signal()
    assumptions_wanted = Signal()

    def __init__(
        self,
        runner: JobRunner,
        on_error: Callable[[BaseException], None],
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty board.

        Args:
            runner: Works out everything.
            on_error: Gets what is no fault of the terms.
        """
        super().__init__(parent)
        self._on_error = on_error
        self.sheet: CostingSheet | None = None
        self.trials = Trials()
        self.moving: Moving | None = None
        self.term: TermCosting | None = None
        self._rested: tuple[Terms, CostingTab | None] | None = None
        self.figures = CostingFigures()
        self.card = TrialCard()
        self.tabs = CostingTabs()
        self.basis = BasisLine()
        self._moves = Latest(runner, answer_move, self, label=_("Costing the terms …"))
        self._rests = Latest(runner, answer_rest, self, label=_("Costing the terms …"))
        self._steps = StepCosts(runner, on_error, self)
        self._jobs = TabJobs(runner, on_error, self)
        self._lay_out()
        self._steps.arrived.connect(self.card.set_steps)
        self._moves.answered.connect(self._take_move)
        self._moves.failed.connect(self._fail_move)
        self._rests.answered.connect(self._take_rest)
        self._rests.failed.connect(self._fail_rest)
        self.card.terms_typed.connect(self._take_typed)
        self.tabs.built.connect(self._greet)
        self.tabs.chosen.connect(self._show_tab)

    @property
    def is_busy(self) -> bool:
        """Whether something that was asked for is not there yet."""
        parts = (self._moves, self._rests, self._steps, self._jobs)
        return any(part.is_busy for part in parts)

    @property
    def is_behind(self) -> bool:
        """Whether the picture shown is of other terms than those tried now."""
        return self._moves.is_busy

    def set_sheet(self, sheet: CostingSheet, trials: Trials) -> None:
        """Show a sheet and the trials on it."""
        self.trials = trials
        if sheet is not self.sheet:
            self.sheet = sheet
            self._forget()
            for tab in self.tabs.all_built:
                tab.set_sheet(sheet)
        self.tabs.set_kind(sheet.facts.kind)
        self.show_terms()

    def show_terms(self) -> None:
        """Show what is chosen now, after a choice or a change from outside."""
        assert self.sheet is not None, "terms are costed on a sheet"
        self.card.show_trials(self.trials, self.sheet.present)
        for tab in self.tabs.all_built:
            self._tell(tab)
        self.ask()

    def ask(self) -> None:
        """Work out what the terms mean; what is shown stays until the answer is there."""
        terms = self.trials.terms
        if self.sheet is None or terms is None:
            return
        self._steps.stop()
        self._jobs.stop()
        self._rests.forget()
        self._rested = None
        tab = self.tabs.current
        self._moves.ask(
            MoveQuestion(
                self.sheet,
                terms,
                () if self.moving is None else self.moving.picture.histogram_after.edges,
                tab is not None and tab.with_board,
            )
        )

    @Slot(object, object)
    def try_value(self, key: str, value: Decimal) -> None:
        """Try another value of a cell."""
        terms = self.card.put(key, value)
        if terms is not None:
            self._take_terms(terms)

    @Slot(object)
    def try_terms(self, terms: Terms) -> None:
        """Try other terms in place of the chosen ones."""
        self.trials.change(terms)
        self.show_terms()
        self.changed.emit()

    @Slot()
    def rest(self) -> None:
        """Ask for what waits until the hand rests."""
        if self.sheet is None or self.moving is None or self._moves.is_busy:
            return
        tab, terms = self.tabs.current, self.moving.picture.terms
        if self._rested != (terms, tab):
            self._rested = (terms, tab)
            part = None if tab is None else tab.part()
            name = self.tabs.current_name
            self._rests.ask(RestQuestion(self.sheet, terms, name or "", part))
        self._steps.ask(self.sheet, terms)

    @Slot()
    def ask_again(self) -> None:
        """Ask for the part of the tab in view once more: what it depends on was chosen anew."""
        self._rested = None
        self.rest()

    def _lay_out(self) -> None:
        self.card.setMinimumWidth(LEAST_WIDTH)
        row = QHBoxLayout()
        row.setSpacing(CARD_GAP)
        row.addWidget(self.card, _SHARES[0])
        row.addWidget(self.tabs, _SHARES[1])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(CARD_GAP)
        column.addWidget(self.figures)
        column.addLayout(row, 1)
        column.addWidget(self.basis)

    def _forget(self) -> None:
        """Let go of what belongs to the sheet before."""
        self._moves.forget()
        self._rests.forget()
        self._steps.forget()
        self._jobs.stop()
        self.moving = self.term = self._rested = None
        self.card.set_steps({})
        self.figures.show_nothing(_("being costed …"))

    def _tell(self, tab: CostingTab) -> None:
        chosen = self.trials.chosen
        if chosen is None:
            return
        after = _("Trial") if self.trials.is_changed else chosen.name
        before = _("Present")
        if self.moving is not None:
            compared = self.moving.picture.basis.compared_with
            if compared is ComparedWith.RECORDED_PAY:
                before = _("As recorded")
        tab.set_names(after, before)
        tab.set_trials(self.trials)

    @Slot(object)
    def _greet(self, tab: CostingTab) -> None:
        tab.moved.connect(self.try_value)
        tab.rested.connect(self.rest)
        tab.rested.connect(self._finish_step)
        tab.terms_wanted.connect(self.try_terms)
        tab.part_wanted.connect(self.ask_again)
        tab.assumptions_wanted.connect(self.assumptions_wanted)
        tab.job_wanted.connect(self._start_job)
        tab.cell_chosen.connect(self.card.choose_cell)
        if self.sheet is not None:
            tab.set_sheet(self.sheet)
            self._tell(tab)

    @Slot(object)
    def _show_tab(self, tab: CostingTab | None) -> None:
        if tab is None or self.moving is None:
            return
        if tab.with_board and self.moving.board is None:
            self.ask()
            return
        self._show_in(tab, self.moving)
        self.rest()

    def _show_in(self, tab: CostingTab, moving: Moving) -> None:
        self._tell(tab)
        tab.show_moving(moving)

    @Slot(object)
    def _take_typed(self, terms: Terms) -> None:
        self._take_terms(terms)

    @Slot()
    def _finish_step(self) -> None:
        """What was dragged is one step to undo; the next drag is another."""
        self.trials.finish_step()

    def _take_terms(self, terms: Terms) -> None:
        self.trials.change(terms)
        self.card.show_state(self.trials)
        self.changed.emit()
        self.ask()

    @Slot(object)
    def _take_move(self, pair: tuple[MoveQuestion, Moving]) -> None:
        question, moving = pair
        if question.sheet is not self.sheet:
            return
        self.moving = moving
        self.card.show_problem("")
        self._show_figures()
        self.basis.show_basis(question.sheet.dataset_name, moving.picture.basis)
        tab = self.tabs.current
        if tab is not None:
            self._show_in(tab, moving)
        self.answered.emit()
        if not self._moves.is_busy and not (tab is not None and tab.is_moving):
            self.rest()

    def _show_figures(self) -> None:
        if self.sheet is not None and self.moving is not None:
            term = self._term_of(self.moving)
            self.figures.show_moving(self.moving, term, self.sheet.assumptions)

    def _term_of(self, moving: Moving) -> TermCosting | None:
        """The cost over the term that is known already, if it is of the same terms."""
        if self.term is None:
            return None
        same = self.term.basis.terms_sha256 == moving.picture.basis.terms_sha256
        return self.term if same else None

    @Slot(object)
    def _fail_move(self, pair: tuple[MoveQuestion, BaseException]) -> None:
        _question, error = pair
        if not isinstance(error, UserError):
            self._on_error(error)
            return
        self.figures.show_nothing(_("cannot be costed"))
        self.card.show_problem(f"{error} {error.hint}".strip())

    @Slot(object)
    def _take_rest(self, pair: tuple[RestQuestion, RestAnswer]) -> None:
        question, answer = pair
        if question.sheet is not self.sheet or self.moving is None:
            return
        if question.terms != self.moving.picture.terms:
            return
        if isinstance(answer.term, UserError):
            self.term = None
            self.card.show_note(f"{answer.term} {answer.term.hint}".strip())
        else:
            self.term = answer.term
            self.card.show_note("")
        self._show_figures()
        tab = self.tabs.current
        if tab is None or question.part is None or question.tab != self.tabs.current_name:
            return
        if isinstance(answer.part, UserError):
            tab.refuse_part(answer.part)
        else:
            tab.show_part(question.terms, answer.part)

    @Slot(object)
    def _fail_rest(self, pair: tuple[RestQuestion, BaseException]) -> None:
        self._on_error(pair[1])

    @Slot(object, object)
    def _start_job(self, work: Work, label: str) -> None:
        """Run slow work of a tab, on the terms of the picture it shows."""
        tab = self.sender()
        assert isinstance(tab, CostingTab), "only tabs ask"
        if self.sheet is not None and self.moving is not None:
            self._jobs.start(tab, self.sheet, self.moving.picture.terms, work, label)
