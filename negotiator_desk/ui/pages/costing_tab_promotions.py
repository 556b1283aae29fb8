"""Who moves up the skill grades over the term, and what ten more moves from each would cost."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _, n_, p_
from negotiator_desk.money import round_to_fen
from negotiator_desk.pay.promotions import MorePromotions, PromotionFlow
from negotiator_desk.pay.terms import Terms, WageGrid
from negotiator_desk.services.costing_pictures import PromotionPicture, promotion_picture
from negotiator_desk.services.costing_sheets import CostingSheet
from negotiator_desk.ui import display
from negotiator_desk.ui.charts.card import ChartCard
from negotiator_desk.ui.charts.measures import Measure, Quantity
from negotiator_desk.ui.charts.tables import ChartColumn, ChartTable, words
from negotiator_desk.ui.charts.years import Scenario, YearsChart
from negotiator_desk.ui.pages.costing_side import ChartBeside
from negotiator_desk.ui.pages.costing_tab import CostingTab
from negotiator_desk.ui.pages.costing_tab_spread import TABLE_KEY
from negotiator_desk.ui.pages.costing_work import Part
from negotiator_desk.ui.theme import GRID, TYPE_ROW
from negotiator_desk.ui.widgets.buttons import QuietButton
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole
from negotiator_desk.ui.widgets.rows import Column, RowsModel
from negotiator_desk.ui.widgets.table import DataTable

_MORE_WIDTH = 300
"""Of the table of ten more promotions, at least, in pixels."""


class FlowChart(YearsChart):
    """Heads by skill grade, at the start and at the end of the term."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Quantity(_("Heads by skill grade"), Measure.COUNT), parent)
        self._flow: PromotionFlow | None = None

    def show_flow(self, flow: PromotionFlow | None) -> None:
        """Show how the heads move."""
        self._flow = flow
        if flow is None or not flow.years:
            self.set_years((), ())
            return
        start, end = flow.years[0].before_by_grade, flow.years[-1].after_by_grade
        self.set_years(
            flow.grades,
            [
                Scenario(p_("heads", "Start of the term"), (_decimals(start),)),
                Scenario(p_("heads", "End of the term"), (_decimals(end),)),
            ],
        )

    @override
    def table(self) -> ChartTable:
        flow = self._flow
        if flow is None or not flow.years:
            return ChartTable()
        columns = [
            words(_("Skill grade"), flow.grades),
            _heads(_("At the start"), flow.years[0].before_by_grade),
        ]
        for year in flow.years:
            title = _("Move up in year {number}").format(number=year.number)
            columns.append(_heads(title, year.moves_by_grade))
        columns.append(_heads(_("At the end"), flow.years[-1].after_by_grade))
        return ChartTable(tuple(columns), len(flow.grades))


class PromotionsTab(CostingTab):
    """The promotion flow, and the price of more of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart = FlowChart()
        self.more = DataTable(
            _("Up to ten more promotions"), RowsModel(_columns()), search=False, row_height=TYPE_ROW
        )
        self.more.view.horizontalHeader().setSortIndicatorShown(False)
        self.more.setMinimumWidth(_MORE_WIDTH)
        both = ChartBeside(self.chart, self.more, shares=(5, 4))
        self.card = ChartCard(_("Promotions"), both, key=TABLE_KEY)
        self.note = TextLabel(role=TextRole.NOTE, wrap=True)
        self.assume = QuietButton(_("Enter how many move &up"))
        self.assume.clicked.connect(self.assumptions_wanted)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self.note, 1)
        line.addWidget(self.assume)
        self.card.body.insertLayout(2, line)
        self.body.addWidget(self.card, 1)

    @override
    def set_sheet(self, sheet: CostingSheet) -> None:
        self.chart.show_flow(None)
        self.more.set_rows(())
        self.card.set_finding("")

    @override
    def part(self) -> Part | None:
        return _work

    @override
    def show_part(self, terms: Terms, answer: Any) -> None:
        assert isinstance(answer, PromotionPicture), "what was asked for"
        moves = sum(sum(year.moves_by_grade) for year in answer.flow.years)
        self.chart.show_flow(answer.flow)
        self.more.set_rows(answer.ten_more, key=lambda row: row.grade)
        self.card.set_finding(_finding(answer, moves))
        self.note.setText("" if moves else _("Nobody is assumed to move up."))
        self.note.setVisible(not moves)
        self.assume.setVisible(not moves)

    @override
    def refuse_part(self, error: UserError) -> None:
        self.chart.show_flow(None)
        self.card.set_empty(str(error), error.hint)


def _work(sheet: CostingSheet, terms: Terms) -> PromotionPicture:
    assert isinstance(terms, WageGrid), "the tab stands with wage grids only"
    return promotion_picture(sheet, terms)


def _finding(picture: PromotionPicture, moves: int) -> str:
    dearest = max(picture.ten_more, key=_each, default=None)
    parts = []
    if moves:
        text = n_(
            "{count} promotion over the term costs {cost}.",
            "{count} promotions over the term cost {cost}.",
            moves,
        )
        cost = display.yuan(picture.flow.cost, places=0)
        parts.append(text.format(count=display.count(moves), cost=cost))
    if dearest is not None:
        parts.append(
            _("For each worker, a move up from {grade} costs most: {cost} a year.").format(
                grade=dearest.grade, cost=display.yuan(_each(dearest), places=0)
            )
        )
    return " ".join(parts)


def _columns() -> tuple[Column[MorePromotions], ...]:
    return (
        Column(_("Move up"), _step, tooltip=_step_tip, stretches=True),
        Column(
            _("Heads"),
            lambda row: display.count(row.moves),
            sort=lambda row: row.moves,
            is_figure=True,
        ),
        Column(
            _("Yuan a year"),
            lambda row: display.amount(row.yearly, places=0),
            sort=lambda row: row.yearly,
            is_figure=True,
        ),
    )


def _each(row: MorePromotions) -> Decimal:
    """Yuan a year for each head that moves, rounded to the fen."""
    return round_to_fen(row.yearly / row.moves) if row.moves else Decimal("0.00")


def _step(row: MorePromotions) -> str:
    return _("{grade} → {next}").format(grade=row.grade, next=row.next_grade)


def _step_tip(row: MorePromotions) -> str:
    return _("{step}: {amount} a month, {each} a year for each worker").format(
        step=_step(row), amount=display.yuan_change(row.monthly), each=display.yuan(_each(row))
    )


def _decimals(heads: Sequence[int]) -> tuple[Decimal, ...]:
    return tuple(Decimal(count) for count in heads)


def _heads(title: str, heads: Sequence[int]) -> ChartColumn:
    return ChartColumn(title, lambda row: display.count(heads[row]), lambda row: heads[row])
