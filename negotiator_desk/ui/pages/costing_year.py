"""How a replayed year is shown: its months as a chart and a table, who fares worst, a sentence."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from negotiator_desk.i18n import _, n_
from negotiator_desk.pay.stress import StressedWorker, StressMonth, StressReplay
from negotiator_desk.ui import display
from negotiator_desk.ui.charts.chart import Chart
from negotiator_desk.ui.charts.measures import Measure, Quantity
from negotiator_desk.ui.charts.months import MonthBar, MonthLine, MonthsChart
from negotiator_desk.ui.charts.tables import ChartColumn, ChartTable, figures
from negotiator_desk.ui.theme import GRID, TYPE_ROW, Tone
from negotiator_desk.ui.widgets.rows import Column, RowsModel
from negotiator_desk.ui.widgets.table import DataTable

_WORST_WIDTH = 232
"""Of the list of those who fare worst, in pixels."""


class YearAndWorst(Chart):
    """The twelve months beside the list of those who fare worst."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.months = MonthsChart(Quantity(_("Pay of all workers"), Measure.YUAN))
        self.worst: DataTable[StressedWorker] = DataTable(
            _("Months below the minimum wage"),
            RowsModel(_worst_columns()),
            search=False,
            row_height=TYPE_ROW,
        )
        self.worst.setFixedWidth(_WORST_WIDTH)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.months, 1)
        layout.addWidget(self.worst)
        self.setFocusProxy(self.months)
        self.months.changed.connect(self.changed)

    def show_replay(self, answer: StressReplay | None) -> None:
        """Show a year; None shows nothing."""
        if answer is None:
            self.worst.set_rows(())
            self.months.set_months((), (), ChartTable())
            return
        if answer.months_below:
            self.worst.empty.set_words(
                _("Nobody"), _("No worker is below the minimum wage in any month.")
            )
        else:
            self.worst.empty.set_words(
                _("Not known"), _("The rules here name no minimum wage to hold pay against.")
            )
        self.worst.set_rows(answer.worst)
        self.months.set_months(
            [MonthBar(one.pay, one.factor != 1, _reading(one)) for one in answer.months],
            _lines(answer),
            _table(answer),
        )

    @override
    def table(self) -> ChartTable:
        return self.months.table()

    @override
    def is_empty(self) -> bool:
        return self.months.is_empty()

    @override
    def describe(self, name: str, finding: str) -> None:
        super().describe(name, finding)
        self.months.describe(name, finding)


def replay_finding(answer: StressReplay) -> str:
    """Say in one sentence what a replayed year costs and what it does to the workers."""
    lowest = answer.lowest_month
    difference = answer.yearly_cost - answer.without_season
    if len({month.pay for month in answer.months}) == 1:
        text = _(
            "The year costs {cost}, {difference} against {ordinary} without the season; every "
            "month is paid {lowest}"
        )
    else:
        text = _(
            "The year costs {cost}, {difference} against {ordinary} without the season; least is "
            "paid in month {month}, {lowest}"
        )
    text = text.format(
        cost=display.yuan(answer.yearly_cost),
        difference=display.yuan_change(difference),
        ordinary=display.yuan(answer.without_season),
        month=lowest.number,
        lowest=display.yuan(lowest.pay),
    )
    if not answer.months_below:
        return _("{finding}.").format(finding=text)
    below = sum(answer.months_below[1:])
    more = n_(
        "{count} of {workers} has a month below the minimum wage",
        "{count} of {workers} have a month below the minimum wage",
        below,
    ).format(count=display.count(below), workers=display.count(sum(answer.months_below)))
    return _("{finding}; {more}.").format(finding=text, more=more)


def _reading(one: StressMonth) -> str:
    lines = [
        _("Month {month}: {pay}").format(month=one.number, pay=display.yuan(one.pay)),
        _("{percent} of {repeated}, {workers} at work").format(
            percent=_percent(one.factor),
            repeated=_month_name(one),
            workers=display.count(one.workers),
        ),
    ]
    if one.share is not None:
        lines.append(_("share {share}").format(share=display.percent(one.share)))
    if one.below_minimum is not None:
        lines.append(
            _("{count} below the minimum wage").format(count=display.count(one.below_minimum))
        )
    return "\n".join(lines)


