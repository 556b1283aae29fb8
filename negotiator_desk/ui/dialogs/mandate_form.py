"""The form of a mandate: what one side wants on an issue and where it stops. Private."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPlainTextEdit, QSpinBox, QTabWidget, QWidget

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.pay.terms import Terms
from negotiator_desk.services.issues import IssueView
from negotiator_desk.services.mandates import MandateDetails
from negotiator_desk.ui import display
from negotiator_desk.ui.dialogs.terms_box import TermsBox
from negotiator_desk.ui.theme import Tone
from negotiator_desk.ui.widgets.buttons import QuietButton
from negotiator_desk.ui.widgets.forms import FormDialog
from negotiator_desk.ui.widgets.messages import InlineMessage


class MandateDialog(FormDialog):
    """Shows and changes one side's target, limit, weight and note on an issue."""

    def __init__(
        self,
        issue: IssueView,
        side: Side,
        mandate: MandateDetails | None,
        parent: QWidget | None = None,
    ) -> None:
        """Show what is stored for a side; None where nothing is."""
        super().__init__(
            _("Private mandate · {side} · {issue}").format(
                side=display.side(side), issue=issue.title
            ),
            _("Save mandate"),
            parent,
            width=880,
        )
        private = InlineMessage(self)
        private.show_message(
            _("Private. Never shown on the table page, in the contract, in exports or in print."),
            tone=Tone.ATTENTION,
        )
        self.add_widget(private)
        self.weight = QSpinBox(self)
        self.weight.setRange(0, 100)
        self.weight.setMaximumWidth(120)
        self.note = QPlainTextEdit(self)
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(56)
        self.add_row(
            _("&Weight"),
            self.weight,
            _("Points out of 100, spread over all issues of the side."),
        )
        self.tabs = QTabWidget(self)
        self.tabs.setAccessibleName(_("Target and limit"))
        self.target = TermsBox(issue.subject, self)
        self.limit = TermsBox(issue.subject, self)
        self._present = issue.present_terms
        self.start = QuietButton(_("Start from the &present terms"), parent=self)
        self.start.setVisible(self._present is not None)
        self.start.clicked.connect(self.start_from_present)
        self.tabs.setCornerWidget(self.start)
        self.tabs.addTab(self.target, _("&Target"))
        self.tabs.addTab(self.limit, _("&Limit"))
        self.add_widget(self.tabs, 1)
        self.add_row(_("&Note"), self.note)
        stored = mandate or MandateDetails()
        self.weight.setValue(stored.weight)
        self.note.setPlainText(stored.note)
        self.target.show_terms(stored.target)
        self.limit.show_terms(stored.limit)

    def details(self) -> MandateDetails:
        """Return what was entered.

        Raises:
            InputError: The target or the limit cannot be used.
        """
        return MandateDetails(
            target=self._read(self.target, _("Target")),
            limit=self._read(self.limit, _("Limit")),
            weight=self.weight.value(),
            note=self.note.toPlainText(),
        )

    @Slot()
    def start_from_present(self) -> None:
        """Write the present terms into the tab in view, to be changed there."""
        box = self.tabs.currentWidget()
        assert isinstance(box, TermsBox)
        box.show_terms(self._present)

    def _read(self, box: TermsBox, name: str) -> Terms | None:
        try:
            return box.read()
        except InputError as error:
            self.tabs.setCurrentWidget(box)
            raise InputError(
                _("{field}: {problem}").format(field=name, problem=error), hint=error.hint
            ) from error
