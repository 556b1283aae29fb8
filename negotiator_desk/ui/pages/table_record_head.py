"""The head of a session's record: where, who presides, who keeps it, who looks on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import _
from negotiator_desk.procedure.checks import Finding
from negotiator_desk.services.session_parts import SessionRecord
from negotiator_desk.services.sessions import SessionHead
from negotiator_desk.ui.dialogs.session_form import chair_line
from negotiator_desk.ui.theme import CARD_MARGIN, GRID, Tone
from negotiator_desk.ui.widgets.buttons import QuietButton, without_mnemonic
from negotiator_desk.ui.widgets.cards import Card
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole


class HeadCard(Card):
    """Fields that are saved when they are left.

    Signals:
        changed: A field was left with something else in it than is stored.
        form_wanted: Everything of the session is to be edited in its form.
    """

    changed = Signal()
    form_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._record: SessionRecord | None = None
        self._is_filling = False
        self.place = QLineEdit(self)
        self.chair = QComboBox(self)
        self.recorder = QLineEdit(self)
        self.observers = QLineEdit(self)
        self.form_button = QuietButton(_("Edit all …"), "F2", self)
        self.form_button.clicked.connect(self.form_wanted)
        line_of_fields = QHBoxLayout()
        line_of_fields.setSpacing(GRID)
        for label, field, share in (
            (_("&Place"), self.place, 4),
            (_("&Chair"), self.chair, 4),
            (_("&Recorder"), self.recorder, 2),
            (_("O&bservers"), self.observers, 3),
        ):
            caption = TextLabel(label, TextRole.LABEL)
            caption.setBuddy(field)
            field.setAccessibleName(without_mnemonic(label))
            field.setMinimumWidth(72)
            line_of_fields.addWidget(caption)
            line_of_fields.addWidget(field, share)
        line_of_fields.addWidget(self.form_button)
        self.body.setContentsMargins(CARD_MARGIN, GRID, GRID, GRID)
        self.body.addLayout(line_of_fields)
        self._notice = TextLabel(role=TextRole.NOTE, wrap=True)
        self._notice.set_tone(Tone.ATTENTION)
        self._notice.hide()
        self.body.addWidget(self._notice)
        for line in (self.place, self.recorder, self.observers):
            line.editingFinished.connect(self._tell_changed)
        self.chair.activated.connect(self._tell_changed)

    def show_record(self, record: SessionRecord, notices: Sequence[Finding]) -> None:
        """Show a session; what is half typed on the one shown before stays."""
        before = self._record if self._record and self._record.id == record.id else None
        typed = self.typed() if before is not None else {}
        self._record = record
        self._is_filling = True
        for name, line in self._lines().items():
            stored = getattr(record, name)
            is_half_typed = before is not None and typed[name] != getattr(before, name)
            if not is_half_typed and line.text() != stored:
                line.setText(stored)
                line.setCursorPosition(0)
                line.setToolTip(stored)
        self.chair.clear()
        for side in Side:
            self.chair.addItem(chair_line(side, record.chiefs.get(side, "")), side.value)
        self.chair.setCurrentIndex(self.chair.findData(record.chair.value))
        self.chair.setToolTip(self.chair.currentText())
        self._is_filling = False
        texts = [f"{one.text} {one.remedy} {one.basis}" for one in notices]
        self._notice.setText("\n".join(texts))
        self._notice.setVisible(bool(texts))

    def entered(self) -> SessionHead:
        """What the fields hold now; the moment stays as it is stored."""
        assert self._record is not None, "shown before"
        return SessionHead(
            held_at=self._record.held_at,
            place=self.place.text(),
            chair=Side(self.chair.currentData()),
            recorder=self.recorder.text(),
            observers=self.observers.text(),
        )

    def is_changed(self) -> bool:
        """Whether a field holds something else than is stored."""
        if self._record is None:
            return False
        typed = self.typed()
        lines = any(
            " ".join(typed[name].split()) != getattr(self._record, name) for name in self._lines()
        )
        return lines or self.chair.currentData() != self._record.chair.value

    def typed(self) -> dict[str, Any]:
        """What stands in the fields that are typed in."""
        return {name: line.text() for name, line in self._lines().items()}

    def type(self, typed: dict[str, Any]) -> None:
        """Put back what was typed."""
        for name, line in self._lines().items():
            line.setText(typed[name])

    def _lines(self) -> dict[str, QLineEdit]:
        return {"place": self.place, "recorder": self.recorder, "observers": self.observers}

    @Slot()
    def _tell_changed(self) -> None:
        if not self._is_filling and self.is_changed():
            self.changed.emit()
