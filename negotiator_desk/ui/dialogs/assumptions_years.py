"""The part of the assumptions that goes by contract year."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QVBoxLayout, QWidget
from typing_extensions import override

from negotiator_desk.i18n import _, n_
from negotiator_desk.money import format_amount
from negotiator_desk.pay.assumptions import (
    MONTHS_OF_YEAR,
    MOST_HEADS,
    Assumptions,
    CostOfLiving,
    back_loaded,
    even_steps,
    front_loaded,
)
from negotiator_desk.pay.dataset import DatasetKind
from negotiator_desk.ui import display
from negotiator_desk.ui.dialogs.assumptions_part import AssumptionsPart
from negotiator_desk.ui.dialogs.terms_fields import GridReader, plain_percent
from negotiator_desk.ui.dialogs.terms_grid import BROKEN_HEIGHT, GridBox
from negotiator_desk.ui.itemmodels.grid import GridColumn, GridModel
from negotiator_desk.ui.theme import GRID, TYPE_ROW, Tone
from negotiator_desk.ui.widgets.buttons import QuietButton
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole

_ZERO = Decimal("0.0000")


class YearColumn(StrEnum):
    """What is entered, or follows, for each contract year."""

    PHASE_IN = "phase_in"
    INFLATION = "inflation"
    FOLLOWS = "follows"
    GROWTH = "growth"
    JOINERS = "joiners"
    LEAVERS = "leavers"
    WORKERS = "workers"


class YearsPart(AssumptionsPart):
    """One row for each contract year; what the clause and the heads come to shows beside it."""

    def __init__(self, kind: DatasetKind, workers: int, parent: QWidget | None = None) -> None:
        """Make an empty table.

        Args:
            kind: Of the facts; output or orders can grow, a roster cannot.
            workers: On record in an average month.
        """
        super().__init__(parent)
        self._workers = workers
        self._clause: CostOfLiving | None = None
        self._years = 0
        self._names = [
            name
            for name in YearColumn
            if name is not YearColumn.GROWTH or kind is not DatasetKind.ROSTER
        ]
        columns = _columns()
        self.grid = GridModel([columns[name] for name in self._names], parent=self)
        self.box = _YearsBox(
            self.grid, _("&Each contract year"), shows_rows=True, hint="", parent=self
        )
        self._loads: dict[QuietButton, Callable[[int], tuple[Decimal, ...]]] = {
            QuietButton(_("&Whole increase at once"), parent=self): front_loaded,
            QuietButton(_("Equal &steps"), parent=self): even_steps,
            QuietButton(_("In the &last year"), parent=self): back_loaded,
        }
        self.at_once, self.in_steps, self.at_last = self._loads
        self._loading = TextLabel(_("The increase is paid:"), TextRole.NOTE)
        self._lay_out()
        self.grid.edited.connect(self.edited)
        for button in self._loads:
            button.clicked.connect(self._load)

    def column(self, name: YearColumn) -> int:
        """Return where a column stands."""
        return self._names.index(name)

    @override
    def show_assumptions(self, assumptions: Assumptions) -> None:
        self._years = assumptions.years
        shown = {
            YearColumn.PHASE_IN: [plain_percent(part) for part in assumptions.phase_in],
            YearColumn.INFLATION: [plain_percent(rise) for rise in assumptions.inflation],
            YearColumn.GROWTH: [plain_percent(rise) for rise in assumptions.volume_growth],
            YearColumn.JOINERS: [str(heads) for heads in assumptions.joiners],
            YearColumn.LEAVERS: [str(heads) for heads in assumptions.leavers],
        }
        nothing = [""] * assumptions.years
        texts = [shown.get(name, nothing) for name in self._names]
        self.grid.set_texts(
            list(zip(*texts, strict=True)),
            titles=[_year_title(at, months) for at, months in enumerate(assumptions.year_months)],
        )
        for widget in (self._loading, *self._loads):
            widget.setVisible(self._years > 1)
        self.box.view.setFixedHeight(BROKEN_HEIGHT + self._years * TYPE_ROW + 2)
        self._show_what_follows()

    def show_clause(self, clause: CostOfLiving | None) -> None:
        """Show what a cost-of-living clause makes of the prices; None where there is none."""
        self._clause = clause
        self._show_what_follows()

    @override
    def read(self, assumptions: Assumptions) -> Assumptions:
        with self.at_field(self.box.view):
            reader = GridReader(self.grid)
            years = range(len(reader.texts))
            at = self.column(YearColumn.PHASE_IN)
            phase_in = [reader.percent(row, at) for row in years]
            inflation = self._read_changes(reader, YearColumn.INFLATION)
            growth = assumptions.volume_growth
            if YearColumn.GROWTH in self._names:
                growth = self._read_changes(reader, YearColumn.GROWTH)
            joiners = self._read_heads(reader, YearColumn.JOINERS)
            leavers = self._read_heads(reader, YearColumn.LEAVERS)
            self._refuse_more_than_there_are(reader, joiners, leavers)
            reader.finish()
            return replace(
                assumptions,
                phase_in=tuple(_ZERO if part is None else part for part in phase_in),
                inflation=inflation,
                joiners=joiners,
                leavers=leavers,
                volume_growth=growth,
            )

    def _lay_out(self) -> None:
        loads = QHBoxLayout()
        loads.setSpacing(GRID)
        for widget in (self._loading, *self._loads):
            loads.addWidget(widget)
        loads.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.box)
        layout.addWidget(
            self.note_below(
                self.box.view,
                _("Prices, output and workers: an empty field is 0. Paste with Ctrl+V.")
                if YearColumn.GROWTH in self._names
                else _("Prices and workers: an empty field is 0. Paste with Ctrl+V."),
            )
        )
        layout.addLayout(loads)

    @Slot()
    def _load(self) -> None:
        """Write a phase-in over the one there is; the other columns keep what they hold."""
        button = self.sender()
        assert isinstance(button, QuietButton), "only these buttons lead here"
        at, view = self.column(YearColumn.PHASE_IN), self.box.view
        before = view.currentIndex()
        row, column = (before.row(), before.column()) if before.isValid() else (0, at)
        self.grid.fill(0, at, [(plain_percent(part),) for part in self._loads[button](self._years)])
        view.setCurrentIndex(self.grid.index(row, column))

    def _read_changes(self, reader: GridReader, name: YearColumn) -> tuple[Decimal, ...]:
        at = self.column(name)
        found = [
            reader.percent(row, at, required=False, is_change=True)
            for row in range(len(reader.texts))
        ]
        return tuple(_ZERO if rise is None else rise for rise in found)

    def _read_heads(self, reader: GridReader, name: YearColumn) -> tuple[int, ...]:
        at, found = self.column(name), []
        for row in range(len(reader.texts)):
            heads = reader.whole(row, at) or 0
            if not 0 <= heads <= MOST_HEADS:
                sentence = _("From 0 to {most} workers are possible.")
                reader.refuse(row, at, sentence.format(most=display.count(MOST_HEADS)))
            found.append(heads)
        return tuple(found)

    def _refuse_more_than_there_are(
        self, reader: GridReader, joiners: Sequence[int], leavers: Sequence[int]
    ) -> None:
        heads = self._workers
        for row, (come, go) in enumerate(zip(joiners, leavers, strict=True)):
            heads += come - go
            if heads < 0:
                sentence = _("More workers leave than there are.")
                reader.refuse(row, self.column(YearColumn.LEAVERS), sentence)
                return

    def _show_what_follows(self) -> None:
        """Show what follows from each year's texts; a dash where one cannot be read."""
        at = self.column(YearColumn.FOLLOWS)
        self.box.view.setColumnHidden(at, self._clause is None)
        reader = GridReader(self.grid)
        rows = range(len(reader.texts))
        prices = self.column(YearColumn.INFLATION)
        follows, workers = [], []
        heads: int | None = self._workers
        for row in rows:
            rise = reader.percent(row, prices, required=False, is_change=True)
            if rise is None and not reader.texts[row][prices].strip():
                rise = _ZERO
            follows.append(_following(self._clause, rise))
            come, go = (
                self._heads_so_far(reader, row, name)
                for name in (YearColumn.JOINERS, YearColumn.LEAVERS)
            )
            if heads is None or come is None or go is None:
                heads = None
            else:
                heads += come - go
            workers.append(display.NONE if heads is None or heads < 0 else display.count(heads))
        self.grid.show_fixed(at, follows)
        self.grid.show_fixed(self.column(YearColumn.WORKERS), workers)

    def _heads_so_far(self, reader: GridReader, row: int, name: YearColumn) -> int | None:
        """Return who joins or leaves; nobody where nothing was typed, None if it is a mistake."""
        at = self.column(name)
        heads = reader.whole(row, at) if reader.texts[row][at].strip() else 0
        return heads if heads is not None and 0 <= heads <= MOST_HEADS else None


