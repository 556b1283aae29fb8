"""The contract: its clauses, the pages as they will be printed, checks, versions, editions."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from negotiator_desk.drafting.blocks import Blank, CrossReference, Entry, Figure
from negotiator_desk.drafting.typeset.look import LOOKS
from negotiator_desk.drafting.typeset.spots import Spot
from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _, n_
from negotiator_desk.procedure.checks import Finding
from negotiator_desk.services.cases import CaseView, get_case
from negotiator_desk.services.comments import list_comments
from negotiator_desk.services.contract_views import ContractView, get_contract
from negotiator_desk.services.contracts import DraftRow, check_draft, list_drafts
from negotiator_desk.services.draft_checks import final_faults
from negotiator_desk.services.editions import Baseline, Edition, EditionRequest
from negotiator_desk.services.old_agreements import list_agreements
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.edition_form import edition_label, look_label
from negotiator_desk.ui.latest import Latest
from negotiator_desk.ui.pages.base import Page
from negotiator_desk.ui.pages.contract_checks import ChecksTab, page_of
from negotiator_desk.ui.pages.contract_clauses import ClausesTab
from negotiator_desk.ui.pages.contract_dialogs import ContractDialogs
from negotiator_desk.ui.pages.contract_files import ContractFiles
from negotiator_desk.ui.pages.contract_keeping import VersionKeeper
from negotiator_desk.ui.pages.contract_old import OldAgreements, still_there
from negotiator_desk.ui.pages.contract_origin import OriginBar
from negotiator_desk.ui.pages.contract_pages import Question, Shown, make_pages
from negotiator_desk.ui.pages.contract_preview import PdfPreview
from negotiator_desk.ui.pages.contract_versions import VersionsTab
from negotiator_desk.ui.places import Place
from negotiator_desk.ui.theme import CARD_GAP
from negotiator_desk.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton

_LEFT = 404


class ContractPage(Page):
    """Composes, checks, previews, keeps and prints the contract of a case."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._case: CaseView | None = None
        self._view: ContractView | None = None
        self._request = EditionRequest()
        self._shown: Question | None = None
        self._is_settling = False
        self.files = ContractFiles(context, self)
        self.dialogs = ContractDialogs(context, self)
        self.old = OldAgreements(context, self)
        self.keeper = VersionKeeper(context, self)
        self.print_button = SecondaryButton(_("Print"), "Ctrl+P")
        self.save_button = SecondaryButton(_("Save edition …"), "Ctrl+S")
        self.draft_button = PrimaryButton(_("Keep as version"), "Ctrl+D")
        for button, work in (
            (self.print_button, self.print_pages),
            (self.save_button, self.save),
            (self.draft_button, self.draft),
        ):
            button.clicked.connect(work)
            self.add_button(button)
        self.clauses = ClausesTab(context)
        self.checks = ChecksTab()
        self.versions = VersionsTab()
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(_("Clauses, checks and versions"))
        for tab, name in (
            (self.clauses, _("Clauses")),
            (self.checks, _("Checks")),
            (self.versions, _("Versions")),
        ):
            self.tabs.addTab(tab, name)
        self.setup_button = QuietButton(_("Set &up …"))
        self.own_button = QuietButton(_("Ow&n clauses …"))
        self.blank_button = QuietButton(_("Next blank"), "Ctrl+B")
        self.preview = PdfPreview()
        self.preview.empty.set_words(_("The contract appears here."))
        self.edition = QComboBox()
        self.edition.setAccessibleName(_("Edition"))
        for edition in Edition:
            self.edition.addItem(edition_label(edition), edition.value)
        self.look = QComboBox()
        self.look.setAccessibleName(_("Look"))
        for key in LOOKS:
            self.look.addItem(look_label(key), key)
        for box, length in ((self.edition, 10), (self.look, 6)):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(length)
        self.origin = OriginBar()
        self._pages = Latest(
            context.runner, partial(make_pages, context.desk), self, label=_("Setting pages …")
        )
        self._findings = Latest(
            context.runner,
            partial(check_draft, context.desk),
            self,
            label=_("Checking the contract …"),
        )
        self._lay_out()
        self._connect()

    @override
    def title(self) -> str:
        return _("Contract")

    @override
    def subtitle(self) -> str:
        title = self._case.title if self._case else ""
        draft = self.versions.current()
        if draft is None:
            return title
        text = n_(
            "version {version}, {pages} page", "version {version}, {pages} pages", draft.pages
        )
        return f"{title} · {text.format(version=draft.version, pages=draft.pages)}"

    @override
    def show_place(self, place: Place) -> None:
        if self.place is None or place.case_id != self.place.case_id:
            self._request = EditionRequest()
            self._shown = None
            self._pages.forget()
            self._findings.forget()
            self.preview.show_pdf(None)
            self.checks.show_findings(())
        self.place = place
        self.refresh(frozenset())
        if place.item_id is not None:
            self.tabs.setCurrentWidget(self.versions)
            self.versions.choose(place.item_id)

    @override
    def refresh(self, changed: frozenset[str]) -> None:
        desk, case_id = self.context.desk, self.case_id
        self._case = get_case(desk, case_id)
        self._view = get_contract(desk, case_id)
        self._is_settling = True
        self.clauses.show_contract(case_id, self._view, list_comments(desk, case_id))
        drafts, agreements = list_drafts(desk, case_id), list_agreements(desk, case_id)
        self.versions.show_versions(drafts, agreements)
        self._is_settling = False
        self._request = still_there(self._request, drafts, agreements)
        self.edition.setCurrentIndex(self.edition.findData(self._request.edition.value))
        self._findings.ask(case_id)
        self._ask_pages()
        self.update_head()

    @override
    def state(self) -> dict[str, Any]:
        clause = self.clauses.clause()
        return {
            "tab": self.tabs.currentIndex(),
            "request": self._request,
            "page": self.preview.page(),
            "clause": None if clause is None else clause.place,
        }

    @override
    def restore(self, state: dict[str, Any]) -> None:
        self.tabs.setCurrentIndex(state["tab"])
        if state["clause"] is not None:
            self.clauses.go_to(state["clause"])
        self._show(state["request"])
        self.preview.show_page(state["page"])

    @override
    def focus_search(self) -> bool:
        self.tabs.setCurrentWidget(self.clauses)
        return self.clauses.table.focus_search()

    @Slot()
    def draft(self) -> None:
        """Keep the contract as it stands as the next version, on the worker."""
        self.keeper.draft(self.case_id, self._request.look)

    @Slot()
    def finish(self) -> None:
        """Make the final text, on the worker."""
        self.keeper.finish(self.case_id, self._request.look)

    @Slot()
    def save(self) -> None:
        """Choose an edition and save it as a file."""
        if self._case is not None:
            self.files.save(self._case, self._request)

    @Slot()
    def print_pages(self) -> None:
        """Print the pages that are shown."""
        if self._case is not None and self.preview.content is not None:
            self.files.print_pages(self._case, self.preview.content, self.preview.document)

    @Slot()
    def set_up(self) -> None:
        """Choose kind, languages, main contract and floor."""
        if self._view is not None:
            self.dialogs.set_up(self.case_id, self._view)

    @Slot()
    def show_own(self) -> None:
        """Put a clause of one's own into the contract, write one or change one."""
        place = self.dialogs.own_clauses(self.case_id)
        if place:
            self.clauses.go_to(place)

    @Slot()
    def next_blank(self) -> None:
        """Go to what is to be filled in next."""
        self.tabs.setCurrentWidget(self.clauses)
        if not self.clauses.next_blank():
            self.context.say(_("Nothing is left to fill in."))

    @Slot()
    def import_agreement(self) -> None:
        """Take over an old agreement from Word."""
        self.files.import_agreement(self.case_id)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(0)
        for button in (self.setup_button, self.own_button, self.blank_button):
            tools.addWidget(button)
        tools.addStretch(1)
        side = QWidget()
        left = QVBoxLayout(side)
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self.tabs, 1)
        left.addLayout(tools)
        side.setFixedWidth(_LEFT)
        self.preview.add_to_title(self.edition)
        self.preview.add_to_title(self.look)
        right = QVBoxLayout()
        right.addWidget(self.preview, 1)
        right.addWidget(self.origin)
        right.addWidget(self.keeper.message)
        row = QHBoxLayout()
        row.setSpacing(CARD_GAP)
        row.addWidget(side)
        row.addLayout(right, 1)
        self.body.addLayout(row, 1)

    def _connect(self) -> None:
        self.setup_button.clicked.connect(self.set_up)
        self.own_button.clicked.connect(self.show_own)
        self.blank_button.clicked.connect(self.next_blank)
        self.clauses.clause_chosen.connect(self._show_clause)
        self.checks.go_asked.connect(self.go_to_finding)
        self.versions.version_chosen.connect(self._choose_version)
        self.versions.compare_asked.connect(self._compare)
        self.versions.restore_asked.connect(self._restore_version)
        self.versions.finish_asked.connect(self.finish)
        self.versions.sign_asked.connect(self._sign)
        self.versions.import_asked.connect(self.import_agreement)
        self.versions.take_over_asked.connect(self.old.take_over)
        self.versions.remove_asked.connect(self.old.remove)
        self.old.taken_over.connect(self._go_to_clause)
        self.preview.spot_clicked.connect(self.follow_spot)
        self.edition.activated.connect(self._choose_edition)
        self.look.activated.connect(self._choose_look)
        self.keeper.busy_changed.connect(self._mark_busy)
        self._pages.answered.connect(self._take_pages)
        self._pages.failed.connect(self._say_stale)
        self._findings.answered.connect(self._show_findings)
        show_error = self.context.show_error
        self._findings.failed.connect(lambda pair: show_error(pair[1]))

    @Slot(object)
    def _show_findings(self, pair: tuple[str, tuple[Finding, ...]]) -> None:
        _case_id, found = pair
        self.checks.show_findings(found)
        errors = len(final_faults(found))
        index = self.tabs.indexOf(self.checks)
        self.tabs.setTabText(
            index, _("Checks ({count})").format(count=errors) if errors else _("Checks")
        )

    @Slot(object)
    def go_to_finding(self, finding: Finding) -> None:
        """Go where a finding is put right."""
        kind, _sep, rest = finding.place.partition(":")
        if kind == "clause":
            self.tabs.setCurrentWidget(self.clauses)
            self.clauses.go_to(rest)
        elif kind == "parameter":
            place, _sep, name = rest.rpartition(":")
            self.tabs.setCurrentWidget(self.clauses)
            self.clauses.go_to(place, name)
        elif kind == "settings":
            self.set_up()
        else:
            self.context.go(Place(page_of(finding), self.case_id))

    def _show(self, request: EditionRequest) -> None:
        """Show another edition or version."""
        self._request = request
        self.origin.clear()
        self.edition.setCurrentIndex(self.edition.findData(request.edition.value))
        self.look.setCurrentIndex(self.look.findData(request.look))
        self._ask_pages()

    def _ask_pages(self) -> None:
        self._pages.ask(Question(self.case_id, self._request))

    @Slot(object)
    def _take_pages(self, pair: tuple[Question, Shown]) -> None:
        question, shown = pair
        self.preview.show_pdf(shown.pdf, shown.spots, keeps_place=question == self._shown)
        self._shown = question

    @Slot(object)
    def _say_stale(self, pair: tuple[Question, BaseException]) -> None:
        """Say over the pages that they are not those of the contract any more, and why."""
        if isinstance(pair[1], UserError):
            self.preview.say_stale(pair[1])
        else:
            self.context.show_error(pair[1])

    @Slot(object)
    def _choose_version(self, draft: DraftRow | None) -> None:
        self.update_head()
        if self._is_settling or self.tabs.currentWidget() is not self.versions:
            return
        self._show(
            replace(
                self._request,
                edition=Edition.CONTRACT,
                draft_id=None if draft is None else draft.id,
                look=self._request.look if draft is None else draft.look,
            )
        )

    @Slot(object)
    def _compare(self, asked: tuple[str | None, Baseline]) -> None:
        draft_id, baseline = asked
        self._show(
            replace(self._request, edition=Edition.REDLINE, draft_id=draft_id, baseline=baseline)
        )

    @Slot(object)
    def _restore_version(self, draft: DraftRow) -> None:
        if self.keeper.restore(draft):
            self._show(replace(self._request, edition=Edition.CONTRACT, draft_id=None))

    @Slot(object)
    def _sign(self, draft: DraftRow) -> None:
        if self._case is not None:
            self.files.sign(self._case, draft)

    @Slot(bool)
    def _mark_busy(self, is_busy: bool) -> None:
        for button in (self.draft_button, self.versions.finish):
            button.setEnabled(not is_busy)

    @Slot(int)
    def _choose_edition(self, index: int) -> None:
        self._show(replace(self._request, edition=Edition(self.edition.itemData(index))))

    @Slot(int)
    def _choose_look(self, index: int) -> None:
        self._show(replace(self._request, look=self.look.itemData(index)))

    @Slot(object)
    def _show_clause(self, place: str) -> None:
        if self._is_settling:
            return
        if self._request.draft_id is not None or self._request.edition is not Edition.CONTRACT:
            self._show(replace(self._request, edition=Edition.CONTRACT, draft_id=None))
            return
        spots = self.preview.spots_of(place)
        if spots:
            self.preview.show_spot(spots[0])

    @Slot(object)
    def follow_spot(self, spot: Spot) -> None:
        """Say where a figure comes from, or go to the clause where something is filled in."""
        match spot.source:
            case Figure(offer_id=offer_id, text=text):
                self.origin.show_origin(self.context.desk, text, offer_id)
            case Entry(clause=place, name=name) | Blank(clause=place, name=name):
                self._go_to_clause(place, name)
            case CrossReference(target=place) | str(place):
                self._go_to_clause(place, "")

    @Slot(object, object)
    def _go_to_clause(self, place: str, name: str) -> None:
        if place:
            self.tabs.setCurrentWidget(self.clauses)
            self.clauses.go_to(place, name)
