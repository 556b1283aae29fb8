"""What is still possible: the frontier, offers on their way to it, and packages worth a look."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QApplication,
    QHeaderView,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from negotiator_desk.i18n import _
from negotiator_desk.services.possibilities import Possibilities, read_possibilities
from negotiator_desk.ui.charts.card import ChartCard
from negotiator_desk.ui.charts.frontier import FrontierChart
from negotiator_desk.ui.charts.frontier_marks import FrontierPicture, Mark
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.latest import Latest
from negotiator_desk.ui.pages.table_possible_choices import (
    Choice,
    choice_of,
    choices,
    chosen_again,
    package_text,
    picture_of,
)
from negotiator_desk.ui.pages.table_possible_package import PackagePart
from negotiator_desk.ui.pages.table_possible_tools import PossibleTools
from negotiator_desk.ui.pages.table_possible_words import finding, notes, sample_words
from negotiator_desk.ui.pages.table_tab import TableTab
from negotiator_desk.ui.places import PageName, Place
from negotiator_desk.ui.privacy import PrivateBox
from negotiator_desk.ui.theme import CARD_GAP, Tone
from negotiator_desk.ui.widgets.buttons import PrimaryButton, SecondaryButton
from negotiator_desk.ui.widgets.empty import EmptyState
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole
from negotiator_desk.ui.widgets.messages import InlineMessage
from negotiator_desk.ui.widgets.table import DataTable

CHART_KEY = "Ctrl+L"
_PACKAGE_COLUMN, _PACKAGE_WIDTH = 3, 520
"""Of the picture's table, in pixels: packages are read by scrolling."""
_SHARES = (566, 540)
"""How picture and packages share the width of the smallest screen, in pixels."""


