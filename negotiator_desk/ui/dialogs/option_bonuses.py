"""What options of several issues are worth together beyond their sum. Private."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QWidget

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _
from negotiator_desk.services.issue_options import (
    list_bonuses,
    list_options,
    remove_bonus,
    save_bonus,
)
from negotiator_desk.services.issues import list_issues
from negotiator_desk.services.option_views import BonusDetails, BonusView, OptionView
from negotiator_desk.ui import display
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.private import (
    HundredthsEdit,
    PrivateDialog,
    PrivateList,
    hundredths,
)
from negotiator_desk.ui.theme import Tone
from negotiator_desk.ui.widgets.buttons import QuietButton
from negotiator_desk.ui.widgets.rows import Column

_KEYED = 9
"""Issues that a digit leads to."""


class BonusesDialog(PrivateList[BonusView]):
    """Lists which options help or hinder each other."""

    def __init__(
        self, context: Context, case_id: str, side: Side, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            _("Options that come together · {side}").format(side=display.side(side)),
            _("Options that come together"),
            _columns(),
            parent,
            width=760,
        )
        self._context = context
        self._case_id = case_id
        self._side = side
        self.table.empty.set_words(
            _("No options depend on each other."),
            _("Where two options are worth more, or less, together than one by one, say so here."),
        )
        self.new = QuietButton(_("&Add …"))
        self.remove = QuietButton(_("Remo&ve"))
        self.add_button(self.new, self.add)
        self.add_button(self.remove, self.discard)
        self.table.chosen.connect(self._tell_state)
        self._show()

    @Slot()
    def add(self) -> None:
        """Enter what options are worth together."""
        desk = self._context.desk
        choices = [
            (issue.title, list_options(desk, issue.id, self._side))
            for issue in list_issues(desk, self._case_id)
        ]
        choices = [(title, options) for title, options in choices if options]
        if len(choices) < 2:
            self.message.show_message(
                _("Fewer than two issues have options of your own."),
                _("Keep options of at least two issues first."),
                tone=Tone.ATTENTION,
            )
            return
        self.message.clear()
        dialog = BonusDialog(choices, self)
        dialog.set_submit(partial(self._add, dialog))
        dialog.finished.connect(self._show)
        dialog.open_behind(self._context.curtain)

    @Slot()
    def discard(self) -> None:
        """Remove what is chosen; undo brings it back."""
        bonus = self.table.current()
        if bonus is None:
            return
        try:
            self._context.announce(remove_bonus(self._context.desk, bonus.id))
        except UserError as error:
            self.message.show_error(error)
        self._show()

    def _add(self, dialog: BonusDialog) -> None:
        self._context.announce(
            save_bonus(self._context.desk, self._case_id, self._side, dialog.details())
        )

    @Slot()
    def _show(self) -> None:
        bonuses = list_bonuses(self._context.desk, self._case_id, self._side)
        self.table.set_rows(bonuses, key=_id)
        self._tell_state(self.table.current())

    @Slot(object)
    def _tell_state(self, bonus: BonusView | None) -> None:
        self.remove.setEnabled(bonus is not None)


class BonusDialog(PrivateDialog):
    """Asks which kept options come together, and what that adds to their sum."""

    def __init__(
        self,
        choices: Sequence[tuple[str, tuple[OptionView, ...]]],
        parent: QWidget | None = None,
    ) -> None:
        """Offer the kept options of each issue that has some.

        Args:
            choices: Title of each issue and its options, at least one.
            parent: The list it belongs to.
        """
        super().__init__(_("Options that come together"), _("Keep"), parent)
        self.options: list[QComboBox] = []
        for place, (title, options) in enumerate(choices, start=1):
            box = QComboBox(self)
            box.addItem(_("any option"), "")
            for option in options:
                box.addItem(option.details.name, option.id)
            self.options.append(box)
            words = title.replace("&", "&&")
            self.add_row(f"&{place} {words}" if place <= _KEYED else words, box)
            box.setAccessibleName(title)
        self.own = HundredthsEdit(_("Own points"), 0, self)
        self.other = HundredthsEdit(_("Other side, estimate"), 0, self)
        self.add_row(
            _("O&wn points"),
            self.own,
            _("Added to the sum of their points; below 0 where they hinder each other."),
        )
        self.add_row(
            _("Oth&er side"), self.other, _("The same for the other side: an estimate, in points.")
        )

    def details(self) -> BonusDetails:
        """Return what was entered.

        Raises:
            FieldError: The points are not a number.
        """
        chosen = tuple(box.currentData() for box in self.options if box.currentData())
        return BonusDetails(chosen, self.own.value() or 0, self.other.value() or 0)


def _columns() -> tuple[Column[BonusView], ...]:
    return (
        Column(_("Options"), _names, tooltip=_names, stretches=True),
        Column(_("Own points"), _own, is_figure=True, width=110),
        Column(_("Other side, estimate"), _other, is_figure=True, width=160),
    )


def _id(row: BonusView) -> str:
    return row.id


def _names(row: BonusView) -> str:
    return " + ".join(row.names)


def _own(row: BonusView) -> str:
    return hundredths(row.details.own_points)


def _other(row: BonusView) -> str:
    return hundredths(row.details.other_points)
