"""The editor of a rate table."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.pay.checks import plain_text
from negotiator_desk.pay.dataset import Dataset
from negotiator_desk.pay.terms import PieceRate, RateTable, Terms, UnitAllowance
from negotiator_desk.ui.dialogs.terms_editor import TermsEditor
from negotiator_desk.ui.dialogs.terms_fields import GridReader, NumberLine, named, plain_number
from negotiator_desk.ui.dialogs.terms_grid import GridBox
from negotiator_desk.ui.itemmodels.grid import NO, YES, GridColumn, GridModel
from negotiator_desk.ui.widgets.buttons import without_mnemonic
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole

_OPERATION, _RATE, _MINUTES, _QUOTA = range(4)
_DIFFICULTY, _ADDED, _COUNTS = range(3)
_DEFAULT_OVERTIME = (150, 200, 300)
_DEFAULT_UNIT = "件"


class RateTableEditor(TermsEditor):
    """Operations and their rates, what difficulties add, unit, guarantee and overtime percents."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = GridModel(
            (
                GridColumn(_("Operation"), is_figure=False),
                GridColumn(_("Rate (yuan/unit)"), wraps=True),
                GridColumn(_("Standard minutes"), wraps=True),
                GridColumn(_("Quota per shift"), wraps=True),
            ),
            can_grow=True,
            parent=self,
        )
        self.box = GridBox(self.grid, _("&Rates"), stretch=_OPERATION, parent=self)
        self.allowances = GridModel(
            (
                GridColumn(_("Building or difficulty"), is_figure=False, wraps=True),
                GridColumn(_("Yuan/unit")),
                GridColumn(
                    _("In the minimum"),
                    wraps=True,
                    is_figure=False,
                    is_check=True,
                    tip=_(
                        "Ticked: it counts towards the minimum wage. Take the tick away from what "
                        "article 12 of 《最低工资规定》 leaves out: allowances for shifts at noon "
                        "or night, heat, cold, work underground, poisonous or harmful work."
                    ),
                ),
            ),
            can_grow=True,
            parent=self,
        )
        self.allowances_box = GridBox(
            self.allowances,
            _("&Difficulty adds"),
            stretch=_DIFFICULTY,
            hint=_("One without an amount adds nothing."),
            parent=self,
        )
        self.unit = QLineEdit(_DEFAULT_UNIT, self)
        self.unit.setAccessibleName(_("Unit of output"))
        self.unit.setMaximumWidth(96)
        self.guarantee = NumberLine(_("Guaranteed pay a month"), parent=self)
        self.overtime = tuple(
            NumberLine(name, places=0, parent=self)
            for name in (
                _("Overtime on working days"),
                _("Overtime on rest days"),
                _("Overtime on public holidays"),
            )
        )
        self._lay_out()
        self.show_terms(None)
        self.grid.edited.connect(self.edited)
        self.allowances.edited.connect(self.edited)
        for line in (self.unit, self.guarantee, *self.overtime):
            line.textEdited.connect(self._report_edit)

    def _lay_out(self) -> None:
        overtime = QWidget(self)
        row = QHBoxLayout(overtime)
        row.setContentsMargins(0, 0, 0, 0)
        for line in self.overtime:
            line.setMaximumWidth(64)
            line.setMinimumWidth(56)
            line.setToolTip(line.accessibleName())
            row.addWidget(line)
        row.addWidget(QLabel("%", overtime))
        row.addStretch(1)
        left, right = QFormLayout(), QFormLayout()
        left.addRow(_("&Unit of output"), self.unit)
        left.addRow(_("&Guaranteed a month (yuan)"), self.guarantee)
        right.addRow(_("&Overtime"), overtime)
        right.addRow("", TextLabel(_("on working days, rest days, holidays"), TextRole.NOTE))
        fields = QHBoxLayout()
        fields.setSpacing(24)
        fields.addLayout(left)
        fields.addLayout(right)
        fields.addStretch(1)
        self.guarantee.setMaximumWidth(160)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        grids = QHBoxLayout()
        grids.setSpacing(12)
        grids.addWidget(self.box, 3)
        grids.addWidget(self.allowances_box, 2)
        layout.addLayout(grids, 1)
        layout.addLayout(fields)

    def _report_edit(self, _text: str) -> None:
        self.edited.emit()

    @override
    def show_terms(self, terms: Terms | None) -> None:
        table = terms if isinstance(terms, RateTable) else None
        self.unit.setText(table.unit if table else _DEFAULT_UNIT)
        self.guarantee.set_number(table.monthly_guarantee if table else None)
        percents = table.overtime_percents if table else _DEFAULT_OVERTIME
        for line, percent in zip(self.overtime, percents, strict=True):
            line.set_number(percent)
        self.grid.set_texts(
            [
                (
                    rate.operation,
                    plain_number(rate.rate, least_places=2),
                    plain_number(rate.standard_minutes),
                    "" if rate.quota_per_shift is None else str(rate.quota_per_shift),
                )
                for rate in (table.rates if table else ())
            ]
        )
        self.allowances.set_texts(
            [
                (
                    item.difficulty,
                    plain_number(item.amount, least_places=2),
                    YES if item.counts_towards_minimum else NO,
                )
                for item in (table.allowances if table else ())
            ]
        )

    @override
    def suggest(self, dataset: Dataset) -> None:
        known = {row[_OPERATION].strip() for row in self.grid.texts()}
        new = [name for name in dataset.columns["operation"].texts if name not in known]
        if new:
            rows = [*self.grid.texts(), *((name, "", "", "") for name in new)]
            self.grid.set_texts(rows)
        column = dataset.columns.get("difficulty")
        known = {row[_DIFFICULTY].strip() for row in self.allowances.texts()}
        new = [name for name in (column.texts if column else ()) if name not in known]
        if new:
            self.allowances.set_texts([*self.allowances.texts(), *((name, "", "") for name in new)])

    @override
    def is_blank(self) -> bool:
        overtime = tuple(line.text().strip() for line in self.overtime)
        return (
            not self.grid.texts()
            and not self.allowances.texts()
            and self.unit.text().strip() in {"", _DEFAULT_UNIT}
            and not self.guarantee.text().strip()
            and overtime == tuple(str(percent) for percent in _DEFAULT_OVERTIME)
        )

    @override
    def read(self) -> Terms:
        reader = GridReader(self.grid)
        if not reader.texts:
            raise InputError(
                named(without_mnemonic(_("&Rates")), _("an operation with its rate is missing."))
            )
        rows = [
            (
                plain_text(reader.text(row, _OPERATION)).strip(),
                reader.number(row, _RATE, places=4),
                reader.number(row, _MINUTES, places=2, required=False),
                reader.whole(row, _QUOTA),
            )
            for row in range(len(reader.texts))
        ]
        reader.finish()
        working, rest, holiday = (int(line.required()) for line in self.overtime)
        return RateTable(
            rates=tuple(
                PieceRate(name, rate, minutes, quota)
                for name, rate, minutes, quota in rows
                if rate is not None
            ),
            unit=plain_text(self.unit.text()).strip(),
            monthly_guarantee=self.guarantee.number() or Decimal("0.00"),
            overtime_percents=(working, rest, holiday),
            allowances=self._read_allowances(),
        )

    def _read_allowances(self) -> tuple[UnitAllowance, ...]:
        reader = GridReader(self.allowances)
        rows = [
            (
                plain_text(reader.text(row, _DIFFICULTY)).strip(),
                reader.number(row, _ADDED, places=4, required=False),
                reader.check(row, _COUNTS),
            )
            for row in range(len(reader.texts))
        ]
        reader.finish()
        return tuple(
            UnitAllowance(name, amount, counts)
            for name, amount, counts in rows
            if amount is not None
        )

    @override
    def texts(self) -> dict[str, Any]:
        return {
            "grid": self.grid.texts(),
            "allowances": self.allowances.texts(),
            "unit": self.unit.text(),
            "guarantee": self.guarantee.text(),
            "overtime": [line.text() for line in self.overtime],
        }

    @override
    def put_texts(self, texts: dict[str, Any]) -> None:
        self.grid.set_texts(texts["grid"])
        self.allowances.set_texts(texts["allowances"])
        self.unit.setText(texts["unit"])
        self.guarantee.setText(texts["guarantee"])
        for line, text in zip(self.overtime, texts["overtime"], strict=True):
            line.setText(text)
