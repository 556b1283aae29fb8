"""What one side prepares for itself: aims, options, points and their check, the brief."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import RuleError, UserError
from negotiator_desk.i18n import _
from negotiator_desk.services.issues import IssueView, list_issues
from negotiator_desk.services.mandates import (
    get_mandate,
    list_mandates,
    save_mandate,
    save_points,
)
from negotiator_desk.services.package_ratings import RatingSheet, rating_sheet, save_ratings
from negotiator_desk.services.side_briefs import (
    get_brief,
    mandate_standing,
    own_side,
    save_brief,
)
from negotiator_desk.ui import display
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.issue_options_form import OptionsDialog
from negotiator_desk.ui.dialogs.mandate_form import MandateDialog
from negotiator_desk.ui.dialogs.mandate_points import PointsDialog
from negotiator_desk.ui.dialogs.package_ratings_form import RatingsDialog
from negotiator_desk.ui.dialogs.side_brief_form import SideBriefDialog
from negotiator_desk.ui.widgets.buttons import SecondaryButton


class PrivateWork(QObject):
    """Opens the private forms of a case and of an issue, each behind the curtain.

    Attributes:
        button: Opens the menu of all of them, those of one's own side first.
        other_menu: The same for the other side, for whoever prepares both.
    """

    def __init__(
        self,
        context: Context,
        page: QWidget,
        *,
        case_id: Callable[[], str],
        issue: Callable[[], IssueView | None],
    ) -> None:
        """Make the button.

        Args:
            context: Of the page.
            page: Owns the forms.
            case_id: Tells the case shown.
            issue: Tells the issue chosen.
        """
        super().__init__(page)
        self._context = context
        self._page = page
        self._case_id = case_id
        self._issue = issue
        self.button = SecondaryButton(_("Private"), "Ctrl+Shift+P")
        self.menu = QMenu(self.button)
        self.other_menu = QMenu(self.menu)
        self.button.setMenu(self.menu)
        self.menu.aboutToShow.connect(self.fill_menu)

    @Slot()
    def fill_menu(self) -> None:
        """Offer what can be opened now."""
        self.menu.clear()
        own = own_side(self._context.desk, self._case_id())
        heading = QAction(
            _("{side} · this computer works for it").format(side=display.side(own)),
            self.menu,
        )
        heading.setEnabled(False)
        self.menu.addAction(heading)
        self._add_works(self.menu, own)
        self.menu.addSeparator()
        self.other_menu.setTitle(_("&Other side"))
        self.other_menu.clear()
        self.menu.addMenu(self.other_menu)
        self._add_works(self.other_menu, own.other)

    def open_mandate(self, side: Side) -> None:
        """Open one side's mandate on the issue chosen."""
        issue = self._issue()
        if issue is not None:
            mandate = get_mandate(self._context.desk, issue.id, side)
            dialog = MandateDialog(issue, side, mandate, self._page)
            dialog.set_submit(partial(self._save_mandate, dialog, issue.id, side))
            dialog.open_behind(self._context.curtain)

    def open_options(self, side: Side) -> None:
        """Open one side's options of the issue chosen."""
        issue = self._issue()
        if issue is not None:
            dialog = OptionsDialog(self._context, issue, side, self._page)
            dialog.open_behind(self._context.curtain)

    def open_points(self, side: Side) -> None:
        """Open the split of one side's points over all issues.

        Raises:
            RuleError: The case has no issue.
        """
        case_id = self._case_id()
        issues = list_issues(self._context.desk, case_id)
        if not issues:
            raise RuleError(
                _("There is no issue on the agenda yet."), hint=_("Add the issues first.")
            )
        mandates = list_mandates(self._context.desk, case_id, side)
        dialog = PointsDialog(issues, mandates, side, self._page)
        dialog.set_submit(partial(self._save_points, dialog, case_id, side))
        dialog.open_behind(self._context.curtain)

    def open_ratings(self, side: Side) -> None:
        """Open the packages that one side rates.

        Raises:
            RuleError: Too little is known to make packages.
        """
        case_id = self._case_id()
        sheet = rating_sheet(self._context.desk, case_id, side)
        if not sheet.packages:
            raise RuleError(
                _("There are no packages to rate yet."),
                hint=_(
                    "Enter target and limit, or options with a share, on at least two issues first."
                ),
            )
        dialog = RatingsDialog(sheet, side, self._page)
        dialog.set_submit(partial(self._save_ratings, dialog, case_id, side, sheet))
        dialog.open_behind(self._context.curtain)

    def open_brief(self, side: Side) -> None:
        """Open one side's brief."""
        desk, case_id = self._context.desk, self._case_id()
        dialog = SideBriefDialog(
            side,
            get_brief(desk, case_id, side),
            mandate_standing(desk, case_id, side),
            is_own=own_side(desk, case_id) is side,
            parent=self._page,
        )
        dialog.set_submit(partial(self._save_brief, dialog, case_id, side))
        dialog.open_behind(self._context.curtain)

    def _add_works(self, menu: QMenu, side: Side) -> None:
        has_issue = self._issue() is not None
        for text, work, is_possible in (
            (_("&Mandate on this issue …"), self.open_mandate, has_issue),
            (_("O&ptions of this issue …"), self.open_options, has_issue),
            (_("&Split 100 points …"), self.open_points, True),
            (_("&Check the points by packages …"), self.open_ratings, True),
            (_("&Brief and mandate holder …"), self.open_brief, True),
        ):
            action = menu.addAction(text)
            action.setEnabled(is_possible)
            action.triggered.connect(partial(self._open, work, side))

    def _open(self, work: Callable[[Side], None], side: Side, _checked: bool = False) -> None:
        try:
            work(side)
        except UserError as error:
            self._context.show_error(error)

    def _save_mandate(self, dialog: MandateDialog, issue_id: str, side: Side) -> None:
        self._context.announce(save_mandate(self._context.desk, issue_id, side, dialog.details()))
        self._say_saved()

    def _save_points(self, dialog: PointsDialog, case_id: str, side: Side) -> None:
        self._context.announce(
            save_points(self._context.desk, case_id, side, dialog.points(), dialog.other_points())
        )
        self._say_saved()

    def _save_ratings(
        self, dialog: RatingsDialog, case_id: str, side: Side, sheet: RatingSheet
    ) -> None:
        desk = self._context.desk
        points = None
        if dialog.take_over.isChecked():
            kept = {
                issue_id: mandate.weight
                for issue_id, mandate in list_mandates(desk, case_id, side).items()
            }
            points = {**kept, **dialog.check.points}
        self._context.announce(
            save_ratings(desk, case_id, side, sheet, dialog.rated(), points=points)
        )
        self._say_saved()

    def _save_brief(self, dialog: SideBriefDialog, case_id: str, side: Side) -> None:
        desk = self._context.desk
        own = side if dialog.is_own.isChecked() else side.other
        is_other = own_side(desk, case_id) is not own
        outcome = save_brief(
            desk,
            case_id,
            side,
            dialog.details(),
            own=own if is_other else None,
            renews=dialog.renew.isChecked(),
        )
        self._context.announce(outcome)
        self._say_saved()

    def _say_saved(self) -> None:
        self._context.say(_("Private entry saved."))
