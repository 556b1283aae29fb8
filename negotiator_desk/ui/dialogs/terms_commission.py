"""The editor of a commission schedule."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.pay.terms import (
    CommissionSchedule,
    TakeMethod,
    Terms,
    Tier,
    TierRule,
)
from negotiator_desk.ui.dialogs.terms_editor import TermsEditor
from negotiator_desk.ui.dialogs.terms_fees import FeeTableBox
from negotiator_desk.ui.dialogs.terms_fields import (
    GridReader,
    NumberLine,
    named,
    plain_number,
    plain_percent,
)
from negotiator_desk.ui.dialogs.terms_grid import GridBox
from negotiator_desk.ui.itemmodels.grid import GridColumn, GridModel
from negotiator_desk.ui.widgets.buttons import without_mnemonic

_FEES = "fees"
_UP_TO, _SHARE = range(2)


class CommissionEditor(TermsEditor):
    """How the platform's share is set, its tiers or the fee table, caps and guarantees."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.method = QComboBox(self)
        self.method.setAccessibleName(_("How the share is set"))
        for label, key in (
            (_("One share for every order"), TakeMethod.FLAT.value),
            (_("Tiers by the amount of the order"), TakeMethod.ORDER_TIERS.value),
            (_("Tiers by the worker's turnover of the month"), TakeMethod.TURNOVER_TIERS.value),
            (_("Fee table instead of a share"), _FEES),
        ):
            self.method.addItem(label, key)
        self.rule = QComboBox(self)
        self.rule.setAccessibleName(_("What a tier's share holds for"))
        self.rule.addItem(_("The part of the amount inside the tier"), TierRule.MARGINAL.value)
        self.rule.addItem(_("The whole amount"), TierRule.WHOLE_SLAB.value)
        self.tiers = GridModel(
            (GridColumn(_("Up to (yuan; empty: no end)")), GridColumn(_("Platform's share (%)"))),
            can_grow=True,
            parent=self,
        )
        self.tiers_box = GridBox(self.tiers, _("Tie&rs"), parent=self)
        self.fees = FeeTableBox(self)
        self.order_cap = NumberLine(_("Cap of one order"), is_percent=True, parent=self)
        self.monthly_cap = NumberLine(_("Cap of the monthly average"), is_percent=True, parent=self)
        self.cap_orders = NumberLine(
            _("Orders from which the monthly cap holds"), places=0, parent=self
        )
        self.hourly = NumberLine(_("Guaranteed pay an hour"), parent=self)
        self.monthly = NumberLine(_("Guaranteed pay a month"), parent=self)
        self.deduction = NumberLine(_("Limit of deductions"), is_percent=True, parent=self)
        self._lines = {
            "order_cap": self.order_cap,
            "monthly_cap": self.monthly_cap,
            "cap_orders": self.cap_orders,
            "hourly": self.hourly,
            "monthly": self.monthly,
            "deduction": self.deduction,
        }
        self._lay_out()
        self.show_terms(None)
        self.method.currentIndexChanged.connect(self._show_method)
        self.method.activated.connect(self._report_choice)
        self.rule.activated.connect(self._report_choice)
        self.tiers.edited.connect(self.edited)
        self.fees.edited.connect(self.edited)
        for line in self._lines.values():
            line.textEdited.connect(self._report_text)

    def _lay_out(self) -> None:
        top = QFormLayout()
        top.addRow(_("&How the share is set"), self.method)
        top.addRow(_("A tier's sh&are holds for"), self.rule)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.tiers_box)
        self._stack.addWidget(self.fees)
        self._stack.setMinimumHeight(200)
        left, right = QFormLayout(), QFormLayout()
        left.addRow(_("Cap of one &order (%)"), self.order_cap)
        left.addRow(_("Cap of the monthly a&verage (%)"), self.monthly_cap)
        left.addRow(_("… &from this many orders"), self.cap_orders)
        right.addRow(_("&Guarantee an hour (yuan)"), self.hourly)
        right.addRow(_("Guarantee a &month (yuan)"), self.monthly)
        right.addRow(_("Limit of ded&uctions (%)"), self.deduction)
        foot = QWidget(self)
        foot.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        below = QHBoxLayout(foot)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(24)
        for form in (left, right):
            form.setVerticalSpacing(8)
        below.addLayout(left)
        below.addLayout(right)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self._stack, 1)
        layout.addWidget(foot)

    @Slot(int)
    def _show_method(self, _index: int) -> None:
        key = self.method.currentData()
        self._stack.setCurrentWidget(self.fees if key == _FEES else self.tiers_box)
        self.rule.setEnabled(key in {TakeMethod.ORDER_TIERS, TakeMethod.TURNOVER_TIERS})

    @Slot(int)
    def _report_choice(self, _index: int) -> None:
        self.edited.emit()

    @Slot(str)
    def _report_text(self, _text: str) -> None:
        self.edited.emit()

    @override
    def show_terms(self, terms: Terms | None) -> None:
        schedule = terms if isinstance(terms, CommissionSchedule) else None
        key = TakeMethod.FLAT.value
        if schedule:
            key = _FEES if schedule.fee_table else schedule.method.value
        self.method.setCurrentIndex(self.method.findData(key))
        rule = schedule.tier_rule if schedule else TierRule.MARGINAL
        self.rule.setCurrentIndex(self.rule.findData(rule.value))
        self.tiers.set_texts(
            [
                (plain_number(tier.up_to), plain_percent(tier.take_rate))
                for tier in (schedule.tiers if schedule else ())
            ]
        )
        self.fees.show_table(schedule.fee_table if schedule else None)
        self.order_cap.set_number(schedule.order_cap if schedule else None)
        self.monthly_cap.set_number(schedule.monthly_cap if schedule else None)
        self.cap_orders.set_number((schedule.monthly_cap_orders or None) if schedule else None)
        self.hourly.set_number((schedule.hourly_guarantee or None) if schedule else None)
        self.monthly.set_number((schedule.monthly_guarantee or None) if schedule else None)
        self.deduction.set_number(schedule.deduction_limit if schedule else None)
        self._show_method(self.method.currentIndex())

    @override
    def is_blank(self) -> bool:
        typed = any(line.text().strip() for line in self._lines.values())
        return not typed and not self.tiers.texts() and self.fees.is_blank()

    @override
    def read(self) -> Terms:
        key = self.method.currentData()
        with_fees = key == _FEES
        if not with_fees and not self.tiers.texts():
            raise InputError(
                named(
                    without_mnemonic(_("Tie&rs")),
                    _("a tier is missing; one share for every order is a tier without an end."),
                )
            )
        cap_orders = self.cap_orders.or_zero()
        return CommissionSchedule(
            method=TakeMethod.FLAT if with_fees else TakeMethod(key),
            tiers=(Tier(None, Decimal("0.0000")),) if with_fees else self._read_tiers(),
            tier_rule=TierRule(self.rule.currentData()),
            order_cap=self.order_cap.number(),
            monthly_cap=self.monthly_cap.number(),
            monthly_cap_orders=int(cap_orders),
            fee_table=self.fees.read() if with_fees else None,
            hourly_guarantee=self.hourly.or_zero(),
            monthly_guarantee=self.monthly.or_zero(),
            deduction_limit=self.deduction.number(),
        )

    def _read_tiers(self) -> tuple[Tier, ...]:
        reader = GridReader(self.tiers)
        rows = [
            (reader.number(row, _UP_TO, required=False), reader.percent(row, _SHARE))
            for row in range(len(reader.texts))
        ]
        reader.finish()
        return tuple(Tier(up_to, share) for up_to, share in rows if share is not None)

    @override
    def texts(self) -> dict[str, Any]:
        return {
            "method": self.method.currentData(),
            "rule": self.rule.currentData(),
            "tiers": self.tiers.texts(),
            "fees": self.fees.texts(),
            "lines": {key: line.text() for key, line in self._lines.items()},
        }

    @override
    def put_texts(self, texts: dict[str, Any]) -> None:
        self.method.setCurrentIndex(self.method.findData(texts["method"]))
        self.rule.setCurrentIndex(self.rule.findData(texts["rule"]))
        self.tiers.set_texts(texts["tiers"])
        self.fees.put_texts(texts["fees"])
        for key, line in self._lines.items():
            line.setText(texts["lines"][key])
