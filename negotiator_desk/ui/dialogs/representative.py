"""The form of a representative."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from negotiator_desk.bargaining.parties import Origin, Sex, Side
from negotiator_desk.i18n import _, p_
from negotiator_desk.services.parties import (
    RepresentativeDetails,
    RepresentativeView,
    add_representative,
    edit_representative,
    replace_representative,
)
from negotiator_desk.ui import display
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.widgets.forms import FieldError, FormDialog


class RepresentativeDialog(FormDialog):
    """Who speaks for a party, and how they came to the table."""

    def __init__(
        self,
        side: Side,
        representative: RepresentativeView | None,
        parent: QWidget | None = None,
        *,
        leaving: RepresentativeView | None = None,
    ) -> None:
        """Lay out the form.

        Args:
            representative: What to begin with; None to add one.
            leaving: Whose place the new one takes; None where nobody leaves.
        """
        title, button = _("Add representative"), _("Add")
        if representative is not None:
            title, button = _("Edit representative"), _("Save")
        elif leaving is not None:
            title, button = _("In place of {name}").format(name=leaving.name), _("Replace")
        super().__init__(title, button, parent)
        known = representative
        self.name_edit = QLineEdit(known.name if known else "")
        self.sex_box = QComboBox()
        self.sex_box.addItem(_("Not stated"), None)
        for sex in Sex:
            self.sex_box.addItem(display.sex(sex), sex)
        self.post_edit = QLineEdit(known.post if known else "")
        self.origin_box = QComboBox()
        for origin in Origin:
            self.origin_box.addItem(display.origin(origin), origin)
        self.chief_check = QCheckBox(_("C&hief representative of this side"))
        before = known or leaving
        self.chief_check.setChecked(before.is_chief if before else False)
        self.note_edit = QPlainTextEdit(known.note if known else "")
        self.note_edit.setTabChangesFocus(True)
        self.note_edit.setFixedHeight(72)
        self.add_row(p_("person", "&Name"), self.name_edit)
        self.add_row(_("&Sex"), self.sex_box)
        self.add_row(
            _("&Post"), self.post_edit, _("Such as “courier, station chair of the union”.")
        )
        self.add_row(_("&Origin"), self.origin_box)
        self.add_row("", self.chief_check, _("A chief chosen earlier gives the place up."))
        self.add_row(_("No&te"), self.note_edit)
        self.sex_box.setCurrentIndex(max(0, self.sex_box.findData(known.sex if known else None)))
        usual = Origin.ELECTED if side is Side.EMPLOYEE else Origin.APPOINTED
        self.origin_box.setCurrentIndex(self.origin_box.findData(known.origin if known else usual))

    def details(self) -> RepresentativeDetails:
        """What was entered.

        Raises:
            FieldError: The name is missing.
        """
        if not self.name_edit.text().strip():
            raise FieldError(self.name_edit, _("A representative needs a name."))
        sex = self.sex_box.currentData()
        return RepresentativeDetails(
            name=self.name_edit.text(),
            sex=Sex(sex) if sex is not None else None,
            post=self.post_edit.text(),
            origin=Origin(self.origin_box.currentData()),
            is_chief=self.chief_check.isChecked(),
            note=self.note_edit.toPlainText(),
        )


def open_representative(
    context: Context,
    case_id: str,
    side: Side,
    representative: RepresentativeView | None,
    parent: QWidget,
) -> RepresentativeDialog:
    """Open the form of a representative, or the one to add one."""
    dialog = RepresentativeDialog(side, representative, parent)

    def submit() -> None:
        details = dialog.details()
        if representative is None:
            context.announce(add_representative(context.desk, case_id, side, details))
        else:
            context.announce(edit_representative(context.desk, representative.id, details))

    dialog.set_submit(submit)
    dialog.open()
    return dialog


def open_replacement(
    context: Context, side: Side, leaving: RepresentativeView, parent: QWidget
) -> RepresentativeDialog:
    """Open the form of the one who takes a representative's place."""
    dialog = RepresentativeDialog(side, None, parent, leaving=leaving)

    def submit() -> None:
        context.announce(replace_representative(context.desk, leaving.id, dialog.details()))

    dialog.set_submit(submit)
    dialog.open()
    return dialog
