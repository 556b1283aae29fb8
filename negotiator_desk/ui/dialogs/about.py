"""What the program is, and whose work it stands on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from negotiator_desk.i18n import _
from negotiator_desk.paths import resource
from negotiator_desk.ui.errors import program_version
from negotiator_desk.ui.theme import CARD_GAP, CARD_MARGIN, PAGE_MARGIN
from negotiator_desk.ui.widgets.buttons import PrimaryButton
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole

_WORKS = (
    ("Qt 6 and PySide6", "LGPL-3.0-only"),
    ("SQLAlchemy, Alembic", "MIT"),
    ("SQLite (public domain) with SQLCipher", "BSD-3-Clause"),
    ("ReportLab", "BSD-3-Clause"),
    ("NumPy, Babel", "BSD-3-Clause"),
    ("python-calamine, platformdirs, uuid6", "MIT"),
    ("Noto Sans SC, Noto Serif SC", "SIL OFL 1.1"),
    ("Lucide icons", "ISC, MIT"),
)


class AboutDialog(QDialog):
    """Name, version, purpose and licences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("About Negotiator Desk"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(600, 520)
        licences = QPlainTextEdit(licence_text())
        licences.setReadOnly(True)
        licences.setTabChangesFocus(True)
        licences.setAccessibleName(_("Licences"))
        close = PrimaryButton(_("&Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE_MARGIN, CARD_MARGIN, PAGE_MARGIN, CARD_MARGIN)
        layout.setSpacing(CARD_GAP)
        layout.addWidget(TextLabel(_("Negotiator Desk"), TextRole.TITLE))
        layout.addWidget(
            TextLabel(_("Version {version}").format(version=program_version()), TextRole.NOTE)
        )
        layout.addWidget(
            TextLabel(
                _(
                    "Offline desktop program for collective consultation: offers costed at once, "
                    "contracts drafted. It uses no network. It states rules with their source and "
                    "gives no legal advice."
                ),
                wrap=True,
            )
        )
        layout.addWidget(TextLabel(_("Licences"), TextRole.SECTION))
        layout.addWidget(licences, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)


def licence_text() -> str:
    """What we ship of others' work, with the licences that ask to be shown."""
    works = "\n".join(f"{name}: {licence}" for name, licence in _WORKS)
    files = (resource("icons", "LICENSE.txt"), resource("fonts", "OFL.txt"))
    return "\n\n".join((works, *(path.read_text(encoding="utf-8").strip() for path in files)))