class PossibleTab(TableTab):
    """What one's own side sees of what is possible; all of it is behind the curtain.

    Attributes:
        private: The box before everything.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._view: Possibilities | None = None
        self._wanted: dict[str, Any] = {}
        self._rows: DataTable[int] | None = None
        self._reading = Latest(
            context.runner, self._read, self, label=_("Reading what is on the table …")
        )
        self.tools = PossibleTools(context, self._case)
        self.chart = FrontierChart()
        self.picture = ChartCard(_("What is possible (private)"), self.chart, key=CHART_KEY)
        self.note = TextLabel(role=TextRole.NOTE, wrap=True)
        self.sample = InlineMessage()
        self.packages = PackagePart()
        self._nothing = EmptyState()
        self._points = PrimaryButton(_("&Spread the 100 points"))
        self._issues = SecondaryButton(_("To the &issues"))
        self._nothing.add_button(self._points, self.tools.open_points)
        self._nothing.add_button(self._issues, self.go_to_issues)
        self._why = TextLabel(role=TextRole.NOTE, wrap=True)
        self._waiting = EmptyState()
        self._lay_out()
        self.chart.mark_chosen.connect(self.show_mark)
        self.picture.table_shown.connect(self._listen_to_table)
        self.packages.chosen.connect(self._ring)
        self.packages.issue_chosen.connect(self.tools.choose_issue)
        self.packages.offer_wanted.connect(self.offer_wanted)
        self._reading.answered.connect(self._take)
        self._reading.failed.connect(self._fail)

    @property
    def is_busy(self) -> bool:
        """Whether what is shown may not be the latest yet."""
        return self._reading.is_busy

    @override
    def show_case(self, case_id: str) -> None:
        if case_id != self.case_id:
            self._view = None
            self._wanted = {}
            self.packages.set_choices(())
            self.chart.set_picture(FrontierPicture())
            self._stack.setCurrentWidget(self._waiting)
        super().show_case(case_id)

    @override
    def refresh(self, changed: frozenset[str]) -> None:
        if self.case_id is not None:
            self.tools.refresh()
            self._reading.ask(self.case_id)

    @override
    def state(self) -> dict[str, Any]:
        shown = self.packages.shown
        return {
            "package": "" if shown is None else shown.key,
            "table": self.picture.is_table,
            "steps": self.tools.steps.value(),
            "issue": self.tools.issue.currentData(),
        }

    @override
    def restore(self, state: dict[str, Any]) -> None:
        self.tools.steps.setValue(state["steps"])
        self.tools.choose_issue(state["issue"])
        self._wanted = state
        self._restore_rest()

    @Slot(object)
    def show_mark(self, mark: Mark) -> None:
        """Show the package of a point of the picture, issue by issue."""
        if self._view is not None:
            self.packages.show_choice(choice_of(self._view, mark))

    @Slot(object)
    def show_row(self, row: int) -> None:
        """Show the package of a row of the picture's table."""
        self.show_mark(self.chart.marks[row])

    @Slot()
    def go_to_issues(self) -> None:
        """Go to the agenda."""
        self.context.go(Place(PageName.ISSUES, self.case_id))

    def _lay_out(self) -> None:
        self.picture.body.insertWidget(2, self.note)
        self.picture.body.insertWidget(3, self.sample)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(CARD_GAP)
        splitter.setChildrenCollapsible(False)
        for place, (widget, share) in enumerate(
            zip((self.picture, self.packages), _SHARES, strict=True)
        ):
            splitter.addWidget(widget)
            splitter.setStretchFactor(place, share)
        splitter.setSizes(_SHARES)
        self._shown = splitter
        self._empty = QWidget()
        column = QVBoxLayout(self._empty)
        column.addWidget(self._nothing, 1)
        column.addWidget(self._why, 0, Qt.AlignmentFlag.AlignHCenter)
        self._stack = QStackedWidget()
        for page in (self._waiting, self._shown, self._empty):
            self._stack.addWidget(page)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(CARD_GAP)
        layout.addWidget(self.tools)
        layout.addWidget(self._stack, 1)
        self.private = PrivateBox(self.context.curtain, content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.private)

    def _case(self) -> str:
        assert self.case_id is not None, "the buttons are there once a case is shown"
        return self.case_id

    def _read(self, case_id: str) -> Possibilities:
        return read_possibilities(self.context.desk, case_id)

    @Slot(object)
    def _take(self, answer: tuple[str, Possibilities]) -> None:
        case_id, view = answer
        if case_id != self.case_id:
            return
        is_first = self._view is None
        self._view = view
        if view.frontier is None:
            self._show_nothing(view)
            return
        self._stack.setCurrentWidget(self._shown)
        self.picture.set_finding(finding(view))
        self.note.setText(notes(view))
        self.note.setVisible(bool(notes(view)))
        self.sample.show_message(sample_words(view), tone=Tone.ATTENTION)
        self.chart.set_picture(picture_of(view), self._package)
        shown = self.packages.shown
        self.packages.set_choices(choices(view))
        again = None if shown is None else chosen_again(view, shown)
        if again is not None:
            self.packages.show_choice(again)
        if is_first:
            self._restore_rest()
            focused = QApplication.focusWidget()
            if focused is not None and self.isAncestorOf(focused):
                self.packages.list.setFocus()

    @Slot(object)
    def _fail(self, answer: tuple[object, BaseException]) -> None:
        self.context.show_error(answer[1])

    def _package(self, mark: Mark) -> str:
        """Say for the readout and the table of the picture what a point's package is."""
        return "" if self._view is None else package_text(self._view, mark)

    def _show_nothing(self, view: Possibilities) -> None:
        has_issues = bool(view.left_out)
        self._nothing.set_words(
            _("Spread your 100 points first.") if has_issues else _("The agenda has no issue yet."),
            _(
                "What is possible follows from points, targets and limits: your own, and the other "
                "side's as you estimate them."
            ),
        )
        self._points.setVisible(has_issues)
        self._issues.setVisible(not has_issues)
        self._why.setText(
            "\n".join(
                _("{issue}: {reason}").format(issue=left.title, reason=left.reason)
                for left in view.left_out
            )
        )
        self.packages.set_choices(())
        self.chart.set_picture(FrontierPicture())
        self._stack.setCurrentWidget(self._empty)

    def _restore_rest(self) -> None:
        """Take up again what only an answer that has arrived can be asked for."""
        if self._view is None or not self._wanted:
            return
        wanted, self._wanted = self._wanted, {}
        self.picture.show_table(wanted["table"])
        if self._view.frontier is not None:
            self.packages.set_choices(choices(self._view), wanted["package"])

    @Slot(bool)
    def _listen_to_table(self, shown: bool) -> None:
        """Take Enter on a row, and give packages room, once the card has made the table."""
        if shown and self.picture.data_table is not self._rows:
            self._rows = self.picture.data_table
            self._rows.opened.connect(self.show_row)
            header = self._rows.view.horizontalHeader()
            header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
            header.setSectionResizeMode(_PACKAGE_COLUMN, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(_PACKAGE_COLUMN, _PACKAGE_WIDTH)

    @Slot(object)
    def _ring(self, choice: Choice | None) -> None:
        self.chart.show_chosen(None if choice is None else choice.point)
