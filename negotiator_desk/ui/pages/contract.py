"""The contract: what is still missing, its drafted versions, and the text as it will be printed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _, n_
from negotiator_desk.procedure.checks import Finding, Level
from negotiator_desk.services.cases import CaseView, get_case
from negotiator_desk.services.contracts import (
    MISSING,
    DraftRow,
    check_draft,
    draft_contract,
    draft_pdf,
    list_drafts,
    save_pdf,
)
from negotiator_desk.services.desk import Outcome
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.folders import legal_name, remember_folder, starting_folder
from negotiator_desk.ui.itemmodels.drafts import draft_columns, finding_columns
from negotiator_desk.ui.jobs import Job
from negotiator_desk.ui.pages.base import Page
from negotiator_desk.ui.pages.contract_preview import PdfPreview
from negotiator_desk.ui.pages.contract_print import (
    PictureJob,
    SpoolJob,
    new_printer,
    spool_arguments,
    spooler,
)
from negotiator_desk.ui.places import PageName, Place
from negotiator_desk.ui.theme import CARD_GAP, Tone
from negotiator_desk.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from negotiator_desk.ui.widgets.cards import Card
from negotiator_desk.ui.widgets.labels import StateChip, TextLabel, TextRole
from negotiator_desk.ui.widgets.rows import RowsModel
from negotiator_desk.ui.widgets.table import DataTable

_PLACES = {
    "R20": PageName.ISSUES,
    "R22": PageName.TABLE,
    "R23": PageName.TABLE,
    "R28": PageName.TABLE,
    "R33": PageName.TABLE,
    "R34": PageName.TABLE,
}
"""Where a finding is put right; whatever is not named here is put right on the overview."""


class ContractPage(Page):
    """Drafts, previews, saves and prints the contract of a case."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._case: CaseView | None = None
        self._shown: str | None = None
        self.print_button = SecondaryButton(_("Print"), "Ctrl+P")
        self.save_button = SecondaryButton(_("Save as PDF"), "Ctrl+S")
        self.draft_button = PrimaryButton(_("Draft contract"), "Ctrl+D")
        for button, work in (
            (self.print_button, self.print_draft),
            (self.save_button, self.save),
            (self.draft_button, self.draft),
        ):
            button.clicked.connect(work)
            self.add_button(button)
        self.findings = DataTable(
            _("Findings"), RowsModel(finding_columns()), search=False, row_height=34
        )
        self.findings.empty.set_words(
            _("Nothing is missing."), _("The contract can be drafted as it stands.")
        )
        self._findings_chip = StateChip()
        self._basis = TextLabel(role=TextRole.NOTE, wrap=True)
        self._go = QuietButton(_("&Go there"))
        self._go.clicked.connect(self.go_to_finding)
        found = Card(_("Before drafting"))
        found.add_to_head(self._findings_chip)
        found.add_to_head(self._go)
        found.body.addWidget(self.findings, 1)
        found.body.addWidget(self._basis)
        self.versions = DataTable(_("Versions"), RowsModel(draft_columns()), search=False)
        self.versions.empty.set_words(
            _("No version yet."), _("A version is made from what both sides have agreed.")
        )
        kept = Card(_("Versions"))
        kept.body.addWidget(self.versions, 1)
        self.preview = PdfPreview()
        self.preview.empty.set_words(
            _("The contract appears here once it is drafted."),
            _("Its figures come from the agreements; nothing is typed again."),
        )
        self.preview.empty.add_button(SecondaryButton(_("&Draft contract")), self.draft)
        left = QVBoxLayout()
        left.setSpacing(CARD_GAP)
        left.addWidget(found, 3)
        left.addWidget(kept, 2)
        side = QWidget()
        side.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        side.setFixedWidth(430)
        row = QHBoxLayout()
        row.setSpacing(CARD_GAP)
        row.addWidget(side)
        row.addWidget(self.preview, 1)
        self.body.addLayout(row, 1)
        self.versions.chosen.connect(self._show_version)
        self.findings.chosen.connect(self._show_basis)
        self.findings.opened.connect(self._go_to)

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
            self._shown = None
            self.preview.show_pdf(None)
            self.findings.set_rows(())
        self.place = place
        self.refresh(frozenset())
        if place.item_id is not None:
            self.versions.choose(lambda row: row.id == place.item_id)
        self.versions.view.setFocus()

    @override
    def refresh(self, changed: frozenset[str]) -> None:
        case_id = self.case_id
        self._case = get_case(self.context.desk, case_id)
        self.versions.set_rows(list_drafts(self.context.desk, case_id), key=_id)
        if self.versions.current() is None:
            self.versions.choose(lambda row: True)
        self._show_version(self.versions.current())
        self.context.runner.start(
            partial(self._check, case_id),
            owner=self,
            on_done=self._show_findings,
            on_error=self.context.show_error,
            label=_("Checking the contract …"),
        )
        self.update_head()

    @override
    def state(self) -> dict[str, Any]:
        return {"shown": self._shown, "page": self.preview.page()}

    @override
    def restore(self, state: dict[str, Any]) -> None:
        self.versions.choose(lambda row: row.id == state["shown"])
        self.preview.show_page(state["page"])

    @Slot()
    def draft(self) -> None:
        """Draft the next version from what is agreed, on the worker."""
        self.draft_button.setEnabled(False)
        self.context.runner.start(
            partial(self._draft, self.case_id),
            owner=self,
            on_done=self._take_draft,
            on_error=self._refuse_draft,
            label=_("Drafting the contract …"),
        )

    @Slot()
    def save(self) -> None:
        """Save the version shown as a file."""
        draft = self.versions.current()
        if draft is None or self._case is None:
            return
        name, _kind = QFileDialog.getSaveFileName(
            self,
            _("Save the contract as PDF"),
            str(starting_folder() / file_name(self._case, draft)),
            _("PDF files (*.pdf)"),
        )
        if not name:
            return
        remember_folder(Path(name))
        path = Path(name) if name.lower().endswith(".pdf") else Path(f"{name}.pdf")
        try:
            save_pdf(self.context.desk, draft.id, path)
        except UserError as error:
            self.context.show_error(error)
            return
        self.context.say(_("Saved as {path}").format(path=path))

    @Slot()
    def print_draft(self) -> None:
        """Choose a printer and print the version shown."""
        draft = self.versions.current()
        if draft is None or self._case is None:
            return
        title = Path(file_name(self._case, draft)).stem
        printer = new_printer(title)
        if QPrintDialog(printer, self).exec() != QPrintDialog.DialogCode.Accepted:
            return
        program = spooler()
        if program is not None and not printer.outputFileName():
            SpoolJob(
                draft_pdf(self.context.desk, draft.id),
                program,
                spool_arguments(
                    program, title=title, printer=printer.printerName(), copies=printer.copyCount()
                ),
                on_done=self._say_printed,
                on_error=self.context.show_error,
                parent=self,
            )
            return
        PictureJob(
            self.preview.document,
            printer,
            on_done=self._say_printed,
            on_error=self.context.show_error,
            parent=self,
        )

    @Slot()
    def go_to_finding(self) -> None:
        """Go where the chosen finding is put right."""
        finding = self.findings.current()
        if finding is not None:
            self._go_to(finding)

    def _check(self, case_id: str, _job: Job) -> tuple[Finding, ...]:
        return check_draft(self.context.desk, case_id)

    def _draft(self, case_id: str, _job: Job) -> Outcome[DraftRow]:
        return draft_contract(self.context.desk, case_id)

    @Slot(object)
    def _take_draft(self, outcome: Outcome[DraftRow]) -> None:
        self.draft_button.setEnabled(True)
        self.context.announce(outcome)
        self.versions.choose(lambda row: row.id == outcome.value.id)
        if outcome.changed:
            text = _("Version {version} is drafted.")
        else:
            text = _("Nothing it would print has changed since version {version}.")
        self.context.say(text.format(version=outcome.value.version))

    @Slot(object)
    def _refuse_draft(self, error: BaseException) -> None:
        self.draft_button.setEnabled(True)
        self.context.show_error(error)

    @Slot(object)
    def _show_findings(self, found: tuple[Finding, ...]) -> None:
        self.findings.set_rows(found, key=_text)
        errors = sum(one.level is Level.ERROR for one in found)
        if errors:
            text = n_("{count} thing missing", "{count} things missing", errors)
            self._findings_chip.set_state(text.format(count=errors), Tone.BAD)
        elif found:
            text = n_("{count} to check", "{count} to check", len(found))
            self._findings_chip.set_state(text.format(count=len(found)), Tone.ATTENTION)
        else:
            self._findings_chip.set_state(_("ready"), Tone.GOOD)
        if self.findings.current() is None:
            self.findings.choose(lambda row: True)
        self._show_basis(self.findings.current())

    @Slot(object)
    def _show_basis(self, finding: Finding | None) -> None:
        self._go.setEnabled(finding is not None)
        text = "" if finding is None else f"{finding.text}\n{finding.basis}".strip()
        self._basis.setText(text)
        self._basis.setVisible(bool(text))

    @Slot(object)
    def _go_to(self, finding: Finding) -> None:
        assert self._case is not None, "findings are about the case shown"
        page = _PLACES.get(finding.rule, PageName.OVERVIEW)
        if finding.rule == MISSING and _is_described(self._case):
            page = PageName.TABLE  # what is left to be missing is an agreement
        self.context.go(Place(page, self.case_id))

    @Slot(object)
    def _show_version(self, draft: DraftRow | None) -> None:
        for button in (self.save_button, self.print_button):
            button.setEnabled(draft is not None)
        shown = None if draft is None else draft.id
        if shown != self._shown:
            self._shown = shown
            content = None if draft is None else draft_pdf(self.context.desk, draft.id)
            self.preview.show_pdf(content)
        self.update_head()

    def _say_printed(self) -> None:
        self.context.say(_("The contract was sent to the printer."))


def _is_described(case: CaseView) -> bool:
    """Whether parties, chiefs and term are entered, so that only agreements can be missing."""
    parties = (case.parties.get(side) for side in Side)
    led = all(party is not None and party.chief is not None for party in parties)
    return led and case.contract_from is not None and case.contract_until is not None


def file_name(case: CaseView, draft: DraftRow) -> str:
    """Return what a version's file is called: number, title and version, legal everywhere."""
    words = _("{number} {title} draft {version}").format(
        number=case.number, title=case.title, version=draft.version
    )
    return legal_name(words, ".pdf")


def _id(row: DraftRow) -> str:
    return row.id


def _text(row: Finding) -> str:
    return row.text
