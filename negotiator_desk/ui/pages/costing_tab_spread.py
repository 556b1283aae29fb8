"""How pay is spread: the workers by monthly pay, before and after, and the minimum wages."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from negotiator_desk.i18n import _, n_
from negotiator_desk.pay.minimum import AreaResult
from negotiator_desk.services.costing_moves import Moving
from negotiator_desk.ui import display
from negotiator_desk.ui.charts.card import ChartCard
from negotiator_desk.ui.charts.histogram import HistogramChart, Reference
from negotiator_desk.ui.charts.measures import Measure, Quantity
from negotiator_desk.ui.pages.costing_tab import CostingTab
from negotiator_desk.ui.theme import Tone

TABLE_KEY = "Ctrl+L"
"""Changes the chart in view into its table and back."""


class SpreadCard(ChartCard):
    """The distribution of monthly pay; it follows the hand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.histogram = pay_histogram()
        super().__init__(_("Distribution of pay"), self.histogram, parent, key=TABLE_KEY)

    def show_moving(self, moving: Moving) -> None:
        """Show the bars, the minimum wages and the median of a picture."""
        show_spread(self.histogram, moving)
        self.set_finding(spread_finding(moving))


class SpreadTab(CostingTab):
    """The distribution by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = SpreadCard()
        self.body.addWidget(self.card, 1)

    @override
    def set_names(self, after: str, before: str) -> None:
        self.card.histogram.set_names(after, before)

    @override
    def show_moving(self, moving: Moving) -> None:
        self.card.show_moving(moving)


def pay_histogram() -> HistogramChart:
    """Return an empty chart of how monthly pay is spread."""
    return HistogramChart(
        Quantity(_("Pay a month"), Measure.YUAN), Quantity(_("People"), Measure.COUNT)
    )


def show_spread(chart: HistogramChart, moving: Moving, *, is_small: bool = False) -> None:
    """Show the bars of a picture in a chart, and what to hold them against.

    Args:
        is_small: There is room for the highest minimum wage only; else there are all of them and
            the median.
    """
    seen = moving.picture
    before = None if seen.histogram_before is None else seen.histogram_before.counts
    chart.set_references(_references(moving)[:1] if is_small else _references(moving))
    chart.set_bins(seen.histogram_after.edges, seen.histogram_after.counts, before)


def _references(moving: Moving) -> Sequence[Reference]:
    median = moving.picture.costing.median
    return (
        *(Reference(_("Minimum wage"), one.area.monthly, Tone.BAD) for one in moving.areas),
        Reference(_("Median"), median),
    )


def spread_finding(moving: Moving) -> str:
    """Say in one sentence how pay is spread."""
    costing = moving.picture.costing
    if not costing.workers:
        return _("There are no workers on record.")
    text = _("Half of the workers are paid {median} a month or more").format(
        median=display.yuan(costing.median)
    )
    first: AreaResult | None = moving.areas[0] if moving.areas else None
    if first is None:
        return _("{finding}.").format(finding=text)
    below = n_(
        "{count} of {workers} has a month below the minimum wage",
        "{count} of {workers} have a month below the minimum wage",
        first.below,
    ).format(count=display.count(first.below), workers=display.count(first.workers))
    return _("{finding}; {more}.").format(finding=text, more=below)
