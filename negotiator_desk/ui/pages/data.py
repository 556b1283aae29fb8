"""The data of a case: the facts that offers are costed on, imported from files."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget
from typing_extensions import override

from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _, n_
from negotiator_desk.pay.dataset import fields
from negotiator_desk.services.cases import get_case
from negotiator_desk.services.datasets import (
    DatasetRow,
    DatasetTable,
    ImportReport,
    dataset_table,
    list_datasets,
    remove_dataset,
)
from negotiator_desk.services.desk import Outcome
from negotiator_desk.ui import display
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.folders import remember_folder, starting_folder
from negotiator_desk.ui.itemmodels.datasets import dataset_columns, table_columns
from negotiator_desk.ui.jobs import Job
from negotiator_desk.ui.pages.data_import import ImportFlow
from negotiator_desk.ui.pages.listing import ListingPage
from negotiator_desk.ui.theme import TYPE_ROW
from negotiator_desk.ui.widgets.buttons import PrimaryButton, SecondaryButton
from negotiator_desk.ui.widgets.cards import Card
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole
from negotiator_desk.ui.widgets.rows import RowsModel
from negotiator_desk.ui.widgets.table import DataTable

ROWS_SHOWN = 200
"""Rows of a dataset that the page shows; the dataset itself has them all."""

_ENDINGS = (".xlsx", ".csv", ".txt", ".tsv", ".xlsm", ".xls")


class DataPage(ListingPage):
    """Lists the datasets of a case, imports files and shows what a dataset holds."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._case_title = ""
        self._shown: str | None = None
        self._flow: ImportFlow | None = None
        self.remove_button = SecondaryButton(_("Remove"), "Del")
        self.import_button = PrimaryButton(_("Import file"), "Ctrl+I")
        for button, work in (
            (self.remove_button, self.remove),
            (self.import_button, self.choose_file),
        ):
            button.clicked.connect(work)
            self.add_button(button)
        self.table = DataTable(_("Data"), RowsModel(dataset_columns()))
        self.table.empty.set_words(
            _("No data in this case yet."),
            _(
                "Import the firm's workbook of output, orders or staff (xlsx or csv), or drop the "
                "file here. Every offer is costed on these facts."
            ),
        )
        self.table.empty.add_button(PrimaryButton(_("&Import file")), self.choose_file)
        self.table.chosen.connect(self._show_dataset)
        self._detail = Card()
        self._mapping = TextLabel(role=TextRole.NOTE, wrap=True)
        self._detail.body.addWidget(self._mapping)
        self._holder = QVBoxLayout()
        self._detail.body.addLayout(self._holder, 1)
        self._rows: DataTable[tuple[str, ...]] | None = None
        self.lay_out(self._detail, shares=(2, 3))
        self.setAcceptDrops(True)
        self._detail.setVisible(False)

    @override
    def title(self) -> str:
        return _("Data")

    @override
    def subtitle(self) -> str:
        count = len(self.table.model.rows)
        text = n_("{count} dataset", "{count} datasets", count).format(count=count)
        return f"{self._case_title} · {text}"

    @override
    def refresh(self, changed: frozenset[str]) -> None:
        case_id = self.case_id
        self._case_title = get_case(self.context.desk, case_id).title
        self.table.set_rows(list_datasets(self.context.desk, case_id), key=_id)
        self._show_dataset(self.table.current())
        self.update_head()

    @Slot()
    def choose_file(self) -> None:
        """Ask for a file and import it."""
        name, _kind = QFileDialog.getOpenFileName(
            self,
            _("Import a file"),
            str(starting_folder()),
            _("Workbooks and tables (*.xlsx *.csv *.txt *.tsv);;All files (*)"),
        )
        if name:
            remember_folder(Path(name))
            self.import_file(Path(name))

    def import_file(self, path: Path) -> None:
        """Look at a file and open the import wizard."""
        self._flow = ImportFlow(self.context, self.case_id, path, self._take_import, self)

    @property
    def flow(self) -> ImportFlow | None:
        """The import begun last."""
        return self._flow

    @property
    def rows(self) -> DataTable[tuple[str, ...]] | None:
        """The rows of the dataset in view; None until they are read."""
        return self._rows

    @Slot()
    def remove(self) -> None:
        """Remove the dataset chosen; undo brings it back."""
        row = self.table.current()
        if row is None:
            return
        try:
            self.context.announce(remove_dataset(self.context.desk, row.id))
        except UserError as error:
            self.context.show_error(error)
            return
        self.context.say(_("“{name}” was removed. Undo brings it back.").format(name=row.name))

    def _take_import(self, outcome: Outcome[ImportReport]) -> None:
        report = outcome.value
        self.context.announce(outcome)
        self.table.choose(lambda row: row.id == report.dataset_id)
        sentence = _(
            "Imported {rows} rows of {workers} workers; {dropped} bad rows left out, "
            "{totals} lines of totals skipped."
        ).format(
            rows=display.count(report.rows),
            workers=display.count(report.workers),
            dropped=display.count(report.dropped_rows),
            totals=display.count(report.skipped_totals),
        )
        self.context.say(" ".join((sentence, *report.notes)))

    @Slot(object)
    def _show_dataset(self, row: DatasetRow | None) -> None:
        self.remove_button.setEnabled(row is not None)
        self._detail.setVisible(row is not None)
        if row is None:
            self._shown = None
            return
        if row.id == self._shown:
            return
        self._shown = row.id
        self._detail.set_title(row.name)
        pairs = _(", ").join(f"{header} → {field}" for field, header in _pairs(row))
        self._mapping.setText(
            _("Fingerprint {fingerprint} · columns: {pairs}").format(
                fingerprint=row.fingerprint, pairs=pairs
            )
        )
        self.context.runner.start(
            partial(self._read_rows, row.id),
            owner=self,
            on_done=partial(self._show_rows, row.id),
            on_error=self.context.show_error,
            label=_("Reading the data …"),
        )

    def _read_rows(self, dataset_id: str, _job: Job) -> DatasetTable:
        return dataset_table(self.context.desk, dataset_id, limit=ROWS_SHOWN)

    def _show_rows(self, dataset_id: str, found: DatasetTable) -> None:
        if dataset_id != self._shown:
            return
        if self._rows is not None:
            self._holder.removeWidget(self._rows)
            self._rows.deleteLater()
        self._rows = DataTable(
            _("Rows of the dataset"),
            RowsModel(table_columns(found.header, found.rows)),
            search=False,
            row_height=TYPE_ROW,
        )
        self._rows.set_rows(found.rows)
        self._holder.addWidget(self._rows)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.import_file(path)


def _dropped(event: QDropEvent) -> Path | None:
    """The one local file that is being dropped, if it may be a table."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() in _ENDINGS else None


def _id(row: DatasetRow) -> str:
    return row.id


def _pairs(row: DatasetRow) -> tuple[tuple[str, str], ...]:
    """Field label and the header it was read from."""
    labels = {field.name: _(field.label) for field in fields(row.kind)}
    return tuple(
        (labels.get(name, name), header) for name, header in row.column_mapping.items() if header
    )
