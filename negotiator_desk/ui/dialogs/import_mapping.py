"""Which column of a file holds which field, with the column's first values beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QScrollArea, QWidget

from negotiator_desk.i18n import _
from negotiator_desk.pay.dataset import Field
from negotiator_desk.services.datasets import ColumnPreview
from negotiator_desk.ui import display
from negotiator_desk.ui.theme import GRID, Tone
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole


class MappingTable(QScrollArea):
    """One line for each field: its name, the column chosen for it, that column's first values.

    Signals:
        edited: Another column was chosen for a field.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[ColumnPreview, ...] = ()
        self._boxes: dict[str, QComboBox] = {}
        self._samples: dict[str, TextLabel] = {}
        self._required: set[str] = set()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_mapping(
        self,
        fields: Sequence[Field],
        columns: Sequence[ColumnPreview],
        mapping: Mapping[str, int | None],
    ) -> None:
        """Show which column is proposed for each field."""
        self._columns = tuple(columns)
        self._boxes, self._samples = {}, {}
        self._required = {field.name for field in fields if field.required}
        body = QWidget()
        body.setObjectName("pageBody")
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, GRID, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        for at, title in enumerate((_("Field"), _("Column of the file"), _("First values"))):
            grid.addWidget(TextLabel(title, TextRole.LABEL), 0, at)
        for row, field in enumerate(fields, start=1):
            self._add_line(grid, row, field, mapping.get(field.name))
        grid.setRowStretch(len(fields) + 1, 1)
        self.setWidget(body)

    def mapping(self) -> dict[str, int | None]:
        """Return the column chosen for each field; None for a field the file does not have."""
        return {name: box.currentData() for name, box in self._boxes.items()}

    def choose(self, field: str, column: int | None) -> None:
        """Choose a column for a field, as a person does."""
        box = self._boxes[field]
        box.setCurrentIndex(box.findData(column))
        self._show_choice()

    def missing(self) -> tuple[str, ...]:
        """Return the labels of required fields without a column."""
        return tuple(
            box.accessibleName()
            for name, box in self._boxes.items()
            if name in self._required and box.currentData() is None
        )

    def _add_line(self, grid: QGridLayout, row: int, field: Field, column: int | None) -> None:
        name = _(field.label)
        text = f"{name} *" if field.required else name
        if field.unit:
            text = _("{field} ({unit})").format(field=text, unit=_(field.unit))
        box = QComboBox()
        box.setAccessibleName(name)
        box.setMinimumWidth(260)
        box.setMaximumWidth(460)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.addItem(_("not in the file"), None)
        for one in self._columns:
            box.addItem(_column_name(one), one.index)
            box.setItemData(box.count() - 1, _column_name(one), Qt.ItemDataRole.ToolTipRole)
        box.setCurrentIndex(max(0, box.findData(column)))
        box.activated.connect(self._show_choice)
        label = TextLabel(text)
        label.setBuddy(box)
        samples = TextLabel(role=TextRole.NOTE)
        samples.setMinimumWidth(40)
        self._boxes[field.name] = box
        self._samples[field.name] = samples
        for at, widget in enumerate((label, box, samples)):
            grid.addWidget(widget, row, at)
        self._show_samples(field.name)

    @Slot()
    def _show_choice(self) -> None:
        for name in self._boxes:
            self._show_samples(name)
        self.edited.emit()

    def _show_samples(self, name: str) -> None:
        chosen = self._boxes[name].currentData()
        found = next((one for one in self._columns if one.index == chosen), None)
        label = self._samples[name]
        if found is not None:
            label.setText(" · ".join(found.samples[:4]) or _("no values"))
            label.set_tone(None)
        elif name in self._required:
            label.setText(_("needed: choose a column"))
            label.set_tone(Tone.BAD)
        else:
            label.setText(display.NONE)
            label.set_tone(None)


def _column_name(column: ColumnPreview) -> str:
    header = column.header.replace("\n", " ") or _("without a header")
    return f"{column.letters}  {header}"
