"""The fields of an offer's form: one side, one or several issues, costed while one types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from negotiator_desk.bargaining.offers import IssueState
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import InputError, UserError
from negotiator_desk.i18n import _
from negotiator_desk.pay.costing import Costing
from negotiator_desk.pay.terms import Terms
from negotiator_desk.services.offer_sketches import SketchView
from negotiator_desk.ui.dialogs.offer_cost import cost_in_words
from negotiator_desk.ui.dialogs.offer_files import FilesLine
from negotiator_desk.ui.dialogs.offer_head import OfferHead, Speaker
from negotiator_desk.ui.dialogs.offer_issues import IssuePicker
from negotiator_desk.ui.dialogs.offer_panel import OfferPanel
from negotiator_desk.ui.dialogs.offer_private import OfferPrivate, PrivateView
from negotiator_desk.ui.dialogs.offer_start import (
    IssueOnTable,
    fallen_in_words,
    fallen_packages,
)
from negotiator_desk.ui.dialogs.terms_grid import GridBox
from negotiator_desk.ui.itemmodels.offer import Steps, StepsModel
from negotiator_desk.ui.privacy import Curtain, PrivateBox
from negotiator_desk.ui.theme import Tone, restyle
from negotiator_desk.ui.widgets.forms import FormDialog
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole

_LEFT = 280
"""Of the list of issues, in pixels."""
_STEPS_LEAST = 110
"""Of the list of steps beside the editor of all terms: two rows of it."""
_PRIVATE = 560
"""Of the private part beside the cost, in pixels."""
_PAUSE = 100
"""Milliseconds without typing after which the cost is worked out anew."""


class OfferFields(FormDialog):
    """The fields of an offer; `OfferDialog` says what is done with them.

    Signals:
        costs_wanted: Issue ids and terms (`tuple[tuple[str, Terms], ...]`) to be costed; the
            answer comes back through `show_costs`, that on the value through `private`.
        steps_wanted: Id and terms of the issue in view, of which one more step of each value is to
            be costed; the answer comes back through `show_steps`.

    Attributes:
        items: The open issues, by id.
        curtain: Hides what is private.
        private: What one's own side alone sees; covered while the curtain is drawn.
    """

    costs_wanted = Signal(object)
    steps_wanted = Signal(object, object)

    def __init__(
        self,
        items: Sequence[IssueOnTable],
        *,
        side: Side,
        chosen: str,
        session_number: int,
        curtain: Curtain | None = None,
        speakers: Mapping[Side, Sequence[Speaker]] | None = None,
        last_speaker: Mapping[Side, str] | None = None,
        sketches: Sequence[SketchView] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Show the open issues of a case.

        Args:
            items: Issues and their offers; those already agreed are left out.
            side: Whose offer it is at first.
            chosen: Id of the issue that is part of the offer at first.
            session_number: The session in which the offer is put.
            curtain: Hides what is private; without one, nothing private is shown at all.
            speakers: Who may speak for each side.
            last_speaker: Id of the representative who spoke last for a side in this session.
            sketches: Drafts that can be gone on with; they are private.
        """
        super().__init__(
            _("Offer in session {number}").format(number=session_number),
            _("Table offer"),
            parent,
            width=1160,
        )
        self._begin: tuple[str, str] | None = ("", "")
        self.curtain = curtain
        self.items = {item.issue.id: item for item in items if item.issue.state is IssueState.OPEN}
        self._panels: dict[tuple[str, Side], OfferPanel] = {}
        self.head = OfferHead(side, speakers or {}, last_speaker or {}, self)
        self.side_box = self.head.side_box
        self.picker = IssuePicker(tuple(self.items.values()), self)
        self.picker.setFixedWidth(_LEFT)
        self.issues = self.picker.list
        self.stack = QStackedWidget(self)
        self.steps = StepsModel(self)
        self.steps_box = GridBox(self.steps, _("One more step of each value"), hint="", parent=self)
        self.steps_box.setFixedWidth(_LEFT + 6)
        # It takes what height there is; asking for some would make the form scroll.
        self.steps_box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored)
        self.steps_box.setMinimumHeight(_STEPS_LEAST)
        self.argument = QPlainTextEdit(self)
        self.argument.setTabChangesFocus(True)
        self.argument.setFixedHeight(46)
        self.files = FilesLine(self)
        self.cost = TextLabel(_("being costed …"), TextRole.SECTION, wrap=True)
        self.cost.setAccessibleName(_("Cost of this offer"))
        self.replaced = TextLabel(role=TextRole.NOTE, wrap=True)
        self.replaced.set_tone(Tone.ATTENTION)
        self.replaced.hide()
        self.private = OfferPrivate(sketches, self)
        self._lay_out()
        self.picker.include({chosen} if chosen in self.items else set(list(self.items)[:1]))
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self.ask_for_costs)
        self.head.side_chosen.connect(self.show_panel)
        self.picker.moved.connect(self.show_panel)
        self.picker.edited.connect(self._edited)
        self.head.binding.toggled.connect(self._show_replaced)
        self.files.refused.connect(self.message.show_error)
        self.show_panel()

    @property
    def side(self) -> Side:
        """Whose offer it is."""
        return self.head.side

    @property
    def is_binding(self) -> bool:
        """Whether the other side can accept it."""
        return self.head.binding.isChecked()

    def begin_at(self, key: str, text: str = "") -> None:
        """Say where the cursor is once the form is shown, and what was typed there before."""
        self._begin = (key, text)

    def panel(self, issue_id: str) -> OfferPanel:
        """Return the editor of an issue's terms for the side chosen."""
        key = (issue_id, self.side)
        if key not in self._panels:
            panel = OfferPanel(self.items[issue_id], self.side, self)
            panel.edited.connect(self._panel_edited)
            self._panels[key] = panel
            self.stack.addWidget(panel)
        return self._panels[key]

    def terms(self) -> tuple[tuple[str, Terms], ...]:
        """Return the issues in the offer and their terms.

        Raises:
            InputError: No issue is part of it, or the terms of one cannot be used.
        """
        included = self.picker.included()
        if not included:
            raise InputError(
                _("The offer names no issue."), hint=_("Mark at least one issue on the left.")
            )
        return tuple((issue_id, self.panel(issue_id).read()) for issue_id in included)

    @Slot(object)
    def show_costs(self, costs: Mapping[str, Costing | None]) -> None:
        """Show what the offer costs, by issue id; None for an issue without data."""
        self._say_cost(cost_in_words(costs))

    def show_private(self, view: PrivateView | None) -> None:
        """Show what the offer means to one's own side; None while that cannot be worked out."""
        self.private.show_view(view)

    def show_no_costs(self, error: UserError) -> None:
        """Say why the offer cannot be costed; one goes on typing."""
        self._say_cost(_("Not costed yet: {problem}").format(problem=error))

    def show_steps(self, issue_id: str, terms: Terms, steps: Steps) -> None:
        """Show beside each value of an issue what one more step costs a year."""
        for side in Side:
            panel = self._panels.get((issue_id, side))
            if panel is not None:
                panel.show_steps(terms, steps)
        self._show_steps_beside()

    @Slot()
    def ask_for_costs(self) -> None:
        """Ask the page to cost the offer as it is typed now, and the steps of what is in view."""
        try:
            self.costs_wanted.emit(self.terms())
        except InputError as error:
            self.show_no_costs(error)
        panel = self.panel_in_view()
        terms = None if panel is None else panel.want_steps()
        if panel is not None and terms is not None:
            self.steps_wanted.emit(panel.item.issue.id, terms)
        self._show_steps_beside()

    def _lay_out(self) -> None:
        self.content.addWidget(self.head)
        left = QVBoxLayout()
        left.addWidget(self.picker, 2)
        left.addWidget(self.steps_box, 3)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addLayout(left)
        middle.addWidget(self.stack, 1)
        self.stack.setMinimumHeight(200)
        self.content.addLayout(middle, 1)
        self.setTabOrder(self.picker.tied, self.steps_box.view)
        self.add_row(_("Argume&nt"), self.argument)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self.cost, 1)
        if self.curtain is not None:
            box = PrivateBox(self.curtain, self.private, self)
            box.setFixedWidth(_PRIVATE)
            foot.addWidget(box)
            self.curtain.listen_in(self)
        else:
            self.private.hide()
        self.foot.addWidget(self.replaced)
        self.foot.addLayout(foot)
        self.buttons.insertWidget(0, self.files, 1)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the terms: they are what most offers consist of.

        Only once: shown again after the curtain, the form has the cursor where it was.
        """
        super().showEvent(event)
        panel = self.panel_in_view()
        if panel is not None and self._begin is not None:
            panel.begin(*self._begin)
            self._begin = None

    @override
    def sizeHint(self) -> QSize:
        """As tall as the screen allows: every further row of terms is one less to scroll for."""
        return QSize(super().sizeHint().width(), self.room().height())

    def panel_in_view(self) -> OfferPanel | None:
        """Return the editor of the issue in view."""
        panel = self.stack.currentWidget()
        return panel if isinstance(panel, OfferPanel) else None

    def _show_steps_beside(self) -> None:
        """Show the steps at the left where the editor in view has no column for them."""
        panel = self.panel_in_view()
        is_beside = panel is not None and panel.is_whole and panel.is_costed
        self.steps_box.setVisible(is_beside)
        if panel is not None and is_beside:
            self.steps.show_cells(panel.step_cells(), panel.steps)

    @Slot()
    def show_panel(self) -> None:
        """Show the editor of the issue in view, for the side chosen."""
        if self.picker.current is not None:
            panel = self.panel(self.picker.current)
            self.stack.setCurrentWidget(panel)
            self.head.show_starts(tuple(panel.item.starts(self.side)), panel.started)
        self._edited()

    @Slot()
    def _panel_edited(self) -> None:
        """What is typed for an issue makes the issue part of the offer."""
        self.picker.include_current()
        self.picker.clear_problems()
        self._edited()

    def _say_cost(self, text: str) -> None:
        """Say what the offer costs, muted while it is of terms that were typed over since."""
        self.cost.setText(text)
        self._mute_cost(is_old=self._timer.isActive())

    def _mute_cost(self, *, is_old: bool) -> None:
        role = (TextRole.MUTE if is_old else TextRole.SECTION).value
        if self.cost.property("role") != role:
            self.cost.setProperty("role", role)
            restyle(self.cost)

    @Slot()
    def _show_replaced(self) -> None:
        """Say which own package the offer takes off the table."""
        text = fallen_in_words(
            fallen_packages(
                self.items, self.side, self.picker.included(), is_binding=self.is_binding
            )
        )
        self.replaced.setText(text)
        self.replaced.setVisible(bool(text))

    @Slot()
    def _edited(self) -> None:
        self._show_replaced()
        self._show_steps_beside()
        self._mute_cost(is_old=True)
        self._timer.start()