class _YearsBox(GridBox):
    """Years whose columns share the width."""

    @override
    def fit_columns(self) -> None:
        header = self.view.horizontalHeader()
        header.setFixedHeight(BROKEN_HEIGHT)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)


def _columns() -> dict[YearColumn, GridColumn]:
    return {
        YearColumn.PHASE_IN: GridColumn(
            _("Increase paid (%)"),
            wraps=True,
            tip=_("How much of the difference to present pay the year pays; 100 is all of it."),
        ),
        YearColumn.INFLATION: GridColumn(
            _("Rise of prices (%)"),
            wraps=True,
            tip=_(
                "In the twelve months before the year; 0 for the first year where its pay is "
                "agreed knowing them. A cost-of-living clause follows it."
            ),
        ),
        YearColumn.FOLLOWS: GridColumn(
            _("Pay follows by (%)"),
            wraps=True,
            is_fixed=True,
            tone=Tone.NEUTRAL,
            tip=_("What the cost-of-living clause makes of the rise of prices."),
        ),
        YearColumn.GROWTH: GridColumn(
            _("Growth of output (%)"),
            wraps=True,
            tip=_(
                "Of the output or orders of each worker, on the year before; of the first year, on "
                "the records."
            ),
        ),
        YearColumn.JOINERS: GridColumn(
            _("Workers who join"), wraps=True, tip=_("At the start of the year.")
        ),
        YearColumn.LEAVERS: GridColumn(
            _("Workers who leave"), wraps=True, tip=_("At the start of the year.")
        ),
        YearColumn.WORKERS: GridColumn(
            _("Workers in the year"),
            wraps=True,
            is_fixed=True,
            tone=Tone.NEUTRAL,
            tip=_("Those on record, with who joined and without who left."),
        ),
    }


def _year_title(at: int, months: int) -> str:
    if months == MONTHS_OF_YEAR:
        return _("Year {year}").format(year=at + 1)
    text = n_("Year {year} · {months} month", "Year {year} · {months} months", months)
    return text.format(year=at + 1, months=months)


def _following(clause: CostOfLiving | None, rise: Decimal | None) -> str:
    if clause is None or rise is None:
        return display.NONE
    return format_amount(clause.adjustment(rise) * 100)
