"""A year with a season: twelve months replayed under the terms, and who falls below the minimum."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from negotiator_desk.errors import InputError, UserError
from negotiator_desk.i18n import _, n_
from negotiator_desk.pay.costing import MONTHS_OF_YEAR
from negotiator_desk.pay.stress import (
    Movement,
    Season,
    StressedWorker,
    StressMonth,
    StressReplay,
)
from negotiator_desk.pay.terms import CommissionSchedule, RateTable, Terms
from negotiator_desk.services.costing_moves import Moving
from negotiator_desk.services.costing_pictures import stressed_year
from negotiator_desk.services.costing_sheets import CostingSheet
from negotiator_desk.ui import display
from negotiator_desk.ui.charts.card import ChartCard
from negotiator_desk.ui.charts.chart import Chart
from negotiator_desk.ui.charts.measures import Measure, Quantity
from negotiator_desk.ui.charts.months import MonthBar, MonthLine, MonthsChart
from negotiator_desk.ui.charts.tables import ChartColumn, ChartTable, figures, words
from negotiator_desk.ui.jobs import Job
from negotiator_desk.ui.pages.costing_season import SeasonGrid
from negotiator_desk.ui.pages.costing_tab import CostingTab
from negotiator_desk.ui.pages.costing_tab_spread import TABLE_KEY
from negotiator_desk.ui.theme import CARD_GAP, GRID, TYPE_ROW, Tone
from negotiator_desk.ui.widgets.buttons import SecondaryButton
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole
from negotiator_desk.ui.widgets.rows import Column, RowsModel
from negotiator_desk.ui.widgets.table import DataTable

REPLAY_KEY = "Ctrl+R"
_WORST_WIDTH = 232
"""Of the list of those who fare worst, in pixels."""


_KEPT_TOGETHER = "¥\u00a0"
"""The sign of the currency and a space at which no line is broken."""


class _StoppedError(Exception):
    """Ends a replay that was asked to stop."""


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


@dataclass(frozen=True)
class _Shown:
    """The replay in view and the terms it is of."""

    terms: Terms
    replay: StressReplay


class StressTab(CostingTab):
    """A season is typed, the year replayed on the worker; what was typed stays."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: _Shown | None = None
        self._terms: Terms | None = None
        self._is_running = False
        self.season = SeasonGrid()
        self.chart = YearAndWorst()
        self.card = ChartCard(_("A year with a season"), self.chart, key=TABLE_KEY)
        self.card.set_empty(
            _("No year was replayed yet."),
            _("Type how much work each month has, or take an example, and replay the year."),
        )
        self.replay_button = SecondaryButton(_("Replay the year"), REPLAY_KEY)
        self.note = TextLabel(role=TextRole.NOTE, wrap=True)
        self.card.head.setStretch(1, 0)
        self.card.head.insertWidget(2, self.season.presets, 1)
        self.card.head.insertWidget(3, self.replay_button)
        entry = QVBoxLayout()
        entry.setSpacing(GRID // 2)
        entry.addWidget(self.season)
        entry.addWidget(self.note)
        self.card.body.insertLayout(1, entry)
        self.body.setSpacing(CARD_GAP)
        self.body.addWidget(self.card, 1)
        self.season.edited.connect(self._show_state)
        self.replay_button.clicked.connect(self.replay)
        self._show_state()

    @override
    def set_sheet(self, sheet: CostingSheet) -> None:
        self._shown = None
        self._show_replay()

    @override
    def show_moving(self, moving: Moving) -> None:
        self._terms = moving.picture.terms
        self._show_state()

    @override
    def show_job(self, terms: Terms, answer: Any) -> None:
        self._is_running = False
        if isinstance(answer, StressReplay):
            self._shown = _Shown(terms, answer)
            self._show_replay()
        self._show_state()

    @override
    def end_job(self, error: UserError | None) -> None:
        self._is_running = False
        self._show_state()
        if error is not None:
            self._say(f"{error} {error.hint}".strip(), Tone.BAD)

    @override
    def state(self) -> dict[str, Any]:
        return {"season": self.season.texts()}

    @override
    def restore(self, state: dict[str, Any]) -> None:
        self.season.set_texts(state["season"])

    @Slot()
    def replay(self) -> None:
        """Replay the year with what is typed."""
        try:
            season, movement = self.season.read()
        except InputError:
            self.season.view.setFocus()
            return
        self._is_running = True
        self.job_wanted.emit(partial(_work, season, movement), _("Replaying twelve months …"))
        self._show_state()

    @Slot()
    def _show_state(self) -> None:
        """Say what is typed, and whether the year in view is of what is typed and tried now."""
        self.replay_button.setEnabled(not self._is_running)
        if self._shown is None or self._is_current():
            self._say(
                _(
                    "100 % is the month on record that is repeated. Workers join with a month and "
                    "leave after it."
                )
            )
        else:
            self._say(
                _("The year below is of other terms or of another season: replay it again."),
                Tone.ATTENTION,
            )

    def _is_current(self) -> bool:
        shown = self._shown
        assert shown is not None, "a year is in view"
        if shown.terms != self._terms:
            return False
        try:
            return self.season.read() == (shown.replay.season, shown.replay.movement)
        except InputError:
            return False

    def _say(self, text: str, tone: Tone | None = None) -> None:
        self.note.setText(text)
        self.note.set_tone(tone)

    def _show_replay(self) -> None:
        answer = None if self._shown is None else self._shown.replay
        self.chart.show_replay(answer)
        self.card.set_finding("" if answer is None else replay_finding(answer))


def _work(
    season: Season, movement: Movement, sheet: CostingSheet, terms: Terms, job: Job
) -> StressReplay | None:
    """Replay on the worker; None when it was stopped."""
    assert isinstance(terms, CommissionSchedule | RateTable), "the tab stands with these only"

    def begin(month: int) -> None:
        if job.is_cancelled():
            raise _StoppedError
        job.report((month - 1) / MONTHS_OF_YEAR)

    try:
        return stressed_year(sheet, terms, season, movement, on_month=begin)
    except _StoppedError:
        return None


def replay_finding(answer: StressReplay) -> str:
    """Say in one sentence what a replayed year costs and what it does to the workers."""
    lowest = answer.lowest_month
    difference = answer.yearly_cost - answer.without_season
    text = _(
        "The year costs {cost}, {difference} against {ordinary} without the season; least is paid "
        "in month {month}, {lowest}"
    ).format(
        cost=display.yuan(answer.yearly_cost),
        difference=display.yuan_change(difference),
        ordinary=display.yuan(answer.without_season),
        month=lowest.number,
        lowest=display.yuan(lowest.pay),
    )
    text = text.replace("¥ ", _KEPT_TOGETHER)
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
        words(_("Month"), [str(one.number) for one in months]),
        words(_("Repeats"), [_month_name(one) for one in months]),
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
    return tuple(
        n_(
            "{count} with {months} month below the minimum wage",
            "{count} with {months} months below the minimum wage",
            months,
        ).format(count=display.count(count), months=months)
        for months, count in enumerate(answer.months_below)
        if months and count
    )


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
