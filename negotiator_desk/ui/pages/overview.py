"""A case at a glance: where it stands, its two parties, and what the rules say to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget
from typing_extensions import override

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _
from negotiator_desk.services.cases import CaseView, get_case
from negotiator_desk.services.desk import Outcome
from negotiator_desk.services.home import NextStep, next_step
from negotiator_desk.services.parties import (
    RepresentativeDetails,
    RepresentativeView,
    edit_representative,
    remove_representative,
)
from negotiator_desk.ui import display
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.case import open_edit_case
from negotiator_desk.ui.dialogs.party import open_party
from negotiator_desk.ui.dialogs.representative import open_replacement, open_representative
from negotiator_desk.ui.pages.base import Page
from negotiator_desk.ui.pages.findings import FindingsCard
from negotiator_desk.ui.pages.party_card import PartyCard
from negotiator_desk.ui.places import PageName, Place
from negotiator_desk.ui.steps import STEP_PAGES
from negotiator_desk.ui.theme import CARD_GAP, Tone
from negotiator_desk.ui.widgets.buttons import PrimaryButton, SecondaryButton
from negotiator_desk.ui.widgets.cards import KeyFigure
from negotiator_desk.ui.widgets.rail import page_label


class OverviewPage(Page):
    """Facts, parties, representatives and findings of one case."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent, scrolls=True)
        self._case: CaseView | None = None
        self._step: NextStep | None = None
        self.edit_button = SecondaryButton(_("Edit case"), "Ctrl+E")
        self.badges_button = SecondaryButton(_("Print badges …"), "Ctrl+Shift+B")
        self.step_button = PrimaryButton(_("Go on"), "Ctrl+Return")
        self.badges_button.clicked.connect(self.print_badges)
        self.add_button(self.badges_button)
        self.edit_button.clicked.connect(self.edit_case)
        self.step_button.clicked.connect(self.go_on)
        self.add_button(self.edit_button)
        self.add_button(self.step_button)
        self._workers = KeyFigure(_("Workers in the data"))
        self._issues = KeyFigure(_("Issues agreed"))
        self._sessions = KeyFigure(_("Negotiation sessions"))
        self._drafts = KeyFigure(_("Contract drafts"))
        figures = QHBoxLayout()
        figures.setSpacing(CARD_GAP)
        for figure in (self._workers, self._issues, self._sessions, self._drafts):
            figures.addWidget(figure, 1)
        self.body.addLayout(figures)
        self.cards = {
            Side.EMPLOYEE: PartyCard(Side.EMPLOYEE, edit_key="F3", add_key="Shift+F3"),
            Side.EMPLOYER: PartyCard(Side.EMPLOYER, edit_key="F4", add_key="Shift+F4"),
        }
        parties = QGridLayout()
        parties.setSpacing(CARD_GAP)
        for column, card in enumerate(self.cards.values()):
            parties.addWidget(card, 0, column)
            parties.setColumnStretch(column, 1)
            card.edit_wanted.connect(self._edit_party)
            card.add_wanted.connect(self._add_representative)
            card.change_wanted.connect(self._edit_representative)
            card.chief_wanted.connect(self._make_chief)
            card.replace_wanted.connect(self._replace_representative)
            card.remove_wanted.connect(self._remove_representative)
        self.body.addLayout(parties)
        self.findings = FindingsCard(context)
        self.body.addWidget(self.findings)
        self.body.addStretch(1)

    @override
    def show_place(self, place: Place) -> None:
        self.place = place
        self._read()
        self.update_head()

    @override
    def refresh(self, changed: frozenset[str]) -> None:
        self._read()

    @override
    def title(self) -> str:
        return self._case.title if self._case is not None else ""

    @override
    def subtitle(self) -> str:
        case = self._case
        if case is None:
            return ""
        facts = [
            case.number,
            display.case_kind(case.kind),
            _("rules of {place}").format(place=display.jurisdiction(case.jurisdiction)),
            self._term(case),
        ]
        if case.trashed_at is not None:
            facts.append(_("in the trash"))
        return " · ".join(facts)

    @Slot()
    def print_badges(self) -> None:
        """Choose whose badges are printed."""
        if self._case is not None:
            from negotiator_desk.ui.dialogs.badges_form import BadgesDialog

            BadgesDialog(self.context, self._case.id, self).open()

    @Slot()
    def edit_case(self) -> None:
        """Open the form of the case."""
        if self._case is not None:
            open_edit_case(self.context, self._case.id, self)

    @Slot()
    def go_on(self) -> None:
        """Do what the case waits for, or go where that is done."""
        step = self._step
        if step is None or self._case is None:
            return
        page = STEP_PAGES[step.kind]
        if page is not PageName.OVERVIEW:
            self.context.go(Place(page, self._case.id))
        elif self._waits_for_parties(self._case) is None:
            self.edit_case()
        else:
            self._enter_what_is_missing(self._case)

    def _enter_what_is_missing(self, case: CaseView) -> None:
        side = self._waits_for_parties(case)
        assert side is not None
        if side in case.parties and case.parties[side].representatives:
            self.cards[side].table.view.setFocus()
            self.context.say(_("Choose a representative and make them chief (Ctrl+K)."))
        elif side in case.parties:
            self._add_representative(side)
        else:
            self._edit_party(side)

    @staticmethod
    def _waits_for_parties(case: CaseView) -> Side | None:
        """The side that has no party or no chief yet."""
        for side in Side:
            if side not in case.parties or case.parties[side].chief is None:
                return side
        return None

    @staticmethod
    def _term(case: CaseView) -> str:
        if case.contract_from is None or case.contract_until is None:
            return _("term not entered yet")
        return _("contract {start} to {end}").format(
            start=display.day(case.contract_from), end=display.day(case.contract_until)
        )

    def _read(self) -> None:
        assert self.place is not None
        assert self.place.case_id is not None
        case = get_case(self.context.desk, self.place.case_id)
        self._case = case
        self._step = next_step(self.context.desk, case)
        page = STEP_PAGES[self._step.kind]
        inside = page is PageName.OVERVIEW
        self.step_button.set_label(
            _("Go on here") if inside else _("Go on: {page}").format(page=page_label(page))
        )
        self.step_button.setToolTip(self._step.text)
        self._show_figures(case)
        for side, card in self.cards.items():
            card.show_party(case.parties.get(side))
        self.findings.check(case.id)

    def _show_figures(self, case: CaseView) -> None:
        self._workers.set_figure(
            display.count(case.workers) if case.workers else display.NONE,
            _("largest dataset") if case.workers else _("no data imported yet"),
        )
        done = bool(case.issues) and case.agreed_issues == case.issues
        self._issues.set_figure(
            f"{case.agreed_issues} / {case.issues}",
            _("all agreed") if done else _("in negotiation") if case.issues else _("no issue yet"),
            tone=Tone.GOOD if done else Tone.ATTENTION if case.issues else None,
        )
        self._sessions.set_figure(display.count(case.sessions), _("held or planned"))
        self._drafts.set_figure(display.count(case.drafts), _("versions kept"))

    @Slot(object)
    def _edit_party(self, side: Side) -> None:
        if self._case is not None:
            party = self._case.parties.get(side)
            open_party(self.context, self._case.id, side, party, self)

    @Slot(object)
    def _add_representative(self, side: Side) -> None:
        if self._case is None:
            return
        if side in self._case.parties:
            open_representative(self.context, self._case.id, side, None, self)
        else:
            self._edit_party(side)

    @Slot(object, object)
    def _edit_representative(self, side: Side, known: RepresentativeView) -> None:
        if self._case is not None:
            open_representative(self.context, self._case.id, side, known, self)

    @Slot(object, object)
    def _replace_representative(self, side: Side, leaving: RepresentativeView) -> None:
        open_replacement(self.context, side, leaving, self)

    @Slot(object)
    def _make_chief(self, known: RepresentativeView) -> None:
        details = RepresentativeDetails(
            name=known.name,
            sex=known.sex,
            post=known.post,
            origin=known.origin,
            is_chief=True,
            note=known.note,
        )
        self._run(partial(edit_representative, self.context.desk, known.id, details))

    @Slot(object)
    def _remove_representative(self, known: RepresentativeView) -> None:
        if self._run(partial(remove_representative, self.context.desk, known.id)):
            self.context.say(
                _("{name} is off the list. Undo brings them back.").format(name=known.name)
            )

    def _run(self, change: Callable[[], Outcome[None]]) -> bool:
        """Make a change and tell everyone; False when it was refused, which has been said."""
        try:
            self.context.announce(change())
        except UserError as error:
            self.context.show_error(error)
            return False
        return True
