"""The wording of a clause, Chinese and English, with the fields that may stand in it."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from negotiator_desk.drafting.clauses import CLOSE, OPEN
from negotiator_desk.drafting.library import field_names
from negotiator_desk.drafting.wording import TextClause
from negotiator_desk.i18n import _
from negotiator_desk.services.wordings import ClauseEdit
from negotiator_desk.ui.widgets.forms import FormDialog


class ClauseWordingDialog(FormDialog):
    """Changes a clause's wording in one contract."""

    def __init__(self, clause: TextClause, parent: QWidget | None = None) -> None:
        super().__init__(_("Wording of the clause"), _("Change wording"), parent, width=760)
        self.title_edit = QLineEdit(clause.title, self)
        self.title_english = QLineEdit(clause.title_english, self)
        self.text = QPlainTextEdit(clause.text, self)
        self.english = QPlainTextEdit(clause.english, self)
        for edit in (self.text, self.english):
            edit.setTabChangesFocus(True)
            edit.setMinimumHeight(132)
        self.fields = QComboBox(self)
        self.fields.addItem(_("Insert a field …"), "")
        for name in _names(clause):
            self.fields.addItem(name, name)
        self.fields.setEnabled(self.fields.count() > 1)
        self.is_matched = QCheckBox(_("The other language needs no change"), self)
        self.add_row(_("&Title"), self.title_edit)
        self.add_row(
            _("&Wording"),
            self.text,
            _("A new line is a new paragraph; “- ” at its start makes it a numbered item."),
        )
        self.add_row(
            _("&Field"),
            self.fields,
            _("What is filled in stands between {marks} in the wording.").format(
                marks=f"{OPEN} {CLOSE}"
            ),
        )
        self.add_row(_("Title in &English"), self.title_english)
        self.add_row(_("Wording in Eng&lish"), self.english)
        self.add_row(
            "",
            self.is_matched,
            _("Otherwise a change in one language is marked until the other follows."),
        )
        self.fields.activated.connect(self._insert)

    def edit(self) -> ClauseEdit:
        """Return what was typed."""
        return ClauseEdit(
            title=self.title_edit.text(),
            title_english=self.title_english.text(),
            text=self.text.toPlainText(),
            english=self.english.toPlainText(),
            other_needs_no_change=self.is_matched.isChecked(),
        )

    @Slot(int)
    def _insert(self, index: int) -> None:
        """Put the chosen field where the cursor of the Chinese wording stands."""
        name = self.fields.itemData(index)
        if name:
            self.text.insertPlainText(f"{OPEN}{name}{CLOSE}")
            self.fields.setCurrentIndex(0)
            self.text.setFocus()


def _names(clause: TextClause) -> list[str]:
    """Return the fields a clause may have: its parameters, and those in its wording now."""
    names = [parameter.name for parameter in clause.parameters]
    names += [name for name in field_names(clause.text) if name not in names]
    return list(dict.fromkeys(names))
