"""What every page is: a head with its title and buttons, and a body of cards."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from negotiator_desk.ui.context import Context
from negotiator_desk.ui.places import Place
from negotiator_desk.ui.theme import CARD_GAP, PAGE_MARGIN
from negotiator_desk.ui.widgets.labels import LineLabel, TextRole


class Page(QWidget):
    """One page of the window.

    Subclasses fill `body`, add their buttons to the head and override what concerns them:
    `show_place`, `refresh`, `title`, `subtitle`, `state`, `restore`, `leave`, `may_close`,
    `focus_search`, `undo_name`, `redo_name`, `undo`, `redo`.

    Signals:
        steps_changed: What the page itself can undo or redo is other than before.
        issue_chosen: Id of the issue that is talked about now, for the projector to follow: of the
            table alone, since what is chosen elsewhere may be preparation.

    Attributes:
        context: The store, the worker and the ways back to the window.
        place: What is shown now.
        body: Layout of the page's cards, `CARD_GAP` apart.
    """

    steps_changed = Signal()
    issue_chosen = Signal(object)

    def __init__(
        self, context: Context, parent: QWidget | None = None, *, scrolls: bool = False
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.place: Place | None = None
        self._title = LineLabel(TextRole.TITLE)
        self._subtitle = LineLabel(TextRole.SUBTITLE)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        self._head = QHBoxLayout()
        self._head.setSpacing(CARD_GAP)
        self._head.addLayout(words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE_MARGIN, CARD_GAP + 4, PAGE_MARGIN, CARD_GAP)
        layout.setSpacing(CARD_GAP)
        layout.addLayout(self._head)
        content = QWidget()
        content.setObjectName("pageBody")
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(CARD_GAP)
        if scrolls:
            area = QScrollArea()
            area.setObjectName("pageScroll")
            area.setWidgetResizable(True)
            area.setWidget(content)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            layout.addWidget(area, 1)
        else:
            layout.addWidget(content, 1)

    @property
    def case_id(self) -> str:
        """Id of the case shown; only the pages inside a case have one."""
        assert self.place is not None, "shown before it has a place"
        assert self.place.case_id is not None, "the page belongs to a case"
        return self.place.case_id

    def add_button(self, button: QPushButton) -> None:
        """Put a button at the right end of the head; the primary one is added last."""
        self._head.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def update_head(self) -> None:
        """Show `title` and `subtitle` as they are now."""
        self._title.setText(self.title())
        self._title.setToolTip(self.title())
        self._subtitle.setText(self.subtitle())
        self._subtitle.setToolTip(self.subtitle())
        self._subtitle.setVisible(bool(self.subtitle()))

    def show_place(self, place: Place) -> None:
        """Show a place of this page: read what it needs and choose `place.item_id`."""
        self.place = place
        self.update_head()

    def refresh(self, changed: frozenset[str]) -> None:
        """Show the store as it is now, keeping what was chosen and what is half typed.

        Args:
            changed: Names of the tables an operation changed; empty means everything may have.
        """

    def title(self) -> str:
        """Heading of the page, translated."""
        return ""

    def subtitle(self) -> str:
        """Small print below the heading, translated; "" takes no room."""
        return ""

    def state(self) -> dict[str, Any]:
        """Unsaved input and what is chosen, as plain values, to survive a change of language."""
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        """Take up again what `state` returned; called after `show_place`."""

    def leave(self) -> bool:
        """Whether the page can be left now; a page with unsaved input asks first."""
        return True

    def may_close(self) -> bool:
        """Whether the window can be closed now; what would be lost with the page is kept first.

        Asked of every page that was shown, whether it is in sight or not.
        """
        return True

    def focus_search(self) -> bool:
        """Put the cursor in the page's search field; False when it has none."""
        return False

    def undo_name(self) -> str:
        """Name of what the page itself would undo, translated; "" leaves undo to the store."""
        return ""

    def redo_name(self) -> str:
        """Name of what the page itself would redo, translated; "" leaves redo to the store."""
        return ""

    def undo(self) -> None:
        """Undo the page's own latest step; only called while it has a name."""

    def redo(self) -> None:
        """Redo the page's own step that was undone last; only called while it has a name."""
