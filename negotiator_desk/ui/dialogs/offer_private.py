"""What one side alone sees in the form of an offer: its value, its mandate, its drafts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import _, n_
from negotiator_desk.money import format_amount
from negotiator_desk.services.offer_sketches import SketchView
from negotiator_desk.ui import display
from negotiator_desk.ui.itemmodels.cells import short_side
from negotiator_desk.ui.theme import GRID, Tone
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole


@dataclass(frozen=True)
class PrivateView:
    """What an offer means to one's own side.

    Attributes:
        own_side: The side this computer works for.
        worth: Hundredths of a point, over all issues of the offer; None where one is not weighed.
        last_worth: The same of the own side's last word on these issues; None where unknown.
        warnings: Sentences about what is outside the mandate.
    """

    own_side: Side
    worth: int | None
    last_worth: int | None = None
    warnings: tuple[str, ...] = ()


class OfferPrivate(QFrame):
    """The private part of the form; it belongs into a `PrivateBox`.

    Signals:
        sketch_wanted: The `SketchView` to go on with.
    """

    sketch_wanted = Signal(object)

    def __init__(self, sketches: Sequence[SketchView], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sketches = tuple(sketches)
        self.setProperty("frame", "card")
        self.worth = TextLabel(_("Value is being worked out …"))
        self.worth.setAccessibleName(_("Private: value of this offer"))
        self.warnings = TextLabel(role=TextRole.NOTE, wrap=True)
        self.warnings.setAccessibleName(_("Private: mandate"))
        self.sketch_box = QComboBox(self)
        self.sketch_box.setAccessibleName(_("Go on with a draft"))
        self.sketch_box.addItem(_("Go on with a draft …"), None)
        for one in self._sketches:
            self.sketch_box.addItem(sketch_name(one), one.id)
        self.sketch_box.setVisible(bool(self._sketches))
        self.sketch_box.setFixedWidth(190)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 6)
        column.setSpacing(2)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(TextLabel(_("Private"), TextRole.LABEL))
        line.addWidget(self.worth, 1)
        line.addWidget(self.sketch_box)
        column.addLayout(line)
        column.addWidget(self.warnings)
        self.sketch_box.activated.connect(self._tell_sketch)

    def show_view(self, view: PrivateView | None) -> None:
        """Show what the offer means; None while it cannot be worked out."""
        if view is None:
            self.worth.setText(_("No value yet: the terms cannot be used."))
            self._show_warnings(())
            return
        self.worth.setText(_worth_words(view))
        self._show_warnings(view.warnings)

    def ask(self, warnings: Sequence[str], key: str) -> None:
        """Say what is outside the mandate, and how the offer is tabled all the same."""
        self._show_warnings((*warnings, _("Table it anyway: press {key} again.").format(key=key)))

    def show_sketch(self, sketch_id: str | None) -> None:
        """Mark the draft that is gone on with."""
        with QSignalBlocker(self.sketch_box):
            self.sketch_box.setCurrentIndex(max(0, self.sketch_box.findData(sketch_id)))

    def _show_warnings(self, warnings: Sequence[str]) -> None:
        self.warnings.setText("\n".join(warnings))
        self.warnings.set_tone(Tone.BAD if warnings else None)
        self.warnings.setVisible(bool(warnings))

    @Slot(int)
    def _tell_sketch(self, _place: int) -> None:
        wanted = self.sketch_box.currentData()
        for one in self._sketches:
            if one.id == wanted:
                self.sketch_wanted.emit(one)


def points(worth: int | None) -> str:
    """Show a value in points; a dash where it is not known."""
    return display.NONE if worth is None else format_amount(Decimal(worth).scaleb(-2), places=2)


def sketch_name(sketch: SketchView) -> str:
    """Name a draft by whose it is, how much is in it and when it was kept."""
    count = len(sketch.details.terms)
    return n_("{side} {clock}: {count} issue", "{side} {clock}: {count} issues", count).format(
        side=short_side(sketch.details.side),
        count=count,
        clock=display.clock(sketch.saved_at),
    )


def _worth_words(view: PrivateView) -> str:
    if view.worth is None:
        return _("Not weighed yet: see Issues.")
    words = _("{side}: {points} points").format(
        points=points(view.worth), side=short_side(view.own_side)
    )
    if view.last_worth is None:
        return words
    change = Decimal(view.worth - view.last_worth).scaleb(-2)
    sign = "+" if change > 0 else "−" if change < 0 else "±"
    return _("{words} ({change} on its last)").format(
        words=words, change=f"{sign}{format_amount(abs(change), places=2)}"
    )
