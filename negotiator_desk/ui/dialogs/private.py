"""What every private form shares: it says so, and it vanishes behind the curtain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.money import format_amount, parse_decimal
from negotiator_desk.pay.arithmetic import scaled
from negotiator_desk.ui.privacy import Curtain
from negotiator_desk.ui.theme import CARD_GAP, CARD_MARGIN, GRID, PAGE_MARGIN, Tone
from negotiator_desk.ui.widgets.buttons import SecondaryButton
from negotiator_desk.ui.widgets.forms import FieldError, FormDialog
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole
from negotiator_desk.ui.widgets.messages import InlineMessage
from negotiator_desk.ui.widgets.rows import Column, RowsModel
from negotiator_desk.ui.widgets.table import DataTable

Row = TypeVar("Row")


def private_note(parent: QWidget) -> InlineMessage:
    """Return the line that says who can see what stands here."""
    note = InlineMessage(parent)
    note.show_message(
        _("Private. Never shown on the projector, in the contract, in exports or in print."),
        tone=Tone.ATTENTION,
    )
    return note


class PrivateDialog(FormDialog):
    """A form for one side's eyes only; its first line says so."""

    def __init__(
        self, title: str, save_text: str, parent: QWidget | None = None, *, width: int = 560
    ) -> None:
        super().__init__(title, save_text, parent, width=width)
        self.add_widget(private_note(self))

    def open_behind(self, curtain: Curtain) -> None:
        """Open; while the curtain is drawn the form waits, with everything typed in it."""
        curtain.open(self)


class HundredthsEdit(QWidget):
    """A number with two decimals, or nothing; its value is a whole number of hundredths.

    Attributes:
        line: Where it is typed; no wider than a number needs.
    """

    def __init__(self, name: str, value: int | None = None, parent: QWidget | None = None) -> None:
        """Show a number.

        Args:
            name: What the field holds, for screen readers.
            value: In hundredths; None = nothing.
            parent: The form.
        """
        super().__init__(parent)
        self.setAccessibleName(name)
        self.line = QLineEdit("" if value is None else hundredths(value), self)
        self.line.setAccessibleName(name)
        self.line.setFixedWidth(132)
        self.line.setClearButtonEnabled(True)
        self.setFocusProxy(self.line)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line)
        layout.addStretch(1)

    def value(self) -> int | None:
        """The number typed in hundredths; None when the field is empty.

        Raises:
            FieldError: It is not a number with at most two decimals.
        """
        if not self.line.text().strip():
            return None
        try:
            return scaled(parse_decimal(self.line.text(), places=2), 2)
        except InputError as error:
            raise FieldError(self, str(error), hint=error.hint) from error


def hundredths(value: int) -> str:
    """Return a whole number of hundredths with two decimals."""
    return format_amount(Decimal(value).scaleb(-2))


class PrivateList(QDialog, Generic[Row]):
    """A private table with what can be done to its rows; it is closed, not saved.

    Attributes:
        table: The rows; a double click or Enter does what the second button does.
        message: Where an error is shown.
    """

    def __init__(
        self,
        title: str,
        name: str,
        columns: Sequence[Column[Row]],
        parent: QWidget | None = None,
        *,
        width: int,
    ) -> None:
        """Lay out an empty list.

        Args:
            title: What the dialog is for.
            name: What the table lists.
            columns: Of the table.
            width: Least width in pixels.
        """
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(width)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE_MARGIN, CARD_MARGIN, PAGE_MARGIN, CARD_MARGIN)
        layout.setSpacing(CARD_GAP)
        layout.addWidget(TextLabel(title, TextRole.TITLE))
        self.message = InlineMessage(self)
        layout.addWidget(self.message)
        layout.addWidget(private_note(self))
        self.table: DataTable[Row] = DataTable(name, RowsModel(columns), search=False)
        self.table.setMinimumHeight(300)
        layout.addWidget(self.table, 1)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(GRID)
        layout.addLayout(self.foot)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(GRID)
        self.buttons.addStretch(1)
        self.close_button = SecondaryButton(_("Close"), "Esc")
        self.close_button.clicked.connect(self.reject)
        self.buttons.addWidget(self.close_button)
        layout.addLayout(self.buttons)

    def add_button(self, button: QPushButton, work: Callable[[], object]) -> None:
        """Put a button before the one that closes."""
        button.clicked.connect(work)
        self.buttons.insertWidget(self.buttons.count() - 2, button)

    def open_behind(self, curtain: Curtain) -> None:
        """Open; while the curtain is drawn the list waits."""
        curtain.open(self)
        self.table.view.setFocus()
