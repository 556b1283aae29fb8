"""The private line below the log: what the offer in view is worth to one's own side."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import _
from negotiator_desk.ui import display
from negotiator_desk.ui.dialogs.offer_private import points
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole


class ValueLine(QWidget):
    """Says the value of an offer; it belongs into a `PrivateBox`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = TextLabel(role=TextRole.NOTE)
        self.points = TextLabel(role=TextRole.SECTION)
        self.points.setAccessibleName(_("Private: value of the offer in view"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._side)
        row.addStretch(1)
        row.addWidget(self.points)
        self.show_worth(Side.EMPLOYEE, None, 1)

    def show_worth(self, side: Side, worth: int | None, issues: int) -> None:
        """Show a value in points; None where the issue was not weighed.

        Args:
            issues: How many issues the offer is on.
        """
        name = display.side(side)
        whole = _("Private: {side}, whole package") if issues > 1 else ""
        self._side.setText((whole or _("Private: {side}")).format(side=name))
        text = _("{points} points").format(points=points(worth))
        self.points.setText(display.NONE if worth is None else text)
