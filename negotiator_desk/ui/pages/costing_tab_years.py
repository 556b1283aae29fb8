"""The contract's years: what each costs, line by line, up to four scenarios side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QWidget
from typing_extensions import override

from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _, n_
from negotiator_desk.pay.term_result import (
    MOST_SCENARIOS,
    Comparison,
    TermLines,
    TermPart,
    compare,
    line_label,
    note_text,
)
from negotiator_desk.pay.terms import Terms
from negotiator_desk.services.costing_pictures import term_costing
from negotiator_desk.services.costing_sheets import CostingSheet
from negotiator_desk.ui import display
from negotiator_desk.ui.charts.card import ChartCard
from negotiator_desk.ui.charts.measures import Measure, Quantity
from negotiator_desk.ui.charts.tables import ChartColumn, ChartTable, words
from negotiator_desk.ui.charts.years import Scenario, YearsChart
from negotiator_desk.ui.pages.costing_tab import CostingTab
from negotiator_desk.ui.pages.costing_tab_spread import TABLE_KEY
from negotiator_desk.ui.pages.costing_trials import Trials
from negotiator_desk.ui.pages.costing_work import Part
from negotiator_desk.ui.theme import GRID, Tone
from negotiator_desk.ui.widgets.buttons import QuietButton
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole

_SHOWN = "shown"
"""Key of the terms that are tried; they are always among the scenarios."""
_DIFFERS = "≠ "
"""Stands before an amount that is not the first scenario's."""


@dataclass(frozen=True)
class Choice:
    """Terms that can stand in the comparison."""

    key: str
    name: str
    terms: Terms
    tone: Tone | None = None


@dataclass(frozen=True)
class YearsAnswer:
    """Scenarios by the side of one another, the first the one compared with."""

    choices: tuple[Choice, ...]
    comparison: Comparison


