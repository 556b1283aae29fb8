"""Importing a file step by step: look at it, confirm its columns, read it on the worker."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _
from negotiator_desk.pay.dataset import DatasetKind
from negotiator_desk.services.datasets import (
    ImportPreview,
    ImportRefused,
    ImportReport,
    import_dataset,
    preview_import,
)
from negotiator_desk.services.desk import Outcome
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.import_form import ImportDialog
from negotiator_desk.ui.jobs import Job


class ImportFlow(QObject):
    """One file on its way into a case; it goes with its dialog."""

    def __init__(
        self,
        context: Context,
        case_id: str,
        path: Path,
        on_done: Callable[[Outcome[ImportReport]], None],
        parent: QWidget,
    ) -> None:
        """Look at the file; the dialog opens when that is done.

        Args:
            case_id: The case the facts belong to.
            on_done: Gets what was imported, on this thread.
            parent: The page, above which the dialog stands.
        """
        super().__init__(parent)
        self._context = context
        self._case_id = case_id
        self._path = path
        self._on_done = on_done
        self._page = parent
        self.dialog: ImportDialog | None = None
        self._look(None, None)

    def _look(self, kind: DatasetKind | None, sheet: str | None) -> None:
        self._context.runner.start(
            partial(self._preview, kind, sheet),
            owner=self,
            on_done=self._show_preview,
            on_error=self._refuse,
            label=_("Looking at {file} …").format(file=self._path.name),
        )

    def _preview(self, kind: DatasetKind | None, sheet: str | None, _job: Job) -> ImportPreview:
        return preview_import(self._context.desk, self._path, kind, sheet=sheet)

    @Slot(object)
    def _show_preview(self, preview: ImportPreview) -> None:
        if self.dialog is not None:
            self.dialog.set_working(working=False)
            self.dialog.show_preview(preview)
            return
        dialog = ImportDialog(self._path, preview, self._context.runner, self._page)
        dialog.preview_wanted.connect(self._look_again)
        dialog.import_wanted.connect(self._import)
        dialog.finished.connect(self.deleteLater)
        self.dialog = dialog
        dialog.open()

    @Slot()
    def _look_again(self) -> None:
        assert self.dialog is not None, "the dialog asked"
        self.dialog.set_working(working=True)
        self._look(*self.dialog.preview_choice())

    @Slot(bool)
    def _import(self, drop: bool) -> None:
        assert self.dialog is not None, "the dialog asked"
        self.dialog.message.clear()
        self.dialog.set_working(working=True)
        kind, sheet = self.dialog.preview_choice()
        self._context.runner.start(
            partial(self._read, kind, sheet, self.dialog.mapping.mapping(), drop),
            owner=self,
            on_done=self._finish,
            on_error=self._refuse,
            on_cancelled=self._stop,
            label=_("Importing {file} …").format(file=self._path.name),
            can_cancel=True,
        )

    def _read(
        self,
        kind: DatasetKind,
        sheet: str | None,
        mapping: dict[str, int | None],
        drop: bool,
        job: Job,
    ) -> Outcome[ImportReport]:
        return import_dataset(
            self._context.desk,
            self._case_id,
            self._path,
            kind=kind,
            sheet=sheet,
            mapping=mapping,
            drop_bad_rows=drop,
            progress=job.report,
            cancelled=job.is_cancelled,
        )

    @Slot(object)
    def _finish(self, outcome: Outcome[ImportReport]) -> None:
        assert self.dialog is not None, "the dialog asked"
        self.dialog.set_working(working=False)
        self.dialog.accept()
        self._on_done(outcome)

    @Slot(object)
    def _refuse(self, error: BaseException) -> None:
        if self.dialog is None:
            self._context.show_error(error)
            self.deleteLater()
        elif isinstance(error, ImportRefused):
            self.dialog.show_refusal(error)
        elif isinstance(error, UserError):
            self.dialog.show_error(error)
        else:
            self.dialog.set_working(working=False)
            self._context.show_error(error)

    @Slot()
    def _stop(self) -> None:
        if self.dialog is not None:
            self.dialog.set_working(working=False)
            self.dialog.message.show_message(_("The import was stopped; nothing was stored."))
