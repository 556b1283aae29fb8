"""Costing: what terms mean for every worker and for the firm, while they are thought over."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _
from negotiator_desk.pay.terms import WageGrid
from negotiator_desk.services.assumptions import save_assumptions
from negotiator_desk.services.cases import CaseView, get_case
from negotiator_desk.services.costing_moves import mean_heads
from negotiator_desk.services.costing_sheets import CostingSheet, costed_issues, open_sheet
from negotiator_desk.services.issues import IssueView
from negotiator_desk.services.what_ifs import (
    WhatIfView,
    list_what_ifs,
    remove_what_if,
    save_what_if,
)
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.trial_forms import KeepDialog, WholeTermsDialog
from negotiator_desk.ui.jobs import Job
from negotiator_desk.ui.pages.base import Page
from negotiator_desk.ui.pages.costing_board import CostingBoard
from negotiator_desk.ui.pages.costing_empty import (
    no_issue_state,
    no_terms_state,
    reading_state,
)
from negotiator_desk.ui.pages.costing_export import CostingExport, Subject
from negotiator_desk.ui.pages.costing_last import keep_last, last_sentence, take_last
from negotiator_desk.ui.pages.costing_tab import CostingTab
from negotiator_desk.ui.pages.costing_terms import private_sentence
from negotiator_desk.ui.pages.costing_trials import SourceKind, Trials, sources_of
from negotiator_desk.ui.pages.costing_work import load_charts
from negotiator_desk.ui.places import PageName, Place
from negotiator_desk.ui.privacy import PrivateBox
from negotiator_desk.ui.widgets.buttons import PrimaryButton, SecondaryButton

if TYPE_CHECKING:
    from negotiator_desk.ui.dialogs.assumptions import AssumptionsDialog


@dataclass(frozen=True)
class _Opened:
    """What the worker read of an issue."""

    sheet: CostingSheet | None
    kept: tuple[WhatIfView, ...]


class CostingPage(Page):
    """Tries terms out on an issue's facts. Shows of the private layer only the own trials."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._case: CaseView | None = None
        self._issues: dict[str, IssueView] = {}
        self._issue_id = ""
        self._sheet: CostingSheet | None = None
        self._trials: dict[str, Trials] = {}
        self._asked = 0
        self._opening = 0
        self._was_warned = False
        self.keep_button = PrimaryButton(_("Keep trial"), "Ctrl+S")
        self.keep_button.clicked.connect(self.keep)
        self.assumptions_button = SecondaryButton(_("Assumptions"), "Ctrl+Shift+A")
        self.assumptions_button.clicked.connect(self.edit_assumptions)
        self.board = CostingBoard(context.runner, context.show_error)
        self.export = CostingExport(context, self._subject, self._tab_in_view, self)
        self.add_button(self.assumptions_button)
        self.add_button(self.export.button)
        self.add_button(self.keep_button)
        self._no_issue = no_issue_state(self.go_to_data, self.go_to_issues)
        self._no_terms = no_terms_state(self.go_to_issues, self.edit_whole)
        self._reading = reading_state()
        self.box = PrivateBox(context.curtain, self.board)
        context.curtain.changed.connect(self._show_buttons)
        self.stack = QStackedWidget()
        for page in (self._reading, self.box, self._no_issue, self._no_terms):
            self.stack.addWidget(page)
        self.body.addWidget(self.stack, 1)
        self.board.changed.connect(self._show_buttons)
        self.board.assumptions_wanted.connect(self.edit_assumptions)
        card = self.board.card
        card.issue_chosen.connect(self.choose_issue)
        card.source_chosen.connect(self.choose_source)
        card.back_wanted.connect(self.go_back_or_again)
        card.whole_wanted.connect(self.edit_whole)
        card.remove_wanted.connect(self.remove_trial)

    @property
    def is_busy(self) -> bool:
        """Whether something that was asked for is not there yet."""
        return self._opening > 0 or self.board.is_busy

    @property
    def trials(self) -> Trials:
        """The trials of the issue shown."""
        return self._trials.setdefault(self._issue_id, Trials())

    @override
    def title(self) -> str:
        return _("Costing")

    @override
    def subtitle(self) -> str:
        parts = [self._case.title if self._case else ""]
        if self._issue_id in self._issues:
            parts.append(self._issues[self._issue_id].title)
        return " · ".join(part for part in parts if part)

    @override
    def show_place(self, place: Place) -> None:
        if self.place is None or place.case_id != self.place.case_id:
            self._issue_id, self._sheet = "", None
        self.place = place
        if place.item_id is not None:
            self._issue_id = place.item_id
        self.refresh(frozenset())
        self.board.card.view.setFocus()

    @override
    def refresh(self, changed: frozenset[str]) -> None:
        case_id = self.case_id
        self._case = get_case(self.context.desk, case_id)
        found = costed_issues(self.context.desk, case_id)
        self._issues = {issue.id: issue for issue in found}
        if self._issue_id not in self._issues:
            self._issue_id, self._sheet = (found[0].id if found else ""), None
        self.board.card.set_issues(found, self._issue_id)
        self._open_sheet()
        self.update_head()

    @override
    def state(self) -> dict[str, Any]:
        return {
            "issue": self._issue_id,
            "trials": {key: trials.state() for key, trials in self._trials.items()},
            "tabs": self.board.tabs.state(),
            "cell": self.board.card.current_key(),
        }

    @override
    def restore(self, state: dict[str, Any]) -> None:
        self._issue_id, self._sheet = state["issue"], None
        for key, kept in state["trials"].items():
            self._trials[key] = Trials()
            self._trials[key].restore(kept)
        self.board.tabs.restore(state["tabs"])
        self.refresh(frozenset())

    @override
    def focus_search(self) -> bool:
        tab = self.board.tabs.current
        return tab is not None and tab.focus_search()

    @override
    def undo_name(self) -> str:
        return _("trial") if self.trials.can_undo and self._is_shown() else ""

    @override
    def redo_name(self) -> str:
        return _("trial") if self.trials.can_redo and self._is_shown() else ""

    @override
    def undo(self) -> None:
        self.trials.undo()
        self._show_tried()

    @override
    def redo(self) -> None:
        self.trials.redo()
        self._show_tried()

    @override
    def may_close(self) -> bool:
        """Keep every trial that was not kept, under a name of its own; undo removes it again.

        What cannot be kept is said once; whoever closes again lets it go.
        """
        refusals = keep_last(self.context, self._trials)
        if not refusals or self._was_warned:
            return True
        self._was_warned = True
        self.context.show_error(refusals[0])
        return False

    @Slot()
    def go_to_issues(self) -> None:
        """Go to the agenda."""
        self.context.go(Place(PageName.ISSUES, self.case_id))

    @Slot()
    def go_to_data(self) -> None:
        """Go to the data."""
        self.context.go(Place(PageName.DATA, self.case_id))

    @Slot(object)
    def choose_issue(self, issue_id: str) -> None:
        """Cost another issue."""
        if issue_id != self._issue_id:
            self._issue_id, self._sheet = issue_id, None
            self._open_sheet()
            self.update_head()

    @Slot(object)
    def choose_source(self, key: str) -> None:
        """Show other terms; what was tried on the ones before stays with them."""
        self.trials.choose(key)
        self._show_tried()

    @Slot()
    def go_back_or_again(self) -> None:
        """Take back what was tried on the chosen terms, or put back what was taken back."""
        again = self.trials.can_change_again
        (self.trials.change_again if again else self.trials.take_back)()
        self._show_tried()

    @Slot()
    def edit_whole(self) -> None:
        """Open the editor of all terms."""
        issue, sheet = self._issues.get(self._issue_id), self._sheet
        if issue is None or sheet is None:
            return
        dialog = WholeTermsDialog(
            issue.subject, self.trials.terms, sheet.facts, private_sentence(), self
        )
        dialog.set_submit(partial(self._try_whole, dialog))
        self.context.curtain.open(dialog)

    @Slot()
    def keep(self) -> None:
        """Ask for a name and keep what is tried."""
        chosen = self.trials.chosen
        if chosen is None:
            return
        name = chosen.name if chosen.kind is SourceKind.KEPT else self.trials.new_name()
        dialog = KeepDialog(name, private_sentence(), self)
        dialog.set_submit(partial(self._keep, dialog))
        self.context.curtain.open(dialog)

    @Slot()
    def remove_trial(self) -> None:
        """Remove the kept trial that is chosen; undo brings it back."""
        chosen = self.trials.chosen
        if chosen is None or not chosen.is_private:
            return
        if chosen.kind is SourceKind.FREE:
            self.trials.drop_free(chosen.key)
            self._show_sheet()
            return
        try:
            outcome = remove_what_if(self.context.desk, chosen.id)
        except UserError as error:
            self.context.show_error(error)
            return
        self.context.announce(outcome)
        self.context.say(_("The trial was removed. Undo brings it back."))

    @Slot()
    def edit_assumptions(self) -> None:
        """Open what is assumed about the contract's term."""
        from negotiator_desk.ui.dialogs.assumptions import AssumptionsDialog

        sheet, terms = self._sheet, self.trials.terms
        if sheet is None:
            return
        dialog = AssumptionsDialog(
            sheet.assumptions,
            grades=terms.grades if isinstance(terms, WageGrid) else (),
            kind=sheet.facts.kind,
            workers=mean_heads(sheet),
            parent=self,
        )
        dialog.set_submit(partial(self._save_assumptions, dialog))
        dialog.open()

    def _save_assumptions(self, dialog: AssumptionsDialog) -> None:
        outcome = save_assumptions(self.context.desk, self._issue_id, dialog.assumptions())
        self.context.announce(outcome)

    def _try_whole(self, dialog: WholeTermsDialog) -> None:
        self.trials.change(dialog.read())
        self._show_sheet()

    def _keep(self, dialog: KeepDialog) -> None:
        terms = self.trials.terms
        assert terms is not None, "there is something to keep"
        name = dialog.name.text()
        outcome = save_what_if(self.context.desk, self._issue_id, name, terms)
        self.trials.keep(outcome.value, name.strip())
        self.context.announce(outcome)
        self.context.say(_("The trial was kept. It is private."))

    def _open_sheet(self) -> None:
        """Read the sheet on the worker; the latest question wins."""
        self._asked += 1
        if not self._issue_id:
            self.stack.setCurrentWidget(self._no_issue)
            self._show_buttons()
            return
        if self._sheet is None:
            self.stack.setCurrentWidget(self._reading)
        self._opening += 1
        self.context.runner.start(
            partial(self._read, self._issue_id),
            owner=self,
            on_done=partial(self._take_sheet, self._asked),
            on_error=self._fail_sheet,
            label=_("Reading the data …"),
        )
        self._show_buttons()

    def _read(self, issue_id: str, _job: Job) -> _Opened:
        load_charts()
        desk = self.context.desk
        return _Opened(open_sheet(desk, issue_id), list_what_ifs(desk, issue_id))

    def _take_sheet(self, asked: int, opened: _Opened) -> None:
        self._opening -= 1
        self.board.tabs.set_ready()
        if asked != self._asked or opened.sheet is None:
            return
        if opened.sheet != self._sheet:
            self._sheet = opened.sheet
        self.trials.set_sources(sources_of(opened.sheet, opened.kept))
        last = take_last(self.context, opened.kept)
        if last is not None:
            self.trials.choose_kept(last.id)
            if not self.context.curtain.is_drawn:
                self.context.say(last_sentence(last))
        self._show_sheet()

    @Slot(object)
    def _fail_sheet(self, error: BaseException) -> None:
        self._opening -= 1
        self.context.show_error(error)

    def _show_sheet(self) -> None:
        """Show the sheet that is there, with what is chosen now."""
        if self._sheet is None:
            return
        if self.trials.chosen is None:
            self.stack.setCurrentWidget(self._no_terms)
        else:
            appears = self.stack.currentWidget() is not self.box
            self.box.set_private(self.trials.has_private)
            self.stack.setCurrentWidget(self.box)
            self.board.set_sheet(self._sheet, self.trials)
            if appears:
                # While the data were being read there was nothing to put the keyboard on.
                self.board.card.view.setFocus()
        self._show_buttons()

    def _is_shown(self) -> bool:
        return self.stack.currentWidget() is self.box and not self.box.is_covered

    def _show_tried(self) -> None:
        self.board.show_terms()
        self._show_buttons()

    @Slot()
    def _show_buttons(self) -> None:
        self.box.set_private(self.trials.has_private)
        chosen = None if self.box.is_covered else self.trials.chosen
        unkept = {one.source.key for one in self.trials.unkept}
        self.keep_button.setEnabled(chosen is not None and chosen.key in unkept)
        self.assumptions_button.setEnabled(self._sheet is not None)
        self.export.update()
        self.steps_changed.emit()

    def _subject(self) -> Subject | None:
        """What is exported now; None while there is nothing."""
        chosen, terms = self.trials.chosen, self.trials.terms
        if chosen is None or terms is None or self.box.is_covered:
            return None
        if self._case is None or self._sheet is None:
            return None
        return Subject(
            issue_id=self._issue_id,
            name=" ".join((self._case.number, self._sheet.title, self.trials.file_name())),
            terms=terms,
            offer_id=chosen.id if chosen.kind is SourceKind.OFFER else None,
            is_private=self.trials.is_private,
        )

    def _tab_in_view(self) -> CostingTab | None:
        return self.board.tabs.current
