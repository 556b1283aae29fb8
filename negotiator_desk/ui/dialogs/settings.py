"""The settings: language and colours, applied at once."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QVBoxLayout, QWidget

from negotiator_desk.i18n import LANGUAGES, _
from negotiator_desk.settings import Settings, ThemeChoice
from negotiator_desk.ui.actions import language_name, theme_label
from negotiator_desk.ui.theme import CARD_GAP, CARD_MARGIN, PAGE_MARGIN
from negotiator_desk.ui.widgets.buttons import PrimaryButton
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole


class SettingsDialog(QDialog):
    """Language and colours of the interface.

    Signals:
        language_chosen: Code of a language.
        theme_chosen: A `ThemeChoice`.
    """

    language_chosen = Signal(str)
    theme_chosen = Signal(object)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(440)
        self._before = settings
        self.language_box = QComboBox()
        for code in LANGUAGES:
            self.language_box.addItem(language_name(code), code)
        self.language_box.setCurrentIndex(self.language_box.findData(settings.language))
        self.theme_box = QComboBox()
        for choice in ThemeChoice:
            self.theme_box.addItem(theme_label(choice), choice)
        self.theme_box.setCurrentIndex(self.theme_box.findData(settings.theme))
        self.theme_box.currentIndexChanged.connect(self._tell_theme)
        form = QFormLayout()
        form.setHorizontalSpacing(CARD_MARGIN)
        form.setVerticalSpacing(CARD_GAP)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(_("&Language"), self.language_box)
        form.addRow(_("&Colours"), self.theme_box)
        note = TextLabel(
            _("A contract's language is its own and does not change with the interface's."),
            TextRole.NOTE,
            wrap=True,
        )
        self.close_button = PrimaryButton(_("&Done"))
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        self.finished.connect(self._tell_language)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE_MARGIN, CARD_MARGIN, PAGE_MARGIN, CARD_MARGIN)
        layout.setSpacing(CARD_MARGIN)
        layout.addWidget(TextLabel(_("Settings"), TextRole.TITLE))
        layout.addLayout(form)
        layout.addWidget(note)
        layout.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignRight)

    @Slot()
    def _tell_theme(self) -> None:
        self.theme_chosen.emit(ThemeChoice(self.theme_box.currentData()))

    @Slot()
    def _tell_language(self) -> None:
        # Only when the dialog has gone, however it was closed, as the colours stay as well: the
        # window it belongs to is then built anew.
        code = str(self.language_box.currentData())
        if code != self._before.language:
            self.language_chosen.emit(code)
