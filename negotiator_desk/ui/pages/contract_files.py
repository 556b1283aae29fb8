"""What goes into and out of the contract page: editions saved, pages printed, old agreements."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QFileDialog, QWidget

from negotiator_desk.i18n import _
from negotiator_desk.services.cases import CaseView
from negotiator_desk.services.contracts import DraftRow, list_drafts
from negotiator_desk.services.editions import EditionRequest, FileFormat, save_edition
from negotiator_desk.services.old_agreements import import_agreement, list_agreements
from negotiator_desk.services.signing import read_certificate, sign_version
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.edition_form import EditionDialog, edition_label, format_label
from negotiator_desk.ui.dialogs.sign_form import SignDialog
from negotiator_desk.ui.dialogs.word_import import WordImportDialog
from negotiator_desk.ui.folders import legal_name, remember_folder, starting_folder
from negotiator_desk.ui.jobs import Job
from negotiator_desk.ui.pages.contract_print import (
    PictureJob,
    SpoolJob,
    new_printer,
    spool_arguments,
    spooler,
)
from negotiator_desk.ui.widgets.forms import FieldError


class ContractFiles(QObject):
    """Saves, prints and imports for the contract page."""

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._page = page

    def save(self, case: CaseView, request: EditionRequest) -> None:
        """Ask for an edition and a file name, and save it on the worker."""
        desk = self._context.desk
        dialog = EditionDialog(
            list_drafts(desk, case.id), list_agreements(desk, case.id), request, self._page
        )
        dialog.set_submit(lambda: self._save_as(case, dialog.request()))
        dialog.exec()

    def print_pages(self, case: CaseView, content: bytes, document: QPdfDocument) -> None:
        """Choose a printer and print pages as they are shown."""
        title = legal_name(f"{case.number} {case.title}", "")
        printer = new_printer(title)
        if QPrintDialog(printer, self._page).exec() != QPrintDialog.DialogCode.Accepted:
            return
        program = spooler()
        if program is not None and not printer.outputFileName():
            SpoolJob(
                content,
                program,
                spool_arguments(
                    program, title=title, printer=printer.printerName(), copies=printer.copyCount()
                ),
                on_done=self._say_printed,
                on_error=self._context.show_error,
                parent=self._page,
            )
            return
        PictureJob(
            document,
            printer,
            on_done=self._say_printed,
            on_error=self._context.show_error,
            parent=self._page,
        )

    def import_agreement(self, case_id: str) -> None:
        """Take over an old agreement from a Word file."""
        dialog = WordImportDialog(self._context, self._page)
        dialog.set_submit(
            lambda: self._context.announce(
                import_agreement(
                    self._context.desk,
                    case_id,
                    dialog.reading(),
                    dialog.paragraphs(),
                    dialog.agreement_title(),
                )
            )
        )
        dialog.exec()

    def sign(self, case: CaseView, draft: DraftRow) -> None:
        """Ask for a certificate and a file name, and save a final text signed."""
        dialog = SignDialog(self._page)
        dialog.set_submit(lambda: self._sign_as(case, draft, dialog))
        dialog.exec()

    def _sign_as(self, case: CaseView, draft: DraftRow, dialog: SignDialog) -> None:
        certificate, passphrase = dialog.path(), dialog.passphrase.text()
        read_certificate(certificate, passphrase)
        words = _("{number} {title} signed").format(number=case.number, title=case.title)
        name, _kind = QFileDialog.getSaveFileName(
            self._page,
            _("Sign the final text"),
            str(starting_folder() / legal_name(words, ".pdf")),
            _("PDF files (*.pdf)"),
        )
        if not name:
            raise FieldError(dialog.certificate, _("No file was chosen; nothing was signed."))
        remember_folder(Path(name))
        path = Path(name) if name.lower().endswith(".pdf") else Path(f"{name}.pdf")
        sign_version(self._context.desk, draft.id, certificate, passphrase, path)
        self._say_saved(path)

    def _save_as(self, case: CaseView, request: EditionRequest) -> None:
        proposed = edition_file_name(case, request)
        name, _kind = QFileDialog.getSaveFileName(
            self._page,
            edition_label(request.edition),
            str(starting_folder() / proposed),
            f"{format_label(request.format)} (*.{request.format.value})",
        )
        if not name:
            return
        remember_folder(Path(name))
        ending = f".{request.format.value}"
        path = Path(name) if name.lower().endswith(ending) else Path(f"{name}{ending}")
        self._context.runner.start(
            partial(self._write, case.id, request, path),
            owner=self,
            on_done=self._say_saved,
            on_error=self._context.show_error,
            label=_("Making the edition …"),
        )

    def _write(self, case_id: str, request: EditionRequest, path: Path, _job: Job) -> Path:
        save_edition(self._context.desk, case_id, request, path)
        return path

    def _say_saved(self, path: Path) -> None:
        self._context.say(_("Saved as {path}").format(path=path))

    def _say_printed(self) -> None:
        self._context.say(_("The contract was sent to the printer."))


def edition_file_name(case: CaseView, request: EditionRequest) -> str:
    """Return what an edition's file is called: number, title and edition, legal everywhere."""
    words = f"{case.number} {case.title} {edition_label(request.edition)}"
    ending = f".{FileFormat(request.format).value}"
    return legal_name(words, ending)
