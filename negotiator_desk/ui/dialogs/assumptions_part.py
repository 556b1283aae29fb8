"""What every part of the assumptions' form has in common: fields, each with its sentence below."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from negotiator_desk.errors import InputError
from negotiator_desk.pay.assumptions import Assumptions
from negotiator_desk.ui.dialogs.terms_grid import GridView
from negotiator_desk.ui.itemmodels.grid import PROBLEM_ROLE
from negotiator_desk.ui.theme import restyle
from negotiator_desk.ui.widgets.forms import FieldError
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole


class AssumptionsPart(QWidget):
    """Fields that belong together; what was typed stays until it can be used.

    Signals:
        edited: Something was typed, chosen, pasted or removed.
    """

    edited = Signal()

    takes_room = False
    """Whether it has use for more height than its fields need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notes: dict[QWidget, TextLabel] = {}
        self._wrong: QWidget | None = None

    def show_assumptions(self, assumptions: Assumptions) -> None:
        """Show assumptions to start from."""
        raise NotImplementedError

    def read(self, assumptions: Assumptions) -> Assumptions:
        """Return the assumptions with what was typed here in place of what they have.

        Raises:
            FieldError: It cannot be used; the sentence names the field.
        """
        raise NotImplementedError

    def check(self, assumptions: Assumptions) -> str:
        """Say below the field what is wrong with what was typed, and return that or ""."""
        try:
            self.read(assumptions)
        except FieldError as error:
            self._show_problem(error.field, f"{error} {error.hint}".strip())
            return str(error)
        self._show_problem(None, "")
        return ""

    def go_to(self, field: QWidget) -> None:
        """Put the cursor into a field; in a grid, into the first cell that cannot be used."""
        if isinstance(field, GridView):
            model = field.model()
            wrong = (
                index
                for row in range(model.rowCount())
                for column in range(model.columnCount())
                if (index := model.index(row, column)).data(PROBLEM_ROLE)
            )
            field.setCurrentIndex(next(wrong, field.currentIndex()))
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def holds(self, field: QWidget) -> bool:
        """Whether a field is one of this part."""
        return field in self._notes

    def note_below(self, field: QWidget, hint: str = "") -> TextLabel:
        """Return the small print of a field, to be laid out below it.

        Args:
            hint: What it says while nothing is wrong.
        """
        note = TextLabel(hint, TextRole.NOTE, wrap=True)
        note.setProperty("hint", hint)
        note.setVisible(bool(hint))
        self._notes[field] = note
        return note

    @contextmanager
    def at_field(self, field: QWidget) -> Iterator[None]:
        """Say of every `InputError` inside which field it is about."""
        try:
            yield
        except FieldError:
            raise
        except InputError as error:
            raise FieldError(field, str(error), hint=error.hint) from error

    @Slot(str)
    def report_text(self, _text: str) -> None:
        """Tell that something was typed."""
        self.edited.emit()

    @Slot(int)
    def report_choice(self, _index: int) -> None:
        """Tell that something was chosen."""
        self.edited.emit()

    def _show_problem(self, field: QWidget | None, sentence: str) -> None:
        if self._wrong is not None and self._wrong is not field:
            self._tell(self._wrong, "")
        self._wrong = field
        if field is not None:
            self._tell(field, sentence)

    def _tell(self, field: QWidget, sentence: str) -> None:
        note = self._notes[field]
        text = sentence or str(note.property("hint"))
        if note.text() == text:
            return
        note.setText(text)
        note.setVisible(bool(text))
        field.setAccessibleDescription(sentence)
        invalid = "true" if sentence else ""
        if field.property("invalid") != invalid:
            field.setProperty("invalid", invalid)
            note.setProperty("role", (TextRole.ERROR if sentence else TextRole.NOTE).value)
            restyle(note)
            restyle(field)
