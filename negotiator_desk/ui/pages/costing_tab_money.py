"""The same money in other forms: what a sum a year buys, and who gains under each."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget
from typing_extensions import override

from negotiator_desk.errors import InputError, UserError
from negotiator_desk.i18n import _
from negotiator_desk.pay import gain_findings
from negotiator_desk.pay.equivalence import (
    Equivalence,
    Equivalent,
    Refused,
    amount_text,
    finding,
    form_name,
)
from negotiator_desk.pay.forms import Form
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
from negotiator_desk.ui.dialogs.terms_fields import NumberLine, named, plain_number
from negotiator_desk.ui.pages.costing_tab import CostingTab
from negotiator_desk.ui.pages.costing_tab_gains import everybody, gain_rows
from negotiator_desk.ui.pages.costing_tab_spread import TABLE_KEY
from negotiator_desk.ui.pages.costing_work import Part
from negotiator_desk.ui.theme import GRID, TYPE_ROW, Tone, restyle
from negotiator_desk.ui.widgets.buttons import SecondaryButton
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole
from negotiator_desk.ui.widgets.rows import Column, RowsModel
from negotiator_desk.ui.widgets.table import DataTable

_FORMS_HEIGHT = 128
"""Of the table of forms: its head and three rows, in pixels."""
_FIELD_WIDTH = 140
_NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class FormRow:
    """One form: what the sum buys in it, or why it cannot take the sum."""

    form: Equivalent | Refused

    @property
    def text(self) -> str:
        """What the sum comes to, or the form's name and why it cannot take the sum."""
        if isinstance(self.form, Equivalent):
            return amount_text(self.form)
        return named(form_name(self.form.form), self.form.reason)

    @property
    def board(self) -> GainBoard | None:
        """Who gains; None where the form is refused."""
        return self.form.board if isinstance(self.form, Equivalent) else None


