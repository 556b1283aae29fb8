"""The same money in other forms: what a sum a year buys, and who gains under each."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from negotiator_desk.errors import InputError, UserError
from negotiator_desk.i18n import _
from negotiator_desk.money import parse_decimal
from negotiator_desk.pay import gain_findings
from negotiator_desk.pay.equivalence import (
    Equivalence,
    Equivalent,
    Refused,
    amount_text,
    form_name,
)
from negotiator_desk.pay.gains import GainBoard
from negotiator_desk.pay.groups import Dimension
from negotiator_desk.pay.terms import Terms
from negotiator_desk.services.costing_moves import Moving
from negotiator_desk.services.costing_pictures import same_money
from negotiator_desk.services.costing_sheets import CostingSheet
from negotiator_desk.ui import display
from negotiator_desk.ui.charts.card import ChartCard
from negotiator_desk.ui.charts.gains import GainBars
from negotiator_desk.ui.charts.measures import Measure, Quantity
from negotiator_desk.ui.pages.costing_tab import CostingTab
from negotiator_desk.ui.pages.costing_tab_gains import everybody, gain_rows
from negotiator_desk.ui.pages.costing_tab_spread import TABLE_KEY
from negotiator_desk.ui.pages.costing_work import Part
from negotiator_desk.ui.theme import GRID, TYPE_ROW, Tone, restyle
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole
from negotiator_desk.ui.widgets.rows import Column, RowsModel
from negotiator_desk.ui.widgets.table import DataTable

_FORMS_HEIGHT = 128
"""Of the table of forms: its head and three rows, in pixels."""
_FIELD_WIDTH = 150


@dataclass(frozen=True)
class FormRow:
    """One form: what the sum buys in it, or why it cannot take the sum."""

    form: Equivalent | Refused

    @property
    def name(self) -> str:
        """What the form is called."""
        return form_name(self.form.form)

    @property
    def board(self) -> GainBoard | None:
        """Who gains; None where the form is refused."""
        return self.form.board if isinstance(self.form, Equivalent) else None


class MoneyTab(CostingTab):
    """A sum a year as a rate, a share, a grade step or a flat sum."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_own = False
        self._budget: Decimal | None = None
        self._difference: Decimal | None = None
        self.budget = QLineEdit()
        self.budget.setAccessibleName(_("Sum a year"))
        self.budget.setMaximumWidth(_FIELD_WIDTH)
        label = TextLabel(_("Sum a &year (yuan)"))
        label.setBuddy(self.budget)
        self._hint = TextLabel(role=TextRole.NOTE, wrap=True)
        self.chart = GainBars(Quantity(_("Mean gain a month"), Measure.YUAN), _("Group"))
        self.card = ChartCard(_("The same money in other forms"), self.chart, key=TABLE_KEY)
        self.card.set_empty(_("Choose a form to see who gains."))
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(label)
        line.addWidget(self.budget)
        line.addWidget(self._hint, 1)
        self.card.body.insertLayout(1, line)
        self.forms = DataTable(
            _("The same money in other forms"),
            RowsModel(_columns()),
            search=False,
            row_height=TYPE_ROW,
        )
        self.forms.setFixedHeight(_FORMS_HEIGHT)
        self.forms.empty.set_words(_("Type a sum a year."))
        self.card.body.insertWidget(3, self.forms)
        self.dimension = QComboBox()
        self.dimension.setAccessibleName(_("Group the workers by"))
        self.dimension.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.card.head.insertWidget(2, self.dimension)
        self.body.addWidget(self.card, 1)
        self.budget.textEdited.connect(self._take_budget)
        self.forms.chosen.connect(self._show_gains)
        self.dimension.activated.connect(self._show_gains)

    @override
    def set_sheet(self, sheet: CostingSheet) -> None:
        self._budget = self._difference = None
        self._is_own = False
        self.budget.clear()
        self.forms.set_rows(())

    @override
    def show_moving(self, moving: Moving) -> None:
        self._difference = moving.picture.costing.yearly_difference
        if self._is_own:
            return
        self._budget = self._difference
        self.budget.setText("" if self._budget is None else f"{self._budget:f}")
        self._say(_("What the terms cost more than the present; type another sum."))

    @override
    def part(self) -> Part | None:
        return None if self._budget is None else partial(_work, budget=self._budget)

    @override
    def show_part(self, terms: Terms, answer: Any) -> None:
        assert isinstance(answer, Equivalence), "what was asked for"
        if answer.budget != self._budget:
            return
        rows = (*map(FormRow, answer.equivalents), *map(FormRow, answer.refused))
        self.forms.set_rows(rows, key=lambda row: row.form.form)
        if self.forms.current() is None:
            self.forms.choose(lambda row: True)
        self.card.set_finding(_finding(rows))
        self._show_gains()

    @override
    def refuse_part(self, error: UserError) -> None:
        self.forms.set_rows(())
        self.chart.set_gains(())
        self._say(f"{error} {error.hint}".strip(), is_problem=True)

    @override
    def state(self) -> dict[str, Any]:
        return {"budget": self.budget.text() if self._is_own else None}

    @override
    def restore(self, state: dict[str, Any]) -> None:
        if state["budget"] is not None:
            self.budget.setText(state["budget"])
            self._take_budget(state["budget"])

    @Slot(str)
    def _take_budget(self, text: str) -> None:
        self._is_own = bool(text.strip())
        try:
            self._budget = parse_decimal(text, places=2) if self._is_own else self._difference
        except InputError as error:
            self._say(str(error), is_problem=True)
            return
        self._say(_("Clear the field to take what the terms cost more than the present."))
        self.part_wanted.emit()

    def _say(self, text: str, *, is_problem: bool = False) -> None:
        self._hint.setText(text)
        self._hint.set_tone(Tone.BAD if is_problem else None)
        self.budget.setProperty("invalid", "true" if is_problem else "")
        restyle(self.budget)

    @Slot()
    def _show_gains(self) -> None:
        row = self.forms.current()
        board = None if row is None else row.board
        if board is None:
            self.chart.set_gains(())
            return
        wanted = [item.dimension.value for item in board.dimensions]
        shown = [self.dimension.itemData(at) for at in range(self.dimension.count())]
        if shown != wanted:
            self.dimension.clear()
            for one in board.dimensions:
                name = gain_findings.dimension_name(one.dimension)
                self.dimension.addItem(name, one.dimension.value)
        self.dimension.setVisible(bool(wanted))
        value = self.dimension.currentData()
        item = None if value is None else board.by(Dimension(value))
        self.chart.set_gains(everybody(board) if item is None else gain_rows(item))


