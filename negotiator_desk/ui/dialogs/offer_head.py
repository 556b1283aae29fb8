"""The head of an offer's form: who speaks, how firmly, and what the offer builds on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QRadioButton, QWidget

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import _
from negotiator_desk.ui import display
from negotiator_desk.ui.dialogs.offer_start import Start
from negotiator_desk.ui.widgets.labels import TextLabel

START_KEYS = {Start.OWN: "Alt+1", Start.OTHER: "Alt+2", Start.PRESENT: "Alt+3"}
"""Keys that begin the offer anew from something else."""


@dataclass(frozen=True)
class Speaker:
    """A representative who may put an offer."""

    id: str
    name: str
    is_chief: bool


class OfferHead(QWidget):
    """Side, speaker, binding or exploratory, and what the offer builds on.

    Signals:
        side_chosen: Another side was chosen.
        start_chosen: The `Start` to begin anew from.
    """

    side_chosen = Signal()
    start_chosen = Signal(object)

    def __init__(
        self,
        side: Side,
        speakers: Mapping[Side, Sequence[Speaker]],
        last_speaker: Mapping[Side, str],
        parent: QWidget | None = None,
    ) -> None:
        """Show the choices.

        Args:
            side: Whose offer it is at first.
            speakers: Who may speak for each side.
            last_speaker: Id of the representative who spoke last for a side in this session.
        """
        super().__init__(parent)
        self._speakers = speakers
        self._last_speaker = last_speaker
        self.side_box = QComboBox(self)
        for one in Side:
            self.side_box.addItem(display.side(one), one.value)
        self.side_box.setCurrentIndex(self.side_box.findData(side.value))
        self.side_box.setAccessibleName(_("Side"))
        self.speaker_box = QComboBox(self)
        self.speaker_box.setAccessibleName(_("Speaker"))
        self.speaker_box.setMinimumWidth(150)
        self.binding = QRadioButton(_("&Binding"), self)
        self.exploratory = QRadioButton(_("&Exploratory (cannot be accepted)"), self)
        group = QButtonGroup(self)
        group.addButton(self.binding)
        group.addButton(self.exploratory)
        self.binding.setChecked(True)
        self.start_box = QComboBox(self)
        self.start_box.setAccessibleName(_("What the offer builds on"))
        self.start_box.setMinimumWidth(190)
        self._lay_out()
        self._show_speakers()
        self.side_box.currentIndexChanged.connect(self._change_side)
        self.start_box.activated.connect(self._tell_start)

    @property
    def side(self) -> Side:
        """Whose offer it is."""
        return Side(self.side_box.currentData())

    @property
    def speaker_id(self) -> str | None:
        """Who puts it; None where that is not stated."""
        found: str | None = self.speaker_box.currentData()
        return found

    def set_side(self, side: Side) -> None:
        """Let the offer be another side's."""
        self.side_box.setCurrentIndex(self.side_box.findData(side.value))

    def set_speaker(self, speaker_id: str | None) -> None:
        """Choose who puts it; one who does not speak for the side any more is left out."""
        self.speaker_box.setCurrentIndex(max(0, self.speaker_box.findData(speaker_id)))

    def show_starts(self, starts: Sequence[Start], current: Start | None) -> None:
        """Offer what the offer in view can start from.

        Args:
            current: What it starts from now; None where it is something else, such as a draft.
        """
        self.start_box.clear()
        if current is None:
            self.start_box.addItem(_("Something else"), None)
        for start in starts:
            key = QKeySequence(START_KEYS[start])
            shown = key.toString(QKeySequence.SequenceFormat.NativeText)
            self.start_box.addItem(f"{start_label(start)}  {shown}", start.value)
        if current is not None:
            self.start_box.setCurrentIndex(self.start_box.findData(current.value))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for text, field in (
            (_("&Side"), self.side_box),
            (_("S&peaker"), self.speaker_box),
            (_("Bui&ld on"), self.start_box),
        ):
            label = TextLabel(text)
            label.setBuddy(field)
            row.addWidget(label)
            row.addWidget(field)
            row.addSpacing(16)
        row.addStretch(1)
        row.addWidget(self.binding)
        row.addWidget(self.exploratory)

    def _show_speakers(self) -> None:
        self.speaker_box.clear()
        self.speaker_box.addItem(_("not stated"), None)
        for one in self._speakers.get(self.side, ()):
            name = _("{name} (chief)").format(name=one.name) if one.is_chief else one.name
            self.speaker_box.addItem(name, one.id)
        self.set_speaker(self._last_speaker.get(self.side))

    @Slot()
    def _change_side(self) -> None:
        self._show_speakers()
        self.side_chosen.emit()

    @Slot(int)
    def _tell_start(self, _place: int) -> None:
        chosen = self.start_box.currentData()
        if chosen is not None:
            self.start_chosen.emit(Start(chosen))


def start_label(start: Start) -> str:
    """Name of what an offer can start from."""
    match start:
        case Start.OWN:
            return _("Own last offer")
        case Start.OTHER:
            return _("Other side's last offer")
        case Start.PRESENT:
            return _("Present terms")
