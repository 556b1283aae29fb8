"""How the platform's share is spread over the orders, and what must be shown of one order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from negotiator_desk.errors import InputError, UserError
from negotiator_desk.i18n import _, n_, p_
from negotiator_desk.pay.order_shares import Disclosure, OrderShares, WorkerMonthShare
from negotiator_desk.pay.terms import CommissionSchedule, Terms
from negotiator_desk.services.costing_moves import people
from negotiator_desk.services.costing_orders import disclose, shares_picture
from negotiator_desk.services.costing_sheets import CostingSheet
from negotiator_desk.ui import display
from negotiator_desk.ui.charts.card import ChartCard
from negotiator_desk.ui.charts.histogram import HistogramChart, Reference
from negotiator_desk.ui.charts.measures import Measure, Quantity
from negotiator_desk.ui.pages.costing_side import ChartOrOther
from negotiator_desk.ui.pages.costing_tab import CostingTab
from negotiator_desk.ui.pages.costing_tab_spread import TABLE_KEY
from negotiator_desk.ui.pages.costing_work import Part
from negotiator_desk.ui.theme import GRID, TYPE_ROW, Tone
from negotiator_desk.ui.widgets.buttons import QuietButton
from negotiator_desk.ui.widgets.labels import TextLabel
from negotiator_desk.ui.widgets.rows import Column, RowsModel
from negotiator_desk.ui.widgets.table import DataTable

_SEARCH_WIDTH = 240
_PER_CENT = 100
"""Smallest units of a share, 1/10000, in one per cent."""
_ROOM = 2
"""Empty bars shown on either side of those that are filled."""


@dataclass(frozen=True)
class SharesAnswer:
    """The shares, the order asked for, and number and name of each worker by number."""

    shares: OrderShares
    order: Disclosure | InputError | None
    names: Mapping[str, str]


class SharesTab(CostingTab):
    """The distribution of order shares with the caps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: Mapping[str, str] = {}
        self.chart = HistogramChart(
            Quantity(_("Platform's share of an order"), Measure.RATIO),
            Quantity(_("Orders"), Measure.COUNT, p_("unit of a chart", "orders")),
        )
        self.months = DataTable(
            _("Workers' months with the highest share"),
            RowsModel(_columns(self._title)),
            search=False,
            row_height=TYPE_ROW,
        )
        self.places = ChartOrOther(self.chart, self.months)
        self.card = ChartCard(_("Platform's share"), self.places, key=TABLE_KEY)
        self.order = QLineEdit(placeholderText=_("Order number"), clearButtonEnabled=True)
        self.order.setProperty("kind", "search")
        self.order.setAccessibleName(_("Show the share of one order"))
        self.order.setMaximumWidth(_SEARCH_WIDTH)
        self.disclosed = TextLabel(wrap=True)
        self.disclosed.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self.order, 1)
        line.addWidget(self.disclosed, 2)
        self.card.body.addLayout(line)
        self.extremes = QuietButton(_("&Workers with the highest share"))
        self.extremes.setCheckable(True)
        self.extremes.toggled.connect(self._show_months)
        self.card.head.insertWidget(2, self.extremes)
        self.body.addWidget(self.card, 1)
        self.order.editingFinished.connect(self._ask_for_order)

    @override
    def set_sheet(self, sheet: CostingSheet) -> None:
        self.chart.set_bins((), ())
        self.months.set_rows(())
        self.card.set_finding("")
        self.disclosed.setText("")

    @override
    def part(self) -> Part | None:
        return partial(_work, number=self.order.text().strip())

    @override
    def show_part(self, terms: Terms, answer: Any) -> None:
        assert isinstance(answer, SharesAnswer), "what was asked for"
        assert isinstance(terms, CommissionSchedule), "the tab stands with schedules only"
        shares = answer.shares
        self.chart.set_references(_references(terms, shares))
        self.chart.set_bins(*_bins(shares))
        self.card.set_finding(_finding(shares))
        self._names = answer.names
        self.months.set_rows(shares.highest, key=lambda row: (row.worker, row.month))
        self._show_order(answer.order, answer.names)

    @override
    def refuse_part(self, error: UserError) -> None:
        self.chart.set_bins((), ())
        self.card.set_empty(str(error), error.hint)

    @override
    def focus_search(self) -> bool:
        self.order.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.order.selectAll()
        return True

    @override
    def state(self) -> dict[str, Any]:
        return {"order": self.order.text()}

    @override
    def restore(self, state: dict[str, Any]) -> None:
        self.order.setText(state["order"])

    @Slot()
    def _ask_for_order(self) -> None:
        self.part_wanted.emit()

    @Slot(bool)
    def _show_months(self, shown: bool) -> None:
        """Show the workers' months where the chart stands; the table of the card gives way."""
        self.card.show_table(False)
        self.places.show_other(shown)

    def _title(self, row: WorkerMonthShare) -> str:
        return self._names.get(row.worker, row.worker)

    def _show_order(self, order: Disclosure | InputError | None, names: Mapping[str, str]) -> None:
        if order is None:
            self.disclosed.setText(_("Type an order number to see what must be shown of it."))
            self.disclosed.set_tone(None)
        elif isinstance(order, InputError):
            self.disclosed.setText(str(order))
            self.disclosed.set_tone(Tone.BAD)
        else:
            self.disclosed.setText(_order_text(order, names.get(order.worker, order.worker)))
            self.disclosed.set_tone(None)


