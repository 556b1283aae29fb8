"""What can be done with an offer on the table, each with its key."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from negotiator_desk.bargaining.offers import STANDING, OfferState
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import _, n_
from negotiator_desk.ui import display
from negotiator_desk.ui.itemmodels.cells import short_side
from negotiator_desk.ui.itemmodels.offers import OfferRow
from negotiator_desk.ui.theme import GRID
from negotiator_desk.ui.widgets.buttons import QuietButton, SecondaryButton


class OfferActions(QWidget):
    """Buttons for the offer in view; which of them can be pressed follows from its state.

    Signals:
        accept_wanted, hold_wanted, release_wanted, withdraw_wanted, evidence_wanted, copy_wanted,
        compare_wanted: A button was pressed.
    """

    accept_wanted = Signal()
    hold_wanted = Signal()
    release_wanted = Signal()
    withdraw_wanted = Signal()
    evidence_wanted = Signal()
    copy_wanted = Signal()
    compare_wanted = Signal()

    def __init__(self, columns: int, parent: QWidget | None = None) -> None:
        """Lay the buttons out in so many columns; in six they are one row."""
        super().__init__(parent)
        self.accept = SecondaryButton(_("Accept"), "Ctrl+Shift+Return")
        self.hold = QuietButton(_("Hold"), "Ctrl+H")
        self.release = QuietButton(_("Release"), "Ctrl+H")
        self.withdraw = QuietButton(_("Withdraw"), "Ctrl+B")
        self.evidence = QuietButton(_("Evidence"), "Ctrl+E")
        self.copy = QuietButton(_("Copy"), "Ctrl+D")
        self.compare = QuietButton(_("Compare"), "Ctrl+K")
        self.copy.setToolTip(_("Begin a new offer of the same side with these terms"))
        self.compare.setToolTip(
            _("Value by value against the offer before it and the other side's last one")
        )
        self.release.setToolTip(_("It is not held any more; the offer stays on the table"))
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(GRID)
        layout.setVerticalSpacing(2)
        rest = (self.hold, self.withdraw, self.evidence, self.copy, self.compare)
        is_one_row = columns > len(rest)
        layout.addWidget(self.accept, 0, 0, 1, 1 if is_one_row else columns)
        for place, one in enumerate(rest):
            row, column = (0, place + 1) if is_one_row else divmod(place + columns, columns)
            layout.addWidget(one, row, column)
            if one is self.hold:
                layout.addWidget(self.release, row, column)
        self.release.hide()
        layout.setColumnStretch(0, 1)
        for button, wanted in (
            (self.accept, self.accept_wanted),
            (self.hold, self.hold_wanted),
            (self.release, self.release_wanted),
            (self.withdraw, self.withdraw_wanted),
            (self.evidence, self.evidence_wanted),
            (self.copy, self.copy_wanted),
            (self.compare, self.compare_wanted),
        ):
            button.clicked.connect(wanted)

    def show_row(self, row: OfferRow | None) -> str:
        """Offer what can be done with a row; return why it cannot be accepted, "" if it can."""
        reason = "" if row is None else why_not(row)
        stands = row is not None and row.offer.state in STANDING
        is_held = row is not None and row.offer.state is OfferState.TENTATIVE
        self.accept.setEnabled(stands and not reason)
        self.hold.setVisible(not is_held)
        self.release.setVisible(is_held)
        self.hold.setEnabled(stands and not reason)
        held = _("The other side would take it if all the rest is settled")
        self.hold.setToolTip(reason or held)
        self.withdraw.setEnabled(stands and row is not None and not row.is_settled)
        for button in (self.evidence, self.copy, self.compare):
            button.setEnabled(row is not None)
        if row is not None:
            self.copy.setEnabled(not row.is_settled)
            self.accept.set_label(_accept_label(row))
            self.accept.setToolTip(reason or _accepts(row))
            self.accept.setStatusTip(reason)
            self.accept.setAccessibleDescription(reason or _accepts(row))
            count = row.files
            label = n_("{count} file", "{count} files", count).format(count=count)
            self.evidence.set_label(label if count else _("Evidence"))
        return reason


def why_not(row: OfferRow) -> str:
    """Why an offer cannot be accepted; "" if it can."""
    if row.offer.state is OfferState.SETTLED:
        return _("This offer was accepted.")
    if row.is_settled:
        return _("The issue is agreed by another offer.")
    if row.offer.state is OfferState.WITHDRAWN:
        return _("This offer was withdrawn.")
    if row.offer.state is OfferState.SUPERSEDED:
        if row.offer.is_tied:
            return _("A part of its package was replaced or settled, so all of it fell.")
        return _("A later offer of the same side took its place.")
    if not row.offer.is_binding:
        return _("An exploratory offer cannot be accepted: answer it with an offer.")
    return row.closed_because


def _accept_label(row: OfferRow) -> str:
    side: Side = row.offer.side.other
    if len(row.package) > 1:
        return _("{side} accepts all {count}").format(side=short_side(side), count=len(row.package))
    return _("{side} accepts").format(side=short_side(side))


def _accepts(row: OfferRow) -> str:
    side = display.side(row.offer.side.other)
    if len(row.package) > 1:
        return _("{side} accepts all of the package: {issues}").format(
            side=side, issues=_(", ").join(row.titles)
        )
    return _("{side} accepts the offer in view").format(side=side)
