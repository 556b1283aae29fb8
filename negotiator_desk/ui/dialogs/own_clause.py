"""A clause of one's own: its wording, what is filled into it, its sentence for the leaflet."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from negotiator_desk.drafting.assemble import OwnClause
from negotiator_desk.drafting.clauses import CLOSE, OPEN, Parameter, ParameterKind
from negotiator_desk.i18n import _
from negotiator_desk.services.own_clauses import OwnClauseDetails
from negotiator_desk.ui.widgets.forms import FieldError, FormDialog

_KINDS = {
    "元": ParameterKind.AMOUNT,
    "%": ParameterKind.PERCENT,
    "日期": ParameterKind.DATE,
    "date": ParameterKind.DATE,
    "人": ParameterKind.PERSON,
    "person": ParameterKind.PERSON,
    "字": ParameterKind.TEXT,
    "text": ParameterKind.TEXT,
}
"""What stands behind a parameter's name and says what its value is; anything else is a unit."""


class OwnClauseDialog(FormDialog):
    """Writes a clause for all contracts, or changes one."""

    def __init__(self, clause: OwnClause | None = None, parent: QWidget | None = None) -> None:
        """Show a form.

        Args:
            clause: The clause to change; None = a new one.
        """
        super().__init__(
            _("Own clause"),
            _("Save clause") if clause else _("Add clause"),
            parent,
            width=760,
        )
        self._clause = clause
        self.title_edit = QLineEdit(self)
        self.text = QPlainTextEdit(self)
        self.title_english = QLineEdit(self)
        self.english = QPlainTextEdit(self)
        self.parameters = QPlainTextEdit(self)
        self.plain = QLineEdit(self)
        self.notes = QPlainTextEdit(self)
        for edit, height in (
            (self.text, 108),
            (self.english, 84),
            (self.parameters, 64),
            (self.notes, 48),
        ):
            edit.setTabChangesFocus(True)
            edit.setFixedHeight(height)
        self.add_row(_("&Title"), self.title_edit)
        self.add_row(
            _("&Wording"),
            self.text,
            _("A new line is a new paragraph; “- ” at its start makes it a numbered item."),
        )
        self.add_row(
            _("To fill &in"),
            self.parameters,
            _(
                "One a line: name, a space, and 元, %, date, person, text or a unit. "
                "In the wording it stands as {example}."
            ).format(example=OPEN + _("name") + CLOSE),
        )
        self.add_row(_("Title in &English"), self.title_english)
        self.add_row(_("Wording in Eng&lish"), self.english)
        self.add_row(
            _("For the lea&flet"),
            self.plain,
            _("One plain sentence for the workers; may be empty."),
        )
        self.add_row(_("&Notes"), self.notes, _("For whoever drafts; never in the contract."))
        if clause is not None:
            self._show(clause)

    def details(self) -> OwnClauseDetails:
        """Return what was typed.

        Raises:
            FieldError: A name is written with its marks.
        """
        clause = self._clause
        return OwnClauseDetails(
            title=self.title_edit.text(),
            text=self.text.toPlainText(),
            title_english=self.title_english.text(),
            english=self.english.toPlainText(),
            origin="" if clause is None else clause.origin,
            parameters=self._parameters(),
            notes=self.notes.toPlainText(),
            plain=self.plain.text(),
            plain_english="" if clause is None else clause.plain_english,
            topics=() if clause is None else clause.topics,
        )

    def _parameters(self) -> tuple[Parameter, ...]:
        known = {} if self._clause is None else {one.name: one for one in self._clause.parameters}
        found = []
        for line in self.parameters.toPlainText().splitlines():
            # Any space parts them, also the wide one of Chinese keyboards.
            name, unit = (*line.split(maxsplit=1), "", "")[:2]
            if not name:
                continue
            if OPEN in name or CLOSE in name:
                raise FieldError(self.parameters, _("Write the name without its marks."))
            kind = _KINDS.get(unit.strip(), ParameterKind.NUMBER)
            before = known.get(name)
            found.append(
                Parameter(
                    name=name,
                    english=name if before is None else before.english,
                    kind=kind,
                    unit=unit.strip() if kind is ParameterKind.NUMBER else "",
                    least=None if before is None else before.least,
                    most=None if before is None else before.most,
                    suggested="" if before is None else before.suggested,
                )
            )
        return tuple(found)

    def _show(self, clause: OwnClause) -> None:
        self.title_edit.setText(clause.title)
        self.text.setPlainText(clause.text)
        self.title_english.setText(clause.title_english)
        self.english.setPlainText(clause.english)
        self.plain.setText(clause.plain)
        self.notes.setPlainText(clause.notes)
        self.parameters.setPlainText(
            "\n".join(f"{one.name} {_kind_word(one)}".rstrip() for one in clause.parameters)
        )


def _kind_word(parameter: Parameter) -> str:
    if parameter.kind is ParameterKind.NUMBER:
        return parameter.unit
    return next(word for word, kind in _KINDS.items() if kind is parameter.kind)
