"""The form of a case."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from negotiator_desk.bargaining.parties import CaseKind
from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _
from negotiator_desk.procedure.rules import jurisdictions
from negotiator_desk.services.cases import CaseDetails, CaseView, create_case, edit_case, get_case
from negotiator_desk.ui import display
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.places import PageName, Place
from negotiator_desk.ui.widgets.fields import DayEdit
from negotiator_desk.ui.widgets.forms import FieldError, FormDialog


class CaseDialog(FormDialog):
    """Title, kind, place and term of a case."""

    def __init__(self, case: CaseView | None, parent: QWidget | None = None) -> None:
        """Lay out the form.

        Args:
            case: What to begin with; None for a new case.
        """
        super().__init__(
            _("Edit case") if case else _("New case"),
            _("Save") if case else _("Create case"),
            parent,
        )
        self.title_edit = QLineEdit(case.title if case else "")
        self.kind_box = QComboBox()
        for kind in CaseKind:
            self.kind_box.addItem(display.case_kind(kind), kind)
        self.place_box = QComboBox()
        for key in jurisdictions():
            self.place_box.addItem(display.jurisdiction(key), key)
        self.number_edit = QLineEdit(case.number if case else "")
        self.from_edit = DayEdit(case.contract_from if case else None)
        self.until_edit = DayEdit(case.contract_until if case else None)
        self.add_row(
            _("&Title"),
            self.title_edit,
            _("How you find the case; the contract gets its title from its parties and kind."),
        )
        self.add_row(_("&Kind"), self.kind_box)
        self.add_row(_("&Rules of"), self.place_box)
        self.add_row(_("Case &number"), self.number_edit, _("Empty: the next free number."))
        self.add_section(_("Term of the contract"))
        self.add_row(_("&From"), self.from_edit, _("Year-month-day, such as 2027-01-01."))
        self.add_row(_("&Until"), self.until_edit, _("The last day, included."))
        self.kind_box.setCurrentIndex(self.kind_box.findData(case.kind if case else None))
        self.place_box.setCurrentIndex(
            self.place_box.findData(case.jurisdiction if case else "ningbo")
        )
        if case is None:
            self.kind_box.setCurrentIndex(0)

    def details(self) -> CaseDetails:
        """What was entered.

        Raises:
            FieldError: A field cannot be used.
        """
        if not self.title_edit.text().strip():
            raise FieldError(self.title_edit, _("A case needs a title."))
        start, end = self.from_edit.day(), self.until_edit.day()
        if start is not None and end is not None and end < start:
            raise FieldError(self.until_edit, _("The term ends before it begins."))
        return CaseDetails(
            title=self.title_edit.text(),
            kind=CaseKind(self.kind_box.currentData()),
            jurisdiction=str(self.place_box.currentData()),
            number=self.number_edit.text(),
            contract_from=start,
            contract_until=end,
        )


def open_new_case(context: Context, parent: QWidget) -> CaseDialog:
    """Open the form for a new case; once it is created, its overview is shown."""
    dialog = CaseDialog(None, parent)

    def submit() -> None:
        outcome = create_case(context.desk, dialog.details())
        context.announce(outcome)
        context.go(Place(PageName.OVERVIEW, outcome.value))

    dialog.set_submit(submit)
    dialog.open()
    return dialog


def open_edit_case(context: Context, case_id: str, parent: QWidget) -> CaseDialog | None:
    """Open the form of a case; None when the case cannot be read, which has then been said."""
    try:
        case = get_case(context.desk, case_id)
    except UserError as error:
        context.show_error(error)
        return None
    dialog = CaseDialog(case, parent)

    def submit() -> None:
        context.announce(edit_case(context.desk, case_id, dialog.details()))

    dialog.set_submit(submit)
    dialog.open()
    return dialog
