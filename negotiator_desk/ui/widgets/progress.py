"""The strip that shows slow work, and offers to cancel it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from negotiator_desk.i18n import _
from negotiator_desk.ui.jobs import Job, JobRunner
from negotiator_desk.ui.widgets.buttons import QuietButton
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole

SHOWN_AFTER = 600
"""Milliseconds before work is shown at all; shorter work would only flicker."""

POLLED_EVERY = 100
"""Milliseconds between two looks at how far the work is."""


class ProgressStrip(QFrame):
    """Shows the job in hand once it has taken a while."""

    def __init__(self, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._text = TextLabel(role=TextRole.NOTE)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(160)
        self._cancel = QuietButton(_("&Stop"))
        self._cancel.clicked.connect(self.cancel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self._text, self._bar, self._cancel):
            layout.addWidget(widget)
        self.setVisible(False)
        self._delay = QTimer(self, singleShot=True, interval=SHOWN_AFTER)
        self._delay.timeout.connect(self._appear)
        self._poll = QTimer(self, interval=POLLED_EVERY)
        self._poll.timeout.connect(self._look)
        runner.job_changed.connect(self.set_job)
        self.set_job(runner.current)

    @Slot(object)
    def set_job(self, job: Job | None) -> None:
        """Follow another job; None hides the strip."""
        self._job = job
        if job is None:
            self._delay.stop()
            self._poll.stop()
            self.setVisible(False)
        elif self.isVisible():
            self._appear()
        else:
            self._delay.start()

    @Slot()
    def cancel(self) -> None:
        """Ask the job to stop; it does so at its next safe moment."""
        if self._job is not None:
            self._job.cancel()
            self._cancel.setEnabled(False)
            self._text.setText(_("Stopping …"))

    @Slot()
    def _appear(self) -> None:
        if self._job is None:
            return
        label = self._job.label or _("Working …")
        self._text.setText(label)
        self._bar.setAccessibleName(label)
        self._cancel.setVisible(self._job.can_cancel)
        self._cancel.setEnabled(not self._job.is_cancelled())
        self._look()
        self.setVisible(True)
        self._poll.start()

    @Slot()
    def _look(self) -> None:
        fraction = self._job.fraction if self._job is not None else None
        if fraction is None:
            self._bar.setRange(0, 0)
        else:
            self._bar.setRange(0, 1000)
            self._bar.setValue(round(fraction * 1000))
