"""Taking over an old agreement from a Word file: choose it, correct it, keep it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QWidget,
)

from negotiator_desk.drafting.old_text import OldKind, OldParagraph
from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _, n_
from negotiator_desk.services.old_agreements import WordReading, read_word
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.folders import remember_folder, starting_folder
from negotiator_desk.ui.itemmodels.old_paragraphs import (
    KINDS,
    ParagraphRow,
    kind_label,
    paragraph_columns,
    paragraph_rows,
)
from negotiator_desk.ui.jobs import Job
from negotiator_desk.ui.theme import GRID
from negotiator_desk.ui.widgets.buttons import QuietButton, SecondaryButton
from negotiator_desk.ui.widgets.forms import FieldError, FormDialog
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole
from negotiator_desk.ui.widgets.rows import RowsModel
from negotiator_desk.ui.widgets.table import DataTable


class WordImportDialog(FormDialog):
    """Reads a Word file, lets its paragraphs be corrected and says what was not understood."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Old agreement from Word"), _("Keep the agreement"), parent, width=980)
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
        self.table.setMinimumHeight(300)
        self.table.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._outline = TextLabel(role=TextRole.MUTE)
        self._report = TextLabel(role=TextRole.NOTE, wrap=True)
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
        self._file.setText(path.name)
        self._context.runner.start(
            partial(self._read, path),
            owner=self,
            on_done=self._take,
            on_error=self._refuse,
            label=_("Reading the agreement …"),
        )

    @Slot(object)
    def set_kind(self, kind: OldKind) -> None:
        """Take the selected paragraphs for another kind."""
        chosen = {row.place for row in self.selected()}
        self._rows = tuple(row.as_kind(kind) if row.place in chosen else row for row in self._rows)
        scrolled = self.table.view.verticalScrollBar().value()
        self._show_rows()
        self.table.view.verticalScrollBar().setValue(scrolled)
        selection = self.table.view.selectionModel()
        flags = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
        for number in range(self.table.proxy.rowCount()):
            index = self.table.proxy.index(number, 0)
            row = self.table.model.row_at(self.table.proxy.mapToSource(index))
            if row.place in chosen:
                selection.select(index, flags)

    def selected(self) -> tuple[ParagraphRow, ...]:
        """Return the rows that are selected."""
        indexes = self.table.view.selectionModel().selectedRows()
        return tuple(
            self.table.model.row_at(self.table.proxy.mapToSource(index)) for index in indexes
        )

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self.choose_button)
        line.addWidget(self._file, 1)
        self.content.addLayout(line)
        self.table.tools.addWidget(self.only_doubtful)
        self.add_widget(self.table, 1)
        kinds = QHBoxLayout()
        kinds.setSpacing(GRID)
        kinds.addWidget(TextLabel(_("Take as"), TextRole.LABEL))
        for number, kind in enumerate(KINDS, start=1):
            button = QuietButton(f"{number} {kind_label(kind)}")
            button.clicked.connect(partial(self.set_kind, kind))
            shortcut = QShortcut(QKeySequence(str(number)), self.table.view)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(partial(self.set_kind, kind))
            self._kind_buttons[kind] = button
            kinds.addWidget(button)
        kinds.addStretch(1)
        kinds.addWidget(self._outline)
        self.content.addLayout(kinds)
        self.content.addWidget(self._report)
        self.add_row(_("&Title"), self.title_edit, _("What it is called in the redline."))

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
        self.choose_button.setEnabled(True)
        self.message.clear()
        self._reading = reading
        self._rows = paragraph_rows(reading.paragraphs)
        title = next(
            (row.paragraph.text for row in self._rows if row.paragraph.kind is OldKind.TITLE), ""
        )
        self.title_edit.setText(" ".join(title.split()) or Path(reading.file_name).stem)
        self._show_reading()
        self.table.view.setFocus()

    @Slot(object)
    def _refuse(self, error: BaseException) -> None:
        self.choose_button.setEnabled(True)
        if isinstance(error, UserError):
            self.message.show_error(error)
        else:
            self._context.show_error(error)

    def _show_reading(self) -> None:
        has_rows = bool(self._rows)
        for widget in (self.save_button, self.only_doubtful, *self._kind_buttons.values()):
            widget.setEnabled(has_rows)
        report = () if self._reading is None else self._reading.report
        self._report.setText(
            _("Not understood, or not as it stands: {report}").format(report="; ".join(report))
            if report
            else _("Everything in the file was understood.")
        )
        self._report.setVisible(self._reading is not None)
        self._show_rows()
        if has_rows:
            self.table.choose(lambda row: not row.is_certain) or self.table.choose(
                lambda _row: True
            )

    @Slot()
    def _show_rows(self) -> None:
        shown = tuple(
            row for row in self._rows if not (self.only_doubtful.isChecked() and row.is_certain)
        )
        self.table.set_rows(shown)
        count = {kind: sum(row.paragraph.kind is kind for row in self._rows) for kind in OldKind}
        chapters, articles = count[OldKind.HEADING], count[OldKind.ARTICLE]
        doubtful = sum(not row.is_certain for row in self._rows)
        parts = [
            n_("{count} chapter", "{count} chapters", chapters).format(count=chapters),
            n_("{count} article", "{count} articles", articles).format(count=articles),
            n_("{count} not sure", "{count} not sure", doubtful).format(count=doubtful),
        ]
        self._outline.setText(" · ".join(parts) if self._rows else "")
