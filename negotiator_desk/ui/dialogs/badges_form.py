"""Whose badges are printed, and where the file is saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QWidget

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import LANGUAGES, _
from negotiator_desk.i18n import language as window_language
from negotiator_desk.services.badges import save_badges
from negotiator_desk.services.cases import get_case
from negotiator_desk.ui import display
from negotiator_desk.ui.actions import language_name
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.folders import legal_name, remember_folder, starting_folder, with_ending
from negotiator_desk.ui.widgets.forms import FieldError, FormDialog
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole


class BadgesDialog(FormDialog):
    """Chooses representatives and saves their badges as a PDF of cards to cut out.

    Attributes:
        language: What the cards are written in.
        boxes: A box for each representative, by id.
    """

    def __init__(self, context: Context, case_id: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Print badges"), _("Save PDF …"), parent, width=520)
        self._context = context
        case = get_case(context.desk, case_id)
        self._case_id = case_id
        self._file_words = f"{case.number} {self.windowTitle()}"
        self.language = QComboBox(self)
        for code in LANGUAGES:
            self.language.addItem(language_name(code), code)
        self.language.setCurrentIndex(self.language.findData(window_language()))
        self.add_row(
            _("&Language"),
            self.language,
            _("Cards on A4 to cut out, each with a code that a scanner types."),
        )
        self.boxes: dict[str, QCheckBox] = {}
        for side in Side:
            party = case.parties.get(side)
            people = () if party is None else party.representatives
            self.add_section(display.side(side))
            if not people:
                self.add_widget(TextLabel(_("No representatives yet."), TextRole.NOTE))
            for one in people:
                words = one.name if not one.post else f"{one.name} · {one.post}"
                # A name may have the mark of a key in it; Qt would swallow it.
                box = QCheckBox(words.replace("&", "&&"), self)
                box.setAccessibleName(words)
                box.setChecked(True)
                self.add_widget(box)
                self.boxes[one.id] = box
        self.save_button.setEnabled(bool(self.boxes))
        self.set_submit(self.save_file)

    def save_file(self) -> None:
        """Ask for a file name and save the badges there.

        Raises:
            FieldError: Nobody is chosen, or no file.
            StorageError: The disk refuses; an earlier file is kept.
        """
        chosen = {key for key, box in self.boxes.items() if box.isChecked()}
        if not chosen:
            first = next(iter(self.boxes.values()))
            raise FieldError(first, _("Choose whose badges are wanted."))
        name, _kind = QFileDialog.getSaveFileName(
            self,
            self.windowTitle(),
            str(starting_folder() / legal_name(self._file_words, ".pdf")),
            _("PDF files (*.pdf)"),
        )
        if not name:
            raise FieldError(self.language, _("No file was chosen; nothing was saved."))
        remember_folder(Path(name))
        path = with_ending(Path(name), ".pdf")
        save_badges(self._context.desk, self._case_id, self.language.currentData(), chosen, path)
        self._context.say(_("Saved as {path}").format(path=path))