class LinesChart(YearsChart):
    """Bars by year, whose table has every line of every year."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Quantity(_("Cost"), Measure.YUAN), parent)
        self._answer: YearsAnswer | None = None

    def show_answer(self, answer: YearsAnswer | None, *, progression: bool = True) -> None:
        """Show scenarios.

        Args:
            progression: With automatic progression, or without it.
        """
        self._answer = answer
        if answer is None:
            self.set_years((), ())
            return
        costings = answer.comparison.scenarios
        longest = max(costings, key=lambda one: len(one.years))
        years = [_year_name(part) for part in longest.years]
        named = [
            Scenario(
                choice.name, _parts(costing.years, len(years), progression=progression), choice.tone
            )
            for choice, costing in zip(answer.choices, costings, strict=True)
        ]
        used = [
            place for place in range(len(_part_names())) if any(any(s.parts[place]) for s in named)
        ] or [0]
        names = _part_names()
        self.set_years(
            years,
            [replace(one, parts=tuple(one.parts[place] for place in used)) for one in named],
            tuple(names[place] for place in used),
        )

    @override
    def table(self) -> ChartTable:
        if self._answer is None:
            return ChartTable()
        rows = self._answer.comparison.rows
        columns = [
            words(_("Year"), [_row_year(row.year) for row in rows]),
            words(_("Line"), [line_label(row.line) for row in rows]),
        ]
        for place, choice in enumerate(self._answer.choices):
            title = _("{scenario} (yuan)").format(scenario=choice.name)
            values = [row.values[place] for row in rows]
            differs = [row.differs[place] for row in rows]
            columns.append(_amounts(title, values, differs))
        notes = (_("≠ marks what is not as in the first scenario."),)
        return ChartTable(tuple(columns), len(rows), notes if len(self._answer.choices) > 1 else ())


class YearsTab(CostingTab):
    """Costs over the contract's term, under the assumptions entered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[Choice, ...] = ()
        self._picked: set[str] | None = None
        self._answer: YearsAnswer | None = None
        self.chart = LinesChart()
        self.card = ChartCard(_("Years of the contract"), self.chart, key=TABLE_KEY)
        self.scenarios = QuietButton(_("&Scenarios"))
        self.menu = QMenu(self.scenarios)
        self.scenarios.setMenu(self.menu)
        self.progression = QCheckBox(_("With automatic &progression"))
        self.progression.setChecked(True)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self.scenarios)
        line.addWidget(self.progression)
        line.addStretch(1)
        self.card.body.insertLayout(2, line)
        self.hours = TextLabel(role=TextRole.NOTE, wrap=True)
        self.card.body.addWidget(self.hours)
        self.body.addWidget(self.card, 1)
        self.menu.triggered.connect(self._pick)
        self.progression.toggled.connect(self._show_answer)

    @override
    def set_sheet(self, sheet: CostingSheet) -> None:
        self._answer = None
        self._show_answer()

    @override
    def set_trials(self, trials: Trials) -> None:
        chosen, terms = trials.chosen, trials.terms
        if chosen is None or terms is None:
            return
        name = _("Trial") if trials.is_changed else chosen.name
        others = [
            Choice(one.key, one.name, one.terms, one.tone)
            for one in trials.sources
            if one.key != chosen.key or trials.is_changed
        ]
        shown = Choice(_SHOWN, name, terms, Tone.ACCENT if trials.is_private else chosen.tone)
        choices = (shown, *others)
        if choices == self._choices:
            return
        self._choices = choices
        self._list_choices()

    @override
    def part(self) -> Part | None:
        return partial(_work, others=self._others())

    @override
    def show_part(self, terms: Terms, answer: Any) -> None:
        assert isinstance(answer, tuple), "what was asked for"
        choices = tuple(
            replace(one, terms=terms) if one.key == _SHOWN else one for one in answer[0]
        )
        self._answer = YearsAnswer(self._named(choices), answer[1])
        self._show_answer()

    @override
    def refuse_part(self, error: UserError) -> None:
        self._answer = None
        self._show_answer()
        self.card.set_empty(str(error), error.hint)

    @override
    def state(self) -> dict[str, Any]:
        return {"picked": self._picked, "progression": self.progression.isChecked()}

    @override
    def restore(self, state: dict[str, Any]) -> None:
        self._picked = state["picked"]
        self.progression.setChecked(state["progression"])

    def _others(self) -> tuple[Choice, ...]:
        """The terms compared with what is shown, the present ones first."""
        picked = self._picked
        if picked is None:
            return tuple(one for one in self._choices if one.key.startswith("present:"))
        return tuple(one for one in self._choices if one.key in picked and one.key != _SHOWN)

    def _named(self, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
        known = {one.key: one for one in self._choices}
        return tuple(
            replace(one, name=known[one.key].name, tone=known[one.key].tone)
            if one.key in known
            else one
            for one in choices
        )

    def _list_choices(self) -> None:
        self.menu.clear()
        others = {one.key for one in self._others()}
        for choice in self._choices[1:]:
            action = QAction(choice.name, self.menu)
            action.setCheckable(True)
            action.setChecked(choice.key in others)
            action.setData(choice.key)
            self.menu.addAction(action)
        self._allow_choices()

    def _allow_choices(self) -> None:
        ticked = sum(action.isChecked() for action in self.menu.actions())
        for action in self.menu.actions():
            action.setEnabled(action.isChecked() or ticked < MOST_SCENARIOS - 1)
        self.scenarios.setEnabled(bool(self.menu.actions()))
        self.scenarios.set_label(_("&Scenarios ({count})").format(count=ticked + 1))

    @Slot(QAction)
    def _pick(self, action: QAction) -> None:
        self._picked = {one.data() for one in self.menu.actions() if one.isChecked()}
        self._allow_choices()
        self.part_wanted.emit()

    @Slot()
    def _show_answer(self) -> None:
        progression = self.progression.isChecked()
        self.chart.show_answer(self._answer, progression=progression)
        if self._answer is None:
            self.card.set_finding("")
            self.hours.setText("")
            return
        shown = next(place for place, one in enumerate(self._answer.choices) if one.key == _SHOWN)
        costing = self._answer.comparison.scenarios[shown]
        self.card.set_finding(_finding(costing.term))
        notes = [_hours_text(costing.term), *(note_text(note) for note in costing.notes)]
        self.hours.setText(" ".join(part for part in notes if part))


def _work(
    sheet: CostingSheet, terms: Terms, *, others: tuple[Choice, ...]
) -> tuple[tuple[Choice, ...], Comparison]:
    shown = Choice(_SHOWN, "", terms)
    # What holds today is what the others are held against.
    first = tuple(one for one in others if one.key.startswith("present:"))
    later = tuple(one for one in others if one not in first)
    choices = (*first, shown, *later)[:MOST_SCENARIOS]
    return choices, compare(tuple(term_costing(sheet, one.terms) for one in choices))


def _part_names() -> tuple[str, str, str, str]:
    return _("Pay"), _("Joiners and leavers"), _("Yearly items"), _("Employer's on-costs")


def _parts(
    years: Sequence[TermPart], count: int, *, progression: bool
) -> tuple[tuple[Decimal, ...], ...]:
    lines = [one.lines if progression else one.lines_without_progression for one in years]
    columns = [_amounts_of(one) for one in lines]
    columns += [(Decimal(0),) * len(_part_names())] * (count - len(columns))
    return tuple(zip(*columns, strict=True))


def _amounts_of(lines: TermLines) -> tuple[Decimal, ...]:
    return lines.pay, lines.head_count, lines.yearly_items, lines.on_costs_total


def _year_name(part: TermPart) -> str:
    return _("Year {number}").format(number=part.number)


def _row_year(year: int | None) -> str:
    return _("Whole term") if year is None else _("Year {number}").format(number=year)


def _amounts(title: str, values: list[Decimal | None], differs: list[bool]) -> ChartColumn:
    def text(row: int) -> str:
        shown = display.amount(values[row])
        return f"{_DIFFERS}{shown}" if differs[row] else shown

    return ChartColumn(title, text, lambda row: values[row])


def _finding(term: TermPart) -> str:
    months = n_("{count} month", "{count} months", term.months).format(count=term.months)
    if term.difference is None or term.difference_without_progression is None:
        return _("Over {months} the terms cost {total}.").format(
            months=months, total=display.yuan(term.lines.total, places=0)
        )
    text = _("Over {months} the terms cost {total}, {difference} against the present").format(
        months=months,
        total=display.yuan(term.lines.total, places=0),
        difference=display.yuan_change(term.difference, places=0),
    )
    if term.difference == term.difference_without_progression:
        return _("{finding}.").format(finding=text)
    return _("{finding}; without automatic progression {difference}.").format(
        finding=text,
        difference=display.yuan_change(term.difference_without_progression, places=0),
    )


def _hours_text(term: TermPart) -> str:
    if term.cost_per_hour is None:
        return ""
    text = _("A productive hour costs {cost}").format(cost=display.yuan(term.cost_per_hour))
    if term.present_cost_per_hour is None:
        return _("{finding}.").format(finding=text)
    return _("{finding}, {present} at present.").format(
        finding=text, present=display.yuan(term.present_cost_per_hour)
    )