def _work(sheet: CostingSheet, terms: Terms, *, number: str) -> SharesAnswer:
    assert isinstance(terms, CommissionSchedule), "the tab stands with schedules only"
    order: Disclosure | InputError | None = None
    if number:
        try:
            order = disclose(sheet, terms, number)
        except InputError as error:
            order = error
    names = {one.worker: one.title for one in people(sheet)}
    return SharesAnswer(shares_picture(sheet, terms), order, names)


def _references(terms: CommissionSchedule, shares: OrderShares) -> list[Reference]:
    found = []
    if terms.order_cap is not None:
        found.append(Reference(_("Cap of one order"), terms.order_cap, Tone.BAD))
    if terms.monthly_cap is not None:
        found.append(Reference(_("Cap of the month"), terms.monthly_cap, Tone.ATTENTION))
    if shares.share is not None:
        found.append(Reference(_("All orders"), shares.share))
    return found


def _bins(shares: OrderShares) -> tuple[list[int], list[int]]:
    """Return the bars that are filled, with a little room around them, in 1/10000."""
    filled = [place for place, count in enumerate(shares.counts) if count]
    if not filled:
        return [], []
    first = max(filled[0] - _ROOM, 0)
    last = min(filled[-1] + _ROOM, len(shares.counts) - 1)
    edges = [edge * _PER_CENT for edge in shares.edges[first : last + 2]]
    return edges, list(shares.counts[first : last + 1])


def _finding(shares: OrderShares) -> str:
    if shares.share is None:
        return _("There is no order with a total on record.")
    parts = [
        _("The platform keeps {share} of all orders").format(share=display.percent(shares.share))
    ]
    if shares.after_return is not None and shares.after_return != shares.share:
        parts.append(
            _("{share} with what guarantees add and the monthly cap returns").format(
                share=display.percent(shares.after_return)
            )
        )
    over = shares.over_cap
    if over is not None:
        text = n_(
            "{count} order is over {cap}", "{count} orders are over {cap}", over.orders
        ).format(count=display.count(over.orders), cap=display.percent(over.cap))
        parts.append(text)
    if shares.below_zero:
        text = n_(
            "{count} pays more than the customer",
            "{count} pay more than the customer",
            shares.below_zero,
        )
        parts.append(text.format(count=display.count(shares.below_zero)))
    return _("{finding}.").format(finding=_("; ").join(parts))


def _order_text(order: Disclosure, worker: str) -> str:
    return _(
        "{worker}, {moment}: the customer paid {total}, the worker gets {pay}, share {share}."
    ).format(
        worker=worker,
        moment=order.placed_at.strftime("%Y-%m-%d %H:%M"),
        total=display.yuan(order.customer_total),
        pay=display.yuan(order.pay),
        share=display.percent(order.share),
    )


def _columns(title: Callable[[WorkerMonthShare], str]) -> tuple[Column[WorkerMonthShare], ...]:
    return (
        Column(_("Highest shares: worker"), title, stretches=True),
        Column(_("Month"), lambda row: row.month.strftime("%Y-%m"), width=84),
        Column(
            _("Orders"),
            lambda row: display.count(row.orders),
            sort=lambda row: row.orders,
            is_figure=True,
            width=76,
        ),
        Column(
            _("Turnover"),
            lambda row: display.amount(row.turnover),
            sort=_turnover,
            is_figure=True,
            width=100,
        ),
        Column(
            _("Share"),
            lambda row: display.percent(row.share),
            sort=lambda row: row.share,
            is_figure=True,
            width=84,
        ),
        Column(
            _("After return"),
            lambda row: display.percent(row.after_return),
            sort=lambda row: row.after_return,
            is_figure=True,
            width=104,
        ),
    )


def _turnover(row: WorkerMonthShare) -> Decimal:
    return row.turnover
