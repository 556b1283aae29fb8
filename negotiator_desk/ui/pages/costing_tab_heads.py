"""The scattergram: how many workers are in each cell of the terms, and what it pays."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _, n_
from negotiator_desk.pay.distribution import Heads
from negotiator_desk.pay.ladder_fault import LadderFault
from negotiator_desk.pay.terms import CommissionSchedule, TakeMethod, Terms, WageGrid
from negotiator_desk.services.costing_pictures import ladder_picture, scattergram
from negotiator_desk.services.costing_sheets import CostingSheet
from negotiator_desk.ui import display
from negotiator_desk.ui.charts.card import ChartCard
from negotiator_desk.ui.charts.heat_grid import HeatGrid
from negotiator_desk.ui.charts.heat_model import Place
from negotiator_desk.ui.charts.measures import Measure, Quantity
from negotiator_desk.ui.pages.costing_faults import gravest_first
from negotiator_desk.ui.pages.costing_tab import CostingTab
from negotiator_desk.ui.pages.costing_tab_spread import TABLE_KEY
from negotiator_desk.ui.pages.costing_work import Part
from negotiator_desk.ui.theme import Tone
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole


@dataclass(frozen=True)
class CellHeads:
    """What the worker gives: heads, and what breaks a rule of a wage grid."""

    heads: Heads
    faults: tuple[LadderFault, ...]


class HeadsTab(CostingTab):
    """Heads by cell; the amounts of a wage grid can be typed over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._terms: Terms | None = None
        self.grid = HeatGrid(Quantity(_("Pay a month"), Measure.YUAN))
        self.card = ChartCard(_("Workers by cell"), self.grid, key=TABLE_KEY)
        self.note = TextLabel(role=TextRole.NOTE, wrap=True)
        self.card.body.addWidget(self.note)
        self.body.addWidget(self.card, 1)
        self.grid.amount_edited.connect(self._take_amount)
        self.grid.refused.connect(self._refuse)
        self.grid.cell_chosen.connect(self._tell_cell)

    @override
    def set_sheet(self, sheet: CostingSheet) -> None:
        self._terms = None
        self.grid.set_grid((), (), ())

    @override
    def part(self) -> Part | None:
        return _count

    @override
    def show_part(self, terms: Terms, answer: Any) -> None:
        assert isinstance(answer, CellHeads), "what was asked for"
        self._terms = terms
        rows, columns = _row_names(answer.heads, terms), _column_names(answer.heads)
        amounts = terms.cells if isinstance(terms, WageGrid) else None
        self.grid.set_grid(
            rows,
            columns,
            answer.heads.counts,
            amounts=amounts,
            faults=_faults(answer.faults, terms),
            can_edit=amounts is not None,
            once=answer.heads.workers,
            titles=_titles(terms, answer.heads),
        )
        self.card.set_finding(_finding(answer, terms, rows, columns))
        self._show_note(_note(terms, answer.heads))

    @override
    def refuse_part(self, error: UserError) -> None:
        self.grid.set_grid((), (), ())
        self.card.set_empty(str(error), error.hint)

    def _show_note(self, text: str, tone: Tone | None = None) -> None:
        self.note.setText(text)
        self.note.set_tone(tone)
        self.note.setVisible(bool(text))

    @Slot(object, object)
    def _take_amount(self, place: Place, amount: Decimal) -> None:
        key = self._key(place)
        if key:
            self.moved.emit(key, amount)
            self.rested.emit()

    @Slot(object)
    def _refuse(self, sentence: str) -> None:
        self._show_note(sentence, Tone.BAD)

    @Slot(object)
    def _tell_cell(self, place: Place) -> None:
        key = self._key(place)
        if key:
            self.cell_chosen.emit(key)

    def _key(self, place: Place) -> str:
        """Key of the cell of a wage grid; other terms have no value for a cell alone."""
        if not isinstance(self._terms, WageGrid):
            return ""
        return f"cell:{self._terms.bands[place[0]]}:{self._terms.grades[place[1]]}"


def _count(sheet: CostingSheet, terms: Terms) -> CellHeads:
    faults = ladder_picture(sheet, terms).faults if isinstance(terms, WageGrid) else ()
    return CellHeads(scattergram(sheet, terms), faults)


def _row_names(heads: Heads, terms: Terms) -> tuple[str, ...]:
    if not isinstance(terms, CommissionSchedule):
        return heads.rows
    if len(heads.rows) == 1:
        return (_("All orders"),)
    return tuple(
        _("up to {amount}").format(amount=display.amount(Decimal(end), places=0))
        if end
        else _("above")
        for end in heads.rows
    )


