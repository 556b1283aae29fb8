"""The card with the terms to try out: choose what to start from, type over any number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QWidget,
)
from typing_extensions import override

from negotiator_desk.i18n import _, n_
from negotiator_desk.pay.cells import changed_cells
from negotiator_desk.pay.terms import Terms
from negotiator_desk.services.issues import IssueView
from negotiator_desk.ui.dialogs.terms_grid import GridView
from negotiator_desk.ui.itemmodels.trial import ITEM, NOW, PRESENT, STEP, TrialModel
from negotiator_desk.ui.pages.costing_trials import Source, SourceKind, Trials
from negotiator_desk.ui.theme import GRID, Tone, figure_font, icon, tokens_of
from negotiator_desk.ui.widgets.buttons import QuietButton
from negotiator_desk.ui.widgets.cards import Card
from negotiator_desk.ui.widgets.labels import StateChip, TextLabel, TextRole

_FIGURES = (PRESENT, NOW, STEP)
_PADDING = 23
"""Room beside the text of a cell, in pixels."""
_SHORTEST = 44
"""Width that a column of figures has at least, in pixels: a number can be typed in it."""
_BESIDE_TABLE = 48
"""Width of the card beside the columns of its table, in pixels."""
LEAST_WIDTH, LARGEST_WIDTH = 416, 516
"""Width of the card, in pixels: what its names and figures need, within these."""


def private_sentence() -> str:
    """What is said wherever a trial is in view."""
    return _(
        "Private. Trials are never shown on the table page, in the contract or in the papers of a "
        "costing."
    )


class TrialView(GridView):
    """The terms to type over: the arrows and Enter move within, Tab leaves."""

    def __init__(self, model: TrialModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(model, name, parent)
        self.setTabKeyNavigation(False)

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        hints = QAbstractItemDelegate.EndEditHint
        if hint not in {hints.EditNextItem, hints.EditPreviousItem}:
            super().closeEditor(editor, hint)
            return
        super().closeEditor(editor, hints.NoHint)
        self.focusNextPrevChild(hint is hints.EditNextItem)


class TrialCard(Card):
    """Chooses an issue and terms, and lets every number be tried otherwise.

    Signals:
        issue_chosen: Id of an issue.
        source_chosen: Key of terms.
        terms_typed: The terms with what was typed (`Terms`).
        back_wanted, whole_wanted, remove_wanted: A button was pressed.
    """

    issue_chosen = Signal(object)
    source_chosen = Signal(object)
    terms_typed = Signal(object)
    back_wanted = Signal()
    whole_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.issues, self.sources = _box(_("Issue to cost")), _box(_("Terms to cost"))
        choices = QGridLayout()
        choices.setHorizontalSpacing(GRID)
        choices.setVerticalSpacing(GRID)
        choices.setColumnStretch(1, 1)
        for row, (text, box) in enumerate(
            ((_("&Issue"), self.issues), (_("&Terms"), self.sources))
        ):
            label = TextLabel(text, TextRole.SECTION)
            label.setBuddy(box)
            choices.addWidget(label, row, 0)
            choices.addWidget(box, row, 1)
        self.body.addLayout(choices)
        self.chip = StateChip()
        self.back_button = QuietButton(_("Back to the offer"), "Ctrl+B")
        line = QHBoxLayout()
        line.addWidget(self.chip)
        line.addStretch(1)
        line.addWidget(self.back_button)
        self.body.addLayout(line)
        self.model = TrialModel(self)
        self.view = TrialView(self.model, _("Terms to try out"), self)
        self._lay_out_view()
        self.body.addWidget(self.view, 1)
        self.problem = TextLabel(role=TextRole.ERROR, wrap=True)
        self.note = TextLabel(role=TextRole.NOTE, wrap=True)
        self.body.addWidget(self.problem)
        self.body.addWidget(self.note)
        self.whole_button = QuietButton(_("Edit &all terms"))
        self.remove_button = QuietButton(_("Remo&ve trial"))
        foot = QHBoxLayout()
        foot.addWidget(self.whole_button)
        foot.addStretch(1)
        foot.addWidget(self.remove_button)
        self.body.addLayout(foot)
        self._connect()
        self.show_problem("")
        self.show_note("")

    def set_issues(self, issues: Sequence[IssueView], chosen: str) -> None:
        """List the issues that can be costed."""
        self.setMaximumWidth(LEAST_WIDTH)
        self.issues.clear()
        for one in issues:
            self.issues.addItem(
                _("{number}. {title}").format(number=one.position, title=one.title), one.id
            )
        self.issues.setCurrentIndex(self.issues.findData(chosen))

    def show_trials(self, trials: Trials, present: Terms | None) -> None:
        """Show what is chosen and what is changed in it."""
        self._list_sources(trials)
        chosen, terms = trials.chosen, trials.terms
        if chosen is not None and terms is not None:
            self._show_terms(present, chosen.terms, terms)
        self.show_state(trials)

    def show_state(self, trials: Trials) -> None:
        """Say how far the terms are from the chosen ones."""
        chosen, terms = trials.chosen, trials.terms
        self.chip.setVisible(trials.is_private)
        if chosen is not None and terms is not None:
            text = _("Private trial")
            count = len(changed_cells(chosen.terms, terms))
            if count:
                text = n_("Private trial · {count} value", "Private trial · {count} values", count)
                text = text.format(count=count)
            self.chip.set_state(text, Tone.ATTENTION)
            self.chip.setToolTip(private_sentence())
        again = trials.can_change_again
        self.back_button.set_label(_back_label(chosen, again=again))
        self.back_button.setVisible(trials.is_changed or again)
        kept = chosen is not None and chosen.is_private
        self.remove_button.setVisible(kept)
        self.whole_button.setEnabled(chosen is not None)
        self._mark_sources(trials)

    def set_steps(self, steps: Mapping[str, Decimal]) -> None:
        """Show what one more step of each value costs a year."""
        self.model.set_steps(steps)
        self._fit_columns()

    def put(self, key: str, value: Decimal) -> Terms | None:
        """Change a value from outside; return the terms with it, None if that cannot be."""
        problem = self.model.put(key, value)
        self.show_problem(problem)
        return None if problem else self.model.terms

    def show_problem(self, problem: str) -> None:
        """Say why something typed, or the terms themselves, cannot be costed; "" says nothing."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def show_note(self, note: str) -> None:
        """Say what else to know about the terms; "" takes no room."""
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def choose_cell(self, key: str) -> None:
        """Stand on the value of a key."""
        row = self.model.row_of(key)
        if row is not None:
            index = self.model.index(row, NOW)
            self.view.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )

    def current_key(self) -> str:
        """Key of the value that the keyboard stands on; "" for none."""
        one = self.model.cell_at(self.view.currentIndex().row())
        return "" if one is None else one.key

    def _lay_out_view(self) -> None:
        view = self.view
        view.setFont(figure_font(view.font()))
        view.verticalHeader().hide()
        view.setShowGrid(False)
        view.setAlternatingRowColors(False)
        header = view.horizontalHeader()
        header.setFixedHeight(36)
        header.setSectionResizeMode(ITEM, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(_SHORTEST)
        for column in _FIGURES:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)

    def _fit_columns(self) -> None:
        """Give the columns of figures what their figures need; words beside them are cut."""
        header = self.view.horizontalHeader()
        metrics, head = _bold_metrics(self.view), _bold_metrics(header)
        names = [
            metrics.horizontalAdvance(str(self.model.index(row, ITEM).data()))
            for row in range(self.model.rowCount())
        ]
        wanted = max(names, default=0) + _PADDING + _BESIDE_TABLE
        for column in _FIGURES:
            texts = [
                str(self.model.index(row, column).data())
                for row in range(self.model.rowCount())
                if self.model.is_figure(row)
            ]
            widths = [metrics.horizontalAdvance(text) for text in texts]
            title = str(self.model.headerData(column, Qt.Orientation.Horizontal))
            needed = max([head.horizontalAdvance(title), *widths]) + _PADDING
            header.resizeSection(column, needed)
            wanted += needed
        # It only grows, so that nothing moves while figures change.
        self.setMaximumWidth(max(min(wanted, LARGEST_WIDTH), self.maximumWidth()))

    def _connect(self) -> None:
        self.issues.activated.connect(self._report_issue)
        self.sources.activated.connect(self._report_source)
        self.model.edited.connect(self._take_typed)
        self.view.selectionModel().currentChanged.connect(self._stand_on_figure)
        self.back_button.clicked.connect(self.back_wanted)
        self.whole_button.clicked.connect(self.whole_wanted)
        self.remove_button.clicked.connect(self.remove_wanted)

    def _show_terms(self, present: Terms | None, base: Terms, terms: Terms) -> None:
        key = self.current_key()
        self.model.set_terms(present, base, terms)
        self._fit_columns()
        self.show_problem("")
        if key:
            self.choose_cell(key)
        if not self.current_key():
            self.choose_cell(self.model.first_figure())

    def _list_sources(self, trials: Trials) -> None:
        self.sources.clear()
        lock = icon("lock", QColor(tokens_of(self).attention))
        for source in trials.sources:
            if source.is_private:
                self.sources.addItem(lock, "", source.key)
            else:
                self.sources.addItem("", source.key)
        chosen = trials.chosen
        self.sources.setCurrentIndex(self.sources.findData(chosen.key) if chosen else -1)

    def _mark_sources(self, trials: Trials) -> None:
        for place, source in enumerate(trials.sources):
            self.sources.setItemText(place, _source_text(source, trials))

    @Slot(QModelIndex)
    def _stand_on_figure(self, now: QModelIndex) -> None:
        """Let typing change the value of the row, wherever in it the pointer was pressed."""
        if now.isValid() and now.column() != NOW:
            self.view.setCurrentIndex(self.model.index(now.row(), NOW))

    @Slot()
    def _take_typed(self) -> None:
        before = self.model.terms
        self.model.read()
        problems = self.model.problems()
        sentence = ""
        if problems:
            row, problem = min(problems.items())
            name = self.model.index(row, ITEM).data()
            sentence = _("{field}: {problem}").format(field=name, problem=problem)
        self.show_problem(sentence)
        if self.model.terms != before:
            self.terms_typed.emit(self.model.terms)

    @Slot(int)
    def _report_issue(self, _index: int) -> None:
        self.issue_chosen.emit(self.issues.currentData())

    @Slot(int)
    def _report_source(self, _index: int) -> None:
        self.source_chosen.emit(self.sources.currentData())


def _box(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(12)
    return box


def _back_label(chosen: Source | None, *, again: bool) -> str:
    if again:
        return _("Back to the trial")
    if chosen is not None and chosen.kind is SourceKind.OFFER:
        return _("Back to the offer")
    return _("Back to the terms")


def _bold_metrics(widget: QWidget) -> QFontMetrics:
    """Measures headers and changed values, which are bold."""
    font = widget.font()
    font.setBold(True)
    return QFontMetrics(font)


def _source_text(source: Source, trials: Trials) -> str:
    parts = [source.name]
    if source.is_private:
        parts.append(_("private trial"))
    if source.state:
        parts.append(source.state)
    if trials.has_changed(source):
        parts.append(_("changed"))
    return " · ".join(parts)
