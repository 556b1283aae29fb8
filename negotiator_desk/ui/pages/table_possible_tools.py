"""The way from what is possible to what it rests on: points, mandates, options, the alternative."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from negotiator_desk.bargaining.between import MOST_STEPS
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _, n_
from negotiator_desk.services.issues import IssueView, list_issues
from negotiator_desk.services.option_steps import fill_in_every_issue
from negotiator_desk.services.side_briefs import own_side
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.pages.issues_private import PrivateWork
from negotiator_desk.ui.theme import GRID, Tone
from negotiator_desk.ui.widgets.buttons import QuietButton
from negotiator_desk.ui.widgets.messages import InlineMessage

POINTS_KEY, MANDATE_KEY, OPTIONS_KEY = "Ctrl+P", "Ctrl+E", "Ctrl+O"
RATINGS_KEY, BRIEF_KEY, FILL_KEY = "Ctrl+R", "Ctrl+B", "Ctrl+I"
_STEPS = 3
"""Steps that are filled in unless another number is chosen."""


class PossibleTools(QWidget):
    """Opens the private forms of one's own side, and fills in steps on all issues at once.

    Attributes:
        issue: The issue that mandate and options are opened for.
        steps: How many steps to fill in.
        message: What was just filled in, until something else changes.
    """

    def __init__(
        self, context: Context, case_id: Callable[[], str], parent: QWidget | None = None
    ) -> None:
        """Make the line of buttons.

        Args:
            case_id: Tells the case shown.
        """
        super().__init__(parent)
        self._context = context
        self._case_id = case_id
        self._issues: tuple[IssueView, ...] = ()
        self._work = PrivateWork(context, self, case_id=case_id, issue=self._chosen)
        # Its menu for both sides belongs to the page of issues; here each form has its own button.
        self._work.button.setParent(self)
        self._work.button.hide()
        self.issue = QComboBox()
        self.issue.setAccessibleName(_("Issue of mandate and options"))
        self.issue.setMinimumContentsLength(8)
        self.issue.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.steps = QSpinBox()
        self.steps.setRange(1, MOST_STEPS)
        self.steps.setValue(_STEPS)
        self.steps.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.steps.setAccessibleName(_("Steps between both positions"))
        self.points_button = QuietButton(_("Points"), POINTS_KEY)
        self.ratings_button = QuietButton(_("Check points"), RATINGS_KEY)
        self.brief_button = QuietButton(_("Alternative"), BRIEF_KEY)
        self.mandate_button = QuietButton(_("Mandate"), MANDATE_KEY)
        self.options_button = QuietButton(_("Options"), OPTIONS_KEY)
        self.fill_button = QuietButton(_("Fill in steps"), FILL_KEY)
        self.fill_button.setToolTip(
            _("Keeps the steps between both sides' positions on every open issue as options.")
        )
        self.message = InlineMessage()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GRID)
        layout = QHBoxLayout()
        layout.setSpacing(GRID // 2)
        whole.addLayout(layout)
        whole.addWidget(self.message)
        for widget in (self.points_button, self.ratings_button, self.brief_button):
            layout.addWidget(widget)
        layout.addSpacing(GRID)
        layout.addWidget(self.issue, 1)
        for widget in (self.mandate_button, self.options_button):
            layout.addWidget(widget)
        layout.addSpacing(GRID)
        layout.addWidget(self.steps)
        layout.addWidget(self.fill_button)
        self.points_button.clicked.connect(self.open_points)
        self.ratings_button.clicked.connect(self.open_ratings)
        self.brief_button.clicked.connect(self.open_brief)
        self.mandate_button.clicked.connect(self.open_mandate)
        self.options_button.clicked.connect(self.open_options)
        self.fill_button.clicked.connect(self.fill_in)

    def refresh(self) -> None:
        """List the case's issues, keeping the one that was chosen."""
        self.message.clear()
        chosen = self.issue.currentData()
        self._issues = list_issues(self._context.desk, self._case_id())
        self.issue.blockSignals(True)
        self.issue.clear()
        for one in self._issues:
            self.issue.addItem(one.title, one.id)
        self.issue.setCurrentIndex(max(self.issue.findData(chosen), 0 if self._issues else -1))
        self.issue.blockSignals(False)
        for widget in (self.issue, self.mandate_button, self.options_button, self.fill_button):
            widget.setEnabled(bool(self._issues))

    @Slot(object)
    def choose_issue(self, issue_id: str) -> None:
        """Open mandate and options for another issue from now on."""
        place = self.issue.findData(issue_id)
        if place >= 0:
            self.issue.setCurrentIndex(place)

    @Slot()
    def open_points(self) -> None:
        """Spread the 100 points of one's own side."""
        self._open(self._work.open_points)

    @Slot()
    def open_ratings(self) -> None:
        """Check the points by whole packages."""
        self._open(self._work.open_ratings)

    @Slot()
    def open_brief(self) -> None:
        """Weigh one's own alternative, and the other side's as it is thought to be."""
        self._open(self._work.open_brief)

    @Slot()
    def open_mandate(self) -> None:
        """Enter target, limit and estimate on the issue chosen."""
        self._open(self._work.open_mandate)

    @Slot()
    def open_options(self) -> None:
        """List what the issue chosen could be settled on."""
        self._open(self._work.open_options)

    @Slot()
    def fill_in(self) -> None:
        """Keep the steps between both positions of every open issue as options."""
        desk, case_id = self._context.desk, self._case_id()
        try:
            outcome = fill_in_every_issue(
                desk, case_id, own_side(desk, case_id), self.steps.value()
            )
        except UserError as error:
            self._context.show_error(error)
            return
        self._context.announce(outcome)
        tone = Tone.GOOD if outcome.value else Tone.ATTENTION
        self.message.show_message(_filled_in(outcome.value), tone=tone)

    def _chosen(self) -> IssueView | None:
        wanted = self.issue.currentData()
        return next((one for one in self._issues if one.id == wanted), None)

    def _open(self, work: Callable[[Side], None]) -> None:
        opens = partial(work, own_side(self._context.desk, self._case_id()))
        try:
            opens()
        except UserError as error:
            self._context.show_error(error)


def _filled_in(count: int) -> str:
    if not count:
        return _("There was nothing to fill in: nothing new lies between both positions.")
    return n_("{count} option was added.", "{count} options were added.", count).format(count=count)
