"""An employer answers an offer that came: consents or refuses, to be handed back."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from negotiator_desk.bargaining.exchange import AnswerBody, AnswerKind
from negotiator_desk.i18n import _
from negotiator_desk.ui.widgets.forms import FormDialog


class ConsentAnswerDialog(FormDialog):
    """Asks which employer answers what."""

    def __init__(self, employer: str, credit_code: str, parent: QWidget | None = None) -> None:
        """Propose an employer.

        Args:
            employer: The party of the employers' side in this case; "" = not entered.
            credit_code: Its code; "" = not entered.
        """
        super().__init__(_("Answer for an employer"), _("Seal the answer"), parent)
        self.employer = QLineEdit(employer, self)
        self.credit_code = QLineEdit(credit_code, self)
        self.answer = QComboBox(self)
        self.answer.addItem(_("consents"), AnswerKind.CONSENTS.value)
        self.answer.addItem(_("refuses"), AnswerKind.REFUSES.value)
        self.given_by = QLineEdit(self)
        self.note = QPlainTextEdit(self)
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(72)
        self.add_row(_("&Employer"), self.employer, _("As the list of employers has it."))
        self.add_row(_("C&redit code"), self.credit_code)
        self.add_row(_("&Answer"), self.answer)
        self.add_row(_("&Given by"), self.given_by)
        self.add_row(_("&Note"), self.note)

    def body(self) -> AnswerBody:
        """Return what was entered; which offers it is about is known when it is sealed."""
        return AnswerBody(
            answer=AnswerKind(self.answer.currentData()),
            given_by=self.given_by.text(),
            employer=self.employer.text(),
            credit_code=self.credit_code.text(),
            note=self.note.toPlainText(),
        )
