"""The editor that fits an issue's subject, with what is wrong said below it while typing."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from negotiator_desk.pay.dataset import Dataset
from negotiator_desk.pay.terms import Subject, Terms
from negotiator_desk.ui.dialogs.terms_commission import CommissionEditor
from negotiator_desk.ui.dialogs.terms_editor import TermsEditor
from negotiator_desk.ui.dialogs.terms_plain import NumberEditor, TextEditor
from negotiator_desk.ui.dialogs.terms_rates import RateTableEditor
from negotiator_desk.ui.dialogs.terms_wages import WageGridEditor
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole

_EDITORS: dict[Subject, type[TermsEditor]] = {
    Subject.PIECE_RATES: RateTableEditor,
    Subject.COMMISSION_SHARES: CommissionEditor,
    Subject.SKILL_GRADE_WAGES: WageGridEditor,
    Subject.NUMBER: NumberEditor,
    Subject.TEXT: TextEditor,
}
_LEAST_HEIGHT = {
    Subject.PIECE_RATES: 330,
    Subject.COMMISSION_SHARES: 420,
    Subject.SKILL_GRADE_WAGES: 330,
    Subject.NUMBER: 90,
    Subject.TEXT: 120,
}
"""Pixels in which an editor can be used without scrolling inside it."""


class TermsBox(QWidget):
    """One set of terms to be typed. What was typed for another subject is kept meanwhile.

    Signals:
        edited: Something was typed, chosen, pasted or removed.
    """

    edited = Signal()

    def __init__(self, subject: Subject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editors: dict[Subject, TermsEditor] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._problem = TextLabel(role=TextRole.ERROR, wrap=True)
        self._layout.addWidget(self._problem)
        self._subject = subject
        self.set_subject(subject)

    @property
    def editor(self) -> TermsEditor:
        """The editor shown."""
        return self._editors[self._subject]

    def set_subject(self, subject: Subject) -> None:
        """Show the editor of another subject."""
        self._subject = subject
        if subject not in self._editors:
            editor = _EDITORS[subject](self)
            editor.setMinimumHeight(_LEAST_HEIGHT[subject])
            editor.edited.connect(self._check)
            self._editors[subject] = editor
            self._layout.insertWidget(0, editor, 1)
        for key, editor in self._editors.items():
            editor.setVisible(key is subject)
        self._show_problem()

    def show_terms(self, terms: Terms | None) -> None:
        """Show terms to start from, or empty fields."""
        self.editor.show_terms(terms)
        self._show_problem()

    def suggest(self, dataset: Dataset) -> None:
        """Fill in the names that a dataset knows and that are not there yet."""
        self.editor.suggest(dataset)
        self._show_problem()

    def read(self) -> Terms | None:
        """Return the terms as typed; None if nothing was typed.

        Raises:
            InputError: They cannot be used.
        """
        return None if self.editor.is_blank() else self.editor.read()

    def problem(self) -> str:
        """Return what is wrong with what was typed, or ""; nothing typed is not wrong."""
        return self._problem.text()

    def texts(self) -> dict[str, Any]:
        """Return everything as typed, of every subject."""
        return {key.value: editor.texts() for key, editor in self._editors.items()}

    def put_texts(self, texts: dict[str, Any]) -> None:
        """Put back what `texts` returned."""
        shown = self._subject
        for key, typed in texts.items():
            self.set_subject(Subject(key))
            self.editor.put_texts(typed)
        self.set_subject(shown)

    @Slot()
    def _check(self) -> None:
        self._show_problem()
        self.edited.emit()

    def _show_problem(self) -> None:
        problem = "" if self.editor.is_blank() else self.editor.problem()
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
