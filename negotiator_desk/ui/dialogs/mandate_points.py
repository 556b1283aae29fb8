"""A hundred points spread over all issues of a case, by keys alone. Private."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QSpinBox, QWidget
from typing_extensions import override

from negotiator_desk.bargaining.mandate import ALL_POINTS
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import _, n_
from negotiator_desk.services.issues import IssueView
from negotiator_desk.services.mandates import MandateDetails
from negotiator_desk.ui import display
from negotiator_desk.ui.dialogs.private import PrivateDialog
from negotiator_desk.ui.theme import CARD_MARGIN, GRID, Tone
from negotiator_desk.ui.widgets.buttons import QuietButton
from negotiator_desk.ui.widgets.labels import LineLabel, TextLabel, TextRole

_KEYED = 9
"""Issues that a digit leads to."""


class PointsDialog(PrivateDialog):
    """One line for each issue: the side's own points, and what the other side is thought to give.

    Attributes:
        own: Field of each issue's own points, by issue id.
        other: Field of the estimate, by issue id.
        rest: Says how many points are left in each column.
    """

    def __init__(
        self,
        issues: Sequence[IssueView],
        mandates: Mapping[str, MandateDetails],
        side: Side,
        parent: QWidget | None = None,
    ) -> None:
        """Show the points as they are.

        Args:
            issues: All of the case, at least one, in the order of the agenda.
            mandates: What the side entered before, by issue id.
            side: Whose points they are.
            parent: The page.
        """
        super().__init__(
            _("Private points · {side}").format(side=display.side(side)),
            _("Save points"),
            parent,
            width=760,
        )
        self.add_widget(
            TextLabel(
                _(
                    "How much does each issue matter? Spread 100 points. What the other side is "
                    "thought to give is an estimate; leave it at 0 if you do not know."
                ),
                TextRole.NOTE,
                wrap=True,
            )
        )
        self.own: dict[str, QSpinBox] = {}
        self.other: dict[str, QSpinBox] = {}
        grid = QWidget(self)
        self._rows = QGridLayout(grid)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(CARD_MARGIN)
        self._rows.setVerticalSpacing(GRID)
        self._rows.setColumnStretch(1, 1)
        for column, head in ((1, _("Issue")), (2, _("Own points")), (3, _("Other side, estimate"))):
            self._rows.addWidget(TextLabel(head, TextRole.LABEL), 0, column)
        for row, issue in enumerate(issues, start=1):
            self._add_issue(row, issue, mandates.get(issue.id, MandateDetails()))
        self.add_widget(grid)
        self.content.addStretch(1)
        self._had_estimate = any(field.value() for field in self.other.values())
        self.rest = TextLabel("", TextRole.SECTION)
        self.even = QuietButton(_("Split evenly"), "Ctrl+E", self)
        self.give_rest = QuietButton(_("Give the rest to this issue"), "Ctrl+R", self)
        self.even.clicked.connect(self.split_evenly)
        self.give_rest.clicked.connect(self.give_the_rest)
        for button in (self.even, self.give_rest):
            # A press leaves the cursor in the column and line it is about.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self.rest, 1)
        line.addWidget(self.even)
        line.addWidget(self.give_rest)
        self.foot.addLayout(line)
        fields = [*self.own.values(), *self.other.values()]
        for field in fields:
            field.valueChanged.connect(self._tell_rest)
        self._tell_rest()

    def points(self) -> dict[str, int]:
        """Return the side's own points by issue id."""
        return _values(self.own)

    def other_points(self) -> dict[str, int] | None:
        """Return the estimate by issue id; None where there is none and was none before."""
        points = _values(self.other)
        return points if self._had_estimate or any(points.values()) else None

    @Slot()
    def split_evenly(self) -> None:
        """Give every issue of the column with the cursor the same, the first ones one more."""
        fields = list(self._column().values())
        each, over = divmod(ALL_POINTS, len(fields))
        for place, field in enumerate(fields):
            field.setValue(each + (place < over))

    @Slot()
    def give_the_rest(self) -> None:
        """Give what is left of the hundred to the issue with the cursor, or take what is over."""
        column = self._column()
        field = next((one for one in column.values() if one is QApplication.focusWidget()), None)
        if field is not None:
            field.interpretText()
            left = ALL_POINTS - sum(_values(column).values())
            field.setValue(field.value() + left)
            field.selectAll()

    def _add_issue(self, row: int, issue: IssueView, mandate: MandateDetails) -> None:
        number = TextLabel(f"&{row}" if row <= _KEYED else str(row))
        title = LineLabel()
        title.setText(issue.title)
        title.setToolTip(issue.title)
        self._rows.addWidget(number, row, 0)
        self._rows.addWidget(title, row, 1)
        for column, fields, points, name in (
            (2, self.own, mandate.weight, _("Own points: {issue}")),
            (3, self.other, mandate.other_weight, _("Estimate for the other side: {issue}")),
        ):
            field = QSpinBox(self)
            field.setRange(0, ALL_POINTS)
            field.setValue(points)
            field.setAccessibleName(name.format(issue=issue.title))
            field.setFixedWidth(96)
            fields[issue.id] = field
            self._rows.addWidget(field, row, column)
        number.setBuddy(self.own[issue.id])

    def _column(self) -> dict[str, QSpinBox]:
        focus = QApplication.focusWidget()
        return self.other if any(one is focus for one in self.other.values()) else self.own

    @Slot()
    def _tell_rest(self) -> None:
        own, other = sum(self.points().values()), sum(_values(self.other).values())
        text = _rest(own)
        if other:
            text = _("{own} · estimate: {other}").format(own=text, other=_rest(other))
        self.rest.setText(text)
        is_whole = own == ALL_POINTS and other in (0, ALL_POINTS)
        self.rest.set_tone(Tone.GOOD if is_whole else Tone.ATTENTION)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Walk down one column, then down the other."""
        fields = [*self.own.values(), *self.other.values()]
        if not event.spontaneous():
            for one, two in pairwise(fields):
                self.setTabOrder(one, two)
        super().showEvent(event)
        if not event.spontaneous():
            fields[0].setFocus(Qt.FocusReason.OtherFocusReason)
            fields[0].selectAll()


def _values(fields: Mapping[str, QSpinBox]) -> dict[str, int]:
    return {issue_id: field.value() for issue_id, field in fields.items()}


def _rest(given: int) -> str:
    left = ALL_POINTS - given
    if left < 0:
        return n_("{count} point too many", "{count} points too many", -left).format(count=-left)
    if left:
        return n_("{count} point left", "{count} points left", left).format(count=left)
    return _("all 100 points given")
