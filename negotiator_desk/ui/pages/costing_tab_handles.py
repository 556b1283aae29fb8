"""The values that matter as handles: drag one, and the distribution beside it follows."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from negotiator_desk.i18n import _, n_
from negotiator_desk.pay.cells import Cell, cells
from negotiator_desk.pay.ladder_fault import LadderFault
from negotiator_desk.pay.terms import CommissionSchedule, RateTable, TakeMethod, Terms, WageGrid
from negotiator_desk.services.costing_moves import Moving
from negotiator_desk.services.costing_pictures import ladder_picture
from negotiator_desk.services.costing_sheets import CostingSheet
from negotiator_desk.ui import display_terms
from negotiator_desk.ui.charts.card import ChartCard
from negotiator_desk.ui.charts.handles import HandleChart
from negotiator_desk.ui.charts.histogram import HistogramChart
from negotiator_desk.ui.charts.ladder import LadderChart, LadderLine
from negotiator_desk.ui.charts.measures import Measure, Quantity
from negotiator_desk.ui.charts.rate_bars import RateBars, RateRow
from negotiator_desk.ui.charts.tiers import Tier, TierChart
from negotiator_desk.ui.pages.costing_faults import broken_sentence, gravest_first
from negotiator_desk.ui.pages.costing_side import ChartBeside
from negotiator_desk.ui.pages.costing_tab import CostingTab
from negotiator_desk.ui.pages.costing_tab_spread import (
    TABLE_KEY,
    pay_histogram,
    show_spread,
)

_LEAST_SPREAD = 200
"""Width of the distribution beside the handles, in pixels."""

_WAGE_STEP = Decimal("10.00")
_RATE_STEP = Decimal("0.0100")
_SHARE_STEP = Decimal("0.0010")
_FEE_STEP = Decimal("0.10")
_RATES = ("rate:", "allowance:")
_FEES = ("fee:",)


class HandlesTab(CostingTab):
    """Wage ladder, take rates or piece rates, whichever the terms have."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet: CostingSheet | None = None
        self._names = ("", "")
        self.card: ChartCard | None = None
        self.chart: HandleChart | None = None
        self.histogram: HistogramChart | None = None

    @property
    @override
    def is_moving(self) -> bool:
        return self.chart is not None and self.chart.is_dragging

    @override
    def set_sheet(self, sheet: CostingSheet) -> None:
        self._sheet = sheet

    @override
    def set_names(self, after: str, before: str) -> None:
        if (after, before) == self._names:
            return
        self._names = (after, before)
        if self.histogram is not None:
            self.histogram.set_names(_("New"), before)

    @override
    def show_moving(self, moving: Moving) -> None:
        terms = moving.picture.terms
        chart = self._chart_for(terms)
        assert self.card is not None, "made with the chart"
        assert self.histogram is not None, "made with the chart"
        show_spread(self.histogram, moving, is_small=True)
        if not chart.is_dragging:
            # While it is dragged, the handle is ahead of its picture.
            self.card.set_finding(self._show_terms(chart, terms))

    def _chart_for(self, terms: Terms) -> HandleChart:
        wanted, title = _kind_of(terms)
        if type(self.chart) is not wanted:
            if self.card is not None:
                self.body.removeWidget(self.card)
                self.card.deleteLater()
            self.chart = _make_chart(terms)
            self.histogram = pay_histogram()
            self.histogram.setMinimumWidth(_LEAST_SPREAD)
            self.histogram.set_names(_("New"), self._names[1])
            self.histogram.describe(_("Distribution of pay"), "")
            both = ChartBeside(self.chart, self.histogram, shares=(5, 3))
            self.card = ChartCard(title, both, key=TABLE_KEY)
            self.body.addWidget(self.card, 1)
            self.chart.dragged.connect(self.moved)
            self.chart.dropped.connect(self._drop)
        assert self.chart is not None, "just made"
        return self.chart

    def _show_terms(self, chart: HandleChart, terms: Terms) -> str:
        """Bring the handles up to date; return the finding."""
        assert self._sheet is not None, "shown on a sheet"
        present = self._sheet.present
        match chart, terms:
            case LadderChart(), WageGrid():
                faults = ladder_picture(self._sheet, terms).faults
                _show_ladder(chart, terms, present, faults)
                area = self._sheet.law.minimum_wages[:1]
                chart.set_minimum(area[0].monthly if area else None, _("Minimum wage"))
                return _ladder_finding(faults)
            case TierChart(), CommissionSchedule():
                _show_tiers(chart, terms, present)
            case RateBars(), RateTable() | CommissionSchedule():
                _show_bars(chart, terms, present)
        return _moved_finding(chart)

    def _drop(self, key: str, value: Decimal) -> None:
        self.moved.emit(key, value)
        self.rested.emit()


