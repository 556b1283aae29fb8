"""Who signed a meeting sheet, for each side: entered once, then shown."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import _
from negotiator_desk.services.meeting_sheets import SheetView
from negotiator_desk.ui import display
from negotiator_desk.ui.theme import GRID
from negotiator_desk.ui.widgets.buttons import QuietButton
from negotiator_desk.ui.widgets.cards import Card
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole


class SignaturesCard(Card):
    """A line for each side: a name to enter, or who signed and when.

    Signals:
        signed: Side and name that were entered (a pair).
    """

    signed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Signatures on paper"), parent)
        self.names: dict[Side, QLineEdit] = {}
        self.buttons: dict[Side, QuietButton] = {}
        self._given: dict[Side, TextLabel] = {}
        grid = QGridLayout()
        grid.setSpacing(GRID)
        grid.setColumnStretch(1, 1)
        captions = {Side.EMPLOYEE: _("&Employee side"), Side.EMPLOYER: _("E&mployer side")}
        words = {Side.EMPLOYEE: _("Signe&d"), Side.EMPLOYER: _("S&igned")}
        for row, side in enumerate(Side):
            name = QLineEdit(self)
            name.setAccessibleName(_("Signed by, {side}").format(side=display.side(side)))
            name.setPlaceholderText(_("Name of who signed"))
            button = QuietButton(words[side])
            button.setAccessibleName(_("Record signature, {side}").format(side=display.side(side)))
            name.returnPressed.connect(partial(self._tell, side))
            button.clicked.connect(partial(self._tell, side))
            caption = TextLabel(captions[side])
            caption.setBuddy(name)
            given = TextLabel(wrap=True, parent=self)
            given.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(caption, row, 0)
            grid.addWidget(name, row, 1)
            grid.addWidget(given, row, 1, 1, 2)
            grid.addWidget(button, row, 2)
            self.names[side], self.buttons[side], self._given[side] = name, button, given
        self.note = TextLabel("", TextRole.NOTE, wrap=True)
        self.body.addLayout(grid)
        self.body.addWidget(self.note)

    def propose(self, chiefs: Mapping[Side, str]) -> None:
        """Write the names of the chiefs, who are the ones to sign."""
        for side, name in self.names.items():
            name.setText(chiefs.get(side, ""))

    def show_sheet(self, sheet: SheetView | None) -> None:
        """Show who signed a sheet; None = there is none to sign yet."""
        can_sign = sheet is not None and sheet.is_current
        for side in Side:
            signature = None if sheet is None else sheet.signatures.get(side)
            is_open = signature is None
            self.names[side].setVisible(is_open)
            self.buttons[side].setVisible(is_open)
            self.names[side].setEnabled(can_sign)
            self.buttons[side].setEnabled(can_sign)
            self._given[side].setVisible(not is_open)
            if signature is not None:
                moment = display.moment(signature.signed_at)
                self._given[side].setText(
                    _("{name}, {moment}").format(name=signature.signer, moment=moment)
                )
        self.note.setText(_note(sheet))

    def given(self, side: Side) -> str:
        """Return what stands in place of a name that was entered; "" where none was."""
        label = self._given[side]
        return "" if label.isHidden() else label.text()

    def _tell(self, side: Side) -> None:
        if self.buttons[side].isEnabled():
            self.signed.emit((side, self.names[side].text()))


def _note(sheet: SheetView | None) -> str:
    if sheet is None:
        return _("Seal the sheet and print it; then record who signed it.")
    if not sheet.is_current and not sheet.is_signed:
        return _("This sheet is outdated: seal a new one and have that signed.")
    if sheet.is_signed:
        return _("Signed by both sides: this sheet stays as it is.")
    return _("Record a signature once it stands on the paper.")
