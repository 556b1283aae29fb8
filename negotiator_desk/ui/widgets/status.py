"""The status bar: that it is saved, what was just done, slow work, and the next date."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QStatusBar, QWidget

from negotiator_desk.i18n import _
from negotiator_desk.ui import display
from negotiator_desk.ui.jobs import JobRunner
from negotiator_desk.ui.privacy import CURTAIN_KEY
from negotiator_desk.ui.widgets.labels import TextLabel
from negotiator_desk.ui.widgets.progress import ProgressStrip

_HEIGHT = 28

SHOWN_FOR = 8_000
"""Milliseconds a sentence stays in the status bar."""


class StatusLine(QStatusBar):
    """Saved at …, what was said last, the progress of slow work, the next date."""

    def __init__(self, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setContentsMargins(8, 0, 8, 0)
        self.setSizeGripEnabled(False)
        # It keeps its height when progress comes and goes: nothing else on the page moves.
        self.setFixedHeight(_HEIGHT)
        self._saved = TextLabel()
        self._said = TextLabel()
        self._next = TextLabel()
        self._curtain = TextLabel()
        self.progress = ProgressStrip(runner)
        self.addWidget(self._saved)
        self.addWidget(self._said, 1)
        self.addPermanentWidget(self.progress)
        self.addPermanentWidget(self._curtain)
        self.addPermanentWidget(self._next)
        self._forget = QTimer(self, singleShot=True, interval=SHOWN_FOR)
        self._forget.timeout.connect(self._said.clear)

    def show_saved(self, at: datetime | None) -> None:
        """Show when the latest change was saved; None before there is one."""
        self._saved.setText(
            _("Saved {time}").format(time=display.clock(at)) if at is not None else ""
        )
        self._saved.setContentsMargins(0, 0, 24 if at is not None else 0, 0)

    @Slot(str)
    def say(self, sentence: str) -> None:
        """Show one sentence for a few seconds."""
        self._said.setText(sentence)
        self._forget.start()

    def show_next(self, text: str) -> None:
        """Show the next date; "" when there is none."""
        self._next.setText(text)

    @Slot(bool)
    def show_curtain(self, drawn: bool) -> None:
        """Say that everything private is covered, and how it comes back."""
        self._curtain.setText(
            _("Curtain drawn ({key} lifts it)").format(key=CURTAIN_KEY) if drawn else ""
        )
        self._curtain.setContentsMargins(0, 0, 16 if drawn else 0, 0)

    @Slot()
    def say_covered(self) -> None:
        """Say why a form that was asked for is not seen."""
        self.say(
            _("The form is covered. It opens when {key} lifts the curtain.").format(key=CURTAIN_KEY)
        )

    def said(self) -> str:
        """The sentence shown, or ""."""
        return self._said.text()

    def saved(self) -> str:
        """What it says about saving."""
        return self._saved.text()
