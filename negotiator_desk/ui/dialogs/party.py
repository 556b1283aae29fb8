"""The form of a party."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import _
from negotiator_desk.services.parties import PartyDetails, PartyView, save_party
from negotiator_desk.ui import display
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.theme import Tone
from negotiator_desk.ui.widgets.forms import FieldError, FormDialog

_CODE_LENGTH = 18
_CODE_CHARACTERS = frozenset("0123456789ABCDEFGHJKLMNPQRTUWXY")
"""Digits and letters of a unified social credit code (GB 32100-2015): no I, O, S, V, Z."""


def _code_problem(code: str) -> str:
    """Return what seems wrong with a credit code; "" for none, or an empty one."""
    strange = "".join(dict.fromkeys(one for one in code if one not in _CODE_CHARACTERS))
    if strange:
        return _(
            "A credit code has digits and capital letters without I, O, S, V, Z; not: {text}"
        ).format(text=strange)
    if code and len(code) != _CODE_LENGTH:
        return _("A credit code has 18 characters; this one has {count}.").format(count=len(code))
    return ""


class PartyDialog(FormDialog):
    """Name, credit code, address and head of one side's party."""

    def __init__(self, side: Side, party: PartyView | None, parent: QWidget | None = None) -> None:
        """Lay out the form.

        Args:
            party: What to begin with; None when the side has none yet.
        """
        super().__init__(display.side(side), _("Save party"), parent)
        self.name_edit = QLineEdit(party.name if party else "")
        self.code_edit = QLineEdit(party.credit_code if party else "")
        self.address_edit = QLineEdit(party.address if party else "")
        self.head_edit = QLineEdit(party.head if party else "")
        employee = side is Side.EMPLOYEE
        self.add_row(
            _("&Name"),
            self.name_edit,
            _("The trade union or the employees' organisation, by its full name.")
            if employee
            else _("The firm or the employers' organisation, by its full name."),
        )
        self.add_row(_("&Credit code"), self.code_edit, _("The 18 characters of the licence."))
        self.add_row(_("&Address"), self.address_edit)
        self.add_row(_("Union c&hair") if employee else _("&Legal representative"), self.head_edit)
        self.code_edit.textChanged.connect(self._weigh_code)
        self._weigh_code(self.code_edit.text())

    @Slot(str)
    def _weigh_code(self, code: str) -> None:
        """Say below the field what seems wrong with a credit code; it is kept all the same."""
        problem = _code_problem(code.strip().upper())
        self.set_hint(
            self.code_edit,
            problem or _("The 18 characters of the licence."),
            tone=Tone.ATTENTION if problem else Tone.NEUTRAL,
        )

    def details(self) -> PartyDetails:
        """What was entered.

        Raises:
            FieldError: The name is missing.
        """
        if not self.name_edit.text().strip():
            raise FieldError(self.name_edit, _("A party needs a name."))
        return PartyDetails(
            name=self.name_edit.text(),
            credit_code=self.code_edit.text(),
            address=self.address_edit.text(),
            head=self.head_edit.text(),
        )


def open_party(
    context: Context, case_id: str, side: Side, party: PartyView | None, parent: QWidget
) -> PartyDialog:
    """Open the form of a side's party."""
    dialog = PartyDialog(side, party, parent)

    def submit() -> None:
        context.announce(save_party(context.desk, case_id, side, dialog.details()))

    dialog.set_submit(submit)
    dialog.open()
    return dialog
