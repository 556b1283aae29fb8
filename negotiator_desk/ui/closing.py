"""What is asked before the window closes."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget

from negotiator_desk.i18n import _


def may_stop_work(window: QWidget) -> bool:
    """Ask whether slow work may be stopped for the window to close."""
    box = QMessageBox(window)
    box.setWindowTitle(_("Something is still running"))
    box.setText(_("Stop it and close? What was saved so far stays saved."))
    stop = box.addButton(_("&Stop and close"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(_("&Keep working"), QMessageBox.ButtonRole.RejectRole)
    box.exec()
    return box.clickedButton() is stop
