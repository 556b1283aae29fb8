"""The meeting sheet: looked at, sealed, printed, saved and signed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from negotiator_desk.errors import UserError
from negotiator_desk.i18n import LANGUAGES, _
from negotiator_desk.i18n import language as window_language
from negotiator_desk.services.desk import Outcome
from negotiator_desk.services.meeting_sheets import (
    SheetView,
    list_sheets,
    preview_sheet,
    save_sheet,
    seal_sheet,
    sheet_pdf,
    sign_sheet,
)
from negotiator_desk.services.session_records import get_record
from negotiator_desk.ui.actions import language_name
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.sheet_rows import SheetRow, sheet_columns
from negotiator_desk.ui.dialogs.sheet_signatures import SignaturesCard
from negotiator_desk.ui.folders import legal_name, remember_folder, starting_folder, with_ending
from negotiator_desk.ui.jobs import Job
from negotiator_desk.ui.latest import Latest
from negotiator_desk.ui.pages.contract_preview import PdfPreview
from negotiator_desk.ui.pages.contract_print import (
    PictureJob,
    SpoolJob,
    new_printer,
    spool_arguments,
    spooler,
)
from negotiator_desk.ui.theme import CARD_GAP, CARD_MARGIN, GRID, PAGE_MARGIN, Tone
from negotiator_desk.ui.widgets.buttons import PrimaryButton, SecondaryButton
from negotiator_desk.ui.widgets.cards import Card
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole
from negotiator_desk.ui.widgets.messages import InlineMessage
from negotiator_desk.ui.widgets.rows import RowsModel
from negotiator_desk.ui.widgets.table import DataTable

_SIDE_WIDTH = 496
_SIZE = QSize(1260, 690)


class SheetDialog(QDialog):
    """Shows a session's sheets and what would be sealed now; everything in it is shared.

    Attributes:
        preview: The pages of the row that is chosen.
        table: The sheets, the latest first; above them what is not sealed yet.
        language: What the next sheet is written in.
    """

    def __init__(self, context: Context, session_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._session_id = session_id
        record = get_record(context.desk, session_id)
        self._title = _("Meeting sheet of session {number}").format(number=record.number)
        self._file_words = f"{record.case_number} {self._title}"
        self.setWindowTitle(self._title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.message = InlineMessage(self)
        self.preview = PdfPreview(self)
        self.preview.view.setAccessibleName(_("Pages of the sheet"))
        self.preview.empty.set_words(_("The sheet is being made …"))
        self.language = QComboBox(self)
        for code in LANGUAGES:
            self.language.addItem(language_name(code), code)
        self.language.setCurrentIndex(self.language.findData(window_language()))
        self.seal_button = PrimaryButton(_("Seal sheet"), "Ctrl+Return")
        self.table: DataTable[SheetRow] = DataTable(
            _("Sheets of the session"), RowsModel(sheet_columns()), search=False
        )
        self.signatures = SignaturesCard(self)
        self.signatures.propose(record.chiefs)
        self._at_work = ""
        """Why the window has to stay open for a moment; "" = it need not."""
        self.print_button = SecondaryButton(_("Print"), "Ctrl+P")
        self.save_button = SecondaryButton(_("Save PDF"), "Ctrl+S")
        self.close_button = SecondaryButton(_("Close"), "Esc")
        self._lay_out()
        self._latest = Latest(
            context.runner, self._pages_of, self, label=_("Making the meeting sheet …")
        )
        self._latest.answered.connect(self._show_pages)
        self._latest.failed.connect(self._show_failure)
        self.language.currentIndexChanged.connect(self._reload)
        self.table.chosen.connect(self._show_row)
        self.seal_button.clicked.connect(self.seal)
        self.print_button.clicked.connect(self.print_pages)
        self.save_button.clicked.connect(self.save)
        self.close_button.clicked.connect(self.reject)
        self.signatures.signed.connect(self._sign)
        self._reload()
        first = self.seal_button if self.seal_button.isEnabled() else self.print_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def sizeHint(self) -> QSize:
        """As large as the sheet reads well, as far as the screen allows."""
        room = self.screen().availableGeometry().size() - QSize(GRID, 5 * GRID)
        return _SIZE.boundedTo(room)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Take that size: Qt itself opens no window larger than two thirds of the screen."""
        if not event.spontaneous():
            self.resize(self.sizeHint())
        super().showEvent(event)

    @property
    def sheet(self) -> SheetView | None:
        """The sheet that is chosen; None = what is not sealed yet."""
        row = self.table.current()
        return None if row is None else row.sheet

    @Slot()
    def seal(self) -> None:
        """Seal the record as it stands, in the language chosen."""
        self.message.clear()
        self.seal_button.setEnabled(False)
        self._at_work = _("The sheet is being sealed.")
        self._context.runner.start(
            partial(self._sealed, self.language.currentData()),
            owner=self,
            on_done=self._take_sealed,
            on_error=self._refuse,
            label=_("Sealing the meeting sheet …"),
        )

    @Slot()
    def print_pages(self) -> None:
        """Choose a printer and print the sealed sheet as it is."""
        sheet = self.sheet
        if sheet is None:
            return
        title = legal_name(self._words(sheet), "")
        printer = new_printer(title)
        if QPrintDialog(printer, self).exec() != QPrintDialog.DialogCode.Accepted:
            return
        self._at_work = _("The sheet is being sent to the printer.")
        program = spooler()
        if program is not None and not printer.outputFileName():
            arguments = spool_arguments(
                program, title=title, printer=printer.printerName(), copies=printer.copyCount()
            )
            SpoolJob(
                sheet_pdf(self._context.desk, sheet.id),
                program,
                arguments,
                on_done=self._say_printed,
                on_error=self._refuse,
                parent=self,
            )
            return
        PictureJob(
            self.preview.document,
            printer,
            on_done=self._say_printed,
            on_error=self._refuse,
            parent=self,
        )

    @Slot()
    def save(self) -> None:
        """Choose a file name and save the sealed sheet as it is."""
        sheet = self.sheet
        if sheet is None:
            return
        name, _kind = QFileDialog.getSaveFileName(
            self,
            _("Save PDF"),
            str(starting_folder() / legal_name(self._words(sheet), ".pdf")),
            _("PDF files (*.pdf)"),
        )
        if not name:
            return
        remember_folder(Path(name))
        path = with_ending(Path(name), ".pdf")
        try:
            save_sheet(self._context.desk, sheet.id, path)
        except UserError as error:
            self.message.show_error(error)
            return
        self._say(_("Saved as {path}").format(path=path))

    @override
    def reject(self) -> None:
        """Close, but not while pages are on their way to the printer or into the store."""
        if self._at_work:
            hint = _("Close this window when that is done.")
            self.message.show_message(self._at_work, hint, tone=Tone.ATTENTION)
            return
        super().reject()

    def _lay_out(self) -> None:
        choose = QHBoxLayout()
        choose.setSpacing(GRID)
        caption = TextLabel(_("&Language of the sheet"))
        caption.setBuddy(self.language)
        self.language.setAccessibleName(_("Language of the sheet"))
        choose.addWidget(caption)
        choose.addWidget(self.language, 1)
        sheets = Card(_("Sheets"))
        sheets.body.addLayout(choose)
        sheets.body.addWidget(self.table, 1)
        side = QVBoxLayout()
        side.setSpacing(CARD_GAP)
        side.addWidget(sheets, 1)
        side.addWidget(self.signatures)
        panel = QWidget(self)
        panel.setFixedWidth(_SIDE_WIDTH)
        panel.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        middle = QHBoxLayout()
        middle.setSpacing(CARD_GAP)
        middle.addWidget(self.preview, 1)
        middle.addWidget(panel)
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addStretch(1)
        buttons = (self.close_button, self.save_button, self.print_button, self.seal_button)
        for button in buttons:
            foot.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE_MARGIN, CARD_MARGIN, PAGE_MARGIN, CARD_MARGIN)
        layout.setSpacing(CARD_GAP)
        layout.addWidget(TextLabel(self._title, TextRole.TITLE))
        layout.addWidget(self.message)
        layout.addLayout(middle, 1)
        layout.addLayout(foot)

    @Slot()
    def _reload(self) -> None:
        """Read the sheets; what is not sealed in the language chosen stands above them."""
        sheets = list_sheets(self._context.desk, self._session_id)
        wanted = self.language.currentData()
        is_sealed = any(one.is_current and one.language == wanted for one in sheets)
        rows = [SheetRow(one) for one in sheets]
        if not is_sealed:
            rows.insert(0, SheetRow(None))
        self.table.set_rows(tuple(rows), key=_key)
        self.seal_button.setEnabled(not is_sealed)
        self.table.choose(
            lambda row: (
                row.sheet is None
                if not is_sealed
                else row.sheet is not None and row.sheet.is_current and row.sheet.language == wanted
            )
        )

    def _show(self, sheet_id: str) -> None:
        self._reload()
        self.table.choose(lambda row: row.key == sheet_id)

    @Slot(object)
    def _show_row(self, row: SheetRow | None) -> None:
        sheet = None if row is None else row.sheet
        self.message.clear()
        self.signatures.show_sheet(sheet)
        for button in (self.print_button, self.save_button):
            button.setEnabled(sheet is not None)
        if row is not None:
            self._latest.ask((row.key, self.language.currentData()))

    def _pages_of(self, question: tuple[str, str]) -> bytes:
        """Return the pages of a sheet, or of what would be sealed now; this is on the worker."""
        sheet_id, language = question
        if sheet_id:
            return sheet_pdf(self._context.desk, sheet_id)
        return preview_sheet(self._context.desk, self._session_id, language)

    @Slot(object)
    def _show_pages(self, answer: tuple[tuple[str, str], bytes]) -> None:
        (sheet_id, _language), pdf = answer
        row = self.table.current()
        if row is not None and row.key == sheet_id:
            self.preview.show_pdf(pdf)
            self.preview.set_title(_("Not sealed yet") if row.sheet is None else self._name(row))

    @Slot(object)
    def _show_failure(self, failure: tuple[Any, BaseException]) -> None:
        self.preview.show_pdf(None)
        self.preview.empty.set_words(_("The sheet cannot be shown."))
        self._refuse(failure[1])

    def _sealed(self, language: str, _job: Job) -> Outcome[SheetView]:
        return seal_sheet(self._context.desk, self._session_id, language)

    @Slot(object)
    def _take_sealed(self, outcome: Outcome[SheetView]) -> None:
        self._at_work = ""
        self._context.announce(outcome)
        self._show(outcome.value.id)
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _sign(self, entered: tuple[Any, str]) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        side, name = entered
        self.message.clear()
        try:
            outcome = sign_sheet(self._context.desk, sheet.id, side, name)
        except UserError as error:
            self.message.show_error(error)
            self.signatures.names[side].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._context.announce(outcome)
        self._show(sheet.id)
        rest = [one for one in self.signatures.names.values() if not one.isHidden()]
        (rest[0] if rest else self.close_button).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _refuse(self, error: BaseException) -> None:
        self._at_work = ""
        self.seal_button.setEnabled(self.sheet is None)
        if isinstance(error, UserError):
            self.message.show_error(error)
        else:
            self._context.show_error(error)

    def _say_printed(self) -> None:
        self._at_work = ""
        self._say(_("The sheet was sent to the printer."))

    def _say(self, sentence: str) -> None:
        self.message.show_message(sentence, tone=Tone.GOOD)
        self._context.say(sentence)

    def _name(self, row: SheetRow) -> str:
        return "" if row.sheet is None else _("Sheet {number}").format(number=row.sheet.number)

    def _words(self, sheet: SheetView) -> str:
        return f"{self._file_words} {sheet.number}"


def _key(row: SheetRow) -> str:
    return row.key
