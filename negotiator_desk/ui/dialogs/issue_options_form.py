"""The options of an issue: what it could be settled on, and what each would be worth. Private."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _, n_
from negotiator_desk.services.issue_options import (
    fill_in_options,
    list_options,
    remove_option,
    save_option,
)
from negotiator_desk.services.issues import IssueView
from negotiator_desk.services.option_views import OptionDetails, OptionSource, source_label
from negotiator_desk.services.worths import ValuedOption, issue_worths
from negotiator_desk.ui import display, display_terms
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.option_bonuses import BonusesDialog
from negotiator_desk.ui.dialogs.option_form import OptionDialog, StepsDialog
from negotiator_desk.ui.dialogs.private import PrivateList, hundredths
from negotiator_desk.ui.theme import Tone
from negotiator_desk.ui.widgets.buttons import QuietButton
from negotiator_desk.ui.widgets.rows import Column


class OptionsDialog(PrivateList[ValuedOption]):
    """Lists kept options and those that follow from terms, offers and aims."""

    def __init__(
        self, context: Context, issue: IssueView, side: Side, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            _("Private options · {side} · {issue}").format(
                side=display.side(side), issue=issue.title
            ),
            _("Options"),
            _columns(),
            parent,
            width=980,
        )
        self._context = context
        self._issue = issue
        self._side = side
        self._saved = ""
        self.table.empty.set_words(
            _("There is no option yet."),
            _("Present terms, offers and aims become options by themselves; add others here."),
        )
        self.new = QuietButton(_("&Add option …"))
        self.change = QuietButton(_("Chan&ge …"))
        self.remove = QuietButton(_("Remo&ve"))
        self.steps = QuietButton(_("&Fill in steps …"))
        self.bonuses = QuietButton(_("&Together …"))
        self.add_button(self.new, self.add)
        self.add_button(self.change, self.edit)
        self.add_button(self.remove, self.discard)
        self.add_button(self.steps, self.fill_in)
        self.add_button(self.bonuses, self.open_bonuses)
        self.table.chosen.connect(self._tell_state)
        self.table.opened.connect(self._edit)
        self._show()
        self.table.choose(lambda _row: True)

    @Slot()
    def add(self) -> None:
        """Enter a new option."""
        self._open_form(None)

    @Slot()
    def edit(self) -> None:
        """Change the option chosen; one that follows from elsewhere is kept under a name first."""
        self._edit(self.table.current())

    @Slot()
    def discard(self) -> None:
        """Remove the kept option chosen; undo brings it back."""
        option = self.table.current()
        if option is None or not _is_kept(option):
            return
        try:
            self._context.announce(remove_option(self._context.desk, option.id))
        except UserError as error:
            self.message.show_error(error)
        self._show()

    @Slot()
    def fill_in(self) -> None:
        """Keep the steps between two options."""
        dialog = StepsDialog(self.table.model.rows, self)
        dialog.set_submit(partial(self._fill_in, dialog))
        dialog.finished.connect(self._show)
        dialog.open_behind(self._context.curtain)

    @Slot()
    def open_bonuses(self) -> None:
        """Open what options of several issues are worth together."""
        dialog = BonusesDialog(self._context, self._issue.case_id, self._side, self)
        dialog.open_behind(self._context.curtain)

    @Slot(object)
    def _edit(self, option: ValuedOption | None) -> None:
        if option is not None:
            self._open_form(option)

    def _open_form(self, option: ValuedOption | None) -> None:
        kept_id = option.id if option is not None and _is_kept(option) else None
        dialog = OptionDialog(self._issue, self._details(option), self, is_new=kept_id is None)
        dialog.set_submit(partial(self._save, dialog, kept_id))
        dialog.finished.connect(self._show)
        dialog.open_behind(self._context.curtain)

    def _details(self, option: ValuedOption | None) -> OptionDetails | None:
        if option is None:
            return None
        kept = list_options(self._context.desk, self._issue.id, self._side)
        stored = next((one.details for one in kept if one.id == option.id), None)
        return stored or OptionDetails(option.name, option.terms)

    def _save(self, dialog: OptionDialog, option_id: str | None) -> None:
        desk = self._context.desk
        outcome = save_option(desk, self._issue.id, self._side, dialog.details(), option_id)
        self._context.announce(outcome)
        self._saved = outcome.value

    def _fill_in(self, dialog: StepsDialog) -> None:
        first, last, steps = dialog.choice()
        outcome = fill_in_options(
            self._context.desk, self._issue.id, self._side, first, last, steps
        )
        self._context.announce(outcome)
        self.message.show_message(
            n_("{count} option was added.", "{count} options were added.", outcome.value).format(
                count=outcome.value
            ),
            tone=Tone.GOOD,
        )

    @Slot()
    def _show(self) -> None:
        worths = issue_worths(self._context.desk, self._issue.case_id, self._side)
        found = next((one for one in worths if one.issue_id == self._issue.id), None)
        self.table.set_rows(() if found is None else found.options, key=_id)
        if self._saved:
            self.table.choose(lambda row: row.id == self._saved)
            self._saved = ""
        self._tell_state(self.table.current())

    @Slot(object)
    def _tell_state(self, option: ValuedOption | None) -> None:
        self.change.setEnabled(option is not None)
        self.remove.setEnabled(option is not None and _is_kept(option))
        self.steps.setEnabled(len(self.table.model.rows) > 1)
        self.change.set_label(
            _("Chan&ge …") if option is None or _is_kept(option) else _("&Keep as an option …")
        )


def _columns() -> tuple[Column[ValuedOption], ...]:
    return (
        Column(_("Option"), _name, tooltip=_name, stretches=True),
        Column(_("Terms"), _terms, tooltip=_terms, width=250),
        Column(_("Own points"), _own, sort=_own_value, is_figure=True, width=110),
        Column(_("Other side, estimate"), _other, sort=_other_value, is_figure=True, width=160),
        Column(_("Comes from"), _sources, tooltip=_sources, tone=_mute, width=210),
    )


def _id(row: ValuedOption) -> str:
    return row.id


def _is_kept(row: ValuedOption) -> bool:
    return OptionSource.KEPT in row.sources


def _name(row: ValuedOption) -> str:
    return row.name if _is_kept(row) else source_label(row.sources[0])


def _terms(row: ValuedOption) -> str:
    return display_terms.terms_summary(row.terms)


def _own(row: ValuedOption) -> str:
    return display.NONE if row.own is None else hundredths(row.own)


def _other(row: ValuedOption) -> str:
    return display.NONE if row.other is None else hundredths(row.other)


def _own_value(row: ValuedOption) -> int:
    return -1 if row.own is None else row.own


def _other_value(row: ValuedOption) -> int:
    return -1 if row.other is None else row.other


def _sources(row: ValuedOption) -> str:
    return " · ".join(source_label(source) for source in row.sources)


def _mute(_row: ValuedOption) -> Tone:
    return Tone.NEUTRAL