def _kind_of(terms: Terms) -> tuple[type[HandleChart], str]:
    match terms:
        case WageGrid():
            return LadderChart, _("Wage ladder")
        case CommissionSchedule(fee_table=None):
            return TierChart, _("Take rates")
        case CommissionSchedule():
            return RateBars, _("Fees")
        case _:
            return RateBars, _("Piece rates")


def _make_chart(terms: Terms) -> HandleChart:
    match terms:
        case WageGrid():
            return LadderChart(Quantity(_("Pay a month"), Measure.YUAN), _("Skill grade"))
        case CommissionSchedule(fee_table=None):
            divided = _("Monthly turnover")
            if terms.method is not TakeMethod.TURNOVER_TIERS:
                divided = _("Amount of an order")
            return TierChart(
                Quantity(_("Take rate"), Measure.RATIO), Quantity(divided, Measure.YUAN)
            )
        case CommissionSchedule():
            return RateBars(Quantity(_("Fee"), Measure.YUAN), _("Fee"))
        case _:
            return RateBars(Quantity(_("Rate"), Measure.RATE), _("Operation"))


def _show_ladder(
    chart: LadderChart, grid: WageGrid, present: Terms | None, faults: tuple[LadderFault, ...]
) -> None:
    keys = [[f"cell:{band}:{grade}" for grade in grid.grades] for band in grid.bands]
    sentences: dict[str, str] = {}
    for fault in gravest_first(faults):
        sentences.setdefault(f"cell:{fault.band}:{fault.grade}", fault.sentence)
    chart.set_ladder(
        grid.grades,
        [
            LadderLine(band, tuple(row_keys), row)
            for band, row_keys, row in zip(grid.bands, keys, grid.cells, strict=True)
        ],
        step=_WAGE_STEP,
        before=_numbers(present),
        faults=sentences,
    )


def _show_tiers(chart: TierChart, schedule: CommissionSchedule, present: Terms | None) -> None:
    before = _numbers(present)
    cap = None if schedule.order_cap is None else ("order_cap", schedule.order_cap)
    chart.set_tiers(
        [
            Tier(f"tier:{place}", tier.up_to, tier.take_rate, before.get(f"tier:{place}"))
            for place, tier in enumerate(schedule.tiers)
        ],
        step=_SHARE_STEP,
        cap=cap,
        cap_label=_("Cap of one order"),
        cap_before=before.get("order_cap"),
    )


def _show_bars(
    chart: RateBars, terms: RateTable | CommissionSchedule, present: Terms | None
) -> None:
    before = _numbers(present)
    beginnings, step = (_RATES, _RATE_STEP) if isinstance(terms, RateTable) else (_FEES, _FEE_STEP)
    chart.set_rates(
        [
            RateRow(one.key, display_terms.cell_name(one), value, before.get(one.key))
            for one in cells(terms)
            if one.key.startswith(beginnings) and (value := _number(one)) is not None
        ],
        step=step,
    )


def _numbers(terms: Terms | None) -> dict[str, Decimal]:
    """Return the numbers of terms by their keys."""
    if terms is None:
        return {}
    found = {one.key: _number(one) for one in cells(terms)}
    return {key: value for key, value in found.items() if value is not None}


def _number(one: Cell) -> Decimal | None:
    return None if isinstance(one.value, str) else one.value


def _ladder_finding(faults: tuple[LadderFault, ...]) -> str:
    broken = [fault for fault in faults if not fault.is_hint]
    if broken:
        return broken_sentence(broken)
    if faults:
        return _("No cell breaks a rule. A hint: {first}").format(first=faults[0].sentence)
    return _("The ladder rises in both directions, and every cell is above the minimum wage.")


def _moved_finding(chart: HandleChart) -> str:
    known = [one for one in chart.handles if one.before is not None]
    if not known:
        return _("Drag a handle, or move it by the arrow keys.")
    count = sum(one.value != one.before for one in known)
    if not count:
        return _("All are as at present. Drag a handle, or move it by the arrow keys.")
    text = n_(
        "{count} of {total} is not as at present.",
        "{count} of {total} are not as at present.",
        count,
    )
    return text.format(count=count, total=len(known))
