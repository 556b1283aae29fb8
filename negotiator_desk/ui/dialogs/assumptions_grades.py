"""The part of the assumptions for moves up the skill grades."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from negotiator_desk.i18n import _
from negotiator_desk.pay.assumptions import Assumptions, Promotion
from negotiator_desk.ui.dialogs.assumptions_part import AssumptionsPart
from negotiator_desk.ui.dialogs.terms_fields import GridReader, plain_percent
from negotiator_desk.ui.dialogs.terms_grid import GridBox
from negotiator_desk.ui.itemmodels.grid import GridColumn, GridModel
from negotiator_desk.ui.theme import Tone

_TO, _SHARE = range(2)
_WIDEST = 600
"""Pixels beyond which a share would stand too far from its grade."""


class PromotionsPart(AssumptionsPart):
    """How many of each skill grade are expected to move one grade up a year."""

    takes_room = True

    def __init__(self, grades: Sequence[str], parent: QWidget | None = None) -> None:
        """Make an empty table.

        Args:
            grades: Of the wage grid, in rising order; the highest has nowhere to move.
        """
        super().__init__(parent)
        self._next = dict(pairwise(grades))
        self._names: tuple[str, ...] = ()
        self.grid = GridModel(
            (
                GridColumn(_("Moves up to"), is_figure=False, is_fixed=True, tone=Tone.NEUTRAL),
                GridColumn(
                    _("Share of the grade's workers (%)"),
                    tip=_("Of those in the grade at the start of each contract year."),
                ),
            ),
            parent=self,
        )
        self.box = GridBox(
            self.grid,
            _("&Expected moves up a year"),
            stretch=_TO,
            shows_rows=True,
            hint="",
            parent=self,
        )
        self.box.setMaximumWidth(_WIDEST)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.box, 1)
        layout.addWidget(
            self.note_below(
                self.box.view,
                _(
                    "An empty field: nobody moves. Moves take effect at the start of a year: "
                    "rounded to the nearest head, with the rest carried to the next year."
                ),
            )
        )
        self.grid.edited.connect(self.edited)

    @override
    def show_assumptions(self, assumptions: Assumptions) -> None:
        shares = {item.grade: item.share for item in assumptions.promotions}
        # A grade that left the grid keeps its row, so that its share can be seen and emptied.
        gone = [grade for grade in shares if grade not in self._next]
        self._names = (*self._next, *gone)
        self.grid.set_texts(
            [
                (
                    self._next.get(grade, _("not in the wage grid, or its highest grade")),
                    plain_percent(shares.get(grade)),
                )
                for grade in self._names
            ],
            titles=self._names,
        )

    @override
    def read(self, assumptions: Assumptions) -> Assumptions:
        with self.at_field(self.box.view):
            reader = GridReader(self.grid)
            shares = [
                reader.percent(row, _SHARE, required=False) for row in range(len(self._names))
            ]
            reader.finish()
            expected = tuple(
                Promotion(grade, share)
                for grade, share in zip(self._names, shares, strict=True)
                if share is not None
            )
            return replace(assumptions, promotions=expected)
