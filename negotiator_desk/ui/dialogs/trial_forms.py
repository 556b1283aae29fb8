"""The forms of a trial: the name it is kept under, and all of its terms at once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QTableView, QWidget
from typing_extensions import override

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.pay.dataset import Dataset
from negotiator_desk.pay.terms import Subject, Terms
from negotiator_desk.ui.dialogs.terms_box import TermsBox
from negotiator_desk.ui.theme import Tone
from negotiator_desk.ui.widgets.forms import FormDialog
from negotiator_desk.ui.widgets.messages import InlineMessage


class KeepDialog(FormDialog):
    """Asks for the name under which a trial is kept."""

    def __init__(self, name: str, private: str, parent: QWidget | None = None) -> None:
        """Propose a name.

        Args:
            name: Of what is kept already, or a proposal.
            private: The sentence that says who can see it.
        """
        super().__init__(_("Keep this trial"), _("Keep trial"), parent)
        message = InlineMessage(self)
        message.show_message(private, tone=Tone.ATTENTION)
        self.add_widget(message)
        self.name = QLineEdit(name, self)
        self.name.selectAll()
        self.add_row(
            _("&Name"),
            self.name,
            _("What was kept under the same name gives way; undo brings it back."),
        )


class WholeTermsDialog(FormDialog):
    """All terms of a trial in the editor of their subject: also what is not a number."""

    def __init__(
        self,
        subject: Subject,
        terms: Terms | None,
        facts: Dataset,
        private: str,
        parent: QWidget | None = None,
    ) -> None:
        """Show terms to start from.

        Args:
            terms: None starts from the names that the facts know.
            private: The sentence that says who can see them.
        """
        super().__init__(_("Terms to try out"), _("Try these terms"), parent, width=900)
        message = InlineMessage(self)
        message.show_message(private, tone=Tone.ATTENTION)
        self.add_widget(message)
        self.terms = TermsBox(subject, self)
        if terms is None:
            self.terms.suggest(facts)
        else:
            self.terms.show_terms(terms)
        self.add_widget(self.terms, 1)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the first thing that can be typed."""
        super().showEvent(event)
        fields = self.terms.editor.findChildren(QWidget)
        first = next((one for one in fields if isinstance(one, QLineEdit | QTableView)), None)
        if first is not None and not event.spontaneous():
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def read(self) -> Terms:
        """Return the terms as typed.

        Raises:
            InputError: They cannot be used.
        """
        terms = self.terms.read()
        if terms is None:
            raise InputError(_("Nothing was typed."), hint=_("Type the terms, or cancel."))
        return terms
