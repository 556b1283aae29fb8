"""Whether the quotas can be met in statutory hours, and which quota and rate would do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _, n_, p_
from negotiator_desk.pay.quota import Attainment, QuotaVerdict
from negotiator_desk.pay.terms import RateTable, Terms
from negotiator_desk.services.costing_pictures import QuotaPicture, quota_picture
from negotiator_desk.services.costing_sheets import CostingSheet
from negotiator_desk.ui import display
from negotiator_desk.ui.charts.card import ChartCard
from negotiator_desk.ui.charts.intervals import IntervalBars, IntervalRow
from negotiator_desk.ui.charts.measures import Measure, Quantity
from negotiator_desk.ui.charts.tables import ChartColumn, ChartTable, words
from negotiator_desk.ui.pages.costing_side import ChartBeside
from negotiator_desk.ui.pages.costing_tab import CostingTab
from negotiator_desk.ui.pages.costing_tab_spread import TABLE_KEY
from negotiator_desk.ui.pages.costing_work import Part
from negotiator_desk.ui.theme import TYPE_ROW, Tone
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole
from negotiator_desk.ui.widgets.rows import Column, RowsModel
from negotiator_desk.ui.widgets.table import DataTable

_NAME_WIDTHS = (60, 180)
"""Of the operations in the table of what would do, least and largest, in pixels."""
_PADDING = 26
"""Of a cell, on both sides together, in pixels."""
_LEAST_BARS = 240
"""Width of the bars beside it, in pixels."""


class QuotaBars(IntervalBars):
    """The attainment, whose table also says which quota and rate the law's share would need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            Quantity(_("Workers able to finish the quota"), Measure.RATIO), _("Operation"), parent
        )
        self._picture: QuotaPicture | None = None

    def set_picture(self, picture: QuotaPicture | None) -> None:
        """Show what the records say."""
        self._picture = picture
        if picture is None:
            self.set_rows(())
            return
        found = picture.attainment
        rows = [_row(one, one.operation) for one in found.operations]
        if len(rows) > 1:
            rows.append(_row(found.overall, _("All operations")))
        line = None if found.least_share is None else (found.least_share, _("The law's share"))
        self.set_rows(rows, line)

    @override
    def table(self) -> ChartTable:
        table = super().table()
        if self._picture is None:
            return table
        found = self._picture.attainment
        lines = [*found.operations, *([found.overall] if len(found.operations) > 1 else [])]
        columns = (
            *table.columns,
            _whole(_("Workers"), [one.samples for one in lines]),
            _whole(_("Finish it"), [one.attained for one in lines]),
            words(_("Verdict"), [verdict_text(one.verdict) for one in lines]),
        )
        return ChartTable(columns, table.count, table.notes)


@dataclass(frozen=True)
class NeededRow:
    """What one operation has, and what the law's share of workers would need.

    Attributes:
        has_enough: Whether enough workers are on record to say what would do.
        quota: Units a shift; None without one.
        highest: Highest quota that the share finishes; None where there is none, or too few workers
            are on record to say.
        rate: Yuan a unit.
        needed: Lowest rate at which the share earns more than the amount; None likewise.
    """

    operation: str
    has_enough: bool
    quota: int | None
    highest: int | None
    rate: Decimal | None
    needed: Decimal | None


class QuotaTab(CostingTab):
    """Quota attainment with its margin, and the quota and rate needed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart = QuotaBars()
        self.needed = DataTable(
            _("Quota and rate needed"), RowsModel(_columns()), search=False, row_height=TYPE_ROW
        )
        self.needed.empty.set_words(_("No hours are on record."))
        # In the order of the bars beside it; sorted, the rows would no longer face them.
        self.needed.view.setSortingEnabled(False)
        self.needed.view.horizontalHeader().setSortIndicatorShown(False)
        self.chart.setMinimumWidth(_LEAST_BARS)
        both = ChartBeside(self.chart, self.needed, shares=(5, 4))
        self.card = ChartCard(_("Quotas"), both, key=TABLE_KEY)
        self.card.set_empty(
            _("No quota can be judged."),
            _("Give operations a quota in the rate table, and import records with hours."),
        )
        self.note = TextLabel(role=TextRole.NOTE, wrap=True)
        self.card.body.addWidget(self.note)
        self.body.addWidget(self.card, 1)

    @override
    def set_sheet(self, sheet: CostingSheet) -> None:
        self.chart.set_picture(None)
        self.needed.set_rows(())
        self.card.set_finding("")
        self.note.setText("")

    @override
    def part(self) -> Part | None:
        return _work

    @override
    def show_part(self, terms: Terms, answer: Any) -> None:
        assert isinstance(answer, QuotaPicture), "what was asked for"
        has_quota = bool(answer.attainment.operations)
        self.chart.set_picture(answer if has_quota else None)
        rows = _needed_rows(answer)
        self.needed.set_rows(rows, key=lambda row: row.operation)
        self._make_room([row.operation for row in rows])
        self.card.set_finding(_finding(answer) if has_quota else "")
        self.note.setText(_note(answer))

    @override
    def refuse_part(self, error: UserError) -> None:
        self.chart.set_picture(None)
        self.card.set_empty(str(error), error.hint)

    def _make_room(self, names: Sequence[str]) -> None:
        """Keep the names of the operations whole, whatever the headers take."""
        header = self.needed.view.horizontalHeader()
        figures = range(1, len(self.needed.model.columns))
        taken = sum(header.sectionSize(column) for column in figures)
        metrics = self.needed.view.fontMetrics()
        widest = max((metrics.horizontalAdvance(name) for name in names), default=0) + _PADDING
        least, most = _NAME_WIDTHS
        self.needed.setMinimumWidth(taken + min(max(widest, least), most))


def _work(sheet: CostingSheet, terms: Terms) -> QuotaPicture:
    assert isinstance(terms, RateTable), "the tab stands with rate tables only"
    return quota_picture(sheet, terms)


def verdict_text(verdict: QuotaVerdict) -> str:
    """What the samples say to the law's share, in a word."""
    match verdict:
        case QuotaVerdict.KEPT:
            return p_("quota", "met")
        case QuotaVerdict.BROKEN:
            return p_("quota", "too high")
        case QuotaVerdict.NO_VERDICT:
            return p_("quota", "too few")
        case QuotaVerdict.NO_RULE:
            return p_("quota", "no rule")
        case QuotaVerdict.NO_DATA:
            return p_("quota", "no hours")


