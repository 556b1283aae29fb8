"""The editor of an offer: one side, one or several issues, costed while it is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QRadioButton,
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
from negotiator_desk.ui import display
from negotiator_desk.ui.dialogs.offer_panel import IssueOnTable, OfferPanel
from negotiator_desk.ui.dialogs.terms_grid import GridBox, framed
from negotiator_desk.ui.itemmodels.offer import Steps, StepsModel
from negotiator_desk.ui.theme import Tone, restyle
from negotiator_desk.ui.widgets.forms import FormDialog
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole

_LEFT = 280
"""Of the list of issues, in pixels."""
_STEPS_LEAST = 150
"""Of the list of steps beside the editor of all terms: three rows of it."""
_PAUSE = 250
"""Milliseconds without typing after which the cost is worked out anew."""


class OfferDialog(FormDialog):
    """Tables an offer of one side on one or several issues.

    Signals:
        costs_wanted: Issue ids and terms (`tuple[tuple[str, Terms], ...]`) to be costed; the
            answer comes back through `show_costs`.
        steps_wanted: Id and terms of the issue in view, of which one more step of each value is to
            be costed; the answer comes back through `show_steps`.
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
        parent: QWidget | None = None,
    ) -> None:
        """Show the open issues of a case.

        Args:
            items: Issues and their offers; those already agreed are left out.
            side: Whose offer it is at first.
            chosen: Id of the issue that is part of the offer at first.
            session_number: The session in which the offer is put.
        """
        super().__init__(
            _("Offer in session {number}").format(number=session_number),
            _("Table offer"),
            parent,
            width=1160,
        )
        self._asked: tuple[Side, tuple[tuple[str, Terms], ...]] | None = None
        self._items = {item.issue.id: item for item in items if item.issue.state is IssueState.OPEN}
        self._panels: dict[tuple[str, Side], OfferPanel] = {}
        self.side_box = QComboBox(self)
        for one in Side:
            self.side_box.addItem(display.side(one), one.value)
        self.side_box.setCurrentIndex(self.side_box.findData(side.value))
        self.side_box.setAccessibleName(_("Side"))
        self.binding = QRadioButton(_("&Binding"), self)
        self.exploratory = QRadioButton(_("&Exploratory (cannot be accepted)"), self)
        group = QButtonGroup(self)
        group.addButton(self.binding)
        group.addButton(self.exploratory)
        self.binding.setChecked(True)
        self.issues = QListWidget(self)
        self.issues.setAccessibleName(_("Issues in this offer"))
        self.issues.setFixedWidth(_LEFT)
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
        self.cost = TextLabel(_("being costed …"), TextRole.SECTION, wrap=True)
        self.cost.setAccessibleName(_("Cost of this offer"))
        self._lay_out()
        self._fill_issues(chosen)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self.ask_for_costs)
        self.side_box.currentIndexChanged.connect(self._show_panel)
        self.issues.currentRowChanged.connect(self._show_panel)
        self.issues.itemChanged.connect(self._edited)
        self._show_panel()

    @property
    def side(self) -> Side:
        """Whose offer it is."""
        return Side(self.side_box.currentData())

    @property
    def is_binding(self) -> bool:
        """Whether the other side can accept it."""
        return self.binding.isChecked()

    def panel(self, issue_id: str) -> OfferPanel:
        """Return the editor of an issue's terms for the side chosen."""
        key = (issue_id, self.side)
        if key not in self._panels:
            panel = OfferPanel(self._items[issue_id], self.side, self)
            panel.edited.connect(self._panel_edited)
            self._panels[key] = panel
            self.stack.addWidget(panel)
        return self._panels[key]

    def terms(self) -> tuple[tuple[str, Terms], ...]:
        """Return the issues in the offer and their terms.

        Raises:
            InputError: No issue is part of it, or the terms of one cannot be used.
        """
        included = self._included()
        if not included:
            raise InputError(
                _("The offer names no issue."), hint=_("Mark at least one issue on the left.")
            )
        return tuple((issue_id, self.panel(issue_id).read()) for issue_id in included)

    @override
    @Slot()
    def save(self) -> None:
        """Table the offer; one that repeats the other side's only when asked for twice."""
        try:
            offered = (self.side, self.terms())
        except InputError:
            offered = None  # Saving says what is wrong.
        if offered is not None and offered != self._asked:
            side, terms = offered
            repeated = [
                self._items[issue_id].issue.title
                for issue_id, one in terms
                if self._items[issue_id].repeats(side, one)
            ]
            if repeated:
                self._asked = offered
                self.message.show_message(
                    _("{issues}: this equals the other side's offer: accept it instead.").format(
                        issues=_(", ").join(repeated)
                    ),
                    _("Press {key} again to table it all the same.").format(key="Ctrl+Enter"),
                    tone=Tone.ATTENTION,
                )
                return
        super().save()

    @Slot(object)
    def show_costs(self, costs: Mapping[str, Costing | None]) -> None:
        """Show what the offer costs, by issue id; None for an issue without data."""
        known = [costing for costing in costs.values() if costing is not None]
        if not known:
            self._say_cost(_("These issues have no calculation data, so they are not costed."))
            return
        differences = [one.yearly_difference for one in known if one.yearly_difference is not None]
        total = sum((one.yearly_total for one in known[1:]), known[0].yearly_total)
        parts = []
        if len(differences) == len(known):
            difference = sum(differences[1:], differences[0])
            parts.append(
                _("{difference} a year against the present").format(
                    difference=display.yuan_change(difference, places=0)
                )
            )
        parts.append(_("{total} a year in all").format(total=display.yuan(total, places=0)))
        first = known[0]
        if len(known) == 1:
            parts.append(
                _("lowest {lowest}, median {median} a month").format(
                    lowest=display.yuan(first.lowest), median=display.yuan(first.median)
                )
            )
            if first.below_minimum is not None:
                parts.append(
                    _("{count} below the minimum wage").format(
                        count=display.count(first.below_minimum)
                    )
                )
        self._say_cost(" · ".join(parts))

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
        panel = self._panel_in_view()
        terms = None if panel is None else panel.want_steps()
        if panel is not None and terms is not None:
            self.steps_wanted.emit(panel.item.issue.id, terms)
        self._show_steps_beside()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        side_label = TextLabel(_("&Side"))
        side_label.setBuddy(self.side_box)
        for widget in (side_label, self.side_box, self.binding, self.exploratory):
            top.addWidget(widget)
        top.insertSpacing(2, 24)
        top.addStretch(1)
        self.content.addLayout(top)
        left = QVBoxLayout()
        caption = TextLabel(_("&Issues in this offer"))
        caption.setBuddy(self.issues)
        left.addWidget(caption)
        left.addWidget(framed(self.issues), 2)
        left.addWidget(TextLabel(_("Space adds or leaves out an issue."), TextRole.NOTE))
        left.addWidget(self.steps_box, 3)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addLayout(left)
        middle.addWidget(self.stack, 1)
        self.stack.setMinimumHeight(260)
        self.content.addLayout(middle, 1)
        self.setTabOrder(self.issues, self.steps_box.view)
        self.add_row(_("Argume&nt"), self.argument)
        self.foot.addWidget(self.cost)

    def _fill_issues(self, chosen: str) -> None:
        for item in self._items.values():
            entry = QListWidgetItem(f"{item.issue.position}  {item.issue.title}")
            entry.setToolTip(item.issue.title)
            entry.setData(Qt.ItemDataRole.UserRole, item.issue.id)
            is_chosen = item.issue.id == chosen
            entry.setCheckState(Qt.CheckState.Checked if is_chosen else Qt.CheckState.Unchecked)
            self.issues.addItem(entry)
            if is_chosen:
                self.issues.setCurrentItem(entry)
        if self.issues.currentRow() < 0 and self.issues.count():
            self.issues.setCurrentRow(0)
            self.issues.item(0).setCheckState(Qt.CheckState.Checked)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the terms: they are what most offers consist of."""
        super().showEvent(event)
        panel = self._panel_in_view()
        if panel is not None:
            panel.begin()

    @override
    def sizeHint(self) -> QSize:
        """As tall as the screen allows: every further row of terms is one less to scroll for."""
        return QSize(super().sizeHint().width(), self.room().height())

    def _included(self) -> list[str]:
        entries = (self.issues.item(row) for row in range(self.issues.count()))
        return [
            entry.data(Qt.ItemDataRole.UserRole)
            for entry in entries
            if entry.checkState() is Qt.CheckState.Checked
        ]

    def _panel_in_view(self) -> OfferPanel | None:
        panel = self.stack.currentWidget()
        return panel if isinstance(panel, OfferPanel) else None

    def _show_steps_beside(self) -> None:
        """Show the steps at the left where the editor in view has no column for them."""
        panel = self._panel_in_view()
        is_beside = panel is not None and panel.is_whole and panel.is_costed
        self.steps_box.setVisible(is_beside)
        if panel is not None and is_beside:
            self.steps.show_cells(panel.step_cells(), panel.steps)

    @Slot()
    def _show_panel(self) -> None:
        entry = self.issues.currentItem()
        if self.issues.currentRow() >= 0:
            self.stack.setCurrentWidget(self.panel(entry.data(Qt.ItemDataRole.UserRole)))
        self._edited()

    @Slot()
    def _panel_edited(self) -> None:
        """What is typed for an issue makes the issue part of the offer."""
        entry = self.issues.currentItem()
        if entry.checkState() is not Qt.CheckState.Checked:
            entry.setCheckState(Qt.CheckState.Checked)
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
    def _edited(self) -> None:
        self._show_steps_beside()
        self._mute_cost(is_old=True)
        self._timer.start()
