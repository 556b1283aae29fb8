"""Where a message comes in: a file, a scanner that types, or pasted text."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from negotiator_desk.bargaining.exchange import Message
from negotiator_desk.bargaining.qr_parts import PREFIX, Gathering
from negotiator_desk.bargaining.sealed import EXTENSION, LARGEST_FILE, open_sealed
from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _, n_
from negotiator_desk.services.exchanges import read_message
from negotiator_desk.ui.folders import remember_folder, starting_folder
from negotiator_desk.ui.theme import GRID, Tone
from negotiator_desk.ui.widgets.buttons import QuietButton, SecondaryButton
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole

_FIELD = 40
_MOST_MISSING = 8
"""Numbers of missing parts that are listed."""
_PART = re.compile(rf"(?={re.escape(PREFIX)})", re.IGNORECASE)


class ScanField(QPlainTextEdit):
    """Takes what a scanner types, line by line, and what is pasted, all at once.

    Signals:
        typed: A line was ended, or something was pasted.
    """

    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(_FIELD)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUndoRedoEnabled(False)
        # A Chinese input method would take the scanner's letters for pinyin.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            text = self.toPlainText()
            self.clear()
            if text.strip():
                self.typed.emit(text)
            return
        super().keyPressEvent(event)

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        self.typed.emit(source.text()[: 2 * LARGEST_FILE])


class ScanBox(QWidget):
    """Reads messages and says how far it is.

    Signals:
        read: A whole message came, checked from end to end.
        refused: What came cannot be used; a `UserError`.

    Attributes:
        gathering: The parts that came so far.
    """

    read = Signal(object)
    refused = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.gathering = Gathering()
        self.file_button = SecondaryButton(_("Open a &file …"))
        self.field = ScanField(self)
        self.field.setPlaceholderText(_("Scan the codes here, or paste the text of a message"))
        self.field.setAccessibleName(_("Scanned or pasted"))
        caption = TextLabel(_("Scanned or &pasted"), TextRole.LABEL)
        caption.setBuddy(self.field)
        self.progress = TextLabel(role=TextRole.NOTE)
        self.again_button = QuietButton(_("&Begin again"))
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self.file_button)
        line.addSpacing(GRID)
        line.addWidget(caption)
        line.addWidget(self.field, 1)
        state = QHBoxLayout()
        state.setSpacing(GRID)
        state.addWidget(self.progress)
        state.addWidget(self.again_button)
        state.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addLayout(line)
        layout.addLayout(state)
        self.file_button.clicked.connect(self._choose)
        self.field.typed.connect(self.take)
        self.again_button.clicked.connect(self.begin_again)
        self._show_progress()

    def open(self, path: Path) -> None:
        """Read a file."""
        try:
            message = read_message(path)
        except UserError as error:
            self.refused.emit(error)
            return
        self.begin_again()
        self.read.emit(message)

    @Slot(str)
    def take(self, text: str) -> None:
        """Read what was scanned or pasted: parts, or a whole sealed file."""
        try:
            message = self._message(text)
        except UserError as error:
            self._show_progress()
            self.refused.emit(error)
            return
        self._show_progress()
        if message is not None:
            self.read.emit(message)

    @Slot()
    def begin_again(self) -> None:
        """Forget the parts so far."""
        self.gathering = Gathering()
        self._show_progress()

    def _message(self, text: str) -> Message | None:
        """Return the message that is whole now; None while parts are missing."""
        if PREFIX not in text.upper() and "\n" in text.strip():
            message = open_sealed(text.encode(errors="replace"))
            self.gathering = Gathering()
            return message
        lines = [line for line in _PART.split(text) if line.strip()]
        for line in lines:
            alone = Gathering().with_line(line)
            is_next = self.gathering.is_whole and alone.tag != self.gathering.tag
            self.gathering = alone if is_next else self.gathering.with_line(line)
        if not self.gathering.is_whole:
            return None
        try:
            return self.gathering.message()
        except UserError:
            self.gathering = Gathering()
            raise

    def _show_progress(self) -> None:
        gathering = self.gathering
        self.again_button.setVisible(bool(gathering.payloads))
        self.progress.setVisible(bool(gathering.payloads))
        count = _("{count} of {total} codes").format(
            count=len(gathering.payloads), total=gathering.total
        )
        missing = gathering.missing
        if missing:
            listed = ", ".join(map(str, missing[:_MOST_MISSING]))
            more = "" if len(missing) <= _MOST_MISSING else " …"
            count = n_(
                "{count}; number {missing} is missing",
                "{count}; numbers {missing} are missing",
                len(missing),
            ).format(count=count, missing=f"{listed}{more}")
        self.progress.setText(count)
        self.progress.set_tone(Tone.GOOD if gathering.is_whole else Tone.ATTENTION)

    @Slot()
    def _choose(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self,
            _("Open a sealed message"),
            str(starting_folder()),
            _("Sealed messages (*{extension} *.txt)").format(extension=EXTENSION),
        )
        if name:
            remember_folder(Path(name))
            self.open(Path(name))
