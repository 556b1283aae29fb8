"""Taking over an old agreement from a Word file: choose it, correct it, keep it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QItemSelection, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from negotiator_desk.drafting.old_text import OldKind, OldParagraph
from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _
from negotiator_desk.services.old_agreements import WordReading, read_word
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.word_import_report import ReportPanel
from negotiator_desk.ui.folders import remember_folder, starting_folder
from negotiator_desk.ui.itemmodels.old_paragraphs import (
    KINDS,
    ParagraphRow,
    kind_label,
    paragraph_columns,
    paragraph_rows,
)
from negotiator_desk.ui.jobs import Job
from negotiator_desk.ui.theme import CARD_GAP, GRID
from negotiator_desk.ui.widgets.buttons import QuietButton, SecondaryButton
from negotiator_desk.ui.widgets.forms import FieldError, FormDialog
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole
from negotiator_desk.ui.widgets.rows import RowsModel
from negotiator_desk.ui.widgets.table import DataTable

_REPORT = 236
_TABLE = 384


class WordImportDialog(FormDialog):
    """Reads a Word file, lets its paragraphs be corrected and says what was not understood."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Old agreement from Word"), _("Keep the agreement"), parent, width=1080)
        self._context = context
        self._reading: WordReading | None = None
        self._rows: tuple[ParagraphRow, ...] = ()
        self.choose_button = SecondaryButton(_("&Choose a file …"))
        self._file = TextLabel(role=TextRole.MUTE)
        self.title_edit = QLineEdit(self)
        self.only_doubtful = QCheckBox(_("Only what is not sure"), self)
        self.table: DataTable[ParagraphRow] = DataTable(
            _("Paragraphs"), RowsModel(paragraph_columns()), row_height=28
        )
        self.table.empty.set_words(
            _("The paragraphs of the agreement appear here."),
            _("Each is proposed as what it seems to be; correct what is not."),
        )
        self.table.setMinimumHeight(_TABLE)
        self.table.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.report = ReportPanel(self)
        self.report.setFixedWidth(_REPORT)
        self._kind_buttons: dict[OldKind, QuietButton] = {}
        self._lay_out()
        self._connect()
        self._show_reading()

    def reading(self) -> WordReading:
        """Return what was read.

        Raises:
            FieldError: No file was read yet.
        """
        if self._reading is None:
            raise FieldError(self.choose_button, _("Choose a file first."))
        return self._reading

    def paragraphs(self) -> tuple[OldParagraph, ...]:
        """Return the paragraphs as they were corrected."""
        return tuple(row.paragraph for row in self._rows)

    def agreement_title(self) -> str:
        """Return what the agreement shall be called."""
        return self.title_edit.text()

    def read(self, path: Path) -> None:
        """Read a file on the worker."""
        self.choose_button.setEnabled(False)
        self.message.clear()
        self._file.setText(_("Reading “{file}” …").format(file=path.name))
        self._context.runner.start(
            partial(self._read, path),
            owner=self,
            on_done=self._take,
            on_error=self._refuse,
            label=_("Reading the agreement …"),
        )

    def set_kind(self, kind: OldKind) -> None:
        """Take the selected paragraphs for another kind, or for their own with certainty.

        Where they are not shown any more, the next one is selected.
        """
        chosen = {row.place for row in self.selected()}
        if not chosen:
            return
        first = min(index.row() for index in self.table.view.selectionModel().selectedRows())
        scrolled = self.table.view.verticalScrollBar().value()
        self._rows = tuple(row.as_kind(kind) if row.place in chosen else row for row in self._rows)
        self._show_rows()
        self._select(chosen, first)
        self.table.view.verticalScrollBar().setValue(scrolled)

    def kind_button(self, kind: OldKind) -> QuietButton:
        """Return the button that takes the selected paragraphs for a kind."""
        return self._kind_buttons[kind]

    def selected(self) -> tuple[ParagraphRow, ...]:
        """Return the rows that are selected."""
        indexes = self.table.view.selectionModel().selectedRows()
        return tuple(
            self.table.model.row_at(self.table.proxy.mapToSource(index)) for index in indexes
        )

    def _select(self, places: set[int], otherwise: int) -> None:
        """Select paragraphs; where none of them is shown, the row of that number."""
        selection = self.table.view.selectionModel()
        flag = selection.SelectionFlag
        proxy = self.table.proxy
        shown = [
            number
            for number in range(proxy.rowCount())
            if self.table.model.row_at(proxy.mapToSource(proxy.index(number, 0))).place in places
        ]
        if not shown:
            last = min(otherwise, proxy.rowCount() - 1)
            self.table.view.setCurrentIndex(proxy.index(last, 0))
            return
        # All at once: thousands of selections one by one take minutes.
        runs: list[tuple[int, int]] = []
        for number in shown:
            joins = bool(runs) and runs[-1][1] == number - 1
            runs[-1:] = [(runs[-1][0], number)] if joins else [*runs[-1:], (number, number)]
        wanted = QItemSelection()
        for first, last in runs:
            wanted.select(proxy.index(first, 0), proxy.index(last, 0))
        # The current one is where the arrow keys go on from.
        selection.setCurrentIndex(proxy.index(shown[0], 0), flag.NoUpdate)
        selection.select(wanted, flag.ClearAndSelect | flag.Rows)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self.choose_button)
        line.addWidget(self._file, 1)
        self.content.addLayout(line)
        self.table.tools.addWidget(self.only_doubtful)
        kinds = QHBoxLayout()
        kinds.setSpacing(GRID)
        kinds.addWidget(TextLabel(_("Take as"), TextRole.LABEL))
        for number, kind in enumerate(KINDS, start=1):
            button = QuietButton(f"{number} {kind_label(kind)}")
            button.setToolTip(_("Key {key} in the table").format(key=number))
            button.clicked.connect(partial(self._press, kind))
            shortcut = QShortcut(QKeySequence(str(number)), self.table.view)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(partial(self.set_kind, kind))
            self._kind_buttons[kind] = button
            kinds.addWidget(button)
        kinds.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(GRID)
        left.addWidget(self.table, 1)
        left.addLayout(kinds)
        columns = QHBoxLayout()
        columns.setSpacing(CARD_GAP)
        columns.addLayout(left, 1)
        columns.addWidget(self.report)
        self.content.addLayout(columns, 1)
        self.add_row(_("&Title"), self.title_edit, _("What it is called in the redline."))

    def _press(self, kind: OldKind) -> None:
        self.set_kind(kind)
        self.table.view.setFocus()

    def _connect(self) -> None:
        self.choose_button.clicked.connect(self._choose)
        self.only_doubtful.toggled.connect(self._show_rows)

    @Slot()
    def _choose(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self,
            _("Old agreement from Word"),
            str(starting_folder()),
            _("Word documents (*.docx *.doc *.wps)"),
        )
        if name:
            remember_folder(Path(name))
            self.read(Path(name))

    def _read(self, path: Path, _job: Job) -> WordReading:
        return read_word(path)

    @Slot(object)
    def _take(self, reading: WordReading) -> None:
        self._reading = reading
        self._rows = paragraph_rows(reading.paragraphs)
        self.title_edit.setText(reading.title)
        self.only_doubtful.setChecked(False)
        self._show_reading()
        self.table.view.setFocus()

    @Slot(object)
    def _refuse(self, error: BaseException) -> None:
        self._show_reading()
        self.choose_button.setFocus()
        if isinstance(error, UserError):
            self.message.show_error(error)
        else:
            self._context.show_error(error)

    def _show_reading(self) -> None:
        """Show what was read last; a file that was refused leaves that as it is."""
        reading = self._reading
        self.choose_button.setEnabled(True)
        self._file.setText(_("No file yet.") if reading is None else reading.file_name)
        for widget in (
            self.save_button,
            self.only_doubtful,
            self.title_edit,
            *self._kind_buttons.values(),
        ):
            widget.setEnabled(reading is not None)
        self.report.setVisible(reading is not None)
        self.report.show_report(() if reading is None else reading.report)
        self._show_rows()
        if self.table.current() is None and not self.table.choose(_is_doubtful):
            self.table.choose(_is_any)

    @Slot()
    def _show_rows(self) -> None:
        only = self.only_doubtful.isChecked()
        self.table.set_rows(
            tuple(row for row in self._rows if not (only and row.is_certain)), key=_place
        )
        self.report.show_outline(self._rows)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the file."""
        super().showEvent(event)
        if self._reading is None:
            self.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)


def _place(row: ParagraphRow) -> int:
    return row.place


def _is_doubtful(row: ParagraphRow) -> bool:
    return not row.is_certain


def _is_any(_row: ParagraphRow) -> bool:
    return True