def _lines(answer: StressReplay) -> list[MonthLine]:
    found = []
    if any(one.share is not None for one in answer.months):
        shares = tuple(_short_share(one.share) for one in answer.months)
        found.append(MonthLine(_("Share %"), shares))
    if answer.months_below:
        below = tuple(display.count(one.below_minimum) for one in answer.months)
        tone = Tone.BAD if sum(answer.months_below[1:]) else Tone.NEUTRAL
        found.append(MonthLine(_("Below min."), below, tone))
    return found


def _short_share(share: Decimal | None) -> str:
    return "" if share is None else display.amount(share * 100, places=1)


def _table(answer: StressReplay) -> ChartTable:
    months = answer.months
    columns = [
        _whole(_("Month"), [one.number for one in months]),
        _names(_("Repeats"), [_month_name(one) for one in months]),
        figures(_("Work (%)"), Measure.RATIO, [one.factor for one in months]),
        _whole(_("Workers"), [one.workers for one in months]),
    ]
    if any(one.orders is not None for one in months):
        columns += [
            _whole(_("Orders"), [one.orders for one in months]),
            figures(_("Turnover (yuan)"), Measure.YUAN, [one.turnover for one in months]),
            figures(_("Share (%)"), Measure.RATIO, [one.share for one in months]),
        ]
    columns.append(figures(_("Pay (yuan)"), Measure.YUAN, [one.pay for one in months]))
    if answer.months_below:
        columns.append(_whole(_("Below minimum"), [one.below_minimum for one in months]))
    return ChartTable(tuple(columns), len(months), _table_notes(answer))


def _table_notes(answer: StressReplay) -> tuple[str, ...]:
    """Say how many workers have how many months below the minimum wage."""
    parts = [
        _("{months}: {count}").format(months=months, count=display.count(count))
        for months, count in enumerate(answer.months_below)
        if months and count
    ]
    if not parts:
        return ()
    return (
        _("Workers by months below the minimum wage: {parts}").format(parts=_(", ").join(parts)),
    )


def _names(title: str, texts: list[str]) -> ChartColumn:
    """Return a column of short names that stand like figures, so that none is cut off."""
    return ChartColumn(title, lambda row: texts[row], lambda row: texts[row])


def _whole(title: str, values: list[int | None]) -> ChartColumn:
    return ChartColumn(title, lambda row: display.count(values[row]), lambda row: values[row])


def _worst_columns() -> tuple[Column[StressedWorker], ...]:
    return (
        Column(_("Worker"), _worker_name, tooltip=_worker_name, stretches=True),
        Column(
            _("Below"),
            lambda row: f"{row.below}/{row.months}",
            sort=lambda row: row.below,
            tone=_bad,
            tooltip=_below_tip,
            is_figure=True,
            width=64,
        ),
        Column(
            _("Lowest"),
            lambda row: display.amount(row.lowest),
            sort=lambda row: row.lowest,
            tooltip=_lowest_tip,
            is_figure=True,
            width=84,
        ),
    )


def _worker_name(row: StressedWorker) -> str:
    if row.joined is None:
        return row.worker
    return _("like {worker}, from month {month}").format(worker=row.worker, month=row.joined)


def _below_tip(row: StressedWorker) -> str:
    return _("{below} of {months} months at work are below the minimum wage").format(
        below=row.below, months=row.months
    )


def _lowest_tip(row: StressedWorker) -> str:
    return _("{amount} in month {month}").format(
        amount=display.yuan(row.lowest), month=row.lowest_month
    )


def _bad(_row: StressedWorker) -> Tone | None:
    return Tone.BAD


def _month_name(one: StressMonth) -> str:
    return display.NONE if one.repeats is None else f"{one.repeats:%Y-%m}"


def _percent(factor: Decimal) -> str:
    return f"{display.number(factor * 100)} %"
