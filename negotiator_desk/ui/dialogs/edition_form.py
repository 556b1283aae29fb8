"""Which edition of the contract is saved, of which version, as which file."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from negotiator_desk.drafting.typeset.look import LOOKS
from negotiator_desk.i18n import _
from negotiator_desk.services.contracts import DraftRow
from negotiator_desk.services.editions import (
    Baseline,
    BaselineKind,
    Edition,
    EditionRequest,
    FileFormat,
)
from negotiator_desk.services.old_agreements import AgreementRow
from negotiator_desk.ui import display
from negotiator_desk.ui.widgets.forms import FormDialog


class EditionDialog(FormDialog):
    """Chooses what is saved."""

    def __init__(
        self,
        drafts: tuple[DraftRow, ...],
        agreements: tuple[AgreementRow, ...],
        request: EditionRequest,
        parent: QWidget | None = None,
    ) -> None:
        """Show a choice.

        Args:
            request: What is proposed.
        """
        super().__init__(_("Save an edition"), _("Choose the file …"), parent, width=600)
        self.edition = QComboBox(self)
        for edition in Edition:
            self.edition.addItem(edition_label(edition), edition.value)
        self.format = QComboBox(self)
        self.version = QComboBox(self)
        self.version.addItem(_("The contract as it stands"), "")
        self.baseline = QComboBox(self)
        self.baseline.addItem(_("the model text"), Baseline(BaselineKind.MODEL))
        for draft in drafts:
            words = _("version {version} of {day}").format(
                version=draft.version, day=display.moment(draft.drafted_at)
            )
            self.version.addItem(words, draft.id)
            self.baseline.addItem(words, Baseline(BaselineKind.VERSION, draft.id))
        for agreement in agreements:
            self.baseline.addItem(
                _("old agreement “{title}”").format(title=agreement.title),
                Baseline(BaselineKind.OLD_AGREEMENT, agreement.id),
            )
        self.look = QComboBox(self)
        for key in LOOKS:
            self.look.addItem(look_label(key), key)
        self.colour = QCheckBox(_("In colour"), self)
        self.line_numbers = QCheckBox(_("Number the lines"), self)
        self.add_row(_("&Edition"), self.edition)
        self.add_row(_("&Version"), self.version)
        self.add_row(_("Compared &with"), self.baseline)
        self.add_row(_("&File"), self.format)
        self.add_row(_("&Look"), self.look)
        self.add_row("", self.colour)
        self.add_row("", self.line_numbers)
        self.edition.setCurrentIndex(self.edition.findData(request.edition.value))
        self.version.setCurrentIndex(max(self.version.findData(request.draft_id or ""), 0))
        self.look.setCurrentIndex(self.look.findData(request.look))
        self.colour.setChecked(request.colour)
        self.line_numbers.setChecked(request.line_numbers)
        self.edition.currentIndexChanged.connect(self._follow_edition)
        self.format.currentIndexChanged.connect(self._follow_format)
        self._follow_edition()

    def request(self) -> EditionRequest:
        """Return what was chosen."""
        edition = Edition(self.edition.currentData())
        compares = edition in {Edition.REDLINE, Edition.EXPLANATION}
        return EditionRequest(
            edition=edition,
            format=FileFormat(self.format.currentData()),
            draft_id=self.version.currentData() or None,
            look=self.look.currentData(),
            baseline=self.baseline.currentData() if compares else None,
            colour=self.colour.isChecked(),
            line_numbers=self.line_numbers.isChecked(),
        )

    @Slot()
    def _follow_edition(self) -> None:
        edition = Edition(self.edition.currentData())
        chosen = self.format.currentData()
        self.format.clear()
        for one in FileFormat:
            if one is not FileFormat.JSON or edition is Edition.CONTRACT:
                self.format.addItem(format_label(one), one.value)
        self.format.setCurrentIndex(max(self.format.findData(chosen), 0))
        self.baseline.setEnabled(edition in {Edition.REDLINE, Edition.EXPLANATION})
        self.colour.setEnabled(edition is Edition.REDLINE)
        self._follow_format()

    @Slot()
    def _follow_format(self) -> None:
        is_pdf = self.format.currentData() == FileFormat.PDF.value
        is_leaflet = self.edition.currentData() == Edition.LEAFLET.value
        self.line_numbers.setEnabled(is_pdf and not is_leaflet)
        self.look.setEnabled(not is_leaflet and self.format.currentData() in {"pdf", "docx"})


def edition_label(edition: Edition) -> str:
    """Return what an edition is called."""
    match edition:
        case Edition.CONTRACT:
            return _("Contract")
        case Edition.ANNOTATED:
            return _("Annotated contract")
        case Edition.REDLINE:
            return _("Redline")
        case Edition.LEAFLET:
            return _("Leaflet for the workers")
        case Edition.EXPLANATION:
            return _("Explanation of the draft")


def format_label(kind: FileFormat) -> str:
    """Return what a kind of file is called."""
    match kind:
        case FileFormat.PDF:
            return _("PDF, to print and keep")
        case FileFormat.DOCX:
            return _("Word, to edit elsewhere")
        case FileFormat.TEXT:
            return _("Plain text")
        case FileFormat.JSON:
            return _("Data (JSON)")


def look_label(key: str) -> str:
    """Return what a look is called."""
    return _("Official") if key == LOOKS[0] else _("Compact")