def _tone(verdict: QuotaVerdict) -> Tone:
    tones = {QuotaVerdict.KEPT: Tone.GOOD, QuotaVerdict.BROKEN: Tone.BAD}
    return tones.get(verdict, Tone.ATTENTION)


def _row(one: Attainment, name: str) -> IntervalRow:
    low, high = (None, None) if one.interval is None else one.interval
    counts = _("{attained} of {samples} workers").format(
        attained=display.count(one.attained), samples=display.count(one.samples)
    )
    text = verdict_text(one.verdict)
    return IntervalRow(name, one.share, low, high, text, _tone(one.verdict), counts)


def _finding(picture: QuotaPicture) -> str:
    found = picture.attainment
    broken = [one for one in found.operations if one.verdict is QuotaVerdict.BROKEN]
    if found.least_share is None:
        return _("The rules here name no share of workers that must be able to finish a quota.")
    share = display.percent(found.least_share, places=0)
    if broken:
        text = n_(
            "{count} quota cannot be finished by {share} of the workers in statutory hours.",
            "{count} quotas cannot be finished by {share} of the workers in statutory hours.",
            len(broken),
        )
        return text.format(count=len(broken), share=share)
    if any(one.verdict is not QuotaVerdict.KEPT for one in found.operations):
        return _("No quota is known to be too high, but not all of them can be judged.")
    return _(
        "Every quota can be finished by at least {share} of the workers in statutory hours."
    ).format(share=share)


def _note(picture: QuotaPicture) -> str:
    found = picture.attainment
    parts = [found.source] if found.source else []
    parts.append(
        _("A shift has {hours} hours; intervals are Wilson's at 95 %.").format(
            hours=display.number(found.shift_hours)
        )
    )
    if picture.rates.monthly is not None:
        parts.append(
            _("The rate needed pays more than {amount} in a month of statutory hours.").format(
                amount=display.yuan(picture.rates.monthly)
            )
        )
    return " ".join(parts)


def _needed_rows(picture: QuotaPicture) -> tuple[NeededRow, ...]:
    rates = {one.operation: one for one in picture.rates.operations}
    order = {one.operation: place for place, one in enumerate(picture.attainment.operations)}
    rows = sorted(picture.quotas.operations, key=lambda one: order.get(one.operation, len(order)))
    return tuple(
        NeededRow(
            one.operation,
            one.has_enough_samples,
            one.present,
            picture.quota_of[one.operation],
            rates[one.operation].present if one.operation in rates else None,
            picture.rate_of.get(one.operation),
        )
        for one in rows
    )


def _columns() -> tuple[Column[NeededRow], ...]:
    return (
        Column(_("Operation"), lambda row: row.operation, stretches=True),
        Column(
            _("Quota now"),
            lambda row: display.count(row.quota),
            sort=lambda row: row.quota,
            is_figure=True,
        ),
        Column(
            _("Highest quota"),
            lambda row: display.count(row.highest),
            sort=lambda row: row.highest,
            tone=_quota_tone,
            tooltip=_quota_tip,
            is_figure=True,
        ),
        Column(
            _("Lowest rate"),
            lambda row: display.rate(row.needed),
            sort=lambda row: row.needed,
            tone=_rate_tone,
            tooltip=_rate_tip,
            is_figure=True,
        ),
    )


def _quota_tone(row: NeededRow) -> Tone | None:
    if row.quota is None or row.highest is None:
        return None
    return Tone.BAD if row.quota > row.highest else Tone.GOOD


def _quota_tip(row: NeededRow) -> str:
    if not row.has_enough:
        return _("Too few workers on record.")
    return _(
        "Highest quota that the law's share of workers finishes: {highest}; now {quota}."
    ).format(highest=display.count(row.highest), quota=display.count(row.quota))


def _rate_tip(row: NeededRow) -> str:
    if not row.has_enough:
        return _("Too few workers on record.")
    return _(
        "Lowest rate that pays the law's share of workers enough: {needed}; now {rate}."
    ).format(needed=display.rate(row.needed), rate=display.rate(row.rate))


def _rate_tone(row: NeededRow) -> Tone | None:
    if row.rate is None or row.needed is None:
        return None
    return Tone.BAD if row.rate < row.needed else Tone.GOOD


def _whole(title: str, values: Sequence[int]) -> ChartColumn:
    return ChartColumn(title, lambda row: display.count(values[row]), lambda row: values[row])
