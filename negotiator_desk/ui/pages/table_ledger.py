"""Concessions: who moved, by how much, who moved last, and whether talks stand still."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import _
from negotiator_desk.pay.arithmetic import yuan
from negotiator_desk.services.ledgers import CaseLedger, get_ledger, money_curve
from negotiator_desk.services.private_ledgers import PrivateLedger, get_private_ledger
from negotiator_desk.ui import display
from negotiator_desk.ui.charts.card import ChartCard
from negotiator_desk.ui.charts.concessions import FEWEST_ROUNDS, ConcessionChart, SideLine
from negotiator_desk.ui.charts.measures import Measure, Quantity
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.itemmodels.ledger import LedgerRow, ledger_columns, ledger_rows
from negotiator_desk.ui.latest import Latest
from negotiator_desk.ui.pages.table_ledger_private import PrivateLedgerPart
from negotiator_desk.ui.pages.table_ledger_words import curve_words, finding, stall_words
from negotiator_desk.ui.pages.table_tab import TableTab
from negotiator_desk.ui.privacy import PrivateBox
from negotiator_desk.ui.theme import CARD_GAP, TYPE_ROW, Tone
from negotiator_desk.ui.widgets.buttons import PrimaryButton
from negotiator_desk.ui.widgets.cards import Card
from negotiator_desk.ui.widgets.empty import EmptyState
from negotiator_desk.ui.widgets.labels import TextLabel
from negotiator_desk.ui.widgets.messages import InlineMessage
from negotiator_desk.ui.widgets.rows import RowsModel
from negotiator_desk.ui.widgets.table import DataTable

MONEY_KEY = "Ctrl+L"
_SHARES = (320, 260)
"""How the table and the curves share the height of the smallest screen, in pixels."""


class LedgerTab(TableTab):
    """The ledger of concessions in money, and for one's own eyes in points.

    All of it may be seen by everybody in the room but what is in `private`.

    Attributes:
        private: The box before what the other side may not see.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._view: CaseLedger | None = None
        self._wanted: dict[str, Any] = {}
        label = _("Costing the offers …")
        self._ledgers = Latest(context.runner, self._read, self, label=label)
        self._values = Latest(context.runner, self._read_values, self, label=label)
        self.finding = TextLabel(wrap=True)
        self.stall = InlineMessage()
        self.issue = QComboBox()
        self.issue.setAccessibleName(_("Issue of the concessions"))
        self.side = QComboBox()
        self.side.setAccessibleName(_("Side of the concessions"))
        self.side.addItem(_("Both sides"), None)
        for side in Side:
            self.side.addItem(display.side(side), side)
        self.table = DataTable(_("Concessions"), RowsModel(ledger_columns()), row_height=TYPE_ROW)
        self.table.tools.addWidget(self.issue)
        self.table.tools.addWidget(self.side)
        self.chart = ConcessionChart(Quantity(_("Cost a year"), Measure.YUAN))
        self.curve = ChartCard(_("Concession curve"), self.chart, key=MONEY_KEY)
        self.own = PrivateLedgerPart()
        self.private = PrivateBox(context.curtain, self.own)
        self._nothing = EmptyState()
        self._nothing.set_words(
            _("Nobody has made a binding offer yet."),
            _("The ledger begins with the first one; exploratory offers are left out of it."),
        )
        self._nothing.add_button(PrimaryButton(_("To the o&ffers")), self.offers_wanted.emit)
        self._waiting = EmptyState()
        self._lay_out()
        self._list_issues({})
        self.issue.currentIndexChanged.connect(self._choose)
        self.side.currentIndexChanged.connect(self._filter)
        self._ledgers.answered.connect(self._take)
        self._ledgers.failed.connect(self._fail)
        self._values.answered.connect(self._take_values)
        self._values.failed.connect(self._fail)

    @property
    def is_busy(self) -> bool:
        """Whether the ledger shown may not be the latest yet."""
        return self._ledgers.is_busy or self._values.is_busy

    @override
    def show_case(self, case_id: str) -> None:
        if case_id != self.case_id:
            self._view = None
            self._stack.setCurrentWidget(self._waiting)
            self.issue.setCurrentIndex(0)
            self.side.setCurrentIndex(0)
            self.own.start()
        super().show_case(case_id)

    @override
    def refresh(self, changed: frozenset[str]) -> None:
        if self.case_id is not None:
            self._ledgers.ask(self.case_id)

    @override
    def state(self) -> dict[str, Any]:
        row = self.table.current()
        return {
            "issue": self.issue.currentData(),
            "side": self.side.currentData(),
            "search": self.table.search_text(),
            "row": None if row is None else row.key,
            "table": self.curve.is_table,
            "swaps": self.own.shows_swaps,
        }

    @override
    def restore(self, state: dict[str, Any]) -> None:
        self.side.setCurrentIndex(max(self.side.findData(state["side"]), 0))
        self.table.set_search_text(state["search"])
        self._wanted = state
        self._restore_rest()

    def _lay_out(self) -> None:
        listed = Card()
        listed.body.addWidget(self.finding)
        listed.body.addWidget(self.stall)
        listed.body.addWidget(self.table, 1)
        below = QWidget()
        row = QHBoxLayout(below)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(CARD_GAP)
        row.addWidget(self.curve, 1)
        row.addWidget(self.private, 1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setHandleWidth(CARD_GAP)
        splitter.setChildrenCollapsible(False)
        for place, (widget, share) in enumerate(zip((listed, below), _SHARES, strict=True)):
            splitter.addWidget(widget)
            splitter.setStretchFactor(place, share)
        splitter.setSizes(_SHARES)
        self._shown = splitter
        self._stack = QStackedWidget()
        for page in (self._waiting, self._shown, self._nothing):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack, 1)

    def _read(self, case_id: str) -> CaseLedger:
        return get_ledger(self.context.desk, case_id)

    def _read_values(self, view: CaseLedger) -> PrivateLedger:
        return get_private_ledger(self.context.desk, view)

    @Slot(object)
    def _take(self, answer: tuple[str, CaseLedger]) -> None:
        case_id, view = answer
        if case_id != self.case_id:
            return
        is_first = self._view is None
        self._view = view
        self._list_issues(view.titles)
        self.table.set_rows(ledger_rows(view), key=_key)
        self._stack.setCurrentWidget(self._shown if view.ledger.lines else self._nothing)
        self._show_stall(view)
        self._show_money()
        if is_first:
            self._restore_rest()
        self._values.ask(view)

    @Slot(object)
    def _take_values(self, answer: tuple[CaseLedger, PrivateLedger]) -> None:
        view, values = answer
        if view.case_id == self.case_id:
            self.own.show_ledger(values)

    @Slot(object)
    def _fail(self, answer: tuple[object, BaseException]) -> None:
        self.context.show_error(answer[1])

    def _restore_rest(self) -> None:
        """Take up again what only a ledger that has arrived can be asked for."""
        if self._view is None or not self._wanted:
            return
        wanted, self._wanted = self._wanted, {}
        self.issue.setCurrentIndex(max(self.issue.findData(wanted["issue"]), 0))
        self.table.choose(lambda row: bool(row.key == wanted["row"]))
        self.curve.show_table(wanted["table"])
        if wanted["swaps"]:
            self.own.show_swaps()

    def _list_issues(self, titles: Mapping[str, str]) -> None:
        chosen = self.issue.currentData()
        self.issue.blockSignals(True)
        self.issue.clear()
        self.issue.addItem(_("All issues"), None)
        for issue_id, title in titles.items():
            self.issue.addItem(title, issue_id)
        self.issue.setCurrentIndex(max(self.issue.findData(chosen), 0))
        self.issue.blockSignals(False)
        self._filter()

    def _show_stall(self, view: CaseLedger) -> None:
        stall = view.ledger.stall
        if stall is None:
            self.stall.clear()
        else:
            self.stall.show_message(stall_words(stall), tone=Tone.ATTENTION)

    @Slot()
    def _choose(self) -> None:
        self._filter()
        self._show_money()

    @Slot()
    def _filter(self) -> None:
        issue_id, side = self.issue.currentData(), self.side.currentData()
        if issue_id is None and side is None:
            self.table.proxy.keep(None)
            return

        def accepts(row: LedgerRow) -> bool:
            if row.line is None:
                return False
            word = row.line.word
            return issue_id in (None, word.issue_id) and side in (None, word.side)

        self.table.proxy.keep(accepts)

    def _show_money(self) -> None:
        if self._view is None:
            return
        shared, issue_id = self._view, self.issue.currentData()
        self.finding.setText(finding(shared, issue_id))
        curve = money_curve(shared, issue_id)
        base = curve.base
        quantity = (
            Quantity(_("Cost a year"), Measure.YUAN)
            if base is None
            else Quantity(_("Cost a year against the present"), Measure.YUAN)
        )
        lines = [
            SideLine(
                display.side(side),
                display.tone_of_side(side),
                tuple(yuan(point.amount[side] - (base or 0)) for point in curve.points),
                frozenset(n for n, point in enumerate(curve.points) if point.has_gone[side]),
            )
            for side in Side
        ]
        self.chart.set_rounds(
            [point.round for point in curve.points],
            lines,
            gap_name=_("Gap"),
            quantity=quantity,
            has_signs=base is not None,
        )
        self.curve.set_finding(curve_words(curve))
        self.curve.set_empty(
            _("There is no curve of money.")
            if len(shared.ledger.rounds) >= FEWEST_ROUNDS and not curve.points
            else _("The curve begins with the second round."),
            _("It takes in issues with calculation data on which both sides have spoken."),
        )


def _key(row: LedgerRow) -> Any:
    return row.key