class MoneyTab(CostingTab):
    """A sum a year as a rate, a share, a grade step or a flat sum; what it buys can be tried."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet: CostingSheet | None = None
        self._terms: Terms | None = None
        self._is_own = False
        self._budget: Decimal | None = None
        self._default = _NOTHING
        self._shown: tuple[Terms, Decimal] | None = None
        self._wanted_form = ""
        self.budget = NumberLine(_("Sum a year"))
        self.budget.setFixedWidth(_FIELD_WIDTH)
        label = TextLabel(_("Sum a &year (yuan)"))
        label.setBuddy(self.budget)
        self._hint = TextLabel(role=TextRole.NOTE, wrap=True)
        self.chart = GainBars(Quantity(_("Mean gain a month"), Measure.YUAN), _("Group"))
        self.card = ChartCard(_("Same money"), self.chart, key=TABLE_KEY)
        self.card.set_empty("")
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(label)
        line.addWidget(self.budget)
        line.addWidget(self._hint, 1)
        self.try_button = SecondaryButton(_("T&ry these terms"))
        line.addWidget(self.try_button)
        self.card.body.insertLayout(1, line)
        self.forms = DataTable(
            _("The same money in other forms"),
            RowsModel(_columns()),
            search=False,
            row_height=TYPE_ROW,
        )
        self.forms.setFixedHeight(_FORMS_HEIGHT)
        self.forms.view.setSortingEnabled(False)
        self.forms.empty.set_words(_("Type a sum a year."))
        self.card.body.insertWidget(3, self.forms)
        self.dimension = QComboBox()
        self.dimension.setAccessibleName(_("Group the workers by"))
        self.dimension.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.card.head.insertWidget(2, self.dimension)
        self.body.addWidget(self.card, 1)
        self.budget.textEdited.connect(self._take_budget)
        self.forms.chosen.connect(self._show_form)
        self.dimension.activated.connect(self._show_gains)
        self.try_button.clicked.connect(self.try_terms)
        self._show_button()

    @override
    def set_sheet(self, sheet: CostingSheet) -> None:
        if self._sheet is not None and self._sheet.issue_id != sheet.issue_id:
            self._is_own = False
        self._sheet = sheet
        self._terms = None
        self._clear()

    @override
    def show_moving(self, moving: Moving) -> None:
        self._terms = moving.picture.terms
        costing = moving.picture.costing
        self._default = _NOTHING
        if costing.yearly_difference is not None and self._has_present():
            self._default = costing.yearly_difference
        if not self._is_own:
            self._budget = self._default
            self.budget.setText(plain_number(self._default, least_places=2))
            self._say_what()
        self._show_button()

    @override
    def part(self) -> Part | None:
        if self._budget is None or self._terms is None:
            return None
        if self._shown == (self._base(self._terms), self._budget):
            return None
        return partial(_work, budget=self._budget)

    @override
    def show_part(self, terms: Terms, answer: Any) -> None:
        assert isinstance(answer, Equivalence), "what was asked for"
        if answer.budget != self._budget:
            return
        self._shown = (self._base(terms), answer.budget)
        rows = (*map(FormRow, answer.equivalents), *map(FormRow, answer.refused))
        self.forms.set_rows(rows, key=lambda row: row.form.form)
        self.forms.view.clearSpans()
        for place, row in enumerate(rows):
            if row.board is None:
                self.forms.view.setSpan(place, 0, 1, len(self.forms.model.columns))
        if self.forms.current() is None:
            wanted, first = self._wanted_form, rows[0].form.form
            known = any(row.form.form == wanted for row in rows)
            self.forms.choose(lambda row: row.form.form == (wanted if known else first))
        self.card.set_finding(_finding(rows))
        self.forms.setToolTip(f"{finding(answer)}\n{answer.basis.sentence}")
        self._show_gains()
        self._show_button()

    @override
    def refuse_part(self, error: UserError) -> None:
        self._clear()
        self._say(f"{error} {error.hint}".strip(), is_problem=True)

    @override
    def state(self) -> dict[str, Any]:
        return {
            "budget": self.budget.text() if self._is_own else None,
            "form": self._wanted_form,
            "dimension": self.dimension.currentData(),
        }

    @override
    def restore(self, state: dict[str, Any]) -> None:
        self._wanted_form = state["form"]
        if state["dimension"] is not None:
            self.dimension.addItem("", state["dimension"])
        if state["budget"] is not None:
            self.budget.setText(state["budget"])
            self._take_budget(state["budget"])

    @Slot()
    def try_terms(self) -> None:
        """Hand on the terms of the form chosen; the sum stays as it is from now on."""
        item = self._item()
        if item is not None:
            self._is_own = True
            self._say_what()
            self.terms_wanted.emit(item.terms)

    def _has_present(self) -> bool:
        return self._sheet is not None and self._sheet.present is not None

    def _base(self, terms: Terms) -> Terms:
        """What the sum is put on."""
        assert self._sheet is not None, "terms are costed on a sheet"
        return _base_of(self._sheet, terms)

    def _item(self) -> Equivalent | None:
        """The form chosen; None where it is refused."""
        row = self.forms.current()
        return row.form if row is not None and isinstance(row.form, Equivalent) else None

    def _clear(self) -> None:
        """Show nothing: what was there is of another sum or of other records."""
        self._shown = None
        self.forms.set_rows(())
        self.forms.setToolTip("")
        self._show_gains()
        self.card.set_finding("")
        self._show_button()

    @Slot(str)
    def _take_budget(self, text: str) -> None:
        self._is_own = bool(text.strip())
        try:
            self._budget = self.budget.number() if self._is_own else self._default
        except InputError as error:
            self._budget = None
            self._clear()
            self._say(str(error), is_problem=True)
            return
        self._say_what()
        self.part_wanted.emit()

    def _say_what(self) -> None:
        """Say where the sum comes from, and what it is put on."""
        if not self._has_present():
            self._say(_("It is put on the terms shown: there are no present terms."))
        elif self._is_own:
            self._say(_("It is put on the present terms. Empty the field to follow the terms."))
        else:
            self._say(_("What the terms shown cost more than the present; type another sum."))

    def _say(self, text: str, *, is_problem: bool = False) -> None:
        self._hint.setText(text)
        self._hint.set_tone(Tone.BAD if is_problem else None)
        self.budget.setProperty("invalid", "true" if is_problem else "")
        restyle(self.budget)

    @Slot(object)
    def _show_form(self, row: FormRow | None) -> None:
        if row is not None:
            self._wanted_form = row.form.form.value
        self._show_gains()
        self._show_button()

    def _show_button(self) -> None:
        item = self._item()
        is_beside = item is not None and item.form is Form.FLAT
        is_other = item is not None and item.terms != self._terms
        self.try_button.setEnabled(is_other and not is_beside)
        self.try_button.setToolTip(
            _("A flat sum is paid beside the terms; there is nothing to try.") if is_beside else ""
        )

    @Slot()
    def _show_gains(self) -> None:
        item = self._item()
        if item is None:
            row = self.forms.current()
            refused = None if row is None else row.form
            if isinstance(refused, Refused):
                self.card.set_empty(form_name(refused.form), refused.reason)
            else:
                self.card.set_empty("")  # the table of forms says what is missing
            self.chart.set_gains(())
            return
        board = item.board
        wanted = [one.dimension.value for one in board.dimensions]
        shown = [self.dimension.itemData(at) for at in range(self.dimension.count())]
        if shown != wanted:
            before = self.dimension.currentData()
            self.dimension.clear()
            for one in board.dimensions:
                name = gain_findings.dimension_name(one.dimension)
                self.dimension.addItem(name, one.dimension.value)
            self.dimension.setCurrentIndex(max(0, self.dimension.findData(before)))
        self.dimension.setVisible(bool(wanted))
        value = self.dimension.currentData()
        group = None if value is None else board.by(Dimension(value))
        self.chart.set_gains(everybody(board) if group is None else gain_rows(group))


def _base_of(sheet: CostingSheet, terms: Terms) -> Terms:
    """The sum is put on what holds today; without present terms, on the terms themselves."""
    return terms if sheet.present is None else sheet.present


def _work(sheet: CostingSheet, terms: Terms, *, budget: Decimal) -> Equivalence:
    return same_money(sheet, _base_of(sheet, terms), budget)


def _finding(rows: tuple[FormRow, ...]) -> str:
    """Say which form serves those best who gain least; the table says the rest."""
    known = [(least, row) for row in rows if (least := _least_value(row)) is not None]
    if not known:
        return _("No form can take this sum on these records.")
    least, best = max(known, key=lambda pair: pair[0])
    return _("Those who gain least gain most with {form}: {least} a month.").format(
        form=best.text, least=display.yuan_change(least)
    )


def _columns() -> tuple[Column[FormRow], ...]:
    return (
        Column(_("Form"), lambda row: row.text, tooltip=_tip, tone=_tone, stretches=True),
        Column(_("Cost a year"), _cost, is_figure=True, width=110),
        Column(_("Left over"), _left, is_figure=True, width=90),
        Column(_("Least gain"), _least, is_figure=True, tone=_least_tone, width=92),
        Column(_("Lose"), _losing, is_figure=True, tone=_losing_tone, width=60),
    )


def _tip(row: FormRow) -> str:
    if isinstance(row.form, Refused):
        return row.text
    return named(form_name(row.form.form), row.text)


def _tone(row: FormRow) -> Tone | None:
    return Tone.NEUTRAL if isinstance(row.form, Refused) else None


def _cost(row: FormRow) -> str:
    return (
        display.amount(row.form.yearly_cost) if isinstance(row.form, Equivalent) else display.NONE
    )


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


def _losing_value(row: FormRow) -> int | None:
    gains = None if row.board is None else row.board.gains
    return None if gains is None else gains.losing


def _losing(row: FormRow) -> str:
    return display.count(_losing_value(row))


def _losing_tone(row: FormRow) -> Tone | None:
    return Tone.BAD if _losing_value(row) else None
