"""The form of an issue: what is to be settled, on which facts, and what holds today."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.pay.dataset import Dataset
from negotiator_desk.pay.terms import Subject
from negotiator_desk.services.datasets import DatasetRow
from negotiator_desk.services.issues import FACTS, IssueDetails, IssueView
from negotiator_desk.ui import display
from negotiator_desk.ui.dialogs.terms_box import TermsBox
from negotiator_desk.ui.theme import Tone
from negotiator_desk.ui.widgets.buttons import QuietButton
from negotiator_desk.ui.widgets.forms import FieldError, FormDialog
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole

_WITH_ONE = 2
"""Entries of the list of datasets when one fits: none, and that one."""


class IssueDialog(FormDialog):
    """Adds an issue, or changes one.

    Signals:
        names_wanted: The id of the dataset whose operations, posts or marks should be filled in.
    """

    names_wanted = Signal(object)

    def __init__(
        self,
        datasets: Sequence[DatasetRow],
        issue: IssueView | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Show an empty form, or an issue to change."""
        super().__init__(
            _("Change issue") if issue else _("New issue"),
            _("Save issue") if issue else _("Add issue"),
            parent,
            width=880,
        )
        self._datasets = tuple(datasets)
        self._lock_reason = ""
        self.name = QLineEdit(self)
        self.subject = QComboBox(self)
        for subject in Subject:
            self.subject.addItem(display.subject(subject), subject.value)
        self.dataset = QComboBox(self)
        self.note = QPlainTextEdit(self)
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(56)
        self.fill = QuietButton(_("Fi&ll in names from the data"), parent=self)
        self.add_row(_("&Title"), self.name)
        self.add_row(_("&Subject"), self.subject)
        self.add_row(_("Cost&ed on"), self.dataset)
        head = QWidget(self)
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(TextLabel(_("Present terms"), TextRole.SECTION))
        row.addWidget(
            TextLabel(_("what holds today; empty if nothing is written down"), TextRole.NOTE), 1
        )
        row.addWidget(self.fill)
        self.add_widget(head)
        self.terms = TermsBox(issue.subject if issue else Subject.PIECE_RATES, self)
        self.add_widget(self.terms, 1)
        self.add_row(_("&Note"), self.note)
        self._show(issue)
        self._order_fields()
        self.subject.currentIndexChanged.connect(self._show_subject)
        self.dataset.currentIndexChanged.connect(self._allow_filling)
        self.fill.clicked.connect(self._ask_for_names)

    def details(self) -> IssueDetails:
        """Return what was entered.

        Raises:
            FieldError: The title is missing.
            InputError: The present terms cannot be used.
        """
        if not self.name.text().strip():
            raise FieldError(self.name, _("The issue needs a title."))
        try:
            terms = self.terms.read()
        except InputError as error:
            raise InputError(
                _("Present terms: {problem}").format(problem=error), hint=error.hint
            ) from error
        return IssueDetails(
            title=self.name.text(),
            subject=self._subject(),
            dataset_id=self.dataset.currentData(),
            present_terms=terms,
            note=self.note.toPlainText(),
        )

    @Slot(object)
    def take_names(self, dataset: Dataset) -> None:
        """Fill in the names that the dataset knows."""
        self.terms.suggest(dataset)

    def lock(self, reason: str) -> None:
        """Show the issue to be read: only its note can still be changed.

        Args:
            reason: Why, in one sentence.
        """
        for field in (self.name, self.subject, self.dataset, self.fill, self.terms):
            field.setEnabled(False)
        self._lock_reason = reason
        self._show_lock()
        self.save_button.set_label(_("Save note"))
        self.note.setFocus()

    @override
    def clear_errors(self) -> None:
        super().clear_errors()
        self._show_lock()

    def _show_lock(self) -> None:
        if self._lock_reason:
            self.message.show_message(
                self._lock_reason, _("Only the note can be changed."), tone=Tone.NEUTRAL
            )

    def _order_fields(self) -> None:
        """Walk from the data through the present terms, whatever their editor, to the note."""
        before: QWidget = self.fill
        for field in self.terms.findChildren(QWidget):
            if field.window() is self and field.focusPolicy() & Qt.FocusPolicy.TabFocus:
                self.setTabOrder(before, field)
                before = field
        self.setTabOrder(before, self.note)

    def _show(self, issue: IssueView | None) -> None:
        if issue is not None:
            self.name.setText(issue.title)
            self.note.setPlainText(issue.note)
            self.subject.setCurrentIndex(self.subject.findData(issue.subject.value))
            self.subject.setEnabled(issue.offers == 0)
            self.terms.show_terms(issue.present_terms)
        self._list_datasets()
        if issue is not None:
            self.dataset.setCurrentIndex(max(0, self.dataset.findData(issue.dataset_id)))
        elif self.dataset.count() > 1:
            self.dataset.setCurrentIndex(1)  # the latest
        self._allow_filling()

    def _subject(self) -> Subject:
        return Subject(self.subject.currentData())

    @Slot(int)
    def _show_subject(self, _index: int) -> None:
        self.terms.set_subject(self._subject())
        self._order_fields()
        self._list_datasets()
        self._allow_filling()

    def _list_datasets(self) -> None:
        """Offer only the datasets that hold this subject's facts; choose one that is alone."""
        chosen = self.dataset.currentData()
        self.dataset.clear()
        self.dataset.addItem(_("None: this issue is not costed"), None)
        for row in self._datasets:
            if FACTS.get(self._subject()) is row.kind:
                self.dataset.addItem(
                    _("{name} · {workers} workers").format(
                        name=row.name, workers=display.count(row.workers)
                    ),
                    row.id,
                )
        if chosen is not None and (place := self.dataset.findData(chosen)) >= 0:
            self.dataset.setCurrentIndex(place)
        elif self.dataset.count() == _WITH_ONE:
            self.dataset.setCurrentIndex(1)

    @Slot()
    def _allow_filling(self) -> None:
        has_names = self._subject() in {Subject.PIECE_RATES, Subject.SKILL_GRADE_WAGES}
        self.fill.setVisible(has_names)
        self.fill.setEnabled(self.dataset.currentData() is not None)

    @Slot()
    def _ask_for_names(self) -> None:
        self.names_wanted.emit(self.dataset.currentData())
