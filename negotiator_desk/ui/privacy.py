"""The curtain: hides what is for one side's eyes only, everywhere and at once."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QStackedWidget, QToolTip, QWidget
from typing_extensions import override

from negotiator_desk.i18n import _
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole

CURTAIN_KEY = "F9"
"""Draws the curtain and lifts it, in every window of the program."""

PROJECTOR_KEY = "F11"
"""Shows the projector view and takes it away, in every window of the program."""


class Curtain(QObject):
    """Drawn or lifted; what is private listens to it through `PrivateBox`, `open` and `cover`.

    Signals:
        changed: The curtain was drawn (True) or lifted (False).
        held_back: A private form was asked for while the curtain is drawn; it waits.
        projector_wanted: The projector's key was pressed in a dialog, which shuts out the menu's.
    """

    changed = Signal(bool)
    held_back = Signal()
    projector_wanted = Signal()

    def __init__(self, parent: QObject | None = None, *, is_drawn: bool = False) -> None:
        super().__init__(parent)
        self._is_drawn = is_drawn
        self._covers: list[_Cover] = []

    @property
    def is_drawn(self) -> bool:
        """Whether everything private is hidden now."""
        return self._is_drawn

    @property
    def has_waiting(self) -> bool:
        """Whether a form is covered now, with whatever was typed in it."""
        return any(cover.is_waiting for cover in self._living())

    @Slot()
    def toggle(self) -> None:
        """Draw the curtain where it is lifted, lift it where it is drawn."""
        self.set_drawn(not self._is_drawn)

    @Slot(bool)
    def set_drawn(self, drawn: bool) -> None:
        """Hide everything private, or show it again."""
        if drawn == self._is_drawn:
            return
        self._is_drawn = drawn
        if drawn:
            _close_what_floats()
        self.changed.emit(drawn)

    def open(self, dialog: QDialog) -> None:
        """Open a private dialog, covered; while the curtain is drawn it waits for it to lift.

        The same form asked for again takes the place of one that nobody has seen yet.
        """
        cover = self._cover_of(dialog)
        if not self._is_drawn:
            dialog.open()
            return
        for other in self._living():
            if other.is_waiting and other.is_unseen and type(other.dialog) is type(dialog):
                other.dialog.done(QDialog.DialogCode.Rejected)
        # Not opened and hidden again: Qt enters a dialog's modality after it has told that it is
        # shown, so that one hidden by then would shut its window, unseen.
        cover.is_waiting = True
        self.held_back.emit()

    def cover(self, dialog: QDialog) -> None:
        """Let a dialog vanish when the curtain is drawn, and come back as it was left.

        One that is opened while the curtain is drawn is seen until it is drawn the next time. A
        dialog that was opened by `exec()` cannot come back: hiding ends its loop. Dialogs above it
        that are not covered themselves are refused (`reject`).
        """
        self._cover_of(dialog)

    def _cover_of(self, dialog: QDialog) -> _Cover:
        """Return the cover of a dialog, made at the first call."""
        self._covers = self._living()
        made = next((cover for cover in self._covers if cover.dialog is dialog), None)
        if made is None:
            made = _Cover(self, dialog)
            self._covers.append(made)
        return made

    def _living(self) -> list[_Cover]:
        """Return the covers whose dialogs are still there."""
        return [cover for cover in self._covers if shiboken6.isValid(cover)]

    def listen_everywhere(self) -> None:
        """Let the curtain's key work in every dialog that ever has the cursor."""
        application = QApplication.instance()
        assert isinstance(application, QApplication), "windows need an application"
        application.focusChanged.connect(self._listen_where)

    def listen_in(self, dialog: QDialog) -> None:
        """Let this key and the projector's work in a dialog, which the menu's do not reach."""
        keys = dialog.findChildren(_Key, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if not keys:
            _Key(CURTAIN_KEY, dialog).activated.connect(self.toggle)
            _Key(PROJECTOR_KEY, dialog).activated.connect(self.projector_wanted)
        for key in keys:
            key.settle()

    @Slot(QWidget, QWidget)
    def _listen_where(self, _before: QWidget | None, now: QWidget | None) -> None:
        window = None if now is None else now.window()
        if isinstance(window, QDialog):
            self.listen_in(window)


class PrivateBox(QStackedWidget):
    """Shows its content, or nothing but a calm word while the curtain is drawn.

    It keeps the room of its content, so that nothing else on the page moves. While it is covered
    the content is hidden as widgets are: not drawn, not reached by keys, silent to screen readers.
    """

    def __init__(self, curtain: Curtain, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._curtain = curtain
        self._content = content
        self._is_private = True
        self._focus: QWidget | None = None
        self._cover = TextLabel(_("Covered"), TextRole.MUTE)
        self._cover.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._cover.setToolTip(
            _("Private. The key {key} draws and lifts the curtain.").format(key=CURTAIN_KEY)
        )
        self.addWidget(content)
        self.addWidget(self._cover)
        self.setSizePolicy(content.sizePolicy())
        self.show_curtain(curtain.is_drawn)
        curtain.changed.connect(self.show_curtain)

    @property
    def content(self) -> QWidget:
        """What is private."""
        return self._content

    @property
    def is_covered(self) -> bool:
        """Whether the content is hidden now."""
        return self.currentWidget() is not self._content

    def set_private(self, private: bool) -> None:
        """Say whether the content is private now; what is not is shown with the curtain drawn."""
        self._is_private = private
        self.show_curtain(self._curtain.is_drawn)

    @Slot(bool)
    def show_curtain(self, drawn: bool) -> None:
        """Hide the content or show it, with the cursor where it was."""
        hides = drawn and self._is_private
        if hides == self.is_covered:
            return
        if hides:
            self._focus = _cursor_in(self._content)
            self.setCurrentWidget(self._cover)
            return
        self.setCurrentWidget(self._content)
        if self._focus is not None:
            self._focus.setFocus()
            self._focus = None


class _Cover(QObject):
    """Hides one dialog with the curtain and shows it again with everything typed in it.

    Attributes:
        dialog: What is covered.
        is_waiting: Whether it opens when the curtain is lifted.
        is_unseen: Whether it has never been shown.
    """

    def __init__(self, curtain: Curtain, dialog: QDialog) -> None:
        super().__init__(dialog)
        self._curtain = curtain
        self.dialog = dialog
        self.is_waiting = False
        self.is_unseen = True
        self._cursor: list[QWidget] = []
        dialog.installEventFilter(self)
        dialog.finished.connect(self._forget)
        curtain.changed.connect(self._follow)

    @Slot(bool)
    def _follow(self, drawn: bool) -> None:
        if drawn and self.dialog.isVisible():
            for above in self.dialog.findChildren(QDialog):
                if above.isVisible() and above.findChild(_Cover) is None:
                    above.reject()
            self.is_waiting = True
            self._cursor = _around_cursor(self.dialog)
            self.dialog.hide()
        elif not drawn and self.is_waiting:
            self.is_waiting = False
            self.dialog.open()
            for place in self._cursor:
                if shiboken6.isValid(place) and place.isVisible() and place.focusPolicy():
                    place.setFocus()
                    break

    @Slot()
    def _forget(self) -> None:
        """A dialog that was closed does not come back."""
        self.is_waiting = False

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self.is_unseen = False
            self._curtain.listen_in(self.dialog)  # only now it is known whether it is modal
        return False


class _Key(QShortcut):
    """A key of the main window inside one dialog."""

    def __init__(self, key: str, dialog: QDialog) -> None:
        super().__init__(QKeySequence(key), dialog)
        self._dialog = dialog
        self.settle()

    def settle(self) -> None:
        """Reach the open lists of a modal dialog, too.

        The main window, whose key reaches as far, is shut out by that dialog; beside one that is
        not modal its key works as well, and two would be in each other's way.
        """
        reach = Qt.ShortcutContext
        self.setContext(
            reach.ApplicationShortcut if self._dialog.isModal() else reach.WindowShortcut
        )


def _cursor_in(content: QWidget) -> QWidget | None:
    """Return the control inside that has the cursor of its window; None where none has it."""
    held: QWidget | None = content.window().focusWidget()
    return held if held is not None and content.isAncestorOf(held) else None


def _around_cursor(dialog: QDialog) -> list[QWidget]:
    """Return what has a dialog's cursor, and what that is in: a cell's editor does not last."""
    places: list[QWidget] = []
    place: QWidget | None = dialog.focusWidget()
    while place is not None and place is not dialog:
        places.append(place)
        place = place.parentWidget()
    return places


def _close_what_floats() -> None:
    """Close lists and tips that float over the window: they may show something private."""
    while (popup := QApplication.activePopupWidget()) is not None and popup.close():
        pass
    QToolTip.hideText()
