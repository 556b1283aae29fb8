"""Terms to try out beside what they mean: what is typed or dragged shows at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _
from negotiator_desk.pay.basis import Basis, ComparedWith
from negotiator_desk.pay.term_result import TermCosting
from negotiator_desk.pay.terms import Terms
from negotiator_desk.services.costing_moves import Moving, step_costs
from negotiator_desk.services.costing_sheets import CostingSheet
from negotiator_desk.ui.jobs import Job, JobRunner
from negotiator_desk.ui.latest import Latest
from negotiator_desk.ui.pages.costing_figures import CostingFigures
from negotiator_desk.ui.pages.costing_tab import CostingTab
from negotiator_desk.ui.pages.costing_tabs import CostingTabs
from negotiator_desk.ui.pages.costing_terms import TrialCard
from negotiator_desk.ui.pages.costing_trials import Trials
from negotiator_desk.ui.pages.costing_work import (
    MoveQuestion,
    RestAnswer,
    RestQuestion,
    answer_move,
    answer_rest,
)
from negotiator_desk.ui.theme import CARD_GAP
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole

_TRIAL_WIDTH = 440
"""Of the card with the terms, in pixels."""


class BasisLine(TextLabel):
    """Where the figures come from, on one line; the pointer finds the whole of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", TextRole.NOTE, parent)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)

    def show_basis(self, dataset_name: str, basis: Basis) -> None:
        """Name the dataset, the rules and the formula."""
        self._whole = _("Basis: {dataset} · {fingerprint} · rules {pack} · {formula}").format(
            dataset=dataset_name,
            fingerprint=basis.dataset_fingerprint[:8],
            pack=basis.rule_pack,
            formula=basis.sentence,
        )
        self.setToolTip(
            _("{line}\nDataset {fingerprint}\nTerms {terms}\nFormula {formula}").format(
                line=self._whole,
                fingerprint=basis.dataset_fingerprint,
                terms=basis.terms_sha256,
                formula=basis.formula_name,
            )
        )
        self.setAccessibleName(self._whole)
        self._fit()

    def whole(self) -> str:
        """All of it."""
        return self._whole

    def _fit(self) -> None:
        room = self.width()
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class CostingBoard(QWidget):
    """One issue's sheet: its terms, the figures that follow the hand, and a tab to look at.

    Signals:
        changed: Other terms are tried now.
        answered: A picture was taken and shown.
    """

    changed = Signal()
    answered = Signal()

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
        self._runner = runner
        self._on_error = on_error
        self.sheet: CostingSheet | None = None
        self.trials = Trials()
        self.moving: Moving | None = None
        self.term: TermCosting | None = None
        self._rested: tuple[Terms, CostingTab | None] | None = None
        self._steps_of: Terms | None = None
        self._step_job: Job | None = None
        self.figures = CostingFigures()
        self.card = TrialCard()
        self.tabs = CostingTabs()
        self.basis = BasisLine()
        self._moves = Latest(runner, answer_move, self, label=_("Costing the terms …"))
        self._rests = Latest(runner, answer_rest, self, label=_("Costing the terms …"))
        self._lay_out()
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
        return self._moves.is_busy or self._rests.is_busy or self._step_job is not None

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
            self._name(tab)
        self.ask()

    def ask(self) -> None:
        """Work out what the terms mean; what is shown stays until the answer is there."""
        terms = self.trials.terms
        if self.sheet is None or terms is None:
            return
        self._stop_steps()
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
        self._ask_for_steps(self.sheet, terms)

    @Slot()
    def ask_again(self) -> None:
        """Ask for the part of the tab in view once more: what it depends on was chosen anew."""
        self._rested = None
        self.rest()

    def _lay_out(self) -> None:
        self.card.setFixedWidth(_TRIAL_WIDTH)
        row = QHBoxLayout()
        row.setSpacing(CARD_GAP)
        row.addWidget(self.card)
        row.addWidget(self.tabs, 1)
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
        self._stop_steps()
        self.moving = self.term = self._rested = self._steps_of = None
        self.card.set_steps({})
        self.figures.show_nothing(_("being costed …"))

    def _name(self, tab: CostingTab) -> None:
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

    @Slot(object)
    def _greet(self, tab: CostingTab) -> None:
        tab.moved.connect(self.try_value)
        tab.rested.connect(self.rest)
        tab.part_wanted.connect(self.ask_again)
        if self.sheet is not None:
            tab.set_sheet(self.sheet)
            self._name(tab)

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
        self._name(tab)
        tab.show_moving(moving)

    @Slot(object)
    def _take_typed(self, terms: Terms) -> None:
        self._take_terms(terms)

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
        self.figures.show_moving(moving, self._term_of(moving))
        self.basis.show_basis(question.sheet.dataset_name, moving.picture.basis)
        tab = self.tabs.current
        if tab is not None:
            self._show_in(tab, moving)
        self.answered.emit()
        if not self._moves.is_busy and not (tab is not None and tab.is_moving):
            self.rest()

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
        self.figures.show_moving(self.moving, self.term)
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

    def _ask_for_steps(self, sheet: CostingSheet, terms: Terms) -> None:
        if self._steps_of == terms:
            return
        self._stop_steps()
        self._steps_of = terms
        self._step_job = self._runner.start(
            partial(_work_out_steps, sheet, terms),
            owner=self,
            on_done=partial(self._take_steps, sheet, terms),
            on_error=self._fail_steps,
            label=_("Costing one more step of each item …"),
            can_cancel=True,
        )

    def _stop_steps(self) -> None:
        if self._step_job is not None:
            self._step_job.cancel()
            self._step_job = None
            self._steps_of = None

    def _take_steps(
        self, sheet: CostingSheet, terms: Terms, steps: Mapping[str, Decimal] | None
    ) -> None:
        if self.sheet is not sheet or self._steps_of != terms:
            return
        self._step_job = None
        if steps is None:
            self._steps_of = None
        else:
            self.card.set_steps(steps)

    def _fail_steps(self, error: BaseException) -> None:
        self._step_job = None
        if not isinstance(error, UserError):
            self._on_error(error)


def _work_out_steps(sheet: CostingSheet, terms: Terms, job: Job) -> Any:
    return step_costs(sheet, terms, is_cancelled=job.is_cancelled, on_part=job.report)
