"""The first page: what to do next, and the cases changed lately."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from negotiator_desk.i18n import _
from negotiator_desk.services.cases import CaseRow
from negotiator_desk.services.home import NextStep, Overview, overview
from negotiator_desk.times import CHINA_TIME
from negotiator_desk.ui import display
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.case import open_new_case
from negotiator_desk.ui.pages.base import Page
from negotiator_desk.ui.places import PageName, Place
from negotiator_desk.ui.progress import progress_of, tone_of_progress
from negotiator_desk.ui.steps import STEP_PAGES
from negotiator_desk.ui.theme import CARD_GAP, GRID, Tone
from negotiator_desk.ui.widgets.buttons import PrimaryButton, RowButton, SecondaryButton
from negotiator_desk.ui.widgets.cards import Card, KeyFigure
from negotiator_desk.ui.widgets.empty import EmptyState


class HomePage(Page):
    """Where the day begins; an empty store offers to fill it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.new_button = PrimaryButton(_("New case"), "Ctrl+N", from_menu=True)
        self.new_button.clicked.connect(self.new_case)
        self.add_button(self.new_button)
        self.welcome = EmptyState()
        self.welcome.set_words(
            _("Welcome to Negotiator Desk"),
            _(
                "Begin with a case of your own, or look around in three invented ones: parcel "
                "couriers, a delivery platform and a machinery maker, with their workbooks, "
                "offers and contracts."
            ),
        )
        self.first_button = PrimaryButton(_("&New case"))
        self.samples_button = SecondaryButton(
            _("Open the three samples"), "Ctrl+Shift+O", from_menu=True
        )
        self.welcome.add_button(self.samples_button, self._load_samples)
        self.welcome.add_button(self.first_button, self.new_case)
        self._figures = {
            "cases": KeyFigure(_("Cases")),
            "open": KeyFigure(_("Issues still open")),
            "agreed": KeyFigure(_("Issues agreed")),
            "drafts": KeyFigure(_("Contract drafts")),
        }
        figures = QHBoxLayout()
        figures.setSpacing(CARD_GAP)
        for figure in self._figures.values():
            figures.addWidget(figure, 1)
        self.steps = _ButtonList()
        self.recent = _ButtonList()
        lists = QHBoxLayout()
        lists.setSpacing(CARD_GAP)
        for title, column, share in (
            (_("What to do next"), self.steps, 3),
            (_("Changed lately"), self.recent, 2),
        ):
            card = Card(title)
            card.body.setContentsMargins(GRID, 12, GRID, GRID)
            card.head.setContentsMargins(GRID, 0, GRID, 0)
            card.body.addWidget(column, 1)
            lists.addWidget(card, share)
        full = QWidget()
        layout = QVBoxLayout(full)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(CARD_GAP)
        layout.addLayout(figures)
        layout.addLayout(lists, 1)
        self._faces = QStackedLayout()
        self._faces.addWidget(self.welcome)
        self._faces.addWidget(full)
        self._full = full
        self.body.addLayout(self._faces, 1)

    @override
    def show_place(self, place: Place) -> None:
        super().show_place(place)
        self._show(overview(self.context.desk))

    @override
    def refresh(self, changed: frozenset[str]) -> None:
        self._show(overview(self.context.desk))

    @override
    def title(self) -> str:
        return _("Home")

    @override
    def subtitle(self) -> str:
        return display.long_day(self.context.desk.now().astimezone(CHINA_TIME).date())

    @Slot()
    def new_case(self) -> None:
        """Open the form for a new case."""
        open_new_case(self.context, self)

    def _show(self, found: Overview) -> None:
        is_empty = found.cases == 0
        self._faces.setCurrentWidget(self.welcome if is_empty else self._full)
        self.new_button.setVisible(not is_empty)
        self._figures["cases"].set_figure(display.count(found.cases), _("not in the trash"))
        self._figures["open"].set_figure(
            display.count(found.open_issues),
            _("to be settled") if found.open_issues else _("nothing open"),
            tone=Tone.ATTENTION if found.open_issues else Tone.GOOD,
        )
        self._figures["agreed"].set_figure(
            display.count(found.agreed_issues), _("accepted by both sides")
        )
        self._figures["drafts"].set_figure(display.count(found.drafts), _("versions kept"))
        self.steps.set_buttons([self._step_button(step) for step in found.steps])
        self.recent.set_buttons([self._case_button(row) for row in found.recent])

    def _step_button(self, step: NextStep) -> RowButton:
        button = RowButton(step.text, f"{step.case_number}  {step.case_title}")
        if step.due is not None:
            button.add_state(display.day(step.due), Tone.ATTENTION)
        button.clicked.connect(partial(self._go, Place(STEP_PAGES[step.kind], step.case_id)))
        return button

    def _case_button(self, row: CaseRow) -> RowButton:
        note = _("{number} · {kind} · {moment}").format(
            number=row.number,
            kind=display.case_kind(row.kind),
            moment=display.moment(row.changed_at),
        )
        button = RowButton(row.title, note)
        button.add_state(progress_of(row), tone_of_progress(row))
        button.clicked.connect(partial(self._go, Place(PageName.OVERVIEW, row.id)))
        return button

    def _go(self, place: Place, _checked: bool = False) -> None:
        self.context.go(place)

    @Slot()
    def _load_samples(self) -> None:
        self.context.load_samples()


class _ButtonList(QScrollArea):
    """A column of buttons that scrolls when it is long."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("buttonList")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self._column = QWidget()
        layout = QVBoxLayout(self._column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addStretch(1)
        self._layout = layout
        self._buttons: list[RowButton] = []
        self.setWidget(self._column)

    def set_buttons(self, buttons: list[RowButton]) -> None:
        """Replace the buttons; the keyboard's place among them is kept."""
        before, self._buttons = self._buttons, list(buttons)
        place = next((n for n, button in enumerate(before) if button.hasFocus()), None)
        for button in before:
            self._layout.removeWidget(button)
            button.hide()
            button.deleteLater()
        for number, button in enumerate(buttons):
            self._layout.insertWidget(number, button)
        if place is not None and buttons:
            button = buttons[min(place, len(buttons) - 1)]
            button.show()
            button.setFocus()

    def buttons(self) -> list[RowButton]:
        """The buttons shown, from top to bottom."""
        return list(self._buttons)
