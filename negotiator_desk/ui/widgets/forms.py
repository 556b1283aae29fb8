"""Dialogs to fill in: labelled fields, errors where they belong, buttons named by what they do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QSize, Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from negotiator_desk.errors import InputError, UserError
from negotiator_desk.i18n import _
from negotiator_desk.ui.theme import CARD_GAP, CARD_MARGIN, GRID, PAGE_MARGIN, Tone, restyle
from negotiator_desk.ui.widgets.buttons import PrimaryButton, SecondaryButton, without_mnemonic
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole
from negotiator_desk.ui.widgets.messages import InlineMessage

_FIELD_HEIGHT = 32


class FieldError(InputError):
    """What was typed into one field cannot be used; the form shows it at that field."""

    def __init__(self, field: QWidget, message: str, *, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.field = field


class FormDialog(QDialog):
    """A form that stays open until what it was filled with has been accepted.

    A subclass adds its fields in `__init__`; the page that opens it calls `set_submit` with what
    is to be done. Whatever `UserError` that raises is shown in the form, which keeps its text.

    Attributes:
        content: Layout of the dialog, for things wider than a form row.
        foot: Layout between the fields and the buttons, always in sight.
    """

    def __init__(
        self, title: str, save_text: str, parent: QWidget | None = None, *, width: int = 560
    ) -> None:
        """Lay out an empty form.

        Args:
            title: What the dialog is for; also its heading.
            save_text: What its first button does, such as "Create case".
            width: Least width in pixels.
        """
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(width)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._submit: Callable[[], None] | None = None
        self._notes: dict[QWidget, TextLabel] = {}
        self._form: QFormLayout | None = None
        self._opened_with: tuple[object, ...] | None = None
        self._warned_of: tuple[object, ...] | None = None
        self.message = InlineMessage()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE_MARGIN, CARD_MARGIN, PAGE_MARGIN, CARD_MARGIN)
        layout.setSpacing(CARD_GAP)
        layout.addWidget(TextLabel(title, TextRole.TITLE))
        layout.addWidget(self.message)
        inner = QWidget()
        inner.setObjectName("pageBody")
        self.content = QVBoxLayout(inner)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.setSpacing(CARD_GAP)
        self._area = QScrollArea()
        self._area.setObjectName("pageScroll")
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inner)
        layout.addWidget(self._area, 1)
        self.foot = QVBoxLayout()
        self.foot.setSpacing(GRID)
        layout.addLayout(self.foot)
        self.save_button = PrimaryButton(save_text, "Ctrl+Return")
        self.save_button.setDefault(True)
        self.cancel_button = SecondaryButton(_("Cancel"), "Esc")
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self.reject)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(GRID)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.cancel_button)
        self.buttons.addWidget(self.save_button)
        layout.addLayout(self.buttons)

    def set_submit(self, submit: Callable[[], None]) -> None:
        """Say what saving does; a `UserError` from it is shown and the form stays open."""
        self._submit = submit

    def add_section(self, title: str) -> None:
        """Begin a new group of fields."""
        self.content.addWidget(TextLabel(title, TextRole.SECTION))
        self._form = None

    def add_row(self, label: str, field: QWidget, hint: str = "") -> None:
        """Add a labelled field; `&` in the label marks its key.

        Args:
            hint: Small print below the field; an error at the field takes its place.
        """
        if self._form is None:
            self._form = QFormLayout()
            self._form.setHorizontalSpacing(CARD_MARGIN)
            self._form.setVerticalSpacing(GRID)
            self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
            self._form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
            self.content.addLayout(self._form)
        caption = TextLabel(label)
        caption.setBuddy(field)
        caption.setFixedHeight(_FIELD_HEIGHT)
        caption.setMinimumWidth(104)
        caption.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if not field.accessibleName():
            field.setAccessibleName(_plain_label(label))
        note = TextLabel(hint, TextRole.NOTE, wrap=True)
        note.setVisible(bool(hint))
        note.setProperty("hint", hint)
        self._notes[field] = note
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(field)
        column.addWidget(note)
        # A column for the caption too: it stays beside the field when a note stands below that.
        captions = QVBoxLayout()
        captions.addWidget(caption)
        captions.addStretch(1)
        row = self._form.rowCount()
        self._form.setLayout(row, QFormLayout.ItemRole.LabelRole, captions)
        self._form.setLayout(row, QFormLayout.ItemRole.FieldRole, column)

    def add_widget(self, widget: QWidget, stretch: int = 0) -> None:
        """Add something over the whole width, below the rows so far."""
        self.content.addWidget(widget, stretch)
        self._form = None

    def set_hint(self, field: QWidget, hint: str, *, tone: Tone = Tone.NEUTRAL) -> None:
        """Replace the small print below a field, such as with what seems wrong there."""
        note = self._notes[field]
        note.setProperty("hint", hint)
        note.setText(hint)
        note.set_tone(tone)
        note.setVisible(bool(hint))

    def show_field_error(self, error: FieldError) -> None:
        """Show an error at its field and put the cursor there."""
        note = self._notes.get(error.field)
        if note is None:
            self.message.show_error(error)
        else:
            note.setText(f"{error} {error.hint}".strip())
            note.setProperty("role", TextRole.ERROR.value)
            restyle(note)
            note.setVisible(True)
        error.field.setProperty("invalid", "true")
        error.field.setAccessibleDescription(str(error))
        restyle(error.field)
        error.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reveal(error.field)

    def reveal(self, field: QWidget) -> None:
        """Scroll a field into view, where the form is taller than the screen."""
        self._area.ensureWidgetVisible(field)

    def clear_errors(self) -> None:
        """Take back every error shown."""
        self.message.clear()
        for field, note in self._notes.items():
            hint = str(note.property("hint"))
            note.setText(hint)
            note.setVisible(bool(hint))
            note.setProperty("role", TextRole.NOTE.value)
            restyle(note)
            if field.property("invalid"):
                field.setProperty("invalid", "")
                field.setAccessibleDescription("")
                restyle(field)

    @Slot()
    def save(self) -> None:
        """Do what the first button says; close when that went well."""
        self._finish_typing()
        self.clear_errors()
        try:
            if self._submit is not None:
                self._submit()
        except FieldError as error:
            self.show_field_error(error)
        except UserError as error:
            self.message.show_error(error)
        else:
            self.accept()

    def _finish_typing(self) -> None:
        """Let the field with the cursor take what was typed in it, as leaving it would."""
        field = self.focusWidget()
        if isinstance(field, QWidget):
            around = field.parentWidget() or self
            field.clearFocus()
            # The editor of a grid's cell has gone now; the grid takes its place.
            back = field if field.isVisible() else around
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def reject(self) -> None:
        """Close without saving; what was typed is let go only when that is asked for twice."""
        typed = self._typed()
        if self._opened_with is None or typed in (self._opened_with, self._warned_of):
            super().reject()
            return
        self._warned_of = typed
        self.cancel_button.set_label(_("Discard"))
        self.message.show_message(
            _("What was typed here is not saved yet."),
            _("Press {key} or “Discard” to let it go, or go on typing.").format(key="Esc"),
            tone=Tone.ATTENTION,
        )

    def _typed(self) -> tuple[object, ...]:
        """Everything the fields and grids hold now."""
        fields = self._area.widget()
        assert fields is not None, "made in __init__"
        return (
            *(line.text() for line in fields.findChildren(QLineEdit)),
            *(text.toPlainText() for text in fields.findChildren(QPlainTextEdit)),
            *(box.currentText() for box in fields.findChildren(QComboBox)),
            *(button.isChecked() for button in fields.findChildren(QAbstractButton)),
            *(_shown(grid.model()) for grid in fields.findChildren(QTableView)),
        )

    @override
    def done(self, result: int) -> None:
        """Close, and let go of what saving did, which holds this dialog."""
        super().done(result)
        self._submit = None

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Take the height that the fields need, and walk the fields before the buttons.

        Qt itself opens a dialog no taller than two thirds of the screen, and walks the buttons
        first, because they were made first.
        """
        if not event.spontaneous():
            self.resize(self.sizeHint().expandedTo(self.size()).boundedTo(self.room()))
        last = self.previousInFocusChain()
        while last is not None and last in (self.save_button, self.cancel_button):
            last = last.previousInFocusChain()
        assert last is not None, "the chain is a ring"
        self.setTabOrder(last, self.save_button)
        self.setTabOrder(self.save_button, self.cancel_button)
        if self._opened_with is None:  # shown again, it has the cursor where it was
            first = next(iter(self._notes), None)
            if first is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)
            self._opened_with = self._typed()
        super().showEvent(event)

    @override
    def sizeHint(self) -> QSize:
        """As tall as its fields, as far as the screen allows; beyond that they scroll."""
        content = self.content.sizeHint()
        around = super().sizeHint() - self._area.sizeHint()
        height = min(content.height() + around.height() + GRID, self.room().height())
        return QSize(max(self.minimumWidth(), content.width() + 2 * PAGE_MARGIN + GRID), height)

    def room(self) -> QSize:
        """Return what the screen has for the form beside the window's own frame."""
        return self.screen().availableGeometry().size() - QSize(GRID, 5 * GRID)


def _shown(model: QAbstractItemModel) -> tuple[object, ...]:
    return tuple(
        model.index(row, column).data(role)
        for row in range(model.rowCount())
        for column in range(model.columnCount())
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.CheckStateRole)
    )


def _plain_label(label: str) -> str:
    return without_mnemonic(label).rstrip(":：")