def _column_names(heads: Heads) -> tuple[str, ...]:
    if heads.columns == ("",):
        return (_("Workers"),)
    return tuple(name or _("not stated") for name in heads.columns)


def _titles(terms: Terms, heads: Heads) -> tuple[str, str] | None:
    """What rows and columns are; None for bands and skill grades."""
    if isinstance(terms, WageGrid):
        return None
    row = _("Operation")
    if isinstance(terms, CommissionSchedule):
        is_month = terms.method is TakeMethod.TURNOVER_TIERS
        row = _("Monthly turnover (yuan)") if is_month else _("Amount of an order (yuan)")
    return row, "" if heads.columns == ("",) else _("Station or team")


def _faults(faults: tuple[LadderFault, ...], terms: Terms) -> dict[Place, str]:
    if not isinstance(terms, WageGrid):
        return {}
    band = {name: place for place, name in enumerate(terms.bands)}
    grade = {name: place for place, name in enumerate(terms.grades)}
    found: dict[Place, str] = {}
    for fault in gravest_first(faults):
        if not fault.is_hint:
            found.setdefault((band[fault.band], grade[fault.grade]), fault.sentence)
    return found


def _finding(
    answer: CellHeads, terms: Terms, rows: tuple[str, ...], columns: tuple[str, ...]
) -> str:
    counts = answer.heads.counts
    if answer.heads.workers is not None and any(answer.heads.workers):
        return _row_finding(answer.heads, terms, rows)
    places = [(row, column) for row in range(len(rows)) for column in range(len(columns))]
    filled = [place for place in places if counts[place[0]][place[1]]]
    if not filled:
        return _("No worker is in any of these cells.")
    row, column = max(filled, key=partial(_heads_at, counts))
    text = n_(
        "{filled} of {cells} cell has workers; the fullest is {cell} with {count}.",
        "{filled} of {cells} cells have workers; the fullest is {cell} with {count}.",
        len(places),
    ).format(
        filled=display.count(len(filled)),
        cells=display.count(len(places)),
        cell=f"{rows[row]} · {columns[column]}",
        count=display.count(counts[row][column]),
    )
    broken = len({(one.band, one.grade) for one in answer.faults if not one.is_hint})
    if not broken:
        return text
    more = n_("{count} cell breaks a rule", "{count} cells break a rule", broken)
    return _("{finding} {more}.").format(finding=text, more=more.format(count=broken))


def _row_finding(heads: Heads, terms: Terms, rows: tuple[str, ...]) -> str:
    """Say which row has most workers and which fewest, where a worker may be in several."""
    workers = sum(heads.workers or ())
    totals = [sum(row) for row in heads.counts]
    most, fewest = max(totals), min(totals)
    if fewest == workers and len(rows) > 1:
        if isinstance(terms, CommissionSchedule):
            text = n_(
                "The one worker on record is in all {rows} tiers.",
                "Each of the {count} workers is in all {rows} tiers.",
                workers,
            )
        else:
            text = n_(
                "The one worker on record does all {rows} operations.",
                "Each of the {count} workers does all {rows} operations.",
                workers,
            )
        return text.format(count=display.count(workers), rows=display.count(len(rows)))
    if most == fewest:
        text = n_("{count} worker is on record.", "{count} workers are on record.", workers)
        return text.format(count=display.count(workers))
    return n_(
        "Of {count} worker, most are in “{row}”: {most}; fewest in “{other}”: {fewest}.",
        "Of {count} workers, most are in “{row}”: {most}; fewest in “{other}”: {fewest}.",
        workers,
    ).format(
        count=display.count(workers),
        row=rows[totals.index(most)],
        most=display.count(most),
        other=rows[totals.index(fewest)],
        fewest=display.count(fewest),
    )


def _heads_at(counts: tuple[tuple[int, ...], ...], place: Place) -> int:
    return counts[place[0]][place[1]]


def _note(terms: Terms, heads: Heads) -> str:
    parts = []
    match terms:
        case WageGrid():
            parts.append(_("Type over an amount to try another one."))
        case CommissionSchedule() if terms.method is TakeMethod.TURNOVER_TIERS:
            parts.append(_("A worker is in the tier of each month's turnover."))
        case CommissionSchedule():
            parts.append(_("A worker is in the tier of each order."))
        case _:
            parts.append(_("A worker counts once for each operation on record."))
    if heads.workers is not None and len(heads.rows) > 1:
        parts.append(_("The last row counts every worker once."))
    if heads.elsewhere:
        text = n_(
            "{count} worker has a post or a skill grade that the grid does not have.",
            "{count} workers have a post or a skill grade that the grid does not have.",
            heads.elsewhere,
        )
        parts.append(text.format(count=display.count(heads.elsewhere)))
    return " ".join(parts)
