"""The editors of terms that are one number or one text."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QFormLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from negotiator_desk.i18n import _
from negotiator_desk.pay.terms import NumberTerm, Terms, TextTerm
from negotiator_desk.ui.dialogs.terms_editor import TermsEditor
from negotiator_desk.ui.dialogs.terms_fields import NumberLine


class NumberEditor(TermsEditor):
    """One number with its unit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.value = NumberLine(_("Value"), places=4, parent=self)
        self.value.setMaximumWidth(200)
        self.unit = QLineEdit(self)
        self.unit.setAccessibleName(_("Unit"))
        self.unit.setMaximumWidth(200)
        self.unit.setPlaceholderText(_("such as days, hours a week, yuan a month"))
        layout = QFormLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addRow(_("&Value"), self.value)
        layout.addRow(_("&Unit"), self.unit)
        self.value.textEdited.connect(self._report_edit)
        self.unit.textEdited.connect(self._report_edit)

    def _report_edit(self, _text: str) -> None:
        self.edited.emit()

    @override
    def show_terms(self, terms: Terms | None) -> None:
        number = terms if isinstance(terms, NumberTerm) else None
        self.value.set_number(number.value if number else None)
        self.unit.setText(number.unit if number else "")

    @override
    def is_blank(self) -> bool:
        return not self.value.text().strip() and not self.unit.text().strip()

    @override
    def read(self) -> Terms:
        return NumberTerm(self.value.required(), self.unit.text().strip())

    @override
    def texts(self) -> dict[str, Any]:
        return {"value": self.value.text(), "unit": self.unit.text()}

    @override
    def put_texts(self, texts: dict[str, Any]) -> None:
        self.value.setText(texts["value"])
        self.unit.setText(texts["unit"])


class TextEditor(TermsEditor):
    """One text, as it would stand in the contract."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QPlainTextEdit(self)
        self.text.setAccessibleName(_("Text of the terms"))
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText(_("The wording that would stand in the contract"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.text)
        self.text.textChanged.connect(self.edited)

    @override
    def show_terms(self, terms: Terms | None) -> None:
        self.text.setPlainText(terms.text if isinstance(terms, TextTerm) else "")

    @override
    def is_blank(self) -> bool:
        return not self.text.toPlainText().strip()

    @override
    def read(self) -> Terms:
        return TextTerm(self.text.toPlainText().strip())

    @override
    def texts(self) -> dict[str, Any]:
        return {"text": self.text.toPlainText()}

    @override
    def put_texts(self, texts: dict[str, Any]) -> None:
        self.text.setPlainText(texts["text"])
