"""The parts of the assumptions for the employer's on-costs and for hours paid and not worked."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.pay.assumptions import WORKING_HOURS, Assumptions, OnCost
from negotiator_desk.pay.checks import plain_text
from negotiator_desk.ui import display
from negotiator_desk.ui.dialogs.assumptions_part import AssumptionsPart
from negotiator_desk.ui.dialogs.terms_fields import (
    GridReader,
    NumberLine,
    plain_number,
    plain_percent,
)
from negotiator_desk.ui.dialogs.terms_grid import GridBox
from negotiator_desk.ui.itemmodels.grid import GridColumn, GridModel
from negotiator_desk.ui.theme import GRID
from negotiator_desk.ui.widgets.buttons import QuietButton
from negotiator_desk.ui.widgets.labels import TextLabel

USUAL_NAMES = ("社会保险（单位部分）", "住房公积金", "工会经费")
"""What employers usually pay on top of pay; names only, rates differ by place and year."""

_NAME, _RATE, _LEAST, _MOST = range(4)


class OnCostsPart(AssumptionsPart):
    """What the employer pays on top of pay; empty until somebody enters it."""

    takes_room = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = GridModel(
            (
                GridColumn(_("On-cost"), is_figure=False),
                GridColumn(_("Rate (%)"), tip=_("Part of the base that the employer pays.")),
                GridColumn(
                    _("Least base (yuan a month)"),
                    tip=_("The base of a worker is at least this; empty: no limit."),
                ),
                GridColumn(
                    _("Largest base (yuan a month)"),
                    tip=_("The base of a worker is at most this; empty: no limit."),
                ),
            ),
            can_grow=True,
            parent=self,
        )
        self.box = GridBox(
            self.grid, _("&Employer's on-costs"), stretch=_NAME, hint="", parent=self
        )
        self.usual = QuietButton(_("Add the &usual names"), parent=self)
        self._lay_out()
        self.grid.edited.connect(self.edited)
        self.usual.clicked.connect(self.add_usual)

    @override
    def show_assumptions(self, assumptions: Assumptions) -> None:
        self.grid.set_texts(
            [
                (
                    item.name,
                    plain_percent(item.rate),
                    plain_number(item.base_least),
                    plain_number(item.base_most),
                )
                for item in assumptions.on_costs
            ]
        )

    @override
    def read(self, assumptions: Assumptions) -> Assumptions:
        with self.at_field(self.box.view):
            reader = GridReader(self.grid)
            found: dict[str, OnCost] = {}
            for row in range(len(reader.texts)):
                item = self._read_row(reader, row)
                if item is not None and item.name in found:
                    sentence = _("“{name}” comes twice.").format(name=item.name)
                    reader.refuse(row, _NAME, sentence)
                elif item is not None:
                    found[item.name] = item
            reader.finish()
            return replace(assumptions, on_costs=tuple(found.values()))

    @Slot()
    def add_usual(self) -> None:
        """Add the usual names that are not there yet, and go to the first rate that is missing."""
        rows = self.grid.texts()
        known = {row[_NAME].strip() for row in rows}
        new = [name for name in USUAL_NAMES if name not in known]
        if new:
            self.grid.fill(len(rows), _NAME, [(name,) for name in new])
        missing = [at for at, row in enumerate(self.grid.texts()) if not row[_RATE].strip()]
        self.box.view.setCurrentIndex(self.grid.index(missing[0] if missing else 0, _RATE))
        self.box.view.setFocus()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        note = self.note_below(
            self.box.view,
            _(
                "The program knows no rates: they differ by place and year. Without on-costs the "
                "figures are pay only. Ctrl+Delete removes a row."
            ),
        )
        foot.addWidget(note, 1)
        foot.addWidget(self.usual)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.box, 1)
        layout.addLayout(foot)

    def _read_row(self, reader: GridReader, row: int) -> OnCost | None:
        """Read one on-cost, noting at its cell what is wrong."""
        name = plain_text(reader.text(row, _NAME)).strip()
        rate = reader.percent(row, _RATE)
        least = reader.number(row, _LEAST, required=False)
        most = reader.number(row, _MOST, required=False)
        if not name or rate is None:
            return None
        limits: tuple[Decimal | None, Decimal | None] = (None, None)
        for column, wider in ((_NAME, limits), (_LEAST, (least, None)), (_MOST, (least, most))):
            try:
                item = OnCost(name, rate, *wider)
            except InputError as error:
                reader.refuse(row, column, str(error))
                return None
        return item


class HoursPart(AssumptionsPart):
    """Hours that the terms let be paid and not worked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hours = NumberLine(_("Hours paid and not worked"), parent=self)
        self.hours.setFixedWidth(120)
        caption = TextLabel(
            _("&Hours paid and not worked that the terms add, of each worker in a year")
        )
        caption.setBuddy(self.hours)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(caption)
        row.addWidget(self.hours)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(
            self.note_below(
                self.hours,
                _(
                    "Such as leave or breaks beyond the law's; of {hours} working hours a year. "
                    "Empty: none."
                ).format(hours=display.count(WORKING_HOURS)),
            )
        )
        self.hours.textEdited.connect(self.report_text)

    @override
    def show_assumptions(self, assumptions: Assumptions) -> None:
        self.hours.set_number(assumptions.hours_lost or None)

    @override
    def read(self, assumptions: Assumptions) -> Assumptions:
        with self.at_field(self.hours):
            return replace(assumptions, hours_lost=self.hours.or_zero())
