"""The files that stand behind an issue, an offer or a session: added, noted, saved as a copy."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _
from negotiator_desk.services.desk import Outcome
from negotiator_desk.services.evidence import (
    MOST_BYTES,
    EvidencePlace,
    EvidenceView,
    add_evidence,
    list_evidence,
    note_evidence,
    read_evidence,
    remove_evidence,
    save_evidence,
)
from negotiator_desk.ui import display
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.folders import remember_folder, starting_folder
from negotiator_desk.ui.jobs import Job
from negotiator_desk.ui.theme import CARD_GAP, CARD_MARGIN, GRID, PAGE_MARGIN
from negotiator_desk.ui.widgets.buttons import PrimaryButton, SecondaryButton
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole
from negotiator_desk.ui.widgets.messages import InlineMessage
from negotiator_desk.ui.widgets.rows import Column, RowsModel
from negotiator_desk.ui.widgets.table import DataTable


def open_evidence(
    context: Context,
    case_id: str,
    *,
    offer_id: str | None = None,
    issue_id: str | None = None,
    session_id: str | None = None,
    parent: QWidget | None = None,
) -> EvidenceDialog:
    """Show the files of one thing of a case; exactly one of the three ids is given."""
    place = EvidencePlace(issue_id=issue_id, offer_id=offer_id, session_id=session_id)
    dialog = EvidenceDialog(context, case_id, place, parent)
    context.curtain.listen_in(dialog)
    dialog.open()
    return dialog


class EvidenceDialog(QDialog):
    """Lists files and takes more; a file leaves only as a copy, and is never opened here."""

    def __init__(
        self,
        context: Context,
        case_id: str,
        place: EvidencePlace,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._case_id = case_id
        self._place = place
        title = _title(place)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(820, 480)
        self.message = InlineMessage(self)
        self.table = DataTable(_("Files"), RowsModel(_columns()), search=False)
        self.table.empty.set_words(
            _("No file yet."),
            _(
                "Any kind of file up to {most} MB; it is kept as it is and never opened here."
            ).format(most=MOST_BYTES // (1024 * 1024)),
        )
        self.note = QLineEdit(self)
        self.note.setAccessibleName(_("Note on the file"))
        self.add_button = PrimaryButton(_("Add files …"), "Ctrl+O")
        self.save_button = SecondaryButton(_("Save a copy …"), "Ctrl+S")
        self.note_button = SecondaryButton(_("Keep the note"), "Ctrl+Return")
        self.remove_button = SecondaryButton(_("Remove"), "Ctrl+Del")
        self.close_button = SecondaryButton(_("Close"), "Esc")
        self._lay_out(title)
        self.table.chosen.connect(self._show_chosen)
        for button, work in (
            (self.add_button, self.ask),
            (self.save_button, self.save_copy),
            (self.note_button, self.keep_note),
            (self.remove_button, self.remove),
            (self.close_button, self.accept),
        ):
            button.clicked.connect(work)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show the files as the store has them now."""
        files = list_evidence(self._context.desk, self._case_id)
        self.table.set_rows(tuple(one for one in files if one.place == self._place), key=_id)
        self._show_chosen(self.table.current())

    @Slot()
    def ask(self) -> None:
        """Let files be chosen and attach them."""
        names, _kind = QFileDialog.getOpenFileNames(self, _("Add files"), str(starting_folder()))
        if names:
            self.add([Path(name) for name in names])

    def add(self, paths: list[Path]) -> None:
        """Attach files on the worker, all of them or none."""
        remember_folder(paths[0])
        self._context.runner.start(
            partial(self._add, paths),
            owner=self,
            on_done=self._take,
            on_error=self._fail,
            label=_("Attaching files …"),
        )

    @Slot()
    def save_copy(self) -> None:
        """Ask for a name and save a copy of the file chosen; it is not opened."""
        file = self.table.current()
        if file is None:
            return
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Save a copy"), str(starting_folder() / file.name)
        )
        if name:
            remember_folder(Path(name))
            self._context.runner.start(
                partial(self._save, file.id, Path(name)),
                owner=self,
                on_done=self._say_saved,
                on_error=self._fail,
                label=_("Saving a copy …"),
            )

    @Slot()
    def keep_note(self) -> None:
        """Keep what was typed about the file chosen."""
        file = self.table.current()
        if file is None:
            return
        try:
            outcome = note_evidence(self._context.desk, file.id, self.note.text())
        except UserError as error:
            self.message.show_error(error)
            return
        self._take(outcome)

    @Slot()
    def remove(self) -> None:
        """Take the file chosen off the record; undo brings it back."""
        file = self.table.current()
        if file is None:
            return
        try:
            outcome = remove_evidence(self._context.desk, file.id)
        except UserError as error:
            self.message.show_error(error)
            return
        self._take(outcome)
        self.message.show_message(
            _("“{name}” was removed. Undo brings it back.").format(name=file.name)
        )

    def _lay_out(self, title: str) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE_MARGIN, CARD_MARGIN, PAGE_MARGIN, CARD_MARGIN)
        layout.setSpacing(CARD_GAP)
        layout.addWidget(TextLabel(title, TextRole.TITLE))
        layout.addWidget(
            TextLabel(_("Both sides may see what is attached here."), TextRole.SUBTITLE)
        )
        layout.addWidget(self.message)
        layout.addWidget(self.table, 1)
        label = TextLabel(_("&Note"))
        label.setBuddy(self.note)
        noted = QHBoxLayout()
        noted.setSpacing(GRID)
        noted.addWidget(label)
        noted.addWidget(self.note, 1)
        noted.addWidget(self.note_button)
        layout.addLayout(noted)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        for button in (self.save_button, self.remove_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.add_button)
        layout.addLayout(buttons)

    def _add(self, paths: list[Path], _job: Job) -> Outcome[tuple[str, ...]]:
        sources = [read_evidence(path) for path in paths]
        return add_evidence(self._context.desk, self._case_id, self._place, sources)

    def _save(self, file_id: str, path: Path, _job: Job) -> Path:
        save_evidence(self._context.desk, file_id, path)
        return path

    @Slot(object)
    def _take(self, outcome: Outcome[Any]) -> None:
        self.message.clear()
        self._context.announce(outcome)
        self.refresh()

    @Slot(object)
    def _say_saved(self, path: Path) -> None:
        self.message.show_message(_("A copy was saved as {path}.").format(path=path))

    @Slot(object)
    def _fail(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.message.show_error(error)
        else:
            self._context.show_error(error)

    @Slot(object)
    def _show_chosen(self, file: EvidenceView | None) -> None:
        for widget in (self.note, self.note_button, self.save_button, self.remove_button):
            widget.setEnabled(file is not None)
        self.note.setText("" if file is None else file.note)


def _columns() -> tuple[Column[EvidenceView], ...]:
    return (
        Column(_("File"), lambda row: row.name, tooltip=lambda row: row.name, stretches=True),
        Column(_("Size (KB)"), _size, sort=lambda row: row.size, is_figure=True, width=90),
        Column(_("Added"), lambda row: display.moment(row.added_at), width=140),
        Column(
            _("Fingerprint"),
            lambda row: display.short_fingerprint(row.fingerprint),
            tooltip=lambda row: row.fingerprint,
            width=120,
        ),
        Column(_("Note"), lambda row: row.note, tooltip=lambda row: row.note, width=200),
    )


def _size(row: EvidenceView) -> str:
    return display.count(-(-row.size // 1024))


def _id(row: EvidenceView) -> str:
    return row.id


def _title(place: EvidencePlace) -> str:
    if place.offer_id is not None:
        return _("Evidence behind the offer")
    if place.issue_id is not None:
        return _("Evidence on the issue")
    return _("Evidence of the session")
