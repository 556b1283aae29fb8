"""The import wizard: what a file holds, which column is which, and which cells cannot be used."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _, n_
from negotiator_desk.pay.dataset import DatasetKind, fields
from negotiator_desk.services.datasets import ImportPreview, ImportRefused
from negotiator_desk.ui import display
from negotiator_desk.ui.dialogs.import_mapping import MappingTable
from negotiator_desk.ui.itemmodels.datasets import bad_cell_columns
from negotiator_desk.ui.jobs import JobRunner
from negotiator_desk.ui.theme import TYPE_ROW, Tone
from negotiator_desk.ui.widgets.buttons import QuietButton, SecondaryButton
from negotiator_desk.ui.widgets.forms import FormDialog
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole
from negotiator_desk.ui.widgets.messages import InlineMessage
from negotiator_desk.ui.widgets.progress import ProgressStrip
from negotiator_desk.ui.widgets.rows import RowsModel
from negotiator_desk.ui.widgets.table import DataTable


class ImportDialog(FormDialog):
    """Shows what a file seems to hold and asks for it to be imported.

    Signals:
        preview_wanted: Another kind or sheet was chosen; `preview_choice` says which.
        import_wanted: Import with the mapping shown; True leaves the bad rows out.
    """

    preview_wanted = Signal()
    import_wanted = Signal(bool)

    def __init__(
        self, path: Path, preview: ImportPreview, runner: JobRunner, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Import {file}").format(file=path.name), _("Import"), parent, width=960)
        self._is_working = False
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("Kind of data"))
        for kind in DatasetKind:
            self.kind.addItem(display.dataset_kind(kind), kind.value)
        self.sheet = QComboBox()
        self.sheet.setAccessibleName(_("Sheet"))
        self.sheet.setMinimumWidth(160)
        self._found = TextLabel(role=TextRole.NOTE)
        self._remembered = InlineMessage()
        self._problems = InlineMessage()
        self.mapping = MappingTable()
        self.bad_cells = DataTable(
            _("Cells that cannot be used"), RowsModel(bad_cell_columns()), row_height=TYPE_ROW
        )
        self._bad_text = TextLabel(wrap=True)
        self.drop_button = SecondaryButton("")
        self.back_button = QuietButton(_("&Back to the columns"))
        self.progress = ProgressStrip(runner)
        self.stack = QStackedWidget()
        self.stack.setMinimumHeight(400)
        self._lay_out()
        self.show_preview(preview)
        self.kind.activated.connect(self._ask_for_preview)
        self.sheet.activated.connect(self._ask_for_preview)
        self.mapping.edited.connect(self._show_whether_possible)
        self.drop_button.clicked.connect(self._import_without)
        self.back_button.clicked.connect(self.show_mapping)

    def preview_choice(self) -> tuple[DatasetKind, str | None]:
        """Return the kind and the sheet chosen; None for a text file, which has no sheets."""
        return DatasetKind(self.kind.currentData()), self.sheet.currentText() or None

    def show_preview(self, preview: ImportPreview) -> None:
        """Show what the file seems to hold."""
        self._preview = preview
        self.kind.setCurrentIndex(self.kind.findData(preview.kind.value))
        self.sheet.clear()
        self.sheet.addItems(list(preview.sheets))
        self.sheet.setCurrentIndex(self.sheet.findText(preview.sheet))
        self.sheet.setEnabled(len(preview.sheets) > 1)
        if preview.header_row is None:
            self._found.setText(_("no header found"))
        else:
            text = n_(
                "header in row {row}, {count} row below it",
                "header in row {row}, {count} rows below it",
                preview.rows,
            )
            self._found.setText(
                text.format(row=preview.header_row, count=display.count(preview.rows))
            )
        self._remembered.show_message(
            _("This header was imported before; its columns are remembered.")
            if preview.remembered
            else "",
            tone=Tone.GOOD,
        )
        self.stack.setVisible(preview.header_row is not None)
        self.mapping.show_mapping(fields(preview.kind), preview.columns, preview.mapping)
        self.show_mapping()

    def show_refusal(self, refusal: ImportRefused) -> None:
        """Show the cells that keep the file from being imported."""
        self.set_working(working=False)
        if not refusal.bad_cells:
            self.message.show_error(refusal)
            return
        self.message.show_error(refusal)
        self.bad_cells.set_rows(refusal.bad_cells)
        beyond = ""
        if refusal.cells_beyond:
            beyond = n_(
                "{count} more cell is not listed.",
                "{count} more cells are not listed.",
                refusal.cells_beyond,
            ).format(count=display.count(refusal.cells_beyond))
        advice = _("Put them right in the file, or leave their rows out.")
        self._bad_text.setText(f"{advice} {beyond}".strip())
        text = n_(
            "Import &without this {count} row",
            "Import &without these {count} rows",
            refusal.bad_rows,
        )
        self.drop_button.set_label(text.format(count=display.count(refusal.bad_rows)))
        self.stack.setCurrentIndex(1)
        self.save_button.setEnabled(False)
        self.bad_cells.view.setFocus()

    def show_error(self, error: UserError) -> None:
        """Show why nothing was imported."""
        self.set_working(working=False)
        self.message.show_error(error)

    def set_working(self, *, working: bool) -> None:
        """Lock the choices while the worker reads."""
        self._is_working = working
        for widget in (self.kind, self.sheet, self.mapping, self.drop_button, self.back_button):
            widget.setEnabled(not working)
        self.sheet.setEnabled(not working and self.sheet.count() > 1)
        if working:
            self.save_button.setEnabled(False)
        else:
            self._show_whether_possible()

    @Slot()
    def show_mapping(self) -> None:
        """Show the columns."""
        self.message.clear()
        self.stack.setCurrentIndex(0)
        self._show_whether_possible()

    @Slot()
    @override
    def save(self) -> None:
        """Ask for the import; the dialog closes once it is done."""
        if self.save_button.isEnabled():
            self.import_wanted.emit(False)

    @Slot()
    @override
    def reject(self) -> None:
        """Close, or stop the import that is running."""
        if self._is_working:
            self.progress.cancel()
        else:
            super().reject()

    @Slot()
    def _import_without(self) -> None:
        self.import_wanted.emit(True)

    @Slot()
    def _ask_for_preview(self) -> None:
        self.preview_wanted.emit()

    @Slot()
    def _show_whether_possible(self) -> None:
        missing = self.mapping.missing()
        notes = " ".join(self._preview.notes)
        if self._preview.header_row is None:
            self._problems.show_message(" ".join(self._preview.problems), tone=Tone.BAD)
        elif missing and not (notes and len(missing) == 1):
            self._problems.show_message(
                _("No column is chosen for: {fields}.").format(fields=_(", ").join(missing)),
                _("Choose the columns below."),
                tone=Tone.ATTENTION,
            )
        else:
            self._problems.show_message(notes)
        possible = self._preview.header_row is not None and self.stack.currentIndex() == 0
        self.save_button.setEnabled(possible and not self._is_working)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        for text, box in ((_("&Kind of data"), self.kind), (_("&Sheet"), self.sheet)):
            label = TextLabel(text)
            label.setBuddy(box)
            top.addWidget(label)
            top.addWidget(box)
            top.addSpacing(12)
        top.addWidget(self._found, 1)
        self.content.addLayout(top)
        self.content.addWidget(self._remembered)
        self.content.addWidget(self._problems)
        bad = QWidget()
        column = QVBoxLayout(bad)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._bad_text)
        column.addWidget(self.bad_cells, 1)
        row = QHBoxLayout()
        row.addWidget(self.back_button)
        row.addStretch(1)
        row.addWidget(self.drop_button)
        column.addLayout(row)
        self.stack.addWidget(self.mapping)
        self.stack.addWidget(bad)
        self.content.addWidget(self.stack, 1)
        self.buttons.insertWidget(0, self.progress)
