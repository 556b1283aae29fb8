"""The private part of the ledger: what concessions are worth in points, and swaps."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QApplication, QListWidget, QStackedLayout, QWidget
from typing_extensions import override

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import _
from negotiator_desk.services.private_ledgers import PrivateLedger, ValueLine
from negotiator_desk.ui import display, display_terms
from negotiator_desk.ui.charts.card import ChartCard
from negotiator_desk.ui.charts.concessions import ConcessionChart, SideLine
from negotiator_desk.ui.charts.measures import Measure, Quantity
from negotiator_desk.ui.charts.tables import ChartColumn, ChartTable
from negotiator_desk.ui.itemmodels.cells import short_side
from negotiator_desk.ui.pages.table_ledger_words import swap_words, value_words
from negotiator_desk.ui.widgets.buttons import QuietButton
from negotiator_desk.ui.widgets.cards import Card
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole

VALUE_KEY, SWAPS_KEY = "Ctrl+Shift+L", "Ctrl+Shift+G"


class ValueChart(ConcessionChart):
    """Both sides' words by their own values; its table has every line of the ledger.

    The table has no line of tools: what is private is not exported.
    """

    has_search = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Quantity(_("Own value"), Measure.YUAN, _("points")), parent)
        self._view: PrivateLedger | None = None

    def show_ledger(self, view: PrivateLedger | None) -> None:
        """Show a ledger, or nothing."""
        self._view = view
        if view is None or not view.points:
            self.set_rounds((), ())
            return
        names = {
            view.side: _("Your side"),
            view.side.other: _("Other side (estimate)"),
        }
        rounds = [point.round for point in view.points]
        lines = [
            SideLine(
                names[side],
                display.tone_of_side(side),
                tuple(_points(point.amount[side]) for point in view.points),
                frozenset(n for n, point in enumerate(view.points) if point.has_gone[side]),
            )
            for side in Side
        ]
        self.set_rounds(rounds, lines)

    @override
    def table(self) -> ChartTable:
        if self._view is None or self.is_empty():
            return ChartTable()
        lines = self._view.lines
        columns = (
            _said(self._view),
            _worths(_("Own (±)"), lines, lambda one: (one.worth.own, one.own_change)),
            _worths(
                _("Other (±), estimate"), lines, lambda one: (one.worth.other, one.other_change)
            ),
        )
        return ChartTable(columns, len(lines))


class PrivateLedgerPart(QWidget):
    """The value of concessions or, when asked for or at a standstill, swaps. All of it private.

    Attributes:
        values: The card with the curve in points.
        swaps: Each swap as one sentence.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._was_stalled = False
        self.chart = ValueChart()
        self.values = ChartCard(_("In points (private)"), self.chart, key=VALUE_KEY)
        self.values.set_empty(
            _("No values to show yet."),
            _(
                "They come from the mandates: targets, limits and weights, your own and those "
                "the other side is thought to have. Two rounds make a curve."
            ),
        )
        self.to_swaps = QuietButton(_("Swaps"), SWAPS_KEY)
        self.values.add_to_head(self.to_swaps)
        self._swap_card = Card(_("Swaps (private)"))
        self.to_values = QuietButton(_("Values"), SWAPS_KEY)
        self._swap_card.add_to_head(self.to_values)
        self._note = TextLabel(role=TextRole.NOTE, wrap=True)
        self.swaps = QListWidget()
        self.swaps.setAccessibleName(_("Swaps from which both sides gain"))
        self.swaps.setWordWrap(True)
        self.swaps.setAlternatingRowColors(True)
        self.swaps.setSpacing(2)
        self._swap_card.body.addWidget(self._note)
        self._swap_card.body.addWidget(self.swaps, 1)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self.values)
        self._pages.addWidget(self._swap_card)
        self.to_swaps.clicked.connect(self.show_swaps)
        self.to_values.clicked.connect(self.show_values)

    @property
    def shows_swaps(self) -> bool:
        """Whether the swaps are in view instead of the values."""
        return self._pages.currentWidget() is self._swap_card

    def show_ledger(self, view: PrivateLedger) -> None:
        """Show a case; at the beginning of a standstill the swaps come into view."""
        self.chart.show_ledger(view)
        self.values.set_finding(value_words(view))
        self.swaps.clear()
        self.swaps.addItems([swap_words(swap) for swap in view.swaps])
        self.swaps.setVisible(bool(view.swaps))
        self._note.setText(_swap_note(view))
        if self.swaps.count():
            self.swaps.setCurrentRow(0)
        is_stalled = view.shared.ledger.stall is not None
        if is_stalled and not self._was_stalled:
            self.show_swaps()
        elif not is_stalled and self._was_stalled:
            self.show_values()
        self._was_stalled = is_stalled

    def start(self) -> None:
        """Forget the case shown before."""
        self._was_stalled = False
        self.show_values()

    @Slot()
    def show_swaps(self) -> None:
        """Bring the swaps into view."""
        self._turn(self._swap_card, self.swaps)

    @Slot()
    def show_values(self) -> None:
        """Bring the values into view."""
        self._turn(self.values, self.chart)

    def _turn(self, page: QWidget, target: QWidget) -> None:
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        self._pages.setCurrentWidget(page)
        if had_focus:
            target.setFocus()


def _swap_note(view: PrivateLedger) -> str:
    if view.swaps:
        return _("From each of these both sides would gain; what the others gain is an estimate.")
    if not view.is_valued:
        return _("Swaps need the mandates: target, limit and weight of each issue on both sides.")
    return _(
        "There is no pair of open issues on which both sides would gain by giving way on one each."
    )


def _points(hundredths: int) -> Decimal:
    return Decimal(hundredths).scaleb(-2)


def _worths(
    title: str,
    lines: tuple[ValueLine, ...],
    of: Callable[[ValueLine], tuple[int | None, int | None]],
) -> ChartColumn:
    """Return a column of what words are worth, with what that changed in brackets."""

    def text(row: int) -> str:
        worth, change = of(lines[row])
        if worth is None:
            return display.NONE
        value = display.amount(_points(worth))
        if change is None:
            return value
        return f"{value} ({display_terms.signed(_points(change))})"

    def value(row: int) -> Decimal | None:
        worth = of(lines[row])[0]
        return None if worth is None else _points(worth)

    return ChartColumn(title, text, value)


def _said(view: PrivateLedger) -> ChartColumn:
    titles = view.shared.titles

    def text(row: int) -> str:
        line = view.lines[row].line
        side, title = short_side(line.word.side), titles[line.word.issue_id]
        return f"{line.round} · {side} · {title}"

    def value(row: int) -> int:
        return row

    return ChartColumn(_("Round, side, issue"), text, value, is_figure=False)
