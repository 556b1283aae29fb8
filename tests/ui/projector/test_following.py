"""What the projector shows follows the table, not what is prepared on the pages beside it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from negotiator_desk.pay.terms import NumberTerm, Subject, TextTerm
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import IssueDetails, add_issue
from negotiator_desk.ui.main_window import MainWindow
from negotiator_desk.ui.pages.costing import CostingPage
from negotiator_desk.ui.pages.issues import IssuesPage
from negotiator_desk.ui.pages.table import TablePage
from negotiator_desk.ui.places import PageName, Place
from negotiator_desk.ui.projector.window import ProjectorWindow
from tests.ui.case_fixtures import add_meeting, add_output, add_rates


@pytest.fixture
def issues(desk: Desk, case_id: str) -> list[str]:
    """Three issues of a case that has a session."""
    made = [
        add_issue(desk, case_id, details).value
        for details in (
            IssueDetails("Rest days", Subject.TEXT, present_terms=TextTerm("One a week.")),
            IssueDetails(
                "Heat allowance", Subject.NUMBER, None, NumberTerm(Decimal(300), "yuan/month")
            ),
            IssueDetails("Night shifts", Subject.TEXT, present_terms=TextTerm("None.")),
        )
    ]
    add_meeting(desk, case_id)
    return made


@pytest.fixture
def view(window: MainWindow, qtbot: QtBot, case_id: str, issues: list[str]) -> ProjectorWindow:
    """The view on the first issue, which the table chose."""
    window.go(Place(PageName.TABLE, case_id, issues[0]))
    window.projector.toggle()
    made = window.projector.view
    assert made is not None
    window.page(PageName.TABLE).issue_chosen.emit(issues[0])
    qtbot.waitUntil(lambda: not window.context.runner.is_busy)
    assert made.chosen == issues[0]
    return made


def test_the_view_follows_the_issue_that_the_table_brings_into_view(
    window: MainWindow, qtbot: QtBot, view: ProjectorWindow, case_id: str, issues: list[str]
) -> None:
    page = window.page(PageName.TABLE)
    assert isinstance(page, TablePage)
    page.offers.show_issue(issues[1])
    assert view.chosen == issues[1]
    window.go(Place(PageName.TABLE, case_id, issues[2]))
    assert view.chosen == issues[2]
    qtbot.waitUntil(lambda: not window.context.runner.is_busy)


def test_an_issue_chosen_to_prepare_it_privately_does_not_reach_the_wall(
    window: MainWindow, view: ProjectorWindow, case_id: str, issues: list[str]
) -> None:
    window.go(Place(PageName.ISSUES, case_id))
    page = window.page(PageName.ISSUES)
    assert isinstance(page, IssuesPage)
    page.table.choose(lambda row: row.id == issues[1])
    assert view.chosen == issues[0]
    window.go(Place(PageName.ISSUES, case_id, issues[2]))
    assert view.chosen == issues[0]


def test_an_issue_that_is_costed_does_not_reach_the_wall(
    window: MainWindow,
    qtbot: QtBot,
    desk: Desk,
    case_id: str,
    view: ProjectorWindow,
    tmp_path: Path,
) -> None:
    first = view.chosen
    rates = add_rates(desk, case_id, add_output(desk, case_id, tmp_path))
    window.go(Place(PageName.COSTING, case_id, rates))
    assert view.chosen == first
    page = window.page(PageName.COSTING)
    assert isinstance(page, CostingPage)
    page.choose_issue("")
    page.choose_issue(rates)
    assert view.chosen == first
    qtbot.waitUntil(lambda: not page.is_busy and not window.context.runner.is_busy)
