"""What is asked and kept before the window closes."""

from __future__ import annotations

import logging

from PySide6.QtWidgets import QMainWindow, QMessageBox, QWidget

from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _
from negotiator_desk.ui.geometry import geometry_of
from negotiator_desk.ui.remembered import Remembered

_log = logging.getLogger(__name__)


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
