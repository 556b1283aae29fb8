"""Signing the PDF of a final text with a certificate, and what that is worth."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from negotiator_desk.i18n import _
from negotiator_desk.ui.folders import remember_folder, starting_folder
from negotiator_desk.ui.theme import GRID, Tone
from negotiator_desk.ui.widgets.buttons import SecondaryButton
from negotiator_desk.ui.widgets.forms import FieldError, FormDialog
from negotiator_desk.ui.widgets.messages import InlineMessage


class SignDialog(FormDialog):
    """Asks for a certificate and its pass phrase."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Sign the final text"), _("Sign and save …"), parent, width=620)
        message = InlineMessage(self)
        message.show_message(
            _(
                "The signature proves that the file was not changed since and which certificate "
                "signed it. It takes the place of nobody's hand and of no seal."
            ),
            _(
                "Whether it counts as a reliable electronic signature depends on who issued the "
                "certificate; one that you made yourself is not trusted elsewhere."
            ),
            tone=Tone.ATTENTION,
        )
        self.add_widget(message)
        self.certificate = QLineEdit(self)
        choose = SecondaryButton(_("&Choose …"))
        choose.clicked.connect(self._choose)
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.certificate, 1)
        row.addWidget(choose)
        line.setFocusProxy(self.certificate)
        self.certificate.setAccessibleName(_("Certificate"))
        self.passphrase = QLineEdit(self)
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.add_row(_("Cer&tificate"), line, _("A PKCS#12 file with its key (.p12, .pfx)."))
        self.add_row(_("&Pass phrase"), self.passphrase, _("It is used once and kept nowhere."))

    def path(self) -> Path:
        """Return the file of the certificate.

        Raises:
            FieldError: None was chosen.
        """
        typed = self.certificate.text().strip()
        if not typed:
            raise FieldError(self.certificate, _("Choose the file of the certificate."))
        return Path(typed)

    @Slot()
    def _choose(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Certificate"), str(starting_folder()), _("Certificates (*.p12 *.pfx)")
        )
        if name:
            remember_folder(Path(name))
            self.certificate.setText(name)
