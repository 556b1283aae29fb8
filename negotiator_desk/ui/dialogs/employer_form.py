"""The form of one of the employers of an industry or regional case."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.money import parse_decimal
from negotiator_desk.services.employer_edits import EmployerDetails
from negotiator_desk.services.employers import EmployerView
from negotiator_desk.ui.widgets.forms import FieldError, FormDialog


class EmployerDialog(FormDialog):
    """Enters an employer, or changes one."""

    def __init__(self, employer: EmployerView | None = None, parent: QWidget | None = None) -> None:
        """Show a form.

        Args:
            employer: The one to change; None for a new one.
        """
        super().__init__(
            _("Employer"), _("Save employer") if employer else _("Add employer"), parent
        )
        self.name = QLineEdit(self)
        self.credit_code = QLineEdit(self)
        self.contact = QLineEdit(self)
        self.workers = QLineEdit(self)
        self.add_row(_("&Name"), self.name)
        self.add_row(
            _("C&redit code"),
            self.credit_code,
            _("A sealed answer of the employer is known by it, else by the name."),
        )
        self.add_row(_("&Contact"), self.contact)
        self.add_row(_("&Workers"), self.workers, _("Leave it empty where it is not known."))
        if employer is not None:
            self.name.setText(employer.name)
            self.credit_code.setText(employer.credit_code)
            self.contact.setText(employer.contact)
            self.workers.setText("" if employer.workers is None else str(employer.workers))

    def details(self) -> EmployerDetails:
        """Return what was entered.

        Raises:
            FieldError: The number of workers is none.
        """
        return EmployerDetails(
            self.name.text(), self.credit_code.text(), self.contact.text(), self._count()
        )

    def _count(self) -> int | None:
        text = self.workers.text().strip()
        if not text:
            return None
        try:
            return int(parse_decimal(text, places=0))
        except InputError as error:
            raise FieldError(self.workers, str(error), hint=_("Enter a whole number.")) from error
