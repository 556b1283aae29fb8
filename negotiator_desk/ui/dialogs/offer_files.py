"""The line of an offer's form with the files that are to stand behind it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _, n_
from negotiator_desk.services.evidence import EvidenceSource, read_evidence
from negotiator_desk.ui.folders import remember_folder, starting_folder
from negotiator_desk.ui.widgets.buttons import QuietButton
from negotiator_desk.ui.widgets.labels import LineLabel, TextRole

FILES_KEY = "Ctrl+E"


class FilesLine(QWidget):
    """Chosen files, read at once so that what is attached is what was chosen.

    Signals:
        refused: The `UserError` of a file that cannot be attached.
    """

    refused = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sources: list[EvidenceSource] = []
        self.add_button = QuietButton(_("Attach files …"), FILES_KEY, self)
        self.clear_button = QuietButton(_("Without files"), "Ctrl+Shift+E", self)
        self._names = LineLabel(TextRole.NOTE, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.add_button)
        row.addWidget(self._names, 1)
        row.addWidget(self.clear_button)
        self.add_button.clicked.connect(self.ask)
        self.clear_button.clicked.connect(self.clear)
        self._show()

    @property
    def sources(self) -> tuple[EvidenceSource, ...]:
        """The files chosen."""
        return tuple(self._sources)

    @Slot()
    def ask(self) -> None:
        """Let files be chosen."""
        names, _kind = QFileDialog.getOpenFileNames(
            self, _("Files behind this offer"), str(starting_folder())
        )
        self.add([Path(name) for name in names])

    def add(self, paths: list[Path]) -> None:
        """Read files and list them; those that cannot be attached are told and left out."""
        for path in paths:
            try:
                source = read_evidence(path)
            except UserError as error:
                self.refused.emit(error)
                continue
            remember_folder(path)
            if source.content not in {one.content for one in self._sources}:
                self._sources.append(source)
        self._show()

    @Slot()
    def clear(self) -> None:
        """Attach nothing after all."""
        self._sources.clear()
        self._show()

    def _show(self) -> None:
        count = len(self._sources)
        names = _(", ").join(one.name for one in self._sources)
        text = n_("{count} file: {names}", "{count} files: {names}", count)
        self._names.setText(text.format(count=count, names=names) if count else "")
        self._names.setToolTip(names)
        self.clear_button.setVisible(bool(count))
