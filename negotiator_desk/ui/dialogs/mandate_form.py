"""The form of a mandate: what one side wants on an issue and where it stops. Private."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSpinBox, QTabWidget, QWidget

from negotiator_desk.bargaining.mandate import ALL_POINTS
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _, p_
from negotiator_desk.pay.terms import Terms
from negotiator_desk.services.issues import IssueView
from negotiator_desk.services.mandates import MandateDetails
from negotiator_desk.ui import display
from negotiator_desk.ui.dialogs.private import PrivateDialog
from negotiator_desk.ui.dialogs.terms_box import TermsBox
from negotiator_desk.ui.theme import GRID
from negotiator_desk.ui.widgets.buttons import QuietButton
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole


class MandateDialog(PrivateDialog):
    """Shows and changes one side's aims on an issue, and what it thinks the other side's are."""

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
            width=900,
        )
        self.weight = _points(self)
        self.other_weight = _points(self)
        self.add_row(_("&Weight"), self._weights())
        self.tabs = QTabWidget(self)
        self.tabs.setAccessibleName(_("Aims of this side, and those of the other as estimated"))
        self.opening = TermsBox(issue.subject, self)
        self.target = TermsBox(issue.subject, self)
        self.limit = TermsBox(issue.subject, self)
        self.other_target = TermsBox(issue.subject, self)
        self.other_limit = TermsBox(issue.subject, self)
        self.note = QPlainTextEdit(self)
        self.note.setTabChangesFocus(True)
        self.note.setAccessibleName(_("Note"))
        self._present = issue.present_terms
        self.start = QuietButton(_("Start from the &present terms"), parent=self)
        self.start.setVisible(self._present is not None)
        self.start.clicked.connect(self.start_from_present)
        self.tabs.setCornerWidget(self.start)
        self._boxes = (
            (self.opening, _("Open&ing"), _("Opening")),
            (self.target, _("&Target"), _("Target")),
            (self.limit, _("&Limit"), _("Limit")),
            (self.other_target, _("Other &side: target"), _("Estimated target")),
            (self.other_limit, _("Oth&er side: limit"), _("Estimated limit")),
        )
        for box, title, _name in self._boxes:
            self.tabs.addTab(box, title)
        self.tabs.addTab(self.note, _("&Note"))
        self.tabs.setCurrentWidget(self.target)
        self.tabs.currentChanged.connect(self._tell_start)
        self.add_widget(self.tabs, 1)
        self.explanation = TextLabel("", TextRole.NOTE, wrap=True)
        self.add_widget(self.explanation)
        stored = mandate or MandateDetails()
        self.weight.setValue(stored.weight)
        self.other_weight.setValue(stored.other_weight)
        self.note.setPlainText(stored.note)
        self.opening.show_terms(stored.opening)
        self.target.show_terms(stored.target)
        self.limit.show_terms(stored.limit)
        self.other_target.show_terms(stored.other_target)
        self.other_limit.show_terms(stored.other_limit)
        self._tell_start(self.tabs.currentIndex())

    def details(self) -> MandateDetails:
        """Return what was entered.

        Raises:
            InputError: Terms cannot be used.
        """
        read = {box: self._read(box, name) for box, _title, name in self._boxes}
        return MandateDetails(
            target=read[self.target],
            limit=read[self.limit],
            weight=self.weight.value(),
            note=self.note.toPlainText(),
            opening=read[self.opening],
            other_target=read[self.other_target],
            other_limit=read[self.other_limit],
            other_weight=self.other_weight.value(),
        )

    @Slot()
    def start_from_present(self) -> None:
        """Write the present terms into the tab in view, to be changed there."""
        box = self.tabs.currentWidget()
        if isinstance(box, TermsBox):
            box.show_terms(self._present)

    @Slot(int)
    def _tell_start(self, _place: int) -> None:
        page = self.tabs.currentWidget()
        self.start.setEnabled(isinstance(page, TermsBox))
        sentences: dict[QWidget, str] = {
            self.opening: _("What this side says first; no worse for it than the target."),
            self.target: _("What this side hopes for: worth all of the issue's points."),
            self.limit: _("The last that this side would accept: worth nothing to it."),
            self.other_target: _("An estimate: what the other side hopes for."),
            self.other_limit: _("An estimate: the last that the other side would accept."),
        }
        self.explanation.setText(sentences.get(page, _("Reasons, conditions, who was asked.")))

    def _weights(self) -> QWidget:
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        other = TextLabel(_("Pro&bable weight for the other side (estimate)"))
        other.setBuddy(self.other_weight)
        self.other_weight.setAccessibleName(_("Probable weight for the other side (estimate)"))
        self.weight.setAccessibleName(p_("mandate", "Weight"))
        row.setFocusProxy(self.weight)
        for widget in (self.weight, other, self.other_weight):
            layout.addWidget(widget)
        layout.addWidget(TextLabel(_("of 100 over all issues"), TextRole.NOTE))
        layout.addStretch(1)
        return row

    def _read(self, box: TermsBox, name: str) -> Terms | None:
        try:
            return box.read()
        except InputError as error:
            self.tabs.setCurrentWidget(box)
            raise InputError(
                _("{field}: {problem}").format(field=name, problem=error), hint=error.hint
            ) from error


def _points(parent: QWidget) -> QSpinBox:
    field = QSpinBox(parent)
    field.setRange(0, ALL_POINTS)
    field.setMaximumWidth(120)
    return field
