"""What is asked and kept before the window closes."""

from __future__ import annotations

import logging

from PySide6.QtWidgets import QMainWindow, QMessageBox, QWidget

from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _
from negotiator_desk.ui.geometry import geometry_of
from negotiator_desk.ui.jobs import JobRunner
from negotiator_desk.ui.privacy import CURTAIN_KEY, Curtain
from negotiator_desk.ui.remembered import Remembered

_log = logging.getLogger(__name__)


def covered_form(curtain: Curtain) -> str:
    """Return the sentence that a form waits behind the curtain; "" if none does.

    It would go with the window, and what was typed in it too. It says nothing of what the form is.
    """
    if not curtain.has_waiting:
        return ""
    return _("A covered form is still open. {key} shows it.").format(key=CURTAIN_KEY)


def work_in_hand(runner: JobRunner, curtain: Curtain) -> str:
    """Return the sentence on what is to be finished before the window is built anew; or ""."""
    if runner.is_busy:
        return _("Something is still running; wait for it or stop it first.")
    return covered_form(curtain)


def may_stop_work(window: QWidget) -> bool:
    """Ask whether slow work may be stopped for the window to close."""
    box = QMessageBox(window)
    box.setWindowTitle(_("Something is still running"))
    box.setText(_("Stop it and close? What was saved so far stays saved."))
    stop = box.addButton(_("&Stop and close"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(_("&Keep working"), QMessageBox.ButtonRole.RejectRole)
    box.exec()
    return box.clickedButton() is stop


def keep_geometry(window: QMainWindow, settings: Remembered) -> None:
    """Remember where the window stood; a disk that refuses does not keep it from closing."""
    try:
        settings.change(window_geometry=geometry_of(window))
    except UserError as error:
        # A window that cannot be closed is worse than one that opens elsewhere next time.
        _log.warning("settings not saved: %s", type(error).__name__)