def _work(sheet: CostingSheet, terms: Terms, *, budget: Decimal) -> Equivalence:
    """The sum is put on what holds today; without present terms, on the terms themselves."""
    return same_money(sheet, terms if sheet.present is None else sheet.present, budget)


def _finding(rows: tuple[FormRow, ...]) -> str:
    """Say which form serves those best who gain least."""
    known = [(least, row) for row in rows if (least := _least_value(row)) is not None]
    if not known:
        return _("No form can take this sum on these records.")
    least, best = max(known, key=lambda pair: pair[0])
    return _("Those who gain least gain most with {form}: {least} a month.").format(
        form=_amount(best), least=display.yuan_change(least)
    )


def _columns() -> tuple[Column[FormRow], ...]:
    return (
        Column(_("Form"), lambda row: row.name, width=164),
        Column(_("What it comes to"), _amount, tooltip=_amount, tone=_tone, stretches=True),
        Column(_("Left over"), _left, is_figure=True, width=90),
        Column(_("Least gain"), _least, is_figure=True, tone=_least_tone, width=92),
        Column(_("Lose"), _losing, is_figure=True, width=60),
    )


def _amount(row: FormRow) -> str:
    return amount_text(row.form) if isinstance(row.form, Equivalent) else row.form.reason


def _tone(row: FormRow) -> Tone | None:
    return Tone.NEUTRAL if isinstance(row.form, Refused) else None


def _left(row: FormRow) -> str:
    return display.amount(row.form.remainder) if isinstance(row.form, Equivalent) else display.NONE


def _least_value(row: FormRow) -> Decimal | None:
    gains = None if row.board is None else row.board.gains
    return None if gains is None else gains.spread.least


def _least(row: FormRow) -> str:
    return display.amount(_least_value(row))


def _least_tone(row: FormRow) -> Tone | None:
    value = _least_value(row)
    return Tone.BAD if value is not None and value < 0 else None


def _losing(row: FormRow) -> str:
    gains = None if row.board is None else row.board.gains
    return display.NONE if gains is None else display.count(gains.losing)
