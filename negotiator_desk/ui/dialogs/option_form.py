"""The forms of an option of an issue, and of the steps between two of them. Private."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QWidget

from negotiator_desk.bargaining.between import MOST_STEPS
from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.pay.terms import Terms
from negotiator_desk.services.issues import IssueView
from negotiator_desk.services.option_views import OptionDetails
from negotiator_desk.services.worths import ValuedOption
from negotiator_desk.ui import display_terms
from negotiator_desk.ui.dialogs.private import HundredthsEdit, PrivateDialog
from negotiator_desk.ui.dialogs.terms_box import TermsBox


class OptionDialog(PrivateDialog):
    """Shows and changes the name, the scores and the terms of one option."""

    def __init__(
        self,
        issue: IssueView,
        details: OptionDetails | None,
        parent: QWidget | None = None,
        *,
        is_new: bool,
    ) -> None:
        """Show an option.

        Args:
            issue: What it is an option of.
            details: To start from; None = nothing.
            parent: The list it belongs to.
            is_new: Whether it is kept for the first time.
        """
        super().__init__(
            _("Option · {issue}").format(issue=issue.title),
            _("Keep option") if is_new else _("Save option"),
            parent,
            width=880,
        )
        self.name = QLineEdit(details.name if details else "", self)
        self.add_row(_("&Name"), self.name)
        follows = _("Per cent of the issue's points; empty = it follows from target and limit.")
        self.own_score = HundredthsEdit(
            _("Own share (%)"), details.own_score if details else None, self
        )
        self.add_row(_("O&wn share (%)"), self.own_score, follows)
        self.other_score = HundredthsEdit(
            _("Other side (%)"), details.other_score if details else None, self
        )
        self.add_row(
            _("Oth&er side (%)"), self.other_score, _("The same for the other side: an estimate.")
        )
        self.terms = TermsBox(issue.subject, self)
        self.terms.show_terms(details.terms if details else issue.present_terms)
        self.add_widget(self.terms, 1)

    def details(self) -> OptionDetails:
        """Return what was entered.

        Raises:
            InputError: The terms are missing or cannot be used.
            FieldError: A share is not a number.
        """
        terms = self.terms.read()
        if terms is None:
            raise InputError(_("Nothing was typed."), hint=_("Type the terms, or cancel."))
        return OptionDetails(
            self.name.text(), terms, self.own_score.value(), self.other_score.value()
        )


class StepsDialog(PrivateDialog):
    """Asks between which two options steps are to be filled in, and how many."""

    def __init__(self, options: Sequence[ValuedOption], parent: QWidget | None = None) -> None:
        """Offer the options in their order; the first and the last are chosen."""
        super().__init__(_("Steps between two options"), _("Fill in"), parent)
        self._terms = [option.terms for option in options]
        self.first = QComboBox(self)
        self.last = QComboBox(self)
        for box in (self.first, self.last):
            for option in options:
                terms = display_terms.terms_summary(option.terms)
                box.addItem(f"{option.name} · {terms}")
            box.setMaximumWidth(420)
        self.last.setCurrentIndex(len(options) - 1)
        self.steps = QSpinBox(self)
        self.steps.setRange(1, MOST_STEPS)
        self.steps.setValue(4)
        self.steps.setMaximumWidth(120)
        self.add_row(_("&From"), self.first)
        self.add_row(_("&To"), self.last)
        self.add_row(
            _("&Steps"),
            self.steps,
            _("Every figure goes the same part of the way, rounded to what one can offer."),
        )

    def choice(self) -> tuple[Terms, Terms, int]:
        """Return the two terms and the number of steps."""
        first, last = self.first.currentIndex(), self.last.currentIndex()
        return self._terms[first], self._terms[last], self.steps.value()
