"""A small sum on the costing page: its fields, what comes out, and how."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from negotiator_desk.pay.labour_minutes import LabourMinutes
from negotiator_desk.ui import display
from negotiator_desk.ui.theme import CARD_GAP, Tone
from negotiator_desk.ui.widgets.buttons import SecondaryButton
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole


class SumLine(QWidget):
    """Fields in a row, what comes out at its end, and one sentence below that says how."""

    def __init__(self, fields: Sequence[QWidget], button: SecondaryButton | int) -> None:
        """Lay out a sum.

        Args:
            button: Tries what comes out, or the room to leave free where one would be, in pixels.
        """
        super().__init__()
        self.figure = TextLabel(role=TextRole.SECTION)
        self.figure.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.sentence = TextLabel(role=TextRole.NOTE, wrap=True)
        line = QHBoxLayout()
        line.setSpacing(CARD_GAP)
        for field in fields:
            line.addWidget(field, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch(1)
        line.addWidget(self.figure, 0, Qt.AlignmentFlag.AlignBottom)
        if isinstance(button, int):
            line.addSpacing(button)
        else:
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self.figure.setFixedHeight(32)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self.sentence)

    def show_result(self, figure: str, sentence: str, made_by: LabourMinutes) -> None:
        """Show a result; the pointer finds the formula."""
        self.figure.setText(figure)
        self.sentence.set_tone(None)
        self.sentence.setText(sentence)
        self.setToolTip(f"{made_by.sentence}\n{made_by.formula_name}")

    def show_problem(self, problem: str) -> None:
        """Say why there is no result."""
        self.figure.setText(display.NONE)
        self.sentence.set_tone(Tone.BAD)
        self.sentence.setText(problem)
        self.setToolTip("")
